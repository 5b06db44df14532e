"""A sign of life, whatever it is for."""

from bot.services import people, presence
from bot.services.coach import Caller, Coach
from bot.storage import members
from bot.storage.engine import count_statements
from bot.storage.records import Member
from tests.clock import FakeClock

ALICE = 185_000_000_000_000_000


async def member_of(coach: Coach) -> Member:
    async with coach.database.read() as connection:
        found = await members.load(connection, coach.keyring, ALICE)
    assert found is not None
    return found


async def test_bundles_count_as_answered_and_the_language_is_kept(
    coach: Coach, clock: FakeClock
) -> None:
    await people.add(coach, Caller(ALICE, 1), name="Sam")
    async with coach.database.write() as connection:
        await members.bundle_sent(connection, [ALICE])
    rung = []
    coach.wake = rung.append

    with count_statements(coach.database) as count:
        await presence.noticed(coach, Caller(ALICE, 2, "de"), in_own_dm=False)
    known = await member_of(coach)
    assert (known.unanswered, known.locale) == (0, "de")
    assert rung == [clock.now()]
    assert count.total <= 3

    with count_statements(coach.database) as count:
        await presence.noticed(coach, Caller(ALICE, 3, "de"), in_own_dm=False)
    assert count.total == 1
    assert len(rung) == 1


async def test_only_the_coachs_own_dm_shows_that_messages_arrive_again(
    coach: Coach, clock: FakeClock
) -> None:
    await people.add(coach, Caller(ALICE, 1), name="Sam")
    async with coach.database.write() as connection:
        await members.dm_refused(connection, ALICE, clock.now())
    await presence.noticed(coach, Caller(ALICE, 2), in_own_dm=False)
    assert (await member_of(coach)).dm_closed is not None
    await presence.noticed(coach, Caller(ALICE, 3), in_own_dm=True)
    assert (await member_of(coach)).dm_closed is None


async def test_a_stranger_stays_one(coach: Coach) -> None:
    await presence.noticed(coach, Caller(ALICE, 1), in_own_dm=True)
    async with coach.database.read() as connection:
        assert await members.load(connection, coach.keyring, ALICE) is None
