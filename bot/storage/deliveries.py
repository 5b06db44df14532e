"""Deliveries: one message to one member, claimed under a lease, settled after sending."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.packing import Parcel
from bot.coaching.rules import Travel
from bot.storage import ids
from bot.storage.tables import DeliveryState, Instant, delivery, member

_IS_QUEUED = sa.text("delivery.state = 0")
_IS_LEASED = sa.text("delivery.state = 1")
_IS_UNDER_WAY = sa.text("delivery.state < 2")
_IS_NOT_SENT = sa.text("delivery.state <> 2")


@dataclass(frozen=True, slots=True)
class New:
    """A message to queue. `day` is the member's local day."""

    member_id: int
    day: date
    parcel: Parcel


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message to be. `body` is the frozen text, sealed; None before the first attempt."""

    id: int
    member_id: int
    travel: Travel
    day: date
    items: tuple[int, ...]
    last: bool
    nonce: str
    due: datetime
    attempts: int
    first_attempt: datetime | None
    body: bytes | None
    lease_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Lease:
    """Who works on a delivery, and until when (UTC) it is theirs."""

    owner: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Frozen:
    """What every attempt sends: the items, and the words, sealed."""

    delivery_id: int
    items: tuple[int, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """Where a delivery arrived. `message_id` is None where somebody deleted it at once."""

    delivery_id: int
    channel_id: int
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Recent:
    """A delivery as the next packing sees it. `day` is the member's local day at its claim."""

    id: int
    travel: Travel
    day: date
    items: tuple[int, ...]
    under_way: bool
    settled: datetime | None


async def create(connection: AsyncConnection, new: Sequence[New], now: datetime) -> list[int]:
    """Queue messages; their ids, in order.

    Raises `Conflict` where a member has one of the slots already.
    """
    if not new:
        return []
    statement = sa.insert(delivery).returning(delivery.c.id, sort_by_parameter_order=True)
    result = await connection.execute(statement, [_row(one, now) for one in new])
    return list(result.scalars())


def _row(new: New, now: datetime) -> dict[str, Any]:
    items = new.parcel.items
    return {
        "member_id": new.member_id,
        "slot": new.parcel.slot,
        "travel": new.parcel.travel.value,
        "day": new.day.isoformat(),
        "nudge_ids": [item.id for item in items],
        "last": new.parcel.last,
        "nonce": ids.nonce(),
        "rank": min(item.rule.rank for item in items),
        "due": min(item.due for item in items),
        "next_attempt": now,
    }


async def recent(
    connection: AsyncConnection, since: Mapping[int, date], settled_since: datetime
) -> dict[int, list[Recent]]:
    """By member: their deliveries since the given local day, those that were claimed earlier and
    settled only since then, and all that are still under way."""
    query = sa.select(
        delivery.c.id,
        delivery.c.member_id,
        delivery.c.travel,
        delivery.c.day,
        delivery.c.nudge_ids,
        delivery.c.state,
        delivery.c.settled,
    ).where(
        delivery.c.member_id.in_(since),
        delivery.c.state.not_in([int(DeliveryState.DROPPED), int(DeliveryState.CLOSED)]),
        sa.or_(
            delivery.c.day >= min(since.values()).isoformat(),
            delivery.c.settled >= settled_since,
            _IS_UNDER_WAY,
        ),
    )
    found: dict[int, list[Recent]] = {member_id: [] for member_id in since}
    for row in await connection.execute(query):
        one = Recent(
            row.id,
            Travel(row.travel),
            date.fromisoformat(row.day),
            tuple(row.nudge_ids),
            row.state < DeliveryState.SENT,
            row.settled,
        )
        late = one.settled is not None and one.settled >= settled_since
        if one.under_way or late or one.day >= since[row.member_id]:
            found[row.member_id].append(one)
    return found


