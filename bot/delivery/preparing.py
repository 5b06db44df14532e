"""The second step: what is leased is read again, put into words and frozen."""

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.calendar import local_day
from bot.coaching.packing import (
    BUNDLES_IGNORED_BEFORE_SILENCE,
    DropReason,
    Pending,
    is_last,
    left_out,
    opens_at,
)
from bot.coaching.rules import RULES, Travel
from bot.coaching.stages import NudgeKey
from bot.delivery.claiming import recipient
from bot.keys import DataKey
from bot.services import drafting, history
from bot.services.coach import Coach
from bot.services.outgoing import Composer, Item, Letter, Message
from bot.storage import deliveries, events, members, nudges, writings
from bot.storage.deliveries import Delivery, Frozen, Lease
from bot.storage.records import Case, Member, StoredNudge, Writing
from bot.storage.tables import DeliveryState

SURELY_ONCE = timedelta(seconds=60)
"""How long after the first attempt the same nonce surely makes one message of two attempts."""

LOOK_AGAIN = timedelta(minutes=30)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """A delivery with its words, to be sent now. `fresh`: this is the first attempt."""

    delivery: Delivery
    member: Member
    message: Message
    fresh: bool = False


async def prepare(
    coach: Coach,
    connection: AsyncConnection,
    compose: Composer,
    lease: Lease,
    leased: Sequence[Delivery],
) -> list[Ready]:
    """Those that go now, with their words, in the given order; the leases begin anew."""
    now = coach.clock.now()
    owners = await members.load_many(
        connection, coach.keyring, {one.member_id for one in leased}, lock=True
    )
    held = await deliveries.hold(connection, [one.id for one in leased], lease)
    ours = [held[one.id] for one in leased if one.id in held and one.member_id in owners]
    if len(held) < len(leased):
        log.info("%d deliveries were taken over by another process", len(leased) - len(held))
    desk = _Desk(coach, connection, compose, lease.owner, now)
    found = await desk.first([one for one in ours if not _was_attempted(one)], owners)
    for one in ours:
        if _was_attempted(one):
            found[one.id] = await desk.again(one, owners[one.member_id])
    in_order = [found.get(one.id) for one in ours]
    return [one for one in in_order if one is not None]


def _was_attempted(delivery: Delivery) -> bool:
    return delivery.body is not None and delivery.first_attempt is not None


@dataclass(frozen=True, slots=True)
class _Desk:
    """One transaction's work at one instant."""

    coach: Coach
    connection: AsyncConnection
    compose: Composer
    owner: str
    now: datetime

    async def first(
        self, fresh: Sequence[Delivery], owners: Mapping[int, Member]
    ) -> dict[int, Ready | None]:
        """First attempts: those whose reason stands, worded and frozen."""
        claimed = await nudges.still_claimed(self.connection, {one.id: one.items for one in fresh})
        going = []
        for one in fresh:
            if claimed[one.id] and not _goes_now(
                one, claimed[one.id], owners[one.member_id], self.now
            ):
                await self._pack_anew(one, DeliveryState.DROPPED)
            else:
                going.append(one)
        ready: dict[int, Ready | None] = {}
        frozen = []
        for letter in await self._letters(going, owners, claimed):
            message = self.compose(letter)
            words = self.coach.keyring.open(letter.member.data_key).seal(message.frozen())
            items = tuple(item.nudge_id for item in letter.items)
            frozen.append(Frozen(letter.delivery_id, items, words))
            delivery = next(one for one in going if one.id == letter.delivery_id)
            delivery = replace(delivery, items=items, body=words, first_attempt=self.now)
            ready[delivery.id] = Ready(delivery, letter.member, message, fresh=True)
            await asyncio.sleep(0)  # whoever gave a command goes first
        await deliveries.freeze(self.connection, self.owner, frozen, self.now)
        return ready

    async def again(self, delivery: Delivery, member: Member) -> Ready | None:
        """A later attempt. One soon after the first only makes sure that it arrived; one long
        after it waits for an hour at which the coach may write, or comes too late."""
        items = await nudges.by_id(self.connection, delivery.items)
        if len(items) < len(delivery.items):
            # Words about somebody who was forgotten are never sent.
            await self._pack_anew(delivery, DeliveryState.CLOSED)
            return None
        key = self.coach.keyring.open(member.data_key)
        message = Message.thawed(key.unseal(delivery.body or b""))
        ready = Ready(delivery, member, message)
        if member.dm_closed is not None:
            return ready  # not to be sent, but looked for: what arrived is not sent once more
        if delivery.first_attempt is None or self.now < delivery.first_attempt + SURELY_ONCE:
            return ready
        if all(one.deadline is not None and one.deadline <= self.now for one in items):
            await self._too_late(delivery)
            return None
        opens = _opens_at(delivery, items, member, self.now)
        if opens > self.now:
            look_again = min(opens, self.now + LOOK_AGAIN)
            await deliveries.put_off(self.connection, delivery.id, self.owner, look_again)
            return None
        return ready

    async def _too_late(self, delivery: Delivery) -> None:
        reason, state = DropReason.TOO_LATE, DeliveryState.DROPPED
        if await deliveries.end(self.connection, delivery.id, self.owner, state, self.now):
            await nudges.give_up(self.connection, delivery.id, delivery.items, reason)
            log.info("nudges of delivery %d were dropped: %s", delivery.id, reason.value)

    async def _pack_anew(self, delivery: Delivery, state: DeliveryState) -> None:
        await deliveries.end(self.connection, delivery.id, self.owner, state, self.now)
        await nudges.release(self.connection, delivery.id, delivery.items)

    async def _letters(
        self,
        going: Sequence[Delivery],
        owners: Mapping[int, Member],
        claimed: Mapping[int, Sequence[StoredNudge]],
    ) -> list[Letter]:
        """The letters of those whose reason stands; the others end here."""
        about = [one for delivery in going for one in claimed[delivery.id]]
        files = await _read_files(self.coach, self.connection, about)
        bundles = {one.member_id for one in going if one.travel is Travel.BUNDLE}
        due = await nudges.pending(self.connection, bundles, self.now) if bundles else {}
        letters = []
        for delivery in going:
            found = (files.item(one, self.now) for one in claimed[delivery.id])
            items = [one for one in found if one is not None]
            if items:
                owner = owners[delivery.member_id]
                letters.append(_letter(delivery, owner, items, due.get(owner.id, ()), self.now))
            else:
                await deliveries.end(
                    self.connection, delivery.id, self.owner, DeliveryState.DROPPED, self.now
                )
                log.info("delivery %d was dropped: its reason is gone", delivery.id)
        return letters


