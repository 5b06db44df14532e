"""/careers-team pause: the team's brake."""

import pytest

from bot.coaching.careers import Feature
from bot.services.careers import servers
from bot.services.careers.servers import SwitchedOff
from tests.e2e.community import Community, forged
from tests.e2e.stage import labels, texts


async def is_open(community: Community) -> bool:
    stage = community.stage
    server = await servers.known(stage.app.coach, stage.guild.id)
    try:
        servers.require_open(server, Feature.INTRODUCTIONS)
    except SwitchedOff:
        return False
    return True


@pytest.mark.parametrize("who", ["owner", "moderator", "helper"])
async def test_the_team_stops_everything_and_lets_it_go_on(community: Community, who: str) -> None:
    careers, actor = community.stage.careers, getattr(community, who)
    await community.set_up(Feature.INTRODUCTIONS)
    assert await is_open(community)
    stopped = await actor.slash(careers, "careers-team pause")
    assert stopped.ephemeral
    assert "Stopped" in stopped.response.content
    assert labels(stopped.response) == ["Go on again"]
    assert not await is_open(community)
    again = await actor.slash(careers, "careers-team pause")
    assert "since" in again.response.content
    on = await actor.click(again.response, label="Go on again")
    assert "It goes on" in on.response.content
    assert await is_open(community)
    late = await actor.click(stopped.response, label="Go on again")
    assert "goes on already" in late.response.content


async def test_it_is_in_the_log(community: Community) -> None:
    careers = community.stage.careers
    await community.set_up()
    stopped = await community.helper.slash(careers, "careers-team pause")
    await community.helper.click(stopped.response, label="Go on again")
    log = await community.moderator.slash(careers, "careers log")
    assert f"<@{community.helper.id}> stopped everything" in log.response.content
    assert f"<@{community.helper.id}> let everything go on" in log.response.content


async def test_members_can_t(community: Community) -> None:
    await community.set_up(Feature.INTRODUCTIONS)
    refused = await forged(community.stage, community.carol, "careers-team pause")
    assert "careers team" in texts(refused)[0]
    assert await is_open(community)


async def test_the_button_is_the_team_s_alone(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.INTRODUCTIONS)
    stopped = await community.helper.slash(stage.careers, "careers-team pause")
    await community.set_up(Feature.INTRODUCTIONS, team_role=None)
    refused = await community.helper.click(stopped.response, label="Go on again")
    assert "careers team" in texts(refused)[0]
    server = await servers.required(stage.app.coach, stage.guild.id)
    assert server.paused is not None
