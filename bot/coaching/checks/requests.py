"""The check of a request: a message that asks somebody for a conversation or an introduction."""

import re
from collections.abc import Callable

from bot.coaching.channels import ROOM, Channel
from bot.coaching.checks import background, purpose, talks, ties
from bot.coaching.checks.enclosures import find_attachments
from bot.coaching.checks.findings import Finding, FindingId, Known
from bot.coaching.checks.gratitude import find_thanks
from bot.coaching.checks.greetings import find_generic_greeting
from bot.coaching.checks.jobs import find_job_asks
from bot.coaching.checks.pressure import find_pressure
from bot.coaching.checks.slots import find_slots
from bot.coaching.checks.text import Reading, Span, count_characters, count_words

MOST_WORDS = 150
"""By e-mail, by phone and to a friend; LinkedIn counts characters (`ROOM`)."""


def check_request(text: str, known: Known) -> list[Finding]:
    """What to mend in a request, in the order of the finding's ids.

    A text in another language gets only what doesn't depend on English.
    """
    reading = Reading(text)
    slots = find_slots(reading)
    found = [*_too_long(text, known.channel), *_spans(FindingId.PLACEHOLDER, reading, slots)]
    if reading.is_english:
        found += _Request(reading, slots, known).findings()
    order = list(FindingId)
    return sorted(found, key=lambda one: (order.index(one.id), one.span or (0, 0)))


def _spans(finding: FindingId, reading: Reading, spans: list[Span]) -> list[Finding]:
    return [Finding(finding, reading.span(start, end)) for start, end in spans]


def _too_long(text: str, channel: Channel) -> list[Finding]:
    if channel in ROOM:
        count, limit, unit = count_characters(text), ROOM[channel], "characters"
    else:
        count, limit, unit = count_words(text), MOST_WORDS, "words"
    if count <= limit:
        return []
    return [Finding(FindingId.TOO_LONG, values={"count": count, "limit": limit, "unit": unit})]


_VAGUE = re.compile(
    r",?\s*\b(?:some\s?time|some day|one day|one of these days|whenever (?:it )?suits(?: you)?"
    r"|quick)\b",
    re.IGNORECASE,
)
"""Words that stand where a time should."""


class _Request:
    """The findings that need English."""

    def __init__(self, reading: Reading, slots: list[Span], known: Known) -> None:
        self._reading, self._slots, self._known = reading, slots, known
        self._to_a_friend = known.channel is Channel.INTRODUCTION
        find = talks.find_introduction_ask if self._to_a_friend else talks.find_ask
        self._asks = find(reading)
        self._jobs = find_job_asks(reading, talk_is_asked=bool(self._asks))
        self._no_content = sorted([*slots, *self._jobs])

    def findings(self) -> list[Finding]:
        found = [
            Finding(one, fix=self._mended_ask() if one is FindingId.TIME_MISSING else None)
            for one, is_missing in self._missing().items()
            if is_missing()
        ]
        found += self._greeting()
        found += _spans(FindingId.JOB_ASK, self._reading, self._jobs)
        found += _spans(FindingId.ATTACHMENT, self._reading, find_attachments(self._reading))
        found += _spans(FindingId.PRESSURE, self._reading, find_pressure(self._reading))
        return found

    def _missing(self) -> dict[FindingId, Callable[[], bool]]:
        return {
            FindingId.PURPOSE_MISSING: self._no_purpose,
            FindingId.BACKGROUND_MISSING: lambda: not background.tells_background(self._reading),
            FindingId.LINK_MISSING: self._no_link,
            FindingId.ASK_MISSING: lambda: not self._asks,
            FindingId.TIME_MISSING: self._no_time,
            FindingId.NO_THANKS: lambda: not find_thanks(self._reading),
        }

    def _no_purpose(self) -> bool:
        return not purpose.names_a_topic(self._reading, self._no_content)

    def _no_link(self) -> bool:
        if self._to_a_friend:
            return not ties.has_link_to_target(self._reading, self._slots, self._known.target)
        return not ties.has_link(self._reading, self._no_content)

    def _no_time(self) -> bool:
        if not self._asks:
            return False
        talk = talks.find_ask(self._reading) if self._to_a_friend else []
        return not talks.has_time(self._reading, [*self._asks, *talk])

    def _greeting(self) -> list[Finding]:
        if self._known.channel is Channel.CALL:
            return []
        generic, span = find_generic_greeting(self._reading, self._slots, self._known.reader)
        if not generic:
            return []
        where = self._reading.span(*span) if span else None
        fix = f"Dear {self._known.reader}," if self._known.reader else None
        return [Finding(FindingId.GENERIC_GREETING, where, fix=fix)]

    def _mended_ask(self) -> str:
        """The member's own sentence that asks, with how long it would take."""
        ask = self._asks[0]
        start, end = self._reading.span(ask.start, ask.end)
        words = " ".join(_VAGUE.sub("", self._reading.original[start:end]).split())
        bare = words.rstrip(" .?!,;:-")
        mark = words[len(bare) :].strip() or "?"
        return f"{bare} for {self._known.minutes} minutes{mark}"
