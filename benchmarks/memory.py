"""What Rapport holds in memory at rest and how soon it is ready, with nothing stored and with a
million nudges.

`python -m benchmarks.memory` prints the rows. The nudges are spread over members who are not
due: what is measured is what they cost by being there.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import lives, processes, seeds
from benchmarks.processes import DiscordServer
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
        bare = await _bare(folder)
        async with AsyncExitStack() as stack:
            places = [
                await stack.enter_async_context(_place(folder / str(nudges), nudges))
                for nudges in (0, MANY)
            ]
            for place in places:  # registers the commands, once
                await place.start()
            seen = [Seen(), Seen()]
            for _ in range(STARTS):  # in turns, so that what else the machine does meets both
                for place, one in zip(places, seen, strict=True):
                    await place.start(one)
    return _rows(bare, *seen)


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


@dataclass(frozen=True)
class _Place:
    """A database in a folder of its own, and the server that Rapport talks to over it."""

    folder: Path
    url: str
    server: DiscordServer

    async def start(self, seen: Seen | None = None) -> None:
        """One life of a process, from its start to its end."""
        seen = seen or Seen()
        begun = time.monotonic()
        async with processes.rapport(self.server, self.folder, self.url) as client:
            await self.server.online()
            seen.ready.append(time.monotonic() - begun)
            await asyncio.sleep(REST_SECONDS)
            seen.rest.append(client.memory())
            for _ in range(COMMANDS):
                await self.server.control("slash", member=lives.MEMBER, name="coach")
            seen.used.append(client.memory())


@asynccontextmanager
async def _place(folder: Path, nudges: int) -> AsyncIterator[_Place]:
    """One member with twenty people, and others who have `nudges`."""
    folder.mkdir()  # noqa: ASYNC240  (once, before anything is measured)
    url = await processes.new_sqlite(folder / "rapport.db")
    await lives.lived(url, processes.KEY)
    if nudges:
        await _crowd(url, nudges)
    clock = SharedClock(folder / "clock", lives.NOW)
    async with processes.server(clock) as server:
        yield _Place(folder, url, server)


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


def _megabytes(counts: list[int]) -> float:
    return statistics.median(counts) / MEGABYTE


async def main() -> None:
    for row in await rows():
        print(f"{row.measure}: {row.value} (goal {row.target}; {row.detail})")


if __name__ == "__main__":
    asyncio.run(main())
