"""How long a command waits for its answer, idle and while 3,000 deliveries drain."""

import asyncio
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from benchmarks import seeds
from benchmarks.processes import DiscordServer
from benchmarks.report import Row, at_most, percentile
from benchmarks.scenes import (
    AT_ONCE,
    SOONEST_SWEEP,
    arrival,
    scaled,
    scene,
    with_known_channels,
)
from bot.storage.engine import Database

DUE = 3_000
LIMIT = 2.0
IDLE_SECONDS = 50
BUSY_SECONDS = 60
PAUSE_SECONDS = 0.03
"""Between one answer and the next command."""

WARM_UP = 40
BEGIN_SECONDS = 10.0


@dataclass
class Waited:
    """Milliseconds from each command to its first answer, by command."""

    coach: list[float] = field(default_factory=list)
    log: list[float] = field(default_factory=list)


async def rows() -> list[Row]:
    """`/coach` and `/log` by members with twenty people, in turn, one command at a time."""
    due = scaled(DUE)
    numbers = count()

    async def fill(database: Database, place: DiscordServer) -> None:
        await seeds.bystanders(database, 10_000)
        await with_known_channels(database, place, due)

    async with (
        scene(fill, at=seeds.BEFORE, interaction_latency=AT_ONCE) as there,
        there.coach(**SOONEST_SWEEP),
    ):
        for _ in range(WARM_UP):
            await _ask(there.place, next(numbers), Waited())
        idle = await _ask_for(there.place, scaled(IDLE_SECONDS), numbers)
        there.clock.set(seeds.NOW)
        await arrival(there.place, 1, BEGIN_SECONDS)
        busy = await _ask_for(there.place, scaled(BUSY_SECONDS), numbers)
        sent = (await there.place.control("progress"))["messages"]
    return [_row(due, sent, idle, busy)]


async def _ask_for(place: DiscordServer, seconds: float, numbers: "count[int]") -> Waited:
    waited, loop = Waited(), asyncio.get_running_loop()
    ends = loop.time() + seconds
    while loop.time() < ends:
        await _ask(place, next(numbers), waited)
        await asyncio.sleep(PAUSE_SECONDS)
    return waited


async def _ask(place: DiscordServer, number: int, waited: Waited) -> None:
    """One command of each kind."""
    member, person = seeds.bystander(number)
    waited.coach.append(await _slash(place, member, "coach"))
    given = {"person": person, "kind": "message", "note": "We spoke about the harbour."}
    options = [{"name": name, "type": 3, "value": value} for name, value in given.items()]
    waited.log.append(await _slash(place, member, "log", options))


async def _slash(
    place: DiscordServer, member: int, name: str, options: list[Any] | None = None
) -> float:
    """Milliseconds to the first answer, as the server sees them."""
    said = await place.control("slash", member=member, name=name, options=options or [])
    return float(said["answered"]) * 1000


def _row(due: int, sent: int, idle: Waited, busy: Waited) -> Row:
    ratios, told = [], []
    for name, before, after in (
        ("/coach", idle.coach, busy.coach),
        ("/log", idle.log, busy.log),
    ):
        quiet, loaded = percentile(before, 0.99), percentile(after, 0.99)
        ratios.append(loaded / quiet)
        told.append(f"{name} {loaded:.1f} ms ÷ {quiet:.1f} ms")
    return at_most(
        f"a command's p99 while {due:,} drain ÷ idle",
        LIMIT,
        max(ratios),
        detail=f"the worse of two: {', '.join(told)}; {len(busy.coach)} of each, "
        f"{sent:,} messages sent meanwhile",
    )
