"""How well a check finds what people found: precision, recall and F1 per finding."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

CORPUS = Path(__file__).parent


@dataclass(slots=True)
class Figure:
    """One finding's hits, false alarms and misses."""

    hits: int = 0
    false_alarms: int = 0
    misses: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is there; 1 where nothing was found."""
        return self.hits / (self.hits + self.false_alarms) if self.hits + self.false_alarms else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 where nothing is there."""
        return self.hits / (self.hits + self.misses) if self.hits + self.misses else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / (2 * self.hits + self.false_alarms + self.misses or 1)


def texts(part: str, half: str) -> Iterator[dict[str, Any]]:
    """The labelled texts of `part` (requests, questions, thanks) in `half` (dev, frozen)."""
    for path in sorted((CORPUS / part / half).glob("*.yaml")):
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))


def measure(pairs: Iterable[tuple[set[str], set[str]]]) -> dict[str, Figure]:
    """The figures from (what people found, what the check found), a pair for each text."""
    figures: dict[str, Figure] = defaultdict(Figure)
    for expected, found in pairs:
        for one in expected | found:
            if one not in expected:
                figures[one].false_alarms += 1
            elif one not in found:
                figures[one].misses += 1
            else:
                figures[one].hits += 1
    return dict(sorted(figures.items()))


def macro_f1(figures: dict[str, Figure]) -> float:
    """The mean of F1 over the findings."""
    return sum(figure.f1 for figure in figures.values()) / len(figures)


def table(figures: dict[str, Figure]) -> str:
    """The figures as a table in Markdown, as the documentation shows them."""
    rows = [
        "| finding | there | precision | recall | F1 |",
        "|---|---:|---:|---:|---:|",
        *(
            f"| `{name}` | {one.hits + one.misses} | {one.precision:.2f} | {one.recall:.2f} "
            f"| {one.f1:.2f} |"
            for name, one in figures.items()
        ),
        f"| mean over findings | | | | {macro_f1(figures):.3f} |",
    ]
    return "\n".join(rows)
