"""Errors that say something to the member: safe, kind sentences, translated at the very end.

    Feedback                  a sentence for the member; nothing was changed
    ├── BadInput              what they typed can't be used; it is given back
    │   └── TooLong           it has more characters than fit
    └── NotYours              a button or a form that belongs to somebody else

Services raise `Feedback` or subclasses of their own; the ui answers with the sentence. This
module imports nothing of ours, so every room may use it. The text is the English original,
marked for the catalogues by `N_` and looked up in the member's language only when it is shown:

    raise Feedback(N_("{name} said no, so I closed that one."), name=person.name)

Values are put in by name after the translation, escaped for Discord, and never evaluated.
"""

from datetime import date


class Message(str):
    """An English original that stands in the catalogues. As a value it is translated too."""

    __slots__ = ()


def N_(text: str) -> Message:  # noqa: N802  (gettext's own name for it)
    """Mark `text` for the catalogues without translating it yet."""
    return Message(text)


Value = str | int | float | date
"""A `Message` is translated, other words are shown as typed; a `date` is worded in the
member's language, and a `datetime` (aware) becomes a Discord timestamp, which every reader
sees in their own zone."""


class Feedback(Exception):
    """A sentence for the member. `text` is the English original, `values` go in by name.

    `give_back` is what the member had typed, where losing it would hurt: it is sent to them
    unchanged in a message of its own.
    """

    def __init__(self, text: str, /, *, give_back: str | None = None, **values: Value) -> None:
        super().__init__(text)
        self.text = text
        self.values = values
        self.give_back = give_back

    def __str__(self) -> str:
        """The original without its values: safe in a log."""
        return self.text


class BadInput(Feedback):
    """What was typed can't be used."""


class TooLong(BadInput):
    """What was typed has more characters than fit. `field` is named as the member knows it."""

    def __init__(self, field: str, count: int, limit: int, typed: str) -> None:
        super().__init__(
            N_(
                "{field}: that is {count} characters; {limit} fit. "
                "Here is your text again so that nothing is lost:"
            ),
            field=field,
            count=count,
            limit=limit,
            give_back=typed,
        )
        self.count = count
        self.limit = limit


class NotYours(Feedback):
    """A button or a form that belongs to somebody else."""

    def __init__(self) -> None:
        super().__init__(N_("That one belongs to somebody else. /coach opens your own."))
