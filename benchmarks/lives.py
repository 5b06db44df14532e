"""A member who has used the coach for most of a year: twenty people, some 26 events with each.

Everything is written by the use cases themselves, on a clock that is moved from event to event;
only that nudges were sent meanwhile is noted by hand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.coaching.events import EventKind
from bot.keys import Keyring
from bot.services import history, people, starting
from bot.services.coach import Caller, Coach
from bot.services.history import Report
from bot.storage import members
from bot.storage.engine import Database
from bot.storage.records import Member
from bot.storage.tables import NudgeState, nudge
from tests.clock import FakeClock

MEMBER = 185_000_000_000_000_000
PEOPLE = 20
NOW = datetime(2026, 11, 16, 10, 30, tzinfo=UTC)
"""A Monday morning in London, after the bundle."""

_K = EventKind
Step = tuple[EventKind, int, dict[str, Any]]


async def lived(url: str, key: str, member_id: int = MEMBER, count: int = PEOPLE) -> list[str]:
    """Write the lives of `count` people into the database at `url`; the people's ids."""
    database, clock = Database.open(url), FakeClock(NOW)
    coach = Coach(database, Keyring([key]), clock)
    try:
        await settle_down(coach, member_id)
        return [await _person(coach, clock, member_id, number) for number in range(count)]
    finally:
        await database.checkpoint()
        await database.close()


async def settle_down(coach: Coach, member_id: int) -> None:
    """Make a member known who lives in London."""
    known = await starting.ensure_member(coach, Caller(member_id, 1))
    changed = _in_london(known)
    async with coach.database.write() as connection:
        await members.change(connection, coach.keyring, changed)


def _in_london(known: Member) -> Member:
    return replace(known, zone="Europe/London", wishes=replace(known.wishes, zone="Europe/London"))


async def _person(coach: Coach, clock: FakeClock, member_id: int, number: int) -> str:
    interactions = iter(range(1000 * (number + 2), 1000 * (number + 3)))
    steps = list(_steps(number))
    lived = timedelta(days=sum(days for _kind, days, _facts in steps))
    clock.set(NOW - lived - timedelta(days=number, hours=3))
    added = await people.add(
        coach,
        Caller(member_id, next(interactions)),
        name=f"Someone Number{number}",
        organisation=f"Works {number} and Sons",
        role="Head of something",
        why="They wrote about the very thing that I would like to do.",
        via="Kim" if number % 2 else "",
    )
    person_id = added.standing.person.id
    for kind, days, facts in steps:
        clock.advance(days=days)
        words = "We spoke about the harbour." if kind is _K.TOUCHED else None
        given = {name: _fact(value, clock.now()) for name, value in facts.items()}
        report = Report(kind, facts=given, words=words)
        await history.record(coach, Caller(member_id, next(interactions)), person_id, report)
        await _mark_sent(coach, person_id, clock.now())
    return person_id


def _fact(value: Any, now: datetime) -> Any:
    """A number of days from now, as the instant or the day that a fact holds."""
    if isinstance(value, timedelta):
        return (now + value).isoformat()
    return value() if callable(value) else value


def _steps(number: int) -> Iterator[Step]:
    """26 events with the adding, then what makes the twenty stand at different stages."""
    yield from _FIRST_TALK
    yield from _KEEPING
    yield from _SECOND_TALK
    yield from _ENDINGS[number % len(_ENDINGS)]


async def _mark_sent(coach: Coach, person_id: str, now: datetime) -> None:
    """What fell due before `now` has been sent."""
    async with coach.database.write() as connection:
        await connection.execute(
            sa.update(nudge)
            .where(
                nudge.c.person_id == person_id,
                nudge.c.due < now,
                nudge.c.state == int(NudgeState.PENDING),
            )
            .values(state=int(NudgeState.SENT), sent=nudge.c.due)
        )


_MEETING = {"starts": timedelta(days=6), "minutes": 20, "zone": "Europe/London", "place": "call"}
_FIRST_TALK: Sequence[Step] = (
    (_K.DRAFTED, 1, {}),
    (_K.ASKED, 1, {}),
    (_K.SNOOZED, 9, {"nudge": "follow_up", "cycle": 1, "n": 1, "until": "2026-06-01"}),
    (_K.FOLLOWED_UP, 3, {}),
    (_K.REPLIED, 4, {}),
    (_K.SCHEDULED, 1, _MEETING),
    (_K.MOVED, 2, _MEETING),
    (_K.MET, 7, {}),
    (_K.THANKED, 1, {}),
    (_K.PROMISED, 1, {"due": "2026-09-01"}),
)
_KEEPING: Sequence[Step] = (
    (_K.TOUCHED, 20, {"how": "message"}),
    (_K.TOUCHED, 30, {"how": "call"}),
    (_K.REPORTED_BACK, 10, {}),
    (_K.CADENCE_CHANGED, 1, {"days": 60}),
    (_K.TOUCHED, 40, {"how": "shared"}),
    (_K.TOUCHED, 40, {"how": "message"}),
    (_K.PARKED, 5, {"until": "2026-12-01"}),
    (_K.TOUCHED, 10, {"how": "message"}),
)
_SECOND_TALK: Sequence[Step] = (
    (_K.SCHEDULED, 5, _MEETING),
    (_K.MET, 7, {}),
    (_K.THANKED, 1, {}),
    (_K.TOUCHED, 5, {"how": "other"}),
)
_ENDINGS: Sequence[Sequence[Step]] = (
    ((_K.TOUCHED, 20, {"how": "message"}), (_K.TOUCHED, 4, {"how": "message"})),
    ((_K.TOUCHED, 4, {"how": "message"}), (_K.SCHEDULED, 4, _MEETING)),
    ((_K.SCHEDULED, 1, _MEETING), (_K.MET, 4, {}), (_K.PROMISED, 0, {})),
    ((_K.TOUCHED, 4, {"how": "call"}), (_K.PARKED, 2, {"until": "2026-12-20"})),
    ((_K.TOUCHED, 3, {"how": "call"}), (_K.LET_GO, 2, {})),
)
