"""Which nudges should exist for one person.

`plan_person` is pure: the same history and settings always give the same nudges, whatever the
hour. Whether one of them is stale or has to wait is decided later, in `bot.coaching.packing`.
The instants follow the method's table of stages; days are the member's working days.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TypeAlias

from bot.coaching.calendar import (
    add_working_days,
    after_quiet,
    bundle_instant,
    local_day,
    next_working_day,
)
from bot.coaching.events import Event
from bot.coaching.preferences import Bounds, Preferences
from bot.coaching.rules import RULES, NudgeKind, Travel
from bot.coaching.stages import AFTER_TALK, NudgeKey, Promise, Stage, State, fold

IDEA_DAYS = 5
DRAFTED_DAYS = 1
INTRODUCTION_DAYS = 5
SECOND_PERSON_DAYS = 3
SECOND_FOLLOW_UP_DAYS = 4
LET_GO_DAYS = 7
REPLIED_DAYS = 2
SILENCE = timedelta(days=14)
QUESTIONS_BEFORE = timedelta(days=2)
DAY_BEFORE = timedelta(hours=24)
HOUR_BEFORE = timedelta(hours=1)
AFTER_THE_END = timedelta(hours=2)
LAST_THANK_YOU = timedelta(hours=72)
BETWEEN_THANK_YOUS = timedelta(hours=24)
"""Between the second, where the member moved it, and the last."""
THANK_YOU_SILENT_AFTER = timedelta(days=5)
THANK_INTRODUCER_DAYS = 1
REPORT_BACK_DAYS = 21
DEFAULT_BREAK_DAYS = 28
RETENTION_DAYS = 365
RETENTION_NOTICE_DAYS = 335
AFTER_REMOVAL = timedelta(days=2)
MOST_FOR_ONE_MEETING = 5
MOST_REMINDERS_BEFORE_ASKING_TWICE = 3
"""After three reminders "did it happen?" is asked once, so that a thank-you still fits in."""

BEFORE_THE_REPORT = frozenset(
    {
        NudgeKind.QUESTIONS,
        NudgeKind.MEETING_DAY,
        NudgeKind.MEETING_HOUR,
        NudgeKind.DID_IT_HAPPEN,
    }
)


@dataclass(frozen=True)
class Timeline:
    """What the planner reads about one person: the history, and whether questions stand ready.

    `known` is what follows from the history, where that is known.
    """

    events: Sequence[Event]
    has_questions: bool = False
    known: State | None = field(default=None, compare=False)

    @cached_property
    def state(self) -> State:
        """What follows from the history."""
        return fold(self.events) if self.known is None else self.known


@dataclass(frozen=True, slots=True)
class Planned:
    """A nudge that should exist. `due` and `deadline` are instants in UTC."""

    key: NudgeKey
    due: datetime
    deadline: datetime | None = None

    @property
    def travel(self) -> Travel:
        return RULES[self.key.kind].travel


Delivered: TypeAlias = Mapping[NudgeKey, datetime]
"""The nudges of this person that were sent, and when (UTC)."""


def plan_person(
    timeline: Timeline, sent: Delivered, wishes: Preferences, bounds: Bounds
) -> tuple[Planned, ...]:
    """The nudges that should exist for one person and have not been sent."""
    state = timeline.state
    plan = _Plan(state, sent, bounds.applied_to(wishes), timeline.has_questions)
    candidates = _PLANS.get(state.stage, _nothing)(plan)
    return tuple(
        planned for planned in (*candidates, *_relationship(plan)) if plan.is_open(planned.key)
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """The inputs of one planning, with the few sums that every stage needs."""

    state: State
    sent: Delivered
    preferences: Preferences
    has_questions: bool

    def key(self, kind: NudgeKind, n: int = 1, cycle: int | None = None) -> NudgeKey:
        return NudgeKey(kind, self.state.cycle() if cycle is None else cycle, n)

    def is_open(self, key: NudgeKey) -> bool:
        """Neither silenced by the member nor sent (unless they moved it after it was sent).

        A later one of the same series that was sent, or that the member moved, closes the
        earlier ones as well.
        """
        series = (key.kind, key.cycle)
        if series in self.state.quiet or self._moved_on(key):
            return False
        sent = [
            at
            for one, at in self.sent.items()
            if (one.kind, one.cycle) == series and one.n >= key.n
        ]
        if not sent:
            return True
        snooze = self.state.snoozed.get(key)
        return snooze is not None and snooze.at >= max(sent)

    def _moved_on(self, key: NudgeKey) -> bool:
        return any(
            (one.kind, one.cycle) == (key.kind, key.cycle) and one.n > key.n
            for one in self.state.snoozed
        )

    def entered_on(self) -> date:
        return self.day_of(self.state.entered)

    def day_of(self, instant: datetime | None) -> date:
        if instant is None:
            raise ValueError("this stage was never entered")
        return local_day(instant, self.preferences.zone)

    def working_days_after(self, day: date, count: int) -> date:
        return add_working_days(day, count, self.preferences)

    def bundled(self, key: NudgeKey, day: date) -> Planned:
        """On a working day, at bundle time."""
        day = self.day_in_effect(key, day)
        return Planned(key, bundle_instant(day, self.preferences))

    def day_in_effect(self, key: NudgeKey, day: date) -> date:
        """The working day it goes on: `day`, or the one the member moved it to."""
        snooze = self.state.snoozed.get(key)
        return next_working_day(snooze.until if snooze else day, self.preferences)

    def own(
        self, key: NudgeKey, at: datetime, known: datetime, deadline: datetime | None = None
    ) -> Iterator[Planned]:
        """A message of its own at `at`; none where `at` had passed when the cause was `known`."""
        snooze = self.state.snoozed.get(key)
        if snooze is not None:
            due = bundle_instant(snooze.until, self.preferences)
        elif at <= known:
            return
        else:
            due = at
        if not RULES[key.kind].in_quiet_hours:
            due = after_quiet(due, self.preferences)
        if deadline is None or due < deadline:
            yield Planned(key, due, deadline)

    def sent_about_meeting(self, cycle: int) -> int:
        """How many messages of their own the talk brought before it was reported as held."""
        return sum(key.kind in BEFORE_THE_REPORT and key.cycle == cycle for key in self.sent)


def _nothing(_plan: _Plan) -> Iterable[Planned]:
    return ()


def _idea(plan: _Plan) -> Iterable[Planned]:
    day = plan.working_days_after(plan.entered_on(), IDEA_DAYS)
    yield plan.bundled(plan.key(NudgeKind.IDEA), day)


def _drafted(plan: _Plan) -> Iterable[Planned]:
    day = plan.working_days_after(plan.entered_on(), DRAFTED_DAYS)
    yield plan.bundled(plan.key(NudgeKind.DRAFTED), day)


def _introduced(plan: _Plan) -> Iterable[Planned]:
    """An introduction waits for the member's own message, as a draft does."""
    cycle = plan.state.cycle(Stage.DRAFTED)
    day = plan.working_days_after(plan.entered_on(), DRAFTED_DAYS)
    yield plan.bundled(plan.key(NudgeKind.DRAFTED, cycle=cycle), day)


