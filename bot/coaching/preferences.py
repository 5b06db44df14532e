"""What a member chose about reminders, and the bounds a home server sets around it."""

from dataclasses import dataclass, field, replace
from datetime import time
from enum import StrEnum
from typing import Any

NO_HOLIDAYS = ""
"""The member's own choice of no country: a home server's doesn't count then either."""
MONDAY_TO_FRIDAY = frozenset(range(5))
CADENCES = (30, 60, 90, 180, 0)
"""Days between two contacts; 0 is off."""


class Advice(StrEnum):
    """Advice that a member is given once, ever."""

    SECOND_PERSON = "second_person"
    """After the first message is out: line up somebody else (Dalton)."""
    OUTSIDE = "outside"
    """After three people in their own field: somebody outside it (Rajkumar et al. 2022)."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """A member's own settings. Times are wall-clock times in `zone`, an IANA name.

    `bundle_offset` (minutes, 0 to 20) is fixed by the member's id so that not everybody is
    written to at the same minute. `country` and `region` choose the public holidays; None
    leaves the choice to the home server, `NO_HOLIDAYS` means none. `working_days` holds
    weekdays, Monday being 0. `home_quiet` are quiet hours that the home server adds, on the
    member's own clock; nobody wishes for them, `Bounds` puts them in. `given` is the advice they
    have had already; no plan depends on it.
    """

    zone: str = "UTC"
    bundle_at: time = time(9, 30)
    bundle_offset: int = 0
    quiet_from: time = time(20, 0)
    quiet_to: time = time(9, 0)
    working_days: frozenset[int] = MONDAY_TO_FRIDAY
    country: str | None = None
    region: str | None = None
    follow_up_days: int = 7
    thank_you_hours: int = 24
    cadence_days: int = 90
    second_person: bool = False
    hour_reminder: bool = False
    home_quiet: tuple[time, time] | None = None
    given: frozenset[Advice] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits of a member's home server, or those of the method where there is none.

    Follow-ups wait 5 to 10 working days, thank-yous 12 to 48 hours: the window of one to two
    weeks and of a day that the method gives. A server may narrow them, never widen them.
    """

    follow_up_days: tuple[int, int] = (5, 10)
    thank_you_hours: tuple[int, int] = (12, 48)
    new_requests_a_week: int = 5
    country: str | None = None
    region: str | None = None
    quiet: tuple[time, time] | None = None
    """From and to, on each member's own clock, beside their own quiet hours."""

    def applied_to(self, wishes: Preferences) -> Preferences:
        """`wishes`, kept inside these bounds; the member's own choice wins where both are set."""
        chosen = self if wishes.country is None else wishes
        bounded: dict[str, Any] = {
            "follow_up_days": _inside(wishes.follow_up_days, self.follow_up_days),
            "thank_you_hours": _inside(wishes.thank_you_hours, self.thank_you_hours),
            "country": chosen.country,
            "region": chosen.region,
            **self._hours(wishes),
        }
        if all(getattr(wishes, name) == value for name, value in bounded.items()):
            return wishes
        return replace(wishes, **bounded)

    def _hours(self, wishes: Preferences) -> dict[str, Any]:
        """The quiet hours added, and a bundle that would fall into them at their end.

        None are added where nothing would be left in which to write.
        """
        if self.quiet is None:
            return {}
        start, end = self.quiet
        if covers_the_day((wishes.quiet_from, wishes.quiet_to), self.quiet):
            return {}
        late = _later(wishes.bundle_at, wishes.bundle_offset)
        if falls_into(wishes.bundle_at, start, end) or falls_into(late, start, end):
            own = falls_into(end, wishes.quiet_from, wishes.quiet_to)
            return {"home_quiet": self.quiet, "bundle_at": wishes.quiet_to if own else end}
        return {"home_quiet": self.quiet}


def falls_into(clock_time: time, start: time, end: time) -> bool:
    """Whether it is within quiet hours (from inclusive, to exclusive; the same twice is none)."""
    if start <= end:
        return start <= clock_time < end
    return clock_time >= start or clock_time < end


def covers_the_day(*spans: tuple[time, time]) -> bool:
    """Whether there is no minute outside of these hours in which a bundle could go."""
    edges = [end for _start, end in spans]
    return all(any(falls_into(edge, *span) for span in spans) for edge in edges)


def _later(clock_time: time, minutes: int) -> time:
    total = (clock_time.hour * 60 + clock_time.minute + minutes) % (24 * 60)
    return time(total // 60, total % 60)


METHOD = Bounds()


@dataclass(frozen=True, slots=True)
class Limits:
    """How long what a member writes may be, in characters, and how many people they may keep."""

    name: int = 80
    organisation: int = 80
    role: int = 80
    why: int = 300
    goal: int = 300
    two_sentences: int = 400
    times: int = 120
    note: int = 1000
    draft: int = 2000
    question: int = 300
    people: int = 500


LIMITS = Limits()


def _inside(value: int, bounds: tuple[int, int]) -> int:
    low, high = bounds
    return min(max(value, low), high)
