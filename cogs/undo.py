"""/undo and every Undo button: the latest report, named, taken back within a day."""

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.coaching.calendar import local, local_day
from bot.coaching.stages import Stage
from bot.i18n import _, fill
from bot.services import undoing
from bot.services.undoing import Offer, TakenBack
from bot.ui import text
from bot.ui.buttons import ActionButton, actions, listen, rows
from bot.ui.stages import stage_in_words
from bot.ui.steps import step_in_words
from bot.ui.talk import Interaction, answer, caller_of, coach_of, coming
from bot.ui.views import defer, replace, reply


class UndoCog(commands.Cog):
    """Takes back the member's own latest report, then the one before."""

    async def cog_load(self) -> None:
        listen(self)

    @app_commands.command(
        name=locale_str("undo"),
        description=locale_str("Take back your latest step, up to 24 hours later"),
    )
    async def undo(self, interaction: Interaction) -> None:
        await defer(interaction)
        await offer(interaction)

    @actions("undo")
    async def press(self, interaction: Interaction, arguments: tuple[str, ...]) -> None:
        """With a person and a place in the history: that report. Without: the latest, asked."""
        await defer(interaction)
        match arguments:
            case [person_id, seq] if seq.isdecimal():
                await take_back(interaction, person_id, int(seq))
            case _:
                await offer(interaction)

    @actions("undo_keep")
    async def keep(self, interaction: Interaction, arguments: tuple[str, ...]) -> None:
        """Nothing is taken back."""
        await defer(interaction, update=True)
        await replace(interaction, _("Kept as it is."))


async def offer(interaction: Interaction) -> None:
    """Name the latest report and ask."""
    found = await undoing.offer(coach_of(interaction), caller_of(interaction))
    question = fill(
        _("Take back “{what}”, from {when}?"),
        what=step_in_words(found.step.kind, found.person.name, never_sent=found.step.never_sent),
        when=_when(interaction, found),
    )
    await reply(interaction, question, view=rows(_choices(found)))


def _when(interaction: Interaction, found: Offer) -> str:
    """When it was written down, which is never longer ago than yesterday: "today, 10:00"."""
    then = local(found.step.recorded, found.zone)
    today = local_day(coach_of(interaction).clock.now(), found.zone)
    said = _("today, {time}") if then.date() == today else _("yesterday, {time}")
    return fill(said, time=f"{then:%H:%M}")


def _choices(found: Offer) -> list[ActionButton]:
    style = discord.ButtonStyle.primary
    return [
        ActionButton.make(
            "undo", found.person.id, found.step.seqs[-1], label=_("Take it back"), style=style
        ),
        ActionButton.make("undo_keep", label=_("Keep it")),
    ]


async def take_back(interaction: Interaction, person_id: str, seq: int) -> None:
    """Take one report back, and say where that leaves the person."""
    taken = await undoing.take_back(coach_of(interaction), caller_of(interaction), person_id, seq)
    further = [ActionButton.make("undo", label=_("Undo one more"))] if taken.further else []
    lines = _taken_back(interaction, taken)
    await answer(interaction, taken.outcome, lines, view=rows(further) if further else None)


def _taken_back(interaction: Interaction, taken: TakenBack) -> list[str]:
    standing = taken.outcome.standing
    name = standing.person.name
    done = fill(
        _("Taken back: {what}."), what=step_in_words(taken.kind, name, never_sent=taken.never_sent)
    )
    if standing.state.stage is Stage.REMOVED:
        gone = _("{name} is gone from your list, with everything that was planned.")
        return [done, fill(gone, name=text.escape(name))]
    now = fill(
        _("{name} stands at “{stage}” again."),
        name=text.escape(name),
        stage=stage_in_words(standing.state.stage),
    )
    return [f"{done} {now}", coming(interaction, standing)]


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(UndoCog())
