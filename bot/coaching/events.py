"""What can happen between a member and one person: an append-only history.

A person's history is a tuple of `Event`s ordered by `seq`. Nothing is ever changed in it: a
mistake is taken back by appending an `UNDONE` event that names the one it takes back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

Fact: TypeAlias = str | int | float | bool | None


class EventKind(StrEnum):
    """Everything a member can report, and the one thing the coach does: closing by silence."""

    ADDED = "added"
    DRAFTED = "drafted"
    INTRODUCTION_ASKED = "introduction_asked"
    INTRODUCED = "introduced"
    INTRODUCTION_REFUSED = "introduction_refused"
    GONE_DIRECT = "gone_direct"
    ASKED = "asked"
    FOLLOWED_UP = "followed_up"
    REPLIED = "replied"
    LATER = "later"
    BOUNCED = "bounced"
    REFERRED = "referred"
    DECLINED = "declined"
    SCHEDULED = "scheduled"
    MOVED = "moved"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    MET = "met"
    THANKED = "thanked"
    THANK_YOU_SKIPPED = "thank_you_skipped"
    INTRODUCER_THANKED = "introducer_thanked"
    PROMISED = "promised"
    PROMISE_KEPT = "promise_kept"
    REPORTED_BACK = "reported_back"
    TOUCHED = "touched"
    SNOOZED = "snoozed"
    NOT_NOW = "not_now"
    PARKED = "parked"
    LET_GO = "let_go"
    CLOSED_BY_SILENCE = "closed_by_silence"
    CADENCE_CHANGED = "cadence_changed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    `at` is the instant it happened, in UTC (a member may report it later than it happened).
    `facts` holds structure only (instants as ISO 8601 in UTC, numbers, identifiers), never a
    person's name nor anybody's words. `interaction` is the Discord interaction that caused it:
    the same interaction arriving twice changes nothing. `recorded` is when it was written down.
    """

    seq: int
    kind: EventKind
    at: datetime
    facts: Mapping[str, Fact] = field(default_factory=dict)
    interaction: int | None = None
    recorded: datetime | None = None

    def instant(self, name: str) -> datetime | None:
        """The fact `name` as an instant in UTC, or None where it is not given."""
        value = self.facts.get(name)
        return datetime.fromisoformat(value) if isinstance(value, str) else None

    def number(self, name: str, default: int) -> int:
        """The fact `name` as a whole number."""
        value = self.facts.get(name)
        return value if isinstance(value, int) else default

    def text(self, name: str) -> str | None:
        """The fact `name` as a word, or None where it is not given."""
        value = self.facts.get(name)
        return value if isinstance(value, str) else None


def standing(events: Iterable[Event]) -> list[Event]:
    """The events that still count: those neither undone nor themselves an undoing."""
    history = list(events)
    gone = undone(history)
    return [
        event for event in history if event.kind is not EventKind.UNDONE and event.seq not in gone
    ]


def undone(events: Iterable[Event]) -> set[int]:
    """The places in the history of all that was taken back."""
    undoings = (event for event in events if event.kind is EventKind.UNDONE)
    return {seq for event in undoings for seq in taken_back(event)}


def taken_back(event: Event) -> range:
    """The places in the history that an undoing takes back; none for any other event.

    `seq` is the last of them and `first` the first, where one interaction wrote several.
    """
    if event.kind is not EventKind.UNDONE:
        return range(0)
    last = event.number("seq", -1)
    return range(event.number("first", last), last + 1)
