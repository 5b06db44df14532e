"""Fitting the network to the examples."""

import random
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from training.network import Network
from training.reader.wordpieces import WordPieces
from training.sequences import Batch, Example, batched

AT_ONCE = 16
ENCODER_RATE, HEAD_RATE = 2e-4, 1e-3
_SMOOTHING = 0.015
"""Labels are right nearly always: what is sure to this degree is learnt no further."""
_OF_PIECES, _OF_TEXT, _OF_PAIRS = 0.5, 0.5, 0.5
_REPEATED_COUNTS = 1.5
_AVERAGED_OVER = 0.998
"""How much of the running mean of the weights a step leaves; the mean reads unseen texts better."""


def fit(network: Network, pieces: WordPieces, examples: Sequence[Example], rounds: int) -> None:
    """Go through the examples `rounds` times."""
    steps = rounds * (len(examples) // AT_ONCE + 1)
    optimiser = torch.optim.AdamW(
        [
            {"params": network.encoder_parameters(), "lr": ENCODER_RATE},
            {"params": network.head_parameters(), "lr": HEAD_RATE},
        ],
        weight_decay=0.01,
        fused=True,
    )
    pace = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, max_lr=[ENCODER_RATE, HEAD_RATE], total_steps=steps + 1, pct_start=0.1
    )
    chance = random.Random(0)
    averaged = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(_AVERAGED_OVER))
    for number in range(rounds):
        network.train()
        losses = []
        for together in _batches(examples, chance):
            loss = _loss(network, pieces, together, chance)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            pace.step()
            if number > 0:
                averaged.update_parameters(network)
            losses.append(loss.item())
        print(f"round {number + 1} of {rounds}: loss {sum(losses) / len(losses):.4f}", flush=True)
    network.load_state_dict(averaged.module.state_dict())
    network.eval()


def _batches(examples: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """All examples, those of a length together, in another order each time."""

    def length(example: Example) -> float:
        longest = max(len(one.numbers) for one in example.sequences)
        return longest + 1_000 * (example.part == "questions") + 40 * chance.random()

    ordered = sorted(examples, key=length)
    groups = [ordered[at : at + AT_ONCE] for at in range(0, len(ordered), AT_ONCE)]
    chance.shuffle(groups)
    yield from groups


def _loss(
    network: Network, pieces: WordPieces, examples: Sequence[Example], chance: random.Random
) -> Tensor:
    batch = batched([one for each in examples for one in each.sequences], pieces, chance)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found = network(batch.numbers, batch.is_there, batch.sentences)
    by_sentence, by_piece, means = (one.float() for one in found)
    return (
        _known(by_sentence, batch.of_sentence)
        + _OF_PIECES * _known(by_piece, batch.of_piece)
        + _OF_TEXT * _known(_surest(by_sentence, batch), batch.of_text)
        + _OF_PAIRS * _pairs(network, examples, means)
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


def _pairs(network: Network, examples: Sequence[Example], means: Tensor) -> Tensor:
    """Which questions ask the same."""
    losses, at = [], 0
    for example in examples:
        count = sum(len(one.of_sentence) for one in example.sequences)
        own = means[at : at + count]
        at += count
        if example.repeated is None or count < 2:
            continue
        earlier, later = torch.triu_indices(count, count, 1)
        pairs = zip(earlier.tolist(), later.tolist(), strict=True)
        targets = torch.tensor([float(pair in example.repeated) for pair in pairs])
        weights = torch.where(targets > 0, _REPEATED_COUNTS, 1.0)
        alike = network.alike(own[earlier], own[later])
        losses.append(functional.binary_cross_entropy_with_logits(alike, targets, weight=weights))
    return torch.stack(losses).mean() if losses else torch.zeros(())
