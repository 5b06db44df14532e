"""Becoming a member, and what is kept about one."""

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest

from bot.services import people, starting
from bot.services.coach import Caller, Coach
from bot.services.starting import UnknownZone
from bot.storage import members, nudges
from bot.storage.engine import count_statements
from bot.storage.records import Member
from tests.clock import FakeClock

ALICE = 1_000_000_000_000_000_001
CAREERS = (77, "Careers")


def alice(interaction: int | None = None, *, language: str = "en") -> Caller:
    return Caller(ALICE, interaction, language)


async def stored(coach: Coach) -> Member:
    async with coach.database.read() as connection:
        found = await members.load(connection, coach.keyring, ALICE)
    assert found is not None
    return found


async def test_a_new_member_is_at_home_where_they_start(coach: Coach) -> None:
    member = await starting.ensure_member(coach, Caller(ALICE, 1, guild=CAREERS))

    assert (member.home, member.home_name) == CAREERS
    assert await stored(coach) == member


async def test_in_direct_messages_there_is_no_home(coach: Coach) -> None:
    assert (await starting.ensure_member(coach, alice())).home is None


async def test_a_home_can_be_left(coach: Coach) -> None:
    await starting.ensure_member(coach, Caller(ALICE, 1, guild=CAREERS))
    await starting.leave_home(coach, alice())

    assert (await stored(coach)).home is None


async def test_two_first_commands_at_once_make_one_member(coach: Coach) -> None:
    both = await asyncio.gather(
        starting.ensure_member(coach, Caller(ALICE, 1, guild=CAREERS)),
        starting.ensure_member(coach, Caller(ALICE, 2, guild=CAREERS)),
    )

    assert both[0].data_key == both[1].data_key


async def test_the_language_is_kept_up_to_date(coach: Coach) -> None:
    await starting.ensure_member(coach, alice())
    await starting.ensure_member(coach, alice(language="de"))

    assert (await stored(coach)).locale == "de"


async def test_what_they_told_stays_until_they_tell_anew(coach: Coach) -> None:
    await starting.tell_about(coach, alice(), goal="to learn", known_as="Alice")
    await starting.tell_about(coach, alice(), two_sentences="I am Alice. I bake.", known_as="Al")
    about = (await stored(coach)).about

    assert (about.goal, about.two_sentences) == ("to learn", "I am Alice. I bake.")
    assert about.name == "Alice"


async def test_a_new_zone_moves_what_was_not_sent_yet(coach: Coach) -> None:
    before = (await people.add(coach, alice(1), name="Sam")).standing.next
    await starting.set_zone(coach, alice(2), "America/New_York")
    again = await people.add(coach, alice(1), name="Sam")  # the repeat shows what is stored

    assert before is not None
    assert again.standing.next is not None
    assert again.standing.next.at > before.at
    async with coach.database.read() as connection:
        due = [one.due for one in await nudges.of_member(connection, ALICE)]
    assert due == [again.standing.next.at]


async def test_an_unknown_zone_is_refused(coach: Coach) -> None:
    with pytest.raises(UnknownZone):
        await starting.set_zone(coach, alice(), "Europe/Atlantis")


async def test_reaching_the_member_wakes_what_waited(coach: Coach, clock: FakeClock) -> None:
    woken: list[datetime] = []
    coach.wake = woken.append
    await starting.ensure_member(coach, alice())
    await starting.dm_refused(coach, alice())
    clock.advance(hours=1)
    await starting.dm_refused(coach, alice())
    refused = await stored(coach)
    assert refused.dm_closed == datetime.fromisoformat("2026-01-05T10:00+00:00")

    await starting.dm_reached(coach, alice(), 5)
    reached = await stored(coach)
    assert reached == replace(refused, dm_closed=None, dm_channel=5, dm_tested=clock.now())
    assert woken == [clock.now()]


async def test_a_first_contact_takes_at_most_six_statements(coach: Coach) -> None:
    with count_statements(coach.database) as counted:
        await starting.ensure_member(coach, Caller(ALICE, 1, guild=CAREERS))
    assert counted.total <= 6
    with count_statements(coach.database) as counted:
        await starting.ensure_member(coach, Caller(ALICE, 2, guild=CAREERS))
    assert counted.total == 1


async def test_a_test_message_costs_one_statement_and_makes_nobody_known(coach: Coach) -> None:
    await starting.dm_reached(coach, alice(), 5)
    await starting.dm_refused(coach, alice())
    async with coach.database.read() as connection:
        assert await members.load(connection, coach.keyring, ALICE) is None
    await starting.ensure_member(coach, alice())
    with count_statements(coach.database) as counted:
        await starting.dm_reached(coach, alice(), 5)
    assert counted.total == 1
    assert (await stored(coach)).dm_channel == 5
