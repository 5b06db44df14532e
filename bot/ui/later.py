"""The choice after "Later": tomorrow, in three days, next week, or a date of one's own."""

from datetime import date, datetime
from functools import partial

import discord

from bot.coaching.rules import Answer
from bot.feedback import BadInput
from bot.i18n import _, current_language, fill
from bot.services import history, moments, snoozing
from bot.services.history import Expected, MovedOn
from bot.services.moments import PickDay
from bot.services.snoozing import Moved
from bot.ui import courage, text
from bot.ui.arguments import Unreadable
from bot.ui.buttons import ActionButton, Pressed, custom_id_of, read, rows
from bot.ui.dates import day_in_words, read_day
from bot.ui.errors import PERSISTENT
from bot.ui.talk import Interaction, answer_button, caller_of, coach_of, expected_by, tell
from bot.ui.views import OwnedModal, defer, reply

ON_A_DATE = "date"
DAYS = (1, 3, 7)


async def ask(interaction: Interaction, pressed: Pressed) -> None:
    """Ask until when. Raises `NoSuchPerson`, `MovedOn`."""
    standing = await history.look(coach_of(interaction), caller_of(interaction), pressed.person_id)
    state = standing.state
    if expected_by(pressed) not in {None, Expected(state.stage, state.cycle())}:
        raise MovedOn(standing.person.name)
    question = fill(_("When shall I come back to {name}?"), name=text.escape(standing.person.name))
    labels = (_("Tomorrow"), _("In 3 days"), _("Next week"))
    buttons = [_button(pressed, str(days), label) for days, label in zip(DAYS, labels, strict=True)]
    await reply(interaction, question, view=rows([*buttons, _date_button(pressed)]))


async def pick(interaction: Interaction, arguments: tuple[str, ...]) -> None:
    """What was chosen: so many days, or a form for a date. Raises as `move`."""
    choice, pressed = _read(arguments)
    if choice == ON_A_DATE:
        await interaction.response.send_modal(DateForm(interaction.user.id, pressed))
        return
    if choice not in {str(days) for days in DAYS}:
        raise Unreadable
    await defer(interaction)
    await move(interaction, pressed, moments.in_days(int(choice)))


async def move(interaction: Interaction, pressed: Pressed, day: PickDay) -> None:
    """Move the nudge and say so; after the third time with a smaller step and a way out.

    Raises `NoSuchPerson`, `MovedOn`, and `BadInput` for a day that will not do.
    """
    moved = await snoozing.snooze(
        coach_of(interaction),
        caller_of(interaction),
        pressed.person_id,
        pressed.nudge,
        day,
        expected_by(pressed),
    )
    answers = [courage.SMALLER.get(moved.key.kind), moved.way_out] if moved.was_often else []
    buttons = [
        answer_button(moved.outcome.standing, one, moved.key) for one in answers if one is not None
    ]
    await tell(interaction, moved.outcome, _said(moved), buttons=buttons)


class DateForm(OwnedModal):
    """Takes a day in words."""

    def __init__(self, owner_id: int, pressed: Pressed) -> None:
        super().__init__(owner_id, _("When shall I come back?"))
        self.pressed = pressed
        self.day: discord.ui.TextInput[DateForm] = discord.ui.TextInput(
            label=_("A day"),
            placeholder=_("for example: in 10 days, or 3 March"),
            custom_id="day",
            max_length=100,
        )
        self.add_item(self.day)

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        try:
            await move(interaction, self.pressed, partial(day_of, self.day.value))
        except BadInput as unreadable:
            again = rows([_date_button(self.pressed, _("Another date"))])
            await reply(interaction, text.sentence(unreadable), view=again)


def day_of(typed: str, now: datetime, zone: str) -> date:
    """The day to come that was typed. Raises `BadDate`."""
    return read_day(typed, now, zone, current_language(), expect="future")


def _said(moved: Moved) -> str:
    if moved.goes_on is None:
        said = _("Good. The time for it will have passed by then, so I leave it.")
    else:
        said = fill(
            _("Good: I come back to {name} on {day}."),
            name=text.escape(moved.outcome.standing.person.name),
            day=day_in_words(moved.goes_on, current_language()),
        )
    return "\n".join(filter(None, [said, _after_many(moved)]))


def _after_many(moved: Moved) -> str:
    """After three times a smaller step and the way out, with courage the first time."""
    if not moved.was_often:
        return ""
    kind = moved.key.kind
    line = [courage.after_laters(kind)] if moved.encourages else []
    return " ".join([*line, courage.smaller_step(kind), _("Letting it go is fine too.")])


def _date_button(pressed: Pressed, label: str | None = None) -> ActionButton:
    return _button(pressed, ON_A_DATE, label or _("A date"))


def _button(pressed: Pressed, choice: str, label: str) -> ActionButton:
    _answer, *rest = custom_id_of(pressed).removeprefix(PERSISTENT).split(":")
    return ActionButton.make("later_pick", choice, *rest, label=label)


def _read(arguments: tuple[str, ...]) -> tuple[str, Pressed]:
    """The choice, and the press on "Later" that led to it. Raises `Unreadable`."""
    choice, *rest = arguments or ("",)
    try:
        return choice, read(PERSISTENT + ":".join([Answer.LATER, *rest]))
    except ValueError:
        raise Unreadable from None
