"""The labelled texts are what they claim: every quote stands in its text."""

from pathlib import Path

import pytest

from tests.corpus.figures import UNREAD
from training.labelled import letters, question_lists

TRAINING = Path(__file__).parents[2] / "training" / "texts"
FOLDERS = (TRAINING, TRAINING / "tuning", UNREAD)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_quote_stands_in_its_text(folder: Path) -> None:
    found = [one for part in ("requests", "thanks") for one in letters(folder, part)]
    assert len(found) > 100
    for letter in found:
        words = " ".join(letter.text.split())
        for quotes in letter.quotes.values():
            for quote in quotes:
                assert " ".join(quote.split()) in words, letter.source


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_repeated_question_comes_later(folder: Path) -> None:
    found = list(question_lists(folder))
    assert len(found) >= 40
    for listed in found:
        for index, question in enumerate(listed.questions):
            assert all(0 <= earlier < index for earlier in question.repeats), listed.source


def test_no_text_is_both_learnt_from_and_measured() -> None:
    measured = {one.text for part in ("requests", "thanks") for one in letters(UNREAD, part)}
    for folder in FOLDERS[:2]:
        learnt = {one.text for part in ("requests", "thanks") for one in letters(folder, part)}
        assert not learnt & measured
