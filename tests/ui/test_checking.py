"""What a check's answer is made of, where a whole conversation is not needed to see it."""

from types import SimpleNamespace
from typing import Any

from bot.coaching.checks.findings import Finding, FindingId, Known
from bot.services.checking import Checked
from bot.ui.checking import MOST_THINGS, lines_of

NASTY = "@everyone <@123456789012345678> **x**"


def answer(*findings: Finding, text: str = "Hello", reader: str = "Sam", rounds: int = 1) -> str:
    standing: Any = SimpleNamespace(person=SimpleNamespace(name=reader))
    found = Checked(standing, "request_email", text, Known(reader=reader), findings)
    return "\n\n".join(lines_of(found, rounds))


def test_a_sentence_mended_takes_the_place_of_the_general_advice() -> None:
    said = answer(Finding(FindingId.TIME_MISSING, fix="Would you have 20 minutes?"))
    assert "→ For example: “Would you have 20 minutes?”" in said
    assert "is enough" not in said


def test_no_words_of_the_member_are_markup_or_a_mention() -> None:
    mended = Finding(FindingId.PRESSURE, (0, len(NASTY)), fix=NASTY)
    said = answer(mended, Finding(FindingId.GENERIC_GREETING), text=NASTY, reader=NASTY)
    assert "@everyone" not in said.replace("\\@everyone", "")
    assert "<@" not in said.replace("\\<@", "")
    assert "**x**" not in said


def test_at_most_three_things_the_first_kind_first() -> None:
    said = answer(*(Finding(one) for one in reversed(FindingId)))
    things = [line for line in said.splitlines() if "→" in line]
    assert len(things) == MOST_THINGS
    assert "**Could mend, if you like**" not in said
    few = answer(Finding(FindingId.NO_THANKS), Finding(FindingId.ASK_MISSING))
    assert few.index("It doesn't ask for a talk") < few.index("no thank-you")


def test_the_same_words_are_quoted_once_and_of_many_only_some() -> None:
    text = "asap " * 8
    spans = [(5 * place, 5 * place + 4) for place in range(8)]
    said = answer(*(Finding(FindingId.PRESSURE, one) for one in spans), text=text)
    assert said.count("“asap”") == 1
    text = "abcdefgh"
    letters = [Finding(FindingId.PRESSURE, (at, at + 1)) for at in range(8)]
    said = answer(*letters, text=text)
    assert "“a”, “b”, “c” …" in said


def test_a_gap_in_the_greeting_is_one_thing_not_two() -> None:
    text = "Dear [Name], hello"
    gap, greeting = (
        Finding(FindingId.PLACEHOLDER, (5, 11)),
        Finding(FindingId.GENERIC_GREETING, (0, 11)),
    )
    assert "greeting" not in answer(gap, greeting, text=text)
    assert "This greeting could be anybody's: “Dear \\[Name\\]”." in answer(greeting, text=text)


def test_after_two_rounds_it_is_good_enough() -> None:
    must, could = Finding(FindingId.ASK_MISSING), Finding(FindingId.NO_THANKS)
    assert "good enough" not in answer(must, could, rounds=1)
    assert "the rest is good enough" in answer(must, could, rounds=2)
    assert "it is good enough" in answer(could, rounds=2)
    assert "good enough" not in answer(rounds=2)
