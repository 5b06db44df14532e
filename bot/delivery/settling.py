"""The last step: what became of the attempts is noted."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.packing import DropReason
from bot.delivery.preparing import Ready
from bot.services import arrivals
from bot.services.coach import Coach
from bot.storage import deliveries, members, nudges
from bot.storage.deliveries import Delivery, Lease, Place
from bot.storage.tables import DeliveryState

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Arrived:
    """Discord has the message."""

    delivery: Delivery
    channel_id: int
    message_id: int | None

    @property
    def place(self) -> Place:
        return Place(self.delivery.id, self.channel_id, self.message_id)


@dataclass(frozen=True, slots=True)
class Closed:
    """The member takes no direct messages: what waits is shown in /coach instead."""

    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Later:
    """The attempt got no answer that settles it; the next one is at `at` (UTC)."""

    delivery: Delivery
    at: datetime
    error: str


@dataclass(frozen=True, slots=True)
class Parked:
    """Given up after the last try; `doctor` shows it."""

    delivery: Delivery
    error: str


@dataclass(frozen=True, slots=True)
class Untouched:
    """It was not attempted after all: the coach stops. Another process or time may."""

    delivery: Delivery
    fresh: bool = False

    @classmethod
    def of(cls, ready: Ready) -> "Untouched":
        return cls(ready.delivery, ready.fresh)


Outcome: TypeAlias = Arrived | Closed | Later | Parked | Untouched


async def settle(
    coach: Coach, connection: AsyncConnection, lease: Lease, outcomes: Sequence[Outcome]
) -> list[Arrived]:
    """Note what became of each; the arrived ones that must not stay are returned."""
    now = coach.clock.now()
    # The members first, then everything else: as all writers do, so that none deadlock.
    concerned = {one.delivery.member_id for one in outcomes}
    known = await members.lock(connection, concerned)
    came = [one for one in outcomes if isinstance(one, Arrived)]
    unwanted = await _note_arrivals(coach, connection, lease, came, known)
    await _give_back(connection, lease.owner, outcomes)
    for outcome in outcomes:
        match outcome:
            case Closed(delivery):
                await members.dm_refused(connection, delivery.member_id, now)
                await deliveries.end(
                    connection, delivery.id, lease.owner, DeliveryState.CLOSED, now
                )
                await nudges.release(connection, delivery.id, delivery.items)
            case Later(delivery, at, error):
                await deliveries.try_later(connection, delivery.id, lease.owner, at, error)
            case Parked(delivery, error):
                await _park(connection, lease.owner, delivery, error, now)
    return unwanted


async def _note_arrivals(
    coach: Coach,
    connection: AsyncConnection,
    lease: Lease,
    came: Sequence[Arrived],
    known_members: set[int],
) -> list[Arrived]:
    if not came:
        return []
    held = await deliveries.hold(connection, [one.delivery.id for one in came], lease)
    known = await deliveries.known(connection, [one.delivery.id for one in came])
    items = [nudge_id for one in held.values() for nudge_id in one.items]
    there = {one.id for one in await nudges.by_id(connection, items)}
    settled, unwanted = [], []
    for one in came:
        delivery = held.get(one.delivery.id)
        if one.delivery.member_id not in known_members or one.delivery.id not in known:
            unwanted.append(one)
        elif delivery is None:
            log.warning("a delivery was settled after its lease was lost")
        elif not there.issuperset(delivery.items):
            unwanted.append(one)
            now = coach.clock.now()
            await deliveries.end(connection, delivery.id, lease.owner, DeliveryState.CLOSED, now)
            await nudges.release(connection, delivery.id, delivery.items)
        else:
            settled.append((delivery, one.place))
    await arrivals.note(coach, connection, settled)
    return unwanted


async def _give_back(connection: AsyncConnection, owner: str, outcomes: Sequence[Outcome]) -> None:
    back = [one for one in outcomes if isinstance(one, Untouched)]
    again = [one.delivery for one in back if not one.fresh]
    fresh = [one.delivery for one in back if one.fresh]
    await deliveries.give_back(connection, owner, again, fresh)


async def _park(
    connection: AsyncConnection, owner: str, delivery: Delivery, error: str, now: datetime
) -> None:
    parked, reason = DeliveryState.PARKED, DropReason.UNDELIVERABLE
    if await deliveries.end(connection, delivery.id, owner, parked, now, error):
        await nudges.give_up(connection, delivery.id, delivery.items, reason)
        log.info("nudges of delivery %d were dropped: %s", delivery.id, reason.value)
