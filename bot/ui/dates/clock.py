"""Times of day."""

import contextlib
import re
from datetime import time

from bot.feedback import N_
from bot.ui.dates.asked import Asked, BadDate
from bot.ui.dates.counting import COUNT, number
from bot.ui.zone_names import BadZone, read_zone

NOON = time(12)
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
    (re.compile(r"\b(?:tmrw|tmr|tmw|2morrow|tomorow|tommorow|tommorrow)\b"), "tomorrow"),
    (re.compile(r"(?<=\d) ?o['` ]? ?clock\b"), " o'clock"),
)
_SPOKEN = re.compile(
    rf"\b(?P<part>half|(?:a )?quarter) (?P<side>past|to) (?P<hour>{COUNT})\b"
    rf"(?P<after>\s*(?:o'clock|{_HALF}))?"
)
_SOMEWHERES_TIME = re.compile(r"\b((?:[^\W\d]+ )?[^\W\d]+) time\b")
_ZONE_NAMES = re.compile(
    r"(?<!\w)(?:utc|gmt|cet|cest|eet|eest|wet|west|bst|est|edt|cst|cdt|mst|mdt|pst|pdt|ist|jst"
    r"|msk|aest|aedt|(?:eastern|central|mountain|pacific|local)(?: (?:standard|daylight))? time)"
    r"(?:[+-]\d{1,2}(?::?\d{2})?)?(?!\w)"
)


def take_time(asked: Asked) -> tuple[str, time | None]:
    """What is left of the text without its time of day, and that time. Raises `BadDate`."""
    text = asked.text
    for pattern, instead in _SYNONYMS:
        text = pattern.sub(instead, text)
    if _ZONE_NAMES.search(text) or _names_a_place(text):
        raise asked.refusal(
            N_(
                "I read times on your own clock, so please leave the zone out of “{typed}” and "
                "write what your clock will show, for example {examples}."
            )
        )
    part = _PART_OF_DAY.search(text)
    text = _SPOKEN.sub(lambda found: _spelled_out(asked, found, part), text)
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


def _names_a_place(text: str) -> bool:
    """Whether somebody else's clock is meant: "3pm Berlin time", "10:00 New York time"."""
    found = _SOMEWHERES_TIME.search(text)
    if found is None:
        return False
    for name in (found[1], found[1].rpartition(" ")[2]):
        with contextlib.suppress(BadZone):
            read_zone(name)
            return True
    return False


def _spelled_out(asked: Asked, found: re.Match[str], part: re.Match[str] | None) -> str:
    """ "half past two pm" as "2:30 pm"; without a half of the day, two is asked about."""
    hour, past = number(found["hour"]), found["side"] == "past"
    minute = 30 if found["part"] == "half" else 15 if past else 45
    if not past:
        if found["part"] == "half":
            raise asked.unreadable()
        hour = hour - 1 or 12
    after = (found["after"] or "").replace("o'clock", "").strip()
    if 1 <= hour <= 7 and not after and not part:
        raise _which_half(asked, hour, minute)
    return f"{hour}:{minute:02} {after}".strip()


def _which_half(asked: Asked, hour: int, minute: int = 0) -> BadDate:
    return asked.refusal(
        N_("Is that {hour} in the morning or in the afternoon? Write “{am}” or “{pm}”."),
        hour=f"{hour}:{minute:02}" if minute else hour,
        am=f"{hour}:{minute:02}",
        pm=f"{hour + 12}:{minute:02}",
    )


def _is_time(found: re.Match[str]) -> bool:
    """Whether digits are a time: "10.30" is one, "3.12" a day, and "at 3" is one, "May 3" not."""
    if found["h2"]:
        return bool(found["p2"] or found["uhr"] or found["at"] or int(found["m2"]) > 12)
    if found["h5"]:
        return bool(found["at"] or found["oclock"])
    return True


def _time_of(asked: Asked, found: re.Match[str], part: re.Match[str] | None) -> time:
    if found["word"]:
        return time(0) if found["word"] == "midnight" else NOON
    hour = int(next(filter(None, (found[f"h{n}"] for n in range(1, 7)))))
    minute = int(found["m1"] or found["m2"] or 0)
    half = found["p1"] or found["p2"] or found["p3"]
    if half:
        return clock_time_of(asked, hour, minute, is_pm=half[0] == "p")
    if part and hour <= 12:
        return clock_time_of(asked, hour, minute, is_pm=part["part"] != "morning")
    if 1 <= hour <= 7 and (found["h5"] or found["h6"]):
        raise _which_half(asked, hour)
    return clock_time_of(asked, hour, minute)


def clock_time_of(asked: Asked, hour: int, minute: int = 0, *, is_pm: bool | None = None) -> time:
    """A time of the 24-hour clock, or of the 12-hour one where `is_pm` is given."""
    fits = 0 <= hour <= 23 if is_pm is None else 1 <= hour <= 12
    if not fits or minute > 59:
        raise asked.refusal(
            N_("There is no such time as in “{typed}”. Write for example {examples}.")
        )
    if is_pm is not None:
        hour = hour % 12 + (12 if is_pm else 0)
    return time(hour, minute)
