"""The first three minutes, a screen a question. Every button here survives a restart."""

from collections.abc import Callable
from typing import Any

import discord
from discord import ButtonStyle

from bot import content
from bot.coaching.channels import Channel
from bot.coaching.preferences import LIMITS
from bot.coaching.rules import Answer, NudgeKind
from bot.coaching.stages import NudgeKey
from bot.i18n import _, current_language, fill
from bot.mentions import mention
from bot.services import asking, first_steps, starting
from bot.services.asking import Drafted, Told
from bot.services.first_steps import FirstStep, Step
from bot.services.history import Standing
from bot.services.knowing import Known, known
from bot.services.people import AlreadyThere, NameMissing
from bot.ui import dms, people, text, zone
from bot.ui.buttons import ActionButton, AnswerButton, actions, rows
from bot.ui.forms import Form, read_goal, read_name, read_two_sentences, read_why
from bot.ui.requests import SigningForm
from bot.ui.talk import Interaction, answer_button, caller_of, coach_of, coming
from bot.ui.typed import given_back
from bot.ui.views import OwnedModal, defer, in_own_dm, reply, send_draft

LONGEST_LABEL_NAME = 20


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
        case Step.WHY:
            await _ask_why(interaction, first.standing, resumed=resumed)
        case Step.ABOUT:
            await _ask_about(interaction, first.standing, resumed=resumed)
        case _:
            await show_draft(interaction, first.standing.person.id, resumed=resumed)


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


async def _ask_why(interaction: Interaction, standing: Standing, *, resumed: bool) -> None:
    question = _("**What made you think of {name}?** A talk, a post, a job you wonder about.")
    person = standing.person
    buttons = [
        _button("start_why", _("Answer"), person.id, primary=True),
        _button("start_no_why", _("Skip"), person.id),
        *_rest(resumed),
    ]
    await reply(interaction, fill(question, name=text.escape(person.name)), view=rows(buttons))


async def _ask_about(interaction: Interaction, standing: Standing, *, resumed: bool) -> None:
    question = _(
        "**Now you: what do you hope to learn, and who are you in two sentences?** "
        "About 40 words; I put them into the message and keep them for the next ones."
    )
    buttons = [
        _button("start_about", _("Answer"), standing.person.id, primary=True),
        *_rest(resumed),
    ]
    await reply(interaction, question, view=rows(buttons))


async def show_draft(
    interaction: Interaction,
    person_id: str,
    channel: Channel | None = None,
    *,
    resumed: bool = False,
) -> None:
    """The draft as a message of its own, then what can be done with it."""
    drafted = await asking.draft(
        coach_of(interaction), caller_of(interaction), person_id, channel, as_it_is=True
    )
    await _show(interaction, drafted, resumed=resumed)


async def _show(interaction: Interaction, drafted: Drafted, *, resumed: bool = False) -> None:
    first = drafted.drafts[0]
    await send_draft(interaction, first.subject, first.body)
    buttons = [*_draft_buttons(interaction, drafted), *_rest(resumed)]
    await reply(interaction, _about_draft(interaction, drafted), view=rows(buttons))


def _about_draft(interaction: Interaction, drafted: Drafted) -> str:
    standing = drafted.outcome.standing
    details = standing.person.details
    if drafted.channel is Channel.INTRODUCTION:
        said = _(
            "This one goes to {friend}, who could introduce you to {name}. Copy it, change what "
            "you like, and send it yourself."
        )
    else:
        said = _("Your message to {name}. Copy it, change what you like, and send it yourself.")
    said = fill(said, name=text.escape(details.name), friend=text.escape(details.via))
    return "\n".join([said, coming(interaction, standing)])


def _draft_buttons(interaction: Interaction, drafted: Drafted) -> list[discord.ui.Item[Any]]:
    standing = drafted.outcome.standing
    person_id = standing.person.id
    buttons: list[discord.ui.Item[Any]] = [
        _answer(standing, Answer.SENT),
        _answer(standing, Answer.SHORTER),
    ]
    if not in_own_dm(interaction):
        buttons.append(_button("start_to_dm", _("Send it to my DMs"), person_id))
    buttons.append(_button("start_not_today", _("Not today"), person_id))
    signing = _("Sign it differently") if standing.member.about.name else _("Add my name")
    buttons.append(_button("start_name", signing, person_id, drafted.channel))
    if drafted.channel is Channel.INTRODUCTION:
        name = text.cut(standing.person.name, LONGEST_LABEL_NAME)
        label = fill(_("Write to {name} directly"), name=name)
        buttons.append(_button("start_email", label, person_id))
    return buttons


