"""Who is meant, and at what cost; on both databases."""

from collections.abc import Awaitable
from datetime import timedelta

import pytest

from bot.services import asking, choosing, history, meetings, people, undoing
from bot.services.asking import Channel
from bot.services.choosing import NobodyYet, WhichPerson
from bot.services.coach import Caller, Coach
from bot.services.history import NoSuchPerson
from bot.services.knowing import known_as
from bot.services.meetings import NOTE, Agreed, Place
from bot.storage import ids
from bot.storage.engine import count_statements
from tests.clock import FakeClock

ALICE, BOB = 1_000_000_000_000_000_001, 1_000_000_000_000_000_002
_numbers = iter(range(1, 100_000))


def alice() -> Caller:
    return Caller(ALICE, next(_numbers))


async def added(coach: Coach, name: str, organisation: str = "") -> str:
    outcome = await people.add(coach, alice(), name=name, organisation=organisation)
    return outcome.standing.person.id


async def cost(coach: Coach, asked: Awaitable[object]) -> tuple[object, int]:
    with count_statements(coach.database) as counted:
        return await asked, counted.total


async def test_an_id_is_handed_on_unread(coach: Coach) -> None:
    sam = await added(coach, "Sam")
    assert await cost(coach, choosing.resolve(coach, alice(), sam)) == (sam, 0)
    with pytest.raises(NoSuchPerson):
        await history.look(coach, Caller(BOB), await choosing.resolve(coach, Caller(BOB), sam))


async def test_anything_else_is_one_statement_and_none_the_second_time(coach: Coach) -> None:
    sam = await added(coach, "Sam", "Brot und Butter")
    for given in (None, "Sam", " sam ", "sam · brot und butter"):
        coach.labels.forget(ALICE)
        assert await cost(coach, choosing.resolve(coach, alice(), given)) == (sam, 1)
        assert await cost(coach, choosing.resolve(coach, alice(), given)) == (sam, 0)


async def test_a_name_that_reads_like_an_id_is_a_name_where_it_was_suggested(coach: Coach) -> None:
    nickname = "2ndInterview"
    assert ids.is_person_id(nickname)
    assert not ids.is_person_id("Christabelle")
    sam = await added(coach, nickname)
    await choosing.labels(coach, alice(), "2nd")
    assert await choosing.resolve(coach, alice(), nickname) == sam


async def test_every_id_has_the_form_of_one(coach: Coach) -> None:
    assert all(ids.is_person_id(ids.person_id()) for _ in range(1000))


async def test_a_form_of_the_only_one_in_play_is_one_statement(
    coach: Coach, clock: FakeClock
) -> None:
    sam, kim = await added(coach, "Sam"), await added(coach, "Kim")
    await people.let_go(coach, alice(), kim)
    await asking.sent(coach, alice(), sam, Channel.EMAIL)
    agreed = Agreed(clock.now() + timedelta(days=2), 35, Place.COFFEE)
    await meetings.agree(coach, alice(), sam, agreed)
    await meetings.note_down(coach, alice(), sam, NOTE, "write first")
    for given in (None, "sam", sam):
        coach.labels.forget(ALICE)
        with count_statements(coach.database) as counted:
            about = await known_as(coach, alice(), given)
        assert (about.person.id, counted.total) == (sam, 1)
        assert about.state.meeting is not None
        assert about.state.meeting.minutes == 35
        found = await cost(coach, meetings.noted_of(coach, alice(), given))
        assert found == ((sam, "write first"), 1)
    assert await meetings.noted_of(coach, alice(), "Kim") == (kim, "")


async def test_nobody_several_and_strangers_are_refused(coach: Coach) -> None:
    for asked in (choosing.resolve, known_as, meetings.noted_of):
        coach.labels.forget(ALICE)
        with pytest.raises(NobodyYet):
            await asked(coach, alice(), None)
    await added(coach, "Sam")
    gone = await added(coach, "Lee")
    await undoing.take_back(coach, alice(), gone, 1)
    await added(coach, "Kim")
    for asked in (choosing.resolve, known_as, meetings.noted_of):
        coach.labels.forget(ALICE)
        with pytest.raises(WhichPerson):
            await asked(coach, alice(), None)
        with pytest.raises(NoSuchPerson):
            await asked(coach, alice(), "Lee")
