"""/ask and its buttons, as a member sees them."""

from typing import Any
from zoneinfo import ZoneInfo

from simcord import interactions as hand_made
from simcord.results import InteractionResult

from tests.e2e.stage import (
    ANSWERS,
    Stage,
    answer_all,
    form_fields,
    labels,
    prefilled,
    raw_click,
    raw_slash,
    texts,
)


async def add(stage: Stage, name: str = "Sam", **options: Any) -> None:
    await stage.alice.user.slash("people add", name=name, **{"why": ANSWERS["link"], **options})


async def tell_about(stage: Stage, asked: InteractionResult) -> InteractionResult:
    """Answer the questions, to the draft."""
    return await answer_all(stage.alice.user, asked)


async def drafted(stage: Stage, name: str = "Sam", **options: Any) -> InteractionResult:
    """Somebody with a draft, their drafts on the screen."""
    await add(stage, name, **options)
    asked = await stage.alice.user.slash("ask draft", person=name)
    return await tell_about(stage, asked)


async def asked(stage: Stage, name: str = "Sam") -> None:
    await add(stage, name)
    await stage.alice.user.slash("ask sent", person=name, channel="email")


async def test_a_draft_asks_first_and_is_a_message_of_its_own(stage: Stage) -> None:
    await add(stage)
    question = await stage.alice.user.slash("ask draft")
    assert "what do you hope to learn" in texts(question)[0]
    shown = texts(await tell_about(stage, question))
    assert shown[0] == "20 minutes about your work?"
    assert shown[1].startswith("Dear Sam,")
    assert "how you moved into data" in shown[1]
    assert "Does anyone you know also know Sam?" in shown[2]
    assert "Tue 6 Jan" in shown[2]


async def test_the_buttons_under_a_draft(stage: Stage) -> None:
    last = (await drafted(stage)).followups[-1]
    assert labels(last) == [
        "I sent it",
        "Make it shorter",
        "Check it",
        "Not today",
        "Someone easier",
        "Change an answer",
        "Sign it differently",
        "Somebody does",
        "Undo",
    ]
    rests = await stage.alice.user.click(last, label="Not today")
    assert "Tue 6 Jan" in texts(rests)[0]


async def test_another_name_to_sign_with_is_told_once(stage: Stage) -> None:
    last = (await drafted(stage)).followups[-1]
    short = await stage.alice.user.click(last, label="Make it shorter")
    assert texts(short)[1].endswith("Kind regards,\nAlice")
    form = await stage.alice.user.click(short.followups[-1], label="Sign it differently")
    assert prefilled(form) == {"name": "Alice"}
    signed = await stage.alice.user.submit_modal(form, {"name": "Dr. Alice *Example*"})
    assert texts(signed)[1] == texts(short)[1].removesuffix("Alice") + "Dr. Alice *Example*"
    other = await drafted_again(stage, "Kim")
    assert texts(other)[1].endswith("Kind regards,\nDr. Alice *Example*")


async def drafted_again(stage: Stage, name: str) -> InteractionResult:
    await add(stage, name)
    return await tell_about(stage, await stage.alice.user.slash("ask draft", person=name))


async def test_one_question_a_step_each_answer_stored_and_reopened_where_it_stopped(
    stage: Stage,
) -> None:
    await stage.alice.user.slash("people add", name="Sam")
    asked = await stage.alice.user.slash("ask draft")
    seen = []
    while "Answer" in labels(asked.response):
        await stage.restart()
        again = await stage.alice.user.slash("ask draft")
        assert texts(again) == texts(asked), "it goes on where it stopped"
        form = await stage.alice.user.click(asked.response, label="Answer")
        seen.append(form_fields(form))
        asked = await stage.alice.user.submit_modal(
            form, {name: ANSWERS[name] for name in form_fields(form)}
        )
    assert seen == [["goal"], ["two_sentences"], ["link"], ["minutes", "times"]]
    body = texts(asked)[1]
    for words in ("how you moved into data", "I teach maths.", "at PyCon on rotas", "20 minutes"):
        assert words in body


