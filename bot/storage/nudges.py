"""Nudges: the reasons to write to members, reconciled with what the planner wants."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.packing import FOR_NOW_NEVER, DropReason, Pending
from bot.coaching.planner import Planned
from bot.coaching.rules import RULES, NudgeKind
from bot.coaching.stages import NudgeKey
from bot.storage.errors import Conflict
from bot.storage.records import Case, StoredNudge
from bot.storage.tables import Instant, NudgeState, event, nudge, person
from bot.storage.upsert import upsert

_KINDS = {one.value: one for one in NudgeKind}
_STATES = {one.value: one for one in NudgeState}

_IS_PENDING = sa.text("nudge.state = 0")
"""A literal: the partial index serves it also under a generic plan."""

_UNINDEXED_MEMBER = sa.literal_column("+nudge.member_id", sa.BigInteger)
"""Grouped by this, SQLite reads what is due instead of everything that members have."""


_STORED = (
    nudge.c.id,
    nudge.c.person_id,
    nudge.c.kind,
    nudge.c.cycle,
    nudge.c.n,
    nudge.c.due,
    nudge.c.deadline,
    nudge.c.state,
    nudge.c.sent,
)
"""What a `StoredNudge` is made of."""

_OF_PERSON = sa.select(*_STORED).where(nudge.c.person_id == sa.bindparam("person_id"))
_COUNTS = sa.or_(nudge.c.state != int(NudgeState.WITHDRAWN), nudge.c.sent.is_not(None))
_OF_CASE = (
    sa.select(
        *_STORED,
        sa.select(sa.func.max(event.c.seq))
        .where(event.c.person_id == person.c.id)
        .scalar_subquery()
        .label("last_seq"),
    )
    .select_from(person.outerjoin(nudge, (nudge.c.person_id == person.c.id) & _COUNTS))
    .where(person.c.id == sa.bindparam("person_id"))
)


async def of_person(connection: AsyncConnection, person_id: str) -> list[StoredNudge]:
    rows = (await connection.execute(_OF_PERSON, {"person_id": person_id})).mappings()
    return [_stored(row) for row in rows]


Along: TypeAlias = Mapping[str, sa.ScalarSelect[Any]]
"""What else is read in the statement that reads a case's nudges, by name."""

NOTHING_ALONG: Along = {}


async def of_case(
    connection: AsyncConnection, case: Case, along: Along = NOTHING_ALONG
) -> tuple[Case, list[StoredNudge]]:
    """The nudges of a case that is locked, and the case with what was to be read `along`.

    Those that were withdrawn and never sent are left out: they count as if they weren't there.

    Raises `Conflict` where its history has grown since it was read, before the lock was got.
    """
    query = _OF_CASE.add_columns(*_labelled(along)) if along else _OF_CASE
    rows = (await connection.execute(query, {"person_id": case.person.id})).mappings().all()
    known = case.events[-1].seq if case.events else None
    if not rows or rows[0]["last_seq"] != known:
        raise Conflict
    if along:
        case = replace(case, along={name: rows[0][f"along_{name}"] for name in along})
    return case, [_stored(row) for row in rows if row["id"] is not None]


def _labelled(along: Along) -> Iterable[sa.Label[Any]]:
    return (value.label(f"along_{name}") for name, value in along.items())


async def of_people(
    connection: AsyncConnection, person_ids: Collection[str]
) -> dict[str, list[StoredNudge]]:
    """The nudges by person; an empty list where there are none."""
    found: dict[str, list[StoredNudge]] = {person_id: [] for person_id in person_ids}
    query = sa.select(nudge).where(nudge.c.person_id.in_(found))
    for row in (await connection.execute(query)).mappings():
        found[row["person_id"]].append(_stored(row))
    return found


async def of_member(connection: AsyncConnection, member_id: int) -> list[StoredNudge]:
    query = sa.select(nudge).where(nudge.c.member_id == member_id)
    return [_stored(row) for row in (await connection.execute(query)).mappings()]


async def reconcile(
    connection: AsyncConnection,
    member_id: int,
    wanted: Mapping[str, Iterable[Planned]],
    stored: Iterable[StoredNudge],
) -> datetime | None:
    """Make the table hold what is wanted (person id → planned nudges), in one statement.

    Sent and dropped nudges are facts and stay. Returns the earliest due instant among the
    nudges that were added or moved, None where nothing was.
    """
    rows = list(changes(wanted, stored))
    for row in rows:
        row["member_id"] = member_id
    await upsert(
        connection,
        nudge,
        rows,
        key=("person_id", "kind", "cycle", "n"),
        update=("due", "wake", "deadline", "state", "reason"),
    )
    return min((row["due"] for row in rows if row["state"] == NudgeState.PENDING), default=None)


