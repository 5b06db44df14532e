"""The people of a member, and the buttons that add, park, close and forget them."""

from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.coaching.rules import Answer, NudgeKind
from bot.coaching.stages import NudgeKey
from bot.feedback import TooLong
from bot.i18n import _, fill
from bot.services import history, people
from bot.services.history import MovedOn, Outcome, Standing
from bot.services.overview import Group
from bot.ui import people as shared
from bot.ui import text, when
from bot.ui.buttons import ActionButton, Pressed, answers, listen
from bot.ui.people import FIELDS
from bot.ui.talk import Interaction, caller_of, chosen, coach_of, expected_by, people_choices, tell
from bot.ui.typed import given_back
from bot.ui.views import defer

LET_GO, DO_NOT_CONTACT = "let_go", "do_not_contact"
GROUPS = [
    app_commands.Choice(name=locale_str("Ideas and drafts"), value=Group.IDEA.value),
    app_commands.Choice(name=locale_str("Asked"), value=Group.ASKED.value),
    app_commands.Choice(name=locale_str("They answered"), value=Group.ANSWERED.value),
    app_commands.Choice(name=locale_str("Talks"), value=Group.TALK.value),
    app_commands.Choice(name=locale_str("Keeping in touch"), value=Group.KEEPING.value),
    app_commands.Choice(name=locale_str("Parked"), value=Group.PARKED.value),
    app_commands.Choice(name=locale_str("Closed"), value=Group.CLOSED.value),
]
REASONS = [
    app_commands.Choice(name=locale_str("I let it go"), value=LET_GO),
    app_commands.Choice(name=locale_str("They asked not to be contacted"), value=DO_NOT_CONTACT),
]
ABOUT = {
    "name": locale_str("Their name; a nickname is enough"),
    "organisation": locale_str("Where they work or study"),
    "role": locale_str("What they do there"),
    "why": locale_str("What made you think of them"),
    "field": locale_str("Whether they work in your field"),
    "via": locale_str("Who could introduce you"),
}


