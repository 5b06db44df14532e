"""A server's limits around the reminders of the members who call it home."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching import preferences
from bot.coaching.preferences import METHOD
from bot.feedback import N_, BadInput
from bot.services import history
from bot.services.careers import servers
from bot.services.careers.servers import Place, Server
from bot.services.coach import Coach
from bot.storage import careers, members, nudges
from bot.storage.errors import StorageError

Bounds: TypeAlias = preferences.Bounds

AT_ONCE = 20
"""Members planned anew in one transaction."""


class OutsideTheMethod(BadInput):
    """A limit that the method doesn't allow: a server may narrow it, never widen it."""


class _Changed(Exception):
    """The bounds were changed again meanwhile."""


async def change(coach: Coach, place: Place, by: Callable[[Bounds], Bounds]) -> Server:
    """Change the limits; members follow at the next round.

    Raises `NotSetUp`, and `OutsideTheMethod` for what the method doesn't allow.
    """

    async def changed(_connection: AsyncConnection, server: Server) -> Server:
        bounds = by(server.bounds)
        check(bounds)
        return replace(server, bounds=bounds)

    return await servers.change_server(coach, place, "limits", changed)


def check(bounds: Bounds) -> None:
    """Raises `OutsideTheMethod`."""
    if not _within(bounds.follow_up_days, METHOD.follow_up_days):
        raise OutsideTheMethod(
            N_(
                "A follow-up waits {low} to {high} working days. Less would be chasing somebody, "
                "and nobody can be chased from here; give two numbers in between."
            ),
            low=METHOD.follow_up_days[0],
            high=METHOD.follow_up_days[1],
        )
    if not _within(bounds.thank_you_hours, METHOD.thank_you_hours):
        raise OutsideTheMethod(
            N_("A thank-you is due {low} to {high} hours after a talk; give two numbers between."),
            low=METHOD.thank_you_hours[0],
            high=METHOD.thank_you_hours[1],
        )
    if not 1 <= bounds.new_requests_a_week <= METHOD.new_requests_a_week:
        raise OutsideTheMethod(
            N_("New people a week: a number from 1 to {most}."), most=METHOD.new_requests_a_week
        )


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] <= inner[1] <= outer[1]


async def next_due(coach: Coach) -> datetime | None:
    """Now, where members are still to be planned anew."""
    async with coach.database.read() as connection:
        waiting = await careers.unplanned(connection)
    return coach.clock.now() if waiting else None


async def waiting(coach: Coach) -> list[int]:
    """The servers whose members are to be planned anew."""
    async with coach.database.read() as connection:
        return [guild_id for guild_id, _after in await careers.unplanned(connection)]


async def replan(coach: Coach, guild_id: int, failed: Callable[[Exception], None]) -> None:
    """Plan everybody who calls the server home anew, some at a time.

    Whoever is planned by a change of their own meanwhile is planned within the new bounds.
    Somebody who can't be planned is passed over, and `failed` is told why; their next report
    plans them. Raises `StorageError`.
    """
    try:
        while await _replan_next(coach, guild_id, failed):
            pass
    except _Changed:
        coach.wake(coach.clock.now())


async def _replan_next(coach: Coach, guild_id: int, failed: Callable[[Exception], None]) -> bool:
    """The next few, or one alone where one of them can't be planned. Whether there are more."""
    try:
        return await _replan_some(coach, guild_id, AT_ONCE)
    except (_Changed, StorageError):
        raise
    except Exception:
        return await _replan_one(coach, guild_id, failed)


async def _replan_one(coach: Coach, guild_id: int, failed: Callable[[Exception], None]) -> bool:
    """The next one, or past them. Whether there are more."""
    try:
        return await _replan_some(coach, guild_id, 1)
    except (_Changed, StorageError):
        raise
    except Exception as error:
        failed(error)
        return await _replan_some(coach, guild_id, 1, passing_over=True)


async def _replan_some(
    coach: Coach, guild_id: int, most: int, *, passing_over: bool = False
) -> bool:
    """Whether there are more."""
    earliest: list[datetime] = []
    async with coach.database.write() as connection:
        after = dict(await careers.unplanned(connection)).get(guild_id)
        if after is None:
            return False
        some = await members.at_home(connection, coach.keyring, guild_id, after, most)
        for one in [] if passing_over else some:
            replanned = await history.replan_all(coach, connection, one)
            await nudges.look_again(connection, one.id)
            earliest += [replanned.earliest] if replanned.earliest else []
        up_to = some[-1].id if len(some) == most else None
        bounds = some[0].bounds if some else None
        if not await careers.replanned(connection, guild_id, bounds, after, up_to):
            raise _Changed
    if some:
        coach.wake(min(earliest, default=coach.clock.now()))
    return up_to is not None
