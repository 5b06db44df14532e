"""How much the reader's surety counts, and how much the word of the rules."""

from dataclasses import dataclass
from typing import Protocol

SUREST = 8.0
"""Log-odds beyond which more is no surer: what is unheard-of counts no more than what is sure."""


class Decider(Protocol):
    """Decides whether a sign is there."""

    def decide(self, surety: float, ruled: bool, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class Weighing:
    """How much the reader's surety counts for a sign, and how much the word of the rules.

    Fitted on texts that the reader was not trained on.
    """

    surety: float
    rule: float
    shift: float

    def decide(self, surety: float, ruled: bool, /) -> bool:
        """Whether the sign is there; `ruled` is whether the rules have something to say."""
        bounded = min(max(surety, -SUREST), SUREST)
        return self.surety * bounded + self.rule * ruled + self.shift > 0