async def test_an_old_question_and_two_clicks_at_once_lose_nothing(stage: Stage) -> None:
    await stage.alice.user.slash("people add", name="Sam")
    asked = await stage.alice.user.slash("ask draft")
    forms = [await stage.alice.user.click(asked.response, label="Answer") for _time in range(2)]
    for form in forms:
        answered = await stage.alice.user.submit_modal(form, {"goal": "how you learn"})
        assert "Who are you, in two sentences?" in texts(answered)[0]
    await stage.env.advance_time(90 * 86400)
    await stage.restart()
    again = await stage.alice.user.click(asked.response, label="Answer")
    assert prefilled(again) == {"goal": "how you learn"}
    blank = await stage.alice.user.submit_modal(again, {"goal": " "})
    assert "what do you hope to learn from Sam?" in texts(blank)[0]


async def test_minutes_and_times_stand_in_the_draft(stage: Stage) -> None:
    await add(stage)
    asked = await stage.alice.user.slash("ask draft")
    shown = await answer_all(
        stage.alice.user, asked, minutes="half an hour", times="Tuesday or Thursday afternoon"
    )
    assert "30 minutes" in texts(shown)[0]
    assert "Could we talk for 30 minutes" in texts(shown)[1]
    assert "Times that suit me: Tuesday or Thursday afternoon." in texts(shown)[1]
    known = await stage.alice.user.slash("people show")
    assert "When you could talk: Tuesday or Thursday afternoon" in texts(known)[0]


async def test_times_may_be_left_out_with_one_press(stage: Stage) -> None:
    await add(stage)
    await drafted(stage, "Kim")
    asked = await stage.alice.user.slash("ask draft", person="Sam")
    assert "How long, and when could you talk?" in texts(asked)[0]
    assert "Question 4 of 4" in texts(asked)[0]
    await stage.restart()
    shown = await stage.alice.user.click(asked.response, label="20 minutes, any time")
    assert "Could we talk for 20 minutes" in texts(shown)[1]


async def test_minutes_that_nobody_asks_for_are_refused_with_what_was_typed(stage: Stage) -> None:
    await add(stage)
    await drafted(stage, "Kim")
    question = await stage.alice.user.slash("ask draft", person="Sam")
    for typed, said in (("240", "10 to 60 minutes"), ("long", "A number from 10 to 60")):
        form = await stage.alice.user.click(question.response, label="Answer")
        refused = await stage.alice.user.submit_modal(
            form, {"minutes": typed, "times": "any evening"}
        )
        assert said in texts(refused)[0]
        assert "any evening" in texts(refused)
        again = await stage.alice.user.click(refused.response, label="Try again")
        assert prefilled(again)["minutes"] == "20"


def sent_by_hand(stage: Stage, form: InteractionResult, typed: str) -> InteractionResult:
    """An answer with any words at any moment, as only a forged client could send it."""
    field = {"type": 4, "custom_id": form_fields(form)[0], "value": typed}
    record, payload = hand_made.base_payload(
        stage.env.backend,
        type=5,
        channel_id=stage.dm.id,
        guild_id=None,
        user_id=stage.alice.id,
        data={
            "custom_id": form.modal["custom_id"],
            "components": [{"type": 1, "components": [field]}],
        },
    )
    stage.env.backend.emit("INTERACTION_CREATE", payload)
    return InteractionResult(stage.env, record)


async def test_ten_thousand_characters_are_given_back_whole(stage: Stage) -> None:
    await stage.alice.user.slash("people add", name="Sam")
    asked = await stage.alice.user.slash("ask draft")
    form = await stage.alice.user.click(asked.response, label="Answer")
    typed = "y" * 10_000
    refused = sent_by_hand(stage, form, typed)
    await stage.env.settle()
    assert "10000 characters; 300 fit" in texts(refused)[0]
    assert labels(refused.response) == ["Try again"]
    assert await refused.followups[-1].attachments[0].read() == typed.encode()


