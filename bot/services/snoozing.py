"""Answers that move or silence a nudge: later, tomorrow, drop, off."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.calendar import local_day
from bot.coaching.events import Event, EventKind
from bot.coaching.planner import Planned
from bot.coaching.preferences import CADENCES
from bot.coaching.rules import LATERS_BEFORE_COURAGE, RULES, Answer
from bot.coaching.stages import NudgeKey
from bot.feedback import N_, BadInput
from bot.services import history
from bot.services.asking import COURAGE, was_encouraged
from bot.services.coach import Caller, Coach
from bot.services.history import Change, Expected, MovedOn, NoSuchPerson, Outcome, Report
from bot.services.moments import PickDay
from bot.storage import events
from bot.storage.records import Case

LONGEST_WAIT = timedelta(days=366)
_WAYS_OUT = (Answer.LET_GO, Answer.DROP, Answer.OFF, Answer.SKIP)


@dataclass(frozen=True, slots=True)
class Moved:
    """A nudge that was moved to the day `until`, for the `laters`-th time.

    `goes_on` is the day on which it will really go (a working day, where that counts), None
    where the time for it has passed by then.
    """

    outcome: Outcome
    key: NudgeKey
    until: date
    goes_on: date | None
    laters: int
    encourages: bool = False
    """It is the time for a line of courage, which comes once a person."""

    @property
    def was_often(self) -> bool:
        """Whether it is time for a smaller step, and for the offer to let go."""
        return self.laters >= LATERS_BEFORE_COURAGE

    @property
    def way_out(self) -> Answer:
        """The answer that ends it kindly."""
        answers = RULES[self.key.kind].answers
        return next((one for one in _WAYS_OUT if one in answers), Answer.LET_GO)


async def snooze(
    coach: Coach,
    caller: Caller,
    person_id: str,
    key: NudgeKey | None,
    pick: PickDay,
    expected: Expected | None = None,
) -> Moved:
    """Move the nudge to the day that `pick` gives; it stays the same nudge.

    Without a `key` it is the most important one that is due.

    Raises `NoSuchPerson`, `MovedOn` where the nudge has no reason any more, and `BadInput` for
    a day that is not ahead, or more than a year.
    """
    case = await _case(coach, caller, person_id)
    now, zone = coach.clock.now(), case.member.preferences.zone
    current = _current(case, key, now)
    if current is None:
        raise MovedOn(case.person.name)
    until = pick(now, zone)
    today = local_day(now, zone)
    if not today < until <= today + LONGEST_WAIT:
        raise BadInput(
            N_(
                "Later is a day after today, at most a year from now. "
                "To put somebody aside there is /people park."
            )
        )
    facts = {**_facts(current), "n": current.n, "until": until.isoformat()}
    report = Report(EventKind.SNOOZED, facts=facts)
    encourages = False

    async def moved(_connection: AsyncConnection, locked: Case) -> Change:
        nonlocal encourages
        encourages = _needs_courage(locked, current)
        more = {COURAGE: True} if encourages else {}
        return Change([replace(report, facts={**facts, **more})])

    outcome = await history.decide(coach, caller, person_id, moved, expected=expected)
    laters = outcome.standing.state.laters.get(current, 0)
    goes_on = _goes_on(case, current, report, now)
    return Moved(outcome, current, until, goes_on, laters, encourages)


def _needs_courage(case: Case, key: NudgeKey) -> bool:
    """Whether one more "Later" is the third, and the word of courage never came."""
    return (
        not was_encouraged(case.events)
        and case.state.laters.get(key, 0) + 1 >= LATERS_BEFORE_COURAGE
    )


async def drop(
    coach: Coach,
    caller: Caller,
    person_id: str,
    key: NudgeKey | None,
    expected: Expected | None = None,
) -> Outcome:
    """Say no more about this one reason. Raises `NoSuchPerson`, `MovedOn`."""
    case = await _case(coach, caller, person_id)
    current = _current(case, key, coach.clock.now())
    if current is None:
        raise MovedOn(case.person.name)
    report = Report(EventKind.NOT_NOW, facts=_facts(current))
    return await history.record(coach, caller, person_id, report, expected=expected)


async def keep_in_touch_every(
    coach: Coach,
    caller: Caller,
    person_id: str,
    days: int,
    expected: Expected | None = None,
) -> Outcome:
    """Set how often to be reminded of one person, in days; 0 is never.

    Raises `NoSuchPerson`, `MovedOn`.
    """
    if days not in CADENCES:
        raise BadInput(N_("Keeping in touch works every 30, 60, 90 or 180 days, or not at all."))
    report = Report(EventKind.CADENCE_CHANGED, facts={"days": days})
    return await history.record(coach, caller, person_id, report, expected=expected)


async def _case(coach: Coach, caller: Caller, person_id: str) -> Case:
    async with coach.database.read() as connection:
        case = await events.load_case(connection, coach.keyring, caller.member_id, person_id)
    if case is None:
        raise NoSuchPerson
    return case


def _current(case: Case, key: NudgeKey | None, now: datetime) -> NudgeKey | None:
    """The nudge of `key`'s series that counts now: the last one due, else `key` itself or, where
    a later one was moved, that one.

    None where the series has no reason any more. Without a `key`: the most important due.
    """
    if key is None:
        waiting = [one.key for one in _reasons(case) if one.due <= now and _can_wait(one.key)]
        return min(waiting, key=lambda one: (RULES[one.kind].rank, -one.n), default=None)
    same = (key.kind, key.cycle)
    series = [one for one in _reasons(case) if (one.key.kind, one.key.cycle) == same]
    due = [one.key for one in series if one.due <= now]
    if due:
        return max(due, key=lambda one: one.n)
    to_come = (one.key for one in series if one.key.n >= key.n)
    return min(to_come, key=lambda one: one.n, default=None)


def _reasons(case: Case) -> tuple[Planned, ...]:
    return case.everything


def _can_wait(key: NudgeKey) -> bool:
    return bool({Answer.LATER, Answer.TOMORROW} & set(RULES[key.kind].answers))


def _goes_on(case: Case, key: NudgeKey, report: Report, now: datetime) -> date | None:
    """The day on which the nudge goes once `report` has moved it."""
    seq = max((one.seq for one in case.events), default=0) + 1
    moved = Event(seq, report.kind, now, report.facts, recorded=now)
    after = case.grown(moved)
    due = next((one.due for one in _reasons(after) if one.key == key), None)
    return None if due is None else local_day(due, case.member.preferences.zone)


def _facts(key: NudgeKey) -> dict[str, str | int]:
    return {"nudge": key.kind.value, "cycle": key.cycle}
