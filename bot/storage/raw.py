"""Columns read as they are stored, for rows of which one among many is looked at.

Where a member stands in every row of a history, what they wrote about their settings would be
read once an event.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, TypeAlias

import sqlalchemy as sa

from bot.storage.tables import EPOCH, Instant

Column: TypeAlias = sa.Column[Any] | sa.Label[Any]


def raw(columns: Iterable[Column]) -> list[sa.Label[Any]]:
    """The columns under their own names, as they are stored."""
    return [sa.type_coerce(one, _stored_as(one)).label(one.key) for one in columns]


def opened(row: Mapping[Any, Any], columns: Iterable[Column]) -> dict[str, Any]:
    """The values of `columns` in a row that holds them as they are stored."""
    return {one.key: _value(one, row[one.key]) for one in columns}


def _stored_as(column: Column) -> Any:
    if isinstance(column.type, Instant):
        return sa.BigInteger
    return sa.Text if isinstance(column.type, sa.JSON) else column.type


def _value(column: Column, stored: Any) -> Any:
    if stored is None:
        return None
    if isinstance(column.type, Instant):
        return EPOCH + timedelta(microseconds=stored)
    is_text = isinstance(column.type, sa.JSON) and isinstance(stored, str)  # asyncpg reads it
    return json.loads(stored) if is_text else stored
