"""/reply: what came back, and what follows from it."""

from collections.abc import Sequence

from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.coaching.preferences import LIMITS
from bot.coaching.rules import Answer
from bot.i18n import _, fill
from bot.services import replies
from bot.services.history import Outcome
from bot.services.replies import Answered
from bot.ui import meetings, text, when
from bot.ui import people as shared
from bot.ui.buttons import ActionButton, PersistentButton, Pressed, answers, listen
from bot.ui.talk import (
    Interaction,
    answer_button,
    caller_of,
    chosen,
    coach_of,
    expected_by,
    people_choices,
    tell,
)
from bot.ui.typed import given_back
from bot.ui.views import defer

OUTCOMES = [
    app_commands.Choice(name=locale_str("Yes, they'd like to talk"), value=Answered.YES.value),
    app_commands.Choice(name=locale_str("Later"), value=Answered.LATER.value),
    app_commands.Choice(name=locale_str("No"), value=Answered.NO.value),
    app_commands.Choice(name=locale_str("They named somebody else"), value=Answered.REFERRED.value),
    app_commands.Choice(name=locale_str("It bounced"), value=Answered.BOUNCED.value),
]


class Reply(commands.Cog):
    """What a person answered."""

    async def cog_load(self) -> None:
        listen(self)

    @app_commands.command(
        name=locale_str("reply"), description=locale_str("Tell me what they answered")
    )
    @app_commands.describe(
        outcome=locale_str("What they answered"),
        person=locale_str("Who answered"),
        note=locale_str("Anything you want to remember of it"),
        at=locale_str("When it came; for “later” the day I should come back to it"),
    )
    @app_commands.rename(at=locale_str("when"))
    @app_commands.choices(outcome=OUTCOMES)
    @app_commands.autocomplete(person=people_choices)
    async def reply(
        self,
        interaction: Interaction,
        outcome: str,
        person: str | None = None,
        note: str | None = None,
        at: str | None = None,
    ) -> None:
        await defer(interaction)
        with given_back(note):
            person_id = await chosen(interaction, person)
            answered = Answered(outcome)
            is_later = answered is Answered.LATER
            until = when.day_to_come(interaction, at) if is_later and at else None
            done = await replies.reply(
                coach_of(interaction),
                caller_of(interaction),
                person_id,
                answered,
                at=None if is_later else when.past(interaction, at),
                until=until,
                note=text.within(note or "", LIMITS.note, _("Note")),
            )
        await _tell(interaction, done, answered, has_day=until is not None)

    @answers(Answer.REPLIED)
    async def replied(self, interaction: Interaction, pressed: Pressed) -> None:
        await _report(interaction, pressed, Answered.YES)

    @answers(Answer.DECLINED)
    async def declined(self, interaction: Interaction, pressed: Pressed) -> None:
        await _report(interaction, pressed, Answered.NO)


async def _report(interaction: Interaction, pressed: Pressed, answered: Answered) -> None:
    await defer(interaction)
    coach, caller = coach_of(interaction), caller_of(interaction)
    done = await replies.reply(
        coach, caller, pressed.person_id, answered, expected=expected_by(pressed)
    )
    await _tell(interaction, done, answered)


async def _tell(
    interaction: Interaction, outcome: Outcome, answered: Answered, *, has_day: bool = False
) -> None:
    name = text.escape(outcome.standing.person.name)
    await tell(
        interaction,
        outcome,
        fill(_said(answered), name=name),
        buttons=_next_steps(outcome, answered, has_day=has_day),
    )


def _said(answered: Answered) -> str:
    return {
        Answered.YES: _("{name} answered: how good! Next, agree on a time and a place."),
        Answered.LATER: _("“Later” is no “no”. {name} rests for now."),
        Answered.NO: _(
            "{name} said no, and you asked well: a no is about their time, not about you. "
            "Somebody else will say yes."
        ),
        Answered.REFERRED: _(
            "{name} pointed you to somebody: that is an introduction half made. Shall I add them?"
        ),
        Answered.BOUNCED: _(
            "It didn't reach {name}, so nothing was asked yet. Another address or another route "
            "is all it takes."
        ),
    }[answered]


def _next_steps(
    outcome: Outcome, answered: Answered, *, has_day: bool
) -> Sequence[PersistentButton]:
    standing = outcome.standing
    person_id = standing.person.id
    match answered:
        case Answered.YES:
            where = ActionButton.make(
                meetings.WHERE, person_id, label=_("Words to ask when and where")
            )
            not_yet = answer_button(standing, Answer.DECLINED)
            return [answer_button(standing, Answer.PLAN_IT), where, not_yet]
        case Answered.LATER if not has_day:
            return shared.parking_buttons(standing)
        case Answered.REFERRED:
            return [ActionButton.make(shared.ADD_REFERRED, person_id, label=_("Add them"))]
        case Answered.NO:
            return [shared.add_button(_("Add somebody else"))]
        case Answered.BOUNCED:
            return [answer_button(standing, Answer.DRAFT_IT)]
        case _:
            return []


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(Reply())
