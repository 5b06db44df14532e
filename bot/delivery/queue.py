"""What is due becomes deliveries; deliveries are leased, frozen before the first attempt, settled.

Nothing here talks to Discord, and no transaction stays open while anybody does.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.calendar import local_day
from bot.coaching.events import EventKind
from bot.coaching.packing import (
    BUNDLES_IGNORED_BEFORE_SILENCE,
    DropReason,
    Packing,
    Pending,
    Recipient,
    is_last,
    left_out,
    opens_at,
    pack,
)
from bot.coaching.planner import BEFORE_THE_REPORT
from bot.coaching.rules import RULES, NudgeKind, Travel
from bot.services import history
from bot.services.coach import Caller, Coach
from bot.services.history import Report
from bot.services.outgoing import Composer, Item, Letter, Message
from bot.storage import deliveries, events, installation, members, nudges, people, writings
from bot.storage.deliveries import Delivery, Lease, Recent
from bot.storage.errors import Conflict
from bot.storage.records import Member, StoredNudge, Writing
from bot.storage.tables import DeliveryState, NudgeState

MEMBERS_AT_A_TIME = 50
DELIVERIES_AT_A_TIME = 50
LEASE = timedelta(seconds=30)
AFTER_TROUBLE = timedelta(minutes=5)
BUNDLES_REMEMBERED = timedelta(days=8)

SURELY_ONCE = timedelta(seconds=60)
"""How long after the first attempt the same nonce surely makes one message of two attempts."""

LOOK_AGAIN = timedelta(minutes=30)

_REPLAN_ONCE_DELIVERED = BEFORE_THE_REPORT | {NudgeKind.LET_GO, NudgeKind.RETENTION_NOTICE}
"""Their delivery starts a wait of its own, or uses up one of the messages about a meeting."""

log = logging.getLogger(__name__)


class Queue:
    """The deliveries as one process sees them; `owner` names it on its leases."""

    def __init__(self, coach: Coach, compose: Composer, owner: str) -> None:
        self._coach = coach
        self._compose = compose
        self._owner = owner

    async def claim_due(self) -> int:
        """Turn what is due into queued deliveries, a transaction a member; how many there are."""
        made = 0
        while True:
            now = self._coach.clock.now()
            async with self._coach.database.read() as connection:
                waiting = await nudges.members_with_due(connection, now, MEMBERS_AT_A_TIME)
            if not waiting:
                return made
            progress = [await self._claim_safely(member_id, now) for member_id in waiting]
            made += sum(count for count in progress if count is not None)
            if all(count is None for count in progress):
                return made

    async def _claim_safely(self, member_id: int, now: datetime) -> int | None:
        """One member's trouble never stops the others; None where it went wrong."""
        try:
            return await self._claim(member_id, now)
        except Conflict:
            log.info("another process took the same deliveries first")
        except Exception:
            log.exception("claiming what is due to one member went wrong")
            async with self._coach.database.write() as connection:
                await nudges.put_off_member(connection, member_id, now, now + AFTER_TROUBLE)
        return None

    async def _claim(self, member_id: int, now: datetime) -> int:
        async with self._coach.database.write() as connection:
            member = await members.load(connection, self._coach.keyring, member_id, lock=True)
            if member is None:
                return 0
            recent = await _recent(connection, member, now)
            due = await nudges.pending_of(connection, member_id, now)
            due = await _rejoin(connection, due, recent)
            packing = pack(due, _recipient(member, recent, now), now)
            today = local_day(now, member.preferences.zone)
            for parcel in packing.parcels:
                delivery_id = await deliveries.create(connection, member_id, today, parcel, now)
                await nudges.claim(connection, delivery_id, [item.id for item in parcel.items])
            await nudges.put_off(connection, packing.waiting)
            await nudges.drop(connection, packing.dropped)
            for item in packing.silent:
                await self._act(connection, member_id, item)
        if packing.silent:
            self._coach.labels.forget(member_id)
        _log_dropped(packing)
        return len(packing.parcels)

    async def _act(self, connection: AsyncConnection, member_id: int, item: Pending) -> None:
        """Do what was announced, in the transaction that found its reason standing."""
        case = await events.load_case(connection, self._coach.keyring, member_id, item.person)
        if case is None:
            return
        if item.key.kind is NudgeKind.RETENTION_PURGE:
            await people.delete(connection, member_id, item.person)
            return
        report = Report(EventKind.CLOSED_BY_SILENCE)
        case, _ = await history.append(self._coach, connection, Caller(member_id), case, [report])
        await history.replan(connection, case, await nudges.of_person(connection, item.person))

    async def lease(self) -> list[Delivery]:
        """Take what may be attempted now; leases that ran out are taken back first."""
        now = self._coach.clock.now()
        async with self._coach.database.write() as connection:
            await deliveries.reap(connection, now)
            lease = Lease(self._owner, now + LEASE)
            return await deliveries.lease(connection, now, lease, DELIVERIES_AT_A_TIME)

    async def reclaim_own(self) -> int:
        """At the start of the only process: what an earlier run had leased is nobody's now."""
        async with self._coach.database.write() as connection:
            return await deliveries.reap(connection, self._coach.clock.now(), everything=True)

    async def prepare(self, delivery: Delivery) -> tuple[Member, Message] | None:
        """The words to send; None where nothing is to be sent now.

        Before the first attempt the reasons and the hour are read again and the words frozen;
        a later attempt sends the same items and words, whatever has happened since.
        """
        async with self._coach.database.write() as connection:
            now = self._coach.clock.now()
            member = await members.load(
                connection, self._coach.keyring, delivery.member_id, lock=True
            )
            if member is None:
                return None
            held = await deliveries.hold(connection, delivery.id, self._owner, now + LEASE)
            if held is None:
                log.info("another process took delivery %d over", delivery.id)
                return None
            if held.body is not None and held.first_attempt is not None:
                return await self._again(connection, member, held, now)
            return await self._first(connection, member, held, now)

    async def _first(
        self, connection: AsyncConnection, member: Member, delivery: Delivery, now: datetime
    ) -> tuple[Member, Message] | None:
        claimed = await nudges.still_claimed(connection, delivery.id, delivery.items)
        if claimed and not _goes_now(delivery, claimed, member, now):
            await self._pack_anew(connection, delivery)
            return None
        letter = await self._letter(connection, member, delivery, claimed, now)
        if not letter.items:
            await self._end(connection, delivery, DeliveryState.DROPPED)
            return None
        message = self._compose(letter)
        body = self._coach.keyring.open(member.data_key).seal(message.frozen())
        items = [item.nudge_id for item in letter.items]
        await deliveries.freeze(connection, delivery.id, self._owner, items, body, now)
        return member, message

    async def _again(
        self, connection: AsyncConnection, member: Member, delivery: Delivery, now: datetime
    ) -> tuple[Member, Message] | None:
        """A later attempt. One soon after the first only makes sure that it arrived; one long
        after it waits for an hour at which the coach may write, or comes too late."""
        key = self._coach.keyring.open(member.data_key)
        message = Message.thawed(key.unseal(delivery.body or b""))
        items = await nudges.by_id(connection, delivery.items)
        if len(items) < len(delivery.items) or member.dm_closed is not None:
            # Words about somebody who was forgotten are never sent.
            await self._pack_anew(connection, delivery, DeliveryState.CLOSED)
            return None
        if delivery.first_attempt is None or now < delivery.first_attempt + SURELY_ONCE:
            return member, message
        if all(one.deadline is not None and one.deadline <= now for one in items):
            await self._give_up(connection, delivery, DropReason.TOO_LATE, DeliveryState.DROPPED)
            return None
        opens = _opens_at(delivery, items, member, now)
        if opens > now:
            look_again = min(opens, now + LOOK_AGAIN)
            await deliveries.put_off(connection, delivery.id, self._owner, look_again)
            return None
        return member, message

    async def _pack_anew(
        self,
        connection: AsyncConnection,
        delivery: Delivery,
        state: DeliveryState = DeliveryState.DROPPED,
    ) -> None:
        await self._end(connection, delivery, state)
        await nudges.release(connection, delivery.id, delivery.items)

    async def _give_up(
        self,
        connection: AsyncConnection,
        delivery: Delivery,
        reason: DropReason,
        state: DeliveryState,
        error: str | None = None,
    ) -> None:
        if await self._end(connection, delivery, state, error):
            await nudges.give_up(connection, delivery.id, delivery.items, reason)
            log.info("nudges of delivery %d were dropped: %s", delivery.id, reason.value)

    async def _letter(
        self,
        connection: AsyncConnection,
        member: Member,
        delivery: Delivery,
        claimed: Sequence[StoredNudge],
        now: datetime,
    ) -> Letter:
        items = [
            item
            for one in claimed
            if (item := await self._item(connection, one, member.id, now)) is not None
        ]
        last = delivery.last and is_last(member.unanswered)
        skipped = 0
        if delivery.travel is Travel.BUNDLE:
            due = await nudges.pending_of(connection, member.id, now)
            skipped = left_out(due, [item.standing.person.id for item in items], now)
        return Letter(delivery.id, member, items, last, skipped)

    async def _item(
        self, connection: AsyncConnection, one: StoredNudge, member_id: int, now: datetime
    ) -> Item | None:
        case = await events.load_case(connection, self._coach.keyring, member_id, one.person_id)
        if case is None:
            return None
        key = self._coach.keyring.open(case.member.data_key)
        stored = await nudges.of_person(connection, one.person_id)
        written = await writings.of_person(connection, key, member_id, one.person_id)
        return Item(
            nudge_id=one.id,
            standing=history.standing_of(case, stored, now),
            key=one.key,
            now=now,
            note=_text(written, "note"),
            promise=_text(written, "promise"),
            has_draft=any(draft.kind not in {"note", "promise"} for draft in written),
        )

    async def arrived(self, delivery: Delivery, channel_id: int, message_id: int) -> bool:
        """Settle a delivery that arrived; what its arrival changes is planned at once.

        False where the message must not stay: its member was erased meanwhile, or somebody it
        is about forgotten. What else was in it is packed anew.
        """
        async with self._coach.database.write() as connection:
            now = self._coach.clock.now()
            member = await members.load(
                connection, self._coach.keyring, delivery.member_id, lock=True
            )
            held = await deliveries.hold(connection, delivery.id, self._owner, now + LEASE)
            if member is None or not await deliveries.is_there(connection, delivery.id):
                return False
            if held is None:
                log.warning("a delivery was settled after its lease was lost")
                return True
            if len(await nudges.by_id(connection, held.items)) < len(held.items):
                await self._pack_anew(connection, held, DeliveryState.CLOSED)
                return False
            await deliveries.sent(connection, delivery.id, self._owner, channel_id, message_id, now)
            began = held.first_attempt or now
            await nudges.mark_sent(connection, delivery.id, held.items, began, now)
            if delivery.travel is Travel.BUNDLE:
                await members.bundle_sent(connection, delivery.member_id)
            await self._replan_delivered(connection, delivery, held.items)
            return True

    async def _replan_delivered(
        self, connection: AsyncConnection, delivery: Delivery, nudge_ids: Sequence[int]
    ) -> None:
        for one in await nudges.by_id(connection, nudge_ids):
            as_planned = one.state is NudgeState.SENT
            if as_planned and one.key.kind not in _REPLAN_ONCE_DELIVERED:
                continue
            case = await events.load_case(
                connection, self._coach.keyring, delivery.member_id, one.person_id
            )
            if case is not None:
                stored = await nudges.of_person(connection, one.person_id)
                await history.replan(connection, case, stored)

    async def try_later(self, delivery: Delivery, at: datetime, error: str) -> None:
        """The attempt got no answer that settles it."""
        async with self._coach.database.write() as connection:
            await deliveries.try_later(connection, delivery.id, self._owner, at, error)

    async def park(self, delivery: Delivery, error: str) -> None:
        """Give a delivery up after its last try; `doctor` shows it."""
        async with self._coach.database.write() as connection:
            await self._lock(connection, delivery)
            reason, parked = DropReason.UNDELIVERABLE, DeliveryState.PARKED
            await self._give_up(connection, delivery, reason, parked, error)

    async def refused(self, delivery: Delivery) -> None:
        """The member's direct messages are closed: what waits is shown in /coach instead."""
        async with self._coach.database.write() as connection:
            now = self._coach.clock.now()
            await members.dm_refused(connection, delivery.member_id, now)
            await self._pack_anew(connection, delivery, DeliveryState.CLOSED)

    async def _lock(self, connection: AsyncConnection, delivery: Delivery) -> None:
        """The member first, then everything else: as all writers do, so that none deadlock."""
        await members.load(connection, self._coach.keyring, delivery.member_id, lock=True)

    async def _end(
        self,
        connection: AsyncConnection,
        delivery: Delivery,
        state: DeliveryState,
        error: str | None = None,
    ) -> bool:
        return await deliveries.end(
            connection, delivery.id, self._owner, state, self._coach.clock.now(), error
        )

    async def channel_known(self, member_id: int, channel_id: int) -> None:
        """Remember a member's DM channel, so that the next delivery costs one request."""
        async with self._coach.database.write() as connection:
            await members.dm_known(connection, member_id, channel_id)

    async def note_sweep(self, at: datetime) -> None:
        """Let `doctor` and the health check see when everything due was last looked for."""
        async with self._coach.database.write() as connection:
            await installation.note_sweep(connection, at)

    async def next_due(self) -> datetime | None:
        """When something is to be done next (UTC)."""
        async with self._coach.database.read() as connection:
            instants = (
                await nudges.earliest_wake(connection),
                await deliveries.earliest_attempt(connection),
            )
        return min((one for one in instants if one is not None), default=None)