async def test_two_answers_at_once_are_both_taken_and_the_last_one_counts(stage: Stage) -> None:
    await stage.alice.user.slash("people add", name="Sam")
    asked = await stage.alice.user.slash("ask draft")
    forms = [await stage.alice.user.click(asked.response, label="Answer") for _time in range(2)]
    both = [sent_by_hand(stage, form, f"how you learn {n}") for n, form in enumerate(forms)]
    await stage.env.settle()
    assert all("Who are you, in two sentences?" in texts(one)[0] for one in both)


async def test_an_answer_can_be_changed_and_the_draft_follows(stage: Stage) -> None:
    last = (await drafted(stage)).followups[-1]
    choice = await stage.alice.user.click(last, label="Change an answer")
    assert labels(choice.response) == [
        "What I hope to learn",
        "My two sentences",
        "What ties us",
        "Minutes and times",
    ]
    await stage.restart()
    form = await stage.alice.user.click(choice.response, label="What I hope to learn")
    assert prefilled(form) == {"goal": "how you moved into data"}
    shown = await stage.alice.user.submit_modal(form, {"goal": "how you plan a week"})
    assert "how you plan a week" in texts(shown)[1]


async def test_a_draft_that_fails_its_own_check_is_not_offered(stage: Stage) -> None:
    await add(stage)
    asked = await stage.alice.user.slash("ask draft")
    said = await answer_all(stage.alice.user, asked, goal="a job in **your** team @everyone")
    (words,) = texts(said)
    assert words.startswith("**Nearly there.**")
    assert "what you hope to learn" in words
    assert "@everyone" not in words.replace("\\@everyone", "")
    assert labels(said.response) == ["Change that part", "I'll write it myself"]
    listed = await stage.alice.user.slash("people show")
    assert "an idea" in texts(listed)[0]
    await stage.restart()
    form = await stage.alice.user.click(said.response, label="Change that part")
    shown = await stage.alice.user.submit_modal(form, {"goal": "how you moved into data"})
    assert "how you moved into data" in texts(shown)[1]


async def test_a_link_that_fits_anybody_is_asked_for_again(stage: Stage) -> None:
    await stage.alice.user.slash("people add", name="Sam")
    asked = await stage.alice.user.slash("ask draft")
    said = await answer_all(stage.alice.user, asked, link="your impressive profile")
    assert "look at what ties you to them once more" in texts(said)[0]
    assert "Dalton" in texts(said)[0]
    own = await stage.alice.user.click(said.response, label="I'll write it myself")
    assert form_fields(own) == ["text"]


async def test_in_another_language_only_what_depends_on_none_is_looked_at(stage: Stage) -> None:
    await stage.alice.user.slash("people add", name="Sam")
    asked = await stage.alice.user.slash("ask draft")
    shown = await answer_all(stage.alice.user, asked, goal="wie man in die Datenpflege kommt")
    assert texts(shown)


async def test_a_draft_is_shown_again_unchanged_and_anew_on_request(stage: Stage) -> None:
    first = await drafted(stage)
    await stage.alice.user.slash("people edit", why="your book on maps")
    again = await stage.alice.user.slash("ask draft")
    assert texts(again)[:2] == texts(first)[:2]
    anew = await stage.alice.user.click(again.followups[-1], label="Write it anew")
    assert "Your book on maps" in texts(anew)[1]


async def test_shorter_is_shorter_and_stays(stage: Stage) -> None:
    first = await drafted(stage)
    short = await stage.alice.user.click(first.followups[-1], label="Make it shorter")
    assert len(texts(short)[1]) < len(texts(first)[1])
    assert texts(await stage.alice.user.slash("ask draft"))[1] == texts(short)[1]
    for _time in range(8):
        short = await stage.alice.user.click(short.followups[-1], label="Make it shorter")
    assert "as short as it gets" in texts(short)[-1]


