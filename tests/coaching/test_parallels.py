"""The same words but for one thing ask of another thing, unless two words mean the same."""

import pytest

from bot.coaching.checks.parallels import ask_of_different_things
from bot.coaching.checks.reader import Questions

DIFFERENT = (
    ("How is the rehearsal of sound?", "How is the rehearsal of lights?"),
    ("What does your week look like in summer?", "What does your week look like in winter?"),
    ("What do you like best about the work?", "What do you like least about the work?"),
    ("wat u do wen a guest wont stop", "wat u do wen a guest goes quiet"),
    ("How do you calm a crying child?", "How do you calm a crying parent?"),
)
NOT_KNOWN_TO_BE = (
    ("What does a typical week look like?", "What does an ordinary week look like?"),
    ("What does a typical week look like?", "Please, what does your typical week look like?"),
    ("What is the hardest part of your job?", "What is the toughest part of your work?"),
    ("How do you set your prices?", "How do you work out what to charge?"),
    ("How do you win clients?", "How are you winning clients?"),
    ("What would you do?", "What would you do?"),
    ("What would you do?", ""),
    ("", ""),
)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_another_thing_in_the_same_place_is_another_question(one: str, other: str) -> None:
    assert ask_of_different_things(one, other)
    assert ask_of_different_things(other, one)
    assert Questions((one, other)).repeats(1) is None


@pytest.mark.parametrize(("one", "other"), NOT_KNOWN_TO_BE)
def test_other_words_for_the_same_thing_may_ask_the_same(one: str, other: str) -> None:
    assert not ask_of_different_things(one, other)
    assert not ask_of_different_things(other, one)
