"""What a finding is, and what a check may know besides the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.coaching.channels import Channel

LEAST_MINUTES, MOST_MINUTES = 10, 60


class FindingId(StrEnum):
    """The stable names of everything that a check can find."""

    PURPOSE_MISSING = "purpose-missing"
    BACKGROUND_MISSING = "background-missing"
    LINK_MISSING = "link-missing"
    ASK_MISSING = "ask-missing"
    TIME_MISSING = "time-missing"
    JOB_ASK = "job-ask"
    TOO_LONG = "too-long"
    ATTACHMENT = "attachment"
    NO_THANKS = "no-thanks"
    PRESSURE = "pressure"
    PLACEHOLDER = "placeholder"
    GENERIC_GREETING = "generic-greeting"

    CLOSED = "closed"
    JOB_SEEKING = "job-seeking"
    GOOGLEABLE = "googleable"
    DOUBLE = "double"
    PERSONAL = "personal"
    TOO_FEW = "too-few"
    TOO_MANY = "too-many"
    ORDER = "order"
    DUPLICATE = "duplicate"

    NO_SPECIFIC = "no-specific"
    GIFT = "gift"
    NO_NEXT_STEP = "no-next-step"


MUST_MEND = frozenset(
    {FindingId.JOB_ASK, FindingId.PLACEHOLDER, FindingId.ASK_MISSING, FindingId.PRESSURE}
)
"""Without any of these a text is ready to send."""

LANGUAGE_FREE = frozenset(
    {
        FindingId.TOO_LONG,
        FindingId.PLACEHOLDER,
        FindingId.TOO_FEW,
        FindingId.TOO_MANY,
    }
)
"""What can be found in any language; a text that is not English gets no other finding."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend.

    `span` is [start, end) in code points of the original text, None for what is missing or
    concerns the whole. `index` counts the non-empty lines of a question list from 0, None for
    the whole list and for other texts. `fix` is the member's own sentence mended, or None
    where only they can mend it. `values` are the numbers and words that the explanation names.
    """

    id: FindingId
    span: tuple[int, int] | None = None
    index: int | None = None
    fix: str | None = None
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def must_mend(self) -> bool:
        """Whether it stands between the text and "Ready to send"."""
        return self.id in MUST_MEND


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a text, and what it has that is worth a good word.

    `ask`: the words that ask for a talk or an introduction, in code points of the original.
    `thanks`: a thank-you thanks. `begins_broadly`: a list's first question is a broad one.
    """

    findings: tuple[Finding, ...]
    ask: tuple[int, int] | None = None
    thanks: bool = False
    begins_broadly: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about a text besides its words.

    `reader` is whom it is addressed to, `target` the person that an introduction leads to.
    Raises `ValueError` where `minutes` is not from 10 to 60.
    """

    channel: Channel = Channel.EMAIL
    minutes: int = 20
    goal: str = ""
    reader: str = ""
    target: str = ""

    def __post_init__(self) -> None:
        if not LEAST_MINUTES <= self.minutes <= MOST_MINUTES:
            raise ValueError(f"minutes must be {LEAST_MINUTES} to {MOST_MINUTES}: {self.minutes}")
