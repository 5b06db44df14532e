"""A talk followed live, from the card to the thank-you, as a member sees it."""

from datetime import timedelta

import pytest
from simcord.results import InteractionResult

from bot.services import live, questions
from bot.services.coach import Caller
from tests.e2e.stage import Stage, labels, prefilled, raw_click, texts
from tests.e2e.test_meet import acknowledge, modal, planned, replied, stage_of

ASKED = ("What is new?", "What is hard about it?", "Who else should I talk to?")


async def ready(stage: Stage, *asked: str, place: str = "video") -> str:
    """A talk is planned, with these questions."""
    person_id = await planned_at(stage, place)
    for words in asked or ASKED:
        await stage.alice.user.slash("questions add", question=words)
    return person_id


async def planned_at(stage: Stage, place: str) -> str:
    person_id = await replied(stage)
    asked = await stage.alice.user.slash("meet plan", when="Friday 15:00", place=place)
    await stage.alice.user.click(asked.response, label="Yes, save it")
    return person_id


async def started(stage: Stage) -> InteractionResult:
    card = await stage.alice.user.slash("meet card")
    return await stage.alice.user.click(card.response, label="Start the talk")


def shown(stage: Stage) -> str:
    """What the last message says now."""
    return stage.last().content


async def press(stage: Stage, label: str) -> str:
    await stage.alice.user.click(stage.last(), label=label)
    return shown(stage)


async def note(stage: Stage, words: str) -> str:
    form = await stage.alice.user.click(stage.last(), label="Note")
    await modal(stage, form, words=words)
    return shown(stage)


async def test_a_talk_from_its_start_to_the_thank_you(stage: Stage):
    person_id = await ready(stage)
    await stage.pass_time(days=4, hours=4)
    began = await started(stage)
    said = began.response.content
    up = int((stage.now() + timedelta(minutes=20)).timestamp())
    assert f"<t:{up}:R>" in said
    assert f"<t:{up - 120}:t>" in said
    assert "Question 1 of 3\n**What is new?**\nNext: What is hard about it?" in said
    assert labels(began.response) == ["Asked", "Went deeper", "Skip", "Note", "End the talk"]

    count = len(stage.seen())
    said = await press(stage, "Asked")
    assert "Question 2 of 3\n**What is hard about it?**" in said
    assert "Question 1: asked." in said
    said = await note(stage, "Nobody reads the manual.")
    assert "Question 2 of 3" in said
    assert "Noted: “Nobody reads the manual.”" in said
    said = await press(stage, "Went deeper")
    assert "Question 3 of 3\n**Who else should I talk to?**" in said
    assert "Next:" not in said
    said = await press(stage, "Skip")
    assert "Every question has had its turn." in said
    assert labels(stage.last()) == ["Ask the skipped ones", "Note", "Back", "End the talk"]
    said = await press(stage, "End the talk")
    assert len(stage.seen()) == count
    assert "Questions asked: 1" in said
    assert "Went deeper in: 2" in said
    assert "Left for another time: 3" in said
    assert "- What is hard about it? – Nobody reads the manual." in said
    assert "For your thank-you I take “Nobody reads the manual.”" in said
    assert labels(stage.last()) == ["It happened", "One thing they said", "Back to the talk"]

    happened = await stage.alice.user.click(stage.last(), label="It happened")
    assert await stage_of(stage, person_id) == "met"
    assert any("Nobody reads the manual." in one for one in texts(happened))
    form = await stage.alice.user.slash("meet notes")
    assert prefilled(form) == {"words": "Nobody reads the manual."}
    kept = await modal(stage, form, words="Nobody reads the manual.")
    form = await stage.alice.user.click(kept.response, label="More notes")
    assert prefilled(form) == {"words": "What is hard about it? – Nobody reads the manual."}


async def test_it_reopens_where_it_stood_after_a_restart_and_on_another_client(stage: Stage):
    await ready(stage)
    await started(stage)
    said = await press(stage, "Asked")
    await stage.restart()
    again = await stage.alice.user.slash("meet card")
    assert "Start the talk" not in labels(again.response)
    assert again.followups[0].content == said
    elsewhere = await stage.alice.slash(stage.careers, "meet card")
    assert elsewhere.followups[0].content == said
    assert elsewhere.followups[0].ephemeral
    await stage.alice.click(elsewhere.followups[0], label="Skip")
    assert "Question 3 of 3" in (await stage.alice.user.slash("meet card")).followups[0].content


