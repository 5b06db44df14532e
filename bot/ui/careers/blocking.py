"""Blocks: whom the team keeps from what members do here with each other."""

import discord

from bot.i18n import _, fill
from bot.services.careers import blocks
from bot.services.careers.servers import Place
from bot.ui import text
from bot.ui.dates import timestamp
from bot.ui.talk import Interaction, coach_of
from bot.ui.views import reply


async def block(
    interaction: Interaction, place: Place, member: discord.abc.User, days: int | None, reason: str
) -> None:
    """Block somebody, and say what that means."""
    why = text.within(reason, blocks.LONGEST_REASON, _("Reason"))
    made = await blocks.block(coach_of(interaction), place, member.id, days, why)
    if made.until is None:
        said = _(
            "{member} is kept from introductions, open doors and wins for good. What was under way "
            "ends quietly. /careers-team unblock lifts it."
        )
    else:
        said = _(
            "{member} is kept from introductions, open doors and wins until {until}. What was "
            "under way ends quietly. /careers-team unblock lifts it."
        )
    until = timestamp(made.until, "f") if made.until else ""
    await reply(interaction, fill(said, member=f"<@{member.id}>", until=until))


async def lift(interaction: Interaction, place: Place, member: discord.abc.User) -> None:
    """Lift a block, with the reason that it had."""
    lifted = await blocks.lift(coach_of(interaction), place, member.id)
    said = _("{member} may use introductions, open doors and wins again. The reason was: {reason}")
    reason = text.escape(lifted.reason)
    await reply(interaction, fill(said, member=f"<@{member.id}>", reason=reason))
