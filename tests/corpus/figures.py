"""How well the checks find what people found: precision, recall and F1 per finding.

`python -m tests.corpus.figures` prints the tables of docs/checks.md.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.coaching.checks.findings import Known
from bot.coaching.checks.questions import check_questions
from bot.coaching.checks.requests import check_request
from bot.coaching.checks.thanks import check_thanks
from training.labelled import PER_QUESTION, channel_called, letters, question_lists

CORPUS = Path(__file__).parent
UNREAD = CORPUS / "unread"
"""Texts written for the measuring alone: nothing was trained on them, nor any rule written."""
EVERYDAY, ODD = UNREAD / "everyday", UNREAD / "odd"
"""As people write, with many traps; and as hardly anybody does: odd trades, jokes, old letters."""

PER_LIST = ("too-few", "too-many", "order", "duplicate")

Pair = tuple[set[str], set[str]]
"""What people found, and what the check found."""


@dataclass(slots=True)
class Figure:
    """One finding's hits, false alarms and misses."""

    hits: int = 0
    false_alarms: int = 0
    misses: int = 0

    @property
    def there(self) -> int:
        """How often people found it."""
        return self.hits + self.misses

    @property
    def precision(self) -> float:
        """The share of what was found that is there; 1 where nothing was found."""
        return self.hits / (self.hits + self.false_alarms) if self.hits + self.false_alarms else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 where nothing is there."""
        return self.hits / self.there if self.there else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / (2 * self.hits + self.false_alarms + self.misses or 1)


def measure(pairs: Iterable[Pair]) -> dict[str, Figure]:
    """The figures from what people and the check found, a pair for each text."""
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


def requests(folder: Path) -> dict[str, Figure]:
    """Of the requests of a folder, text by text."""
    return measure(_letters(folder, "requests", check_request))


def thanks(folder: Path) -> dict[str, Figure]:
    """Of the thank-yous of a folder, text by text."""
    return measure(_letters(folder, "thanks", check_thanks))


def questions(folder: Path) -> dict[str, Figure]:
    """Of the question lists of a folder, question by question."""
    return _some(_all_questions(folder), PER_QUESTION)


def lists(folder: Path) -> dict[str, Figure]:
    """Of the question lists of a folder, list by list; a repeated question counts for itself."""
    return _some(_all_questions(folder), PER_LIST)


PARTS: dict[str, Callable[[Path], dict[str, Figure]]] = {
    "requests": requests,
    "questions": questions,
    "lists": lists,
    "thanks": thanks,
}
TABLES = {
    **{part: (part, EVERYDAY) for part in PARTS},
    **{f"odd {part}": (part, ODD) for part in PARTS},
}
"""The tables of docs/checks.md: what is measured, and on which texts."""


def figures_of(table: str) -> dict[str, Figure]:
    """The figures of a table."""
    part, folder = TABLES[table]
    return PARTS[part](folder)


def _some(figures: dict[str, Figure], names: Iterable[str]) -> dict[str, Figure]:
    return {name: figures[name] for name in names}


Check = Callable[[str, Known], Iterable[Any]]


def _letters(folder: Path, part: str, check: Check) -> Iterator[Pair]:
    for letter in letters(folder, part):
        found = check(letter.text, Known(channel_called(letter.channel)))
        yield letter.findings(), {str(one.id) for one in found}
    for case in _frozen(folder, part):
        found = check(case["text"], Known(channel_called(case["known"].get("channel", "email"))))
        yield {one["id"] for one in case["findings"]}, {str(one.id) for one in found}


def _frozen(folder: Path, part: str) -> Iterator[dict[str, Any]]:
    """The frozen half of the earlier corpus, which is odd throughout."""
    for path in sorted((CORPUS / part / "frozen").glob("*.yaml")) if folder == ODD else ():
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))


def _all_questions(folder: Path) -> dict[str, Figure]:
    return measure([*_labelled_lists(folder), *_frozen_lists(folder)])


def _frozen_lists(folder: Path) -> Iterator[Pair]:
    for case in _frozen(folder, "questions"):
        labelled = [(one["id"], one["index"]) for one in case["findings"]]
        yield from _by_question(case["questions"], case["known"]["minutes"], labelled)


def _labelled_lists(folder: Path) -> Iterator[Pair]:
    for listed in question_lists(folder):
        labelled: list[tuple[str, int | None]] = [(one, None) for one in listed.findings()]
        for index, question in enumerate(listed.questions):
            labelled += [(one, index) for one in question.labels & {*PER_QUESTION}]
            labelled += [("duplicate", index)] if question.repeats else []
        texts = [one.text for one in listed.questions]
        yield from _by_question(texts, listed.minutes, labelled)


def _by_question(
    texts: list[str], minutes: int, labelled: list[tuple[str, int | None]]
) -> Iterator[Pair]:
    found = check_questions("\n".join(texts), Known(minutes=minutes))
    told = [(one.id.value, one.index) for one in found]
    yield _of_list(labelled), _of_list(told)
    for index in range(len(texts)):
        yield _of_question(labelled, index), _of_question(told, index)


def _of_list(findings: list[tuple[str, int | None]]) -> set[str]:
    """What is said of a list as a whole; the order may point to the question that comes early."""
    return {name for name, _ in findings if name in {"too-few", "too-many", "order"}}


def _of_question(findings: list[tuple[str, int | None]], index: int) -> set[str]:
    return {name for name, at in findings if at == index and name != "order"}


def rows(table: str) -> list[str]:
    """A table as docs/checks.md shows it."""
    figures = figures_of(table)
    return [
        f"| {table} | there | precision | recall | F1 |",
        "|---|---:|---:|---:|---:|",
        *(
            f"| {name} | {one.there} | {one.precision:.2f} | {one.recall:.2f} | {one.f1:.2f} |"
            for name, one in figures.items()
        ),
        f"| mean over findings | | | | {macro_f1(figures):.3f} |",
    ]


if __name__ == "__main__":
    for table in TABLES:
        print(*rows(table), "", sep="\n")