def _introduction_asked(plan: _Plan) -> Iterable[Planned]:
    day = plan.working_days_after(plan.entered_on(), INTRODUCTION_DAYS)
    yield plan.bundled(plan.key(NudgeKind.INTRODUCTION), day)


def _asked(plan: _Plan) -> Iterable[Planned]:
    asked_on = plan.entered_on()
    if plan.preferences.second_person:
        day = plan.working_days_after(asked_on, SECOND_PERSON_DAYS)
        yield plan.bundled(plan.key(NudgeKind.SECOND_PERSON), day)
    first, second = (plan.key(NudgeKind.FOLLOW_UP, n) for n in (1, 2))
    due = plan.working_days_after(asked_on, plan.preferences.follow_up_days)
    yield plan.bundled(first, due)
    again = plan.working_days_after(plan.day_in_effect(first, due), SECOND_FOLLOW_UP_DAYS)
    yield plan.bundled(second, again)


def _followed_up(plan: _Plan) -> Iterable[Planned]:
    offer = plan.key(NudgeKind.LET_GO)
    day = plan.working_days_after(plan.entered_on(), LET_GO_DAYS)
    yield plan.bundled(offer, day)
    delivered = plan.sent.get(offer)
    if delivered is not None:
        yield Planned(plan.key(NudgeKind.CLOSE_BY_SILENCE), delivered + SILENCE)


def _replied(plan: _Plan) -> Iterable[Planned]:
    day = plan.working_days_after(plan.entered_on(), REPLIED_DAYS)
    yield plan.bundled(plan.key(NudgeKind.REPLIED), day)


def _scheduled(plan: _Plan) -> Iterable[Planned]:
    meeting = plan.state.meeting
    if meeting is None:
        return
    starts, known = meeting.starts, meeting.planned
    hour_before = starts - HOUR_BEFORE
    wants_hour = plan.preferences.hour_reminder
    if not plan.has_questions:
        key = plan.key(NudgeKind.QUESTIONS)
        yield from plan.own(key, starts - QUESTIONS_BEFORE, known, starts - DAY_BEFORE)
    day_key = plan.key(NudgeKind.MEETING_DAY)
    day_deadline = hour_before if wants_hour else starts
    yield from plan.own(day_key, starts - DAY_BEFORE, known, day_deadline)
    if wants_hour:
        yield from plan.own(plan.key(NudgeKind.MEETING_HOUR), hour_before, known, starts)
    yield from _did_it_happen(plan, meeting.ends, known)


