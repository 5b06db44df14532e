"""Settings, pauses and the plan of all people, on both databases."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.coaching.events import EventKind
from bot.coaching.packing import Recipient, pack
from bot.coaching.rules import NudgeKind
from bot.feedback import BadInput
from bot.services import history, moments, people, reminders, starting
from bot.services.coach import Caller, Coach
from bot.services.history import Report
from bot.storage import nudges
from bot.storage.engine import count_statements
from tests.clock import FakeClock

ALICE = 1_000_000_000_000_000_001
CAREERS = (900_000_000_000_000_001, "Careers")


def alice(interaction: int | None = None) -> Caller:
    return Caller(ALICE, interaction)


async def asked(coach: Coach, name: str, interaction: int) -> str:
    """Somebody to whom the first message went now."""
    added = await people.add(coach, alice(interaction), name=name)
    person_id = added.standing.person.id
    await history.record(coach, alice(interaction + 1), person_id, Report(EventKind.ASKED))
    return person_id


async def planned(coach: Coach, name: str, starts: datetime, interaction: int) -> str:
    """Somebody with whom a talk of 20 minutes is planned."""
    added = await people.add(coach, alice(interaction), name=name)
    facts = {"starts": starts.isoformat(), "minutes": 20, "zone": "UTC"}
    report = Report(EventKind.SCHEDULED, facts=facts)
    await history.record(coach, alice(interaction + 1), added.standing.person.id, report)
    return added.standing.person.id


def first(schedule: reminders.Schedule, kind: NudgeKind) -> datetime:
    return next(one.at for one in schedule.coming if one.kind is kind)


async def test_what_comes_is_named_with_its_date(coach: Coach) -> None:
    await asked(coach, "Sam", 1)
    with count_statements(coach.database) as count:
        schedule = await reminders.schedule(coach, alice())
    assert count.total <= 6
    assert [(one.name, one.kind, one.n) for one in schedule.coming] == [
        ("Sam", NudgeKind.FOLLOW_UP, 1),
        ("Sam", NudgeKind.FOLLOW_UP, 2),
    ]


async def test_somebody_new_has_no_schedule_and_can_still_choose(coach: Coach) -> None:
    with pytest.raises(reminders.NotStarted):
        await reminders.schedule(coach, alice())
    changed = await reminders.change(coach, alice(), cadence_days=30)
    assert changed.member.wishes.cadence_days == 30
    assert (await reminders.settings(coach, alice())).wishes.cadence_days == 30


async def test_a_change_plans_everybody_anew_in_six_statements(coach: Coach) -> None:
    for index in range(3):
        await asked(coach, f"Sam {index}", 10 + 10 * index)
    before = first(await reminders.schedule(coach, alice()), NudgeKind.FOLLOW_UP)
    with count_statements(coach.database) as count:
        changed = await reminders.change(
            coach, alice(), zone="Asia/Tokyo", follow_up_days=5, home=CAREERS
        )
    assert count.total <= 6
    assert first(changed, NudgeKind.FOLLOW_UP) < before
    assert (await reminders.schedule(coach, alice())).coming == changed.coming
    assert changed.member.home_name == "Careers"


async def test_wall_clock_nudges_move_with_the_zone_and_talks_do_not(coach: Coach) -> None:
    starts = datetime(2026, 1, 20, 15, tzinfo=UTC)
    await planned(coach, "Kim", starts, 1)
    await asked(coach, "Sam", 10)
    await reminders.change(coach, alice(), zone="Europe/Berlin")
    berlin = await reminders.schedule(coach, alice())
    await reminders.change(coach, alice(), zone="America/New_York")
    new_york = await reminders.schedule(coach, alice())
    moved = first(new_york, NudgeKind.FOLLOW_UP) - first(berlin, NudgeKind.FOLLOW_UP)
    assert moved == timedelta(hours=6)
    day_before = first(new_york, NudgeKind.MEETING_DAY)
    assert day_before == first(berlin, NudgeKind.MEETING_DAY) == starts - timedelta(hours=24)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        # Clocks in Berlin go forward on Sun 29 March, back on Sun 25 October 2026.
        (datetime(2026, 3, 25, 10, tzinfo=UTC), datetime(2026, 4, 3, 7, 30, tzinfo=UTC)),
        (datetime(2026, 10, 21, 10, tzinfo=UTC), datetime(2026, 10, 30, 8, 30, tzinfo=UTC)),
        (datetime(2026, 3, 29, 10, tzinfo=UTC), datetime(2026, 4, 7, 7, 30, tzinfo=UTC)),
    ],
)
async def test_the_bundle_keeps_its_wall_clock_time_over_a_clock_change(
    coach: Coach, clock: FakeClock, now: datetime, due: datetime
) -> None:
    clock.set(now)
    await asked(coach, "Sam", 1)
    changed = await reminders.change(
        coach, alice(), zone="Europe/Berlin", bundle_at=time(9, 30), quiet=(time(20), time(8))
    )
    offset = timedelta(minutes=changed.member.wishes.bundle_offset)
    assert first(changed, NudgeKind.FOLLOW_UP) == due + offset


async def test_a_bundle_time_that_clocks_skip_goes_at_the_first_valid_instant(
    coach: Coach, clock: FakeClock
) -> None:
    clock.set(datetime(2026, 3, 20, 10, tzinfo=UTC))
    await asked(coach, "Sam", 1)
    everyday = frozenset(range(7))
    changed = await reminders.change(
        coach,
        alice(),
        zone="Europe/Berlin",
        bundle_at=time(2, 30),
        quiet=(time(20), time(20)),
        working_days=everyday,
        follow_up_days=9,
    )
    due = first(changed, NudgeKind.FOLLOW_UP)
    offset = timedelta(minutes=changed.member.wishes.bundle_offset)
    assert due == datetime(2026, 3, 29, 1, tzinfo=UTC) + offset


async def test_the_same_change_twice_writes_no_nudge(coach: Coach) -> None:
    await asked(coach, "Sam", 1)
    first_time = await reminders.change(coach, alice(), zone="Asia/Tokyo")
    with count_statements(coach.database) as count:
        second_time = await reminders.change(coach, alice(), zone="Asia/Tokyo")
    assert not any("nudge" in one for one in count.statements if one.startswith("INSERT"))
    assert second_time == first_time


async def test_a_pause_ends_at_the_start_of_its_day_where_the_member_lives(coach: Coach) -> None:
    await reminders.change(coach, alice(), zone="America/Santiago")
    # Clocks in Santiago go forward at midnight, when Sun 6 September 2026 begins.
    held = await reminders.pause(coach, alice(), lambda _now, _zone: date(2026, 9, 6))
    assert held.member.paused_until == datetime(2026, 9, 6, 4, tzinfo=UTC)


async def test_working_days_and_holidays_count(coach: Coach) -> None:
    await asked(coach, "Sam", 1)
    plain = first(await reminders.schedule(coach, alice()), NudgeKind.FOLLOW_UP)
    week = await reminders.change(coach, alice(), working_days=frozenset(range(7)))
    assert first(week, NudgeKind.FOLLOW_UP) == plain - timedelta(days=2)
    await reminders.change(coach, alice(), working_days=frozenset(range(5)))
    # Tue 6 January is a holiday in Bavaria.
    bavaria = await reminders.change(coach, alice(), holidays=("DE", "BY"))
    assert first(bavaria, NudgeKind.FOLLOW_UP) == plain + timedelta(days=1)
    without = await reminders.change(coach, alice(), holidays=None)
    assert first(without, NudgeKind.FOLLOW_UP) == plain


@pytest.mark.parametrize(
    "changes",
    [
        {"bundle_at": time(21)},
        {"bundle_at": time(8, 59)},
        {"quiet": (time(9), time(10))},
        {"zone": "Mars/Olympus"},
        {"working_days": frozenset()},
        {"follow_up_days": 4},
        {"follow_up_days": 11},
        {"thank_you_hours": 11},
        {"thank_you_hours": 49},
        {"cadence_days": 7},
    ],
)
async def test_what_cannot_be_is_refused_and_changes_nothing(
    coach: Coach, changes: reminders.Changes
) -> None:
    await asked(coach, "Sam", 1)
    before = await reminders.schedule(coach, alice())
    with pytest.raises(BadInput):
        await reminders.change(coach, alice(), **changes)
    assert await reminders.schedule(coach, alice()) == before


async def test_both_times_can_be_changed_together(coach: Coach) -> None:
    await starting.ensure_member(coach, alice())
    changed = await reminders.change(coach, alice(), bundle_at=time(22), quiet=(time(8), time(16)))
    assert changed.member.wishes.bundle_at == time(22)


async def test_leaving_home_leaves_its_bounds(coach: Coach) -> None:
    await reminders.change(coach, alice(), home=CAREERS)
    left = await reminders.change(coach, alice(), home=None)
    assert left.member.home is None
    assert (await reminders.settings(coach, alice())).home_name is None


async def test_nothing_is_due_in_a_pause(coach: Coach, clock: FakeClock) -> None:
    await asked(coach, "Sam", 1)
    await planned(coach, "Kim", datetime(2026, 1, 15, 15, tzinfo=UTC), 10)
    with count_statements(coach.database) as count:
        held = await reminders.pause(coach, alice(), lambda _now, _zone: date(2026, 2, 2))
    assert count.total <= 6
    assert held.talks_in_pause == 1
    clock.set(datetime(2026, 1, 30, 12, tzinfo=UTC))
    packing = await _pack(coach)
    assert packing.parcels == []
    clock.set(datetime(2026, 2, 2, 12, tzinfo=UTC))
    assert len((await _pack(coach)).parcels) >= 1


async def test_resuming_lets_things_go_again(coach: Coach, clock: FakeClock) -> None:
    await asked(coach, "Sam", 1)
    await reminders.pause(coach, alice())
    clock.advance(days=10)
    async with coach.database.write() as connection:
        pending = (await nudges.pending(connection, [ALICE], clock.now()))[ALICE]
        await nudges.put_off(
            connection, {one.id: clock.now() + timedelta(days=4) for one in pending}
        )
    rung: list[datetime] = []
    coach.wake = rung.append
    with count_statements(coach.database) as count:
        resumed = await reminders.resume(coach, alice())
    assert count.total <= 6
    assert resumed.member.paused_until is None
    assert [one.name for one in resumed.ready] == ["Sam"]
    assert rung == [clock.now()]
    async with coach.database.read() as connection:
        assert await nudges.members_with_due(connection, clock.now(), 10) == [ALICE]


@pytest.mark.parametrize("days", [-1, 0, 400])
async def test_a_pause_ends_within_a_year(coach: Coach, days: int) -> None:
    await starting.ensure_member(coach, alice())
    with pytest.raises(BadInput):
        await reminders.pause(coach, alice(), moments.in_days(days))


async def test_five_hundred_people_are_planned_anew_at_once(sqlite_coach: Coach) -> None:
    coach = sqlite_coach
    for index in range(500):
        await people.add(coach, alice(index + 1), name=f"Sam {index}")
    with count_statements(coach.database) as count:
        changed = await reminders.change(coach, alice(), zone="Asia/Tokyo")
    assert count.total <= 6
    assert len(changed.coming) == 500


async def _pack(coach: Coach):  # type: ignore[no-untyped-def]
    """What would go now, as the queue sees it."""
    schedule = await reminders.schedule(coach, alice())
    async with coach.database.read() as connection:
        due = (await nudges.pending(connection, [ALICE], coach.clock.now()))[ALICE]
    member = schedule.member
    recipient = Recipient(member.preferences, paused_until=member.paused_until)
    return pack(due, recipient, coach.clock.now())
