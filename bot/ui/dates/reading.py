"""A day, a time or an instant, read from what a member typed."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.coaching.calendar import at_wall_clock, local, local_day
from bot.feedback import N_, Message
from bot.ui.dates.asked import (
    DAY_EXAMPLES,
    EPOCH,
    TIME_EXAMPLES,
    WHEN_EXAMPLES,
    Asked,
    Expect,
    asked_for,
    day_on_the_right_side,
    nearest_day,
    on_the_right_side,
    refuse_far,
)
from bot.ui.dates.clock import NOON, clock_time_of, take_time
from bot.ui.dates.counting import COUNT, number
from bot.ui.dates.days import day_in

_NOW = frozenset({"now", "right now", "just now", "a moment ago"})
_STAMP = re.compile(r"<t:(\d{1,12})(?::[a-z])?>")
_ISO = re.compile(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)")
_HOURS = re.compile(
    rf"(?P<in>in )?(?:about )?(?:(?P<half>half an hour)|{COUNT} ?"
    r"(?P<unit>minutes?|mins?|hours?|hrs?|h|m))(?P<ago> ago)?"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """An instant (UTC) as read. `remark` says what a clock change did to it, where one did."""

    instant: datetime
    remark: Message | None = None


def read_when(text: str, now: datetime, zone: str, language: str, *, expect: Expect) -> datetime:
    """The instant (UTC) that `text` names on the clock of `zone`.

    For the past a day alone will do (noon of it, today being now). For the future a time is
    needed. Raises `BadDate`.
    """
    return read_moment(text, now, zone, language, expect=expect).instant


def read_moment(text: str, now: datetime, zone: str, language: str, *, expect: Expect) -> Reading:
    """The same with a remark where the clocks change at that time. Raises `BadDate`."""
    asked = asked_for(text, now, zone, language, expect, WHEN_EXAMPLES[expect])
    exact = _exact(asked)
    if exact is not None:
        return Reading(on_the_right_side(asked, exact))
    rest, clock_time = take_time(asked)
    asked = replace(asked, clock_time=clock_time)
    found = day_in(asked, rest) if rest else None
    if isinstance(found, datetime):
        return Reading(on_the_right_side(asked, found))
    return _placed(asked, found)


def read_day(
    text: str, now: datetime, zone: str, language: str, *, expect: Expect = "future"
) -> date:
    """The day that `text` names in `zone`; a time beside it is left aside. Raises `BadDate`."""
    asked = asked_for(text, now, zone, language, expect, DAY_EXAMPLES[expect])
    found: date | None = _exact(asked)
    if found is None:
        rest, clock_time = take_time(asked)
        found = day_in(asked, rest) if rest else None
        if found is None and clock_time is not None:
            raise asked.refusal(N_("“{typed}” is a time; I need a day, for example {examples}."))
    if isinstance(found, datetime):
        found = local_day(found, zone)
    if found is None:
        raise asked.unreadable()
    return day_on_the_right_side(asked, found)


def read_time(text: str) -> time:
    """A time of day: "9", "9:30", "2pm", "14h", "noon". Raises `BadDate`.

    A number alone is an hour of the 24-hour clock.
    """
    asked = asked_for(text, EPOCH, "UTC", "en", "future", TIME_EXAMPLES)
    if re.fullmatch(r"\d{1,2}", asked.text):
        return clock_time_of(asked, int(asked.text))
    rest, clock_time = take_time(asked)
    if clock_time is None or rest:
        raise asked.refusal(
            N_("I can't read “{typed}” as a time of day. Write for example {examples}.")
        )
    return clock_time


def _exact(asked: Asked) -> datetime | None:
    """An instant that needs no zone: now, "in 2 hours", ISO 8601 with its offset, Discord's."""
    if asked.text in _NOW:
        return asked.now
    try:
        if stamp := _STAMP.fullmatch(asked.text):
            return datetime.fromtimestamp(int(stamp[1]), UTC)
        if _ISO.fullmatch(asked.text):
            return datetime.fromisoformat(asked.text.upper()).astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise asked.unreadable() from error
    found = _HOURS.fullmatch(asked.text)
    if found is None or bool(found["in"]) == bool(found["ago"]):
        return None
    minutes = 30 if found["half"] else number(found["count"])
    if not found["half"] and found["unit"].startswith("h"):
        minutes *= 60
    return asked.now + timedelta(minutes=minutes if found["in"] else -minutes)


def _placed(asked: Asked, day: date | None) -> Reading:
    """The instant of the day and the time that were found."""
    clock_time = asked.clock_time
    if clock_time is None:
        if day is None:
            raise asked.unreadable()
        return Reading(_without_time(asked, day))
    if day is None:
        day = nearest_day(asked, clock_time)
    refuse_far(asked, day)
    instant = at_wall_clock(day, clock_time, asked.zone)
    remark = _remark(instant, day, clock_time, asked.zone)
    return Reading(on_the_right_side(asked, instant), remark)


def _without_time(asked: Asked, day: date) -> datetime:
    day_on_the_right_side(asked, day)
    if asked.future:
        raise asked.refusal(
            N_("At what time on {day}? Please write both, for example “{day} 10:00”."),
            day=asked.words(day),
        )
    return asked.now if day == asked.today else at_wall_clock(day, NOON, asked.zone)


def _remark(instant: datetime, day: date, clock_time: time, zone: str) -> Message | None:
    there = local(instant, zone).replace(tzinfo=None)
    if there != datetime.combine(day, clock_time):
        return N_(
            "The clocks go forward then and that time is left out, so I took the first one after."
        )
    first, second = (
        datetime.combine(day, clock_time.replace(fold=fold), ZoneInfo(zone)).utcoffset()
        for fold in (0, 1)
    )
    if first != second:
        return N_("The clocks go back then and that time comes twice; I took the first.")
    return None
