"""Labelled texts as the network takes them: numbers of pieces, and what is known of each.

Targets are 1 where a sign is there, 0 where it is not, and nan where nobody said.
"""

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from bot.coaching.checks.reader import LONGEST_QUESTION
from bot.coaching.checks.text import Reading, Span
from bot.coaching.checks.wordpieces import WordPieces
from training.labelled import LETTER_LABELS, NAMED, QUESTION_LABELS, Letter, QuestionList
from training.network import PLACES, SIGNS

Targets = npt.NDArray[np.float64]

COLUMN = {sign: number for number, sign in enumerate(SIGNS)}
OPENINGS = {"intro": "introduction :", "call": "call :"}
LETTER = "letter :"
_NOISE = 0.06
"""How many pieces a learner doesn't get to see, so that it looks at more than one."""


@dataclass(slots=True)
class Encoded:
    """One sequence: its pieces, the sentence of each (-1: none), and its targets.

    A piece of a question sees only those of the same question: `parts` says of which it is, and
    `places` where it stands in it.
    """

    numbers: list[int]
    places: list[int]
    parts: list[int]
    sentences: list[int]
    of_sentence: Targets
    of_piece: Targets
    of_text: Targets


@dataclass(slots=True)
class LetterExample:
    """A request or a thank-you, which is one sequence."""

    sequence: Encoded


@dataclass(slots=True)
class ListExample:
    """The questions of a list: the pieces of each, and the targets of each.

    `repeated` are pairs of questions (earlier, later); None where nobody looked for them.
    """

    questions: list[list[int]]
    targets: Targets
    repeated: set[tuple[int, int]] | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """The pieces of a question, of one that asks the same, and of some that only look like it.

    It is told apart from the families of the same `group`.
    """

    question: list[int]
    again: list[int]
    alike: list[list[int]]
    group: int


Example = LetterExample | ListExample


@dataclass(slots=True)
class Shown:
    """What the network is shown of an example, and which of its sentences ask the same.

    `alike` has a row and a column a question; None where nobody looked for such.
    """

    sequence: Encoded
    alike: Targets | None = None


def shown(example: Example, pieces: WordPieces) -> Shown:
    """The example as a sequence."""
    if isinstance(example, LetterExample):
        return Shown(example.sequence)
    sequence = in_a_row(example.questions, pieces)
    sequence.of_sentence[:] = example.targets
    return Shown(sequence, _alike(example))


def _alike(example: ListExample) -> Targets | None:
    count = len(example.questions)
    if example.repeated is None or count < 2:
        return None
    alike = np.zeros((count, count))
    for earlier, later in example.repeated:
        alike[earlier, later] = alike[later, earlier] = 1
    return alike


def in_a_row(questions: Iterable[Sequence[int]], pieces: WordPieces) -> Encoded:
    """The questions of a list one behind the other, without targets."""
    numbers, places, parts, sentences, count = [], [], [], [], 0
    for own in questions:
        numbers += [pieces.first, *own, pieces.last]
        places += range(len(own) + 2)
        parts += [count] * (len(own) + 2)
        sentences += [-1, *([count] * len(own)), -1]
        count += 1
    known = nothing_known(count), nothing_known(len(numbers)), nothing_known(1)
    return Encoded(numbers, places, parts, sentences, *known)


def nothing_known(rows: int) -> Targets:
    """Targets of which nothing is known."""
    return np.full((rows, len(SIGNS)), np.nan)


def of_letter(letter: Letter, pieces: WordPieces) -> LetterExample:
    """A request or a thank-you of which every label is known."""
    reading = Reading(letter.text)
    sequence, places = bare_letter(letter.part, letter.channel, reading, pieces)
    for label in LETTER_LABELS[letter.part]:
        column = COLUMN[f"{letter.part}/{label}"]
        spans = [span for quote in letter.quotes[label] for span in _found(reading, quote)]
        sequence.of_text[0, column] = bool(letter.quotes[label])
        for number, one in enumerate(reading.sentences[: len(sequence.of_sentence)]):
            carried = any(_carries((one.start, one.end), span) for span in spans)
            sequence.of_sentence[number, column] = carried
        for number, (start, end) in places.items():
            quoted = any(first < end and start < last for first, last in spans)
            sequence.of_piece[number, column] = quoted
    sequence.of_text[0, COLUMN[f"{letter.part}/{NAMED}"]] = letter.named
    return LetterExample(sequence)


