"""Introductions when several things happen at once, on both kinds of database."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

import pytest

from bot.coaching.careers import Careers, Feature
from bot.coaching.introducing import Detail, Move, State, Tell
from bot.feedback import Feedback
from bot.services import starting
from bot.services.careers import blocks, introductions, notices, reachable, reports, servers
from bot.services.careers.introductions import Consent, Introduction, Wanted
from bot.services.careers.reports import Reason
from bot.services.careers.servers import Place
from bot.services.coach import Caller, Coach
from tests.clock import FakeClock

HOME = Place(5, "Home", 9)
ALICE, BOB, CAROL, DAN = 1, 2, 3, 4
WANTED = Wanted(CAROL, BOB, "data")
CONSENT = Consent(frozenset({Detail.NAME}), 20, "Alice", "Carol", "Bob")
THERE = [ALICE, BOB, CAROL]


def caller(member_id: int) -> Caller:
    return Caller(member_id, guild=(HOME.guild_id, HOME.name))


@pytest.fixture
async def home(coach: Coach) -> Coach:
    """A server with introductions, where Bob and Carol may be reached."""
    both = frozenset({Feature.INTRODUCTIONS, Feature.OPEN_DOOR})
    await servers.set_up(coach, HOME, Careers(features=both, min_days_in_server=0))
    for one in (BOB, CAROL, DAN):
        await reachable.switch_on(coach, caller(one), HOME.guild_id)
    await starting.ensure_member(coach, caller(ALICE))
    await reachable.confirm_adult(coach, caller(ALICE), HOME.guild_id)
    return coach


async def ask(coach: Coach, wanted: Wanted = WANTED) -> Introduction:
    long_ago = coach.clock.now() - timedelta(days=100)
    return await introductions.ask(coach, caller(ALICE), HOME.guild_id, wanted, CONSENT, long_ago)


async def outcomes(*acts: Coroutine[Any, Any, Any]) -> list[Any]:
    return await asyncio.gather(*acts, return_exceptions=True)


def refused(found: list[Any]) -> int:
    assert all(not isinstance(one, Exception) or isinstance(one, Feedback) for one in found)
    return sum(isinstance(one, Feedback) for one in found)


async def test_asked_many_times_at_once_it_is_asked_once(home: Coach) -> None:
    assert refused(await outcomes(*(ask(home) for _ in range(5)))) == 4
    assert len(await introductions.own(home, caller(ALICE), HOME.guild_id)) == 1
    assert len(await notices.claim(home)) == 1


async def test_the_weeks_limit_holds_at_once(home: Coach) -> None:
    wanted = [Wanted(target, BOB) for target in range(100, 110)]
    assert refused(await outcomes(*(ask(home, one) for one in wanted))) == 7
    assert len(await introductions.own(home, caller(ALICE), HOME.guild_id)) == 3


async def test_of_two_answers_at_once_one_counts(home: Coach) -> None:
    made = await ask(home)

    def answer(move: Move) -> Any:
        return introductions.answer(home, caller(BOB), made.id, move, THERE)

    found = await outcomes(answer(Move.NO), answer(Move.FORWARD), answer(Move.FORWARD))
    assert refused(found) == 2


async def test_two_yeses_open_one_thread(home: Coach) -> None:
    made = await ask(home)
    await introductions.answer(home, caller(BOB), made.id, Move.FORWARD, THERE)
    yes = [introductions.answer(home, caller(CAROL), made.id, Move.YES, THERE) for _ in range(3)]
    assert refused(await outcomes(*yes)) == 2
    assert [one.tell for one in await notices.claim(home)].count(Tell.THREAD) == 1


async def test_taking_back_and_saying_yes_at_once(home: Coach) -> None:
    made = await ask(home)
    await introductions.answer(home, caller(BOB), made.id, Move.FORWARD, THERE)
    found = await outcomes(
        introductions.answer(home, caller(CAROL), made.id, Move.YES, THERE),
        introductions.answer(home, caller(ALICE), made.id, Move.WITHDRAW, None),
    )
    assert refused(found) == 1
    known = await introductions.known(home, made.id, ALICE)
    assert known.state in {State.AGREED, State.ENDED}


async def test_two_processes_never_do_the_same_notice(home: Coach) -> None:
    for target in (CAROL, DAN):
        await ask(home, Wanted(target, BOB))
    found = await outcomes(*(notices.claim(home) for _ in range(4)))
    assert sum(len(one) for one in found) == 2


async def test_lapsing_twice_at_once_tells_once(home: Coach, clock: FakeClock) -> None:
    made = await ask(home)
    await notices.claim(home)
    clock.advance(days=7)
    assert await introductions.lapsing(home, 9) == [made.id]
    await asyncio.gather(*(introductions.lapse(home, made.id) for _ in range(3)))
    told = [one for one in await notices.claim(home) if one.tell is Tell.ENDED]
    assert [one.member_id for one in told] == [ALICE]
    assert await introductions.next_lapse(home) is None


async def test_reported_twice_at_once_it_is_reported_once(home: Coach) -> None:
    made = await ask(home)
    about = made.role_of(ALICE)
    assert about is not None
    found = await outcomes(
        *(reports.file(home, caller(BOB), made.id, about, Reason.RUDE, None) for _ in range(3))
    )
    assert refused(found) == 2
    closed = await outcomes(*(reports.close(home, HOME, found_id(found)) for _ in range(2)))
    assert refused(closed) == 1


def found_id(found: list[Any]) -> str:
    filed = next(one for one in found if not isinstance(one, Exception))
    return str(filed.report.id)


async def test_a_report_is_for_its_own_server(home: Coach) -> None:
    made = await ask(home)
    about = made.role_of(ALICE)
    assert about is not None
    filed = await reports.file(home, caller(BOB), made.id, about, Reason.RUDE, "text")
    elsewhere = Place(6, "Elsewhere", 9)
    server = await servers.set_up(home, elsewhere, Careers())
    with pytest.raises(reports.NoSuchReport):
        await reports.text_of(home, server, filed.report.id)
    with pytest.raises(reports.NoSuchReport):
        await reports.close(home, elsewhere, filed.report.id)
    with pytest.raises(reports.NoSuchReport):
        await reports.block(home, elsewhere, filed.report.id, None, "x")


async def test_a_block_ends_what_is_under_way_and_nothing_elsewhere(home: Coach) -> None:
    made = await ask(home)
    await blocks.block(home, HOME, CAROL, 7, "spam")
    assert (await introductions.known(home, made.id, ALICE)).state is State.QUIET
    with pytest.raises(introductions.Over):
        await introductions.answer(home, caller(BOB), made.id, Move.FORWARD, THERE)


async def test_through_an_open_door_there_are_two(home: Coach) -> None:
    made = await ask(home, Wanted(CAROL, None))
    assert made.state is State.TARGET
    (told,) = await notices.claim(home)
    assert (told.tell, told.member_id) == (Tell.ASK_TARGET, CAROL)
    outcome = await introductions.answer(home, caller(CAROL), made.id, Move.YES, [ALICE, CAROL])
    assert outcome.introduction.state is State.AGREED


async def test_erasing_a_member_leaves_no_trace_of_them(home: Coach, clock: FakeClock) -> None:
    made = await ask(home)
    await introductions.answer(home, caller(BOB), made.id, Move.FORWARD, THERE)
    async with home.database.write() as connection:
        await introductions.forget_member(connection, BOB, clock.now())
    known = await introductions.known(home, made.id, ALICE)
    assert (known.state, known.friend_id, known.words) == (State.QUIET, None, None)
    clock.advance(days=7)
    await introductions.lapse(home, made.id)
    told = await notices.claim(home)
    assert [(one.tell, one.member_id) for one in told if one.tell is Tell.ENDED] == [
        (Tell.ENDED, ALICE)
    ]


async def test_everything_is_cleared_up_in_the_end(home: Coach, clock: FakeClock) -> None:
    made = await ask(home)
    clock.advance(days=7)
    await introductions.lapse(home, made.id)
    due = await introductions.next_to_clear(home)
    assert due is None or due > clock.now()
    clock.advance(days=introductions.KEPT_DAYS + 1)
    await introductions.clear(home)
    assert await introductions.next_to_clear(home) is None
    with pytest.raises(introductions.Over):
        await introductions.known(home, made.id, ALICE)
