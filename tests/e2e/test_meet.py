"""/meet and its buttons, as a member sees them."""

from datetime import UTC, datetime
from itertools import count

import pytest
import simcord
from icalendar import Calendar, Component

from bot.coaching.events import EventKind
from bot.services import history, people, starting
from bot.services.coach import Caller
from bot.services.history import Report
from tests.e2e.stage import Stage, labels, prefilled, raw_click, texts

_numbers = count(1)


def caller(stage: Stage) -> Caller:
    return Caller(stage.alice.id, next(_numbers))


async def replied(stage: Stage, name: str = "Sam", zone: str | None = "Europe/Berlin") -> str:
    """Somebody who said yes to Alice."""
    coach = stage.app.coach
    added = await people.add(
        coach, caller(stage), name=name, organisation="Acme", role="Engineer", why="their talk"
    )
    if zone:
        await starting.set_zone(coach, caller(stage), zone)
    person_id = added.standing.person.id
    await history.record(coach, caller(stage), person_id, Report(EventKind.REPLIED))
    return person_id


async def planned(stage: Stage, when: str = "Friday 15:00", name: str = "Sam") -> str:
    """Somebody Alice will talk to."""
    person_id = await replied(stage, name)
    asked = await stage.alice.user.slash("meet plan", when=when)
    await stage.alice.user.click(asked.response, label="Yes, save it")
    return person_id


async def met(stage: Stage) -> str:
    person_id = await planned(stage)
    await stage.alice.user.slash("meet done", outcome="happened")
    return person_id


async def stage_of(stage: Stage, person_id: str) -> str:
    standing = await history.look(stage.app.coach, Caller(stage.alice.id), person_id)
    return standing.state.stage.value


async def calendar(result: simcord.InteractionResult) -> Component:
    (file,) = result.response.attachments
    assert file.filename == "talk.ics"
    (event,) = Calendar.from_ical(await file.read()).walk("VEVENT")
    return event


async def modal(stage: Stage, opened: simcord.InteractionResult, **values: object):
    return await stage.alice.user.submit_modal(opened, values)


async def test_a_talk_is_confirmed_in_words_before_it_is_saved(stage: Stage):
    person_id = await replied(stage)
    asked = await stage.alice.user.slash(
        "meet plan", when="Friday 15:00", place="coffee", minutes=30
    )
    said = asked.response.content
    assert "Fri 9 Jan, 15:00" in said
    assert "Europe/Berlin" in said
    stamp = int(datetime(2026, 1, 9, 14, tzinfo=UTC).timestamp())
    assert f"<t:{stamp}:F>" in said
    assert "over a coffee" in said
    assert await stage_of(stage, person_id) == "replied"

    saved = await stage.alice.user.click(asked.response, label="Yes, save it")
    assert await stage_of(stage, person_id) == "scheduled"
    assert "Nothing to do until" in saved.response.content
    assert "Undo" in labels(saved.response)
    event = await calendar(saved)
    assert event.decoded("DTSTART") == datetime(2026, 1, 9, 14, tzinfo=UTC)
    assert event["SUMMARY"] == "Talk with Sam"


async def test_the_first_plan_tries_the_direct_messages_out(stage: Stage):
    await planned(stage)
    assert sum("this is a test" in one.content.lower() for one in stage.seen()) == 1
    moved = await stage.alice.user.slash("meet plan", when="Thursday 15:00")
    await stage.alice.user.click(moved.response, label="Yes, save it")
    assert sum("this is a test" in one.content.lower() for one in stage.seen()) == 1


async def test_with_direct_messages_closed_a_plan_says_so_and_contradicts_itself_nowhere(
    stage: Stage,
):
    await replied(stage)
    stage.close_dms()
    asked = await stage.alice.slash(stage.careers, "meet plan", when="Friday 15:00")
    saved = await stage.alice.click(asked.response, label="Yes, save it")
    assert "you'll find it in /coach then" in saved.response.content
    assert "would not let me write to you" in saved.followups[-1].content
    assert "Send a test message" in labels(saved.followups[-1])


async def test_the_question_outlives_a_restart_and_answers_once(stage: Stage):
    person_id = await replied(stage)
    asked = await stage.alice.user.slash("meet plan", when="Friday 15:00")
    await stage.restart()
    await stage.alice.user.click(asked.response, label="Yes, save it")
    assert await stage_of(stage, person_id) == "scheduled"
    again = await stage.alice.user.click(asked.response, label="Yes, save it")
    assert "moved on" in again.response.content


