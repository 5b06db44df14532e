"""/intro: members of a server introduce each other."""

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.services.careers.introductions import LONGEST_TOPIC
from bot.ui.careers import introduce, reaching
from bot.ui.careers import reporting as reporting  # noqa: PLC0414  (its buttons register themselves)
from bot.ui.careers.allowed import BY_SERVERS, IN_SERVERS
from bot.ui.talk import Interaction


class IntroCog(commands.Cog):
    """Asking for an introduction, and whether introductions may reach oneself."""

    intro = app_commands.Group(
        name=locale_str("intro"),
        description=locale_str("Be introduced to somebody in this server"),
        allowed_contexts=IN_SERVERS,
        allowed_installs=BY_SERVERS,
    )

    @intro.command(
        name=locale_str("ask"),
        description=locale_str("Ask a friend here to introduce you to somebody here"),
    )
    @app_commands.rename(
        person=locale_str("person"), via=locale_str("via"), topic=locale_str("for")
    )
    @app_commands.describe(
        person=locale_str("Whom you'd like to meet"),
        via=locale_str("Who knows you both"),
        topic=locale_str("What it is about, in a few words"),
    )
    async def ask(
        self,
        interaction: Interaction,
        person: discord.User,
        via: discord.User,
        topic: app_commands.Range[str, 1, LONGEST_TOPIC],
    ) -> None:
        """The consent screen; nothing is sent before."""
        await introduce.begin(interaction, person.id, via.id, topic=topic)

    @intro.command(
        name=locale_str("settings"),
        description=locale_str("Whether introductions may reach you here, and what you asked for"),
    )
    async def settings(self, interaction: Interaction) -> None:
        """The switch, and what is under way."""
        await reaching.settings(interaction)


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(IntroCog())
