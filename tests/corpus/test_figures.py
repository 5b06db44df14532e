"""The checks read the unread texts as well as docs/checks.md says."""

import re
from pathlib import Path

import pytest

from tests.corpus.figures import PARTS, macro_f1, rows

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"

MARGIN, MARGIN_OF_ONE = 0.01, 0.05
"""The last digits of an encoder's numbers differ from processor to processor, so that a text on
the edge may fall to the other side."""


def shown(part: str) -> dict[str, list[float]]:
    """What the page says of a part: precision, recall and F1 by finding, the mean last."""
    table = PAGE.read_text(encoding="utf-8").split(f"| {part} | there |", 1)[1].split("\n\n", 1)[0]
    found = {}
    for row in table.splitlines()[2:]:
        name, *figures = [cell.strip(" `") for cell in row.strip("|").split("|")]
        found[name] = [float(one) for one in figures if re.fullmatch(r"[01]\.\d+", one)]
    return found


@pytest.mark.parametrize("part", PARTS)
def test_the_figures_are_those_of_the_page(part: str) -> None:
    figures, page = PARTS[part](), shown(part)
    *names, mean = page
    assert set(names) == set(figures)
    assert macro_f1(figures) >= page[mean][0] - MARGIN, "\n".join(rows(part))
    for name in names:
        one = figures[name]
        reached = [one.precision, one.recall, one.f1]
        short = [told - own for told, own in zip(page[name], reached, strict=True)]
        assert max(short) <= MARGIN_OF_ONE, f"{name}: {reached}"
