"""The list of questions for a talk."""

from collections.abc import Sequence

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
    return [
        StoredQuestion(row["id"], row["phase"], key.unseal(row["text"]), row["grows_from"])
        for row in rows
    ]


async def replace_all(
    connection: AsyncConnection,
    key: DataKey,
    member_id: int,
    person_id: str,
    questions: Sequence[StoredQuestion],
    *,
    had_some: bool,
) -> None:
    """Keep this list in the place of the one before; `had_some`: whether there was one.

    Whether the person has questions is kept with the person (`people.change`), by the caller.
    """
    if had_some:
        await connection.execute(
            sa.delete(question).where(
                question.c.person_id == person_id, question.c.member_id == member_id
            )
        )
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
