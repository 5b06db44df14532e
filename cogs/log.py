"""/log: any contact, so that the keep-in-touch clock starts anew."""

from discord import app_commands
from discord.app_commands import Choice, locale_str
from discord.ext import commands

from bot.coaching.preferences import LIMITS
from bot.coaching.rules import Answer, NudgeKind
from bot.coaching.stages import AFTER_TALK
from bot.i18n import _, fill
from bot.mentions import mention
from bot.services import contact
from bot.services.contact import Contact
from bot.services.history import Outcome
from bot.ui import text
from bot.ui.buttons import Pressed, answers, listen
from bot.ui.talk import Interaction, caller_of, chosen, coach_of, people_choices, tell
from bot.ui.typed import given_back
from bot.ui.views import defer

KINDS = [
    Choice(name=locale_str("A message"), value=Contact.MESSAGE.value),
    Choice(name=locale_str("A call"), value=Contact.CALL.value),
    Choice(name=locale_str("We met"), value=Contact.MET.value),
    Choice(name=locale_str("Shared something"), value=Contact.SHARED.value),
    Choice(name=locale_str("Something else"), value=Contact.OTHER.value),
]


class Log(commands.Cog):
    """Keeping in touch."""

    async def cog_load(self) -> None:
        listen(self)

    @app_commands.command(
        name=locale_str("log"), description=locale_str("Note that you were in touch")
    )
    @app_commands.describe(
        person=locale_str("Who you were in touch with"),
        kind=locale_str("How you were in touch"),
        note=locale_str("Anything you want to remember"),
    )
    @app_commands.choices(kind=KINDS)
    @app_commands.autocomplete(person=people_choices)
    async def log(
        self,
        interaction: Interaction,
        person: str | None = None,
        kind: str = Contact.MESSAGE.value,
        note: str = "",
    ) -> None:
        """Any contact counts."""
        await defer(interaction)
        with given_back(note):
            outcome = await contact.log(
                coach_of(interaction),
                caller_of(interaction),
                await chosen(interaction, person),
                Contact(kind),
                text.within(note, LIMITS.note, _("Note")),
            )
        await _tell(interaction, outcome, Contact(kind))

    @answers(Answer.LOGGED)
    async def logged(self, interaction: Interaction, pressed: Pressed) -> None:
        """ "Logged", in the reminder to keep in touch."""
        await defer(interaction)
        nudge = pressed.nudge
        is_reminder = nudge is not None and nudge.kind is NudgeKind.KEEP_IN_TOUCH
        outcome = await contact.log(
            coach_of(interaction),
            caller_of(interaction),
            pressed.person_id,
            contacts=nudge.cycle if nudge is not None and is_reminder else None,
        )
        await _tell(interaction, outcome, Contact.OTHER)


async def _tell(interaction: Interaction, outcome: Outcome, kind: Contact) -> None:
    said = fill(
        _("Noted: you and {name} were in touch."),
        name=text.escape(outcome.standing.person.name),
    )
    if kind is Contact.MET and outcome.standing.state.stage not in AFTER_TALK:
        hint = _("If that was the talk you asked for, tell me with {command}.")
        said += " " + fill(hint, command=mention("meet done"))
    await tell(interaction, outcome, said)


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(Log())
