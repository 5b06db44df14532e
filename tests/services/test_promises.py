"""Promises on both databases: several to one person, kept, told, put off, dropped, listed."""

from datetime import date

import pytest

from bot.coaching.events import EventKind
from bot.coaching.rules import NudgeKind
from bot.coaching.stages import NudgeKey, Stage
from bot.feedback import BadInput
from bot.services import history, people, promises, snoozing, thanks, undoing
from bot.services.coach import Caller, Coach
from bot.services.history import DoesNotFit, MovedOn, NoSuchPerson, Report
from bot.services.moments import PickDay, in_days
from bot.services.thanks import Format
from bot.storage import events, nudges
from tests.clock import FakeClock

ALICE, BOB = 1_000_000_000_000_000_001, 1_000_000_000_000_000_002


def alice(interaction: int | None = None) -> Caller:
    return Caller(ALICE, interaction)


def on(day: date) -> PickDay:
    return lambda _now, _zone: day


async def after_a_talk(coach: Coach, name: str, interaction: int) -> str:
    added = await people.add(coach, alice(interaction), name=name)
    person_id = added.standing.person.id
    await history.record(coach, alice(interaction + 1), person_id, Report(EventKind.MET))
    return person_id


@pytest.fixture
async def sam(coach: Coach) -> str:
    """Sam, after a talk on Monday, 5 January 2026."""
    return await after_a_talk(coach, "Sam", 1)


async def asked_on(coach: Coach, person_id: str) -> dict[int, date]:
    """On which day the coach asks, by promise."""
    async with coach.database.read() as connection:
        case = await events.load_case(connection, coach.keyring, ALICE, person_id)
        assert case is not None
        plan = history.plan(case, await nudges.of_person(connection, person_id))
    return {one.key.cycle: one.due.date() for one in plan if one.key.kind is NudgeKind.REPORT_BACK}


async def words_of(coach: Coach) -> list[str]:
    return [one.words for one in (await promises.listed(coach, alice())).promises]


async def test_each_of_several_has_a_day_of_its_own(coach: Coach, sam: str) -> None:
    await promises.make(coach, alice(10), sam, "read the book")
    await promises.make(coach, alice(11), sam, "write to Kim", on(date(2026, 1, 13)))
    assert await asked_on(coach, sam) == {1: date(2026, 1, 26), 2: date(2026, 1, 13)}
    assert await words_of(coach) == ["write to Kim", "read the book"]


async def test_one_is_told_and_the_others_stay(coach: Coach, sam: str) -> None:
    for interaction, words in ((10, "read"), (11, "write"), (12, "call")):
        await promises.make(coach, alice(interaction), sam, words)
    told = await promises.told(coach, alice(13), sam, 2)
    assert told.standing.state.stage is Stage.KEEPING
    assert await words_of(coach) == ["read", "call"]
    assert set(await asked_on(coach, sam)) == {1, 3}
    with pytest.raises(MovedOn):
        await promises.told(coach, alice(14), sam, 2)


async def test_kept_leads_to_the_words_and_is_noted_once(coach: Coach, sam: str) -> None:
    await promises.make(coach, alice(10), sam, "read the book")
    await promises.make(coach, alice(11), sam, "go to the open-source meetup")
    outcome, found = await promises.kept(coach, alice(12), sam, 2)
    assert found is not None
    assert found.draft is not None
    assert "go to the open-source meetup" in found.draft.body
    assert "read the book" not in found.draft.body
    again, same = await promises.kept(coach, alice(13), sam, 2)
    assert again.seqs == ()
    assert same is not None
    assert same.draft == found.draft
    assert len(outcome.seqs) == 1
    shown = await thanks.draft(coach, alice(14), sam, Format.REPORT_BACK)
    assert shown.draft == found.draft  # what is kept is told before what is not
    assert shown.promise == 2


async def test_another_day_moves_it_and_dropping_ends_it(coach: Coach, sam: str) -> None:
    await promises.make(coach, alice(10), sam, "read")
    await promises.make(coach, alice(11), sam, "write")
    await promises.put_off(coach, alice(12), sam, 1, in_days(30))
    assert (await asked_on(coach, sam))[1] == date(2026, 2, 4)
    assert await words_of(coach) == ["write", "read"]
    await promises.drop(coach, alice(13), sam, 2)
    assert await words_of(coach) == ["read"]
    for use in (
        promises.put_off(coach, alice(14), sam, 2, in_days(3)),
        promises.drop(coach, alice(15), sam, 2),
        promises.kept(coach, alice(16), sam, 2),
    ):
        with pytest.raises(MovedOn):
            await use


async def test_the_reminders_own_answers_mean_the_same(coach: Coach, sam: str) -> None:
    await promises.make(coach, alice(10), sam, "read")
    await promises.make(coach, alice(11), sam, "write")
    first, second = (NudgeKey(NudgeKind.REPORT_BACK, number, 1) for number in (1, 2))
    await snoozing.snooze(coach, alice(12), sam, first, in_days(40))
    found = (await promises.listed(coach, alice())).promises
    assert [(one.words, one.day) for one in found] == [
        ("write", date(2026, 1, 26)),
        ("read", date(2026, 2, 14)),
    ]
    await snoozing.drop(coach, alice(13), sam, second)
    assert await words_of(coach) == ["read"]


@pytest.mark.parametrize("days", [-1, 0, 400])
async def test_a_day_is_after_today_and_within_a_year(coach: Coach, sam: str, days: int) -> None:
    await promises.make(coach, alice(10), sam, "read")
    with pytest.raises(BadInput):
        await promises.put_off(coach, alice(11), sam, 1, in_days(days))
    with pytest.raises(BadInput):
        await promises.make(coach, alice(12), sam, "write", in_days(days))
    assert await words_of(coach) == ["read"]


