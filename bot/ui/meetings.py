"""Agreeing on a talk: the form, the question back in words, the calendar file, the card.

What a member typed is read in their zone and shown in words before anything is saved. The
buttons under that question hold everything in their custom ids, so they outlive a restart.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import discord

from bot.coaching.flow import budget, to_drop
from bot.coaching.rules import Answer
from bot.coaching.stages import Stage, State
from bot.feedback import Feedback
from bot.i18n import _, fill
from bot.mentions import mention
from bot.services import history, meetings
from bot.services.history import Expected, Outcome, Standing
from bot.services.knowing import known, known_as
from bot.services.meetings import Agreed, Card, Place
from bot.ui import calendar_entry, dms, text, zone
from bot.ui.arguments import Unreadable, number
from bot.ui.buttons import ActionButton, actions, from_base36, rows, to_base36
from bot.ui.dates import in_words, read_moment, timestamp
from bot.ui.places import place_words
from bot.ui.talk import Interaction, answer_button, caller_of, coach_of, tell
from bot.ui.views import OwnedModal, OwnedView, defer, reply

SAVE, CHANGE, CONFIRM = "meet_save", "meet_change", "meet_confirm"
WHERE, ANOTHER_DAY = "meet_where", "meet_another_day"
CARD_ROOM, MESSAGE_ROOM = 1500, 1950
"""Characters of a card, so that it is one screen of a phone, and of one message at all costs."""

QUESTION_LENGTHS = (300, 110, 90, 70, 50, 35)
"""To how many characters the questions of a card are cut: the longest of these that fits."""

CARD_END = 80
"""Characters of the line that says that there are more."""

ABOUT_THEM, ABOUT_YOU = 120, 240
"""Characters of what is known, to be seen at a glance."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a member says about a talk, before it is read: `when` as typed."""

    person_id: str
    when: str
    place: Place
    minutes: int = meetings.DEFAULT_MINUTES
    expected: Expected | None = None
    may_be_open: bool = False
    """Whether no time at all is an answer: moved, and nobody knows yet to when."""


async def propose(interaction: Interaction, proposal: Proposal) -> None:
    """Read what was typed and ask back in words; the interaction is deferred already."""
    standing = await history.look(coach_of(interaction), caller_of(interaction), proposal.person_id)
    meetings.refuse_unless_open(standing)
    if standing.member.zone is None:
        await _ask_for_zone(interaction, proposal)
        return
    await _ask_back(interaction, standing, proposal)


async def _ask_for_zone(interaction: Interaction, proposal: Proposal) -> None:
    await zone.ask(interaction)
    words = fill(
        _("Then press here, and I read “{when}” on your clock:"), when=text.escape(proposal.when)
    )
    await reply(interaction, words, view=_AfterZone(interaction.user.id, proposal))


class _AfterZone(OwnedView):
    """Goes on with what was typed once the zone is known; else on the guess, which is said."""

    def __init__(self, owner_id: int, proposal: Proposal) -> None:
        super().__init__(owner_id)
        self._proposal = proposal
        self.go_on.label = _("Go on")

    @discord.ui.button(style=discord.ButtonStyle.primary, custom_id="go_on")
    async def go_on(
        self, interaction: Interaction, _button: discord.ui.Button["_AfterZone"]
    ) -> None:
        """The zone is known now, or the member went on without."""
        await defer(interaction)
        coach, caller = coach_of(interaction), caller_of(interaction)
        standing = await history.look(coach, caller, self._proposal.person_id)
        await _ask_back(interaction, standing, self._proposal)


