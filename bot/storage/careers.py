"""The careers channel of a server: its settings, and who changed what in them."""

import contextlib
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.careers import Careers, Feature, Weekly
from bot.coaching.posts import PostKind
from bot.coaching.preferences import METHOD, Bounds
from bot.keys import Keyring
from bot.storage.members import decode_bounds, encode_bounds
from bot.storage.tables import careers, careers_change, careers_prompt, guild


@dataclass(frozen=True, slots=True)
class Panel:
    """The message with the buttons for members: where it stands, and what is to be done with it.

    `due` is when it is to be posted or edited (UTC), None where nothing is to be done; every
    attempt at posting it carries `nonce`. `error` is why the last one failed, or wasn't pinned.
    """

    channel: int | None = None
    message: int | None = None
    nonce: str | None = None
    due: datetime | None = None
    attempts: int = 0
    error: str | None = None


_NAMES = frozenset(one.name for one in fields(Careers))

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
    `bounds` limit the reminders of the members who call it home.
    """

    id: int
    data_key: bytes
    settings: Careers
    created: datetime
    panel: Panel = Panel()
    paused: datetime | None = None
    removed: datetime | None = None
    due: Mapping[PostKind, datetime] = field(default_factory=dict)
    bounds: Bounds = METHOD


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a server's audit log; `facts` are values by name, never a member's words."""

    at: datetime
    actor_id: int
    what: str
    facts: Mapping[str, Any]


_KNOWN = sa.select(careers, guild.c.bounds).join(guild, guild.c.id == careers.c.guild_id)


async def load(connection: AsyncConnection, guild_id: int, *, lock: bool = False) -> Server | None:
    """The server, None where it was never set up. `lock` keeps other writers waiting."""
    query = _KNOWN.where(careers.c.guild_id == guild_id)
    query = query.with_for_update(of=careers) if lock else query
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else _from_row(row)


async def name_of(connection: AsyncConnection, guild_id: int) -> str:
    """What the server is called, as far as is known."""
    query = sa.select(guild.c.name).where(guild.c.id == guild_id)
    return (await connection.execute(query)).scalar() or ""


async def present(connection: AsyncConnection) -> list[Server]:
    """Every server that was set up and still has the bot."""
    query = _KNOWN.where(careers.c.removed.is_(None)).order_by(careers.c.guild_id)
    return [_from_row(row) for row in (await connection.execute(query)).mappings()]


async def with_posts_due(connection: AsyncConnection, now: datetime) -> list[Server]:
    """Those where something is to be posted at `now` (UTC)."""
    any_due = sa.or_(*(column <= now for column in _DUE.values()))
    query = _KNOWN.where(careers.c.removed.is_(None), any_due)
    rows = (await connection.execute(query.order_by(careers.c.guild_id))).mappings()
    return [_from_row(row) for row in rows]


async def earliest_post(connection: AsyncConnection) -> datetime | None:
    """When something is to be posted next in any server (UTC)."""
    query = sa.select(*(sa.func.min(column) for column in _DUE.values()))
    row = (await connection.execute(query.where(careers.c.removed.is_(None)))).one()
    return min((one for one in row if one is not None), default=None)


async def with_panel_due(connection: AsyncConnection, now: datetime) -> list[Server]:
    """The servers whose panel is to be posted or edited at `now` (UTC)."""
    there = careers.c.removed.is_(None)
    query = _KNOWN.where(careers.c.panel_due <= now, there).order_by(careers.c.panel_due)
    return [_from_row(row) for row in (await connection.execute(query)).mappings()]


async def next_panel_due(connection: AsyncConnection) -> datetime | None:
    """When the next panel is to be posted or edited (UTC)."""
    there = careers.c.removed.is_(None)
    query = sa.select(sa.func.min(careers.c.panel_due)).where(there)
    due: datetime | None = (await connection.execute(query)).scalar_one()
    return due


async def insert(
    connection: AsyncConnection, keyring: Keyring, guild_id: int, settings: Careers, now: datetime
) -> Server:
    """A server is set up for the first time; `members.upsert_home` knows it already."""
    made = Server(guild_id, keyring.new_data_key(), settings, now)
    values: dict[str, Any] = {"guild_id": guild_id, "data_key": made.data_key, "created": now}
    await connection.execute(sa.insert(careers).values(**values, settings=encoded(settings)))
    return made