async def _recent(connection: AsyncConnection, member: Member, now: datetime) -> list[Recent]:
    since = local_day(now - BUNDLES_REMEMBERED, member.preferences.zone)
    return await deliveries.recent(connection, member.id, since)


async def _rejoin(
    connection: AsyncConnection, due: Sequence[Pending], recent: Sequence[Recent]
) -> list[Pending]:
    """Nudges whose message is under way already (they were withdrawn and came back, or were
    moved) belong to it again; the others are left to be packed."""
    waiting = {one.id: one for one in due}
    for delivery in recent:
        back = [one for one in delivery.items if delivery.under_way and one in waiting]
        if back:
            await nudges.claim(connection, delivery.id, back)
        for one in back:
            del waiting[one]
    return list(waiting.values())


def _recipient(member: Member, recent: Sequence[Recent], now: datetime) -> Recipient:
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


def _goes_now(
    delivery: Delivery, items: Sequence[StoredNudge], member: Member, now: datetime
) -> bool:
    """Whether what was packed would be packed alike at `now`: it may have waited meanwhile."""
    if any(one.deadline is not None and one.deadline <= now for one in items):
        return False
    if delivery.travel is Travel.BUNDLE:
        silent = member.unanswered >= BUNDLES_IGNORED_BEFORE_SILENCE
        if silent or delivery.day != local_day(now, member.preferences.zone):
            return False
    return _opens_at(delivery, items, member, now) <= now


def _opens_at(
    delivery: Delivery, items: Sequence[StoredNudge], member: Member, now: datetime
) -> datetime:
    in_quiet_hours = all(RULES[one.key.kind].in_quiet_hours for one in items)
    recipient = _recipient(member, (), now)
    return opens_at(delivery.travel, recipient, now, in_quiet_hours=in_quiet_hours)


def _text(written: Sequence[Writing], kind: str) -> str | None:
    return next((one.body for one in written if one.kind == kind), None)


def _log_dropped(packing: Packing) -> None:
    for nudge_id, reason in packing.dropped.items():
        log.info("nudge %d was dropped: %s", nudge_id, reason.value)
