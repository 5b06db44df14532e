"""Members: who they are, what they chose, how to reach them."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.preferences import METHOD, Advice, Bounds, Preferences
from bot.keys import DataKey, Keyring
from bot.storage import nudges
from bot.storage.records import About, Member
from bot.storage.tables import Instant, guild, member
from bot.storage.upsert import insert as conflicting_insert

MINUTES_OF_OFFSET = 21

COLUMNS = (*member.c, guild.c.bounds.label("home_bounds"), guild.c.name.label("home_name"))
WITH_HOME = member.outerjoin(guild, member.c.home == guild.c.id)

_LOAD = sa.select(*COLUMNS).select_from(WITH_HOME).where(member.c.id == sa.bindparam("member_id"))
_LOCKED = _LOAD.with_for_update(of=member)


async def load(
    connection: AsyncConnection, keyring: Keyring, member_id: int, *, lock: bool = False
) -> Member | None:
    """The member, or None where the id is unknown. `lock` keeps other writers waiting."""
    query = _LOCKED if lock else _LOAD
    row = (await connection.execute(query, {"member_id": member_id})).mappings().first()
    return None if row is None else from_row(row, keyring)


async def load_many(
    connection: AsyncConnection,
    keyring: Keyring,
    member_ids: Collection[int],
    *,
    lock: bool = False,
) -> dict[int, Member]:
    """Those members that are known, by id, in one statement. `lock` keeps other writers waiting;
    members are locked in the order of their ids, so that no two who do it wait for each other."""
    query = sa.select(*COLUMNS).select_from(WITH_HOME).where(member.c.id.in_(member_ids))
    if lock:
        query = query.order_by(member.c.id).with_for_update(of=member)
    rows = (await connection.execute(query)).mappings()
    return {row["id"]: from_row(row, keyring) for row in rows}


async def lock(connection: AsyncConnection, member_ids: Collection[int]) -> set[int]:
    """Keep other writers of these members waiting; those that are known. Locked as above."""
    query = sa.select(member.c.id).where(member.c.id.in_(member_ids))
    query = query.order_by(member.c.id).with_for_update()
    return set((await connection.execute(query)).scalars())


async def insert(
    connection: AsyncConnection,
    keyring: Keyring,
    member_id: int,
    locale: str,
    now: datetime,
    home: int | None = None,
    *,
    zone_guess: str = "UTC",
) -> Member:
    """A new member with a data key of their own; `home` is a server that is known already.

    `zone_guess` (an IANA name) is what their wishes count in until they say their zone.
    """
    wishes = Preferences(zone=zone_guess)
    created = Member(member_id, keyring.new_data_key(), now, locale, wishes=wishes, home=home)
    await connection.execute(
        sa.insert(member).values(
            id=member_id,
            data_key=created.data_key,
            created=now,
            locale=locale,
            preferences=encode_preferences(created.wishes),
            home=home,
        )
    )
    return replace(created, wishes=_with_offset(created.wishes, member_id))


async def change(connection: AsyncConnection, keyring: Keyring, changed: Member) -> None:
    """Write everything about a member that can change."""
    await connection.execute(
        sa.update(member)
        .where(member.c.id == changed.id)
        .values(
            locale=changed.locale,
            zone=changed.zone,
            preferences=encode_preferences(changed.wishes),
            about=seal_about(changed.about, keyring.open(changed.data_key)),
            home=changed.home,
            paused_until=changed.paused_until,
            dm_channel=changed.dm_channel,
            dm_closed=changed.dm_closed,
            dm_tested=changed.dm_tested,
            dm_told=changed.dm_told,
        )
    )


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a sign of life changed.

    `goes_on`: what waited for it may go now. `to_tell`: whoever noticed it is the one to tell
    the member that their direct messages are closed; nobody else will.
    """

    goes_on: bool = False
    to_tell: bool = False


_SIGNS = sa.select(
    member.c.unanswered, member.c.locale, member.c.dm_closed, member.c.dm_told
).where(member.c.id == sa.bindparam("member_id"))


