"""What the coach posted in a server by itself, or left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.posts import PostKind
from bot.storage import ids
from bot.storage.tables import PostState, careers_post

_IS_SENDING = sa.text("careers_post.state = 0")


class Reason(StrEnum):
    """Why a post was left out."""

    MISSED = "missed"
    """Nobody was there to post it for more than a day."""
    PAUSED = "paused"
    SWITCHED_OFF = "switched_off"
    NO_CHANNEL = "no_channel"
    CHANNEL_GONE = "channel_gone"
    NO_ACCESS = "no_access"
    NO_PERMISSION = "no_permission"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    """Discord didn't take it for a day."""
    UNSURE = "unsure"
    """It may have arrived, and that can't be looked up."""
    TOO_FEW = "too_few"
    """Fewer members than the digest's minimum contributed."""
    SAME_WEEK = "same_week"
    """The week's digest was there already, on another day."""
    NO_PROMPTS = "no_prompts"
    """Every prompt was removed."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post on its way, or what became of it. Instants are in UTC; `slot` is the day, in the
    server's zone, that it was due on. `text` is there until it is settled."""

    id: int
    guild_id: int
    kind: PostKind
    slot: str
    due: datetime
    nonce: str
    state: PostState
    text: str | None = None
    prompt: str | None = None
    attempts: int = 0
    first_attempt: datetime | None = None
    channel_id: int | None = None
    message_id: int | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class New:
    """A post to be: its words, or why it is left out."""

    guild_id: int
    kind: PostKind
    slot: str
    due: datetime
    text: str | None = None
    prompt: str | None = None
    reason: Reason | None = None


async def insert(connection: AsyncConnection, new: New, now: datetime) -> None:
    """Claim its slot. Raises `Conflict` where it is taken."""
    state = PostState.SENDING if new.reason is None else PostState.LEFT_OUT
    await connection.execute(
        sa.insert(careers_post).values(
            guild_id=new.guild_id,
            kind=new.kind.value,
            slot=new.slot,
            due=new.due,
            text=new.text if new.reason is None else None,
            prompt=new.prompt,
            nonce=ids.nonce(),
            state=int(state),
            next_attempt=now,
            reason=new.reason,
        )
    )


async def is_taken(connection: AsyncConnection, guild_id: int, kind: PostKind, slot: str) -> bool:
    """Whether the slot was claimed already."""
    own = (careers_post.c.guild_id == guild_id, careers_post.c.kind == kind.value)
    query = sa.select(careers_post.c.id).where(*own, careers_post.c.slot == slot)
    return await connection.scalar(query) is not None


async def to_send(connection: AsyncConnection, now: datetime) -> list[int]:
    """The ids of those to be attempted at `now` (UTC), those that wait longest first."""
    query = sa.select(careers_post.c.id).where(_IS_SENDING, careers_post.c.next_attempt <= now)
    query = query.order_by(careers_post.c.next_attempt, careers_post.c.id)
    return list((await connection.execute(query)).scalars())


async def earliest_attempt(connection: AsyncConnection) -> datetime | None:
    """When the next attempt is (UTC)."""
    query = sa.select(sa.func.min(careers_post.c.next_attempt)).where(_IS_SENDING)
    earliest: datetime | None = (await connection.execute(query)).scalar_one_or_none()
    return earliest


async def load_due(connection: AsyncConnection, post_id: int, now: datetime) -> Post | None:
    """The post, kept from other writers; None where nobody is to attempt it at `now` (UTC), as
    it is settled or somebody just has."""
    query = sa.select(careers_post).where(
        careers_post.c.id == post_id, _IS_SENDING, careers_post.c.next_attempt <= now
    )
    row = (await connection.execute(query.with_for_update())).mappings().first()
    return None if row is None else _from_row(row)


async def attempt(
    connection: AsyncConnection, post: Post, channel_id: int, now: datetime, again_at: datetime
) -> None:
    """One more attempt begins; where nothing is heard of it, there is another at `again_at`."""
    await _change(
        connection,
        post.id,
        attempts=post.attempts + 1,
        first_attempt=post.first_attempt or now,
        next_attempt=again_at,
        channel_id=channel_id,
    )


async def arrived(connection: AsyncConnection, post_id: int, message_id: int | None) -> None:
    """It is there; `message_id` is None where somebody deleted it at once."""
    posted = int(PostState.POSTED)
    await _change(connection, post_id, state=posted, message_id=message_id, text=None)


async def leave_out(
    connection: AsyncConnection, post_id: int, reason: Reason, error: str | None = None
) -> None:
    """It will not be posted. `error` is Discord's status and code, never words."""
    left_out = int(PostState.LEFT_OUT)
    await _change(connection, post_id, state=left_out, reason=reason, error=error, text=None)


async def note_error(connection: AsyncConnection, post_id: int, error: str) -> None:
    """The attempt failed, and another one comes."""
    await _change(connection, post_id, error=error)


async def prompts_posted(connection: AsyncConnection, guild_id: int, most: int) -> list[str]:
    """The ids of the prompts that were posted, or are on their way, the latest first."""
    query = (
        sa.select(careers_post.c.prompt)
        .where(
            careers_post.c.guild_id == guild_id,
            careers_post.c.kind == PostKind.PROMPT.value,
            careers_post.c.prompt.is_not(None),
            careers_post.c.state != int(PostState.LEFT_OUT),
        )
        .order_by(careers_post.c.due.desc(), careers_post.c.id.desc())
        .limit(most)
    )
    return list((await connection.execute(query)).scalars())


async def left_out_since(
    connection: AsyncConnection, guild_id: int, since: datetime, most: int
) -> list[Post]:
    """What was due since then (UTC) and left out, the latest first."""
    query = (
        sa.select(careers_post)
        .where(
            careers_post.c.guild_id == guild_id,
            careers_post.c.state == int(PostState.LEFT_OUT),
            careers_post.c.due >= since,
        )
        .order_by(careers_post.c.due.desc(), careers_post.c.id.desc())
        .limit(most)
    )
    return [_from_row(row) for row in (await connection.execute(query)).mappings()]


async def _change(connection: AsyncConnection, post_id: int, **values: Any) -> None:
    own = careers_post.c.id == post_id
    await connection.execute(sa.update(careers_post).where(own, _IS_SENDING).values(**values))


def _from_row(row: Mapping[Any, Any]) -> Post:
    return Post(
        id=row["id"],
        guild_id=row["guild_id"],
        kind=PostKind(row["kind"]),
        slot=row["slot"],
        due=row["due"],
        nonce=row["nonce"],
        state=PostState(row["state"]),
        text=row["text"],
        prompt=row["prompt"],
        attempts=row["attempts"],
        first_attempt=row["first_attempt"],
        channel_id=row["channel_id"],
        message_id=row["message_id"],
        reason=Reason(row["reason"]) if row["reason"] else None,
    )
