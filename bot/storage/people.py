"""The people of a member, and those they must not contact."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.events import EventKind
from bot.coaching.names import normalised
from bot.coaching.stages import Stage
from bot.keys import DataKey, Keyring
from bot.storage import writings
from bot.storage.records import Details, Listed, Member, Person
from bot.storage.tables import NudgeState, do_not_contact, event, member, nudge, person, writing
from bot.storage.upsert import upsert

MINE, OUTSIDE = "mine", "outside"
"""The fields that people work in: the member's own, or another."""


async def insert(
    connection: AsyncConnection,
    key: DataKey,
    member_id: int,
    added: Person,
    now: datetime,
) -> None:
    """A new person."""
    await connection.execute(
        sa.insert(person).values(
            id=added.id,
            member_id=member_id,
            details=seal_details(added.details, key),
            name_mac=fingerprint(key, added.name),
            field=added.field,
            referred_by=added.referred_by,
            created=now,
        )
    )


async def change(connection: AsyncConnection, key: DataKey, *changed: Person) -> None:
    """Write what can change about people, in one statement."""
    await connection.execute(
        sa.update(person).where(person.c.id == sa.bindparam("whose")),
        [
            {
                "whose": one.id,
                "details": seal_details(one.details, key),
                "name_mac": fingerprint(key, one.name),
                "field": one.field,
                "referred_by": one.referred_by,
                "has_questions": one.has_questions,
            }
            for one in changed
        ],
    )


async def delete(connection: AsyncConnection, member_id: int, person_id: str) -> bool:
    """Delete a person and all that hangs on them; False where the member has no such person."""
    result = await connection.execute(
        sa.delete(person).where(person.c.id == person_id, person.c.member_id == member_id)
    )
    return result.rowcount > 0


async def listed(
    connection: AsyncConnection, key: DataKey, owner: Member, now: datetime
) -> list[Listed]:
    """All people of `owner` who were not taken back, unsorted, as they stand at `now` (UTC)."""
    rows = (await connection.execute(_present(owner.id, now))).mappings()
    return [_listed(row, key) for row in rows]


async def listed_of(
    connection: AsyncConnection,
    keyring: Keyring,
    member_id: int,
    now: datetime,
    words: str | None = None,
) -> list[Listed]:
    """As `listed`, for callers who have not loaded the member: in one statement.

    With `words` comes what is written of that kind about each of them.
    """
    is_wanted = (writing.c.person_id == person.c.id) & (writing.c.kind == words)
    query = (
        _present(member_id, now)
        .join(member, member.c.id == person.c.member_id)
        .outerjoin(writing, is_wanted)
        .add_columns(member.c.data_key, writing.c.text)
    )
    rows = (await connection.execute(query)).mappings().all()
    if not rows:
        return []
    key = keyring.open(rows[0]["data_key"])
    return [_listed(row, key, row["text"]) for row in rows]


def _present(member_id: int, now: datetime) -> sa.Select[Any]:
    """The people of a member who were not taken back, their stages and what is due next.

    What was sent is due still, since then, until its deadline or a report about that person.
    """
    last = (
        sa.select(event.c.person_id, sa.func.max(event.c.seq).label("seq"))
        .where(event.c.member_id == member_id)
        .group_by(event.c.person_id)
        .subquery()
    )
    is_coming = nudge.c.state.in_([NudgeState.PENDING, NudgeState.CLAIMED])
    is_asked = (nudge.c.state == NudgeState.SENT) & sa.or_(
        nudge.c.deadline.is_(None), nudge.c.deadline > now
    )
    waiting = (
        sa.select(
            nudge.c.person_id,
            sa.func.min(sa.case((is_coming, nudge.c.due))).label("coming"),
            sa.func.max(sa.case((is_asked, nudge.c.sent))).label("asked"),
        )
        .where(nudge.c.member_id == member_id)
        .group_by(nudge.c.person_id)
        .subquery()
    )
    is_unanswered = waiting.c.asked >= event.c.recorded
    next_due = sa.case((is_unanswered, waiting.c.asked), else_=waiting.c.coming)
    return (
        sa.select(person, event.c.stage, next_due.label("next_due"))
        .join(last, last.c.person_id == person.c.id)
        .join(event, (event.c.person_id == last.c.person_id) & (event.c.seq == last.c.seq))
        .outerjoin(waiting, waiting.c.person_id == person.c.id)
        .where(person.c.member_id == member_id, event.c.stage != Stage.REMOVED)
    )


def _listed(row: Mapping[Any, Any], key: DataKey, written: bytes | None = None) -> Listed:
    words = "" if written is None else writings.unsealed(written, key)[1]
    return Listed(from_row(row, key), Stage(row["stage"]), row["next_due"], words)


@dataclass(frozen=True, slots=True)
class BeforeAdding:
    """What must be known before a name is added to a list.

    `count` is how many people are in it, `same_name` one of that name, `repeat` the person whom
    the same interaction added already, `referrer` the name of who pointed to the new one.
    `mine` and `outside` are how many work in the member's own field and how many don't.
    """

    count: int = 0
    same_name: str | None = None
    off_limits: bool = False
    repeat: str | None = None
    referrer: str | None = None
    mine: int = 0
    outside: int = 0


