"""What moderators set up, on both databases: limits that members follow, panels, lifecycle."""

import asyncio
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from bot.coaching.careers import Careers, Feature
from bot.coaching.events import EventKind
from bot.coaching.preferences import METHOD, Bounds
from bot.coaching.rules import NudgeKind
from bot.services import history, people, reminders
from bot.services.careers import bounds, features, leaving, lifecycle, panels, pausing, servers
from bot.services.careers.bounds import OutsideTheMethod
from bot.services.careers.panels import NOT_PINNED, Outcome
from bot.services.careers.servers import Place, Server
from bot.services.coach import Caller, Coach
from bot.services.history import Report
from bot.storage import careers
from bot.storage.engine import count_statements
from tests.clock import FakeClock

SERVER = 900_000_000_000_000_001
MODERATOR = 5
PLACE = Place(SERVER, "Careers", MODERATOR)
MEMBERS = range(1_000, 1_007)


async def asked(coach: Coach, member_id: int) -> Caller:
    """A member who calls the server home, and has asked somebody."""
    caller = Caller(member_id, 1)
    await reminders.change(coach, caller, home=(SERVER, "Careers"))
    added = await people.add(coach, caller, name="Sam")
    report = Report(EventKind.ASKED)
    await history.record(coach, Caller(member_id, 2), added.standing.person.id, report)
    return caller


async def follow_up(coach: Coach, caller: Caller) -> datetime:
    schedule = await reminders.schedule(coach, caller)
    return next(one.at for one in schedule.coming if one.kind is NudgeKind.FOLLOW_UP)


async def narrow(coach: Coach, **changes: Any) -> Server:
    return await bounds.change(coach, PLACE, lambda known: replace(known, **changes))


async def replanned(coach: Coach) -> None:
    for guild_id in await bounds.waiting(coach):
        await bounds.replan(coach, guild_id, pytest.fail)


async def test_all_members_follow_a_few_at_a_time(
    coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "AT_ONCE", 3)
    await servers.set_up(coach, PLACE, Careers())
    callers = [await asked(coach, one) for one in MEMBERS]
    stranger = Caller(1, 1)
    await reminders.settings(coach, stranger)
    before = [await follow_up(coach, one) for one in callers]
    assert await bounds.next_due(coach) is None
    await narrow(coach, follow_up_days=(9, 10))
    assert await bounds.next_due(coach) == coach.clock.now()
    await replanned(coach)
    after = [await follow_up(coach, one) for one in callers]
    assert all(late - early == timedelta(days=2) for early, late in zip(before, after, strict=True))
    assert await bounds.next_due(coach) is None
    assert (await reminders.settings(coach, stranger)).bounds == METHOD


async def test_limits_changed_while_members_are_planned_count_at_the_end(
    coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "AT_ONCE", 3)
    await servers.set_up(coach, PLACE, Careers())
    callers = [await asked(coach, one) for one in MEMBERS]
    await narrow(coach, follow_up_days=(9, 10))
    await asyncio.gather(replanned(coach), narrow(coach, follow_up_days=(10, 10)))
    await replanned(coach)
    assert await bounds.next_due(coach) is None
    last = {await follow_up(coach, one) for one in callers}
    assert {one.date().day for one in last} == {19}


