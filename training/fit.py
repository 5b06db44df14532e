"""Fitting the network to the examples."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from bot.coaching.checks.wordpieces import WordPieces
from training.network import Network
from training.sequences import Batch, Example, LetterExample, Shown, batched, shown

AT_ONCE = 16
HEAD_TIMES = 5
"""How much faster the new parts learn than the encoder, which has learnt before."""
_SMOOTHING = 0.015
"""Labels are right nearly always: what is sure to this degree is learnt no further."""
_OF_PIECES, _OF_TEXT, _OF_PAIRS = 0.5, 0.5, 1.0
_REPEATED_COUNTS = 3.0


def fit(
    network: Network,
    pieces: WordPieces,
    examples: Sequence[Example],
    fresh: Callable[[random.Random], Iterable[Example]],
    rounds: int,
    rate: float,
) -> None:
    """Go through the examples `rounds` times, the encoder learning at `rate` at most.

    Each round has `fresh` ones of its own, as many each time.
    """
    chance = random.Random(0)
    count = len(examples) + len(list(fresh(random.Random(0))))
    steps = rounds * (count // AT_ONCE + 1)
    optimiser = torch.optim.AdamW(
        [
            {"params": network.encoder_parameters(), "lr": rate},
            {"params": network.head_parameters(), "lr": HEAD_TIMES * rate},
        ],
        weight_decay=0.01,
        fused=True,
    )
    pace = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, max_lr=[rate, HEAD_TIMES * rate], total_steps=steps + 1, pct_start=0.1
    )
    for number in range(rounds):
        network.train()
        losses = []
        for together in _batches([*examples, *fresh(chance)], chance):
            loss = _loss(network, pieces, together, chance)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            pace.step()
            losses.append(loss.item())
        print(f"round {number + 1} of {rounds}: loss {sum(losses) / len(losses):.4f}", flush=True)
    network.eval()


def _batches(examples: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """All examples, those of a length together, in another order each time."""
    ordered = sorted(examples, key=lambda one: _length(one) + 40 * chance.random())
    groups = [ordered[at : at + AT_ONCE] for at in range(0, len(ordered), AT_ONCE)]
    chance.shuffle(groups)
    yield from groups


def _length(example: Example) -> int:
    if isinstance(example, LetterExample):
        return len(example.sequence.numbers)
    return sum(len(one) + 1 for one in example.questions)


def _loss(
    network: Network, pieces: WordPieces, examples: Sequence[Example], chance: random.Random
) -> Tensor:
    given = [shown(one, pieces, chance) for one in examples]
    batch = batched([one.sequence for one in given], pieces, chance)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found = network(batch.numbers, batch.is_there, batch.sentences)
    by_sentence, by_piece, means = (one.float() for one in found)
    return (
        _known(by_sentence, batch.of_sentence)
        + _OF_PIECES * _known(by_piece, batch.of_piece)
        + _OF_TEXT * _known(_surest(by_sentence, batch), batch.of_text)
        + _OF_PAIRS * _pairs(network, given, means)
    )


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


def _pairs(network: Network, given: Sequence[Shown], means: Tensor) -> Tensor:
    """Which questions ask the same."""
    found, targets, at = [], [], 0
    for one in given:
        count = len(one.sequence.of_sentence)
        own = means[at : at + count]
        at += count
        if one.alike is None or count < 2:
            continue
        earlier, later = torch.triu_indices(count, count, 1)
        found.append(network.alike(own[earlier], own[later]))
        targets.append(torch.tensor(one.alike, dtype=torch.float32)[earlier, later])
    if not found:
        return torch.zeros(())
    alike, target = torch.cat(found), torch.cat(targets)
    known = ~torch.isnan(target)
    if not known.any():
        return torch.zeros(())
    weights = torch.where(target[known] > 0, _REPEATED_COUNTS, 1.0)
    return functional.binary_cross_entropy_with_logits(alike[known], target[known], weights)
