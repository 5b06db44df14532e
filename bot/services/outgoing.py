"""What the coach writes by itself: a message to be, before it has words, and with them.

The words come from whoever implements `Composer` (the ui does); delivery freezes the result
before the first attempt, so that a later attempt sends the same.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Protocol, Self

from bot.coaching.stages import NudgeKey
from bot.services.history import Standing
from bot.storage.records import Member


@dataclass(frozen=True, slots=True)
class Item:
    """One nudge in a message: where the member stands, and what they wrote that belongs here.

    `now` is the instant (UTC) it is put into words at.
    """

    nudge_id: int
    standing: Standing
    key: NudgeKey
    now: datetime
    note: str | None = None
    promise: str | None = None
    has_draft: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A message before it has words. `last`: the coach stays quiet after it until they return.

    `skipped` is how many more people something is due about, for whom there was no room.
    """

    delivery_id: int
    member: Member
    items: Sequence[Item]
    last: bool = False
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Button:
    """A button as Discord takes it; `style` is Discord's number for its colour."""

    custom_id: str
    label: str
    style: int


@dataclass(frozen=True, slots=True)
class Message:
    """A message with its words and rows of buttons; the same for every attempt to send it."""

    content: str
    rows: tuple[tuple[Button, ...], ...] = ()

    def frozen(self) -> str:
        """As text, for keeping."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def thawed(cls, text: str) -> Self:
        """The message that `frozen` kept."""
        kept = json.loads(text)
        rows = tuple(tuple(Button(**button) for button in row) for row in kept["rows"])
        return cls(kept["content"], rows)


class Composer(Protocol):
    """Puts a letter into words, in the member's language."""

    def __call__(self, letter: Letter) -> Message: ...
