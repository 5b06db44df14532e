"""/careers-team: what the careers team does day by day, with Manage Server or the team role."""

from discord.ext import commands


class CareersTeamCog(commands.Cog):
    """Discord hides it from others; every step is checked again (`bot.ui.careers.allowed`)."""


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(CareersTeamCog())
