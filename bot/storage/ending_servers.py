"""All that is stored for a server and belongs to nobody in it: deleted together."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import (
    careers,
    careers_change,
    careers_member,
    guild,
    introduction,
    member,
    open_door,
    win,
)

_OF_MEMBERS: Final = (careers_member, introduction, open_door, win)


async def delete_settings(connection: AsyncConnection, guild_id: int) -> None:
    """Delete what its moderators set up, with the prompts, posts, numbers, blocks and reports that
    hang on it; the log stays."""
    await connection.execute(sa.delete(careers).where(careers.c.guild_id == guild_id))


async def delete_log(connection: AsyncConnection, guild_id: int) -> None:
    """Delete who changed what in its settings."""
    own = careers_change.c.guild_id == guild_id
    await connection.execute(sa.delete(careers_change).where(own))


async def forget(connection: AsyncConnection, guild_id: int) -> bool:
    """Delete the server itself, unless a member calls it home or has something of theirs there;
    whether it went."""
    nobody = [
        ~sa.exists().where(member.c.home == guild_id),
        *(~sa.exists().where(table.c.guild_id == guild_id) for table in _OF_MEMBERS),
    ]
    query = sa.delete(guild).where(guild.c.id == guild_id, *nobody)
    return (await connection.execute(query)).rowcount > 0


async def logs_without_settings(connection: AsyncConnection) -> list[int]:
    """The servers that were reset: nothing but the log is left of them."""
    query = sa.select(careers_change.c.guild_id).distinct()
    query = query.where(~sa.exists().where(careers.c.guild_id == careers_change.c.guild_id))
    return list((await connection.execute(query)).scalars())