def bare_letter(
    part: str, channel: str, reading: Reading, pieces: WordPieces
) -> tuple[Encoded, dict[int, Span]]:
    """A letter's sequence without targets, and where in `Reading.plain` each piece stands."""
    opening = [number for number, _ in pieces.encode(OPENINGS.get(channel, LETTER))]
    numbers, sentences = [pieces.first, *opening], [-1] * (len(opening) + 1)
    spans: dict[int, Span] = {}
    count = 0
    for sentence in reading.sentences:
        own = list(pieces.encode(sentence.text)) or [(pieces.unknown, (0, 0))]
        if len(numbers) + len(own) >= PLACES - 1:
            break
        for number, (start, end) in own:
            spans[len(numbers)] = (sentence.start + start, sentence.start + end)
            numbers.append(number)
            sentences.append(count)
        count += 1
    numbers.append(pieces.last)
    sentences.append(-1)
    known = nothing_known(count), nothing_known(len(numbers)), nothing_known(1)
    stands = list(range(len(numbers))), [0] * len(numbers)
    return Encoded(numbers, *stands, sentences, *known), spans


def of_questions(listed: QuestionList, pieces: WordPieces) -> ListExample:
    """A question list of which every label is known."""
    targets = nothing_known(len(listed.questions))
    for row, question in zip(targets, listed.questions, strict=True):
        for label in QUESTION_LABELS:
            row[COLUMN[f"questions/{label}"]] = label in question.labels
    numbers = [pieces_of(one.text, pieces) for one in listed.questions]
    repeated = {
        (earlier, later) for later, one in enumerate(listed.questions) for earlier in one.repeats
    }
    return ListExample(numbers, targets, repeated)


def pieces_of(question: str, pieces: WordPieces) -> list[int]:
    """The pieces of one question."""
    plain = Reading(question).plain.strip()
    return [number for number, _ in pieces.encode(plain)][:LONGEST_QUESTION] or [pieces.unknown]


def _found(reading: Reading, quote: str) -> list[Span]:
    """Where quoted words stand in `Reading.plain`."""
    pattern = r"\s+".join(map(re.escape, quote.split()))
    spans = []
    origins = {
        place: reading.span(place, place + 1)[0]
        for place, char in enumerate(reading.plain)
        if not char.isspace()
    }
    for match in re.finditer(pattern, reading.original) if pattern else ():
        inside = [place for place, start in origins.items() if match.start() <= start < match.end()]
        if inside:
            spans.append((inside[0], inside[-1] + 1))
    return spans


def _carries(sentence: Span, quoted: Span) -> bool:
    """Whether enough of the quoted words stand in a sentence."""
    shared = min(sentence[1], quoted[1]) - max(sentence[0], quoted[0])
    most = quoted[1] - quoted[0]
    return shared >= min(12, 0.5 * most) and shared > 0


@dataclass(slots=True)
class Batch:
    """Some sequences side by side. `text_of` says of which sequence a sentence is."""

    numbers: Tensor
    places: Tensor
    parts: Tensor
    sentences: Tensor
    text_of: Tensor
    of_sentence: Tensor
    of_piece: Tensor
    of_text: Tensor


def batched(
    sequences: Sequence[Encoded], pieces: WordPieces, noise: random.Random | None = None
) -> Batch:
    """The sequences, filled up to one length; with `noise` some pieces are hidden."""
    shape = (len(sequences), max(len(one.numbers) for one in sequences))
    numbers, sentences = torch.zeros(shape, dtype=torch.long), torch.full(shape, -1)
    places, parts = torch.zeros(shape, dtype=torch.long), torch.full(shape, -1)
    text_of: list[int] = []
    for row, one in enumerate(sequences):
        length = len(one.numbers)
        numbers[row, :length] = torch.tensor(_with_noise(one.numbers, pieces, noise))
        own = torch.tensor(one.sentences)
        sentences[row, :length] = torch.where(own >= 0, own + len(text_of), own)
        places[row, :length] = torch.tensor(one.places)
        parts[row, :length] = torch.tensor(one.parts)
        text_of += [row] * len(one.of_sentence)
    return Batch(
        numbers,
        places,
        parts,
        sentences.flatten(),
        torch.tensor(text_of),
        _stacked(one.of_sentence for one in sequences),
        _stacked(one.of_piece[np.array(one.sentences) >= 0] for one in sequences),
        _stacked(one.of_text for one in sequences),
    )


def _with_noise(
    numbers: Sequence[int], pieces: WordPieces, noise: random.Random | None
) -> list[int]:
    if noise is None:
        return list(numbers)
    marks = {pieces.first, pieces.last}
    return [
        pieces.unknown if one not in marks and noise.random() < _NOISE else one for one in numbers
    ]


def _stacked(targets: Iterable[Targets]) -> Tensor:
    return torch.tensor(np.concatenate(list(targets)), dtype=torch.float32)
