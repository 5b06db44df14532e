"""A talk followed live, on both databases."""

import asyncio

import pytest

from bot.coaching.live import Became
from bot.feedback import BadInput
from bot.services import live, meetings, people, questions
from bot.services.coach import Caller, Coach
from bot.services.history import NoSuchPerson
from bot.services.live import Live
from bot.services.meetings import NOTE, NOTES
from bot.storage.engine import count_statements
from tests.clock import FakeClock

ALICE, BOB = 1_000_000_000_000_000_001, 1_000_000_000_000_000_002
ALICE_HERE = Caller(ALICE)


@pytest.fixture
async def sam(coach: Coach) -> str:
    """Somebody with three questions."""
    person_id = (await people.add(coach, Caller(ALICE, 1), name="Sam")).standing.person.id
    for number, words in enumerate(("One?", "Two?", "Three?"), 2):
        await questions.add(coach, Caller(ALICE, number), person_id, words)
    return person_id


def on(found: Live) -> str | None:
    return found.to_come[0].text if found.to_come else None


async def press(coach: Coach, found: Live, became: Became = Became.ASKED) -> Live:
    assert found.talk is not None
    first = found.to_come[0]
    return await live.press(
        coach, ALICE_HERE, found.person.id, first.id, found.talk.version, became
    )


async def test_two_presses_at_once_move_it_once(coach: Coach, sam: str) -> None:
    began = await live.start(coach, ALICE_HERE, sam)
    both = await asyncio.gather(*(press(coach, began) for _ in range(2)))
    assert sorted(one.changed for one in both) == [False, True]
    assert [on(one) for one in both] == ["Two?", "Two?"]


async def test_a_press_for_a_moment_that_has_passed_changes_nothing(coach: Coach, sam: str) -> None:
    began = await live.start(coach, ALICE_HERE, sam)
    await press(coach, began)
    again = await live.show(coach, ALICE_HERE, sam)
    assert again.talk is not None
    await live.take_back(coach, ALICE_HERE, sam, again.talk.version)
    late = await press(coach, began)
    assert not late.changed
    assert on(late) == "One?"


async def test_a_question_that_is_gone_is_passed_over_and_what_became_of_others_stays(
    coach: Coach, sam: str
) -> None:
    found = await press(coach, await live.start(coach, ALICE_HERE, sam), Became.DEEPER)
    await questions.remove(coach, Caller(ALICE, 20), sam, 2)
    late = await press(coach, found)
    assert not late.changed
    assert on(late) == "Three?"
    await questions.remove(coach, Caller(ALICE, 21), sam, 1)
    await questions.add(coach, Caller(ALICE, 22), sam, "Zero?", phase="opening")
    assert on(await live.show(coach, ALICE_HERE, sam)) == "Zero?"


async def test_what_is_noted_stands_among_the_notes_and_in_the_thank_you(
    coach: Coach, sam: str
) -> None:
    await meetings.note_down(coach, ALICE_HERE, sam, NOTES, "kept")
    began = await live.start(coach, ALICE_HERE, sam)
    first = began.items[0].id
    await live.note(coach, ALICE_HERE, sam, first, "two\nlines")
    twice = await live.note(coach, ALICE_HERE, sam, first, "two\nlines")
    assert not twice.changed
    other = await live.note(coach, ALICE_HERE, sam, None, "else")
    noted = await meetings.notes(coach, ALICE_HERE, sam)
    assert noted == {NOTES: "kept\nOne? – two\nlines\nelse"}
    assert other.talk is not None
    ended = await live.end(coach, ALICE_HERE, sam, other.talk.version)
    assert ended.essence == "two\nlines"
    assert (await meetings.notes(coach, ALICE_HERE, sam))[NOTE] == "two\nlines"
    assert ended.talk is not None
    back = await live.take_back(coach, ALICE_HERE, sam, ended.talk.version)
    assert back.talk is not None
    await live.take_back(coach, ALICE_HERE, sam, back.talk.version)
    back = await live.show(coach, ALICE_HERE, sam)
    assert back.talk is not None
    await live.take_back(coach, ALICE_HERE, sam, back.talk.version)
    assert (await meetings.notes(coach, ALICE_HERE, sam))[NOTES] == "kept"


