"""What Rapport holds in memory at rest and how soon it is ready, with nothing stored and with a
million nudges.

`python -m benchmarks.memory` prints the rows. The nudges are spread over members who are not
due: what is measured is what they cost by being there.
"""

import asyncio
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import lives, processes, seeds
from benchmarks.report import Row, at_most
from bot.storage.engine import Database
from tests.discord_server.clock import SharedClock

STARTS = 5
MANY = 1_000_000
COMMANDS = 20
REST_SECONDS = 5
MEGABYTE = 2**20


@dataclass
class Seen:
    """What the starts over one database showed: seconds until ready, bytes at rest, and bytes
    after some commands."""

    ready: list[float] = field(default_factory=list)
    rest: list[int] = field(default_factory=list)
    used: list[int] = field(default_factory=list)


async def rows() -> list[Row]:
    """Memory at rest, and what a million nudges add to it and to the start."""
    processes.stay_aside()
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as made:
        folder = Path(made)
        none = await _databases(folder / "none", 0)
        many = await _databases(folder / "many", MANY)
        bare = await _bare(folder)
        seen = {0: Seen(), MANY: Seen()}
        for _ in range(STARTS):  # in turns, so that what else the machine does meets both
            await _start(folder / "none", none, seen[0])
            await _start(folder / "many", many, seen[MANY])
    return _rows(bare, seen[0], seen[MANY])


def _rows(bare: int, none: Seen, many: Seen) -> list[Row]:
    rest, used = _megabytes(none.rest), _megabytes(none.used)
    ready = statistics.median(none.ready), statistics.median(many.ready)
    return [
        at_most(
            "memory at rest",
            90,
            rest,
            "MB",
            f"{used:.1f} MB after {COMMANDS} commands; a bare bot {bare / MEGABYTE:.1f} MB",
        ),
        at_most(
            "memory with 1,000,000 stored − with none",
            8,
            _megabytes(many.rest) - rest,
            "MB",
            f"after {COMMANDS} commands {_megabytes(many.used) - used:.1f} MB",
        ),
        at_most(
            "start to ready with 1,000,000 − with none",
            0.3,
            ready[1] - ready[0],
            "s",
            f"{ready[0]:.2f} s with none, {ready[1]:.2f} s with 1,000,000; medians of {STARTS}",
        ),
    ]


async def _databases(folder: Path, nudges: int) -> str:
    """A database with one member who has twenty people, and `nudges` of others."""
    folder.mkdir()
    url = await processes.new_sqlite(folder / "rapport.db")
    await lives.lived(url, processes.KEY)
    if nudges:
        await _crowd(url, nudges)
    return url


async def _crowd(url: str, nudges: int) -> None:
    database = Database.open(url)
    try:
        await seeds.bystanders(database, nudges)
    finally:
        await database.close()


async def _bare(folder: Path) -> int:
    async with processes.server() as place, processes.bare_bot(place, folder) as client:
        await place.online()
        await asyncio.sleep(REST_SECONDS)
        return client.memory()


async def _start(folder: Path, url: str, seen: Seen) -> None:
    clock = SharedClock(folder / "clock", lives.NOW)
    async with processes.server(clock) as place:
        begun = time.monotonic()
        async with processes.rapport(place, folder, url) as client:
            await place.online()
            seen.ready.append(time.monotonic() - begun)
            await asyncio.sleep(REST_SECONDS)
            seen.rest.append(client.memory())
            for _ in range(COMMANDS):
                await place.control("slash", member=lives.MEMBER, name="coach")
            seen.used.append(client.memory())


def _megabytes(counts: list[int]) -> float:
    return statistics.median(counts) / MEGABYTE


async def main() -> None:
    for row in await rows():
        print(f"{row.measure}: {row.value} (goal {row.target}; {row.detail})")


if __name__ == "__main__":
    asyncio.run(main())
