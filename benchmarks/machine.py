"""What a run was made with: the machine, the versions, the commit."""

import asyncio
import os
import platform
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bot.storage.engine import Database
from tests import databases

ROOT = Path(__file__).parents[1]
WRITTEN_BY_US = (":!docs/performance.md", ":!docs/pictures")


@dataclass(frozen=True)
class Machine:
    """As it stood when the run began."""

    processor: str
    cores: int
    load: float
    """Processes that wanted to run, in the minute before."""
    system: str
    versions: dict[str, str]
    commit: str

    @classmethod
    async def here(cls) -> "Machine":
        """This one. Needs `tests.databases.begin_run`."""
        load = os.getloadavg()[0]
        return cls(
            processor=await asyncio.to_thread(_processor),
            cores=os.cpu_count() or 1,
            load=load,
            system=f"{platform.system()} {platform.release()}",
            versions={
                "Python": platform.python_version(),
                "SQLite": sqlite3.sqlite_version,
                "PostgreSQL": await _postgresql(),
                "discord.py": version("discord.py"),
                "SQLAlchemy": version("sqlalchemy"),
                "APScheduler": version("apscheduler"),
            },
            commit=await asyncio.to_thread(_commit),
        )


def _processor() -> str:
    cpus = Path("/proc/cpuinfo")
    if sys.platform == "linux" and cpus.exists():
        for line in cpus.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


async def _postgresql() -> str:
    url = await databases.new_postgresql(empty=True)
    database = Database.open(url)
    async with database.read() as connection:
        said: str = (await connection.exec_driver_sql("SHOW server_version")).scalar_one()
    await database.close()
    await databases.drop_postgresql(url)
    return said.partition(" ")[0]


def _commit() -> str:
    """Short, and whether anything that is measured differs from it."""
    commit = _git("rev-parse", "--short", "HEAD")
    if not commit:
        return "unknown"
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", ".", *WRITTEN_BY_US)
    return f"{commit}, with changes" if changed else commit


def _git(*arguments: str) -> str:
    command = ["git", *arguments]
    asked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return asked.stdout.strip() if asked.returncode == 0 else ""