async def lease(
    connection: AsyncConnection,
    now: datetime,
    taken: Lease,
    limit: int,
    *,
    channel_known: bool | None = None,
) -> list[Delivery]:
    """Take up to `limit` queued deliveries that may be attempted at `now`, the most important
    first: of members whose DM channel is known, of those whose isn't, or (None) of both."""
    asked = {
        True: member.c.dm_channel.is_not(None),
        False: member.c.dm_channel.is_(None),
        None: sa.true(),
    }
    due = (
        sa.select(delivery.c.id)
        .join(member, member.c.id == delivery.c.member_id)
        .where(_IS_QUEUED, delivery.c.next_attempt <= now, asked[channel_known])
        .order_by(delivery.c.rank, delivery.c.due, delivery.c.id)
        .limit(limit)
        .with_for_update(of=delivery, skip_locked=True)
    )
    query = (
        sa.update(delivery)
        .where(delivery.c.id.in_(due))
        .values(state=int(DeliveryState.LEASED), owner=taken.owner, lease_until=taken.until)
        .returning(delivery)
    )
    rows = (await connection.execute(query)).mappings().all()
    ordered = sorted(rows, key=lambda row: (row["rank"], row["due"], row["id"]))
    return [_read(row) for row in ordered]


async def reap(connection: AsyncConnection, now: datetime, *, everything: bool = False) -> int:
    """Queue again what is leased past its time; `everything` at the start of the only process."""
    lost = sa.true() if everything else delivery.c.lease_until <= now
    result = await connection.execute(
        sa.update(delivery)
        .where(_IS_LEASED, lost)
        .values(state=int(DeliveryState.QUEUED), owner=None, lease_until=None)
    )
    return result.rowcount


async def hold(
    connection: AsyncConnection, delivery_ids: Collection[int], taken: Lease
) -> dict[int, Delivery]:
    """Lengthen leases, and read the deliveries as they are now; without those that were lost."""
    query = (
        sa.update(delivery)
        .where(delivery.c.id.in_(delivery_ids), delivery.c.owner == taken.owner, _IS_LEASED)
        .values(lease_until=taken.until)
        .returning(delivery)
    )
    rows = (await connection.execute(query)).mappings()
    return {row["id"]: _read(row) for row in rows}


async def freeze(
    connection: AsyncConnection, owner: str, frozen: Sequence[Frozen], now: datetime
) -> None:
    """Fix items and text before the first attempt. The leases are held."""
    if not frozen:
        return
    await connection.execute(
        sa.update(delivery)
        .where(delivery.c.id == sa.bindparam("the_id"), delivery.c.owner == owner, _IS_LEASED)
        .values(
            nudge_ids=sa.bindparam("items", type_=sa.JSON),
            body=sa.bindparam("words", type_=sa.LargeBinary),
            first_attempt=sa.bindparam("now", type_=Instant),
        ),
        [
            {"the_id": one.delivery_id, "items": list(one.items), "words": one.body, "now": now}
            for one in frozen
        ],
    )


async def sent(connection: AsyncConnection, places: Sequence[Place], now: datetime) -> None:
    """They arrived. Their text is not kept. The leases are held, or the press of a button shows
    it."""
    if not places:
        return
    await connection.execute(
        sa.update(delivery)
        .where(delivery.c.id == sa.bindparam("the_id"), _IS_NOT_SENT)
        .values(
            state=int(DeliveryState.SENT),
            channel_id=sa.bindparam("channel", type_=sa.BigInteger),
            message_id=sa.bindparam("message", type_=sa.BigInteger),
            body=None,
            settled=sa.bindparam("now", type_=Instant),
            attempts=delivery.c.attempts + 1,
            lease_until=None,
        ),
        [
            {
                "the_id": one.delivery_id,
                "channel": one.channel_id,
                "message": one.message_id,
                "now": now,
            }
            for one in places
        ],
    )


async def attempted(
    connection: AsyncConnection, delivery_id: int, member_id: int, *, lock: bool = False
) -> Delivery | None:
    """The member's delivery where it was attempted and is not known to have arrived."""
    query = sa.select(delivery).where(
        delivery.c.id == delivery_id,
        delivery.c.member_id == member_id,
        _IS_NOT_SENT,
        delivery.c.first_attempt.is_not(None),
    )
    if lock:
        query = query.with_for_update()
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else _read(row)


async def try_later(
    connection: AsyncConnection, delivery_id: int, owner: str, at: datetime, error: str
) -> bool:
    """The attempt did not get through; try again at `at`."""
    return await _settle(
        connection,
        delivery_id,
        owner,
        state=int(DeliveryState.QUEUED),
        next_attempt=at,
        attempts=delivery.c.attempts + 1,
        error=error,
        lease_until=None,
    )


