"""Every error becomes a kind sentence, and the log has no private word."""

import logging
import re
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands

from bot.feedback import N_, BadInput, Feedback
from bot.ui import errors
from bot.ui.errors import answer_error
from bot.ui.views import defer, reply
from tests.ui.test_views import behave, show_panel
from tests.ui.tiny import PRIVATE, StorageGone, raw_slash

REFERENCE = re.compile(r"reference: ([A-Z2-9]{3}-[A-Z2-9]{3})\.")


def raising(error: Exception, *, after: str = "") -> Any:
    """What a command does that fails."""

    async def fail(interaction: discord.Interaction) -> None:
        if after == "deferral":
            await defer(interaction)
        if after == "answer":
            await reply(interaction, "First")
        raise error

    return fail


async def answered(env: simcord.Env, error: Exception, *, after: str = "") -> Any:
    """The answer to a command that fails with `error`."""
    behave(env, raising(error, after=after))
    result = await env.create_user("bob").slash("do")
    acknowledge(env)
    return result


def acknowledge(env: simcord.Env) -> None:
    env._errors_acknowledged = len(env.errors)


@pytest.mark.parametrize("after", ["", "deferral"])
async def test_feedback_is_its_sentence(env: simcord.Env, after: str) -> None:
    error = Feedback(N_("There is nobody called {name}."), name="*Sam* {reference}")
    result = await answered(env, error, after=after)
    assert result.response.content == r"There is nobody called \*Sam\* {reference}."
    assert not result.followups


async def test_after_an_answer_it_is_a_follow_up(env: simcord.Env) -> None:
    result = await answered(env, BadInput("No."), after="answer")
    assert result.response.content == "First"
    assert [one.content for one in result.followups] == ["No."]


@pytest.mark.parametrize("typed", ["*my* text", "long " * 1000])
async def test_what_was_typed_is_given_back_unchanged(env: simcord.Env, typed: str) -> None:
    result = await answered(env, BadInput("Too long:", give_back=typed))
    (back,) = result.followups
    assert typed == (back.content or (await back.attachments[0].read()).decode())


async def test_it_is_told_in_the_members_language(env: simcord.Env, german: object) -> None:
    behave(env, raising(Feedback(N_("There is nobody called {name}."), name="Sam")))
    bob = env.create_user("bob")
    result = raw_slash(env, bob, "do", locale="de")
    await env.settle()
    acknowledge(env)
    assert result.response.content == "Sam kenne ich nicht."


async def test_anything_else_has_a_reference_that_stands_in_the_log(
    env: simcord.Env, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "bot.ui.errors"):
        result = await answered(env, LookupError(PRIVATE))
    said = result.response.content
    assert said.startswith("Something went wrong on my side; nothing of yours is lost.")
    found = REFERENCE.search(said)
    assert found is not None
    own = "\n".join(one.getMessage() for one in caplog.records if one.name == errors.__name__)
    assert found[1] in own
    assert "in /do" in own
    assert "builtins.LookupError" in own
    assert "line" in own
    assert "raise error" in own
    assert PRIVATE not in own
    assert PRIVATE not in said


async def test_a_fault_of_the_storage_says_that_nothing_was_changed(env: simcord.Env) -> None:
    result = await answered(env, StorageGone(PRIVATE))
    assert result.response.content.startswith(
        "I can't reach my notes at the moment, so nothing was changed."
    )
    assert "DATABASE_URL" not in result.response.content
    assert REFERENCE.search(result.response.content)


