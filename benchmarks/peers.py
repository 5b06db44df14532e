"""The same work by two usual designs, and all of them killed in the middle of it."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TypeAlias

from benchmarks import deliveries, peer_bots, processes, seeds
from benchmarks.deliveries import NO_OPENING_LIMIT, OPENING_BUCKET
from benchmarks.processes import Client, DiscordServer
from benchmarks.report import Design
from benchmarks.scenes import LATENCY, Seen, arrival, scaled, scene

KILLED_DUE = 300
KILLED_AFTER = 100
MOST_SECONDS = 300.0
STALLED_SECONDS = 15
"""Longer than discord.py tries a message."""

_LOOK_SECONDS = 0.02

Fill: TypeAlias = Callable[[Path, list[int]], Awaitable[None]]
"""Stores a reminder for each user."""

Start: TypeAlias = Callable[[], AbstractAsyncContextManager[Client]]
"""Begins a bot over what it has stored so far; it ends with the block."""


async def designs() -> list[Design]:
    """Rapport and the others; every DM channel is new to all but the first."""
    known = await deliveries.drained(known=True)
    new = await deliveries.drained(known=False)
    lost, doubled = await _rapport_killed()
    return [
        _design("Rapport, channels stored", known.due, known.seen, lost, doubled),
        _design("Rapport, channels new", new.due, new.seen, lost, doubled),
        await _peer("a loop of `user.send`, 64 in flight", "loop", peer_bots.fill_loop),
        await _peer("an APScheduler job for each", "jobs", peer_bots.fill_jobs),
    ]


async def _peer(name: str, work: str, fill: Fill) -> Design:
    due = scaled(deliveries.DUE)
    async with _stage(work, fill, due) as (place, start), start():
        await arrival(place, due, MOST_SECONDS, stalled=STALLED_SECONDS)
        seen = await Seen.by(place)
    async with _stage(work, fill, scaled(KILLED_DUE)) as (place, start):
        lost, doubled = await _killed(place, start)
    return _design(name, due, seen, lost, doubled)


async def _rapport_killed() -> tuple[int, int]:
    due = scaled(KILLED_DUE)
    async with scene(
        lambda database, _place: seeds.crowd(database, due), opening_bucket=OPENING_BUCKET
    ) as there:
        return await _killed(there.place, lambda: there.coach(**NO_OPENING_LIMIT))


async def _killed(place: DiscordServer, start: Start) -> tuple[int, int]:
    """How many of the members got nothing, and how many messages came twice, where the process
    is killed after a third of the messages and started again at once."""
    due = scaled(KILLED_DUE)
    async with start() as client:
        await _until_sent(place, scaled(KILLED_AFTER))
        client.process.kill()
        await client.process.wait()
    async with start():
        await arrival(place, due, MOST_SECONDS, stalled=STALLED_SECONDS)
        await asyncio.sleep(1)
        seen = await Seen.by(place)
    return due - seen.members, seen.messages - seen.members


async def _until_sent(place: DiscordServer, count: int) -> None:
    await arrival(place, count, MOST_SECONDS, every=_LOOK_SECONDS)


@asynccontextmanager
async def _stage(work: str, fill: Fill, due: int) -> AsyncIterator[tuple[DiscordServer, Start]]:
    """A server, and a way to start a bot that has reminders for so many users."""
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as made:
        file = Path(made) / "reminders.db"
        await fill(file, [seeds.member(number) for number in range(due)])
        async with processes.server() as place:
            await place.control("options", latency=list(LATENCY), opening_bucket=OPENING_BUCKET)

            @asynccontextmanager
            async def start() -> AsyncIterator[Client]:
                environs = {**place.environment(), peer_bots.FILE: str(file)}
                arguments = ("benchmarks.peer_bots", work)
                client = await Client.start(Path(made), *arguments, environs=environs, name=work)
                try:
                    yield client
                finally:
                    await client.stop()

            yield place, start


def _design(name: str, due: int, seen: Seen, lost: int, doubled: int) -> Design:
    arrivals = tuple(seen.delivered)
    return Design(
        name=name,
        due=due,
        delivered=seen.members,
        refused=seen.refused,
        seconds=arrivals[-1] if arrivals else 0.0,
        killed_due=scaled(KILLED_DUE),
        lost=lost,
        doubled=doubled,
        arrivals=arrivals,
    )
