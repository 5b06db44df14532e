"""Adding, showing and parting with people: what several commands and buttons share."""

from collections.abc import Callable, Sequence
from dataclasses import replace as replace_in
from datetime import date
from typing import Any

import discord
from discord import ButtonStyle, app_commands
from discord.app_commands import locale_str

from bot import content
from bot.coaching.calendar import local_day
from bot.coaching.events import EventKind
from bot.coaching.preferences import LIMITS
from bot.coaching.rules import Answer
from bot.coaching.stages import Stage
from bot.feedback import BadInput, Feedback
from bot.i18n import _, current_language, fill
from bot.mentions import mention
from bot.services import history, people
from bot.services.history import Expected, Outcome, Standing
from bot.services.knowing import Known, known
from bot.services.moments import PickDay, in_days
from bot.services.overview import GROUPS, Group
from bot.services.people import MINE, OUTSIDE, AlreadyThere, Everyone, Shown
from bot.ui import dms, text, zone
from bot.ui.advice import ADD, ADD_OUTSIDE
from bot.ui.buttons import ActionButton, actions, rows
from bot.ui.dates import day_in_words
from bot.ui.forms import Form, read_name, read_why
from bot.ui.stages import stage_in_words
from bot.ui.talk import Interaction, answer_button, caller_of, coach_of, coming, tell
from bot.ui.typed import given_back
from bot.ui.views import OwnedModal, OwnedView, defer, give_back, replace, reply, send_draft
from bot.ui.when import day_to_come

ADD_LIKE, ADD_REFERRED = "person_add_like", "person_add_referred"
DRAFT, PAGE = "person_draft", "people_page"
EDIT, PARK_FOR, PARK_ON = "person_edit", "person_park_for", "person_park_on"
FORGET_SURE, FORGET_NOT = "person_forget_sure", "person_forget_not"
EVERYTHING, KEEP_AWAY = "everything", "keep_away"
"""What is forgotten: all of it, or all but the fact that they are not to be contacted."""

FIELDS = [
    app_commands.Choice(name=locale_str("My own field"), value=MINE),
    app_commands.Choice(name=locale_str("Outside my field"), value=OUTSIDE),
]
"""Whether somebody works in the member's field, as commands offer it."""

ON_A_PAGE = 20
PARKING_DAYS = (14, 28, 91)
LONGEST_LABEL_NAME = 30
Buttons = list[discord.ui.Item[Any]]


# Adding


async def four_places(interaction: Interaction) -> None:
    """No name yet: where to look, and the form."""
    words = content.greeting("four_places", current_language(), {"command": mention})
    await reply(interaction, words, view=rows([add_button(_("I found someone"))]))


def add_button(label: str) -> ActionButton:
    """Opens the form for somebody new."""
    return ActionButton.make(ADD, label=label, style=ButtonStyle.primary)


async def add(interaction: Interaction, **given: Any) -> None:
    """Add somebody (`people.add` has the names), and say what comes; deferred already.

    Where somebody of that name is in the list, ask whether it is somebody else.
    """
    coach, caller = coach_of(interaction), caller_of(interaction)
    try:
        with given_back(given.get("why")):
            outcome = await people.add(coach, caller, **given)
    except AlreadyThere as known:
        view = _Double(interaction.user.id, known.person_id, given)
        await reply(interaction, text.sentence(known), view=view)
        return
    except people.NameMissing as refused:
        await try_again(interaction, refused, AddForm, given)
        return
    await _tell_added(interaction, outcome)


async def _tell_added(interaction: Interaction, outcome: Outcome) -> None:
    standing, closed = await dms.tried(interaction, outcome.standing)
    values = {
        "name": text.escape(standing.person.name),
        "friend": text.escape(standing.person.details.via),
    }
    if standing.person.details.via:
        said = _("{name} is in your list, and {friend} could introduce you.")
    else:
        said = _("{name} is in your list. A draft takes a minute, and I write it with you.")
    buttons: Buttons = [answer_button(standing, Answer.DRAFT_IT), _edit_button(standing)]
    if standing.person.referred_by:
        label = _("Somebody else they named")
        buttons.append(ActionButton.make(ADD_REFERRED, standing.person.referred_by, label=label))
    await tell(
        interaction, replace_in(outcome, standing=standing), fill(said, **values), buttons=buttons
    )
    await zone.ask_if_unknown(interaction, standing)
    await dms.say_closed(interaction, closed)


