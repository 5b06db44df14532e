"""Wins that members share: from the preview over the team's queue to the post."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.keys import DataKey, Keyring
from bot.storage.tables import careers_block, member, win


class WinState(StrEnum):
    """Where a win stands."""

    PREVIEW = "preview"
    """Seen by its author alone."""
    QUEUED = "queued"
    """Waits for the team."""
    POSTING = "posting"
    """On its way into the channel."""
    POSTED = "posted"
    LEFT_OUT = "left_out"
    """The team decided against it."""
    UNANSWERED = "unanswered"
    """The team did not come to it in time."""
    FAILED = "failed"
    """Discord did not take it."""
    UNDONE = "undone"
    """Taken back: no words are left, and only for so long that it counts among a day's."""


@dataclass(frozen=True, slots=True)
class Win:
    """A win. Instants are in UTC.

    `author` is the name to post it by, kept also where it is not `named`, so that the author's
    own name is found in an anonymous one. `kept` are names in it that the author said may stay
    (`Namesake.key`). `due` is when the coach looks at it next, `expires` when waiting ends,
    `tried` when it was sent for the first time.
    """

    id: str
    guild_id: int
    member_id: int
    words: str
    author: str
    named: bool
    state: WinState
    nonce: str
    created: datetime
    kept: frozenset[str] = frozenset()
    due: datetime | None = None
    expires: datetime | None = None
    tried: datetime | None = None
    attempts: int = 0
    channel_id: int | None = None
    message_id: int | None = None
    data_key: bytes = b""
    """The author's, wrapped."""


async def insert(connection: AsyncConnection, key: DataKey, made: Win) -> None:
    """A new win."""
    fixed = {"id": made.id, "guild_id": made.guild_id, "member_id": made.member_id}
    await connection.execute(sa.insert(win).values(**fixed, **_changing(key, made)))


async def change(connection: AsyncConnection, key: DataKey, changed: Win) -> None:
    """Write everything about a win that can change."""
    await connection.execute(
        sa.update(win).where(win.c.id == changed.id).values(**_changing(key, changed))
    )


async def delete(connection: AsyncConnection, win_id: str) -> None:
    """Forget a win."""
    await connection.execute(sa.delete(win).where(win.c.id == win_id))


async def load(
    connection: AsyncConnection, keyring: Keyring, win_id: str, *, lock: bool = False
) -> Win | None:
    """The win, None where it is gone. `lock` keeps other writers waiting."""
    query = _WITH_KEY.where(win.c.id == win_id)
    query = query.with_for_update(of=win) if lock else query
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else _opened(row, keyring)


async def preview_of(
    connection: AsyncConnection, keyring: Keyring, guild_id: int, member_id: int
) -> Win | None:
    """The preview that a member has in a server."""
    query = _WITH_KEY.where(
        win.c.guild_id == guild_id,
        win.c.member_id == member_id,
        win.c.state == WinState.PREVIEW,
    ).order_by(win.c.created.desc())
    row = (await connection.execute(query.limit(1))).mappings().first()
    return None if row is None else _opened(row, keyring)


async def of_member(
    connection: AsyncConnection, keyring: Keyring, member_id: int, states: tuple[WinState, ...]
) -> list[Win]:
    """A member's wins in these states, in all servers, the newest first."""
    query = _WITH_KEY.where(win.c.member_id == member_id, win.c.state.in_(states))
    rows = (await connection.execute(query.order_by(win.c.created.desc(), win.c.id))).mappings()
    return [_opened(row, keyring) for row in rows]


async def first_queued(
    connection: AsyncConnection, keyring: Keyring, guild_id: int, now: datetime, after: int = 0
) -> tuple[Win | None, int]:
    """The win that has waited longest for the team of a server, but for the first `after`, and
    how many wait altogether."""
    query = _WITH_KEY.add_columns(sa.func.count().over().label("waiting")).where(
        win.c.guild_id == guild_id, win.c.state == WinState.QUEUED, win.c.expires > now
    )
    query = query.order_by(win.c.created, win.c.id).offset(after).limit(1)
    row = (await connection.execute(query)).mappings().first()
    return (None, 0) if row is None else (_opened(row, keyring), row["waiting"])


