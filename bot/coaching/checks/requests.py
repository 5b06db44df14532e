"""The check of a request: a message that asks somebody for a conversation or an introduction."""

import re

from bot.coaching.channels import ROOM, Channel
from bot.coaching.checks import talks
from bot.coaching.checks.enclosures import find_attachments
from bot.coaching.checks.findings import Examined, Finding, FindingId, Known
from bot.coaching.checks.gratitude import find_thanks
from bot.coaching.checks.greetings import find_generic_greeting
from bot.coaching.checks.jobs import find_job_asks
from bot.coaching.checks.pressure import find_pressure
from bot.coaching.checks.reader import Letter, Part
from bot.coaching.checks.signs import Sign
from bot.coaching.checks.slots import find_slots
from bot.coaching.checks.text import Reading, Sentence, Span, count_characters, count_words

MOST_WORDS = 150
"""By e-mail, by phone and to a friend; LinkedIn counts characters (`ROOM`)."""

_OPENINGS = {Channel.INTRODUCTION: "introduction :", Channel.CALL: "call :"}
_LETTER = "letter :"
"""What the reader is told of a text before its first word."""


def check_request(text: str, known: Known) -> list[Finding]:
    """What to mend in a request, in the order of the findings' ids."""
    return list(examine_request(text, known).findings)


def examine_request(text: str, known: Known) -> Examined:
    """What to mend in a request, and which words ask.

    A text in another language gets only what doesn't depend on English.
    """
    reading = Reading(text)
    too_long = _too_long(text, known.channel)
    if reading.is_english:
        return _Request(reading, known).checked(too_long)
    slots = [reading.span(*one) for one in find_slots(reading)]
    return Examined((*too_long, *(Finding(FindingId.PLACEHOLDER, one) for one in slots)))


def _too_long(text: str, channel: Channel) -> list[Finding]:
    if channel in ROOM:
        count, limit, unit = count_characters(text), ROOM[channel], "characters"
    else:
        count, limit, unit = count_words(text), MOST_WORDS, "words"
    if count <= limit:
        return []
    return [Finding(FindingId.TOO_LONG, values={"count": count, "limit": limit, "unit": unit})]


_SAYS_MORE = re.compile(r"[:;]-?[)(DP]|[!?.)]\s|\bthank", re.IGNORECASE)
"""What shows that an ask goes on with something else."""

_VAGUE = re.compile(
    r",?\s*\b(?:some\s?time|some day|one day|one of these days|whenever (?:it )?suits(?: you)?"
    r"|quick)\b",
    re.IGNORECASE,
)
"""Words that stand where a time should."""


def _ruled_ask(reading: Reading, channel: Channel) -> tuple[list[Sentence], bool]:
    """What asks for a talk, or for an introduction; and whether it is an introduction.

    By e-mail it may be either: whoever checks a file says no more than that it is an e-mail.
    """
    if channel is not Channel.INTRODUCTION:
        asks = talks.find_ask(reading)
        if asks or channel is not Channel.EMAIL:
            return asks, False
    introductions = talks.find_introduction_ask(reading)
    return introductions, bool(introductions) or channel is Channel.INTRODUCTION


class _Request:
    """The findings that need English: the reader's word, and where rules help, theirs beside it.

    Gaps have forms that rules know better."""

    def __init__(self, reading: Reading, known: Known) -> None:
        self._reading, self._known = reading, known
        opening = _OPENINGS.get(known.channel, _LETTER)
        self._letter = Letter(reading, Part.REQUESTS, opening)
        self._ruled, self._to_a_friend = _ruled_ask(reading, known.channel)
        self._ask = self._asked()
        self._slots = find_slots(reading)

    def _asked(self) -> Span | None:
        """The words that ask for a talk, or for an introduction."""
        ruled = [(one.start, one.end) for one in self._ruled]
        if not self._letter.shows(Sign.ASK, bool(ruled)):
            return None
        return ruled[0] if ruled else self._letter.sentence(Sign.ASK)

    def checked(self, too_long: list[Finding]) -> Examined:
        """All findings, and the words that ask."""
        found = [*too_long, *self._missing(), *self._greeting(), *self._there()]
        order = list(FindingId)
        found.sort(key=lambda one: (order.index(one.id), one.span or (0, 0)))
        ask = self._reading.span(*self._ask) if self._ask else None
        return Examined(tuple(found), ask=ask)

    def _missing(self) -> list[Finding]:
        shows = self._letter.shows
        found = []
        if not shows(Sign.PURPOSE):
            found.append(Finding(FindingId.PURPOSE_MISSING))
        if not shows(Sign.BACKGROUND):
            found.append(Finding(FindingId.BACKGROUND_MISSING))
        if not shows(Sign.LINK):
            found.append(Finding(FindingId.LINK_MISSING))
        if self._ask is None:
            found.append(Finding(FindingId.ASK_MISSING))
        elif not shows(Sign.TIME, talks.has_time(self._reading, self._ruled)):
            found.append(Finding(FindingId.TIME_MISSING, fix=self._mended(self._ask)))
        if not shows(Sign.THANKS, bool(find_thanks(self._reading))):
            found.append(Finding(FindingId.NO_THANKS))
        return found

    def _there(self) -> list[Finding]:
        reading, places = self._reading, self._letter.places
        jobs = find_job_asks(reading, talk_is_asked=self._ask is not None)
        found = {
            FindingId.PLACEHOLDER: self._slots,
            FindingId.ATTACHMENT: places(Sign.ATTACHMENT, find_attachments(reading)),
            FindingId.JOB_ASK: places(Sign.JOB, jobs),
            FindingId.PRESSURE: places(Sign.PRESSURE, find_pressure(reading)),
        }
        return [
            Finding(finding, reading.span(*words))
            for finding, spans in found.items()
            for words in spans
        ]

    def _greeting(self) -> list[Finding]:
        if self._known.channel is Channel.CALL:
            return []
        reader = self._known.reader
        generic, words = find_generic_greeting(self._reading, self._slots, reader)
        if self._letter.shows(Sign.NAMED, not generic):
            return []
        where = self._reading.span(*words) if words else None
        fix = f"Dear {reader}," if reader else None
        return [Finding(FindingId.GENERIC_GREETING, where, fix=fix)]

    def _mended(self, ask: Span) -> str | None:
        """The member's own sentence that asks, with how long it would take.

        None where that would make no sentence: of a friend an introduction is asked, and what
        ends in a smiley or in thanks has no end to put a length to.
        """
        if self._to_a_friend:
            return None
        start, end = self._reading.span(*ask)
        words = " ".join(_VAGUE.sub("", self._reading.original[start:end]).split())
        bare = words.rstrip(" .?!,;:-")
        if not bare[-1:].isalnum() or _SAYS_MORE.search(bare):
            return None
        mark = words[len(bare) :].strip() or "?"
        return f"{bare} for {self._known.minutes} minutes{mark}"
