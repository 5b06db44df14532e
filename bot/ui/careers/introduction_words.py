"""Introductions in words: what is asked, told, and written into the thread.

Everybody reads only what `bot.coaching.introducing.sees` lets them see.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from discord import ButtonStyle

from bot.coaching import introducing
from bot.coaching.introducing import Consents, Detail, Role, State, Tell
from bot.i18n import _, fill
from bot.services.careers.introductions import Introduction, Words
from bot.services.careers.notices import Letter
from bot.services.careers.reports import Reason, Report
from bot.services.outgoing import Button, Message
from bot.ui import text
from bot.ui.buttons import ActionButton, pack_rows
from bot.ui.dates import timestamp

FORWARD, NO, LATER, YES, NEVER = (
    "intro_forward",
    "intro_no",
    "intro_later",
    "intro_yes",
    "intro_never",
)
WITHDRAW, TIMES, REPORT = "intro_withdraw", "intro_times", "intro_report"
READ, PAUSE, BLOCK, CLOSE = "report_read", "report_pause", "report_block", "report_close"

LONGEST = 1800
"""Characters of a message, so that an answer fits under it."""

SHORTEST_CUT = 20

WEEK, FOR_GOOD = 7, 0
"""What the button for a block says: days, or no end."""


# Messages of the coach's own accord


def message(letter: Letter) -> Message:
    """What the recipient reads, in the current language."""
    found, words = letter.found, letter.words
    server = letter.place or _("a server")
    if found is not None and letter.tell in _WITH_WORDS:
        said = _fitting(words, lambda some: _with_words(letter.tell, found, some, server))
        return _made(said, _buttons(found.id, letter.tell))
    match letter.tell:
        case Tell.OFF:
            return _made(_off(server), _only_report(letter))
        case Tell.HANDLED:
            return Message(_("What you reported was handled by the server's team. Thank you."))
    return _made(_ended(letter, server), _only_report(letter))


_WITH_WORDS = frozenset(
    {Tell.ASK_FRIEND, Tell.ASK_TARGET, Tell.TEXT_FOR_ASKER, Tell.TEXT_FOR_FRIEND, Tell.COPY}
)
"""Messages in which words of the asker stand."""


def _with_words(tell: Tell, found: Introduction, words: Words, server: str) -> str:
    match tell:
        case Tell.ASK_FRIEND:
            return asking_friend(found, words, server)
        case Tell.ASK_TARGET:
            return asking_target(found, words, server)
        case Tell.TEXT_FOR_ASKER:
            return _text_for_asker(found, words)
        case Tell.TEXT_FOR_FRIEND:
            return _text_for_friend(found, words)
    return _copy(found, words, server)


def _fitting(words: Words, worded: Callable[[Words], str]) -> str:
    """`worded`, with the asker's longest text cut where all of them, with the signs in them
    escaped, are more than a message holds."""
    said = worded(words)
    while (over := len(said) - LONGEST) > 0:
        texts = {name: getattr(words, name) for name in ("topic", "goal", "two_sentences")}
        name, longest = max(texts.items(), key=lambda one: len(one[1]))
        if len(longest) < SHORTEST_CUT:
            break
        words = replace(words, **{name: text.cut(longest, len(longest) - over // 2 - 1)})
        said = worded(words)
    return said


def asking_friend(found: Introduction, words: Words, server: str) -> str:
    """What the friend is asked."""
    target = text.escape(words.target)
    lines = [
        fill(
            _("**{asker}** ({mention}) asks you for an introduction, in {server}."),
            asker=text.escape(words.asker),
            mention=_mention(found.asker_id),
            server=text.escape(server),
        ),
        fill(
            _("They'd like to talk with **{target}** for about {minutes} minutes."),
            target=target,
            minutes=found.minutes,
        ),
        *_about(words, introducing.sees(Role.FRIEND, Role.ASKER, found.consents)),
        "",
        fill(
            _(
                "If you pass it on, I ask {target} in your name. Whatever you choose, nobody hears "
                "why, and a no stays with me. There is time until {until}; saying nothing is fine."
            ),
            target=target,
            until=timestamp(introducing.answer_by(State.FRIEND, found.created), "D"),
        ),
    ]
    return "\n".join(lines)


def asking_target(found: Introduction, words: Words, server: str) -> str:
    """What the target is asked; the asker stands there only as far as they ticked."""
    shown = introducing.sees(Role.TARGET, Role.ASKER, found.consents)
    lines = [
        _who_introduces(found, words, server),
        _who_asks(found, words, shown),
        *_about(words, shown),
        "",
        _(
            "It's one conversation, to learn from you: no application, and nothing that you'd owe "
            "anybody afterwards."
        ),
        _what_yes_means(found),
        fill(
            _("There is time until {until}. A no is never explained to anybody."),
            until=timestamp(introducing.answer_by(State.TARGET, found.created), "D"),
        ),
    ]
    return "\n".join(lines)


def _who_introduces(found: Introduction, words: Words, server: str) -> str:
    if not found.has_friend:
        said = _("Somebody in {server} would like to come through your open door.")
        return fill(said, server=text.escape(server))
    said = _("**{friend}** ({mention}) would like to introduce somebody to you, in {server}.")
    return fill(
        said,
        friend=text.escape(words.friend),
        mention=_mention(found.friend_id),
        server=text.escape(server),
    )


def _who_asks(found: Introduction, words: Words, shown: frozenset[Detail]) -> str:
    if Detail.NAME in shown:
        said = _("**{asker}** ({mention}) asks for about {minutes} minutes of your time.")
        return fill(
            said,
            asker=text.escape(words.asker),
            mention=_mention(found.asker_id),
            minutes=found.minutes,
        )
    said = _("They ask for about {minutes} minutes of your time; you learn the name if you agree.")
    return fill(said, minutes=found.minutes)


def _what_yes_means(found: Introduction) -> str:
    if found.has_friend:
        return _(
            "If you say yes, I open a private thread for the three of you, with your names. "
            "People who may manage threads in the server can read it."
        )
    return _(
        "If you say yes, I open a private thread for the two of you, with your names. "
        "People who may manage threads in the server can read it."
    )


def _about(
    words: Words, shown: frozenset[Detail], safe: Callable[[str], str] = text.escape
) -> list[str]:
    """What it is about, and what of the asker may be read; `safe` makes it fit for the place."""
    lines = []
    if words.topic:
        lines.append(fill(_("It's about: {topic}"), topic=safe(words.topic)))
    if Detail.GOAL in shown and words.goal:
        lines.append(fill(_("They hope to learn: {goal}"), goal=safe(words.goal)))
    if Detail.TWO_SENTENCES in shown and words.two_sentences:
        lines.append(fill(_("In their own words: {about}"), about=safe(words.two_sentences)))
    return lines


def _ended(letter: Letter, server: str) -> str:
    """The same for silence as for a no, whosever it was: it names nobody but the day."""
    notice, found = letter.notice, letter.found
    is_asker = found is not None and found.asker_id == notice.member_id
    if is_asker and found is not None:
        return fill(
            _(
                "The introduction you asked for on {day} in {server} hasn't come about, and I've "
                "let it rest. That happens often, and it says nothing about you: people are busy "
                "or away. Another person, or another way, is a good next step: /coach."
            ),
            day=timestamp(found.created, "D"),
            server=text.escape(server),
        )
    said = _(
        "The introduction you had a part in, in {server}, hasn't come about, and I've let it rest. "
        "There is nothing to do. Thank you for your part in it."
    )
    return fill(said, server=text.escape(server))


def _off(server: str) -> str:
    said = _(
        "The introduction you said yes to, in {server}, can't take place after all. There is "
        "nothing to do. Thank you for being open to it."
    )
    return fill(said, server=text.escape(server))


# Texts that people send themselves


def text_to_friend(words: Words, minutes: int) -> str:
    """For the asker to send to the friend. Plain text, in the asker's own words."""
    lines = [
        fill(_("Hi {friend}, may I ask you something?"), friend=words.friend),
        fill(
            _("Could you introduce me to {target}? I'd like to talk with them for {minutes} min."),
            target=words.target,
            minutes=minutes,
        ),
        *([fill(_("It's about: {topic}"), topic=words.topic)] if words.topic else []),
        _("If it doesn't suit you, that is fine; just leave it. Thank you!"),
    ]
    return "\n".join(lines)


