"""What claiming and settling a delivery takes with 1,000,000 nudges stored, beside 10,000."""

import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from benchmarks import processes, seeds
from benchmarks.report import Row, at_most
from benchmarks.scenes import scaled
from bot.delivery.queue import MEMBERS_AT_A_TIME, Queue
from bot.delivery.settling import Arrived
from bot.keys import Keyring
from bot.services.coach import Coach
from bot.storage.engine import Database
from bot.ui.nudges import compose
from tests import databases
from tests.clock import FakeClock

MANY, FEW = 1_000_000, 10_000
ROUNDS = 16
WARM_UP = 2
"""Rounds that are not counted."""

LIMIT = 1.2


@dataclass
class Store:
    """A database and what its rounds took, in milliseconds a delivery."""

    queue: Queue
    nudges: int
    rounds: list[float] = field(default_factory=list)

    async def round(self) -> None:
        """Claim what is due to fifty members, have it leased and worded, and settle it; the
        wording is not counted, since it is the same however much is stored."""
        begun = time.perf_counter()
        claimed = await self.queue.claim_due()
        leased = await self.queue.lease(MEMBERS_AT_A_TIME)
        spent = time.perf_counter() - begun
        ready = await self.queue.prepare(leased)
        begun = time.perf_counter()
        await self.queue.settle(
            [Arrived(one.delivery, one.delivery.id, next(_ids)) for one in ready]
        )
        spent += time.perf_counter() - begun
        found = {claimed.made, len(leased), len(ready)}
        assert found == {MEMBERS_AT_A_TIME}, found
        self.rounds.append(spent / len(ready) * 1000)


_ids = count(1)


async def rows() -> list[Row]:
    """On both databases; the few and the many take turns, so that what else the machine does
    meets both. Needs `tests.databases.begin_run`."""
    return [await _row("SQLite"), await _row("PostgreSQL")]


async def _row(name: str) -> Row:
    async with AsyncExitStack() as stack:
        few = await stack.enter_async_context(_store(name, FEW))
        many = await stack.enter_async_context(_store(name, scaled(MANY)))
        for _ in range(WARM_UP + ROUNDS):
            await few.round()
            await many.round()
    pairs = list(zip(few.rounds, many.rounds, strict=True))[WARM_UP:]
    small, large = (statistics.median(one) for one in zip(*pairs, strict=True))
    return at_most(
        f"claim and settle a delivery with {many.nudges:,} nudges stored "
        f"÷ with {few.nudges:,}, {name}",
        LIMIT,
        statistics.median(b / a for a, b in pairs),
        detail=f"{large:.2f} ms ÷ {small:.2f} ms a delivery, median of {len(pairs)} rounds of "
        f"{MEMBERS_AT_A_TIME}",
    )


@asynccontextmanager
async def _store(name: str, nudges: int) -> AsyncIterator[Store]:
    """A database with about so many nudges; enough of them are due for all rounds."""
    async with _empty(name) as url:
        database = Database.open(url)
        try:
            stored = await seeds.crowd(database, (WARM_UP + ROUNDS) * MEMBERS_AT_A_TIME)
            stored += await seeds.bystanders(database, max(nudges - stored, 0))
            coach = Coach(database, Keyring([processes.KEY]), FakeClock(seeds.NOW))
            yield Store(Queue(coach, compose, "benchmark"), stored)
        finally:
            await database.close()


@asynccontextmanager
async def _empty(name: str) -> AsyncIterator[str]:
    if name == "PostgreSQL":
        url = await databases.new_postgresql()
        yield url
        await databases.drop_postgresql(url)
        return
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as made:
        yield await processes.new_sqlite(Path(made) / "rapport.db")
