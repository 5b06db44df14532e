"""What the coach finds in a thank-you."""

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
    jobs = find_job_asks(reading, talk_is_asked=True)
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


def _found(finding: FindingId, reading: Reading, spans: list[Span]) -> list[Finding]:
    return [Finding(finding, reading.span(*span)) for span in spans]