async def try_again(
    interaction: Interaction,
    refused: Feedback,
    form: Callable[..., OwnedModal],
    typed: dict[str, Any],
) -> None:
    """Say what is wrong with a name, with a button that opens the form with what was typed."""
    view = _TryAgain(interaction.user.id, form, typed)
    await reply(interaction, text.sentence(refused), view=view)
    if refused.give_back:
        await give_back(interaction, refused.give_back)


class _TryAgain(OwnedView):
    """Opens a form once more, filled with what was typed."""

    def __init__(
        self, owner_id: int, form: Callable[..., OwnedModal], typed: dict[str, Any]
    ) -> None:
        super().__init__(owner_id)
        self._form, self._typed = form, typed
        self.again.label = _("Try again")

    @discord.ui.button(label="-", style=ButtonStyle.primary, custom_id="try_again")
    async def again(self, interaction: Interaction, button: discord.ui.Button[Any]) -> None:
        await interaction.response.send_modal(self._form(interaction.user.id, **self._typed))


class _Double(OwnedView):
    """Somebody of that name is there already: is it the same person?"""

    def __init__(self, owner_id: int, person_id: str, given: dict[str, Any]) -> None:
        super().__init__(owner_id)
        self._person_id, self._given = person_id, given
        name = text.cut(given["name"], LONGEST_LABEL_NAME)
        self.known.label = fill(_("Show {name}"), name=name)
        self.anyway.label = _("Add anyway")

    @discord.ui.button(label="-", style=ButtonStyle.primary, custom_id="show_known")
    async def known(self, interaction: Interaction, button: discord.ui.Button[Any]) -> None:
        await defer(interaction)
        await show(interaction, self._person_id)

    @discord.ui.button(label="-", custom_id="add_anyway")
    async def anyway(self, interaction: Interaction, button: discord.ui.Button[Any]) -> None:
        await defer(interaction)
        self.stop()
        await add(interaction, **self._given, anyway=True)


class AddForm(Form):
    """Who it is, and what made the member think of them. `more` goes along to `people.add`."""

    def __init__(self, owner_id: int, *, name: str = "", why: str = "", **more: Any) -> None:
        super().__init__(owner_id, _("Who is it?"))
        self.more = more
        name = text.cut(text.clean(name), LIMITS.name)
        self.called = self.field("name", _("Name, or a nickname"), LIMITS.name, name)
        self.why = self.field(
            "why", _("What made you think of them?"), LIMITS.why, why, needed=False
        )

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        with given_back(self.why.value):
            name, why = read_name(self.called), read_why(self.why)
        await add(interaction, name=name, why=why, **self.more)


@actions(ADD)
async def add_someone(interaction: Interaction, arguments: tuple[str, ...]) -> None:
    """The form for somebody new."""
    await interaction.response.send_modal(AddForm(interaction.user.id))


@actions(ADD_OUTSIDE)
async def add_someone_outside(interaction: Interaction, arguments: tuple[str, ...]) -> None:
    """Somebody whose work is not the member's own field."""
    await interaction.response.send_modal(AddForm(interaction.user.id, field=OUTSIDE))


@actions(ADD_LIKE)
async def add_someone_there(interaction: Interaction, arguments: tuple[str]) -> None:
    """Somebody else at the same organisation."""
    about = await known(coach_of(interaction), caller_of(interaction), arguments[0])
    organisation = about.person.details.organisation
    await interaction.response.send_modal(AddForm(interaction.user.id, organisation=organisation))


@actions(ADD_REFERRED)
async def add_referred(interaction: Interaction, arguments: tuple[str]) -> None:
    """The one whom somebody pointed to, linked to them."""
    await interaction.response.send_modal(AddForm(interaction.user.id, referred_by=arguments[0]))


