"""A server's own weekly prompts, and its wording of those that ship."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import careers_prompt
from bot.storage.upsert import upsert


async def load(connection: AsyncConnection, guild_id: int) -> dict[str, str]:
    """The wordings of a server by the prompt's id, the oldest first."""
    query = sa.select(careers_prompt.c.id, careers_prompt.c.text)
    query = query.where(careers_prompt.c.guild_id == guild_id)
    query = query.order_by(careers_prompt.c.created, careers_prompt.c.id)
    return {row.id: row.text for row in await connection.execute(query)}


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
