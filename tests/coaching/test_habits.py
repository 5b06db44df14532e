"""Good habits are counted as they were meant."""

from datetime import timedelta

import pytest

from bot.coaching.events import Event, EventKind
from bot.coaching.habits import Counted, Habit, Window, count
from tests.coaching.histories import MONDAY, history

K = EventKind
WEEK = Window(MONDAY, MONDAY + timedelta(days=7))


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def counted(*steps: tuple[object, ...], **more: object) -> Counted:
    return count([(1, history(*steps))], WEEK, **more)


@pytest.mark.parametrize(("after", "number"), [(1, 1), (24, 1), (25, 0), (100, 0)])
def test_a_thank_you_counts_within_a_day_of_the_talk(after: float, number: int) -> None:
    found = counted((MONDAY, K.ADDED), (MONDAY, K.MET), (MONDAY + hours(after), K.THANKED))
    assert found.numbers[Habit.THANKED_PROMPTLY] == number
    assert found.contributors == number


def test_of_a_planned_talk_its_end_counts() -> None:
    starts = (MONDAY + hours(1)).isoformat()
    found = counted(
        (MONDAY, K.ADDED),
        (MONDAY, K.SCHEDULED, {"starts": starts, "minutes": 30, "zone": "UTC"}),
        (MONDAY + hours(50), K.MET),
        (MONDAY + hours(51), K.THANKED),
    )
    assert found.numbers[Habit.THANKED_PROMPTLY] == 0


def test_what_was_taken_back_does_not_count() -> None:
    found = counted(
        (MONDAY, K.ADDED),
        (MONDAY, K.INTRODUCED),
        (MONDAY, K.UNDONE, {"seq": 2}),
        (MONDAY, K.ASKED),
    )
    assert found == Counted(dict.fromkeys(Habit, 0), 0)


def test_only_the_window_counts() -> None:
    before, after = MONDAY - hours(1), WEEK.until
    for at in (before, after):
        assert counted((before, K.ADDED), (at, K.INTRODUCED)).contributors == 0
    assert counted((before, K.ADDED), (MONDAY, K.INTRODUCED)).contributors == 1


def test_the_first_step_counts_once_a_member_and_only_the_first() -> None:
    steps = ((MONDAY, K.ADDED), (MONDAY, K.INTRODUCTION_ASKED), (MONDAY, K.ASKED))
    assert counted(*steps).contributors == 0
    found = counted(*steps, beginners={1})
    assert found.numbers[Habit.FIRST_STEP] == 1
    histories = [(1, history(*steps)), (1, history(*steps))]
    assert count(histories, WEEK, {1}).numbers[Habit.FIRST_STEP] == 1


def test_how_many_somebody_wrote_to_counts_nowhere() -> None:
    one = [(1, history((MONDAY, K.ADDED), (MONDAY, K.ASKED)))]
    assert count(one, WEEK, {1}) == count(one * 20, WEEK, {1})


def test_members_are_counted_once_whatever_they_did() -> None:
    def reported(*kinds: EventKind) -> list[Event]:
        return history((MONDAY, K.ADDED), (MONDAY, K.MET), *((MONDAY, one) for one in kinds))

    found = count(
        [(1, reported(K.THANKED, K.REPORTED_BACK)), (2, reported(K.REPORTED_BACK))],
        WEEK,
        introduced=[1, 3],
    )
    assert found.contributors == 3
    assert found.numbers == {
        Habit.THANKED_PROMPTLY: 1,
        Habit.REPORTED_BACK: 2,
        Habit.INTRODUCED: 2,
        Habit.FIRST_STEP: 0,
    }
