"""A talk while it goes on: which question is on, and what became of those before it.

What is kept is what was pressed, in its order; where the talk stands follows from that and from
the list of questions as it is now, so that one added, moved or removed meanwhile does no harm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

STILL_ON = timedelta(hours=2)
"""A talk that nobody ended is taken for over so long after its time was up."""


class Became(StrEnum):
    """What became of a question."""

    ASKED = "asked"
    DEEPER = "deeper"
    SKIPPED = "skipped"
    NOTED = "noted"
    """Something was written down about it; it is still on."""
    AGAIN = "again"
    """It is to come once more, like all that were skipped so far."""


_TALKED_ABOUT = frozenset({Became.ASKED, Became.DEEPER})


@dataclass(frozen=True, slots=True)
class Press:
    """What a member pressed. `question` is its text and `words` what they wrote, for a note."""

    became: Became
    question_id: str | None = None
    words: str = ""
    question: str = ""

    @property
    def line(self) -> str:
        """A note as it stands among the notes about the person."""
        return f"{self.question} – {self.words}" if self.question else self.words


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk as it stands. Instants are in UTC.

    `version` grows with every change, those that take something back included: a button is good
    for the version it was made for, and for no other.
    """

    started: datetime
    minutes: int
    version: int = 1
    presses: tuple[Press, ...] = ()
    ended: datetime | None = None

    @property
    def time_is_up(self) -> datetime:
        return self.started + timedelta(minutes=self.minutes)

    def is_on(self, now: datetime) -> bool:
        """Whether somebody who looks at it now is in the middle of it."""
        return self.ended is None and now < self.time_is_up + STILL_ON

    @property
    def became(self) -> Mapping[str, Became]:
        """What became of the questions that have had their turn, by id."""
        found: dict[str, Became] = {}
        for one in self.presses:
            if one.became is Became.AGAIN:
                found = {of: became for of, became in found.items() if became in _TALKED_ABOUT}
            elif one.question_id is not None and one.became is not Became.NOTED:
                found[one.question_id] = one.became
        return found

    @property
    def notes(self) -> tuple[Press, ...]:
        return tuple(one for one in self.presses if one.became is Became.NOTED)

    def to_come(self, question_ids: Sequence[str]) -> list[str]:
        """Those of a list that have not had their turn; the first is on now."""
        done = self.became
        return [one for one in question_ids if one not in done]

    def after(self, press: Press) -> Self:
        """The talk after one more press."""
        return replace(self, presses=(*self.presses, press), version=self.version + 1)

    def back(self) -> Self:
        """The talk before what was done last."""
        if self.ended is not None:
            return replace(self, ended=None, version=self.version + 1)
        return replace(self, presses=self.presses[:-1], version=self.version + 1)

    def over(self, now: datetime) -> Self:
        """The talk once it has ended."""
        return replace(self, ended=now, version=self.version + 1)
