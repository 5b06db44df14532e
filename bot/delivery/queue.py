"""What is due becomes deliveries; deliveries are leased, frozen before the first attempt, settled.

Nothing here talks to Discord, and no transaction stays open while anybody does.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.calendar import local_day
from bot.coaching.events import EventKind
from bot.coaching.packing import Packing, Recipient, pack
from bot.coaching.rules import NudgeKind, Travel
from bot.services import history
from bot.services.coach import Caller, Coach
from bot.services.history import Report
from bot.services.outgoing import Composer, Item, Letter, Message
from bot.storage import deliveries, events, installation, members, nudges, people, writings
from bot.storage.deliveries import Delivery, Lease
from bot.storage.errors import Conflict
from bot.storage.records import Member, StoredNudge, Writing
from bot.storage.tables import DeliveryState

MEMBERS_AT_A_TIME = 50
DELIVERIES_AT_A_TIME = 50
LEASE = timedelta(seconds=30)
AFTER_TROUBLE = timedelta(minutes=5)
BUNDLES_REMEMBERED = timedelta(days=8)

_REPLAN_ONCE_DELIVERED = frozenset({NudgeKind.LET_GO, NudgeKind.RETENTION_NOTICE})
"""Their delivery starts a wait of its own."""

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
            recipient = await _recipient(connection, member, now)
            due = await nudges.pending_of(connection, member_id, now)
            packing = pack(due, recipient, now)
            today = local_day(now, member.preferences.zone)
            for parcel in packing.parcels:
                delivery_id = await deliveries.create(connection, member_id, today, parcel, now)
                await nudges.claim(connection, delivery_id, [item.id for item in parcel.items])
            await nudges.put_off(connection, packing.waiting)
            await nudges.drop(connection, packing.dropped)
        await self._act(member_id, packing)
        _log_dropped(packing)
        return len(packing.parcels)

    async def _act(self, member_id: int, packing: Packing) -> None:
        for item in packing.silent:
            caller = Caller(member_id)
            if item.key.kind is NudgeKind.CLOSE_BY_SILENCE:
                report = Report(EventKind.CLOSED_BY_SILENCE)
                await history.record(self._coach, caller, item.person, report)
            elif item.key.kind is NudgeKind.RETENTION_PURGE:
                async with self._coach.database.write() as connection:
                    await people.delete(connection, member_id, item.person)
            self._coach.labels.forget(member_id)

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
        """The words to send; None where every item lost its reason before the first attempt.

        Before the first attempt the reasons are read again and the words frozen; a later
        attempt sends the same items and words, whatever has happened since.
        """
        async with self._coach.database.write() as connection:
            now = self._coach.clock.now()
            member = await members.load(connection, self._coach.keyring, delivery.member_id)
            if member is None:
                return None
            key = self._coach.keyring.open(member.data_key)
            if delivery.body is not None:
                return member, Message.thawed(key.unseal(delivery.body))
            letter = await self._letter(connection, member, delivery, now)
            if not letter.items:
                await self._end(connection, delivery, DeliveryState.DROPPED)
                return None
            message = self._compose(letter)
            body = key.seal(message.frozen())
            await deliveries.freeze(
                connection,
                delivery.id,
                self._owner,
                [item.nudge_id for item in letter.items],
                body,
                now,
            )
            return member, message

    async def _letter(
        self, connection: AsyncConnection, member: Member, delivery: Delivery, now: datetime
    ) -> Letter:
        claimed = await nudges.still_claimed(connection, delivery.id, delivery.items)
        items = [
            item
            for one in claimed
            if (item := await self._item(connection, one, member.id, now)) is not None
        ]
        return Letter(delivery.id, member, items, delivery.last)

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

    async def arrived(self, delivery: Delivery, channel_id: int, message_id: int) -> None:
        """Settle a delivery that arrived; what its arrival starts is planned at once."""
        async with self._coach.database.write() as connection:
            now = self._coach.clock.now()
            items = await deliveries.items_of(connection, delivery.id)
            settled = await deliveries.sent(
                connection, delivery.id, self._owner, channel_id, message_id, now
            )
            if not settled:
                log.warning("a delivery was settled after its lease was lost")
                return
            await nudges.mark_sent(connection, items, now)
            if delivery.travel is Travel.BUNDLE:
                await members.bundle_sent(connection, delivery.member_id)
            await self._replan_delivered(connection, delivery, items)

    async def _replan_delivered(
        self, connection: AsyncConnection, delivery: Delivery, nudge_ids: Sequence[int]
    ) -> None:
        for one in await nudges.by_id(connection, nudge_ids):
            if one.key.kind not in _REPLAN_ONCE_DELIVERED:
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
            await self._end(connection, delivery, DeliveryState.PARKED, error)

    async def refused(self, delivery: Delivery) -> None:
        """The member's direct messages are closed: what waits is shown in /coach instead."""
        async with self._coach.database.write() as connection:
            now = self._coach.clock.now()
            await self._end(connection, delivery, DeliveryState.CLOSED)
            await nudges.release(connection, await deliveries.items_of(connection, delivery.id))
            await members.dm_refused(connection, delivery.member_id, now)

    async def _end(
        self,
        connection: AsyncConnection,
        delivery: Delivery,
        state: DeliveryState,
        error: str | None = None,
    ) -> None:
        await deliveries.end(
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


async def _recipient(connection: AsyncConnection, member: Member, now: datetime) -> Recipient:
    since = local_day(now - BUNDLES_REMEMBERED, member.preferences.zone)
    return Recipient(
        preferences=member.preferences,
        bundle_days=await deliveries.bundle_days(connection, member.id, since),
        unanswered=member.unanswered,
        paused_until=member.paused_until,
        closed=member.dm_closed is not None,
    )


def _text(written: Sequence[Writing], kind: str) -> str | None:
    return next((one.body for one in written if one.kind == kind), None)


def _log_dropped(packing: Packing) -> None:
    for nudge_id, reason in packing.dropped.items():
        log.info("nudge %d was dropped: %s", nudge_id, reason.value)