class People(
    commands.GroupCog,
    group_name=locale_str("people"),
    group_description=locale_str("The people you would like to talk to"),
):
    """Who is in the list, and what is known about them."""

    async def cog_load(self) -> None:
        listen(self)

    @app_commands.command(
        name=locale_str("add"),
        description=locale_str("Add somebody; without a name: where to look"),
    )
    @app_commands.describe(**ABOUT)
    @app_commands.choices(field=FIELDS)
    async def add(
        self,
        interaction: Interaction,
        name: str | None = None,
        organisation: str | None = None,
        role: str | None = None,
        why: str | None = None,
        field: str | None = None,
        via: str | None = None,
    ) -> None:
        await defer(interaction)
        if name is None:
            await shared.four_places(interaction)
            return
        typed = {"name": name, "organisation": organisation, "role": role, "why": why, "via": via}
        rest = {part: shared.checked(part, typed[part] or "") for part in typed if part != "name"}
        try:
            called = shared.checked("name", name)
        except TooLong as refused:
            typed_too = {"name": name, **rest, "field": field}
            await shared.try_again(interaction, refused, shared.AddForm, typed_too)
            return
        await shared.add(interaction, name=called, **rest, field=field)

    @app_commands.command(
        name=locale_str("list"), description=locale_str("Everybody, by where you are with them")
    )
    @app_commands.describe(stage=locale_str("Only those at this stage"))
    @app_commands.choices(stage=GROUPS)
    async def list(self, interaction: Interaction, stage: str | None = None) -> None:
        await defer(interaction)
        await shared.show_list(interaction, Group(stage) if stage else None)

    @app_commands.command(
        name=locale_str("show"), description=locale_str("Everything about one person")
    )
    @app_commands.describe(person=locale_str("Whom to show"))
    @app_commands.autocomplete(person=people_choices)
    async def show(self, interaction: Interaction, person: str | None = None) -> None:
        await defer(interaction)
        await shared.show(interaction, await chosen(interaction, person))

    @app_commands.command(
        name=locale_str("edit"), description=locale_str("Change what you wrote about somebody")
    )
    @app_commands.describe(person=locale_str("Whom to edit"), **ABOUT)
    @app_commands.choices(field=FIELDS)
    @app_commands.autocomplete(person=people_choices)
    async def edit(
        self,
        interaction: Interaction,
        person: str | None = None,
        name: str | None = None,
        organisation: str | None = None,
        role: str | None = None,
        why: str | None = None,
        field: str | None = None,
        via: str | None = None,
    ) -> None:
        await defer(interaction)
        typed = {"name": name, "organisation": organisation, "role": role, "why": why, "via": via}
        with given_back(*typed.values()):
            person_id = await chosen(interaction, person)
        given = {part: words for part, words in typed.items() if words is not None}
        if given or field:
            await shared.save(interaction, person_id, given, field)
        else:
            await shared.offer_edit(interaction, person_id)

    @app_commands.command(
        name=locale_str("park"), description=locale_str("Leave somebody for later, until a day")
    )
    @app_commands.describe(
        person=locale_str("Whom to park"),
        until=locale_str("The day I come back to it, for example “in 3 weeks”"),
    )
    @app_commands.autocomplete(person=people_choices)
    async def park(
        self, interaction: Interaction, person: str | None = None, until: str | None = None
    ) -> None:
        await defer(interaction)
        person_id = await chosen(interaction, person)
        if until is None:
            await shared.offer_parking(interaction, await _look(interaction, person_id))
        else:
            await shared.park(interaction, person_id, when.day_to_come(interaction, until))

    @app_commands.command(
        name=locale_str("close"), description=locale_str("Let somebody go, kindly")
    )
    @app_commands.describe(
        person=locale_str("Whom to close"), reason=locale_str("Why; letting go if left empty")
    )
    @app_commands.choices(reason=REASONS)
    @app_commands.autocomplete(person=people_choices)
    async def close(
        self, interaction: Interaction, person: str | None = None, reason: str | None = None
    ) -> None:
        await defer(interaction)
        person_id = await chosen(interaction, person)
        if reason == DO_NOT_CONTACT:
            standing = await _look(interaction, person_id)
            await shared.ask_to_forget(interaction, standing, shared.KEEP_AWAY)
            return
        coach, caller = coach_of(interaction), caller_of(interaction)
        await _tell_let_go(interaction, await people.let_go(coach, caller, person_id))

    @app_commands.command(
        name=locale_str("forget"),
        description=locale_str("Delete everything about somebody, for good"),
    )
    @app_commands.describe(person=locale_str("Whom to forget"))
    @app_commands.autocomplete(person=people_choices)
    async def forget(self, interaction: Interaction, person: str | None = None) -> None:
        await defer(interaction)
        standing = await _look(interaction, await chosen(interaction, person))
        await shared.ask_to_forget(interaction, standing, shared.EVERYTHING)

    @answers(Answer.PARK)
    async def park_it(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        await shared.offer_parking(interaction, await _look_as_pressed(interaction, pressed))

    @answers(Answer.LET_GO)
    async def let_go(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        coach, caller = coach_of(interaction), caller_of(interaction)
        outcome = await people.let_go(coach, caller, pressed.person_id, expected_by(pressed))
        await _tell_let_go(interaction, outcome)

    @answers(Answer.SOMEONE_ELSE)
    async def someone_else(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        coach, caller = coach_of(interaction), caller_of(interaction)
        outcome = await people.let_go(coach, caller, pressed.person_id, expected_by(pressed))
        details = outcome.standing.person.details
        if details.organisation:
            said = _("{name} is closed. Do you know of somebody else at {organisation}?")
        else:
            said = _("{name} is closed. Do you know of somebody else?")
        values = {
            "name": text.escape(details.name),
            "organisation": text.escape(details.organisation),
        }
        add = ActionButton.make(shared.ADD_LIKE, pressed.person_id, label=_("Add a person"))
        await tell(interaction, outcome, fill(said, **values), buttons=[add])

    @answers(Answer.SOMEONE_EASIER)
    async def someone_easier(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        outcome = await _silence(interaction, pressed)
        said = _(
            "A good idea: practice with somebody easier first. {name} stays, and I won't ask "
            "about that draft again."
        )
        add = shared.add_button(_("Add somebody easier"))
        name = text.escape(outcome.standing.person.name)
        await tell(interaction, outcome, fill(said, name=name), buttons=[add])

    @answers(Answer.NOT_NOW)
    async def not_now(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        outcome = await _silence(interaction, pressed)
        name = text.escape(outcome.standing.person.name)
        await tell(interaction, outcome, fill(_("Fine, not now. {name} stays."), name=name))

    @answers(Answer.ADD_PERSON)
    async def add_person(self, interaction: Interaction, pressed: Pressed) -> None:
        await shared.add_someone(interaction, ())

    @answers(Answer.KEEP)
    async def keep(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        key = NudgeKey(NudgeKind.RETENTION_PURGE, pressed.cycle, 1)
        outcome = await _silence(interaction, pressed, key)
        said = _("I keep what you wrote about {name}. /people forget deletes it whenever you like.")
        name = text.escape(outcome.standing.person.name)
        await tell(interaction, outcome, fill(said, name=name))

    @answers(Answer.FORGET)
    async def forget_it(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        standing = await _look_as_pressed(interaction, pressed)
        await shared.ask_to_forget(interaction, standing, shared.EVERYTHING)


async def _look(interaction: Interaction, person_id: str) -> Standing:
    return await history.look(coach_of(interaction), caller_of(interaction), person_id)


async def _look_as_pressed(interaction: Interaction, pressed: Pressed) -> Standing:
    """Where the member stands, as when the button was made. Raises `MovedOn`."""
    standing = await _look(interaction, pressed.person_id)
    if (standing.state.stage, standing.state.cycle()) != (pressed.stage, pressed.cycle):
        raise MovedOn(standing.person.name)
    return standing


async def _silence(
    interaction: Interaction, pressed: Pressed, key: NudgeKey | None = None
) -> Outcome:
    """No more of the nudge that was pressed, or of `key`."""
    coach, caller = coach_of(interaction), caller_of(interaction)
    quiet = key or pressed.nudge or NudgeKey(NudgeKind.DRAFTED, pressed.cycle, 1)
    return await people.not_now(coach, caller, pressed.person_id, quiet, expected_by(pressed))


async def _tell_let_go(interaction: Interaction, outcome: Outcome) -> None:
    said = _(
        "{name} is closed, with nothing lost: if they answer after all, /reply opens it again."
    )
    add = shared.add_button(_("Add somebody else"))
    name = text.escape(outcome.standing.person.name)
    await tell(interaction, outcome, fill(said, name=name), buttons=[add])


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(People())
