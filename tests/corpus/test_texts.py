"""The labelled texts are what they claim: every quote stands in its text."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.corpus.figures import EVERYDAY, ODD
from training.asked import asked, headed, of_professions
from training.labelled import letters, question_lists

TRAINING = Path(__file__).parents[2] / "training" / "texts"
LEARNT, MEASURED = (TRAINING, TRAINING / "tuning"), (EVERYDAY, ODD)
FOLDERS = (*LEARNT, *MEASURED)
COMMONPLACE = 0.03
"""How many questions two people may think of in the same words."""


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
    assert not _texts(LEARNT) & _texts(MEASURED)
    assert not _texts((TRAINING,)) & _texts((TRAINING / "tuning",))


def test_hardly_a_question_is_both_learnt_from_and_measured() -> None:
    """ "What would you do in my place?" is asked by many."""
    drawn = {_bare(one) for block in asked() for one in (*block.same, *block.alike)}
    learnt = set(_questions(LEARNT)) | drawn
    measured = _questions(MEASURED)
    assert sum(one in learnt for one in measured) < COMMONPLACE * len(measured)
    tuned = _questions((TRAINING / "tuning",))
    known = drawn | set(_questions((TRAINING,)))
    assert sum(one in known for one in tuned) < COMMONPLACE * len(tuned)


def test_professions_are_asked_so_much_each() -> None:
    heads = [head for head, _ in headed("professions-*.txt")]
    assert len(heads) == len(set(heads)) == 240
    for profession, blocks in of_professions().items():
        assert len(blocks) == 15, profession
        assert {(len(one.same), len(one.alike)) for one in blocks} == {(3, 3)}, profession
        said = [text for one in blocks for text in (*one.same, *one.alike)]
        assert len(set(said)) == len(said), profession


def _texts(folders: Iterable[Path]) -> set[str]:
    parts = ("requests", "thanks")
    return {
        " ".join(one.text.split())
        for folder in folders
        for part in parts
        for one in letters(folder, part)
    }


def _questions(folders: Iterable[Path]) -> list[str]:
    lists = (one for folder in folders for one in question_lists(folder))
    return [_bare(one.text) for listed in lists for one in listed.questions]


def _bare(question: str) -> str:
    return question.lower().rstrip("?.! ")
