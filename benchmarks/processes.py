"""The processes of a measurement: a server on one core, the bot that is measured on another.

Nothing here touches Discord: the server is the one under `tests/`, on the loopback.
"""

import asyncio
import contextlib
import json
import os
import shutil
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any, Self

import aiohttp

from bot.storage import migrate
from bot.storage.engine import Database
from tests.discord_server.child import environment
from tests.discord_server.clock import SharedClock
from tests.discord_server.options import TOKEN

CLIENT_CORE, SERVER_CORE = 0, 1
"""The bot runs alone on the first; the server, and whoever measures, on the second."""

COACH = "tests.discord_server.child"
"""The command `rapport`, sent to our server instead of to Discord."""

KEY = "r1PQ4c7C1nGwz8s9rK7sXUEvJpyvIwq2H1m6Zq0cF0k="
START_SECONDS = 60
END_SECONDS = 20


class Client:
    """A bot in a process of its own, on its own core."""

    def __init__(self, process: Process, log: Path) -> None:
        self.process = process
        self._log = log

    @classmethod
    async def start(
        cls, folder: Path, *arguments: str, environs: dict[str, str], name: str = "client"
    ) -> Self:
        """Begin `python -m <arguments>` in `folder`, without waiting for anything."""
        log = folder / f"{name}.log"
        with log.open("ab") as stream:
            process = await asyncio.create_subprocess_exec(
                *on_core(CLIENT_CORE),
                *(sys.executable, "-m", *arguments),
                cwd=folder,
                env={**environs, "PYTHONPATH": str(Path(__file__).parents[1])},
                stdout=stream,
                stderr=stream,
            )
        return cls(process, log)

    def cpu(self) -> float:
        """The CPU time of the process so far, in seconds, all threads together."""
        clock = (~self.process.pid << 3) | 2  # as clock_getcpuclockid(3) makes it
        return time.clock_gettime(clock)

    def memory(self) -> int:
        """The bytes that it holds in memory (resident set size)."""
        return _resident(self.process.pid)

    def log(self) -> str:
        """What it has written."""
        return self._log.read_text(errors="replace")

    async def stop(self) -> None:
        """End it, by SIGTERM and after a while by SIGKILL."""
        if self.process.returncode is not None:
            return
        self.process.terminate()
        try:
            async with asyncio.timeout(END_SECONDS):
                await self.process.wait()
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


class DiscordServer:
    """The Discord-like server in a process of its own."""

    def __init__(self, process: Process, url: str, clock: Path | None) -> None:
        self.url = url
        self._process = process
        self._clock = clock
        self._session = aiohttp.ClientSession()

    @classmethod
    async def start(cls, clock: SharedClock | None = None) -> Self:
        """One that ends with this process at the latest."""
        arguments = ["--with-parent", *(["--clock", str(clock.file)] if clock else [])]
        process = await asyncio.create_subprocess_exec(
            *on_core(SERVER_CORE),
            *(sys.executable, "-m", "tests.discord_server", *arguments),
            cwd=Path(__file__).parents[1],
            stdout=PIPE,
        )
        assert process.stdout is not None
        said = json.loads(await process.stdout.readline())
        return cls(process, said["url"], clock.file if clock else None)

    async def control(self, do: str, **values: Any) -> Any:
        """What `tests/discord_server/__main__.py` lists."""
        async with self._session.post(f"{self.url}/control", json={"do": do, **values}) as answer:
            answer.raise_for_status()
            return await answer.json()

    async def online(self, count: int = 1) -> None:
        """Until `count` bots are connected. Raises `TimeoutError`."""
        async with asyncio.timeout(START_SECONDS):
            while (await self.control("counts"))["online"] < count:  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    def environment(self) -> dict[str, str]:
        """What sends a bot here."""
        return {**environment(self.url, self._clock), "DISCORD_TOKEN": TOKEN}

    async def stop(self) -> None:
        await self._session.close()
        if self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()


@contextlib.asynccontextmanager
async def server(clock: SharedClock | None = None) -> AsyncIterator[DiscordServer]:
    """A server that ends with the block."""
    made = await DiscordServer.start(clock)
    try:
        yield made
    finally:
        await made.stop()


@contextlib.asynccontextmanager
async def rapport(
    place: DiscordServer,
    folder: Path,
    url: str,
    *command: str,
    module: str = COACH,
    **settings: str,
) -> AsyncIterator[Client]:
    """The command `rapport` (by default `run`) over the database at `url`, until the block ends.

    `module` may be another one that does the same and watches it.
    """
    environs = {
        **place.environment(),
        "DATABASE_URL": url,
        "RAPPORT_KEYS": KEY,
        **settings,
    }
    arguments = (module, *(command or ("run",)))
    client = await Client.start(folder, *arguments, environs=environs, name="rapport")
    try:
        yield client
    finally:
        await client.stop()


@contextlib.asynccontextmanager
async def bare_bot(place: DiscordServer, folder: Path) -> AsyncIterator[Client]:
    """A discord.py bot with /ping and nothing else."""
    client = await Client.start(
        folder, "benchmarks.bare", environs=place.environment(), name="bare"
    )
    try:
        yield client
    finally:
        await client.stop()


async def new_sqlite(file: Path) -> str:
    """The address of a new database with all tables."""
    url = f"sqlite+aiosqlite:///{file}"
    database = Database.open(url)
    try:
        await migrate.upgrade(database)
    finally:
        await database.close()
    return url


def on_core(core: int) -> Sequence[str]:
    """What to put in front of a command so that it runs on one core, and ends with whoever
    started it, where that can be said."""
    ends = ("setpriv", "--pdeathsig", "KILL") if shutil.which("setpriv") else ()
    has_it = shutil.which("taskset") is not None and (os.cpu_count() or 1) > core
    return (*ends, "taskset", "-c", str(core)) if has_it else ends


def stay_aside() -> None:
    """Let whoever measures run on the server's core."""
    if (os.cpu_count() or 1) > SERVER_CORE and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {SERVER_CORE})


def _resident(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
