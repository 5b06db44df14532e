"""/share: a win of the member's own, in the careers channel."""

from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.ui.careers import wins
from bot.ui.talk import Interaction
from bot.ui.views import defer


class Share(commands.Cog):
    """Shown before it is posted, and taken back at any time."""

    group = app_commands.Group(
        name=locale_str("share"),
        description=locale_str("Share a win of yours in the careers channel"),
    )

    @group.command(
        name=locale_str("preview"), description=locale_str("Write it, and see how it will look")
    )
    async def preview(self, interaction: Interaction) -> None:
        """A form, then the preview."""
        await wins.open_form(interaction)

    @group.command(name=locale_str("post"), description=locale_str("Post what you previewed"))
    async def post(self, interaction: Interaction) -> None:
        """The preview goes into the channel, or to the team."""
        await defer(interaction)
        await wins.post(interaction)

    @group.command(
        name=locale_str("undo"), description=locale_str("Take back something that you shared")
    )
    async def undo(self, interaction: Interaction) -> None:
        """It goes, wherever it is."""
        await defer(interaction)
        await wins.offer_undo(interaction)


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(Share())