def text_to_target(words: Words, minutes: int) -> str:
    """For the asker to send to somebody whom they ask without a friend."""
    lines = [
        fill(_("Hi {target}, may I ask you something?"), target=words.target),
        fill(_("Would you have {minutes} minutes for a conversation?"), minutes=minutes),
        *([fill(_("It's about: {topic}"), topic=words.topic)] if words.topic else []),
        _("If it doesn't suit you, that is fine; just leave it. Thank you!"),
    ]
    return "\n".join(lines)


def text_from_friend(found: Introduction, words: Words) -> str:
    """For the friend to send to the target, with what the asker ticked for them.

    It is shown as the asker typed it, for it stands among the coach's own words to the friend.
    """
    shown = introducing.sees(Role.TARGET, Role.ASKER, found.consents)
    who = words.asker if Detail.NAME in shown else _("Somebody I know here")
    lines = [
        fill(
            _("Hi {target}, {asker} would like to talk with you for about {minutes} minutes."),
            target=words.target,
            asker=who,
            minutes=found.minutes,
        ),
        *_about(words, shown, str),
        _("Would that suit you? If not, that is fine: just tell me, or leave it."),
    ]
    return text.shown("\n".join(lines))


def _text_for_asker(found: Introduction, words: Words) -> str:
    mine = text_to_friend if found.has_friend else text_to_target
    who = words.friend if found.has_friend else words.target
    said = _("I may not write to {name}, so nothing was sent. Here is a text for you to send:")
    text_of_theirs = text.shown(mine(words, found.minutes))
    return fill(said, name=text.escape(who)) + "\n\n" + text_of_theirs