async def test_change_it_opens_the_form(stage: Stage):
    await replied(stage)
    asked = await stage.alice.user.slash("meet plan", when="Friday 15:00", minutes=45)
    form = await stage.alice.user.click(asked.response, label="Change it")
    assert prefilled(form) == {"when": "Fri 9 Jan, 15:00", "where": "their_choice"}
    as_it_was = await modal(stage, form, when="Fri 9 Jan, 15:00", where=["their_choice"])
    assert "Fri 9 Jan, 15:00" in as_it_was.response.content
    form = await stage.alice.user.click(asked.response, label="Change it")
    again = await modal(stage, form, when="Thursday 9:30", where=["phone"])
    assert "Thu 8 Jan, 09:30" in again.response.content
    assert "45 minutes" in again.response.content
    assert "by phone" in again.response.content


@pytest.mark.parametrize(
    "when", ["32nd of March", "5/6 14:00", "yesterday 15:00", "x" * 200, "???"]
)
async def test_an_unreadable_time_is_asked_again_with_the_words_kept(stage: Stage, when: str):
    person_id = await replied(stage)
    asked = await stage.alice.user.slash("meet plan", when=when)
    assert labels(asked.response) == ["Change it"]
    form = await stage.alice.user.click(asked.response, label="Change it")
    assert form.modal is not None
    again = await modal(stage, form, when="Friday 15:00", where=["their_choice"])
    assert "Fri 9 Jan" in again.response.content
    assert await stage_of(stage, person_id) == "replied"


async def test_far_away_is_asked_again(stage: Stage):
    await replied(stage)
    asked = await stage.alice.user.slash("meet plan", when="3 March 2035 10:00")
    assert labels(asked.response) == ["Change it"]


async def test_in_the_night_of_a_clock_change_it_says_so(stage: Stage):
    await replied(stage)
    asked = await stage.alice.user.slash("meet plan", when="29 March 2026 2:30")
    assert "03:00" in asked.response.content


async def test_without_a_zone_it_is_asked_first(stage: Stage):
    person_id = await replied(stage, zone=None)
    asked = await stage.alice.user.slash("meet plan", when="Friday 15:00")
    assert "for you?" in asked.response.content
    await stage.alice.user.click(asked.response, label="Yes")
    went_on = await stage.alice.user.click(asked.followups[0], label="Go on")
    assert "America/New_York" in went_on.response.content
    await stage.alice.user.click(went_on.response, label="Yes, save it")
    assert await stage_of(stage, person_id) == "scheduled"


async def test_without_an_answer_about_the_zone_it_is_utc_and_says_so(stage: Stage):
    await replied(stage, zone=None)
    asked = await stage.alice.user.slash("meet plan", when="Friday 15:00")
    went_on = await stage.alice.user.click(asked.followups[0], label="Go on")
    assert "UTC" in went_on.response.content


async def test_a_forged_button_changes_nothing(stage: Stage):
    person_id = await replied(stage)
    asked = await stage.alice.user.slash("meet plan", when="Friday 15:00")
    message = stage.last()
    for forged in ("meet_save:x", f"meet_save:{person_id}:zzzzzzzzzzzz:20:moon:replied.1"):
        answered = raw_click(stage, stage.alice.user, message, f"r:{forged}")
        await stage.env.settle()
        assert "nothing was changed" in answered.response.content
    assert asked.response
    assert await stage_of(stage, person_id) == "replied"


async def test_another_members_button_finds_nobody(stage: Stage):
    person_id = await replied(stage)
    await stage.alice.user.slash("meet plan", when="Friday 15:00")
    identifier = stage.last().components[0].children[0].custom_id
    await stage.bob.user.slash("coach")
    answered = raw_click(stage, stage.bob.user, stage.last(stage.bob.user), identifier)
    await stage.env.settle()
    assert "can't find that person" in answered.response.content
    assert await stage_of(stage, person_id) == "replied"


