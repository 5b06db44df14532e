"""What can go wrong while a server is set up: each is answered, nothing stands in a wrong place."""

from typing import Any

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite

from bot.services.careers import panels as use_case
from bot.services.careers import servers
from bot.ui.careers.allowed import ManagersOnly
from bot.ui.careers.setting_up import Lacking, NoChannel
from tests.e2e.community import Community, forged
from tests.e2e.stage import Stage, texts
from tests.e2e.test_careers_setup import bot_role, chosen, panels, posted

COMMANDS = ["setup", "features", "limits", "export", "reset", "log"]


def demote(community: Community) -> None:
    """The moderator may no longer manage the server."""
    stage, member = community.stage, community.moderator
    stage.env.backend.edit_member(stage.guild.id, member.id, {"role_ids": []})


def forbid(stage: Stage, channel: Any, **permissions: bool) -> None:
    """The coach may not do that in a channel any more."""
    allow, deny = discord.PermissionOverwrite(**permissions).pair()
    overwrite = Overwrite(bot_role(stage).id, 0, allow=allow.value, deny=deny.value)
    stage.env.backend.set_overwrite(channel.id, overwrite)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("who", ["helper", "carol"])
async def test_only_managers_may_use_careers(community: Community, command: str, who: str) -> None:
    await community.set_up()
    refused = await forged(community.stage, getattr(community, who), f"careers {command}")
    assert "may manage this server" in texts(refused)[0]
    assert refused.ephemeral


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("who", ["owner", "moderator"])
async def test_managers_may(community: Community, command: str, who: str) -> None:
    await community.set_up()
    stage = community.stage
    answered = await getattr(community, who).slash(stage.careers, f"careers {command}")
    assert "may manage this server" not in texts(answered)[0]
    assert answered.ephemeral


async def test_an_outsider_sees_only_their_own_server(community: Community) -> None:
    await community.set_up()
    stage = community.stage
    room = community.elsewhere.create_text_channel("room")
    owner = community.elsewhere.add_member(community.elsewhere.owner)
    answered = await owner.slash(room, "careers export")
    assert "/careers setup" in texts(answered)[0]
    log = await owner.slash(room, "careers log")
    assert "Nothing was changed here yet" in texts(log)[0]
    assert str(stage.careers.id) not in texts(log)[0]


async def test_a_moderator_demoted_before_the_last_press_posts_nothing(
    community: Community,
) -> None:
    stage = community.stage
    asked = await chosen(community)
    demote(community)
    refused = await community.moderator.click(asked.followups[-1], label="Post it")
    assert "may manage this server" in texts(refused)[0]
    simcord.assert_error(stage.env, ManagersOnly)
    await stage.sweep()
    assert panels(stage.careers) == []
    assert await servers.known(stage.app.coach, stage.guild.id) is None


@pytest.mark.parametrize(
    ("command", "button", "values"),
    [
        ("limits", "Follow-ups and thanks", {"days": "6", "hours": "24"}),
        ("limits", "Days in the server", {"days": "3"}),
        ("reset", "Delete it all …", {"name": "Careers"}),
        ("setup", "Time zone", {"zone": "Lisbon"}),
    ],
)
async def test_a_moderator_demoted_while_a_form_is_open_changes_nothing(
    community: Community, command: str, button: str, values: dict[str, str]
) -> None:
    stage, moderator = community.stage, community.moderator
    before = await community.set_up()
    opened = await moderator.slash(stage.careers, f"careers {command}")
    form = await moderator.click(opened.response, label=button)
    demote(community)
    refused = await moderator.submit_modal(form, values)
    assert "may manage this server" in texts(refused)[0]
    simcord.assert_error(stage.env, ManagersOnly)
    assert await servers.required(stage.app.coach, stage.guild.id) == before


