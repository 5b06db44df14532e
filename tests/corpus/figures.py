"""Precision, recall and F1 of the checks over the corpus, a finding at a time.

`python -m tests.corpus.test_figures_<part>` prints them for both halves. Figures only: whoever
writes rules never reads the frozen half.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


def cases(part: str, half: str) -> Iterator[dict[str, Any]]:
    """The cases of `part` (requests, questions, thanks) in one half (dev, frozen)."""
    for file in sorted((HERE / part / half).glob("*.yaml")):
        yield from yaml.safe_load(file.read_text(encoding="utf-8"))


class Figures:
    """What was found and what should have been, counted by finding."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()

    def add(self, labelled: Iterable[tuple[Any, ...]], found: Iterable[tuple[Any, ...]]) -> None:
        """One case. A finding is (id, …); two are the same where all of it agrees."""
        labels, findings = set(labelled), set(found)
        self.right.update(one[0] for one in labels & findings)
        self.wrong.update(one[0] for one in findings - labels)
        self.missed.update(one[0] for one in labels - findings)

    @property
    def ids(self) -> list[str]:
        """The findings that occur."""
        return sorted({*self.right, *self.wrong, *self.missed})

    def precision(self, name: str) -> float:
        """How many of those found are labelled."""
        return self.right[name] / max(1, self.right[name] + self.wrong[name])

    def recall(self, name: str) -> float:
        """How many of those labelled are found."""
        return self.right[name] / max(1, self.right[name] + self.missed[name])

    def f1(self, name: str) -> float:
        """The harmonic mean of both."""
        both = 2 * self.right[name] + self.wrong[name] + self.missed[name]
        return 2 * self.right[name] / both if both else 1.0

    def macro_f1(self, names: Iterable[str]) -> float:
        """The mean of F1 over findings."""
        values = [self.f1(name) for name in names]
        return sum(values) / len(values)

    def __str__(self) -> str:
        rows = [
            f"{name:<20} P {self.precision(name):.3f}  R {self.recall(name):.3f}  "
            f"F1 {self.f1(name):.3f}  ({self.right[name]} right, {self.wrong[name]} wrong, "
            f"{self.missed[name]} missed)"
            for name in self.ids
        ]
        return "\n".join([*rows, f"macro-F1 {self.macro_f1(self.ids):.3f}"])

    __repr__ = __str__
