"""What becomes of a delivery when something goes wrong on the way."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bot.coaching.events import EventKind as K
from bot.delivery.sender import (
    Arrival,
    ClosedDoor,
    Refused,
    SendError,
    TryAgain,
    WrongChannel,
)
from bot.services import arrivals, history, people, privacy, starting, undoing
from bot.services.history import Report
from bot.storage import members
from bot.storage.tables import DeliveryState, delivery, member, nudge, person
from tests.delivery.world import ALICE, World

IDEA_DUE = datetime(2026, 1, 12, 9, 50, tzinfo=UTC)
"""After the bundle time of the member's idea, whatever their minutes of offset."""
BOB = ALICE + (7 << 22)


async def states(world: World) -> list[int]:
    async with world.database.read() as connection:
        return list((await connection.execute(sa.select(delivery.c.state))).scalars())


async def test_a_nudge_arrives_once_and_its_text_is_not_kept(world: World):
    await world.add("Sam")
    await world.until(IDEA_DUE)
    await world.sweep()
    assert len(world.discord.arrived) == 1
    assert "Sam" in world.discord.arrived[0].message.content
    async with world.database.read() as connection:
        row = (await connection.execute(sa.select(delivery))).mappings().one()
    assert row["state"] == DeliveryState.SENT
    assert row["body"] is None
    assert row["message_id"] == 1


async def test_the_channel_is_opened_once_and_remembered(world: World):
    await world.add("Sam")
    await world.add("Kim")
    await world.until(IDEA_DUE + timedelta(days=3))
    await world.report(await world.add("Ann"), K.DRAFTED)
    await world.until(IDEA_DUE + timedelta(days=9))
    assert len(world.discord.arrived) == 2
    assert world.discord.opened == [ALICE]


async def test_a_passing_fault_is_tried_again_with_the_same_nonce_and_words(world: World):
    faults = iter([TryAgain("reset"), TryAgain("HTTP 503")])

    def refuse(_channel: int) -> None:
        if (fault := next(faults, None)) is not None:
            raise fault

    world.discord.refuse = refuse
    sam = await world.add("Sam")
    world.clock.set(IDEA_DUE)
    await world.sweep()
    frozen = [one.nonce for one in world.discord.arrived]
    assert not frozen
    await world.report(sam, K.TOUCHED)
    await world.until(IDEA_DUE + timedelta(minutes=5))
    assert len(world.discord.arrived) == 1


async def test_a_delivery_that_never_gets_through_is_parked_and_nobody_else_suffers(world: World):
    def refuse(channel: int) -> None:
        if channel == ALICE + 1:
            raise Refused("HTTP 400, code 50035")

    world.discord.refuse = refuse
    await world.join(BOB)
    await world.add("Sam")
    await world.add("Kim", BOB)
    await world.until(IDEA_DUE + timedelta(days=1))
    assert [one.channel for one in world.discord.arrived] == [BOB + 1]
    assert sorted(await states(world)) == [DeliveryState.SENT, DeliveryState.PARKED]


async def test_closed_direct_messages_lose_nothing_and_are_not_tried_again(world: World):
    tries = []

    def refuse(channel: int) -> None:
        tries.append(channel)
        raise ClosedDoor("HTTP 403, code 50007")

    world.discord.refuse = refuse
    sam = await world.add("Sam")
    await world.until(IDEA_DUE + timedelta(days=3))
    assert len(tries) == 1
    standing = await history.look(world.coach, world.caller(), sam)
    assert standing.member.dm_closed is not None
    assert [key.kind.value for key in standing.due] == ["idea"]


async def test_what_waited_for_open_direct_messages_goes_once_they_are_open(world: World):
    def refuse(_channel: int) -> None:
        raise ClosedDoor("HTTP 403, code 50007")

    world.discord.refuse = refuse
    await world.add("Sam")
    await world.until(IDEA_DUE)
    world.discord.refuse = lambda _channel: None
    async with world.database.write() as connection:
        assert await members.dm_reached(connection, ALICE, 5, world.clock.now())
    await world.sweep()
    assert len(world.discord.arrived) == 1


