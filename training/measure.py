"""What the reader alone finds on the tuning texts: precision, recall and F1 by sign.

A sign that is welcome is counted where it is missing, as the findings are.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bot.coaching.checks.text import Reading
from training.labelled import LETTER_LABELS, MISSING, QUESTION_LABELS, letters, question_lists
from training.reader.reader import Letter, Part, Questions
from training.reader.signs import Sign
from training.sequences import LETTER, OPENINGS

TUNING = Path(__file__).parent / "texts" / "tuning"
_WELCOME = {*MISSING, "broad"}

Told = tuple[str, bool, bool]
"""A sign, whether people see it, whether the reader does."""


def rows() -> Iterator[str]:
    """A line a sign."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for sign, expected, found in [*_of_letters(), *_of_questions()]:
        if expected or found:
            counts[sign][0 if expected and found else 1 if found else 2] += 1
    for sign, (hits, wrong, missed) in counts.items():
        f1 = 2 * hits / (2 * hits + wrong + missed)
        yield f"{sign:24} there {hits + missed:4}  wrong {wrong:3}  missed {missed:3}  F1 {f1:.2f}"


def _of_letters() -> Iterator[Told]:
    for part in (Part.REQUESTS, Part.THANKS):
        for letter in letters(TUNING, part):
            opening = OPENINGS.get(letter.channel, LETTER)
            seen = Letter(Reading(letter.text), part, opening)
            for label in LETTER_LABELS[part]:
                if label == "time" and not letter.quotes["ask"]:
                    continue
                expected, found = bool(letter.quotes[label]), seen.shows(Sign(label), ruled=False)
                yield f"{part}/{label}", *_as_finding(label, expected, found)


def _of_questions() -> Iterator[Told]:
    for listed in question_lists(TUNING):
        plain = [Reading(one.text).plain.strip() for one in listed.questions]
        seen = Questions(plain)
        for index, question in enumerate(listed.questions):
            for label in QUESTION_LABELS:
                expected = label in question.labels
                yield f"questions/{label}", expected, seen.shows(index, Sign(label), ruled=False)


def _as_finding(label: str, expected: bool, found: bool) -> tuple[bool, bool]:
    return (not expected, not found) if label in _WELCOME else (expected, found)