async def _ask_back(interaction: Interaction, standing: Standing, proposal: Proposal) -> None:
    member, now = standing.member, coach_of(interaction).clock.now()
    lives_in = member.preferences.zone
    try:
        reading = read_moment(
            proposal.when, now, lives_in, caller_of(interaction).language, expect="future"
        )
        agreed = Agreed(reading.instant, proposal.minutes, proposal.place)
        meetings.check(agreed, now)
    except Feedback as refused:
        await _ask_again(interaction, refused, proposal)
        return
    lines = [
        fill(
            _("**{when}** ({zone}), that is {stamp}: {minutes} minutes with {name}, {place}."),
            when=in_words(agreed.starts, lives_in, caller_of(interaction).language, now=now),
            zone=lives_in,
            stamp=timestamp(agreed.starts),
            minutes=agreed.minutes,
            name=text.escape(standing.person.name),
            place=place_words(agreed.place),
        ),
        _(reading.remark) if reading.remark else "",
        _("I don't know your time zone, so I guessed it.") if member.zone is None else "",
        _so_far(interaction, standing),
        _("Is that right?"),
    ]
    expected = proposal.expected or Expected(standing.state.stage, standing.state.cycle())
    view = rows(_save_or_change(proposal, agreed, expected))
    await reply(interaction, "\n".join(filter(None, lines)), view=view)


def _so_far(interaction: Interaction, standing: Standing) -> str:
    meeting = standing.state.meeting
    if meeting is None:
        return ""
    then = in_words(
        meeting.starts, standing.member.preferences.zone, caller_of(interaction).language
    )
    return fill(_("So far it was {when}; this moves it."), when=then)


