"""Wrapping every data key by the newest of the installation's keys."""

from collections.abc import AsyncIterator
from typing import Final

import sqlalchemy as sa

from bot.keys import Keyring
from bot.storage import installation
from bot.storage.engine import Database
from bot.storage.tables import careers, member

BATCH = 200
"""Members, or servers, in one transaction."""


async def is_complete(database: Database, keyring: Keyring) -> bool:
    """Whether the last rotation came to its end: the installation's own secret goes last."""
    async with database.read() as connection:
        stored = await installation.get(connection, installation.KEY_CHECK)
    return stored is not None and keyring.is_current(stored.encode())


async def rewrap(database: Database, keyring: Keyring) -> AsyncIterator[int]:
    """Wrap every data key, members' and servers', by the first key; how many changed in each batch.

    Ended at any point, it is taken up again by a repeat: what is done already is left alone.
    A bot that runs meanwhile must know the new key. Raises `WrongKey`.
    """
    for table, owner in _KEPT_IN:
        async for changed in _rewrap_table(database, keyring, table, owner):
            yield changed
    await _rewrap_installation(database, keyring)


_KEPT_IN: Final = ((member, member.c.id), (careers, careers.c.guild_id))
"""The tables that hold data keys, with whose they are."""


async def _rewrap_table(
    database: Database, keyring: Keyring, table: sa.Table, owner: sa.Column[int]
) -> AsyncIterator[int]:
    replace = (
        sa.update(table)
        .where(owner == sa.bindparam("whose"), table.c.data_key == sa.bindparam("old"))
        .values(data_key=sa.bindparam("new"))
    )
    after: int | None = None
    while True:
        query = sa.select(owner.label("whose"), table.c.data_key).order_by(owner).limit(BATCH)
        if after is not None:
            query = query.where(owner > after)
        async with database.write() as connection:
            rows = (await connection.execute(query.with_for_update())).all()
            changed = [
                {"whose": row.whose, "old": row.data_key, "new": keyring.rotate(row.data_key)}
                for row in rows
                if not keyring.is_current(row.data_key)
            ]
            if changed:
                await connection.execute(replace, changed)
        if not rows:
            break
        after = rows[-1].whose
        yield len(changed)


async def _rewrap_installation(database: Database, keyring: Keyring) -> None:
    async with database.write() as connection:
        stored = await installation.get(connection, installation.KEY_CHECK)
        if stored is not None and not keyring.is_current(stored.encode()):
            new = keyring.rotate(stored.encode()).decode()
            await installation.put(connection, installation.KEY_CHECK, new)