async def test_undoing_brings_each_step_back(coach: Coach, sam: str) -> None:
    await promises.make(coach, alice(10), sam, "read")

    async def undo(interaction: int) -> None:
        offer = await undoing.offer(coach, alice())
        await undoing.take_back(coach, alice(interaction), sam, offer.step.seqs[-1])

    await promises.drop(coach, alice(11), sam, 1)
    await undo(12)
    assert await words_of(coach) == ["read"]
    await promises.told(coach, alice(13), sam, 1)
    await undo(14)
    assert await words_of(coach) == ["read"]
    await promises.put_off(coach, alice(15), sam, 1, in_days(3))
    await undo(16)
    assert await asked_on(coach, sam) == {1: date(2026, 1, 26)}
    await promises.kept(coach, alice(17), sam, 1)
    await undo(18)
    (one,) = (await promises.listed(coach, alice())).promises
    assert one.promise.kept is None
    await undo(19)
    assert await words_of(coach) == []
    await promises.make(coach, alice(20), sam, "write")
    # A button of the one that was taken back never means the one after it.
    with pytest.raises(MovedOn):
        await promises.told(coach, alice(21), sam, 1)
    assert await asked_on(coach, sam) == {2: date(2026, 1, 26)}


async def test_those_of_somebody_at_rest_are_listed_and_answered(
    coach: Coach, sam: str, clock: FakeClock
) -> None:
    await promises.make(coach, alice(10), sam, "read")
    await people.park(coach, alice(11), sam, in_days(60))
    assert await words_of(coach) == ["read"]
    assert await asked_on(coach, sam) == {}
    await promises.put_off(coach, alice(12), sam, 1, in_days(9))
    told = await promises.told(coach, alice(13), sam, 1)
    assert told.standing.state.stage is Stage.KEEPING


async def test_a_second_talk_goes_on_whatever_is_told_of_the_first(coach: Coach, sam: str) -> None:
    await promises.make(coach, alice(10), sam, "read")
    starts = {"starts": "2026-02-02T10:00:00+00:00", "minutes": 20, "zone": "UTC"}
    await history.record(coach, alice(11), sam, Report(EventKind.SCHEDULED, facts=starts))
    told = await promises.told(coach, alice(12), sam, 1)
    assert told.standing.state.stage is Stage.SCHEDULED
    assert told.standing.state.meeting is not None


async def test_those_of_somebody_closed_rest(coach: Coach, sam: str) -> None:
    await promises.make(coach, alice(10), sam, "read")
    await people.let_go(coach, alice(11), sam)
    assert await words_of(coach) == []
    with pytest.raises(DoesNotFit):
        await promises.told(coach, alice(12), sam, 1)


async def test_the_list_has_pages(coach: Coach) -> None:
    for number in range(3):
        person_id = await after_a_talk(coach, f"Person {number}", 10 * number + 1)
        for day in range(3):
            due = on(date(2026, 2, 1 + 3 * day + number))
            await promises.make(coach, alice(100 + 10 * number + day), person_id, "x", due)
    first = await promises.listed(coach, alice())
    last = await promises.listed(coach, alice(), 99)
    assert (first.count, len(first.promises), first.number) == (9, 4, 0)
    assert (last.before, len(last.promises), last.number) == (8, 1, 2)
    days = [one.day.day for one in first.promises]
    assert days == [1, 2, 3, 4]


async def test_nobody_sees_or_answers_another_members(coach: Coach, sam: str) -> None:
    await promises.make(coach, alice(10), sam, "read")
    bob = Caller(BOB, 20)
    assert (await promises.listed(coach, bob)).promises == ()
    for use in (
        promises.make(coach, bob, sam, "x"),
        promises.kept(coach, bob, sam, 1),
        promises.told(coach, bob, sam, 1),
        promises.put_off(coach, bob, sam, 1, in_days(1)),
        promises.drop(coach, bob, sam, 1),
    ):
        with pytest.raises(NoSuchPerson):
            await use


async def test_before_a_talk_the_words_come_back(coach: Coach) -> None:
    added = await people.add(coach, alice(1), name="Kim")
    with pytest.raises(DoesNotFit) as refused:
        await promises.make(coach, alice(2), added.standing.person.id, "read the book")
    assert refused.value.give_back == "read the book"
    with pytest.raises(BadInput):
        await promises.make(coach, alice(3), added.standing.person.id, "")


async def test_a_history_from_before_there_could_be_several(coach: Coach, sam: str) -> None:
    """Each promise took the place of the one before it, and reporting back settled it."""
    for interaction, words in ((10, "read"), (11, "read on")):
        report = Report(EventKind.PROMISED, facts={"due": "2026-02-01"}, words=words)
        await history.record(coach, alice(interaction), sam, report)
    assert await words_of(coach) == ["read on"]
    assert await asked_on(coach, sam) == {2: date(2026, 2, 2)}
    await promises.make(coach, alice(12), sam, "write")
    assert await words_of(coach) == ["write", "read on"]
    await history.record(coach, alice(13), sam, Report(EventKind.REPORTED_BACK))
    assert await words_of(coach) == []


async def test_one_without_a_day_stands_for_three_weeks_after(coach: Coach, sam: str) -> None:
    await history.record(coach, alice(10), sam, Report(EventKind.PROMISED, words="read"))
    (one,) = (await promises.listed(coach, alice())).promises
    assert one.day == date(2026, 1, 26)
