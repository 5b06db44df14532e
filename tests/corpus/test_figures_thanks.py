"""How well the checks of thank-yous read the half of the corpus that no rule was tuned on."""

from bot.coaching.checks.findings import Known
from bot.coaching.checks.thanks import check_thanks
from tests.corpus.figures import Figure, macro_f1, measure, table, texts


def figures(half: str) -> dict[str, Figure]:
    """Found against labelled, text by text; the texts are not shown."""
    return measure(
        (
            {one["id"] for one in case["findings"]},
            {one.id.value for one in check_thanks(case["text"], Known())},
        )
        for case in texts("thanks", half)
    )


def test_the_unread_half_of_the_thank_yous() -> None:
    found = figures("frozen")
    assert macro_f1(found) >= 0.79, table(found)


if __name__ == "__main__":
    for half in ("dev", "frozen"):
        print(half, table(figures(half)), sep="\n")
