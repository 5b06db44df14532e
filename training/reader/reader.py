"""What the trained reader sees in a text: how sure it is of each sign, and in which words.

A sign is something that a text does: it says who writes, it asks for a talk, it asks for a job.
The reader was trained on labelled texts (training/README.md); the same text gives the same
answer on every machine, up to the last digits of a floating-point number. Its weights are read
with the first text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.coaching.checks.text import Reading, Sentence, Span, overlapping
from training.reader.encoder import Dense, Encoder, Floats
from training.reader.signs import Sign
from training.reader.wordpieces import WordPieces

WEIGHTS = Path(__file__).parents[2] / "build" / "reader.npz"
_LONGEST_QUESTION = 60
"""Pieces of a question that are read."""

_Places = Sequence[tuple[int, Span]]


class Part(StrEnum):
    """The kinds of text, as the reader was trained on them."""

    REQUESTS = "requests"
    QUESTIONS = "questions"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True)
class Seen:
    """How sure the reader is of a sign in a sentence (log-odds), and in which of its words.

    Spans are of `Reading.plain`.
    """

    surety: float
    words: Span
    sentence: Span


class Letter:
    """What is seen in a request or a thank-you."""

    def __init__(self, reading: Reading, part: Part, opening: str) -> None:
        """`opening` says what kind of letter it is, as in training."""
        reader = loaded()
        # A greeting shows nothing but whom it greets.
        greeted = reading.layout.greeting[1] + 1
        self._seen = {
            sign: [one for one in seen if sign is Sign.NAMED or one.sentence[1] > greeted]
            for sign, seen in reader.letter(reading, part, opening).items()
        }
        self._least = {sign: reader.least(part, sign) for sign in self._seen}

    def shows(self, sign: Sign, ruled: bool) -> bool:
        """Whether the sign is there: the rules see it, or the reader is sure enough."""
        return ruled or any(one.surety > self._least[sign] for one in self._seen[sign])

    def seen(self, sign: Sign) -> Sequence[Seen]:
        """What the reader sees of a sign, sentence by sentence."""
        return self._seen[sign]

    def sentence(self, sign: Sign) -> Span | None:
        """The sentence that shows it best."""
        best = max(self._seen[sign], key=lambda one: one.surety, default=None)
        return best.sentence if best else None

    def places(self, sign: Sign, ruled: Sequence[Span]) -> list[Span]:
        """The words that show the sign; none where it is not there.

        Where the rules name words, those; beside them, what the reader alone sees elsewhere.
        """
        free = [
            one.words
            for one in self._seen[sign]
            if one.surety > self._least[sign]
            and not any(overlapping(one.sentence, words) for words in ruled)
        ]
        return sorted([*ruled, *free])


class Questions:
    """What is seen in the questions of a list."""

    def __init__(self, lines: Sequence[str]) -> None:
        reader = loaded()
        self._seen = reader.questions(lines)
        self._least = {sign: reader.least(Part.QUESTIONS, sign) for sign in self._seen[0]}

    def shows(self, index: int, sign: Sign, ruled: bool) -> bool:
        """Whether the question shows the sign: the rules see it, or the reader is sure enough."""
        return ruled or self.surety(index, sign) > self._least[sign]

    def surety(self, index: int, sign: Sign) -> float:
        """How sure the reader is of the sign in the question."""
        return self._seen[index][sign]


@cache
def loaded() -> "Reader":
    """The reader with its weights; the first call takes a moment."""
    with WEIGHTS.open("rb") as file:
        return Reader(dict(np.load(file, allow_pickle=False)))


class Reader:
    """The encoder, and what is told from its vectors."""

    def __init__(self, stored: dict[str, npt.NDArray[Any]]) -> None:
        self._encoder = Encoder(stored)
        pieces = stored["pieces.names"].tobytes().decode("utf-8").split("\n")
        self._pieces = WordPieces(pieces)
        self._of_sentence = Dense.stored(stored, "of_sentence")
        self._of_piece = Dense.stored(stored, "of_piece")
        names = stored["signs"].tobytes().decode("ascii").split("\n")
        self._columns = {name: number for number, name in enumerate(names)}

        self._least = dict(zip(names, map(float, stored["least"]), strict=True))

    def least(self, part: Part, sign: Sign) -> float:
        """How sure it must be to say alone that a sign is there."""
        return self._least[f"{part}/{sign}"]

    def letter(self, reading: Reading, part: Part, opening: str) -> dict[Sign, list[Seen]]:
        """For each sign, how sure it is of each sentence; none where there is no sentence."""
        columns = self._columns_of(part)
        found: dict[Sign, list[Seen]] = {sign: [] for sign in columns}
        start = [number for number, _ in self._pieces.encode(opening)]
        for sentences in self._windows(reading.sentences, len(start)):
            self._read_window(start, sentences, columns, found)
        return found

    def _columns_of(self, part: Part) -> dict[Sign, int]:
        return {
            Sign(name.partition("/")[2]): number
            for name, number in self._columns.items()
            if name.startswith(f"{part}/")
        }

    def _windows(
        self, sentences: Sequence[Sentence], taken: int
    ) -> Iterator[list[tuple[Sentence, _Places]]]:
        """The sentences with their pieces, as many at a time as the encoder can hold."""
        room = self._encoder.longest - taken - 2
        window: list[tuple[Sentence, _Places]] = []
        left = room
        for sentence in sentences:
            pieces = list(self._pieces.encode(sentence.text))[:room]
            pieces = pieces or [(self._pieces.unknown, (0, len(sentence.text)))]
            if len(pieces) > left:
                yield window
                window, left = [], room
            window.append((sentence, pieces))
            left -= len(pieces)
        if window:
            yield window

    def _read_window(
        self,
        start: Sequence[int],
        sentences: Sequence[tuple[Sentence, _Places]],
        columns: Mapping[Sign, int],
        found: Mapping[Sign, list[Seen]],
    ) -> None:
        numbers = [number for _, pieces in sentences for number, _ in pieces]
        whole = np.array([[self._pieces.first, *start, *numbers, self._pieces.last]])
        vectors = self._encoder(whole, np.ones_like(whole, dtype=np.bool_))[0, len(start) + 1 : -1]
        of_pieces = self._of_piece(vectors)
        at = 0
        for sentence, pieces in sentences:
            own = slice(at, at + len(pieces))
            at = own.stop
            sure = self._of_sentence(_pooled(vectors[own])[None])[0]
            for sign, column in columns.items():
                words = _words(of_pieces[own, column], [place for _, place in pieces])
                found[sign].append(
                    Seen(
                        float(sure[column]),
                        (sentence.start + words[0], sentence.start + words[1]),
                        (sentence.start, sentence.end),
                    )
                )

    def questions(self, lines: Sequence[str]) -> list[dict[Sign, float]]:
        """How sure it is of each sign in each question."""
        numbers = [
            [number for number, _ in self._pieces.encode(line)][:_LONGEST_QUESTION]
            or [self._pieces.unknown]
            for line in lines
        ]
        whole = np.zeros((len(lines), max(map(len, numbers)) + 2), dtype=np.int64)
        is_there = np.zeros(whole.shape, dtype=np.bool_)
        for row, (own, there) in zip(numbers, zip(whole, is_there, strict=True), strict=True):
            own[: len(row) + 2] = [self._pieces.first, *row, self._pieces.last]
            there[: len(row) + 2] = True
        vectors = self._encoder(whole, is_there)
        pooled = np.stack(
            [_pooled(one[1 : len(row) + 1]) for one, row in zip(vectors, numbers, strict=True)]
        )
        sure = self._of_sentence(pooled)
        columns = self._columns_of(Part.QUESTIONS)
        return [{sign: float(row[column]) for sign, column in columns.items()} for row in sure]


def _pooled(vectors: Floats) -> Floats:
    """The mean of some vectors and their greatest values, one behind the other."""
    return np.concatenate([vectors.mean(axis=0), vectors.max(axis=0)])


def _words(sure: Floats, places: Sequence[Span]) -> Span:
    """The run of words that the sign is in: the surest one; all words where none stands out."""
    runs = [
        list(group)
        for is_sure, group in groupby(range(len(places)), key=lambda one: bool(sure[one] > 0))
        if is_sure
    ]
    if not runs:
        return places[0][0], places[-1][1]
    best = max(runs, key=lambda run: float(sure[run].sum()))
    return places[best[0]][0], places[best[-1]][1]