async def test_an_error_may_bring_a_safe_text_of_its_own(env: simcord.Env) -> None:
    error = StorageGone(PRIVATE)
    error.safe_text = "The database is busy."  # type: ignore[attr-defined]
    result = await answered(env, error)
    assert result.response.content.startswith("The database is busy. (Reference ")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (app_commands.CommandNotFound("gone", []), "has just changed"),
        (app_commands.MissingPermissions(["manage_guild"]), "for the moderators"),
        (app_commands.BotMissingPermissions(["send_messages"]), "don't have the permission"),
        (app_commands.NoPrivateMessage(), "in a server only"),
        (app_commands.CheckFailure("no"), "can't use that command here"),
        (app_commands.AppCommandError(PRIVATE), "Something went wrong on my side"),
    ],
)
async def test_a_refused_command_says_why(env: simcord.Env, error: Exception, says: str) -> None:
    result = await answered(env, error)
    assert says in result.response.content


@pytest.mark.parametrize(
    ("status", "code", "says"),
    [
        (403, 50007, "your direct messages are closed to me"),
        (403, 50013, "Discord doesn't let me do that here"),
        (500, 0, "Discord has trouble at the moment"),
        (400, 50035, "Discord refused that message"),
    ],
)
async def test_what_discord_refuses_is_said(
    env: simcord.Env, status: int, code: int, says: str
) -> None:
    bob = env.create_user("bob")

    async def write(interaction: discord.Interaction) -> None:
        await defer(interaction)
        await interaction.user.send("hello")

    behave(env, write)
    path = f"/channels/{bob.dm_channel.id}/messages"
    env.inject_error("POST", path, status=status, code=code, message=PRIVATE)
    result = await bob.slash("do")
    acknowledge(env)
    assert says in result.response.content
    assert PRIVATE not in result.response.content


async def test_an_expired_interaction_is_only_logged(
    env: simcord.Env, caplog: pytest.LogCaptureFixture
) -> None:
    env.inject_error(
        "POST", "/interactions/*/callback", status=404, code=10062, message="Unknown interaction"
    )
    with caplog.at_level(logging.INFO, "bot.ui.errors"):
        result = await env.create_user("bob").slash("do")
    acknowledge(env)
    assert not result.acknowledged
    assert "expired" in caplog.text


async def test_an_answer_that_fails_never_raises(
    env: simcord.Env, caplog: pytest.LogCaptureFixture
) -> None:
    env.inject_error(
        "POST", "/interactions/*/callback", status=500, code=0, message=PRIVATE, times=None
    )
    behave(env, raising(LookupError(PRIVATE)))
    await env.create_user("bob").slash("do")
    acknowledge(env)
    own = [one.getMessage() for one in caplog.records if one.name == errors.__name__]
    assert any("could not be answered" in line for line in own)
    assert not any(PRIVATE in line for line in own)


async def test_views_and_forms_answer_the_same_way(env: simcord.Env) -> None:
    behave(env, show_panel)
    bob = env.create_user("bob")
    shown = await bob.slash("do")
    pressed = await bob.click(shown.response, label="Break")
    form = await bob.click(shown.response, label="Ask")
    sent = await bob.submit_modal(form, {"name": "boom"})
    acknowledge(env)
    for result in (pressed, sent):
        assert REFERENCE.search(result.response.content)


async def test_long_texts_in_a_form_are_given_back_after_any_error(env: simcord.Env) -> None:
    behave(env, show_panel)
    bob = env.create_user("bob")
    form = await bob.click((await bob.slash("do")).response, label="Ask")
    why = "because of the open-source meetup in May"
    sent = await bob.submit_modal(form, {"name": "boom", "why": why})
    acknowledge(env)
    assert sent.response.content.endswith("Here is what you typed, so that nothing is lost:")
    assert [one.content for one in sent.followups] == [why]


async def test_what_an_error_gives_back_itself_comes_once(env: simcord.Env) -> None:
    behave(env, show_panel)
    bob = env.create_user("bob")
    form = await bob.click((await bob.slash("do")).response, label="Ask")
    name = "Sam with a name that has a great many characters"
    sent = await bob.submit_modal(form, {"name": name, "why": "short"})
    acknowledge(env)
    assert [one.content for one in sent.followups] == [name]


async def test_it_survives_an_interaction_that_is_no_interaction() -> None:
    await answer_error(object(), LookupError())  # type: ignore[arg-type]