def _did_it_happen(plan: _Plan, ended: datetime, known: datetime) -> Iterable[Planned]:
    """Asked about a talk in any case: one that had ended when it was noted, 2 h after that."""
    first, second = (plan.key(NudgeKind.DID_IT_HAPPEN, n) for n in (1, 2))
    ended = max(ended, known)
    yield from plan.own(first, ended + AFTER_THE_END, known)
    reminders = plan.sent_about_meeting(plan.state.cycle()) - (first in plan.sent)
    if reminders < MOST_REMINDERS_BEFORE_ASKING_TWICE:
        again = after_quiet(ended + AFTER_THE_END, plan.preferences) + timedelta(days=1)
        yield from plan.own(second, again, known)


def _met(plan: _Plan) -> Iterable[Planned]:
    since, known = plan.state.thank_you_from, plan.state.recorded
    if since is None or known is None:
        return
    deadline = since + THANK_YOU_SILENT_AFTER
    second, third = (plan.key(NudgeKind.THANK_YOU, n) for n in (2, 3))
    due = since + timedelta(hours=plan.preferences.thank_you_hours)
    nudges = [*plan.own(second, due, known, deadline)]
    last = since + LAST_THANK_YOU
    if second in plan.state.snoozed and nudges:
        last = max(last, nudges[0].due + BETWEEN_THANK_YOUS)
    nudges += plan.own(third, last, known, deadline)
    spent = plan.sent_about_meeting(plan.state.meeting_cycle)
    yield from nudges[: max(0, MOST_FOR_ONE_MEETING - spent)]


def _parked(plan: _Plan) -> Iterable[Planned]:
    day = plan.state.back_on or plan.entered_on() + timedelta(days=DEFAULT_BREAK_DAYS)
    yield plan.bundled(plan.key(NudgeKind.COME_BACK), day)


def _closed(plan: _Plan) -> Iterable[Planned]:
    """Third people's data goes 12 months after closing, with notice a month before."""
    closed_on = plan.entered_on()
    notice = plan.key(NudgeKind.RETENTION_NOTICE)
    yield plan.bundled(notice, closed_on + timedelta(days=RETENTION_NOTICE_DAYS))
    delivered = plan.sent.get(notice)
    if delivered is not None:
        month = timedelta(days=RETENTION_DAYS - RETENTION_NOTICE_DAYS)
        yield Planned(plan.key(NudgeKind.RETENTION_PURGE), delivered + month)


def _removed(plan: _Plan) -> Iterable[Planned]:
    """Nothing is kept of a person whose adding was undone, once it can't be changed any more."""
    if plan.state.last_at is not None:
        due = plan.state.last_at + AFTER_REMOVAL
        yield Planned(plan.key(NudgeKind.RETENTION_PURGE, cycle=0), due)


def _relationship(plan: _Plan) -> Iterable[Planned]:
    """What a talk leaves to do, whatever the stage is called meanwhile."""
    state = plan.state
    if state.stage not in AFTER_TALK:
        return
    if state.introducer and not state.introducer_thanked and state.thanked is not None:
        day = plan.day_of(state.thanked) + timedelta(days=THANK_INTRODUCER_DAYS)
        yield plan.bundled(plan.key(NudgeKind.THANK_INTRODUCER, cycle=1), day)
    for promise in state.promises:
        yield plan.bundled(promise.key, promise_day(state, promise, plan.preferences.zone))
    yield from _keep_in_touch(plan)


def promise_day(state: State, promise: Promise, zone: str) -> date:
    """The day on which the member wants to tell what came of a promise, wherever they stand."""
    snooze = state.snoozed.get(promise.key)
    if snooze is not None:
        return snooze.until
    return promise.due or local_day(promise.made, zone) + timedelta(days=REPORT_BACK_DAYS)


def _keep_in_touch(plan: _Plan) -> Iterable[Planned]:
    """One a cadence after the last contact; after two that were ignored the coach stays quiet."""
    state = plan.state
    chosen = state.cadence_days
    cadence = plan.preferences.cadence_days if chosen is None else chosen
    if cadence <= 0 or state.last_contact is None:
        return
    day = plan.day_of(state.last_contact)
    for n in range(1, RULES[NudgeKind.KEEP_IN_TOUCH].most + 1):
        key = plan.key(NudgeKind.KEEP_IN_TOUCH, n, cycle=state.contacts)
        day += timedelta(days=cadence)
        yield plan.bundled(key, day)
        day = plan.day_in_effect(key, day)


_PLANS: dict[Stage, Callable[[_Plan], Iterable[Planned]]] = {
    Stage.IDEA: _idea,
    Stage.DRAFTED: _drafted,
    Stage.INTRODUCTION_ASKED: _introduction_asked,
    Stage.INTRODUCED: _introduced,
    Stage.ASKED: _asked,
    Stage.FOLLOWED_UP: _followed_up,
    Stage.REPLIED: _replied,
    Stage.SCHEDULED: _scheduled,
    Stage.MET: _met,
    Stage.PARKED: _parked,
    Stage.CLOSED: _closed,
    Stage.REMOVED: _removed,
}
