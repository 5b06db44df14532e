"""What a run found: the rows of the table, the designs beside it, and the document.

A group of measurements is a module of this package with `async def rows() -> list[Row]`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """A measure with what it is to reach and what this run found."""

    measure: str
    target: str
    value: str
    reached: bool | None
    """None where there is nothing to reach."""
    detail: str = ""
    """What a reader should know beside the value: spread, maxima, counts."""
    used: float | None = None
    """How much of what is allowed was used, 1 being all of it; for the picture."""
    stretch: bool | None = None
    """Whether the stretch goal was reached, where there is one."""


def at_most(
    measure: str,
    limit: float,
    number: float,
    unit: str = "",
    detail: str = "",
    *,
    stretch: float | None = None,
) -> Row:
    """A row that is reached up to `limit`; `stretch` is a harder limit, which is only told."""
    further = "" if stretch is None else f", stretch {_text(stretch, unit)}"
    return Row(
        measure,
        f"≤ {_text(limit, unit)}{further}",
        _text(number, unit),
        number <= limit,
        detail,
        used=max(number, 0.0) / limit,
        stretch=None if stretch is None else number <= stretch,
    )


@dataclass(frozen=True)
class Design:
    """One way to deliver, on the same work as the others."""

    name: str
    due: int
    delivered: int
    refused: int
    """Answers 429."""
    seconds: float
    """Until the last one that arrived."""
    killed_due: int
    lost: int
    doubled: int
    arrivals: Sequence[float] = field(default=(), repr=False)
    """When each message arrived, in seconds since the first request; for the picture."""


def percentile(numbers: Sequence[float], part: float) -> float:
    """The number below which `part` (0 to 1) of them lie; the nearest that is there."""
    ordered = sorted(numbers)
    return ordered[min(math.ceil(part * len(ordered)), len(ordered)) - 1]


def _text(number: float, unit: str) -> str:
    """A number as one reads it: two decimals below 10, one below 100, none above."""
    size = abs(number)
    digits = 2 if size < 10 else 1 if size < 100 else 0
    text = f"{number:,.{digits}f}"
    short = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{short} {unit}".strip().replace("-", "−")