async def test_a_note_that_was_changed_since_is_not_taken_away(coach: Coach, sam: str) -> None:
    await live.start(coach, ALICE_HERE, sam)
    noted = await live.note(coach, ALICE_HERE, sam, None, "a word")
    await meetings.note_down(coach, ALICE_HERE, sam, NOTES, "a word, and more")
    assert noted.talk is not None
    await live.take_back(coach, ALICE_HERE, sam, noted.talk.version)
    assert (await meetings.notes(coach, ALICE_HERE, sam))[NOTES] == "a word, and more"


async def test_no_note_is_lost_without_a_word(coach: Coach, sam: str) -> None:
    with pytest.raises(BadInput):
        await live.note(coach, ALICE_HERE, sam, None, "")
    for number in range(8):
        await live.note(coach, ALICE_HERE, sam, None, str(number) * 490)
    with pytest.raises(BadInput) as refused:
        await live.note(coach, ALICE_HERE, sam, None, "z" * 490)
    assert refused.value.give_back == "z" * 490


async def test_the_notes_thanked_for_are_never_replaced(coach: Coach, sam: str) -> None:
    await meetings.note_down(coach, ALICE_HERE, sam, NOTE, "mine")
    began = await live.start(coach, ALICE_HERE, sam)
    noted = await live.note(coach, ALICE_HERE, sam, began.items[0].id, "rough")
    assert noted.talk is not None
    await live.end(coach, ALICE_HERE, sam, noted.talk.version)
    assert (await meetings.notes(coach, ALICE_HERE, sam))[NOTE] == "mine"


async def test_a_talk_of_long_ago_is_begun_anew_by_a_fresh_button_only(
    coach: Coach, sam: str, clock: FakeClock
) -> None:
    began = await press(coach, await live.start(coach, ALICE_HERE, sam))
    clock.advance(days=200)
    old = await live.start(coach, ALICE_HERE, sam, 0)
    assert not old.changed
    assert on(old) == "Two?"
    assert on(await press(coach, began)) == "Three?"
    stands = (await live.show(coach, ALICE_HERE, sam)).talk
    assert stands is not None
    fresh = await live.start(coach, ALICE_HERE, sam, stands.version)
    assert on(fresh) == "One?"
    assert fresh.talk is not None
    assert fresh.talk.started == clock.now()


async def test_questions_are_suggested_in_the_middle_and_only_where_there_are_none(
    coach: Coach,
) -> None:
    kim = (await people.add(coach, Caller(ALICE, 40), name="Kim")).standing.person.id
    began = await live.start(coach, ALICE_HERE, kim)
    assert began.items == ()
    built = await live.build(coach, ALICE_HERE, kim)
    assert built.changed
    assert built.talk == began.talk
    again = await live.build(coach, ALICE_HERE, kim)
    assert not again.changed
    assert again.items == built.items


async def test_nobody_else_finds_it_and_no_step_takes_more_than_six_statements(
    coach: Coach, sam: str
) -> None:
    steps = [
        lambda caller: live.start(coach, caller, sam),
        lambda caller: live.note(coach, caller, sam, None, "x"),
        lambda caller: live.build(coach, caller, sam),
        lambda caller: live.take_back(coach, caller, sam, 2),
        lambda caller: live.end(coach, caller, sam, 3),
        lambda caller: live.show(coach, caller, sam),
        lambda caller: live.press(coach, caller, sam, "q", 1, Became.SKIPPED),
    ]
    for step in steps:
        with pytest.raises(NoSuchPerson):
            await step(Caller(BOB))
        with count_statements(coach.database) as count:
            await step(ALICE_HERE)
        assert count.total <= 6
