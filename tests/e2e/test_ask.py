"""/ask and its buttons, as a member sees them."""

from typing import Any
from zoneinfo import ZoneInfo

from simcord.results import InteractionResult

from tests.e2e.stage import Stage, labels, prefilled, raw_click, raw_slash, texts


async def add(stage: Stage, name: str = "Sam", **options: Any) -> None:
    await stage.alice.user.slash("people add", name=name, **{"why": "your talk on data", **options})


async def tell_about(stage: Stage, asked: InteractionResult) -> InteractionResult:
    """Answer the first question: what to learn, and two sentences."""
    form = await stage.alice.user.click(asked.response, label="Answer")
    about = {"goal": "how you moved into data", "two_sentences": "I teach maths. I code at night."}
    return await stage.alice.user.submit_modal(form, about)


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
        "Add my name",
        "Somebody does",
        "Undo",
    ]
    rests = await stage.alice.user.click(last, label="Not today")
    assert "Tue 6 Jan" in texts(rests)[0]


async def test_a_name_to_sign_with_is_asked_once(stage: Stage) -> None:
    last = (await drafted(stage)).followups[-1]
    short = await stage.alice.user.click(last, label="Make it shorter")
    assert texts(short)[1].endswith("Kind regards.")
    form = await stage.alice.user.click(short.followups[-1], label="Add my name")
    assert prefilled(form) == {"name": "Alice"}
    signed = await stage.alice.user.submit_modal(form, {"name": "Alice *Example*"})
    body = texts(short)[1].removesuffix("Kind regards.")
    assert texts(signed)[1] == body + "Kind regards,\nAlice *Example*"
    assert "Add my name" not in labels(signed.followups[-1])
    other = await drafted_again(stage, "Kim")
    assert texts(other)[1].endswith("Kind regards,\nAlice *Example*")


async def drafted_again(stage: Stage, name: str) -> InteractionResult:
    await add(stage, name)
    return await stage.alice.user.slash("ask draft", person=name)


async def test_a_draft_without_what_is_missing_reads_well(stage: Stage) -> None:
    await stage.alice.user.slash("people add", name="Sam")
    question = await stage.alice.user.slash("ask draft", channel="email")
    shown = texts(await stage.alice.user.click(question.response, label="Draft it without"))
    assert shown[1].startswith("Dear Sam,")
    assert "None" not in shown[1]


async def test_the_link_is_asked_for_in_a_form_of_its_own(stage: Stage) -> None:
    await stage.alice.user.slash("people add", name="Sam")
    asked_link = await tell_about(stage, await stage.alice.user.slash("ask draft"))
    assert "What links you to Sam?" in texts(asked_link)[0]
    form = await stage.alice.user.click(asked_link.response, label="Answer")
    shown = await stage.alice.user.submit_modal(form, {"link": "We both sang in the school choir"})
    assert "We both sang in the school choir" in texts(shown)[1]


async def test_a_draft_is_shown_again_unchanged_and_anew_on_request(stage: Stage) -> None:
    first = await drafted(stage)
    await stage.alice.user.slash("people edit", why="your book on maps")
    again = await stage.alice.user.slash("ask draft")
    assert texts(again)[:2] == texts(first)[:2]
    anew = await stage.alice.user.click(again.followups[-1], label="Write it anew")
    assert "your book on maps" in texts(anew)[1]


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
    shown = await stage.alice.user.submit_modal(form, {"via": "Lee"})
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


async def test_linkedin_says_which_part_is_too_long(stage: Stage) -> None:
    await stage.alice.user.slash("people add", name="Sam", why="because " + "of your talk " * 20)
    question = await stage.alice.user.slash("ask draft", channel="linkedin200")
    shown = await tell_about(stage, question)
    body, words = texts(shown)
    assert f"{len(body) - 200} characters over the 200 that fit" in words
    assert "what links you to them" in words
    form = await stage.alice.user.click(shown.followups[-1], label="Shorten that part")
    fits = await stage.alice.user.submit_modal(form, {"link": "I liked your talk"})
    assert len(texts(fits)[0]) <= 200


async def test_every_channel_has_words(stage: Stage) -> None:
    await drafted(stage)
    for channel in ("introduction", "email", "linkedin200", "linkedin300", "call"):
        shown = await stage.alice.user.slash("ask draft", channel=channel)
        assert len(shown.followups) <= 5
        assert "None" not in "".join(texts(shown))


async def test_without_a_friend_an_introduction_asks_who_it_is(stage: Stage) -> None:
    await drafted(stage)
    shown = await stage.alice.user.slash("ask draft", channel="introduction")
    form = await stage.alice.user.click(shown.followups[-1], label="Name your friend")
    (field,) = prefilled(form)
    named = await stage.alice.user.submit_modal(form, {field: "Kim"})
    assert any(words.startswith("Hi Kim,") for words in texts(named))


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
