"""Deliveries: one message to one member, claimed under a lease, settled after sending."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.packing import Parcel
from bot.coaching.rules import Travel
from bot.storage import ids
from bot.storage.tables import DeliveryState, delivery

_IS_QUEUED = sa.text("delivery.state = 0")
_IS_LEASED = sa.text("delivery.state = 1")
_UNDER_WAY = (int(DeliveryState.QUEUED), int(DeliveryState.LEASED))


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
    channel_id: int | None


@dataclass(frozen=True, slots=True)
class Lease:
    """Who works on a delivery, and until when (UTC) it is theirs."""

    owner: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Recent:
    """A delivery as the next packing sees it. `day` is the member's local day at its claim."""

    id: int
    travel: Travel
    day: date
    items: tuple[int, ...]
    under_way: bool
    settled: datetime | None


async def create(
    connection: AsyncConnection, member_id: int, day: date, parcel: Parcel, now: datetime
) -> int:
    """Queue a message; its id. Raises `Conflict` where the member has that slot already."""
    result = await connection.execute(
        sa.insert(delivery)
        .values(
            member_id=member_id,
            slot=parcel.slot,
            travel=parcel.travel.value,
            day=day.isoformat(),
            nudge_ids=[item.id for item in parcel.items],
            last=parcel.last,
            nonce=ids.nonce(),
            rank=min(item.rule.rank for item in parcel.items),
            due=min(item.due for item in parcel.items),
            next_attempt=now,
        )
        .returning(delivery.c.id)
    )
    delivery_id: int = result.scalar_one()
    return delivery_id


async def recent(connection: AsyncConnection, member_id: int, since: date) -> list[Recent]:
    """The member's deliveries since that local day, and all that are still under way."""
    query = sa.select(
        delivery.c.id,
        delivery.c.travel,
        delivery.c.day,
        delivery.c.nudge_ids,
        delivery.c.state,
        delivery.c.settled,
    ).where(
        delivery.c.member_id == member_id,
        delivery.c.state.not_in([int(DeliveryState.DROPPED), int(DeliveryState.CLOSED)]),
        sa.or_(delivery.c.day >= since.isoformat(), delivery.c.state.in_(_UNDER_WAY)),
    )
    return [
        Recent(
            row.id,
            Travel(row.travel),
            date.fromisoformat(row.day),
            tuple(row.nudge_ids),
            row.state in _UNDER_WAY,
            row.settled,
        )
        for row in await connection.execute(query)
    ]


async def lease(
    connection: AsyncConnection, now: datetime, taken: Lease, limit: int
) -> list[Delivery]:
    """Take up to `limit` queued deliveries that may be attempted at `now`."""
    due = (
        sa.select(delivery.c.id)
        .where(_IS_QUEUED, delivery.c.next_attempt <= now)
        .order_by(delivery.c.rank, delivery.c.due, delivery.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
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
    connection: AsyncConnection, delivery_id: int, owner: str, until: datetime
) -> Delivery | None:
    """Lengthen a lease, and read the delivery as it is now; None where the lease was lost."""
    query = (
        sa.update(delivery)
        .where(delivery.c.id == delivery_id, delivery.c.owner == owner, _IS_LEASED)
        .values(lease_until=until)
        .returning(delivery)
    )
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else _read(row)


async def freeze(
    connection: AsyncConnection,
    delivery_id: int,
    owner: str,
    items: Sequence[int],
    body: bytes,
    now: datetime,
) -> bool:
    """Fix items and text before the first attempt; False where the lease was lost."""
    return await _settle(
        connection,
        delivery_id,
        owner,
        nudge_ids=list(items),
        body=body,
        first_attempt=now,
    )


async def sent(
    connection: AsyncConnection,
    delivery_id: int,
    owner: str,
    channel_id: int,
    message_id: int,
    now: datetime,
) -> bool:
    """It arrived. The text is not kept; False where the lease was lost."""
    return await _settle(
        connection,
        delivery_id,
        owner,
        state=int(DeliveryState.SENT),
        channel_id=channel_id,
        message_id=message_id,
        body=None,
        settled=now,
        attempts=delivery.c.attempts + 1,
    )


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


async def is_there(connection: AsyncConnection, delivery_id: int) -> bool:
    """Whether the delivery is known still: erasing its member takes it along."""
    query = sa.select(delivery.c.id).where(delivery.c.id == delivery_id)
    return (await connection.execute(query)).first() is not None


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
        channel_id=row["channel_id"],
    )