async def test_a_member_who_can_t_be_planned_stops_nobody_else(
    coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    await servers.set_up(coach, PLACE, Careers())
    callers = [await asked(coach, one) for one in MEMBERS]
    before = [await follow_up(coach, one) for one in callers]
    await narrow(coach, follow_up_days=(9, 10))
    replan_all = history.replan_all

    async def fails_for_one(coach: Coach, connection: Any, owner: Any) -> Any:
        if owner.id == MEMBERS[3]:
            raise ValueError("a history that nobody can read")
        return await replan_all(coach, connection, owner)

    monkeypatch.setattr(history, "replan_all", fails_for_one)
    told: list[Exception] = []
    await bounds.replan(coach, SERVER, told.append)
    assert len(told) == 1
    assert await bounds.next_due(coach) is None
    after = [await follow_up(coach, one) for one in callers]
    moved = [late - early for early, late in zip(before, after, strict=True)]
    assert moved == [timedelta(days=0 if one == 3 else 2) for one in range(len(MEMBERS))]


async def test_members_and_moderators_at_once_wait_for_each_other(coach: Coach) -> None:
    await servers.set_up(coach, PLACE, Careers())
    callers = [await asked(coach, one) for one in MEMBERS]
    await narrow(coach, follow_up_days=(8, 10))
    await asyncio.gather(
        replanned(coach),
        *(reminders.change(coach, one, home=(SERVER, "Careers")) for one in callers),
        *(servers.set_up(coach, PLACE, Careers(zone="Asia/Tokyo")) for _ in range(3)),
        narrow(coach, follow_up_days=(9, 10)),
        panels.want(coach, PLACE, {"channel": 7}),
    )
    await replanned(coach)
    assert await bounds.next_due(coach) is None
    days = {(await follow_up(coach, one)).date().day for one in callers}
    assert days == {16}


@pytest.mark.parametrize(
    "wrong",
    [
        {"follow_up_days": (1, 10)},
        {"follow_up_days": (5, 11)},
        {"follow_up_days": (8, 6)},
        {"thank_you_hours": (1, 48)},
        {"thank_you_hours": (12, 72)},
        {"new_requests_a_week": 0},
        {"new_requests_a_week": 6},
    ],
)
async def test_a_server_narrows_and_never_widens(coach: Coach, wrong: dict[str, Any]) -> None:
    await servers.set_up(coach, PLACE, Careers())
    with pytest.raises(OutsideTheMethod):
        await narrow(coach, **wrong)
    assert (await servers.required(coach, SERVER)).bounds == METHOD


async def test_bounds_are_kept_as_they_were_given(coach: Coach) -> None:
    await servers.set_up(coach, PLACE, Careers())
    wanted = Bounds((6, 8), (24, 24), 3, "DE", "BE", (time(21), time(7, 30)))
    await bounds.change(coach, PLACE, lambda _known: wanted)
    assert (await servers.required(coach, SERVER)).bounds == wanted
    await servers.set_up(coach, PLACE, Careers(zone="Asia/Tokyo"))
    assert (await servers.required(coach, SERVER)).bounds == wanted


async def test_two_set_ups_at_once_are_one_server(coach: Coach) -> None:
    await asyncio.gather(*(panels.want(coach, PLACE, {"channel": 7}) for _ in range(5)))
    async with coach.database.read() as connection:
        assert len(await careers.present(connection)) == 1
    assert len(await servers.log(coach, SERVER)) == 5


async def test_nothing_costs_more_than_six_statements(coach: Coach) -> None:
    await panels.want(coach, PLACE, {"channel": 7})
    [due] = await panels.due(coach)
    claimed = await panels.claim(coach, due)
    assert claimed is not None
    await panels.settle(coach, claimed, Outcome(message=9))
    for use_case in (
        lambda: panels.want(coach, PLACE, {"channel": 8}),
        lambda: features.switch(coach, PLACE, Feature.WINS, on=True),
        lambda: narrow(coach, follow_up_days=(6, 7)),
        lambda: pausing.pause(coach, PLACE),
        lambda: leaving.export(coach, SERVER),
        lambda: leaving.reset(coach, PLACE),
    ):
        with count_statements(coach.database) as count:
            await use_case()
        assert count.total <= 6


async def claimed_panel(coach: Coach) -> Server:
    await panels.want(coach, PLACE, {"channel": 7})
    [due] = await panels.due(coach)
    claimed = await panels.claim(coach, due)
    assert claimed is not None
    return claimed


async def test_of_two_who_claim_one_posts(coach: Coach) -> None:
    await panels.want(coach, PLACE, {"channel": 7})
    [due] = await panels.due(coach)
    both = await asyncio.gather(panels.claim(coach, due), panels.claim(coach, due))
    assert sum(one is not None for one in both) == 1


async def test_a_claim_that_nobody_settles_falls_due_again(coach: Coach, clock: FakeClock) -> None:
    claimed = await claimed_panel(coach)
    assert await panels.due(coach) == []
    clock.set(clock.now() + timedelta(hours=1))
    [again] = await panels.due(coach)
    assert again.panel.nonce == claimed.panel.nonce


async def test_what_was_wanted_anew_while_posting_is_done_as_well(coach: Coach) -> None:
    claimed = await claimed_panel(coach)
    await panels.want(coach, PLACE, {"language": "en"})
    await panels.settle(coach, claimed, Outcome(message=9, error=NOT_PINNED))
    [again] = await panels.due(coach)
    assert again.panel.message == 9
    assert again.panel.error == NOT_PINNED


async def test_a_vanished_panel_is_posted_with_another_nonce(coach: Coach) -> None:
    claimed = await claimed_panel(coach)
    await panels.settle(coach, claimed, Outcome(vanished=True))
    [again] = await panels.due(coach)
    assert again.panel.message is None
    assert again.panel.nonce != claimed.panel.nonce


async def test_a_server_reset_while_posting_keeps_no_panel(coach: Coach) -> None:
    claimed = await claimed_panel(coach)
    await leaving.reset(coach, PLACE)
    await panels.settle(coach, claimed, Outcome(message=9))
    assert await servers.known(coach, SERVER) is None


async def test_a_removed_server_s_panel_waits(coach: Coach) -> None:
    await panels.want(coach, PLACE, {"channel": 7})
    await lifecycle.removed(coach, SERVER)
    assert await panels.due(coach) == []
    assert await panels.next_due(coach) is None
    await lifecycle.there(coach, SERVER)
    assert len(await panels.due(coach)) == 1


async def test_thirty_days_after_its_removal_a_server_is_forgotten(
    coach: Coach, clock: FakeClock
) -> None:
    await servers.set_up(coach, PLACE, Careers())
    caller = await asked(coach, 1_000)
    await narrow(coach, follow_up_days=(10, 10))
    await replanned(coach)
    await lifecycle.removed(coach, SERVER)
    removed = clock.now()
    clock.set(removed + timedelta(days=10))
    await lifecycle.removed(coach, SERVER)  # known already: the first instant counts
    assert await lifecycle.next_due(coach) == removed + lifecycle.KEPT
    clock.set(removed + lifecycle.KEPT)
    assert await lifecycle.expired(coach) == [SERVER]
    await asyncio.gather(lifecycle.purge(coach, SERVER), lifecycle.purge(coach, SERVER))
    assert await servers.known(coach, SERVER) is None
    assert await servers.log(coach, SERVER) == []
    await replanned(coach)
    member = (await reminders.schedule(coach, caller)).member
    assert member.home == SERVER
    assert member.bounds == METHOD
