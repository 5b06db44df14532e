"""Drafts, the latest of each kind for a person."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.keys import DataKey, Keyring
from bot.storage.records import Writing
from bot.storage.tables import member, writing
from bot.storage.upsert import upsert


async def save(
    connection: AsyncConnection,
    key: DataKey,
    member_id: int,
    person_id: str,
    drafts: Sequence[Writing],
    now: datetime,
) -> None:
    """Keep drafts, each in the place of an earlier one of its kind."""
    rows = [
        {
            "person_id": person_id,
            "kind": one.kind,
            "member_id": member_id,
            "text": key.seal(json.dumps([one.subject, one.body], ensure_ascii=False)),
            "written": now,
        }
        for one in drafts
    ]
    await upsert(connection, writing, rows, key=("person_id", "kind"), update=("text", "written"))


async def of_person(
    connection: AsyncConnection, key: DataKey, member_id: int, person_id: str
) -> list[Writing]:
    """All drafts for one person, the latest first."""
    query = (
        sa.select(writing)
        .where(writing.c.person_id == person_id, writing.c.member_id == member_id)
        .order_by(writing.c.written.desc())
    )
    rows = (await connection.execute(query)).mappings()
    return [from_row(row, key) for row in rows]


async def opened(
    connection: AsyncConnection, keyring: Keyring, member_id: int, person_id: str
) -> list[Writing]:
    """As `of_person`, for callers who have not loaded the member: in one statement."""
    query = (
        sa.select(writing, member.c.data_key)
        .join(member, member.c.id == writing.c.member_id)
        .where(writing.c.person_id == person_id, writing.c.member_id == member_id)
        .order_by(writing.c.written.desc())
    )
    rows = (await connection.execute(query)).mappings().all()
    if not rows:
        return []
    key = keyring.open(rows[0]["data_key"])
    return [from_row(row, key) for row in rows]


def from_row(row: Mapping[Any, Any], key: DataKey) -> Writing:
    """A draft from a row that holds the table's columns."""
    subject, body = json.loads(key.unseal(row["text"]))
    return Writing(row["kind"], body, subject)