async def count_queued(connection: AsyncConnection, guild_id: int, now: datetime) -> int:
    """How many wait for the team of a server."""
    query = sa.select(sa.func.count()).select_from(win)
    query = query.where(
        win.c.guild_id == guild_id, win.c.state == WinState.QUEUED, win.c.expires > now
    )
    return int((await connection.execute(query)).scalar_one())


async def forget_previews(connection: AsyncConnection, guild_id: int, member_id: int) -> None:
    """A member has another preview now."""
    await connection.execute(
        sa.delete(win).where(
            win.c.guild_id == guild_id,
            win.c.member_id == member_id,
            win.c.state == WinState.PREVIEW,
        )
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a member is blocked in a server, and how many wins they shared there lately."""

    blocked: bool
    shared: int


async def standing(
    connection: AsyncConnection, guild_id: int, member_id: int, now: datetime, since: datetime
) -> Standing:
    """How a member stands in a server at `now`; `shared` counts from `since` on (UTC)."""
    blocked = sa.exists().where(
        careers_block.c.guild_id == guild_id,
        careers_block.c.member_id == member_id,
        sa.or_(careers_block.c.until.is_(None), careers_block.c.until > now),
    )
    shared = (
        sa.select(sa.func.count())
        .where(
            win.c.guild_id == guild_id,
            win.c.member_id == member_id,
            win.c.state != WinState.PREVIEW,
            win.c.created > since,
        )
        .scalar_subquery()
    )
    row = (await connection.execute(sa.select(blocked, shared))).one()
    return Standing(bool(row[0]), int(row[1]))


async def due(connection: AsyncConnection, now: datetime, most: int) -> list[str]:
    """The ids of wins that the coach has to look at, the longest due first."""
    query = sa.select(win.c.id).where(win.c.due <= now).order_by(win.c.due, win.c.id).limit(most)
    return list((await connection.execute(query)).scalars())


async def put_off(connection: AsyncConnection, win_id: str, now: datetime, due: datetime) -> None:
    """What is due still is looked at again at `due` (UTC), whatever is in it."""
    still = sa.update(win).where(win.c.id == win_id, win.c.due <= now)
    await connection.execute(still.values(due=due))


async def earliest(connection: AsyncConnection) -> datetime | None:
    """When the next one is due."""
    query = sa.select(sa.func.min(win.c.due))
    found: datetime | None = (await connection.execute(query)).scalar()
    return found


_WITH_KEY = sa.select(win, member.c.data_key).join(member, member.c.id == win.c.member_id)


def _changing(key: DataKey, one: Win) -> dict[str, Any]:
    content = {"words": one.words, "author": one.author, "kept": sorted(one.kept)}
    return {
        "text": key.seal(json.dumps(content, ensure_ascii=False)),
        "named": one.named,
        "state": one.state.value,
        "nonce": one.nonce,
        "created": one.created,
        "due": one.due,
        "expires": one.expires,
        "tried": one.tried,
        "attempts": one.attempts,
        "channel_id": one.channel_id,
        "message_id": one.message_id,
    }


def _opened(row: Mapping[Any, Any], keyring: Keyring) -> Win:
    return replace(from_row(row, keyring.open(row["data_key"])), data_key=row["data_key"])


def from_row(row: Mapping[Any, Any], key: DataKey) -> Win:
    """A win from a row that holds the table's columns."""
    content = json.loads(key.unseal(row["text"]))
    return Win(
        id=row["id"],
        guild_id=row["guild_id"],
        member_id=row["member_id"],
        words=content["words"],
        author=content["author"],
        named=row["named"],
        state=WinState(row["state"]),
        nonce=row["nonce"],
        created=row["created"],
        kept=frozenset(content["kept"]),
        due=row["due"],
        expires=row["expires"],
        tried=row["tried"],
        attempts=row["attempts"],
        channel_id=row["channel_id"],
        message_id=row["message_id"],
    )


def emptied(one: Win) -> Win:
    """The win without a word of it, and without where it was."""
    bare = replace(one, words="", author="", kept=frozenset())
    return replace(bare, channel_id=None, message_id=None, tried=None)
