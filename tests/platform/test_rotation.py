"""Changing the installation's key: everything readable before, meanwhile and after."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot import rotation
from bot.keys import Keyring, KeysMissing, WrongKey, create_key_file, new_key, read_key_file
from bot.lock import AlreadyRunning, RunLock
from bot.rotation import rotate
from bot.settings import Settings
from bot.storage import installation
from bot.storage import rotation as stored
from bot.storage.engine import Database
from bot.storage.tables import careers, guild, member
from tests.clock import MONDAY_MORNING

MEMBERS = 7


async def fill(database: Database, keyring: Keyring) -> dict[int, bytes]:
    """Some members, and what is sealed for each."""
    await installation.unlock(database, keyring)
    sealed = {}
    async with database.write() as connection:
        for number in range(MEMBERS):
            wrapped = keyring.new_data_key()
            sealed[number] = keyring.open(wrapped).seal(f"Sam {number}")
            row = {"id": number, "data_key": wrapped, "created": MONDAY_MORNING}
            await connection.execute(sa.insert(member).values(**row, preferences={}))
    return sealed


async def readable(database: Database, keyring: Keyring, sealed: dict[int, bytes]) -> bool:
    """Whether `keyring` opens everything."""
    async with database.read() as connection:
        rows = (await connection.execute(sa.select(member.c.id, member.c.data_key))).all()
    try:
        await installation.check(database, keyring)
        return all(
            keyring.open(row.data_key).unseal(sealed[row.id]) == f"Sam {row.id}" for row in rows
        )
    except WrongKey:
        return False


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "BATCH", 2)


async def test_every_data_key_is_wrapped_anew(database: Database) -> None:
    old, new = new_key(), new_key()
    sealed = await fill(database, Keyring([old]))
    keyring = Keyring([new, old])
    assert not await stored.is_complete(database, keyring)
    assert sum([batch async for batch in stored.rewrap(database, keyring)]) == MEMBERS
    assert await stored.is_complete(database, keyring)
    assert await readable(database, Keyring([new]), sealed)
    assert not await readable(database, Keyring([old]), sealed)
    assert sum([batch async for batch in stored.rewrap(database, keyring)]) == 0


async def test_servers_have_data_keys_as_well(database: Database) -> None:
    first, new = new_key(), new_key()
    old = Keyring([first])
    await fill(database, old)
    wrapped = old.new_data_key()
    sealed = old.open(wrapped).seal("a reason")
    async with database.write() as connection:
        server = {"id": 5, "name": "Home", "bounds": {}, "created": MONDAY_MORNING}
        await connection.execute(sa.insert(guild).values(**server))
        row = {"guild_id": 5, "data_key": wrapped, "created": MONDAY_MORNING}
        await connection.execute(sa.insert(careers).values(**row, settings={}))
    both = Keyring([new, first])
    assert sum([batch async for batch in stored.rewrap(database, both)]) == MEMBERS + 1
    async with database.read() as connection:
        rewrapped = await connection.scalar(sa.select(careers.c.data_key))
    assert Keyring([new]).open(rewrapped).unseal(sealed) == "a reason"


async def test_broken_off_and_taken_up_again(database: Database) -> None:
    old, new = new_key(), new_key()
    sealed = await fill(database, Keyring([old]))
    keyring = Keyring([new, old])
    batches = stored.rewrap(database, keyring)
    assert await anext(batches) == 2
    await batches.aclose()
    assert not await stored.is_complete(database, keyring)
    assert await readable(database, Keyring([new, old]), sealed), "usable meanwhile"
    assert sum([batch async for batch in stored.rewrap(database, keyring)]) == MEMBERS - 2
    assert await readable(database, Keyring([new]), sealed)


async def test_without_the_old_key_nothing_is_touched(database: Database) -> None:
    old = new_key()
    sealed = await fill(database, Keyring([old]))
    with pytest.raises(WrongKey):
        await anext(stored.rewrap(database, Keyring([new_key()])))
    assert await readable(database, Keyring([old]), sealed)


# The command


@pytest.fixture
async def sqlite(sqlite_url: str) -> AsyncIterator[Database]:
    database = Database.open(sqlite_url)
    yield database
    await database.close()


@pytest.fixture
def settings(sqlite_url: str, tmp_path: Path) -> Settings:
    create_key_file(tmp_path / "keys", [new_key()])
    return Settings.alone(database_url=sqlite_url)


def file_of(settings: Settings) -> Path:
    assert settings.key_file is not None
    return settings.key_file


async def test_a_key_file_gets_a_new_first_key(sqlite: Database, settings: Settings) -> None:
    (old,) = read_key_file(file_of(settings))
    sealed = await fill(sqlite, Keyring([old]))
    said: list[str] = []
    await rotate(settings, said.append)
    new, kept = read_key_file(file_of(settings))
    assert kept == old
    assert file_of(settings).stat().st_mode & 0o777 == 0o600
    assert await readable(sqlite, Keyring([new]), sealed)
    assert f"{MEMBERS} data keys" in said[0]
    assert "backups" in said[0]


async def test_a_broken_rotation_makes_no_second_key(
    sqlite: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = await fill(sqlite, Keyring(read_key_file(file_of(settings))))

    async def pull_the_plug(*_: object) -> AsyncIterator[int]:
        raise OSError
        yield 0

    with monkeypatch.context() as broken:
        broken.setattr(rotation, "rewrap", pull_the_plug)
        with pytest.raises(OSError):  # noqa: PT011
            await rotate(settings, print)
    assert await readable(sqlite, Keyring(read_key_file(file_of(settings))), sealed)
    await rotate(settings, print)
    keys = read_key_file(file_of(settings))
    assert len(keys) == 2
    assert await readable(sqlite, Keyring(keys[:1]), sealed)


async def test_not_while_the_bot_runs(sqlite: Database, settings: Settings) -> None:
    assert sqlite.file is not None
    lock = RunLock(sqlite.file)
    lock.acquire()
    try:
        with pytest.raises(AlreadyRunning):
            await rotate(settings, print)
    finally:
        lock.release()
    assert len(read_key_file(file_of(settings))) == 1


async def test_keys_from_the_environment(database: Database, database_url: str) -> None:
    old, new = new_key(), new_key()
    sealed = await fill(database, Keyring([old]))
    with pytest.raises(KeysMissing, match="RAPPORT_KEYS=new,old"):
        await rotate(Settings.alone(database_url=database_url, rapport_keys=old), print)
    both = Settings.alone(database_url=database_url, rapport_keys=f"{new},{old}")
    await rotate(both, print)
    assert await readable(database, Keyring([new]), sealed)
