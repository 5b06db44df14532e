"""A request as members see it: a question a part, then the drafts alone, then words and buttons."""

from collections.abc import Callable
from typing import Any, ClassVar

import discord
from discord import ButtonStyle

from bot.coaching.channels import Channel, channel_of
from bot.coaching.names import first_name
from bot.coaching.preferences import LIMITS
from bot.coaching.rules import Answer, NudgeKind
from bot.coaching.stages import NudgeKey, Stage
from bot.feedback import BadInput
from bot.i18n import _, fill, n_
from bot.services import asking
from bot.services.asking import INTRODUCED_REPLY, Drafted
from bot.services.drafting import DEFAULT_MINUTES
from bot.services.history import Expected, Standing
from bot.services.knowing import Known, known
from bot.services.parts import ASKED, NOTHING_TOLD, Part, Told
from bot.services.proofing import Objection
from bot.ui import courage, text
from bot.ui.buttons import ActionButton, actions, rows
from bot.ui.check_button import check_button
from bot.ui.checking_words import TO_A_FRIEND, Words, words_for
from bot.ui.forms import (
    LONGEST_MINUTES,
    Form,
    NameForm,
    read_goal,
    read_link,
    read_minutes,
    read_name,
    read_times,
    read_two_sentences,
)
from bot.ui.people import DRAFT, EDIT
from bot.ui.talk import Interaction, answer_button, caller_of, coach_of, coming, undo_button
from bot.ui.typed import given_back
from bot.ui.views import defer, give_back, in_own_dm, reply, send_draft

TELL, PARTS, ANY_TIME, ANEW, SOMEONE_KNOWS, NAME, DIRECT = (
    "request_tell",
    "request_parts",
    "request_any_time",
    "request_anew",
    "request_someone_knows",
    "request_name",
    "request_direct",
)
TO_DM, NOT_TODAY = "start_to_dm", "start_not_today"
"""The buttons under the first draft, which `bot.ui.start` answers."""

TO_BE_SENT = frozenset({Stage.IDEA, Stage.DRAFTED, Stage.INTRODUCED, Stage.PARKED})
LONGEST_LABEL_NAME = 20
LONGEST_QUOTE = 120
Buttons = list[discord.ui.Item[Any]]


async def show(
    interaction: Interaction, drafted: Drafted, said: str = "", *, rest: Buttons | None = None
) -> None:
    """The drafts, or what is to be said before them; the interaction is deferred already.

    `said` comes before it, `rest` are further ways on.
    """
    if not drafted.drafts:
        await _ask_first(interaction, drafted, said, rest or [])
        return
    first = drafted.drafts[0]
    await send_draft(interaction, first.subject, first.body)
    lines = [said, *_lines(drafted), coming(interaction, drafted.outcome.standing)]
    buttons = [*_buttons(interaction, drafted), *(rest or [])]
    await reply(
        interaction, "\n".join(filter(None, lines)), view=rows(buttons) if buttons else None
    )


def _lines(drafted: Drafted) -> list[str]:
    """What goes where, and what could be better."""
    details = drafted.outcome.standing.person.details
    names = {
        "name": text.escape(details.name),
        "friend": text.escape(details.via) or _("your friend"),
    }
    return [
        fill(_route(drafted), **names),
        _("That is as short as it gets without losing what it needs.")
        if drafted.as_short_as_it_gets
        else "",
        courage.with_a_draft() if drafted.encourages else "",
        fill(
            _("**Does anyone you know also know {name}?** An introduction opens more doors."),
            **names,
        )
        if drafted.someone_might_introduce
        else "",
    ]


def _route(drafted: Drafted) -> str:
    if drafted.channel is Channel.INTRODUCTION:
        return _(
            "This one goes to {friend}, who could introduce you to {name}. Copy it, change what "
            "you like, and send it yourself. There is one for later, too: when {name} has "
            "agreed, {friend} can send it to you both, with all names together."
        )
    if drafted.kind == INTRODUCED_REPLY:
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


