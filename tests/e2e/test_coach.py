"""The front door: the first three minutes on each branch, and what /coach shows later."""

from bot.services import choosing, people
from bot.services.coach import Caller
from tests.e2e.stage import Stage, answer_all, labels, prefilled, raw_click, raw_slash, texts

GOAL = "how people get from design into research"
ABOUT = "I design apps for a hospital. I am thinking about a master's degree."


async def begin(stage: Stage):
    return await stage.alice.user.slash("coach")


async def name_sam(stage: Stage, result):
    form = await stage.alice.user.click(result.response, label="Yes")
    return await stage.alice.user.submit_modal(
        form, {"name": "Sam Rivera", "why": "your talk on kind forms at UX Leeds"}
    )


async def tell_about(stage: Stage, result):
    return await answer_all(stage.alice.user, result, goal=GOAL, two_sentences=ABOUT)


async def to_the_draft(stage: Stage):
    route = await name_sam(stage, await begin(stage))
    about = await stage.alice.user.click(route.response, label="No, nobody")
    return await tell_about(stage, about)


def fields(result) -> list[str]:
    rows = result.modal["components"]
    return [(row.get("component") or row["components"][0])["custom_id"] for row in rows]


# The first three minutes


async def test_the_first_screen_says_what_it_is_and_asks_one_question(stage: Stage):
    result = await begin(stage)

    assert "Rapport" in result.response.content
    assert "Nobody else on Discord sees" in result.response.content
    assert result.response.content.count("?**") == 1
    assert labels(result.response) == ["Yes", "Someone knows someone", "No idea yet"]


async def test_someone_in_mind_ends_with_a_draft_of_its_own(stage: Stage):
    result = await begin(stage)
    form = await stage.alice.user.click(result.response, label="Yes")
    assert fields(form) == ["name", "why"]
    route = await stage.alice.user.submit_modal(
        form, {"name": "Sam Rivera", "why": "your talk on kind forms at UX Leeds"}
    )
    assert "Does anyone you know also know Sam Rivera?" in route.response.content
    about = await stage.alice.user.click(route.response, label="No, nobody")
    assert "what do you hope to learn" in about.response.content
    drafted = await tell_about(stage, about)

    subject, body, after = texts(drafted)
    assert subject
    assert "Your talk on kind forms at UX Leeds" in body
    assert "I design apps for a hospital." in body
    assert body.rstrip().endswith("Alice")
    assert "Copy" not in body
    assert "On Tue 6 Jan I'll ask you whether it went out." in after
    assert labels(drafted.followups[-1]) == [
        "I sent it",
        "Make it shorter",
        "Check it",
        "Not today",
        "Someone easier",
        "Change an answer",
        "Sign it differently",
        "Undo",
    ]
    assert len(drafted.followups) <= 5


async def test_an_introduction_comes_first_and_the_cold_message_second(stage: Stage):
    route = await name_sam(stage, await begin(stage))
    form = await stage.alice.user.click(route.response, label="Yes")
    about = await stage.alice.user.submit_modal(form, {"friend": "Ana"})
    drafted = await tell_about(stage, about)

    *_draft, after = texts(drafted)
    assert any("Hi Ana" in text or "Ana" in text for text in _draft)
    assert "This one goes to Ana" in after
    buttons = labels(drafted.followups[-1])
    assert "Write to Sam Rivera directly" in buttons
    direct = await stage.alice.user.click(
        drafted.followups[-1], label="Write to Sam Rivera directly"
    )
    assert "Your talk on kind forms at UX Leeds" in "\n".join(texts(direct))
    assert "Your message to Sam Rivera" in texts(direct)[-1]


async def test_someone_knows_someone_asks_for_the_friend_first(stage: Stage):
    result = await begin(stage)
    form = await stage.alice.user.click(result.response, label="Someone knows someone")
    assert fields(form) == ["friend", "name"]
    about = await stage.alice.user.submit_modal(form, {"friend": "Ana", "name": "Sam"})
    drafted = await tell_about(stage, about)

    assert "This one goes to Ana" in texts(drafted)[-1]


async def test_no_idea_yet_shows_four_places_and_then_adds(stage: Stage):
    result = await begin(stage)
    places = await stage.alice.user.click(result.response, label="No idea yet")
    assert "four places" in places.response.content
    form = await stage.alice.user.click(places.response, label="I found someone")
    route = await stage.alice.user.submit_modal(form, {"name": "Mr. Okafor"})

    assert "also know Mr. Okafor" in route.response.content


async def test_breaking_off_resumes_at_the_same_question(stage: Stage):
    await name_sam(stage, await begin(stage))
    again = await begin(stage)
    assert "Does anyone you know also know Sam Rivera?" in again.response.content
    assert "Everything I can do" in labels(again.response)

    await stage.alice.user.click(again.response, label="No, nobody")
    again = await begin(stage)
    assert "what do you hope to learn" in again.response.content

    drafted = await tell_about(stage, again)
    body = texts(drafted)[1]
    assert texts(await begin(stage))[1] == body


