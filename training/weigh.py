"""How much the reader's surety and the rules' word count for each sign.

Fitted on labelled texts that the network was not trained on, by running the checks themselves and
noting what they asked to have decided.
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import torch
from torch.nn import functional

from bot.coaching.checks import reader
from bot.coaching.checks.asking import Asked
from bot.coaching.checks.findings import Known
from bot.coaching.checks.questions import check_questions
from bot.coaching.checks.reader import PAIR
from bot.coaching.checks.requests import check_request
from bot.coaching.checks.signs import Sign
from bot.coaching.checks.thanks import check_thanks
from bot.coaching.checks.weighing import SUREST, Weighing
from training.labelled import (
    LETTER_LABELS,
    NAMED,
    PER_QUESTION,
    Letter,
    QuestionList,
    channel_called,
    letters,
    question_lists,
)
from training.network import SIGNS

Weights = tuple[float, float, float]

BELIEVED: Weights = (1.0, 3.0, -0.3)
"""What is believed of surety, rule and shift before anything is seen, and how firmly. Rules are
believed where only few texts speak against them."""
BELIEVED_OF_PAIRS: Weights = (1.0, -6.0, -0.3)
"""The same for two questions, where the rule says that they ask of different things: of 320 such
pairs in the lists one asks the same."""
FIRMNESS = 2.0
ALONE = (1.0, 0.0, 0.0)
"""For what no check asks to have decided."""

LENIENT = math.log(0.6 / 0.4)
"""A question counts as repeated where that is likely by 40 %: F1 is best where the limit is half
of the F1 that is reached."""

Noted = tuple[float, bool, bool]
"""How sure the reader was, what the rules said, and whether the sign was there."""


class Recorder:
    """Stands in for a weighing, and notes what was to be decided."""

    def __init__(self) -> None:
        self.asked: list[tuple[float, bool]] = []

    def decide(self, surety: float, ruled: bool) -> bool:
        self.asked.append((surety, ruled))
        return Weighing(*BELIEVED).decide(surety, ruled)


def weigh(folder: Path) -> dict[str, Weights]:
    """The weighings by sign, and that of two questions being the same."""
    gathered = noted(folder)
    fitted = {sign: _fitted(gathered[sign]) if sign in gathered else ALONE for sign in SIGNS}
    looked_at = [one for one in gathered[PAIR] if one[0] > -SUREST]
    lost = len([one for one in gathered[PAIR] if one[0] <= -SUREST and one[2]])
    print(f"{len(looked_at)} of {len(gathered[PAIR])} questions are read further, {lost} are lost")
    surety, rule, shift = _fitted(looked_at, BELIEVED_OF_PAIRS)
    return {**fitted, PAIR: (surety, rule, shift + LENIENT)}


def noted(folder: Path) -> dict[str, list[Noted]]:
    """What there was to decide on each sign in the labelled texts of a folder."""
    found: dict[str, list[Noted]] = defaultdict(list)
    for sign, one in [*_of_letters(folder), *_of_questions(folder)]:
        found[sign].append(one)
    return found


def known_of(letter: Letter) -> Known:
    """What is known of a labelled letter besides its words."""
    return Known(channel_called(letter.channel))


def _of_letters(folder: Path) -> Iterator[tuple[str, Noted]]:
    for part, check in (("requests", check_request), ("thanks", check_thanks)):
        for letter in letters(folder, part):
            asked = _recorded()
            check(letter.text, known_of(letter))
            labels = {one: bool(letter.quotes[one]) for one in LETTER_LABELS[part]}
            for label, is_there in {**labels, NAMED: letter.named}.items():
                # Only the first is on the text as a whole.
                for surety, ruled in asked[f"{part}/{label}"].asked[:1]:
                    yield f"{part}/{label}", (surety, ruled, is_there)


def _of_questions(folder: Path) -> Iterator[tuple[str, Noted]]:
    for listed in question_lists(folder):
        asked = _recorded()
        check_questions("\n".join(one.text for one in listed.questions), Known())
        for label in PER_QUESTION:
            decided = asked[f"questions/{label}"].asked
            for question, (surety, ruled) in zip(listed.questions, decided, strict=False):
                yield f"questions/{label}", (surety, ruled, label in question.labels)
        yield from _of_flow(listed)


def _of_flow(listed: QuestionList) -> Iterator[tuple[str, Noted]]:
    """What comes of the order: a check doesn't look further once it has found something."""
    seen = reader.Questions([Asked(one.text).bare for one in listed.questions])
    for index, question in enumerate(listed.questions):
        for sign in (Sign.BROAD, Sign.ADVICE):
            yield f"questions/{sign}", (seen.surety(index, sign), False, sign in question.labels)
        if index > 0:
            earlier, surety = seen.likest(index)
            yield PAIR, (surety, seen.differ(earlier, index), bool(question.repeats))


def _recorded() -> dict[str, Recorder]:
    """From now on every decision is noted here."""
    recorders = {sign: Recorder() for sign in (*SIGNS, PAIR)}
    reader.loaded().weighings = dict(recorders)
    return recorders


def _fitted(noted: list[Noted], believed: Weights = BELIEVED) -> Weights:
    """Surety, rule and shift by which the labels are likeliest, near what is believed."""
    rows = torch.tensor([(min(max(one[0], -SUREST), SUREST), float(one[1]), 1.0) for one in noted])
    labels = torch.tensor([float(one[2]) for one in noted])
    middle = torch.tensor(believed)
    weights = middle.clone().requires_grad_()
    optimiser = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        unlikely = functional.binary_cross_entropy_with_logits(
            rows @ weights, labels, reduction="sum"
        )
        total = unlikely + FIRMNESS * torch.square(weights - middle).sum()
        total.backward()
        return total

    optimiser.step(loss)
    surety, rule, shift = weights.tolist()
    return surety, rule, shift
