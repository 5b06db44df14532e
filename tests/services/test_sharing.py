"""Wins, open doors and the outbox of messages to delete, on both databases."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.coaching.careers import Careers, Feature
from bot.services import people, retracting, starting
from bot.services.careers import open_doors, servers, wins
from bot.services.careers.servers import Place, Server
from bot.services.careers.wins import (
    DecidedAlready,
    NoPreview,
    NothingShared,
    State,
    ToPost,
    ToTell,
)
from bot.services.coach import Caller, Coach
from bot.storage import allowances, retractions
from bot.storage import open_doors as stored_doors
from bot.storage.engine import count_statements
from bot.storage.retractions import Retraction
from bot.storage.tables import win
from tests.clock import FakeClock

ALICE, BOB, MO = 1_000_000_000_000_000_001, 1_000_000_000_000_000_002, 7
HERE = 900_000_000_000_000_001
CHANNEL = 70


def place(actor: int) -> Place:
    return Place(HERE, "Careers", actor)


async def set_up(coach: Coach, *features: Feature, **settings: object) -> Server:
    chosen = Careers(channel=CHANNEL, features=frozenset(features), zone="Europe/Berlin")
    return await servers.set_up(coach, place(MO), replace(chosen, **settings))


async def previewed(coach: Coach, words: str = "I asked.") -> wins.Shown:
    caller = Caller(ALICE, 1, guild=(HERE, "Careers"))
    return await wins.preview(coach, caller, place(ALICE), words, "Al")


async def count(coach: Coach) -> int:
    async with coach.database.read() as connection:
        query = sa.select(sa.func.count()).select_from(win)
        return int((await connection.execute(query)).scalar_one())


async def test_two_posts_at_once_are_one(coach: Coach) -> None:
    await set_up(coach, Feature.WINS)
    shown = await previewed(coach)
    both = await asyncio.gather(
        *(wins.post(coach, place(ALICE)) for _time in range(2)), return_exceptions=True
    )
    done = [one for one in both if isinstance(one, wins.Shown)]
    assert done
    assert all(isinstance(one, wins.Shown | NoPreview) for one in both)
    assert {one.win.id for one in done} == {shown.win.id}
    assert await count(coach) == 1


async def test_two_first_previews_at_once_leave_one_member(coach: Coach) -> None:
    await set_up(coach, Feature.WINS)
    both = await asyncio.gather(previewed(coach), previewed(coach))
    assert all(one.is_preview for one in both)
    assert await count(coach) in {1, 2}
    await previewed(coach, "The last.")
    assert (await wins.post(coach, place(ALICE))).win.words == "The last."


async def test_of_two_who_decide_at_once_one_is_first(coach: Coach) -> None:
    server = await set_up(coach, Feature.WINS, approve_wins=True)
    await previewed(coach)
    queued = await wins.post(coach, place(ALICE))
    assert queued.win.state is State.QUEUED
    waiting = await wins.waiting(coach, place(MO))
    assert waiting is not None
    assert (waiting.win.id, waiting.count) == (queued.win.id, 1)
    with count_statements(coach.database) as counted:
        decisions = await asyncio.gather(
            wins.decide(coach, place(MO), server, queued.win.id, is_posted=True),
            wins.decide(coach, place(8), server, queued.win.id, is_posted=False),
            return_exceptions=True,
        )
    assert counted.total <= 8
    assert sorted(type(one) for one in decisions if one) == [DecidedAlready]
    assert await wins.waiting(coach, place(MO)) is None


async def test_another_servers_team_decides_nothing(coach: Coach) -> None:
    server = await set_up(coach, Feature.WINS, approve_wins=True)
    await previewed(coach)
    queued = await wins.post(coach, place(ALICE))
    with pytest.raises(DecidedAlready):
        await wins.decide(coach, Place(HERE + 1, "x", MO), server, queued.win.id, is_posted=True)


async def test_claimed_once_then_later_and_later(coach: Coach, clock: FakeClock) -> None:
    await set_up(coach, Feature.WINS)
    await previewed(coach)
    posted = await wins.post(coach, place(ALICE))
    both = await asyncio.gather(*(wins.claim(coach, posted.win.id) for _time in range(2)))
    (first,) = [one for one in both if one is not None]
    assert isinstance(first, ToPost)
    assert not first.is_again
    clock.advance(minutes=1)
    again = await wins.claim(coach, posted.win.id)
    assert isinstance(again, ToPost)
    assert again.is_again
    assert again.win.nonce == first.win.nonce
    assert await wins.next_due(coach) == clock.now() + timedelta(minutes=2)


async def test_one_that_arrives_after_it_was_taken_back_goes_again(
    coach: Coach, clock: FakeClock
) -> None:
    await set_up(coach, Feature.WINS)
    await previewed(coach)
    posted = await wins.post(coach, place(ALICE))
    claimed = await wins.claim(coach, posted.win.id)
    assert isinstance(claimed, ToPost)
    await wins.undo(coach, ALICE, posted.win.id)
    await wins.arrived(coach, claimed.win, CHANNEL, 71)
    clock.advance(minutes=2)
    found = {(one.message_id, one.marker) for one in await retracting.due(coach)}
    assert found == {(71, None), (None, wins.marker_of(posted.win.id))}
    with pytest.raises(NothingShared):
        await wins.undo(coach, ALICE, posted.win.id)


async def test_only_ones_own_is_taken_back_or_posted(coach: Coach) -> None:
    await set_up(coach, Feature.WINS)
    shown = await previewed(coach)
    await starting.ensure_member(coach, Caller(BOB, 2))
    with pytest.raises(NothingShared):
        await wins.undo(coach, BOB, shown.win.id)
    with pytest.raises(NoPreview):
        await wins.post(coach, place(BOB), shown.win.id)
    with pytest.raises(NoPreview):
        await wins.settle_name(coach, place(BOB), shown.win.id, "x", None)
    with pytest.raises(NoPreview):
        await wins.look(coach, Place(HERE + 1, "x", ALICE), shown.win.id)


async def test_one_in_no_ones_queue_ends_and_is_told(coach: Coach, clock: FakeClock) -> None:
    await set_up(coach, Feature.WINS, approve_wins=True)
    await previewed(coach)
    queued = await wins.post(coach, place(ALICE))
    clock.advance(days=14)
    assert await wins.claim(coach, queued.win.id) is None
    told = await wins.claim(coach, queued.win.id)
    assert isinstance(told, ToTell)
    assert told.win.state is State.UNANSWERED
    await wins.told(coach, told.win)
    assert await count(coach) == 0
    assert await wins.next_due(coach) is None


async def test_the_outbox_waits_longer_each_time_and_gives_up(
    coach: Coach, clock: FakeClock
) -> None:
    async with coach.database.write() as connection:
        await retractions.add(connection, [Retraction(1, 2)], clock.now())
        await retractions.add(connection, [], clock.now())
    tries = 0
    while due := await retracting.due(coach):
        (one,) = due
        tries += 1
        if await retracting.failed(coach, one):
            break
        assert await retracting.due(coach) == []
        following = await retracting.next_due(coach)
        assert following is not None
        clock.advance(seconds=(following - clock.now()).total_seconds())
    assert await retracting.next_due(coach) is None
    assert 30 < tries < 60


async def test_doors_rotate_and_count_by_month(coach: Coach, clock: FakeClock) -> None:
    await set_up(coach, Feature.OPEN_DOOR)
    now = clock.now()
    for member in (ALICE, BOB):
        await people.add(coach, Caller(member, member, guild=(HERE, "Careers")), name="Kim")
        async with coach.database.write() as connection:
            await allowances.allow(connection, HERE, member, reachable=now, adult=now)
        with count_statements(coach.database) as counted:
            await open_doors.set_door(coach, place(member), ("boats",), 1)
        assert counted.total <= 6
    mo = place(MO)
    first, second = await open_doors.found(coach, mo, "boat")
    await open_doors.seen(coach, mo, [first.member_id], [])
    assert await open_doors.found(coach, mo, "BOATS") == [
        second,
        replace(first, shown=clock.now()),
    ]
    async with coach.database.write() as connection:
        for _time in range(2):
            await stored_doors.count_one(connection, HERE, ALICE, "2026-01")
    assert [one.member_id for one in await open_doors.found(coach, mo, "boats")] == [BOB]
    with pytest.raises(open_doors.ClosedByNow):
        await open_doors.require_door(coach, mo, ALICE)
    clock.advance(days=40)
    await open_doors.require_door(coach, mo, ALICE)
    assert await open_doors.topics(coach, mo, "") == ["boats"]
    await open_doors.close(coach, place(ALICE))
    with pytest.raises(open_doors.NoDoor):
        await open_doors.close(coach, place(ALICE))
