"""The command `rapport` as a process, and a database with nudges that fall due at once."""

import asyncio
import os
import shutil
import sqlite3
import sys
from asyncio.subprocess import Process
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.keys import Keyring
from bot.services import people, starting
from bot.services.coach import Caller, Coach
from bot.storage import members
from bot.storage.engine import Database
from bot.storage.tables import DeliveryState
from tests import databases
from tests.clock import FakeClock
from tests.discord_server.child import environment
from tests.discord_server.server import Server

FIRST = 185_000_000_000_000_000
KEY = "r1PQ4c7C1nGwz8s9rK7sXUEvJpyvIwq2H1m6Zq0cF0k="
SEEDED_AT = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
ALL_DUE = datetime(2026, 1, 12, 10, 30, tzinfo=UTC)
"""A Monday morning in London, after the bundle of every member."""


def member(number: int) -> int:
    """The id of the seeded member with this number, from 0."""
    return FIRST + (number << 22)


async def seeded(file: Path, count: int, channels: dict[int, int] | None = None) -> None:
    """Put a database with `count` members into `file`, each with one message due at `ALL_DUE`.

    `channels` are DM channels known already, by member. Databases without are made once a run.
    """
    template = databases.folder() / f"seeded-{count}.db"
    if not template.exists():
        draft = template.with_suffix(f".{os.getpid()}")
        await seed(databases.new_sqlite(draft), count)
        draft.rename(template)
    shutil.copyfile(template, file)
    if channels:
        with closing(sqlite3.connect(file)) as connection, connection:
            rows = [(channel, one) for one, channel in channels.items()]
            connection.executemany("UPDATE member SET dm_channel = ? WHERE id = ?", rows)


async def all_known(server: Server, file: Path, count: int) -> None:
    """As `seeded`, with every DM channel open and known already: a message is one request."""
    channels = {member(number): server.model.open(member(number)).id for number in range(count)}
    await seeded(file, count, channels)


async def seed(url: str, count: int) -> None:
    """`count` members in the migrated database at `url`, each with one message due."""
    database, keyring = Database.open(url), Keyring([KEY])
    coach = Coach(database, keyring, FakeClock(SEEDED_AT))
    for number in range(count):
        caller = Caller(member(number), 2 * number + 1)
        known = await starting.ensure_member(coach, caller)
        wished = replace(known.wishes, zone="Europe/London")
        async with database.write() as connection:
            changed = replace(known, zone="Europe/London", wishes=wished)
            await members.change(connection, keyring, changed)
        await people.add(coach, Caller(member(number), 2 * number + 2), name=f"Sam {number}")
    await database.checkpoint()
    await database.close()


class Rapport:
    """`rapport` in a folder of its own; its database is `rapport.db` there."""

    def __init__(self, server: Server, folder: Path, clock: Path) -> None:
        self.server = server
        self.file = folder / "rapport.db"
        self._folder = folder
        self._clock = clock
        self._process: Process | None = None
        self._starts = 0

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def log(self) -> str:
        """What all processes so far have written."""
        files = sorted(self._folder.glob("rapport-*.log"))
        return "".join(file.read_text() for file in files)

    async def start(self, *arguments: str, **settings: str) -> None:
        """Begin `rapport run` (or another command), without waiting for anything."""
        self._starts += 1
        log = self._folder / f"rapport-{self._starts:02}.log"
        environs = {
            **environment(self.server.url, self._clock),
            "DISCORD_TOKEN": self.server.options.token,
            "DATABASE_URL": f"sqlite+aiosqlite:///{self.file}",
            "RAPPORT_KEYS": KEY,
            "RAPPORT_SWEEP_SECONDS": "5",
            **settings,
        }
        with log.open("wb") as stream:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.discord_server.child", *(arguments or ("run",))),
                cwd=self._folder,
                env=environs,
                stdout=stream,
                stderr=stream,
            )

    async def run(self, **settings: str) -> None:
        """Start, and wait until it is online. Raises `RuntimeError` where it never is, so that
        no expected failure hides it."""
        log = self.server.gateway.log
        times = log.count("ready") + log.count("resumed") + 1
        await self.start(**settings)
        came = asyncio.create_task(self.server.online(times=times))
        died = asyncio.create_task(self.ended(30))
        await asyncio.wait({came, died}, return_when=asyncio.FIRST_COMPLETED)
        for task in (came, died):
            task.cancel()
        await asyncio.gather(came, died, return_exceptions=True)
        if came.cancelled() or came.exception() is not None:
            raise RuntimeError(f"it did not come online:\n{self.log}")

    def kill(self, _seen: Any = None) -> None:
        """SIGKILL."""
        assert self._process is not None
        self._process.kill()

    def terminate(self) -> None:
        """SIGTERM."""
        assert self._process is not None
        self._process.terminate()

    async def ended(self, seconds: float = 15.0) -> int:
        """Wait for its end; its exit code. Raises `TimeoutError`."""
        assert self._process is not None
        async with asyncio.timeout(seconds):
            return await self._process.wait()

    async def clean_up(self) -> None:
        """Leave no process behind."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    def deliveries(self) -> dict[int, dict[str, Any]]:
        """Every delivery as it is stored now, by member (each has one)."""
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            rows = connection.execute("SELECT * FROM delivery").fetchall()
        return {
            row["member_id"]: {**dict(row), "state": DeliveryState(row["state"])} for row in rows
        }

    def states(self) -> list[DeliveryState]:
        return [one["state"] for one in self.deliveries().values()]

    def closed(self) -> set[int]:
        """The members whose direct messages are known to be closed."""
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT id FROM member WHERE dm_closed IS NOT NULL")
            return {row[0] for row in rows}
