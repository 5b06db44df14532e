"""/people and the buttons that belong to it, as a member sees them."""

from typing import Any

import pytest
import simcord
from simcord import interactions as hand_made
from simcord.results import InteractionResult

from bot.feedback import TooLong
from tests.e2e.stage import Stage, answer_all, ids, labels, prefilled, raw_click, raw_slash, texts

ODD_NAMES = [
    "@everyone",
    "**Sam** `x` ||y||",
    "{{ 7 * 7 }} {name} %s",
    "שלום עולם",
    "👩🏽‍💻 Zoë",
    "<@1> [link](https://example.org)",
    "# Sam",
]


async def add(stage: Stage, name: str = "Sam", **options: Any) -> InteractionResult:
    return await stage.alice.user.slash("people add", name=name, **options)


async def shown(stage: Stage, name: str | None = None) -> str:
    options = {} if name is None else {"person": name}
    return texts(await stage.alice.user.slash("people show", **options))[0]


async def test_adding_says_what_comes(stage: Stage) -> None:
    added = await add(stage, organisation="Acme", via="Kim")
    assert "Kim could introduce you" in texts(added)[0]
    assert "Mon 12 Jan" in texts(added)[0]
    assert labels(added.response) == ["Draft it", "Edit", "Undo"]


async def test_without_a_name_there_are_four_places_and_a_form(stage: Stage) -> None:
    places = await stage.alice.user.slash("people add")
    assert "A teacher" in texts(places)[0]
    form = await stage.alice.user.click(places.response, label="I found someone")
    added = await stage.alice.user.submit_modal(form, {"name": "Sam", "why": "her talk"})
    assert "Sam is in your list" in texts(added)[0]
    assert "her talk" in await shown(stage)


async def test_a_double_is_shown_or_added_anyway(stage: Stage) -> None:
    await add(stage, "Sam", role="nurse")
    double = await add(stage, "sam", role="pilot")
    assert "in your list already" in texts(double)[0]
    assert labels(double.response) == ["Show sam", "Add anyway"]
    known = await stage.alice.user.click(double.response, label="Show sam")
    assert "nurse" in texts(known)[0]
    anyway = await stage.alice.user.click(double.response, label="Add anyway")
    assert "is in your list" in texts(anyway)[0]
    ambiguous = await stage.alice.user.slash("people show", person="Sam")
    assert "2 people called Sam" in texts(ambiguous)[0]


@pytest.mark.parametrize("name", ODD_NAMES)
async def test_a_name_is_shown_as_typed_and_nothing_fires(stage: Stage, name: str) -> None:
    added = await add(stage, name)
    assert added.response is not None
    message = added.response.message
    assert not message.mentions
    assert not message.mention_everyone
    assert "49" not in message.content
    for command in ("people list", "people show", "ask draft"):
        assert not texts(await stage.alice.user.slash(command))[0].startswith("Something")
    choices = await stage.alice.user.autocomplete("people show", "person", "")
    assert choices[0]["name"] == name


async def test_a_long_name_is_refused_with_its_count_and_given_back(stage: Stage) -> None:
    typed = "x" * 5000
    refused = await add(stage, typed)
    assert "5000 characters; 80 fit" in texts(refused)[0]
    assert await refused.followups[-1].attachments[0].read() == typed.encode()
    assert "Nobody is in your list" in texts(await stage.alice.user.slash("people list"))[0]


async def test_a_form_filled_by_hand_is_refused_the_same_way(stage: Stage) -> None:
    places = await stage.alice.user.slash("people add")
    form = await stage.alice.user.click(places.response, label="I found someone")
    typed = {"name": "y" * 5000, "why": ""}
    record, payload = hand_made.base_payload(
        stage.env.backend,
        type=5,
        channel_id=stage.dm.id,
        guild_id=None,
        user_id=stage.alice.id,
        data={
            "custom_id": form.modal["custom_id"],
            "components": [
                {"type": 1, "components": [{"type": 4, "custom_id": name, "value": value}]}
                for name, value in typed.items()
            ],
        },
    )
    stage.env.backend.emit("INTERACTION_CREATE", payload)
    await stage.env.settle()
    assert "5000 characters; 80 fit" in texts(InteractionResult(stage.env, record))[0]
    simcord.assert_error(stage.env, TooLong)


