"""/thanks: the draft of a thank-you, and that it went out."""

from discord import app_commands
from discord.app_commands import Choice, locale_str
from discord.ext import commands

from bot.coaching.rules import Answer, NudgeKind
from bot.coaching.stages import NudgeKey, Stage
from bot.i18n import _, fill
from bot.services import thanks
from bot.services.checking import What
from bot.services.history import Expected, Outcome
from bot.services.thanks import Format
from bot.ui import checking, promises, text
from bot.ui.arguments import Unreadable
from bot.ui.buttons import ActionButton, Pressed, actions, answers, listen
from bot.ui.showing import shows
from bot.ui.talk import Interaction, caller_of, chosen, coach_of, expected_by, people_choices, tell
from bot.ui.thanks import ANEW, AS_CARD, AS_EMAIL, AS_IT_IS, show
from bot.ui.views import defer

INTRODUCER = "thanks_introducer"
FORMATS = [
    Choice(name=locale_str("E-mail"), value=Format.EMAIL.value),
    Choice(name=locale_str("Card"), value=Format.CARD.value),
    Choice(name=locale_str("To whoever introduced us"), value=Format.INTRODUCER.value),
    Choice(name=locale_str("What came of their advice"), value=Format.REPORT_BACK.value),
]


class Thanks(commands.Cog):
    """Saying thank you."""

    thanks = app_commands.Group(
        name=locale_str("thanks"), description=locale_str("A short thank-you after the talk")
    )

    async def cog_load(self) -> None:
        listen(self)
        shows(Stage.MET, self.show_it)

    @thanks.command(name=locale_str("draft"), description=locale_str("A thank-you ready to copy"))
    @app_commands.describe(
        person=locale_str("Who you talked to"), format=locale_str("How it travels")
    )
    @app_commands.choices(format=FORMATS)
    @app_commands.autocomplete(person=people_choices)
    async def draft(
        self,
        interaction: Interaction,
        person: str | None = None,
        format: str = Format.EMAIL.value,
    ) -> None:
        """The thank-you from what the member noted."""
        await defer(interaction)
        await _show(interaction, await chosen(interaction, person), Format(format))

    @thanks.command(
        name=locale_str("check"),
        description=locale_str("Read your thank-you with me before it goes"),
    )
    @app_commands.describe(person=locale_str("Who you talked to"))
    @app_commands.autocomplete(person=people_choices)
    async def check(self, interaction: Interaction, person: str | None = None) -> None:
        """The thank-you at hand, in a form."""
        await checking.open_form(interaction, person, What.THANKS)

    @thanks.command(name=locale_str("sent"), description=locale_str("Tell me that it went out"))
    @app_commands.describe(person=locale_str("Who you thanked"))
    @app_commands.autocomplete(person=people_choices)
    async def sent(self, interaction: Interaction, person: str | None = None) -> None:
        """The thank-you went out."""
        await defer(interaction)
        await _sent(interaction, await chosen(interaction, person))

    async def show_it(self, interaction: Interaction, pressed: Pressed) -> None:
        """ "Show it", in the reminder of a thank-you."""
        await defer(interaction)
        await _show(interaction, pressed.person_id, nudge=pressed.nudge)

    @answers(Answer.THANKED)
    async def thanked(self, interaction: Interaction, pressed: Pressed) -> None:
        """ "I sent it"."""
        await defer(interaction)
        await _sent(interaction, pressed.person_id, expected_by(pressed))

    @answers(Answer.SKIP)
    async def skip(self, interaction: Interaction, pressed: Pressed) -> None:
        """No thank-you this time."""
        await defer(interaction)
        expected = expected_by(pressed)
        outcome = await thanks.skipped(
            coach_of(interaction), caller_of(interaction), pressed.person_id, expected
        )
        await tell(interaction, outcome, _("That's fine too."))

    @answers(Answer.DONE)
    async def done(self, interaction: Interaction, pressed: Pressed) -> None:
        """The introducer was thanked, or the promise kept."""
        await defer(interaction)
        coach, caller, person_id = (
            coach_of(interaction),
            caller_of(interaction),
            pressed.person_id,
        )
        match pressed.nudge:
            case NudgeKey(kind=NudgeKind.THANK_INTRODUCER):
                outcome = await thanks.introducer_thanked(coach, caller, person_id)
                said = _("Lovely. People like to hear that an introduction was worth it.")
            case NudgeKey(kind=NudgeKind.REPORT_BACK, cycle=promise):
                await promises.kept(interaction, person_id, promise)
                return
            case _:
                raise Unreadable
        await tell(interaction, outcome, said)

    @actions(AS_CARD)
    async def as_card(self, interaction: Interaction, arguments: tuple[str]) -> None:
        """ "As a card"."""
        await defer(interaction)
        await _show(interaction, arguments[0], Format.CARD)

    @actions(AS_EMAIL)
    async def as_email(self, interaction: Interaction, arguments: tuple[str]) -> None:
        """ "As an e-mail"."""
        await defer(interaction)
        await _show(interaction, arguments[0], Format.EMAIL)

    @actions(AS_IT_IS)
    async def as_it_is(self, interaction: Interaction, arguments: tuple[str, Format]) -> None:
        """ "Write it without" a note, or "Show it as it is"."""
        await defer(interaction)
        person_id, how = arguments
        await _show(interaction, person_id, how, as_it_is=True)

    @actions(ANEW)
    async def anew(self, interaction: Interaction, arguments: tuple[str, Format]) -> None:
        """ "Write it anew", from what was noted."""
        await defer(interaction)
        person_id, how = arguments
        await _show(interaction, person_id, how, anew=True)

    @actions(INTRODUCER)
    async def to_introducer(self, interaction: Interaction, arguments: tuple[str]) -> None:
        """The thanks to whoever introduced them."""
        await defer(interaction)
        await _show(interaction, arguments[0], Format.INTRODUCER)


async def _show(
    interaction: Interaction,
    person_id: str,
    how: Format = Format.EMAIL,
    *,
    nudge: NudgeKey | None = None,
    as_it_is: bool = False,
    anew: bool = False,
) -> None:
    found = await thanks.draft(
        coach_of(interaction),
        caller_of(interaction),
        person_id,
        how,
        as_it_is=as_it_is,
        anew=anew,
    )
    await show(interaction, found, how, nudge)


async def _sent(interaction: Interaction, person_id: str, expected: Expected | None = None) -> None:
    outcome = await thanks.sent(coach_of(interaction), caller_of(interaction), person_id, expected)
    person = outcome.standing.person
    said = fill(_("Well done. {name} will be glad of it."), name=text.escape(person.name))
    button = _introducer_button(outcome)
    if button:
        friend = text.escape(person.details.via) or _("whoever introduced you")
        said += " " + fill(_("I remind you to thank {friend}, too."), friend=friend)
    await tell(interaction, outcome, said, buttons=button)


def _introducer_button(outcome: Outcome) -> list[ActionButton]:
    state, person = outcome.standing.state, outcome.standing.person
    if not state.introducer or state.introducer_thanked:
        return []
    label = _("Thank whoever introduced you")
    if person.details.via:
        label = fill(_("Thank {name}, too"), name=text.clean(person.details.via))
    return [ActionButton.make(INTRODUCER, person.id, label=label)]


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(Thanks())