def _text_for_friend(found: Introduction, words: Words) -> str:
    said = _(
        "I may not write to {name}, so I sent them nothing. If you like, send them this yourself; "
        "I have no more part in it, and {asker} hears nothing of it from me:"
    )
    who, asker = text.escape(words.target), text.escape(words.asker)
    return fill(said, name=who, asker=asker) + "\n\n" + text_from_friend(found, words)


def _copy(found: Introduction, words: Words, server: str) -> str:
    said = _(
        "You have all said yes, in {server}. I can't open a thread there, so here is a text to "
        "begin a conversation with; whoever writes first does the others a favour."
    )
    return (
        fill(said, server=text.escape(server)) + "\n\n" + _introduction(found, words, linked=True)
    )


# The thread


def thread_name(found: Introduction) -> str:
    """The name of its thread: no member's, and found again by it."""
    return fill(_("Introduction {number}"), number=found.id[:6])


def thread_message(found: Introduction, words: Words) -> Message:
    """What the coach writes into the thread, in the server's language; mentions the three."""
    times = ActionButton.make(TIMES, found.id, label=_("Propose times"), style=ButtonStyle.primary)
    said = _fitting(words, lambda some: _thread_words(found, some))
    return _made(said, [times, report_button(found.id, Tell.THREAD)])


def _thread_words(found: Introduction, words: Words) -> str:
    names = " ".join(_mention(one) for one in found.everybody.values())
    lines = [
        fill(_("{names}: you have all said yes to this."), names=names),
        "",
        _introduction(found, words),
        "",
        _("**What to expect**"),
        _("- A conversation to learn from, not an application. Nobody owes anybody more."),
        fill(
            _("- About {minutes} minutes; ending on time is a kindness. A thank-you follows."),
            minutes=found.minutes,
        ),
        _("- A call or a public place is a good choice for a first talk."),
        _("- People who may manage threads in this server can read this thread."),
        "",
        _(
            "Each of you can propose two or three times with the button. I step back here: I don't "
            "read what you write."
        ),
    ]
    return "\n".join(lines)


def _introduction(found: Introduction, words: Words, *, linked: bool = False) -> str:
    """Who meets whom, and what each agreed to show; `linked`: with a way to their profiles."""
    ids = found.everybody if linked else {}
    asker = _named(words.asker, ids.get(Role.ASKER))
    target = _named(words.target, ids.get(Role.TARGET))
    if found.has_friend:
        said = _("{friend} introduces {asker} and {target} to each other.")
    else:
        said = _("{asker} and {target} meet through an open door.")
    friend = _named(words.friend, ids.get(Role.FRIEND))
    lines = [fill(said, asker=asker, target=target, friend=friend)]
    said = _("{asker} asks {target} for about {minutes} minutes.")
    lines.append(fill(said, asker=asker, target=target, minutes=found.minutes))
    lines += _about(words, introducing.seen_by_all(Role.ASKER, found.consents))
    return "\n".join(lines)


def _named(name: str, member_id: int | None) -> str:
    shown = f"**{text.escape(name)}**"
    return shown if member_id is None else f"{shown} ({_mention(member_id)})"