@pytest.mark.parametrize("name", [" ", "\u200b", "..."])
async def test_a_name_of_nothing_is_asked_for(stage: Stage, name: str) -> None:
    assert "How shall I call them?" in texts(await add(stage, name))[0]


@pytest.mark.parametrize("name", [" ", "x" * 81])
async def test_a_refused_name_can_be_tried_again_with_what_was_typed(
    stage: Stage, name: str
) -> None:
    refused = await add(stage, name, why="her talk", organisation="Acme")
    form = await stage.alice.user.click(refused.response, label="Try again")
    assert prefilled(form) == {
        "name": name.strip()[:79] + "…" * (len(name) > 80),
        "why": "her talk",
    }
    added = await stage.alice.user.submit_modal(form, {"name": "Sam", "why": "her talk"})
    assert "Sam is in your list" in texts(added)[0]
    assert "Acme" in await shown(stage)


async def test_the_list_is_grouped_and_filtered(stage: Stage) -> None:
    await add(stage, "Sam", organisation="Acme")
    await add(stage, "Kim")
    await stage.alice.user.slash("ask sent", person="Kim", channel="email")
    listed = texts(await stage.alice.user.slash("people list"))[0].splitlines()
    assert listed == [
        "**Ideas and drafts**",
        "- Sam · Acme · an idea · next: Mon 12 Jan",
        "**Asked**",
        "- Kim · asked · next: Wed 14 Jan",
    ]
    ideas = texts(await stage.alice.user.slash("people list", stage="idea"))[0]
    assert "Kim" not in ideas
    talks = texts(await stage.alice.user.slash("people list", stage="talk"))[0]
    assert "Nobody stands there" in talks


async def test_a_long_list_has_pages(stage: Stage) -> None:
    for number in range(21):
        await add(stage, f"Person {number:02}")
    first = await stage.alice.user.slash("people list")
    assert "Page 1 of 2" in texts(first)[0]
    assert labels(first.response) == ["More"]
    second = await stage.alice.user.click(first.response, label="More")
    assert "Person 20" in texts(second)[0]
    assert labels(second.response) == ["Back"]


async def test_showing_one_has_everything_and_what_can_be_done(stage: Stage) -> None:
    await add(stage, "Sam", organisation="Acme", role="nurse", why="her talk", field="outside")
    said = await stage.alice.user.slash("people show")
    for words in ("Sam", "Acme", "nurse", "her talk", "Outside your field", "Mon 12 Jan"):
        assert words in texts(said)[0]
    assert labels(said.response) == [
        "Draft it",
        "Find an introduction",
        "Park",
        "Let it go",
        "Edit",
    ]


async def test_a_kept_draft_and_a_note_are_shown(stage: Stage) -> None:
    await add(stage)
    question = await stage.alice.user.slash("ask draft")
    drafted = await answer_all(stage.alice.user, question)
    said = await stage.alice.user.slash("people show")
    draft = await stage.alice.user.click(said.response, label="Draft: e-mail")
    assert texts(draft) == texts(drafted)[:2]
    await stage.alice.user.slash("reply", outcome="yes", note="call me in *spring*")
    assert r"call me in \*spring\*" in await shown(stage)


async def test_editing_by_option_and_by_form(stage: Stage) -> None:
    await add(stage, "Sam", why="her talk")
    await stage.alice.user.slash("people edit", name="Samira", role="nurse")
    assert "Samira" in await shown(stage)
    offer = await stage.alice.user.slash("people edit")
    assert labels(offer.response) == [
        "Name and organisation",
        "Role and introducer",
        "Why, and what links you",
    ]
    form = await stage.alice.user.click(offer.response, label="Role and introducer")
    assert form.modal["components"][0]["components"][0]["value"] == "nurse"
    await stage.alice.user.submit_modal(form, {"role": "doctor", "via": "Kim"})
    assert "doctor" in await shown(stage)
    assert "her talk" in await shown(stage)


