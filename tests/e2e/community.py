"""A server with everybody who has a say in it, and somebody who has none."""

from dataclasses import dataclass
from typing import Any

import discord

from bot.coaching.careers import Careers, Feature
from bot.services.careers import servers
from bot.services.careers.servers import Place
from tests.e2e.stage import Stage, raw_slash


@dataclass
class Community:
    """Who is there: `owner` and `moderator` may manage the server, `helper` has the team role
    (with Manage Messages, so that Discord shows /careers-team), `carol` is a member beside the
    stage's Alice and Bob, `outsider` is in another server. `log` is the team's channel."""

    stage: Stage
    owner: Any
    moderator: Any
    helper: Any
    carol: Any
    outsider: Any
    elsewhere: Any
    team_role: Any
    log: Any

    async def set_up(self, *features: Feature, **settings: Any) -> servers.Server:
        """Set up as /careers setup would, with these features on."""
        guild = self.stage.guild
        chosen = {
            "channel": self.stage.careers.id,
            "team_role": self.team_role.id,
            "log_channel": self.log.id,
            "zone": "Europe/Berlin",
            "features": frozenset(features),
        }
        place = Place(guild.id, "Careers", self.moderator.id)
        return await servers.set_up(self.stage.app.coach, place, Careers(**chosen | settings))


def gathered(stage: Stage) -> Community:
    """Bring everybody into the stage's server."""
    env, guild = stage.env, stage.guild
    manage = discord.Permissions(manage_guild=True, manage_messages=True)
    mods = guild.create_role("Mods", permissions=manage)
    team = guild.create_role("Careers team", permissions=discord.Permissions(manage_messages=True))
    elsewhere = env.create_guild("Elsewhere")
    return Community(
        stage=stage,
        owner=guild.add_member(guild.owner),
        moderator=guild.add_member(env.create_user("mo", global_name="Mo"), roles=[mods]),
        helper=guild.add_member(env.create_user("hal", global_name="Hal"), roles=[team]),
        carol=guild.add_member(env.create_user("carol", global_name="Carol")),
        outsider=elsewhere.add_member(env.create_user("otto", global_name="Otto")),
        elsewhere=elsewhere,
        team_role=team,
        log=guild.create_text_channel("careers-log"),
    )


async def forged(stage: Stage, who: Any, command: str, channel: Any = None) -> Any:
    """A command that Discord would not show to `who`, as only a forged client could send it."""
    place = channel or stage.careers
    result = raw_slash(stage, who.user, command, context=0, channel=place, guild=stage.guild)
    await stage.env.settle()
    return result
