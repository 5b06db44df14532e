"""The first three minutes, a screen a question. Every button here survives a restart."""

from collections.abc import Callable

from discord import ButtonStyle

from bot import content
from bot.coaching.preferences import LIMITS
from bot.i18n import _, current_language, fill
from bot.mentions import mention
from bot.services import asking, first_steps, starting
from bot.services.first_steps import FirstStep, Step
from bot.services.history import Standing
from bot.services.knowing import Known, known
from bot.services.people import AlreadyThere, NameMissing
from bot.ui import dms, people, requests, text, zone
from bot.ui.advice import ADD
from bot.ui.buttons import ActionButton, actions, rows
from bot.ui.forms import Form, read_name, read_why
from bot.ui.talk import Interaction, caller_of, coach_of, coming
from bot.ui.typed import given_back
from bot.ui.views import OwnedModal, defer, reply

# The screens


async def welcome(interaction: Interaction, home_name: str | None) -> None:
    """What this is, that nobody sees it, and the first question."""
    lines = [content.greeting("welcome", current_language(), {"command": mention})]
    buttons = [
        _button("start_yes", _("Yes"), primary=True),
        _button("start_friend", _("Someone knows someone")),
        _button("start_none", _("No idea yet")),
    ]
    if home_name:
        home = _("Your home server is {server}: its working hours and limits apply to you.")
        lines.append("-# " + fill(home, server=text.escape(home_name)))
        buttons.append(_button("start_not_here", _("Not this server")))
    lines.append("**" + _("Is there someone you'd like to ask?") + "**")
    await reply(interaction, "\n\n".join(lines), view=rows(buttons))


async def ask(interaction: Interaction, first: FirstStep, *, resumed: bool = False) -> None:
    """The next question about a person."""
    match first.step:
        case Step.ROUTE:
            await _ask_for_route(interaction, first.standing, resumed=resumed)
        case Step.PARTS if first.part is not None:
            rest = _rest(resumed)
            await requests.ask_part(interaction, first.standing, first.part, None, rest=rest)
        case _:
            coach, caller = coach_of(interaction), caller_of(interaction)
            drafted = await asking.draft(coach, caller, first.standing.person.id)
            await requests.show(interaction, drafted, rest=_rest(resumed))


async def _ask_for_route(interaction: Interaction, standing: Standing, *, resumed: bool) -> None:
    question = _(
        "**Does anyone you know also know {name}?** A friend's introduction is the best way in; "
        "without one it works too."
    )
    person = standing.person
    buttons = [
        _button("start_known", _("Yes"), person.id, primary=True),
        _button("start_unknown", _("No, nobody"), person.id),
        *_rest(resumed),
    ]
    await reply(interaction, fill(question, name=text.escape(person.name)), view=rows(buttons))


def _rest(resumed: bool) -> requests.Buttons:
    """The ways on for who comes back in the middle."""
    if not resumed:
        return []
    return [
        ActionButton.make(ADD, label=_("Add a person")),
        _button("everything", _("Everything I can do")),
    ]


def _button(action: str, label: str, *arguments: str, primary: bool = False) -> ActionButton:
    style = ButtonStyle.primary if primary else ButtonStyle.secondary
    return ActionButton.make(action, *arguments, label=label, style=style)


# What pressing does


@actions("start_yes")
async def name_them(interaction: Interaction, arguments: tuple[str, ...]) -> None:
    """There is someone: who, and what made you think of them."""
    await interaction.response.send_modal(PersonForm(interaction.user.id))


@actions("start_friend")
async def name_the_friend(interaction: Interaction, arguments: tuple[str, ...]) -> None:
    """Someone knows someone: the friend first."""
    await interaction.response.send_modal(FriendForm(interaction.user.id))


@actions("start_none")
async def four_places(interaction: Interaction, arguments: tuple[str, ...]) -> None:
    """No idea yet: where to look."""
    await defer(interaction)
    words = content.greeting("four_places", current_language(), {"command": mention})
    buttons = [
        _button("start_yes", _("I found someone"), primary=True),
        _button("start_friend", _("Someone knows someone")),
    ]
    await reply(interaction, words, view=rows(buttons))