def changes(
    wanted: Mapping[str, Iterable[Planned]], stored: Iterable[StoredNudge]
) -> Iterable[dict[str, Any]]:
    """The rows to write so that what is stored is what is wanted; none where it is already."""
    existing = {(one.person_id, one.key): one for one in stored if one.person_id in wanted}
    for person_id, plans in wanted.items():
        for planned in plans:
            known = existing.pop((person_id, planned.key), None)
            if known is None or _differs(known, planned):
                yield _row(person_id, planned.key, planned.due, planned.deadline)
    for (person_id, key), known in existing.items():
        if known.state in {NudgeState.PENDING, NudgeState.CLAIMED}:
            yield _row(person_id, key, known.due, known.deadline, NudgeState.WITHDRAWN)


def _differs(known: StoredNudge, planned: Planned) -> bool:
    if known.state is NudgeState.DROPPED:
        return planned.due > known.due
    same = (known.due, known.deadline) == (planned.due, planned.deadline)
    return not same or known.state in {NudgeState.WITHDRAWN, NudgeState.SENT}


def _row(
    person_id: str,
    key: NudgeKey,
    due: datetime,
    deadline: datetime | None,
    state: NudgeState = NudgeState.PENDING,
) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "kind": key.kind.value,
        "cycle": key.cycle,
        "n": key.n,
        "due": due,
        "wake": due,
        "deadline": deadline,
        "state": int(state),
        "reason": None,
    }


async def by_id(connection: AsyncConnection, nudge_ids: Collection[int]) -> list[StoredNudge]:
    query = sa.select(nudge).where(nudge.c.id.in_(nudge_ids))
    return [_stored(row) for row in (await connection.execute(query)).mappings()]


async def earliest_wake(connection: AsyncConnection) -> datetime | None:
    """When the next pending nudge wants to be looked at (UTC), None where there is none."""
    query = sa.select(sa.func.min(nudge.c.wake)).where(_IS_PENDING)
    wake: datetime | None = (await connection.execute(query)).scalar_one_or_none()
    return None if wake is None or wake >= FOR_NOW_NEVER else wake


async def members_with_due(connection: AsyncConnection, now: datetime, limit: int) -> list[int]:
    """Members with pending nudges to look at by `now`: those for whom the most important ones
    wait first, of these the ones that wait longest."""
    ranks: dict[str, sa.ColumnElement[int]] = {
        kind.value: sa.literal_column(f"{int(rule.rank)}") for kind, rule in RULES.items()
    }
    rank = sa.case(ranks, value=nudge.c.kind)
    query = (
        sa.select(_UNINDEXED_MEMBER)
        .where(_IS_PENDING, nudge.c.wake <= now)
        .group_by(_UNINDEXED_MEMBER)
        .order_by(sa.func.min(rank), sa.func.min(nudge.c.wake))
        .limit(limit)
    )
    return list((await connection.execute(query)).scalars())


async def pending(
    connection: AsyncConnection, member_ids: Collection[int], now: datetime
) -> dict[int, list[Pending]]:
    """By member: their pending nudges that are due by `now`."""
    query = sa.select(nudge).where(
        nudge.c.member_id.in_(member_ids), _IS_PENDING, nudge.c.due <= now
    )
    found: dict[int, list[Pending]] = {member_id: [] for member_id in member_ids}
    for row in (await connection.execute(query)).mappings():
        one = Pending(row["id"], row["person_id"], _key(row), row["due"], row["deadline"])
        found[row["member_id"]].append(one)
    return found


async def claim(connection: AsyncConnection, delivery_of: Mapping[int, int]) -> None:
    """Make nudges part of deliveries (nudge id → delivery id)."""
    if not delivery_of:
        return
    await connection.execute(
        sa.update(nudge)
        .where(nudge.c.id == sa.bindparam("the_id"))
        .values(
            state=int(NudgeState.CLAIMED),
            delivery_id=sa.bindparam("the_delivery", type_=sa.BigInteger),
        ),
        [{"the_id": one, "the_delivery": into} for one, into in delivery_of.items()],
    )


async def still_claimed(
    connection: AsyncConnection, items_of: Mapping[int, Sequence[int]]
) -> dict[int, list[StoredNudge]]:
    """Those items whose reason still stands, in order (delivery id → nudge ids or nudges)."""
    query = sa.select(nudge).where(
        nudge.c.id.in_([one for items in items_of.values() for one in items]),
        nudge.c.state == int(NudgeState.CLAIMED),
    )
    rows = (await connection.execute(query)).mappings()
    found = {(row["delivery_id"], row["id"]): _stored(row) for row in rows}
    return {
        delivery_id: [found[delivery_id, one] for one in items if (delivery_id, one) in found]
        for delivery_id, items in items_of.items()
    }


