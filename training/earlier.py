"""Texts of which only a part is known: those of the tests' earlier corpus, and single sentences.

The earlier corpus says which findings a text has, seldom in which sentence. `phrases.yaml` holds
sentences in which one sign is there, or only seems to be.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bot.coaching.checks.text import Reading
from bot.coaching.checks.wordpieces import WordPieces
from training.labelled import NAMED, PER_QUESTION
from training.own_lists import mixed_lists, own_lists
from training.sequences import (
    COLUMN,
    Encoded,
    Example,
    LetterExample,
    ListExample,
    bare_letter,
    nothing_known,
    pieces_of,
)

TEXTS = Path(__file__).parent / "texts"
CORPUS = Path(__file__).parent.parent / "tests" / "corpus"

_SHOWS_NO = {
    "purpose-missing": "purpose",
    "background-missing": "background",
    "link-missing": "link",
    "ask-missing": "ask",
    "no-thanks": "thanks",
    "no-specific": "point",
    "no-next-step": "next",
}
_SHOWS = {
    "job-ask": "job",
    "attachment": "attach",
    "pressure": "pressure",
    "placeholder": "slot",
    "gift": "gift",
}
_SLOTS = [COLUMN[f"{part}/slot"] for part in ("requests", "thanks")]
"""Gaps are the one thing that a greeting may show besides a name."""
RULED = Path(__file__).parent.parent / "tests" / "coaching" / "phrases.yaml"
GREETED = f"requests/{NAMED}"
_RULED = {
    "ask": "requests/ask",
    "job-ask": "requests/job",
    "pressure": "requests/pressure",
    "generic-greeting": GREETED,
    "thanks": "requests/thanks",
    "attachment": "requests/attach",
    "placeholder": "requests/slot",
}
"""What the rules' tests call the signs; a generic greeting is there where no name is."""


def earlier_letters(part: str, half: str, pieces: WordPieces) -> Iterator[Example]:
    """The requests or thank-yous of the tests' corpus."""
    for case in _cases(part, half):
        yield letter(part, case, pieces)


def earlier_questions(half: str, pieces: WordPieces) -> Iterator[ListExample]:
    """The question lists of the tests' corpus."""
    for case in _cases("questions", half):
        targets = nothing_known(len(case["questions"]))
        targets[:, [COLUMN[f"questions/{name}"] for name in PER_QUESTION]] = 0
        for finding in case["findings"]:
            if finding["id"] in PER_QUESTION:
                targets[finding["index"], COLUMN[f"questions/{finding['id']}"]] = 1
        is_known = all(finding["id"] != "duplicate" for finding in case["findings"])
        numbers = [pieces_of(text, pieces) for text in case["questions"]]
        yield ListExample(numbers, targets, set() if is_known else None)


def pairs(pieces: WordPieces) -> Iterator[ListExample]:
    """Two questions that ask the same, and two that only seem to."""
    stored = yaml.safe_load((TEXTS / "pairs.yaml").read_text(encoding="utf-8"))
    for name, repeated in (("same", {(0, 1)}), ("parallel", set())):
        for both in stored[name]:
            numbers = [pieces_of(text, pieces) for text in both]
            yield ListExample(numbers, nothing_known(2), repeated)


def stored_triples() -> list[list[str]]:
    """Three questions each: the second asks the first again, the third only seems to."""
    stored: list[list[str]] = yaml.safe_load((TEXTS / "triples.yaml").read_text(encoding="utf-8"))
    return stored


def triples(pieces: WordPieces) -> Iterator[ListExample]:
    """The triples, alone and some together as a list."""
    stored = stored_triples()
    for at in range(0, len(stored), _TOGETHER):
        some = stored[at : at + _TOGETHER]
        yield from (_triples([one], pieces) for one in some)
        yield _triples(some, pieces)


