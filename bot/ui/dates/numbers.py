"""Days written in numbers, and the year that is meant where none is given."""

import re
from calendar import monthrange
from datetime import date, timedelta

from bot.feedback import N_
from bot.ui.dates.asked import Asked, BadDate
from bot.ui.dates.words import locale_of

NEAR_MISS = timedelta(days=90)
"""A day without a year that lies so near on the wrong side was meant there, and is asked about."""

NUMBERS_ONLY = re.compile(
    r"(?P<a>\d{1,4})(?P<separator>[/.-])(?P<b>\d{1,2})(?:(?P=separator)(?P<c>\d{4}|\d{1,2}))?"
)


def from_numbers(asked: Asked, found: re.Match[str]) -> date:
    """ "2026-12-03", "13/6", "5.6.2027" and, refused, "5/6"."""
    first, second = int(found["a"]), int(found["b"])
    if len(found["a"]) == 4:
        if found["c"] is None:
            raise asked.unreadable()
        return dated(asked, int(found["c"]), second, first)
    if len(found["a"]) > 2:
        raise asked.unreadable()
    year = int(found["c"]) if found["c"] else None
    if year is not None and year < 100:
        year += 2000
    could_be_both = first != second and {first, second} <= set(range(1, 13))
    if could_be_both and not _day_comes_first(asked.language):
        raise _ambiguous(asked, first, second)
    if second > 12 >= first:
        first, second = second, first
    return dated(asked, first, second, year)


def _day_comes_first(language: str) -> bool:
    """Whether everybody who writes `language` puts the day before the month (English doesn't)."""
    from babel import Locale  # noqa: PLC0415

    if language.startswith("en"):
        return False
    pattern = str(Locale.parse(locale_of(language)).date_formats["short"].pattern)
    return 0 <= pattern.find("d") < pattern.find("M")


def _ambiguous(asked: Asked, first: int, second: int) -> BadDate:
    one, other = (
        _day_and_month(asked, day, month) for day, month in ((first, second), (second, first))
    )
    return asked.refusal(
        N_(
            "“{typed}” could be {one} or {other}. Please write the month as a word, "
            "for example “{one}”."
        ),
        one=one,
        other=other,
    )


def _day_and_month(asked: Asked, day: int, month: int) -> str:
    from babel.dates import format_date  # noqa: PLC0415

    leap_year = 2000
    if not 1 <= day <= monthrange(leap_year, month)[1]:
        return f"{day}/{month}"
    return format_date(date(leap_year, month, day), "d MMMM", locale=locale_of(asked.language))


def dated(asked: Asked, day: int, month: int, year: int | None) -> date:
    """That day, of the year that is meant where none is given. Raises `BadDate`."""
    if not 1 <= month <= 12 or (year is not None and not 1 <= year <= 9998):
        raise asked.unreadable()
    if year is not None:
        _refuse_impossible(asked, day, month, year)
        return date(year, month, day)
    _refuse_impossible(asked, day, month, 2000)
    return _in_a_near_year(asked, day, month)


def _in_a_near_year(asked: Asked, day: int, month: int) -> date:
    this_year = asked.today.year
    days = [
        date(year, month, day)
        for year in range(this_year - 8, this_year + 9)
        if day <= monthrange(year, month)[1]
    ]
    nearest = min(days, key=lambda one: abs(one - asked.today))
    if abs(nearest - asked.today) <= NEAR_MISS:
        return nearest  # where that is the wrong side, it is asked about
    if asked.future:
        return next(one for one in days if one >= asked.today)
    return next(one for one in reversed(days) if one <= asked.today)


def _refuse_impossible(asked: Asked, day: int, month: int, year: int) -> None:
    from babel.dates import format_date  # noqa: PLC0415

    most = monthrange(year, month)[1]
    if 1 <= day <= most:
        return
    raise asked.refusal(
        N_("There is no “{typed}”: {month} has {count} days. Write for example {examples}."),
        month=format_date(date(year, month, 1), "LLLL", locale=locale_of(asked.language)),
        count=most,
    )
