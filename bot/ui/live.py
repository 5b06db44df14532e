"""The live form of a talk: one message, edited in place at every press.

Everything its buttons need stands in their custom ids, with the version of the talk they were
made for; what they find changed since shows where the talk stands now, and nothing else happens.
"""

from datetime import timedelta

import discord

from bot.coaching.events import EventKind
from bot.coaching.flow import budget, to_drop
from bot.coaching.live import Became, Press, Talk
from bot.coaching.rules import Answer
from bot.coaching.stages import may
from bot.i18n import _, fill
from bot.services import live
from bot.services.live import Live
from bot.services.meetings import Card, Place
from bot.ui import text
from bot.ui.buttons import ActionButton, AnswerButton, actions, rows
from bot.ui.dates import timestamp
from bot.ui.forms import Form
from bot.ui.talk import Interaction, answer_button, caller_of, coach_of, coming
from bot.ui.thanks import NOTE_FORM
from bot.ui.typed import given_back
from bot.ui.views import defer, replace, reply

START, PRESS, WRITE = "talk_start", "talk_press", "talk_note"
BACK, END = "talk_back", "talk_end"
AGAIN, BUILD = "talk_again", "talk_build"

LONGEST_NOTE = 500
"""Characters of a note taken while somebody speaks."""

NOTES_SHOWN = 1300
"""Characters of the notes that are shown when a talk has ended; all of them are kept."""

IN_PERSON = frozenset({Place.OFFICE, Place.COFFEE})
"""Where looking at a phone would be rude: there the card, read beforehand, is enough."""


def start_button(person_id: str, talk: Talk | None, place: str | None) -> list[ActionButton]:
    """ "Start the talk", for a talk that may be by phone or video."""
    if place in IN_PERSON:
        return []
    version = talk.version if talk else 0
    primary = discord.ButtonStyle.primary
    return [ActionButton.make(START, person_id, version, label=_("Start the talk"), style=primary)]


async def show_again(interaction: Interaction, card: Card) -> None:
    """A talk that is on, where it stood, in a message of its own."""
    found = Live(card.standing, card.questions, card.talk)
    await reply(interaction, words_of(interaction, found), view=_buttons(found))


@actions(START)
async def start(interaction: Interaction, arguments: tuple[str, int]) -> None:
    """ "Start the talk": the form in a message of its own."""
    await defer(interaction)
    person_id, version = arguments
    found = await live.start(coach_of(interaction), caller_of(interaction), person_id, version)
    await reply(interaction, words_of(interaction, found), view=_buttons(found))


@actions(PRESS)
async def press(interaction: Interaction, arguments: tuple[str, str, int, Became]) -> None:
    """ "Asked", "Went deeper", "Skip": what became of the question that is on."""
    await defer(interaction, update=True)
    coach, caller = coach_of(interaction), caller_of(interaction)
    found = await live.press(coach, caller, *arguments)
    await _show(interaction, found, "" if found.changed else _passed())


@actions(BACK)
async def back(interaction: Interaction, arguments: tuple[str, int]) -> None:
    """ "Back": the last press is taken back, or the end of the talk."""
    await defer(interaction, update=True)
    coach, caller = coach_of(interaction), caller_of(interaction)
    found = await live.take_back(coach, caller, *arguments)
    await _show(interaction, found, _("One step back.") if found.changed else _passed())


@actions(AGAIN)
async def again(interaction: Interaction, arguments: tuple[str, int]) -> None:
    """ "Ask the skipped ones", once every question has had its turn."""
    await defer(interaction, update=True)
    found = await live.again(coach_of(interaction), caller_of(interaction), *arguments)
    await _show(interaction, found, "" if found.changed else _passed())


@actions(END)
async def end(interaction: Interaction, arguments: tuple[str, int]) -> None:
    """ "End the talk"."""
    await defer(interaction, update=True)
    found = await live.end(coach_of(interaction), caller_of(interaction), *arguments)
    await _show(interaction, found, "" if found.changed else _passed())


