"""Requests to be introduced, from the asker's consent until a while after their end."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.introducing import PENDING, WAITING, Consents, Earlier, Role, State
from bot.keys import DataKey
from bot.storage.tables import Instant, introduction


@dataclass(frozen=True, slots=True)
class Words:
    """What the asker wrote or ticked, and what everybody was called then."""

    asker: str
    target: str
    friend: str = ""
    topic: str = ""
    goal: str = ""
    two_sentences: str = ""


@dataclass(frozen=True, slots=True)
class Introduction:
    """A request. `friend_id` is None through an open door; `target_id`, where they were erased.

    `expires` is when silence ends it (UTC), None where nothing is pending. `words` are sealed
    for the asker.
    """

    id: str
    guild_id: int
    asker_id: int
    friend_id: int | None
    target_id: int | None
    state: State
    created: datetime
    changed: datetime
    expires: datetime | None
    minutes: int
    consents: Consents
    words: bytes | None = None
    has_friend: bool = True
    channel_id: int | None = None
    thread_id: int | None = None
    version: int = 1

    def role_of(self, member_id: int) -> Role | None:
        """Who somebody is in it, None for a stranger."""
        return next((role for role, one in self.everybody.items() if one == member_id), None)

    @property
    def everybody(self) -> dict[Role, int]:
        """Who has a part in it, by role."""
        ids = {Role.ASKER: self.asker_id, Role.FRIEND: self.friend_id, Role.TARGET: self.target_id}
        return {role: one for role, one in ids.items() if one is not None}

    def opened(self, key: DataKey) -> Words:
        """The words, with the asker's key; only what everybody is called where they are gone."""
        if self.words is None:
            return Words("", "")
        return Words(**json.loads(key.unseal(self.words)))


def sealed(words: Words, key: DataKey) -> bytes:
    """The words as stored, with the asker's key."""
    return key.seal(json.dumps(asdict(words), ensure_ascii=False))


async def insert(connection: AsyncConnection, made: Introduction) -> None:
    """A new request."""
    values = _changing(made) | {
        "id": made.id,
        "guild_id": made.guild_id,
        "asker_id": made.asker_id,
        "created": made.created,
        "minutes": made.minutes,
    }
    await connection.execute(sa.insert(introduction).values(**values))


async def change(connection: AsyncConnection, changed: Introduction) -> None:
    """Write everything about a request that can change."""
    own = introduction.c.id == changed.id
    await connection.execute(sa.update(introduction).where(own).values(**_changing(changed)))


async def load(
    connection: AsyncConnection, introduction_id: str, *, lock: bool = False
) -> Introduction | None:
    """The request, None where there is none any more. `lock` keeps other writers waiting."""
    query = sa.select(introduction).where(introduction.c.id == introduction_id)
    row = (await connection.execute(query.with_for_update() if lock else query)).mappings().first()
    return None if row is None else _from_row(row)


async def earlier(
    connection: AsyncConnection, guild_id: int, asker_id: int, since: datetime
) -> list[Earlier]:
    """The asker's requests in a server, those pending and those that changed since then (UTC)."""
    query = sa.select(introduction).where(
        introduction.c.guild_id == guild_id,
        introduction.c.asker_id == asker_id,
        sa.or_(introduction.c.state.in_(PENDING), introduction.c.changed > since),
    )
    rows = (await connection.execute(query)).mappings()
    return [
        Earlier(row["target_id"], State(row["state"]), row["created"], row["changed"])
        for row in rows
        if row["target_id"] is not None
    ]


async def asked_by(
    connection: AsyncConnection, guild_id: int, asker_id: int, states: Collection[State]
) -> list[Introduction]:
    """The asker's requests in a server that are in these states, the newest first."""
    query = (
        sa.select(introduction)
        .where(
            introduction.c.guild_id == guild_id,
            introduction.c.asker_id == asker_id,
            introduction.c.state.in_(states),
        )
        .order_by(introduction.c.created.desc(), introduction.c.id)
    )
    return [_from_row(row) for row in (await connection.execute(query)).mappings()]


async def of_member(connection: AsyncConnection, member_id: int) -> list[Introduction]:
    """Every request in which somebody has a part, in any server, locked."""
    query = sa.select(introduction).where(_has_part(member_id)).order_by(introduction.c.id)
    rows = (await connection.execute(query.with_for_update())).mappings()
    return [_from_row(row) for row in rows]