# For the team


REASONS = tuple(Reason)


def reason_words(reason: str) -> str:
    """A reason of the list, in the current language."""
    words: dict[str, str] = {
        Reason.UNWANTED: _("Unwanted messages"),
        Reason.RUDE: _("Rude or hurtful"),
        Reason.ADVERTISING: _("Advertising or a scam"),
        Reason.UNDERAGE: _("Somebody may be under 18"),
        Reason.PRESSURE: _("Pressure, or more than was agreed"),
        Reason.OTHER: _("Something else"),
    }
    return words.get(reason, reason)


def report_message(report: Report) -> Message:
    """What the team reads: who, about whom, why, and no word of anybody's."""
    attached = (
        _("They attached the text that they received.")
        if report.text is not None
        else _("They attached no text.")
    )
    lines = [
        _("**An introduction was reported**"),
        fill(_("Introduction: {number}"), number=report.introduction_id),
        fill(_("Reported by: {member}"), member=_mention(report.reporter_id)),
        fill(_("About: {member}"), member=_mention(report.reported_id)),
        fill(_("Reason: {reason}"), reason=reason_words(report.reason)),
        attached,
        _("The introduction has ended. If it has a thread, I lock it, or close it at least."),
    ]
    return _made("\n".join(lines), _team_buttons(report))


def _team_buttons(report: Report) -> list[ActionButton]:
    make = ActionButton.make
    danger = ButtonStyle.danger
    read = [make(READ, report.id, label=_("Read the text"))] if report.text is not None else []
    return [
        *read,
        make(PAUSE, report.id, label=_("Pause introductions")),
        make(BLOCK, report.id, WEEK, label=_("Block for 7 days"), style=danger),
        make(BLOCK, report.id, FOR_GOOD, label=_("Block for good"), style=danger),
        make(CLOSE, report.id, label=_("Close"), style=ButtonStyle.primary),
    ]


# Buttons


def _buttons(introduction_id: str, tell: Tell) -> list[ActionButton]:
    match tell:
        case Tell.ASK_FRIEND:
            return _friend_buttons(introduction_id)
        case Tell.ASK_TARGET:
            return _target_buttons(introduction_id)
    return [report_button(introduction_id, tell)]


def _friend_buttons(introduction_id: str) -> list[ActionButton]:
    make = ActionButton.make
    return [
        make(FORWARD, introduction_id, label=_("Pass it on"), style=ButtonStyle.primary),
        make(NO, introduction_id, label=_("No")),
        make(LATER, introduction_id, label=_("Not now")),
        report_button(introduction_id, Tell.ASK_FRIEND),
    ]


def _target_buttons(introduction_id: str) -> list[ActionButton]:
    make = ActionButton.make
    return [
        make(YES, introduction_id, label=_("Yes"), style=ButtonStyle.primary),
        make(NO, introduction_id, label=_("No")),
        make(LATER, introduction_id, label=_("Not now")),
        make(NEVER, introduction_id, label=_("Never ask me")),
        report_button(introduction_id, Tell.ASK_TARGET),
    ]


def withdraw_button(introduction_id: str, label: str) -> ActionButton:
    """Takes a request back."""
    return ActionButton.make(WITHDRAW, introduction_id, label=label)


def report_button(introduction_id: str, tell: Tell) -> ActionButton:
    """Reports an introduction; `tell` says which message it stands on."""
    return ActionButton.make(REPORT, introduction_id, tell, label=_("Report"))


def _only_report(letter: Letter) -> list[ActionButton]:
    return [report_button(letter.found.id, letter.tell)] if letter.found is not None else []


def _made(content: str, buttons: Sequence[ActionButton]) -> Message:
    made = [Button(button.custom_id, button.label or "", button.style.value) for button in buttons]
    return Message(content, tuple(tuple(row) for row in pack_rows(made)))


def _mention(member_id: int | None) -> str:
    return "–" if member_id is None else f"<@{member_id}>"


def consents_in_words(consents: Consents) -> str:
    """What the asker ticked, in the current language."""
    words = {
        Detail.NAME: _("name"),
        Detail.GOAL: _("what you hope to learn"),
        Detail.TWO_SENTENCES: _("your two sentences"),
    }
    return ", ".join(words[one] for one in Detail if one in consents.asker) or _("nothing")
