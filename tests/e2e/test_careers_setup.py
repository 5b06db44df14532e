"""/careers setup: from the choices to the panel that stands in the channel."""

from typing import Any

import discord
import pytest
import simcord

from bot.coaching.careers import Feature
from bot.services.careers import servers
from bot.ui.careers.setting_up import ForEverybody, Lacking, NoChannel, SamePlace
from tests.e2e.community import Community
from tests.e2e.stage import Stage, labels, prefilled, texts

PANEL = ["Start, 3 minutes", "How it works", "Introductions may reach me here"]


async def chosen(community: Community, channel: Any = None, who: Any = None) -> Any:
    """The setup with everything chosen, up to the question whether to post."""
    moderator = who or community.moderator
    stage = community.stage
    opened = await moderator.slash(stage.careers, "careers setup")
    screen = await moderator.select(
        opened.response, [channel or stage.careers], custom_id="channel"
    )
    screen = await moderator.select(screen.response, [community.team_role], custom_id="team_role")
    screen = await moderator.select(screen.response, [community.log], custom_id="log_channel")
    return await moderator.click(screen.response, label="Preview the panel")


async def posted(community: Community, channel: Any = None, who: Any = None) -> Any:
    """The panel posted, as the moderator does it."""
    asked = await chosen(community, channel, who)
    done = await (who or community.moderator).click(asked.followups[-1], label="Post it")
    await community.stage.sweep()
    return done


async def test_nothing_is_posted_before_post_it(community: Community) -> None:
    stage, moderator = community.stage, community.moderator
    opened = await moderator.slash(stage.careers, "careers setup")
    assert opened.ephemeral
    assert "not chosen" in opened.response.content
    assert "Time zone: **America/New_York**" in opened.response.content
    asked = await chosen(community)
    preview, question = asked.response, asked.followups[-1]
    assert labels(preview) == PANEL
    assert labels(question) == ["Post it", "Change something"]
    await stage.sweep()
    assert stage.careers.history() == []
    assert await servers.known(stage.app.coach, stage.guild.id) is None


async def test_the_panel_is_the_preview_and_is_pinned(community: Community) -> None:
    stage = community.stage
    asked = await chosen(community)
    done = await community.moderator.click(asked.followups[-1], label="Post it")
    assert "within a minute" in done.response.content
    await stage.sweep()
    [panel] = [one for one in stage.careers.history() if one.components]
    assert panel.content == asked.response.content
    assert labels(panel) == PANEL
    assert [one.id for one in stage.careers.pinned_messages()] == [panel.id]
    server = await servers.required(stage.app.coach, stage.guild.id)
    assert server.settings.team_role == community.team_role.id
    assert server.settings.log_channel == community.log.id
    assert server.settings.features == frozenset()
    assert server.panel.due is None


def panels(channel: Any) -> list[discord.Message]:
    return [one for one in channel.history() if one.components]


async def test_setting_up_again_edits_the_panel(community: Community) -> None:
    stage = community.stage
    await posted(community)
    [before] = panels(stage.careers)
    await posted(community, who=community.owner)
    await stage.sweep()
    [after] = panels(stage.careers)
    assert after.id == before.id


async def test_a_deleted_panel_is_posted_again_once(community: Community) -> None:
    stage = community.stage
    await posted(community)
    [panel] = panels(stage.careers)
    await community.owner.delete(panel)
    await posted(community)
    await stage.sweep()
    [new] = panels(stage.careers)
    assert new.id != panel.id


async def test_another_channel_gets_the_panel(community: Community) -> None:
    stage = community.stage
    await posted(community)
    other = stage.guild.create_text_channel("jobs")
    asked = await chosen(community, other)
    assert f"The one in <#{stage.careers.id}> goes." in asked.followups[-1].content
    await community.moderator.click(asked.followups[-1], label="Post it")
    await stage.sweep()
    assert len(panels(other)) == 1
    assert panels(stage.careers) == []


