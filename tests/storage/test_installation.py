"""What concerns the whole installation: values by name, and the check of the keys."""

import asyncio
from pathlib import Path

import pytest

from bot.keys import Keyring, WrongKey, new_key
from bot.storage import installation, migrate
from bot.storage.engine import Database
from bot.storage.errors import StorageNotMigrated
from tests.clock import MONDAY_MORNING


async def test_values(database: Database) -> None:
    async with database.write() as connection:
        assert await installation.get(connection, "a") is None
        await installation.put(connection, "a", "1")
        await installation.put(connection, "a", "2")
        assert await installation.get(connection, "a") == "2"
        await installation.remove(connection, "a", "1")
        assert await installation.get(connection, "a") == "2"
        await installation.remove(connection, "a", "2")
        assert await installation.get(connection, "a") is None


async def test_of_many_who_expect_the_same_one_succeeds(database: Database) -> None:
    async def take(name: str, expected: str | None) -> bool:
        async with database.write() as connection:
            return await installation.put_if(connection, "claim", name, expected)

    first = await asyncio.gather(*(take(str(n), None) for n in range(8)))
    assert sum(first) == 1
    holder = str(first.index(True))
    second = await asyncio.gather(*(take(f"new{n}", holder) for n in range(8)))
    assert sum(second) == 1


async def test_the_last_sweep(database: Database) -> None:
    async with database.write() as connection:
        assert await installation.last_sweep(connection) is None
        await installation.note_sweep(connection, MONDAY_MORNING)
        assert await installation.last_sweep(connection) == MONDAY_MORNING


async def test_pseudonyms_are_the_same_after_a_restart(database: Database, keys: list[str]) -> None:
    first, second = Keyring(keys), Keyring(keys)
    assert first.pseudonym(1) != second.pseudonym(1)
    await installation.unlock(database, first)
    await installation.unlock(database, second)
    assert first.pseudonym(1) == second.pseudonym(1) != first.pseudonym(2)


async def test_two_first_starts_at_once_agree(database: Database, keys: list[str]) -> None:
    rings = [Keyring(keys) for _ in range(4)]
    await asyncio.gather(*(installation.unlock(database, ring) for ring in rings))
    assert len({ring.pseudonym(1) for ring in rings}) == 1


async def test_a_wrong_key_is_refused(database: Database, keyring: Keyring) -> None:
    await installation.unlock(database, keyring)
    with pytest.raises(WrongKey, match="RAPPORT_KEYS"):
        await installation.unlock(database, Keyring([new_key()]))


async def test_an_old_key_still_opens(database: Database, keys: list[str]) -> None:
    await installation.unlock(database, Keyring(keys))
    await installation.unlock(database, Keyring([new_key(), *keys]))


async def test_checking_changes_nothing(database: Database, keyring: Keyring) -> None:
    assert not await installation.check(database, keyring)
    await installation.unlock(database, keyring)
    assert await installation.check(database, keyring)
    await migrate.downgrade(database, migrate.BASE)
    with pytest.raises(StorageNotMigrated):
        await installation.check(database, keyring)


async def test_whether_a_file_was_sealed(sqlite_url: str, keyring: Keyring, tmp_path: Path) -> None:
    database = Database.open(sqlite_url)
    assert database.file is not None
    assert not installation.was_sealed(database.file)
    await installation.unlock(database, keyring)
    assert installation.was_sealed(database.file), "also while it is open"
    await database.close()
    assert installation.was_sealed(database.file)
    assert not installation.was_sealed(tmp_path / "none.db")
    (tmp_path / "text").write_text("no database" * 100)
    assert not installation.was_sealed(tmp_path / "text")