def part_words(part: Part) -> str:
    """A part of a request, in the middle of a sentence."""
    return {
        Part.GOAL: _("what you hope to learn"),
        Part.TWO_SENTENCES: _("your two sentences"),
        Part.LINK: _("what ties you to them"),
        Part.TIME: _("the times you could offer"),
        Part.FRIEND: _("your friend's name"),
        Part.NAME: _("their name"),
        Part.ORGANISATION: _("where they work"),
        Part.SIGNATURE: _("your own name"),
    }[part]


def _buttons(interaction: Interaction, drafted: Drafted) -> Buttons:
    standing, channel = drafted.outcome.standing, drafted.channel
    person, is_to_be_sent = standing.person, standing.state.stage in TO_BE_SENT
    buttons: Buttons = []
    if is_to_be_sent:
        buttons += [button_for(standing, one) for one in (Answer.SENT, Answer.SHORTER)]
        buttons.append(check_button(person.id, drafted.kind))
    if not in_own_dm(interaction):
        buttons.append(ActionButton.make(TO_DM, person.id, label=_("Send it to my DMs")))
    if is_to_be_sent:
        buttons.append(ActionButton.make(NOT_TODAY, person.id, label=_("Not today")))
    if drafted.encourages and is_to_be_sent:
        buttons.append(button_for(standing, Answer.SOMEONE_EASIER))
    if drafted.kept:
        buttons.append(ActionButton.make(ANEW, person.id, channel, label=_("Write it anew")))
    buttons.append(ActionButton.make(PARTS, person.id, channel, label=_("Change an answer")))
    signing = _("Sign it differently") if standing.member.about.name else _("Add my name")
    buttons.append(ActionButton.make(NAME, person.id, channel, label=signing))
    for later in drafted.drafts[1:]:
        label = _("The message for later")
        buttons.append(ActionButton.make(DRAFT, person.id, later.kind, label=label))
    if channel is Channel.INTRODUCTION and is_to_be_sent:
        label = fill(_("Write to {name} directly"), name=text.cut(person.name, LONGEST_LABEL_NAME))
        buttons.append(ActionButton.make(DIRECT, person.id, label=label))
    if drafted.someone_might_introduce:
        buttons.append(ActionButton.make(SOMEONE_KNOWS, person.id, label=_("Somebody does")))
    if drafted.outcome.seqs:
        buttons.append(undo_button(drafted.outcome))
    return buttons


def button_for(standing: Standing, answer: Answer) -> discord.ui.Item[Any]:
    """The button under a draft that gives this answer."""
    return answer_button(
        standing, answer, NudgeKey(NudgeKind.DRAFTED, standing.state.cycle(Stage.DRAFTED), 1)
    )


# What is to be said first


async def _ask_first(interaction: Interaction, drafted: Drafted, said: str, rest: Buttons) -> None:
    """The next question, or which part is in the way of the draft that was written."""
    standing, channel, kind = drafted.outcome.standing, drafted.channel, drafted.kind
    undo = [undo_button(drafted.outcome)] if drafted.outcome.seqs else []
    if drafted.objection is not None:
        words = _objection(standing, drafted.kind, drafted.objection)
        buttons = _buttons_after(standing, channel, kind, drafted.objection)
        lines = [said, words, coming(interaction, standing)]
        await reply(
            interaction, "\n".join(filter(None, lines)), view=rows([*buttons, *undo, *rest])
        )
    else:
        part = drafted.missing[0] if drafted.missing else Part.TIME
        await ask_part(
            interaction, standing, part, channel, kind=kind, said=said, rest=[*undo, *rest]
        )


