"""A sweep that takes long: what falls due meanwhile goes along, and nobody is given up."""

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.delivery import alarm
from bot.delivery.alarm import Alarm
from bot.delivery.courier import Courier
from bot.delivery.pace import Pace, Tempo
from bot.delivery.sender import ClosedDoor, TryAgain
from bot.delivery.settling import Untouched
from bot.services.outgoing import Message
from bot.storage import members
from bot.storage.errors import StorageBusy
from bot.storage.tables import DeliveryState, delivery, nudge
from tests.clock import FakeClock
from tests.delivery.test_courier import BOB, IDEA_DUE, states
from tests.delivery.world import ALICE, World

LONG = 30
"""Seconds after which a test that hangs has failed."""


def member(number: int) -> int:
    return ALICE + (number << 22)


async def channel_known(world: World, member_id: int) -> None:
    async with world.database.write() as connection:
        await members.dm_known(connection, member_id, member_id + 1)


async def join_with_an_idea(world: World, count: int, *, known: bool = True) -> list[int]:
    joined = [member(number) for number in range(1, count + 1)]
    for one in joined:
        await world.join(one)
        await world.add("Sam", one)
        if known:
            await channel_known(world, one)
    return joined


class Counted(Pace):
    """Counts the turns; each makes the coach's clock go on by so many seconds."""

    def __init__(self, clock: FakeClock, seconds: float = 0.0) -> None:
        super().__init__(0)
        self.turns = 0
        self._clock, self._seconds = clock, seconds

    async def turn(self) -> None:
        self.turns += 1
        self._clock.advance(seconds=self._seconds)


def paced(world: World, pace: Pace, in_flight: int = 10) -> Courier:
    tempo = Tempo(pace, Pace(0), in_flight, linger=0.0)
    return Courier(world.queue, world.discord, world.clock, str, tempo, jitter=lambda: 0.5)


async def test_what_falls_due_while_channels_are_opened_does_not_wait_for_them(world: World):
    await world.join(BOB)
    await world.add("Sam")
    await world.add("Kim", BOB)
    await channel_known(world, BOB)
    later = IDEA_DUE + timedelta(seconds=1)
    async with world.database.write() as connection:
        moved = sa.update(nudge).where(nudge.c.member_id == BOB)
        await connection.execute(moved.values(due=later, wake=later))
    bob_has_it = asyncio.Event()
    open_channel, send = world.discord.open_channel, world.discord.send

    async def open_slowly(member_id: int) -> int:
        await bob_has_it.wait()
        return await open_channel(member_id)

    async def send_and_tell(channel_id: int, message: Message, nonce: str):
        if channel_id == BOB + 1:
            bob_has_it.set()
        return await send(channel_id, message, nonce)

    async def the_alarm_rings() -> None:
        if world.clock.now() < later:
            world.clock.set(later)
            world.courier.look_again()

    world.discord.open_channel, world.discord.send = open_slowly, send_and_tell  # type: ignore[method-assign]
    world.courier.on_quiet = the_alarm_rings
    world.clock.set(IDEA_DUE)
    async with asyncio.timeout(LONG):
        await world.courier.sweep()
    assert [one.channel for one in world.discord.arrived] == [BOB + 1, ALICE + 1]


async def test_a_fault_while_opening_leaves_nothing_behind_that_still_runs(world: World):
    await join_with_an_idea(world, 8, known=False)
    world.clock.set(IDEA_DUE + timedelta(hours=1))
    note, noted = world.queue.channel_known, []

    async def fail_once(member_id: int, channel_id: int) -> None:
        noted.append(member_id)
        if len(noted) == 1:
            raise StorageBusy
        await asyncio.sleep(0)
        await note(member_id, channel_id)

    world.queue.channel_known = fail_once  # type: ignore[method-assign]
    before = asyncio.all_tasks()
    with pytest.raises(StorageBusy):
        await world.courier.sweep()
    assert asyncio.all_tasks() == before


