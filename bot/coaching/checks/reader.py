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
from importlib import resources
from itertools import groupby

import numpy as np

from bot.coaching.checks import meanings
from bot.coaching.checks.encoder import Dense, Encoder, Floats, Stored, Table
from bot.coaching.checks.parallels import ask_of_different_things
from bot.coaching.checks.signs import Sign
from bot.coaching.checks.text import Reading, Sentence, Span, overlapping
from bot.coaching.checks.weighing import SUREST, Decider, Weighing
from bot.coaching.checks.wordpieces import WordPieces

_FOLDER = resources.files(__package__)
WEIGHTS = str(_FOLDER / "reader.npz")
WORDS = _FOLDER / "reader.words.npy"
"""The table of word pieces, of which a text needs few rows."""
PAIR = "pair"
"""What two questions that ask the same are, among the weighings."""
_GREETING = 3
"""The sentences among which the name of the one who is greeted may stand."""
LONGEST_QUESTION = 60
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
            sign: seen[:_GREETING]
            if sign is Sign.NAMED
            else [one for one in seen if one.sentence[1] > greeted]
            for sign, seen in reader.letter(reading, part, opening).items()
        }
        self._weighings = {sign: reader.weighing(part, sign) for sign in self._seen}

    def shows(self, sign: Sign, ruled: bool = False) -> bool:
        """Whether the sign is there; `ruled` is what the rules say."""
        surest = max((one.surety for one in self._seen[sign]), default=-SUREST)
        return self._weighings[sign].decide(surest, ruled)

    def sentence(self, sign: Sign) -> Span | None:
        """The sentence that shows it best."""
        best = max(self._seen[sign], key=lambda one: one.surety, default=None)
        return best.sentence if best else None

    def places(self, sign: Sign, ruled: Sequence[Span]) -> list[Span]:
        """The words that show the sign; none where it is not there.

        Where the rules name words, those; beside them, what the reader alone sees elsewhere.
        """
        if not self.shows(sign, bool(ruled)):
            return []
        weighing = self._weighings[sign]
        alone = [one for one in self._seen[sign] if weighing.decide(one.surety, False)]
        if not ruled and not alone:
            alone = [max(self._seen[sign], key=lambda one: one.surety)]
        free = [
            one.words
            for one in alone
            if not any(overlapping(one.sentence, words) for words in ruled)
        ]
        return sorted([*ruled, *free])


class Questions:
    """What is seen in the questions of a list."""

    def __init__(self, lines: Sequence[str]) -> None:
        reader = loaded()
        self._lines = lines
        self._seen, vectors = reader.questions(lines)
        self._alike = meanings.loaded().alike(vectors)
        self._weighings = {
            sign: reader.weighing(Part.QUESTIONS, sign) for sign in reader.signs(Part.QUESTIONS)
        }
        self._of_pairs = reader.weighings[PAIR]

    def shows(self, index: int, sign: Sign, ruled: bool = False) -> bool:
        """Whether the question shows the sign; `ruled` is what the rules say."""
        return self._weighings[sign].decide(self._seen[index][sign], ruled)

    def surety(self, index: int, sign: Sign) -> float:
        """How sure the reader is of the sign in the question (log-odds)."""
        return self._seen[index][sign]

    def likest(self, later: int) -> tuple[int, float]:
        """The earlier question that this one is likest to, and how sure the reader is that it
        asks the same (log-odds); `later` is at least 1."""
        likest = int(self._alike[later, :later].argmax())
        return likest, float(self._alike[later, likest])

    def differ(self, earlier: int, later: int) -> bool:
        """Whether two have another thing in the same place of the same sentence."""
        return ask_of_different_things(self._lines[earlier], self._lines[later])

    def repeats(self, later: int) -> int | None:
        """The earlier question that this one asks again, None where there is none."""
        alike = self._alike[later, :later]
        for earlier in map(int, np.argsort(-alike, kind="stable")):
            surety = float(alike[earlier])
            if not self._of_pairs.decide(surety, False):
                return None
            if self._of_pairs.decide(surety, self.differ(earlier, later)):
                return earlier
        return None


@cache
def loaded() -> "Reader":
    """The reader with its weights; the first call takes a moment."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        return Reader(dict(stored), Table(WORDS.open("rb")))


class Reader:
    """The encoder, and what is told from its vectors."""

    def __init__(self, stored: Stored, words: Table) -> None:
        self._encoder = Encoder(stored, words)
        pieces = stored["pieces.names"].tobytes().decode("utf-8").split("\n")
        self._pieces = WordPieces(pieces)
        self._of_sentence = Dense.stored(stored, "of_sentence")
        self._of_piece = Dense.stored(stored, "of_piece")
        names = stored["signs"].tobytes().decode("ascii").split("\n")
        self._columns = {name: number for number, name in enumerate(names)}

        self.weighings: dict[str, Decider] = {
            name: Weighing(*map(float, row))
            for name, row in zip((*names, PAIR), stored["weighings"], strict=True)
        }

    def signs(self, part: Part) -> list[Sign]:
        """What is looked for in such a text."""
        return list(self._columns_of(part))

    def weighing(self, part: Part, sign: Sign) -> Decider:
        """How a sign is decided."""
        return self.weighings[f"{part}/{sign}"]

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
        whole = [self._pieces.first, *start, *numbers, self._pieces.last]
        vectors = self._encoder([whole])[0][len(start) + 1 : -1]
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

    def questions(self, lines: Sequence[str]) -> tuple[list[dict[Sign, float]], list[Floats]]:
        """How sure it is of each sign in each question, and the vectors of its pieces, the marks
        around them included."""
        columns = self._columns_of(Part.QUESTIONS)
        vectors = self._encoder([self._whole(line) for line in lines])
        sure = [self._of_sentence(_pooled(one[1:-1])[None])[0] for one in vectors]
        return [{sign: float(one[at]) for sign, at in columns.items()} for one in sure], vectors

    def _whole(self, question: str) -> list[int]:
        numbers = (number for number, _ in self._pieces.encode(question))
        # Of a run of signs that it doesn't know, one is enough.
        runs = (
            [number] if number == self._pieces.unknown else some
            for number, some in groupby(numbers)
        )
        pieces = [number for some in runs for number in some][:LONGEST_QUESTION]
        return [self._pieces.first, *(pieces or [self._pieces.unknown]), self._pieces.last]


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
