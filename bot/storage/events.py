"""Histories: appended to, never changed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.events import Event, EventKind
from bot.keys import DataKey, Keyring
from bot.storage import folds, members, people
from bot.storage.folds import Kept
from bot.storage.raw import opened, raw
from bot.storage.records import Case, Member, Person
from bot.storage.tables import Instant, event, guild, member, person

COLUMNS = (
    event.c.seq,
    event.c.kind,
    event.c.at,
    event.c.recorded,
    event.c.facts,
    event.c.interaction,
)
"""What the core reads of an event; no column of a member has the same name."""


def prefixed(table: sa.Table, prefix: str) -> list[sa.Label[Any]]:
    """The columns of `table` under names of their own, for a row that holds several tables."""
    return [column.label(f"{prefix}_{column.name}") for column in table.c]


_PERSON = prefixed(person, "person")
_KEPT = (event.c.folded,)
_ALL_CASES = sa.select(*raw(members.COLUMNS), *raw(_PERSON), *COLUMNS, *raw(_KEPT)).select_from(
    member.outerjoin(guild, member.c.home == guild.c.id)
    .join(person, person.c.member_id == member.c.id)
    .outerjoin(event, event.c.person_id == person.c.id)
)
_OF_MEMBER = _ALL_CASES.where(member.c.id == sa.bindparam("member_id"))
_CASES = _OF_MEMBER.order_by(person.c.id, event.c.seq)
_CASE = _OF_MEMBER.where(person.c.id == sa.bindparam("person_id")).order_by(event.c.seq)
_LOCKED_CASE = _CASE.with_for_update(of=[member, person])
_RECENT = (
    sa.select(event.c.person_id, *COLUMNS)
    .where(
        event.c.member_id == sa.bindparam("member_id"),
        event.c.recorded >= sa.bindparam("since", type_=Instant),
    )
    .order_by(event.c.recorded.desc(), event.c.seq.desc())
)


async def load_case(
    connection: AsyncConnection,
    keyring: Keyring,
    member_id: int,
    person_id: str,
    *,
    lock: bool = False,
) -> Case | None:
    """A member, one of their people and the history between them, in one statement.

    None where the member has no such person, whoever else may have. `lock` keeps other writers
    of this member waiting until the transaction ends. A statement that had to wait for the lock
    sees member and person as they are then, but the history as it was before: on PostgreSQL
    whoever plans with it compares it with `nudges.of_case` first.
    """
    given = {"member_id": member_id, "person_id": person_id}
    rows = (await connection.execute(_LOCKED_CASE if lock else _CASE, given)).mappings().all()
    return _case(rows, _owner(rows[0], keyring), keyring) if rows else None


async def load_cases(connection: AsyncConnection, keyring: Keyring, member_id: int) -> list[Case]:
    """A member with each of their people, in one statement; none where either is missing."""
    rows = (await connection.execute(_CASES, {"member_id": member_id})).mappings().all()
    if not rows:
        return []
    owner = _owner(rows[0], keyring)
    histories = groupby(rows, key=itemgetter("person_id"))
    return [_case(list(history), owner, keyring) for _person_id, history in histories]


async def load_cases_of(
    connection: AsyncConnection, keyring: Keyring, person_ids: Collection[str]
) -> dict[str, Case]:
    """The cases of these people, whoever's they are, by person, in one statement."""
    query = _ALL_CASES.where(person.c.id.in_(person_ids)).order_by(person.c.id, event.c.seq)
    rows = (await connection.execute(query)).mappings()
    found = {}
    for person_id, history in groupby(rows, key=itemgetter("person_id")):
        of_person = list(history)
        found[person_id] = _case(of_person, _owner(of_person[0], keyring), keyring)
    return found


def _owner(row: Mapping[Any, Any], keyring: Keyring) -> Member:
    return members.from_row(opened(row, members.COLUMNS), keyring)


def _case(rows: Sequence[Mapping[Any, Any]], owner: Member, keyring: Keyring) -> Case:
    """A case from its rows, of which each holds one event."""
    key = keyring.open(owner.data_key)
    kept = Kept.decode(opened(rows[-1], _KEPT)["folded"])
    return Case(
        member=owner,
        person=people.from_row(strip(opened(rows[0], _PERSON), "person"), key),
        events=tuple(from_row(row) for row in rows if row["seq"] is not None),
        known=None if kept is None else kept.state(),
    )


async def load_all(
    connection: AsyncConnection, key: DataKey, member_id: int
) -> list[tuple[Person, tuple[Event, ...]]]:
    """Every person of a member with their history, in the order they were added."""
    query = (
        sa.select(*prefixed(person, "person"), *COLUMNS)
        .select_from(person.join(event, event.c.person_id == person.c.id))
        .where(person.c.member_id == member_id)
        .order_by(person.c.created, person.c.id, event.c.seq)
    )
    found: dict[str, tuple[Person, list[Event]]] = {}
    for row in (await connection.execute(query)).mappings():
        person_id = row["person_id"]
        if person_id not in found:
            found[person_id] = (people.from_row(strip(row, "person"), key), [])
        found[person_id][1].append(from_row(row))
    return [(who, tuple(history)) for who, history in found.values()]


