"""A scene: a Discord-like server, a database, a clock, and the coach over them."""

import asyncio
import os
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks import processes, seeds
from benchmarks.processes import Client, DiscordServer
from bot.storage.engine import Database
from tests.discord_server.clock import SharedClock
from tests.discord_server.journal import OPEN, SEND

LATENCY = (0.08, 0.15)
"""Seconds that Discord takes to answer, as it does on an ordinary line."""

AT_ONCE = (0.0, 0.0)
SOONEST_SWEEP = {"RAPPORT_SWEEP_SECONDS": "5"}
"""So that a clock that was moved is noticed soon."""

STALLED_SECONDS = 30
_LOOK_SECONDS = 0.5
SCALE = "RAPPORT_BENCH_SCALE"
_FIELDS = ("at", "route", "status", "code")

Fill = Callable[[Database, DiscordServer], Awaitable[object]]


def scaled(count: int) -> int:
    """`count`, or a part of it where somebody only tries out (`--scale`)."""
    return max(round(count * float(os.environ.get(SCALE, "1"))), 2)


def scale(part: float) -> None:
    """Measure with this part of everything from now on."""
    os.environ[SCALE] = str(part)


@dataclass
class Scene:
    """A place where the coach may be started."""

    folder: Path
    place: DiscordServer
    clock: SharedClock
    url: str

    @asynccontextmanager
    async def coach(
        self, *, module: str = processes.COACH, **settings: str
    ) -> AsyncIterator[Client]:
        """The coach, online, until the block ends."""
        async with processes.rapport(
            self.place, self.folder, self.url, module=module, **settings
        ) as client:
            await self.online(client)
            yield client

    async def online(self, client: Client) -> None:
        """Raises `RuntimeError` with its log where it ends instead."""
        came = asyncio.ensure_future(self.place.online())
        ended = asyncio.ensure_future(client.process.wait())
        await asyncio.wait({came, ended}, return_when=asyncio.FIRST_COMPLETED)
        for task in (came, ended):
            task.cancel()
        if not came.done() or came.cancelled() or came.exception() is not None:
            raise RuntimeError(f"it did not come online:\n{client.log()[-3000:]}")


@asynccontextmanager
async def scene(
    fill: Fill, at: datetime = seeds.NOW, latency: tuple[float, float] = LATENCY, **options: Any
) -> AsyncIterator[Scene]:
    """A server with these options, and a SQLite file as `fill` leaves it; it is `at`."""
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as made:
        folder = Path(made)
        clock = SharedClock(folder / "clock", at)
        url = await processes.new_sqlite(folder / "rapport.db")
        async with processes.server(clock) as place:
            await place.control("options", latency=list(latency), **options)
            database = Database.open(url)
            try:
                await fill(database, place)
            finally:
                await database.close()
            yield Scene(folder, place, clock, url)


async def with_known_channels(database: Database, place: DiscordServer, count: int) -> None:
    """Members with one message due each, whose DM channels are open and stored."""
    await seeds.crowd(database, count)
    await know_channels(database, place, count)


async def know_channels(database: Database, place: DiscordServer, count: int) -> None:
    """Open the DM channels of so many members, and store them."""
    ids = [seeds.member(number) for number in range(count)]
    opened = await place.control("channels", members=ids)
    channels = {int(one): channel for one, channel in opened.items()}
    await seeds.know_channels(database, channels)


async def arrival(
    place: DiscordServer,
    count: int,
    seconds: float,
    *,
    stalled: float = STALLED_SECONDS,
    every: float = _LOOK_SECONDS,
) -> None:
    """Until `count` messages have arrived, none has for `stalled` seconds, or `seconds` have
    passed; it is looked for `every` so many."""
    loop = asyncio.get_running_loop()
    ends, last, since = loop.time() + seconds, -1, loop.time()
    while loop.time() < ends and loop.time() < since + stalled:
        messages = (await place.control("progress"))["messages"]
        if messages >= count:
            return
        if messages != last:
            last, since = messages, loop.time()
        await asyncio.sleep(every)


@dataclass(frozen=True)
class Seen:
    """What the server saw of a run."""

    messages: int
    members: int
    """How many members got a message."""
    requests: Sequence[dict[str, Any]]

    @classmethod
    async def by(cls, place: DiscordServer) -> "Seen":
        progress = await place.control("progress")
        requests = await place.control("journal", fields=_FIELDS)
        ours = [one for one in requests if one["route"] in {SEND, OPEN}]
        return cls(progress["messages"], progress["members"], ours)

    @property
    def statuses(self) -> Counter[int | None]:
        return Counter(one["status"] for one in self.requests)

    @property
    def refused(self) -> int:
        """Answers 429."""
        return self.statuses[429]

    @property
    def sends(self) -> list[float]:
        """When each request to send came, in seconds."""
        return [one["at"] for one in self.requests if one["route"] == SEND]

    @property
    def delivered(self) -> list[float]:
        """When each message that arrived was sent, in seconds after the first request."""
        arrived = [one for one in self.requests if one["route"] == SEND and one["status"] == 200]
        return [one["at"] - self.requests[0]["at"] for one in arrived]

    def exactly_one_each(self, members: int) -> bool:
        return self.messages == self.members == members


def rate(instants: Sequence[float]) -> float:
    """How many a second."""
    span = instants[-1] - instants[0] if len(instants) > 1 else 0.0
    return (len(instants) - 1) / span if span > 0 else 0.0