# Listing


def group_words(group: Group) -> str:
    """Where people stand, as a heading."""
    return {
        Group.IDEA: _("Ideas and drafts"),
        Group.ASKED: _("Asked"),
        Group.ANSWERED: _("They answered"),
        Group.TALK: _("Talks"),
        Group.KEEPING: _("Keeping in touch"),
        Group.PARKED: _("Parked"),
        Group.CLOSED: _("Closed"),
    }[group]


async def show_list(interaction: Interaction, group: Group | None, page: int = 0) -> None:
    """A page of the member's people, by where they stand; deferred already."""
    coach, caller = coach_of(interaction), caller_of(interaction)
    stages = [stage for stage, of in GROUPS.items() if group in {None, of}]
    everyone = await people.everyone(coach, caller, stages)
    if not everyone.people:
        await reply(interaction, _nobody(group), view=rows([add_button(_("Add a person"))]))
        return
    today = local_day(coach.clock.now(), everyone.zone)
    lines, pages = _page(everyone, page, today)
    turning = _turning(group, min(page, pages - 1), pages)
    await replace(interaction, "\n".join(lines), view=rows(turning) if turning else None)


def _nobody(group: Group | None) -> str:
    if group is None:
        return _("Nobody is in your list yet. A nickname is enough to begin.")
    return fill(_("Nobody stands there at the moment: {group}."), group=group_words(group))


def _page(everyone: Everyone, page: int, today: date) -> tuple[list[str], int]:
    order = list(Group)
    listed = sorted(everyone.people, key=lambda one: order.index(GROUPS[one.stage]))
    pages = (len(listed) - 1) // ON_A_PAGE + 1
    page = min(page, pages - 1)
    lines: list[str] = []
    heading: Group | None = None
    for one in listed[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]:
        if GROUPS[one.stage] is not heading:
            heading = GROUPS[one.stage]
            lines.append(f"**{group_words(heading)}**")
        details = one.person.details
        due = local_day(one.next_due, everyone.zone) if one.next_due else None
        parts = [
            text.escape(details.name),
            text.escape(details.organisation),
            stage_in_words(one.stage),
            _next(due, today, everyone.language),
        ]
        lines.append("- " + " · ".join(filter(None, parts)))
    if pages > 1:
        lines.append("-# " + fill(_("Page {page} of {pages}"), page=page + 1, pages=pages))
    return lines, pages


def _next(due: date | None, today: date, language: str) -> str:
    if due is None:
        return ""
    if due <= today:
        return _("due now")
    return fill(_("next: {day}"), day=day_in_words(due, language, today=today))


def _turning(group: Group | None, page: int, pages: int) -> list[ActionButton]:
    turns = []
    if page > 0:
        turns.append(ActionButton.make(PAGE, group, page - 1, label=_("Back")))
    if page + 1 < pages:
        turns.append(ActionButton.make(PAGE, group, page + 1, label=_("More")))
    return turns


@actions(PAGE)
async def turn(interaction: Interaction, arguments: tuple[str, int]) -> None:
    """Another page of the list."""
    await defer(interaction, update=True)
    group, page = arguments
    known = Group(group) if group in set(Group) else None
    await show_list(interaction, known, page)


# Showing one


async def show(interaction: Interaction, person_id: str) -> None:
    """Everything about one person, and what can be done now; deferred already."""
    shown = await people.show(coach_of(interaction), caller_of(interaction), person_id)
    await reply(interaction, "\n".join(_lines(interaction, shown)), view=rows(_buttons(shown)))


