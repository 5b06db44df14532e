"""Days, times and zones as people write them, and instants in words.

`read_when`, `read_day`, `read_time` and `read_zone` take any text and either understand it or
raise `BadDate` or `BadZone` (both `Feedback`): a sentence that says what to write instead and
quotes what was typed. They never raise anything else. Nothing is guessed silently: "5/6" is
asked about, a day without a time for a meeting as well, and the caller shows the result in
words before it is saved.

English is understood in every language, by the grammar below; what it doesn't know goes to
dateparser with the member's language, kept on a short lead (`_by_dateparser`). Wall-clock times
are those of the member's zone; a time that a clock change leaves out becomes the first valid
instant after it, one that comes twice the first (`bot.coaching.calendar.at_wall_clock`).
"""

import difflib
import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from bot.coaching.calendar import at_wall_clock, local, local_day
from bot.feedback import N_, BadInput, Message, Value

Expect = Literal["past", "future"]

GRACE = timedelta(minutes=5)
"""By so much a time may lie on the wrong side of now: typing takes a while."""
FARTHEST = timedelta(days=731)
NEAR_MISS = timedelta(days=90)
"""A day without a year that lies so near on the wrong side was meant there, and is asked about."""
LONGEST_DATE = 100
LONGEST_ZONE = 60
MOST_CHOICES = 25
NOON = time(12)


class BadDate(BadInput):
    """A day or a time that can't be read, or not meant as it stands."""


class BadZone(BadInput):
    """A time zone that can't be found."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An instant (UTC) as read. `remark` says what a clock change did to it, where one did."""

    instant: datetime
    remark: Message | None = None


# --- Reading -------------------------------------------------------------------------------


def read_when(text: str, now: datetime, zone: str, language: str, *, expect: Expect) -> datetime:
    """The instant (UTC) that `text` names on the clock of `zone`.

    For the past a day alone will do (noon of it, today being now). For the future a time is
    needed. Raises `BadDate`.
    """
    return read_moment(text, now, zone, language, expect=expect).instant


def read_moment(text: str, now: datetime, zone: str, language: str, *, expect: Expect) -> Reading:
    """The same with a remark where the clocks change at that time. Raises `BadDate`."""
    asked = _asked(text, now, zone, language, expect, _WHEN_EXAMPLES[expect])
    exact = _exact(asked)
    if exact is not None:
        return Reading(_on_the_right_side(asked, exact))
    rest, clock_time = _take_time(asked)
    asked = replace(asked, clock_time=clock_time)
    found = _day(asked, rest) if rest else None
    if isinstance(found, datetime):
        return Reading(_on_the_right_side(asked, found))
    return _placed(asked, found)


def read_day(
    text: str, now: datetime, zone: str, language: str, *, expect: Expect = "future"
) -> date:
    """The day that `text` names in `zone`; a time beside it is left aside. Raises `BadDate`."""
    asked = _asked(text, now, zone, language, expect, _DAY_EXAMPLES[expect])
    found: date | None = _exact(asked)
    if found is None:
        rest, clock_time = _take_time(asked)
        found = _day(asked, rest) if rest else None
        if found is None and clock_time is not None:
            raise asked.refusal(N_("“{typed}” is a time; I need a day, for example {examples}."))
    if isinstance(found, datetime):
        found = local_day(found, zone)
    if found is None:
        raise asked.unreadable()
    return _day_on_the_right_side(asked, found)


def read_time(text: str) -> time:
    """A time of day: "9", "9:30", "2pm", "14h", "noon". Raises `BadDate`.

    A number alone is an hour of the 24-hour clock.
    """
    asked = _asked(text, _EPOCH, "UTC", "en", "future", _TIME_EXAMPLES)
    if re.fullmatch(r"\d{1,2}", asked.text):
        return _clock(asked, int(asked.text))
    rest, clock_time = _take_time(asked)
    if clock_time is None or rest:
        raise asked.refusal(
            N_("I can't read “{typed}” as a time of day. Write for example {examples}.")
        )
    return clock_time


# --- In words ------------------------------------------------------------------------------


def in_words(instant: datetime, zone: str, language: str, *, now: datetime | None = None) -> str:
    """`instant` (aware) as the wall clock of `zone` shows it: "Tue 3 Dec, 10:00".

    With `now` the year is added where it is another one.
    """
    from babel.dates import format_datetime  # noqa: PLC0415  (only where something is worded)

    there = local(instant, zone)
    today = local_day(now, zone) if now else None
    clock_time = format_datetime(there, "HH:mm", locale=_locale(language))
    return f"{day_in_words(there.date(), language, today=today)}, {clock_time}"


