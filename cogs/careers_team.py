"""/careers-team: what the careers team does day by day, with Manage Server or the team role."""

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.services.careers.blocks import LONGEST_DAYS, LONGEST_REASON
from bot.ui.careers import blocking, pausing, status, win_queue
from bot.ui.careers.allowed import BY_SERVERS, IN_SERVERS, as_team
from bot.ui.talk import Interaction
from bot.ui.views import defer


class CareersTeamCog(commands.Cog):
    """Discord hides it from others; every step is checked again (`bot.ui.careers.allowed`)."""

    careers_team = app_commands.Group(
        name=locale_str("careers-team"),
        description=locale_str("For this server's careers team"),
        allowed_contexts=IN_SERVERS,
        allowed_installs=BY_SERVERS,
        default_permissions=discord.Permissions(manage_messages=True),
    )

    @careers_team.command(
        name=locale_str("status"),
        description=locale_str("What runs here, and what did not and why"),
    )
    async def status(self, interaction: Interaction) -> None:
        """Channel, permissions, scheduler, deliveries and what was left out."""
        await defer(interaction)
        _place, server = await as_team(interaction)
        await status.show(interaction, server)

    @careers_team.command(
        name=locale_str("queue"), description=locale_str("Wins that wait for your word")
    )
    async def queue(self, interaction: Interaction) -> None:
        """Each as it would be posted."""
        place, server = await as_team(interaction)
        await defer(interaction)
        await win_queue.show(interaction, place, server)

    @careers_team.command(
        name=locale_str("block"),
        description=locale_str("Keep a member from introductions, open doors and wins"),
    )
    @app_commands.rename(
        member=locale_str("member"), reason=locale_str("reason"), days=locale_str("days")
    )
    @app_commands.describe(
        member=locale_str("Whom"),
        reason=locale_str("Why; only the team can read it"),
        days=locale_str("For how many days; left out, for good"),
    )
    async def block(
        self,
        interaction: Interaction,
        member: discord.User,
        reason: app_commands.Range[str, 1, LONGEST_REASON],
        days: app_commands.Range[int, 1, LONGEST_DAYS] | None = None,
    ) -> None:
        """For days, or for good."""
        await defer(interaction)
        place, _server = await as_team(interaction)
        await blocking.block(interaction, place, member, days, reason)

    @careers_team.command(
        name=locale_str("unblock"), description=locale_str("Lift a member's block")
    )
    @app_commands.rename(member=locale_str("member"))
    @app_commands.describe(member=locale_str("Whose"))
    async def unblock(self, interaction: Interaction, member: discord.User) -> None:
        """They may take part again."""
        await defer(interaction)
        place, _server = await as_team(interaction)
        await blocking.lift(interaction, place, member)

    @careers_team.command(
        name=locale_str("stats"),
        description=locale_str("This server's members in numbers, never about a few"),
    )
    async def stats(self, interaction: Interaction) -> None:
        """Members, offers and good habits, all together."""
        await defer(interaction)
        _place, server = await as_team(interaction)
        await status.show_stats(interaction, server)

    @careers_team.command(
        name=locale_str("pause"),
        description=locale_str("Stop all posts and introductions at once, and go on again"),
    )
    async def pause(self, interaction: Interaction) -> None:
        """The brake."""
        await defer(interaction)
        place, server = await as_team(interaction)
        await pausing.pause(interaction, place, server)


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(CareersTeamCog())
