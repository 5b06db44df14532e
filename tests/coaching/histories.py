"""Histories for tests, written as a list of what happened."""

from collections.abc import Iterable
from datetime import UTC, datetime

from bot.coaching.events import Event
from bot.coaching.planner import Delivered, Planned, Timeline, plan_person
from bot.coaching.preferences import METHOD, Bounds, Preferences

MONDAY = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
"""10:00 in London, where the members of these tests live."""

LONDON = Preferences(zone="Europe/London")


def history(*steps: tuple[object, ...]) -> list[Event]:
    """(at, kind[, facts]) in order, as events."""
    events = []
    for seq, step in enumerate(steps, start=1):
        at, kind, *rest = step
        facts = rest[0] if rest else {}
        events.append(Event(seq, kind, at, facts, recorded=at))
    return events


def planned(
    events: Iterable[Event],
    sent: Delivered | None = None,
    preferences: Preferences = LONDON,
    bounds: Bounds = METHOD,
    has_questions: bool = False,
) -> dict[tuple[str, int, int], Planned]:
    """The plan, by (kind, cycle, n)."""
    timeline = Timeline(list(events), has_questions)
    plans = plan_person(timeline, sent or {}, preferences, bounds)
    return {(one.key.kind.value, one.key.cycle, one.key.n): one for one in plans}


def local_words(instant: datetime) -> str:
    """An instant as "Mon 05 Jan 09:30" in London's winter, which is UTC."""
    return instant.strftime("%a %d %b %H:%M")
