"""How well the checks of question lists read the half of the corpus that no rule was tuned on."""

from tests.corpus.figures import Figures, cases

from bot.coaching.checks.findings import Known
from bot.coaching.checks.questions import check_questions

PER_QUESTION = ("closed", "job-seeking", "googleable", "double", "personal")
PER_LIST = ("too-few", "too-many", "order", "duplicate")


def figures(half: str) -> Figures:
    """The findings of every list of one half against its labels; the texts are not shown."""
    found = Figures()
    for case in cases("questions", half):
        findings = check_questions(
            "\n".join(case["questions"]), Known(minutes=case["known"]["minutes"])
        )
        found.add(
            {(one["id"], one["index"]) for one in case["findings"]},
            {(finding.id.value, finding.index) for finding in findings},
        )
    return found


def test_the_unread_half_of_the_question_lists() -> None:
    found = figures("frozen")
    assert found.macro_f1(PER_QUESTION) >= 0.9, found
    assert found.macro_f1(PER_LIST) >= 0.85, found


if __name__ == "__main__":
    print(figures("dev"), figures("frozen"), sep="\n\n")
