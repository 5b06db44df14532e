"""What a member wrote and may have checked, in the one statement that a form may wait for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.stages import Stage
from bot.keys import DataKey, Keyring
from bot.storage import people, writings
from bot.storage.records import Person, Writing
from bot.storage.tables import event, member, person, question, writing


@dataclass(frozen=True, slots=True)
class Written:
    """One person of a member, and what is written about them: drafts the latest first."""

    person: Person
    stage: Stage
    drafts: tuple[Writing, ...] = ()
    questions: tuple[str, ...] = ()


async def of_member(
    connection: AsyncConnection,
    keyring: Keyring,
    member_id: int,
    kinds: Collection[str],
    *,
    person_id: str | None = None,
    with_questions: bool = False,
) -> list[Written]:
    """The member's people, or the one of `person_id`, with their drafts of these kinds."""
    query = _query(kinds, with_questions=with_questions).where(person.c.member_id == member_id)
    if person_id is not None:
        query = query.where(person.c.id == person_id)
    rows = (await connection.execute(query)).mappings().all()
    if not rows:
        return []
    key = keyring.open(rows[0]["data_key"])
    return [_written(list(group), key) for _, group in groupby(rows, key=itemgetter("id"))]


def _query(kinds: Collection[str], *, with_questions: bool) -> sa.Select[Any]:
    earlier = event.alias()
    last = sa.select(sa.func.max(earlier.c.seq)).where(earlier.c.person_id == person.c.id)
    query = (
        sa.select(
            person, event.c.stage, member.c.data_key, writing.c.kind, writing.c.text,
        )
        .join(member, member.c.id == person.c.member_id)
        .join(event, (event.c.person_id == person.c.id) & (event.c.seq == last.scalar_subquery()))
        .outerjoin(writing, (writing.c.person_id == person.c.id) & writing.c.kind.in_(kinds))
        .where(event.c.stage != Stage.REMOVED)
        .order_by(person.c.id, writing.c.written.desc(), writing.c.kind)
    )  # fmt: skip
    if not with_questions:
        return query
    return (
        query.outerjoin(question, question.c.person_id == person.c.id)
        .add_columns(question.c.position, question.c.text.label("asked"))
        .order_by(question.c.position)
    )


def _written(rows: Sequence[Mapping[Any, Any]], key: DataKey) -> Written:
    """Of the rows of one person, in which each draft stands beside each question."""
    drafts = {one["kind"]: one for one in rows if one["kind"] is not None}
    return Written(
        people.from_row(rows[0], key),
        Stage(rows[0]["stage"]),
        tuple(writings.from_row(one, key) for one in drafts.values()),
        tuple(key.unseal(sealed) for sealed in _questions(rows)),
    )


def _questions(rows: Iterable[Mapping[Any, Any]]) -> list[bytes]:
    asked = {one["position"]: one["asked"] for one in rows if one.get("asked") is not None}
    return [asked[position] for position in sorted(asked)]