async def test_a_channel_that_is_gone_is_opened_again(world: World):
    gone = iter([WrongChannel("HTTP 404, code 10003")])

    def refuse(_channel: int) -> None:
        if (fault := next(gone, None)) is not None:
            raise fault

    world.discord.refuse = refuse
    await world.add("Sam")
    await world.until(IDEA_DUE)
    assert world.discord.opened == [ALICE, ALICE]
    assert len(world.discord.arrived) == 1


async def test_a_reason_gone_between_claim_and_attempt_sends_nothing(world: World):
    sam = await world.add("Sam")
    world.clock.set(IDEA_DUE)
    await world.queue.claim_due()
    await world.report(sam, K.DRAFTED)
    await world.sweep()
    assert not world.discord.arrived
    assert await states(world) == [DeliveryState.DROPPED]


async def test_a_process_that_died_with_a_lease_is_made_up_for(world: World):
    await world.add("Sam")
    world.clock.set(IDEA_DUE)
    await world.queue.claim_due()
    assert len(await world.queue.lease()) == 1
    world.restart()
    await world.sweep()
    assert not world.discord.arrived
    world.clock.advance(seconds=31)
    await world.sweep()
    assert len(world.discord.arrived) == 1


async def test_a_new_only_process_takes_back_at_once_what_the_last_one_held(world: World):
    await world.add("Sam")
    world.clock.set(IDEA_DUE)
    await world.queue.claim_due()
    await world.queue.lease()
    world.restart()
    assert await world.queue.reclaim_own() == 1
    await world.sweep()
    assert len(world.discord.arrived) == 1


async def test_words_frozen_before_a_crash_are_sent_unchanged_after_it(world: World):
    sam = await world.add("Sam")
    world.clock.set(IDEA_DUE)
    await world.queue.claim_due()
    [taken] = await world.queue.lease()
    [prepared] = await world.queue.prepare([taken])
    await world.report(sam, K.DRAFTED)
    world.clock.advance(seconds=31)
    world.restart()
    await world.sweep()
    [arrived] = world.discord.arrived
    assert arrived.message == prepared.message
    assert arrived.nonce == taken.nonce


async def test_three_bundles_without_an_answer_and_then_silence_until_the_member_comes(
    world: World,
):
    for number in range(8):
        await world.add(f"Person {number}")
        world.clock.advance(days=2)
    await world.until(datetime(2026, 6, 1, 12, 0, tzinfo=UTC))
    assert len(world.discord.arrived) == 3
    assert "last" in world.discord.arrived[2].message.content.lower()
    async with world.database.read() as connection:
        waiting = sa.select(sa.func.count()).where(nudge.c.state == 0)
        assert (await connection.execute(waiting)).scalar_one() > 0


async def test_the_offer_to_let_go_closes_by_itself_two_weeks_after_it_arrived(world: World):
    sam = await world.add("Sam")
    await world.report(sam, K.ASKED)
    await world.report(sam, K.FOLLOWED_UP)
    await world.until(datetime(2026, 1, 27, 12, 0, tzinfo=UTC))
    assert [one.kinds for one in world.discord.arrived] == [("let_go",)]
    await world.until(datetime(2026, 1, 28, 12, 0, tzinfo=UTC))
    standing = await history.look(world.coach, world.caller(), sam)
    assert standing.state.stage == "closed"
    assert standing.state.closing == "no_reply"
    assert standing.member.unanswered == 1, "closing by silence is not the member's return"


async def test_two_couriers_at_once_deliver_everything_once(world: World):
    for number in range(6):
        await world.join(BOB + (number << 22))
        await world.add("Sam", BOB + (number << 22))
    world.clock.set(IDEA_DUE)
    first, second = world.courier, None
    world.restart()
    second = world.courier
    await asyncio.gather(first.sweep(), second.sweep())
    channels = [one.channel for one in world.discord.arrived]
    assert len(channels) == len(set(channels)) == 6


async def test_a_command_replans_within_six_statements(world: World):
    from bot.storage.engine import count_statements

    sam = await world.add("Sam")
    with count_statements(world.database) as count:
        await history.record(world.coach, world.caller(), sam, Report(K.ASKED))
    assert count.total <= 6