async def test_a_restart_in_the_middle_loses_nothing(stage: Stage):
    route = await name_sam(stage, await begin(stage))
    await stage.restart()
    about = await stage.alice.user.click(route.response, label="No, nobody")
    form = await stage.alice.user.click(about.response, label="Answer")
    await stage.restart()
    lost = await stage.alice.user.submit_modal(form, {"goal": GOAL})
    assert GOAL in "\n".join(texts(lost))
    drafted = await tell_about(stage, await begin(stage))

    assert "Your talk on kind forms at UX Leeds" in texts(drafted)[1]


async def test_names_are_shown_as_typed(stage: Stage):
    result = await begin(stage)
    form = await stage.alice.user.click(result.response, label="Yes")
    route = await stage.alice.user.submit_modal(form, {"name": "@everyone **{goal}** {{ 7 }}"})

    assert "\\@everyone" in route.response.content
    assert "{goal}" in route.response.content
    assert "{{ 7 }}" in route.response.content


async def test_a_button_of_before_says_that_things_moved_on(stage: Stage):
    route = await name_sam(stage, await begin(stage))
    about = await stage.alice.user.click(route.response, label="No, nobody")
    await tell_about(stage, about)
    form = await stage.alice.user.click(route.response, label="Yes")
    late = await stage.alice.user.submit_modal(form, {"friend": "Ana"})

    assert "Things have moved on with Sam Rivera" in late.response.content
    answered_errors(stage)


async def test_not_today_keeps_the_draft_and_says_when(stage: Stage):
    drafted = await to_the_draft(stage)
    later = await stage.alice.user.click(drafted.followups[-1], label="Not today")

    assert "kept" in later.response.content
    assert "On Tue 6 Jan I'll ask you whether it went out." in later.response.content
    assert any("this is a test" in one.content.lower() for one in stage.seen())
    assert "for you?" in later.followups[0].content


async def test_a_blank_name_is_asked_for_again_with_the_reason_kept(stage: Stage):
    form = await stage.alice.user.click((await begin(stage)).response, label="Yes")
    refused = await stage.alice.user.submit_modal(form, {"name": " ", "why": "your talk"})
    assert "How shall I call them?" in refused.response.content
    again = await stage.alice.user.click(refused.response, label="Try again")
    assert prefilled(again)["why"] == "your talk"
    route = await stage.alice.user.submit_modal(again, {"name": "Sam", "why": "your talk"})
    assert "Does anyone you know also know Sam?" in route.response.content


# After the first "I sent it"


async def test_the_first_sent_asks_for_the_zone_and_tries_the_messages_out(stage: Stage):
    drafted = await to_the_draft(stage)
    sent = await stage.alice.user.click(drafted.followups[-1], label="I sent it")

    assert "Nothing to do until" in sent.response.content
    assert "Undo" in labels(sent.response)
    question = sent.followups[0]
    assert question.content == "Is it 05:00 for you? Then I know when your morning is."
    assert any("this is a test" in one.content.lower() for one in stage.seen())

    known = await stage.alice.user.click(question, label="Yes")
    assert "America/New_York" in known.response.content
    back = await stage.alice.user.click(sent.response, label="Undo")
    assert "Taken back: you asked Sam Rivera" in back.response.content
    again = await stage.alice.user.click(drafted.followups[-1], label="I sent it")
    assert again.followups == []


async def test_a_draft_can_be_signed_differently(stage: Stage):
    drafted = await to_the_draft(stage)
    assert texts(drafted)[1].endswith("Kind regards,\nAlice")
    form = await stage.alice.user.click(drafted.followups[-1], label="Sign it differently")
    assert prefilled(form) == {"name": "Alice"}
    signed = await stage.alice.user.submit_modal(form, {"name": "Dr. Alice O. Example"})
    assert texts(signed)[1] == texts(drafted)[1].removesuffix("Alice") + "Dr. Alice O. Example"
    assert texts(await begin(stage))[1] == texts(signed)[1]


async def test_another_zone_is_read_from_a_city(stage: Stage):
    drafted = await to_the_draft(stage)
    sent = await stage.alice.user.click(drafted.followups[-1], label="I sent it")
    form = await stage.alice.user.click(sent.followups[0], label="No, I live elsewhere")
    unknown = await stage.alice.user.submit_modal(form, {"place": "Atlantis"})
    assert "Atlantis" in unknown.response.content
    form = await stage.alice.user.click(unknown.response, label="Try another")
    known = await stage.alice.user.submit_modal(form, {"place": "Lisbon"})

    assert "Europe/Lisbon, where it is 10:00 now" in known.response.content


