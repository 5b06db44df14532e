"""The alarm: wakes the courier for what is due earliest, and every minute against misses.

APScheduler is only the alarm clock; the tables are the truth. Two jobs exist, whatever the
number of nudges: the alarm for the next due instant, and the periodic sweep. Both only ring; one
task sweeps whenever it was rung for, so that a ring during a long sweep is not lost. APScheduler
knows the machine's clock only, so it is told how long to wait, not until when.
"""

import asyncio
import contextlib
import contextvars
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock, SystemClock
from bot.delivery.courier import Courier
from bot.delivery.queue import Queue

ALARM = "alarm"
SWEEP = "sweep"
SECONDS_TO_SETTLE = 10
GRACE = 2
"""How many seconds later than it should a periodic sweep may come."""
NOTHING_DONE = timedelta(seconds=1)
"""How long it waits where something is due, and a sweep could do nothing about it."""

Turn: TypeAlias = Callable[[], AbstractAsyncContextManager[object]]
"""What the alarm waits for before it sweeps, and holds meanwhile; in the demo, the page."""

log = logging.getLogger(__name__)


class Beside(Protocol):
    """What else is done on time, once the courier is through (`bot.rounds`)."""

    async def sweep(self) -> None: ...
    async def next_due(self) -> datetime | None: ...


class Alarm:
    """Runs the courier on time, and what is to be done `beside` it."""

    def __init__(
        self,
        courier: Courier,
        queue: Queue,
        clock: Clock,
        every: timedelta,
        beside: Beside | None = None,
    ) -> None:
        self._beside = beside
        self._courier = courier
        courier.on_quiet = self._set_for_the_next
        self._queue = queue
        self._clock = clock
        self._every = every
        self._wall = SystemClock()
        self._turn: Turn = contextlib.nullcontext
        self._idle = asyncio.Event()
        self._idle.set()
        self._rung = asyncio.Event()
        self._sweeper: asyncio.Task[None] | None = None
        self._next: datetime | None = None
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._scheduler.add_listener(_complain, EVENT_JOB_ERROR | EVENT_JOB_MISSED)

    def start(self, turn: Turn = contextlib.nullcontext) -> None:
        """Begin; the first sweep comes at once and catches up on a downtime."""
        self._turn = turn
        self._sweeper = asyncio.create_task(self._sweep_when_rung(), context=contextvars.Context())
        self._scheduler.add_job(
            self._ring,
            IntervalTrigger(seconds=int(self._every.total_seconds())),
            id=SWEEP,
            next_run_time=self._wall.now(),
        )
        contextvars.Context().run(self._scheduler.start)

    async def stop(self) -> None:
        """No more sweeps; one that runs may settle what it is sending, for ten seconds."""
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        self._courier.end()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SECONDS_TO_SETTLE):
                await self._idle.wait()
        self._scheduler.shutdown(wait=False)
        if self._sweeper is not None:
            self._sweeper.cancel()
            await asyncio.gather(self._sweeper, return_exceptions=True)
        await asyncio.sleep(0)  # the scheduler stops at the loop's next turn

    def ring_at(self, due: datetime) -> None:
        """Something is due at `due` (UTC): wake then, unless the alarm is set earlier already."""
        if not self._scheduler.running or (self._next is not None and self._next <= due):
            return
        self._next = due
        contextvars.Context().run(
            self._scheduler.add_job,
            self._ring,
            DateTrigger(run_date=self._wall.now() + (due - self._clock.now())),
            id=ALARM,
            replace_existing=True,
        )

    async def _ring(self) -> None:
        self._courier.look_again()
        self._rung.set()

    async def _sweep_when_rung(self) -> None:
        while True:
            await self._wait_for_ring()
            self._rung.clear()
            self._idle.clear()
            try:
                async with self._turn():
                    await self.sweep()
            except Exception:  # whatever it was: the next sweep makes up for it
                log.exception("a sweep failed")
            finally:
                self._idle.set()

    async def _wait_for_ring(self) -> None:
        """The jobs wait for an hour of the machine's clock; where that was set back, they would
        be silent until then."""
        try:
            async with asyncio.timeout(self._every.total_seconds() + GRACE):
                await self._rung.wait()
        except TimeoutError:
            log.warning("no job has rung in time: was the machine's clock set back?")

    async def sweep(self) -> None:
        """Deliver what is due, then set the alarm for the next instant."""
        self._next = None
        done = await self._courier.sweep()
        if not done.stopped:
            if self._beside is not None:
                await self._beside.sweep()
            await self._set_for_the_next(at_once=done.claimed > 0)

    async def next_due(self) -> datetime | None:
        """When something is to be done next (UTC), None where nothing waits."""
        instants = [await self._queue.next_due()]
        if self._beside is not None:
            instants.append(await self._beside.next_due())
        return min((one for one in instants if one is not None), default=None)

    async def _set_for_the_next(self, *, at_once: bool = False) -> None:
        """The alarm, for the next instant at which something is due. What is due already, and
        was left, waits a moment unless `at_once`."""
        self._next = None
        following, now = await self.next_due(), self._clock.now()
        if following is not None and following <= now and not at_once:
            following = now + NOTHING_DONE
        if following is not None:
            self.ring_at(following)


def _complain(event: JobExecutionEvent) -> None:
    """A job that failed or was missed is heard of; the next sweep makes up for it."""
    if event.code == EVENT_JOB_MISSED:
        log.warning("the job %s was missed", event.job_id)
    else:
        log.error("the job %s failed", event.job_id, exc_info=event.exception)
