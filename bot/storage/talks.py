"""A talk while it goes on, one for a person: sealed as a whole, because it holds notes."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.live import Became, Press, Talk
from bot.keys import DataKey
from bot.storage.tables import talk
from bot.storage.upsert import upsert

TALK = "talk"
"""Its name among what is read along with a case."""


async def of_person(
    connection: AsyncConnection, key: DataKey, member_id: int, person_id: str
) -> Talk | None:
    """The last talk with a person that was followed live."""
    sealed = (await connection.execute(_query(member_id, person_id))).scalar_one_or_none()
    return None if sealed is None else opened(sealed, key)


async def save(
    connection: AsyncConnection, key: DataKey, member_id: int, person_id: str, one: Talk
) -> None:
    """Keep it in the place of what was known of a talk with that person."""
    row = {"person_id": person_id, "member_id": member_id, "state": key.seal(_written(one))}
    await upsert(connection, talk, [row], key=("person_id",), update=("state",))


def to_read_along(member_id: int, person_id: str) -> dict[str, sa.ScalarSelect[bytes]]:
    """To be read with a case; `read_along` opens it."""
    return {TALK: _query(member_id, person_id).scalar_subquery()}


def read_along(along: Mapping[str, Any], key: DataKey) -> Talk | None:
    """The talk that was read with a case, None where there was none."""
    return None if along.get(TALK) is None else opened(along[TALK], key)


def opened(sealed: bytes, key: DataKey) -> Talk:
    """A talk from what is stored of it."""
    stored = json.loads(key.unseal(sealed))
    presses = (Press(**{**one, "became": Became(one["became"])}) for one in stored["presses"])
    ended = stored["ended"]
    return Talk(
        started=datetime.fromisoformat(stored["started"]),
        minutes=stored["minutes"],
        version=stored["version"],
        presses=tuple(presses),
        ended=datetime.fromisoformat(ended) if ended else None,
    )


def _written(one: Talk) -> str:
    values = asdict(one) | {
        "started": one.started.isoformat(),
        "ended": one.ended.isoformat() if one.ended else None,
    }
    return json.dumps(values, ensure_ascii=False)


def _query(member_id: int, person_id: str) -> sa.Select[Any]:
    return sa.select(talk.c.state).where(
        talk.c.person_id == person_id, talk.c.member_id == member_id
    )