@dataclass(frozen=True, slots=True)
class _Files:
    """What is known about people: their cases, nudges and drafts, by person."""

    cases: Mapping[str, Case]
    stored: Mapping[str, Sequence[StoredNudge]]
    written: Mapping[str, Sequence[Writing]]
    promised: Mapping[tuple[str, NudgeKey], str]
    """The words of the promises that nudges are about."""

    def item(self, nudge: StoredNudge, now: datetime) -> Item | None:
        case = self.cases.get(nudge.person_id)
        if case is None:
            return None
        written = self.written[nudge.person_id]
        return Item(
            nudge_id=nudge.id,
            standing=history.standing_of(case, self.stored[nudge.person_id], now),
            key=nudge.key,
            now=now,
            note=_text(written, "note"),
            promise=self.promised.get((nudge.person_id, nudge.key)),
            has_draft=drafting.holds_a_draft(one.kind for one in written),
        )


async def _read_files(
    coach: Coach, connection: AsyncConnection, going: Sequence[StoredNudge]
) -> _Files:
    about = sorted({one.person_id for one in going})
    cases = await events.load_cases_of(connection, coach.keyring, about)
    keys = {one: coach.keyring.open(case.member.data_key) for one, case in cases.items()}
    return _Files(
        cases,
        await nudges.of_people(connection, about),
        await writings.of_people(connection, keys),
        await _promised(connection, keys, cases, {(one.person_id, one.key) for one in going}),
    )


async def _promised(
    connection: AsyncConnection,
    keys: Mapping[str, DataKey],
    cases: Mapping[str, Case],
    nudges_about: Iterable[tuple[str, NudgeKey]],
) -> dict[tuple[str, NudgeKey], str]:
    """The words of the promises that these (person id, nudge) are about; one statement at most."""
    places = {
        (person_id, key): (person_id, promise.seq)
        for person_id, key in nudges_about
        if person_id in cases and (promise := cases[person_id].state.promise_of(key))
    }
    if not places:
        return {}
    words = await events.words_at(connection, keys, set(places.values()))
    return {about: words[place] for about, place in places.items() if place in words}


def _letter(
    delivery: Delivery,
    member: Member,
    items: Sequence[Item],
    due: Iterable[Pending],
    now: datetime,
) -> Letter:
    last = delivery.last and is_last(member.unanswered)
    skipped = left_out(due, [item.standing.person.id for item in items], now)
    return Letter(delivery.id, member, items, last, skipped)


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
    to = recipient(member, (), now)
    return opens_at(delivery.travel, to, now, in_quiet_hours=in_quiet_hours)


def _text(written: Sequence[Writing], kind: str) -> str | None:
    return next((one.body for one in written if one.kind == kind), None)
