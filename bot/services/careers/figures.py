"""Figures about a server for its team: never about fewer members than the digest's minimum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.habits import Habit
from bot.services.careers.digests import minimum_of
from bot.services.careers.servers import Server
from bot.services.coach import Coach
from bot.storage import figures, installation, posts, weeks, wins
from bot.storage.posts import Post

RECENTLY: Final = timedelta(days=7)
MOST_LEFT_OUT: Final = 8
WEEKS: Final = 4
LATE: Final = timedelta(minutes=10)
"""What is due is looked for every minute; if not for so long, the scheduler stands still."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of members; None where it is below the minimum, be it none at all."""

    number: int | None
    minimum: int

    @property
    def is_told(self) -> bool:
        """Whether it is large enough to be told."""
        return self.number is not None


@dataclass(frozen=True, slots=True)
class Health:
    """What may need a look: closed direct messages, posts of the last week left out, wins that
    wait for the team."""

    minimum: int
    closed: Figure
    left_out: Sequence[Post]
    wins: int


@dataclass(frozen=True, slots=True)
class Status:
    """How the coach is doing in a server. `swept` is when all that is due was last looked for."""

    health: Health
    swept: datetime | None
    stands_still: bool
    arrived: Figure
    waiting: Figure
    given_up: Figure


@dataclass(frozen=True, slots=True)
class Stats:
    """The server's members together. `sharers` have a win in the channel. `habits` are summed over
    the digests of the last weeks, of which there are `digests`; only those that had enough
    contributors count."""

    minimum: int
    at_home: Figure
    reachable: Figure
    doors: Figure
    sharers: Figure
    habits: Mapping[Habit, int]
    digests: int


async def health(coach: Coach, server: Server) -> Health:
    """What may need a look."""
    async with coach.database.read() as connection:
        return await _health(connection, server, coach.clock.now())


async def _health(connection: AsyncConnection, server: Server, now: datetime) -> Health:
    members = await figures.members(connection, server.id)
    left_out = await posts.left_out_since(connection, server.id, now - RECENTLY, MOST_LEFT_OUT)
    waiting = await wins.count_queued(connection, server.id, now)
    return Health(minimum_of(server.settings), _figure(server, members.closed), left_out, waiting)


async def status(coach: Coach, server: Server) -> Status:
    """How the coach is doing there, in five statements."""
    now = coach.clock.now()
    async with coach.database.read() as connection:
        found = await _health(connection, server, now)
        sent = await figures.deliveries(connection, server.id, now - RECENTLY)
        swept = await installation.last_sweep(connection)
    return Status(
        health=found,
        swept=swept,
        stands_still=swept is None or now - swept > LATE,
        arrived=_figure(server, sent.arrived),
        waiting=_figure(server, sent.waiting),
        given_up=_figure(server, sent.given_up),
    )


async def stats(coach: Coach, server: Server) -> Stats:
    """The server's members together."""
    minimum = minimum_of(server.settings)
    async with coach.database.read() as connection:
        members = await figures.members(connection, server.id)
        offers = await figures.offers(connection, server.id)
        last = await weeks.latest(connection, server.id, WEEKS)
    told = [one.counted for one in last if one.counted.contributors >= minimum]
    sums = {habit: sum(one.numbers.get(habit, 0) for one in told) for habit in Habit}
    return Stats(
        minimum=minimum,
        at_home=_figure(server, members.at_home),
        reachable=_figure(server, offers.reachable),
        doors=_figure(server, offers.doors),
        sharers=_figure(server, offers.sharers),
        habits=sums,
        digests=len(told),
    )


def _figure(server: Server, number: int) -> Figure:
    minimum = minimum_of(server.settings)
    return Figure(number if number >= minimum else None, minimum)
