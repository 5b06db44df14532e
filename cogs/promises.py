"""/promises: what the member said they would do, over all people."""

from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.ui.promises import show_list
from bot.ui.talk import Interaction
from bot.ui.views import defer


class Promises(commands.Cog):
    """Everything promised and still open."""

    @app_commands.command(
        name=locale_str("promises"),
        description=locale_str("What you said you would do, the soonest first"),
    )
    async def promises(self, interaction: Interaction) -> None:
        """All open promises, with their buttons."""
        await defer(interaction)
        await show_list(interaction)


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(Promises())