async def test_planning_again_moves_it_and_the_file_follows(stage: Stage):
    await replied(stage)
    asked = await stage.alice.user.slash("meet plan", when="Friday 15:00")
    first = await calendar(await stage.alice.user.click(asked.response, label="Yes, save it"))
    asked = await stage.alice.user.slash("meet plan", when="Friday 17:00")
    assert "this moves it" in asked.response.content
    moved = await stage.alice.user.click(asked.response, label="Yes, save it")
    assert moved.response.content.startswith("Moved.")
    second = await calendar(moved)
    cancelled = await stage.alice.user.slash("meet done", outcome="cancelled")
    third = await calendar(cancelled)
    assert first["UID"] == second["UID"] == third["UID"]
    assert first["SEQUENCE"] < second["SEQUENCE"] < third["SEQUENCE"]
    assert third["STATUS"] == "CANCELLED"


async def test_moved_to_an_open_date(stage: Stage):
    person_id = await planned(stage)
    form = await stage.alice.user.slash("meet done", outcome="moved")
    told = await modal(stage, form, when="", where=["their_choice"])
    assert await stage_of(stage, person_id) == "replied"
    assert (await calendar(told))["STATUS"] == "CANCELLED"
    draft = await stage.alice.user.click(told.response, label="Text to ask for a new time")
    assert texts(draft)[0] == "May we move our talk?"
    form = await stage.alice.user.click(told.response, label="Plan it")
    asked = await modal(stage, form, when="Monday 10:00", where=["video"])
    saved = await stage.alice.user.click(asked.response, label="Yes, save it")
    assert "time zone" in saved.response.content


async def test_moved_to_a_new_date(stage: Stage):
    person_id = await planned(stage)
    form = await stage.alice.user.slash("meet done", outcome="moved")
    asked = await modal(stage, form, when="Monday 10:00", where=["office"])
    await stage.alice.user.click(asked.response, label="Yes, save it")
    assert await stage_of(stage, person_id) == "scheduled"


async def test_the_text_that_asks_where(stage: Stage):
    await replied(stage)
    shown = await stage.alice.user.slash("meet where")
    subject, body = texts(shown)
    assert subject == "When and where would suit you?"
    assert "Sam" in body
    asked = await stage.alice.user.slash("meet plan", when="Friday 15:00")
    saved = await stage.alice.user.click(asked.response, label="Yes, save it")
    where = await stage.alice.user.click(saved.response, label="Ask them where")
    assert texts(where)[0] == "Where would suit you?"


async def test_before_a_yes_there_is_nothing_to_ask(stage: Stage):
    await people.add(stage.app.coach, caller(stage), name="Kim")
    shown = await stage.alice.user.slash("meet where")
    assert "/ask draft" in shown.response.content
    acknowledge(stage)


async def test_a_line_to_confirm(stage: Stage):
    await planned(stage)
    card = await stage.alice.user.slash("meet card")
    line = await stage.alice.user.click(card.response, label="A line to confirm it")
    subject, body = texts(line)
    assert "Fri 9 Jan, 15:00" in subject
    assert "looking forward" in body


async def test_the_card_fits_one_screen(stage: Stage):
    coach = stage.app.coach
    await starting.tell_about(
        coach, caller(stage), goal="how they work", two_sentences="I study. I build things."
    )
    await planned(stage)
    await stage.alice.user.slash("questions build")
    for number in range(5):
        await stage.alice.user.slash("questions add", question=f"{number} " + "why " * 70 + "?")
    card = await stage.alice.user.slash("meet card")
    said = card.response.content
    assert card.followups == []
    assert len(said) <= 2000
    for part in ("Engineer, Acme", "their talk", "I study. I build things.", "15:00", "1. "):
        assert part in said
    assert "\n15. " in said
    assert said.count("✂") == 6
    assert "more: " not in said
    assert (await calendar(card))["STATUS"] == "CONFIRMED"


async def test_the_card_before_anything_is_planned(stage: Stage):
    await replied(stage)
    card = await stage.alice.user.slash("meet card")
    assert "/meet plan" in card.response.content
    assert "/questions build" in card.response.content
    assert card.response.attachments == []