def _lines(interaction: Interaction, shown: Shown) -> list[str]:
    standing = shown.standing
    details, state = standing.person.details, standing.state
    zone, language = standing.member.preferences.zone, current_language()
    since = day_in_words(local_day(state.entered, zone), language) if state.entered else ""
    head = [f"**{text.escape(details.name)}**", text.escape(details.role)]
    lines = [
        " · ".join(filter(None, [*head, text.escape(details.organisation)])),
        fill(
            _("Where you are: {stage}, since {day}."), stage=stage_in_words(state.stage), day=since
        ),
        _named(_("Why them: {words}"), details.why),
        _named(_("What links you: {words}"), details.link),
        _named(_("When you could talk: {words}"), details.times),
        _named(_("Who could introduce you: {words}"), details.via),
        _field(standing.person.field),
        *(
            fill(
                _("What you promised on {day}: {words}")
                if event.kind is EventKind.PROMISED
                else _("Your note of {day}: {words}"),
                day=day_in_words(local_day(event.at, zone), language),
                words=text.escape(words),
            )
            for event, words in shown.notes
        ),
        coming(interaction, standing),
    ]
    return [line for line in lines if line]


def _named(label: str, words: str) -> str:
    return fill(label, words=text.escape(words)) if words else ""


def _field(field: str | None) -> str:
    words = {MINE: _("In your own field."), OUTSIDE: _("Outside your field.")}
    return words.get(field or "", "")


_NOW: dict[Stage, Sequence[Answer]] = {
    Stage.IDEA: (Answer.DRAFT_IT, Answer.FIND_INTRODUCTION, Answer.PARK, Answer.LET_GO),
    Stage.DRAFTED: (Answer.SENT, Answer.SHORTER, Answer.PARK, Answer.LET_GO),
    Stage.INTRODUCTION_ASKED: (Answer.INTRODUCED, Answer.INTRODUCTION_REFUSED, Answer.GO_DIRECT),
    Stage.INTRODUCED: (Answer.DRAFT_IT, Answer.SENT),
    Stage.ASKED: (Answer.SHOW_IT, Answer.REPLIED, Answer.NEVER_SENT, Answer.LET_GO),
    Stage.FOLLOWED_UP: (Answer.REPLIED, Answer.LET_GO, Answer.SOMEONE_ELSE),
    Stage.REPLIED: (Answer.PLAN_IT, Answer.DECLINED, Answer.PARK),
    Stage.SCHEDULED: (Answer.QUESTIONS, Answer.HAPPENED, Answer.MOVED, Answer.CANCELLED),
    Stage.MET: (Answer.SHOW_IT, Answer.THANKED, Answer.SKIP),
    Stage.THANKED: (Answer.LOGGED,),
    Stage.KEEPING: (Answer.LOGGED,),
    Stage.PARKED: (Answer.DRAFT_IT, Answer.PLAN_IT, Answer.LET_GO),
}
"""What can be done at each stage, from `/people show`."""


def _buttons(shown: Shown) -> Buttons:
    standing = shown.standing
    person_id = standing.person.id
    buttons: Buttons = [answer_button(standing, one) for one in _NOW.get(standing.state.stage, ())]
    buttons += [
        ActionButton.make(DRAFT, person_id, one.kind, label=label)
        for one in shown.drafts
        if (label := draft_words(one.kind))
    ]
    return [*buttons[:24], _edit_button(standing)]


def _edit_button(standing: Standing) -> ActionButton:
    return ActionButton.make(EDIT, standing.person.id, "-", label=_("Edit"))


def draft_words(kind: str) -> str:
    """A kept draft, on a button; empty for what is no draft."""
    return {
        "request_email": _("Draft: e-mail"),
        "request_linkedin200": _("Draft: LinkedIn"),
        "request_linkedin300": _("Draft: LinkedIn Premium"),
        "request_call": _("Draft: call"),
        "introduction_request": _("Draft: introduction"),
        "introduction_joint": _("Draft: the message to both"),
        "introduced_reply": _("Draft: your answer to both"),
        "followup_email": _("Draft: follow-up"),
        "followup_linkedin200": _("Draft: follow-up"),
        "followup_linkedin300": _("Draft: follow-up"),
        "followup_call": _("Draft: follow-up"),
        "find_time": _("Draft: time and place"),
        "ask_where": _("Draft: where"),
        "thanks_email": _("Draft: thank-you"),
        "thanks_card": _("Draft: card"),
    }.get(kind, "")


