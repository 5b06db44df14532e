"""The courier: one sweep takes everything that is due to where it belongs.

    gatherer   claims, leases and prepares what goes to channels that are known
    opener     opens the DM channels of the others, at a pace of its own, and prepares those
    senders    as many as may be in flight, each taking its turn in the pace
    settler    notes what became of the attempts, several at once

They work side by side until nothing is due any more. Whatever stops them (the process's end,
another owner of the pace, the breaker, a refused token) lets what is in flight arrive and puts
back what was not begun.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

from bot import metrics
from bot.clock import Clock
from bot.delivery.breaker import Breaker, Stop
from bot.delivery.pace import Tempo
from bot.delivery.preparing import SURELY_ONCE, Ready
from bot.delivery.queue import LEASE, MEMBERS_AT_A_TIME, Queue
from bot.delivery.sender import (
    SECONDS_A_REQUEST,
    Arrival,
    ClosedDoor,
    Deleted,
    Flagged,
    NoAccess,
    OpenedTooFast,
    Refused,
    SendError,
    TokenRefused,
    TryAgain,
    WrongChannel,
)
from bot.delivery.settling import Arrived, Closed, Later, Outcome, Parked, Untouched
from bot.services.outgoing import Message
from bot.storage.deliveries import Delivery
from bot.storage.errors import StorageError

MOST_TRIES = 8
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=30)

TOKEN_WAITS = (1.0, 4.0)
"""Seconds before the second and the third try with a token that was refused."""

OPENED_AT_A_TIME = 8
"""Enough for half of the pace, where Discord takes a tenth of a second to open a channel."""

BEFORE_THE_FIRST = timedelta(minutes=1)
"""How much earlier than the first attempt the history is read, for clocks that differ."""

NEVER = datetime.min.replace(tzinfo=UTC)
LOOK_UP_EVERY = timedelta(seconds=5)
LOOK_AFTER_EVERY = timedelta(seconds=10)
SETTLED_AT_A_TIME = 50

log = logging.getLogger(__name__)

_Answer = TypeVar("_Answer")


class Post(Protocol):
    """What a courier sends through: `bot.delivery.sender.Sender`, or a test's."""

    async def open_channel(self, member_id: int) -> int: ...
    async def send(self, channel_id: int, message: Message, nonce: str) -> Arrival: ...
    async def find(self, channel_id: int, message: Message, since: datetime) -> Arrival | None: ...
    async def delete(self, arrival: Arrival) -> None: ...


@dataclass(slots=True)
class Sweep:
    """What one sweep did."""

    claimed: int = 0
    sent: int = 0
    put_off: int = 0
    stopped: bool = False
    """Something is due perhaps, and nothing is sent: the next periodic sweep looks again."""


@dataclass(slots=True)
class _Round:
    """What the parts of one sweep share."""

    done: Sweep
    ready: asyncio.Queue[Ready | None]
    members: list[int] = field(default_factory=list)
    """To whom something is due, the most important first, as it was `looked_up`."""
    looked_up: datetime = NEVER
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    outcomes: asyncio.Queue[Outcome | None] = field(default_factory=asyncio.Queue)
    news: asyncio.Queue[bool] = field(default_factory=asyncio.Queue)
    """For the opener: there may be channels to open (True), or there is nothing more (False)."""
    to_open: int = 0
    """How many of these news the opener has not been through yet."""
    opener_ended: bool = False
    to_send: int = 0
    """How many deliveries are with the senders, or wait for them."""
    rung: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    """Something of the above is otherwise than before."""
    trouble: Exception | None = None
    """Why what is due could not be looked for, or not to its end."""

    @property
    def at_work(self) -> bool:
        """Whether the opener or the senders have anything to do."""
        return self.to_send > 0 or (self.to_open > 0 and not self.opener_ended)

    def tell_opener(self) -> None:
        """There may be channels to open."""
        self.to_open += 1
        self.news.put_nowait(True)


async def _nothing() -> None:
    """Nobody knows when something is due next."""