async def test_it_happened_shows_the_thank_you_step_at_once(stage: Stage):
    person_id = await planned(stage)
    told = await stage.alice.user.slash("meet done", outcome="happened")
    assert await stage_of(stage, person_id) == "met"
    assert "1 of 3" in told.response.content
    question = told.followups[0]
    form = await stage.alice.user.click(question, label="One thing they said")
    noted = await modal(stage, form, words="start with the meetup")
    kept, subject, draft = texts(noted)
    assert "start with the meetup" in kept
    assert subject == "Thank you for our talk"
    assert "tart with the meetup" in draft
    offered = ["I sent it", "Tomorrow", "Skip it", "As a card", "Check it"]
    assert labels(noted.followups[-1]) == offered


async def test_a_note_from_before_goes_straight_into_the_draft(stage: Stage):
    await planned(stage)
    form = await stage.alice.user.slash("meet notes")
    await modal(stage, form, words="start with the meetup in March")
    told = await stage.alice.user.slash("meet done", outcome="happened")
    assert "tart with the meetup in March" in texts(told)[-1]


async def test_a_note_after_the_hour_offers_that_it_happened(stage: Stage):
    person_id = await planned(stage)
    form = await stage.alice.user.slash("meet notes")
    early = await modal(stage, form, words="ask about the meetup")
    assert labels(early.response) == ["Add more"]
    await stage.pass_time(days=4, hours=5)
    form = await stage.alice.user.slash("meet notes")
    assert form.modal["components"][0]["component"]["value"] == "ask about the meetup"
    noted = await modal(stage, form, words="start with the meetup")
    assert await stage_of(stage, person_id) == "scheduled"
    told = await stage.alice.user.click(noted.response, label="It happened")
    assert "tart with the meetup" in texts(told)[-1]


async def test_it_happened_twice(stage: Stage):
    await planned(stage)
    await stage.pass_time(days=4, hours=8)
    reminder = next(one for one in stage.seen() if "Did it happen?" in one.content)
    assert labels(reminder) == ["It happened", "Moved", "No-show", "Cancelled"]
    first = await stage.alice.user.click(reminder, label="It happened")
    assert "1 of 3" in first.response.content
    second = await stage.alice.user.click(reminder, label="It happened")
    assert "moved on" in second.response.content
    acknowledge(stage)


@pytest.mark.parametrize(("button", "leads_to"), [("No-show", "replied"), ("Cancelled", "closed")])
async def test_it_did_not_happen(stage: Stage, button: str, leads_to: str):
    person_id = await planned(stage)
    await stage.pass_time(days=4, hours=8)
    reminder = next(one for one in stage.seen() if "Did it happen?" in one.content)
    told = await stage.alice.user.click(reminder, label=button)
    assert await stage_of(stage, person_id) == leads_to
    if button == "No-show":
        assert texts(told)[1] == "Another time?"
    else:
        assert (await calendar(told))["STATUS"] == "CANCELLED"


async def test_moved_after_all(stage: Stage):
    person_id = await planned(stage)
    await stage.pass_time(days=4, hours=8)
    reminder = next(one for one in stage.seen() if "Did it happen?" in one.content)
    form = await stage.alice.user.click(reminder, label="Moved")
    await modal(stage, form, when="", where=["their_choice"])
    assert await stage_of(stage, person_id) == "replied"


async def test_a_talk_that_moves_keeps_its_place_and_length(stage: Stage):
    await replied(stage)
    asked = await stage.alice.user.slash(
        "meet plan", when="Friday 15:00", place="video", minutes=45
    )
    await stage.alice.user.click(asked.response, label="Yes, save it")
    form = await stage.alice.user.slash("meet done", outcome="moved")
    assert prefilled(form)["where"] == "video"
    again = await modal(stage, form, when="Monday 10:00", where=["video"])
    assert "45 minutes" in again.response.content


async def test_no_show_by_command(stage: Stage):
    await planned(stage)
    told = await stage.alice.user.slash("meet done", outcome="no_show")
    assert texts(told)[1] == "Another time?"
    form = await stage.alice.user.click(told.response, label="Plan it")
    assert form.modal is not None


async def test_done_without_a_talk_says_what_is_next(stage: Stage):
    await replied(stage)
    told = await stage.alice.user.slash("meet done", outcome="cancelled")
    assert "doesn't fit" in told.response.content
    acknowledge(stage)


SECOND_STEP = ["What I promised", "Somebody they named", "What to thank them for", "More notes"]


