"""The calendar entry, read back by icalendar."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Component

from bot.coaching.events import Event, EventKind
from bot.coaching.stages import State, fold
from bot.services import calendar_file

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)


def history(*reports: tuple[EventKind, datetime | None]) -> State:
    return fold(
        Event(
            seq,
            kind,
            NOW,
            {"starts": starts.isoformat(), "minutes": 30, "zone": "Europe/Berlin"}
            if starts
            else {},
        )
        for seq, (kind, starts) in enumerate([(EventKind.ADDED, None), *reports], 1)
    )


def entry(state: State, meeting_of: State | None = None, **more: object) -> Component:
    meeting = (meeting_of or state).meeting
    assert meeting is not None
    words = {"summary": "Talk with Sam, of Acme; hello", "place": "over a coffee"} | more
    written = calendar_file.entry(state, meeting, "p1", now=NOW, description="a\nb", **words)
    calendar = Calendar.from_ical(written)
    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["VERSION"] == "2.0"
    (event,) = calendar.walk("VEVENT")
    return event


def test_an_entry_holds_the_talk() -> None:
    starts = datetime(2026, 3, 27, 14, tzinfo=UTC)
    event = entry(history((EventKind.SCHEDULED, starts)))
    assert event.decoded("DTSTART") == starts
    assert event.decoded("DURATION") == timedelta(minutes=30)
    assert event.decoded("DTSTAMP") == NOW
    assert event["SUMMARY"] == "Talk with Sam, of Acme; hello"
    assert event["LOCATION"] == "over a coffee"
    assert event["STATUS"] == "CONFIRMED"


@pytest.mark.parametrize("day", [28, 29, 30])
def test_around_a_clock_change_it_stays_at_its_wall_clock_time(day: int) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    starts = datetime(2026, 3, day, 15, tzinfo=berlin)
    event = entry(history((EventKind.SCHEDULED, starts.astimezone(UTC))))
    assert event.decoded("DTSTART").astimezone(berlin).hour == 15


def test_every_change_replaces_the_entry() -> None:
    first = history((EventKind.SCHEDULED, NOW + timedelta(days=5)))
    steps = [(EventKind.SCHEDULED, NOW + timedelta(days=5))]
    steps += [(EventKind.MOVED, NOW + timedelta(days=6))]
    second = history(*steps)
    called_off = history(*steps, (EventKind.CANCELLED, None))
    again = history(*steps, (EventKind.CANCELLED, None), (EventKind.SCHEDULED, NOW))
    events = [
        entry(first),
        entry(second),
        entry(called_off, second, called_off=True),
        entry(again),
    ]
    assert len({event["UID"] for event in events}) == 1
    numbers = [event["SEQUENCE"] for event in events]
    assert numbers == sorted(set(numbers))
    assert [str(event["STATUS"]) for event in events] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
        "CONFIRMED",
    ]


def test_a_second_talk_is_another_entry() -> None:
    first = history((EventKind.SCHEDULED, NOW))
    second = history((EventKind.SCHEDULED, NOW), (EventKind.MET, None), (EventKind.SCHEDULED, NOW))
    assert entry(first)["UID"] != entry(second)["UID"]


@pytest.mark.parametrize("name", ["שלום", "🎉 Sam", "BEGIN:VEVENT\r\nX:y", "a" * 80])
def test_any_name_is_only_a_name(name: str) -> None:
    event = entry(history((EventKind.SCHEDULED, NOW)), summary=name)
    assert event["SUMMARY"].replace("\r", "").replace("\n", "") == name.replace("\r\n", "")
