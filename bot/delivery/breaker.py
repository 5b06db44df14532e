"""The breaker: when Discord turns against the coach as a whole, nobody is written to any more.

One member who can't be reached is one member's matter. Many within a minute, or Discord's own
word that the coach is flagged, mean that something is wrong with the coach: a server that was
left, a changed setting, a report. Going on would make it worse: ten thousand refused requests
within ten minutes close Discord to the whole machine.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self

MOST_MEMBERS: Final = 20
WITHIN: Final = timedelta(minutes=1)
PAUSE: Final = timedelta(minutes=30)
"""After so many refusals it is tried again by itself; a flag is for the operator to clear."""

APART: Final = timedelta(seconds=10)
"""Afterwards whoever was refused is tried again so far from each other, so that members whose
messages are closed indeed don't trip it for ever, before anybody else is reached."""

FLAGGED: Final = "Discord's protection against spam has flagged the bot"
FORBIDDEN: Final = f"Discord refused messages to {MOST_MEMBERS} members within a minute"


@dataclass(frozen=True, slots=True)
class Stop:
    """Deliveries stand still: since when, why, and until when (UTC; None: until `resume`)."""

    at: datetime
    why: str
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it still counts at `now`."""
        return self.until is None or now < self.until

    def as_text(self) -> str:
        until = self.until.isoformat() if self.until else None
        return json.dumps({"at": self.at.isoformat(), "why": self.why, "until": until})

    @classmethod
    def from_text(cls, text: str) -> Self:
        stored = json.loads(text)
        until = stored["until"]
        return cls(
            datetime.fromisoformat(stored["at"]),
            stored["why"],
            datetime.fromisoformat(until) if until else None,
        )


class Breaker:
    """Counts the members that Discord refused within the last minute."""

    def __init__(self) -> None:
        self._refused: dict[int, datetime] = {}
        self.stop: Stop | None = None
        """Set once it has tripped."""

    def refused(self, member_id: int, now: datetime) -> None:
        """A message to this member was forbidden."""
        self._refused[member_id] = now
        recent = {one: at for one, at in self._refused.items() if now - at < WITHIN}
        self._refused = recent
        if len(recent) >= MOST_MEMBERS and self.stop is None:
            self.stop = Stop(now, FORBIDDEN, now + PAUSE)

    def again(self) -> dict[int, datetime]:
        """When to try whoever was refused again, by member (UTC)."""
        stop = self.stop
        if stop is None:
            return {}
        begins = stop.until or stop.at
        return {one: begins + place * APART for place, one in enumerate(self._refused)}

    def flagged(self, now: datetime) -> None:
        """Discord says that the coach is flagged."""
        self.stop = Stop(now, FLAGGED)

    def reset(self) -> None:
        """Begin to count anew."""
        self._refused.clear()
        self.stop = None