async def test_a_person_whose_adding_was_undone_is_not_kept(world: World):
    sam = await world.add("Sam")
    await undoing.take_back(world.coach, world.caller(), sam, 1)
    await world.until(IDEA_DUE)
    async with world.database.read() as connection:
        left = sa.select(sa.func.count()).select_from(person)
        assert (await connection.execute(left)).scalar_one() == 0
    assert not world.discord.arrived


async def test_a_message_on_its_way_while_its_member_is_erased_is_deleted_again(world: World):
    async def erased() -> None:
        await privacy.erase(world.coach, world.caller())

    await world.add("Sam")
    world.discord.meanwhile = erased
    await world.until(IDEA_DUE)
    assert world.discord.deleted == [Arrival(ALICE + 1, 1)]
    assert await states(world) == []


async def test_it_is_deleted_too_where_the_erased_member_is_back_already(world: World):
    async def erased_and_back() -> None:
        await privacy.erase(world.coach, world.caller())
        await starting.ensure_member(world.coach, world.caller())

    await world.add("Sam")
    world.discord.meanwhile = erased_and_back
    await world.until(IDEA_DUE)
    assert world.discord.deleted == [Arrival(ALICE + 1, 1)]


async def test_a_bundle_on_its_way_while_somebody_in_it_is_forgotten_goes_without_them(
    world: World,
):
    sam = await world.add("Sam")
    await world.add("Kim")

    async def forgotten() -> None:
        await people.forget(world.coach, world.caller(), sam)

    world.discord.meanwhile = forgotten
    world.clock.set(IDEA_DUE)
    await world.until(IDEA_DUE + timedelta(minutes=1))
    first, *others = world.discord.arrived
    assert "Sam" in first.message.content
    assert world.discord.deleted == [Arrival(ALICE + 1, 1)]
    assert ["Sam" in one.message.content for one in others] == [False]
    assert "Kim" in others[0].message.content


async def test_a_message_that_can_not_be_deleted_again_stops_nobody(world: World):
    async def erased() -> None:
        if world.discord.arrived[-1].channel != ALICE + 1:  # whose goes first is nobody's business
            world.discord.meanwhile = erased
            return
        await privacy.erase(world.coach, world.caller())
        world.discord.refuse = refuse

    def refuse(channel: int) -> None:
        if channel == ALICE + 1:
            raise TryAgain("HTTP 503")

    await world.join(BOB)
    await world.add("Sam")
    await world.add("Kim", BOB)
    world.discord.meanwhile = erased
    world.clock.set(IDEA_DUE)
    await world.sweep()
    assert sorted(one.channel for one in world.discord.arrived) == sorted([ALICE + 1, BOB + 1])


async def test_a_message_whose_lease_was_lost_stays_for_the_one_who_took_it_over(world: World):
    async def taken_over() -> None:
        world.clock.advance(seconds=31)
        assert await other.lease()

    await world.add("Sam")
    courier = world.courier
    world.restart()
    other = world.queue
    other._owner = "another process"
    world.discord.meanwhile = taken_over
    world.clock.set(IDEA_DUE)
    await courier.sweep()
    assert len(world.discord.arrived) == 1
    assert not world.discord.deleted


async def test_a_bundle_says_how_many_more_could_not_come_along(world: World):
    for number in range(6):
        await world.add(f"Person {number}")
    await world.until(IDEA_DUE)
    [bundle] = world.discord.arrived
    assert bundle.message.content.count("\n- ") == 4
    assert "2 more can wait; they are under `/coach`." in bundle.message.content


async def test_a_press_settles_a_delivery_whose_answer_was_lost(world: World):
    def lose(_channel: int) -> None:
        raise TryAgain("TimeoutError")

    world.discord.refuse = lose
    await world.add("Sam")
    world.clock.set(IDEA_DUE)
    await world.sweep()
    world.discord.refuse = lambda _channel: None
    caller = world.caller()
    assert not await arrivals.pressed(world.coach, world.caller(BOB), 1, 7, 8), "another's"
    assert await arrivals.pressed(world.coach, caller, 1, 7, 8)
    assert not await arrivals.pressed(world.coach, caller, 1, 7, 8), "known by now"
    await world.until(IDEA_DUE + timedelta(hours=1))
    assert not world.discord.arrived
    assert await states(world) == [DeliveryState.SENT]


