"""The talk: asking where and when, agreeing, moving, cancelling, and what was said in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.events import EventKind, Fact
from bot.coaching.live import Talk
from bot.coaching.stages import BEFORE_REPLY, Meeting, Stage, State, may
from bot.feedback import N_, BadInput
from bot.services import choosing, drafting, history
from bot.services.coach import Caller, Coach
from bot.services.history import (
    Change,
    Decision,
    DoesNotFit,
    Expected,
    NoSuchPerson,
    Outcome,
    Report,
    Standing,
)
from bot.storage import events, nudges, people, questions, talks, writings
from bot.storage.records import Case, Member, Person, StoredQuestion, Writing

DEFAULT_MINUTES = drafting.DEFAULT_MINUTES
SHORTEST, LONGEST = 10, 240
"""Minutes a talk may take."""

FURTHEST = timedelta(days=366)
"""Nobody agrees on a talk further ahead; a date beyond is a slip of the finger."""

NOTE, NOTES = "note", "notes"
"""Kinds of writings: the one thing that helped, and everything else."""

NO_TIMES: Mapping[str, object] = {"times": ""}
"""The times that were offered with the request may have passed by the time of the talk."""

NOTES_LIMIT = 4000
"""Characters of all the notes about a person: what one field of a form holds."""


class Place(StrEnum):
    """Where a talk takes place."""

    THEIR_CHOICE = "their_choice"
    OFFICE = "office"
    COFFEE = "coffee"
    VIDEO = "video"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Agreed:
    """When and where a talk is to be. `starts` is an instant in UTC."""

    starts: datetime
    minutes: int = DEFAULT_MINUTES
    place: Place = Place.THEIR_CHOICE


@dataclass(frozen=True, slots=True)
class Card:
    """What a member takes along into a talk."""

    standing: Standing
    questions: tuple[StoredQuestion, ...]
    talk: Talk | None = None


def minutes_of(state: State, person: Person) -> int:
    """How long a talk will take: as planned, else as the member wishes, else as is usual."""
    if state.meeting is not None:
        return state.meeting.minutes
    return person.details.minutes or DEFAULT_MINUTES


def check(agreed: Agreed, now: datetime) -> None:
    """Raises `BadInput` where nobody could have agreed on that."""
    if not SHORTEST <= agreed.minutes <= LONGEST:
        raise BadInput(
            N_("A talk takes {shortest} to {longest} minutes here. How long shall it be?"),
            shortest=SHORTEST,
            longest=LONGEST,
        )
    if agreed.starts <= now:
        raise BadInput(
            N_("{when} has passed. When will your talk be? For example: Tuesday 15:00."),
            when=agreed.starts,
        )
    if agreed.starts > now + FURTHEST:
        raise BadInput(
            N_("{when} is more than a year away. Could you check the date?"), when=agreed.starts
        )


def refuse_unless_open(standing: Standing) -> None:
    """Raises `DoesNotFit` where no talk can be planned with that person any more."""
    if not may(standing.state, EventKind.SCHEDULED):
        raise history.misfit(standing.state, EventKind.SCHEDULED, standing.person.name)


async def agree(
    coach: Coach, caller: Caller, person_id: str, agreed: Agreed, expected: Expected | None = None
) -> Outcome:
    """A time is agreed on, in the member's zone; where one stood before, it is moved.

    Raises `BadInput`, `NoSuchPerson`, `MovedOn` and `DoesNotFit`.
    """
    check(agreed, coach.clock.now())

    async def decision(_connection: AsyncConnection, case: Case) -> Change:
        moves = case.state.stage is Stage.SCHEDULED
        facts: dict[str, Fact] = {
            "starts": agreed.starts.isoformat(),
            "minutes": agreed.minutes,
            "zone": case.member.preferences.zone,
            "place": agreed.place.value,
        }
        return Change([Report(EventKind.MOVED if moves else EventKind.SCHEDULED, facts=facts)])

    return await history.decide(coach, caller, person_id, decision, expected=expected)


async def moved(
    coach: Coach, caller: Caller, person_id: str, expected: Expected | None = None
) -> Outcome:
    """The talk will be at another time that nobody knows yet."""
    return await history.record(
        coach, caller, person_id, Report(EventKind.MOVED), expected=expected
    )


async def cancelled(
    coach: Coach, caller: Caller, person_id: str, expected: Expected | None = None
) -> Outcome:
    """The talk won't be."""
    return await history.record(
        coach, caller, person_id, Report(EventKind.CANCELLED), expected=expected
    )


async def no_show(
    coach: Coach, caller: Caller, person_id: str, expected: Expected | None = None
) -> tuple[Outcome, Writing]:
    """They didn't come; with the kind text that asks for another time."""

    def kindly(member: Member, person: Person) -> list[Writing]:
        return drafting.compose(("another_time",), caller.language, member, person, NO_TIMES)

    async def decision(_connection: AsyncConnection, case: Case) -> Change:
        return Change([Report(EventKind.NO_SHOW)], kindly(case.member, case.person))

    outcome = await history.decide(coach, caller, person_id, decision, expected=expected)
    standing = outcome.standing
    return outcome, kindly(standing.member, standing.person)[0]


