"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta
from typing import Any

MONDAY_MORNING = datetime(2026, 1, 5, 10, tzinfo=UTC)


class FakeClock:
    """Begins on Monday, 2026-01-05 at 10:00 UTC."""

    def __init__(self, start: datetime = MONDAY_MORNING) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def advance(self, **span: Any) -> datetime:
        """Move on by `timedelta(**span)`, for example `days=3`; the new instant."""
        self._now += timedelta(**span)
        return self._now

    def set(self, instant: datetime) -> None:
        """Move to `instant` (aware), back as well."""
        self._now = instant.astimezone(UTC)