async def test_a_friend_asks_first_and_brings_both_together(stage: Stage) -> None:
    shown = await drafted(stage, via="Kim")
    assert texts(shown)[1].startswith("Hi Kim,")
    assert not any("both said yes" in words for words in texts(shown))
    later = await stage.alice.user.click(shown.followups[-1], label="The message for later")
    assert "please meet" in texts(later)[1].lower()
    assert labels(shown.followups[-1])[:2] == ["I sent it", "Make it shorter"]
    sent = await stage.alice.user.click(shown.followups[-1], label="I sent it")
    assert "you asked for an introduction to Sam" in texts(sent)[0]
    assert "Mon 12 Jan" in texts(sent)[0]


async def introduction_nudge(stage: Stage) -> Any:
    shown = await drafted(stage, via="Kim")
    await stage.alice.user.click(shown.followups[-1], label="I sent it")
    await stage.pass_time(days=8)
    return stage.last()


async def test_introduced_brings_the_answer_to_both(stage: Stage) -> None:
    nudge = await introduction_nudge(stage)
    assert labels(nudge) == ["Introduced", "They said no", "Go direct"]
    shown = await stage.alice.user.click(nudge, label="Introduced")
    assert "Thank you, Kim" in texts(shown)[0]
    assert "How good!" in texts(shown)[-1]
    again = await stage.alice.user.slash("ask draft")
    assert texts(again)[0] == texts(shown)[0]
    sent = await stage.alice.user.click(shown.followups[-1], label="I sent it")
    assert "your message to Sam is out" in texts(sent)[0]


async def test_after_a_no_from_the_friend_comes_the_direct_way(stage: Stage) -> None:
    nudge = await introduction_nudge(stage)
    refused = await stage.alice.user.click(nudge, label="They said no")
    direct = await stage.alice.user.click(refused.response, label="Go direct")
    assert texts(direct)[1].startswith("Dear Sam,")
    assert "I sent it" in labels(direct.followups[-1])


async def test_go_direct_from_the_nudge(stage: Stage) -> None:
    direct = await stage.alice.user.click(await introduction_nudge(stage), label="Go direct")
    assert texts(direct)[1].startswith("Dear Sam,")


async def test_the_idea_nudge_drafts_or_finds_a_friend(stage: Stage) -> None:
    await drafted(stage, "Kim")
    await add(stage, via="Lee")
    await stage.alice.user.slash("people close", person="Kim")
    await stage.pass_time(days=8)
    nudge = stage.last()
    assert labels(nudge) == ["Draft it", "Find an introduction", "Park", "Let it go"]
    form = await stage.alice.user.click(nudge, label="Find an introduction")
    assert prefilled(form) == {"via": "Lee"}
    asked_more = await stage.alice.user.submit_modal(form, {"via": "Lee"})
    shown = await tell_about(stage, asked_more)
    assert texts(shown)[1].startswith("Hi Lee,")
    stale = await stage.alice.user.click(nudge, label="Draft it")
    assert "Things have moved on with Sam" in texts(stale)[0]


async def test_draft_it_from_the_nudge(stage: Stage) -> None:
    await add(stage)
    await stage.pass_time(days=8)
    question = await stage.alice.user.click(stage.last(), label="Draft it")
    assert texts(await tell_about(stage, question))[1].startswith("Dear Sam,")


async def test_somebody_who_knows_them_changes_the_route(stage: Stage) -> None:
    last = (await drafted(stage)).followups[-1]
    form = await stage.alice.user.click(last, label="Somebody does")
    shown = await stage.alice.user.submit_modal(form, {"via": "Kim"})
    assert texts(shown)[1].startswith("Hi Kim,")


