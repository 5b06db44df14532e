"""Every command and press counts as being here, and opens what waited for it."""

import pytest

from bot.storage import members
from tests.e2e.stage import Stage, labels, raw_slash, texts

CLOSED = "Discord would not let me write to you"


async def member_of(stage: Stage) -> members.Member:
    async with stage.app.database.read() as connection:
        found = await members.load(connection, stage.app.keyring, stage.alice.id)
    assert found is not None
    return found


async def test_after_three_bundles_without_an_answer_any_command_brings_the_next(
    stage: Stage,
) -> None:
    for number in range(16):
        await stage.alice.user.slash("people add", name=f"Person {number}")
    before = len(stage.seen())
    await stage.pass_time(days=60)
    assert len(stage.seen()) == before + 3
    quiet_since = len(stage.seen())

    await stage.alice.slash(stage.careers, "learn", topic="waiting")
    await stage.pass_time(days=5)
    assert len(stage.seen()) > quiet_since
    assert (await member_of(stage)).unanswered == 1


async def test_an_interaction_in_the_coachs_own_dm_shows_that_messages_arrive_again(
    stage: Stage,
) -> None:
    await stage.alice.user.slash("people add", name="Sam")
    stage.close_dms()
    await stage.pass_time(days=8)
    assert (await member_of(stage)).dm_closed is not None
    stage.open_dms()

    await stage.alice.slash(stage.careers, "learn", topic="waiting")
    assert (await member_of(stage)).dm_closed is not None
    await stage.alice.user.slash("learn", topic="waiting")
    assert (await member_of(stage)).dm_closed is None
    before = len(stage.seen())
    await stage.pass_time(days=1)
    assert len(stage.seen()) == before + 1


async def test_the_language_of_the_last_command_is_kept_for_what_comes_later(
    stage: Stage,
) -> None:
    await stage.alice.user.slash("people add", name="Sam")
    raw_slash(stage, stage.alice.user, "people list", locale="en-GB")
    await stage.env.settle()
    assert (await member_of(stage)).locale == "en"


async def closed(stage: Stage) -> None:
    """A nudge was refused: Alice takes no direct messages."""
    await stage.alice.slash(stage.careers, "people add", name="Sam")
    stage.close_dms()
    await stage.pass_time(days=8)
    assert (await member_of(stage)).dm_closed is not None


async def test_closed_direct_messages_are_said_after_the_next_command_and_once(
    stage: Stage,
) -> None:
    await closed(stage)
    told = await stage.alice.slash(stage.careers, "learn", topic="waiting")
    assert CLOSED not in told.response.content
    assert [CLOSED in one.content for one in told.followups] == [True]
    assert told.followups[0].ephemeral
    assert "Privacy Settings" in told.followups[0].content
    assert labels(told.followups[0]) == ["Send a test message"]

    again = await stage.alice.slash(stage.careers, "people list")
    assert again.followups == []


async def test_they_are_said_again_only_once_they_were_open_and_closed_again(
    stage: Stage,
) -> None:
    await closed(stage)
    told = await stage.alice.slash(stage.careers, "learn", topic="waiting")
    stage.open_dms()
    arrived = await stage.alice.click(told.followups[0], label="Send a test message")
    assert texts(arrived) == [
        "It arrived: look at our direct messages. From now on I write to you there."
    ]
    assert (await stage.alice.slash(stage.careers, "people list")).followups == []

    await stage.alice.slash(stage.careers, "people add", name="Kim")
    stage.close_dms()
    await stage.pass_time(days=8)
    told = await stage.alice.slash(stage.careers, "people list")
    assert [CLOSED in one.content for one in told.followups] == [True]


async def test_a_press_is_told_too_and_a_form_once_it_is_sent(stage: Stage) -> None:
    await stage.alice.slash(stage.careers, "people add", name="Sam")
    places = await stage.alice.slash(stage.careers, "people add")
    stage.close_dms()
    await stage.pass_time(days=8)
    form = await stage.alice.click(places.response, label="I found someone")
    assert form.modal is not None
    assert form.followups == []
    added = await stage.alice.submit_modal(form, {"name": "Kim", "why": ""})
    assert CLOSED in texts(added)[-1]


async def test_what_speaks_of_it_already_is_not_followed_by_the_same(stage: Stage) -> None:
    await closed(stage)
    front = await stage.alice.slash(stage.careers, "coach")
    assert "Send a test message" in labels(front.response)
    assert front.followups == []
    assert (await stage.alice.slash(stage.careers, "people list")).followups == []


async def test_a_refused_command_is_told_too(stage: Stage) -> None:
    await closed(stage)
    refused = await stage.alice.slash(stage.careers, "people show", person="Nobody")
    assert "can't find" in texts(refused)[0]
    assert CLOSED in texts(refused)[-1]


async def test_two_commands_at_once_are_told_once(stage: Stage) -> None:
    await closed(stage)
    results = [
        raw_slash(
            stage, stage.alice, "people list", channel=stage.careers, guild=stage.guild, context=0
        )
        for _n in range(2)
    ]
    await stage.env.settle()
    assert sum(CLOSED in one for result in results for one in texts(result)) == 1


async def test_the_coachs_own_dm_says_that_it_writes_again(stage: Stage) -> None:
    await closed(stage)
    told = await stage.alice.user.slash("learn", topic="waiting")
    assert CLOSED in texts(told)[-1]
    assert "my messages reach you again" in texts(told)[-1]
    assert labels(told.followups[-1]) == ["Send a test message"]
    assert (await member_of(stage)).dm_closed is None
    assert (await stage.alice.user.slash("learn", topic="waiting")).followups == []


async def test_where_no_further_message_fits_it_is_told_with_the_next_command(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await closed(stage)
    monkeypatch.setattr("bot.ui.views.MOST_FOLLOW_UPS", 0)
    full = await stage.alice.slash(stage.careers, "learn", topic="waiting")
    assert full.followups == []
    monkeypatch.undo()
    told = await stage.alice.slash(stage.careers, "learn", topic="waiting")
    assert [CLOSED in one.content for one in told.followups] == [True]