async def test_a_press_settles_what_was_given_up_or_held_for_closed_messages_too(world: World):
    sam = await world.add("Sam")
    for error in (Refused("HTTP 400, code 50109"), ClosedDoor("HTTP 403, code 50007")):
        faults = iter([error] * 20)

        def refuse(_channel: int, faults: Iterator[SendError] = faults) -> None:
            raise next(faults)

        world.discord.refuse = refuse
        due = await world.queue.next_due()
        assert due is not None
        await world.until(due + timedelta(hours=3))
        world.discord.refuse = lambda _channel: None
        async with world.database.read() as connection:
            last = (await connection.execute(sa.select(sa.func.max(delivery.c.id)))).scalar_one()
        assert await arrivals.pressed(world.coach, world.caller(), last, 7, 8)
        assert (await states(world))[-1] == DeliveryState.SENT
        async with world.database.write() as connection:
            await members.dm_reached(connection, ALICE, 7, world.clock.now())
        await world.sweep()
        assert not world.discord.arrived, "they have it"
        await world.report(sam, K.DRAFTED)


async def test_what_may_have_arrived_long_ago_is_looked_for_before_it_is_sent_again(
    world: World,
):
    async def dies() -> None:
        raise TryAgain("the line broke after Discord had accepted it")

    await world.add("Sam")
    world.discord.meanwhile = dies
    world.clock.set(IDEA_DUE)
    await world.sweep()
    world.clock.advance(minutes=10)
    await world.sweep()
    assert len(world.discord.arrived) == 1
    assert await states(world) == [DeliveryState.SENT]


async def test_the_more_important_goes_first_whatever_waited_longer(world: World):
    await world.add("Sam")
    await world.join(BOB)
    kim = await world.add("Kim", BOB)
    async with world.database.write() as connection:
        await connection.execute(sa.update(member).values(dm_channel=member.c.id + 1))
    world.clock.set(datetime(2026, 1, 12, 9, 0, tzinfo=UTC))
    starts = datetime(2026, 1, 13, 14, 0, tzinfo=UTC)
    facts = {"starts": starts.isoformat(), "minutes": 20, "zone": "Europe/London"}
    for kind, more in ((K.ASKED, {}), (K.REPLIED, {}), (K.SCHEDULED, facts)):
        await world.report(kim, kind, BOB, **more)
    world.clock.set(starts - timedelta(hours=1))
    await world.sweep()
    assert world.discord.arrived[0].channel == BOB + 1


async def test_many_closed_doors_stop_everything_and_then_only_close_themselves(world: World):
    """Thirty members whose messages are closed indeed, and ten others."""
    everybody = [BOB + (number << 22) for number in range(40)]
    for one in everybody:
        await world.join(one)
        await world.add("Sam", one)
    closed = set(everybody[:30])

    def refuse(channel: int) -> None:
        if channel - 1 in closed:
            raise ClosedDoor("HTTP 403, code 50007", forbidden=True)

    async def known_as_closed() -> int:
        async with world.database.read() as connection:
            counted = sa.select(sa.func.count()).where(member.c.dm_closed.is_not(None))
            return (await connection.execute(counted)).scalar_one()

    world.discord.refuse = refuse
    world.clock.set(datetime(2026, 1, 12, 10, 45, tzinfo=UTC))
    assert (await world.courier.sweep()).stopped
    assert await known_as_closed() == 0
    world.restart()
    assert (await world.courier.sweep()).stopped, "another process knows of it"
    for _minute in range(60):
        world.clock.advance(minutes=1)
        await world.courier.sweep()
    assert {one.channel - 1 for one in world.discord.arrived} == set(everybody[30:])
    assert await known_as_closed() == len(closed)
