"""Introductions as a state machine: every move in every state, and what each side learns."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import product

import pytest

from bot.coaching.introducing import (
    ANSWER_DAYS,
    FRIEND_DAYS,
    OVER,
    PENDING,
    UNDECIDED,
    WAITING,
    Consents,
    Detail,
    Earlier,
    Errand,
    Move,
    NotPossible,
    Refusal,
    Role,
    Rules,
    State,
    Step,
    Tell,
    answer_by,
    begin,
    lapses_at,
    moved,
    refused,
    seen_by_all,
    sees,
)
from tests.clock import MONDAY_MORNING

NOW = MONDAY_MORNING
BY_COACH = {Move.UNREACHED, Move.LEFT, Move.OPENED, Move.COPIED, Move.LAPSE}
ENDINGS = {State.QUIET, State.BY_HAND, State.ENDED, State.OPEN}

EVERYTHING = list(
    product(State, Move, [None, *Role], [(True, False), (True, True), (False, False)])
)


def tried(state: State, move: Move, by: Role | None, kind: tuple[bool, bool]) -> Step | None:
    has_friend, passed_on = kind
    try:
        return moved(state, move, by, has_friend=has_friend, passed_on=passed_on)
    except NotPossible:
        return None


def possible() -> Iterator[tuple[State, Move, Role | None, tuple[bool, bool], Step]]:
    for state, move, by, kind in EVERYTHING:
        step = tried(state, move, by, kind)
        if step is not None:
            yield state, move, by, kind, step


TABLE = {
    # (state, move, by): the state it leads to, for a request through a friend
    (State.FRIEND, Move.FORWARD, Role.FRIEND): State.TARGET,
    (State.FRIEND, Move.CARRY, Role.FRIEND): State.BY_HAND,
    (State.FRIEND, Move.NO, Role.FRIEND): State.QUIET,
    (State.FRIEND, Move.NOT_NOW, Role.FRIEND): State.FRIEND,
    (State.FRIEND, Move.UNREACHED, None): State.ENDED,
    (State.FRIEND, Move.LEFT, None): State.QUIET,
    (State.FRIEND, Move.LAPSE, None): State.ENDED,
    (State.FRIEND, Move.WITHDRAW, Role.ASKER): State.ENDED,
    (State.TARGET, Move.YES, Role.TARGET): State.AGREED,
    (State.TARGET, Move.NO, Role.TARGET): State.QUIET,
    (State.TARGET, Move.NEVER, Role.TARGET): State.QUIET,
    (State.TARGET, Move.NOT_NOW, Role.TARGET): State.TARGET,
    (State.TARGET, Move.UNREACHED, None): State.BY_HAND,
    (State.TARGET, Move.LEFT, None): State.QUIET,
    (State.TARGET, Move.LAPSE, None): State.ENDED,
    (State.TARGET, Move.WITHDRAW, Role.ASKER): State.ENDED,
    (State.AGREED, Move.OPENED, None): State.OPEN,
    (State.AGREED, Move.COPIED, None): State.OPEN,
    (State.AGREED, Move.LEFT, None): State.QUIET,
    (State.AGREED, Move.LAPSE, None): State.ENDED,
    (State.QUIET, Move.LAPSE, None): State.ENDED,
    (State.QUIET, Move.WITHDRAW, Role.ASKER): State.ENDED,
    (State.BY_HAND, Move.LAPSE, None): State.ENDED,
    (State.BY_HAND, Move.WITHDRAW, Role.ASKER): State.ENDED,
}
REPORTED = {
    State.FRIEND: State.QUIET,
    State.TARGET: State.QUIET,
    State.AGREED: State.QUIET,
    State.OPEN: State.ENDED,
    State.QUIET: State.QUIET,
    State.BY_HAND: State.BY_HAND,
    State.ENDED: State.ENDED,
}


@pytest.mark.parametrize("passed_on", [False, True])
def test_exactly_these_moves_are_possible(passed_on: bool) -> None:
    for state, move, by in product(State, Move, [None, *Role]):
        step = tried(state, move, by, (True, passed_on))
        wanted = TABLE.get((state, move, by))
        if move is Move.REPORT and by is not None:
            wanted = REPORTED[state]
        assert (None if step is None else step.state) == wanted, (state, move, by)


def test_an_open_door_is_the_same_without_a_friend() -> None:
    for state, move, by in product(State, Move, [None, *Role]):
        step = tried(state, move, by, (False, False))
        if by is Role.FRIEND:
            assert step is None
        elif (state, move) == (State.TARGET, Move.UNREACHED) and by is None:
            assert step == Step(State.ENDED, (Errand(Role.ASKER, Tell.TEXT_FOR_ASKER),))
        else:
            through_friend = tried(state, move, by, (True, False))
            assert (step and step.state) == (through_friend and through_friend.state)
        assert step is None or all(one.to is not Role.FRIEND for one in step.errands)


def test_it_begins_with_whoever_is_to_be_asked() -> None:
    assert begin(has_friend=True) == Step(State.FRIEND, (Errand(Role.FRIEND, Tell.ASK_FRIEND),))
    assert begin(has_friend=False) == Step(State.TARGET, (Errand(Role.TARGET, Tell.ASK_TARGET),))


def test_members_and_the_coach_make_different_moves() -> None:
    for _state, move, by, _kind, _step in possible():
        assert (by is None) == (move in BY_COACH)


def test_only_who_is_asked_answers() -> None:
    answers = {Move.FORWARD, Move.CARRY, Move.NO, Move.NOT_NOW, Move.YES, Move.NEVER}
    for state, move, by, _kind, _step in possible():
        if move in answers:
            assert by is not None
            assert by.value == state.value


def test_until_the_end_the_asker_is_told_nothing_but_what_they_must_do() -> None:
    """No move of another tells the asker anything, but for a yes from both sides, the end of
    the time, and a text that they have to send themself."""
    for state, move, _by, _kind, step in possible():
        told = [one for one in step.errands if one.to is Role.ASKER]
        kinds = {one.tell for one in told}
        if move is Move.LAPSE:
            assert kinds == {Tell.ENDED}
        elif move is Move.UNREACHED:
            assert kinds <= {Tell.TEXT_FOR_ASKER}
        elif move is Move.YES:
            assert kinds == {Tell.THREAD}
        elif move is Move.COPIED:
            assert kinds == {Tell.COPY}
        else:
            assert told == [], (state, move)


def test_a_no_looks_like_silence() -> None:
    """Whatever ended it, the asker is told the same, in every state that may lapse, and may do
    the same until then."""
    for passed_on in (False, True):
        told = set()
        for state in UNDECIDED:
            step = moved(state, Move.LAPSE, None, has_friend=True, passed_on=passed_on)
            told.add(tuple(one for one in step.errands if one.to is Role.ASKER))
            assert tried(state, Move.WITHDRAW, Role.ASKER, (True, passed_on)) is not None
        assert told == {(Errand(Role.ASKER, Tell.ENDED),)}
    for state, move, _by, kind, step in possible():
        if move in {Move.NO, Move.NEVER, Move.LEFT, Move.REPORT} and state in WAITING:
            assert step == Step(State.QUIET), (state, move, kind)


def test_the_friend_hears_the_same_whoever_said_no() -> None:
    for state in (State.TARGET, State.QUIET):
        step = moved(state, Move.LAPSE, None, has_friend=True, passed_on=True)
        assert [one for one in step.errands if one.to is Role.FRIEND] == [
            Errand(Role.FRIEND, Tell.ENDED)
        ]
        back = moved(state, Move.WITHDRAW, Role.ASKER, has_friend=True, passed_on=True)
        assert back.errands == (Errand(Role.FRIEND, Tell.ENDED, late=True),)
    for state in UNDECIDED:
        step = moved(state, Move.LAPSE, None, has_friend=True, passed_on=False)
        assert [one.to for one in step.errands] == [Role.ASKER]


def test_the_silent_are_left_in_peace() -> None:
    for _state, _move, _by, _kind, step in possible():
        for one in step.errands:
            if one.to is Role.TARGET:
                assert one.tell in {Tell.ASK_TARGET, Tell.COPY, Tell.OFF, Tell.ENDED}
    step = moved(State.TARGET, Move.LAPSE, None, has_friend=True, passed_on=True)
    assert Role.TARGET not in {one.to for one in step.errands}


def test_everything_comes_to_an_end() -> None:
    """From every state that is pending the lapse of time ends it; what has ended stays so."""
    for state in State:
        step = tried(state, Move.LAPSE, None, (True, True))
        assert (step is not None) == (state in PENDING)
        assert step is None or step.state is State.ENDED
    for state, _move, _by, _kind, step in possible():
        if state is State.ENDED:
            assert step.state is State.ENDED
        if state is State.QUIET:
            assert step.state in {State.QUIET, State.ENDED}
        if state is State.BY_HAND:
            assert step.state in {State.BY_HAND, State.ENDED}
        if state is State.OPEN:
            assert step.state is State.ENDED


def test_every_state_can_be_reached() -> None:
    reached = {begin(has_friend=True).state, begin(has_friend=False).state}
    while True:
        more = {step.state for state, *_, step in possible() if state in reached} - reached
        if not more:
            break
        reached |= more
    assert reached == set(State)


def test_the_sets_of_states() -> None:
    assert UNDECIDED < PENDING
    assert WAITING < PENDING
    assert not WAITING & OVER
    assert set(State) == PENDING | {State.OPEN, State.ENDED}


# What each side learns


ALL = frozenset(Detail)
NAME = frozenset({Detail.NAME})


@pytest.mark.parametrize("ticked", [frozenset(), NAME, ALL, frozenset({Detail.GOAL})], ids=len)
@pytest.mark.parametrize("friend", [False, True])
@pytest.mark.parametrize("target", [False, True])
def test_what_each_reads_of_the_others(
    ticked: frozenset[Detail], friend: bool, target: bool
) -> None:
    consents = Consents(ticked, friend, target)
    assert sees(Role.FRIEND, Role.ASKER, consents) == ticked | NAME
    assert sees(Role.TARGET, Role.ASKER, consents) == ticked
    assert sees(Role.TARGET, Role.FRIEND, consents) == (NAME if friend else frozenset())
    for other in (Role.FRIEND, Role.TARGET):
        assert sees(Role.ASKER, other, consents) == NAME
    assert sees(Role.FRIEND, Role.TARGET, consents) == NAME
    assert seen_by_all(Role.ASKER, consents) == ticked | NAME
    assert seen_by_all(Role.TARGET, consents) == NAME
    assert Consents.read(consents.stored()) == consents


# Times and limits


def test_the_end_is_fixed_when_it_is_asked() -> None:
    assert lapses_at(NOW) == NOW + timedelta(days=ANSWER_DAYS)
    assert answer_by(State.TARGET, NOW) == lapses_at(NOW)
    left = answer_by(State.TARGET, NOW) - answer_by(State.FRIEND, NOW)
    assert left >= timedelta(days=2)
    assert left.days == ANSWER_DAYS - FRIEND_DAYS


RULES = Rules(requests_a_week=3, cool_down_days=30, min_days_in_server=7)
LONG_AGO = NOW - timedelta(days=400)


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def asked(target: int, days: float, state: State = State.ENDED, ended: float = 0) -> Earlier:
    return Earlier(target, state, days_ago(days), days_ago(ended))


def test_the_first_may_ask() -> None:
    assert refused(RULES, [], 1, LONG_AGO, NOW) is None


@pytest.mark.parametrize("state", sorted(PENDING))
def test_one_request_a_pair(state: State) -> None:
    found = refused(RULES, [asked(1, 2, state)], 1, LONG_AGO, NOW)
    assert found == (Refusal.PENDING, NOW + timedelta(days=5))
    assert refused(RULES, [asked(1, 2, state)], 2, LONG_AGO, NOW) is None


def test_whatever_ended_it_the_cool_down_is_the_same() -> None:
    for state in (State.ENDED, State.OPEN):
        found = refused(RULES, [asked(1, 37, state, ended=29)], 1, LONG_AGO, NOW)
        assert found == (Refusal.TOO_SOON, NOW + timedelta(days=1))
        assert refused(RULES, [asked(1, 38, state, ended=31)], 1, LONG_AGO, NOW) is None


def test_so_many_a_week() -> None:
    some = [asked(2, 6), asked(3, 5), asked(4, 1)]
    assert refused(RULES, some, 1, LONG_AGO, NOW) == (Refusal.TOO_MANY, NOW + timedelta(days=1))
    assert refused(RULES, some[:2], 1, LONG_AGO, NOW) is None
    assert refused(RULES, [asked(2, 8), *some[1:]], 1, LONG_AGO, NOW) is None


def test_a_limit_of_none_allows_one() -> None:
    rules = Rules(0, 0, 0)
    assert refused(rules, [], 1, NOW, NOW) is None
    assert refused(rules, [asked(2, 1)], 1, NOW, NOW) is not None


def test_new_in_the_server() -> None:
    assert refused(RULES, [], 1, days_ago(6), NOW) == (Refusal.TOO_NEW, NOW + timedelta(days=1))
    assert refused(RULES, [], 1, days_ago(7), NOW) is None