async def ask_part(
    interaction: Interaction,
    standing: Standing,
    part: Part,
    channel: Channel | None,
    *,
    kind: str | None = None,
    said: str = "",
    rest: Buttons | None = None,
) -> None:
    """One question, with the button that opens the form for its answer."""
    lines = [said, _question(standing, part), coming(interaction, standing)]
    buttons: Buttons = [_tell_button(standing, channel, part, _("Answer"), primary=True)]
    if part is Part.TIME:
        skip = fill(_("{minutes} minutes, any time"), minutes=DEFAULT_MINUTES)
        buttons.append(ActionButton.make(ANY_TIME, standing.person.id, channel, label=skip))
    if kind is not None:
        buttons.append(_own_words_button(standing, kind))
    await reply(interaction, "\n".join(filter(None, lines)), view=rows([*buttons, *(rest or [])]))


def _question(standing: Standing, part: Part) -> str:
    asked = {
        Part.GOAL: _(
            "**First: what do you hope to learn from {name}?** One line is enough, such as “how "
            "you moved from nursing to data”."
        ),
        Part.TWO_SENTENCES: _(
            "**Who are you, in two sentences?** About 40 words: what you do or study, and what "
            "draws you to this. I keep them for the next messages."
        ),
        Part.LINK: _(
            "**What ties you to {name}?** Something that fits nobody else: a talk or a post of "
            "theirs, a step they took, a school or a person you share."
        ),
        Part.TIME: _(
            "**How long, and when could you talk?** 20 minutes are usual. Two or three times "
            "make a yes easier; you may leave them out."
        ),
    }
    words = fill(asked[part], name=text.escape(standing.person.name))
    place = fill(
        _("Question {number} of {count}. Each answer is kept at once, so take your time."),
        number=ASKED.index(part) + 1,
        count=len(ASKED),
    )
    return f"{words}\n-# {place}"


def _objection(standing: Standing, kind: str, objection: Objection) -> str:
    """Which part is in the way, why, and how to mend it."""
    part = part_words(objection.part)
    if objection.part is Part.FRIEND and not objection.said:
        question = _("**Who could introduce you to {name}?** Their name goes into the greeting.")
        return fill(question, name=text.escape(standing.person.name))
    if objection.too_long_by:
        return _too_long(objection, part)
    to_a_friend = channel_of(kind) is Channel.INTRODUCTION
    details = standing.person.details
    names = {"reader": details.via if to_a_friend else details.name, "target": details.name}
    safe = {one: text.escape(first_name(name)) for one, name in names.items() if name}
    words = words_for(objection.finding, TO_A_FRIEND if to_a_friend else "", **safe)
    quote = text.escape(text.cut(" ".join(objection.words.split()), LONGEST_QUOTE))
    what = f"{words.what} “{quote}”. {words.why}" if quote else _plainly(words)
    if objection.said:
        head = _("**Nearly there.** Before I hand you the draft, look at {part} once more.")
    else:
        head = _("**Nearly there.** One thing is missing for the draft: {part}.")
    return "\n".join([fill(head, part=part), f"{what} *({words.source})* → {words.how}"])


def _plainly(words: Words) -> str:
    """What and why, where no words of the member's are quoted."""
    return words.reason if words.what.endswith(":") else f"{words.what} {words.why}"


def _too_long(objection: Objection, part: str) -> str:
    if objection.in_characters:
        by = n_("{count} character", "{count} characters", objection.too_long_by)
    else:
        by = n_("{count} word", "{count} words", objection.too_long_by)
    return fill(
        _(
            "**Nearly there.** The draft is {by} over the {room} that fit. The longest part is "
            "{part}: shorten that one by so much, and I write it."
        ),
        by=by,
        room=objection.room,
        part=part,
    )


def _buttons_after(
    standing: Standing, channel: Channel, kind: str, objection: Objection
) -> Buttons:
    label = _("Shorten that part") if objection.too_long_by else _("Change that part")
    if not objection.said:
        label = _("Answer")
    return [
        _tell_button(standing, channel, objection.part, label, primary=True),
        _own_words_button(standing, kind),
    ]


def _own_words_button(standing: Standing, kind: str) -> ActionButton:
    return check_button(standing.person.id, kind, label=_("I'll write it myself"))


