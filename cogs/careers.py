"""/careers: those who may manage a server set the coach up there."""

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.ui.careers import changes, features, leaving, limits, setting_up
from bot.ui.careers.allowed import BY_SERVERS, IN_SERVERS, as_manager
from bot.ui.talk import Interaction
from bot.ui.views import defer


class CareersCog(commands.Cog):
    """What Manage Server allows. Discord hides it from others; every step is checked again."""

    careers = app_commands.Group(
        name=locale_str("careers"),
        description=locale_str("Set up this server's careers channel"),
        allowed_contexts=IN_SERVERS,
        allowed_installs=BY_SERVERS,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    @careers.command(
        name=locale_str("setup"),
        description=locale_str("Channel, team and panel: see it before it is posted"),
    )
    async def set_up(self, interaction: Interaction) -> None:
        """Where, who, in which language; then the panel."""
        place = as_manager(interaction)
        await defer(interaction)
        await setting_up.begin(interaction, place)

    @careers.command(
        name=locale_str("features"),
        description=locale_str("What I post here: every switch, all of them off at first"),
    )
    async def features(self, interaction: Interaction) -> None:
        """One page of switches."""
        place = as_manager(interaction)
        await defer(interaction)
        await features.begin(interaction, place)

    @careers.command(
        name=locale_str("limits"),
        description=locale_str("How far reminders and introductions may go in this server"),
    )
    async def limits(self, interaction: Interaction) -> None:
        """Waits, quiet hours, holidays, requests."""
        place = as_manager(interaction)
        await defer(interaction)
        await limits.begin(interaction, place)

    @careers.command(
        name=locale_str("export"),
        description=locale_str("A file with all settings, prompts and the log"),
    )
    async def export(self, interaction: Interaction) -> None:
        """Everything that moderators set up."""
        place = as_manager(interaction)
        await defer(interaction)
        await leaving.export(interaction, place)

    @careers.command(
        name=locale_str("reset"),
        description=locale_str("Delete all settings of this server; asks for its name first"),
    )
    async def reset(self, interaction: Interaction) -> None:
        """Begin again from nothing."""
        place = as_manager(interaction)
        await defer(interaction)
        await leaving.ask_to_reset(interaction, place)

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