async def asking_where(coach: Coach, caller: Caller, person_id: str) -> Writing:
    """The text that asks where and when suits them; where a time stands, only where."""

    def kind(case: Case) -> str:
        stage = case.state.stage
        if stage in BEFORE_REPLY:
            raise DoesNotFit(
                N_(
                    "That text thanks {name} for saying yes. Once they have, tell me with /reply; "
                    "before that, /ask draft has the words."
                ),
                name=case.person.name,
            )
        return "ask_where" if stage is Stage.SCHEDULED else "find_time"

    return await _written(coach, caller, person_id, kind)


async def asking_for_another_day(coach: Coach, caller: Caller, person_id: str) -> Writing:
    """The text that asks them to move the talk."""
    return await _written(coach, caller, person_id, lambda _case: "reschedule")


async def confirming(
    coach: Coach, caller: Caller, person_id: str, worded: Callable[[Meeting], str]
) -> Writing:
    """The line that confirms the talk; `worded` puts its instant into words."""

    def times(case: Case) -> Mapping[str, object]:
        meeting = case.state.meeting
        if meeting is None:
            return NO_TIMES
        return {"times": worded(meeting), "minutes": meeting.minutes}

    return await _written(coach, caller, person_id, lambda _case: "confirm_meeting", times)


async def card(coach: Coach, caller: Caller, person_id: str) -> Card:
    """The card for a talk. Raises `NoSuchPerson`."""
    async with coach.database.read() as connection:
        case = await events.load_case(connection, coach.keyring, caller.member_id, person_id)
        if case is None or case.state.stage is Stage.REMOVED:
            raise NoSuchPerson
        stored = await nudges.of_person(connection, person_id)
        key = coach.keyring.open(case.member.data_key)
        asked = await questions.of_person(connection, key, case.member.id, person_id)
        talk = await talks.of_person(connection, key, case.member.id, person_id)
        standing = history.standing_of(case, stored, coach.clock.now())
        return Card(standing, tuple(asked), talk)


async def notes(coach: Coach, caller: Caller, person_id: str) -> dict[str, str]:
    """What the member noted about a person, by kind, in one statement; empty for a stranger."""
    async with coach.database.read() as connection:
        found = await writings.opened(connection, coach.keyring, caller.member_id, person_id)
    return {one.kind: one.body for one in found}


async def noted_of(coach: Coach, caller: Caller, given: str | None) -> tuple[str, str]:
    """Whoever is meant (`choosing.resolve`), and the one thing they said, in one statement.

    Raises `NobodyYet`, `NoSuchPerson`, `WhichPerson`.
    """
    person_id = choosing.without_reading(coach, caller, given)
    if person_id is not None:
        return person_id, (await notes(coach, caller, person_id)).get(NOTE, "")
    async with coach.database.read() as connection:
        listed = await people.listed_of(
            connection, coach.keyring, caller.member_id, coach.clock.now(), NOTE
        )
    person_id = choosing.meant([choosing.label(one.person, one.stage) for one in listed], given)
    return person_id, next(one.words for one in listed if one.person.id == person_id)


async def note_down(
    coach: Coach, caller: Caller, person_id: str, kind: str, words: str
) -> Standing:
    """Keep what was said (`NOTE`) or anything else about a talk (`NOTES`).

    Raises `NoSuchPerson`, and `BadInput` where nothing was written.
    """
    if kind == NOTE and not words:
        raise BadInput(N_("One thing they said is enough. A few words will do."))
    outcome = await history.decide(
        coach, caller, person_id, _keeping(lambda _case: Writing(kind, words))
    )
    return outcome.standing


def _no_times(_case: Case) -> Mapping[str, object]:
    return NO_TIMES


async def _written(
    coach: Coach,
    caller: Caller,
    person_id: str,
    kind: Callable[[Case], str],
    more: Callable[[Case], Mapping[str, object]] = _no_times,
) -> Writing:
    """A draft composed from what is known now, and kept. Raises `NoSuchPerson`."""
    composed: list[Writing] = []

    def compose(case: Case) -> Writing:
        values = more(case)
        composed[:] = drafting.compose(
            (kind(case),), caller.language, case.member, case.person, values
        )
        return composed[0]

    await history.decide(coach, replace(caller, interaction=None), person_id, _keeping(compose))
    return composed[0]


def _keeping(write: Callable[[Case], Writing]) -> Decision:
    """Keep a text and report nothing."""

    async def decision(_connection: AsyncConnection, case: Case) -> Change:
        if case.state.stage is Stage.REMOVED:
            raise NoSuchPerson
        return Change(drafts=[write(case)])

    return decision
