"""Bringing a database to the shape of `bot.storage.tables`, and back.

A migration runs in one transaction: it happens whole or not at all, on both databases. Whether
one is needed is seen without Alembic, which is imported only where there is something to do: it
takes eight megabytes, and nearly every start finds everything up to date.
"""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.engine import Database
from bot.storage.errors import StorageNotMigrated, StorageTooNew

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

BASE: Final = "base"
"""The revision before the first: an empty database."""

_FOLDER: Final = Path(__file__).parent / "migrations"
_LOCK: Final = 7_262_708_111  # any number that nobody else locks
_LOCK_SECONDS: Final = 120


def head() -> str:
    """The newest revision that this version of Rapport knows."""
    return revisions()[-1]


@functools.cache
def revisions() -> tuple[str, ...]:
    """Every revision in its order: what the names of the migrations' files begin with."""
    found = (file.stem.partition("_")[0] for file in (_FOLDER / "versions").glob("[0-9]*.py"))
    return tuple(sorted(found))


async def current(database: Database) -> str | None:
    """The revision that `database` is at; None for one that was never migrated.

    Raises `StorageTooNew` for one that this version doesn't know.
    """
    query = sa.text("SELECT version_num FROM alembic_version")
    try:
        async with database.read() as connection:
            revision: str | None = await connection.scalar(query)
    except StorageNotMigrated:  # there is no such table
        return None
    if revision is not None and revision not in revisions():
        raise StorageTooNew
    return revision


async def require_current(database: Database) -> None:
    """Raise `StorageNotMigrated` or `StorageTooNew` unless `database` is at the newest revision."""
    if await current(database) != head():
        raise StorageNotMigrated


async def upgrade(database: Database, revision: str = "head") -> None:
    """Bring `database` up to `revision`. Does nothing where it is there already.

    Of several processes one does it, and the others wait for it. Raises `StorageTooNew` for a
    database of a newer version.
    """
    if revision == "head" and await current(database) == head():
        return
    from alembic import command  # noqa: PLC0415

    await _migrate(database, functools.partial(command.upgrade, revision=revision))


async def downgrade(database: Database, revision: str) -> None:
    """Bring `database` back to `revision`, losing what only newer tables can hold.

    Raises `StorageTooNew` for a database of a newer version.
    """
    from alembic import command  # noqa: PLC0415

    await _migrate(database, functools.partial(command.downgrade, revision=revision))


async def _migrate(database: Database, run: "Callable[[Config], None]") -> None:
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
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415

    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is not None and revision not in revisions():
        raise StorageTooNew
    return revision


@functools.cache
def _scripts() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    return ScriptDirectory.from_config(_config())


def _config(connection: Any = None) -> "Config":
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    # A percent sign in the path would be taken for a variable of the configuration.
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
