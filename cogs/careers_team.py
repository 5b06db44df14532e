"""/careers-team: what the careers team does day by day, with Manage Server or the team role."""

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.ui.careers import status
from bot.ui.careers.allowed import BY_SERVERS, IN_SERVERS, as_team
from bot.ui.talk import Interaction
from bot.ui.views import defer


class CareersTeamCog(commands.Cog):
    """Discord hides it from others; every step is checked again (`bot.ui.careers.allowed`)."""

    careers_team = app_commands.Group(
        name=locale_str("careers-team"),
        description=locale_str("For this server's careers team"),
        allowed_contexts=IN_SERVERS,
        allowed_installs=BY_SERVERS,
        default_permissions=discord.Permissions(manage_messages=True),
    )

    @careers_team.command(
        name=locale_str("status"),
        description=locale_str("What runs here, and what did not and why"),
    )
    async def status(self, interaction: Interaction) -> None:
        """Channel, permissions, scheduler, deliveries and what was left out."""
        await defer(interaction)
        _place, server = await as_team(interaction)
        await status.show(interaction, server)

    @careers_team.command(
        name=locale_str("stats"),
        description=locale_str("This server's members in numbers, never about a few"),
    )
    async def stats(self, interaction: Interaction) -> None:
        """Members, offers and good habits, all together."""
        await defer(interaction)
        _place, server = await as_team(interaction)
        await status.show_stats(interaction, server)


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(CareersTeamCog())