async def test_parking_by_day_by_button_and_by_form(stage: Stage) -> None:
    await add(stage)
    parked = await stage.alice.user.slash("people park", until="in 3 weeks")
    assert "Mon 26 Jan" in texts(parked)[0]
    question = await stage.alice.user.slash("people park", person="Sam")
    assert labels(question.response) == ["In 2 weeks", "In 4 weeks", "In 3 months", "Another day"]
    form = await stage.alice.user.click(question.response, label="Another day")
    refused = await stage.alice.user.submit_modal(form, {"day": "32nd of March"})
    form = await stage.alice.user.click(refused.response, label="Try another day")
    parked = await stage.alice.user.submit_modal(form, {"day": "3 March"})
    assert "Tue 3 Mar" in texts(parked)[0]
    today = await stage.alice.user.slash("people park", person="Sam", until="today")
    assert "That day is here already" in texts(today)[0]
    stale = await stage.alice.user.click(question.response, label="In 2 weeks")
    assert "Things have moved on" in texts(stale)[0]


async def test_park_from_the_nudge(stage: Stage) -> None:
    await add(stage)
    await stage.pass_time(days=8)
    question = await stage.alice.user.click(stage.last(), label="Park")
    parked = await stage.alice.user.click(question.response, label="In 4 weeks")
    assert "Tue 10 Feb" in texts(parked)[0]


async def test_closing_kindly_opens_again_with_a_reply(stage: Stage) -> None:
    await add(stage)
    closed = await stage.alice.user.slash("people close")
    assert "with nothing lost" in texts(closed)[0]
    again = await stage.alice.user.slash("people close", person="Sam")
    assert "You let Sam go" in texts(again)[0]
    await stage.alice.user.slash("reply", outcome="yes", person="Sam")
    assert "they replied" in await shown(stage)


async def test_do_not_contact_is_confirmed_and_keeps_only_the_fact(stage: Stage) -> None:
    await add(stage)
    question = await stage.alice.user.slash("people close", reason="do_not_contact")
    assert "can't be brought back" in texts(question)[0]
    stays = await stage.alice.user.click(question.response, label="No, keep it")
    assert "Sam stays" in texts(stays)[0]
    await stage.alice.user.click(question.response, label="Yes, forget Sam")
    assert "Nobody is in your list" in texts(await stage.alice.user.slash("people list"))[0]
    refused = await add(stage, "sam", why="her talk")
    assert "asked not to be contacted" in texts(refused)[0]
    assert texts(refused)[1] == "her talk"
    assert "Nobody is in your list" in texts(await stage.alice.user.slash("people list"))[0]


async def test_forgetting_is_confirmed_and_final(stage: Stage) -> None:
    await add(stage)
    question = await stage.alice.user.slash("people forget")
    forgotten = await stage.alice.user.click(question.response, label="Yes, forget Sam")
    assert "Sam is forgotten" in texts(forgotten)[0]
    again = await stage.alice.user.click(question.response, label="Yes, forget Sam")
    assert "I can't find that person" in texts(again)[0]
    assert await stage.alice.user.autocomplete("people show", "person", "") == []
    await stage.pass_time(days=8)
    assert "Sam" not in stage.last().content or "forgotten" in stage.last().content


async def drafted_nudge(stage: Stage) -> Any:
    await add(stage)
    question = await stage.alice.user.slash("ask draft")
    await answer_all(stage.alice.user, question)
    await stage.pass_time(days=2)
    return stage.last()


async def test_somebody_easier(stage: Stage) -> None:
    nudge = await drafted_nudge(stage)
    assert labels(nudge) == ["I sent it", "Make it shorter", "Someone easier", "Not now"]
    easier = await stage.alice.user.click(nudge, label="Someone easier")
    assert "practice with somebody easier" in texts(easier)[0]
    form = await stage.alice.user.click(easier.response, label="Add somebody easier")
    added = await stage.alice.user.submit_modal(form, {"name": "Kim"})
    assert "Kim is in your list" in texts(added)[0]


async def test_not_now_stays_quiet(stage: Stage) -> None:
    quiet = await stage.alice.user.click(await drafted_nudge(stage), label="Not now")
    assert "not now" in texts(quiet)[0]
    before = len(stage.seen())
    await stage.pass_time(days=20)
    assert len(stage.seen()) == before


