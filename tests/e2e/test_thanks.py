"""/thanks and its buttons, as a member sees them."""

import pytest

from tests.e2e.stage import Stage, labels, prefilled, texts
from tests.e2e.test_meet import acknowledge, met, modal, planned, replied, stage_of


async def note(stage: Stage, words: str):
    form = await stage.alice.user.slash("meet notes")
    return await modal(stage, form, words=words)


async def test_the_draft_stands_alone_and_stays_the_same(stage: Stage):
    await met(stage)
    await note(stage, "start with the meetup")
    shown = await stage.alice.user.slash("thanks draft")
    subject, body = texts(shown)
    assert subject == "Thank you for our talk"
    assert body.startswith("Dear Sam")
    assert texts(await stage.alice.user.slash("thanks draft")) == [subject, body]


async def test_as_a_card(stage: Stage):
    await met(stage)
    await note(stage, "start with the meetup")
    shown = await stage.alice.user.slash("thanks draft", format="card")
    assert len(texts(shown)) == 1
    email = await stage.alice.user.slash("thanks draft")
    card = await stage.alice.user.click(email.followups[-1], label="As a card")
    assert texts(card) == texts(shown)
    again = await stage.alice.user.click(card.response, label="As an e-mail")
    assert texts(again) == texts(email)


async def test_without_a_note_it_asks_for_one_and_takes_no_for_an_answer(stage: Stage):
    await met(stage)
    asked = await stage.alice.user.slash("thanks draft", format="card")
    assert labels(asked.response) == ["One thing they said", "Write it without"]
    bare = await stage.alice.user.click(asked.response, label="Write it without")
    assert "Thank you for our talk" in texts(bare)[-1]
    assert len(texts(bare)) == 1


async def test_the_one_thing_goes_into_the_form_that_was_asked_for(stage: Stage):
    await met(stage)
    await stage.alice.user.slash("thanks sent")
    asked = await stage.alice.user.slash("thanks draft", format="card")
    await stage.restart()
    form = await stage.alice.user.click(asked.response, label="One thing they said")
    noted = await modal(stage, form, words="Sam told me that small teams teach more")
    kept, card = texts(noted)
    assert kept.startswith("Kept about Sam")
    assert "I keep thinking of what you said: small teams teach more." in card


async def test_what_a_thank_you_lacks_is_named_and_nothing_is_a_dead_end(stage: Stage):
    await met(stage)
    noted = await note(stage, "great talk")
    said = texts(noted)[-1]
    assert "What did Sam say" in said
    offered = ["One thing they said", "Change the words", "Show it as it is"]
    assert labels(noted.followups[-1]) == offered
    form = await stage.alice.user.click(noted.followups[-1], label="Change the words")
    assert "Dear Sam" in prefilled(form)["text"]
    shown = await stage.alice.user.click(noted.followups[-1], label="Show it as it is")
    assert "great talk" in texts(shown)[-1]
    assert labels(shown.followups[-1])[0] == "I sent it"
    form = await stage.alice.user.click(noted.followups[-1], label="One thing they said")
    assert prefilled(form) == {"words": "great talk"}
    mended = await modal(stage, form, words="she said to ask for the messy data first")
    assert "what you said: to ask for the messy data first." in texts(mended)[-1]
    assert labels(mended.followups[-1])[0] == "I sent it"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("write to [Name] about the meetup", "a gap is still open: “"),
        ("start with the meetup. Could you refer me for a job at Acme?", "ask for a job"),
        ("@everyone [x] ||y||", "a gap"),
    ],
)
async def test_the_words_that_stand_in_the_way_are_quoted(stage: Stage, words: str, said: str):
    await met(stage)
    noted = await note(stage, words)
    assert said in texts(noted)[-1]
    assert "@everyone" not in texts(noted)[-1].replace("@\u200beveryone", "")


async def test_the_soonest_promise_is_the_next_step(stage: Stage):
    await met(stage)
    noted = await note(stage, "start with the meetup")
    form = await stage.alice.user.click(noted.response, label="What I promised")
    await modal(stage, form, words="read the book", due="")
    form = await stage.alice.user.click(noted.response, label="What I promised")
    await modal(stage, form, words="go to the meetup", due="Friday")
    shown = await stage.alice.user.slash("thanks draft")
    assert "My next step: go to the meetup." in texts(shown)[-1]
    assert "read the book" not in texts(shown)[-1]


