"""How the coach is doing in a server, for its team."""

from bot.i18n import _
from bot.services.careers.servers import Server
from bot.ui.talk import Interaction
from bot.ui.views import reply


async def show(interaction: Interaction, server: Server) -> None:
    """What runs here."""
    if server.paused is not None:
        await reply(interaction, _("Everything is paused here."))
        return
    await reply(interaction, _("All is well here."))