def _answer(standing: Standing, answer: Answer) -> AnswerButton:
    key = NudgeKey(NudgeKind.DRAFTED, standing.state.cycle(), 1)
    return answer_button(standing, answer, key)


def _rest(resumed: bool) -> list[ActionButton]:
    """The ways on for who comes back in the middle."""
    if not resumed:
        return []
    return [
        ActionButton.make(people.ADD, label=_("Add a person")),
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
    await _open(interaction, IntroducerForm, arguments[0])


@actions("start_unknown")
async def nobody_knows_them(interaction: Interaction, arguments: tuple[str]) -> None:
    """Nobody could: a cold message."""
    await defer(interaction)
    coach, caller = coach_of(interaction), caller_of(interaction)
    await _go_on(interaction, await first_steps.go_direct(coach, caller, arguments[0]))


@actions("start_why")
async def ask_for_why(interaction: Interaction, arguments: tuple[str]) -> None:
    """What made the member think of the person."""
    await _open(interaction, WhyForm, arguments[0])


@actions("start_no_why")
async def skip_why(interaction: Interaction, arguments: tuple[str]) -> None:
    """On without a reason."""
    await defer(interaction)
    coach, caller = coach_of(interaction), caller_of(interaction)
    await _go_on(interaction, await first_steps.skip_why(coach, caller, arguments[0]))


@actions("start_about")
async def ask_about_them(interaction: Interaction, arguments: tuple[str]) -> None:
    """What the member hopes to learn, and who they are."""
    await _open(interaction, AboutForm, arguments[0])


@actions("start_email")
async def write_directly(interaction: Interaction, arguments: tuple[str]) -> None:
    """The cold e-mail, second."""
    await defer(interaction)
    await show_draft(interaction, arguments[0], Channel.EMAIL)


@actions("start_name")
async def sign(interaction: Interaction, arguments: tuple[str, Channel]) -> None:
    """A form for the name to sign with, the one on Discord in it."""
    await interaction.response.send_modal(SigningForm(interaction, *arguments, _show))


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


async def _go_on(interaction: Interaction, reached: FirstStep | Drafted) -> None:
    """What an answer led to: the draft, or the next question."""
    if isinstance(reached, FirstStep):
        await ask(interaction, reached)
    else:
        await _show(interaction, reached)


async def _open(
    interaction: Interaction, form: Callable[[int, Known], OwnedModal], person_id: str
) -> None:
    """A form about a person, with what is known already."""
    about = await known(coach_of(interaction), caller_of(interaction), person_id)
    await interaction.response.send_modal(form(interaction.user.id, about))


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
            reached = await first_steps.name_introducer(coach, caller, self.person_id, friend)
        await _go_on(interaction, reached)


class WhyForm(Form):
    """What made the member think of a person."""

    def __init__(self, owner_id: int, about: Known) -> None:
        super().__init__(owner_id, _("What made you think of them?"))
        self.person_id = about.person.id
        why = about.person.details.why
        self.why = self.field("why", _("One line is enough"), LIMITS.why, why)

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        why = read_why(self.why)
        coach, caller = coach_of(interaction), caller_of(interaction)
        with given_back(why):
            reached = await first_steps.say_why(coach, caller, self.person_id, why)
        await _go_on(interaction, reached)


class AboutForm(Form):
    """What the member hopes to learn, and the two sentences about them."""

    def __init__(self, owner_id: int, about: Known) -> None:
        super().__init__(owner_id, _("About you"))
        self.person_id = about.person.id
        self.goal, self.two_sentences = self.about_fields(about)

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        coach, caller = coach_of(interaction), caller_of(interaction)
        told = Told(
            goal=read_goal(self.goal),
            two_sentences=read_two_sentences(self.two_sentences),
            known_as=text.cut(text.clean(interaction.user.display_name), LIMITS.name),
        )
        with given_back(told.goal, told.two_sentences):
            reached = await first_steps.tell_about(coach, caller, self.person_id, told)
        await _go_on(interaction, reached)