async def test_linkedin_says_which_part_is_too_long_and_by_how_much(stage: Stage) -> None:
    long = (
        "because of your talk at PyCon on how the rotas of wards, theatres, kitchens, laundries, "
        "porters, cleaners, couriers and pharmacies of one hospital in Leeds share a single "
        "timetable through the winter, nights included"
    )
    await add(stage, why=long)
    asked = await stage.alice.user.slash("ask draft", channel="linkedin200")
    said = await tell_about(stage, asked)
    (words,) = texts(said)
    assert "characters over the 200 that fit" in words
    assert "what ties you to them" in words
    over = int(words.split(" characters over")[0].rsplit(" ", 1)[1])
    form = await stage.alice.user.click(said.response, label="Shorten that part")
    assert prefilled(form) == {"link": long}
    fits = await stage.alice.user.submit_modal(form, {"link": long[: -over - 1]})
    assert len(texts(fits)[0]) <= 200


async def test_a_long_e_mail_is_shortened_by_the_sentence(stage: Stage) -> None:
    more = " ".join(
        f"On day {number} I build one more small thing with data." for number in range(7)
    )
    await add(stage)
    asked = await stage.alice.user.slash("ask draft")
    shown = await answer_all(stage.alice.user, asked, two_sentences=f"I teach maths. {more}")
    assert "I teach maths." in texts(shown)[1]
    assert len(texts(shown)[1].split()) < 100


async def test_every_channel_has_words(stage: Stage) -> None:
    await drafted(stage, via="Kim")
    for channel in ("introduction", "email", "linkedin200", "linkedin300", "call"):
        shown = await stage.alice.user.slash("ask draft", channel=channel)
        assert len(shown.followups) <= 5
        assert "None" not in "".join(texts(shown))


async def test_without_a_friend_an_introduction_asks_who_it_is(stage: Stage) -> None:
    await drafted(stage)
    asked = await stage.alice.user.slash("ask draft", channel="introduction")
    assert "Who could introduce you to Sam?" in texts(asked)[0]
    form = await stage.alice.user.click(asked.response, label="Answer")
    (field,) = prefilled(form)
    named = await stage.alice.user.submit_modal(form, {field: "Kim"})
    assert any(words.startswith("Hi Kim,") for words in texts(named))
    later = await stage.alice.user.click(named.followups[-1], label="The message for later")
    assert "Dear Sam and Alice," in texts(later)[1]
    assert texts(later)[1].endswith("Kim")


async def test_in_a_server_a_draft_can_be_sent_to_the_dm(stage: Stage) -> None:
    await drafted(stage)
    shown = await stage.alice.slash(stage.careers, "ask draft")
    assert shown.ephemeral
    assert all(one.ephemeral for one in shown.followups)
    await stage.alice.click(shown.followups[-1], label="Send it to my DMs")
    assert [message.content for message in stage.seen()][-2:] == texts(shown)[:2]


async def test_the_zone_is_asked_for_with_the_first_promise_and_once_a_day(stage: Stage) -> None:
    added = await stage.alice.user.slash("people add", name="Kim")
    assert texts(added)[1] == "Is it 05:00 for you? Then I know when your morning is."
    assert any("this is a test" in one.content.lower() for one in stage.seen())
    sent = await stage.alice.user.slash("ask sent", person="Kim")
    assert not any("for you?" in words for words in texts(sent))

    await stage.pass_time(days=1)
    again = await stage.alice.user.slash("people add", name="Noor")
    assert "for you?" in texts(again)[1]
    await stage.alice.user.click(again.followups[0], label="Yes")
    await stage.pass_time(days=1)
    assert len(texts(await stage.alice.user.slash("people add", name="Ana"))) == 1


async def test_until_the_zone_is_told_reminders_come_in_the_guessed_morning(stage: Stage) -> None:
    await stage.alice.user.slash("people add", name="Kim")
    due = await stage.app.deliveries.next_due()
    assert due is not None
    assert due.astimezone(ZoneInfo("America/New_York")).hour == 9


