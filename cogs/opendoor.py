"""/opendoor: conversations that a member offers to their server."""

from discord import app_commands
from discord.app_commands import Range, locale_str
from discord.ext import commands

from bot.ui.careers import doors
from bot.ui.careers.allowed import BY_SERVERS, IN_SERVERS
from bot.ui.talk import Interaction
from bot.ui.views import defer


class OpenDoor(commands.Cog):
    """So many a month, on topics of the member's own choice."""

    group = app_commands.Group(
        name=locale_str("opendoor"),
        description=locale_str("Conversations that members of this server offer each other"),
        allowed_contexts=IN_SERVERS,
        allowed_installs=BY_SERVERS,
    )

    @group.command(
        name=locale_str("set"), description=locale_str("Offer conversations to this server")
    )
    @app_commands.rename(topics=locale_str("topics"), per_month=locale_str("per_month"))
    @app_commands.describe(
        topics=locale_str("What people may ask you about, with commas between"),
        per_month=locale_str("How many conversations a month, 1 to 8"),
    )
    async def set(
        self,
        interaction: Interaction,
        topics: Range[str, 1, 300],
        per_month: Range[int, 1, 8],
    ) -> None:
        """Open a door, or change it."""
        await defer(interaction)
        await doors.set_door(interaction, topics, per_month)

    @group.command(
        name=locale_str("find"), description=locale_str("Who is open for a conversation about that")
    )
    @app_commands.rename(topic=locale_str("topic"))
    @app_commands.describe(topic=locale_str("What you would like to talk about"))
    async def find(self, interaction: Interaction, topic: Range[str, 1, 100]) -> None:
        """Those longest not shown first."""
        await defer(interaction)
        await doors.find(interaction, topic)

    @find.autocomplete("topic")
    async def suggest(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Topics that there are open doors for."""
        return await doors.choices(interaction, typed)

    @group.command(name=locale_str("close"), description=locale_str("Close your door"))
    async def close(self, interaction: Interaction) -> None:
        """No new requests through it."""
        await defer(interaction)
        await doors.close(interaction)


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(OpenDoor())
