"""Two things at once, on both databases: one wins, the other is told or tried again."""

import asyncio
import sqlite3
import threading
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.coaching.events import EventKind as K
from bot.coaching.stages import Stage
from bot.delivery.courier import Courier
from bot.delivery.queue import Queue
from bot.delivery.settling import Arrived
from bot.feedback import Feedback
from bot.keys import Keyring
from bot.services import history, people, presence, reminders
from bot.services.coach import Caller, Coach
from bot.services.history import DoesNotFit, Expected, MovedOn, Report
from bot.storage.engine import Database
from bot.storage.tables import DeliveryState, delivery, event, member, nudge
from bot.ui.nudges import compose
from tests.clock import FakeClock
from tests.delivery.verify import verify
from tests.delivery.world import ALICE, Discord, World

IDEA_DUE = datetime(2026, 1, 12, 9, 50, tzinfo=UTC)
MEMBERS = 200


async def count(world: World, *where: sa.ColumnElement[bool]) -> int:
    async with world.database.read() as connection:
        query = sa.select(sa.func.count()).select_from(event).where(*where)
        return (await connection.execute(query)).scalar_one()


async def test_of_two_presses_at_once_one_counts_and_the_other_is_told(world: World) -> None:
    for number in range(5):
        person = await world.add(f"Person {number}")
        now = Expected(Stage.IDEA, 1)

        async def press(kind: K, person: str = person, now: Expected = now) -> history.Outcome:
            return await history.record(
                world.coach, world.caller(), person, Report(kind), expected=now
            )

        results = await asyncio.gather(press(K.ASKED), press(K.LET_GO), return_exceptions=True)
        assert sum(isinstance(one, MovedOn) for one in results) == 1
        assert sum(isinstance(one, history.Outcome) for one in results) == 1
        await verify(world.database, world.keyring)


async def test_reports_that_fit_one_after_the_other_are_both_kept(world: World) -> None:
    sam = await world.add("Sam")
    await asyncio.gather(*(world.report(sam, K.TOUCHED) for _ in range(4)))
    assert await count(world, event.c.kind == K.TOUCHED.value) == 4
    await verify(world.database, world.keyring)


async def test_a_report_and_a_change_of_details_do_not_undo_each_other(world: World) -> None:
    for number in range(8):
        person = await world.add(f"Person {number}")
        await asyncio.gather(
            world.report(person, K.ASKED),
            people.edit(world.coach, world.caller(), person, {"role": "engineer"}, None),
            people.edit(world.coach, world.caller(), person, {"organisation": "Acme"}, None),
        )
        details = (await history.look(world.coach, world.caller(), person)).person.details
        assert (details.role, details.organisation) == ("engineer", "Acme")
        await verify(world.database, world.keyring)


async def test_a_report_and_a_change_of_settings_at_once(world: World) -> None:
    for number in range(5):
        person = await world.add(f"Person {number}")
        await asyncio.gather(
            world.report(person, K.ASKED),
            reminders.change(world.coach, world.caller(), follow_up_days=5 + number),
        )
        await verify(world.database, world.keyring)


async def test_the_same_interaction_twice_at_once_is_one_event(world: World) -> None:
    sam = await world.add("Sam")
    caller = Caller(ALICE, 77)
    outcomes = await asyncio.gather(
        *(history.record(world.coach, caller, sam, Report(K.ASKED)) for _ in range(3))
    )
    assert sorted(outcome.repeated for outcome in outcomes) == [False, True, True]
    assert await count(world, event.c.interaction == 77) == 1
    added = await asyncio.gather(
        *(people.add(world.coach, Caller(ALICE, 78), name="Kim") for _ in range(3))
    )
    assert len({outcome.standing.person.id for outcome in added}) == 1
    await verify(world.database, world.keyring)


async def test_an_answer_while_its_nudge_is_prepared_sends_it_or_not_but_loses_nothing(
    world: World,
) -> None:
    for number in range(4):
        person = await world.add(f"Person {number}")
        due = await world.queue.next_due()
        assert due is not None
        world.clock.set(due)
        await world.queue.claim_due()
        [taken] = await world.queue.lease()
        prepared, _ = await asyncio.gather(
            world.queue.prepare([taken]), world.report(person, K.LET_GO)
        )
        await verify(world.database, world.keyring)
        await world.queue.settle([Arrived(one.delivery, 1, number + 1) for one in prepared])
        await verify(world.database, world.keyring)


