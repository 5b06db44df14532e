"""What a history led to, kept beside its last event, so that looking at somebody reads one row.

The events stay the truth. What is kept says by which fold it was made; what was made by another
is not looked at, and the events are folded anew. The plan is kept as well; it follows from the
member's settings too, and its mark says from which, so that it is made anew where they differ.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final, Self

from bot.coaching.planner import Planned
from bot.coaching.preferences import Preferences
from bot.coaching.rules import NudgeKind
from bot.coaching.stages import Closing, Meeting, NudgeKey, Promise, Snooze, Stage, State
from bot.storage.records import Case
from bot.storage.tables import EPOCH

VERSION: Final = 5
"""To be raised whenever `fold` or the planner make something else of the same events, or
`State` changes."""

_MICROSECOND: Final = timedelta(microseconds=1)
_STAGES: Final = {one.value: one for one in Stage}
_KINDS: Final = {one.value: one for one in NudgeKind}
_DEFAULT: Final = State()


def encode(case: Case) -> dict[str, Any]:
    """A case's state and its plan without regard to what was sent, as stored."""
    return {
        "v": VERSION,
        "state": write(case.state),
        "mark": mark(case.member.preferences, has_questions=case.person.has_questions),
        "plan": [_planned(one) for one in case.everything],
    }


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept, read as far as it is asked for."""

    _state: Sequence[Any]
    _mark: str
    _plan: Sequence[Sequence[Any]]

    @classmethod
    def decode(cls, stored: Mapping[str, Any] | None) -> Self | None:
        """None where nothing was kept, or by another version."""
        if stored is None or stored.get("v") != VERSION:
            return None
        return cls(stored["state"], stored["mark"], stored["plan"])

    def state(self) -> State:
        return read(self._state)

    def due(self, settings: str, now: datetime) -> list[NudgeKey] | None:
        """The planned nudges whose time has come at `now` and has not gone; None where they
        were planned with other settings than those with the mark `settings`."""
        if settings != self._mark:
            return None
        at = _number(now)
        return [
            _read_key(kind, cycle, n)
            for kind, cycle, n, due, deadline in self._plan
            if due <= at and (deadline is None or deadline > at)
        ]


@lru_cache(maxsize=512)
def mark(preferences: Preferences, *, has_questions: bool) -> str:
    """Equal where a person's plan is the same for the same history."""
    days = sorted(preferences.working_days)
    settings = repr((replace(preferences, working_days=frozenset()), days, has_questions))
    return blake2b(settings.encode(), digest_size=8).hexdigest()


def write(state: State) -> list[Any]:
    """The fields in their order, None where they are as if nothing had happened."""
    values = (
        (write_it, getattr(state, name), getattr(_DEFAULT, name))
        for name, (write_it, _read) in _FIELDS.items()
    )
    return [None if value == default else write_it(value) for write_it, value, default in values]


def read(stored: Sequence[Any]) -> State:
    """The state that was written."""
    values = zip(_FIELDS.items(), stored, strict=True)
    return State(
        **{name: read_it(value) for (name, (_write, read_it)), value in values if value is not None}
    )


def _planned(one: Planned) -> list[Any]:
    deadline = None if one.deadline is None else _number(one.deadline)
    return [*_key(one.key), _number(one.due), deadline]


def _as_it_is(value: Any) -> Any:
    return value


def _number(instant: datetime) -> int:
    return (instant - EPOCH) // _MICROSECOND


def _instant(number: int) -> datetime:
    return EPOCH + timedelta(microseconds=number)


def _key(key: NudgeKey) -> list[Any]:
    return [key.kind.value, key.cycle, key.n]


def _read_key(kind: str, cycle: int, n: int) -> NudgeKey:
    return NudgeKey(_KINDS[kind], cycle, n)


def _meeting(one: Meeting) -> list[Any]:
    return [_number(one.starts), one.minutes, one.zone, one.place, _number(one.planned)]


def _read_meeting(stored: list[Any]) -> Meeting:
    starts, minutes, zone, place, planned = stored
    return Meeting(_instant(starts), minutes, zone, place, _instant(planned))


def _promises(promises: tuple[Promise, ...]) -> list[list[Any]]:
    return [
        [
            one.number,
            one.seq,
            _number(one.made),
            one.due and one.due.isoformat(),
            None if one.kept is None else _number(one.kept),
        ]
        for one in promises
    ]


def _read_promises(stored: list[list[Any]]) -> tuple[Promise, ...]:
    return tuple(
        Promise(
            number,
            seq,
            _instant(made),
            None if due is None else date.fromisoformat(due),
            None if kept is None else _instant(kept),
        )
        for number, seq, made, due, kept in stored
    )


def _cycles(cycles: Mapping[Stage, int]) -> dict[str, int]:
    return {stage.value: count for stage, count in cycles.items()}


def _read_cycles(stored: Mapping[str, int]) -> dict[Stage, int]:
    return {_STAGES[stage]: count for stage, count in stored.items()}


def _snoozes(snoozed: Mapping[NudgeKey, Snooze]) -> list[list[Any]]:
    return [[*_key(key), one.until.isoformat(), _number(one.at)] for key, one in snoozed.items()]


def _read_snoozes(stored: list[list[Any]]) -> dict[NudgeKey, Snooze]:
    return {
        _read_key(kind, cycle, n): Snooze(date.fromisoformat(until), _instant(at))
        for kind, cycle, n, until, at in stored
    }


def _counts(laters: Mapping[NudgeKey, int]) -> list[list[Any]]:
    return [[*_key(key), count] for key, count in laters.items()]


def _read_counts(stored: list[list[Any]]) -> dict[NudgeKey, int]:
    return {_read_key(kind, cycle, n): count for kind, cycle, n, count in stored}


def _series(quiet: frozenset[tuple[NudgeKind, int]]) -> list[list[Any]]:
    return sorted([kind.value, cycle] for kind, cycle in quiet)


def _read_series(stored: list[list[Any]]) -> frozenset[tuple[NudgeKind, int]]:
    return frozenset((_KINDS[kind], cycle) for kind, cycle in stored)


_Pair = tuple[Callable[[Any], Any], Callable[[Any], Any]]
_STAGE: Final[_Pair] = (lambda stage: stage.value, _STAGES.__getitem__)
_INSTANT: Final[_Pair] = (_number, _instant)
_DAY: Final[_Pair] = (date.isoformat, date.fromisoformat)
_PLAIN: Final[_Pair] = (_as_it_is, _as_it_is)

_FIELDS: Final[dict[str, _Pair]] = {
    "stage": _STAGE,
    "entered": _INSTANT,
    "recorded": _INSTANT,
    "cycles": (_cycles, _read_cycles),
    "skipped": _PLAIN,
    "closing": (lambda closing: closing.value, Closing),
    "before_parking": _STAGE,
    "back_on": _DAY,
    "follow_ups": _PLAIN,
    "meeting": (_meeting, _read_meeting),
    "meeting_cycle": _PLAIN,
    "introducer": _PLAIN,
    "introducer_thanked": _PLAIN,
    "thanked": _INSTANT,
    "thank_you_from": _INSTANT,
    "promises": (_promises, _read_promises),
    "promised": _PLAIN,
    "last_contact": _INSTANT,
    "contacts": _PLAIN,
    "cadence_days": _PLAIN,
    "snoozed": (_snoozes, _read_snoozes),
    "laters": (_counts, _read_counts),
    "quiet": (_series, _read_series),
    "last_seq": _PLAIN,
    "last_at": _INSTANT,
}
"""How each field of a `State` is written and read."""
