"""What was said in a talk: the one thing that helped, and then what else it brought.

The one thing is the point to thank for. The second step has a button for each of the others:
what the member promised, whom the person named, and notes of any kind.
"""

from typing import Any

import discord

from bot.coaching.preferences import LIMITS
from bot.coaching.rules import Answer
from bot.coaching.stages import AFTER_TALK, Stage
from bot.i18n import _, fill
from bot.services import history, meetings, thanks
from bot.services.history import Standing
from bot.services.meetings import NOTE, NOTES, NOTES_LIMIT
from bot.services.thanks import Format
from bot.ui import promises, text
from bot.ui.buttons import ActionButton, actions, rows
from bot.ui.people import ADD_REFERRED
from bot.ui.talk import Interaction, answer_button, caller_of, coach_of, coming
from bot.ui.thanks import NOTE_FOR, NOTE_FORM, show
from bot.ui.views import OwnedModal, defer, reply

MORE, NOTES_FORM = "note_more", "note_rest"


async def open_note_form(
    interaction: Interaction, person: str | None, how: Format | None = None
) -> None:
    """The form with one field, what was noted before standing in it.

    `person` is an id, or what was given to a command; `how` is the thank-you it is for, if any.
    """
    coach, caller = coach_of(interaction), caller_of(interaction)
    person_id, noted = await meetings.noted_of(coach, caller, person)
    form = WritingForm(interaction.user.id, person_id, NOTE, noted, how)
    await interaction.response.send_modal(form)


class WritingForm(OwnedModal):
    """One field: the one thing they said, or everything else worth keeping."""

    def __init__(
        self, owner_id: int, person_id: str, kind: str, before: str, how: Format | None = None
    ) -> None:
        super().__init__(owner_id, _("Your talk") if kind == NOTE else _("More notes"))
        self._person_id = person_id
        self._kind = kind
        self._how = how
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
        how = self._how or (Format.EMAIL if standing.state.stage is Stage.MET else None)
        if self._kind == NOTE and how is not None:
            await show_thank_you(interaction, standing.person.id, how)


async def _tell_noted(interaction: Interaction, standing: Standing, words: str) -> None:
    name = text.escape(standing.person.name)
    quoted = text.escape(text.cut(words, 300))
    said = fill(_("Kept about {name}: “{words}”"), name=name, words=quoted)
    if not words:
        said = fill(_("Your notes about {name} are empty again."), name=name)
    lines = [said, coming(interaction, standing)]
    buttons: list[discord.ui.Item[Any]] = []
    meeting = standing.state.meeting
    if meeting is not None and meeting.starts <= coach_of(interaction).clock.now():
        buttons.append(answer_button(standing, Answer.HAPPENED))
    if standing.state.stage in AFTER_TALK:
        buttons += _second_step(standing)
        lines.insert(1, _("What else did the talk bring?"))
    else:
        buttons.append(ActionButton.make(MORE, standing.person.id, label=_("Add more")))
    await reply(interaction, "\n".join(lines), view=rows(buttons))


def _second_step(standing: Standing) -> list[ActionButton]:
    """What a talk leaves: promises, people they named, the point to thank for, the rest."""
    person_id = standing.person.id
    return [
        promises.form_button(standing),
        ActionButton.make(ADD_REFERRED, person_id, label=_("Somebody they named")),
        ActionButton.make(NOTE_FORM, person_id, label=_("What to thank them for")),
        ActionButton.make(NOTES_FORM, person_id, label=_("More notes")),
    ]


async def show_thank_you(interaction: Interaction, person_id: str, how: Format) -> None:
    """The thank-you that the note makes possible."""
    found = await thanks.draft(coach_of(interaction), caller_of(interaction), person_id, how)
    await show(interaction, found, how)


@actions(NOTE_FORM)
async def note_form(interaction: Interaction, arguments: tuple[str]) -> None:
    """ "One thing they said"."""
    await open_note_form(interaction, arguments[0])


@actions(NOTE_FOR)
async def note_for_thanks(interaction: Interaction, arguments: tuple[str, Format]) -> None:
    """ "One thing they said", for a thank-you that comes right after."""
    person_id, how = arguments
    await open_note_form(interaction, person_id, how)


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
    coach, caller = coach_of(interaction), caller_of(interaction)
    standing = await history.look(coach, caller, arguments[0])
    await reply(interaction, _("What else did the talk bring?"), view=rows(_second_step(standing)))
