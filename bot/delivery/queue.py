"""What is due becomes deliveries; deliveries are leased, frozen before the first attempt, settled.

Each of the steps takes many deliveries at once, in one transaction; where that fails, one after
the other, so that one member's trouble never stops the others. Nothing here talks to Discord,
and no transaction stays open while anybody does.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery import claiming, preparing, settling, stops
from bot.delivery.breaker import WITHIN, Stop
from bot.delivery.preparing import Ready
from bot.delivery.settling import Outcome
from bot.delivery.stops import STOPPED
from bot.services.coach import Coach
from bot.services.outgoing import Composer
from bot.storage import deliveries, installation, members, nudges
from bot.storage.deliveries import Delivery, Lease
from bot.storage.errors import Conflict, StorageError

MEMBERS_LOOKED_UP = 500
MEMBERS_AT_A_TIME = 15
DELIVERIES_AT_A_TIME = 10
"""So few that whoever gives a command meanwhile waits for some milliseconds only."""

LEASE = timedelta(seconds=30)
AFTER_TROUBLE = timedelta(minutes=5)

log = logging.getLogger(__name__)

_Item = TypeVar("_Item")
_Done = TypeVar("_Done")
Work: TypeAlias = Callable[[AsyncConnection, Sequence[_Item]], Awaitable[list[_Done]]]


@dataclass(frozen=True, slots=True)
class Claimed:
    """How many members' due nudges were looked at, and how many deliveries came of it."""

    members: int = 0
    made: int = 0