@actions(DRAFT)
async def show_kept(interaction: Interaction, arguments: tuple[str, str]) -> None:
    """A draft as it is kept, alone."""
    await defer(interaction)
    person_id, kind = arguments
    shown = await people.show(coach_of(interaction), caller_of(interaction), person_id)
    for one in shown.drafts:
        if one.kind == kind:
            await send_draft(interaction, one.subject, one.body)
            return
    await reply(interaction, _("That draft is no longer there. /ask draft writes a new one."))


# Editing

_EDITED: dict[str, tuple[str, str]] = {
    "who": ("name", "organisation"),
    "how": ("role", "via"),
    "why": ("why", "link"),
}
"""What is edited together: a form holds two fields."""


async def offer_edit(interaction: Interaction, person_id: str) -> None:
    """Ask what is to be edited; deferred already. Raises `NoSuchPerson`."""
    standing = await history.look(coach_of(interaction), caller_of(interaction), person_id)
    labels = {
        "who": _("Name and organisation"),
        "how": _("Role and introducer"),
        "why": _("Why, and what links you"),
    }
    buttons = [ActionButton.make(EDIT, person_id, what, label=labels[what]) for what in _EDITED]
    question = fill(
        _("What would you like to change about {name}?"), name=text.escape(standing.person.name)
    )
    await reply(interaction, question, view=rows(buttons))


@actions(EDIT)
async def edit(interaction: Interaction, arguments: tuple[str, str]) -> None:
    """A form filled with what is known, or the question what to edit."""
    person_id, what = arguments
    if what not in _EDITED:
        await defer(interaction)
        await offer_edit(interaction, person_id)
        return
    about = await known(coach_of(interaction), caller_of(interaction), person_id)
    await interaction.response.send_modal(EditForm(interaction.user.id, about, what))


def limits() -> dict[str, tuple[str, int]]:
    """What is written down about a person: its name in words, and how long it may be."""
    return {
        "name": (_("Name"), LIMITS.name),
        "organisation": (_("Organisation"), LIMITS.organisation),
        "role": (_("Role"), LIMITS.role),
        "why": (_("Why them"), LIMITS.why),
        "via": (_("Who could introduce you"), LIMITS.name),
        "link": (_("What links you to them"), LIMITS.why),
    }


class EditForm(Form):
    """Two things that are known about a person."""

    def __init__(self, owner_id: int, about: Known, what: str) -> None:
        person = about.person
        super().__init__(owner_id, text.cut(person.name, 45))
        self.person_id = person.id
        self.fields = {
            part: self.field(
                part,
                *limits()[part],
                getattr(person.details, part),
                needed=part == "name",
            )
            for part in _EDITED[what]
        }

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        typed = {part: field.value for part, field in self.fields.items()}
        await save(interaction, self.person_id, typed)


async def save(
    interaction: Interaction, person_id: str, typed: dict[str, str], field: str | None = None
) -> None:
    """Change what was typed about a person; deferred already. Raises `TooLong`."""
    coach, caller = coach_of(interaction), caller_of(interaction)
    with given_back(*typed.values()):
        changes = {part: checked(part, words) for part, words in typed.items()}
        outcome = await people.edit(coach, caller, person_id, changes, field)
    said = fill(_("Noted about {name}."), name=text.escape(outcome.standing.person.name))
    await tell(interaction, outcome, said)


def checked(part: str, words: str) -> str:
    """What was typed about a person, cleaned. Raises `TooLong`."""
    label, limit = limits()[part]
    return text.within(words, limit, label)


# Parking


async def offer_parking(interaction: Interaction, standing: Standing) -> None:
    """Ask until when."""
    question = fill(_("When shall I come back to {name}?"), name=text.escape(standing.person.name))
    await reply(interaction, question, view=rows(parking_buttons(standing)))


