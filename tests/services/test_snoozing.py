"""Later, tomorrow, drop and off, on both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.coaching.events import EventKind
from bot.coaching.rules import Answer, NudgeKind
from bot.coaching.stages import NudgeKey, Stage
from bot.feedback import BadInput
from bot.services import asking, history, moments, people, reminders, snoozing, undoing
from bot.services.coach import Caller, Coach
from bot.services.history import Expected, MovedOn, NoSuchPerson, Report
from bot.storage import nudges
from bot.storage.engine import count_statements
from tests.clock import FakeClock

ALICE, BOB = 1_000_000_000_000_000_001, 1_000_000_000_000_000_002
FIRST = NudgeKey(NudgeKind.FOLLOW_UP, 1, 1)
ASKED = Expected(Stage.ASKED, 1)


def alice(interaction: int | None = None) -> Caller:
    return Caller(ALICE, interaction)


@pytest.fixture
async def sam(coach: Coach, clock: FakeClock) -> str:
    """Sam was written to on Mon 5 January; the follow-up is due on Wed 14 January."""
    added = await people.add(coach, alice(1), name="Sam")
    person_id = added.standing.person.id
    await history.record(coach, alice(2), person_id, Report(EventKind.ASKED))
    clock.set(datetime(2026, 1, 14, 12, tzinfo=UTC))
    return person_id


async def test_later_moves_the_same_nudge(coach: Coach, sam: str) -> None:
    async with coach.database.read() as connection:
        before = {one.key: one.id for one in await nudges.of_person(connection, sam)}
    with count_statements(coach.database) as count:
        moved = await snoozing.snooze(coach, alice(3), sam, FIRST, moments.in_days(3), ASKED)
    assert count.total <= 6
    assert moved.until == date(2026, 1, 17)
    async with coach.database.read() as connection:
        after = {one.key: one for one in await nudges.of_person(connection, sam)}
    assert {key: one.id for key, one in after.items()} == before
    # Sat 17 January is no working day, so it goes on Monday.
    assert after[FIRST].due.date() == date(2026, 1, 19)


async def test_the_day_is_counted_in_the_members_zone(
    coach: Coach, sam: str, clock: FakeClock
) -> None:
    await reminders.change(coach, alice(), zone="Asia/Tokyo")
    clock.set(datetime(2026, 1, 14, 16, tzinfo=UTC))  # Thu 15 January, 1:00 in Tokyo
    moved = await snoozing.snooze(coach, alice(3), sam, FIRST, moments.in_days(1), ASKED)
    assert moved.until == date(2026, 1, 16)


async def test_after_three_laters_comes_courage_and_a_way_out(
    coach: Coach, sam: str, clock: FakeClock
) -> None:
    for interaction in (3, 4):
        moved = await snoozing.snooze(coach, alice(interaction), sam, FIRST, moments.in_days(1))
        assert not moved.was_often
        assert not moved.encourages
        clock.advance(days=1)
    moved = await snoozing.snooze(coach, alice(5), sam, FIRST, moments.in_days(1))
    assert moved.was_often
    assert moved.encourages
    assert moved.way_out is Answer.LET_GO


async def test_courage_comes_once_a_person_whatever_is_put_off_after(
    coach: Coach, sam: str, clock: FakeClock
) -> None:
    encouraged = []
    for interaction in range(3, 12):
        moved = await snoozing.snooze(coach, alice(interaction), sam, FIRST, moments.in_days(1))
        encouraged.append(moved.encourages)
        if moved.encourages:
            await undoing.take_back(coach, alice(100), sam, moved.outcome.seqs[-1])
        clock.advance(days=1)
    assert encouraged.count(True) == 1


async def test_who_had_courage_with_a_draft_does_not_get_it_again(
    coach: Coach, clock: FakeClock
) -> None:
    kim = (await people.add(coach, alice(1), name="Kim")).standing.person.id
    await history.record(
        coach, alice(2), kim, Report(EventKind.DRAFTED, facts={asking.COURAGE: True})
    )
    await history.record(coach, alice(3), kim, Report(EventKind.ASKED))
    clock.set(datetime(2026, 1, 14, 12, tzinfo=UTC))
    for interaction in (4, 5, 6):
        moved = await snoozing.snooze(coach, alice(interaction), kim, FIRST, moments.in_days(1))
        clock.advance(days=1)
    assert moved.was_often
    assert not moved.encourages


async def test_a_second_later_moves_the_same_nudge_again_and_not_the_one_before_it(
    coach: Coach, sam: str, clock: FakeClock
) -> None:
    clock.set(datetime(2026, 1, 21, 12, tzinfo=UTC))
    second = NudgeKey(NudgeKind.FOLLOW_UP, 1, 2)
    await snoozing.snooze(coach, alice(3), sam, second, moments.in_days(1))
    assert (await history.look(coach, alice(), sam)).due == ()
    for interaction, key in ((4, second), (5, FIRST)):
        moved = await snoozing.snooze(coach, alice(interaction), sam, key, moments.in_days(20))
        assert moved.key == second
        assert moved.goes_on == date(2026, 2, 10)
    plan = await reminders.schedule(coach, alice())
    assert [(one.n, one.at.date()) for one in plan.coming] == [(2, date(2026, 2, 10))]


async def test_the_same_press_twice_moves_once(coach: Coach, sam: str) -> None:
    await snoozing.snooze(coach, alice(3), sam, FIRST, moments.in_days(1), ASKED)
    again = await snoozing.snooze(coach, alice(3), sam, FIRST, moments.in_days(1), ASKED)
    assert again.outcome.repeated
    assert again.laters == 1


async def test_a_later_one_of_the_series_is_moved_where_it_is_due(
    coach: Coach, sam: str, clock: FakeClock
) -> None:
    clock.advance(days=14)
    moved = await snoozing.snooze(coach, alice(3), sam, FIRST, moments.in_days(1), ASKED)
    assert moved.key.n == 2


@pytest.mark.parametrize("days", [-3, 0, 400])
async def test_later_is_after_today_and_within_a_year(coach: Coach, sam: str, days: int) -> None:
    with pytest.raises(BadInput):
        await snoozing.snooze(coach, alice(3), sam, FIRST, moments.in_days(days), ASKED)
    assert (await history.look(coach, alice(), sam)).state.laters == {}


async def test_a_reason_that_is_gone_is_not_moved(coach: Coach, sam: str) -> None:
    await history.record(coach, alice(3), sam, Report(EventKind.REPLIED))
    with pytest.raises(MovedOn):
        await snoozing.snooze(coach, alice(4), sam, FIRST, moments.in_days(1), ASKED)
    with pytest.raises(MovedOn):
        await snoozing.drop(coach, alice(5), sam, FIRST, ASKED)


async def test_somebody_elses_person_is_nobody(coach: Coach, sam: str) -> None:
    stranger = Caller(BOB, 9)
    with pytest.raises(NoSuchPerson):
        await snoozing.snooze(coach, stranger, sam, FIRST, moments.in_days(1))
    with pytest.raises(NoSuchPerson):
        await snoozing.drop(coach, stranger, sam, FIRST)
    with pytest.raises(NoSuchPerson):
        await snoozing.keep_in_touch_every(coach, stranger, sam, 0)


async def test_a_thank_you_moved_past_its_last_day_goes_no_more(
    coach: Coach, clock: FakeClock
) -> None:
    added = await people.add(coach, alice(1), name="Kim")
    kim = added.standing.person.id
    await history.record(coach, alice(2), kim, Report(EventKind.MET))
    clock.advance(days=4, hours=20)
    key = NudgeKey(NudgeKind.THANK_YOU, 1, 3)
    moved = await snoozing.snooze(coach, alice(3), kim, key, moments.in_days(1))
    assert moved.goes_on is None
    kinds = {one.kind for one in (await reminders.schedule(coach, alice())).coming}
    assert NudgeKind.THANK_YOU not in kinds


async def test_without_a_key_the_most_important_due_is_moved(coach: Coach, sam: str) -> None:
    moved = await snoozing.snooze(coach, alice(3), sam, None, moments.in_days(1), ASKED)
    assert moved.key == FIRST
    with pytest.raises(MovedOn):
        await snoozing.snooze(coach, alice(4), sam, None, moments.in_days(1), ASKED)


async def test_drop_silences_this_reason_only(coach: Coach, clock: FakeClock) -> None:
    kim = await _met(coach, clock)
    promise = NudgeKey(NudgeKind.REPORT_BACK, 1, 1)
    with count_statements(coach.database) as count:
        outcome = await snoozing.drop(coach, alice(8), kim, promise)
    assert count.total <= 6
    kinds = {one.kind for one in (await reminders.schedule(coach, alice())).coming}
    assert kinds == {NudgeKind.KEEP_IN_TOUCH}
    assert len(outcome.seqs) == 1


async def test_off_ends_keeping_in_touch_and_a_cadence_sets_it(
    coach: Coach, clock: FakeClock
) -> None:
    kim = await _met(coach, clock)
    await snoozing.keep_in_touch_every(coach, alice(8), kim, 0)
    kinds = {one.kind for one in (await reminders.schedule(coach, alice())).coming}
    assert NudgeKind.KEEP_IN_TOUCH not in kinds
    outcome = await snoozing.keep_in_touch_every(coach, alice(9), kim, 30)
    assert outcome.standing.next is not None
    assert outcome.standing.next.at - clock.now() < timedelta(days=33)
    with pytest.raises(BadInput):
        await snoozing.keep_in_touch_every(coach, alice(10), kim, 7)


async def _met(coach: Coach, clock: FakeClock) -> str:
    """Kim was met and thanked, and was promised something."""
    added = await people.add(coach, alice(1), name="Kim")
    person_id = added.standing.person.id
    kinds = (EventKind.MET, EventKind.THANKED, EventKind.PROMISED)
    await history.record(coach, alice(2), person_id, *(Report(kind) for kind in kinds))
    clock.advance(days=1)
    return person_id