async def test_after_the_talk_the_notes_lead_on(stage: Stage):
    person_id = await met(stage)
    form = await stage.alice.user.slash("meet notes")
    noted = await modal(stage, form, words="read the book first")
    assert "What else did the talk bring?" in noted.response.content
    assert labels(noted.response) == SECOND_STEP
    await stage.restart()

    form = await stage.alice.user.click(noted.response, label="What I promised")
    kept = await modal(stage, form, words="write to the meetup", due="")
    assert "Mon 26 Jan" in kept.response.content
    assert labels(kept.response) == ["Another promise", "Another day", "Undo"]
    form = await stage.alice.user.click(kept.response, label="Another promise")
    assert prefilled(form) == {"words": "", "due": ""}
    also = await modal(stage, form, words="send the paper", due="in 2 weeks")
    assert "Mon 19 Jan" in also.response.content

    form = await stage.alice.user.click(noted.response, label="Somebody they named")
    added = await modal(stage, form, name="Kim", why="runs the meetup")
    assert "Kim is in your list, and Sam could introduce you." in added.response.content
    kim = await people.show(stage.app.coach, caller(stage), await id_of(stage, "Kim"))
    assert kim.standing.person.referred_by == person_id
    form = await stage.alice.user.click(added.response, label="Somebody else they named")
    more = await modal(stage, form, name="Lee", why="")
    assert "Sam could introduce you" in more.response.content

    form = await stage.alice.user.click(noted.response, label="What to thank them for")
    assert prefilled(form) == {"words": "read the book first"}
    again = await modal(stage, form, words="start with the meetup")
    assert "tart with the meetup" in texts(again)[-1]

    form = await stage.alice.user.click(noted.response, label="More notes")
    await modal(stage, form, words="one\ntwo")
    form = await stage.alice.user.click(noted.response, label="More notes")
    assert prefilled(form) == {"words": "one\ntwo"}


async def test_before_the_talk_a_note_offers_more(stage: Stage):
    await planned(stage)
    early = await modal(stage, await stage.alice.user.slash("meet notes"), words="ask about SQL")
    more = await stage.alice.user.click(early.response, label="Add more")
    assert labels(more.response) == SECOND_STEP
    form = await stage.alice.user.click(more.response, label="What I promised")
    refused = await modal(stage, form, words="read the book", due="")
    assert "/meet done" in texts(refused)[0]
    assert texts(refused)[-1] == "read the book"
    acknowledge(stage)


async def id_of(stage: Stage, name: str) -> str:
    found = await stage.alice.user.autocomplete("meet card", "person", name)
    return found[0]["value"]


@pytest.mark.parametrize(
    "words", ["@everyone **hi** {{ 7*7 }} `x`", "שלום עולם", "🎉👩‍👩‍👧", "x" * 1000]
)
async def test_any_words_are_only_words(stage: Stage, words: str):
    await met(stage)
    form = await stage.alice.user.slash("meet notes")
    noted = await modal(stage, form, words=words)
    if "Show it as it is" in labels(noted.followups[-1]):
        noted = await stage.alice.user.click(noted.followups[-1], label="Show it as it is")
    assert words[:50].strip() in texts(noted)[-1].replace("\n", " ")
    assert "49" not in texts(noted)[-1]


async def test_a_note_that_is_too_long_comes_back(stage: Stage):
    person_id = await met(stage)
    form = await stage.alice.user.slash("meet notes")
    answered = raw_modal(stage, form, "words", "y" * 5000)
    await stage.env.settle()
    assert "5000" in answered.response.content
    assert "1000" in answered.response.content
    (file,) = answered.followups[-1].attachments
    assert (await file.read()).decode() == "y" * 5000
    shown = await history.look(stage.app.coach, Caller(stage.alice.id), person_id)
    assert shown.state.stage.value == "met"
    acknowledge(stage)


def raw_modal(stage: Stage, opened, field: str, value: str):
    """A form sent by hand: with more than its fields take."""
    from simcord import interactions as hand_made
    from simcord.results import InteractionResult

    backend = stage.env.backend
    component = {"type": 4, "id": 2, "custom_id": field, "value": value}
    data = {
        "custom_id": opened.modal["custom_id"],
        "components": [{"type": 18, "id": 1, "component": component}],
    }
    record, payload = hand_made.base_payload(
        backend,
        type=5,
        channel_id=stage.dm.id,
        guild_id=None,
        user_id=stage.alice.id,
        data=data,
    )
    backend.emit("INTERACTION_CREATE", payload)
    return InteractionResult(stage.env, record)


