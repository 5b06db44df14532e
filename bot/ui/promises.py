"""What a member promised: the form, the list with its buttons, and what follows from each."""

from datetime import date

import discord

from bot.coaching.preferences import LIMITS
from bot.feedback import BadInput
from bot.i18n import _, current_language, fill, n_
from bot.services import history, promises
from bot.services.history import MovedOn, Standing
from bot.services.moments import PickDay, in_days
from bot.services.promises import Listed, Page
from bot.services.thanks import Format
from bot.ui import text
from bot.ui import thanks as thank_yous
from bot.ui.buttons import ActionButton, actions, rows
from bot.ui.dates import day_in_words
from bot.ui.forms import Form
from bot.ui.talk import Interaction, caller_of, coach_of, tell
from bot.ui.typed import given_back
from bot.ui.views import defer, replace, reply
from bot.ui.when import day_to_come

FORM, KEPT, TOLD = "note_promise", "promise_kept", thank_yous.TOLD
DAY, DAY_FOR, DAY_ON = "promise_day", "promise_day_for", "promise_day_on"
DROP, PAGE = "promise_drop", "promise_page"
DAYS = (7, 14, 28)
LONGEST_QUOTE = 200
"""Characters of a promise in the list: four of them fit on a screen."""


# Making one


def form_button(standing: Standing) -> ActionButton:
    """Opens the form for something promised to that person."""
    label = _("Another promise") if standing.state.promises else _("What I promised")
    return ActionButton.make(FORM, standing.person.id, label=label)


@actions(FORM)
async def open_form(interaction: Interaction, arguments: tuple[str]) -> None:
    """ "What I promised"; there may be several."""
    await interaction.response.send_modal(PromiseForm(interaction.user.id, arguments[0]))


class PromiseForm(Form):
    """What the member said they would do, and by when they will tell how it went."""

    def __init__(self, owner_id: int, person_id: str) -> None:
        super().__init__(owner_id, _("What you promised"))
        self._person_id = person_id
        self.words = self.field("words", _("What you said you would do"), LIMITS.note)
        self.due = self.field("due", _("When to tell them how it went"), 100, needed=False)
        self.due.placeholder = _("in three weeks")

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        words = text.within(self.words.value, LIMITS.note, _("Promise"))
        typed = text.clean(self.due.value)
        with given_back(words):
            await _make(interaction, self._person_id, words, typed)


async def _make(interaction: Interaction, person_id: str, words: str, typed: str) -> None:
    """Keep it; with a day that can't be read it is kept for three weeks on, and that is said."""
    coach, caller = coach_of(interaction), caller_of(interaction)
    unread = ""
    try:
        due = day_to_come(interaction, typed) if typed else None
        outcome = await promises.make(coach, caller, person_id, words, due)
    except BadInput as refused:
        if not typed:
            raise
        unread = text.sentence(refused)
        outcome = await promises.make(coach, caller, person_id, words)
    standing = outcome.standing
    made = promises.latest(standing)
    day = promises.day_of(standing, made.number) if made else None
    said = fill(
        _("Kept. I ask you on {day} how it went, so that you can tell {name}."),
        day=_day(day),
        name=text.escape(standing.person.name),
    )
    buttons = [form_button(standing)]
    if made is not None:
        buttons.append(_day_button(person_id, made.number))
    await tell(interaction, outcome, "\n".join(filter(None, [unread, said])), buttons=buttons)


# The list


async def show_list(interaction: Interaction, page: int = 0) -> None:
    """A page of all open promises, each with its buttons; deferred already."""
    found = await promises.listed(coach_of(interaction), caller_of(interaction), page)
    if not found.promises:
        await reply(interaction, _nothing())
        return
    groups = [_buttons(number, one) for number, one in enumerate(found.promises, found.before + 1)]
    await replace(interaction, "\n".join(_lines(found)), view=rows(*groups, _turning(found)))


def _nothing() -> str:
    return _(
        "No promise is open. After a talk, /meet notes keeps what you said you would do, "
        "and I remind you to tell them what came of it."
    )


def _lines(found: Page) -> list[str]:
    head = n_(
        "**What you promised:** {count} is open.",
        "**What you promised:** {count} are open, the soonest first.",
        found.count,
    )
    lines = [fill(head, count=found.count)]
    lines += [
        _line(number, one, found) for number, one in enumerate(found.promises, found.before + 1)
    ]
    pages = (found.count - 1) // promises.ON_A_PAGE + 1
    if pages > 1:
        words = _("Page {page} of {pages}")
        lines.append("-# " + fill(words, page=found.number + 1, pages=pages))
    return lines


def _line(number: int, one: Listed, found: Page) -> str:
    values = {
        "number": number,
        "name": text.escape(one.person.name),
        "words": text.escape(text.cut(" ".join(one.words.split()), LONGEST_QUOTE)),
        "day": _day(one.day, found.today),
    }
    if one.promise.kept is not None:
        return fill(_("{number}. **{name}**: “{words}” You did it; tell them."), **values)
    return fill(_("{number}. **{name}**, {day}: “{words}”"), **values)


