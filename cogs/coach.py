"""/coach: the one front door. Its screens stand in `bot.ui.start` and `bot.ui.overview`."""

from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.ui.overview import show_coach
from bot.ui.talk import Interaction
from bot.ui.views import defer


class CoachCog(commands.Cog):
    """New members get the first three minutes; others see what is due and what is coming."""

    @app_commands.command(
        name=locale_str("coach"),
        description=locale_str("Start here: what is due, what is coming, the next small step"),
    )
    async def coach(self, interaction: Interaction) -> None:
        await defer(interaction)
        await show_coach(interaction)


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(CoachCog())
