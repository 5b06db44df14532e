"""The courier: claims what is due, sends it, settles it. One sweep at a time."""

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.clock import Clock
from bot.delivery.queue import Queue
from bot.delivery.sender import (
    Arrival,
    ClosedDoor,
    Refused,
    Sender,
    SendError,
    TryAgain,
    WrongChannel,
)
from bot.services.outgoing import Message
from bot.storage.deliveries import Delivery
from bot.storage.errors import StorageError
from bot.storage.records import Member

MOST_TRIES = 8
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=30)

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Sweep:
    """What one sweep did."""

    claimed: int = 0
    sent: int = 0
    put_off: int = 0


class Courier:
    """Delivers everything that is due, member by member, whatever happens to one of them."""

    def __init__(
        self,
        queue: Queue,
        sender: Sender,
        clock: Clock,
        pseudonym: Callable[[int], str],
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._queue = queue
        self._sender = sender
        self._clock = clock
        self._pseudonym = pseudonym
        self._jitter = jitter
        self._sweeping = asyncio.Lock()

    async def sweep(self) -> Sweep:
        """Send everything that is due at the clock's present instant."""
        async with self._sweeping:
            done = Sweep()
            while True:
                done.claimed += await self._queue.claim_due()
                batch = await self._queue.lease()
                if not batch:
                    return done
                for delivery in batch:
                    await self._deliver_safely(delivery, done)

    async def _deliver_safely(self, delivery: Delivery, done: Sweep) -> None:
        """One member's trouble never stops the others."""
        try:
            prepared = await self._queue.prepare(delivery)
            if prepared is None:
                self._note(delivery, "not sent now")
                return
            await self._deliver(delivery, *prepared)
            done.sent += 1
            self._note(delivery, "sent")
        except ClosedDoor:
            await self._queue.refused(delivery)
            self._note(delivery, "closed")
        except SendError as error:
            await self._put_off(delivery, error)
            done.put_off += 1
        except StorageError as error:  # the lease runs out, and somebody tries again
            log.warning("delivery %d could not be noted: %s", delivery.id, type(error).__name__)
            done.put_off += 1
        except Exception as error:
            log.exception("delivery %d went wrong", delivery.id)
            await self._put_off(delivery, Refused(type(error).__name__))
            done.put_off += 1

    async def _deliver(self, delivery: Delivery, member: Member, message: Message) -> None:
        arrival = await self._send(delivery, member, message)
        if not await self._queue.arrived(delivery, arrival.channel_id, arrival.message_id):
            await self._take_back(delivery, arrival)

    async def _take_back(self, delivery: Delivery, arrival: Arrival) -> None:
        """Delete a message that was on its way while whom it is to, or about, was erased."""
        try:
            await self._sender.delete(arrival)
        except SendError as error:
            log.warning("delivery %d could not be deleted again: %s", delivery.id, error)
        else:
            log.info("delivery %d was deleted: it was erased while on its way", delivery.id)

    async def _send(self, delivery: Delivery, member: Member, message: Message) -> Arrival:
        channel_id = member.dm_channel or await self._opened(member)
        try:
            return await self._sender.send(channel_id, message, delivery.nonce)
        except WrongChannel:
            channel_id = await self._opened(member)
            return await self._sender.send(channel_id, message, delivery.nonce)

    async def _opened(self, member: Member) -> int:
        channel_id = await self._sender.open_channel(member.id)
        await self._queue.channel_known(member.id, channel_id)
        return channel_id

    async def _put_off(self, delivery: Delivery, error: SendError) -> None:
        """A passing fault is waited for as long as it takes; any other one has so many tries."""
        tries = delivery.attempts + 1
        if tries >= MOST_TRIES and not isinstance(error, TryAgain):
            await self._queue.park(delivery, str(error))
            self._note(delivery, "parked")
            return
        wait = min(FIRST_WAIT * 2 ** min(tries - 1, MOST_TRIES + 1), LONGEST_WAIT)
        wait *= 0.5 + self._jitter()
        await self._queue.try_later(delivery, self._clock.now() + wait, str(error))
        self._note(delivery, f"put off ({error})")

    def _note(self, delivery: Delivery, outcome: str) -> None:
        """A line a delivery; a member only as a pseudonym."""
        late = (self._clock.now() - delivery.due).total_seconds()
        log.info(
            "delivery %d (%s, %d items) to %s: %s, %.0f s after it was due, try %d",
            delivery.id,
            delivery.travel.value,
            len(delivery.items),
            self._pseudonym(delivery.member_id),
            outcome,
            late,
            delivery.attempts + 1,
        )
