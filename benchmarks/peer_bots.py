"""Two usual ways to send reminders, as small honest bots: `python -m benchmarks.peer_bots jobs`.

`jobs`: an APScheduler job for each reminder, kept by its SQLAlchemy job store in SQLite; its
coroutine sends. `misfire_grace_time` is None: by default it drops what is late by more than a
second without a word.

`loop`: a table of reminders in SQLite; whatever is due is sent with `user.send`, 64 at a time,
and deleted once it is sent.

Both know every user already, as a bot that sees its servers' members does.
"""

import asyncio
import logging
import os
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import discord
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from tests.discord_server.child import API, redirect

FILE = "RAPPORT_BENCH_REMINDERS"
IN_FLIGHT = 64
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
TEXT = "It's time to follow up with Sam. How did it go?"

log = logging.getLogger(__name__)
client: discord.Client
"""The connection: a job finds no other way to it."""


class Bot(discord.Client):
    """A bot that begins its work once it is online."""

    def __init__(self, work: str, file: Path) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(intents=intents, max_messages=None, chunk_guilds_at_startup=False)
        self._begin = {"jobs": self._start_jobs, "loop": self._send_all}[work]
        self._file = file
        self._begun = False

    async def on_ready(self) -> None:
        if not self._begun:
            self._begun = True
            await self._begin()

    async def _start_jobs(self) -> None:
        scheduler(self._file).start()

    async def _send_all(self) -> None:
        with closing(sqlite3.connect(self._file)) as database:
            due = database.execute("SELECT id, user_id FROM reminder ORDER BY id").fetchall()
            room = asyncio.Semaphore(IN_FLIGHT)

            async def one(reminder: int, user_id: int) -> None:
                async with room:
                    await remind_safely(user_id)
                    database.execute("DELETE FROM reminder WHERE id = ?", (reminder,))
                    database.commit()

            await asyncio.gather(*(one(*row) for row in due))


async def remind(user_id: int) -> None:
    """One reminder to a user whom the bot has seen."""
    name = f"member{user_id}"
    seen = {"id": str(user_id), "username": name, "discriminator": "0", "avatar": None}
    user = client._connection.store_user(seen)  # type: ignore[arg-type]
    await user.send(TEXT)


async def remind_safely(user_id: int) -> None:
    """As `remind`; a failure is logged."""
    try:
        await remind(user_id)
    except discord.HTTPException:
        log.exception("a reminder failed")


def scheduler(file: Path) -> AsyncIOScheduler:
    """With the jobs that `file` keeps."""
    kept = SQLAlchemyJobStore(url=f"sqlite:///{file}")
    defaults = {"misfire_grace_time": None}
    return AsyncIOScheduler(jobstores={"default": kept}, timezone="UTC", job_defaults=defaults)


async def fill_jobs(file: Path, users: list[int]) -> None:
    """A job for each user, due long ago."""
    keeping = scheduler(file)
    keeping.start(paused=True)
    for user in users:
        keeping.add_job("benchmarks.peer_bots:remind", DateTrigger(LONG_AGO), args=[user])
        await asyncio.sleep(0)
    keeping.shutdown()


async def fill_loop(file: Path, users: list[int]) -> None:
    """A row for each user."""
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE reminder (id INTEGER PRIMARY KEY, user_id INTEGER)")
        database.executemany(
            "INSERT INTO reminder (user_id) VALUES (?)", [(user,) for user in users]
        )


def main(work: str) -> None:
    global client  # noqa: PLW0603
    redirect(os.environ[API])
    client = Bot(work, Path(os.environ[FILE]))
    client.run(os.environ["DISCORD_TOKEN"], log_level=logging.WARNING)


if __name__ == "__main__":
    from benchmarks import peer_bots  # noqa: PLW0406 (the module that the stored jobs name)

    peer_bots.main(sys.argv[1])
