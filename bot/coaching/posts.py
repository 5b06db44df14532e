"""What the coach posts in a server by itself: when each is due, and which prompt comes next."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final

from bot.coaching.calendar import at_wall_clock, local_day
from bot.coaching.careers import Careers, Feature, Weekly


class PostKind(StrEnum):
    """The posts that come round every week."""

    PROMPT = "prompt"
    DIGEST = "digest"
    REPORT = "report"
    """A line for the team, in the log channel: all well, or what needs a look."""


REPORT_AT: Final = time(9, 0)
"""When the line for the team goes: no moderator chose a time for it."""


def weekly_of(settings: Careers, kind: PostKind, created: datetime) -> Weekly | None:
    """When posts of this kind go in a server that was set up at `created` (UTC); None where they
    don't go at all. The line for the team goes on the weekday of the setup."""
    match kind:
        case PostKind.PROMPT:
            return settings.prompt if settings.has(Feature.PROMPT) else None
        case PostKind.DIGEST:
            return settings.digest if settings.has(Feature.DIGEST) else None
        case PostKind.REPORT:
            weekday = local_day(created, settings.zone).weekday()
            return Weekly(weekday, REPORT_AT) if settings.log_channel is not None else None


def next_due(
    settings: Careers, kind: PostKind, created: datetime, after: datetime
) -> datetime | None:
    """The first instant after `after` at which a post of this kind is due (all UTC).

    The first line for the team is due on day 7 after the setup.
    """
    weekly = weekly_of(settings, kind, created)
    if weekly is None:
        return None
    if kind is PostKind.REPORT:
        day = local_day(created, settings.zone) + timedelta(days=6)
        after = max(after, at_wall_clock(day, REPORT_AT, settings.zone))
    return following(weekly, settings.zone, after)


def following(weekly: Weekly, zone: str, after: datetime) -> datetime:
    """The first such moment of the week after `after` (UTC), by the wall clock of `zone`."""
    today = local_day(after, zone)
    day = today + timedelta(days=(weekly.weekday - today.weekday()) % 7)
    due = at_wall_clock(day, weekly.at, zone)
    return due if due > after else at_wall_clock(day + timedelta(days=7), weekly.at, zone)


def next_prompt(candidates: Sequence[str], used: Sequence[str]) -> str | None:
    """Which of `candidates` comes next, None where there is none.

    `used` are those that were posted, the latest first. One that never was comes first, in the
    order of the candidates; once all were, the one that was posted longest ago.
    """
    ages = {name: age for age, name in reversed(list(enumerate(used)))}
    unused = [name for name in candidates if name not in ages]
    if unused:
        return unused[0]
    return max(candidates, key=lambda name: ages[name], default=None)
