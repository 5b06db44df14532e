"""Bringing a database to the shape of `bot.storage.tables`, and back.

A migration runs in one transaction: it happens whole or not at all, on both databases.
"""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.engine import Database
from bot.storage.errors import StorageNotMigrated, StorageTooNew

BASE: Final = "base"
"""The revision before the first: an empty database."""

_LOCK: Final = 7_262_708_111  # any number that nobody else locks
_LOCK_SECONDS: Final = 120


def head() -> str:
    """The newest revision that this version of Rapport knows."""
    revision = _scripts().get_current_head()
    assert revision is not None  # noqa: S101 (there is at least the first migration)
    return revision


async def current(database: Database) -> str | None:
    """The revision that `database` is at; None for one that was never migrated.

    Raises `StorageTooNew` for one that this version doesn't know.
    """
    async with database.read() as connection:
        return await connection.run_sync(_current)


async def require_current(database: Database) -> None:
    """Raise `StorageNotMigrated` or `StorageTooNew` unless `database` is at the newest revision."""
    if await current(database) != head():
        raise StorageNotMigrated


async def upgrade(database: Database, revision: str = "head") -> None:
    """Bring `database` up to `revision`. Does nothing where it is there already.

    Of several processes one does it, and the others wait for it. Raises `StorageTooNew` for a
    database of a newer version.
    """
    await _migrate(database, functools.partial(command.upgrade, revision=revision))


async def downgrade(database: Database, revision: str) -> None:
    """Bring `database` back to `revision`, losing what only newer tables can hold.

    Raises `StorageTooNew` for a database of a newer version.
    """
    await _migrate(database, functools.partial(command.downgrade, revision=revision))


async def _migrate(database: Database, run: Callable[[Config], None]) -> None:
    async with database.migration() as connection:
        await _wait_for_others(connection)
        await connection.run_sync(_current)
        await connection.run_sync(lambda sync: run(_config(sync)))


async def _wait_for_others(connection: AsyncConnection) -> None:
    """Let one process migrate at a time; on SQLite the write lock does it."""
    if connection.dialect.name == "postgresql":
        await connection.execute(sa.text(f"SET LOCAL lock_timeout = '{_LOCK_SECONDS}s'"))
        await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))


def _current(connection: sa.Connection) -> str | None:
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is not None:
        try:
            _scripts().get_revision(revision)
        except CommandError as error:
            raise StorageTooNew from error
    return revision


@functools.cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config(connection: Any = None) -> Config:
    config = Config()
    # A percent sign in the path would be taken for a variable of the configuration.
    folder = str(Path(__file__).parent / "migrations").replace("%", "%%")
    config.set_main_option("script_location", folder)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
