"""The demo's server: its channels, its people, and where a visitor sits."""

from dataclasses import dataclass
from typing import Any

import discord
import simcord

OTHERS = ("Priya", "Jonas", "Mei", "Omar", "Lucia", "Tom")
"""Members whom the visitor never meets; together they make the digest's numbers."""


@dataclass(frozen=True)
class Seat:
    """The channel that the page shows, and the visitor who looks at it."""

    channel: simcord.ChannelHandle
    viewer: simcord.UserHandle | simcord.MemberActor


@dataclass(frozen=True)
class Scene:
    """A small server. `log` is its team's channel; `robin` is of the team, and may manage it."""

    guild: simcord.GuildHandle
    careers: simcord.ChannelHandle
    log: simcord.ChannelHandle
    team: simcord.RoleHandle
    robin: simcord.MemberActor
    alex: simcord.MemberActor
    sam: simcord.MemberActor
    noor: simcord.MemberActor
    others: tuple[simcord.MemberActor, ...]

    @property
    def cast(self) -> tuple[simcord.MemberActor, ...]:
        """Those who take part in introductions, by script."""
        return self.alex, self.sam, self.noor


def set_scene(env: simcord.Env) -> Scene:
    """Everybody joins now."""
    owner = env.create_user("mira", global_name="Mira")
    guild = env.create_guild("Careers club", owner=owner)
    careers = guild.create_text_channel("careers", topic="Ask people about their work")
    rights = discord.Permissions(manage_guild=True, manage_messages=True)
    team = guild.create_role("Careers team", permissions=rights)
    log = _for_team(guild, team)

    def join(name: str, *roles: simcord.RoleHandle) -> simcord.MemberActor:
        user = env.create_user(name.lower(), global_name=name)
        return guild.add_member(user, roles=roles)

    return Scene(
        guild=guild,
        careers=careers,
        log=log,
        team=team,
        robin=join("Robin", team),
        alex=join("Alex"),
        sam=join("Sam"),
        noor=join("Noor"),
        others=tuple(join(name) for name in OTHERS),
    )


def _for_team(guild: simcord.GuildHandle, team: simcord.RoleHandle) -> simcord.ChannelHandle:
    """A channel that the team and the coach can read, and nobody else."""
    hidden = discord.PermissionOverwrite(view_channel=False)
    shown = discord.PermissionOverwrite(view_channel=True)
    overwrites: dict[Any, discord.PermissionOverwrite] = {guild.default_role: hidden, team: shown}
    if guild.me is not None:
        overwrites[guild.me] = shown
    topic = "For the careers team"
    return guild.create_text_channel("careers-log", topic=topic, overwrites=overwrites)