async def is_news(
    connection: AsyncConnection, member_id: int, locale: str, *, in_own_dm: bool
) -> bool:
    """Whether `noticed` would change anything, which is seldom."""
    row = (await connection.execute(_SIGNS, {"member_id": member_id})).first()
    if row is None:
        return False
    if row.unanswered > 0 or row.locale != locale:
        return True
    if row.dm_closed is None:
        return False
    return in_own_dm or row.dm_told is None or row.dm_told < row.dm_closed


async def noticed(
    connection: AsyncConnection, member_id: int, locale: str, now: datetime, *, in_own_dm: bool
) -> Noticed:
    """The member gave a sign of life, in this language."""
    closed = member.c.dm_closed.is_not(None)
    untold = closed & sa.or_(member.c.dm_told.is_(None), member.c.dm_told < member.c.dm_closed)
    to_tell = closed if in_own_dm else untold
    values: dict[str, Any] = {
        "unanswered": 0,
        "locale": locale,
        "dm_told": sa.case((to_tell, sa.bindparam("now", now, Instant)), else_=member.c.dm_told),
    }
    if in_own_dm:
        values |= {"dm_closed": None, "dm_tested": now}
    result = await connection.execute(
        sa.update(member)
        .where(
            member.c.id == member_id,
            sa.or_(member.c.unanswered > 0, member.c.locale != locale, to_tell),
        )
        .values(values)
        .returning(member.c.dm_told, member.c.dm_closed)
    )
    row = result.first()
    if row is None:
        return Noticed()
    goes_on = row.dm_closed is None
    if goes_on:
        await nudges.look_again(connection, member_id)
    return Noticed(goes_on, to_tell=row.dm_told == now)


async def dm_untold(connection: AsyncConnection, member_id: int) -> None:
    """The member could not be told of their closed direct messages; the next sign of life can."""
    await connection.execute(sa.update(member).where(member.c.id == member_id).values(dm_told=None))


async def bundle_sent(connection: AsyncConnection, member_ids: Collection[int]) -> None:
    """One more bundle to each that nobody has answered yet."""
    if not member_ids:
        return
    one_more = sa.update(member).values(unanswered=member.c.unanswered + 1)
    await connection.execute(one_more.where(member.c.id.in_(member_ids)))


async def dm_known(connection: AsyncConnection, member_id: int, channel_id: int) -> None:
    """The DM channel with a member."""
    await connection.execute(
        sa.update(member).where(member.c.id == member_id).values(dm_channel=channel_id)
    )


async def dm_refused(
    connection: AsyncConnection, member_id: int, now: datetime, *, told: datetime | None = None
) -> None:
    """The member's direct messages are closed, since `now` unless known already.

    `told` is when the member was told so, if they were.
    """
    values: dict[str, Any] = {} if told is None else {"dm_told": told}
    since = sa.func.coalesce(member.c.dm_closed, sa.bindparam("now", now, Instant))
    await connection.execute(
        sa.update(member).where(member.c.id == member_id).values(dm_closed=since, **values)
    )


async def reopen_since(connection: AsyncConnection, since: datetime) -> list[int]:
    """Whoever's messages were found closed since then wasn't the reason; who they are."""
    query = (
        sa.update(member)
        .where(member.c.dm_closed >= since)
        .values(dm_closed=None)
        .returning(member.c.id)
    )
    reopened = list((await connection.execute(query)).scalars())
    for member_id in reopened:
        await nudges.look_again(connection, member_id)
    return reopened


async def dm_reached(
    connection: AsyncConnection, member_id: int, channel_id: int, now: datetime
) -> bool:
    """A message reached the member in this channel; whether anything had waited for that."""
    open_now = sa.update(member).where(member.c.id == member_id)
    open_now = open_now.values(dm_channel=channel_id, dm_tested=now, dm_closed=None)
    result = await connection.execute(open_now.where(member.c.dm_closed.is_(None)))
    if result.rowcount > 0:
        return False
    result = await connection.execute(open_now)
    if result.rowcount == 0:
        return False
    await nudges.look_again(connection, member_id)
    return True