@actions(BUILD)
async def build(interaction: Interaction, arguments: tuple[str]) -> None:
    """ "Suggest some", in a talk without questions."""
    await defer(interaction, update=True)
    found = await live.build(coach_of(interaction), caller_of(interaction), arguments[0])
    await _show(interaction, found)


@actions(WRITE)
async def write(interaction: Interaction, arguments: tuple[str, str]) -> None:
    """ "Note": the form with its one field, for the question that is on ("-" for none)."""
    person_id, question_id = arguments
    form = NoteForm(interaction.user.id, person_id, None if question_id == "-" else question_id)
    await interaction.response.send_modal(form)


class NoteForm(Form):
    """What somebody said about one question."""

    def __init__(self, owner_id: int, person_id: str, question_id: str | None) -> None:
        super().__init__(owner_id, _("A note"))
        self._about = person_id, question_id
        self.words = self.field("words", _("What did they say?"), LONGEST_NOTE)

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction, update=True)
        words = text.within(self.words.value, LONGEST_NOTE, _("Note"))
        coach, caller = coach_of(interaction), caller_of(interaction)
        with given_back(words):
            found = await live.note(coach, caller, *self._about, words)
        await _show(interaction, found)


async def _show(interaction: Interaction, found: Live, said: str = "") -> None:
    """Where the talk stands now, in the message whose button was pressed."""
    await replace(interaction, words_of(interaction, found, said), view=_buttons(found))


def _passed() -> str:
    return _("That press was for a moment that has passed. This is where you are:")


# What the form says


def words_of(interaction: Interaction, found: Live, said: str = "") -> str:
    """The form in words; `said` stands above, what was pressed last below."""
    talk = found.talk
    if talk is None:
        lines = [said, _("This talk has not begun yet.")]
    elif talk.ended is not None:
        lines = [said, *_ended(found, talk), coming(interaction, found.standing)]
    else:
        return "\n\n".join(
            filter(None, [said, _head(found, talk), _questions(found, talk), _last(found, talk)])
        )
    return "\n".join(filter(None, lines))


def _head(found: Live, talk: Talk) -> str:
    close = talk.time_is_up - timedelta(minutes=budget(talk.minutes).end)
    title = fill(_("**Your talk with {name}**"), name=text.escape(found.person.name))
    left = fill(
        _("Time is up {relative}; begin to close at {clock}."),
        relative=timestamp(talk.time_is_up, "R"),
        clock=timestamp(close, "t"),
    )
    return f"{title}\n{left}"


def _questions(found: Live, talk: Talk) -> str:
    """The question that is on, and the next."""
    if not found.items:
        return _("There are no questions on your list. Shall I suggest some?")
    if not found.to_come:
        done = _("**Every question has had its turn.**")
        close = _("Sum up in one sentence what you take along, and say thank you.")
        return f"{done}\n{close}"
    on, *later = found.to_come
    place = fill(
        _("Question {number} of {count}"),
        number=found.number_of(on.id) or 1,
        count=len(found.items),
    )
    lines = [place + _only_with_time(found, talk, on.id), f"**{text.escape(on.text)}**"]
    if later:
        lines.append(fill(_("Next: {question}"), question=text.escape(later[0].text)))
    return "\n".join(lines)


def _only_with_time(found: Live, talk: Talk, question_id: str) -> str:
    dropped = to_drop(found.items, talk.minutes)
    place = found.number_of(question_id)
    return " " + _("(only if there is time)") if place and place - 1 in dropped else ""


def _last(found: Live, talk: Talk) -> str:
    """What was pressed last, so that a press is seen to have been taken."""
    if not talk.presses:
        return ""
    last = talk.presses[-1]
    number = found.number_of(last.question_id)
    if last.became is Became.NOTED:
        words = fill(_("Noted: “{words}”"), words=text.escape(text.cut(last.words, 200)))
    elif number is None:
        return ""
    else:
        words = fill(_LAST[last.became](), number=number)
    return f"-# {words}"


