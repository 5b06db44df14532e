"""The words of what the coach posts in a server by itself.

They mention nobody, and hold nothing that a member wrote.
"""

from collections.abc import Sequence
from datetime import date

from bot.coaching.habits import Counted, Habit
from bot.i18n import _, current_language, fill, n_
from bot.mentions import mention
from bot.services.careers.figures import Figure
from bot.services.careers.posts import Post, PostKind, Reason
from bot.services.careers.prompts import Prompt
from bot.ui import text
from bot.ui.careers import permissions
from bot.ui.dates import day_in_words

QUIET = frozenset({Reason.TOO_FEW, Reason.PAUSED, Reason.SAME_WEEK, Reason.SWITCHED_OFF})
"""Reasons that need nobody's look: it was meant so."""


def prompt_words(prompt: Prompt) -> str:
    """The weekly prompt."""
    return "\n".join(
        [
            _("**Question of the week**"),
            text.shown(prompt.text),
            "-# " + _("Share as much as you like, and please leave other people's names out."),
        ]
    )


def digest_words(counted: Counted) -> str:
    """The digest; habits that nobody showed this week are passed over."""
    lines = [habit_words(habit, counted.numbers.get(habit, 0)) for habit in Habit]
    return "\n".join(
        [
            _("**Good habits this week**"),
            *[f"- {line}" for line in lines if line],
            "-# " + _("Counted for everybody together, never for one member."),
        ]
    )


def habit_words(habit: Habit, number: int) -> str:
    """How often a habit was seen; empty where it was not."""
    if not number:
        return ""
    match habit:
        case Habit.THANKED_PROMPTLY:
            return n_(
                "{count} thank-you within a day of the talk",
                "{count} thank-yous within a day of the talk",
                number,
            )
        case Habit.REPORTED_BACK:
            return n_(
                "{count} time somebody heard what became of their advice",
                "{count} times somebody heard what became of their advice",
                number,
            )
        case Habit.INTRODUCED:
            return n_("{count} introduction made", "{count} introductions made", number)
        case Habit.FIRST_STEP:
            return n_(
                "{count} member asked for their first conversation",
                "{count} members asked for their first conversation",
                number,
            )


def report_words(needs: Sequence[str]) -> str:
    """The weekly line for the team: all well, or what needs a look."""
    if not needs:
        return _("All is well with me here this week.")
    return "\n".join([_("This week something needs a look:"), *[f"- {one}" for one in needs]])


def channel_words(channel_id: int | None, lacking: Sequence[str], *, gone: bool) -> str:
    """What is wrong with the careers channel; empty where nothing is."""
    if channel_id is None:
        return _by_setup(_("No careers channel is chosen: {command} does that."))
    if gone:
        return _by_setup(_("The careers channel is gone: {command} chooses another."))
    if not lacking:
        return ""
    said = _("In <#{channel}> I lack: {names}.")
    return fill(said, channel=channel_id, names=permissions.names(lacking))


def _by_setup(said: str) -> str:
    return fill(said, command=mention("careers setup"))


def waiting_words(number: int) -> str:
    """That wins wait for the team."""
    said = n_(
        "{count} win waits for the team: {command}",
        "{count} wins wait for the team: {command}",
        number,
    )
    return fill(said, command=mention("careers-team queue"))


def closed_words(closed: Figure) -> str:
    """To how many members' direct messages nothing gets through."""
    said = _(
        "Closed direct messages: {number} members whose home is here. What I'd write to them waits "
        "in /coach."
    )
    return fill(said, number=figure_words(closed))


def figure_words(figure: Figure) -> str:
    """A number, or only that it is small."""
    if figure.number is None:
        return fill(_("fewer than {minimum}"), minimum=figure.minimum)
    return str(figure.number)


def left_out_words(post: Post, minimum: int) -> str:
    """A post that was left out, and why."""
    said = _("{what} of {day}: {why}")
    return fill(said, what=kind_words(post.kind), day=_day(post), why=reason_words(post, minimum))


def _day(post: Post) -> str:
    return day_in_words(date.fromisoformat(post.slot), current_language())


def kind_words(kind: PostKind) -> str:
    """What sort of post it is."""
    match kind:
        case PostKind.PROMPT:
            return _("Weekly prompt")
        case PostKind.DIGEST:
            return _("Digest")
        case PostKind.REPORT:
            return _("Weekly line in the log channel")


def reason_words(post: Post, minimum: int) -> str:
    """Why a post was left out, with what to do about it."""
    reasons = {
        Reason.MISSED: _("I wasn't there for more than a day."),
        Reason.PAUSED: _("everything was paused."),
        Reason.SWITCHED_OFF: _("it was switched off."),
        Reason.NO_CHANNEL: _by_setup(_("no channel is chosen. {command} does that.")),
        Reason.CHANNEL_GONE: _by_setup(_("the channel is gone. {command} chooses another.")),
        Reason.NO_ACCESS: _("I can't see the channel. Allow View Channel for me there."),
        Reason.NO_PERMISSION: _("I may not write there. Allow Send Messages for me there."),
        Reason.REFUSED: _("Discord refused it."),
        Reason.UNREACHABLE: _("Discord didn't take it for a day."),
        Reason.UNSURE: _("it may be there, and I couldn't look, so I didn't post it twice."),
        Reason.TOO_FEW: fill(
            _("fewer than {minimum} members contributed, and then I tell no numbers."),
            minimum=minimum,
        ),
        Reason.SAME_WEEK: _("that week had its digest already."),
        Reason.NO_PROMPTS: fill(
            _("all prompts were removed. {command} puts them back."),
            command=mention("careers prompt list"),
        ),
    }
    return reasons[post.reason] if post.reason else ""
