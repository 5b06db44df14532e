"""What stands in the database of deliveries that were stopped, for whoever asks or starts them."""

from typing import Final

from bot.delivery.breaker import Stop
from bot.storage import installation
from bot.storage.engine import Database

STOPPED: Final = "deliveries_stopped"
"""The name in `installation` of a `Stop`; there is none while deliveries go."""


async def stored(database: Database) -> Stop | None:
    """The stop that is stored, over or not; None where there is none."""
    async with database.read() as connection:
        text = await installation.get(connection, STOPPED)
    return None if text is None else Stop.from_text(text)


async def resume(database: Database) -> Stop | None:
    """Let deliveries go on, within a sweep; what had stopped them, None where nothing had."""
    stop = await stored(database)
    if stop is not None:
        async with database.write() as connection:
            await installation.remove(connection, STOPPED)
    return stop


def in_words(stop: Stop) -> str:
    """Since when, why, and until when: `since 2026-01-05 10:00 UTC (…)`."""
    until = f", until {stop.until:%H:%M} UTC" if stop.until else ""
    return f"since {stop.at:%Y-%m-%d %H:%M} UTC{until} ({stop.why})"
