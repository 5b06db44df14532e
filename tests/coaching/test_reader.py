"""What the trained reader is asked beside the rules: gaps that they know, and questions twice."""

from collections.abc import Callable, Sequence

import pytest

from bot.coaching.checks.findings import Finding, FindingId, Known
from bot.coaching.checks.reader import Questions, loaded
from bot.coaching.checks.requests import check_request
from bot.coaching.checks.thanks import check_thanks

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
    reader = loaded()
    assert reader.alike_alone(one, other) == pytest.approx(reader.alike_alone(other, one), abs=0.01)
    assert reader.alike_alone(one, other) > reader.alike_alone(one, ASKED[0])
