"""How well the checks of question lists read the half of the corpus that no rule was tuned on."""

from collections.abc import Iterator
from typing import Any

from bot.coaching.checks.findings import Known
from bot.coaching.checks.questions import check_questions
from tests.corpus.figures import Figure, macro_f1, measure, table, texts

PER_QUESTION = ("closed", "job-seeking", "googleable", "double", "personal")
PER_LIST = ("too-few", "too-many", "order", "duplicate")


def figures(half: str) -> dict[str, Figure]:
    """Found against labelled, question by question; the texts are not shown."""
    return measure(pair for case in texts("questions", half) for pair in _pairs(case))


def _pairs(case: dict[str, Any]) -> Iterator[tuple[set[str], set[str]]]:
    """For the list as a whole (None) and for each question: labelled, found."""
    found = check_questions("\n".join(case["questions"]), Known(minutes=case["known"]["minutes"]))
    for index in (None, *range(len(case["questions"]))):
        labelled = {one["id"] for one in case["findings"] if one["index"] == index}
        yield labelled, {one.id.value for one in found if one.index == index}


def only(found: dict[str, Figure], names: tuple[str, ...]) -> dict[str, Figure]:
    """The figures of some findings."""
    return {name: found[name] for name in names}


def test_the_unread_half_of_the_question_lists() -> None:
    found = figures("frozen")
    assert macro_f1(only(found, PER_QUESTION)) >= 0.87, table(found)
    assert macro_f1(only(found, PER_LIST)) >= 0.74, table(found)


if __name__ == "__main__":
    for half in ("dev", "frozen"):
        print(half, table(figures(half)), sep="\n")
