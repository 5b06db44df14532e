"""The wins that wait for the team: each as it would be posted, and never whose an anonymous
one is."""

import discord

from bot.i18n import _, fill
from bot.services.careers import wins
from bot.services.careers.servers import Place, Server
from bot.services.careers.wins import Waiting
from bot.ui.buttons import ActionButton, actions, rows
from bot.ui.careers.allowed import as_team
from bot.ui.careers.win_posts import content
from bot.ui.talk import Interaction, coach_of
from bot.ui.views import defer, replace

POST, LEAVE_OUT, NEXT = "queue_post", "queue_leave_out", "queue_next"


async def show(
    interaction: Interaction, place: Place, server: Server, said: str = "", after: int = 0
) -> None:
    """The one that has waited longest but for `after`; deferred already."""
    coach = coach_of(interaction)
    found = await wins.waiting(coach, place, after)
    if found is None and after:
        found, after = await wins.waiting(coach, place), 0
    if found is None:
        nothing = _("No win waits for you.")
        await replace(interaction, "\n".join(filter(None, [said, nothing])))
        return
    post = content(found.win, server.settings.language)
    head = "-# " + fill(
        _("{place} of {count} that wait. This is the post as everybody would see it:"),
        place=after + 1,
        count=found.count,
    )
    lines = [*filter(None, [said]), head, post]
    await replace(interaction, "\n".join(lines), view=rows(_buttons(found, after)))


def _buttons(found: Waiting, after: int) -> list[ActionButton]:
    made = [
        ActionButton.make(POST, found.win.id, label=_("Post"), style=discord.ButtonStyle.primary),
        ActionButton.make(LEAVE_OUT, found.win.id, label=_("Leave out")),
    ]
    if found.count > 1:
        following = (after + 1) % found.count
        made.append(ActionButton.make(NEXT, following, label=_("Another one first")))
    return made


@actions(POST)
async def post(interaction: Interaction, arguments: tuple[str]) -> None:
    """The team posts it."""
    await _decide(interaction, arguments[0], is_posted=True)


@actions(LEAVE_OUT)
async def leave_out(interaction: Interaction, arguments: tuple[str]) -> None:
    """The team leaves it out."""
    await _decide(interaction, arguments[0], is_posted=False)


async def _decide(interaction: Interaction, win_id: str, *, is_posted: bool) -> None:
    place, server = await as_team(interaction)
    await defer(interaction, update=True)
    try:
        await wins.decide(coach_of(interaction), place, server, win_id, is_posted=is_posted)
        said = (
            _("It goes into the channel.")
            if is_posted
            else _("Left out; its author hears it kindly.")
        )
    except wins.DecidedAlready as already:
        said = _(already.text)
    await show(interaction, place, server, said)


@actions(NEXT)
async def turn(interaction: Interaction, arguments: tuple[int]) -> None:
    """Look at another one first."""
    place, server = await as_team(interaction)
    await defer(interaction, update=True)
    await show(interaction, place, server, after=arguments[0])
