"""/careers-team: what the careers team does day by day, with Manage Server or the team role."""

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.ui.careers import status, win_queue
from bot.ui.careers.allowed import as_team
from bot.ui.talk import Interaction
from bot.ui.views import defer


class CareersTeamCog(commands.Cog):
    """Discord hides it from others; every step is checked again (`bot.ui.careers.allowed`)."""

    careers_team = app_commands.Group(
        name=locale_str("careers-team"),
        description=locale_str("For this server's careers team"),
        allowed_contexts=app_commands.AppCommandContext(guild=True),
        allowed_installs=app_commands.AppInstallationType(guild=True),
        default_permissions=discord.Permissions(manage_messages=True),
    )

    @careers_team.command(
        name=locale_str("status"),
        description=locale_str("What runs here, and what did not and why"),
    )
    async def status(self, interaction: Interaction) -> None:
        """Channel, permissions, scheduler, deliveries and what was left out."""
        _place, server = await as_team(interaction)
        await defer(interaction)
        await status.show(interaction, server)

    @careers_team.command(
        name=locale_str("queue"), description=locale_str("Wins that wait for your word")
    )
    async def queue(self, interaction: Interaction) -> None:
        """Each as it would be posted."""
        place, server = await as_team(interaction)
        await defer(interaction)
        await win_queue.show(interaction, place, server)


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(CareersTeamCog())
