"""Days and instants in words."""

from datetime import date, datetime
from functools import cache, lru_cache

from bot.coaching.calendar import local, local_day


def in_words(instant: datetime, zone: str, language: str, *, now: datetime | None = None) -> str:
    """`instant` (aware) as the wall clock of `zone` shows it: "Tue 3 Dec, 10:00".

    With `now` the year is added where it is another one.
    """
    from babel.dates import format_datetime  # noqa: PLC0415  (only where something is worded)

    there = local(instant, zone)
    today = local_day(now, zone) if now else None
    clock_time = format_datetime(there, "HH:mm", locale=locale_of(language))
    return f"{day_in_words(there.date(), language, today=today)}, {clock_time}"


def day_in_words(day: date, language: str, *, today: date | None = None) -> str:
    """`day` as "Tue 3 Dec", in the order and the words of `language`.

    With `today` the year is added where it is another one.
    """
    return _worded(day, locale_of(language), with_year=today is not None and today.year != day.year)


@lru_cache(maxsize=1024)
def _worded(day: date, locale: str, *, with_year: bool) -> str:
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415

    if locale.startswith("en"):
        return format_date(day, "EEE d MMM y" if with_year else "EEE d MMM", locale=locale)
    return format_skeleton("yMMMEd" if with_year else "MMMEd", day, locale=locale)


def timestamp(instant: datetime, style: str = "F") -> str:
    """`instant` (aware) as Discord shows it to every reader in their own zone and language.

    Styles: t 10:00, T with seconds, d and D days, f and F days with times, R "in 2 hours".
    """
    return f"<t:{int(instant.timestamp())}:{style}>"


@cache
def locale_of(language: str) -> str:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        return str(Locale.parse(language, sep="_"))
    except (UnknownLocaleError, ValueError):
        return "en"