async def put_off(
    connection: AsyncConnection, delivery_id: int, owner: str, until: datetime
) -> bool:
    """Nothing was attempted: the member is not to be written to before `until`."""
    return await _settle(
        connection,
        delivery_id,
        owner,
        state=int(DeliveryState.QUEUED),
        next_attempt=until,
        lease_until=None,
    )


async def give_back(
    connection: AsyncConnection,
    owner: str,
    untouched: Sequence[Delivery],
    unfrozen: Sequence[Delivery],
) -> None:
    """Nothing was attempted, and it may be at any time. What was `unfrozen` is read again first.

    Only under the lease that they were taken with: the same owner may have taken what ran out
    a second time, and be sending it.
    """
    values: dict[str, Any] = {"state": int(DeliveryState.QUEUED), "lease_until": None}
    anew = {**values, "body": None, "first_attempt": None}
    for which, what in ((unfrozen, anew), (untouched, values)):
        for until in {one.lease_until for one in which}:
            query = sa.update(delivery).where(
                delivery.c.id.in_([one.id for one in which if one.lease_until == until]),
                delivery.c.owner == owner,
                delivery.c.lease_until == until,
                _IS_LEASED,
            )
            await connection.execute(query.values(what))


async def end(
    connection: AsyncConnection,
    delivery_id: int,
    owner: str,
    state: DeliveryState,
    now: datetime,
    error: str | None = None,
) -> bool:
    """It will not go: dropped, parked, or closed with the member's direct messages.

    Its slot is given up, so that the nudges in it may go another time.
    """
    return await _settle(
        connection,
        delivery_id,
        owner,
        state=int(state),
        slot=delivery.c.slot + "#" + sa.cast(delivery.c.id, sa.String),
        body=None,
        settled=now,
        error=error,
    )


async def not_closed_after_all(connection: AsyncConnection, since: datetime, why: str) -> None:
    """What was ended since then because messages were closed was ended for another reason."""
    await connection.execute(
        sa.update(delivery)
        .where(delivery.c.state == int(DeliveryState.CLOSED), delivery.c.settled >= since)
        .values(state=int(DeliveryState.DROPPED), error=why)
    )


async def known(connection: AsyncConnection, delivery_ids: Collection[int]) -> set[int]:
    """Those deliveries that are known still: erasing a member takes theirs along."""
    query = sa.select(delivery.c.id).where(delivery.c.id.in_(delivery_ids))
    return set((await connection.execute(query)).scalars())


async def waiting(connection: AsyncConnection) -> int:
    """How many deliveries have not arrived yet."""
    queued = sa.select(sa.func.count()).select_from(delivery).where(_IS_QUEUED)
    leased = sa.select(sa.func.count()).select_from(delivery).where(_IS_LEASED)
    both = sa.select(queued.scalar_subquery() + leased.scalar_subquery())
    count: int = (await connection.execute(both)).scalar_one()
    return count


async def earliest_attempt(connection: AsyncConnection) -> datetime | None:
    """When the next queued delivery may be attempted (UTC)."""
    query = sa.select(sa.func.min(delivery.c.next_attempt)).where(_IS_QUEUED)
    earliest: datetime | None = (await connection.execute(query)).scalar_one_or_none()
    return earliest


async def _settle(connection: AsyncConnection, delivery_id: int, owner: str, **values: Any) -> bool:
    result = await connection.execute(
        sa.update(delivery)
        .where(delivery.c.id == delivery_id, delivery.c.owner == owner, _IS_LEASED)
        .values(**values)
    )
    return result.rowcount == 1


def _read(row: Mapping[Any, Any]) -> Delivery:
    return Delivery(
        id=row["id"],
        member_id=row["member_id"],
        travel=Travel(row["travel"]),
        day=date.fromisoformat(row["day"]),
        items=tuple(row["nudge_ids"]),
        last=row["last"],
        nonce=row["nonce"],
        due=row["due"],
        attempts=row["attempts"],
        first_attempt=row["first_attempt"],
        body=row["body"],
        lease_until=row["lease_until"],
    )