def day_in_words(day: date, language: str, *, today: date | None = None) -> str:
    """`day` as "Tue 3 Dec", in the order and the words of `language`.

    With `today` the year is added where it is another one.
    """
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415

    locale = _locale(language)
    with_year = today is not None and today.year != day.year
    if locale.startswith("en"):
        return format_date(day, "EEE d MMM y" if with_year else "EEE d MMM", locale=locale)
    return format_skeleton("yMMMEd" if with_year else "MMMEd", day, locale=locale)


def timestamp(instant: datetime, style: str = "F") -> str:
    """`instant` (aware) as Discord shows it to every reader in their own zone and language.

    Styles: t 10:00, T with seconds, d and D days, f and F days with times, R "in 2 hours".
    """
    return f"<t:{int(instant.timestamp())}:{style}>"


@cache
def _locale(language: str) -> str:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        return str(Locale.parse(language, sep="_"))
    except (UnknownLocaleError, ValueError):
        return "en"


# --- What was asked, and refusals ----------------------------------------------------------

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_WHEN_EXAMPLES: dict[str, Message] = {
    "future": N_("“tomorrow 3pm”, “Tue 14:30” or “3 Dec 10:00”"),
    "past": N_("“yesterday”, “last Tuesday” or “3 days ago”"),
}
_DAY_EXAMPLES: dict[str, Message] = {
    "future": N_("“Friday”, “in 3 days” or “3 December”"),
    "past": N_("“yesterday”, “last Tuesday” or “3 days ago”"),
}
_TIME_EXAMPLES = N_("“9:30”, “14:00” or “2pm”")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a member typed, and when and where they did. `text` is `typed` made plain."""

    typed: str
    text: str
    now: datetime
    zone: str
    language: str
    future: bool
    examples: Message
    clock_time: time | None = None

    @property
    def today(self) -> date:
        return local_day(self.now, self.zone)

    def refusal(self, message: str, **values: Value) -> BadDate:
        error = BadDate(message, typed=self.typed, examples=self.examples)
        error.values.update(values)
        return error

    def unreadable(self) -> BadDate:
        return self.refusal(N_("I can't read “{typed}” as a date. Write for example {examples}."))

    def words(self, day: date) -> str:
        return day_in_words(day, self.language, today=self.today)


def _asked(
    text: str, now: datetime, zone: str, language: str, expect: str, examples: Message
) -> _Asked:
    typed = " ".join(text.split())
    if not typed:
        raise BadDate(N_("That field is empty. Write for example {examples}."), examples=examples)
    if len(typed) > LONGEST_DATE:
        raise BadDate(
            N_(
                "That is long for a date; a few words will do, for example {examples}. "
                "Here is your text again so that nothing is lost:"
            ),
            examples=examples,
            give_back=text,
        )
    plain = _plain(typed)
    return _Asked(typed, plain, now, zone, language, expect == "future", examples)


def _plain(text: str) -> str:
    """In lower case, digits as 0 to 9, without marks at the ends."""
    text = unicodedata.normalize("NFKC", text).lower()
    digits = (str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    return " ".join("".join(digits).split()).strip(" ,;!?").removesuffix(".")


# --- Instants ------------------------------------------------------------------------------

_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_COUNT = rf"(?P<count>\d{{1,4}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_NOW = frozenset({"now", "right now", "just now", "a moment ago"})
_STAMP = re.compile(r"<t:(\d{1,12})(?::[a-z])?>")
_ISO = re.compile(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)")
_HOURS = re.compile(
    rf"(?P<in>in )?(?:about )?(?:(?P<half>half an hour)|{_COUNT} ?"
    r"(?P<unit>minutes?|mins?|hours?|hrs?|h|m))(?P<ago> ago)?"
)


def _exact(asked: _Asked) -> datetime | None:
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
    minutes = 30 if found["half"] else _number(found["count"])
    if not found["half"] and found["unit"].startswith("h"):
        minutes *= 60
    return asked.now + timedelta(minutes=minutes if found["in"] else -minutes)


def _number(word: str) -> int:
    return _NUMBERS[word] if word in _NUMBERS else int(word)


def _placed(asked: _Asked, day: date | None) -> Reading:
    """The instant of the day and the time that were found."""
    clock_time = asked.clock_time
    if clock_time is None:
        if day is None:
            raise asked.unreadable()
        return Reading(_without_time(asked, day))
    if day is None:
        day = _nearest_day(asked, clock_time)
    _refuse_far(asked, day)
    instant = at_wall_clock(day, clock_time, asked.zone)
    remark = _remark(instant, day, clock_time, asked.zone)
    return Reading(_on_the_right_side(asked, instant), remark)


def _without_time(asked: _Asked, day: date) -> datetime:
    _day_on_the_right_side(asked, day)
    if asked.future:
        raise asked.refusal(
            N_("At what time on {day}? Please write both, for example “{day} 10:00”."),
            day=asked.words(day),
        )
    return asked.now if day == asked.today else at_wall_clock(day, NOON, asked.zone)


def _nearest_day(asked: _Asked, clock_time: time) -> date:
    """The day on which a time without a day is next, or was last."""
    today = asked.today
    instant = at_wall_clock(today, clock_time, asked.zone)
    if asked.future:
        return today if instant >= asked.now - GRACE else today + timedelta(days=1)
    return today if instant <= asked.now + GRACE else today - timedelta(days=1)


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


def _on_the_right_side(asked: _Asked, instant: datetime) -> datetime:
    _refuse_far(asked, instant.date())
    when = in_words(instant, asked.zone, asked.language, now=asked.now)
    if asked.future and instant < asked.now - GRACE:
        raise asked.refusal(_PASSED, when=when)
    if not asked.future:
        if instant > asked.now + GRACE:
            raise asked.refusal(_AHEAD, when=when)
        return min(instant, asked.now)
    return instant


def _day_on_the_right_side(asked: _Asked, day: date) -> date:
    _refuse_far(asked, day)
    if asked.future and day < asked.today:
        raise asked.refusal(_PASSED, when=asked.words(day))
    if not asked.future and day > asked.today:
        raise asked.refusal(_AHEAD, when=asked.words(day))
    return day


_PASSED = N_(
    "“{typed}” is {when}, and that has passed. Write a time to come, for example {examples}."
)
_AHEAD = N_(
    "“{typed}” is {when}, and that is still to come. Write when it was, for example {examples}."
)


def _refuse_far(asked: _Asked, day: date) -> None:
    if abs(day - asked.today) > FARTHEST:
        raise asked.refusal(
            N_(
                "“{typed}” is more than two years away from today. "
                "Is the year right? Write for example {examples}."
            )
        )


# --- Times of day --------------------------------------------------------------------------

_HALF = r"[ap]\.?m\.?(?!\w)"
_TIMES = re.compile(
    rf"""(?<![\w.:/-])(?:(?P<at>at|um|à|alle|a\ las|om|kl\.?|klo|@)\s*)?(?:
      (?P<h1>\d{{1,2}})(?:\s*:\s*|h)(?P<m1>\d{{2}})(?::\d{{2}})?
        \s*(?P<p1>{_HALF})?(?:\s*(?:uhr|h)(?!\w))?
    | (?P<h2>\d{{1,2}})\.(?P<m2>\d{{2}})\s*(?:(?P<p2>{_HALF})|(?P<uhr>uhr|h)(?!\w))?(?!\.)
    | (?P<h3>\d{{1,2}})\s*(?P<p3>{_HALF})
    | (?P<h4>\d{{1,2}})\s*(?:uhr|heures?|h)(?!\w)
    | (?P<word>noon|midday|midnight)
    | (?<=[\w@.]\ )(?P<h5>\d{{1,2}})(?P<oclock>\s*o'?clock)?
    | (?<=@)(?P<h6>\d{{1,2}})
    )(?![\d:/])""",
    re.VERBOSE,
)
_PART_OF_DAY = re.compile(r"\b(?:in the )?(?P<part>morning|afternoon|evening|night)\b", re.VERBOSE)
_SYNONYMS = (
    (re.compile(r"\btonight\b"), "today evening"),
    (re.compile(r"\blast night\b"), "yesterday evening"),
    (re.compile(r"\bthis (?=morning|afternoon|evening)"), "today "),
    (re.compile(r"(?<=\d)t(?=\d)"), " "),
    (re.compile("’"), "'"),
)
_ZONE_NAMES = re.compile(
    r"(?<!\w)(?:utc|gmt|cet|cest|eet|eest|wet|west|bst|est|edt|cst|cdt|mst|mdt|pst|pdt|ist|jst"
    r"|msk|aest|aedt|(?:eastern|central|mountain|pacific|local)(?: (?:standard|daylight))? time)"
    r"(?:[+-]\d{1,2}(?::?\d{2})?)?(?!\w)"
)
_FILLERS = re.compile(r"\b(?:at|on|the|of|by)\b|[,@]")


def _take_time(asked: _Asked) -> tuple[str, time | None]:
    """What is left of the text without its time of day, and that time. Raises `BadDate`."""
    text = asked.text
    for pattern, instead in _SYNONYMS:
        text = pattern.sub(instead, text)
    if _ZONE_NAMES.search(text):
        raise asked.refusal(
            N_(
                "I read times on your own clock, so please leave the zone out of “{typed}” and "
                "write what your clock will show, for example {examples}."
            )
        )
    part = _PART_OF_DAY.search(text)
    if part:
        text = f"{text[: part.start()]} {text[part.end() :]}".strip()
    times = [found for found in _TIMES.finditer(text) if _is_time(found)]
    if len(times) > 1:
        raise asked.refusal(
            N_("“{typed}” has more than one time in it. One is enough, for example {examples}.")
        )
    if not times:
        return " ".join(text.split()), None
    found = times[0]
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return " ".join(rest.split()).strip(" ,"), _time_of(asked, found, part)


def _is_time(found: re.Match[str]) -> bool:
    """Whether digits are a time: "10.30" is one, "3.12" a day, and "at 3" is one, "May 3" not."""
    if found["h2"]:
        return bool(found["p2"] or found["uhr"] or found["at"] or int(found["m2"]) > 12)
    if found["h5"]:
        return bool(found["at"] or found["oclock"])
    return True


def _time_of(asked: _Asked, found: re.Match[str], part: re.Match[str] | None) -> time:
    if found["word"]:
        return time(0) if found["word"] == "midnight" else NOON
    hour = int(next(filter(None, (found[f"h{n}"] for n in range(1, 7)))))
    minute = int(found["m1"] or found["m2"] or 0)
    half = found["p1"] or found["p2"] or found["p3"]
    if half:
        return _clock(asked, hour, minute, is_pm=half[0] == "p")
    if part and hour <= 12:
        return _clock(asked, hour, minute, is_pm=part["part"] != "morning")
    if 1 <= hour <= 7 and (found["h5"] or found["h6"]):
        raise asked.refusal(
            N_("Is that {hour} in the morning or in the afternoon? Write “{am}” or “{pm}”."),
            hour=hour,
            am=f"{hour}:00",
            pm=f"{hour + 12}:00",
        )
    return _clock(asked, hour, minute)


def _clock(asked: _Asked, hour: int, minute: int = 0, *, is_pm: bool | None = None) -> time:
    """A time of the 24-hour clock, or of the 12-hour one where `is_pm` is given."""
    fits = 0 <= hour <= 23 if is_pm is None else 1 <= hour <= 12
    if not fits or minute > 59:
        raise asked.refusal(
            N_("There is no such time as in “{typed}”. Write for example {examples}.")
        )
    if is_pm is not None:
        hour = hour % 12 + (12 if is_pm else 0)
    return time(hour, minute)


# --- Days ----------------------------------------------------------------------------------

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


def _day(asked: _Asked, rest: str) -> date | datetime:
    """The day in `rest`; an instant where dateparser knows one. Raises `BadDate`."""
    plain = " ".join(_FILLERS.sub(" ", rest).split()).strip(" .")
    for pattern, meaning in _GRAMMAR:
        found = pattern.fullmatch(plain)
        if found:
            try:
                return meaning(asked, found)
            except (OverflowError, ValueError) as error:
                raise asked.unreadable() from error
    numbers = _NUMBERS_ONLY.fullmatch(plain)
    if numbers:
        return _from_numbers(asked, numbers)
    found_elsewhere = _by_dateparser(asked, rest)
    if found_elsewhere is None:
        raise asked.unreadable()
    return found_elsewhere


def _relative_word(days: int) -> "Callable[[_Asked, re.Match[str]], date]":
    return lambda asked, _found: asked.today + timedelta(days=days)


def _counted(asked: _Asked, found: re.Match[str]) -> date:
    """ "in 3 days", "two weeks ago", "a month from now"."""
    is_ahead = bool(found["in"] or found["ahead"])
    if is_ahead == bool(found["ago"]):
        raise asked.unreadable()
    count = _number(found["count"]) * (1 if is_ahead else -1)
    unit = found["unit"]
    if unit.startswith("month"):
        return _months_later(asked.today, count)
    days = {"d": 1, "w": 7, "f": 14}[unit[0]]
    return asked.today + timedelta(days=days * count)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _weekday(asked: _Asked, found: re.Match[str]) -> date:
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


def _nearest_is_not_today(asked: _Asked) -> bool:
    return asked.clock_time is None or _nearest_day(asked, asked.clock_time) != asked.today


def _which_day(asked: _Asked, _found: re.Match[str]) -> date:
    raise asked.refusal(N_("Which day do you mean by “{typed}”? Write for example {examples}."))


def _day_of_month(asked: _Asked, found: re.Match[str]) -> date:
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


def _named_month(asked: _Asked, found: re.Match[str]) -> date:
    """ "Tue 3 Dec", "December 3rd, 2026"."""
    month = _MONTHS[found["month"]]
    year = int(found["year"]) if found["year"] else None
    day = _dated(asked, int(found["day"]), month, year)
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


_NUMBERS_ONLY = re.compile(
    r"(?P<a>\d{1,4})(?P<separator>[/.-])(?P<b>\d{1,2})(?:(?P=separator)(?P<c>\d{4}|\d{1,2}))?"
)


def _from_numbers(asked: _Asked, found: re.Match[str]) -> date:
    """ "2026-12-03", "13/6", "5.6.2027" and, refused, "5/6"."""
    first, second = int(found["a"]), int(found["b"])
    if len(found["a"]) == 4:
        if found["c"] is None:
            raise asked.unreadable()
        return _dated(asked, int(found["c"]), second, first)
    if len(found["a"]) > 2:
        raise asked.unreadable()
    year = int(found["c"]) if found["c"] else None
    if year is not None and year < 100:
        year += 2000
    could_be_both = first <= 12 and second <= 12 and first != second
    if could_be_both and not _day_comes_first(asked.language):
        raise _ambiguous(asked, first, second)
    if second > 12 >= first:
        first, second = second, first
    return _dated(asked, first, second, year)


def _day_comes_first(language: str) -> bool:
    """Whether everybody who writes `language` puts the day before the month (English doesn't)."""
    from babel import Locale  # noqa: PLC0415

    if language.startswith("en"):
        return False
    pattern = str(Locale.parse(_locale(language)).date_formats["short"].pattern)
    return 0 <= pattern.find("d") < pattern.find("M")


def _ambiguous(asked: _Asked, first: int, second: int) -> BadDate:
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


def _day_and_month(asked: _Asked, day: int, month: int) -> str:
    from babel.dates import format_date  # noqa: PLC0415

    leap_year = 2000
    if not 1 <= day <= monthrange(leap_year, month)[1]:
        return f"{day}/{month}"
    return format_date(date(leap_year, month, day), "d MMMM", locale=_locale(asked.language))


def _dated(asked: _Asked, day: int, month: int, year: int | None) -> date:
    """That day, of the year that is meant where none is given. Raises `BadDate`."""
    if not 1 <= month <= 12 or (year is not None and not 1 <= year <= 9998):
        raise asked.unreadable()
    if year is not None:
        _refuse_impossible(asked, day, month, year)
        return date(year, month, day)
    _refuse_impossible(asked, day, month, 2000)
    return _in_a_near_year(asked, day, month)


def _in_a_near_year(asked: _Asked, day: int, month: int) -> date:
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


def _refuse_impossible(asked: _Asked, day: int, month: int, year: int) -> None:
    from babel.dates import format_date  # noqa: PLC0415

    most = monthrange(year, month)[1]
    if 1 <= day <= most:
        return
    raise asked.refusal(
        N_("There is no “{typed}”: {month} has {count} days. Write for example {examples}."),
        month=format_date(date(year, month, 1), "LLLL", locale=_locale(asked.language)),
        count=most,
    )


_GRAMMAR: tuple[tuple[re.Pattern[str], Callable[[_Asked, re.Match[str]], date]], ...] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"today", _relative_word(0)),
        (r"tomorrow|tmrw|tmr|tomorow|tommorow|tommorrow", _relative_word(1)),
        (r"day after tomorrow|overmorrow", _relative_word(2)),
        (r"yesterday", _relative_word(-1)),
        (r"day before yesterday", _relative_word(-2)),
        (
            (
                rf"(?P<in>in )?{_COUNT} (?P<unit>days?|weeks?|fortnights?|months?)"
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


def _by_dateparser(asked: _Asked, rest: str) -> date | datetime | None:
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
        return _dated(asked, moment.day, moment.month, None)
    return moment.date()


def _moment(asked: _Asked, moment: datetime) -> datetime:
    """The instant of a wall-clock time, or of one that was counted from now ("in 2 Stunden")."""
    if moment.microsecond == _base(asked).microsecond:
        return asked.now + (moment - _base(asked))
    return at_wall_clock(moment.date(), moment.time(), asked.zone)


def _base(asked: _Asked) -> datetime:
    """Now on the member's clock, marked so that what is counted from it is known by the mark."""
    return local(asked.now, asked.zone).replace(tzinfo=None, microsecond=777_777)


def _parse(asked: _Asked, text: str) -> tuple[datetime, frozenset[str]] | None:
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


# --- Zones ---------------------------------------------------------------------------------

_REGIONS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Arctic/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)
_WELL_KNOWN = (
    "Europe/London",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/Madrid",
    "Europe/Rome",
    "Europe/Amsterdam",
    "Europe/Warsaw",
    "Europe/Athens",
    "Europe/Helsinki",
    "Europe/Kyiv",
    "Europe/Istanbul",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Toronto",
    "America/Mexico_City",
    "America/Sao_Paulo",
    "America/Bogota",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Manila",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Africa/Lagos",
    "Africa/Johannesburg",
    "Africa/Cairo",
    "Africa/Nairobi",
    "Africa/Casablanca",
    "America/Phoenix",
    "America/Anchorage",
    "America/Halifax",
    "America/St_Johns",
    "America/Vancouver",
    "America/Argentina/Buenos_Aires",
    "America/Santiago",
    "America/Lima",
    "America/Caracas",
    "America/Noronha",
    "Atlantic/Azores",
    "Atlantic/Reykjavik",
    "Europe/Lisbon",
    "Asia/Jerusalem",
    "Asia/Riyadh",
    "Asia/Tehran",
    "Asia/Dubai",
    "Asia/Kabul",
    "Asia/Karachi",
    "Asia/Kathmandu",
    "Asia/Dhaka",
    "Asia/Yangon",
    "Asia/Bangkok",
    "Asia/Jakarta",
    "Asia/Ho_Chi_Minh",
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Seoul",
    "Australia/Perth",
    "Australia/Darwin",
    "Australia/Adelaide",
    "Australia/Brisbane",
    "Australia/Lord_Howe",
    "Pacific/Guadalcanal",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Pacific/Honolulu",
    "Pacific/Kiritimati",
    "Pacific/Marquesas",
    "Pacific/Pago_Pago",
)
"""One place for every rule that many people live by, the likeliest first."""

_MORE_CITIES = {
    "Europe/London": "edinburgh glasgow manchester birmingham bristol leeds oxford cambridge",
    "Europe/Berlin": "munich münchen hamburg cologne köln frankfurt stuttgart leipzig dresden",
    "Europe/Paris": "lyon marseille toulouse lille bordeaux",
    "Europe/Madrid": "barcelona valencia seville",
    "Europe/Rome": "milan naples turin",
    "Europe/Zurich": "geneva basel bern",
    "Europe/Vienna": "wien graz salzburg",
    "Europe/Amsterdam": "rotterdam utrecht delft",
    "Europe/Kyiv": "kiev lviv",
    "America/New_York": "boston washington philadelphia miami atlanta nyc",
    "America/Chicago": "houston dallas austin minneapolis",
    "America/Los_Angeles": "seattle portland oakland berkeley",
    "America/Toronto": "montreal ottawa",
    "Asia/Kolkata": "mumbai delhi bangalore bengaluru chennai hyderabad pune bombay calcutta",
    "Asia/Shanghai": "beijing shenzhen guangzhou",
    "Asia/Tokyo": "osaka kyoto",
    "Asia/Karachi": "lahore islamabad",
    "Africa/Lagos": "abuja",
    "Africa/Johannesburg": "durban pretoria",
    "Australia/Sydney": "canberra",
    "America/Sao_Paulo": "rio",
}
_MORE_CITIES_OF_TWO_WORDS = {
    "san francisco": "America/Los_Angeles",
    "san diego": "America/Los_Angeles",
    "las vegas": "America/Los_Angeles",
    "washington dc": "America/New_York",
    "new delhi": "Asia/Kolkata",
    "rio de janeiro": "America/Sao_Paulo",
    "cape town": "Africa/Johannesburg",
    "tel aviv": "Asia/Jerusalem",
    "abu dhabi": "Asia/Dubai",
    "st petersburg": "Europe/Moscow",
}
_MORE_COUNTRIES = {
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "uk": "GB",
    "great britain": "GB",
    "usa": "US",
    "us": "US",
    "united states of america": "US",
    "holland": "NL",
    "south korea": "KR",
    "czechia": "CZ",
    "deutschland": "DE",
    "uae": "AE",
}
_ABBREVIATIONS = {
    "cet cest mez mesz met": ("Europe/Berlin", "Europe/Paris", "Europe/Madrid"),
    "eet eest": ("Europe/Athens", "Europe/Helsinki", "Africa/Cairo"),
    "wet bst": ("Europe/London", "Europe/Lisbon"),
    "est edt et eastern": ("America/New_York", "America/Toronto"),
    "cst cdt ct central": ("America/Chicago", "America/Mexico_City", "Asia/Shanghai"),
    "mst mdt mt mountain": ("America/Denver", "America/Phoenix"),
    "pst pdt pt pacific": ("America/Los_Angeles", "America/Vancouver"),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "jst": ("Asia/Tokyo",),
    "msk": ("Europe/Moscow",),
    "aest aedt": ("Australia/Sydney", "Australia/Brisbane"),
}
_UTC = frozenset({"utc", "gmt", "z", "zulu"})
_OFFSET_OF_ZERO = re.compile(r" ?(?:utc|gmt)? ?[+−-] ?0{1,2}(?::?00)? ?")
_OFFSET = re.compile(r"(?:utc|gmt)? ?([+−-]) ?(\d{1,2})(?::?(\d{2}))?")


def read_zone(text: str) -> str:
    """The IANA zone that `text` names: "Europe/Berlin", "berlin", "New York", "Japan".

    An offset ("UTC+2") or an abbreviation ("CET") is no place whose clock changes are known,
    so its cities are offered instead. Raises `BadZone`.
    """
    typed = " ".join(text.split())
    if not typed:
        raise BadZone(N_("That field is empty. Name a big city near you, for example “Berlin”."))
    if len(typed) > LONGEST_ZONE:
        raise BadZone(
            N_(
                "That is long for a city; a name will do, for example “Berlin”. "
                "Here is your text again so that nothing is lost:"
            ),
            give_back=text,
        )
    zone = _zone_named(typed)
    if zone is None:
        raise _unknown_zone(typed)
    return zone


def zone_choices(query: str) -> list[str]:
    """At most 25 zones for what has been typed so far, the best first; never an error."""
    key = _key(query[:LONGEST_ZONE])
    if not key:
        return list(_WELL_KNOWN[:MOST_CHOICES])
    names = _places()
    named = _zone_named(query[:LONGEST_ZONE])
    exact = [named] if named else list(_zones_hinted_at(query[:LONGEST_ZONE]))
    begins = [zone for name, zone in names.items() if name.startswith(key)]
    for country in _country_codes():
        if country.startswith(key):
            begins += _zones_of_country(country)
    inside = [zone for name, zone in names.items() if key in name]
    inside += [zone for zone in _zones() if key in _key(zone)]
    near = [names[name] for name in difflib.get_close_matches(key, names, n=5, cutoff=0.7)]
    return list(dict.fromkeys([*exact, *begins, *inside, *near]))[:MOST_CHOICES]


def zones_where_it_is(now: datetime, hour_minute: time) -> list[str]:
    """At most 25 zones whose clock shows about `hour_minute` at `now`, the likeliest first."""
    utc = now.astimezone(UTC)
    minutes = (hour_minute.hour - utc.hour) * 60 + hour_minute.minute - utc.minute
    wanted = round(minutes / 15) * 15 % (24 * 60)
    fitting = [zone for zone in (*_WELL_KNOWN, *_zones()) if _offset(zone, now) == wanted]
    known = [zone for zone in fitting if zone in _WELL_KNOWN]
    return list(dict.fromkeys(known or fitting))[:MOST_CHOICES]


def _offset(zone: str, now: datetime) -> int:
    """Minutes east of UTC at `now`, around the clock (0 to 1439)."""
    offset = now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    return int(offset.total_seconds() // 60) % (24 * 60)


def _zone_named(typed: str) -> str | None:
    """The one zone that `typed` names, or None."""
    key = _key(typed)
    if key in _UTC or _OFFSET_OF_ZERO.fullmatch(typed.lower()):
        return "UTC"
    if key in _abbreviations():
        return None
    city = _by_key().get(key) or _places().get(key) or _places().get(_key(typed.partition(",")[0]))
    country = _zones_of_country(key)
    return city or (country[0] if len(country) == 1 else None)


def _zones_hinted_at(typed: str) -> tuple[str, ...]:
    """The zones that an offset, an abbreviation or a large country leaves open."""
    offset = _OFFSET.fullmatch(typed.lower().strip())
    if offset:
        return _zones_at(offset)
    key = _key(typed)
    return _abbreviations().get(key) or _zones_of_country(key)


def _zones_at(offset: re.Match[str]) -> tuple[str, ...]:
    """Well-known zones that are so far from UTC in January or in July."""
    sign = 1 if offset[1] == "+" else -1
    minutes = sign * (int(offset[2]) * 60 + int(offset[3] or 0))
    if not -12 * 60 <= minutes <= 14 * 60:
        return ()
    winter, summer = (datetime(2026, month, 15, tzinfo=UTC) for month in (1, 7))
    return tuple(
        zone
        for zone in _WELL_KNOWN
        if minutes % (24 * 60) in {_offset(zone, winter), _offset(zone, summer)}
    )


def _unknown_zone(typed: str) -> BadZone:
    cities = [_city(zone) for zone in _zones_hinted_at(typed)[:6]]
    if cities:
        return BadZone(
            N_(
                "“{typed}” doesn't say when your clocks change. Which of these has the same clock "
                "as you: {cities}? Or name a big city near you."
            ),
            typed=typed,
            cities=", ".join(cities),
        )
    close = difflib.get_close_matches(_key(typed), _places(), n=3, cutoff=0.7)
    if close:
        return BadZone(
            N_("I don't know “{typed}”. Did you mean {cities}? Else name a big city near you."),
            typed=typed,
            cities=", ".join(dict.fromkeys(_city(_places()[name]) for name in close)),
        )
    return BadZone(
        N_(
            "I don't know “{typed}” as a place. Name a big city near you with the same clock, "
            "for example “Berlin” or “New York”."
        ),
        typed=typed,
    )


def _key(text: str) -> str:
    """`text` for comparing: no accents, no marks, lower case."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(letters.split())


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    """Zones by what their clocks are called, with and without "time"."""
    return {
        name + suffix: zones
        for names, zones in _ABBREVIATIONS.items()
        for name in names.split()
        for suffix in ("", " time")
    }


@cache
def _by_key() -> dict[str, str]:
    """Every zone by its whole name ("europe berlin"), old names included."""
    named = (zone for zone in sorted(available_timezones()) if "/" in zone)
    return {_key(zone): zone for zone in named if not zone.startswith("Etc/")}


@cache
def _zones() -> tuple[str, ...]:
    """The zones that are in use today, by name."""
    return tuple(sorted({zone for zones in _countries().values() for zone in zones}))


@cache
def _places() -> dict[str, str]:
    """Zones by their city ("new york"): well-known ones first, then others, then old names."""
    found = {_key(_city(zone)): zone for zone in (*_WELL_KNOWN, *_zones())}
    for zone, names in _MORE_CITIES.items():
        for name in names.split():
            found.setdefault(_key(name), zone)
    for name, zone in _MORE_CITIES_OF_TWO_WORDS.items():
        found.setdefault(name, zone)
    for zone in sorted(available_timezones()):
        if zone.startswith(_REGIONS):
            found.setdefault(_key(_city(zone)), zone)
    return found


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    """The zones of every country, by its code of two letters."""
    found: dict[str, list[str]] = {}
    for code, _coordinates, zone in _table("zone.tab", 3):
        found.setdefault(code, []).append(zone)
    return {code: tuple(zones) for code, zones in found.items()}


@cache
def _country_codes() -> dict[str, str]:
    """The codes of countries by their English names, and a few others."""
    return {_key(name): code for code, name in _table("iso3166.tab", 2)} | _MORE_COUNTRIES


def _zones_of_country(key: str) -> tuple[str, ...]:
    """Its zones, the well-known first; only one where all have the same clock."""
    zones = _countries().get(_country_codes().get(key, ""), ())
    ordered = [zone for zone in _WELL_KNOWN if zone in zones]
    ordered += [zone for zone in zones if zone not in _WELL_KNOWN]
    days = [datetime(2026, month, 15, tzinfo=UTC) for month in (1, 7)]
    clocks = {tuple(_offset(zone, day) for day in days) for zone in zones}
    return tuple(ordered[:1] if len(clocks) == 1 else ordered)


def _table(name: str, columns: int) -> Iterable[tuple[str, ...]]:
    """The rows of a table that comes with the time-zone data."""
    text = (resources.files("tzdata") / "zoneinfo" / name).read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return (tuple(line.split("\t")[:columns]) for line in lines)
