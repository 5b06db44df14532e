"""What was said in a talk: one thing that helped, and behind "Add more" the rest."""

from typing import Any

import discord

from bot.coaching.preferences import LIMITS
from bot.coaching.rules import Answer
from bot.coaching.stages import Stage
from bot.i18n import _, current_language, fill
from bot.services import meetings, thanks
from bot.services.history import Standing
from bot.services.meetings import NOTE, NOTES, NOTES_LIMIT, PROMISE
from bot.ui import text
from bot.ui.buttons import ActionButton, actions, rows
from bot.ui.dates import day_in_words
from bot.ui.people import ADD_REFERRED
from bot.ui.talk import Interaction, answer_button, caller_of, coach_of, coming, tell
from bot.ui.thanks import show
from bot.ui.typed import given_back
from bot.ui.views import OwnedModal, defer, reply
from bot.ui.when import day_to_come

NOTE_FORM, MORE = "note", "note_more"
PROMISE_FORM, NOTES_FORM = "note_promise", "note_rest"


async def open_note_form(interaction: Interaction, person: str | None) -> None:
    """The form with one field, what was noted before standing in it.

    `person` is an id, or what was given to a command.
    """
    coach, caller = coach_of(interaction), caller_of(interaction)
    person_id, noted = await meetings.noted_of(coach, caller, person)
    form = WritingForm(interaction.user.id, person_id, NOTE, noted)
    await interaction.response.send_modal(form)


class WritingForm(OwnedModal):
    """One field: the one thing they said, or everything else worth keeping."""

    def __init__(self, owner_id: int, person_id: str, kind: str, before: str) -> None:
        super().__init__(owner_id, _("Your talk") if kind == NOTE else _("More notes"))
        self._person_id = person_id
        self._kind = kind
        self._limit = LIMITS.note if kind == NOTE else NOTES_LIMIT
        self.words: discord.ui.TextInput[WritingForm] = discord.ui.TextInput(
            custom_id="words",
            style=discord.TextStyle.paragraph,
            default=before or None,
            required=kind == NOTE,
            max_length=self._limit,
        )
        label = _("One thing they said that helped you") if kind == NOTE else _("Notes")
        self.add_item(discord.ui.Label(text=label, component=self.words))

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        words = text.within(self.words.value, self._limit, _("Note"))
        standing = await meetings.note_down(
            coach_of(interaction), caller_of(interaction), self._person_id, self._kind, words
        )
        await _tell_noted(interaction, standing, words)
        if self._kind == NOTE and standing.state.stage is Stage.MET:
            await show_thank_you(interaction, standing.person.id)


async def _tell_noted(interaction: Interaction, standing: Standing, words: str) -> None:
    name = text.escape(standing.person.name)
    quoted = text.escape(text.cut(words, 300))
    said = fill(_("Kept about {name}: “{words}”"), name=name, words=quoted)
    if not words:
        said = fill(_("Your notes about {name} are empty again."), name=name)
    buttons: list[discord.ui.Item[Any]] = []
    meeting = standing.state.meeting
    if meeting is not None and meeting.starts <= coach_of(interaction).clock.now():
        buttons.append(answer_button(standing, Answer.HAPPENED))
    buttons.append(ActionButton.make(MORE, standing.person.id, label=_("Add more")))
    await reply(interaction, f"{said}\n{coming(interaction, standing)}", view=rows(buttons))


async def show_thank_you(interaction: Interaction, person_id: str) -> None:
    """The thank-you that the note makes possible."""
    found = await thanks.draft(coach_of(interaction), caller_of(interaction), person_id)
    await show(interaction, found)


@actions(NOTE_FORM)
async def note_form(interaction: Interaction, arguments: tuple[str]) -> None:
    """ "One thing they said"."""
    await open_note_form(interaction, arguments[0])


@actions(NOTES_FORM)
async def notes_form(interaction: Interaction, arguments: tuple[str]) -> None:
    """ "More notes"."""
    person_id = arguments[0]
    noted = await meetings.notes(coach_of(interaction), caller_of(interaction), person_id)
    form = WritingForm(interaction.user.id, person_id, NOTES, noted.get(NOTES, ""))
    await interaction.response.send_modal(form)


@actions(MORE)
async def add_more(interaction: Interaction, arguments: tuple[str]) -> None:
    """ "Add more": what else a talk leaves."""
    await defer(interaction)
    person_id = arguments[0]
    buttons = [
        ActionButton.make(PROMISE_FORM, person_id, label=_("What I promised")),
        ActionButton.make(ADD_REFERRED, person_id, label=_("Somebody they named")),
        ActionButton.make(NOTES_FORM, person_id, label=_("More notes")),
    ]
    await reply(interaction, _("What else did the talk bring?"), view=rows(buttons))


@actions(PROMISE_FORM)
async def promise_form(interaction: Interaction, arguments: tuple[str]) -> None:
    """ "What I promised"."""
    person_id = arguments[0]
    noted = await meetings.notes(coach_of(interaction), caller_of(interaction), person_id)
    form = PromiseForm(interaction.user.id, person_id, noted.get(PROMISE, ""))
    await interaction.response.send_modal(form)


class PromiseForm(OwnedModal):
    """What the member said they would do, and by when they will tell how it went."""

    def __init__(self, owner_id: int, person_id: str, before: str) -> None:
        super().__init__(owner_id, _("What you promised"))
        self._person_id = person_id
        self.words: discord.ui.TextInput[PromiseForm] = discord.ui.TextInput(
            custom_id="words",
            style=discord.TextStyle.paragraph,
            default=before or None,
            max_length=LIMITS.note,
        )
        self.add_item(discord.ui.Label(text=_("What you said you would do"), component=self.words))
        self.due: discord.ui.TextInput[PromiseForm] = discord.ui.TextInput(
            custom_id="due", required=False, max_length=100, placeholder=_("in three weeks")
        )
        self.add_item(discord.ui.Label(text=_("When to tell them how it went"), component=self.due))

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        coach, caller = coach_of(interaction), caller_of(interaction)
        words = text.within(self.words.value, LIMITS.note, _("Promise"))
        typed = text.clean(self.due.value)
        due = day_to_come(interaction, typed) if typed else None
        with given_back(words):
            outcome = await meetings.promised(coach, caller, self._person_id, words, due)
        day = outcome.standing.state.promise_due
        said = fill(
            _("Kept. I ask you on {day} how it went, so that you can tell {name}."),
            day=day_in_words(day, current_language()) if day else "",
            name=text.escape(outcome.standing.person.name),
        )
        await tell(interaction, outcome, said)