def parking_buttons(standing: Standing) -> list[ActionButton]:
    """Until when somebody may rest, made for the stage as it is now."""
    state = standing.state
    made_for = (standing.person.id, state.stage, state.cycle())
    labels = (_("In 2 weeks"), _("In 4 weeks"), _("In 3 months"))
    days = [
        ActionButton.make(PARK_FOR, *made_for, count, label=label)
        for count, label in zip(PARKING_DAYS, labels, strict=True)
    ]
    return [*days, ActionButton.make(PARK_ON, *made_for, label=_("Another day"))]


async def park(
    interaction: Interaction, person_id: str, until: PickDay, expected: Expected | None = None
) -> None:
    """Park somebody until a day; deferred already."""
    coach, caller = coach_of(interaction), caller_of(interaction)
    outcome = await people.park(coach, caller, person_id, until, expected)
    said = _("{name} rests for now. Good to know what can wait.")
    await tell(interaction, outcome, fill(said, name=text.escape(outcome.standing.person.name)))


@actions(PARK_FOR)
async def park_for(interaction: Interaction, arguments: tuple[str, Stage, int, int]) -> None:
    """Park for so many days."""
    await defer(interaction)
    person_id, stage, cycle, days = arguments
    await park(interaction, person_id, in_days(days), Expected(stage, cycle))


@actions(PARK_ON)
async def park_on(interaction: Interaction, arguments: tuple[str, Stage, int]) -> None:
    """A form for a day."""
    await interaction.response.send_modal(ParkForm(interaction.user.id, arguments))


class ParkForm(Form):
    """Takes a day in words."""

    def __init__(self, owner_id: int, made_for: tuple[str, Stage, int]) -> None:
        super().__init__(owner_id, _("When shall I come back?"))
        self.made_for = made_for
        self.day = self.field("day", _("A day, for example “3 March”"), LIMITS.name)

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        person_id, stage, cycle = self.made_for
        try:
            until = day_to_come(interaction, self.day.value)
            await park(interaction, person_id, until, Expected(stage, cycle))
        except BadInput as refused:
            again = ActionButton.make(PARK_ON, *self.made_for, label=_("Try another day"))
            await reply(interaction, text.sentence(refused), view=rows([again]))


# Forgetting


async def ask_to_forget(interaction: Interaction, standing: Standing, what: str) -> None:
    """Ask before anything is forgotten; it can't be undone."""
    person = standing.person
    if what == KEEP_AWAY:
        question = _(
            "Shall I forget {name}? Everything about them goes at once and can't be brought "
            "back. I keep only a fingerprint of the name, which nobody can read, so that you "
            "don't add it again by mistake."
        )
    else:
        question = _(
            "Shall I forget {name}? Everything about them goes at once, drafts and notes "
            "included, and can't be brought back."
        )
    name = text.cut(person.name, LONGEST_LABEL_NAME)
    sure = fill(_("Yes, forget {name}"), name=name)
    buttons = [
        ActionButton.make(FORGET_SURE, person.id, what, label=sure, style=ButtonStyle.danger),
        ActionButton.make(FORGET_NOT, person.id, label=_("No, keep it")),
    ]
    await reply(interaction, fill(question, name=text.escape(person.name)), view=rows(buttons))


@actions(FORGET_SURE)
async def forget(interaction: Interaction, arguments: tuple[str, str]) -> None:
    """Forget a person for good."""
    await defer(interaction)
    person_id, what = arguments
    coach, caller = coach_of(interaction), caller_of(interaction)
    name = await people.forget(coach, caller, person_id, do_not_contact=what == KEEP_AWAY)
    if what == KEEP_AWAY:
        said = _("Forgotten. If you ever add {name} again, I'll tell you that they said no.")
    else:
        said = _("{name} is forgotten; I keep nothing about them, and write nothing more.")
    await reply(interaction, fill(said, name=text.escape(name)))


@actions(FORGET_NOT)
async def forget_not(interaction: Interaction, arguments: tuple[str]) -> None:
    """Everything stays as it is."""
    await defer(interaction)
    standing = await history.look(coach_of(interaction), caller_of(interaction), arguments[0])
    said = fill(_("{name} stays; nothing was changed."), name=text.escape(standing.person.name))
    await reply(interaction, "\n".join([said, coming(interaction, standing)]))
