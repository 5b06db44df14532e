"""What the coach says about a finding: all of it there, short, kind and plain."""

import re

import pytest

from bot.coaching.checks.findings import MUST_MEND, Finding, FindingId
from bot.coaching.checks.strengths import Good, Strength
from bot.ui.checking import ORDER
from bot.ui.checking_words import THANKS, TO_A_FRIEND, good_sentences, words_for

VALUES = {"count": 170, "limit": 150, "unit": "words", "questions": 2, "minutes": 20, "most": 10}
NAMES = {"reader": "Sam", "target": "Sam"}
PLACES = ("", TO_A_FRIEND, THANKS)


def all_words(which: FindingId) -> list[str]:
    made = Finding(which, values=VALUES)
    found = [words_for(made, where, **NAMES) for where in PLACES]
    return [f"{one.what} {one.why} {one.how}" for one in found]


@pytest.mark.parametrize("which", FindingId)
def test_every_finding_has_its_words_with_a_source(which: FindingId) -> None:
    words = words_for(Finding(which, values=VALUES), **NAMES)
    assert all((words.what, words.why, words.source, words.how))
    for said in all_words(which):
        assert not re.search(r"[{}]", said), said
        assert len(said.split()) <= 55
        assert not re.search(r"wrong|error|mistake|fail|bad|must|score|\d/\d", said, re.IGNORECASE)


def test_they_read_easily() -> None:
    said = " ".join(one for which in FindingId for one in all_words(which))
    lengths = [len(one.split()) for one in re.split(r"[.:;?!]”?\s", said)]
    assert max(lengths) <= 20
    assert sum(lengths) / len(lengths) <= 10


@pytest.mark.parametrize("strength", Strength)
@pytest.mark.parametrize("words", ["", "What is new?"])
def test_everything_good_is_said(strength: Strength, words: str) -> None:
    (said,) = good_sentences([Good(strength, words, 7)])
    assert said.endswith((".", "”"))
    assert not re.search(r"[{}]", said)


def test_what_belongs_together_is_one_sentence_and_five_are_enough() -> None:
    said = good_sentences([Good(one, count=7) for one in Strength])
    assert len(said) == 5
    assert said[0] == "It says who you are and what you hope to learn."
    alone = good_sentences([Good(Strength.BACKGROUND)])
    assert alone == ["It says who you are."]


@pytest.mark.parametrize("which", FindingId)
def test_without_names_it_reads_as_well(which: FindingId) -> None:
    for where in PLACES:
        words = words_for(Finding(which, values=VALUES), where)
        assert "{" not in f"{words.reason} {words.how}"
        assert "Dear them" not in words.how
        assert re.search(r"\.\s[A-Z]", words.reason)


def test_every_finding_has_its_place_and_what_must_be_mended_comes_first() -> None:
    assert sorted(ORDER) == sorted(FindingId)
    assert set(ORDER[: len(MUST_MEND)]) == MUST_MEND