async def quieten(
    connection: AsyncConnection, guild_id: int, member_id: int, now: datetime
) -> None:
    """Whatever waits for an answer in a server, and in which somebody has a part, is over."""
    await connection.execute(
        sa.update(introduction)
        .where(
            introduction.c.guild_id == guild_id,
            introduction.c.state.in_(WAITING),
            _has_part(member_id),
        )
        .values(_OVER | {"changed": now})
    )


async def forget(connection: AsyncConnection, member_id: int, now: datetime) -> None:
    """Keep nothing of somebody in the requests of others; those that are not over yet are."""
    friend, target = introduction.c.friend_id, introduction.c.target_id
    undone = introduction.c.state.in_([*WAITING, State.AGREED])
    await connection.execute(
        sa.update(introduction)
        .where(sa.or_(friend == member_id, target == member_id))
        .values(
            friend_id=sa.case((friend == member_id, None), else_=friend),
            target_id=sa.case((target == member_id, None), else_=target),
            state=sa.case((undone, State.QUIET.value), else_=introduction.c.state),
            changed=sa.case(
                (undone, sa.bindparam("now", now, Instant)), else_=introduction.c.changed
            ),
            words=None,
        )
    )


def _has_part(member_id: int) -> sa.ColumnElement[bool]:
    return sa.or_(
        introduction.c.asker_id == member_id,
        introduction.c.friend_id == member_id,
        introduction.c.target_id == member_id,
    )


_OVER = {"state": State.QUIET.value, "words": None}


async def lapsing(connection: AsyncConnection, now: datetime, most: int) -> list[str]:
    """The ids of requests whose time is over, the earliest first."""
    query = (
        sa.select(introduction.c.id)
        .where(introduction.c.expires <= now)
        .order_by(introduction.c.expires, introduction.c.id)
        .limit(most)
    )
    return list((await connection.execute(query)).scalars())


async def put_off(
    connection: AsyncConnection, introduction_id: str, now: datetime, until: datetime
) -> None:
    """One whose time is over still is looked at again at `until` (UTC), whatever is in it."""
    still = (introduction.c.id == introduction_id, introduction.c.expires <= now)
    await connection.execute(sa.update(introduction).where(*still).values(expires=until))


async def next_lapse(connection: AsyncConnection) -> datetime | None:
    """When the next request's time is over (UTC)."""
    query = (
        sa.select(introduction.c.expires)
        .where(introduction.c.expires.is_not(None))
        .order_by(introduction.c.expires)
        .limit(1)
    )
    found: datetime | None = (await connection.execute(query)).scalar()
    return found


async def forget_words(connection: AsyncConnection, before: datetime) -> None:
    """Keep no words of requests that were settled before then (UTC)."""
    await connection.execute(
        sa.update(introduction)
        .where(
            introduction.c.state.not_in(PENDING),
            introduction.c.changed <= before,
            introduction.c.words.is_not(None),
        )
        .values(words=None)
    )


async def purge(connection: AsyncConnection, before: datetime) -> None:
    """Delete requests that were settled before then (UTC)."""
    old = sa.and_(introduction.c.state.not_in(PENDING), introduction.c.changed <= before)
    await connection.execute(sa.delete(introduction).where(old))


async def oldest_settled(
    connection: AsyncConnection, *, with_words: bool = False
) -> datetime | None:
    """When the first of those that are settled was (UTC); or of those that still have words."""
    query = sa.select(sa.func.min(introduction.c.changed)).where(
        introduction.c.state.not_in(PENDING)
    )
    if with_words:
        query = query.where(introduction.c.words.is_not(None))
    found: datetime | None = (await connection.execute(query)).scalar()
    return found


def _changing(made: Introduction) -> dict[str, Any]:
    shows: dict[str, Any] = made.consents.stored()
    if not made.has_friend:
        shows["door"] = []
    return {
        "friend_id": made.friend_id,
        "target_id": made.target_id,
        "state": made.state,
        "version": made.version,
        "changed": made.changed,
        "expires": made.expires,
        "shows": shows,
        "words": made.words,
        "channel_id": made.channel_id,
        "thread_id": made.thread_id,
    }


def _from_row(row: Mapping[Any, Any]) -> Introduction:
    return Introduction(
        id=row["id"],
        guild_id=row["guild_id"],
        asker_id=row["asker_id"],
        friend_id=row["friend_id"],
        target_id=row["target_id"],
        state=State(row["state"]),
        created=row["created"],
        changed=row["changed"],
        expires=row["expires"],
        minutes=row["minutes"],
        consents=Consents.read(row["shows"]),
        words=row["words"],
        has_friend="door" not in row["shows"],
        channel_id=row["channel_id"],
        thread_id=row["thread_id"],
        version=row["version"],
    )