def _buttons(number: int, one: Listed) -> list[ActionButton]:
    """A row for each: kept, another day, drop; numbered as in the list."""
    made_for = (one.person.id, one.promise.number)
    done = _("{number}: I did it") if one.promise.kept is None else _("{number}: Tell them")
    return [
        ActionButton.make(
            KEPT,
            *made_for,
            label=fill(done, number=number),
            style=discord.ButtonStyle.primary,
        ),
        _day_button(*made_for, label=fill(_("{number}: Another day"), number=number)),
        ActionButton.make(DROP, *made_for, label=fill(_("{number}: Drop"), number=number)),
    ]


def _turning(found: Page) -> list[ActionButton]:
    turns = []
    if found.number > 0:
        turns.append(ActionButton.make(PAGE, found.number - 1, label=_("Back")))
    if found.before + len(found.promises) < found.count:
        turns.append(ActionButton.make(PAGE, found.number + 1, label=_("More")))
    return turns


@actions(PAGE)
async def turn(interaction: Interaction, arguments: tuple[int]) -> None:
    """Another page of the list."""
    await defer(interaction, update=True)
    await show_list(interaction, arguments[0])


# Kept, told, dropped


@actions(KEPT)
async def press_kept(interaction: Interaction, arguments: tuple[str, int]) -> None:
    """ "I did it"."""
    await defer(interaction)
    await kept(interaction, *arguments)


async def kept(interaction: Interaction, person_id: str, number: int) -> None:
    """It was kept: the words that tell them so; deferred already. Raises `MovedOn`."""
    coach, caller = coach_of(interaction), caller_of(interaction)
    outcome, thank_you = await promises.kept(coach, caller, person_id, number)
    said = fill(
        _("Well done. Tell {name} what you did; people like to hear. Here are the words."),
        name=text.escape(outcome.standing.person.name),
    )
    await tell(interaction, outcome, said)
    if thank_you is not None:
        await thank_yous.show(interaction, thank_you, Format.REPORT_BACK)


@actions(TOLD)
async def told(interaction: Interaction, arguments: tuple[str, int]) -> None:
    """ "I told them"."""
    await defer(interaction)
    outcome = await promises.told(coach_of(interaction), caller_of(interaction), *arguments)
    await tell(
        interaction, outcome, _("Well done. They know now what came of their time with you.")
    )


@actions(DROP)
async def drop(interaction: Interaction, arguments: tuple[str, int]) -> None:
    """It no longer fits."""
    await defer(interaction)
    outcome = await promises.drop(coach_of(interaction), caller_of(interaction), *arguments)
    await tell(interaction, outcome, _("Dropped; I won't bring it up again."))


# Another day


def _day_button(person_id: str, number: int, label: str | None = None) -> ActionButton:
    return ActionButton.make(DAY, person_id, number, label=label or _("Another day"))


@actions(DAY)
async def ask_for_day(interaction: Interaction, arguments: tuple[str, int]) -> None:
    """ "Another day": which?"""
    await defer(interaction)
    person_id, number = arguments
    standing = await history.look(coach_of(interaction), caller_of(interaction), person_id)
    if standing.state.promise(number) is None:
        raise MovedOn(standing.person.name)
    labels = (_("In a week"), _("In 2 weeks"), _("In 4 weeks"))
    buttons = [
        ActionButton.make(DAY_FOR, *arguments, count, label=label)
        for count, label in zip(DAYS, labels, strict=True)
    ]
    question = fill(
        _("When will you tell {name} how it went?"), name=text.escape(standing.person.name)
    )
    await reply(interaction, question, view=rows([*buttons, _date_button(*arguments)]))


def _date_button(person_id: str, number: int, label: str | None = None) -> ActionButton:
    return ActionButton.make(DAY_ON, person_id, number, label=label or _("A date"))


@actions(DAY_FOR)
async def day_for(interaction: Interaction, arguments: tuple[str, int, int]) -> None:
    """In so many days."""
    await defer(interaction)
    person_id, number, days = arguments
    await _put_off(interaction, person_id, number, in_days(days))


@actions(DAY_ON)
async def day_on(interaction: Interaction, arguments: tuple[str, int]) -> None:
    """A form for a day."""
    await interaction.response.send_modal(DayForm(interaction.user.id, *arguments))


class DayForm(Form):
    """Takes a day in words."""

    def __init__(self, owner_id: int, person_id: str, number: int) -> None:
        super().__init__(owner_id, _("When shall I ask?"))
        self._promise = (person_id, number)
        self.day = self.field("day", _("A day, for example “3 March”"), LIMITS.name)

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        try:
            await _put_off(interaction, *self._promise, day_to_come(interaction, self.day.value))
        except BadInput as refused:
            again = _date_button(*self._promise, label=_("Try another day"))
            await reply(interaction, text.sentence(refused), view=rows([again]))


async def _put_off(interaction: Interaction, person_id: str, number: int, pick: PickDay) -> None:
    coach, caller = coach_of(interaction), caller_of(interaction)
    outcome = await promises.put_off(coach, caller, person_id, number, pick)
    day = promises.day_of(outcome.standing, number)
    await tell(interaction, outcome, fill(_("Good: it has time until {day}."), day=_day(day)))


def _day(day: date | None, today: date | None = None) -> str:
    return day_in_words(day, current_language(), today=today) if day else ""
