"""Days and hours: wall-clock times, working days, public holidays, quiet hours.

Instants are aware datetimes in UTC; days and wall-clock times belong to a member's IANA zone.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.coaching.preferences import Preferences, falls_into

LONGEST_SEARCH = 366
"""Days to look ahead for a working day before giving the plain day (no working day is set)."""


def local(instant: datetime, zone: str) -> datetime:
    """`instant` as the wall clock of `zone` shows it."""
    return instant.astimezone(ZoneInfo(zone))


def local_day(instant: datetime, zone: str) -> date:
    """The day it is in `zone` at `instant`."""
    return local(instant, zone).date()


def at_wall_clock(day: date, clock_time: time, zone: str) -> datetime:
    """The instant (UTC) at which the clock in `zone` shows `clock_time` on `day`.

    Where clocks go forward and the time does not exist: the first valid instant after the gap.
    Where they go back and it exists twice: the first.
    """
    wall = datetime.combine(day, clock_time, ZoneInfo(zone))
    instant = wall.astimezone(UTC)
    if instant.astimezone(wall.tzinfo).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return instant
    return _end_of_gap(wall)


def _end_of_gap(wall: datetime) -> datetime:
    """The instant of the clock change inside whose gap `wall` falls."""
    after = wall.replace(fold=0).astimezone(UTC)
    before = wall.replace(fold=1).astimezone(UTC)
    early, late = min(after, before), max(after, before)
    offset = early.astimezone(wall.tzinfo).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        if middle.astimezone(wall.tzinfo).utcoffset() == offset:
            early = middle
        else:
            late = middle
    return late.replace(microsecond=0)


def is_working_day(day: date, preferences: Preferences) -> bool:
    """Whether `day` is one of the member's working days and no public holiday."""
    if day.weekday() not in preferences.working_days:
        return False
    return day not in _holidays(preferences.country, preferences.region, day.year)


def add_working_days(day: date, count: int, preferences: Preferences) -> date:
    """The `count`-th working day after `day`."""
    for _ in range(count):
        day = next_working_day(day + timedelta(days=1), preferences)
    return day


def next_working_day(day: date, preferences: Preferences) -> date:
    """`day` itself where it is a working day, else the next one."""
    for ahead in range(LONGEST_SEARCH):
        candidate = day + timedelta(days=ahead)
        if is_working_day(candidate, preferences):
            return candidate
    return day


def is_quiet(instant: datetime, preferences: Preferences) -> bool:
    """Whether `instant` falls into the member's quiet hours, or their home server's."""
    clock_time = local(instant, preferences.zone).time()
    return any(falls_into(clock_time, start, end) for start, end in _quiet_hours(preferences))


def after_quiet(instant: datetime, preferences: Preferences) -> datetime:
    """`instant`, or the end of the quiet hours it falls into."""
    if not is_quiet(instant, preferences):
        return instant
    day = local_day(instant, preferences.zone)
    ends = sorted(
        end for _start, to in _quiet_hours(preferences) for end in _next(day, to, preferences)
    )
    return next((end for end in ends if end > instant and not is_quiet(end, preferences)), instant)


def _quiet_hours(preferences: Preferences) -> tuple[tuple[time, time], ...]:
    own = (preferences.quiet_from, preferences.quiet_to)
    return (own,) if preferences.home_quiet is None else (own, preferences.home_quiet)


def _next(day: date, clock_time: time, preferences: Preferences) -> tuple[datetime, ...]:
    """The instants of `clock_time` on `day`, where it may come twice, and on the day after."""
    repeated = datetime.combine(day, clock_time, ZoneInfo(preferences.zone))
    return (
        at_wall_clock(day, clock_time, preferences.zone),
        repeated.replace(fold=1).astimezone(UTC),
        at_wall_clock(day + timedelta(days=1), clock_time, preferences.zone),
    )


def bundle_instant(day: date, preferences: Preferences) -> datetime:
    """When the member's bundle goes on `day`: their bundle time, never in quiet hours."""
    at = at_wall_clock(day, preferences.bundle_at, preferences.zone)
    return after_quiet(at + timedelta(minutes=preferences.bundle_offset), preferences)


@lru_cache(maxsize=256)
def _holidays(country: str | None, region: str | None, year: int) -> frozenset[date]:
    if not country:
        return frozenset()
    import holidays  # noqa: PLC0415  (slow to import, and needed by few)

    try:
        return frozenset(holidays.country_holidays(country, subdiv=region, years=year))
    except NotImplementedError:
        return frozenset()
