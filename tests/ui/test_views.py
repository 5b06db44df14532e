"""The ways of answering, and views and forms that belong to one member."""

import ast
import asyncio
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.ui import views
from bot.ui.views import MOST_FOLLOW_UPS, defer, replace, reply, send_draft
from tests.ui.tiny import Behaviour, Form, Panel, TinyBot, raw_form, raw_slash

DRAFT = "Dear Sam,\n\n*thanks* for_the_talk @everyone <@1>!\n# Bye\n- me"


ROOT = Path(__file__).parent.parent.parent


def test_every_view_and_form_belongs_to_somebody() -> None:
    """One that isn't an `OwnedView` or an `OwnedModal` would be answered as a forgotten one."""
    for path in [*(ROOT / "bot" / "ui").rglob("*.py"), *(ROOT / "cogs").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            bases = getattr(node, "bases", []) if isinstance(node, ast.ClassDef) else []
            for base in (ast.unparse(one) for one in bases):
                is_bare = base in {"discord.ui.View", "discord.ui.Modal", "ui.View", "ui.Modal"}
                assert not is_bare or path.name == "views.py", f"{path.name}: {base}"


def behave(env: simcord.Env, behaviour: Behaviour) -> None:
    bot: Any = env.bot
    bot.behaviour = behaviour


async def test_an_answer_stays_in_the_members_own_messages(env: simcord.Env) -> None:
    bob = env.create_user("bob")
    result = await bob.slash("do")
    assert result.response.content == "Nothing"
    assert not result.response.ephemeral


async def test_elsewhere_only_the_member_sees_it(env: simcord.Env) -> None:
    guild = env.create_guild("Careers")
    channel = guild.create_text_channel("careers")
    alice = guild.add_member(env.create_user("alice"))
    assert (await alice.slash(channel, "do")).response.ephemeral
    bob = env.create_user("bob")
    others = raw_slash(env, bob, "do", context=2)
    await env.settle()
    assert others.response.ephemeral


async def test_what_is_kept_everybody_sees(env: simcord.Env) -> None:
    async def announce(interaction: discord.Interaction) -> None:
        await reply(interaction, "For all", keep=True)

    behave(env, announce)
    guild = env.create_guild("Careers")
    channel = guild.create_text_channel("careers")
    alice = guild.add_member(env.create_user("alice"))
    assert not (await alice.slash(channel, "do")).response.ephemeral


async def test_after_a_deferral_the_first_answer_fills_it(env: simcord.Env) -> None:
    async def slowly(interaction: discord.Interaction) -> None:
        await defer(interaction)
        await defer(interaction)
        await reply(interaction, "one")
        await reply(interaction, "two")

    behave(env, slowly)
    result = await env.create_user("bob").slash("do")
    assert result.response.content == "one"
    assert [one.content for one in result.followups] == ["two"]


async def test_mentions_never_fire_and_links_bring_no_previews(env: simcord.Env) -> None:
    async def shout(interaction: discord.Interaction) -> None:
        await reply(interaction, "@everyone https://example.org")

    behave(env, shout)
    await env.create_user("bob").slash("do")
    sent = [one.json for one in env.http_requests if "callback" in one.path][-1]
    assert sent["data"]["allowed_mentions"] == {"parse": []}
    assert sent["data"]["flags"] & 4


async def test_a_long_answer_is_split_by_paragraphs(env: simcord.Env) -> None:
    async def talk(interaction: discord.Interaction) -> None:
        await reply(interaction, "\n\n".join(["x" * 900] * 5))

    behave(env, talk)
    result = await env.create_user("bob").slash("do")
    lengths = [len(one.content) for one in (result.response, *result.followups)]
    assert lengths == [1802, 1802, 900]


async def test_what_no_follow_ups_hold_goes_along_as_a_file(env: simcord.Env) -> None:
    text = "\n\n".join([f"{n} " + "x" * 1500 for n in range(12)])

    async def talk(interaction: discord.Interaction) -> None:
        await defer(interaction)
        await reply(interaction, text)

    behave(env, talk)
    result = await env.create_user("bob").slash("do")
    assert len(result.followups) == MOST_FOLLOW_UPS
    attached = result.followups[-1].attachments[0]
    assert (await attached.read()).decode() == text


async def test_there_are_never_more_than_five_follow_ups(env: simcord.Env) -> None:
    seen: list[Exception] = []

    async def chatter(interaction: discord.Interaction) -> None:
        for number in range(9):
            try:
                await reply(interaction, str(number))
            except RuntimeError as error:
                seen.append(error)

    behave(env, chatter)
    result = await env.create_user("bob").slash("do")
    assert len(result.followups) == MOST_FOLLOW_UPS
    assert len(seen) == 3


async def test_a_draft_is_a_message_with_no_other_word_in_it(env: simcord.Env) -> None:
    async def draft(interaction: discord.Interaction) -> None:
        await send_draft(interaction, "A question about Acme", DRAFT)

    behave(env, draft)
    result = await env.create_user("bob").slash("do")
    assert result.response.content == "A question about Acme"
    assert [one.content for one in result.followups] == [DRAFT]


async def test_a_draft_without_a_subject_is_one_message(env: simcord.Env) -> None:
    async def draft(interaction: discord.Interaction) -> None:
        await defer(interaction)
        await send_draft(interaction, None, "x" * 2000)

    behave(env, draft)
    result = await env.create_user("bob").slash("do")
    assert result.response.content == "x" * 2000
    assert result.followups == []


async def show_panel(interaction: discord.Interaction) -> None:
    await reply(interaction, "First screen", view=Panel(interaction.user.id))


async def test_a_screen_replaces_the_one_before(env: simcord.Env) -> None:
    behave(env, show_panel)
    bob = env.create_user("bob")
    first = await bob.slash("do")
    second = await bob.click(first.response, label="Next")
    assert second.response.id == first.response.id
    assert second.response.content == "Second screen"


async def test_after_a_command_a_screen_is_a_new_answer(env: simcord.Env) -> None:
    async def show(interaction: discord.Interaction) -> None:
        await defer(interaction, update=True)
        await replace(interaction, "Screen")

    behave(env, show)
    assert (await env.create_user("bob").slash("do")).response.content == "Screen"


def callbacks(env: simcord.Env) -> list[int]:
    """The types of the answers so far: 4 a message, 5 and 6 "wait for it", 7 a changed message."""
    return [one.json["type"] for one in env.http_requests if one.path.endswith("/callback")]


async def test_a_quick_answer_is_given_at_once(env: simcord.Env) -> None:
    async def talk(interaction: discord.Interaction) -> None:
        await defer(interaction)
        await reply(interaction, "Here")

    behave(env, talk)
    result = await env.create_user("bob").slash("do")
    assert result.response.content == "Here"
    assert callbacks(env) == [4]
    await env.advance_time(2 * views.DEFER_AFTER)
    assert callbacks(env) == [4]


@pytest.mark.parametrize("turns", [1, 2, 3, 4, 6, 10, 50])
async def test_for_a_slow_answer_discord_is_asked_to_wait(
    env: simcord.Env, monkeypatch: pytest.MonkeyPatch, turns: int
) -> None:
    """Whether the answer comes while it is being asked or long after."""
    monkeypatch.setattr(views, "DEFER_AFTER", 0)

    async def talk(interaction: discord.Interaction) -> None:
        await defer(interaction)
        for _ in range(turns):
            await asyncio.sleep(0)
        await reply(interaction, "Here")
        await reply(interaction, "And there")

    behave(env, talk)
    result = await env.create_user("bob").slash("do")
    assert callbacks(env) == [5]
    assert [one.content for one in (result.response, *result.followups)] == ["Here", "And there"]


async def test_a_new_message_that_was_promised_changes_no_other(env: simcord.Env) -> None:
    class Quick(views.OwnedView):
        @discord.ui.button(label="Next")
        async def next(self, interaction: discord.Interaction, _button: Any) -> None:
            await defer(interaction)
            await replace(interaction, "Second screen")

    async def show(interaction: discord.Interaction) -> None:
        await reply(interaction, "First", view=Quick(interaction.user.id))

    behave(env, show)
    bob = env.create_user("bob")
    await bob.click((await bob.slash("do")).response, label="Next")
    assert [one.content for one in bob.dm_channel.history(viewer=bob)] == ["First", "Second screen"]


@pytest.mark.parametrize("after", [0, 60])
async def test_a_deferred_press_can_replace_too(
    env: simcord.Env, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(views, "DEFER_AFTER", after)

    class Slow(views.OwnedView):
        @discord.ui.button(label="Next")
        async def next(self, interaction: discord.Interaction, _button: Any) -> None:
            await defer(interaction, update=True)
            for _ in range(50):
                await asyncio.sleep(0)
            await replace(interaction, "Second screen")

    async def show(interaction: discord.Interaction) -> None:
        await reply(interaction, "First", view=Slow(interaction.user.id))

    behave(env, show)
    bob = env.create_user("bob")
    result = await bob.click((await bob.slash("do")).response, label="Next")
    assert result.response.content == "Second screen"
    assert result.response.components == []
    assert callbacks(env) == [4, 7 if after else 6]


async def test_somebody_elses_button_answers_kindly(env: simcord.Env) -> None:
    guild = env.create_guild("Careers")
    channel = guild.create_text_channel("careers")
    alice = guild.add_member(env.create_user("alice"))
    mallory = guild.add_member(env.create_user("mallory"))

    async def show(interaction: discord.Interaction) -> None:
        await reply(interaction, "Mine", view=Panel(interaction.user.id), keep=True)

    behave(env, show)
    shown = await alice.slash(channel, "do")
    result = await mallory.click(shown.response, label="Next")
    assert result.response.content == ("That one belongs to somebody else. /coach opens your own.")
    assert result.response.ephemeral
    assert channel.last_message.content == "Mine"


async def test_buttons_go_to_sleep_and_say_so(env: simcord.Env) -> None:
    behave(env, show_panel)
    bob = env.create_user("bob")
    shown = await bob.slash("do")
    await env.advance_time(views.VIEW_SECONDS + 1)
    message = bob.dm_channel.history(viewer=bob)[-1]
    assert message.id == shown.response.id
    assert message.content.startswith("First screen\n")
    assert "/coach opens everything again" in message.content
    parts: Any = simcord.components.walk_components([row.to_dict() for row in message.components])
    assert all(part["disabled"] for part in parts if part["type"] == 2)


async def test_after_a_restart_a_press_is_answered_kindly(env: simcord.Env) -> None:
    behave(env, show_panel)
    bob = env.create_user("bob")
    shown = await bob.slash("do")
    old = env.bot
    await env.restart_bot(TinyBot())
    await old.close()
    result = await bob.click(shown.response, label="Next")
    assert result.response.content == (
        "Those buttons have gone to sleep. /coach opens everything again."
    )


async def test_a_form_is_answered_where_it_was_opened(env: simcord.Env) -> None:
    behave(env, show_panel)
    bob = env.create_user("bob")
    shown = await bob.slash("do")
    form = await bob.click(shown.response, label="Ask")
    assert len(form.modal["title"]) <= 45
    result = await bob.submit_modal(form, {"name": "Sam"})
    assert result.response.content == "Hello Sam"


async def test_a_form_after_a_command_is_answered_anew(env: simcord.Env) -> None:
    async def ask(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Form(interaction.user.id, "Who?"))

    behave(env, ask)
    bob = env.create_user("bob")
    result = await bob.submit_modal(await bob.slash("do"), {"name": "Sam", "why": "x"})
    assert result.response.content == "Hello Sam"


@pytest.mark.parametrize("why", ["because", "w" * 4000])
async def test_a_forgotten_form_gives_back_what_was_typed(env: simcord.Env, why: str) -> None:
    bob = env.create_user("bob")
    bob.dm_channel  # noqa: B018  (made on first use)
    result = raw_form(env, bob, {"name": "Sam @everyone", "empty": " ", "why": why})
    await env.settle()
    assert "nothing was saved" in result.response.content
    name, reason = result.followups
    assert name.content == "Sam @everyone"
    given = reason.content or (await reason.attachments[0].read()).decode()
    assert given == why
