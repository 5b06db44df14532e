"""How cogs talk to members about people: who is meant, what happened, what comes next."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import discord
from discord import app_commands

from bot.coaching.calendar import local_day
from bot.coaching.rules import RULES, Answer, NudgeKind
from bot.coaching.stages import NudgeKey
from bot.i18n import _, fill, language_of
from bot.services import choosing
from bot.services.coach import Caller, Coach
from bot.services.history import Expected, Outcome, Standing
from bot.services.zones import guessed_zone
from bot.ui import advice, calendar_entry, text
from bot.ui.buttons import ActionButton, AnswerButton, Pressed
from bot.ui.dates import day_in_words
from bot.ui.views import reply

if TYPE_CHECKING:
    from bot.client import RapportBot

    Interaction: TypeAlias = discord.Interaction[RapportBot]
else:
    Interaction = discord.Interaction

CHOICE_LENGTH = 100


def coach_of(interaction: Interaction) -> Coach:
    """The services, as every cog reaches them."""
    return interaction.client.coach


def caller_of(interaction: Interaction) -> Caller:
    """Who pressed or typed, and where."""
    guild = None if is_alone_here(interaction) else interaction.guild
    return Caller(
        member_id=interaction.user.id,
        interaction=interaction.id,
        language=language_of(interaction.locale),
        guild=(guild.id, guild.name) if guild else None,
        zone_guess=guessed_zone(interaction.locale),
    )


def is_alone_here(interaction: Interaction) -> bool:
    """Whether only the member has the app here: that server is nobody's home."""
    return interaction.is_user_integration() and not interaction.is_guild_integration()


async def people_choices(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Autocomplete over the member's own people; any error gives an empty list."""
    try:
        found = await choosing.labels(coach_of(interaction), caller_of(interaction), typed)
    except Exception:
        return []
    return [
        app_commands.Choice(name=text.cut(str(one), CHOICE_LENGTH), value=one.person_id)
        for one in found
    ]


async def chosen(interaction: Interaction, person: str | None) -> str:
    """The id of the person meant: autocomplete's id, an exact name, or the only one in play."""
    return await choosing.resolve(coach_of(interaction), caller_of(interaction), person)


async def tell(
    interaction: Interaction,
    outcome: Outcome,
    said: str,
    *,
    buttons: Iterable[discord.ui.Item[Any]] = (),
    file: discord.File | None = None,
) -> None:
    """Answer a report: what was noted, advice that comes once, the next date, buttons, its Undo.

    Where a planned talk was called off with it, the file that tells the calendar so, unless
    another `file` goes along.
    """
    view = discord.ui.View(timeout=None)
    for button in buttons:
        view.add_item(button)
    advised = ""
    if outcome.advice is not None:
        advised = advice.in_words(outcome.advice)
        view.add_item(advice.button(outcome.advice))
    if outcome.seqs:
        view.add_item(undo_button(outcome))
    lines = [said, advised, coming(interaction, outcome.standing)]
    await answer(interaction, outcome, lines, view=view if view.children else None, file=file)


async def answer(
    interaction: Interaction,
    outcome: Outcome,
    lines: Sequence[str],
    *,
    view: discord.ui.View | None = None,
    file: discord.File | None = None,
) -> None:
    """Answer in these lines, the last being the next date, with what the calendar needs."""
    entry = None
    if file is None:
        entry = calendar_entry.after(outcome, coach_of(interaction).clock.now())
    if entry is not None:
        said, file = entry
        lines = [*lines[:-1], said, lines[-1]]
    await reply(interaction, "\n".join(filter(None, lines)), view=view, file=file)


def expected_by(pressed: Pressed) -> Expected | None:
    """How things stood when the button was made; None where it fits however they stand."""
    if pressed.nudge is not None and RULES[pressed.nudge.kind].whatever_stage:
        return None
    return Expected(pressed.stage, pressed.cycle)


def undo_button(outcome: Outcome) -> ActionButton:
    """Takes back what was just reported."""
    person, seq = outcome.standing.person.id, outcome.seqs[-1]
    return ActionButton.make("undo", person, str(seq), label=_("Undo"))


def coming(interaction: Interaction, standing: Standing) -> str:
    """The next date, in words: every answer ends with it."""
    upcoming = standing.next
    if upcoming is None:
        return _("Nothing more to do here; I'll stay quiet about it.")
    said = _coming(upcoming.kind, closed=standing.member.dm_closed is not None)
    if standing.due and upcoming.kind not in _ANNOUNCED:
        said = _("I'll come back to it on {day}.")
    zone = standing.member.preferences.zone
    today = local_day(coach_of(interaction).clock.now(), zone)
    day = day_in_words(local_day(upcoming.at, zone), standing.member.locale, today=today)
    return fill(said, day=day)


_ANNOUNCED = frozenset(
    {NudgeKind.CLOSE_BY_SILENCE, NudgeKind.RETENTION_NOTICE, NudgeKind.RETENTION_PURGE}
)
_THEIR_TURN = frozenset({NudgeKind.IDEA, NudgeKind.REPLIED, NudgeKind.THANK_YOU})
"""Where the next step is the member's, so that it would be odd to say that there is none."""


def _coming(kind: NudgeKind, *, closed: bool) -> str:
    """What the next date is for; `closed` is whether it will be found in `/coach` only."""
    match kind:
        case NudgeKind.CLOSE_BY_SILENCE:
            return _("On {day} I'll close this one quietly, unless you tell me otherwise.")
        case NudgeKind.RETENTION_NOTICE:
            return _("I keep your notes; on {day} I'll ask whether you still want them.")
        case NudgeKind.RETENTION_PURGE:
            return _("On {day} I'll erase these notes, unless you keep them.")
        case NudgeKind.DRAFTED if closed:
            return _("On {day} /coach asks you whether it went out.")
        case NudgeKind.DRAFTED:
            return _("On {day} I'll ask you whether it went out.")
        case _ if kind in _THEIR_TURN and closed:
            return _("/coach comes back to it on {day}.")
        case _ if kind in _THEIR_TURN:
            return _("I'll come back to it on {day}.")
        case _ if closed:
            return _("Nothing to do until {day}; you'll find it in /coach then.")
        case _:
            return _("Nothing to do until {day}; I'll write then.")


def answer_buttons(
    standing: Standing, key: NudgeKey, delivery: int | None = None
) -> list[AnswerButton]:
    """The buttons that answer one nudge."""
    return [answer_button(standing, answer, key, delivery) for answer in RULES[key.kind].answers]


def answer_button(
    standing: Standing,
    answer: Answer,
    key: NudgeKey | None = None,
    delivery: int | None = None,
) -> AnswerButton:
    """One such button, made for the stage as it is now."""
    return AnswerButton.make(answer, standing.person.id, standing.state, key, delivery)
