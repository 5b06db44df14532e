"""Copies of a SQLite database, taken beside a bot at work."""

import os
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.lock import RunLock
from bot.storage import backup, installation
from bot.storage.backup import TargetExists
from bot.storage.engine import Database
from bot.storage.errors import StorageDamaged, StorageMissing, StorageReadOnly


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "copy.db"


async def stored(file: Path) -> str | None:
    """What a bot finds in a copy."""
    database = Database.open(f"sqlite+aiosqlite:///{file}")
    async with database.read() as connection:
        found = await installation.get(connection, "word")
    await database.close()
    return found


async def test_a_copy_holds_what_was_committed_and_the_bot_goes_on(
    sqlite_url: str, target: Path
) -> None:
    database = Database.open(sqlite_url)
    assert database.file is not None
    lock = RunLock(database.file)
    lock.acquire()
    async with database.write() as connection:
        await installation.put(connection, "word", "committed")
    async with database.write() as connection:
        await installation.put(connection, "word", "not yet")
        backup.copy(database.file, target)
    async with database.read() as connection:
        assert await installation.get(connection, "word") == "not yet"
    await database.close()
    lock.release()
    assert await stored(target) == "committed"


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions")
def test_only_its_owner_may_read_it(sqlite_url: str, target: Path) -> None:
    before = os.umask(0)
    try:
        backup.copy(Path(sqlite_url.partition("///")[2]), target)
    finally:
        os.umask(before)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_nothing_deleted_is_in_it(sqlite_url: str, target: Path) -> None:
    file = Path(sqlite_url.partition("///")[2])
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("INSERT INTO installation VALUES ('word', ?)", ("private " * 2000,))
        connection.commit()
        connection.execute("DELETE FROM installation")
        connection.commit()
    assert b"private" in file.read_bytes(), "it stays in the file's free pages"
    backup.copy(file, target)
    assert b"private" not in target.read_bytes()


def test_nothing_is_overwritten(sqlite_url: str, target: Path) -> None:
    target.write_text("something dear")
    with pytest.raises(TargetExists, match=r"copy\.db already"):
        backup.copy(Path(sqlite_url.partition("///")[2]), target)
    assert target.read_text() == "something dear"


def test_what_fails_leaves_nothing_behind(sqlite_url: str, target: Path) -> None:
    damaged = target.with_name("damaged.db")
    damaged.write_text("no database " * 1000)
    before = sorted(target.parent.iterdir())
    with pytest.raises(StorageDamaged):
        backup.copy(damaged, target)
    with pytest.raises(StorageMissing):
        backup.copy(target.with_name("nothing.db"), target)
    with pytest.raises(StorageReadOnly, match="can't be written"):
        backup.copy(Path(sqlite_url.partition("///")[2]), target / "no" / "folder")
    assert sorted(target.parent.iterdir()) == before


async def test_the_copy_is_a_whole_database(sqlite_url: str, target: Path) -> None:
    database = Database.open(sqlite_url)
    assert database.file is not None
    backup.copy(database.file, target)
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    async with database.read() as reading:
        tables = await reading.run_sync(lambda sync: sa.inspect(sync).get_table_names())
    await database.close()
    assert set(tables) <= names
