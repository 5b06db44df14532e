"""Adding, listing, editing and forgetting people, on both databases."""

import asyncio

import pytest

from bot.coaching.stages import Stage
from bot.keys import Keyring
from bot.services import people
from bot.services.coach import Caller, Coach
from bot.services.history import NoSuchPerson
from bot.storage.engine import Database, count_statements
from tests.clock import FakeClock

ALICE, BOB = 1_000_000_000_000_000_001, 1_000_000_000_000_000_002


@pytest.fixture
def coach(database: Database, keyring: Keyring, clock: FakeClock) -> Coach:
    return Coach(database, keyring, clock)


def alice(interaction: int | None = None) -> Caller:
    return Caller(ALICE, interaction)


async def test_adding_starts_with_an_idea_and_its_next_date(coach: Coach) -> None:
    outcome = await people.add(coach, alice(1), name="Sam", why="their talk")
    assert outcome.standing.state.stage is Stage.IDEA
    assert outcome.standing.next is not None
    assert outcome.standing.person.details.why == "their talk"


async def test_the_same_interaction_adds_one_person(coach: Coach) -> None:
    first = await people.add(coach, alice(1), name="Sam")
    again = await people.add(coach, alice(1), name="Sam")
    assert again.repeated
    assert again.standing.person.id == first.standing.person.id


async def test_a_double_is_found_however_it_is_typed(coach: Coach) -> None:
    first = await people.add(coach, alice(1), name="Sam  Okafor")
    with pytest.raises(people.AlreadyThere) as found:
        await people.add(coach, alice(2), name="sam okafor")
    assert found.value.person_id == first.standing.person.id
    await people.add(coach, alice(3), name="sam okafor", anyway=True)


async def test_two_at_once_add_one_person(coach: Coach) -> None:
    both = await asyncio.gather(
        people.add(coach, alice(1), name="Sam"),
        people.add(coach, alice(2), name="Sam"),
        return_exceptions=True,
    )
    assert sum(isinstance(one, people.AlreadyThere) for one in both) == 1


async def test_members_do_not_see_each_other(coach: Coach) -> None:
    sam = await people.add(coach, alice(1), name="Sam")
    await people.add(coach, Caller(BOB, 2), name="Sam")
    with pytest.raises(NoSuchPerson):
        await people.add(coach, Caller(BOB, 3), name="Kim", referred_by=sam.standing.person.id)


async def test_somebody_referred_has_their_referrer_as_introducer(coach: Coach) -> None:
    sam = await people.add(coach, alice(1), name="Sam")
    with count_statements(coach.database) as count:
        kim = await people.add(coach, alice(2), name="Kim", referred_by=sam.standing.person.id)
    assert count.total <= 6
    assert kim.standing.person.details.via == "Sam"
    assert kim.standing.state.introducer


@pytest.mark.parametrize("name", ["", "  ", "\n"])
async def test_a_name_is_needed(coach: Coach, name: str) -> None:
    with pytest.raises(people.NameMissing):
        await people.add(coach, alice(1), name=name)
