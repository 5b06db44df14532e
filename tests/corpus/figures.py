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
from training.labelled import channel_called, letters, question_lists

CORPUS = Path(__file__).parent
UNREAD = CORPUS / "unread"
"""Texts written for the measuring alone: nothing was trained on them, nor any rule written."""

PER_QUESTION = ("closed", "job-seeking", "googleable", "double", "personal")
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


def requests() -> dict[str, Figure]:
    """Of the unread requests, text by text."""
    return measure([*_frozen("requests", check_request), *_unread("requests", check_request)])


def thanks() -> dict[str, Figure]:
    """Of the unread thank-yous, text by text."""
    return measure([*_frozen("thanks", check_thanks), *_unread("thanks", check_thanks)])


def questions() -> dict[str, Figure]:
    """Of the unread question lists, question by question."""
    return _some(_all_questions(), PER_QUESTION)


def lists() -> dict[str, Figure]:
    """Of the unread question lists, list by list; a repeated question counts for itself."""
    return _some(_all_questions(), PER_LIST)


PARTS: dict[str, Callable[[], dict[str, Figure]]] = {
    "requests": requests,
    "questions": questions,
    "lists": lists,
    "thanks": thanks,
}


def _some(figures: dict[str, Figure], names: Iterable[str]) -> dict[str, Figure]:
    return {name: figures[name] for name in names}


Check = Callable[[str, Known], Iterable[Any]]


def _frozen(part: str, check: Check) -> Iterator[Pair]:
    for case in _cases(part):
        found = check(case["text"], Known(channel_called(case["known"].get("channel", "email"))))
        yield {one["id"] for one in case["findings"]}, {str(one.id) for one in found}


def _unread(part: str, check: Check) -> Iterator[Pair]:
    for letter in letters(UNREAD, part):
        found = check(letter.text, Known(channel_called(letter.channel)))
        yield letter.findings(), {str(one.id) for one in found}


def _cases(part: str) -> Iterator[dict[str, Any]]:
    for path in sorted((CORPUS / part / "frozen").glob("*.yaml")):
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))


def _all_questions() -> dict[str, Figure]:
    return measure([*_frozen_questions(), *_unread_questions()])


def _frozen_questions() -> Iterator[Pair]:
    for case in _cases("questions"):
        labelled = [(one["id"], one["index"]) for one in case["findings"]]
        yield from _by_question(case["questions"], case["known"]["minutes"], labelled)


def _unread_questions() -> Iterator[Pair]:
    for listed in question_lists(UNREAD):
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


def rows(part: str) -> list[str]:
    """The table of a part as docs/checks.md shows it."""
    figures = PARTS[part]()
    return [
        f"| {part} | there | precision | recall | F1 |",
        "|---|---:|---:|---:|---:|",
        *(
            f"| {name} | {one.there} | {one.precision:.2f} | {one.recall:.2f} | {one.f1:.2f} |"
            for name, one in figures.items()
        ),
        f"| mean over findings | | | | {macro_f1(figures):.3f} |",
    ]


if __name__ == "__main__":
    for part in PARTS:
        print(*rows(part), "", sep="\n")
