"""The flow of a list of questions, and the time budget of a talk."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.flow import (
    Part,
    budget,
    guessed_phase,
    part_of,
    room_for,
    root_of,
    to_drop,
    tree,
)
from bot.coaching.questions import PHASES, most_for, shares_for
from bot.storage.records import StoredQuestion


def asked(*phases: str, **roots: str) -> list[StoredQuestion]:
    """A list of these phases, with the ids "q0", "q1" and so on."""
    return [
        StoredQuestion(f"q{at}", phase, f"{at}?", roots.get(f"q{at}"))
        for at, phase in enumerate(phases)
    ]


@pytest.mark.parametrize(
    ("minutes", "parts"),
    [(20, (4, 14, 2)), (10, (2, 7, 1)), (15, (3, 10, 2)), (30, (6, 21, 3)), (60, (12, 42, 6))],
)
def test_the_budget_of_twenty_minutes_is_shared_out_alike(
    minutes: int, parts: tuple[int, int, int]
) -> None:
    found = budget(minutes)
    assert (found.opening, found.discussion, found.end) == parts


@given(st.integers(5, 240))
def test_every_minute_is_in_one_part(minutes: int) -> None:
    found = budget(minutes)
    assert sum(found.of(part) for part in Part) == minutes
    assert min(found.of(part) for part in Part) >= 1


def test_nothing_is_dropped_from_what_fits() -> None:
    assert to_drop(asked(*["opening"] * 5, "insights"), 20) == ()


def test_the_part_that_is_furthest_over_its_share_loses_its_last_first() -> None:
    phases = ("opening", *["insights"] * 6, *["advice"] * 4, "next_steps", "next_steps")
    assert to_drop(asked(*phases), 20) == (10, 9, 12)
    much_opening = (*["opening"] * 6, "trends", "insights", "insights", "advice", "next_steps")
    assert to_drop(asked(*much_opening), 20) == (5,)


def test_one_from_which_another_grows_stays_longer() -> None:
    phases = ("opening", *["insights"] * 9, "next_steps")
    assert to_drop(asked(*phases, q5="q9"), 20) == (8,)
    assert to_drop(asked(*phases), 20) == (9,)
    full = (*["opening"] * 3, *["insights"] * 7, "next_steps")
    grown = {"q3": "q2", "q4": "q1", "q5": "q0"}
    assert to_drop(asked(*full, **grown), 20) == (9,)


@given(st.lists(st.sampled_from(PHASES), max_size=20), st.integers(1, 240))
def test_what_is_left_fits_and_every_part_keeps_one(phases: list[str], minutes: int) -> None:
    items = asked(*phases)
    dropped = to_drop(items, minutes)
    left = [one for at, one in enumerate(items) if at not in dropped]
    assert len(set(dropped)) == len(dropped)
    assert len(left) <= max(room_for(minutes), len(Part))
    assert {part_of(one.phase) for one in left} == {part_of(one.phase) for one in items}


def test_the_tree_shows_each_once_below_the_one_it_grows_from() -> None:
    items = asked(*["insights"] * 5, q1="q0", q2="q1", q4="q0")
    assert tree(items) == [(0, 0), (1, 1), (2, 2), (4, 1), (3, 0)]


@given(st.data())
def test_no_list_is_too_odd_for_a_tree(data: st.DataObject) -> None:
    names = [f"q{at}" for at in range(data.draw(st.integers(0, 12)))]
    roots = {name: data.draw(st.sampled_from([*names, "gone"])) for name in names}
    found = tree(asked(*["advice"] * len(names), **roots))
    assert sorted(at for at, _depth in found) == list(range(len(names)))
    assert all(after <= before + 1 for (_a, before), (_b, after) in pairwise(found))


EARLIER = (
    "How did you come to nursing?",
    "What does a typical week look like for you?",
    "Which skills are becoming more important?",
)


@pytest.mark.parametrize(
    ("question", "root"),
    [
        ("How did you learn that?", 2),
        ("What did this look like?", 2),
        ("And what came then?", 2),
        ("Which hour of your week do you look forward to most?", 1),
        ("Which skill would you learn first today?", 2),
        ("What do nurses get wrong about nursing?", 0),
        ("Whose advice helped you?", None),
        ("Wie sind Sie dazu gekommen?", None),
        ("?", None),
        ("", None),
    ],
)
def test_a_question_grows_from_the_one_whose_words_it_takes_up(
    question: str, root: int | None
) -> None:
    assert root_of(question, EARLIER) == root


def test_the_first_grows_from_nothing() -> None:
    assert root_of("How did you learn that?", []) is None


@pytest.mark.parametrize(
    ("question", "phase"),
    [
        ("How did you end up in publishing?", "opening"),
        ("What is a typical day like?", "opening"),
        ("What has changed most since you began?", "trends"),
        ("What would you do in my place?", "advice"),
        ("Which books would you recommend?", "resources"),
        ("Who else should I talk to?", "next_steps"),
        ("What surprised you most?", None),
    ],
)
def test_the_phase_is_read_from_the_words(question: str, phase: str | None) -> None:
    assert guessed_phase(question) == phase


def test_longer_talks_get_more_questions_but_never_too_many() -> None:
    numbers = [most_for(minutes) for minutes in range(10, 61)]
    assert numbers == sorted(numbers)
    assert (numbers[0], most_for(20), most_for(60)) == (5, 10, 14)
    for minutes in range(10, 61):
        assert 5 <= shares_for(minutes).total() <= most_for(minutes) <= room_for(minutes)
