"""Fitting the network to the examples."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional

from bot.coaching.checks.wordpieces import WordPieces
from training.drawing import Drawing
from training.network import WIDTH, Begun, Network, meant
from training.sequences import (
    Batch,
    Encoded,
    Example,
    Family,
    LetterExample,
    ListExample,
    Shown,
    batched,
    in_a_row,
    shown,
)

Kind = TypeVar("Kind", LetterExample, ListExample)
Lesson = Sequence[LetterExample] | Sequence[ListExample] | Sequence[Family]
"""What is learnt in one step."""

AT_ONCE, FAMILIES_AT_ONCE = 16, 48
_SHARPNESS = 20.0
"""How much the nearest question counts among all."""
HEAD_TIMES = 5
"""How much faster the new parts learn than the encoder, which has learnt before."""
_SMOOTHING = 0.015
"""Labels are right nearly always: what is sure to this degree is learnt no further."""
_OF_PIECES, _OF_TEXT, _OF_PAIRS = 0.5, 0.5, 1.0
_REPEATED_COUNTS, _GLIMPSED_COUNTS = 3.0, 10.0
"""How much a repeated question counts beside one that is not; at a glance none is to be missed."""


def fit(
    network: Network,
    pieces: WordPieces,
    examples: Sequence[Example],
    drawing: Drawing,
    fresh: int,
    rounds: int,
    rate: float,
    chance: random.Random,
) -> None:
    """Go through the examples `rounds` times, the encoder learning at `rate` at most.

    Each round has so many `fresh` lists of its own, and half as many families of questions.
    """
    optimiser = torch.optim.AdamW(
        [
            {"params": network.encoder_parameters(), "lr": rate},
            {"params": network.head_parameters(), "lr": HEAD_TIMES * rate},
        ],
        weight_decay=0.01,
        fused=True,
    )
    lists = sum(isinstance(one, ListExample) for one in examples)
    letters = len(examples) - lists
    each = ceil(letters / AT_ONCE) + ceil((lists + fresh) / AT_ONCE) + _steps_of_families(fresh)
    steps = rounds * each
    pace = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, max_lr=[rate, HEAD_TIMES * rate], total_steps=steps + 1, pct_start=0.1
    )
    teacher = Teacher(network, pieces, chance)
    for number in range(rounds):
        network.train()
        losses = defaultdict(list)
        for lesson in _lessons(examples, drawing, fresh, chance):
            loss = teacher.loss(lesson)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            pace.step()
            losses[type(lesson[0]).__name__].append(loss.item())
        means = (f"{name} {sum(some) / len(some):.4f}" for name, some in sorted(losses.items()))
        print(f"round {number + 1} of {rounds}:", *means, flush=True)
    network.eval()


def _lessons(
    examples: Sequence[Example], drawing: Drawing, fresh: int, chance: random.Random
) -> list[Lesson]:
    """What is learnt in a round, in another order each time."""
    letters = [one for one in examples if isinstance(one, LetterExample)]
    lists = [one for one in examples if isinstance(one, ListExample)]
    lessons: list[Lesson] = [
        *_of_a_length(letters, chance),
        *_of_a_length([*lists, *drawing.lists(fresh)], chance),
        *(drawing.families(FAMILIES_AT_ONCE) for _ in range(_steps_of_families(fresh))),
    ]
    chance.shuffle(lessons)
    return lessons


def _steps_of_families(fresh: int) -> int:
    return fresh // (2 * FAMILIES_AT_ONCE)


def _of_a_length(examples: Sequence[Kind], chance: random.Random) -> Iterator[list[Kind]]:
    """All examples, those of a length together."""
    ordered = sorted(examples, key=lambda one: _length(one) + 40 * chance.random())
    return (ordered[at : at + AT_ONCE] for at in range(0, len(ordered), AT_ONCE))


def _length(example: Example) -> int:
    if isinstance(example, LetterExample):
        return len(example.sequence.numbers)
    return sum(len(one) + 2 for one in example.questions)


class Teacher:
    """Says how far the network is from what is known."""

    def __init__(self, network: Network, pieces: WordPieces, chance: random.Random) -> None:
        self._network = network
        self._pieces = pieces
        self._chance = chance

    def loss(self, lesson: Lesson) -> Tensor:
        """The loss over some examples, which are of one kind."""
        if isinstance(lesson[0], Family):
            return self._of_families(lesson)
        return self._of_texts(lesson)

    def _of_texts(self, examples: Sequence[Example]) -> Tensor:
        given = [shown(one, self._pieces) for one in examples]
        batch = self._batched(one.sequence for one in given)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            begun = self._begun(batch)
            by_sentence, by_piece = self._network.signs(begun, batch.sentences)
        by_sentence, by_piece = by_sentence.float(), by_piece.float()
        loss = (
            _known(by_sentence, batch.of_sentence)
            + _OF_PIECES * _known(by_piece, batch.of_piece)
            + _OF_TEXT * _known(_surest(by_sentence, batch), batch.of_text)
        )
        if any(one.alike is not None for one in given):
            loss = loss + _OF_PAIRS * self._of_pairs(begun, batch, given)
        return loss

    def _of_pairs(self, begun: Begun, batch: Batch, given: Sequence[Shown]) -> Tensor:
        """Which questions of a list ask the same: by what they mean, and at a first glance.

        A glance makes do with the few layers as they are.
        """
        with torch.autocast("cpu", dtype=torch.bfloat16):
            finished = self._network.finish(begun)
        earlier, later, targets = _pairs(given)
        loss = torch.zeros(())
        for rows, likeness, weight in (
            (finished, self._network.of_meaning, _REPEATED_COUNTS),
            (begun.rows.detach(), self._network.of_glance, _GLIMPSED_COUNTS),
        ):
            meanings = meant(rows, batch.sentences)
            found = likeness(meanings[earlier], meanings[later])
            weights = torch.where(targets > 0, weight, 1.0)
            loss = loss + functional.binary_cross_entropy_with_logits(found, targets, weights)
        return loss

    def _of_families(self, families: Sequence[Family]) -> Tensor:
        """Of all the questions of some families, which asks the same as each."""
        questions = [
            *(one.question for one in families),
            *(one.again for one in families),
            *(lookalike for one in families for lookalike in one.alike),
        ]
        batch = self._batched(in_a_row([one], self._pieces) for one in questions)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            finished = self._network.finish(self._begun(batch))
        meanings = meant(finished, batch.sentences)
        nearness = _SHARPNESS / WIDTH * meanings @ meanings.T
        groups = [
            *(one.group for one in families),
            *(one.group for one in families),
            *(one.group for one in families for _ in one.alike),
        ]
        group = torch.tensor(groups)
        nearness[group[:, None] != group] = -1e4
        nearness.fill_diagonal_(-1e4)
        count = len(families)
        partners = torch.cat([torch.arange(count, 2 * count), torch.arange(count)])
        return functional.cross_entropy(nearness[: 2 * count], partners)

    def _batched(self, sequences: Iterable[Encoded]) -> Batch:
        return batched(list(sequences), self._pieces, self._chance)

    def _begun(self, batch: Batch) -> Begun:
        return self._network.begin(batch.numbers, batch.places, batch.parts)


def _pairs(given: Sequence[Shown]) -> tuple[Tensor, Tensor, Tensor]:
    """Of all questions that are given: which stand in one list, and whether they ask the same."""
    earlier, later, targets, at = [], [], [], 0
    for one in given:
        count = len(one.sequence.of_sentence)
        if one.alike is not None:
            first, second = torch.triu_indices(count, count, 1)
            earlier.append(first + at)
            later.append(second + at)
            targets.append(torch.tensor(one.alike, dtype=torch.float32)[first, second])
        at += count
    return torch.cat(earlier), torch.cat(later), torch.cat(targets)


def _known(found: Tensor, targets: Tensor) -> Tensor:
    """The loss where something is known."""
    known = ~torch.isnan(targets)
    if not known.any():
        return torch.zeros(())
    smooth = targets[known] * (1 - 2 * _SMOOTHING) + _SMOOTHING
    return functional.binary_cross_entropy_with_logits(found[known], smooth)


def _surest(by_sentence: Tensor, batch: Batch) -> Tensor:
    """Of each text the surest sentence, for each sign."""
    nowhere = torch.full((len(batch.numbers), by_sentence.shape[1]), -30.0)
    where = batch.text_of.unsqueeze(1).expand_as(by_sentence)
    return nowhere.scatter_reduce(0, where, by_sentence, "amax")