async def change(connection: AsyncConnection, changed: Server) -> None:
    """Write everything about a server that can change."""
    values = {
        "settings": encoded(changed.settings),
        **{f"panel_{name}": value for name, value in asdict(changed.panel).items()},
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


async def bound(connection: AsyncConnection, guild_id: int, bounds: Bounds) -> None:
    """Limit the reminders of the members who call the server home; they are to be planned anew."""
    own = guild.c.id == guild_id
    values = {"bounds": encode_bounds(bounds), "replanned": 0}
    await connection.execute(sa.update(guild).where(own).values(**values))


async def unplanned(connection: AsyncConnection) -> list[tuple[int, int]]:
    """Servers whose bounds changed, with the id up to which their members were planned anew."""
    query = sa.select(guild.c.id, guild.c.replanned).where(guild.c.replanned.is_not(None))
    rows = await connection.execute(query.order_by(guild.c.id))
    return [(row.id, row.replanned) for row in rows]


async def replanned(
    connection: AsyncConnection,
    guild_id: int,
    bounds: Bounds | None,
    before: int,
    up_to: int | None,
) -> bool:
    """Its members up to an id (None: all) are planned within `bounds` (None: there
    were none to plan). False where those, or how
    far that had come, were changed meanwhile: then nothing is noted."""
    own = guild.c.id == guild_id
    query = sa.select(guild.c.bounds, guild.c.replanned).where(own)
    row = (await connection.execute(query.with_for_update(key_share=True))).first()
    if row is None or row.replanned != before:
        return False
    if bounds is not None and decode_bounds(row.bounds) != bounds:
        return False
    await connection.execute(sa.update(guild).where(own).values(replanned=up_to))
    return True


async def known_ids(connection: AsyncConnection) -> dict[int, bool]:
    """The ids of all servers that were set up; whether each is noted as there."""
    query = sa.select(careers.c.guild_id, careers.c.removed)
    return {row.guild_id: row.removed is None for row in await connection.execute(query)}


async def gone(connection: AsyncConnection, guild_ids: Collection[int], now: datetime) -> None:
    """The bot is in these servers no more, unless that is known already."""
    those = careers.c.guild_id.in_(guild_ids) & careers.c.removed.is_(None)
    await connection.execute(sa.update(careers).where(those).values(removed=now))


async def back(connection: AsyncConnection, guild_ids: Collection[int]) -> None:
    """The bot is in these servers (again)."""
    those = careers.c.guild_id.in_(guild_ids) & careers.c.removed.is_not(None)
    await connection.execute(sa.update(careers).where(those).values(removed=None))


async def removed_before(connection: AsyncConnection, instant: datetime) -> list[int]:
    """The servers that the bot has been out of since before then (UTC)."""
    query = sa.select(careers.c.guild_id).where(careers.c.removed <= instant)
    return list((await connection.execute(query.order_by(careers.c.removed))).scalars())


async def first_removed(connection: AsyncConnection) -> datetime | None:
    """Since when the bot has been out of a server at the longest (UTC)."""
    query = sa.select(sa.func.min(careers.c.removed))
    first: datetime | None = (await connection.execute(query)).scalar_one()
    return first


async def own_prompts(connection: AsyncConnection, guild_id: int) -> dict[str, str]:
    """The server's own prompts, and its wording of those that ship, by their ids."""
    own = careers_prompt.c.guild_id == guild_id
    query = sa.select(careers_prompt.c.id, careers_prompt.c.text).where(own)
    rows = await connection.execute(query.order_by(careers_prompt.c.created, careers_prompt.c.id))
    return {row.id: row.text for row in rows}


def encoded(settings: Careers) -> dict[str, Any]:
    """As stored: only what differs from what everybody begins with."""
    plain = asdict(Careers())
    return {
        name: _encoded(value) for name, value in asdict(settings).items() if value != plain[name]
    }


def decoded(stored: Mapping[str, Any]) -> Careers:
    """Settings from what is stored of them.

    What this version can't read, since another one wrote it, is as everybody begins with: one
    setting is not to stop a server, or all that come after it.
    """
    known = {}
    for name in stored.keys() & _NAMES:
        with contextlib.suppress(LookupError, TypeError, ValueError):
            known[name] = _decoded(name, stored[name])
    return replace(Careers(), **known)


def _from_row(row: Mapping[Any, Any]) -> Server:
    return Server(
        id=row["guild_id"],
        data_key=row["data_key"],
        settings=decoded(row["settings"]),
        created=row["created"],
        panel=Panel(
            channel=row["panel_channel"],
            message=row["panel_message"],
            nonce=row["panel_nonce"],
            due=row["panel_due"],
            attempts=row["panel_attempts"],
            error=row["panel_error"],
        ),
        paused=row["paused"],
        removed=row["removed"],
        due={kind: row[column.key] for kind, column in _DUE.items() if row[column.key]},
        bounds=decode_bounds(row["bounds"]),
    )


def _encoded(value: Any) -> Any:
    if isinstance(value, dict):
        return value | {"at": value["at"].strftime("%H:%M")}
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else value


def _decoded(name: str, value: Any) -> Any:
    match name:
        case "digest" | "prompt":
            return Weekly(value["weekday"], time.fromisoformat(value["at"]))
        case "features":
            return frozenset(one for one in Feature if one.value in value)
        case "zone":
            return ZoneInfo(value).key
        case "removed_prompts":
            return frozenset(value)
        case "left_off_until":
            return date.fromisoformat(value)
    return value
