"""Messages of the coach that are to be deleted: what a member took back, or an erased one left."""

from datetime import datetime, timedelta
from typing import TypeAlias

from bot.services.coach import Coach
from bot.storage import retractions

Retraction: TypeAlias = retractions.Retraction

MOST_AT_ONCE = 50
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(days=1)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts that failed: longer every time, a day at most."""
    doublings = min(attempts, 20)
    return min(FIRST_PAUSE * int(2**doublings), LONGEST_PAUSE)


async def next_due(coach: Coach) -> datetime | None:
    """When something is to be deleted next (UTC)."""
    async with coach.database.read() as connection:
        return await retractions.earliest(connection)


async def due(coach: Coach) -> list[Retraction]:
    """What is to be deleted now."""
    async with coach.database.read() as connection:
        return await retractions.due(connection, coach.clock.now(), MOST_AT_ONCE)


async def done(coach: Coach, one: Retraction) -> None:
    """It is gone."""
    async with coach.database.write() as connection:
        await retractions.done(connection, one)


async def failed(coach: Coach, one: Retraction) -> bool:
    """It could not be deleted: again later, or given up, which is whether it was too late."""
    again = coach.clock.now() + pause_after(one.attempts)
    given_up = one.expires is not None and again >= one.expires
    async with coach.database.write() as connection:
        if given_up:
            await retractions.done(connection, one)
        else:
            await retractions.later(connection, one, again)
    return given_up
