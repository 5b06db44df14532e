"""When something happened, as a member says it in an option: read in their zone."""

from datetime import date, datetime

from bot.services import history
from bot.ui.dates import read_day, read_when
from bot.ui.talk import Interaction, caller_of, coach_of


async def past(interaction: Interaction, person_id: str, when: str | None) -> datetime | None:
    """The instant (UTC) that lies behind us; None where nothing was said. Raises `BadDate`."""
    if when is None:
        return None
    now, zone, language = await _here(interaction, person_id)
    return read_when(when, now, zone, language, expect="past")


async def day_to_come(interaction: Interaction, person_id: str, day: str | None) -> date | None:
    """A day in the member's zone, after today; None where nothing was said. Raises `BadDate`."""
    if day is None:
        return None
    now, zone, language = await _here(interaction, person_id)
    return read_day(day, now, zone, language, expect="future")


async def _here(interaction: Interaction, person_id: str) -> tuple[datetime, str, str]:
    coach, caller = coach_of(interaction), caller_of(interaction)
    standing = await history.look(coach, caller, person_id)
    return coach.clock.now(), standing.member.preferences.zone, caller.language
