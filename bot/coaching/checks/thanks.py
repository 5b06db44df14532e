"""What the coach finds in a thank-you."""

import re

from bot.coaching.checks.findings import Examined, Finding, FindingId, Known
from bot.coaching.checks.gratitude import find_thanks
from bot.coaching.checks.greetings import find_generic_greeting
from bot.coaching.checks.jobs import find_job_asks
from bot.coaching.checks.presents import find_presents
from bot.coaching.checks.reader import Letter, Part
from bot.coaching.checks.signs import Sign
from bot.coaching.checks.slots import find_slots
from bot.coaching.checks.text import Reading, Span, count_words

MOST_WORDS = 150
"""Longer, it is a letter to work through."""

_OPENING = "letter :"


def check_thanks(text: str, known: Known) -> list[Finding]:
    """The findings of a thank-you, those with words in the order of the text, then the missing."""
    return list(examine_thanks(text, known).findings)


def examine_thanks(text: str, known: Known) -> Examined:
    """What to mend in a thank-you, and whether it thanks.

    A text in another language gets only what doesn't depend on English.
    """
    reading = Reading(text)
    is_read = reading.is_english
    found = _in_english(reading, known) if is_read else _slots(reading)
    found += _too_long(text)
    found.sort(key=lambda finding: (finding.span is None, finding.span or (0, 0)))
    return Examined(tuple(found), thanks=is_read and bool(find_thanks(reading)))


def _slots(reading: Reading) -> list[Finding]:
    return [Finding(FindingId.PLACEHOLDER, reading.span(*one)) for one in find_slots(reading)]


def _too_long(text: str) -> list[Finding]:
    words = count_words(text)
    if words <= MOST_WORDS:
        return []
    values: dict[str, str | int] = {"count": words, "limit": MOST_WORDS, "unit": "words"}
    return [Finding(FindingId.TOO_LONG, values=values)]


def _in_english(reading: Reading, known: Known) -> list[Finding]:
    letter = Letter(reading, Part.THANKS, _OPENING)
    slots = find_slots(reading)
    places = {
        FindingId.PLACEHOLDER: slots,
        FindingId.JOB_ASK: letter.places(Sign.JOB, _job_asks(reading)),
        FindingId.GIFT: letter.places(Sign.GIFT, find_presents(reading)),
    }
    found = [
        Finding(finding, reading.span(*words))
        for finding, spans in places.items()
        for words in spans
    ]
    is_generic, greeting = find_generic_greeting(reading, slots, known.reader)
    if not letter.shows(Sign.NAMED, not is_generic):
        span = reading.span(*greeting) if greeting else None
        found.append(Finding(FindingId.GENERIC_GREETING, span))
    if not letter.shows(Sign.POINT):
        found.append(Finding(FindingId.NO_SPECIFIC))
    if not letter.shows(Sign.NEXT):
        found.append(Finding(FindingId.NO_NEXT_STEP))
    return found


def _job_asks(reading: Reading) -> list[Span]:
    found = find_job_asks(reading, talk_is_asked=True)
    return [span for span in found if not _is_told(reading.plain, span)]


_DONE_ELSEWHERE = re.compile(
    r"\b(?:i|we)(?:'ve| have)?(?: \w+ly| already| now| just| also| since| even)*"
    r" (?:applied|put my name|submitted|registered|signed up|enrolled)\b"
    r"|\bthank(?:s| you)\b[^.?!]{0,20} for (?:the|your|writing)\b",
    re.IGNORECASE,
)
_WITH_YOU = re.compile(
    r"\b(?:(?:at|to|in|with|for) (?:you\b|your (?!suggestion|advice|tip|course))|yours?elf)",
    re.IGNORECASE,
)


def _is_told(plain: str, span: Span) -> bool:
    """Whether a thank-you only tells of it: an application of one's own elsewhere."""
    words = plain[max(0, span[0] - 30) : span[1] + 40].partition("\n")[0]
    match = _DONE_ELSEWHERE.search(words)
    return match is not None and not _WITH_YOU.search(words, match.end())
