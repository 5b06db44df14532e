"""The one command that exists in the demo only."""

import asyncio
from datetime import timedelta

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.clock import Clock
from bot.i18n import _, fill
from bot.ui.views import reply

LONGEST_SKIP = 90


class DemoCog(commands.Cog):
    """Takes down how many days a visitor wants to skip; the host moves the clock."""

    demo = app_commands.Group(
        name=locale_str("demo"),
        description=locale_str("Only in this demo: move the time"),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    )

    def __init__(self, skips: asyncio.Queue[int], clock: Clock) -> None:
        self._skips = skips
        self._clock = clock

    @demo.command(name=locale_str("skip"), description=locale_str("Let some days go by"))
    @app_commands.describe(days=locale_str("How many days, for example 14"))
    async def skip(
        self, interaction: discord.Interaction, days: app_commands.Range[int, 1, LONGEST_SKIP]
    ) -> None:
        """Queue the skip; it begins when this command is over."""
        then = discord.utils.format_dt(self._clock.now() + timedelta(days=days), "D")
        text = _("Off we go, to {date}. Whatever falls due on the way arrives here.")
        await reply(interaction, fill(text, date=then))
        self._skips.put_nowait(days)
