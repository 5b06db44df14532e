"""What the use cases cost, in CPU, against the smallest question one can ask the database.

`python -m benchmarks` prints a table. SQLite in a temporary folder, one process, medians of
five rounds; the ratio is what to look at, the milliseconds depend on the machine.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path

import sqlalchemy as sa

from bot.clock import SystemClock
from bot.coaching.events import EventKind
from bot.keys import Keyring, new_key
from bot.services import history, overview, people
from bot.services.coach import Caller, Coach
from bot.services.history import Report
from bot.storage import migrate
from bot.storage.engine import Database

ROUNDS = 5
CALLS = 100
MEMBER = 185_000_000_000_000_000
PEOPLE = 20

Call = Callable[[], Awaitable[object]]


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}")
        try:
            await migrate.upgrade(database)
            _print(await _measure(Coach(database, Keyring([new_key()]), SystemClock())))
        finally:
            await database.close()


async def _measure(coach: Coach) -> dict[str, float]:
    """CPU milliseconds a call, by name."""
    interactions, turn = count(1), count()

    def caller() -> Caller:
        return Caller(MEMBER, next(interactions))

    ids = []
    for number in range(PEOPLE):
        added = await people.add(coach, caller(), name=f"Person {number}")
        ids.append(added.standing.person.id)
        await history.record(coach, caller(), ids[-1], Report(EventKind.ASKED))

    async def ask_nothing() -> None:
        async with coach.database.read() as connection:
            await connection.execute(sa.text("select 1"))

    async def log() -> None:
        which = ids[next(turn) % PEOPLE]
        await history.record(coach, caller(), which, Report(EventKind.TOUCHED))

    calls: dict[str, Call] = {
        "select 1": ask_nothing,
        "look at one person": lambda: history.look(coach, caller(), ids[1]),
        "report a contact": log,
        "/coach with 20 people": lambda: overview.look_around(coach, caller()),
    }
    return {name: await _cpu(call) for name, call in calls.items()}


async def _cpu(call: Call) -> float:
    rounds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for _ in range(CALLS):
            await call()
        rounds.append((time.process_time() - begun) / CALLS * 1000)
    return statistics.median(rounds)


def _print(costs: dict[str, float]) -> None:
    floor = costs["select 1"]
    print("| what | CPU ms | ÷ select 1 |\n|---|---|---|")
    for name, cost in costs.items():
        print(f"| {name} | {cost:.2f} | {cost / floor:.1f} |")


if __name__ == "__main__":
    asyncio.run(main())
