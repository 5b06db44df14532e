"""The drafts of a request as members see them: the texts alone, then words and buttons."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.coaching.channels import Channel
from bot.coaching.preferences import LIMITS
from bot.coaching.rules import Answer
from bot.coaching.stages import Stage
from bot.i18n import _, fill, n_
from bot.services import asking
from bot.services.asking import INTRODUCED_REPLY, Drafted, Part, Told
from bot.services.history import Expected, Standing
from bot.services.knowing import Known, known
from bot.ui import text
from bot.ui.buttons import ActionButton, actions, rows
from bot.ui.check_button import check_button
from bot.ui.forms import Form, NameForm, read_goal, read_name, read_two_sentences
from bot.ui.people import DRAFT
from bot.ui.talk import Interaction, answer_button, caller_of, coach_of, coming, undo_button
from bot.ui.typed import given_back
from bot.ui.views import defer, in_own_dm, reply, send_draft

TELL, AS_IT_IS, ANEW, SOMEONE_KNOWS, NAME = (
    "request_tell",
    "request_as_it_is",
    "request_anew",
    "request_someone_knows",
    "request_name",
)
TO_DM, NOT_TODAY = "start_to_dm", "start_not_today"
"""The buttons under the first draft, which `bot.ui.start` answers."""

TO_BE_SENT = frozenset({Stage.IDEA, Stage.DRAFTED, Stage.INTRODUCED, Stage.PARKED})
Buttons = list[discord.ui.Item[Any]]


async def show(interaction: Interaction, drafted: Drafted, said: str = "") -> None:
    """The drafts, or what is to be said before them; the interaction is deferred already."""
    if not drafted.drafts:
        await _ask_first(interaction, drafted)
        return
    first = drafted.drafts[0]
    await send_draft(interaction, first.subject, first.body)
    lines = [said, *_lines(drafted), coming(interaction, drafted.outcome.standing)]
    buttons = _buttons(interaction, drafted)
    await reply(
        interaction, "\n".join(filter(None, lines)), view=rows(buttons) if buttons else None
    )


def _lines(drafted: Drafted) -> list[str]:
    """What goes where, and what could be better."""
    details = drafted.outcome.standing.person.details
    names = {"name": text.escape(details.name), "friend": text.escape(details.via)}
    return [
        fill(_route(drafted), **names),
        _too_long(drafted),
        _("That is as short as it gets without losing what it needs.")
        if drafted.as_short_as_it_gets
        else "",
        fill(
            _("**Does anyone you know also know {name}?** An introduction opens more doors."),
            **names,
        )
        if drafted.someone_might_introduce
        else "",
    ]


def _route(drafted: Drafted) -> str:
    if drafted.channel is Channel.INTRODUCTION:
        friend = drafted.outcome.standing.person.details.via
        if friend:
            return _(
                "This text asks {friend} to introduce you. There is one for later, too: when "
                "{name} has agreed, {friend} can send it to you both, with all names together."
            )
        return _(
            "This text asks your friend to introduce you. There is one for later, too: when "
            "{name} has agreed, they can send it to you both, with all names together."
        )
    if drafted.drafts[0].kind == INTRODUCED_REPLY:
        return _("Your answer to {name} and to whoever brought you together. Send it soon.")
    words = {
        Channel.CALL: _("What to say when you call {name}."),
        Channel.LINKEDIN200: _("Your note to {name} on LinkedIn (200 characters fit)."),
        Channel.LINKEDIN300: _("Your note to {name} on LinkedIn Premium (300 characters fit)."),
    }
    return words.get(
        drafted.channel,
        _("Your message to {name}. Copy it, change what you like, and send it yourself."),
    )


def _too_long(drafted: Drafted) -> str:
    over = drafted.over
    if over is None:
        return ""
    by = n_("{count} character", "{count} characters", over.by)
    return fill(
        _("It is {by} over the {room} that fit. The longest part is {part}: shorten that one."),
        by=by,
        room=over.room,
        part=part_words(over.part),
    )


def part_words(part: Part) -> str:
    """A part of a request, in the middle of a sentence."""
    return {
        Part.GOAL: _("what you hope to learn"),
        Part.TWO_SENTENCES: _("your two sentences"),
        Part.LINK: _("what links you to them"),
    }[part]


def _buttons(interaction: Interaction, drafted: Drafted) -> Buttons:
    standing = drafted.outcome.standing
    person_id, channel = standing.person.id, drafted.channel
    buttons: Buttons = []
    if standing.state.stage in TO_BE_SENT:
        buttons += [answer_button(standing, one) for one in (Answer.SENT, Answer.SHORTER)]
        buttons.append(check_button(person_id, drafted.drafts[0].kind))
    if not in_own_dm(interaction):
        buttons.append(ActionButton.make(TO_DM, person_id, label=_("Send it to my DMs")))
    if standing.state.stage in TO_BE_SENT:
        buttons.append(ActionButton.make(NOT_TODAY, person_id, label=_("Not today")))
    if drafted.over is not None:
        buttons.append(_tell_button(standing, channel, drafted.over.part, _("Shorten that part")))
    if drafted.kept:
        buttons.append(ActionButton.make(ANEW, person_id, channel, label=_("Write it anew")))
    if not standing.member.about.name:
        buttons.append(ActionButton.make(NAME, person_id, channel, label=_("Add my name")))
    for later in drafted.drafts[1:]:
        label = _("The message for later")
        buttons.append(ActionButton.make(DRAFT, person_id, later.kind, label=label))
    if drafted.channel is Channel.INTRODUCTION and not standing.person.details.via:
        label = _("Name your friend")
        buttons.append(ActionButton.make(SOMEONE_KNOWS, person_id, label=label))
    if drafted.someone_might_introduce:
        buttons.append(ActionButton.make(SOMEONE_KNOWS, person_id, label=_("Somebody does")))
    if drafted.missing:
        part = drafted.missing[0]
        buttons.append(_tell_button(standing, channel, part, _("Make it more yours")))
    if drafted.outcome.seqs:
        buttons.append(undo_button(drafted.outcome))
    return buttons


def _tell_button(standing: Standing, channel: Channel, part: Part, label: str) -> ActionButton:
    return ActionButton.make(TELL, standing.person.id, channel, part, label=label)


async def _ask_first(interaction: Interaction, drafted: Drafted) -> None:
    """One question a form: what the member hopes to learn and who they are, then the link."""
    standing, channel = drafted.outcome.standing, drafted.channel
    name = text.escape(standing.person.name)
    if drafted.missing[0] is Part.LINK:
        question = fill(
            _("**What links you to {name}?** A talk, a post, a school, a town."), name=name
        )
    else:
        question = _(
            "**First you: what do you hope to learn, and who are you in two sentences?** About "
            "40 words; I keep them for the next messages."
        )
    as_it_is = ActionButton.make(AS_IT_IS, standing.person.id, channel, label=_("Draft it without"))
    tell = _tell_button(standing, channel, drafted.missing[0], _("Answer"))
    await reply(interaction, question, view=rows([tell, as_it_is]))


async def draft(
    interaction: Interaction,
    person_id: str,
    channel: Channel | None = None,
    *,
    told: Told = asking.NOTHING_TOLD,
    anew: bool = False,
    as_it_is: bool = False,
    expected: Expected | None = None,
) -> None:
    """Draft a request and show it, or ask for what is missing first."""
    coach, caller = coach_of(interaction), caller_of(interaction)
    drafted = await asking.draft(
        coach,
        caller,
        person_id,
        channel,
        told=told,
        anew=anew,
        as_it_is=as_it_is,
        expected=expected,
    )
    await show(interaction, drafted)


def _channel(argument: str) -> Channel | None:
    return Channel(argument) if argument in set(Channel) else None


@actions(TELL)
async def tell_more(interaction: Interaction, arguments: tuple[str, str, Part]) -> None:
    """A form for what the draft still needs, or for what is too long."""
    person_id, channel, part = arguments
    about = await known(coach_of(interaction), caller_of(interaction), person_id)
    form = LinkForm if part == Part.LINK else AboutForm
    await interaction.response.send_modal(form(interaction.user.id, about, _channel(channel)))


@actions(AS_IT_IS)
async def draft_as_it_is(interaction: Interaction, arguments: tuple[str, str]) -> None:
    """The draft without what the member would rather not say."""
    await defer(interaction)
    person_id, channel = arguments
    await draft(interaction, person_id, _channel(channel), as_it_is=True)


@actions(ANEW)
async def draft_anew(interaction: Interaction, arguments: tuple[str, str]) -> None:
    """A fresh draft from what is known now."""
    await defer(interaction)
    person_id, channel = arguments
    await draft(interaction, person_id, _channel(channel), anew=True, as_it_is=True)


@actions(SOMEONE_KNOWS)
async def someone_knows(interaction: Interaction, arguments: tuple[str]) -> None:
    """Somebody could introduce the member after all."""
    await ask_for_introducer(interaction, arguments[0])


@actions(NAME)
async def add_name(interaction: Interaction, arguments: tuple[str, str]) -> None:
    """A form for the name to sign with."""
    person_id, channel = arguments
    form = SigningForm(interaction, person_id, _channel(channel), show)
    await interaction.response.send_modal(form)


async def ask_for_introducer(
    interaction: Interaction, person_id: str, expected: Expected | None = None
) -> None:
    """A form for who could introduce the member, with whoever is known."""
    about = await known(coach_of(interaction), caller_of(interaction), person_id)
    form = IntroducerForm(interaction.user.id, about, expected)
    await interaction.response.send_modal(form)


class RequestForm(Form):
    """A form that leads to a draft; `expected` is how things stood where a nudge opened it."""

    def __init__(
        self,
        owner_id: int,
        title: str,
        person_id: str,
        channel: Channel | None = None,
        expected: Expected | None = None,
    ) -> None:
        super().__init__(owner_id, title)
        self.person_id, self.channel, self.expected = person_id, channel, expected

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        told = self.told()
        with given_back(told.goal, told.two_sentences, told.link, told.via):
            await draft(
                interaction, self.person_id, self.channel, told=told, expected=self.expected
            )

    def told(self) -> Told:
        """What was typed. Raises `TooLong`."""
        raise NotImplementedError


class AboutForm(RequestForm):
    """What the member hopes to learn, and the two sentences about them."""

    def __init__(self, owner_id: int, about: Known, channel: Channel | None) -> None:
        super().__init__(owner_id, _("About you"), about.person.id, channel)
        self.goal, self.two_sentences = self.about_fields(about)

    def told(self) -> Told:
        return Told(goal=read_goal(self.goal), two_sentences=read_two_sentences(self.two_sentences))


class LinkForm(RequestForm):
    """What links the member to the person."""

    def __init__(self, owner_id: int, about: Known, channel: Channel | None) -> None:
        super().__init__(owner_id, _("What links you to them?"), about.person.id, channel)
        details = about.person.details
        known = details.link or details.why
        self.link = self.field("link", _("One line is enough"), LIMITS.why, known)

    def told(self) -> Told:
        return Told(link=text.within(self.link.value, LIMITS.why, _("The link")))


class IntroducerForm(RequestForm):
    """Who could introduce the member."""

    def __init__(self, owner_id: int, about: Known, expected: Expected | None = None) -> None:
        person = about.person
        super().__init__(
            owner_id, _("Who could introduce you?"), person.id, Channel.INTRODUCTION, expected
        )
        self.friend = self.field("via", _("Their name"), LIMITS.name, person.details.via)

    def told(self) -> Told:
        return Told(via=read_name(self.friend))


class SigningForm(NameForm):
    """The name, asked for under a draft, which `show` then shows with it."""

    def __init__(
        self,
        interaction: Interaction,
        person_id: str,
        channel: Channel | None,
        show: Callable[[Interaction, Drafted], Awaitable[None]],
    ) -> None:
        super().__init__(interaction)
        self.person_id, self.channel, self.show = person_id, channel, show

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        coach, caller = coach_of(interaction), caller_of(interaction)
        name = read_name(self.name)
        await self.show(
            interaction, await asking.sign(coach, caller, self.person_id, name, self.channel)
        )
