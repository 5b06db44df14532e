"""What is kept of a fold is what the events lead to."""

import hashlib
import json
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.events import Event, EventKind
from bot.coaching.stages import State, advance, fold, may
from bot.keys import Keyring, new_key
from bot.services import history, overview, people, starting
from bot.services.coach import Caller, Coach
from bot.services.history import Report
from bot.storage import folds, members, standings
from bot.storage.engine import Database, count_statements
from bot.storage.records import Case, Details, Member, Person
from bot.storage.tables import event
from tests.clock import MONDAY_MORNING, FakeClock

FACTS = {
    EventKind.SCHEDULED: {
        "starts": "2026-02-02T10:00:00+00:00",
        "minutes": 30,
        "zone": "Asia/Tokyo",
        "place": "call",
    },
    EventKind.MOVED: {"starts": "2026-02-09T10:00:00+00:00"},
    EventKind.PARKED: {"until": "2026-03-01"},
    EventKind.LATER: {"until": "2026-03-02"},
    EventKind.PROMISED: {"due": "2026-04-01", "beside": True},
    EventKind.PROMISE_KEPT: {"promise": 1},
    EventKind.REPORTED_BACK: {"promise": 2},
    EventKind.SNOOZED: {"nudge": "follow_up", "cycle": 1, "n": 2, "until": "2026-02-01"},
    EventKind.NOT_NOW: {"nudge": "idea", "cycle": 1},
    EventKind.CADENCE_CHANGED: {"days": 60},
    EventKind.ADDED: {"introducer": True},
}
KINDS = [kind for kind in EventKind if kind is not EventKind.UNDONE]


def told(kinds: list[EventKind]) -> list[Event]:
    """A history of those of these kinds that fit, one a day."""
    told: list[Event] = []
    for kind in [EventKind.ADDED, *kinds]:
        if may(fold(told), kind):
            at = MONDAY_MORNING + timedelta(days=len(told), microseconds=len(told))
            told.append(Event(len(told) + 1, kind, at, FACTS.get(kind, {}), recorded=at))
    return told


@given(st.lists(st.sampled_from(KINDS), max_size=30))
def test_what_was_kept_is_read_as_it_was(kinds: list[EventKind]) -> None:
    state = fold(told(kinds))
    assert folds.read(json.loads(json.dumps(folds.write(state)))) == state


@given(st.lists(st.sampled_from(KINDS), max_size=30))
def test_a_step_further_is_the_whole_way(kinds: list[EventKind]) -> None:
    state = State()
    for one in told(kinds):
        before = replace(state)
        state, known = advance(state, one), state
        assert known == before, "nobody's state is changed under them"
    assert state == fold(told(kinds))


def test_every_field_of_a_state_is_kept() -> None:
    assert set(folds._FIELDS) == {field.name for field in fields(State)}


def test_another_fold_or_plan_has_another_number() -> None:
    """Where this fails, the same events fold to or plan something else than they did: raise
    `folds.VERSION`, so that nothing kept by the old way is looked at, and note the new sum."""
    owner, sam = Member(5, b"", MONDAY_MORNING), Person("p", Details("Sam"))
    cases = [
        Case(owner, sam, tuple(told([first, *KINDS, second])))
        for first in KINDS
        for second in KINDS
    ]
    text = json.dumps([folds.encode(case) for case in cases], sort_keys=True)
    assert (folds.VERSION, hashlib.sha256(text.encode()).hexdigest()[:12]) == (5, "eb93aa35a9b9")


async def _lived(database: Database) -> tuple[Coach, int, str]:
    coach = Coach(database, Keyring([new_key()]), FakeClock())
    added = await people.add(coach, Caller(5, 1), name="Sam", via="Kim")
    person = added.standing.person.id
    for number, kind in enumerate([EventKind.ASKED, EventKind.REPLIED, EventKind.MET], start=2):
        await history.record(coach, Caller(5, number), person, Report(kind))
    undo = Report(EventKind.UNDONE, facts={"seq": 4, "first": 4})
    await history.record(coach, Caller(5, 5), person, undo)
    return coach, 5, person


async def _seen(coach: Coach, member_id: int) -> tuple[list[State], int]:
    """The states of everybody, and how many statements they took."""
    owner = await starting.ensure_member(coach, Caller(member_id))
    with count_statements(coach.database) as count:
        async with coach.database.read() as connection:
            key = coach.keyring.open(owner.data_key)
            found = await standings.of_member(connection, key, member_id)
    return [one.state() for one in found], count.total


async def test_stored_is_folded(database: Database) -> None:
    coach, member_id, person = await _lived(database)
    seen = await history.look(coach, Caller(member_id), person)
    assert await _seen(coach, member_id) == ([seen.state], 1)


@pytest.mark.parametrize("old", [None, {"v": folds.VERSION - 1, "state": []}])
async def test_what_another_version_kept_is_folded_anew(database: Database, old: Any) -> None:
    coach, member_id, person = await _lived(database)
    seen = await history.look(coach, Caller(member_id), person)
    async with database.write() as connection:
        await connection.execute(sa.update(event).values(folded=old))
    assert await _seen(coach, member_id) == ([seen.state], 2)
    overlooked = await overview.look_around(coach, Caller(member_id))
    assert [one.due for one in overlooked.people] == [seen.due]


async def test_new_settings_count_at_once(database: Database) -> None:
    """What was planned with the old ones is kept with the history, and not looked at."""
    coach, member_id, person = await _lived(database)
    assert isinstance(coach.clock, FakeClock)
    coach.clock.advance(days=3)
    before = await overview.look_around(coach, Caller(member_id))
    owner = before.member
    late = replace(owner, wishes=replace(owner.wishes, working_days=frozenset({6})))
    async with database.write() as connection:
        await members.change(connection, coach.keyring, late)
        await history.replan_all(coach, connection, late)
    after = await overview.look_around(coach, Caller(member_id))
    seen = await history.look(coach, Caller(member_id), person)
    assert before.people[0].due != after.people[0].due == seen.due
    assert after.people[0].next == seen.next != before.people[0].next
