"""The calendar entry of a talk, as a file that every calendar program reads (RFC 5545).

A newer file for the same person replaces the entry made from an older one: the UID stays until
the talk has taken place, and SEQUENCE rises with everything that happens. Times are in UTC, so
the entry stays at its instant whatever the clocks of a zone do.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.coaching.stages import Meeting, Stage, State

PRODUCT = "-//Rapport//rapport//EN"
FILE_NAME = "talk.ics"


def entry(
    state: State,
    meeting: Meeting,
    person_id: str,
    *,
    now: datetime,
    summary: str,
    place: str,
    description: str,
    called_off: bool = False,
) -> bytes:
    """The file for `meeting`; `state` is where things stand, `now` an instant in UTC.

    `called_off` takes the entry out of the member's calendar again. The words are plain text.
    """
    from icalendar import Calendar, Event  # noqa: PLC0415  (three megabytes, only for this)

    event = Event()
    event.add("uid", uid(state, person_id))
    event.add("sequence", state.last_seq)
    event.add("dtstamp", now)
    event.add("dtstart", meeting.starts)
    event.add("duration", timedelta(minutes=meeting.minutes))
    event.add("summary", summary)
    event.add("location", place)
    event.add("description", description)
    event.add("status", "CANCELLED" if called_off else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


@dataclass(frozen=True, slots=True)
class Change:
    """What changed about a member's calendar: `meeting` is to be there, or `called_off`."""

    meeting: Meeting
    called_off: bool


def change(before: State, after: State) -> Change | None:
    """What the step from `before` to `after` means for a calendar.

    None where nothing is planned anew or called off, and where the talk took place (or that is
    taken back): it is in the calendar then, and stays.
    """
    if after.meeting == before.meeting or after.cycle(Stage.MET) != before.cycle(Stage.MET):
        return None
    meeting = after.meeting or before.meeting
    return None if meeting is None else Change(meeting, called_off=after.meeting is None)


def uid(state: State, person_id: str) -> str:
    """The same for every file about one talk: it changes only after a talk took place."""
    return f"{person_id}-{state.cycle(Stage.MET)}@rapport"
