"""The bot is removed from a server or invited again, also while it was offline."""

import discord
from discord.ext import commands

from bot.ui.careers import coming_and_going
from bot.ui.careers.coming_and_going import Rapport


class CareersServersCog(commands.Cog):
    """Discord's word on which servers the bot is in. One that is only unavailable is still one."""

    def __init__(self, bot: Rapport) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Everything that Discord lists is known; for every shard of this process."""
        await coming_and_going.compare(self.bot)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        await coming_and_going.there(self.bot, guild.id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await coming_and_going.removed(self.bot, guild.id)


async def setup(bot: Rapport) -> None:
    await bot.add_cog(CareersServersCog(bot))
