"""`rapport` with a ticker in its event loop: `python -m benchmarks.ticking run`.

The ticker sleeps for 5 ms, again and again, and notes how much later than that it was woken,
and how much the loop's thread has worked meanwhile, which other processes don't disturb.
What it noted goes into the file that `RAPPORT_BENCH_TICKS` names, at the end of the process.
Production code knows nothing of it.
"""

import asyncio
import os
import sys
import time
from array import array
from pathlib import Path
from typing import Any, NamedTuple

from bot.app import Application
from tests.discord_server import child

TICKS = "RAPPORT_BENCH_TICKS"
PERIOD = 0.005
"""Seconds."""


class Tick(NamedTuple):
    """`at` is `time.monotonic()`, the others are seconds."""

    at: float
    late: float
    worked: float


def read(file: Path) -> list[Tick]:
    """Every tick."""
    numbers = array("d", file.read_bytes())
    return [Tick(*three) for three in zip(*(numbers[part::3] for part in range(3)), strict=True)]


async def tick(noted: "array[float]") -> None:
    """Note every tick, until it is cancelled."""
    loop = asyncio.get_running_loop()
    while True:
        before, worked = loop.time(), time.thread_time()
        await asyncio.sleep(PERIOD)
        now = loop.time()
        noted.extend((now, now - before - PERIOD, time.thread_time() - worked))


def watch(file: Path) -> None:
    """Have a ticker run for as long as the application does."""
    run = Application.run

    async def run_and_tick(self: Application, **how: Any) -> None:
        noted = array("d")
        ticker = asyncio.create_task(tick(noted))
        try:
            await run(self, **how)
        finally:
            ticker.cancel()
            file.write_bytes(noted.tobytes())  # noqa: ASYNC240 (nothing runs any more)

    Application.run = run_and_tick  # type: ignore[method-assign]


if __name__ == "__main__":
    watch(Path(os.environ[TICKS]))
    sys.exit(child.main())
