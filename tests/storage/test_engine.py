"""Transactions, and the faults of a database as our own errors."""

import asyncio
import gc
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.storage import driver, errors, installation, migrate
from bot.storage import engine as engines
from bot.storage.engine import Database, count_statements
from bot.storage.errors import (
    Conflict,
    StorageBusy,
    StorageDamaged,
    StorageError,
    StorageFull,
    StorageMissing,
    StorageNotMigrated,
    StorageReadOnly,
)
from bot.storage.tables import installation as table
from bot.storage.tables import member

ROW = sa.insert(table).values(name="a", value="1")


async def value_of(database: Database, name: str = "a") -> str | None:
    async with database.read() as connection:
        return await installation.get(connection, name)


async def write(database: Database, *statements: sa.Executable) -> None:
    async with database.write() as connection:
        for statement in statements:
            await connection.execute(statement)


def test_the_whole_bot_is_imported_without_the_object_mapper() -> None:
    code = (
        "import sys, bot.app, bot.client, importlib\n"
        "for name in bot.client.extensions(): importlib.import_module(name)\n"
        "print('sqlalchemy.orm' in sys.modules)\n"
        "import sqlalchemy.ext.asyncio.session as real\n"
        "print(real.AsyncSession.__name__, 'sqlalchemy.orm' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "AsyncSession", "True"]


def test_a_session_can_not_be_mistaken_for_one_that_is_there() -> None:
    code = "import bot.storage\nfrom sqlalchemy.ext.asyncio import AsyncSession"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "ImportError: cannot import name 'AsyncSession'" in said.stderr


# Transactions


async def test_a_write_is_kept(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(ROW)
    assert await value_of(database) == "1"


async def test_an_exception_takes_everything_back_and_goes_on(database: Database) -> None:
    async def fail() -> None:
        async with database.write() as connection:
            await connection.execute(ROW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await value_of(database) is None


async def test_an_operating_systems_error_of_the_caller_is_no_storage_error(
    database: Database,
) -> None:
    with pytest.raises(FileNotFoundError):
        async with database.write():
            raise FileNotFoundError


async def test_a_cancelled_write_is_taken_back_and_frees_the_lock(database: Database) -> None:
    begun = asyncio.Event()

    async def write_slowly() -> None:
        async with database.write() as connection:
            await connection.execute(ROW)
            begun.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(write_slowly())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.write() as connection:
        await installation.put(connection, "b", "2")
    assert await value_of(database) is None


@pytest.mark.parametrize("seed", range(4))
async def test_cancelled_at_any_point_it_harms_nobody(database: Database, seed: int) -> None:
    """Whatever the connection's thread was doing: no half write, no lock left behind."""
    chance = random.Random(seed)

    async def write_both(value: str) -> None:
        async with database.write() as connection:
            await installation.put(connection, "a", value)
            await connection.execute(sa.select(table))
            await installation.put(connection, "b", value)

    async def read_both() -> None:
        async with database.read() as connection:
            first = await installation.get(connection, "a")
            assert first == await installation.get(connection, "b")

    for number in range(40):
        work = (write_both(f"{number}"), read_both(), write_both(f"{number} too"))
        tasks = [asyncio.create_task(one) for one in work]
        await asyncio.sleep(chance.random() * 0.006)
        victim = chance.choice(tasks)
        victim.cancel()
        if chance.random() < 0.3:
            await asyncio.sleep(chance.random() * 0.001)
            victim.cancel()
        done = await asyncio.gather(*tasks, return_exceptions=True)
        faults = [one for one in done if one is not None]
        assert all(isinstance(fault, asyncio.CancelledError) for fault in faults), faults
    await read_both()


async def test_reading_refuses_to_write(database: Database) -> None:
    with pytest.raises(StorageReadOnly):
        async with database.read() as connection:
            await connection.execute(ROW)


async def test_a_read_sees_one_state(database: Database) -> None:
    async with database.read() as connection:
        assert await installation.get(connection, "a") is None
        async with database.write() as other:
            await other.execute(ROW)
        assert await installation.get(connection, "a") is None
    assert await value_of(database) == "1"


async def test_many_writes_at_once_all_get_their_turn(database: Database) -> None:
    async def add_one() -> None:
        async with database.write() as connection:
            query = sa.select(table.c.value).where(table.c.name == "a").with_for_update()
            before = int(await connection.scalar(query) or 0)
            await installation.put(connection, "a", str(before + 1))

    async with database.write() as connection:
        await connection.execute(ROW)
    await asyncio.gather(*(add_one() for _ in range(25)))
    assert await value_of(database) == "26"


async def test_foreign_keys_are_enforced(database: Database) -> None:
    with pytest.raises(Conflict):
        async with database.write() as connection:
            await connection.execute(
                sa.text(
                    "INSERT INTO do_not_contact (member_id, name_mac, created) VALUES (7, 'x', 0)"
                )
            )


async def test_closing_twice(database: Database) -> None:
    async with database.read() as connection:
        await connection.execute(sa.select(1))
    await database.close()
    await database.close()


# Counting


async def test_statements_are_counted_without_begin_and_commit(database: Database) -> None:
    with count_statements(database) as count:
        async with database.write() as connection:
            await connection.execute(ROW)
            await connection.execute(
                sa.insert(table), [{"name": f"n{n}", "value": ""} for n in range(3)]
            )
        async with database.read() as connection:
            await connection.execute(sa.select(table))
    assert count.total == 3, count.statements
    async with database.read() as connection:
        await connection.execute(sa.select(table))
    assert count.total == 3


# Faults, on both


async def test_a_second_row_with_the_same_key_is_a_conflict(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(ROW)
    with pytest.raises(Conflict) as caught:
        await write(database, sa.insert(table).values(name="b", value="2"), ROW)
    assert str(caught.value) == Conflict.sentence
    assert await value_of(database, "b") is None


async def test_a_mistake_in_a_statement_is_seen_as_the_bug_it_is(database: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError) as caught:
        async with database.write() as connection:
            await connection.execute(sa.text("SELEKT 1"))
    assert not isinstance(caught.value, StorageError)


async def test_not_null_is_a_bug_not_a_conflict(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        async with database.write() as connection:
            await connection.execute(sa.insert(table).values(name="a", value=None))


async def test_parameters_stay_out_of_errors(database: Database) -> None:
    row = sa.insert(table).values(name="k", value="private")
    with pytest.raises(Conflict) as caught:
        await write(database, row, row)
    assert "private" not in str(caught.value.__cause__)


async def test_missing_tables_mean_not_migrated(database: Database) -> None:
    await migrate.downgrade(database, migrate.BASE)
    with pytest.raises(StorageNotMigrated):
        await value_of(database)


def test_every_error_has_a_sentence_of_its_own_and_stands_in_the_drawing() -> None:
    kinds = [StorageError, *StorageError.__subclasses__()]
    ours = [kind for kind in kinds if kind.__module__ == errors.__name__]
    assert len({kind.sentence for kind in ours}) == len(ours)
    for kind in ours:
        assert kind.__name__ in (errors.__doc__ or "")


# Faults of SQLite


@pytest.fixture
async def sqlite(sqlite_url: str) -> AsyncIterator[Database]:
    database = Database.open(sqlite_url)
    yield database
    await database.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "LOCK_SECONDS", 0.2)


async def test_locked_by_another_process(impatient: None, sqlite_url: str) -> None:
    database = Database.open(sqlite_url)
    assert database.file is not None
    other = sqlite3.connect(database.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StorageBusy):
            async with database.write():
                pass
        assert await value_of(database) is None, "reading goes on"
        other.execute("COMMIT")
        async with database.write() as connection:
            await connection.execute(ROW)
    finally:
        other.close()
        await database.close()


async def test_a_lock_held_for_a_moment_is_waited_for_and_nothing_stands_still(
    sqlite: Database,
) -> None:
    assert sqlite.file is not None
    other = sqlite3.connect(sqlite.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(write(sqlite, ROW))
    await asyncio.sleep(0.05)
    assert not writing.done()
    other.execute("COMMIT")
    other.close()
    await writing
    assert await value_of(sqlite) == "1"


async def test_a_write_cancelled_while_it_is_committed_is_whole_or_not_there(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection is not closed under the thread that still writes with it."""
    committing = asyncio.Event()
    loop = asyncio.get_running_loop()
    commit = driver.Connection.commit

    def slowly(connection: driver.Connection) -> None:
        loop.call_soon_threadsafe(committing.set)
        commit(connection)

    monkeypatch.setattr(driver.Connection, "commit", slowly)
    task = asyncio.create_task(write(sqlite, ROW))
    await committing.wait()
    task.cancel()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await write(sqlite, sa.insert(table).values(name="b", value="2"))
    assert await value_of(sqlite) == "1"
    assert await value_of(sqlite, "b") == "2"


async def test_a_commit_that_fails_is_taken_back_and_the_next_write_works(
    sqlite: Database,
) -> None:
    async def break_a_rule_that_is_checked_at_the_end() -> None:
        rows = "INSERT INTO do_not_contact (member_id, name_mac, created) VALUES (1, x'00', 0)"
        async with sqlite.write() as connection:
            await connection.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
            await connection.execute(sa.text(rows))

    with pytest.raises(StorageError):
        await break_a_rule_that_is_checked_at_the_end()
    async with sqlite.write() as connection:
        await installation.put(connection, "name", "value")
    async with sqlite.read() as connection:
        assert await installation.get(connection, "name") == "value"
        left = await connection.scalar(sa.text("SELECT count(*) FROM do_not_contact"))
    assert left == 0


async def test_a_write_inside_a_write_is_busy_not_stuck(impatient: None, sqlite_url: str) -> None:
    database = Database.open(sqlite_url)
    with pytest.raises(StorageBusy):
        async with database.write(), database.write():
            pass
    await database.close()


async def test_read_only(sqlite: Database) -> None:
    database = Database.open(f"sqlite+aiosqlite:///{sqlite.file}?mode=ro")
    with pytest.raises(StorageReadOnly):
        async with database.write() as connection:
            await connection.execute(ROW)
    assert await value_of(database) is None
    await database.close()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StorageReadOnly):
            Database.open(f"sqlite+aiosqlite:///{tmp_path}/new/rapport.db")
    finally:
        tmp_path.chmod(0o700)


async def test_the_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    with pytest.raises(StorageMissing):
        Database.open(f"sqlite+aiosqlite:///{tmp_path}/var/rapport.db")


async def test_deleted_while_it_is_open(sqlite: Database) -> None:
    await value_of(sqlite)
    assert sqlite.file is not None
    sqlite.file.unlink()
    with pytest.raises(StorageMissing):
        async with sqlite.write():
            pass
    assert not sqlite.file.exists(), "a new empty one would hide the loss"


async def test_replaced_while_it_is_open(sqlite: Database, tmp_path: Path) -> None:
    await value_of(sqlite)
    assert sqlite.file is not None
    (tmp_path / "backup").write_bytes(sqlite.file.read_bytes())
    (tmp_path / "backup").replace(sqlite.file)
    with pytest.raises(StorageMissing, match="replaced"):
        await value_of(sqlite)


async def test_no_database_at_all(tmp_path: Path) -> None:
    (tmp_path / "rapport.db").write_text("Dear diary, " * 100)
    database = Database.open(f"sqlite+aiosqlite:///{tmp_path}/rapport.db")
    with pytest.raises(StorageDamaged):
        await value_of(database)
    with pytest.raises(StorageDamaged):
        async with database.write():
            pass
    await database.close()


async def test_a_full_disk(sqlite: Database) -> None:
    no_more_room = sa.text("PRAGMA max_page_count = 1")
    rows = [sa.insert(table).values(name=str(n), value="x" * 4000) for n in range(100)]
    with pytest.raises(StorageFull):
        await write(sqlite, no_more_room, *rows)


async def test_a_new_file_and_its_folder_are_private(tmp_path: Path) -> None:
    database = Database.open(f"sqlite+aiosqlite:///{tmp_path}/a/b/rapport.db")
    await migrate.upgrade(database)
    assert database.file is not None
    assert database.file.stat().st_mode & 0o777 == 0o600
    assert database.file.parent.stat().st_mode & 0o777 == 0o700
    await database.close()


@pytest.mark.parametrize("name", ["with space.db", "hash#question?.db", "100%.db", "über.db"])
async def test_any_name_of_a_file(tmp_path: Path, name: str) -> None:
    url = sa.URL.create("sqlite+aiosqlite", database=str(tmp_path / name))
    database = Database.open(url.render_as_string())
    await migrate.upgrade(database)
    await database.close()
    assert (tmp_path / name).is_file()


async def test_memory_is_refused() -> None:
    with pytest.raises(StorageMissing, match="file"):
        Database.open("sqlite+aiosqlite:///:memory:")


async def test_settings_of_every_connection(sqlite: Database) -> None:
    async with sqlite.write() as connection:
        pragmas = {
            name: await connection.scalar(sa.text(f"PRAGMA {name}"))
            for name in ("journal_mode", "foreign_keys", "secure_delete", "synchronous")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "secure_delete": 1,
        "synchronous": 2,  # every commit is on the disk before it is told of
    }


async def test_nothing_erased_stays_in_the_file(sqlite: Database) -> None:
    assert sqlite.file is not None
    secret = b"a data key that is to go" * 20
    async with sqlite.write() as connection:
        await connection.execute(
            sa.text(
                "INSERT INTO member (id, data_key, created, preferences) VALUES (1, :k, 0, '{}')"
            ),
            {"k": secret},
        )
    await sqlite.checkpoint()
    assert secret in sqlite.file.read_bytes()
    async with sqlite.write() as connection:
        await connection.execute(sa.delete(member))
    await sqlite.checkpoint()
    log = sqlite.file.with_name(sqlite.file.name + "-wal")
    assert secret not in sqlite.file.read_bytes() + log.read_bytes()


async def test_after_a_checkpoint_others_may_write_whatever_is_still_referred_to(
    sqlite: Database,
) -> None:
    gc.disable()  # a statement left open would be closed by it, sooner or later
    try:
        await sqlite.checkpoint()
        async with sqlite.write() as connection:
            await installation.put(connection, "x", "1")
    finally:
        gc.enable()


async def test_a_migration_that_leaves_rows_behind_is_taken_back(sqlite: Database) -> None:
    with pytest.raises(StorageError, match="do_not_contact"):
        async with sqlite.migration() as connection:
            await connection.execute(
                sa.text(
                    "INSERT INTO do_not_contact (member_id, name_mac, created) VALUES (7, 'x', 0)"
                )
            )
    async with sqlite.read() as connection:
        assert await connection.scalar(sa.text("SELECT count(*) FROM do_not_contact")) == 0


# Faults of PostgreSQL


async def test_no_server() -> None:
    database = Database.open("postgresql+asyncpg://nobody:pass@127.0.0.1:1/rapport")
    with pytest.raises(StorageMissing) as caught:
        await value_of(database)
    assert "nobody" not in str(caught.value)
    await database.close()


async def test_no_such_database(postgresql_url: str) -> None:
    url = sa.make_url(postgresql_url).set(database="none_of_this_name")
    database = Database.open(url.render_as_string(hide_password=False))
    with pytest.raises(StorageMissing):
        await value_of(database)
    await database.close()


async def test_connections_that_the_server_ended_are_replaced(postgresql_url: str) -> None:
    database = Database.open(postgresql_url)
    other = Database.open(postgresql_url)
    await value_of(database)
    async with other.write() as connection:
        await connection.execute(
            sa.text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    assert await value_of(database) is None
    await database.close()
    await other.close()


async def test_a_connection_that_breaks_inside_a_transaction(postgresql_url: str) -> None:
    database = Database.open(postgresql_url)
    other = Database.open(postgresql_url)

    async def break_off() -> None:
        async with database.write() as connection:
            pid = await connection.scalar(sa.text("SELECT pg_backend_pid()"))
            await write(other, sa.select(sa.func.pg_terminate_backend(pid)))
            await asyncio.sleep(0.05)
            await connection.execute(ROW)

    with pytest.raises(StorageMissing):
        await break_off()
    assert await value_of(database) is None
    await database.close()
    await other.close()


async def test_two_that_wait_for_each_other(postgresql_url: str) -> None:
    database = Database.open(postgresql_url)
    async with database.write() as connection:
        await installation.put(connection, "a", "1")
        await installation.put(connection, "b", "1")
    both = asyncio.Barrier(2)

    async def change(first: str, second: str) -> None:
        async with database.write() as connection:
            await installation.put(connection, first, "2")
            await both.wait()
            await installation.put(connection, second, "2")

    results = await asyncio.gather(change("a", "b"), change("b", "a"), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "StorageBusy"]
    await database.close()
