"""The demo's time: it begins on a Monday morning and moves only when a visitor skips days."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

# Simulated interactions are in American English, and this is what the coach guesses from it.
ZONE = ZoneInfo("America/New_York")
# The same morning every time, so that the demo always tells the same story. No public
# holiday stands in the way for some weeks.
MONDAY_MORNING = datetime(2026, 9, 14, 10, tzinfo=ZONE)


class DemoClock:
    """The clock that the bot is given: still, until the simulated Discord moves it."""

    def __init__(self) -> None:
        self._now: Callable[[], datetime] | None = None

    def follow(self, now: Callable[[], datetime]) -> None:
        """Tell the simulated Discord's time from here on."""
        self._now = now

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return self._now() if self._now else MONDAY_MORNING.astimezone(UTC)


def hours_until_tomorrow(now: datetime) -> Iterator[datetime]:
    """Every full hour from now on, up to the same time on the member's wall a day later.

    A bot that is looked at once a day would send a reminder an hour before a meeting too
    late; one that is looked at every hour sends it in time.
    """
    tomorrow = (now.astimezone(ZONE) + timedelta(days=1)).astimezone(UTC)
    while now < tomorrow:
        now = min(now + timedelta(hours=1), tomorrow)
        yield now
