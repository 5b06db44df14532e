"""Putting the application together, and what its start refuses."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.app import build
from bot.keys import KeysMissing, WrongKey, new_key
from bot.lock import AlreadyRunning
from bot.settings import Settings
from bot.storage import migrate
from bot.storage.engine import Database
from bot.storage.errors import StorageNotMigrated, StorageTooNew
from tests.clock import FakeClock


def settings(url: str, keys: list[str]) -> Settings:
    return Settings.alone(database_url=url, rapport_keys=",".join(keys))


async def test_a_first_start_makes_everything(tmp_path: Path, clock: FakeClock) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/var/rapport.db"
    app = build(Settings.alone(database_url=url), clock)
    await app.start_storage(alone=True)
    await migrate.require_current(app.database)
    await app.deliveries.sweep()
    assert app.coach.clock is clock
    assert app.bot.coach is app.coach
    await app.close()
    await app.close()
    names = {"keys", "rapport.db", "rapport.db.lock"}
    assert {file.name for file in (tmp_path / "var").iterdir()} == names


async def test_two_that_would_be_alone(sqlite_url: str, keys: list[str]) -> None:
    first, second = (build(settings(sqlite_url, keys)) for _ in range(2))
    await first.start_storage(alone=True)
    with pytest.raises(AlreadyRunning):
        await second.start_storage(alone=True)
    await second.start_storage()
    await second.close()
    await first.close()


async def test_a_wrong_key_changes_nothing(database_url: str, keys: list[str]) -> None:
    first = build(settings(database_url, keys))
    await first.start_storage()
    await first.close()
    for upgrade in (None, True):
        second = build(settings(database_url, [new_key()]))
        with pytest.raises(WrongKey):
            await second.start_storage(upgrade=upgrade)
        await second.close()
    third = build(settings(database_url, keys))
    await third.start_storage()
    await third.close()


async def test_only_sqlite_is_migrated_unasked(database: Database, keys: list[str]) -> None:
    await migrate.downgrade(database, migrate.BASE)
    url = database.url.render_as_string(hide_password=False)
    app = build(settings(url, keys))
    if database.dialect == "postgresql":
        with pytest.raises(StorageNotMigrated, match="rapport migrate"):
            await app.start_storage()
        await app.start_storage(upgrade=True)
    else:
        await app.start_storage()
    await migrate.require_current(database)
    await app.close()


async def test_a_newer_database_is_refused(database: Database, keys: list[str]) -> None:
    async with database.write() as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    app = build(settings(database.url.render_as_string(hide_password=False), keys))
    with pytest.raises(StorageTooNew):
        await app.start_storage()
    await app.close()


async def test_a_lost_key_file_is_not_replaced(sqlite_url: str, tmp_path: Path) -> None:
    app = build(Settings.alone(database_url=sqlite_url))
    await app.start_storage()
    await app.close()
    key = tmp_path / "keys"
    kept = key.rename(tmp_path / "safe")
    with pytest.raises(KeysMissing, match="Put it back"):
        build(Settings.alone(database_url=sqlite_url))
    kept.rename(key)
    app = build(Settings.alone(database_url=sqlite_url))
    await app.start_storage()
    await app.close()