async def before_adding(
    connection: AsyncConnection,
    key: DataKey,
    member_id: int,
    name: str,
    interaction: int | None,
    referred_by: str | None = None,
) -> BeforeAdding:
    """What stands in the way of adding somebody of this name, in one statement."""
    name_mac = fingerprint(key, name)
    present = _present_of(member_id)
    counted = sa.select(sa.func.count()).select_from(present).scalar_subquery()
    same = sa.select(sa.func.min(present.c.id)).where(present.c.name_mac == name_mac)
    forbidden = sa.exists().where(
        do_not_contact.c.member_id == member_id, do_not_contact.c.name_mac == name_mac
    )
    repeat = sa.select(sa.func.min(event.c.person_id)).where(
        event.c.member_id == member_id,
        event.c.interaction == interaction,
        event.c.kind == EventKind.ADDED.value,
    )
    referrer = sa.select(person.c.details).where(
        person.c.member_id == member_id, person.c.id == referred_by
    )
    query = sa.select(
        counted.label("count"),
        same.scalar_subquery().label("same_name"),
        forbidden.label("off_limits"),
        repeat.scalar_subquery().label("repeat"),
        referrer.scalar_subquery().label("referrer"),
        *(_count(present, field).label(field) for field in (MINE, OUTSIDE)),
    )
    row = (await connection.execute(query)).mappings().one()
    return BeforeAdding(
        count=row["count"],
        same_name=row["same_name"],
        off_limits=bool(row["off_limits"]),
        repeat=row["repeat"] if interaction is not None else None,
        referrer=_details(row["referrer"], key).name if row["referrer"] else None,
        mine=row[MINE],
        outside=row[OUTSIDE],
    )


def fields_besides(member_id: int, person_id: str) -> dict[str, sa.ScalarSelect[int]]:
    """How many of a member's other people work in which field, to be read along."""
    present = _present_of(member_id, besides=person_id)
    return {field: _count(present, field) for field in (MINE, OUTSIDE)}


def _present_of(member_id: int, besides: str = "") -> sa.CTE:
    """The people of a member who were not taken back."""
    last = (
        sa.select(event.c.person_id, sa.func.max(event.c.seq).label("seq"))
        .where(event.c.member_id == member_id)
        .group_by(event.c.person_id)
        .subquery()
    )
    return (
        sa.select(person.c.id, person.c.name_mac, person.c.field)
        .join(last, last.c.person_id == person.c.id)
        .join(event, (event.c.person_id == last.c.person_id) & (event.c.seq == last.c.seq))
        .where(
            person.c.member_id == member_id,
            person.c.id != besides,
            event.c.stage != Stage.REMOVED,
        )
        .cte("present")
    )


def _count(present: sa.CTE, field: str) -> sa.ScalarSelect[int]:
    """How many work in a field; in the member's own where nobody said which."""
    known = sa.func.coalesce(present.c.field, MINE)
    counted = sa.select(sa.func.count()).select_from(present).where(known == field)
    return counted.scalar_subquery()


async def keep_away_from(
    connection: AsyncConnection, member_id: int, name_mac: bytes, now: datetime
) -> None:
    """Remember that a name is not to be contacted, and nothing else about it."""
    row = {"member_id": member_id, "name_mac": name_mac, "created": now}
    keys = ("member_id", "name_mac")
    await upsert(connection, do_not_contact, [row], key=keys, update=("created",))


async def referred_by(
    connection: AsyncConnection, key: DataKey, member_id: int, person_id: str
) -> list[Person]:
    """The people whom this person pointed to."""
    query = sa.select(person).where(
        person.c.member_id == member_id, person.c.referred_by == person_id
    )
    return [from_row(row, key) for row in (await connection.execute(query)).mappings()]


async def is_off_limits(connection: AsyncConnection, member_id: int, name_mac: bytes) -> bool:
    query = sa.select(sa.literal(1)).where(
        do_not_contact.c.member_id == member_id, do_not_contact.c.name_mac == name_mac
    )
    return (await connection.execute(query)).first() is not None


def from_row(row: Mapping[Any, Any], key: DataKey) -> Person:
    """A person from a row that holds the table's columns."""
    return Person(
        id=row["id"],
        details=_details(row["details"], key),
        field=row["field"],
        referred_by=row["referred_by"],
        has_questions=row["has_questions"],
    )


def _details(sealed: bytes, key: DataKey) -> Details:
    return Details(**json.loads(key.unseal(sealed)))


def seal_details(details: Details, key: DataKey) -> bytes:
    return key.seal(json.dumps(asdict(details), ensure_ascii=False))


def fingerprint(key: DataKey, name: str) -> bytes:
    """By what doubles are found: equal for names that read alike, and says nothing else."""
    return key.mac(normalised(name))


async def names(connection: AsyncConnection, key: DataKey, member_id: int) -> list[str]:
    """What people are called whom a member wrote down, and who could introduce to them."""
    query = sa.select(person.c.details).where(person.c.member_id == member_id)
    every = [_details(sealed, key) for sealed in (await connection.execute(query)).scalars()]
    return [name for one in every for name in (one.name, one.via) if name]
