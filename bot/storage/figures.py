"""How many members, deliveries and offers a server has, counted without looking at anybody."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import DeliveryState, careers_member, delivery, member, open_door, win
from bot.storage.wins import WinState


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Of how many members something arrived, waits, or was given up."""

    arrived: int
    waiting: int
    given_up: int


@dataclass(frozen=True, slots=True)
class Members:
    """Members whose home is a server, and those of them who take no direct messages."""

    at_home: int
    closed: int


@dataclass(frozen=True, slots=True)
class Offers:
    """Members whom introductions may reach in a server, open doors there, and members who have a
    win in its channel."""

    reachable: int
    doors: int
    sharers: int


async def members(connection: AsyncConnection, guild_id: int) -> Members:
    """The members whose home is here."""
    query = sa.select(sa.func.count(), sa.func.count(member.c.dm_closed)).select_from(member)
    row = (await connection.execute(query.where(member.c.home == guild_id))).one()
    return Members(row[0], row[1])


async def deliveries(connection: AsyncConnection, guild_id: int, since: datetime) -> Deliveries:
    """Deliveries to the members whose home is here: those that wait, and what was settled since.

    Members are counted, not messages, so that one with many messages is one.
    """

    def so_many(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        return sa.func.count(sa.distinct(sa.case((sa.and_(*conditions), delivery.c.member_id))))

    state, recent = delivery.c.state, delivery.c.settled >= since
    query = (
        sa.select(
            so_many(state == int(DeliveryState.SENT), recent),
            so_many(state.in_([int(DeliveryState.QUEUED), int(DeliveryState.LEASED)])),
            so_many(state == int(DeliveryState.PARKED), recent),
        )
        .join(member, member.c.id == delivery.c.member_id)
        .where(member.c.home == guild_id)
    )
    row = (await connection.execute(query)).one()
    return Deliveries(row[0], row[1], row[2])


async def offers(connection: AsyncConnection, guild_id: int) -> Offers:
    """What members offer here."""
    reachable = sa.select(sa.func.count()).select_from(careers_member)
    reachable = reachable.where(
        careers_member.c.guild_id == guild_id,
        careers_member.c.reachable.is_not(None),
        careers_member.c.never.is_(None),
    )
    doors = sa.select(sa.func.count()).select_from(open_door)
    doors = doors.where(open_door.c.guild_id == guild_id, open_door.c.closed.is_(False))
    sharers = sa.select(sa.func.count(sa.distinct(win.c.member_id)))
    sharers = sharers.where(win.c.guild_id == guild_id, win.c.state == WinState.POSTED)
    every = (one.scalar_subquery() for one in (reachable, doors, sharers))
    row = (await connection.execute(sa.select(*every))).one()
    return Offers(row[0], row[1], row[2])