def _save_or_change(proposal: Proposal, agreed: Agreed, expected: Expected) -> list[ActionButton]:
    minute = to_base36(int(agreed.starts.timestamp()) // 60)
    made_for = f"{expected.stage}.{expected.cycle}"
    said = (proposal.person_id, minute, proposal.minutes, proposal.place, made_for)
    primary = discord.ButtonStyle.primary
    return [
        ActionButton.make(SAVE, *said, label=_("Yes, save it"), style=primary),
        ActionButton.make(CHANGE, *said, label=_("Change it")),
    ]


async def _ask_again(interaction: Interaction, refused: Feedback, proposal: Proposal) -> None:
    """Say what can't be read, with a button that opens the form, the words still in it."""
    view = _TryAgain(interaction.user.id, proposal)
    await reply(interaction, text.sentence(refused), view=view)


class _TryAgain(OwnedView):
    """Opens the form again with what was typed."""

    def __init__(self, owner_id: int, proposal: Proposal) -> None:
        super().__init__(owner_id)
        self._proposal = proposal
        self.again.label = _("Change it")

    @discord.ui.button(style=discord.ButtonStyle.primary, custom_id="again")
    async def again(
        self, interaction: Interaction, _button: discord.ui.Button["_TryAgain"]
    ) -> None:
        """The form once more."""
        await interaction.response.send_modal(PlanForm(interaction.user.id, self._proposal))


class PlanForm(OwnedModal):
    """When and where, in the member's own words."""

    def __init__(self, owner_id: int, proposal: Proposal) -> None:
        super().__init__(owner_id, _("When and where?"))
        self._proposal = proposal
        optional = proposal.may_be_open
        self.when: discord.ui.TextInput[PlanForm] = discord.ui.TextInput(
            custom_id="when",
            placeholder=_("for example Tuesday 15:00, or 3 December 9:30"),
            default=text.cut(proposal.when, 100) or None,
            required=not optional,
            max_length=100,
        )
        label = _("The new time; empty if not known yet") if optional else _("Day and time")
        self.add_item(discord.ui.Label(text=label, component=self.when))
        self.where: discord.ui.Select[PlanForm] = discord.ui.Select(
            custom_id="where",
            options=[
                discord.SelectOption(
                    label=place_words(one), value=one, default=one is proposal.place
                )
                for one in Place
            ],
        )
        self.add_item(discord.ui.Label(text=_("Place"), component=self.where))

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        given = self._proposal
        where = Place(self.where.values[0]) if self.where.values else given.place
        typed = text.clean(self.when.value)
        if not typed and given.may_be_open:
            await tell_moved(interaction, given.person_id, given.expected)
            return
        await propose(
            interaction,
            Proposal(
                given.person_id, typed, where, given.minutes, given.expected, given.may_be_open
            ),
        )


async def tell_moved(
    interaction: Interaction, person_id: str, expected: Expected | None = None
) -> None:
    """The talk is moved, and nobody knows yet to when."""
    outcome = await meetings.moved(
        coach_of(interaction), caller_of(interaction), person_id, expected
    )
    said = fill(
        _("Noted: the talk with {name} moves, the new time is still open."),
        name=text.escape(outcome.standing.person.name),
    )
    buttons = [
        answer_button(outcome.standing, Answer.PLAN_IT),
        ActionButton.make(ANOTHER_DAY, person_id, label=_("Text to ask for a new time")),
    ]
    await tell(interaction, outcome, said, buttons=buttons)


@actions(SAVE)
async def save(interaction: Interaction, arguments: tuple[str, str, int, Place, str]) -> None:
    """Yes, it is right."""
    await defer(interaction)
    person_id, minute, minutes, place, made_for = arguments
    agreed = Agreed(_instant(minute), minutes, place)
    coach, caller = coach_of(interaction), caller_of(interaction)
    outcome = await meetings.agree(coach, caller, person_id, agreed, _made_for(made_for))
    await _tell_agreed(interaction, outcome)


async def _tell_agreed(interaction: Interaction, outcome: Outcome) -> None:
    standing, closed = await dms.tried(interaction, outcome.standing)
    meeting = standing.state.meeting
    if meeting is None:
        raise Unreadable
    moved = outcome.before.stage is Stage.SCHEDULED
    said = _("Moved. ") if moved else _("Saved. ")
    said += fill(
        _("{name}: {stamp} ({relative}), {place}. The file puts it into your calendar."),
        name=text.escape(standing.person.name),
        stamp=timestamp(meeting.starts),
        relative=timestamp(meeting.starts, "R"),
        place=place_words(meeting.place),
    )
    if meeting.place in {Place.VIDEO, Place.PHONE}:
        said += "\n" + _("For a call: do you both mean the same time zone?")
    buttons: list[discord.ui.Item[Any]] = [
        answer_button(standing, Answer.QUESTIONS),
        ActionButton.make(CONFIRM, standing.person.id, label=_("A line to confirm it")),
    ]
    if meeting.place == Place.THEIR_CHOICE:
        buttons.append(ActionButton.make(WHERE, standing.person.id, label=_("Ask them where")))
    file = calendar_entry.entry_of(standing, coach_of(interaction).clock.now())
    told = replace(outcome, standing=standing)
    await tell(interaction, told, said, buttons=buttons, file=file)
    await dms.say_closed(interaction, closed)


@actions(CHANGE)
async def change(interaction: Interaction, arguments: tuple[str, str, int, Place, str]) -> None:
    """No: the form once more, with what was read in it."""
    person_id, minute, minutes, place, made_for = arguments
    starts, expected = _instant(minute), _made_for(made_for)
    about = await known(coach_of(interaction), caller_of(interaction), person_id)
    zone = about.member.preferences.zone
    now = coach_of(interaction).clock.now()
    when = in_words(starts, zone, caller_of(interaction).language, now=now)
    proposal = Proposal(person_id, when, place, minutes, expected)
    await interaction.response.send_modal(PlanForm(interaction.user.id, proposal))


async def ask_for_time(
    interaction: Interaction,
    person: str | None,
    expected: Expected | None = None,
    *,
    may_be_open: bool = False,
) -> None:
    """The form for when and where; of a talk that is planned, the place and the length stay.

    `person` is an id, or what was given to a command.
    """
    about = await known_as(coach_of(interaction), caller_of(interaction), person)
    meeting = about.state.meeting
    place, minutes = Place.THEIR_CHOICE, meetings.DEFAULT_MINUTES
    if meeting is not None:
        place, minutes = Place(meeting.place or place), meeting.minutes
    proposal = Proposal(about.person.id, "", place, minutes, expected, may_be_open)
    await interaction.response.send_modal(PlanForm(interaction.user.id, proposal))


def _instant(minute: str) -> datetime:
    try:
        return datetime.fromtimestamp(from_base36(minute) * 60, UTC)
    except (ValueError, OverflowError, OSError):
        raise Unreadable from None


def _made_for(standing: str) -> Expected:
    stage, _dot, cycle = standing.partition(".")
    try:
        return Expected(Stage(stage), number(cycle))
    except ValueError:
        raise Unreadable from None


# The card


def card_text(card: Card, language: str, now: datetime) -> str:
    """Everything to have at hand in the talk, in one message."""
    standing = card.standing
    head = [
        fill(_("**Your talk with {name}**"), name=text.escape(standing.person.name)),
        _when_and_where(standing, language, now),
        *_about_them(standing),
        _about_you(standing),
        _time_budget(standing.state),
    ]
    lines = list(filter(None, head))
    if not card.questions:
        none = _("No questions yet: {command} suggests some.")
        lines.append(fill(none, command=mention("questions build")))
        return "\n".join(lines)
    return "\n".join([*lines, *_questions(card, sum(len(one) + 1 for one in lines))])


def _when_and_where(standing: Standing, language: str, now: datetime) -> str:
    meeting = standing.state.meeting
    if meeting is None:
        return fill(_("No time is planned yet: {command}."), command=mention("meet plan"))
    lives_in = standing.member.preferences.zone
    return fill(
        _("{when} ({zone}), {relative}: {minutes} minutes, {place}"),
        when=in_words(meeting.starts, lives_in, language, now=now),
        zone=lives_in,
        relative=timestamp(meeting.starts, "R"),
        minutes=meeting.minutes,
        place=place_words(meeting.place),
    )


def _about_them(standing: Standing) -> list[str]:
    details = standing.person.details
    work = ", ".join(filter(None, (details.role, details.organisation)))
    lines = [
        (_("Them: {words}"), work),
        (_("Why them: {words}"), details.why),
        (_("What ties you: {words}"), details.link),
    ]
    return [fill(line, words=_glance(words)) for line, words in lines if words]


def _glance(words: str, limit: int = ABOUT_THEM) -> str:
    return text.escape(text.cut(words, limit))


def _about_you(standing: Standing) -> str:
    said = standing.member.about.two_sentences
    return fill(_("You: {words}"), words=_glance(said, ABOUT_YOU)) if said else ""


def _time_budget(state: State) -> str:
    if state.meeting is None:
        return ""
    shares = budget(state.meeting.minutes)
    return fill(
        _(
            "{opening} minutes to open, {middle} for questions; from {clock} the last {end} to "
            "close."
        ),
        opening=shares.opening,
        middle=shares.discussion,
        end=shares.end,
        clock=timestamp(state.meeting.ends - timedelta(minutes=shares.end), "t"),
    )


def _questions(card: Card, used: int) -> list[str]:
    """A line each, all as long as there is room for; what to drop first is marked."""
    listed = [_listed(card, length) for length in QUESTION_LENGTHS]
    fitting = (one for one in listed if used + len("\n".join(one)) < CARD_ROOM)
    lines = next(fitting, listed[-1])
    shown: list[str] = []
    for line in lines:
        used += len(line) + 1
        if used > MESSAGE_ROOM - CARD_END:
            more = _("… and {count} more: {command}")
            left = len(card.questions) - len(shown)
            return [*shown, fill(more, count=left, command=mention("questions show"))]
        shown.append(line)
    return shown


def _listed(card: Card, length: int) -> list[str]:
    minutes = meetings.minutes_of(card.standing.state, card.standing.person)
    dropped = to_drop(card.questions, minutes)
    lines = []
    for at, one in enumerate(card.questions):
        mark = " ✂" if at in dropped else ""
        lines.append(f"{at + 1}. {text.escape(text.cut(one.text, length))}{mark}")
    if dropped:
        lines.append(_("✂ Drop these first when time is short."))
    return lines
