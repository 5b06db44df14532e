"""Insert or update, which both databases spell alike but SQLAlchemy keeps per dialect."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection


async def upsert(
    connection: AsyncConnection,
    table: sa.Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    key: Iterable[str],
    update: Iterable[str],
) -> None:
    """Insert `rows`; where `key` is taken, set the columns named in `update` instead."""
    if not rows:
        return
    statement = _statement(connection.dialect.name, table, tuple(key), tuple(update))
    await connection.execute(statement, [dict(row) for row in rows])


def insert(dialect: str, table: sa.Table) -> Any:
    """An insert that may say what to do on a conflict. Only the dialect in use is imported."""
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite  # noqa: PLC0415

    return sqlite.insert(table)


@cache
def _statement(
    dialect: str, table: sa.Table, key: tuple[str, ...], update: tuple[str, ...]
) -> sa.Insert:
    statement = insert(dialect, table)
    made: sa.Insert = statement.on_conflict_do_update(
        index_elements=list(key),
        set_={name: statement.excluded[name] for name in update},
    )
    return made
