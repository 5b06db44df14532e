"""The page on the checks says what the coach says, and its example is a real one."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.coaching.checks.findings import MUST_MEND, Finding, FindingId
from bot.services.checking import read
from bot.storage.records import About, Details, Person
from bot.ui.checking import lines_of
from bot.ui.checking_words import THANKS, TO_A_FRIEND, words_for

PAGE = (Path(__file__).parent.parent / "docs" / "checks.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([a-z-]+)`(\*?) \| .* \|$", PAGE, re.MULTILINE)
VALUES = {"count": 170, "limit": 150, "questions": 2, "minutes": 20, "most": 10}


def test_every_finding_has_its_row_and_a_star_where_it_must_be_mended() -> None:
    assert {one for one, _star in ROWS} == set(FindingId)
    assert {one for one, star in ROWS if star} == set(MUST_MEND)


@pytest.mark.parametrize("which", FindingId)
def test_a_row_gives_the_reason_and_the_source_that_the_coach_gives(which: FindingId) -> None:
    rows = re.findall(rf"^\| `{which}`\*? \| (.*) \|$", PAGE, re.MULTILINE)
    finding = Finding(which, values=VALUES)
    told = {
        f"{one.why} ({one.source})"
        for one in (words_for(finding, where) for where in ("", TO_A_FRIEND, THANKS))
    }
    written = {row.split(" | ")[-1] for row in rows}
    assert written <= told
    assert words_for(finding).why in " ".join(written)


def test_the_example_is_what_the_coach_says() -> None:
    typed, *answer = re.findall(r"^((?:> ?.*\n)+)", PAGE, re.MULTILINE)
    standing: Any = SimpleNamespace(
        person=Person("SamSamSamSam", Details("Sam Rivera")),
        member=SimpleNamespace(about=About()),
        state=SimpleNamespace(meeting=None),
    )
    found = read(standing, "request_email", _unquoted(typed))
    assert _unquoted(answer[0]) == "\n\n".join(lines_of(found, 1))


def _unquoted(block: str) -> str:
    return re.sub(r"^> ?", "", block, flags=re.MULTILINE).strip()