async def test_two_clicks_at_once_and_old_buttons_never_skip_twice(stage: Stage):
    await ready(stage)
    await started(stage)
    old = stage.last()
    identifier = old.components[0].children[0].custom_id
    both = [raw_click(stage, stage.alice.user, old, identifier) for _time in range(2)]
    await stage.env.settle()
    assert all(both)
    assert "Question 2 of 3" in shown(stage)
    raw_click(stage, stage.alice.user, old, identifier)
    await stage.env.settle()
    assert "That press was for a moment that has passed." in shown(stage)
    assert "Question 2 of 3" in shown(stage)
    await press(stage, "Back")
    raw_click(stage, stage.alice.user, old, identifier)
    await stage.env.settle()
    assert "Question 1 of 3" in shown(stage)


async def test_back_takes_one_press_back_at_a_time_notes_and_the_end_included(stage: Stage):
    person_id = await ready(stage)
    await started(stage)
    await press(stage, "Skip")
    await note(stage, "one")
    await note(stage, "two")
    await press(stage, "End the talk")
    assert "Question 2 of 3" in await press(stage, "Back to the talk")
    said = await press(stage, "Back")
    assert "One step back." in said
    assert "Noted: “one”" in said
    assert await notes(stage, person_id) == "What is hard about it? – one"
    await press(stage, "Back")
    assert await notes(stage, person_id) == ""
    said = await press(stage, "Back")
    assert "Question 1 of 3" in said
    assert "Back" not in labels(stage.last())


async def notes(stage: Stage, person_id: str) -> str:
    more = raw_click(stage, stage.alice.user, stage.last(), f"r:note_rest:{person_id}")
    await stage.env.settle()
    return prefilled(more)["words"]


async def test_questions_changed_in_the_middle(stage: Stage):
    await ready(stage)
    await started(stage)
    live_message = stage.last()
    await stage.alice.user.slash("questions remove", number=1)
    await stage.alice.user.click(live_message, label="Asked")
    changed = stage.seen()[-2] if stage.last().id != live_message.id else stage.last()
    found = next(one for one in stage.seen() if one.id == live_message.id)
    assert changed
    assert "moment that has passed" in found.content
    assert "Question 1 of 2\n**What is hard about it?**" in found.content
    await stage.alice.user.slash("questions add", question="What came first?", phase="opening")
    await stage.alice.user.slash("questions move", number=1, to=3)
    await stage.alice.user.click(found, label="Asked")
    found = next(one for one in stage.seen() if one.id == live_message.id)
    assert "Question" in found.content
    for number in (3, 2, 1):
        await stage.alice.user.slash("questions remove", number=number)
    again = await stage.alice.user.slash("meet card")
    assert "There are no questions on your list." in again.followups[0].content


async def test_without_questions_it_offers_to_suggest_some(stage: Stage):
    await planned_at(stage, "phone")
    began = await started(stage)
    assert "Shall I suggest some?" in began.response.content
    assert labels(began.response) == ["Suggest some", "Note", "End the talk"]
    noted = await note(stage, "They work from a barn.")
    assert "Noted: “They work from a barn.”" in noted
    said = await press(stage, "Suggest some")
    assert "Question 1 of " in said
    again = raw_click(
        stage, stage.alice.user, stage.last(), f"r:talk_build:{await the_person(stage)}"
    )
    await stage.env.settle()
    assert again
    assert shown(stage) == said


async def the_person(stage: Stage) -> str:
    return (await stage.alice.user.autocomplete("meet card", "person", "Sam"))[0]["value"]


@pytest.mark.parametrize("place", ["office", "coffee"])
async def test_face_to_face_the_card_is_enough(stage: Stage, place: str):
    await ready(stage, place=place)
    card = await stage.alice.user.slash("meet card")
    assert "Start the talk" not in labels(card.response)


async def test_a_talk_tried_out_beforehand_is_begun_anew_on_its_day(stage: Stage):
    await ready(stage)
    card = await stage.alice.user.slash("meet card")
    await stage.alice.user.click(card.response, label="Start the talk")
    await press(stage, "Asked")
    await stage.alice.user.click(card.response, label="Start the talk")
    assert "Question 2 of 3" in shown(stage)
    await stage.pass_time(days=4, hours=4)
    began = await started(stage)
    assert "Question 1 of 3" in began.response.content
    await press(stage, "Skip")
    await stage.alice.user.click(card.response, label="Start the talk")
    assert "Question 2 of 3" in shown(stage)


