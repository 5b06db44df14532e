"""The list of questions on both databases."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot import content
from bot.coaching.preferences import Advice
from bot.coaching.questions import PHASES, Aim, suggest, wish
from bot.coaching.rules import NudgeKind
from bot.feedback import BadInput
from bot.services import history, meetings, people, questions
from bot.services.coach import Caller, Coach
from bot.services.history import NoSuchPerson
from bot.services.meetings import Agreed
from bot.services.questions import QuestionList
from bot.storage.engine import Database, count_statements

ALICE, BOB = 1_000_000_000_000_000_001, 1_000_000_000_000_000_002


def alice(interaction: int | None = None) -> Caller:
    return Caller(ALICE, interaction)


@pytest.fixture
async def sam(coach: Coach) -> str:
    return (await people.add(coach, alice(1), name="Sam")).standing.person.id


def order(found: QuestionList) -> list[int]:
    return [PHASES.index(one.phase) for one in found.items]


@pytest.mark.parametrize("aim", [None, *Aim])
@pytest.mark.parametrize("field", ["mine", "outside", None])
async def test_a_built_list_has_a_good_flow(
    coach: Coach, aim: Aim | None, field: str | None
) -> None:
    person = await people.add(coach, alice(1), name="Kim", field=field)
    found = await questions.build(coach, alice(2), person.standing.person.id, aim)
    assert 5 <= len(found.items) <= 10
    assert order(found) == sorted(order(found))
    assert set(order(found)) == set(range(6))
    assert len({one.text for one in found.items}) == len(found.items)
    numbers = [found.number_of(one.grows_from) for one in found.items]
    assert sum(number is not None for number in numbers) >= 4
    for place, number in enumerate(numbers, 1):
        assert number is None or number < place


async def test_the_goal_changes_the_list(coach: Coach, sam: str) -> None:
    work = await questions.build(coach, alice(2), sam, Aim.THE_WORK)
    back = await questions.build(coach, alice(3), sam, Aim.RETURN, afresh=True)
    assert {one.text for one in work.items} != {one.text for one in back.items}


async def test_building_keeps_what_stands(coach: Coach, sam: str) -> None:
    await questions.add(coach, alice(2), sam, "What surprised you here?")
    found = await questions.build(coach, alice(3), sam)
    assert "What surprised you here?" in [one.text for one in found.items]
    assert len(found.items) <= 10
    again = await questions.build(coach, alice(4), sam)
    assert again.items == found.items
    assert again.added == 0


@pytest.mark.parametrize("phase", PHASES)
async def test_one_phase_only(coach: Coach, sam: str, phase: str) -> None:
    found = await questions.build(coach, alice(2), sam, phase=phase)
    assert found.items
    assert {one.phase for one in found.items} == {phase}


async def test_adding_moving_removing(coach: Coach, sam: str) -> None:
    await questions.add(coach, alice(2), sam, "One?")
    await questions.add(coach, alice(3), sam, "Two?", after=1)
    found = await questions.add(coach, alice(4), sam, "Three?", after=2)
    assert [one.text for one in found.items] == ["One?", "Two?", "Three?"]
    assert found.number_of(found.items[2].grows_from) == 2
    found = await questions.remove(coach, alice(5), sam, 2)
    assert [one.text for one in found.items] == ["One?", "Three?"]
    assert found.number_of(found.items[1].grows_from) == 1
    found = await questions.move(coach, alice(6), sam, 2, 1)
    assert [one.text for one in found.items] == ["Three?", "One?"]
    assert (await questions.show(coach, alice(), sam)).items == found.items


async def test_what_makes_no_sense_is_refused(coach: Coach, sam: str) -> None:
    for attempt in (
        questions.remove(coach, alice(2), sam, 1),
        questions.add(coach, alice(3), sam, ""),
        questions.add(coach, alice(4), sam, "Why?", after=3),
    ):
        with pytest.raises(BadInput):
            await attempt
    await questions.add(coach, alice(5), sam, "Why?")
    with pytest.raises(BadInput, match="already"):
        await questions.add(coach, alice(6), sam, " WHY? ")
    with pytest.raises(BadInput):
        await questions.move(coach, alice(7), sam, 1, 2)
    for number in range(questions.MOST_KEPT - 1):
        await questions.add(coach, alice(10 + number), sam, f"What about {number}?")
    with pytest.raises(BadInput) as full:
        await questions.add(coach, alice(40), sam, "And now?")
    assert full.value.give_back == "And now?"


async def test_two_at_once_both_stay(coach: Coach, sam: str) -> None:
    await asyncio.gather(
        questions.add(coach, alice(2), sam, "One?"), questions.add(coach, alice(3), sam, "Two?")
    )
    found = await questions.show(coach, alice(), sam)
    assert {one.text for one in found.items} == {"One?", "Two?"}


async def test_another_members_list_is_out_of_reach(coach: Coach, sam: str) -> None:
    for attempt in (
        questions.show(coach, Caller(BOB), sam),
        questions.build(coach, Caller(BOB, 2), sam),
        questions.add(coach, Caller(BOB, 3), sam, "Why?"),
    ):
        with pytest.raises(NoSuchPerson):
            await attempt


async def test_the_reminder_to_prepare_goes_and_comes_with_the_list(coach: Coach, sam: str) -> None:
    starts = datetime(2026, 1, 12, 15, tzinfo=UTC)
    await meetings.agree(coach, alice(2), sam, Agreed(starts))

    async def next_kind() -> NudgeKind | None:
        upcoming = (await history.look(coach, alice(), sam)).next
        return upcoming.kind if upcoming else None

    assert await next_kind() is NudgeKind.QUESTIONS
    await questions.add(coach, alice(3), sam, "Why?")
    assert await next_kind() is NudgeKind.MEETING_DAY
    await questions.remove(coach, alice(4), sam, 1)
    assert await next_kind() is NudgeKind.QUESTIONS


async def test_no_use_case_needs_more_than_six_statements(
    coach: Coach, sam: str, database: Database
) -> None:
    await meetings.agree(coach, alice(2), sam, Agreed(datetime(2026, 1, 12, 15, tzinfo=UTC)))
    uses = [
        lambda: questions.add(coach, alice(3), sam, "Why?"),
        lambda: questions.remove(coach, alice(4), sam, 1),
        lambda: questions.build(coach, alice(5), sam),
        lambda: questions.add(coach, alice(6), sam, "Why so?"),
        lambda: questions.move(coach, alice(7), sam, 1, 2),
        lambda: questions.build(coach, alice(8), sam, afresh=True),
        lambda: questions.show(coach, alice(9), sam),
    ]
    for number, use in enumerate(uses):
        with count_statements(database) as count:
            await use()
        assert count.total <= 6, (number, count.statements)


async def test_building_for_ones_own_field_may_advise_somebody_outside_it(
    coach: Coach, sam: str
) -> None:
    await people.add(coach, alice(), name="Noor")
    added = await people.add(coach, alice(), name="Kim", field=people.OUTSIDE)
    kim = added.standing.person.id
    assert (await questions.build(coach, alice(5), sam, field=people.MINE)).advice is None
    with count_statements(coach.database) as count:
        built = await questions.build(coach, alice(6), kim, field=people.MINE)
    assert count.total <= 6, count.statements
    assert built.advice is Advice.OUTSIDE
    assert (await questions.build(coach, alice(7), kim, field=people.MINE)).advice is None


async def test_the_last_one_taken_out_costs_no_more(coach: Coach, sam: str) -> None:
    await questions.add(coach, alice(), sam, "What surprised you?")
    with count_statements(coach.database) as count:
        emptied = await questions.remove(coach, alice(), sam, 1)
    assert not emptied.items
    assert count.total <= 5
    with count_statements(coach.database) as count, pytest.raises(BadInput):
        await questions.remove(coach, alice(), sam, 1)
    assert count.total <= 3


async def test_a_refused_change_leaves_the_list(coach: Coach, sam: str) -> None:
    built = await questions.build(coach, alice(), sam)
    with pytest.raises(BadInput):
        await questions.move(coach, alice(), sam, 1, 99)
    assert (await questions.show(coach, alice(), sam)).items == built.items


@pytest.mark.parametrize("phase", [None, *PHASES])
@pytest.mark.parametrize("aim", list(Aim))
@pytest.mark.parametrize("outside", [False, True])
def test_what_leans_on_another_question_comes_after_it(
    aim: Aim, phase: str | None, outside: bool
) -> None:
    before: set[str] = set()
    for one in suggest(content.questions("en"), wish(aim, "", outside), {}, phase):
        assert not one.leans or one.grows_from in before
        before.add(one.id)
