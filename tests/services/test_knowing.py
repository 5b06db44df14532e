"""What forms are filled with; on both databases."""

import pytest

from bot.coaching.stages import Stage
from bot.services import people
from bot.services.coach import Caller, Coach
from bot.services.history import NoSuchPerson
from bot.services.knowing import known
from bot.services.undoing import offer, take_back
from bot.storage.engine import count_statements

ALICE, BOB = Caller(1_000_000_000_000_000_001), Caller(1_000_000_000_000_000_002)


async def test_it_is_one_statement_and_nobody_elses(coach: Coach) -> None:
    sam = (await people.add(coach, ALICE, name="Sam", via="Kim")).standing.person.id
    await people.add(coach, BOB, name="Lee")
    with count_statements(coach.database) as count:
        about = await known(coach, ALICE, sam)
    assert count.total == 1
    assert about.person.details.via == "Kim"
    assert about.state.stage is Stage.IDEA
    with pytest.raises(NoSuchPerson):
        await known(coach, BOB, sam)


async def test_somebody_taken_back_is_not_there(coach: Coach) -> None:
    sam = (await people.add(coach, ALICE, name="Sam")).standing.person.id
    step = (await offer(coach, ALICE)).step
    await take_back(coach, ALICE, sam, step.seqs[-1])
    with pytest.raises(NoSuchPerson):
        await known(coach, ALICE, sam)