async def test_a_gift_gets_a_friendly_word_before_the_draft(stage: Stage):
    await met(stage)
    await note(stage, "I'll bring her a bottle of wine")
    shown = await stage.alice.user.slash("thanks draft")
    assert "gift" in texts(shown)[0]
    assert "coffee" in texts(shown)[0]
    assert "gift" not in texts(shown)[-1]


async def test_sent_moves_on_and_says_when_i_write_again(stage: Stage):
    person_id = await met(stage)
    told = await stage.alice.user.slash("thanks sent")
    assert await stage_of(stage, person_id) == "thanked"
    assert "Nothing to do until" in told.response.content
    again = await stage.alice.user.slash("thanks sent")
    assert "already" in again.response.content
    acknowledge(stage)


async def test_sent_before_a_talk_says_what_is_missing(stage: Stage):
    await replied(stage)
    told = await stage.alice.user.slash("thanks sent")
    assert "/meet done" in told.response.content
    acknowledge(stage)


async def test_the_introducer_is_thanked_too(stage: Stage):
    coach = stage.app.coach
    from bot.coaching.events import EventKind
    from bot.services import history, people, starting
    from bot.services.history import Report
    from tests.e2e.test_meet import caller

    added = await people.add(coach, caller(stage), name="Sam", via="Kim")
    await starting.set_zone(coach, caller(stage), "Europe/Berlin")
    person_id = added.standing.person.id
    await history.record(coach, caller(stage), person_id, Report(EventKind.REPLIED))
    await stage.alice.user.slash("meet done", outcome="happened")
    told = await stage.alice.user.slash("thanks sent")
    assert "I remind you to thank Kim, too." in told.response.content
    draft = await stage.alice.user.click(told.response, label="Thank Kim, too")
    assert texts(draft)[-1].startswith("Hi Kim")
    await stage.pass_time(days=2)
    reminder = next(one for one in stage.seen() if "Kim" in one.content and "Done" in labels(one))
    done = await stage.alice.user.click(reminder, label="Done")
    assert "worth it" in done.response.content
    again = await stage.alice.user.click(reminder, label="Done")
    assert "moved on" in again.response.content
    acknowledge(stage)


async def reminder_of_thanks(stage: Stage):
    """The second of three, a day after the talk."""
    await planned(stage)
    await stage.pass_time(days=4, hours=8)
    asked = next(one for one in stage.seen() if "Did it happen?" in one.content)
    await stage.alice.user.click(asked, label="It happened")
    await stage.pass_time(days=1)
    return next(one for one in stage.seen() if "2 of 3" in one.content)


async def test_the_reminder_shows_it(stage: Stage):
    reminder = await reminder_of_thanks(stage)
    assert labels(reminder) == ["Show it", "I sent it", "Tomorrow", "Skip it"]
    shown = await stage.alice.user.click(reminder, label="Show it")
    assert "One thing they said" in labels(shown.response)
    form = await stage.alice.user.click(shown.response, label="One thing they said")
    noted = await modal(stage, form, words="start with the meetup in March")
    assert "tart with the meetup in March" in texts(noted)[-1]


async def test_the_reminder_takes_the_answer_months_later_and_once(stage: Stage):
    reminder = await reminder_of_thanks(stage)
    await stage.restart()
    await stage.env.advance_time(90 * 86400)
    shown = await stage.alice.user.click(reminder, label="Show it")
    bare = await stage.alice.user.click(shown.response, label="Write it without")
    assert "later than I wished" in texts(bare)[-1]
    sent = await stage.alice.user.click(reminder, label="I sent it")
    assert "Well done" in sent.response.content
    again = await stage.alice.user.click(reminder, label="Skip it")
    assert "moved on" in again.response.content
    acknowledge(stage)


async def test_skipping_is_fine(stage: Stage):
    reminder = await reminder_of_thanks(stage)
    told = await stage.alice.user.click(reminder, label="Skip it")
    assert "fine" in told.response.content
    assert "Undo" in labels(told.response)


async def test_what_came_of_their_advice(stage: Stage):
    await met(stage)
    shown = await stage.alice.user.slash("thanks draft", format="report_back")
    assert texts(shown)[0] == "What came of your advice"
