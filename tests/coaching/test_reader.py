"""What the trained reader is asked beside the rules: gaps that they know, and questions twice."""

from collections.abc import Callable, Sequence

import pytest

from bot.coaching.checks.findings import Finding, FindingId, Known
from bot.coaching.checks.questions import check_questions
from bot.coaching.checks.reader import Questions
from bot.coaching.checks.requests import check_request
from bot.coaching.checks.signs import Sign
from bot.coaching.checks.thanks import check_thanks
from bot.coaching.checks.weighing import SUREST

THANKS = (
    "Dear Kim,\n\nThank you for the talk about wards. What you said on {gap} stayed with me, and I "
    "have signed up for the course at Leeds.\n\nMina"
)
REQUEST = (
    "Dear Kim,\n\nI am a nurse in Leeds. Your talk on {gap} made me wonder how a ward is planned. "
    "Would you have 20 minutes for a call next week?\n\nThank you, Mina"
)
Check = Callable[[str, Known], Sequence[Finding]]

GAPS = ("[the field]", "[topic]", "{{topic}}", "____", "XXXX", "%NAME%", "<insert topic>")


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize(("check", "text"), [(check_thanks, THANKS), (check_request, REQUEST)])
def test_a_gap_that_the_rules_know_is_never_talked_away(check: Check, text: str, gap: str) -> None:
    written = text.format(gap=gap)
    found = [one for one in check(written, Known()) if one.id is FindingId.PLACEHOLDER]
    assert [written[slice(*one.span)] for one in found if one.span] == [gap]


ASKED = (
    "How did you get into nursing?",
    "What does an ordinary week look like?",
    "What do you like best about the work?",
    "What do you like least about the work?",
    "Could you walk me through a normal week of yours?",
)


def test_of_a_list_the_question_that_is_asked_again_is_the_likest() -> None:
    seen = Questions(ASKED)
    again, surety = seen.likest(4)
    parallel = seen.likest(3)[1]
    assert again == 1
    assert surety > parallel
    assert [seen.repeats(later) for later in range(5)] == [None, None, None, None, 1]


def test_two_questions_are_as_alike_whichever_comes_first() -> None:
    one, other = ASKED[1], ASKED[4]
    surety = Questions((one, other)).likest(1)[1]
    assert surety == pytest.approx(Questions((other, one)).likest(1)[1], abs=0.01)
    assert surety > Questions((one, ASKED[0])).likest(1)[1]


@pytest.mark.parametrize("again", [ASKED[1], "what does a normal week look like for you"])
def test_hardly_a_word_needs_to_be_changed(again: str) -> None:
    assert Questions((ASKED[1], ASKED[0], again)).repeats(2) == 0


def test_a_question_is_read_the_same_in_whatever_company() -> None:
    company = [f"How do you plan a project that takes {number} months?" for number in range(2, 40)]
    alone, among = Questions([ASKED[4]]), Questions([*company, ASKED[4]])
    for sign in (Sign.BROAD, Sign.CLOSED, Sign.ADVICE):
        assert among.surety(38, sign) == pytest.approx(alone.surety(0, sign), abs=0.01)


def test_questions_that_are_like_no_other_are_read_no_further() -> None:
    seen = Questions(("How did you get into nursing?", "Which laws on waste changed this year?"))
    assert seen.likest(1)[1] == -SUREST


def test_a_question_is_recognised_at_the_end_of_a_long_list() -> None:
    between = [f"How do you plan a project that takes {number} months?" for number in range(2, 40)]
    seen = Questions([ASKED[1], *between, ASKED[4]])
    assert seen.repeats(39) == 0


def test_a_list_of_one_question_is_read() -> None:
    assert Questions(ASKED[:1]).repeats(0) is None


def test_a_list_of_which_nothing_is_read_is_only_counted() -> None:
    text = "1.\n" * 60 + "What does a week look like?"
    assert [one.id for one in check_questions(text, Known())] == [FindingId.TOO_MANY]
