"""Drafts, the latest of each kind for a person."""

import json
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.keys import DataKey
from bot.storage.records import Writing
from bot.storage.tables import writing
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
    return [_read(row["kind"], key.unseal(row["text"])) for row in rows]


def _read(kind: str, text: str) -> Writing:
    subject, body = json.loads(text)
    return Writing(kind, body, subject)