@pytest.mark.parametrize("seconds_a_turn", [1, 5])
async def test_however_slow_the_pace_everything_arrives(world: World, seconds_a_turn: int):
    """Ten in flight and thirty ahead of them would wait for longer than their leases last."""
    everybody = await join_with_an_idea(world, 45)
    world.clock.set(IDEA_DUE + timedelta(hours=1))
    pace = Counted(world.clock, seconds_a_turn)
    async with asyncio.timeout(LONG):
        await paced(world, pace).sweep()
        while DeliveryState.QUEUED in await states(world):
            await paced(world, pace).sweep()
    assert sorted(one.channel - 1 for one in world.discord.arrived) == everybody
    assert pace.turns < 2 * len(everybody)


async def test_each_request_of_an_attempt_takes_a_turn(world: World):
    """After an outage each message is looked for before it is sent: two requests."""
    await join_with_an_idea(world, 5)
    world.clock.set(IDEA_DUE + timedelta(hours=1))

    def refuse(_channel: int) -> None:
        raise TryAgain("HTTP 503")

    world.discord.refuse = refuse
    await world.courier.sweep()
    world.discord.refuse = lambda _channel: None
    world.clock.advance(minutes=2)
    pace = Counted(world.clock)
    await paced(world, pace).sweep()
    assert len(world.discord.arrived) == 5
    assert pace.turns == 10


async def test_what_is_put_back_late_does_not_touch_what_was_taken_again(world: World):
    await world.add("Sam")
    world.clock.set(IDEA_DUE)
    await world.queue.claim_due()
    [late] = await world.queue.prepare(await world.queue.lease())
    world.clock.advance(seconds=31)
    await world.queue.look_after(world.clock.now())
    [again] = await world.queue.prepare(await world.queue.lease())
    await world.queue.settle([Untouched.of(late)])
    async with world.database.read() as connection:
        row = (await connection.execute(sa.select(delivery))).mappings().one()
    assert row["state"] == DeliveryState.LEASED
    assert row["first_attempt"] is not None
    await world.queue.settle([Untouched.of(again)])
    assert await states(world) == [DeliveryState.QUEUED]


@pytest.mark.parametrize("known_by_then", [False, True])
async def test_who_closes_their_messages_after_one_came_does_not_get_it_again(
    world: World, known_by_then: bool
):
    """Its answer was lost; whether the coach learns of the closing by the retry or before it."""
    await world.add("Sam")
    await channel_known(world, ALICE)
    world.clock.set(IDEA_DUE)

    async def lose_the_answer() -> None:
        raise TryAgain("ConnectionResetError")

    world.discord.meanwhile = lose_the_answer
    await world.courier.sweep()
    send = world.discord.send

    async def refuse(_channel: int, _message: Message, _nonce: str):
        raise ClosedDoor("HTTP 403, code 50007", forbidden=True)

    world.discord.send = refuse  # type: ignore[method-assign]
    if known_by_then:
        async with world.database.write() as connection:
            await members.dm_refused(connection, ALICE, world.clock.now())
    world.clock.advance(seconds=20)
    await world.courier.sweep()
    world.discord.send = send  # type: ignore[method-assign]
    async with world.database.write() as connection:
        await members.dm_reached(connection, ALICE, ALICE + 1, world.clock.now())
    world.clock.advance(minutes=20)
    await world.courier.sweep()
    assert len(world.discord.arrived) == 1
    assert await states(world) == [DeliveryState.SENT]


async def test_where_no_job_rings_any_more_it_sweeps_all_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    """The jobs wait for an hour of the machine's clock, which may be set back."""
    swept = asyncio.Semaphore(0)
    sweep = world.courier.sweep

    async def tell():
        done = await sweep()
        swept.release()
        return done

    world.courier.sweep = tell  # type: ignore[method-assign]
    monkeypatch.setattr(alarm, "GRACE", -59.99)
    ringing = Alarm(world.courier, world.queue, world.clock, timedelta(minutes=1))
    ringing.start()
    try:
        async with asyncio.timeout(LONG):
            for _ in range(3):
                await swept.acquire()
    finally:
        await ringing.stop()
