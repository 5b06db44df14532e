"""A win as it stands in the channel, and what its author hears where it was not posted."""

from discord import ButtonStyle

from bot.feedback import N_, BadInput
from bot.i18n import _, fill, use_language
from bot.mentions import mention
from bot.services.careers.wins import BUTTON, State, Win
from bot.services.outgoing import Button, Message
from bot.ui import text
from bot.ui.buttons import ActionButton

LONGEST_POST = 1800
"""Characters of a post, so that a line about it fits into the same message."""

_FROM, _TO = "\ue000", "\ue001"
"""Signs for private use, around what is marked until it is escaped."""


class TooMuchToPost(BadInput):
    """With its marks escaped it is longer than a post may be."""

    def __init__(self, words: str) -> None:
        super().__init__(
            N_("That doesn't fit into one post. With fewer special signs or lines it will."),
            give_back=words,
        )


def message(win: Win, language: str) -> Message:
    """The post, in the server's language."""
    with use_language(language):
        button = ActionButton.make(BUTTON, win.id, label=_("Share a win of yours"))
        label = button.label or ""
    shown = Button(button.custom_id, label, ButtonStyle.secondary.value)
    return Message(content(win, language), ((shown,),))


def content(win: Win, language: str) -> str:
    """The words of the post: nothing in them is markup or a mention."""
    with use_language(language):
        head = _("**A win, shared by one of us**")
        if win.named:
            head = fill(_("**A win, shared by {name}**"), name=text.escape(win.author))
    return f"{head}\n{_quoted(win.words)}"


def marked(win: Win, words: list[str]) -> str:
    """The author's words with some of them marked, for the author alone."""
    found = win.words.replace(_FROM, "").replace(_TO, "")
    for one in words:
        found = found.replace(one, f"{_FROM}{one}{_TO}")
    return _quoted(found).replace(_FROM, "**__").replace(_TO, "__**")


def require_fitting(win: Win, language: str) -> None:
    """Raises `TooMuchToPost`."""
    if len(content(win, language)) > LONGEST_POST:
        raise TooMuchToPost(win.words)


def news(win: Win, language: str) -> Message:
    """What the author hears of a win that was not posted, with the words back."""
    with use_language(language):
        said = {
            State.UNANSWERED: _(
                "The team of the careers channel didn't get to your win in two weeks, so I took "
                "it out of the queue. That has nothing to do with you; here are your words, and "
                "{share} takes them again."
            ),
            State.FAILED: _(
                "Discord didn't let me post your win. It is no fault of yours; here are your "
                "words, and {share} takes them again."
            ),
        }.get(
            win.state,
            _(
                "The team of the careers channel chose not to post your win this time. What you "
                "did is yours, and it counts. Here are your words."
            ),
        )
        return Message(f"{fill(said, share=mention('share preview'))}\n{_quoted(win.words)}")


def _quoted(words: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.shown(words).splitlines())