class Courier:
    """Delivers everything that is due, whatever happens to one of them.

    `may_send` says whether this process is the one to; it is asked before every attempt.
    `on_revoked` is called when Discord has refused the token for good.
    """

    def __init__(
        self,
        queue: Queue,
        post: Post,
        clock: Clock,
        pseudonym: Callable[[int], str],
        tempo: Tempo | None = None,
        *,
        may_send: Callable[[], bool] = lambda: True,
        on_revoked: Callable[[], None] = lambda: None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.on_quiet: Callable[[], Awaitable[None]] = _nothing
        """Called in mid-sweep where nothing more is due, while messages are still on their way:
        whoever knows when something is due next calls `look_again` then."""
        self._queue = queue
        self._post = post
        self._clock = clock
        self._pseudonym = pseudonym
        self._tempo = tempo or Tempo.unhurried()
        self._may_send = may_send
        self._on_revoked = on_revoked
        self._jitter = jitter
        self._sweeping = asyncio.Lock()
        self._token_in_doubt = asyncio.Lock()
        self._breaker = Breaker()
        self._round: _Round | None = None
        self._ending = False
        self._noted: datetime | None = None
        self.revoked = False
        """Discord refused the token three times: the process can only end."""

    @property
    def halted(self) -> bool:
        """Whether nothing new is begun."""
        blocked = self._ending or self.revoked or self._breaker.stop is not None
        return blocked or not self._may_send()

    def end(self) -> None:
        """Begin nothing new from here on; what is in flight is settled."""
        self._ending = True
        self._tempo.let_go()

    def look_again(self) -> None:
        """Something may have fallen due: a sweep that is under way takes it along."""
        if self._round is not None:
            self._round.rung = True
            self._round.changed.set()

    async def sweep(self) -> Sweep:
        """Send everything that is due at the clock's present instant.

        Raises what kept it from looking, once all that was in flight is settled.
        """
        async with self._sweeping:
            if self.halted:
                return Sweep(stopped=True)
            if await self._is_stopped():
                await self._look_after()  # nothing hangs
                return Sweep(stopped=True)
            now = _Round(Sweep(), asyncio.Queue(maxsize=self._tempo.in_flight))
            self._round = now
            try:
                await self._run(now)
            finally:
                self._round = None
            now.done.stopped = self.halted
            if self._breaker.stop is not None:
                await self._stop_all(self._breaker.stop)
            if now.trouble is not None:
                raise now.trouble
            return now.done

    async def _run(self, now: _Round) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._settle_all(now))
            async with asyncio.TaskGroup() as senders:
                for _ in range(self._tempo.in_flight):
                    senders.create_task(self._send_all(now))
                async with asyncio.TaskGroup() as sources:
                    sources.create_task(self._gather(now))
                    sources.create_task(self._open_all(now))
                for _ in range(self._tempo.in_flight):
                    await now.ready.put(None)
            await now.outcomes.put(None)

    # The gatherer

    async def _gather(self, now: _Round) -> None:
        try:
            await self._look_after()
            now.tell_opener()
            while not self.halted and (await self._gather_some(now) or await self._rung(now)):
                if self._clock.now() - (self._noted or NEVER) >= LOOK_AFTER_EVERY:
                    await self._look_after()
        except Exception as error:  # what is in flight is settled first
            now.trouble = error
        finally:
            now.news.put_nowait(False)

    async def _gather_some(self, now: _Round) -> bool:
        """Claim and prepare ahead of the senders by a few only, so that something more
        important that falls due meanwhile goes first; whether there was anything."""
        claimed = await self._queue.claim(await self._members_with_due(now))
        if claimed.made:
            now.done.claimed += claimed.made
            metrics.due(claimed.made)
            now.tell_opener()
        leased = await self._queue.lease(channel_known=True)
        await self._prepare(now, leased)
        return bool(claimed.members or leased or now.members)

    async def _members_with_due(self, now: _Round) -> list[int]:
        """The next few to whom something is due. Finding them means to look through all that is
        due, so they are looked up many at a time, and again when something was to fall due."""
        if not now.members or self._clock.now() - now.looked_up >= LOOK_UP_EVERY:
            now.looked_up = self._clock.now()
            now.members = await self._queue.members_with_due()
        few, now.members = now.members[:MEMBERS_AT_A_TIME], now.members[MEMBERS_AT_A_TIME:]
        return few

    async def _rung(self, now: _Round) -> bool:
        """Wait for what the others still do, however long it takes, or for a ring meanwhile;
        whether it rang."""
        if now.at_work:
            await self.on_quiet()
        while now.at_work and not now.rung:
            now.changed.clear()
            await now.changed.wait()
        rung, now.rung = now.rung, False
        return rung

    async def _look_after(self) -> None:
        """What is due every so often, however long a sweep is: leases that ran out are taken
        back, and everybody sees that everything due is being looked for."""
        self._noted = self._clock.now()
        await self._queue.look_after(self._noted)
        metrics.swept(self._noted)
        if metrics.are_watched():
            metrics.waiting(await self._queue.waiting())

    async def _prepare(self, now: _Round, leased: Sequence[Delivery]) -> None:
        if not leased:
            return
        prepared = await self._queue.prepare(leased)
        going = {one.delivery.id for one in prepared}
        for delivery in leased:
            if delivery.id not in going:
                self._note(delivery, "not sent now")
        for ready in prepared:
            now.to_send += 1
            await now.ready.put(ready)

    # The opener

    async def _open_all(self, now: _Round) -> None:
        """Open channels until there are none to open and nothing more is claimed."""
        try:
            while await now.news.get():
                while not self.halted and await self._open_some(now):
                    pass
                now.to_open -= 1
                now.changed.set()
        except Exception as error:
            now.trouble = error
        finally:
            now.opener_ended = True
            now.changed.set()

    async def _open_some(self, now: _Round) -> bool:
        leased = await self._queue.lease(OPENED_AT_A_TIME, channel_known=False)
        opening = (self._open_for(now, one) for one in leased)
        for outcome in await asyncio.gather(*opening, return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome
        return bool(leased)

    async def _open_for(self, now: _Round, delivery: Delivery) -> None:
        try:
            opened = await self._open(delivery)
        except SendError as error:
            await now.outcomes.put(self._outcome_of(delivery, error))
        else:
            if opened:
                await self._prepare(now, [delivery])
            else:
                await now.outcomes.put(Untouched(delivery))

    async def _open(self, delivery: Delivery) -> int | None:
        """The id of a member's DM channel, known from here on; None where the coach stops."""
        member_id = delivery.member_id
        await self._tempo.openings.turn()
        await self._tempo.requests.turn()
        if self.halted:
            return None
        channel_id = await self._with_token(lambda: self._post.open_channel(member_id))
        await self._queue.channel_known(member_id, channel_id)
        return channel_id

    # The senders

    async def _send_all(self, now: _Round) -> None:
        while (ready := await self._next(now)) is not None:
            self._done_with(now, await self._attempt(ready))

    async def _next(self, now: _Round) -> Ready | None:
        """What to send, once it is its turn; None where there is nothing more. One sender after
        the other waits for a turn, and what has waited for too long is put back without one: so
        however slow the pace, whoever gets a turn can use it."""
        async with now.turn:
            while (ready := await now.ready.get()) is not None:
                if not self._is_too_late(ready.delivery):
                    await self._tempo.requests.turn()
                    return ready
                self._done_with(now, Untouched.of(ready))
            return None

    def _done_with(self, now: _Round, outcome: Outcome) -> None:
        now.outcomes.put_nowait(outcome)
        now.to_send -= 1
        now.changed.set()

    async def _attempt(self, ready: Ready) -> Outcome:
        """One member's trouble never stops the others."""
        try:
            if self.halted or self._is_too_late(ready.delivery):
                return Untouched.of(ready)
            arrival = await self._bring(ready)
        except SendError as error:
            return self._outcome_of(ready.delivery, error)
        except Exception as error:
            log.exception("delivery %d went wrong", ready.delivery.id)
            return self._outcome_of(ready.delivery, Refused(type(error).__name__))
        return Arrived(ready.delivery, arrival.channel_id, arrival.message_id)

    def _is_too_late(self, delivery: Delivery) -> bool:
        """Whether the lease may run out before an answer is there."""
        until = delivery.lease_until or self._clock.now() + LEASE
        return self._clock.now() + timedelta(seconds=SECONDS_A_REQUEST) > until

    async def _bring(self, ready: Ready) -> Arrival:
        channel_id = ready.member.dm_channel
        if channel_id is not None:
            try:
                return await self._bring_to(channel_id, ready)
            except WrongChannel:
                log.info("delivery %d: its channel is opened again", ready.delivery.id)
        channel_id = await self._open(ready.delivery)
        if channel_id is None:
            raise TryAgain("the coach stops")
        await self._next_turn(ready)
        return await self._bring_to(channel_id, ready)

    async def _next_turn(self, ready: Ready) -> None:
        """Each further request of an attempt waits for its turn as the first one did."""
        await self._tempo.requests.turn()
        if self.halted or self._is_too_late(ready.delivery):
            raise TryAgain("the turn came too late")

    async def _bring_to(self, channel_id: int, ready: Ready) -> Arrival:
        delivery = ready.delivery
        doubtful = self._is_doubtful(ready)
        if doubtful:
            found = await self._look_for(channel_id, ready)
            if found is not None:
                return found
            if ready.member.dm_closed is not None:
                raise ClosedDoor("closed since the first attempt")
            await self._next_turn(ready)
        try:
            return await self._with_token(
                lambda: self._post.send(channel_id, ready.message, delivery.nonce)
            )
        except Deleted:
            if ready.fresh:
                raise
            return Arrival(channel_id, None)
        except ClosedDoor:
            if ready.fresh or doubtful:
                raise
            found = await self._look_for_behind_closed_door(channel_id, ready)
            if found is None:
                raise
            return found

    def _is_doubtful(self, ready: Ready) -> bool:
        """Whether it is to be looked for first: an earlier attempt may have arrived, and was so
        long ago that the same nonce wouldn't show it, or nothing may be sent any more."""
        if ready.fresh:
            return False
        first = ready.delivery.first_attempt
        is_old = first is not None and self._clock.now() >= first + SURELY_ONCE
        return is_old or ready.member.dm_closed is not None

    async def _look_for(self, channel_id: int, ready: Ready) -> Arrival | None:
        since = (ready.delivery.first_attempt or self._clock.now()) - BEFORE_THE_FIRST
        return await self._with_token(lambda: self._post.find(channel_id, ready.message, since))

    async def _look_for_behind_closed_door(self, channel_id: int, ready: Ready) -> Arrival | None:
        """Whoever closes their messages right after one arrived, the answer to which was lost,
        must not get it again once they open them."""
        with contextlib.suppress(SendError):
            await self._next_turn(ready)
            return await self._look_for(channel_id, ready)
        return None

    async def _with_token(self, request: Callable[[], Awaitable[_Answer]]) -> _Answer:
        """Where the token is refused, one tries it again at growing intervals, and all others
        wait for what comes of it."""
        if self._token_in_doubt.locked():
            async with self._token_in_doubt:
                pass
        if self.revoked:
            raise TokenRefused("refused before")
        try:
            return await request()
        except TokenRefused:
            async with self._token_in_doubt:
                return await self._try_token(request)

    async def _try_token(self, request: Callable[[], Awaitable[_Answer]]) -> _Answer:
        for seconds in TOKEN_WAITS:
            if self.revoked:
                break
            log.warning("Discord refuses the token; it is tried again in %.0f s", seconds)
            await asyncio.sleep(seconds)
            try:
                return await request()
            except TokenRefused:
                continue
        self.revoked = True
        self._tempo.let_go()
        self._on_revoked()
        raise TokenRefused("refused three times")

    # What an error means

    def _outcome_of(self, delivery: Delivery, error: SendError) -> Outcome:
        metrics.failed(error.kind)
        now = self._clock.now()
        if error.forbidden:
            self._breaker.refused(delivery.member_id, now)
        match error:
            case ClosedDoor():
                return Closed(delivery)
            case Flagged():
                self._breaker.flagged(now)
            case TokenRefused():
                return Later(delivery, now, str(error))
            case OpenedTooFast():
                self._tempo.openings.slow_down()
            case NoAccess():
                return Parked(delivery, str(error))
        return self._put_off(delivery, error, now)

    def _put_off(self, delivery: Delivery, error: SendError, now: datetime) -> Outcome:
        """A passing fault is waited for as long as it takes; any other one has so many tries."""
        tries = delivery.attempts + 1
        keeps_trying = isinstance(error, TryAgain | Flagged)
        if tries >= MOST_TRIES and not keeps_trying:
            return Parked(delivery, str(error))
        wait = min(FIRST_WAIT * 2 ** min(tries - 1, MOST_TRIES + 1), LONGEST_WAIT)
        return Later(delivery, now + wait * (0.5 + self._jitter()), str(error))

    # The settler

    async def _settle_all(self, now: _Round) -> None:
        ended = False
        while not ended:
            first = await now.outcomes.get()
            if first is not None and self._tempo.linger:
                await asyncio.sleep(self._tempo.linger)
            batch = [first]
            while not now.outcomes.empty() and len(batch) < SETTLED_AT_A_TIME:
                batch.append(now.outcomes.get_nowait())
            ended = None in batch
            try:
                await self._settle(now.done, [one for one in batch if one is not None])
            except Exception:  # the leases run out, and somebody tries again
                log.exception("%d deliveries could not be noted", len(batch))

    async def _settle(self, done: Sweep, outcomes: Sequence[Outcome]) -> None:
        outcomes = [self._not_closed_if_all_are(one) for one in outcomes]
        if not outcomes:
            return
        try:
            unwanted = await self._queue.settle(outcomes)
        except StorageError as error:  # the leases run out, and somebody tries again
            log.warning("%d deliveries could not be noted: %s", len(outcomes), error)
            done.put_off += len(outcomes)
            return
        for outcome in outcomes:
            self._count(done, outcome)
        for arrived in unwanted:
            await self._take_back(arrived)

    def _not_closed_if_all_are(self, outcome: Outcome) -> Outcome:
        """Once the breaker has tripped, a refusal is no word on the one member any more."""
        if self._breaker.stop is None or not isinstance(outcome, Closed):
            return outcome
        again = self._breaker.again().get(outcome.delivery.member_id, self._clock.now())
        return Later(outcome.delivery, again, self._breaker.stop.why)

    async def _take_back(self, arrived: Arrived) -> None:
        """Delete a message that was on its way while whom it is to, or about, was erased."""
        delivery = arrived.delivery
        try:
            await self._post.delete(Arrival(arrived.channel_id, arrived.message_id))
        except SendError as error:
            log.warning("delivery %d could not be deleted again: %s", delivery.id, error)
        else:
            log.info("delivery %d was deleted: it was erased while on its way", delivery.id)

    def _count(self, done: Sweep, outcome: Outcome) -> None:
        delivery = outcome.delivery
        match outcome:
            case Arrived():
                done.sent += 1
                metrics.delivered(delivery.travel.value, self._lateness(delivery))
                self._note(delivery, "sent")
            case Closed():
                self._note(delivery, "closed")
            case Parked(_, error):
                self._note(delivery, "parked", error)
            case Later(_, _, error):
                done.put_off += 1
                self._note(delivery, "put off", error)
            case Untouched():
                self._note(delivery, "put back")

    # The installation

    async def _is_stopped(self) -> bool:
        """Whether the breaker, of this process or of another one, stops the deliveries."""
        stop = await self._queue.stopped()
        metrics.stopped(stop is not None)
        return stop is not None

    async def _stop_all(self, stop: Stop) -> None:
        log.critical("All deliveries are stopped: %s. `rapport doctor` says more.", stop.why)
        await self._queue.stop_all(stop, self._breaker.again())
        metrics.stopped(True)
        self._breaker.reset()

    def _lateness(self, delivery: Delivery) -> float:
        return (self._clock.now() - delivery.due).total_seconds()

    def _note(self, delivery: Delivery, outcome: str, error: str = "") -> None:
        """A line a delivery; a member only as a pseudonym."""
        log.info(
            "delivery",
            extra={
                "outcome": outcome,
                "id": delivery.id,
                "kind": delivery.travel.value,
                "items": len(delivery.items),
                "member": self._pseudonym(delivery.member_id),
                "late": round(self._lateness(delivery), 1),
                "tries": delivery.attempts + 1,
                **({"error": error} if error else {}),
            },
        )
