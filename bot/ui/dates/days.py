"""Days by the grammar: "in 3 days", "next Tuesday", "the 5th", "3 December"."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta

from bot.feedback import N_
from bot.ui.dates.asked import Asked, nearest_day
from bot.ui.dates.counting import COUNT, number
from bot.ui.dates.elsewhere import by_dateparser
from bot.ui.dates.numbers import NUMBERS_ONLY, dated, from_numbers

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday weds wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})\.?"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})\.?"
_NTH = r"(?P<day>\d{1,3})(?:st|nd|rd|th)?\.?"
_YEAR = r"(?:,? ?(?P<year>\d{4}))?"
_FILLERS = re.compile(r"\b(?:at|on|the|of|by)\b|[,@]")


def day_in(asked: Asked, rest: str) -> date | datetime:
    """The day in `rest`; an instant where dateparser knows one. Raises `BadDate`."""
    plain = " ".join(_FILLERS.sub(" ", rest).split()).strip(" .")
    for pattern, meaning in _GRAMMAR:
        found = pattern.fullmatch(plain)
        if found:
            try:
                return meaning(asked, found)
            except (OverflowError, ValueError) as error:
                raise asked.unreadable() from error
    numbers = NUMBERS_ONLY.fullmatch(plain)
    if numbers:
        return from_numbers(asked, numbers)
    found_elsewhere = by_dateparser(asked, rest)
    if found_elsewhere is None:
        raise asked.unreadable()
    return found_elsewhere


def _relative_word(days: int) -> "Callable[[Asked, re.Match[str]], date]":
    return lambda asked, _found: asked.today + timedelta(days=days)


def _counted(asked: Asked, found: re.Match[str]) -> date:
    """ "in 3 days", "two weeks ago", "a month from now"."""
    is_ahead = bool(found["in"] or found["ahead"])
    if is_ahead == bool(found["ago"]):
        raise asked.unreadable()
    count = number(found["count"]) * (1 if is_ahead else -1)
    unit = found["unit"]
    if unit.startswith("month"):
        return _months_later(asked.today, count)
    days = {"d": 1, "w": 7, "f": 14}[unit[0]]
    return asked.today + timedelta(days=days * count)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _weekday(asked: Asked, found: re.Match[str]) -> date:
    """The weekday to come, or that was; "next" is the one of next week, "last" the latest."""
    number, today = _WEEKDAYS[found["weekday"]], asked.today
    word = found["which"] or found["after"] or ""
    if word.startswith("next"):
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(days=7 + number)
    if asked.future and word != "last":
        day = today + timedelta(days=(number - today.weekday()) % 7)
        is_over = day == today and _nearest_is_not_today(asked)
        return day + timedelta(days=7) if is_over else day
    day = today - timedelta(days=(today.weekday() - number) % 7)
    is_not_yet = day == today and (word == "last" or _nearest_is_not_today(asked))
    return day - timedelta(days=7) if is_not_yet else day


def _nearest_is_not_today(asked: Asked) -> bool:
    return asked.clock_time is None or nearest_day(asked, asked.clock_time) != asked.today


def _which_day(asked: Asked, _found: re.Match[str]) -> date:
    raise asked.refusal(N_("Which day do you mean by “{typed}”? Write for example {examples}."))


def _day_of_month(asked: Asked, found: re.Match[str]) -> date:
    """ "the 5th": the next one, or the last one."""
    number = int(found["day"])
    if not 1 <= number <= 31:
        raise asked.unreadable()
    for months in range(12):
        first = _months_later(asked.today.replace(day=1), months if asked.future else -months)
        if number > monthrange(first.year, first.month)[1]:
            continue
        day = first.replace(day=number)
        if day >= asked.today if asked.future else day <= asked.today:
            return day
    raise asked.unreadable()


def _named_month(asked: Asked, found: re.Match[str]) -> date:
    """ "Tue 3 Dec", "December 3rd, 2026"."""
    month = _MONTHS[found["month"]]
    year = int(found["year"]) if found["year"] else None
    day = dated(asked, int(found["day"]), month, year)
    weekday = found["weekday"]
    if weekday and day.weekday() != _WEEKDAYS[weekday]:
        raise asked.refusal(
            N_(
                "In “{typed}” the weekday and the date don't fit together: that date is {day}. "
                "Which one is right? Write for example “{day}”."
            ),
            day=asked.words(day),
        )
    return day


_GRAMMAR: tuple[tuple[re.Pattern[str], Callable[[Asked, re.Match[str]], date]], ...] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"today", _relative_word(0)),
        (r"tomorrow|tmrw|tmr|tomorow|tommorow|tommorrow", _relative_word(1)),
        (r"day after tomorrow|overmorrow", _relative_word(2)),
        (r"yesterday", _relative_word(-1)),
        (r"day before yesterday", _relative_word(-2)),
        (
            (
                rf"(?P<in>in )?{COUNT} (?P<unit>days?|weeks?|fortnights?|months?)"
                r"(?P<ahead> from (?:now|today)|'s? time)?(?P<ago> ago)?"
            ),
            _counted,
        ),
        (
            rf"(?:(?P<which>next|this|coming|last|past) )?{_WEEKDAY}(?P<after> next week)?",
            _weekday,
        ),
        (
            (
                r"(?:some ?time )?(?:(?:early |late |later )?(?:this|next|last|in|end|beginning) )+"
                r"(?:week|weekend|month|year)|weekend|soon|later|some time|sometime"
            ),
            _which_day,
        ),
        (r"(?P<day>\d{1,2})(?:st|nd|rd|th)", _day_of_month),
        (rf"(?:{_WEEKDAY} )?{_NTH} ?{_MONTH}{_YEAR}", _named_month),
        (rf"(?:{_WEEKDAY} )?{_MONTH} ?{_NTH}{_YEAR}", _named_month),
    )
)
