"""Wrapping every data key by the newest of the installation's keys."""

from collections.abc import AsyncIterator

import sqlalchemy as sa

from bot.keys import Keyring
from bot.storage import installation
from bot.storage.engine import Database
from bot.storage.tables import member

BATCH = 200
"""Members in one transaction."""


async def is_complete(database: Database, keyring: Keyring) -> bool:
    """Whether the last rotation came to its end: the installation's own secret goes last."""
    async with database.read() as connection:
        stored = await installation.get(connection, installation.KEY_CHECK)
    return stored is not None and keyring.is_current(stored.encode())


async def rewrap(database: Database, keyring: Keyring) -> AsyncIterator[int]:
    """Wrap every member's data key by the first key, a batch a transaction; how many changed.

    Ended at any point, it is taken up again by a repeat: what is done already is left alone.
    A bot that runs meanwhile must know the new key. Raises `WrongKey`.
    """
    after: int | None = None
    while True:
        query = sa.select(member.c.id, member.c.data_key).order_by(member.c.id).limit(BATCH)
        if after is not None:
            query = query.where(member.c.id > after)
        async with database.write() as connection:
            rows = (await connection.execute(query.with_for_update())).all()
            changed = [
                {"member": row.id, "old": row.data_key, "new": keyring.rotate(row.data_key)}
                for row in rows
                if not keyring.is_current(row.data_key)
            ]
            if changed:
                await connection.execute(_REPLACE, changed)
        if not rows:
            break
        after = rows[-1].id
        yield len(changed)
    await _rewrap_installation(database, keyring)


_REPLACE = (
    sa.update(member)
    .where(member.c.id == sa.bindparam("member"), member.c.data_key == sa.bindparam("old"))
    .values(data_key=sa.bindparam("new"))
)


async def _rewrap_installation(database: Database, keyring: Keyring) -> None:
    async with database.write() as connection:
        stored = await installation.get(connection, installation.KEY_CHECK)
        if stored is not None and not keyring.is_current(stored.encode()):
            new = keyring.rotate(stored.encode()).decode()
            await installation.put(connection, installation.KEY_CHECK, new)