async def delete(connection: AsyncConnection, member_id: int) -> bool:
    """Delete the member, the data key and all rows that hang on it; False where unknown."""
    result = await connection.execute(sa.delete(member).where(member.c.id == member_id))
    return result.rowcount > 0


async def upsert_home(
    connection: AsyncConnection, guild_id: int, name: str, now: datetime
) -> Bounds:
    """Know a server that a member calls home; its bounds stay as they are, and are returned."""
    new = conflicting_insert(connection.dialect.name, guild).values(
        id=guild_id, name=name, bounds={}, created=now
    )
    query = new.on_conflict_do_update(
        index_elements=["id"], set_={"name": new.excluded.name}
    ).returning(guild.c.bounds)
    return decode_bounds((await connection.execute(query)).scalar_one())


async def at_home(
    connection: AsyncConnection, keyring: Keyring, guild_id: int, after: int, most: int
) -> list[Member]:
    """Whoever calls the server home, in the order of their ids, those above `after`; locked."""
    query = sa.select(*COLUMNS).select_from(WITH_HOME)
    query = query.where(member.c.home == guild_id, member.c.id > after)
    query = query.order_by(member.c.id).limit(most).with_for_update(of=member)
    rows = (await connection.execute(query)).mappings()
    return [from_row(row, keyring) for row in rows]


def from_row(row: Mapping[Any, Any], keyring: Keyring) -> Member:
    """A member from a row that holds `COLUMNS`."""
    wishes = decode_preferences(row["preferences"])
    wishes = replace(wishes, zone=row["zone"] or wishes.zone)
    return Member(
        id=row["id"],
        data_key=row["data_key"],
        created=row["created"],
        locale=row["locale"],
        zone=row["zone"],
        wishes=_with_offset(wishes, row["id"]),
        bounds=decode_bounds(row["home_bounds"]),
        about=_unseal_about(row["about"], keyring, row["data_key"]),
        home=row["home"],
        home_name=row["home_name"],
        paused_until=row["paused_until"],
        dm_channel=row["dm_channel"],
        dm_closed=row["dm_closed"],
        dm_tested=row["dm_tested"],
        dm_told=row["dm_told"],
        unanswered=row["unanswered"],
    )


def encode_preferences(wishes: Preferences) -> dict[str, Any]:
    """As stored: only what differs from the method's defaults, so that defaults can change."""
    plain = Preferences()
    return {
        name: _encode(value)
        for name, value in asdict(wishes).items()
        if name != "bundle_offset" and value != getattr(plain, name)
    }


def decode_preferences(stored: Mapping[str, Any]) -> Preferences:
    return replace(Preferences(), **{name: _decode(name, value) for name, value in stored.items()})


def decode_bounds(stored: Mapping[str, Any] | None) -> Bounds:
    if not stored:
        return METHOD
    return replace(METHOD, **{name: _decode(name, value) for name, value in stored.items()})


def encode_bounds(bounds: Bounds) -> dict[str, Any]:
    """As stored: only what a server narrowed."""
    return {
        name: _encode(value)
        for name, value in asdict(bounds).items()
        if value != getattr(METHOD, name)
    }


def seal_about(about: About, key: DataKey) -> bytes:
    return key.seal(json.dumps(asdict(about), ensure_ascii=False))


def _unseal_about(sealed: bytes | None, keyring: Keyring, data_key: bytes) -> About:
    if sealed is None:
        return About()
    return About(**json.loads(keyring.open(data_key).unseal(sealed)))


def _with_offset(wishes: Preferences, member_id: int) -> Preferences:
    return replace(wishes, bundle_offset=(member_id >> 22) % MINUTES_OF_OFFSET)


def _encode(value: Any) -> Any:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, tuple):
        return [_encode(one) for one in value]
    return sorted(value) if isinstance(value, frozenset) else value


def _decode(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in {"bundle_at", "quiet_from", "quiet_to"}:
        return time.fromisoformat(value)
    if name == "working_days":
        return frozenset(value)
    if name == "given":
        return frozenset(map(Advice, value))
    if name == "quiet":
        return tuple(map(time.fromisoformat, value))
    return tuple(value) if isinstance(value, list) else value
