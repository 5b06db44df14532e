"""The calendar entry of a talk as a file to attach, which follows what happens to the talk."""

import io
from datetime import datetime

import discord

from bot.coaching.stages import Meeting
from bot.i18n import _, fill
from bot.services import calendar_file
from bot.services.history import Outcome, Standing
from bot.ui.places import place_words


def entry_of(standing: Standing, now: datetime) -> discord.File | None:
    """The file for the talk as it stands at `now` (UTC); None where none is planned."""
    meeting = standing.state.meeting
    return None if meeting is None else _file(standing, meeting, now)


def after(outcome: Outcome, now: datetime) -> tuple[str, discord.File] | None:
    """What the calendar needs after a report or an undo, in words and as a file.

    None where it needs nothing: the talk stays as it was, or took place. `now` is in UTC.
    """
    standing = outcome.standing
    change = calendar_file.change(outcome.before, standing.state)
    if change is None:
        return None
    if change.called_off:
        said = _("The file takes the talk out of your calendar.")
    else:
        said = _("The file puts the talk into your calendar again.")
    return said, _file(standing, change.meeting, now, called_off=change.called_off)


def _file(
    standing: Standing, meeting: Meeting, now: datetime, *, called_off: bool = False
) -> discord.File:
    written = calendar_file.entry(
        standing.state,
        meeting,
        standing.person.id,
        now=now,
        summary=fill(_("Talk with {name}"), name=standing.person.name),
        place=place_words(meeting.place),
        description=fill(_("Your card with the questions: {command}"), command="/meet card"),
        called_off=called_off,
    )
    return discord.File(io.BytesIO(written), filename=calendar_file.FILE_NAME)
