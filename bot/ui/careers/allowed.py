"""Who may do what in a server. Discord shows commands by permission; this checks each use.

A form or a button can outlive a permission, so every step is checked, by what Discord says of
the member with this very interaction.
"""

from typing import Final

import discord
from discord import app_commands

from bot.feedback import N_, Feedback
from bot.services.careers import servers
from bot.services.careers.servers import Place, Server
from bot.ui.talk import Interaction, coach_of, is_alone_here

IN_SERVERS: Final = app_commands.AppCommandContext(
    guild=True, dm_channel=False, private_channel=False
)
BY_SERVERS: Final = app_commands.AppInstallationType(guild=True, user=False)
"""Where moderators' commands are: what is not denied here would be as for members' commands."""


class ServersOnly(Feedback):
    """It was asked for outside a server."""

    def __init__(self) -> None:
        super().__init__(N_("That works in a server only."))


class ManagersOnly(Feedback):
    """It was asked for by somebody who may not manage the server."""

    def __init__(self) -> None:
        super().__init__(N_("That is for those who may manage this server."))


class TeamOnly(Feedback):
    """It was asked for by somebody who is not of the team."""

    def __init__(self) -> None:
        super().__init__(N_("That is for this server's careers team."))


def place_of(interaction: Interaction) -> Place:
    """The server that it happens in, and who acts. Raises `ServersOnly`.

    A server where only the member has the app is none: the coach can do nothing there.
    """
    guild = interaction.guild
    if guild is None or is_alone_here(interaction):
        raise ServersOnly
    return Place(guild.id, guild.name, interaction.user.id)


def as_manager(interaction: Interaction) -> Place:
    """As `place_of`, for those who may manage the server. Raises `ManagersOnly`."""
    place = place_of(interaction)
    if not interaction.permissions.manage_guild:
        raise ManagersOnly
    return place


async def as_team(interaction: Interaction) -> tuple[Place, Server]:
    """As `place_of`, for managers and for whoever has the team role, with the server.

    Raises `TeamOnly`, and `NotSetUp` for a manager of a server that isn't.
    """
    place = place_of(interaction)
    server = await servers.known(coach_of(interaction), place.guild_id)
    if not (interaction.permissions.manage_guild or _has_team_role(interaction, server)):
        raise TeamOnly
    if server is None:
        raise servers.NotSetUp
    return place, server


def _has_team_role(interaction: Interaction, server: Server | None) -> bool:
    role = server.settings.team_role if server is not None else None
    member = interaction.user
    return (
        role is not None
        and isinstance(member, discord.Member)
        and member.get_role(role) is not None
    )
