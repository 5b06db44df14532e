"""What the grammar doesn't know: dateparser in the member's language, on a short lead."""

import re
from datetime import date, datetime
from functools import cache

from bot.coaching.calendar import at_wall_clock, local
from bot.ui.dates.asked import Asked
from bot.ui.dates.numbers import dated


def by_dateparser(asked: Asked, rest: str) -> date | datetime | None:
    """What dateparser makes of `rest` in the member's language; None where it isn't sure.

    By itself it reads "a" as the first of the month and "32 March" as March 2032. So: nothing
    under three letters (but in Chinese and the like one is a word), no timestamps, and the day
    and the month must both be known from the text. A year that isn't there is chosen as for
    English.
    """
    letters = re.findall(r"[^\W\d_]", rest)
    if len(letters) < 3 and all(letter.isascii() for letter in letters):
        return None
    found = _parse(asked, rest)
    first, _blank, others = rest.partition(" ")
    if found is None and others and len(first) <= 3 and first.isalpha():
        found = _parse(asked, others)  # "am Freitag", "el viernes"
    if found is None:
        return None
    moment, parts = found
    if "time" in parts:
        return _moment(asked, moment) if asked.clock_time is None else None
    if "year" not in parts:
        return dated(asked, moment.day, moment.month, None)
    return moment.date()


def _moment(asked: Asked, moment: datetime) -> datetime:
    """The instant of a wall-clock time, or of one that was counted from now ("in 2 Stunden")."""
    if moment.microsecond == _base(asked).microsecond:
        return asked.now + (moment - _base(asked))
    return at_wall_clock(moment.date(), moment.time(), asked.zone)


def _base(asked: Asked) -> datetime:
    """Now on the member's clock, marked so that what is counted from it is known by the mark."""
    return local(asked.now, asked.zone).replace(tzinfo=None, microsecond=777_777)


def _parse(asked: Asked, text: str) -> tuple[datetime, frozenset[str]] | None:
    from dateparser.date import DateDataParser  # noqa: PLC0415  (heavy, and needed by few)

    settings = {
        "RELATIVE_BASE": _base(asked),
        "PREFER_DATES_FROM": "future" if asked.future else "past",
        "DATE_ORDER": "DMY",
        "PARSERS": ["relative-time", "absolute-time"],
        "RETURN_AS_TIMEZONE_AWARE": False,
        "RETURN_TIME_AS_PERIOD": True,
    }
    try:
        data = DateDataParser(languages=_languages(asked.language), settings=settings)
        found = data.get_date_data(text)
    except Exception:  # it has no errors of its own; whatever it stumbles over is unreadable
        return None
    parts = frozenset(found.parts)
    is_known = found.date_obj is not None and {"month", "day"} <= parts
    return (found.date_obj.replace(tzinfo=None), parts) if is_known else None


@cache
def _languages(language: str) -> list[str]:
    from dateparser.data.languages_info import language_order  # noqa: PLC0415

    base = language.partition("_")[0]
    return ["en"] if base == "en" or base not in language_order else [base, "en"]
