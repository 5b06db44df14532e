"""Open doors: conversations that members offer to their server, so many a month."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.careers import Careers
from bot.keys import DataKey, Keyring
from bot.storage.allowances import still_holds
from bot.storage.careers import decoded
from bot.storage.tables import Instant, careers, careers_block, careers_member, member, open_door
from bot.storage.upsert import insert as conflicting_insert


@dataclass(frozen=True, slots=True)
class Door:
    """What a member offers. `held` are the conversations agreed to in `month` ("2026-01").

    `shown` is when others last found it (UTC).
    """

    guild_id: int
    member_id: int
    topics: tuple[str, ...]
    per_month: int
    month: str
    held: int = 0
    shown: datetime | None = None
    closed: bool = False


async def put(connection: AsyncConnection, key: DataKey, door: Door) -> None:
    """Open a door, or change what it is open for; what was held in the month still counts."""
    offered = {
        "topics": key.seal(json.dumps(door.topics, ensure_ascii=False)),
        "per_month": door.per_month,
        "closed": False,
    }
    new = conflicting_insert(connection.dialect.name, open_door).values(
        guild_id=door.guild_id,
        member_id=door.member_id,
        month=door.month,
        **offered,
    )
    await connection.execute(
        new.on_conflict_do_update(index_elements=["guild_id", "member_id"], set_=offered)
    )


async def open_in(
    connection: AsyncConnection, keyring: Keyring, guild_id: int, month: str, now: datetime
) -> list[Door]:
    """The doors of a server that are open, in fair rotation: those longest not shown first.

    A door is open while its owner may be reached, isn't blocked, and has conversations left in
    `month`.
    """
    is_blocked = sa.exists().where(
        careers_block.c.guild_id == open_door.c.guild_id,
        careers_block.c.member_id == open_door.c.member_id,
        still_holds(now),
    )
    query = (
        sa.select(open_door, member.c.data_key)
        .join(member, member.c.id == open_door.c.member_id)
        .join(
            careers_member,
            (careers_member.c.member_id == open_door.c.member_id)
            & (careers_member.c.guild_id == open_door.c.guild_id),
        )
        .where(
            open_door.c.guild_id == guild_id,
            open_door.c.closed.is_(False),
            sa.or_(open_door.c.month != month, open_door.c.held < open_door.c.per_month),
            careers_member.c.reachable.is_not(None),
            careers_member.c.adult.is_not(None),
            careers_member.c.never.is_(None),
            ~is_blocked,
        )
        .order_by(sa.func.coalesce(open_door.c.shown, 0), open_door.c.member_id)
    )
    rows = (await connection.execute(query)).mappings()
    return [from_row(row, keyring.open(row["data_key"])) for row in rows]


async def of(
    connection: AsyncConnection, keyring: Keyring, guild_id: int, member_id: int
) -> tuple[Door, Careers] | None:
    """A member's door with the settings of its server, in one statement; None without one."""
    query = (
        sa.select(open_door, member.c.data_key, careers.c.settings)
        .join(member, member.c.id == open_door.c.member_id)
        .join(careers, careers.c.guild_id == open_door.c.guild_id)
        .where(open_door.c.guild_id == guild_id, open_door.c.member_id == member_id)
    )
    row = (await connection.execute(query)).mappings().first()
    if row is None:
        return None
    return from_row(row, keyring.open(row["data_key"])), decoded(row["settings"])


async def shown(
    connection: AsyncConnection, guild_id: int, member_ids: Sequence[int], now: datetime
) -> None:
    """Somebody has just found these, in this order, which the next rotation keeps."""
    moments = {
        one: sa.literal(now + timedelta(microseconds=place), Instant)
        for place, one in enumerate(member_ids)
    }
    instant = sa.case(moments, value=open_door.c.member_id)
    await connection.execute(_doors(guild_id, member_ids).values(shown=instant))


async def close(connection: AsyncConnection, guild_id: int, member_ids: Collection[int]) -> bool:
    """Close these doors; whether one of them was open."""
    query = _doors(guild_id, member_ids).where(open_door.c.closed.is_(False))
    return bool((await connection.execute(query.values(closed=True))).rowcount > 0)


async def count_one(connection: AsyncConnection, guild_id: int, member_id: int, month: str) -> None:
    """One more conversation was agreed to in `month`."""
    is_same = open_door.c.month == month
    held = sa.case((is_same, open_door.c.held + 1), else_=1)
    await connection.execute(_doors(guild_id, [member_id]).values(held=held, month=month))


def from_row(row: Mapping[Any, Any], key: DataKey) -> Door:
    """A door from a row that holds the table's columns."""
    return Door(
        guild_id=row["guild_id"],
        member_id=row["member_id"],
        topics=tuple(json.loads(key.unseal(row["topics"]))),
        per_month=row["per_month"],
        month=row["month"],
        held=row["held"],
        shown=row["shown"],
        closed=row["closed"],
    )


def _doors(guild_id: int, member_ids: Collection[int]) -> sa.Update:
    return sa.update(open_door).where(
        open_door.c.guild_id == guild_id, open_door.c.member_id.in_(member_ids)
    )
