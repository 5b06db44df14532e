"""The weekly digest: good habits in numbers, fixed when it is due."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching import habits
from bot.coaching.calendar import local_day
from bot.coaching.careers import FEWEST_CONTRIBUTORS, Careers
from bot.coaching.habits import Counted, Window
from bot.services.careers.servers import Server
from bot.services.coach import Coach
from bot.storage import habits as reported
from bot.storage import weeks
from bot.storage.weeks import Week

AT_MOST = timedelta(days=7)
"""How far back a digest looks; less where the last one is not that long ago, so that nothing
is told twice and no two digests can be held against each other."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The digest as it would be now; `counted` is None where too few members contributed."""

    minimum: int
    counted: Counted | None


def minimum_of(settings: Careers) -> int:
    """Of how many members at least numbers are told."""
    return max(settings.digest_minimum, FEWEST_CONTRIBUTORS)


async def preview(coach: Coach, server: Server) -> Preview:
    """The digest as it would be at this moment; nothing is kept of it."""
    week = await count(coach, server, coach.clock.now())
    minimum = minimum_of(server.settings)
    return Preview(minimum, week.counted if is_enough(server, week.counted) else None)


def is_enough(server: Server, counted: Counted) -> bool:
    """Whether so many members contributed that the numbers tell nobody apart."""
    return counted.contributors >= minimum_of(server.settings)


async def count(coach: Coach, server: Server, until: datetime) -> Week:
    """What the members reported in the days before `until` (UTC), not told in a digest yet."""
    async with coach.database.read() as connection:
        last = await weeks.latest(connection, server.id, 1)
        since = until - AT_MOST
        window = Window(max(since, last[0].until) if last else since, until)
        return Week(week_of(until, server), await _count(connection, server, window), until)


async def _count(connection: AsyncConnection, server: Server, window: Window) -> Counted:
    histories = await reported.histories(connection, server.id, window)
    beginners, introducers = await reported.beginners_and_introducers(connection, server.id, window)
    return habits.count(histories, window, beginners, introducers)


def week_of(instant: datetime, server: Server) -> str:
    """The Monday of the week that `instant` lies in, in the server's zone."""
    day = local_day(instant, server.settings.zone)
    return (day - timedelta(days=day.weekday())).isoformat()
