"""The same words but for one thing ask of another thing, unless two words mean the same."""

import pytest

from bot.coaching.checks.parallels import ask_of_different_things
from bot.coaching.checks.reader import Questions

DIFFERENT = (
    ("How is the choice of the cloth made?", "How is the choice of the buttons made?"),
    ("What does your week look like in summer?", "What does your week look like in winter?"),
    ("What do you like best about the work?", "What do you like least about the work?"),
    ("What do you like about the work?", "What do you dislike about the work?"),
    ("wat u do wen a child wont sleep", "wat u do wen a child wont eat"),
    ("How do you win over a company?", "How do you win over a competitor?"),
)
THE_SAME = (
    ("What does a typical week look like?", "What does an ordinary week look like?"),
    ("What does a typical day look like?", "What does a typical day involve?"),
    ("What does a typical week look like?", "Please, what does your typical week look like?"),
    ("What is the hardest part of your job?", "What is the toughest thing about your work?"),
    ("How do you find clients?", "How do you get clients?"),
    ("How do you handle difficult clients?", "How do you manage difficult customers?"),
    ("What are the biggest challenges in nursing?", "What are the main problems in nursing?"),
    ("What would you do?", "What would you do?"),
)
NOT_KNOWN_TO_DIFFER = (
    *THE_SAME,
    ("How do you set your prices?", "How do you work out what to charge?"),
    ("How do you organise a move?", "How do you do the organisation of a move?"),
    ("What would you do?", ""),
    ("", ""),
)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_another_thing_in_the_same_place_is_another_question(one: str, other: str) -> None:
    assert ask_of_different_things(one, other)
    assert ask_of_different_things(other, one)
    assert Questions((one, other)).repeats(1) is None


@pytest.mark.parametrize(("one", "other"), NOT_KNOWN_TO_DIFFER)
def test_other_words_for_the_same_thing_may_ask_the_same(one: str, other: str) -> None:
    assert not ask_of_different_things(one, other)
    assert not ask_of_different_things(other, one)


@pytest.mark.parametrize(("one", "other"), THE_SAME)
def test_a_question_in_nearly_the_same_words_is_a_repeated_one(one: str, other: str) -> None:
    assert Questions((one, other)).repeats(1) == 0


def test_the_rule_is_heard_where_the_reader_alone_would_take_two_for_the_same() -> None:
    asked = (
        "How do you fix the rate in the rainy season?",
        "How do you fix the rate in the dry season?",
    )
    seen = Questions(asked)
    assert seen.likest(1)[1] > 0
    assert seen.repeats(1) is None
