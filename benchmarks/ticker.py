"""How long the coach's event loop stands still: a 5 ms ticker, idle and while 10,000 are due."""

import asyncio
import time
from functools import partial

from benchmarks import seeds, ticking
from benchmarks.report import Row, at_most, percentile
from benchmarks.scenes import SOONEST_SWEEP, Seen, arrival, scaled, scene, with_known_channels
from benchmarks.ticking import Tick

DUE = 10_000
IDLE_SECONDS, BUSY_SECONDS, SHORTEST = 40, 60, 8
START_SECONDS = 3.0
LIMIT = 10.0
"""Milliseconds."""


async def rows() -> list[Row]:
    """The last minute begins with 10,000 due; most of them still wait at its end."""
    due = scaled(DUE)
    idle, busy = (max(scaled(one), SHORTEST) for one in (IDLE_SECONDS, BUSY_SECONDS))
    fill = partial(with_known_channels, count=due)
    async with scene(fill, at=seeds.BEFORE) as there:
        ticks = there.folder / "ticks"
        watched = {"module": "benchmarks.ticking", ticking.TICKS: str(ticks)}
        async with there.coach(**watched, **SOONEST_SWEEP):
            await asyncio.sleep(START_SECONDS)
            began = time.monotonic()
            await asyncio.sleep(idle)
            turned = time.monotonic()
            there.clock.set(seeds.NOW)
            await arrival(there.place, due, busy)
            ended = time.monotonic()
            sent = (await Seen.by(there.place)).messages
        noted = ticking.read(ticks)
    quiet = [one for one in noted if began < one.at < turned]
    loaded = [one for one in noted if turned < one.at < ended]
    return [_row(due, sent, quiet, loaded)]


def _row(due: int, sent: int, quiet: list[Tick], loaded: list[Tick]) -> Row:
    late = [one.late * 1000 for one in loaded]
    late_idle = [one.late * 1000 for one in quiet]
    worked = [one.worked * 1000 for one in loaded]
    before, after = percentile(late_idle, 0.999), percentile(late, 0.999)
    return at_most(
        f"p99.9 of a 5 ms ticker while {due:,} are due − the same idle",
        LIMIT,
        after - before,
        "ms",
        f"{after:.1f} ms − {before:.1f} ms late; at most {max(late):.1f} ms, idle "
        f"{max(late_idle):.1f} ms; of the loop's own work p99.9 "
        f"{percentile(worked, 0.999):.1f} ms, at most {max(worked):.1f} ms; "
        f"{sent:,} sent meanwhile",
    )
