"""The outbox of messages that are to be deleted. It holds ids only, and no member's."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import retraction

KEPT_TRYING = timedelta(days=30)
"""After that long without being allowed to, the coach gives up."""

SETTLED = timedelta(minutes=1)
"""After that long an attempt to send has arrived or never will."""


@dataclass(frozen=True, slots=True)
class Retraction:
    """A message that is to go.

    `message_id` is None where nobody knows whether it arrived: then it is looked for among the
    channel's messages since `since` (UTC) by the custom id of a button on it, its `marker`.
    """

    channel_id: int
    message_id: int | None
    marker: str | None = None
    since: datetime | None = None
    id: int = 0
    attempts: int = 0
    expires: datetime | None = None


async def add(connection: AsyncConnection, messages: Collection[Retraction], now: datetime) -> None:
    """Delete these messages; what may still be arriving is looked for a moment later."""
    if not messages:
        return
    await connection.execute(
        sa.insert(retraction),
        [
            {
                "channel_id": one.channel_id,
                "message_id": one.message_id,
                "marker": one.marker,
                "since": one.since,
                "due": now if one.message_id is not None else now + SETTLED,
                "expires": now + KEPT_TRYING,
            }
            for one in messages
        ],
    )


async def due(connection: AsyncConnection, now: datetime, most: int) -> list[Retraction]:
    """Those that are due at `now`, the longest first."""
    query = (
        sa.select(retraction)
        .where(retraction.c.due <= now)
        .order_by(retraction.c.due, retraction.c.id)
        .limit(most)
    )
    rows = (await connection.execute(query)).mappings()
    return [
        Retraction(
            row["channel_id"],
            row["message_id"],
            row["marker"],
            row["since"],
            row["id"],
            row["attempts"],
            row["expires"],
        )
        for row in rows
    ]


async def earliest(connection: AsyncConnection) -> datetime | None:
    """When the next one is due."""
    query = sa.select(sa.func.min(retraction.c.due))
    found: datetime | None = (await connection.execute(query)).scalar()
    return found


async def later(connection: AsyncConnection, one: Retraction, due: datetime) -> None:
    """It could not be deleted now; again at `due` (UTC)."""
    again = sa.update(retraction).where(retraction.c.id == one.id)
    await connection.execute(again.values(due=due, attempts=one.attempts + 1))


async def done(connection: AsyncConnection, one: Retraction) -> None:
    """It is gone, or was given up."""
    await connection.execute(sa.delete(retraction).where(retraction.c.id == one.id))
