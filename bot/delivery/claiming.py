"""The first step: what is due to members is packed into deliveries."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.calendar import local_day
from bot.coaching.events import EventKind
from bot.coaching.packing import Packing, Pending, Recipient, pack
from bot.coaching.rules import NudgeKind, Travel
from bot.services import history, people
from bot.services.coach import Caller, Coach
from bot.services.history import Report
from bot.storage import deliveries, events, members, nudges
from bot.storage.deliveries import New, Recent
from bot.storage.records import Member

BUNDLES_REMEMBERED = timedelta(days=8)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Packed:
    """The verdict on everything due to one member."""

    member_id: int
    packing: Packing


async def claim(
    coach: Coach, connection: AsyncConnection, member_ids: Sequence[int], now: datetime
) -> list[Packed]:
    """Queue deliveries of what is due at `now` (UTC), and do what is done silently."""
    owners = await members.load_many(connection, coach.keyring, member_ids, lock=True)
    if not owners:
        return []
    since = {
        one.id: local_day(now - BUNDLES_REMEMBERED, one.preferences.zone) for one in owners.values()
    }
    recent = await deliveries.recent(connection, since, now - BUNDLES_REMEMBERED)
    due = await nudges.pending(connection, list(owners), now)
    under_way: dict[int, int] = {}
    packed: list[Packed] = []
    for member in owners.values():
        rejoined = _rejoining(due[member.id], recent[member.id])
        under_way |= rejoined
        waiting = [one for one in due[member.id] if one.id not in rejoined]
        packing = pack(waiting, recipient(member, recent[member.id], now), now)
        packed.append(Packed(member.id, packing))
        await asyncio.sleep(0)  # packing many is work; whoever gave a command goes first
    await _queue(connection, owners, packed, under_way, now)
    for one in packed:
        for item in one.packing.silent:
            await _act(coach, connection, one.member_id, item)
    return packed


async def _queue(
    connection: AsyncConnection,
    owners: dict[int, Member],
    packed: Sequence[Packed],
    under_way: dict[int, int],
    now: datetime,
) -> None:
    new = [
        New(one.member_id, local_day(now, owners[one.member_id].preferences.zone), parcel)
        for one in packed
        for parcel in one.packing.parcels
    ]
    made = await deliveries.create(connection, new, now)
    delivery_of = dict(under_way)
    for one, delivery_id in zip(new, made, strict=True):
        delivery_of |= dict.fromkeys((item.id for item in one.parcel.items), delivery_id)
    await nudges.claim(connection, delivery_of)
    packings = [one.packing for one in packed]
    await nudges.put_off(
        connection, {item: until for one in packings for item, until in one.waiting.items()}
    )
    await nudges.drop(
        connection, {item: reason for one in packings for item, reason in one.dropped.items()}
    )


async def _act(coach: Coach, connection: AsyncConnection, member_id: int, item: Pending) -> None:
    """Do what was announced, in the transaction that found its reason standing."""
    case = await events.load_case(connection, coach.keyring, member_id, item.person)
    if case is None:
        return
    if item.key.kind is NudgeKind.RETENTION_PURGE:
        await people.erase(coach, connection, case)
        return
    report = Report(EventKind.CLOSED_BY_SILENCE)
    case, _ = await history.append(coach, connection, Caller(member_id), case, [report])
    await history.replan(connection, case, await nudges.of_person(connection, item.person))


def _rejoining(due: Sequence[Pending], recent: Sequence[Recent]) -> dict[int, int]:
    """Nudges whose message is under way already (they were withdrawn and came back, or were
    moved) belong to it again (nudge id → delivery id); the others are packed."""
    waiting = {one.id for one in due}
    return {
        item: delivery.id
        for delivery in recent
        if delivery.under_way
        for item in delivery.items
        if item in waiting
    }


def recipient(member: Member, recent: Sequence[Recent], now: datetime) -> Recipient:
    """A bundle counts on the day it was claimed for, and on the day it arrived or may arrive."""
    zone = member.preferences.zone
    bundles = [one for one in recent if one.travel is Travel.BUNDLE]
    days = {one.day for one in bundles}
    days |= {local_day(one.settled, zone) for one in bundles if one.settled is not None}
    if any(one.under_way for one in bundles):
        days.add(local_day(now, zone))
    return Recipient(
        preferences=member.preferences,
        bundle_days=sorted(days),
        unanswered=member.unanswered,
        paused_until=member.paused_until,
        closed=member.dm_closed is not None,
    )


def log_dropped(packing: Packing) -> None:
    """Say of each nudge that was dropped for what reason."""
    for nudge_id, reason in packing.dropped.items():
        log.info("nudge %d was dropped: %s", nudge_id, reason.value)