@pytest.mark.parametrize("words", ["@everyone <@1> **x** {{ 7*7 }}", "שלום 🎉", "x" * 500])
async def test_any_words_are_only_words(stage: Stage, words: str):
    person_id = await ready(stage, "**Why** @here?")
    await started(stage)
    assert "**\\*\\*Why" in shown(stage)
    await note(stage, words)
    assert words in await notes(stage, person_id)
    await press(stage, "End the talk")
    assert "@everyone" not in shown(stage).replace("\\@everyone", "")


async def test_an_empty_note_is_asked_for_and_too_many_are_given_back(stage: Stage):
    person_id = await ready(stage)
    await started(stage)
    form = await stage.alice.user.click(stage.last(), label="Note")
    await modal(stage, form, words="\u200b ")
    assert "A few words are enough." in shown(stage)
    coach, caller = stage.app.coach, Caller(stage.alice.id)
    for number in range(8):
        await live.note(coach, caller, person_id, None, f"{number}" * 480)
    await stage.alice.user.slash("meet card")
    form = await stage.alice.user.click(stage.last(), label="Note")
    answer = await modal(stage, form, words="z" * 400)
    assert "Your notes are full" in texts(answer)[0]
    assert texts(answer)[1] == "z" * 400
    acknowledge(stage)


async def test_a_note_is_kept_whatever_became_of_its_question(stage: Stage):
    person_id = await ready(stage)
    await started(stage)
    form = await stage.alice.user.click(stage.last(), label="Note")
    await questions.remove(stage.app.coach, Caller(stage.alice.id), person_id, 1)
    await modal(stage, form, words="They said yes.")
    assert "Question 1 of 2" in shown(stage)
    assert await notes(stage, person_id) == "They said yes."


async def test_nobody_else_moves_it_and_what_is_forged_changes_nothing(stage: Stage):
    person_id = await ready(stage)
    await started(stage)
    found = await live.show(stage.app.coach, Caller(stage.alice.id), person_id)
    question_id = found.items[0].id
    await stage.bob.user.slash("coach")
    theirs = stage.last(stage.bob.user)
    for forged in (
        f"talk_press:{person_id}:{question_id}:1:asked",
        f"talk_back:{person_id}:1",
        f"talk_end:{person_id}:1",
        f"talk_again:{person_id}:1",
        f"talk_build:{person_id}",
        f"talk_start:{person_id}:0",
    ):
        answered = raw_click(stage, stage.bob.user, theirs, f"r:{forged}")
        await stage.env.settle()
        assert "can't find that person" in answered.response.content, forged
    for forged in (
        f"talk_press:{person_id}:{question_id}:1:noted",
        f"talk_press:{person_id}:nobody:1:asked",
        f"talk_press:{person_id}:{question_id}:1:again",
    ):
        raw_click(stage, stage.alice.user, stage.last(), f"r:{forged}")
        await stage.env.settle()
        assert "Question 1 of 3" in shown(stage)
    acknowledge(stage)


async def test_forgetting_the_person_takes_the_talk_along(stage: Stage):
    person_id = await ready(stage)
    await started(stage)
    live_message = stage.last()
    forget = await stage.alice.user.slash("people forget", person=person_id)
    await stage.alice.user.click(forget.response, label=labels(forget.response)[0])
    answered = await stage.alice.user.click(live_message, label="Asked")
    assert "can't find that person" in texts(answered)[0]
    acknowledge(stage)


async def test_the_card_beforehand_is_unchanged_by_a_talk_that_is_over(stage: Stage):
    await planned(stage)
    card = await stage.alice.user.slash("meet card")
    assert card.followups == []
    await stage.alice.user.click(card.response, label="Start the talk")
    await press(stage, "End the talk")
    again = await stage.alice.user.slash("meet card")
    assert again.followups == []
    assert "Start the talk" in labels(again.response)


async def test_with_time_left_the_skipped_ones_come_once_more(stage: Stage):
    await ready(stage)
    await started(stage)
    for label in ("Skip", "Asked", "Skip"):
        await press(stage, label)
    said = await press(stage, "Ask the skipped ones")
    assert "Question 1 of 3" in said
    assert "Next: Who else should I talk to?" in said
    assert "Every question has had its turn." in await press(stage, "Back")
    await press(stage, "Ask the skipped ones")
    await press(stage, "Asked")
    await press(stage, "Asked")
    assert "Ask the skipped ones" not in labels(stage.last())
    assert "Questions asked: 1, 2, 3" in await press(stage, "End the talk")
