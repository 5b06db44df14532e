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

from bot.coaching.checks.text import Reading, Span
from bot.coaching.checks.wordpieces import WordPieces
from training.labelled import LETTER_LABELS, NAMED, QUESTION_LABELS, Letter, QuestionList
from training.network import PLACES, SIGNS

Targets = npt.NDArray[np.float64]

COLUMN = {sign: number for number, sign in enumerate(SIGNS)}
OPENINGS = {"intro": "introduction :", "call": "call :"}
LETTER = "letter :"
LONGEST_QUESTION = 60
_SHUFFLED = 0.7
"""How many lists a learner sees in another order, so that it looks at the questions."""
_NOISE = 0.06
"""How many pieces a learner doesn't get to see, so that it looks at more than one."""


@dataclass(slots=True)
class Encoded:
    """One sequence: its pieces, the sentence of each (-1: none), and its targets."""

    numbers: list[int]
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


Example = LetterExample | ListExample


@dataclass(slots=True)
class Shown:
    """What the network is shown of an example, and which of its sentences ask the same.

    `alike` has a row and a column a question; nan where nothing is known.
    """

    sequence: Encoded
    alike: Targets | None = None


def shown(example: Example, pieces: WordPieces, chance: random.Random | None = None) -> Shown:
    """The example as a sequence; with `chance`, a list in another order than it was written."""
    if isinstance(example, LetterExample):
        return Shown(example.sequence)
    order = list(range(len(example.questions)))
    if chance is not None and chance.random() < _SHUFFLED:
        chance.shuffle(order)
    sequence = in_a_row([example.questions[number] for number in order], pieces)
    order = order[: len(sequence.of_sentence)]
    sequence.of_sentence[:] = example.targets[order]
    return Shown(sequence, _alike(example, order))


def _alike(example: ListExample, order: Sequence[int]) -> Targets:
    alike = np.full((len(order), len(order)), np.nan)
    if example.repeated is not None:
        alike[:] = 0
        place = {number: row for row, number in enumerate(order)}
        for earlier, later in example.repeated:
            if earlier in place and later in place:
                alike[place[earlier], place[later]] = alike[place[later], place[earlier]] = 1
    return alike


def in_a_row(questions: Iterable[Sequence[int]], pieces: WordPieces) -> Encoded:
    """The questions of a list one after the other, as many as fit, without targets."""
    numbers, sentences, count = [pieces.first], [-1], 0
    for own in questions:
        if len(numbers) + len(own) + 1 > PLACES:
            break
        numbers += [*own, pieces.last]
        sentences += [*([count] * len(own)), -1]
        count += 1
    known = nothing_known(count), nothing_known(len(numbers)), nothing_known(1)
    return Encoded(numbers, sentences, *known)


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
    places: dict[int, Span] = {}
    count = 0
    for sentence in reading.sentences:
        own = list(pieces.encode(sentence.text)) or [(pieces.unknown, (0, 0))]
        if len(numbers) + len(own) >= PLACES - 1:
            break
        for number, (start, end) in own:
            places[len(numbers)] = (sentence.start + start, sentence.start + end)
            numbers.append(number)
            sentences.append(count)
        count += 1
    numbers.append(pieces.last)
    sentences.append(-1)
    known = nothing_known(count), nothing_known(len(numbers)), nothing_known(1)
    return Encoded(numbers, sentences, *known), places


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
    is_there: Tensor
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
    is_there = torch.zeros(shape, dtype=torch.bool)
    text_of: list[int] = []
    for row, one in enumerate(sequences):
        length = len(one.numbers)
        numbers[row, :length] = torch.tensor(_with_noise(one.numbers, pieces, noise))
        own = torch.tensor(one.sentences)
        sentences[row, :length] = torch.where(own >= 0, own + len(text_of), own)
        is_there[row, :length] = True
        text_of += [row] * len(one.of_sentence)
    return Batch(
        numbers,
        is_there,
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
