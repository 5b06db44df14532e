"""`/careers-team pause`: everything stops at once, and goes on when the team says so."""

from discord import ButtonStyle
from discord.utils import format_dt

from bot.i18n import _, fill
from bot.services.careers import pausing
from bot.services.careers.servers import Place, Server
from bot.ui.buttons import ActionButton, actions, rows
from bot.ui.careers.allowed import as_team
from bot.ui.talk import Interaction, coach_of
from bot.ui.views import defer, reply


async def pause(interaction: Interaction, place: Place, server: Server) -> None:
    """Stop at once, or say since when it stands still; either way with the way on."""
    if server.paused is None:
        server = await pausing.pause(coach_of(interaction), place)
        said = _(
            "**Stopped.** I post nothing here and pass on no introductions until somebody of the "
            "team lets me go on. Members' own reminders are theirs and go on."
        )
    else:
        said = _("**Stopped** since {since}. Nothing is posted or passed on.")
    go_on = ActionButton.make("team_go_on", label=_("Go on again"), style=ButtonStyle.primary)
    since = format_dt(server.paused, "f") if server.paused else ""
    await reply(interaction, fill(said, since=since), view=rows([go_on]))


@actions("team_go_on")
async def go_on(interaction: Interaction, arguments: tuple[str, ...]) -> None:
    """Everything goes on."""
    await defer(interaction)
    place, server = await as_team(interaction)
    if server.paused is None:
        await reply(interaction, _("It goes on already; nothing is stopped."))
        return
    await pausing.go_on(coach_of(interaction), place)
    await reply(interaction, _("It goes on: posts at their times, introductions at once."))
