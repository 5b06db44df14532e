"""A server's own weekly prompts, and its wording of those that ship."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.careers import Careers
from bot.storage.careers import decoded
from bot.storage.tables import careers, careers_prompt
from bot.storage.upsert import upsert


async def load(connection: AsyncConnection, guild_id: int) -> dict[str, str]:
    """The wordings of a server by the prompt's id, the oldest first."""
    query = sa.select(careers_prompt.c.id, careers_prompt.c.text)
    query = query.where(careers_prompt.c.guild_id == guild_id)
    query = query.order_by(careers_prompt.c.created, careers_prompt.c.id)
    return {row.id: row.text for row in await connection.execute(query)}


async def load_with_settings(
    connection: AsyncConnection, guild_id: int
) -> tuple[dict[str, str], Careers]:
    """The wordings of a server and its settings, in one statement."""
    query = (
        sa.select(careers.c.settings, careers_prompt.c.id, careers_prompt.c.text)
        .outerjoin(careers_prompt, careers_prompt.c.guild_id == careers.c.guild_id)
        .where(careers.c.guild_id == guild_id)
    )
    rows = (await connection.execute(query)).all()
    settings = decoded(rows[0].settings) if rows else Careers()
    return {row.id: row.text for row in rows if row.id is not None}, settings


async def put(
    connection: AsyncConnection, guild_id: int, prompt_id: str, text: str, now: datetime
) -> None:
    """Word a prompt, whether there was a wording or not."""
    row = {"guild_id": guild_id, "id": prompt_id, "text": text, "created": now}
    await upsert(connection, careers_prompt, [row], key=["guild_id", "id"], update=["text"])


async def remove(connection: AsyncConnection, guild_id: int, prompt_id: str) -> None:
    """Delete the wording."""
    own = (careers_prompt.c.guild_id == guild_id, careers_prompt.c.id == prompt_id)
    await connection.execute(sa.delete(careers_prompt).where(*own))
