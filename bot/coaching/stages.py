"""Stages, and how events lead from one to the next.

`fold` derives everything the coach knows about one person from the history of events. Only the
member's own reports move a stage, with one announced exception: closing by silence.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.coaching.events import Event, EventKind, Fact, undone
from bot.coaching.rules import NudgeKind


class Stage(StrEnum):
    """Where a member stands with one person."""

    IDEA = "idea"
    DRAFTED = "drafted"
    INTRODUCTION_ASKED = "introduction_asked"
    INTRODUCED = "introduced"
    ASKED = "asked"
    FOLLOWED_UP = "followed_up"
    REPLIED = "replied"
    SCHEDULED = "scheduled"
    MET = "met"
    THANKED = "thanked"
    KEEPING = "keeping"
    PARKED = "parked"
    CLOSED = "closed"
    REMOVED = "removed"
    """Adding the person was undone: nothing is shown any more."""


class Closing(StrEnum):
    """Why a person is closed."""

    DECLINED = "declined"
    NO_REPLY = "no_reply"
    CANCELLED = "cancelled"
    LET_GO = "let_go"
    REFERRED = "referred"


@dataclass(frozen=True, slots=True)
class NudgeKey:
    """Which nudge of a person: its kind, the cycle (how often its stage was entered), the n-th."""

    kind: NudgeKind
    cycle: int
    n: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """A talk that was agreed on. `starts` is in UTC; `zone` is the zone it was agreed in."""

    starts: datetime
    minutes: int
    zone: str
    place: str | None
    planned: datetime

    @property
    def ends(self) -> datetime:
        return self.starts + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Snooze:
    """A nudge that the member moved to a day (`until`, in their zone); `at` is when they did."""

    until: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Promise:
    """Something a member said they would do, until they have told what came of it.

    `number` counts the promises to one person from 1, those that were taken back included;
    `seq` is the place in the history where its words stand. It was `made` and `kept` at instants
    in UTC; `due` is a wall-clock day, None for three weeks after.
    """

    number: int
    seq: int
    made: datetime
    due: date | None = None
    kept: datetime | None = None

    @property
    def key(self) -> NudgeKey:
        """The one nudge about it; where the member moves that, they move its day."""
        return NudgeKey(NudgeKind.REPORT_BACK, self.number, 1)


@dataclass(frozen=True, slots=True)
class State:
    """Everything that follows from the history of one person.

    `entered` is the instant the stage was entered (UTC), `cycles` how often each stage was.
    `skipped` holds the numbers of entries that were taken back, by stage: messages went out under
    them, so what comes next has a number of its own.
    `meeting_cycle` is the cycle of the planned talk that was reported as held, 0 for an unplanned
    one. `promises` are those that are open, in their order; `promised` counts all there were.
    `contacts` counts contacts of any kind after the first talk. Days (`back_on`, snoozes, when
    promises are due) are wall-clock days in the member's zone.
    """

    stage: Stage = Stage.REMOVED
    entered: datetime | None = None
    recorded: datetime | None = None
    cycles: Mapping[Stage, int] = field(default_factory=dict)
    skipped: Mapping[str, int] = field(default_factory=dict)
    closing: Closing | None = None
    before_parking: Stage | None = None
    back_on: date | None = None
    follow_ups: int = 0
    meeting: Meeting | None = None
    meeting_cycle: int = 0
    introducer: bool = False
    introducer_thanked: bool = False
    thanked: datetime | None = None
    thank_you_from: datetime | None = None
    promises: tuple[Promise, ...] = ()
    promised: int = 0
    last_contact: datetime | None = None
    contacts: int = 0
    cadence_days: int | None = None
    snoozed: Mapping[NudgeKey, Snooze] = field(default_factory=dict)
    laters: Mapping[NudgeKey, int] = field(default_factory=dict)
    quiet: frozenset[tuple[NudgeKind, int]] = frozenset()
    last_seq: int = 0
    last_at: datetime | None = None

    def cycle(self, stage: Stage | None = None) -> int:
        """How often `stage` (by default the present one) was entered."""
        return self.cycles.get(stage or self.stage, 0)

    def next_cycle(self, stage: Stage) -> int:
        """The number that the next entry into `stage` has."""
        return self.cycle(stage) + self.skipped.get(stage.value, 0) + 1

    def promise(self, number: int) -> Promise | None:
        """The open promise of that number."""
        return next((one for one in self.promises if one.number == number), None)

    def promise_of(self, key: NudgeKey) -> Promise | None:
        """The open promise that a nudge is about."""
        return self.promise(key.cycle) if key.kind is NudgeKind.REPORT_BACK else None


_K = EventKind
_S = Stage

BEFORE_REPLY = frozenset(
    {_S.IDEA, _S.DRAFTED, _S.INTRODUCTION_ASKED, _S.INTRODUCED, _S.ASKED, _S.FOLLOWED_UP}
)
AFTER_TALK = frozenset({_S.MET, _S.THANKED, _S.KEEPING})
OPEN = frozenset(set(Stage) - {_S.CLOSED, _S.REMOVED})
REOPENABLE = frozenset({Closing.NO_REPLY, Closing.LET_GO, Closing.REFERRED, Closing.CANCELLED})
"""A person closed for one of these reasons comes back when a reply or a contact is reported."""


@dataclass(frozen=True, slots=True)
class Move:
    """Which stages an event may come from, and where it leads (None: the stage stays)."""

    sources: frozenset[Stage]
    target: Stage | None
    reopens: bool = False


MOVES: dict[EventKind, Move] = {
    _K.ADDED: Move(frozenset({_S.REMOVED}), _S.IDEA),
    _K.DRAFTED: Move(
        frozenset({_S.IDEA, _S.DRAFTED, _S.INTRODUCED, _S.ASKED, _S.FOLLOWED_UP, _S.PARKED}),
        _S.DRAFTED,
    ),
    _K.INTRODUCTION_ASKED: Move(frozenset({_S.IDEA, _S.DRAFTED, _S.PARKED}), _S.INTRODUCTION_ASKED),
    _K.INTRODUCED: Move(
        frozenset({_S.IDEA, _S.DRAFTED, _S.INTRODUCTION_ASKED, _S.PARKED}), _S.INTRODUCED
    ),
    _K.INTRODUCTION_REFUSED: Move(frozenset({_S.INTRODUCTION_ASKED}), _S.IDEA),
    _K.GONE_DIRECT: Move(frozenset({_S.IDEA, _S.DRAFTED, _S.INTRODUCTION_ASKED}), _S.IDEA),
    _K.ASKED: Move(
        frozenset({_S.IDEA, _S.DRAFTED, _S.INTRODUCTION_ASKED, _S.INTRODUCED, _S.PARKED}),
        _S.ASKED,
    ),
    _K.FOLLOWED_UP: Move(frozenset({_S.ASKED}), _S.FOLLOWED_UP),
    _K.REPLIED: Move(BEFORE_REPLY | {_S.PARKED}, _S.REPLIED, reopens=True),
    _K.LATER: Move(BEFORE_REPLY | {_S.REPLIED, _S.PARKED}, _S.PARKED, reopens=True),
    _K.BOUNCED: Move(frozenset({_S.ASKED, _S.FOLLOWED_UP}), _S.DRAFTED),
    _K.REFERRED: Move(BEFORE_REPLY | {_S.REPLIED, _S.PARKED}, _S.CLOSED, reopens=True),
    _K.DECLINED: Move(
        BEFORE_REPLY | {_S.REPLIED, _S.SCHEDULED, _S.PARKED}, _S.CLOSED, reopens=True
    ),
    _K.SCHEDULED: Move(OPEN, _S.SCHEDULED, reopens=True),
    _K.MOVED: Move(frozenset({_S.SCHEDULED}), _S.SCHEDULED),
    _K.CANCELLED: Move(frozenset({_S.SCHEDULED}), _S.CLOSED),
    _K.NO_SHOW: Move(frozenset({_S.SCHEDULED}), _S.REPLIED),
    _K.MET: Move(OPEN, _S.MET, reopens=True),
    _K.THANKED: Move(frozenset({_S.MET}), _S.THANKED),
    _K.THANK_YOU_SKIPPED: Move(frozenset({_S.MET}), _S.THANKED),
    _K.INTRODUCER_THANKED: Move(frozenset(set(Stage) - {_S.REMOVED}), None),
    _K.PROMISED: Move(AFTER_TALK, None),
    _K.PROMISE_KEPT: Move(OPEN, None),
    _K.REPORTED_BACK: Move(OPEN, _S.KEEPING),
    _K.TOUCHED: Move(OPEN, None, reopens=True),
    _K.SNOOZED: Move(frozenset(set(Stage) - {_S.REMOVED}), None),
    _K.NOT_NOW: Move(frozenset(set(Stage) - {_S.REMOVED}), None),
    _K.PARKED: Move(OPEN, _S.PARKED),
    _K.LET_GO: Move(OPEN, _S.CLOSED),
    _K.CLOSED_BY_SILENCE: Move(frozenset({_S.FOLLOWED_UP}), _S.CLOSED),
    _K.CADENCE_CHANGED: Move(frozenset(set(Stage) - {_S.REMOVED}), None),
}

_CLOSINGS = {
    _K.DECLINED: Closing.DECLINED,
    _K.CLOSED_BY_SILENCE: Closing.NO_REPLY,
    _K.CANCELLED: Closing.CANCELLED,
    _K.LET_GO: Closing.LET_GO,
    _K.REFERRED: Closing.REFERRED,
}
_ALWAYS_NEW_ENTRY = frozenset({_K.SCHEDULED, _K.MOVED, _K.PARKED, _K.LATER, _K.MET})
_CONTACTS = frozenset({_K.MET, _K.THANKED, _K.REPORTED_BACK, _K.TOUCHED})


def may(state: State, kind: EventKind) -> bool:
    """Whether `kind` can be reported now."""
    move = MOVES[kind]
    if state.stage in move.sources:
        return True
    return move.reopens and state.stage is _S.CLOSED and state.closing in REOPENABLE


def fold(events: Iterable[Event]) -> State:
    """The state that the history leads to; of undone events nothing but their number counts."""
    history = list(events)
    gone = undone(history)
    state = State()
    for event in history:
        if event.seq in gone:
            _skip(state, event)
        elif event.kind is not _K.UNDONE:
            _apply(state, event)
    if history:
        last = max(history, key=lambda event: event.seq)
        _set(state, last_seq=last.seq, last_at=last.at)
    return state


def advance(state: State, event: Event) -> State:
    """The state after one more event, the latest, which is no undoing (that takes a `fold`)."""
    after = copy(state)
    _apply(after, event)
    _set(after, last_seq=event.seq, last_at=event.at)
    return after


def _set(state: State, **values: object) -> None:
    """Change a state that nobody else has seen yet: a copy for every event of a history would
    take ten times as long."""
    for name, value in values.items():
        object.__setattr__(state, name, value)


def _apply(state: State, event: Event) -> None:
    _note_facts(state, event)
    target = _target(state, event)
    if target is not None:
        _enter(state, target, event)


def _skip(state: State, event: Event) -> None:
    """Use up the numbers that an event had before it was taken back."""
    if event.kind is _K.PROMISED:
        _set(state, promised=state.promised + 1)
    target = _target(state, event)
    if target is not None and _is_entry(state, target, event):
        used = [stage.value for stage in _counted(state, target)]
        skipped = {name: state.skipped.get(name, 0) + 1 for name in used}
        _set(state, skipped={**state.skipped, **skipped})


def _without(skipped: Mapping[str, int], used: Iterable[str]) -> Mapping[str, int]:
    return {name: count for name, count in skipped.items() if name not in used} if skipped else {}


def _target(state: State, event: Event) -> Stage | None:
    """Where `event` leads from here, or None where the stage stays."""
    if event.kind is _K.MOVED and event.instant("starts") is None:
        return _S.REPLIED
    if event.kind is _K.TOUCHED:
        return _S.KEEPING if _keeps_in_touch(state) else None
    if event.kind is _K.REPORTED_BACK:
        return _S.KEEPING if _has_talked(state) else None
    return MOVES[event.kind].target


def _keeps_in_touch(state: State) -> bool:
    """Whether a contact leads (back) to keeping in touch: after thanks, closed, or parked then."""
    if state.stage is _S.PARKED:
        return state.before_parking in AFTER_TALK
    return state.stage in {_S.THANKED, _S.KEEPING, _S.CLOSED}


def _has_talked(state: State) -> bool:
    """Whether the latest talk is behind them, with nothing new begun since."""
    return (state.before_parking if state.stage is _S.PARKED else state.stage) in AFTER_TALK


def _enter(state: State, target: Stage, event: Event) -> None:
    if not _is_entry(state, target, event):
        return
    counted = _counted(state, target)
    closing = _CLOSINGS.get(event.kind) if target is _S.CLOSED else None
    parking = target is _S.PARKED
    before = state.before_parking if state.stage is _S.PARKED else state.stage
    if event.kind is _K.LATER:
        before = _S.REPLIED
    _set(
        state,
        entered=event.at,
        recorded=event.recorded or event.at,
        closing=closing,
        before_parking=before if parking else None,
        back_on=_day(event, "until") if parking else None,
        follow_ups=_follow_ups(state, target),
        meeting_cycle=_meeting_cycle(state, target),
        thank_you_from=_thank_you_from(state, target, event),
        thanked=event.at if _thanks(state, target) else state.thanked,
        meeting=_meeting(state, target, event),
        cycles={**state.cycles, **{stage: state.next_cycle(stage) for stage in counted}},
        skipped=_without(state.skipped, counted),
        stage=target,
    )


def _is_entry(state: State, target: Stage, event: Event) -> bool:
    return target is not state.stage or event.kind in _ALWAYS_NEW_ENTRY


def _counted(state: State, target: Stage) -> tuple[Stage, ...]:
    """The stages that count one more. An introduction and the draft after it are one: both wait
    for the same message to go out."""
    if target is _S.INTRODUCED:
        return (target, _S.DRAFTED)
    if target is _S.DRAFTED and state.stage is _S.INTRODUCED:
        return ()
    return (target,)


def _thanks(state: State, target: Stage) -> bool:
    """Whoever tells them what came of their advice before any thank-you has thanked them so."""
    return target is _S.THANKED or (target is _S.KEEPING and state.stage is _S.MET)


def _follow_ups(state: State, target: Stage) -> int:
    if target is _S.FOLLOWED_UP:
        return state.follow_ups + 1
    return 0 if target in {_S.ASKED, _S.DRAFTED} else state.follow_ups


def _meeting(state: State, target: Stage, event: Event) -> Meeting | None:
    if target is not _S.SCHEDULED:
        return None
    starts = event.instant("starts")
    if starts is None:
        return state.meeting
    return Meeting(
        starts=starts,
        minutes=event.number("minutes", 20),
        zone=event.text("zone") or "UTC",
        place=event.text("place"),
        planned=event.recorded or event.at,
    )


def _meeting_cycle(state: State, target: Stage) -> int:
    if target is not _S.MET:
        return state.meeting_cycle
    return state.cycle(_S.SCHEDULED) if state.meeting else 0


def _thank_you_from(state: State, target: Stage, event: Event) -> datetime | None:
    """The planned end of the talk where there was a plan, else the instant of the report.

    Somebody may have met earlier than planned: never later than the report.
    """
    if target is not _S.MET:
        return None
    return min(state.meeting.ends, event.at) if state.meeting else event.at


def _note_facts(state: State, event: Event) -> None:
    if event.kind in _CONTACTS:
        latest = max(state.last_contact or event.at, event.at)
        _set(state, last_contact=latest, contacts=state.contacts + 1)
    _note_promises(state, event)
    match event.kind:
        case _K.ADDED:
            _set(state, introducer=state.introducer or bool(event.facts.get("introducer")))
        case _K.INTRODUCTION_ASKED | _K.INTRODUCED:
            _set(state, introducer=True)
        case _K.INTRODUCTION_REFUSED | _K.GONE_DIRECT:
            _set(state, introducer=False)
        case _K.INTRODUCER_THANKED:
            _set(state, introducer_thanked=True)
        case _K.CADENCE_CHANGED:
            _set(state, cadence_days=event.number("days", 0))
        case _K.SNOOZED:
            _snooze(state, event)
        case _K.NOT_NOW:
            kind = NudgeKind(event.text("nudge") or NudgeKind.DRAFTED)
            _set(state, quiet=state.quiet | {(kind, event.number("cycle", 1))})


def _note_promises(state: State, event: Event) -> None:
    match event.kind:
        case _K.PROMISED:
            _promise(state, event)
        case _K.PROMISE_KEPT:
            _set(state, promises=tuple(_with_kept(state, event)))
        case _K.REPORTED_BACK:
            _settle(state, event.facts.get("promise"))
        case _K.NOT_NOW if event.text("nudge") == NudgeKind.REPORT_BACK:
            _settle(state, event.number("cycle", 1))


def _promise(state: State, event: Event) -> None:
    """One that stands `beside` the others. Before there could be several, which is what a
    promise without that fact is from, each took the place of the one before it."""
    number = state.promised + 1
    made = Promise(number, event.seq, event.at, _day(event, "due"))
    others = state.promises if event.facts.get("beside") else ()
    _set(state, promises=(*others, made), promised=number)


def _with_kept(state: State, event: Event) -> Iterable[Promise]:
    number = event.number("promise", 0)
    return (replace(one, kept=event.at) if one.number == number else one for one in state.promises)


def _settle(state: State, number: Fact) -> None:
    """No promise of that number is open any more; without a number, none at all."""
    left = () if number is None else (one for one in state.promises if one.number != number)
    _set(state, promises=tuple(left))


def _snooze(state: State, event: Event) -> None:
    kind, until = event.text("nudge"), _day(event, "until")
    if kind is None or until is None:
        return
    key = NudgeKey(NudgeKind(kind), event.number("cycle", 1), event.number("n", 1))
    snooze = Snooze(until, event.recorded or event.at)
    _set(
        state,
        snoozed={**state.snoozed, key: snooze},
        laters={**state.laters, key: state.laters.get(key, 0) + 1},
    )


def _day(event: Event, name: str) -> date | None:
    text = event.text(name)
    return date.fromisoformat(text) if text else None