def _tell_button(
    standing: Standing,
    channel: Channel | None,
    part: Part,
    label: str,
    *,
    primary: bool = False,
) -> ActionButton:
    style = ButtonStyle.primary if primary else ButtonStyle.secondary
    if part in {Part.NAME, Part.ORGANISATION}:
        return ActionButton.make(EDIT, standing.person.id, "who", label=label, style=style)
    if part is Part.SIGNATURE:
        return ActionButton.make(NAME, standing.person.id, channel, label=label, style=style)
    return ActionButton.make(TELL, standing.person.id, channel, part, label=label, style=style)


# What pressing does


async def draft(
    interaction: Interaction,
    person_id: str,
    channel: Channel | None = None,
    *,
    told: Told = NOTHING_TOLD,
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
    """The form for a part of the request, with what is known."""
    person_id, channel, part = arguments
    about = await known(coach_of(interaction), caller_of(interaction), person_id)
    form = _FORMS.get(part, GoalForm)
    await interaction.response.send_modal(form(interaction.user.id, about, _channel(channel)))


@actions(PARTS)
async def choose_part(interaction: Interaction, arguments: tuple[str, str]) -> None:
    """Which answer to change."""
    await defer(interaction)
    person_id, channel = arguments
    about = await known(coach_of(interaction), caller_of(interaction), person_id)
    labels = {
        Part.GOAL: _("What I hope to learn"),
        Part.TWO_SENTENCES: _("My two sentences"),
        Part.LINK: _("What ties us"),
        Part.TIME: _("Minutes and times"),
    }
    buttons = [
        ActionButton.make(TELL, about.person.id, channel, part, label=labels[part])
        for part in ASKED
    ]
    question = _("Which answer would you like to change? The draft follows it.")
    await reply(interaction, question, view=rows(buttons))


@actions(ANY_TIME)
async def any_time(interaction: Interaction, arguments: tuple[str, str]) -> None:
    """The usual minutes, and no times of the member's own."""
    await defer(interaction)
    person_id, channel = arguments
    told = Told(minutes=DEFAULT_MINUTES, times="")
    await draft(interaction, person_id, _channel(channel), told=told)


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


@actions(DIRECT)
async def write_directly(interaction: Interaction, arguments: tuple[str]) -> None:
    """The cold e-mail, second."""
    await defer(interaction)
    await draft(interaction, arguments[0], Channel.EMAIL)


@actions(NAME)
async def add_name(interaction: Interaction, arguments: tuple[str, str]) -> None:
    """A form for the name to sign with."""
    person_id, channel = arguments
    await interaction.response.send_modal(SigningForm(interaction, person_id, _channel(channel)))


async def ask_for_introducer(
    interaction: Interaction, person_id: str, expected: Expected | None = None
) -> None:
    """A form for who could introduce the member, with whoever is known."""
    about = await known(coach_of(interaction), caller_of(interaction), person_id)
    form = IntroducerForm(interaction.user.id, about, expected=expected)
    await interaction.response.send_modal(form)


# The forms, a question each


class RequestForm(Form):
    """A form that leads to a draft; `expected` is how things stood where a nudge opened it."""

    part: ClassVar[Part]

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
        try:
            told = self.told(interaction)
        except BadInput as refused:
            await self._try_again(interaction, refused)
            return
        with given_back(told.goal, told.two_sentences, told.link, told.times, told.via):
            await draft(
                interaction, self.person_id, self.channel, told=told, expected=self.expected
            )

    def told(self, interaction: Interaction) -> Told:
        """What was typed. Raises `BadInput`."""
        raise NotImplementedError

    async def _try_again(self, interaction: Interaction, refused: BadInput) -> None:
        """What can't be used, with the way back to the form and what was typed."""
        again = ActionButton.make(
            TELL, self.person_id, self.channel, self.part, label=_("Try again")
        )
        await reply(interaction, text.sentence(refused), view=rows([again]))
        if refused.give_back:
            await give_back(interaction, refused.give_back)


class GoalForm(RequestForm):
    """What the member hopes to learn."""

    part = Part.GOAL

    def __init__(self, owner_id: int, about: Known, channel: Channel | None) -> None:
        super().__init__(owner_id, _("What do you hope to learn?"), about.person.id, channel)
        goal = about.member.about.goal
        self.goal = self.field("goal", _("One line is enough"), LIMITS.goal, goal)

    def told(self, interaction: Interaction) -> Told:
        return Told(goal=read_goal(self.goal), known_as=_shown_name(interaction))


class TwoSentencesForm(RequestForm):
    """Who the member is."""

    part = Part.TWO_SENTENCES

    def __init__(self, owner_id: int, about: Known, channel: Channel | None) -> None:
        super().__init__(owner_id, _("About you"), about.person.id, channel)
        said, limit = about.member.about.two_sentences, LIMITS.two_sentences
        self.sentences = self.field("two_sentences", _("You, in two sentences"), limit, said)

    def told(self, interaction: Interaction) -> Told:
        words = read_two_sentences(self.sentences)
        return Told(two_sentences=words, known_as=_shown_name(interaction))


class LinkForm(RequestForm):
    """What ties the member to the person."""

    part = Part.LINK

    def __init__(self, owner_id: int, about: Known, channel: Channel | None) -> None:
        super().__init__(owner_id, _("What ties you to them?"), about.person.id, channel)
        details = about.person.details
        said = details.link or details.why
        self.link = self.field("link", _("One line is enough"), LIMITS.why, said)

    def told(self, interaction: Interaction) -> Told:
        return Told(link=read_link(self.link))


class TimeForm(RequestForm):
    """How long a talk the member asks for, and when they could have it."""

    part = Part.TIME

    def __init__(self, owner_id: int, about: Known, channel: Channel | None) -> None:
        super().__init__(owner_id, _("How long, and when?"), about.person.id, channel)
        details = about.person.details
        minutes = str(details.minutes or DEFAULT_MINUTES)
        self.minutes = self.field("minutes", _("Minutes, 10 to 60"), LONGEST_MINUTES, minutes)
        self.times = self.field(
            "times",
            _("Times you could offer, if you like"),
            LIMITS.times,
            details.times,
            needed=False,
        )

    def told(self, interaction: Interaction) -> Told:
        times = read_times(self.times)
        with given_back(times):
            return Told(minutes=read_minutes(self.minutes), times=times)


class IntroducerForm(RequestForm):
    """Who could introduce the member."""

    part = Part.FRIEND

    def __init__(
        self,
        owner_id: int,
        about: Known,
        channel: Channel | None = None,
        expected: Expected | None = None,
    ) -> None:
        del channel  # whoever names a friend wants to be introduced
        person = about.person
        super().__init__(
            owner_id, _("Who could introduce you?"), person.id, Channel.INTRODUCTION, expected
        )
        self.friend = self.field("via", _("Their name"), LIMITS.name, person.details.via)

    def told(self, interaction: Interaction) -> Told:
        return Told(via=read_name(self.friend))


class SigningForm(NameForm):
    """The name, asked for under a draft, which is then shown with it."""

    def __init__(self, interaction: Interaction, person_id: str, channel: Channel | None) -> None:
        super().__init__(interaction)
        self.person_id, self.channel = person_id, channel

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        coach, caller = coach_of(interaction), caller_of(interaction)
        name = read_name(self.name)
        await show(
            interaction, await asking.sign(coach, caller, self.person_id, name, self.channel)
        )


def _shown_name(interaction: Interaction) -> str:
    """What the member is called on Discord, as long as they told no other name."""
    return text.cut(text.clean(interaction.user.display_name), LIMITS.name)


_FORMS: dict[Part, Callable[[int, Known, Channel | None], RequestForm]] = {
    form.part: form for form in (GoalForm, TwoSentencesForm, LinkForm, TimeForm, IntroducerForm)
}