@actions("start_not_here")
async def not_this_server(interaction: Interaction, arguments: tuple[str, ...]) -> None:
    """The server where it began is not home."""
    await defer(interaction)
    await starting.leave_home(coach_of(interaction), caller_of(interaction))
    await reply(
        interaction,
        _("Fine: no server is your home, so only your own settings count. Nobody was told."),
    )


@actions("start_known")
async def name_the_introducer(interaction: Interaction, arguments: tuple[str]) -> None:
    """Somebody could introduce the member."""
    about = await known(coach_of(interaction), caller_of(interaction), arguments[0])
    await interaction.response.send_modal(IntroducerForm(interaction.user.id, about))


@actions("start_unknown")
async def nobody_knows_them(interaction: Interaction, arguments: tuple[str]) -> None:
    """Nobody could: a cold message."""
    await defer(interaction)
    coach, caller = coach_of(interaction), caller_of(interaction)
    drafted = await first_steps.go_direct(coach, caller, arguments[0])
    await requests.show(interaction, drafted)


@actions("start_not_today")
async def not_today(interaction: Interaction, arguments: tuple[str]) -> None:
    """The draft waits; the coach asks on the next working day."""
    await defer(interaction)
    first = await first_steps.look(coach_of(interaction), caller_of(interaction), arguments[0])
    kept = _("That's fine. The draft is kept, and /coach shows it again unchanged.")
    standing, closed = await dms.tried(interaction, first.standing)
    await reply(interaction, "\n".join([kept, coming(interaction, standing)]))
    await zone.ask_if_unknown(interaction, standing)
    await dms.say_closed(interaction, closed)


@actions("start_to_dm")
async def send_to_dm(interaction: Interaction, arguments: tuple[str]) -> None:
    """The draft in the member's direct messages, for copying on the phone."""
    await defer(interaction)
    coach, caller = coach_of(interaction), caller_of(interaction)
    drafted = await asking.draft(coach, caller, arguments[0], as_it_is=True)
    if not drafted.drafts:
        await requests.show(interaction, drafted)
        return
    first = drafted.drafts[0]
    if await dms.deliver(interaction, *filter(None, (first.subject, first.body))):
        await reply(interaction, _("It is in our direct messages now."))
    else:
        await reply(interaction, dms.closed_sentence(), view=rows([dms.test_button()]))


async def _add(interaction: Interaction, form: Callable[..., OwnedModal], **given: str) -> None:
    """Add the person and go on; for one who is there and further on, ask who is meant."""
    coach, caller = coach_of(interaction), caller_of(interaction)
    try:
        first = await first_steps.name_someone(coach, caller, **given)
    except AlreadyThere:
        await people.add(interaction, **given)
    except NameMissing as refused:
        await people.try_again(interaction, refused, form, given)
    else:
        await ask(interaction, first)


# The forms, at most two fields each


class PersonForm(Form):
    """Who it is, and what made the member think of them."""

    def __init__(self, owner_id: int, *, name: str = "", why: str = "") -> None:
        super().__init__(owner_id, _("Who is it?"))
        self.called = self.field("name", _("Name, or a nickname"), LIMITS.name, name)
        self.why = self.field(
            "why", _("What made you think of them?"), LIMITS.why, why, needed=False
        )

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        await _add(
            interaction,
            PersonForm,
            name=read_name(self.called),
            why=read_why(self.why),
        )


class FriendForm(Form):
    """Who knows somebody, and whom."""

    def __init__(self, owner_id: int, *, name: str = "", via: str = "") -> None:
        super().__init__(owner_id, _("Someone knows someone"))
        self.friend = self.field("friend", _("Who do you know?"), LIMITS.name, via)
        self.called = self.field("name", _("And who do they know?"), LIMITS.name, name)

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        await _add(
            interaction,
            FriendForm,
            name=read_name(self.called),
            via=read_name(self.friend),
        )


class IntroducerForm(Form):
    """Who could introduce the member."""

    def __init__(self, owner_id: int, about: Known) -> None:
        super().__init__(owner_id, _("Who could introduce you?"))
        self.person_id = about.person.id
        friend = about.person.details.via
        self.friend = self.field("friend", _("Their name"), LIMITS.name, friend)

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        friend = read_name(self.friend)
        coach, caller = coach_of(interaction), caller_of(interaction)
        with given_back(friend):
            drafted = await first_steps.name_introducer(coach, caller, self.person_id, friend)
        await requests.show(interaction, drafted)
