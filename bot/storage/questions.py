"""The list of questions for a talk."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.keys import DataKey
from bot.storage.records import StoredQuestion
from bot.storage.tables import question


async def of_person(
    connection: AsyncConnection, key: DataKey, member_id: int, person_id: str
) -> list[StoredQuestion]:
    """The questions in the member's order."""
    query = (
        sa.select(question)
        .where(question.c.person_id == person_id, question.c.member_id == member_id)
        .order_by(question.c.position)
    )
    rows = (await connection.execute(query)).mappings()
    return [_stored(row, key) for row in rows]


async def take(
    connection: AsyncConnection, key: DataKey, member_id: int, person_id: str
) -> list[StoredQuestion]:
    """The questions in the member's order, taken out to be changed; `keep` puts them back."""
    query = (
        sa.delete(question)
        .where(question.c.person_id == person_id, question.c.member_id == member_id)
        .returning(*question.c)
    )
    rows = (await connection.execute(query)).mappings().all()
    return [_stored(row, key) for row in sorted(rows, key=itemgetter("position"))]


async def keep(
    connection: AsyncConnection,
    key: DataKey,
    member_id: int,
    person_id: str,
    questions: Sequence[StoredQuestion],
) -> None:
    """Keep this list, where there is none.

    Whether the person has questions is kept with the person (`people.change`), by the caller.
    """
    if questions:
        await connection.execute(
            sa.insert(question),
            [
                {
                    "person_id": person_id,
                    "id": one.id,
                    "member_id": member_id,
                    "position": position,
                    "phase": one.phase,
                    "text": key.seal(one.text),
                    "grows_from": one.grows_from,
                }
                for position, one in enumerate(questions)
            ],
        )


def _stored(row: Mapping[Any, Any], key: DataKey) -> StoredQuestion:
    return StoredQuestion(row["id"], row["phase"], key.unseal(row["text"]), row["grows_from"])
