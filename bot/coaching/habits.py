"""Good habits, counted for all members of a server together.

Never how many people somebody wrote to: that would push members to write to more.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.coaching.events import Event, EventKind, standing
from bot.coaching.stages import fold

PROMPTLY: Final = timedelta(days=1)
"""A thank-you so soon after the talk is one within a day."""


class Habit(StrEnum):
    """What is counted, in the order in which it is told."""

    THANKED_PROMPTLY = "thanked_promptly"
    """Thank-yous within a day of the talk."""
    REPORTED_BACK = "reported_back"
    """Somebody was told what came of a promise or of their advice."""
    INTRODUCED = "introduced"
    """Introductions that came about."""
    FIRST_STEP = "first_step"
    """Members who asked somebody for the first time."""


FIRST_STEPS: Final = frozenset({EventKind.ASKED, EventKind.INTRODUCTION_ASKED})
COUNTED: Final = FIRST_STEPS | {EventKind.THANKED, EventKind.REPORTED_BACK, EventKind.INTRODUCED}
"""The events that may count."""


@dataclass(frozen=True, slots=True)
class Window:
    """From an instant inclusive to another exclusive, in UTC."""

    since: datetime
    until: datetime

    def holds(self, instant: datetime) -> bool:
        """Whether `instant` lies in it."""
        return self.since <= instant < self.until


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each habit was seen, and of how many members."""

    numbers: Mapping[Habit, int] = field(default_factory=dict)
    contributors: int = 0


def count(
    histories: Iterable[tuple[int, Sequence[Event]]],
    window: Window,
    beginners: Collection[int] = (),
    introduced: Sequence[int] = (),
) -> Counted:
    """Count what was reported within `window`, what was taken back not counted.

    `histories` are whole, each with its member's id. `beginners` are the members who had never
    asked anybody before the window; `introduced` has a member's id for each introduction that
    the coach brought about.
    """
    seen: list[tuple[Habit, int]] = [(Habit.INTRODUCED, member_id) for member_id in introduced]
    asked: set[int] = set()
    for member_id, history in histories:
        for event in standing(history):
            if not window.holds(event.recorded or event.at):
                continue
            if event.kind in FIRST_STEPS:
                asked.add(member_id)
            elif habit := _habit(event, history):
                seen.append((habit, member_id))
    seen += [(Habit.FIRST_STEP, member_id) for member_id in sorted(asked.intersection(beginners))]
    habits = [habit for habit, _member_id in seen]
    numbers = {habit: habits.count(habit) for habit in Habit}
    return Counted(numbers, len({member_id for _habit, member_id in seen}))


def _habit(event: Event, history: Sequence[Event]) -> Habit | None:
    match event.kind:
        case EventKind.THANKED if _is_prompt(event, history):
            return Habit.THANKED_PROMPTLY
        case EventKind.REPORTED_BACK:
            return Habit.REPORTED_BACK
        case EventKind.INTRODUCED:
            return Habit.INTRODUCED
    return None


def _is_prompt(thanked: Event, history: Sequence[Event]) -> bool:
    """Whether the thank-you came within a day of the talk's end."""
    before = fold(event for event in standing(history) if event.seq < thanked.seq)
    met = before.thank_you_from
    return met is not None and thanked.at - met <= PROMPTLY
