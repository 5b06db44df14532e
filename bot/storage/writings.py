"""Drafts, the latest of each kind for a person."""

import json
from collections.abc import Iterable, Mapping, Sequence
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


async def of_people(
    connection: AsyncConnection, keys: Mapping[str, DataKey]
) -> dict[str, list[Writing]]:
    """All drafts by person, the latest first; `keys` holds the key of each person's member."""
    query = (
        sa.select(writing).where(writing.c.person_id.in_(keys)).order_by(writing.c.written.desc())
    )
    found: dict[str, list[Writing]] = {person_id: [] for person_id in keys}
    for row in (await connection.execute(query)).mappings():
        found[row["person_id"]].append(from_row(row, keys[row["person_id"]]))
    return found


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


def to_read_along(
    member_id: int, person_id: str, kinds: Iterable[str]
) -> dict[str, sa.ScalarSelect[bytes]]:
    """What is written of these kinds about a person, by kind; `read_along` opens it."""
    return {
        kind: sa.select(writing.c.text)
        .where(
            writing.c.person_id == person_id,
            writing.c.member_id == member_id,
            writing.c.kind == kind,
        )
        .scalar_subquery()
        for kind in kinds
    }


def read_along(along: Mapping[str, Any], key: DataKey, kinds: Iterable[str]) -> list[Writing]:
    """Those of these kinds that were found, in the order of `kinds`."""
    found = []
    for kind in kinds:
        if along.get(kind) is not None:
            subject, body = unsealed(along[kind], key)
            found.append(Writing(kind, body, subject))
    return found


def from_row(row: Mapping[Any, Any], key: DataKey) -> Writing:
    """A draft from a row that holds the table's columns."""
    subject, body = unsealed(row["text"], key)
    return Writing(row["kind"], body, subject)


def unsealed(text: bytes, key: DataKey) -> tuple[str | None, str]:
    """Subject and body of what was written."""
    subject, body = json.loads(key.unseal(text))
    return subject, body
