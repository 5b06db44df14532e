"""What a text has already: the first thing that a coach says.

Read off the findings, so that nothing is praised and found missing at once. A text in another
language gets only what can be seen in any.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from bot.coaching.channels import ROOM, Channel
from bot.coaching.checks.findings import Examined, FindingId, Known
from bot.coaching.checks.text import (
    count_characters,
    count_words,
    lines_of,
    reads_as_english,
)

LEAST_WORDS = 20
"""To be short is no merit of a text that has hardly begun."""

OPEN_LEAST = 3
"""Open questions that are worth a word."""


class Strength(StrEnum):
    """Something good."""

    PURPOSE = "purpose"
    BACKGROUND = "background"
    LINK = "link"
    ASK = "ask"
    TIME = "time"
    THANKS = "thanks"
    NAME = "name"
    SHORT = "short"
    OPEN = "open"
    BEGINS_BROADLY = "begins-broadly"
    RIGHT_NUMBER = "right-number"
    SPECIFIC = "specific"
    NEXT_STEP = "next-step"


@dataclass(frozen=True, slots=True)
class Good:
    """A strength, with the member's words that show it, or how many there are of something."""

    strength: Strength
    words: str = ""
    count: int = 0


def of_request(text: str, known: Known, checked: Examined) -> list[Good]:
    """What is good in a request."""
    missing = {one.id for one in checked.findings}
    found: list[Good] = []
    if reads_as_english(text):
        told = {
            Strength.BACKGROUND: FindingId.BACKGROUND_MISSING,
            Strength.PURPOSE: FindingId.PURPOSE_MISSING,
            Strength.LINK: FindingId.LINK_MISSING,
        }
        found += [Good(good) for good, lack in told.items() if lack not in missing]
        if FindingId.ASK_MISSING not in missing:
            asks = text[slice(*checked.ask)] if checked.ask else ""
            found.append(Good(Strength.ASK, asks))
            if FindingId.TIME_MISSING not in missing:
                found.append(Good(Strength.TIME))
        if FindingId.NO_THANKS not in missing:
            found.append(Good(Strength.THANKS))
        if found and _greets(known) and FindingId.GENERIC_GREETING not in missing:
            found.append(Good(Strength.NAME))
    return found + _short(text, missing, in_characters=known.channel in ROOM)


def _greets(known: Known) -> bool:
    return known.channel is not Channel.CALL


def _short(text: str, missing: Collection[FindingId], *, in_characters: bool) -> list[Good]:
    words = count_words(text)
    if FindingId.TOO_LONG in missing or words < LEAST_WORDS:
        return []
    return [Good(Strength.SHORT, count=count_characters(text) if in_characters else words)]


def of_questions(text: str, _known: Known, checked: Examined) -> list[Good]:
    """What is good in a question list."""
    lines = [text[start:end] for start, end in lines_of(text)]
    lacking = {one.id for one in checked.findings}
    found: list[Good] = []
    if lines and reads_as_english(text):
        if checked.begins_broadly:
            found.append(Good(Strength.BEGINS_BROADLY, lines[0]))
        closed = sum(one.id is FindingId.CLOSED for one in checked.findings)
        asked = sum(line.endswith("?") for line in lines)
        if asked - closed >= OPEN_LEAST:
            found.append(Good(Strength.OPEN, count=asked - closed))
    if not lacking & {FindingId.TOO_FEW, FindingId.TOO_MANY}:
        found.append(Good(Strength.RIGHT_NUMBER, count=len(lines)))
    return found


def of_thanks(text: str, _known: Known, checked: Examined) -> list[Good]:
    """What is good in a thank-you."""
    missing = {one.id for one in checked.findings}
    found: list[Good] = []
    if reads_as_english(text):
        if checked.thanks:
            found.append(Good(Strength.THANKS))
        told = {
            Strength.SPECIFIC: FindingId.NO_SPECIFIC,
            Strength.NEXT_STEP: FindingId.NO_NEXT_STEP,
        }
        found += [Good(good) for good, lack in told.items() if lack not in missing]
        if found and FindingId.GENERIC_GREETING not in missing:
            found.append(Good(Strength.NAME))
    return found + _short(text, missing, in_characters=False)