async def test_in_a_server_only_the_member_sees_it(stage: Stage):
    await replied(stage)
    asked = await stage.alice.slash(stage.careers, "meet plan", when="Friday 15:00")
    assert asked.ephemeral
    saved = await stage.alice.click(asked.response, label="Yes, save it")
    assert saved.response.ephemeral


async def test_who_is_asked_where_several_are_in_play(stage: Stage):
    await replied(stage, "Sam")
    await replied(stage, "Kim")
    asked = await stage.alice.user.slash("meet plan", when="Friday 15:00")
    assert "person" in asked.response.content
    acknowledge(stage)
    asked = await stage.alice.user.slash("meet plan", when="Friday 15:00", person="kim")
    assert "Kim" in asked.response.content


def acknowledge(stage: Stage) -> None:
    """The refusals of this test were meant."""
    list(stage.env.errors)


async def test_a_no_stays_a_no(stage: Stage):
    person_id = await replied(stage)
    await history.record(stage.app.coach, caller(stage), person_id, Report(EventKind.DECLINED))
    asked = await stage.alice.user.slash("meet plan", when="Friday 15:00", person=person_id)
    assert "said no" in asked.response.content
    acknowledge(stage)


async def test_the_day_before_it_reminds_and_takes_a_cancellation(stage: Stage):
    person_id = await planned(stage)
    await stage.alice.user.slash("questions build")
    await stage.pass_time(days=3, hours=5)
    reminder = next(one for one in stage.seen() if "Your talk with Sam" in one.content)
    assert labels(reminder) == ["Questions", "Moved", "Cancelled"]
    told = await stage.alice.user.click(reminder, label="Cancelled")
    assert await stage_of(stage, person_id) == "closed"
    assert (await calendar(told))["STATUS"] == "CANCELLED"
    form = await stage.alice.user.click(reminder, label="Moved")
    again = await modal(stage, form, when="", where=["coffee"])
    assert "moved on" in again.response.content
    acknowledge(stage)


async def test_undo_takes_the_plan_back(stage: Stage):
    person_id = await replied(stage)
    asked = await stage.alice.user.slash("meet plan", when="Friday 15:00")
    saved = await stage.alice.user.click(asked.response, label="Yes, save it")
    await stage.alice.user.click(saved.response, label="Undo")
    assert await stage_of(stage, person_id) == "replied"


async def test_a_kept_note_ends_with_the_next_date(stage: Stage):
    await planned(stage)
    noted = await modal(stage, await stage.alice.user.slash("meet notes"), words="Patience pays.")
    first, last = noted.response.content.splitlines()
    assert first == "Kept about Sam: “Patience pays.”"
    assert last.startswith("Nothing to do until")


async def test_the_fullest_card_is_one_message_and_most_cards_one_screen(stage: Stage):
    coach = stage.app.coach
    await starting.tell_about(coach, caller(stage), two_sentences="*_*_" * 100)
    person_id = await planned(stage)
    details = {"why": "`*" * 150, "link": "**" * 150, "role": "_" * 80, "organisation": "~" * 80}
    await people.edit(coach, caller(stage), person_id, details, None)
    for number in range(15):
        words = f"{number:02}" + "*" * 297 + "?"
        await stage.alice.user.slash("questions add", question=words)
    card = await stage.alice.user.slash("meet card")
    assert card.followups == []
    assert len(card.response.content) <= 2000
    assert "/questions show" in card.response.content

    await starting.tell_about(coach, caller(stage), two_sentences="I build things. " * 25)
    details = dict.fromkeys(("role", "organisation"), "A title " * 10)
    details |= dict.fromkeys(("why", "link"), "words " * 50)
    await people.edit(coach, caller(stage), person_id, details, None)
    for number in range(15, 0, -1):
        await stage.alice.user.slash("questions remove", number=number)
    for number in range(15):
        await stage.alice.user.slash("questions add", question=f"{number:02} " + "why " * 74 + "?")
    card = await stage.alice.user.slash("meet card")
    assert len(card.response.content) <= 1500
    assert "\n15. " in card.response.content
