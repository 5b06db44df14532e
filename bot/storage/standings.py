"""Where a member stands with all of their people, without reading histories."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.rules import RULES, NudgeKind
from bot.coaching.stages import NudgeKey, Stage, State, fold
from bot.keys import DataKey
from bot.storage import events, folds, people
from bot.storage.records import Person
from bot.storage.tables import Instant, NudgeState, event, nudge, person


@dataclass(frozen=True, slots=True)
class Stood:
    """One person and what their history led to; `recorded` is when it last grew (UTC).

    `person` is None where adding them was taken back.
    """

    person: Person | None
    state: State
    recorded: datetime


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
    sa.select(person, event.c.folded, event.c.recorded)
    .select_from(person.join(event, (event.c.person_id == person.c.id) & (event.c.seq == _LAST)))
    .where(person.c.member_id == sa.bindparam("member_id"))
    .order_by(person.c.created, person.c.id)
)
_COMING = sa.select(nudge.c.person_id, nudge.c.kind, nudge.c.cycle, nudge.c.n, nudge.c.due).where(
    nudge.c.member_id == sa.bindparam("member_id"),
    nudge.c.state == int(NudgeState.PENDING),
    nudge.c.due > sa.bindparam("now", type_=Instant),
)


async def of_member(connection: AsyncConnection, key: DataKey, member_id: int) -> list[Stood]:
    """Everybody, in the order they were added: one statement.

    A second one reads the histories of those whose state was kept by another version.
    """
    rows = (await connection.execute(_PEOPLE, {"member_id": member_id})).mappings().all()
    states = {row["id"]: folds.decode(row["folded"]) for row in rows}
    unknown = [person_id for person_id, state in states.items() if state is None]
    if unknown:
        states |= await _folded_anew(connection, unknown)
    return [_stood(row, states[row["id"]] or State(), key) for row in rows]


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


def _stood(row: Mapping[Any, Any], state: State, key: DataKey) -> Stood:
    there = None if state.stage is Stage.REMOVED else people.from_row(row, key)
    return Stood(there, state, row["recorded"])


async def coming(connection: AsyncConnection, member_id: int, now: datetime) -> dict[str, Coming]:
    """What comes next about each person after `now` (UTC), by person: one statement."""
    rows = await connection.execute(_COMING, {"member_id": member_id, "now": now})
    found: dict[str, Coming] = {}
    for person_id, kind, cycle, n, due in rows:
        one = Coming(due, NudgeKey(NudgeKind(kind), cycle, n))
        found[person_id] = min(found.get(person_id, one), one, key=_sooner)
    return found


def _sooner(one: Coming) -> tuple[datetime, int, int]:
    return (one.due, RULES[one.key.kind].rank, one.key.n)
