"""A message that was packed is held to the rules again when it goes, however late that is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.coaching.events import EventKind as K
from bot.coaching.stages import Stage
from bot.delivery.sender import Refused, TryAgain
from bot.services import history, people, reminders
from bot.services.moments import in_days
from bot.storage.tables import nudge
from tests.delivery.verify import verify
from tests.delivery.world import ALICE, World

IDEA_DUE = datetime(2026, 1, 12, 9, 50, tzinfo=UTC)
"""A Monday, after the bundle time of an idea."""
NIGHT = datetime(2026, 1, 13, 3, 0, tzinfo=UTC)


async def reasons(world: World) -> list[str | None]:
    async with world.database.read() as connection:
        return list((await connection.execute(sa.select(nudge.c.reason))).scalars())


async def test_what_was_packed_before_a_downtime_does_not_go_at_night(world: World):
    await world.add("Sam")
    world.clock.set(IDEA_DUE)
    await world.queue.claim_due()
    world.clock.set(NIGHT)
    world.restart()
    await world.sweep()
    assert not world.discord.arrived
    await world.until(NIGHT + timedelta(days=1))
    [arrived] = world.discord.arrived
    assert (arrived.at.day, arrived.at.hour) == (13, 9)
    await verify(world.database, world.keyring)


async def test_a_second_attempt_waits_for_the_morning_with_the_same_words(world: World):
    world.discord.refuse = raising(TryAgain("HTTP 503"))
    await world.add("Sam")
    world.clock.set(IDEA_DUE)
    await world.sweep()
    world.discord.refuse = lambda _channel: None
    world.clock.set(NIGHT)
    await world.sweep()
    assert not world.discord.arrived
    await world.add("Kim")
    await world.until(NIGHT + timedelta(days=1))
    [arrived] = world.discord.arrived
    assert arrived.at.hour == 9


async def test_one_bundle_a_day_counts_the_one_that_came_late(world: World):
    world.discord.refuse = raising(TryAgain("HTTP 503"))
    await world.add("Sam")
    world.clock.advance(days=1)
    await world.add("Kim")
    world.clock.set(IDEA_DUE)
    await world.sweep()
    world.discord.refuse = lambda _channel: None
    await world.until(IDEA_DUE + timedelta(days=3))
    days = [one.at.day for one in world.discord.arrived]
    assert days == [12, 13]
    world.discord.arrived.clear()


async def test_one_bundle_a_day_counts_the_one_that_came_weeks_after_it_was_packed(world: World):
    world.discord.refuse = raising(TryAgain("HTTP 503"))
    await world.add("Sam")
    world.clock.set(IDEA_DUE)
    await world.sweep()
    world.discord.refuse = lambda _channel: None
    await reminders.pause(world.coach, world.caller(), in_days(28))
    world.clock.set(datetime(2026, 2, 2, 12, tzinfo=UTC))
    await world.add("Kim")
    await world.until(datetime(2026, 2, 14, tzinfo=UTC))
    assert [one.at.day for one in world.discord.arrived] == [9, 10]


async def test_a_pause_holds_what_was_packed_already(world: World):
    await world.add("Sam")
    world.clock.set(IDEA_DUE)
    await world.queue.claim_due()
    await reminders.pause(world.coach, world.caller(), in_days(8))
    await world.sweep()
    assert not world.discord.arrived
    await world.until(datetime(2026, 1, 21, tzinfo=UTC))
    [arrived] = world.discord.arrived
    assert f"{arrived.at:%d %H}" == "20 09"
    assert arrived.at.minute >= 30, "at the bundle's time, not at the end of quiet hours"


async def test_a_passing_fault_is_waited_for_as_long_as_it_takes(world: World):
    world.discord.refuse = raising(TryAgain("HTTP 503"))
    await world.add("Sam")
    await world.until(IDEA_DUE + timedelta(hours=7))
    world.discord.refuse = lambda _channel: None
    await world.until(IDEA_DUE + timedelta(hours=8))
    assert len(world.discord.arrived) == 1


async def test_a_reminder_held_up_until_after_the_talk_is_not_sent(world: World):
    sam = await world.add("Sam")
    starts = datetime(2026, 1, 8, 14, 0, tzinfo=UTC)
    facts = {"starts": starts.isoformat(), "minutes": 20, "zone": "Europe/London"}
    await world.report(sam, K.SCHEDULED, **facts)
    world.discord.refuse = raising(TryAgain("HTTP 503"))
    await world.until(starts + timedelta(minutes=5))
    world.discord.refuse = lambda _channel: None
    await world.until(starts + timedelta(hours=3))
    assert [one.kinds for one in world.discord.arrived] == [("did_it_happen",)]
    assert "too_late" in await reasons(world)
    await verify(world.database, world.keyring)


async def test_what_discord_refuses_for_good_is_dropped_for_that_reason(world: World):
    world.discord.refuse = raising(Refused("HTTP 400"))
    await world.add("Sam")
    await world.until(IDEA_DUE + timedelta(hours=5))
    assert await reasons(world) == ["undeliverable"]
    await verify(world.database, world.keyring)


async def test_settings_changed_while_a_message_is_under_way_do_not_send_it_twice(world: World):
    world.discord.refuse = raising(TryAgain("HTTP 503"))
    await world.add("Sam")
    world.clock.set(IDEA_DUE)
    await world.sweep()
    await reminders.change(world.coach, world.caller(), bundle_at=time(11, 0))
    world.discord.refuse = lambda _channel: None
    await world.until(IDEA_DUE + timedelta(days=4))
    assert len(world.discord.arrived) == 1
    await verify(world.database, world.keyring)


async def test_the_two_weeks_before_closing_begin_when_the_offer_came(world: World):
    sam = await world.add("Sam")
    await world.report(sam, K.ASKED)
    await world.report(sam, K.FOLLOWED_UP)
    world.discord.refuse = raising(TryAgain("HTTP 503"))
    await world.until(datetime(2026, 1, 14, 12, tzinfo=UTC))
    await reminders.change(world.coach, world.caller(), working_days=frozenset({4}))
    world.discord.refuse = lambda _channel: None
    await reminders.pause(world.coach, world.caller(), in_days(12))
    await world.until(datetime(2026, 2, 13, 8, tzinfo=UTC))
    [offer] = world.discord.arrived
    assert offer.at.date() == date(2026, 1, 30)
    assert (await history.look(world.coach, world.caller(), sam)).state.stage is Stage.FOLLOWED_UP
    await world.until(datetime(2026, 2, 13, 10, tzinfo=UTC))
    assert (await history.look(world.coach, world.caller(), sam)).state.stage is Stage.CLOSED


async def test_an_answer_taken_back_while_its_message_is_under_way_holds_nobody_up(world: World):
    sam = await world.add("Sam")
    starts = datetime(2026, 1, 8, 14, 0, tzinfo=UTC)
    facts = {"starts": starts.isoformat(), "minutes": 20, "zone": "Europe/London"}
    await world.report(sam, K.SCHEDULED, **facts)
    await world.until(datetime(2026, 1, 8, 15, 0, tzinfo=UTC))
    world.discord.arrived.clear()
    world.discord.refuse = raising(TryAgain("HTTP 503"))
    await world.until(datetime(2026, 1, 8, 16, 21, tzinfo=UTC))
    met = await world.report(sam, K.MET)
    await world.report(sam, K.UNDONE, seq=met.seqs[-1])
    world.discord.refuse = lambda _channel: None
    await world.until(datetime(2026, 1, 12, 15, 0, tzinfo=UTC))
    assert len(world.discord.arrived) == len({one.nonce for one in world.discord.arrived}) == 2
    await verify(world.database, world.keyring)


async def test_words_about_somebody_forgotten_meanwhile_are_never_sent(world: World):
    world.discord.refuse = raising(TryAgain("HTTP 503"))
    sam = await world.add("Sam")
    await world.add("Kim")
    world.clock.set(IDEA_DUE)
    await world.sweep()
    await people.forget(world.coach, world.caller(), sam)
    world.discord.refuse = lambda _channel: None
    await world.until(IDEA_DUE + timedelta(days=2))
    assert ["Sam" in one.message.content for one in world.discord.arrived] == [False]


async def test_a_press_after_the_silence_brings_back_what_waited(world: World):
    for number in range(14):
        await world.add(f"Person {number}")
    await world.until(datetime(2026, 3, 2, 12, tzinfo=UTC))
    quiet = len(world.discord.arrived)
    person = await world.add("Ann")
    await world.report(person, K.TOUCHED)
    await world.until(datetime(2026, 3, 4, 12, tzinfo=UTC))
    assert len(world.discord.arrived) > quiet == 3


async def test_three_reminders_and_one_question_leave_room_for_a_thank_you(world: World):
    await reminders.change(world.coach, world.caller(), hour_reminder=True)
    sam = await world.add("Sam")
    starts = datetime(2026, 1, 14, 14, 0, tzinfo=UTC)
    facts = {"starts": starts.isoformat(), "minutes": 20, "zone": "Europe/London"}
    await world.report(sam, K.SCHEDULED, **facts)
    await world.until(datetime(2026, 1, 17, 12, tzinfo=UTC))
    kinds = [kind for one in world.discord.arrived for kind in one.kinds]
    assert kinds == ["questions", "meeting_day", "meeting_hour", "did_it_happen"]
    await verify(world.database, world.keyring)


async def test_a_day_further_west_is_not_the_same_day_twice(world: World):
    await reminders.change(world.coach, world.caller(), zone="Pacific/Kiritimati")
    for number in range(6):
        await world.add(f"Person {number}")
    await world.until(datetime(2026, 1, 12, 21, 0, tzinfo=UTC))
    assert len(world.discord.arrived) == 1
    await reminders.change(world.coach, world.caller(), zone="Pacific/Honolulu")
    await world.until(datetime(2026, 1, 16, 12, 0, tzinfo=UTC))
    honolulu = ZoneInfo("Pacific/Honolulu")
    days = [one.at.astimezone(honolulu).date() for one in world.discord.arrived]
    assert len(days) == len(set(days)) == 2
    assert {one.channel for one in world.discord.arrived} == {ALICE + 1}


def raising(error: Exception):
    def refuse(_channel: int) -> None:
        raise error

    return refuse