async def test_sent_with_direct_messages_closed_says_what_to_change(stage: Stage):
    stage.close_dms()
    result = await stage.alice.slash(stage.careers, "coach")
    form = await stage.alice.click(result.response, label="Yes")
    route = await stage.alice.submit_modal(
        form, {"name": "Sam", "why": "your talk on kind forms at UX Leeds"}
    )
    about = await stage.alice.click(route.response, label="No, nobody")
    drafted = await answer_all(stage.alice, about, goal=GOAL, two_sentences=ABOUT)
    sent = await stage.alice.click(drafted.followups[-1], label="I sent it")

    assert "I'll write" not in sent.response.content
    assert "you'll find it in /coach then" in sent.response.content
    assert "would not let me write to you" in sent.followups[-1].content
    assert "Send a test message" in labels(sent.followups[-1])
    assert len(sent.followups) <= 5


# In a server


async def test_in_a_server_only_the_member_sees_it_and_the_server_is_home(stage: Stage):
    result = await stage.alice.slash(stage.careers, "coach")

    assert result.ephemeral
    assert "Careers" in result.response.content
    gone = await stage.alice.click(result.response, label="Not this server")
    assert gone.ephemeral
    assert "no server is your home" in gone.response.content
    again = await stage.alice.slash(stage.careers, "coach")
    assert "Careers" not in again.response.content


async def test_where_only_the_member_has_the_app_the_server_is_no_home(stage: Stage):
    result = raw_slash(
        stage,
        stage.alice,
        "coach",
        context=0,
        owners={"1": str(stage.alice.id)},
        channel=stage.careers,
        guild=stage.guild,
    )
    await stage.env.settle()

    assert result.ephemeral
    assert "Careers" not in result.response.content


async def test_somebody_who_is_further_on_is_not_added_twice(stage: Stage):
    first = await begin(stage)
    route = await name_sam(stage, first)
    about = await stage.alice.user.click(route.response, label="No, nobody")
    drafted = await tell_about(stage, about)
    await stage.alice.user.click(drafted.followups[-1], label="I sent it")
    again = await name_sam(stage, first)

    assert "Sam Rivera is in your list already" in again.response.content
    assert labels(again.response) == ["Show Sam Rivera", "Add anyway"]


async def test_the_draft_can_go_to_the_direct_messages(stage: Stage):
    result = await stage.alice.slash(stage.careers, "coach")
    form = await stage.alice.click(result.response, label="Yes")
    route = await stage.alice.submit_modal(
        form, {"name": "Sam", "why": "your talk on kind forms at UX Leeds"}
    )
    about = await stage.alice.click(route.response, label="No, nobody")
    drafted = await answer_all(stage.alice, about, goal=GOAL, two_sentences=ABOUT)
    sent = await stage.alice.click(drafted.followups[-1], label="Send it to my DMs")

    assert "in our direct messages" in sent.response.content
    assert stage.last().content == texts(drafted)[1]


async def test_with_direct_messages_closed_it_says_what_to_change(stage: Stage):
    stage.close_dms()
    result = await stage.alice.slash(stage.careers, "coach")
    form = await stage.alice.click(result.response, label="Yes")
    route = await stage.alice.submit_modal(
        form, {"name": "Sam", "why": "your talk on kind forms at UX Leeds"}
    )
    about = await stage.alice.click(route.response, label="No, nobody")
    drafted = await answer_all(stage.alice, about, goal=GOAL, two_sentences=ABOUT)
    later = await stage.alice.click(drafted.followups[-1], label="Not today")

    assert "On Tue 6 Jan /coach asks you whether it went out" in later.response.content
    closed = later.followups[-1]
    assert "would not let me write to you" in closed.content
    still = await stage.alice.click(closed, label="Send a test message")
    assert "would not let me write to you" in still.response.content
    stage.open_dms()
    arrived = await stage.alice.click(closed, label="Send a test message")
    assert "It arrived" in arrived.response.content
    assert "this is a test" in stage.last().content.lower()


# Later


async def test_when_something_is_due_it_is_shown_with_its_answers(stage: Stage):
    await to_the_draft(stage)
    await stage.pass_time(days=1, hours=5)
    result = await begin(stage)

    assert "Sam Rivera" in result.response.content
    assert "1 idea" in result.response.content
    assert labels(result.response)[:2] == ["I sent it", "Make it shorter"]
    assert "Everything I can do" in labels(result.response)


async def test_everything_works_with_direct_messages_closed(stage: Stage):
    await to_the_draft(stage)
    stage.close_dms()
    await stage.pass_time(days=2)
    result = await stage.alice.slash(stage.careers, "coach")

    assert "Discord doesn't let me write to you" in result.response.content
    assert "Send a test message" in labels(result.response)
    assert "I sent it" in labels(result.response)