async def test_a_press_and_an_arrival_at_once(world: World) -> None:
    person = await world.add("Sam")
    world.clock.set(IDEA_DUE)
    await world.queue.claim_due()
    [taken] = await world.queue.lease()
    [ready] = await world.queue.prepare([taken])
    snooze = {"nudge": "idea", "cycle": 1, "n": 1, "until": "2026-01-14"}
    await asyncio.gather(
        world.queue.settle([Arrived(ready.delivery, 1, 1)]),
        world.report(person, K.SNOOZED, **snooze),
    )
    await verify(world.database, world.keyring)
    await world.until(IDEA_DUE + timedelta(days=3))
    assert [one.kinds for one in world.discord.arrived] == [("idea",)], "on the chosen day"


async def test_an_answer_and_a_closing_by_silence_at_once(world: World) -> None:
    sam = await world.add("Sam")
    await world.report(sam, K.ASKED)
    await world.report(sam, K.FOLLOWED_UP)
    await world.until(datetime(2026, 1, 27, 12, 0, tzinfo=UTC))
    world.clock.set(datetime(2026, 1, 30, 12, 0, tzinfo=UTC))
    await asyncio.gather(world.courier.sweep(), world.report(sam, K.REPLIED))
    standing = await history.look(world.coach, world.caller(), sam)
    assert standing.state.stage is Stage.REPLIED, "a reply opens what silence closed"
    await verify(world.database, world.keyring)


async def test_a_member_who_presses_an_old_button_is_back(world: World) -> None:
    for number in range(6):
        await world.add(f"Person {number}")
        world.clock.advance(days=2)
    sam = await world.add("Sam")
    await world.until(datetime(2026, 3, 2, 12, tzinfo=UTC))
    assert len(world.discord.arrived) == 3, "then the coach is quiet"
    await presence.noticed(world.coach, world.caller(), in_own_dm=False)
    with pytest.raises(Feedback):
        await history.record(
            world.coach, world.caller(), sam, Report(K.LET_GO), expected=Expected(Stage.MET, 1)
        )
    await world.until(datetime(2026, 3, 4, 12, tzinfo=UTC))
    assert len(world.discord.arrived) > 3
    with pytest.raises(DoesNotFit):
        await world.report(sam, K.NO_SHOW)


@pytest.mark.timeout(60)
async def test_two_processes_on_postgresql_deliver_to_two_hundred_members_once(
    postgresql_url: str, keyring: Keyring, clock: FakeClock
) -> None:
    discord = Discord(clock)
    databases = [Database.open(postgresql_url) for _ in range(2)]
    coaches = [Coach(database, keyring, clock) for database in databases]
    couriers = [
        Courier(Queue(coach, compose, f"process {n}"), discord, clock, keyring.pseudonym)
        for n, coach in enumerate(coaches)
    ]
    everybody = [ALICE + (number << 22) for number in range(MEMBERS)]
    for start in range(0, MEMBERS, 8):
        await asyncio.gather(
            *(
                people.add(coaches[0], Caller(one, number), name="Sam")
                for number, one in enumerate(everybody[start : start + 8], start)
            )
        )
    async with databases[0].write() as connection:
        await connection.execute(sa.update(member).values(dm_channel=member.c.id + 1))
    clock.set(datetime(2026, 1, 12, 9, 51, tzinfo=UTC))
    try:
        await asyncio.gather(*(courier.sweep() for courier in couriers))
        await asyncio.gather(*(courier.sweep() for courier in couriers))
        assert sorted(one.channel - 1 for one in discord.arrived) == everybody
        assert len({one.nonce for one in discord.arrived}) == MEMBERS
        async with databases[0].read() as connection:
            states = sa.select(delivery.c.state, delivery.c.owner)
            rows = (await connection.execute(states)).all()
            sent = sa.select(sa.func.count()).where(nudge.c.sent.is_not(None))
            assert (await connection.execute(sent)).scalar_one() == MEMBERS
        assert {row.state for row in rows} == {DeliveryState.SENT}
        assert len({row.owner for row in rows}) == 2, "both took part"
        await verify(databases[0], keyring)
    finally:
        for database in databases:
            await database.close()


async def test_another_writer_that_holds_sqlite_for_three_seconds_is_waited_for(
    sqlite_url: str, keyring: Keyring, clock: FakeClock
) -> None:
    database = Database.open(sqlite_url)
    world = World(database, keyring, clock)
    await world.join()
    sam = await world.add("Sam")
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        other = sqlite3.connect(str(database.file), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        held.set()
        done.wait(3)
        other.execute("ROLLBACK")
        other.close()

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        await asyncio.to_thread(held.wait)
        await asyncio.gather(*(world.report(sam, K.TOUCHED) for _ in range(3)))
        await verify(database, keyring)
        assert await count(world, event.c.kind == K.TOUCHED.value) == 3
    finally:
        done.set()
        await asyncio.to_thread(thread.join)
        await database.close()
