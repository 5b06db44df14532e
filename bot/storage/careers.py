"""The careers channel of a server: its settings, and who changed what in them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.careers import Careers, Feature, Weekly
from bot.coaching.posts import PostKind
from bot.keys import Keyring
from bot.storage.tables import careers, careers_change

_DUE = {
    PostKind.PROMPT: careers.c.prompt_due,
    PostKind.DIGEST: careers.c.digest_due,
    PostKind.REPORT: careers.c.report_due,
}
"""When the next post of each kind is."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that was set up. `paused` and `removed` are since when, None where it isn't.

    `due` is when the next post of each kind is (UTC), for those that are posted.
    """

    id: int
    data_key: bytes
    settings: Careers
    created: datetime
    panel_channel: int | None = None
    panel_message: int | None = None
    paused: datetime | None = None
    removed: datetime | None = None
    due: Mapping[PostKind, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a server's audit log; `facts` are values by name, never a member's words."""

    at: datetime
    actor_id: int
    what: str
    facts: Mapping[str, Any]


async def load(connection: AsyncConnection, guild_id: int, *, lock: bool = False) -> Server | None:
    """The server, None where it was never set up. `lock` keeps other writers waiting."""
    query = sa.select(careers).where(careers.c.guild_id == guild_id)
    row = (await connection.execute(query.with_for_update() if lock else query)).mappings().first()
    return None if row is None else _from_row(row)


async def present(connection: AsyncConnection) -> list[Server]:
    """Every server that was set up and still has the bot."""
    query = sa.select(careers).where(careers.c.removed.is_(None)).order_by(careers.c.guild_id)
    return [_from_row(row) for row in (await connection.execute(query)).mappings()]


async def with_posts_due(connection: AsyncConnection, now: datetime) -> list[Server]:
    """Those where something is to be posted at `now` (UTC)."""
    any_due = sa.or_(*(column <= now for column in _DUE.values()))
    query = sa.select(careers).where(careers.c.removed.is_(None), any_due)
    rows = (await connection.execute(query.order_by(careers.c.guild_id))).mappings()
    return [_from_row(row) for row in rows]


async def earliest_post(connection: AsyncConnection) -> datetime | None:
    """When something is to be posted next in any server (UTC)."""
    query = sa.select(*(sa.func.min(column) for column in _DUE.values()))
    row = (await connection.execute(query.where(careers.c.removed.is_(None)))).one()
    return min((one for one in row if one is not None), default=None)


async def insert(
    connection: AsyncConnection, keyring: Keyring, guild_id: int, settings: Careers, now: datetime
) -> Server:
    """A server is set up for the first time; `members.upsert_home` knows it already."""
    made = Server(guild_id, keyring.new_data_key(), settings, now)
    values = {"guild_id": guild_id, "data_key": made.data_key, "created": now}
    await connection.execute(sa.insert(careers).values(**values, settings=encoded(settings)))
    return made


async def change(connection: AsyncConnection, changed: Server) -> None:
    """Write everything about a server that can change."""
    values = {
        "settings": encoded(changed.settings),
        "panel_channel": changed.panel_channel,
        "panel_message": changed.panel_message,
        "paused": changed.paused,
        "removed": changed.removed,
        **{column.key: changed.due.get(kind) for kind, column in _DUE.items()},
    }
    own = careers.c.guild_id == changed.id
    await connection.execute(sa.update(careers).where(own).values(**values))


async def note(connection: AsyncConnection, guild_id: int, entry: Entry) -> None:
    """Add a line to the audit log."""
    await connection.execute(
        sa.insert(careers_change).values(
            guild_id=guild_id,
            at=entry.at,
            actor_id=entry.actor_id,
            what=entry.what,
            facts=dict(entry.facts),
        )
    )


async def entries(connection: AsyncConnection, guild_id: int, most: int) -> list[Entry]:
    """The latest lines of the audit log, the newest first."""
    query = (
        sa.select(careers_change)
        .where(careers_change.c.guild_id == guild_id)
        .order_by(careers_change.c.at.desc(), careers_change.c.id.desc())
        .limit(most)
    )
    rows = (await connection.execute(query)).mappings()
    return [Entry(row["at"], row["actor_id"], row["what"], row["facts"]) for row in rows]


def encoded(settings: Careers) -> dict[str, Any]:
    """As stored: only what differs from what everybody begins with."""
    plain = asdict(Careers())
    return {
        name: _encoded(value) for name, value in asdict(settings).items() if value != plain[name]
    }


def decoded(stored: Mapping[str, Any]) -> Careers:
    """Settings from what is stored of them."""
    known = {name: _decoded(name, value) for name, value in stored.items()}
    return replace(Careers(), **known)


def _from_row(row: Mapping[Any, Any]) -> Server:
    return Server(
        id=row["guild_id"],
        data_key=row["data_key"],
        settings=decoded(row["settings"]),
        created=row["created"],
        panel_channel=row["panel_channel"],
        panel_message=row["panel_message"],
        paused=row["paused"],
        removed=row["removed"],
        due={kind: row[column.key] for kind, column in _DUE.items() if row[column.key]},
    )


def _encoded(value: Any) -> Any:
    if isinstance(value, dict):
        return value | {"at": value["at"].strftime("%H:%M")}
    return sorted(value) if isinstance(value, frozenset) else value


def _decoded(name: str, value: Any) -> Any:
    match name:
        case "digest" | "prompt":
            return Weekly(value["weekday"], time.fromisoformat(value["at"]))
        case "features":
            return frozenset(map(Feature, value))
        case "removed_prompts":
            return frozenset(value)
    return value