async def test_several_people_are_a_line_and_a_button_each(stage: Stage):
    await to_the_draft(stage)
    await add(stage, "Ana", "Noor")
    result = await begin(stage)
    assert "Nothing is due right now." in result.response.content
    assert "Coming" in result.response.content
    assert "3 ideas" in result.response.content

    await stage.pass_time(days=9)
    result = await begin(stage)
    assert "Due now" in result.response.content
    assert {"Open Ana", "Open Noor", "Open Sam Rivera"} <= set(labels(result.response))
    opened = await stage.alice.user.click(result.response, label="Open Ana")
    assert "Draft it" in labels(opened.response)

    everybody = await stage.alice.user.click(result.response, label="See all")
    assert everybody.response.content.count("\n- ") == 2
    assert "draft ready" in everybody.response.content


async def add(stage: Stage, *names: str) -> None:
    for name in names:
        result = await begin(stage)
        shown = [result.response, *result.followups][-1]
        form = await stage.alice.user.click(shown, label="Add a person")
        await stage.alice.user.submit_modal(form, {"name": name})


async def test_with_many_people_it_shows_the_most_due_and_pages_of_the_rest(stage: Stage):
    for number in range(23):
        caller = Caller(stage.alice.id, 1_000 + number)
        await people.add(stage.app.coach, caller, name=f"Person {number:02}")
    await stage.pass_time(days=8)
    result = await begin(stage)
    assert "and 13 more" in result.response.content
    assert len(labels(result.response)) <= 25

    page = await stage.alice.user.click(result.response, label="See all")
    assert page.response.content.count("**Person") == 20
    more = await stage.alice.user.click(page.response, label="More")
    assert more.response.content.count("**Person") == 3
    assert labels(more.response)[-1] == "Back"


async def test_two_first_commands_at_once_are_both_answered(stage: Stage):
    both = [raw_slash(stage, stage.alice.user, "coach") for _time in range(2)]
    await stage.env.settle()

    assert all("Is there someone" in one.response.content for one in both)


async def test_everything_i_can_do_names_the_commands(stage: Stage):
    await name_sam(stage, await begin(stage))
    again = await begin(stage)
    result = await stage.alice.user.click(again.response, label="Everything I can do")

    assert "Undo" in result.response.content or "undo" in result.response.content


async def test_a_bundles_open_button_shows_the_answers(stage: Stage):
    await to_the_draft(stage)
    await add(stage, "Ana", "Noor")
    await stage.pass_time(days=9)
    bundle = next(m for m in reversed(stage.seen()) if "Open Ana" in labels(m))
    opened = await stage.alice.user.click(bundle, label="Open Ana")
    assert "Draft it" in labels(opened.response)
    everybody = await stage.alice.user.click(bundle, label="See all")
    assert "Noor" in everybody.response.content


async def test_another_members_button_opens_nothing(stage: Stage):
    await name_sam(stage, await begin(stage))
    person = next(iter(await _people(stage)))
    result = raw_click(stage, stage.bob.user, await _bobs_message(stage), f"r:open:{person}:0")
    await stage.env.settle()

    assert "can't find that person" in result.response.content
    answered_errors(stage)


async def _people(stage: Stage) -> list[str]:
    found = await choosing.labels(stage.app.coach, Caller(stage.alice.id), "")
    return [one.person_id for one in found]


async def _bobs_message(stage: Stage):
    return (await stage.bob.user.slash("coach")).response.message


def answered_errors(stage: Stage) -> None:
    """Errors that the tree's handler answered are recorded all the same."""
    assert stage.env.errors is not None


async def test_a_closing_by_silence_is_announced_for_one_day_however_late_it_is_read(stage: Stage):
    drafted = await to_the_draft(stage)
    await stage.alice.user.click(drafted.followups[-1], label="I sent it")
    await stage.pass_time(days=12)
    await stage.alice.user.click(stage.last(), label="Follow-up sent")
    await stage.pass_time(days=11)
    offer = stage.last()
    said = offer.content.partition("I close it myself on ")[2].partition(",")[0]
    assert said
    await stage.pass_time(days=4)
    later = await begin(stage)
    assert f"I close it myself on {said}, and you can undo that" in later.response.content
    assert "the next about" not in later.response.content


async def test_what_is_due_and_the_ways_on_stand_in_rows_of_their_own(stage: Stage):
    drafted = await to_the_draft(stage)
    await stage.alice.user.click(drafted.followups[-1], label="I sent it")
    await stage.pass_time(days=12)
    result = await begin(stage)
    rows = [[one["label"] for one in row["components"]] for row in result.response.components]
    assert rows[:2] == [
        ["Show it", "Follow-up sent", "They replied"],
        ["I never sent the first", "Later", "Let it go"],
    ]
    assert rows[2][-1] == "Everything I can do"
