"""Whom the team of a server keeps from introductions, open door and wins."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.keys import DataKey
from bot.storage.tables import careers_block
from bot.storage.upsert import upsert


@dataclass(frozen=True, slots=True)
class Block:
    """A block since `at` (UTC); `until` is None for good. `reason` is sealed when stored."""

    member_id: int
    at: datetime
    until: datetime | None
    by_id: int
    reason: str


async def put(connection: AsyncConnection, key: DataKey, guild_id: int, block: Block) -> None:
    """Block a member, in the place of a block that there is. `key` is the server's."""
    row = {
        "guild_id": guild_id,
        "member_id": block.member_id,
        "at": block.at,
        "until": block.until,
        "by_id": block.by_id,
        "reason": key.seal(block.reason),
    }
    await upsert(
        connection,
        careers_block,
        [row],
        key=["guild_id", "member_id"],
        update=["at", "until", "by_id", "reason"],
    )


async def load(
    connection: AsyncConnection, key: DataKey, guild_id: int, member_id: int
) -> Block | None:
    """The block of a member, even where its time is over."""
    query = sa.select(careers_block).where(
        careers_block.c.guild_id == guild_id, careers_block.c.member_id == member_id
    )
    row = (await connection.execute(query)).mappings().first()
    if row is None:
        return None
    return Block(member_id, row["at"], row["until"], row["by_id"], reason=key.unseal(row["reason"]))


async def lift(connection: AsyncConnection, guild_id: int, member_id: int) -> bool:
    """Whether there was one."""
    result = await connection.execute(
        sa.delete(careers_block).where(
            careers_block.c.guild_id == guild_id, careers_block.c.member_id == member_id
        )
    )
    return result.rowcount > 0


async def first_end(connection: AsyncConnection) -> datetime | None:
    """When the first block that has an end ends or has ended (UTC)."""
    found: datetime | None = (
        await connection.execute(sa.select(sa.func.min(careers_block.c.until)))
    ).scalar()
    return found


async def purge(connection: AsyncConnection, before: datetime) -> None:
    """Delete blocks whose time was over before then (UTC)."""
    await connection.execute(sa.delete(careers_block).where(careers_block.c.until <= before))
