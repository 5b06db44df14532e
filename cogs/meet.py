"""/meet: where and when, the plan, the card, the notes, and how it went."""

from discord import app_commands
from discord.app_commands import Choice, locale_str
from discord.ext import commands

from bot.coaching.rules import Answer
from bot.coaching.stages import Meeting
from bot.i18n import _, current_language, fill
from bot.mentions import mention
from bot.services import meetings, thanks
from bot.services.history import Expected
from bot.services.meetings import DEFAULT_MINUTES, Place
from bot.ui import calendar_entry, live, notes, text
from bot.ui.buttons import ActionButton, AnswerButton, Pressed, actions, answers, listen, rows
from bot.ui.dates import in_words
from bot.ui.meetings import (
    ANOTHER_DAY,
    CONFIRM,
    WHERE,
    Proposal,
    ask_for_time,
    card_text,
    propose,
)
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
from bot.ui.thanks import show
from bot.ui.views import defer, reply, send_draft

PLACES = [
    Choice(name=locale_str("where it suits them"), value=Place.THEIR_CHOICE.value),
    Choice(name=locale_str("at their office"), value=Place.OFFICE.value),
    Choice(name=locale_str("over a coffee"), value=Place.COFFEE.value),
    Choice(name=locale_str("by video"), value=Place.VIDEO.value),
    Choice(name=locale_str("by phone"), value=Place.PHONE.value),
]
OUTCOMES = [
    Choice(name=locale_str("It happened"), value="happened"),
    Choice(name=locale_str("It was moved"), value="moved"),
    Choice(name=locale_str("They didn't come"), value="no_show"),
    Choice(name=locale_str("It was cancelled"), value="cancelled"),
]


class Meet(commands.Cog):
    """The talk."""

    meet = app_commands.Group(
        name=locale_str("meet"), description=locale_str("Your talk: where, when, and how it went")
    )

    async def cog_load(self) -> None:
        listen(self)

    @meet.command(
        name=locale_str("where"), description=locale_str("A text that asks where and when")
    )
    @app_commands.describe(person=locale_str("Who you will talk to"))
    @app_commands.autocomplete(person=people_choices)
    async def where(self, interaction: Interaction, person: str | None = None) -> None:
        """The text that asks them where and when it suits them."""
        await defer(interaction)
        await _show_where(interaction, await chosen(interaction, person))

    @meet.command(
        name=locale_str("plan"), description=locale_str("Tell me when and where you will talk")
    )
    @app_commands.describe(
        when=locale_str("Day and time, for example: Tuesday 15:00"),
        person=locale_str("Who you will talk to"),
        place=locale_str("Where you will talk"),
        minutes=locale_str("How long; 20 is usual"),
    )
    @app_commands.choices(place=PLACES)
    @app_commands.autocomplete(person=people_choices)
    async def plan(
        self,
        interaction: Interaction,
        when: str,
        person: str | None = None,
        place: str = Place.THEIR_CHOICE.value,
        minutes: app_commands.Range[int, meetings.SHORTEST, meetings.LONGEST] = DEFAULT_MINUTES,
    ) -> None:
        """Read the time, and ask back before it is saved."""
        await defer(interaction)
        person_id = await chosen(interaction, person)
        await propose(interaction, Proposal(person_id, text.clean(when), Place(place), minutes))

    @meet.command(
        name=locale_str("card"), description=locale_str("One screen to have at hand in the talk")
    )
    @app_commands.describe(person=locale_str("Who you will talk to"))
    @app_commands.autocomplete(person=people_choices)
    async def card(self, interaction: Interaction, person: str | None = None) -> None:
        """Questions, the member's two sentences, who they are, when and where.

        A talk that is on reopens where it stood.
        """
        await defer(interaction)
        person_id = await chosen(interaction, person)
        coach = coach_of(interaction)
        card = await meetings.card(coach, caller_of(interaction), person_id)
        now, meeting = coach.clock.now(), card.standing.state.meeting
        is_on = card.talk is not None and card.talk.is_on(now)
        buttons: list[ActionButton | AnswerButton] = []
        if not is_on:
            place = meeting.place if meeting else None
            buttons += live.start_button(person_id, card.talk, place)
        buttons.append(answer_button(card.standing, Answer.QUESTIONS))
        if meeting is not None:
            buttons.append(ActionButton.make(CONFIRM, person_id, label=_("A line to confirm it")))
        await reply(
            interaction,
            card_text(card, current_language(), now),
            view=rows(buttons),
            file=calendar_entry.entry_of(card.standing, now),
        )
        if is_on:
            await live.show_again(interaction, card)

    @meet.command(
        name=locale_str("notes"), description=locale_str("Keep one thing they said that helped")
    )
    @app_commands.describe(person=locale_str("Who you talked to"))
    @app_commands.autocomplete(person=people_choices)
    async def notes(self, interaction: Interaction, person: str | None = None) -> None:
        """The form with its one field."""
        await notes.open_note_form(interaction, person)

    @meet.command(name=locale_str("done"), description=locale_str("Tell me how it went"))
    @app_commands.describe(
        outcome=locale_str("What became of the talk"), person=locale_str("Who it was with")
    )
    @app_commands.choices(outcome=OUTCOMES)
    @app_commands.autocomplete(person=people_choices)
    async def done(self, interaction: Interaction, outcome: str, person: str | None = None) -> None:
        """How the talk went."""
        if outcome == "moved":
            await ask_for_time(interaction, person, may_be_open=True)
            return
        await defer(interaction)
        person_id = await chosen(interaction, person)
        tell_it = {"happened": _happened, "no_show": _no_show, "cancelled": _cancelled}[outcome]
        await tell_it(interaction, person_id, None)

    @answers(Answer.PLAN_IT)
    async def plan_it(self, interaction: Interaction, pressed: Pressed) -> None:
        """The form for when and where."""
        await ask_for_time(interaction, pressed.person_id, expected_by(pressed))

    @answers(Answer.MOVED)
    async def moved(self, interaction: Interaction, pressed: Pressed) -> None:
        """The form for the new time, which may be open still."""
        await ask_for_time(interaction, pressed.person_id, expected_by(pressed), may_be_open=True)

    @answers(Answer.HAPPENED)
    async def happened(self, interaction: Interaction, pressed: Pressed) -> None:
        """It took place."""
        await defer(interaction)
        await _happened(interaction, pressed.person_id, expected_by(pressed))

    @answers(Answer.NO_SHOW)
    async def no_show(self, interaction: Interaction, pressed: Pressed) -> None:
        """They didn't come."""
        await defer(interaction)
        await _no_show(interaction, pressed.person_id, expected_by(pressed))

    @answers(Answer.CANCELLED)
    async def cancelled(self, interaction: Interaction, pressed: Pressed) -> None:
        """It won't be."""
        await defer(interaction)
        await _cancelled(interaction, pressed.person_id, expected_by(pressed))

    @actions(WHERE)
    async def ask_where(self, interaction: Interaction, arguments: tuple[str]) -> None:
        """ "Ask them where"."""
        await defer(interaction)
        await _show_where(interaction, arguments[0])

    @actions(ANOTHER_DAY)
    async def another_day(self, interaction: Interaction, arguments: tuple[str]) -> None:
        """ "Text to ask for a new time"."""
        await defer(interaction)
        draft = await meetings.asking_for_another_day(
            coach_of(interaction), caller_of(interaction), arguments[0]
        )
        await send_draft(interaction, draft.subject, draft.body)

    @actions(CONFIRM)
    async def confirm(self, interaction: Interaction, arguments: tuple[str]) -> None:
        """ "A line to confirm it"."""
        await defer(interaction)

        def worded(meeting: Meeting) -> str:
            when = in_words(meeting.starts, meeting.zone, current_language())
            return f"{when} ({meeting.zone})"

        draft = await meetings.confirming(
            coach_of(interaction), caller_of(interaction), arguments[0], worded
        )
        await send_draft(interaction, draft.subject, draft.body)


