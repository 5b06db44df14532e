"""What the demo itself says once the days that a visitor skipped are over."""

from datetime import datetime

from bot.coaching.calendar import local_day
from bot.demo.clock import ZONE
from bot.i18n import _, current_language, fill
from bot.ui.dates import day_in_words


def arrival(now: datetime, *, anything_came: bool) -> str:
    """Which day (of `now`, UTC) it is, and whether it was quiet on the way."""
    day = day_in_words(local_day(now, ZONE.key), current_language())
    said = fill(_("Demo: it is {day} now."), day=day)
    if not anything_came:
        said += " " + _("Nothing was due on the way.")
    return f"-# {said}"
