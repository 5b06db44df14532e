"""The audit log of a server's settings, in words."""

from discord.utils import format_dt

from bot.i18n import _, fill
from bot.services.careers import servers
from bot.services.careers.servers import Entry, Place
from bot.ui.talk import Interaction, coach_of
from bot.ui.views import reply


async def show(interaction: Interaction, place: Place) -> None:
    """The latest changes, the newest first."""
    found = await servers.log(coach_of(interaction), place.guild_id)
    if not found:
        await reply(interaction, _("Nothing was changed here yet. /careers setup begins."))
        return
    await reply(interaction, "\n".join(map(_line, found)))


def _line(entry: Entry) -> str:
    text = _("{at}: <@{actor}> – {what}")
    return fill(text, at=format_dt(entry.at), actor=entry.actor_id, what=entry.what)
