"""What the coach has to do about introductions: an outbox, worked off by the rounds.

Each row is done once: whoever works on it moves it into the future first, and every attempt
carries the same nonce.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.introducing import Tell
from bot.storage import ids
from bot.storage.tables import NoticeState, notice

_WAITING = sa.and_(notice.c.state == NoticeState.WAITING, notice.c.kind.in_([*Tell]))
"""What another version put here is left to it; it goes when it has expired."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done from `due` on (UTC), and pointless from `expires` on."""

    guild_id: int
    member_id: int
    introduction_id: str
    tell: Tell
    due: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """A row of the outbox, as it was claimed; `attempts` counts this one."""

    id: int
    guild_id: int
    member_id: int
    introduction_id: str
    tell: Tell
    nonce: str
    created: datetime
    expires: datetime
    attempts: int


async def add(connection: AsyncConnection, wanted: Sequence[Due], now: datetime) -> None:
    """To be done; nothing where nothing is wanted."""
    if not wanted:
        return
    rows = [
        {
            "guild_id": one.guild_id,
            "member_id": one.member_id,
            "introduction_id": one.introduction_id,
            "kind": one.tell,
            "nonce": ids.nonce(),
            "created": now,
            "due": one.due,
            "expires": one.expires,
        }
        for one in wanted
    ]
    await connection.execute(sa.insert(notice).values(rows))


async def waiting(connection: AsyncConnection, now: datetime, most: int) -> list[Notice]:
    """What is due, locked, the earliest first."""
    query = (
        sa.select(notice)
        .where(_WAITING, notice.c.due <= now)
        .order_by(notice.c.due, notice.c.id)
        .limit(most)
        .with_for_update()
    )
    return [_from_row(row) for row in (await connection.execute(query)).mappings()]


async def try_until(
    connection: AsyncConnection, claimed: Collection[Notice], until: datetime
) -> None:
    """These are being tried; whatever becomes of it, nobody tries them before `until` (UTC)."""
    await connection.execute(
        sa.update(notice)
        .where(notice.c.id.in_([one.id for one in claimed]))
        .values(due=until, attempts=notice.c.attempts + 1)
    )


async def is_claimed(connection: AsyncConnection, one: Notice) -> bool:
    """Whether the claim holds still, locked: nobody else has claimed or settled it since."""
    query = sa.select(notice.c.id).where(
        notice.c.id == one.id,
        notice.c.state == NoticeState.WAITING,
        notice.c.attempts == one.attempts,
    )
    return (await connection.execute(query.with_for_update())).first() is not None


async def put_off(
    connection: AsyncConnection, one: Notice, due: datetime, error: str | None, *, tried: bool
) -> None:
    """Do it later; `tried` is whether this attempt counts."""
    values: dict[str, Any] = {"due": due, "error": error}
    if not tried:
        values["attempts"] = one.attempts - 1
    await connection.execute(sa.update(notice).where(notice.c.id == one.id).values(**values))


async def settle(
    connection: AsyncConnection,
    notice_id: int,
    state: NoticeState,
    *,
    channel_id: int | None = None,
    message_id: int | None = None,
    error: str | None = None,
) -> None:
    """It is done, or dropped."""
    await connection.execute(
        sa.update(notice)
        .where(notice.c.id == notice_id)
        .values(state=state, channel_id=channel_id, message_id=message_id, error=error)
    )


async def next_due(connection: AsyncConnection) -> datetime | None:
    """When the next is due (UTC)."""
    query = sa.select(sa.func.min(notice.c.due)).where(_WAITING)
    found: datetime | None = (await connection.execute(query)).scalar()
    return found


async def forget(connection: AsyncConnection, member_id: int) -> None:
    """Keep nothing about somebody who was erased."""
    await connection.execute(sa.delete(notice).where(notice.c.member_id == member_id))


async def purge(connection: AsyncConnection, before: datetime) -> None:
    """Delete what is settled, or could never be done, and expired before then (UTC)."""
    await connection.execute(sa.delete(notice).where(notice.c.expires <= before))


async def oldest(connection: AsyncConnection) -> datetime | None:
    """When the first of them expires or has expired (UTC)."""
    query = sa.select(sa.func.min(notice.c.expires))
    found: datetime | None = (await connection.execute(query)).scalar()
    return found


def _from_row(row: Any) -> Notice:
    return Notice(
        id=row["id"],
        guild_id=row["guild_id"],
        member_id=row["member_id"],
        introduction_id=row["introduction_id"],
        tell=Tell(row["kind"]),
        nonce=row["nonce"],
        created=row["created"],
        expires=row["expires"],
        attempts=row["attempts"] + 1,
    )