async def _show_where(interaction: Interaction, person_id: str) -> None:
    draft = await meetings.asking_where(coach_of(interaction), caller_of(interaction), person_id)
    await send_draft(interaction, draft.subject, draft.body)


async def _happened(interaction: Interaction, person_id: str, expected: Expected | None) -> None:
    """The thank-you comes at once: the first of three."""
    outcome, thank_you = await thanks.happened(
        coach_of(interaction), caller_of(interaction), person_id, expected
    )
    said = fill(
        _("Good that you and {name} talked. A short thank-you now is the best next step. (1 of 3)"),
        name=text.escape(outcome.standing.person.name),
    )
    await tell(interaction, outcome, said)
    if thank_you is not None:
        await show(interaction, thank_you)


async def _no_show(interaction: Interaction, person_id: str, expected: Expected | None) -> None:
    outcome, draft = await meetings.no_show(
        coach_of(interaction), caller_of(interaction), person_id, expected
    )
    said = fill(
        _("That happens, and it says nothing about you. Here are kind words to {name}."),
        name=text.escape(outcome.standing.person.name),
    )
    await tell(
        interaction, outcome, said, buttons=[answer_button(outcome.standing, Answer.PLAN_IT)]
    )
    await send_draft(interaction, draft.subject, draft.body)


async def _cancelled(interaction: Interaction, person_id: str, expected: Expected | None) -> None:
    outcome = await meetings.cancelled(
        coach_of(interaction), caller_of(interaction), person_id, expected
    )
    said = fill(
        _("Noted: no talk with {name}. If you agree on a new time, {command} opens it again."),
        command=mention("meet plan"),
        name=text.escape(outcome.standing.person.name),
    )
    await tell(interaction, outcome, said)


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(Meet())
