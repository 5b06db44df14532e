"""Everything that is stored about one member: counted, and read whole for taking it along."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.events import Event
from bot.coaching.live import Talk
from bot.coaching.stages import Stage
from bot.keys import DataKey
from bot.storage import events, people, talks, writings
from bot.storage.records import Person, StoredQuestion, Writing
from bot.storage.tables import (
    DeliveryState,
    Instant,
    delivery,
    do_not_contact,
    event,
    nudge,
    person,
    question,
    talk,
    writing,
)

_COUNTED = {
    "people": person,
    "steps": event,
    "drafts": writing,
    "questions": question,
    "talks": talk,
    "nudges": nudge,
    "messages": delivery,
    "off_limits": do_not_contact,
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows there are of each sort. `noted` are steps with words of the member."""

    people: int = 0
    steps: int = 0
    noted: int = 0
    drafts: int = 0
    questions: int = 0
    talks: int = 0
    nudges: int = 0
    messages: int = 0
    off_limits: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One event with the stage it led to and the member's words; `words` is None without any."""

    event: Event
    stage: Stage
    words: str | None


@dataclass(frozen=True, slots=True)
class Belonging:
    """A person with when they were added (UTC) and the whole history, undone steps included.

    `talk` is the last one that was followed live.
    """

    person: Person
    added: datetime
    steps: tuple[Step, ...]
    talk: Talk | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that went out or waits to. `text` is kept only until it has arrived."""

    due: datetime
    settled: datetime | None
    travel: str
    state: DeliveryState
    text: str | None

    @property
    def is_sent(self) -> bool:
        return self.state is DeliveryState.SENT


async def counts(connection: AsyncConnection, member_id: int) -> Counts:
    """How much there is about a member, in one statement."""
    sums = {name: _count(table, table.c.member_id == member_id) for name, table in _COUNTED.items()}
    sums["noted"] = _count(event, event.c.member_id == member_id, event.c.words.is_not(None))
    query = sa.select(*(total.label(name) for name, total in sums.items()))
    return Counts(**(await connection.execute(query)).mappings().one())


async def histories(connection: AsyncConnection, key: DataKey, member_id: int) -> list[Belonging]:
    """All people of a member with every step and its words, in the order they were added."""
    query = (
        sa.select(
            *events.prefixed(person, "person"),
            *events.prefixed(event, "event"),
            sa.case((event.c.seq == 1, talk.c.state)).label("talk"),
        )
        .select_from(
            person.outerjoin(event, event.c.person_id == person.c.id).outerjoin(
                talk, talk.c.person_id == person.c.id
            )
        )
        .where(person.c.member_id == member_id)
        .order_by(person.c.created, person.c.id, event.c.seq)
    )
    found: dict[str, tuple[Person, datetime, list[Step]]] = {}
    live: dict[str, Talk] = {}
    for row in (await connection.execute(query)).mappings():
        who = found.get(row["person_id"])
        if who is None:
            read = people.from_row(events.strip(row, "person"), key)
            who = found[row["person_id"]] = (read, row["person_created"], [])
        if row["event_seq"] is not None:
            who[2].append(_step(events.strip(row, "event"), key))
        if row["talk"] is not None:
            live[row["person_id"]] = talks.opened(row["talk"], key)
    return [
        Belonging(who, added, tuple(steps), live.get(who.id))
        for who, added, steps in found.values()
    ]


@dataclass(frozen=True, slots=True)
class Written:
    """What a member wrote about people, each with the person's id: drafts with when they were
    written, the oldest first, and questions in the order of their lists."""

    drafts: tuple[tuple[str, datetime, Writing], ...]
    questions: tuple[tuple[str, StoredQuestion], ...]


async def written(connection: AsyncConnection, key: DataKey, member_id: int) -> Written:
    """Every draft and every question of a member, in one statement."""
    drafts = sa.select(
        sa.literal(1).label("is_draft"),
        writing.c.person_id,
        writing.c.kind,
        writing.c.text,
        writing.c.written,
        sa.cast(sa.null(), sa.String).label("id"),
        sa.cast(sa.null(), sa.String).label("grows_from"),
        sa.literal(0).label("position"),
    ).where(writing.c.member_id == member_id)
    questions = sa.select(
        sa.literal(0),
        question.c.person_id,
        question.c.phase,
        question.c.text,
        sa.cast(sa.null(), Instant),
        question.c.id,
        question.c.grows_from,
        question.c.position,
    ).where(question.c.member_id == member_id)
    query = sa.union_all(drafts, questions).order_by("written", "person_id", "position")
    rows = (await connection.execute(query)).mappings().all()
    return Written(
        tuple(
            (row["person_id"], row["written"], writings.from_row(row, key))
            for row in rows
            if row["is_draft"]
        ),
        tuple((row["person_id"], _question(row, key)) for row in rows if not row["is_draft"]),
    )


def _question(row: Mapping[Any, Any], key: DataKey) -> StoredQuestion:
    return StoredQuestion(row["id"], row["kind"], key.unseal(row["text"]), row["grows_from"])


async def messages(
    connection: AsyncConnection, key: DataKey, member_id: int
) -> tuple[list[Sent], list[datetime]]:
    """Every message to a member, and when each name was marked as not to be contacted (UTC)."""
    sent = sa.select(
        sa.literal(True).label("is_message"),
        delivery.c.due,
        delivery.c.settled,
        delivery.c.travel,
        delivery.c.state,
        delivery.c.body,
    ).where(delivery.c.member_id == member_id)
    kept_away = sa.select(
        sa.literal(False), do_not_contact.c.created, sa.null(), sa.null(), sa.null(), sa.null()
    ).where(do_not_contact.c.member_id == member_id)
    query = sa.union_all(sent, kept_away).order_by("due")
    rows = (await connection.execute(query)).mappings().all()
    return (
        [_sent(row, key) for row in rows if row["is_message"]],
        [row["due"] for row in rows if not row["is_message"]],
    )


def _count(table: sa.Table, *where: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(table).where(*where).scalar_subquery()


def _step(row: Mapping[Any, Any], key: DataKey) -> Step:
    words = key.unseal(row["words"]) if row["words"] is not None else None
    return Step(events.from_row(row), Stage(row["stage"]), words)


def _sent(row: Mapping[Any, Any], key: DataKey) -> Sent:
    return Sent(
        due=row["due"],
        settled=row["settled"],
        travel=row["travel"],
        state=DeliveryState(row["state"]),
        text=key.unseal(row["body"]) if row["body"] is not None else None,
    )