async def recent(
    connection: AsyncConnection, member_id: int, since: datetime, most: int | None = None
) -> list[tuple[str, Event]]:
    """(person id, event) of everything a member recorded since then, the latest first, but no
    more than `most`."""
    given = {"member_id": member_id, "since": since}
    query = _RECENT if most is None else _RECENT.limit(most)
    rows = (await connection.execute(query, given)).mappings()
    return [(row["person_id"], from_row(row)) for row in rows]


async def of_person(connection: AsyncConnection, person_id: str) -> tuple[Event, ...]:
    """A person's history."""
    rows = (await connection.execute(_HISTORY, {"person_id": person_id})).mappings()
    return tuple(from_row(row) for row in rows)


_HISTORY = (
    sa.select(*COLUMNS).where(event.c.person_id == sa.bindparam("person_id")).order_by(event.c.seq)
)


async def words(
    connection: AsyncConnection, key: DataKey, person_id: str
) -> list[tuple[Event, str]]:
    """What the member wrote with events of a person, the oldest first."""
    query = (
        sa.select(*COLUMNS, event.c.words)
        .where(event.c.person_id == person_id, event.c.words.is_not(None))
        .order_by(event.c.seq)
    )
    rows = (await connection.execute(query)).mappings()
    return [(from_row(row), key.unseal(row["words"])) for row in rows]


async def words_at(
    connection: AsyncConnection, keys: Mapping[str, DataKey], places: Collection[tuple[str, int]]
) -> dict[tuple[str, int], str]:
    """The words at these (person id, seq); `keys` holds the key of each person's member."""
    query = sa.select(event.c.person_id, event.c.seq, event.c.words).where(
        event.c.person_id.in_({person_id for person_id, _seq in places}),
        event.c.seq.in_({seq for _person_id, seq in places}),
        event.c.words.is_not(None),
    )
    rows = await connection.execute(query)
    return {
        (row.person_id, row.seq): keys[row.person_id].unseal(row.words)
        for row in rows
        if (row.person_id, row.seq) in places
    }


def words_to_read_along(person_id: str, seq: int) -> sa.ScalarSelect[bytes]:
    """The sealed words at that place of a person's history, to be read along."""
    query = sa.select(event.c.words).where(event.c.person_id == person_id, event.c.seq == seq)
    return query.scalar_subquery()


async def append(connection: AsyncConnection, added: Sequence[tuple[Case, bytes | None]]) -> None:
    """Append the last event of each case, with what the case led to by then and the member's
    words, sealed.

    Raises `Conflict` where somebody else wrote the same place in the history first.
    """
    await connection.execute(_APPEND, [_row(case, sealed) for case, sealed in added])


_APPEND = sa.insert(event)


def _row(case: Case, sealed: bytes | None) -> dict[str, Any]:
    one = case.events[-1]
    return {
        "person_id": case.person.id,
        "seq": one.seq,
        "member_id": case.member.id,
        "kind": one.kind.value,
        "stage": case.state.stage.value,
        "at": one.at,
        "recorded": one.recorded or one.at,
        "facts": dict(one.facts),
        "words": sealed,
        "interaction": one.interaction,
        "folded": folds.encode(case),
    }


def new_requests(member_id: int, since: datetime) -> sa.ScalarSelect[int]:
    """How many first requests a member reported as sent since then, to be read along."""
    asked = event.alias("asked")
    query = sa.select(sa.func.count()).where(
        asked.c.member_id == member_id,
        asked.c.kind == EventKind.ASKED.value,
        asked.c.recorded >= since,
        asked.c.at >= since,
    )
    return query.scalar_subquery()


def requests_ever(member_id: int) -> sa.ScalarSelect[int]:
    """How many requests a member ever reported as sent, to be read along."""
    sent = event.alias("sent")
    query = sa.select(sa.func.count()).where(
        sent.c.member_id == member_id,
        sent.c.kind.in_([EventKind.ASKED.value, EventKind.INTRODUCTION_ASKED.value]),
    )
    return query.scalar_subquery()


def strip(row: Mapping[Any, Any], prefix: str) -> dict[str, Any]:
    """The part of such a row that belongs to one table, under the columns' own names."""
    start = f"{prefix}_"
    return {name[len(start) :]: value for name, value in row.items() if name.startswith(start)}


def from_row(row: Mapping[Any, Any]) -> Event:
    """An event from a row that holds `COLUMNS`."""
    return Event(
        seq=row["seq"],
        kind=EventKind(row["kind"]),
        at=row["at"],
        facts=row["facts"],
        interaction=row["interaction"],
        recorded=row["recorded"],
    )
