"""Who delivers: of all processes on one PostgreSQL, one at a time owns the pace.

Discord's limits are the token's, not a process's, so only one may send at a time. The owner's
row in `installation` holds its id and a beat that it raises every few seconds. No machine's clock
is believed: the owner trusts its own monotonic clock on how long it may go on without a beat, a
watcher its own on how long the row has not changed, and the second is the longer one. A process
that can't reach the database so has stopped before another one begins.

On SQLite there is one process (`bot.lock`), which always owns it.
"""

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Protocol

from bot import metrics
from bot.storage import installation
from bot.storage.engine import Database

PACE_OWNER: Final = "pace_owner"
NEVER: Final = float("-inf")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Beat:
    """How often, in seconds. A dead owner is followed after at most `dead_after` + 2 `look`.

    Raises `ValueError` where two could own the pace at once.
    """

    renew: float = 10.0
    """The owner raises its beat so often."""
    lasts: float = 15.0
    """It owns the pace until so long after it began the last beat that it could raise."""
    look: float = 4.0
    """The others look so often; the owner tries again so soon where it failed. An attempt that
    takes longer has failed."""
    dead_after: float = 20.0
    """An owner whose row has not changed for so long is dead."""

    def __post_init__(self) -> None:
        if not 0 < self.look <= self.renew < self.lasts < self.dead_after:
            raise ValueError("look <= renew < lasts < dead_after, or two own the pace at once.")


class Row(Protocol):
    """One value that all processes see. Each call is a transaction of its own."""

    async def value(self) -> str | None:
        """The present value, None where there is none."""
        ...

    async def swap(self, value: str, expected: str | None) -> bool:
        """Set it where it still is `expected`; whether it was."""
        ...

    async def remove(self, expected: str) -> None:
        """Remove it where it still is `expected`."""
        ...


class StoredRow:
    """The row in `installation`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def value(self) -> str | None:
        async with self._database.read() as connection:
            return await installation.get(connection, PACE_OWNER)

    async def swap(self, value: str, expected: str | None) -> bool:
        async with self._database.write() as connection:
            return await installation.put_if(connection, PACE_OWNER, value, expected)

    async def remove(self, expected: str) -> None:
        async with self._database.write() as connection:
            await installation.remove(connection, PACE_OWNER, expected)


def _nobody_asks() -> None:
    """Nothing is to be done when the pace is taken."""


class Ownership(Protocol):
    """Whether this process is the one that delivers."""

    on_taken: Callable[[], None]
    """Called whenever this process has become the owner, at the start included: whoever was it
    before may have sent until just now."""

    async def start(self) -> None:
        """Begin to compete."""
        ...

    async def stop(self) -> None:
        """Own nothing any more, and let another one begin. Stopping twice does no harm."""
        ...

    def owns(self) -> bool:
        """Whether this process may send at this very moment."""
        ...


class SoleOwner:
    """Where there is one process only."""

    def __init__(self, on_taken: Callable[[], None] = _nobody_asks) -> None:
        self.on_taken = on_taken

    async def start(self) -> None:
        metrics.owns_pace(True)

    async def stop(self) -> None:
        metrics.owns_pace(False)

    def owns(self) -> bool:
        return True


class PaceOwner:
    """Competes with the other processes. Faults of the database are survived."""

    def __init__(
        self,
        row: Row,
        on_taken: Callable[[], None] = _nobody_asks,
        beat: Beat | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.on_taken = on_taken
        self._row = row
        self._beat = beat or Beat()
        self._monotonic = monotonic
        self._sleep = sleep
        self._id = secrets.token_hex(8)
        self._beats = 0
        self._until = NEVER
        self._seen: str | None = None
        self._seen_since = NEVER
        self._competing: asyncio.Task[None] | None = None
        self._delivering = False
        self._troubled = False
        """What was said last, so that each change is logged once."""

    def owns(self) -> bool:
        return self._monotonic() < self._until

    async def start(self) -> None:
        """Look once, and go on in the background."""
        if self._competing is None:
            pause = await self._safely()
            self._competing = asyncio.create_task(self._compete(pause))

    async def stop(self) -> None:
        competing, self._competing = self._competing, None
        if competing is None:
            return
        self._until = NEVER
        self._delivering = False
        competing.cancel()
        await asyncio.gather(competing, return_exceptions=True)
        metrics.owns_pace(False)
        with contextlib.suppress(Exception):  # then the others wait until the row is old
            async with asyncio.timeout(self._beat.look):
                await self._hand_over()

    async def _hand_over(self) -> None:
        held = await self._row.value()
        if held is not None and self._is_mine(held):
            await self._row.remove(held)

    async def _compete(self, pause: float) -> None:
        while self._competing is not None:  # a driver may swallow the cancelling
            await self._sleep(pause)
            pause = await self._safely()

    async def _safely(self) -> float:
        """One attempt; how long to wait for the next one, in seconds. Never raises."""
        self._notice_the_end()
        try:
            async with asyncio.timeout(self._beat.look):
                renewed = await self._attempt()
            self._troubled = False
        except Exception as error:
            renewed = False
            if not self._troubled:
                log.warning("who delivers could not be looked up: %s", type(error).__name__)
            self._troubled = True
        self._notice_the_end()
        metrics.owns_pace(self.owns())
        return self._beat.renew if renewed else self._beat.look

    def _notice_the_end(self) -> None:
        if self._delivering and not self.owns():
            self._delivering = False
            log.warning("this process delivers no more: another one does, or none can")

    async def _attempt(self) -> bool:
        """Take the pace, or keep it, where that is this process's right; whether it has it."""
        held = await self._row.value()
        # After the read, so that the row is believed to be younger than it is, never older.
        if held != self._seen:
            self._seen, self._seen_since = held, self._monotonic()
        if held is not None and not self._is_mine(held):
            self._until = NEVER
            if self._monotonic() < self._seen_since + self._beat.dead_after:
                return False
        return await self._take(held)

    async def _take(self, held: str | None) -> bool:
        self._beats += 1
        mine = f"{self._id} {self._beats}"
        began = self._monotonic()  # before the write: others see the new beat from then on
        if not await self._row.swap(mine, held):
            self._until = NEVER
            return False
        self._seen, self._seen_since = mine, self._monotonic()
        owned, self._until = self.owns(), began + self._beat.lasts
        if not owned:
            self._delivering = True
            log.info("this process delivers now")
            self.on_taken()
        return True

    def _is_mine(self, held: str) -> bool:
        return held.startswith(f"{self._id} ")


def ownership(database: Database) -> Ownership:
    """Who delivers on `database`; nothing has begun yet."""
    if database.dialect == "sqlite":
        return SoleOwner()
    return PaceOwner(StoredRow(database))
