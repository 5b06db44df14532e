"""Being introduced: what the asker agrees to, and what everybody presses afterwards."""

from dataclasses import replace as changed

import discord

from bot.coaching import introducing
from bot.coaching.introducing import MINUTES, Consents, Detail, Move, Role, State, Tell
from bot.coaching.preferences import LIMITS
from bot.feedback import N_, BadInput
from bot.i18n import _, fill, n_
from bot.services import starting
from bot.services.careers import introductions, reachable
from bot.services.careers.introductions import Consent, NotHere, Offer, Outcome, Over, Wanted, Words
from bot.services.careers.servers import Place
from bot.ui import text
from bot.ui.buttons import actions, rows
from bot.ui.careers import introduction_words as words_of
from bot.ui.careers import membership
from bot.ui.careers.allowed import place_of
from bot.ui.careers.membership import Present
from bot.ui.dates import timestamp
from bot.ui.forms import Form, read_goal, read_two_sentences
from bot.ui.settings_panel import PanelButton, PanelSelect
from bot.ui.talk import Interaction, caller_of, coach_of
from bot.ui.views import OwnedView, defer, replace, reply, send_draft

USUAL_MINUTES = 20
MOST_TIMES = 3
MOST_ESCAPES = 40
LONGEST_TIME = 80


class NoBots(BadInput):
    """Somebody named is a bot."""

    def __init__(self) -> None:
        super().__init__(N_("Bots can't introduce anybody, and I'm the only one who'd answer."))


class NothingToShow(BadInput):
    """The asker ticked something that they have not written yet."""

    def __init__(self) -> None:
        super().__init__(
            N_("You ticked something that isn't written yet. “Goal and two sentences” opens it.")
        )


# Asking


async def begin(
    interaction: Interaction, target_id: int, friend_id: int | None, *, topic: str = ""
) -> None:
    """Show the asker what would be asked, of whom, and what it shows of them.

    `friend_id` None asks the target at once, through an open door. Where the coach may not
    write to whoever is to be asked first, the asker gets a text to send instead.
    """
    place = place_of(interaction)
    await defer(interaction)
    wanted = Wanted(target_id, friend_id, _topic(topic))
    present = await _present(interaction, place, wanted)
    coach, caller = coach_of(interaction), caller_of(interaction)
    joined = present[caller.member_id].joined
    offer = await introductions.offer(coach, caller, place.guild_id, wanted, joined)
    if offer.reaches:
        view = ConsentView(interaction, offer, present)
        await reply(interaction, view.words(), view=view)
    else:
        await _hand_over(interaction, wanted, present)


def _topic(typed: str) -> str:
    limit = introductions.LONGEST_TOPIC
    return " ".join(text.within(typed, limit, _("What it is about")).split())


async def _present(interaction: Interaction, place: Place, wanted: Wanted) -> dict[int, Present]:
    """Everybody concerned, as the server knows them now. Raises `NotHere`, `NoBots`."""
    ids = [interaction.user.id, *_named(wanted)]
    present = await membership.look(interaction.client, place.guild_id, ids)
    for one in ids:
        if one not in present:
            raise NotHere(_name_of(interaction, one))
        if present[one].is_bot:
            raise NoBots
    return present


def _named(wanted: Wanted) -> list[int]:
    return [one for one in (wanted.friend_id, wanted.target_id) if one is not None]


def _name_of(interaction: Interaction, member_id: int) -> str:
    """What somebody chosen in the command is called, who is not in the server."""
    for one in vars(interaction.namespace).values() if interaction.command else ():
        if isinstance(one, discord.User | discord.Member) and one.id == member_id:
            return one.display_name
    return _("That person")


async def _hand_over(interaction: Interaction, wanted: Wanted, present: dict[int, Present]) -> None:
    """The coach may not write to them: nothing is sent, and the asker has a text."""
    first = text.escape(present[wanted.first].name)
    said = _(
        "I write only to members who switched that on here, and to nobody too often; at the moment "
        "I write nothing to {name}. Here is a text that you can send yourself:"
    )
    await reply(interaction, fill(said, name=first))
    words = _words(wanted, present, interaction.user.id)
    make = words_of.text_to_target if wanted.friend_id is None else words_of.text_to_friend
    await send_draft(interaction, None, make(words, USUAL_MINUTES))