async def test_where_pinning_is_not_allowed_it_stays_unpinned_and_says_so(
    community: Community,
) -> None:
    stage = community.stage
    restricted = stage.guild.create_text_channel(
        "jobs",
        overwrites={
            stage.guild.default_role: discord.PermissionOverwrite(),
            bot_role(stage): discord.PermissionOverwrite(manage_messages=False, pin_messages=False),
        },
    )
    asked = await chosen(community, restricted)
    assert "it stays unpinned" in asked.followups[-1].content
    await community.moderator.click(asked.followups[-1], label="Post it")
    await stage.sweep()
    assert len(panels(restricted)) == 1
    assert restricted.pinned_messages() == []


def bot_role(stage: Stage) -> Any:
    return next(
        role for role in stage.guild.roles.values() if role.name == stage.env.backend.bot_user.name
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("view_channel", "View Channel"),
        ("send_messages", "Send Messages"),
        ("embed_links", "Embed Links"),
        ("attach_files", "Attach Files"),
        ("read_message_history", "Read Message History"),
    ],
)
async def test_each_missing_permission_is_named_with_where_to_mend_it(
    community: Community, name: str, said: str
) -> None:
    stage, moderator = community.stage, community.moderator
    forbidden = discord.PermissionOverwrite(**{name: False})
    closed = stage.guild.create_text_channel("jobs", overwrites={bot_role(stage): forbidden})
    opened = await moderator.slash(stage.careers, "careers setup")
    screen = await moderator.select(opened.response, [closed], custom_id="channel")
    assert f"✗ **{said}**" in screen.response.content
    assert "Edit Channel → Permissions" in screen.response.content
    refused = await moderator.click(screen.response, label="Preview the panel")
    assert f"I lack {said}" in texts(refused)[0]
    simcord.assert_error(stage.env, Lacking)
    await stage.sweep()
    assert panels(closed) == []


async def test_the_time_zone_can_be_changed(community: Community) -> None:
    moderator, careers = community.moderator, community.stage.careers
    opened = await moderator.slash(careers, "careers setup")
    form = await moderator.click(opened.response, label="Time zone")
    assert prefilled(form) == {"zone": "America/New_York"}
    screen = await moderator.submit_modal(form, {"zone": "Lisbon"})
    assert "Europe/Lisbon" in screen.response.content
    again = await moderator.click(screen.response, label="Check again")
    assert "Europe/Lisbon" in again.response.content


async def test_the_log_is_not_where_members_read(community: Community) -> None:
    stage, moderator = community.stage, community.moderator
    asked = await chosen(community)
    back = await moderator.click(asked.followups[-1], label="Change something")
    refused = await moderator.select(back.response, [stage.careers], custom_id="log_channel")
    assert "The log is for the team" in texts(refused)[0]
    simcord.assert_error(stage.env, SamePlace)
    assert f"**The log in <#{community.log.id}>**" in back.response.content
    assert "Everybody can read it" in back.response.content


async def test_everybody_is_no_team(community: Community) -> None:
    moderator, careers = community.moderator, community.stage.careers
    opened = await moderator.slash(careers, "careers setup")
    everyone = community.stage.guild.default_role
    refused = await moderator.select(opened.response, [everyone], custom_id="team_role")
    assert "Choose another role" in texts(refused)[0]
    simcord.assert_error(community.stage.env, ForEverybody)


async def test_without_a_channel_there_is_no_preview(community: Community) -> None:
    stage, moderator = community.stage, community.moderator
    opened = await moderator.slash(stage.careers, "careers setup")
    refused = await moderator.click(opened.response, label="Preview the panel")
    assert "Choose a text channel first" in texts(refused)[0]
    simcord.assert_error(stage.env, NoChannel)


async def test_what_another_moderator_changed_meanwhile_stays(community: Community) -> None:
    stage = community.stage
    await community.set_up()
    mine = await chosen(community)
    await community.set_up(Feature.WINS, zone="Asia/Tokyo")
    await community.moderator.click(mine.followups[-1], label="Post it")
    server = await servers.required(stage.app.coach, stage.guild.id)
    assert server.settings.has(Feature.WINS)
    assert server.settings.zone == "Asia/Tokyo"
