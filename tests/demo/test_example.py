"""The flawed message that stands ready: who it is to, what it lacks, and that it is kept."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

pytest.importorskip("simcord", reason="the demo extra is not installed")

from bot.coaching.checks.findings import FindingId
from bot.demo import example
from bot.keys import Keyring
from bot.services import checking
from bot.services.checking import What
from bot.services.coach import Caller, Coach
from bot.storage.engine import Database
from tests.clock import FakeClock

ALEX = Caller(1, interaction=1)


@pytest.fixture
async def coach(sqlite_url: str, keyring: Keyring, clock: FakeClock) -> AsyncIterator[Coach]:
    database = Database.open(sqlite_url)
    yield Coach(database, keyring, clock)
    await database.close()


async def test_the_message_has_three_slips_and_nothing_else_to_mend(coach: Coach) -> None:
    person_id = await example.prepared(coach, ALEX)
    ready = await checking.to_check(coach, ALEX, person_id, What.REQUEST)
    found = await checking.check(coach, ALEX, person_id, ready.kind, ready.text)
    assert {one.id for one in found.findings} - {FindingId.GENERIC_GREETING} == {
        FindingId.PLACEHOLDER,
        FindingId.JOB_ASK,
        FindingId.PRESSURE,
    }
    assert found.good


async def test_pressed_again_it_stands_as_the_visitor_left_it(coach: Coach) -> None:
    person_id = await example.prepared(coach, ALEX)
    mended = "Dear Noor, may I ask you one thing?"
    await checking.check(coach, replace(ALEX, interaction=2), person_id, example.KIND, mended)
    assert await example.prepared(coach, replace(ALEX, interaction=3)) == person_id
    ready = await checking.to_check(coach, ALEX, person_id, What.REQUEST)
    assert ready.text == mended
