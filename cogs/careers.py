"""/careers: those who may manage a server set the coach up there."""

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.ui.careers import changes
from bot.ui.careers.allowed import as_manager
from bot.ui.talk import Interaction
from bot.ui.views import defer


class CareersCog(commands.Cog):
    """What Manage Server allows. Discord hides it from others; every step is checked again."""

    careers = app_commands.Group(
        name=locale_str("careers"),
        description=locale_str("Set up this server's careers channel"),
        allowed_contexts=app_commands.AppCommandContext(guild=True),
        allowed_installs=app_commands.AppInstallationType(guild=True),
        default_permissions=discord.Permissions(manage_guild=True),
    )

    @careers.command(
        name=locale_str("log"), description=locale_str("Who changed what in these settings")
    )
    async def log(self, interaction: Interaction) -> None:
        """The latest changes."""
        place = as_manager(interaction)
        await defer(interaction)
        await changes.show(interaction, place)


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(CareersCog())
