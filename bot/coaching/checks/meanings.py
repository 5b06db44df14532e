"""What questions mean, and which of them ask the same.

What a sentence does can be told after the first layers of the encoder (`reader.py`); what it means
takes three more, with weights of their own, which are read with the first question list.
"""

from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np

from bot.coaching.checks.encoder import Dense, Floats, Layers, Stored
from bot.coaching.checks.weighing import SUREST

WEIGHTS = str(resources.files(__package__) / "meanings.npz")

_WORTH_A_LOOK = -2.0
"""How sure a glance is of two questions that are read further; training counts what it misses."""


@cache
def loaded() -> "Meanings":
    """The further layers with their weights; the first call takes a moment."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        return Meanings(dict(stored))


class Meanings:
    """The further layers, and how alike two questions are by what comes of them."""

    def __init__(self, stored: Stored) -> None:
        self._layers = Layers(stored)
        self._at_a_glance = _Likeness(stored, "of_glance")
        self._of_meanings = _Likeness(stored, "of_meaning")

    def alike(self, questions: Sequence[Floats]) -> Floats:
        """How sure it is that each question asks the same as each (log-odds).

        A question is the vectors of its pieces after the first layers, marks around it included.
        Those that are like none other at a glance are read no further, and surely ask no other.
        """
        alike = np.full((len(questions), len(questions)), -SUREST, dtype=np.float32)
        worth = self._worth_a_look(questions)
        if worth:
            read = self._layers([questions[at] for at in worth])
            alike[np.ix_(worth, worth)] = self._of_meanings(_meant(read))
        return alike

    def _worth_a_look(self, questions: Sequence[Floats]) -> list[int]:
        if len(questions) < 2:
            return []
        glanced = self._at_a_glance(_meant(questions))
        return [int(at) for at in np.flatnonzero(glanced.max(axis=0) > _WORTH_A_LOOK)]


class _Likeness:
    """How sure it is that two questions ask the same, from what they mean."""

    def __init__(self, stored: Stored, name: str) -> None:
        self._of_pair = Dense.stored(stored, f"{name}.of_pair")
        self._of_likeness = Dense.stored(stored, f"{name}.of_likeness")

    def __call__(self, meant: Floats) -> Floats:
        """Of each and each other, in log-odds; a question is not asked about itself."""
        first, second = np.triu_indices(len(meant), 1)
        one, other = meant[first], meant[second]
        compared = self._of_pair(np.concatenate([one * other, np.abs(one - other)], axis=-1))
        np.maximum(compared, 0, out=compared)
        alike = np.full((len(meant), len(meant)), -SUREST, dtype=np.float32)
        alike[first, second] = alike[second, first] = self._of_likeness(compared)[:, 0]
        return alike


def _meant(questions: Sequence[Floats]) -> Floats:
    """A vector of one length for each question: the mean of its pieces, without the marks."""
    means = np.stack([one[1:-1].mean(axis=0) for one in questions])
    lengths = np.linalg.norm(means, axis=-1, keepdims=True)
    meant: Floats = means / lengths * np.float32(means.shape[-1] ** 0.5)
    return meant