class Queue:
    """The deliveries as one process sees them; `owner` names it on its leases."""

    def __init__(self, coach: Coach, compose: Composer, owner: str) -> None:
        self._coach = coach
        self._compose = compose
        self._owner = owner

    async def members_with_due(self) -> list[int]:
        """Members to whom something is due, those with the most important first."""
        async with self._coach.database.read() as connection:
            return await nudges.members_with_due(
                connection, self._coach.clock.now(), MEMBERS_LOOKED_UP
            )

    async def claim_due(self) -> Claimed:
        """Turn what is due to some members, the most important first, into queued deliveries."""
        return await self.claim((await self.members_with_due())[:MEMBERS_AT_A_TIME])

    async def claim(self, member_ids: Sequence[int]) -> Claimed:
        """Turn what is due to these members into queued deliveries."""
        if not member_ids:
            return Claimed()
        now = self._coach.clock.now()

        async def claim(connection: AsyncConnection, some: Sequence[int]) -> list[claiming.Packed]:
            return await claiming.claim(self._coach, connection, some, now)

        async def leave_alone(member_id: int) -> None:
            async with self._coach.database.write() as connection:
                await nudges.put_off_member(connection, member_id, now, now + AFTER_TROUBLE)

        packed = await self._all_or_each(member_ids, claim, leave_alone)
        for one in packed:
            claiming.log_dropped(one.packing)
            if one.packing.silent:
                self._coach.labels.forget(one.member_id)
        return Claimed(len(packed), sum(len(one.packing.parcels) for one in packed))

    async def lease(
        self, limit: int = DELIVERIES_AT_A_TIME, *, channel_known: bool | None = None
    ) -> list[Delivery]:
        """Take what may be attempted now, of members whose DM channel is known, of those whose
        isn't, or of both."""
        now = self._coach.clock.now()
        async with self._coach.database.write() as connection:
            return await deliveries.lease(
                connection, now, self._lease_from(now), limit, channel_known=channel_known
            )

    async def reclaim_own(self) -> int:
        """At the start of the only process: what an earlier run had leased is nobody's now."""
        async with self._coach.database.write() as connection:
            return await deliveries.reap(connection, self._coach.clock.now(), everything=True)

    async def prepare(self, leased: Sequence[Delivery]) -> list[Ready]:
        """The words to send. What is not to be sent now is left out, and dealt with.

        Before the first attempt the reasons and the hour are read again and the words frozen;
        a later attempt sends the same items and words, whatever has happened since.
        """

        async def prepare(connection: AsyncConnection, some: Sequence[Delivery]) -> list[Ready]:
            lease = self._lease_from(self._coach.clock.now())
            return await preparing.prepare(self._coach, connection, self._compose, lease, some)

        async def put_off(delivery: Delivery) -> None:
            at = self._coach.clock.now() + AFTER_TROUBLE
            error = "it could not be put into words"
            async with self._coach.database.write() as connection:
                await deliveries.try_later(connection, delivery.id, self._owner, at, error)

        return await self._all_or_each(leased, prepare, put_off)

    async def settle(self, outcomes: Sequence[Outcome]) -> list[settling.Arrived]:
        """Note what became of attempts. Returns the messages that must not stay, because their
        member was erased meanwhile, or somebody they are about forgotten."""

        async def settle(
            connection: AsyncConnection, some: Sequence[Outcome]
        ) -> list[settling.Arrived]:
            lease = self._lease_from(self._coach.clock.now())
            return await settling.settle(self._coach, connection, lease, some)

        async def leave(_outcome: Outcome) -> None:
            """The lease runs out, and somebody tries again, with the same nonce."""

        return await self._all_or_each(outcomes, settle, leave)

    async def channel_known(self, member_id: int, channel_id: int) -> None:
        """Remember a member's DM channel, so that the next delivery costs one request."""
        async with self._coach.database.write() as connection:
            await members.dm_known(connection, member_id, channel_id)

    async def stop_all(self, stop: Stop, again: Mapping[int, datetime]) -> None:
        """Stop the deliveries of the whole installation. Nobody stays marked as closed for the
        refusals that led to it; they are tried `again` then, by member (UTC)."""
        async with self._coach.database.write() as connection:
            await installation.put(connection, STOPPED, stop.as_text())
            since = stop.at - WITHIN
            await deliveries.not_closed_after_all(connection, since, stop.why)
            for member_id in await members.reopen_since(connection, since):
                until = again.get(member_id, stop.at)
                await nudges.put_off_member(connection, member_id, stop.at, until)

    async def stopped(self) -> Stop | None:
        """Why nothing goes at present; None while deliveries go. One that is over is removed."""
        stop = await stops.stored(self._coach.database)
        if stop is None or stop.holds(self._coach.clock.now()):
            return stop
        async with self._coach.database.write() as connection:
            await installation.remove(connection, STOPPED, stop.as_text())
        return None

    async def look_after(self, at: datetime) -> None:
        """Take leases back that ran out, and let `doctor` and the health check see when
        everything due was last looked for."""
        async with self._coach.database.write() as connection:
            await deliveries.reap(connection, at)
            await installation.note_sweep(connection, at)

    async def waiting(self) -> int:
        """How many deliveries were made and have not arrived."""
        async with self._coach.database.read() as connection:
            return await deliveries.waiting(connection)

    async def next_due(self) -> datetime | None:
        """When something is to be done next (UTC)."""
        async with self._coach.database.read() as connection:
            instants = (
                await nudges.earliest_wake(connection),
                await deliveries.earliest_attempt(connection),
            )
        return min((one for one in instants if one is not None), default=None)

    def _lease_from(self, now: datetime) -> Lease:
        return Lease(self._owner, now + LEASE)

    async def _all_or_each(
        self,
        items: Sequence[_Item],
        work: Work[_Item, _Done],
        otherwise: Callable[[_Item], Awaitable[None]],
    ) -> list[_Done]:
        """Do all in one transaction, or else each in its own; `otherwise` is for what fails even
        then. Raises `StorageError` where the database itself is the trouble."""
        try:
            async with self._coach.database.write() as connection:
                return await work(connection, items)
        except Conflict:
            log.info("another process took a part of the same deliveries first")
        except StorageError:
            raise
        except Exception:
            log.exception("%d deliveries at once went wrong", len(items))
        done: list[_Done] = []
        for item in items:
            done += await self._each(item, work, otherwise)
        return done

    async def _each(
        self,
        item: _Item,
        work: Work[_Item, _Done],
        otherwise: Callable[[_Item], Awaitable[None]],
    ) -> list[_Done]:
        try:
            async with self._coach.database.write() as connection:
                return await work(connection, [item])
        except Conflict:
            return []
        except StorageError:
            raise
        except Exception:
            log.exception("a delivery went wrong")
            await otherwise(item)
            return []