async def test_sent_says_when_it_comes_back(stage: Stage) -> None:
    shown = await drafted(stage)
    sent = await stage.alice.user.click(shown.followups[-1], label="I sent it")
    assert "your message to Sam is out" in texts(sent)[0]
    assert "Wed 14 Jan" in texts(sent)[0]


async def test_sent_in_the_past_counts_from_then(stage: Stage) -> None:
    await add(stage)
    sent = await stage.alice.user.slash("ask sent", when="last Friday")
    assert "Tue 13 Jan" in texts(sent)[0]


async def test_sent_in_the_future_is_asked_about(stage: Stage) -> None:
    await add(stage)
    refused = await stage.alice.user.slash("ask sent", when="tomorrow")
    assert "still to come" in texts(refused)[0]
    shown = await stage.alice.user.slash("people show")
    assert "an idea" in texts(shown)[0]


async def test_the_sixth_in_a_week_is_recorded_with_a_kind_word(stage: Stage) -> None:
    for number in range(6):
        await add(stage, f"Person {number}")
        sent = await stage.alice.user.slash("ask sent", person=f"Person {number}")
        assert ("more than five" in texts(sent)[0]) == (number == 5)


async def test_the_follow_up_before_its_day_on_it_and_never_twice(stage: Stage) -> None:
    await asked(stage)
    early = await stage.alice.user.slash("ask followup")
    assert "Mon 5 Jan" in texts(early)[0]
    assert "Wed 14 Jan" in texts(early)[0]
    anyway = await stage.alice.user.click(early.response, label="Show it now anyway")
    assert "follow-up" in texts(anyway)[1]
    await stage.pass_time(days=10)
    nudge = stage.last()
    assert labels(nudge) == [
        "Show it",
        "Follow-up sent",
        "They replied",
        "I never sent the first",
        "Later",
        "Let it go",
    ]
    shown = await stage.alice.user.click(nudge, label="Show it")
    assert texts(shown)[1] == texts(anyway)[1]
    sent = await stage.alice.user.click(shown.followups[-1], label="Follow-up sent")
    assert "your follow-up to Sam is out" in texts(sent)[0]
    refused = await stage.alice.user.slash("ask followup")
    assert "a third message" in texts(refused)[0]


async def test_never_sent_goes_back_to_the_draft(stage: Stage) -> None:
    await asked(stage)
    await stage.pass_time(days=10)
    never = await stage.alice.user.click(stage.last(), label="I never sent the first")
    assert "Fri 16 Jan" in texts(never)[0]
    sent = await stage.alice.user.click(never.response, label="I sent it")
    assert "your message to Sam is out" in texts(sent)[0]


async def test_no_draft_for_somebody_who_is_closed(stage: Stage) -> None:
    await add(stage)
    await stage.alice.user.slash("reply", outcome="no")
    for command in ("ask draft", "ask sent", "ask followup"):
        refused = await stage.alice.user.slash(command, person="Sam")
        assert "Sam said no" in texts(refused)[0]


async def test_another_members_button_and_id_lead_nowhere(stage: Stage) -> None:
    last = (await drafted(stage)).followups[-1]
    custom_id = last.components[0]["components"][0]["custom_id"]
    await stage.bob.user.slash("people add", name="Lee")
    forged = raw_click(stage, stage.bob.user, stage.last(stage.bob.user), custom_id)
    await stage.env.settle()
    assert "I can't find that person" in texts(forged)[0]
    other = await stage.bob.user.slash("ask draft", person=custom_id.split(":")[2])
    assert "I can't find that person" in texts(other)[0]


async def test_the_same_press_twice_at_once_counts_once(stage: Stage) -> None:
    await add(stage)
    options = [{"name": "channel", "type": 3, "value": "email"}]
    both = [raw_slash(stage, stage.alice.user, "ask sent", options) for _ in range(2)]
    await stage.env.settle()
    said = sorted(texts(one)[0][:5] for one in both)
    assert said == ["Noted", "You t"]
