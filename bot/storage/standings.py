"""Where a member stands with all of their people, without reading histories."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.events import EventKind
from bot.coaching.rules import RULES, NudgeKind
from bot.coaching.stages import NudgeKey, Stage, State, fold
from bot.keys import DataKey
from bot.storage import events, people
from bot.storage.folds import Kept
from bot.storage.records import Person
from bot.storage.tables import EPOCH, Instant, NudgeState, event, nudge, person


@dataclass(frozen=True, slots=True)
class Stood:
    """One person and where the member stands with them; `recorded` is when that last changed
    (UTC), and `last` by what.

    What the history led to was `kept`, or is `known` from the history itself.
    """

    person: Person
    stage: Stage
    recorded: datetime
    last: EventKind
    kept: Kept | None
    known: State | None

    def state(self) -> State:
        """What the history led to."""
        if self.known is not None:
            return self.known
        return State() if self.kept is None else self.kept.state()


@dataclass(frozen=True, slots=True)
class Coming:
    """The next nudge about a person that will go, and when (UTC)."""

    due: datetime
    key: NudgeKey


_earlier = event.alias("earlier")
_LAST = (
    sa.select(sa.func.max(_earlier.c.seq))
    .where(_earlier.c.person_id == person.c.id)
    .correlate(person)
    .scalar_subquery()
)
_PEOPLE = (
    sa.select(
        person.c.id,
        person.c.details,
        person.c.field,
        person.c.referred_by,
        person.c.has_questions,
        event.c.stage,
        event.c.recorded,
        event.c.kind,
        event.c.folded,
    )
    .select_from(person.join(event, (event.c.person_id == person.c.id) & (event.c.seq == _LAST)))
    .where(person.c.member_id == sa.bindparam("member_id"), event.c.stage != Stage.REMOVED.value)
    .order_by(person.c.created, person.c.id)
)
_COMING = sa.select(
    nudge.c.person_id,
    nudge.c.kind,
    nudge.c.cycle,
    nudge.c.n,
    sa.type_coerce(nudge.c.due, sa.BigInteger).label("due"),
).where(
    nudge.c.member_id == sa.bindparam("member_id"),
    nudge.c.state == int(NudgeState.PENDING),
    nudge.c.due > sa.bindparam("now", type_=Instant),
)


async def of_member(connection: AsyncConnection, key: DataKey, member_id: int) -> list[Stood]:
    """Everybody who was not taken back, in the order they were added: one statement.

    A second one reads the histories of those about whom nothing was kept by this version.
    """
    rows = (await connection.execute(_PEOPLE, {"member_id": member_id})).mappings().all()
    kept = {row["id"]: Kept.decode(row["folded"]) for row in rows}
    unknown = [person_id for person_id, one in kept.items() if one is None]
    known = await _folded_anew(connection, unknown) if unknown else {}
    return [
        Stood(
            people.from_row(row, key),
            Stage(row["stage"]),
            row["recorded"],
            EventKind(row["kind"]),
            kept[row["id"]],
            known.get(row["id"]),
        )
        for row in rows
    ]


async def _folded_anew(connection: AsyncConnection, person_ids: Sequence[str]) -> dict[str, State]:
    query = (
        sa.select(event.c.person_id, *events.COLUMNS)
        .where(event.c.person_id.in_(person_ids))
        .order_by(event.c.person_id, event.c.seq)
    )
    rows = (await connection.execute(query)).mappings()
    return {
        person_id: fold(events.from_row(row) for row in history)
        for person_id, history in groupby(rows, key=itemgetter("person_id"))
    }


async def coming(connection: AsyncConnection, member_id: int, now: datetime) -> dict[str, Coming]:
    """What comes next about each person after `now` (UTC), by person: one statement."""
    rows = await connection.execute(_COMING, {"member_id": member_id, "now": now})
    first: dict[str, Any] = {}
    for row in rows:
        known = first.get(row.person_id)
        if known is None or _order(row) < _order(known):
            first[row.person_id] = row
    return {person_id: _coming(row) for person_id, row in first.items()}


def _order(row: Any) -> tuple[int, int, int]:
    return (row.due, RULES[row.kind].rank, row.n)


def _coming(row: Any) -> Coming:
    due = EPOCH + timedelta(microseconds=row.due)
    return Coming(due, NudgeKey(NudgeKind(row.kind), row.cycle, row.n))
