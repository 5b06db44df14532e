"""What concerns the whole installation, as text by name.

`key_check` is the installation's own secret, wrapped by its keys: opening it proves that the
keys are the right ones before anything is written with them.
"""

from datetime import datetime
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.keys import Keyring
from bot.storage.engine import Database
from bot.storage.tables import installation
from bot.storage.upsert import insert, upsert

KEY_CHECK: Final = "key_check"
LAST_SWEEP: Final = "last_sweep"


async def get(connection: AsyncConnection, name: str) -> str | None:
    """The value called `name`, or None."""
    query = sa.select(installation.c.value).where(installation.c.name == name)
    value: str | None = await connection.scalar(query)
    return value


async def put(connection: AsyncConnection, name: str, value: str) -> None:
    """Set the value called `name`, whatever it was."""
    row = {"name": name, "value": value}
    await upsert(connection, installation, [row], key=["name"], update=["value"])


async def put_if(connection: AsyncConnection, name: str, value: str, expected: str | None) -> bool:
    """Set the value called `name` if it still is `expected` (None: not there yet).

    Says whether it did. Of several processes that expect the same, one succeeds.
    """
    if expected is None:
        new = insert(connection.dialect.name, installation).values(name=name, value=value)
        result = await connection.execute(new.on_conflict_do_nothing())
    else:
        result = await connection.execute(
            sa.update(installation)
            .where(installation.c.name == name, installation.c.value == expected)
            .values(value=value)
        )
    return bool(result.rowcount)


async def remove(connection: AsyncConnection, name: str, expected: str | None = None) -> None:
    """Remove the value called `name`; where `expected` is given, only if it still is that."""
    statement = sa.delete(installation).where(installation.c.name == name)
    if expected is not None:
        statement = statement.where(installation.c.value == expected)
    await connection.execute(statement)


async def check(database: Database, keyring: Keyring) -> bool:
    """Check that `keyring` is the one that `database` was written with, changing nothing.

    False where nothing was written with any key yet. Raises `WrongKey`, and
    `StorageNotMigrated` where there are no tables.
    """
    async with database.read() as connection:
        stored = await get(connection, KEY_CHECK)
    if stored is None:
        return False
    keyring.adopt(stored.encode())
    return True


async def unlock(database: Database, keyring: Keyring) -> None:
    """`check`, and at the first start make the secret that later starts are checked by."""
    if await check(database, keyring):
        return
    async with database.write() as connection:
        await put_if(connection, KEY_CHECK, keyring.new_data_key().decode(), None)
    await check(database, keyring)


async def note_sweep(connection: AsyncConnection, at: datetime) -> None:
    """Remember that everything due was looked for at `at` (aware, UTC)."""
    await put(connection, LAST_SWEEP, at.isoformat())


async def last_sweep(connection: AsyncConnection) -> datetime | None:
    """When everything due was last looked for; None where it never was."""
    text = await get(connection, LAST_SWEEP)
    return datetime.fromisoformat(text) if text else None


def was_sealed(file: Path) -> bool:
    """Whether the SQLite `file` was already written with some key; it is only looked at."""
    if not file.is_file():
        return False
    query = sa.select(sa.literal(1)).where(installation.c.name == KEY_CHECK)
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=file.as_uri(), query={"mode": "ro", "uri": "true"}),
        poolclass=sa.NullPool,
    )
    try:
        with engine.connect() as connection:
            return connection.scalar(query) is not None
    except sa.exc.DBAPIError:
        return False  # no tables yet, or unreadable, which opening it will say better
