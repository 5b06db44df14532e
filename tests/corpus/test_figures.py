"""The checks read the unread texts as well as docs/checks.md says."""

import re
from pathlib import Path

import pytest

from tests.corpus.figures import TABLES, figures_of, macro_f1, rows

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"

MARGIN, MARGIN_OF_ONE = 0.01, 0.05
"""The last digits of an encoder's numbers differ from processor to processor, so that a text on
the edge may fall to the other side."""


def shown(table: str) -> dict[str, list[float]]:
    """What a table of the page says: precision, recall and F1 by finding, the mean last."""
    page = PAGE.read_text(encoding="utf-8")
    found = {}
    for row in page.split(f"| {table} | there |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]:
        name, *figures = [cell.strip(" `") for cell in row.strip("|").split("|")]
        found[name] = [float(one) for one in figures if re.fullmatch(r"[01]\.\d+", one)]
    return found


@pytest.mark.parametrize("table", TABLES)
def test_the_figures_are_those_of_the_page(table: str) -> None:
    figures, page = figures_of(table), shown(table)
    *names, mean = page
    assert set(names) == set(figures)
    assert macro_f1(figures) >= page[mean][0] - MARGIN, "\n".join(rows(table))
    for name in names:
        one = figures[name]
        reached = [one.precision, one.recall, one.f1]
        short = [told - own for told, own in zip(page[name], reached, strict=True)]
        assert max(short) <= MARGIN_OF_ONE, f"{name}: {reached}"