async def test_a_demoted_moderator_s_switches_do_nothing(community: Community) -> None:
    stage = community.stage
    await community.set_up()
    page = await community.moderator.slash(stage.careers, "careers features")
    demote(community)
    refused = await community.moderator.click(page.response, label="Wins: off")
    assert "may manage this server" in texts(refused)[0]
    simcord.assert_error(stage.env, ManagersOnly)
    server = await servers.required(stage.app.coach, stage.guild.id)
    assert server.settings.features == frozenset()


async def test_a_channel_deleted_before_the_last_press_is_noticed(community: Community) -> None:
    stage = community.stage
    other = stage.guild.create_text_channel("jobs")
    asked = await chosen(community, other)
    stage.env.backend.delete_channel(other.id)
    refused = await community.moderator.click(asked.followups[-1], label="Post it")
    assert "Choose a text channel first" in texts(refused)[0]
    simcord.assert_error(stage.env, NoChannel)


async def test_a_permission_taken_before_the_last_press_is_named(community: Community) -> None:
    stage = community.stage
    asked = await chosen(community)
    forbid(stage, stage.careers, embed_links=False)
    refused = await community.moderator.click(asked.followups[-1], label="Post it")
    assert "I lack Embed Links" in texts(refused)[0]
    simcord.assert_error(stage.env, Lacking)
    assert panels(stage.careers) == []


async def test_a_channel_deleted_after_the_setup_is_said_and_can_be_changed(
    community: Community,
) -> None:
    stage = community.stage
    other = stage.guild.create_text_channel("jobs")
    await posted(community, other)
    stage.env.backend.delete_channel(other.id)
    opened = await community.moderator.slash(stage.careers, "careers setup")
    assert "Channel: **deleted; choose another**" in opened.response.content
    await posted(community)
    assert len(panels(stage.careers)) == 1


async def test_a_channel_deleted_while_the_panel_was_on_its_way(community: Community) -> None:
    stage = community.stage
    other = stage.guild.create_text_channel("jobs")
    asked = await chosen(community, other)
    await community.moderator.click(asked.followups[-1], label="Post it")
    stage.env.backend.delete_channel(other.id)
    await stage.sweep()
    server = await servers.required(stage.app.coach, stage.guild.id)
    assert (server.panel.due, server.panel.error) == (None, "channel")
    opened = await community.moderator.slash(stage.careers, "careers setup")
    assert "I could not post the panel" in opened.response.content
    status = await community.helper.slash(stage.careers, "careers-team status")
    assert "The panel could not be posted." in status.response.content


async def test_a_permission_taken_while_the_panel_was_on_its_way(community: Community) -> None:
    stage = community.stage
    asked = await chosen(community)
    await community.moderator.click(asked.followups[-1], label="Post it")
    forbid(stage, stage.careers, send_messages=False)
    await stage.sweep()
    server = await servers.required(stage.app.coach, stage.guild.id)
    assert (server.panel.due, server.panel.error) == (None, "access")
    assert panels(stage.careers) == []
    forbid(stage, stage.careers, send_messages=True)
    await posted(community)
    assert len(panels(stage.careers)) == 1


async def test_a_passing_fault_is_tried_again_and_then_given_up(community: Community) -> None:
    stage = community.stage
    asked = await chosen(community)
    await community.moderator.click(asked.followups[-1], label="Post it")
    path = f"/channels/{stage.careers.id}/messages"
    stage.env.inject_error("POST", path, status=503, message="down", times=None)
    await stage.sweep()
    server = await servers.required(stage.app.coach, stage.guild.id)
    assert server.panel.due is not None
    assert server.panel.due > stage.now()
    stage.env.backend.faults.clear()
    await stage.pass_time(minutes=5)
    assert len(panels(stage.careers)) == 1


async def test_a_fault_that_stays_is_given_up_with_a_reason(community: Community) -> None:
    stage = community.stage
    asked = await chosen(community)
    await community.moderator.click(asked.followups[-1], label="Post it")
    path = f"/channels/{stage.careers.id}/messages"
    stage.env.inject_error("POST", path, status=503, message="down", times=None)
    await stage.sweep()
    await stage.pass_time(days=1)
    server = await servers.required(stage.app.coach, stage.guild.id)
    assert server.panel.due is None
    assert server.panel.error == "HTTP 503, code 0"


