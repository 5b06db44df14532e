"""/questions and its button, as a member sees them."""

import pytest

from bot.services import people
from bot.services.coach import Caller
from bot.ui import text
from tests.e2e.stage import Stage, labels, raw_slash, texts
from tests.e2e.test_meet import acknowledge, planned, replied


async def test_building_adding_moving_removing(stage: Stage):
    await replied(stage)
    built = await stage.alice.user.slash("questions build", goal="way_in")
    assert "Questions for Sam" in built.response.content
    assert "↳ " in built.response.content
    assert built.response.content.count("(grows from") < 4
    assert "1. " in built.response.content
    added = await stage.alice.user.slash(
        "questions add", question="What would you do in my place?", after=1
    )
    assert "2. ↳ What would you do in my place?" in added.response.content
    moved = await stage.alice.user.slash("questions move", number=2, to=1)
    assert "1. What would you do in my place? (grows from 2)" in moved.response.content
    removed = await stage.alice.user.slash("questions remove", number=1)
    assert "in my place" not in removed.response.content
    shown = await stage.alice.user.slash("questions show")
    assert shown.response.content in removed.response.content


async def test_building_again_keeps_the_list_unless_asked(stage: Stage):
    await replied(stage)
    await stage.alice.user.slash("questions add", question="What surprised you here?")
    built = await stage.alice.user.slash("questions build")
    assert "What surprised you here?" in built.response.content
    afresh = await stage.alice.user.click(built.response, label="Start afresh")
    assert "What surprised you here?" not in afresh.response.content
    assert "1. " in afresh.response.content


async def test_only_one_phase(stage: Stage):
    await replied(stage)
    built = await stage.alice.user.slash("questions build", phase="next_steps")
    assert built.response.content.startswith("I added 5 questions.")


async def test_an_empty_list_says_what_to_do(stage: Stage):
    await replied(stage)
    shown = await stage.alice.user.slash("questions show")
    assert "/questions build" in shown.response.content
    removed = await stage.alice.user.slash("questions remove", number=1)
    assert "/questions build" in removed.response.content
    acknowledge(stage)


async def test_two_questions_in_one_get_a_hint(stage: Stage):
    await replied(stage)
    added = await stage.alice.user.slash("questions add", question="How is it? And why?")
    assert "two questions in one" in added.response.content


@pytest.mark.parametrize("words", ["q" * 301, "   ", "\u200b"])
async def test_what_is_no_question_is_refused(stage: Stage, words: str):
    await replied(stage)
    added = await stage.alice.user.slash("questions add", question=words)
    assert "Added" not in added.response.content
    acknowledge(stage)


@pytest.mark.parametrize("words", ["@everyone?", "**bold** `x` {{ 7*7 }}?", "שלום?", "🎉?"])
async def test_any_words_are_only_words(stage: Stage, words: str):
    await replied(stage)
    await stage.alice.user.slash("questions add", question=words)
    stored = await stage.alice.user.slash("questions show")
    assert f"1. {text.escape(words)}" in stored.response.content


async def test_two_at_once_both_stay(stage: Stage):
    await replied(stage)
    user = stage.alice.user
    for words in ("One?", "Two?"):
        raw_slash(stage, user, "questions add", [{"name": "question", "type": 3, "value": words}])
    await stage.env.settle()
    shown = await user.slash("questions show")
    assert "One?" in shown.response.content
    assert "Two?" in shown.response.content


async def test_the_reminder_two_days_before_comes_without_questions_only(stage: Stage):
    await planned(stage)
    await stage.pass_time(days=2, hours=6)
    reminder = next(one for one in stage.seen() if "no questions on your list" in one.content)
    assert labels(reminder) == ["Questions", "Moved", "Cancelled"]
    built = await stage.alice.user.click(reminder, label="Questions")
    assert "Questions for Sam" in built.response.content
    again = await stage.alice.user.click(reminder, label="Questions")
    assert again.response.content.startswith("**Questions for Sam**")


async def test_with_questions_it_stays_quiet(stage: Stage):
    await planned(stage)
    await stage.alice.user.slash("questions build")
    await stage.pass_time(days=2, hours=6)
    assert not [one for one in stage.seen() if "no questions on your list" in one.content]


async def test_longest_lists_are_still_shown_whole(stage: Stage):
    await replied(stage)
    for number in range(15):
        await stage.alice.user.slash("questions add", question=f"{number:02}" + "w" * 297 + "?")
    shown = await stage.alice.user.slash("questions show")
    everything = "".join([shown.response.content, *(one.content for one in shown.followups)])
    assert everything.count("www?") == 15


async def test_a_button_of_before_says_that_things_moved_on_and_changes_nothing(stage: Stage):
    person_id = await planned(stage)
    await stage.pass_time(days=2, hours=6)
    reminder = next(one for one in stage.seen() if "no questions on your list" in one.content)
    await stage.alice.user.slash("people close", person=person_id)
    pressed = await stage.alice.user.click(reminder, label="Questions")
    assert "Things have moved on with Sam" in pressed.response.content
    shown = await stage.alice.user.slash("questions show", person=person_id)
    assert "No questions for Sam yet" in shown.response.content


async def test_every_answer_ends_with_the_next_date(stage: Stage):
    await planned(stage)
    answers = [
        await stage.alice.user.slash("questions show"),
        await stage.alice.user.slash("questions build", phase="opening"),
        await stage.alice.user.slash("questions add", question="What surprised you?"),
        await stage.alice.user.slash("questions move", number=2, to=1),
        await stage.alice.user.slash("questions remove", number=1),
    ]
    for answer in answers:
        assert "Nothing to do until" in answer.response.content.splitlines()[-1]


async def test_the_question_is_given_back_where_the_person_is_unknown(stage: Stage):
    await replied(stage)
    added = await stage.alice.user.slash("questions add", person="Nobody", question="Why here?")
    assert texts(added)[1:] == ["Why here?"]


async def test_the_number_suggested_follows_the_minutes_and_the_field(stage: Stage):
    person_id = await replied(stage)
    short = await stage.alice.user.slash("questions build", minutes=10)
    assert short.response.content.startswith("I added 5 questions. The list fits 10 minutes.")
    shown = await people.show(stage.app.coach, Caller(stage.alice.id), person_id)
    assert shown.standing.person.details.minutes == 10
    full = await stage.alice.user.slash("questions build")
    assert full.response.content.startswith("Your list is full enough for 10 minutes; 5 is plenty.")
    longer = await stage.alice.user.slash("questions build", minutes=45, field="outside")
    assert "I added 7 questions. The list fits 45 minutes." in longer.response.content
    shown = await people.show(stage.app.coach, Caller(stage.alice.id), person_id)
    assert shown.standing.person.field == "outside"


async def test_a_planned_talks_length_counts(stage: Stage):
    await replied(stage)
    asked = await stage.alice.user.slash("meet plan", when="Friday 15:00", minutes=15)
    await stage.alice.user.click(asked.response, label="Yes, save it")
    built = await stage.alice.user.slash("questions build")
    assert built.response.content.startswith("I added 7 questions. The list fits 15 minutes.")
