"""When something happened or shall, as a member says it in an option: read in their zone.

What is handed on raises `BadDate` when it is asked, inside the use case that knows the zone.
"""

from bot.services.moments import PickDay, PickInstant
from bot.ui.dates import read_day, read_when
from bot.ui.talk import Interaction, caller_of


def past(interaction: Interaction, when: str | None) -> PickInstant | None:
    """The instant that lies behind us; None where nothing was said."""
    if when is None:
        return None
    language = caller_of(interaction).language
    return lambda now, zone: read_when(when, now, zone, language, expect="past")


def day_to_come(interaction: Interaction, day: str) -> PickDay:
    """A day after today."""
    language = caller_of(interaction).language
    return lambda now, zone: read_day(day, now, zone, language, expect="future")
