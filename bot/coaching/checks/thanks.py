"""What the coach finds in a thank-you."""

import re

from bot.coaching.checks.findings import Finding, FindingId, Known
from bot.coaching.checks.followups import names_a_step
from bot.coaching.checks.greetings import find_generic_greeting
from bot.coaching.checks.jobs import find_job_asks
from bot.coaching.checks.presents import find_presents
from bot.coaching.checks.slots import find_slots
from bot.coaching.checks.specifics import names_a_point
from bot.coaching.checks.text import Reading, Span, count_words

MOST_WORDS = 150
"""Longer, it is a letter to work through."""


def check_thanks(text: str, known: Known) -> list[Finding]:
    """The findings of a thank-you, those with words in the order of the text, then the missing."""
    reading = Reading(text)
    slots = find_slots(reading)
    found = _found(FindingId.PLACEHOLDER, reading, slots)
    if reading.is_english:
        found += _in_english(reading, slots, known)
    words = count_words(text)
    if words > MOST_WORDS:
        values: dict[str, str | int] = {"count": words, "limit": MOST_WORDS, "unit": "words"}
        found.append(Finding(FindingId.TOO_LONG, values=values))
    return sorted(found, key=lambda finding: (finding.span is None, finding.span or (0, 0)))


def _in_english(reading: Reading, slots: list[Span], known: Known) -> list[Finding]:
    jobs = [
        span
        for span in find_job_asks(reading, talk_is_asked=True)
        if not _is_told(reading.plain, span)
    ]
    presents = find_presents(reading)
    found = _found(FindingId.JOB_ASK, reading, jobs) + _found(FindingId.GIFT, reading, presents)
    is_generic, greeting = find_generic_greeting(reading, slots, known.reader)
    if is_generic:
        span = reading.span(*greeting) if greeting else None
        found.append(Finding(FindingId.GENERIC_GREETING, span))
    if not names_a_point(reading, jobs + slots, presents):
        found.append(Finding(FindingId.NO_SPECIFIC))
    if not names_a_step(reading, jobs + presents):
        found.append(Finding(FindingId.NO_NEXT_STEP))
    return found


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


def _found(finding: FindingId, reading: Reading, spans: list[Span]) -> list[Finding]:
    return [Finding(finding, reading.span(*span)) for span in spans]