async def let_go_nudge(stage: Stage, **options: Any) -> Any:
    await add(stage, **options)
    await stage.alice.user.slash("ask sent", channel="email")
    shown_ = await stage.alice.user.slash("ask followup")
    anyway = await stage.alice.user.click(shown_.response, label="Show it now anyway")
    await stage.alice.user.click(anyway.followups[-1], label="Follow-up sent")
    await stage.pass_time(days=10)
    return stage.last()


async def test_somebody_else_at_the_same_place(stage: Stage) -> None:
    nudge = await let_go_nudge(stage, organisation="Acme")
    assert labels(nudge) == ["They replied", "Let it go", "Someone else"]
    other = await stage.alice.user.click(nudge, label="Someone else")
    assert "somebody else at Acme" in texts(other)[0]
    form = await stage.alice.user.click(other.response, label="Add a person")
    await stage.alice.user.submit_modal(form, {"name": "Kim"})
    assert "Acme" in await shown(stage, "Kim")


async def test_letting_go_from_the_nudge(stage: Stage) -> None:
    gone = await stage.alice.user.click(await let_go_nudge(stage), label="Let it go")
    assert "Sam is closed" in texts(gone)[0]


async def retention_notice(stage: Stage) -> Any:
    await add(stage)
    await stage.alice.user.slash("people close")
    await stage.env.advance_time(336 * 86400)
    await stage.pass_time(days=3)
    return stage.last()


async def test_keeping_what_would_be_deleted(stage: Stage) -> None:
    notice = await retention_notice(stage)
    assert labels(notice) == ["Keep", "Forget"]
    kept = await stage.alice.user.click(notice, label="Keep")
    assert "I keep what you wrote about Sam" in texts(kept)[0]
    await stage.env.advance_time(60 * 86400)
    await stage.sweep()
    assert "Sam" in await shown(stage, "Sam")


async def test_forgetting_from_the_notice(stage: Stage) -> None:
    question = await stage.alice.user.click(await retention_notice(stage), label="Forget")
    await stage.alice.user.click(question.response, label="Yes, forget Sam")
    assert "Nobody is in your list" in texts(await stage.alice.user.slash("people list"))[0]


async def test_the_second_person(stage: Stage) -> None:
    await add(stage)
    said = await stage.alice.user.slash("ask sent", channel="email")
    undo = next(one for one in ids(said.response) if one.startswith("r:undo"))
    person_id = undo.split(":")[2]
    press = f"r:add_person:{person_id}:asked.1:second_person.1.1:-"
    form = raw_click(stage, stage.alice.user, stage.last(), press)
    await stage.env.settle()
    assert form.modal["title"] == "Who is it?"


async def test_everything_is_private_in_a_server(stage: Stage) -> None:
    added = await stage.alice.slash(stage.careers, "people add", name="Sam")
    assert added.ephemeral
    assert (await stage.alice.slash(stage.careers, "people list")).ephemeral
    assert stage.careers.last_message is None


async def test_another_member_sees_and_changes_nothing(stage: Stage) -> None:
    await add(stage)
    choice = (await stage.alice.user.autocomplete("people show", "person", ""))[0]["value"]
    await stage.bob.user.slash("people add", name="Lee")
    for command in ("people show", "people edit", "people park", "people close", "people forget"):
        refused = await stage.bob.user.slash(command, person=choice)
        assert "I can't find that person" in texts(refused)[0]
    forged = raw_click(
        stage,
        stage.bob.user,
        stage.last(stage.bob.user),
        f"r:person_forget_sure:{choice}:everything",
    )
    await stage.env.settle()
    assert "I can't find that person" in texts(forged)[0]
    assert "Sam" in await shown(stage)


async def test_the_same_name_twice_at_once_is_one_person(stage: Stage) -> None:
    options = [{"name": "name", "type": 3, "value": "Sam"}]
    both = [raw_slash(stage, stage.alice.user, "people add", options) for _ in range(2)]
    await stage.env.settle()
    said = sorted("already" in texts(one)[0] for one in both)
    assert said == [False, True]


async def test_a_restart_leaves_every_button_working(stage: Stage) -> None:
    added = await add(stage)
    await stage.restart()
    question = await stage.alice.user.click(added.response, label="Draft it")
    assert "what do you hope to learn" in texts(question)[0]
