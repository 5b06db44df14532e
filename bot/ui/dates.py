"""Instants and days in words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

_ENGLISH_DAY = "EEE d MMM"


def in_words(instant: datetime, zone: str, language: str) -> str:
    """`instant` (aware) as the wall clock of `zone` shows it: "Tue 3 Dec, 10:00"."""
    from babel.dates import format_datetime  # noqa: PLC0415  (only where something is worded)

    local = instant.astimezone(ZoneInfo(zone))
    clock_time = format_datetime(local, "HH:mm", locale=_locale(language))
    return f"{day_in_words(local.date(), language)}, {clock_time}"


def day_in_words(day: date, language: str) -> str:
    """`day` as "Tue 3 Dec", in the order and the words of `language`."""
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415

    locale = _locale(language)
    if language.startswith("en"):
        return format_date(day, _ENGLISH_DAY, locale=locale)
    return format_skeleton("MMMEd", day, locale=locale)


def timestamp(instant: datetime, style: str = "F") -> str:
    """`instant` (aware) as Discord shows it to every reader in their own zone and language.

    Styles: t 10:00, T with seconds, d and D days, f and F days with times, R "in 2 hours".
    """
    return f"<t:{int(instant.timestamp())}:{style}>"


def _locale(language: str) -> str:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        return str(Locale.parse(language, sep="_"))
    except (UnknownLocaleError, ValueError):
        return "en"