_LAST = {
    Became.ASKED: lambda: _("Question {number}: asked."),
    Became.DEEPER: lambda: _("Question {number}: you went deeper."),
    Became.SKIPPED: lambda: _("Question {number}: skipped."),
}


def _ended(found: Live, talk: Talk) -> list[str]:
    lines = [
        fill(_("**Your talk with {name} is over.**"), name=text.escape(found.person.name)),
        *_of_each(found, talk),
        *_notes(talk),
    ]
    if talk.notes and found.essence:
        essence = text.escape(text.cut(found.essence, 200))
        lines.append(fill(_("For your thank-you I take “{words}”"), words=essence))
    if may(found.standing.state, EventKind.MET):
        lines.append(_("Press “It happened”, and we write your thank-you next."))
    return lines


def _of_each(found: Live, talk: Talk) -> list[str]:
    """What became of the questions, by their numbers."""
    became = talk.became
    heads = {
        Became.ASKED: _("Questions asked: {numbers}"),
        Became.DEEPER: _("Went deeper in: {numbers}"),
        Became.SKIPPED: _("Left for another time: {numbers}"),
    }
    lines = []
    for what, head in heads.items():
        numbers = [str(n) for n, one in enumerate(found.items, 1) if became.get(one.id) is what]
        if numbers:
            lines.append(fill(head, numbers=", ".join(numbers)))
    return lines


def _notes(talk: Talk) -> list[str]:
    if not talk.notes:
        return []
    shown = "\n".join(f"- {_noted(one)}" for one in talk.notes)
    return [_("Your notes, kept for you:"), text.cut(shown, NOTES_SHOWN)]


def _noted(one: Press) -> str:
    return text.escape(one.line)


# Its buttons


def _buttons(found: Live) -> discord.ui.View:
    person_id, talk = found.person.id, found.talk
    if talk is None:
        return rows(start_button(person_id, None, None))
    back_button = ActionButton.make(
        BACK, person_id, talk.version, label=_("Back to the talk") if talk.ended else _("Back")
    )
    if talk.ended is not None:
        return rows([*_after(found), back_button])
    first = _of_question(found, talk)
    end_button = ActionButton.make(END, person_id, talk.version, label=_("End the talk"))
    return rows(first, [*([back_button] if talk.presses else []), end_button])


def _of_question(found: Live, talk: Talk) -> list[ActionButton]:
    person_id = found.person.id
    on = next(iter(found.to_come), None)
    note = ActionButton.make(WRITE, person_id, on.id if on else None, label=_("Note"))
    if on is None:
        return [*_when_all_are_done(found, talk), note]
    labels = {
        Became.ASKED: _("Asked"),
        Became.DEEPER: _("Went deeper"),
        Became.SKIPPED: _("Skip"),
    }
    primary, quiet = discord.ButtonStyle.primary, discord.ButtonStyle.secondary
    pressed = [
        ActionButton.make(
            PRESS,
            person_id,
            on.id,
            talk.version,
            became.value,
            label=label,
            style=primary if became is Became.ASKED else quiet,
        )
        for became, label in labels.items()
    ]
    return [*pressed, note]


def _when_all_are_done(found: Live, talk: Talk) -> list[ActionButton]:
    person_id = found.person.id
    if not found.items:
        primary = discord.ButtonStyle.primary
        return [ActionButton.make(BUILD, person_id, label=_("Suggest some"), style=primary)]
    if found.skipped:
        return [ActionButton.make(AGAIN, person_id, talk.version, label=_("Ask the skipped ones"))]
    return []


def _after(found: Live) -> list[ActionButton | AnswerButton]:
    """The ways on from a talk that has ended."""
    buttons: list[ActionButton | AnswerButton] = []
    if may(found.standing.state, EventKind.MET):
        buttons.append(answer_button(found.standing, Answer.HAPPENED))
    buttons.append(ActionButton.make(NOTE_FORM, found.person.id, label=_("One thing they said")))
    return buttons