def _words(wanted: Wanted, present: dict[int, Present], asker_id: int) -> Words:
    friend = "" if wanted.friend_id is None else present[wanted.friend_id].name
    return Words(present[asker_id].name, present[wanted.target_id].name, friend, wanted.topic)


def _briefly(typed: str) -> str:
    """Escaped; half of it where hardly a sign of it is a letter, so that the screen stays one
    message."""
    whole = text.escape(typed)
    if len(whole) <= len(typed) + MOST_ESCAPES:
        return whole
    return text.escape(text.cut(typed, (len(typed) + MOST_ESCAPES) // 2))


class ConsentView(OwnedView):
    """What the asker ticks before anything is sent. Nothing is stored until they send it."""

    def __init__(self, interaction: Interaction, offer: Offer, present: dict[int, Present]) -> None:
        super().__init__(interaction.user.id)
        self.offer = offer
        self.present = present
        self.shows: frozenset[Detail] = frozenset()
        self.minutes = USUAL_MINUTES
        self._draw()

    @property
    def first(self) -> str:
        """What whoever is asked first is called."""
        return self.present[self.offer.wanted.first].name

    @property
    def target(self) -> str:
        """What the person to meet is called."""
        return self.present[self.offer.wanted.target_id].name

    def _draw(self) -> None:
        self.clear_items()
        ticks = PanelSelect("shows", 0, self._ticks(), self.tick, least=0, most=len(Detail))
        ticks.placeholder = _("What they may see of you: nothing so far")
        self.add_item(ticks)
        self.add_item(PanelSelect("minutes", 1, self._lengths(), self.choose_minutes))
        if not self.offer.adult:
            self.add_item(PanelButton(_("I'm 18 or over"), "adult", 2, self.confirm_adult))
        send = PanelButton(fill(_("Ask {name}"), name=self.first), "send", 2, self.send)
        send.style = discord.ButtonStyle.primary
        send.disabled = not self.offer.adult
        self.add_item(send)
        self.add_item(PanelButton(_("Goal and two sentences"), "about", 2, self.ask_about))
        self.add_item(PanelButton(_("Leave it"), "cancel", 2, self.cancel))

    def _ticks(self) -> list[discord.SelectOption]:
        name = fill(_("My name, to {name}"), name=text.cut(self.target, 60))
        labels = {
            Detail.NAME: name,
            Detail.GOAL: _("What I hope to learn"),
            Detail.TWO_SENTENCES: _("My two sentences"),
        }
        return [
            discord.SelectOption(label=label, value=one.value, default=one in self.shows)
            for one, label in labels.items()
        ]

    def _lengths(self) -> list[discord.SelectOption]:
        return [
            discord.SelectOption(
                label=n_("{count} minute", "{count} minutes", count),
                value=str(count),
                default=count == self.minutes,
            )
            for count in MINUTES
        ]

    def words(self) -> str:
        """The screen's words: who reads what, and what comes then."""
        wanted, about = self.offer.wanted, self.offer.about
        target = text.escape(self.target)
        if wanted.friend_id is None:
            head, reads = self._door_words(target)
        else:
            head, reads = self._friend_words(target)
        not_yet = _("not written yet")
        lines = [
            head,
            *([fill(_("It's about: {topic}"), topic=_briefly(wanted.topic))] * bool(wanted.topic)),
            "",
            reads,
            fill(_("- What you hope to learn: {goal}"), goal=_briefly(about.goal) or not_yet),
            fill(
                _("- Your two sentences: {about}"),
                about=_briefly(about.two_sentences) or not_yet,
            ),
            "",
            fill(
                _("You show: **{shown}**."),
                shown=words_of.consents_in_words(Consents(asker=self.shows)),
            ),
            "",
            _(
                "If both sides say yes, I open a private thread with everybody's names. People who "
                "may manage threads in this server can read private threads."
            ),
            *([] if self.offer.adult else [_("It is for members who are 18 or over.")]),
            _("Nobody owes an answer. You hear from me in a week, and a no is never explained."),
        ]
        return "\n".join(lines)

    def _friend_words(self, target: str) -> tuple[str, str]:
        friend = text.escape(self.first)
        head = _("**Ask {friend} to introduce you to {target}?**")
        reads = _(
            "{friend} sees your name and whom you'd like to meet. Tick what else they and "
            "{target} may see:"
        )
        return fill(head, friend=friend, target=target), fill(reads, friend=friend, target=target)

    def _door_words(self, target: str) -> tuple[str, str]:
        head = _("**Ask {target} for a conversation?**")
        return fill(head, target=target), fill(_("Tick what {target} may see:"), target=target)

    async def tick(self, interaction: Interaction, chosen: list[str]) -> None:
        self.shows = frozenset(map(Detail, chosen))
        await self.redraw(interaction)

    async def choose_minutes(self, interaction: Interaction, chosen: list[str]) -> None:
        self.minutes = int(chosen[0])
        await self.redraw(interaction)

    async def redraw(self, interaction: Interaction) -> None:
        """Show the screen as it is now."""
        self._draw()
        await replace(interaction, self.words(), view=self)

    async def ask_about(self, interaction: Interaction) -> None:
        await interaction.response.send_modal(AboutForm(self))

    async def confirm_adult(self, interaction: Interaction) -> None:
        """They say that they are 18 or over, once for this server."""
        place = place_of(interaction)
        await reachable.confirm_adult(coach_of(interaction), caller_of(interaction), place.guild_id)
        self.offer = changed(self.offer, adult=True)
        await self.redraw(interaction)

    async def cancel(self, interaction: Interaction) -> None:
        self.stop()
        await replace(interaction, _("Left. Nothing was sent, and nothing of it was kept."))

    async def send(self, interaction: Interaction) -> None:
        """Everything is looked at once more, and the request goes out."""
        self._refuse_empty()
        await defer(interaction, update=True)
        place, wanted = place_of(interaction), self.offer.wanted
        coach, caller = coach_of(interaction), caller_of(interaction)
        present = await _present(interaction, place, wanted)
        consent = self._consent(present)
        joined = present[caller.member_id].joined
        made = await introductions.ask(coach, caller, place.guild_id, wanted, consent, joined)
        self.stop()
        said = _(
            "Done: {name} gets it from me. If nothing comes of it, you hear so on {day}. "
            "/intro settings shows what you asked for."
        )
        day = timestamp(introducing.lapses_at(made.created), "D")
        button = words_of.withdraw_button(made.id, _("Take it back"))
        said = fill(said, name=text.escape(self.first), day=day)
        await replace(interaction, said, view=rows([button]))

    def _refuse_empty(self) -> None:
        about = self.offer.about
        written = {Detail.GOAL: about.goal, Detail.TWO_SENTENCES: about.two_sentences}
        if any(one in self.shows and not told for one, told in written.items()):
            raise NothingToShow

    def _consent(self, present: dict[int, Present]) -> Consent:
        words = _words(self.offer.wanted, present, self.owner_id)
        return Consent(self.shows, self.minutes, words.asker, words.target, words.friend)


class AboutForm(Form):
    """What the asker hopes to learn, and who they are."""

    def __init__(self, view: ConsentView) -> None:
        super().__init__(view.owner_id, _("What they may read"))
        self.view = view
        about = view.offer.about
        self.goal = self.field("goal", _("What you hope to learn"), LIMITS.goal, about.goal)
        self.about = self.field(
            "two_sentences",
            _("You in two sentences"),
            LIMITS.two_sentences,
            about.two_sentences,
            needed=False,
        )

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        goal, about = read_goal(self.goal), read_two_sentences(self.about)
        await defer(interaction, update=True)
        member = await starting.tell_about(
            coach_of(interaction), caller_of(interaction), goal=goal, two_sentences=about
        )
        self.view.offer = changed(self.view.offer, about=member.about)
        await self.view.redraw(interaction)


# Answers: buttons that work for as long as the request does


@actions(words_of.FORWARD)
async def forward(interaction: Interaction, arguments: tuple[str]) -> None:
    """The friend passes it on."""
    await defer(interaction, update=True)
    outcome = await _answer(interaction, arguments[0], Move.FORWARD, look=True)
    if outcome.introduction.state is not State.BY_HAND or outcome.words is None:
        await _settled(interaction, outcome, _("Thank you. I ask them in your name."))
        return
    said = _(
        "Thank you. I may not write to {name} here, so I send nothing. If you like, send them this "
        "yourself; I have no more part in it."
    )
    name = text.escape(outcome.words.target)
    await _settled(interaction, outcome, fill(said, name=name))
    draft = words_of.text_from_friend(outcome.introduction, outcome.words)
    await send_draft(interaction, None, draft)


@actions(words_of.YES)
async def agree(interaction: Interaction, arguments: tuple[str]) -> None:
    """The target would like to talk."""
    await defer(interaction, update=True)
    outcome = await _answer(interaction, arguments[0], Move.YES, look=True)
    said = _("How kind of you. I open a thread for you now and mention you there.")
    await _settled(interaction, outcome, said)


@actions(words_of.NO)
async def refuse(interaction: Interaction, arguments: tuple[str]) -> None:
    """The friend or the target says no."""
    await defer(interaction, update=True)
    outcome = await _answer(interaction, arguments[0], Move.NO)
    said = _("That's fine. It stays with me; nobody hears of it or why.")
    await _settled(interaction, outcome, said)


@actions(words_of.LATER)
async def later(interaction: Interaction, arguments: tuple[str]) -> None:
    """Not now: nothing changes, and the buttons stay good for a while."""
    await defer(interaction)
    outcome = await _answer(interaction, arguments[0], Move.NOT_NOW)
    found = outcome.introduction
    said = _("That's fine. The buttons stay good until {day}; after that it rests by itself.")
    day = timestamp(introducing.answer_by(found.state, found.created), "f")
    await reply(interaction, fill(said, day=day))


@actions(words_of.NEVER)
async def never(interaction: Interaction, arguments: tuple[str]) -> None:
    """The target wants no introductions in this server."""
    await defer(interaction, update=True)
    outcome = await _answer(interaction, arguments[0], Move.NEVER)
    said = _(
        "Understood: nobody is sent to you in this server any more, and nobody hears why. If you "
        "ever change your mind, /intro settings there switches it on again."
    )
    await _settled(interaction, outcome, said)


@actions(words_of.WITHDRAW)
async def withdraw(interaction: Interaction, arguments: tuple[str]) -> None:
    """The asker takes a request back."""
    await defer(interaction, update=True)
    await _answer(interaction, arguments[0], Move.WITHDRAW)
    await replace(interaction, _("Taken back. Nothing more comes of it."))


async def _answer(
    interaction: Interaction, introduction_id: str, move: Move, *, look: bool = False
) -> Outcome:
    """Make the move; `look`: after seeing that everybody is still there."""
    coach, caller = coach_of(interaction), caller_of(interaction)
    there = None
    if look:
        found = await introductions.known(coach, introduction_id, caller.member_id)
        everybody = found.everybody.values()
        there = await membership.look(interaction.client, found.guild_id, everybody)
    return await introductions.answer(coach, caller, introduction_id, move, there)


async def _settled(interaction: Interaction, outcome: Outcome, said: str) -> None:
    """The message stays, with the answer under it in the place of the buttons."""
    asked = interaction.message.content if interaction.message else ""
    tell = Tell.ASK_FRIEND if outcome.role is Role.FRIEND else Tell.ASK_TARGET
    view = rows([words_of.report_button(outcome.introduction.id, tell)])
    await replace(interaction, "\n\n".join(filter(None, [asked, said])), view=view)


# In the thread


@actions(words_of.TIMES)
async def propose(interaction: Interaction, arguments: tuple[str]) -> None:
    """One of the three opens the form for times."""
    await introductions.known(coach_of(interaction), arguments[0], interaction.user.id)
    await interaction.response.send_modal(TimesForm(interaction.user.id, arguments[0]))


class TimesForm(Form):
    """Two or three times that suit whoever proposes them."""

    def __init__(self, owner_id: int, introduction_id: str) -> None:
        super().__init__(owner_id, _("When would it suit you?"))
        self._introduction_id = introduction_id
        limit = MOST_TIMES * LONGEST_TIME
        self.times = self.field("times", _("Two or three times, one a line"), limit)

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        times = _times(self.times.value)
        await defer(interaction)
        found = await introductions.known(
            coach_of(interaction), self._introduction_id, interaction.user.id
        )
        if found.state is not State.OPEN or found.thread_id != interaction.channel_id:
            raise Over
        name = text.escape(interaction.user.display_name)
        lines = [fill(_("{name} could do:"), name=name), *(f"- {one}" for one in times)]
        lines.append("-# " + _("Just answer here with the one that suits you."))
        await reply(interaction, "\n".join(lines), keep=True)


def _times(typed: str) -> list[str]:
    """The lines typed. Raises `BadInput` where there are none, or more than fit."""
    lines = [text.escape(one) for one in text.clean(typed).split("\n") if one.strip()]
    if not 1 <= len(lines) <= MOST_TIMES:
        raise BadInput(
            N_("Two or three times, please, each on a line of its own."), give_back=typed
        )
    return lines