def _triples(some: Sequence[Sequence[str]], pieces: WordPieces) -> ListExample:
    numbers = [pieces_of(text, pieces) for three in some for text in three]
    repeated = {(3 * place, 3 * place + 1) for place in range(len(some))}
    return ListExample(numbers, nothing_known(len(numbers)), repeated)


_TOGETHER = 3


def suggested(pieces: WordPieces) -> Iterator[ListExample]:
    """The coach's own questions, in lists in which nothing is to be mended."""
    for texts in (*own_lists(), *mixed_lists()):
        targets = nothing_known(len(texts))
        targets[:, [COLUMN[f"questions/{name}"] for name in PER_QUESTION]] = 0
        yield ListExample([pieces_of(text, pieces) for text in texts], targets, set())


def _cases(part: str, half: str) -> Iterator[dict[str, Any]]:
    for path in sorted((CORPUS / part / half).glob("*.yaml")):
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))


def letter(part: str, case: dict[str, Any], pieces: WordPieces) -> Example:
    """A letter of which the findings are known."""
    channel = case["known"].get("channel", "email")
    reading = Reading(case["text"].strip("\n"))
    sequence, _ = bare_letter(part, channel, reading, pieces)
    greeted = reading.layout.greeting[1]
    for sentence, targets in zip(reading.sentences, sequence.of_sentence, strict=False):
        if sentence.end <= greeted + 1:
            targets[:] = 0
            targets[_SLOTS] = np.nan
    found = {one["id"] for one in case["findings"]}
    for finding, sign in _SHOWS_NO.items():
        _tell(sequence, part, sign, is_there=finding not in found)
    for finding, sign in _SHOWS.items():
        _tell(sequence, part, sign, is_there=finding in found)
    if "ask-missing" not in found:
        _tell(sequence, part, "time", is_there="time-missing" not in found)
    if channel != "call":
        _tell(sequence, part, NAMED, is_there="generic-greeting" not in found)
    return LetterExample(sequence)


def _tell(sequence: Encoded, part: str, sign: str, *, is_there: bool) -> None:
    """A sign that is nowhere in a text is in none of its sentences."""
    column = COLUMN.get(f"{part}/{sign}")
    if column is None:
        return
    sequence.of_text[0, column] = is_there
    if not is_there and sign != NAMED:
        sequence.of_sentence[:, column] = 0


def phrases(pieces: WordPieces) -> Iterator[Example]:
    """The single sentences: those of the folder, and those that the rules are tested with."""
    stored = _ways(TEXTS / "phrases.yaml")
    ruled = _ways(RULED)
    for name, ways in (stored | {_RULED[name]: ways for name, ways in ruled.items()}).items():
        part, _, sign = name.partition("/")
        for key in ("there", "not there"):
            is_there = (key == "there") is not (name == GREETED)
            for text in ways[key]:
                yield _phrase(part, sign, text, is_there, pieces)


def _ways(path: Path) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def _phrase(part: str, sign: str, text: str, is_there: bool, pieces: WordPieces) -> Example:
    column = COLUMN[f"{part}/{sign}"]
    if part == "questions":
        targets = nothing_known(1)
        targets[0, column] = is_there
        return ListExample([pieces_of(text, pieces)], targets)
    letter = f"{text}\n\nI would like to hear how you work." if sign == NAMED else _framed(text)
    sequence, _ = bare_letter(part, "email", Reading(letter), pieces)
    if sign == NAMED:
        sequence.of_text[0, column] = is_there
    elif is_there and len(sequence.of_sentence) > _FRAME + 1:
        sequence.of_text[0, column] = 1
        sequence.of_sentence[:_FRAME, column] = 0
    else:
        sequence.of_sentence[_FRAME:, column] = is_there
    return LetterExample(sequence)


_FRAME = 1
"""Sentences that stand around a phrase, before it: they show nothing."""


def _framed(sentence: str) -> str:
    return f"Dear Jo,\n\n{sentence}"
