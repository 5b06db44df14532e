"""Days and instants as members name them, which say nothing until it is known where they live.

Whoever reads them from words hands a function on, and the use case asks it inside the
transaction that loads the member anyway.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from bot.coaching.calendar import local_day
from bot.feedback import N_, BadInput

PickDay = Callable[[datetime, str], date]
"""From the present instant and the member's zone, a day there."""

PickInstant = Callable[[datetime, str], datetime]
"""From the present instant and the member's zone, an instant in UTC."""


def in_days(days: int) -> PickDay:
    """Today in the member's zone and so many days."""
    return lambda now, zone: local_day(now, zone) + timedelta(days=days)


def day_to_come(pick: PickDay, now: datetime, zone: str) -> date:
    """The day picked; raises `BadInput` unless it is after today there."""
    day = pick(now, zone)
    if day <= local_day(now, zone):
        raise BadInput(
            N_(
                "That day is here already. From tomorrow on any day will do, "
                "for example “in 3 weeks”."
            )
        )
    return day