async def test_a_crash_after_posting_posts_no_second_panel(community: Community) -> None:
    stage = community.stage
    asked = await chosen(community)
    await community.moderator.click(asked.followups[-1], label="Post it")
    settle = use_case.settle
    with pytest.MonkeyPatch.context() as patch:

        async def dies(*_arguments: Any) -> None:
            raise OSError("the process ends here")

        patch.setattr(use_case, "settle", dies)
        await stage.sweep()
    assert use_case.settle is settle
    assert len(panels(stage.careers)) == 1
    await stage.pass_time(minutes=10)
    [panel] = panels(stage.careers)
    server = await servers.required(stage.app.coach, stage.guild.id)
    assert server.panel.message == panel.id


async def test_two_moderators_post_at_once_one_panel(community: Community) -> None:
    stage = community.stage
    mine = await chosen(community)
    theirs = await chosen(community, who=community.owner)
    await community.moderator.click(mine.followups[-1], label="Post it")
    await community.owner.click(theirs.followups[-1], label="Post it")
    await stage.sweep()
    assert len(panels(stage.careers)) == 1
    log = await community.moderator.slash(stage.careers, "careers log")
    assert log.response.content.count("set up the channel") == 2


async def test_the_channel_changed_while_the_panel_was_being_posted(community: Community) -> None:
    """What was posted into the channel of before goes."""
    stage, coach = community.stage, community.stage.app.coach
    await posted(community)
    other = stage.guild.create_text_channel("jobs")
    first = await servers.required(coach, stage.guild.id)
    place = servers.Place(stage.guild.id, "Careers", community.moderator.id)
    await use_case.want(coach, place, {})
    [due] = await use_case.due(coach)
    claimed = await use_case.claim(coach, due)
    assert claimed is not None
    await use_case.want(coach, place, {"channel": other.id})
    await use_case.settle(coach, claimed, use_case.Outcome(message=first.panel.message))
    await stage.sweep()
    server = await servers.required(coach, stage.guild.id)
    assert server.panel.channel == other.id
    assert len(panels(other)) == 1
    assert panels(stage.careers) == []


async def test_a_team_role_above_the_coach_s_works(community: Community) -> None:
    stage = community.stage
    high = stage.guild.create_role("High", permissions=discord.Permissions(manage_messages=True))
    stage.env.backend.edit_role(stage.guild.id, high.id, {"position": 9})
    leader = stage.guild.add_member(stage.env.create_user("lea"), roles=[high])
    opened = await community.moderator.slash(stage.careers, "careers setup")
    screen = await community.moderator.select(opened.response, [high], custom_id="team_role")
    screen = await community.moderator.select(screen.response, [stage.careers], custom_id="channel")
    assert "Team role: **@High**" in screen.response.content
    asked = await community.moderator.click(screen.response, label="Preview the panel")
    await community.moderator.click(asked.followups[-1], label="Post it")
    stopped = await leader.slash(stage.careers, "careers-team pause")
    assert "Stopped" in stopped.response.content


async def test_a_deleted_team_role_is_said(community: Community) -> None:
    stage = community.stage
    await community.set_up(team_role=123456789)
    opened = await community.moderator.slash(stage.careers, "careers setup")
    assert "Team role: **deleted; choose another**" in opened.response.content


async def test_buttons_of_a_screen_pressed_months_later_say_so(community: Community) -> None:
    stage = community.stage
    await community.set_up()
    page = await community.moderator.slash(stage.careers, "careers features")
    await stage.restart()
    await stage.pass_time(days=60)
    late = await community.moderator.click(page.response, label="Wins: off")
    assert "gone to sleep" in texts(late)[0]
    server = await servers.required(stage.app.coach, stage.guild.id)
    assert server.settings.features == frozenset()