@dataclass(frozen=True, slots=True)
class InMessage:
    """Nudges that arrived with one message, the first attempt at which was at `began` (UTC)."""

    delivery_id: int
    nudge_ids: Sequence[int]
    began: datetime


async def mark_sent(
    connection: AsyncConnection, messages: Iterable[InMessage], now: datetime
) -> None:
    """They arrived. What was moved or withdrawn after the first attempt counts as sent then:
    a member who moved it meanwhile gets it once more on the day they chose. What a wait begins
    with can't be moved, and the wait counts from now."""
    rows = [
        {"the_id": one, "the_delivery": message.delivery_id, "began": message.began, "now": now}
        for message in messages
        for one in message.nudge_ids
    ]
    if not rows:
        return
    claimed = nudge.c.state == int(NudgeState.CLAIMED)
    as_claimed = claimed & (nudge.c.delivery_id == sa.bindparam("the_delivery"))
    # A literal: a list of parameters would not fit a statement that runs once for each row.
    begins_a_wait = sa.text("nudge.kind IN ('let_go', 'retention_notice')")
    await connection.execute(
        sa.update(nudge)
        .where(nudge.c.id == sa.bindparam("the_id"))
        .values(
            sent=sa.case(
                (sa.or_(as_claimed, begins_a_wait), sa.bindparam("now", type_=Instant)),
                else_=sa.bindparam("began", type_=Instant),
            ),
            state=sa.case((as_claimed, int(NudgeState.SENT)), else_=nudge.c.state),
        ),
        rows,
    )


async def release(connection: AsyncConnection, delivery_id: int, nudge_ids: Sequence[int]) -> None:
    """Claimed nudges of a delivery that will not go wait again."""
    await connection.execute(
        sa.update(nudge)
        .where(*_claimed(delivery_id, nudge_ids))
        .values(state=int(NudgeState.PENDING), delivery_id=None, wake=nudge.c.due)
    )


async def give_up(
    connection: AsyncConnection, delivery_id: int, nudge_ids: Sequence[int], reason: DropReason
) -> None:
    """Claimed nudges of a delivery that will not go are dropped, for a stated reason."""
    await connection.execute(
        sa.update(nudge)
        .where(*_claimed(delivery_id, nudge_ids))
        .values(state=int(NudgeState.DROPPED), reason=reason.value)
    )


def _claimed(delivery_id: int, nudge_ids: Sequence[int]) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        nudge.c.id.in_(nudge_ids),
        nudge.c.delivery_id == delivery_id,
        nudge.c.state == int(NudgeState.CLAIMED),
    )


async def put_off(connection: AsyncConnection, waiting: Mapping[int, datetime]) -> None:
    """Look at these nudges again at the given instants."""
    if not waiting:
        return
    await connection.execute(
        sa.update(nudge)
        .where(nudge.c.id == sa.bindparam("the_id"))
        .values(wake=sa.bindparam("until", type_=Instant)),
        [{"the_id": one, "until": until} for one, until in waiting.items()],
    )


async def put_off_member(
    connection: AsyncConnection, member_id: int, now: datetime, until: datetime
) -> None:
    """Leave one member's due nudges alone until then: something about them went wrong."""
    await connection.execute(
        sa.update(nudge)
        .where(nudge.c.member_id == member_id, _IS_PENDING, nudge.c.wake <= now)
        .values(wake=until)
    )


async def drop(connection: AsyncConnection, dropped: Mapping[int, DropReason]) -> None:
    """Give nudges up for good, each for a stated reason."""
    for reason in set(dropped.values()):
        ids = [nudge_id for nudge_id, why in dropped.items() if why is reason]
        await connection.execute(
            sa.update(nudge)
            .where(nudge.c.id.in_(ids))
            .values(state=int(NudgeState.DROPPED), reason=reason.value)
        )


async def look_again(connection: AsyncConnection, member_id: int) -> None:
    """What waited for the member (a pause, closed messages, silence) is due as planned."""
    await connection.execute(
        sa.update(nudge).where(nudge.c.member_id == member_id, _IS_PENDING).values(wake=nudge.c.due)
    )


def _key(row: Mapping[Any, Any]) -> NudgeKey:
    return NudgeKey(_KINDS[row["kind"]], row["cycle"], row["n"])


def _stored(row: Mapping[Any, Any]) -> StoredNudge:
    return StoredNudge(
        id=row["id"],
        person_id=row["person_id"],
        key=_key(row),
        due=row["due"],
        deadline=row["deadline"],
        state=_STATES[row["state"]],
        sent=row["sent"],
    )
