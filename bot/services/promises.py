"""What a member said they would do: written down, kept, told, put off, dropped, and listed.

A promise is an event and keeps its words there; its day is the one it was given, or the one that
the member moved its reminder to. So every promise stands in the history, whatever became of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.calendar import local_day
from bot.coaching.events import EventKind, Fact
from bot.coaching.planner import REPORT_BACK_DAYS, promise_day
from bot.coaching.rules import NudgeKind
from bot.coaching.stages import Promise, Stage, may
from bot.feedback import N_, BadInput
from bot.services import history, thanks
from bot.services.coach import Caller, Coach
from bot.services.history import Change, DoesNotFit, MovedOn, Outcome, Report, Standing
from bot.services.moments import PickDay, day_to_come, in_days
from bot.services.snoozing import LONGEST_WAIT
from bot.services.thanks import Format, ThankYou
from bot.storage import events, members, standings
from bot.storage.records import Case, Person
from bot.storage.standings import Stood

ON_A_PAGE = 4
"""Each has a row of buttons, and one row turns the page."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An open promise in the list: to whom, for which day, and its words."""

    person: Person
    promise: Promise
    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the open promises, the soonest first; `before` and `count` number them."""

    promises: tuple[Listed, ...] = ()
    before: int = 0
    count: int = 0
    today: date = date.min

    @property
    def number(self) -> int:
        """Which page it is, from 0."""
        return self.before // ON_A_PAGE


async def make(
    coach: Coach, caller: Caller, person_id: str, words: str, due: PickDay | None = None
) -> Outcome:
    """The member said that they would do something, and will tell on `due` what came of it.

    That is three weeks from now where no day is given. The words come back with the refusal
    where no talk was reported yet.
    """
    if not words:
        raise BadInput(N_("What did you say you would do? A few words are enough."))

    async def decision(_connection: AsyncConnection, case: Case) -> Change:
        if not may(case.state, EventKind.PROMISED):
            raise _no_talk_yet(case.person.name, words)
        day = _day(due or in_days(REPORT_BACK_DAYS), case, coach.clock.now())
        facts: dict[str, Fact] = {"due": day.isoformat(), "beside": True}
        return Change([Report(EventKind.PROMISED, facts=facts, words=words)])

    return await history.decide(coach, caller, person_id, decision)


def latest(standing: Standing) -> Promise | None:
    """The open promise to that person which was made last."""
    return max(standing.state.promises, key=lambda one: one.number, default=None)


def day_of(standing: Standing, number: int) -> date | None:
    """For which day the promise of that number stands; None where it is settled."""
    state = standing.state
    promise = state.promise(number)
    zone = standing.member.preferences.zone
    return None if promise is None else promise_day(state, promise, zone)


def _no_talk_yet(name: str, words: str) -> DoesNotFit:
    return DoesNotFit(
        N_(
            "First tell me that your talk with {name} took place: /meet done. "
            "Here are your words again:"
        ),
        name=name,
        give_back=words,
    )


def _day(pick: PickDay, case: Case, now: datetime) -> date:
    """The day picked, after today and within a year. Raises `BadInput`."""
    zone = case.member.preferences.zone
    day = day_to_come(pick, now, zone)
    if day > local_day(now, zone) + LONGEST_WAIT:
        raise BadInput(N_("That is more than a year away. A day within a year is best."))
    return day


async def listed(coach: Coach, caller: Caller, page: int = 0) -> Page:
    """A page of the open promises to everybody, the soonest first; those who are closed rest."""
    now = coach.clock.now()
    async with coach.database.read() as connection:
        owner = await members.load(connection, coach.keyring, caller.member_id)
        if owner is None:
            return Page()
        key = coach.keyring.open(owner.data_key)
        zone = owner.preferences.zone
        everybody = await standings.of_member(connection, key, owner.id)
        found = sorted(_open(everybody, zone), key=lambda one: (one.day, one.promise.made))
        before = ON_A_PAGE * max(0, min(page, (len(found) - 1) // ON_A_PAGE))
        shown = found[before : before + ON_A_PAGE]
        places = [(one.person.id, one.promise.seq) for one in shown]
        keys = {one.person.id: key for one in shown}
        words = await events.words_at(connection, keys, places) if shown else {}
    with_words = (
        Listed(one.person, one.promise, one.day, words.get((one.person.id, one.promise.seq), ""))
        for one in shown
    )
    return Page(tuple(with_words), before, len(found), local_day(now, zone))


def _open(everybody: Sequence[Stood], zone: str) -> list[Listed]:
    found = []
    for one in everybody:
        if one.stage is not Stage.CLOSED:
            state = one.state()
            found += [
                Listed(one.person, promise, promise_day(state, promise, zone), "")
                for promise in state.promises
            ]
    return found


async def kept(
    coach: Coach, caller: Caller, person_id: str, number: int
) -> tuple[Outcome, ThankYou | None]:
    """The member did it; with the draft that tells the person so, in the promise's own words.

    Said twice it is noted once, and the draft shown again; it is None where the same interaction
    came twice. Raises `MovedOn` where the promise is settled.
    """
    found: list[ThankYou] = []

    async def decision(_connection: AsyncConnection, case: Case) -> Change:
        promise = _still_open(case, number)
        found[:] = [thanks.compose(coach, caller, case, Format.REPORT_BACK, promise=number)]
        draft = found[0].draft
        report = Report(EventKind.PROMISE_KEPT, facts={"promise": number})
        return Change([] if promise.kept else [report], [draft] if draft else ())

    along = thanks.to_read(caller, person_id, Format.REPORT_BACK, number)
    outcome = await history.decide(coach, caller, person_id, decision, along=along)
    return outcome, found[0] if found else None


async def told(coach: Coach, caller: Caller, person_id: str, number: int) -> Outcome:
    """The person knows what came of it. Raises `MovedOn` where the promise is settled."""

    async def decision(_connection: AsyncConnection, case: Case) -> Change:
        _still_open(case, number)
        return Change([Report(EventKind.REPORTED_BACK, facts={"promise": number})])

    return await history.decide(coach, caller, person_id, decision)


async def put_off(
    coach: Coach, caller: Caller, person_id: str, number: int, pick: PickDay
) -> Outcome:
    """It takes until another day.

    Raises `MovedOn` where the promise is settled, and `BadInput` for a day that will not do.
    """

    async def decision(_connection: AsyncConnection, case: Case) -> Change:
        _still_open(case, number)
        day = _day(pick, case, coach.clock.now())
        facts = {**_about(number), "n": 1, "until": day.isoformat()}
        return Change([Report(EventKind.SNOOZED, facts=facts)])

    return await history.decide(coach, caller, person_id, decision)


async def drop(coach: Coach, caller: Caller, person_id: str, number: int) -> Outcome:
    """It no longer fits. Raises `MovedOn` where the promise is settled."""

    async def decision(_connection: AsyncConnection, case: Case) -> Change:
        _still_open(case, number)
        return Change([Report(EventKind.NOT_NOW, facts=_about(number))])

    return await history.decide(coach, caller, person_id, decision)


def _about(number: int) -> dict[str, Fact]:
    """The one reminder of a promise: moving it moves the promise, wanting no more ends it."""
    return {"nudge": NudgeKind.REPORT_BACK.value, "cycle": number}


def _still_open(case: Case, number: int) -> Promise:
    promise = case.state.promise(number)
    if promise is None:
        raise MovedOn(case.person.name)
    return promise
