"""What a member wrote and may have checked, in the one statement that a form may wait for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
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


@dataclass(frozen=True)
class Written:
    """One person of a member; what is written about them is opened when it is asked for."""

    person: Person
    stage: Stage
    _rows: Sequence[Mapping[Any, Any]]
    _key: DataKey

    @cached_property
    def drafts(self) -> tuple[Writing, ...]:
        """The latest first."""
        sealed = {one["kind"]: one for one in self._rows if one["kind"] is not None}
        return tuple(writings.from_row(one, self._key) for one in sealed.values())

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """The list in use, in its order; each row holds one of them beside a draft."""
        sealed = {one["position"]: one["asked"] for one in self._rows if one.get("asked")}
        return tuple(self._key.unseal(sealed[position]) for position in sorted(sealed))


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
    return Written(people.from_row(rows[0], key), Stage(rows[0]["stage"]), rows, key)
