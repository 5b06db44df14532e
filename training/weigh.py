"""How sure the reader must be of each sign to say alone that it is there.

Fitted on labelled texts that the network was not trained on, by running the checks themselves and
noting what the rules said.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest import mock

from bot.coaching.channels import Channel
from bot.coaching.checks import reader
from bot.coaching.checks.findings import Known
from bot.coaching.checks.questions import check_questions
from bot.coaching.checks.reader import Letter, Questions
from bot.coaching.checks.requests import check_request
from bot.coaching.checks.signs import Sign
from bot.coaching.checks.text import Span
from bot.coaching.checks.thanks import check_thanks
from training import labelled
from training.labelled import LETTER_LABELS, NAMED, letters, question_lists
from training.network import SIGNS

Noted = tuple[float, bool, bool]
"""How sure the reader was, what the rules said, and whether the sign was there."""

CHANNELS = {"intro": Channel.INTRODUCTION, "card": Channel.EMAIL}
RULED = ("closed", "job-seeking", "googleable", "double", "personal")
"""What rules look for in a question and people labelled one by one."""

WELCOME = frozenset(
    {*labelled.MISSING, NAMED, "broad"},
)
"""Signs of which the lack is the finding: a doubt counts for the member."""

LEAST_OF_WELCOME, LEAST_OF_OTHERS, SUREST = 0.0, 1.0, 6.0
_STEP = 0.25


def known_of(letter: labelled.Letter) -> Known:
    """What is known of a labelled letter besides its words."""
    return Known(CHANNELS.get(letter.channel) or Channel(letter.channel))


def least(folder: Path) -> dict[str, float]:
    """By sign."""
    noted: dict[str, list[Noted]] = defaultdict(list)
    for sign, one in [*_of_letters(folder), *_of_questions(folder)]:
        noted[sign].append(one)
    return {sign: _fitted(sign.partition("/")[2], noted[sign]) for sign in SIGNS}


def _fitted(sign: str, noted: Sequence[Noted]) -> float:
    """The surety with the best F1 of the finding; the least one among equals."""
    lowest = LEAST_OF_WELCOME if sign in WELCOME else LEAST_OF_OTHERS
    steps = [lowest + _STEP * one for one in range(round((SUREST - lowest) / _STEP) + 1)]
    return max(steps, key=lambda surety: _f1(sign, noted, surety)) if noted else lowest


def _f1(sign: str, noted: Sequence[Noted], surety: float) -> float:
    hits = wrong = 0
    for seen, ruled, is_there in noted:
        found = ruled or seen > surety
        expected = is_there
        if sign in WELCOME:
            found, expected = not found, not expected
        hits += found and expected
        wrong += found is not expected
    return 2 * hits / (2 * hits + wrong or 1)


def _of_letters(folder: Path) -> Iterator[tuple[str, Noted]]:
    for part, check in (("requests", check_request), ("thanks", check_thanks)):
        for letter in letters(folder, part):
            with _Listener() as heard:
                check(letter.text, known_of(letter))
            labels = {one: bool(letter.quotes[one]) for one in LETTER_LABELS[part]}
            for label, is_there in {**labels, NAMED: letter.named}.items():
                for surety, ruled in heard.said[Sign(label)]:
                    yield f"{part}/{label}", (surety, ruled, is_there)


def _of_questions(folder: Path) -> Iterator[tuple[str, Noted]]:
    for listed in question_lists(folder):
        with _Listener() as heard:
            check_questions("\n".join(one.text for one in listed.questions), Known())
        for label in RULED:
            decided = heard.said[Sign(label)]
            for question, (surety, ruled) in zip(listed.questions, decided, strict=False):
                yield f"questions/{label}", (surety, ruled, label in question.labels)


class _Listener:
    """Hears what the checks ask of the reader, and what the rules said."""

    def __init__(self) -> None:
        self.said: dict[Sign, list[tuple[float, bool]]] = defaultdict(list)
        self._patches = [
            mock.patch.object(reader.Letter, "shows", self._shows()),
            mock.patch.object(reader.Letter, "places", self._places()),
            mock.patch.object(reader.Questions, "shows", self._questioned()),
        ]

    def __enter__(self) -> "_Listener":
        for patch in self._patches:
            patch.start()
        return self

    def __exit__(self, *_: object) -> None:
        for patch in self._patches:
            patch.stop()

    def _hear(self, letter: Letter, sign: Sign, ruled: bool) -> None:
        surest = max((one.surety for one in letter.seen(sign)), default=-SUREST)
        self.said[sign].append((surest, ruled))

    def _shows(self):
        original = reader.Letter.shows

        def shows(letter: Letter, sign: Sign, ruled: bool) -> bool:
            self._hear(letter, sign, ruled)
            return original(letter, sign, ruled)

        return shows

    def _places(self):
        original = reader.Letter.places

        def places(letter: Letter, sign: Sign, ruled: Sequence[Span]) -> list[Span]:
            self._hear(letter, sign, bool(ruled))
            return original(letter, sign, ruled)

        return places

    def _questioned(self):
        original = reader.Questions.shows

        def shows(questions: Questions, index: int, sign: Sign, ruled: bool) -> bool:
            self.said[sign].append((questions.surety(index, sign), ruled))
            return original(questions, index, sign, ruled)

        return shows
