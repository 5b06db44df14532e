"""Health and metrics of this process over HTTP, where RAPPORT_PORT says so.

/healthz: the process lives; whoever gets no 200 from it should start it anew.
/readyz: it can do its work now; 503 says what it lacks, and waiting may mend it.
/metrics: what `bot.metrics` counts.

Nothing here is secret, and nothing can be changed from here.
"""

import asyncio
import os
import socket
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from bot import metrics
from bot.storage import migrate
from bot.storage.engine import Database
from bot.storage.errors import StorageError

OK: Final = "ok"
SECONDS_FOR_THE_DATABASE: Final = 5.0
LATE_SWEEPS: Final = 5
"""Where so many sweeps in a row brought nothing about, delivering hangs."""


class PortUnusable(Exception):
    """The port can't be opened. `str()` says why and what to do."""


async def _never_stopped() -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Process:
    """What there is to look at in this process."""

    database: Database
    sweep_seconds: float
    """How often it sweeps where it delivers."""
    delivers: Callable[[], bool] = lambda: False
    """Whether it is the one that delivers at this moment."""
    connected: Callable[[], bool] = lambda: True
    """Whether Discord is there: the gateway, or the login of a process without one."""
    stopped: Callable[[], Awaitable[str | None]] = _never_stopped
    """Why all deliveries stand still, a sentence; None while they go."""


class Health:
    """Answers whoever asks after this process."""

    def __init__(self, process: Process, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._process = process
        self._monotonic = monotonic
        self._ending = False
        self._delivers_since: float | None = None
        self._runner: web.AppRunner | None = None

    async def start(self, host: str, port: int) -> None:
        """Open the port, and begin to count. Raises `PortUnusable`."""
        metrics.start()
        app = web.Application()
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/readyz", self._readyz)
        app.router.add_get("/metrics", self._metrics)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            await runner.cleanup()
            raise PortUnusable(_why_not(host, port, error)) from error
        self._runner = runner

    def end(self) -> None:
        """From here on it is not ready: it is being stopped."""
        self._ending = True

    async def stop(self) -> None:
        """Close the port. Stopping twice does no harm."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()
            metrics.stop()

    async def _healthz(self, _request: web.Request) -> web.Response:
        return _answer({"sweeps": self._sweeping()})

    async def _readyz(self, _request: web.Request) -> web.Response:
        process = self._process
        checks = {"process": "is being stopped" if self._ending else OK}
        checks["database"] = await _database(process.database)
        checks["discord"] = OK if process.connected() else "is not connected"
        stopped = await self._stopped() if checks["database"] == OK else None
        # No reason to send nobody here any more: commands are answered as ever.
        said = {"deliveries": f"stopped: {stopped}"} if stopped else {}
        return _answer(checks, said)

    async def _metrics(self, _request: web.Request) -> web.Response:
        return web.Response(body=metrics.exposed(), headers={"Content-Type": metrics.CONTENT_TYPE})

    async def _stopped(self) -> str | None:
        try:
            async with asyncio.timeout(SECONDS_FOR_THE_DATABASE):
                return await self._process.stopped()
        except (StorageError, TimeoutError):
            return None

    def _sweeping(self) -> str:
        """Whether what is due is looked for, where that is this process's task."""
        now = self._monotonic()
        if not self._process.delivers() or metrics.are_stopped():
            self._delivers_since = None
            return OK
        if self._delivers_since is None:
            self._delivers_since = now
        age = now - self._delivers_since
        progress = metrics.seconds_since_progress()
        if progress is not None:
            age = min(age, progress)
        if age <= LATE_SWEEPS * self._process.sweep_seconds:
            return OK
        return f"nothing was looked for or sent in {age:.0f} s"


async def _database(database: Database) -> str:
    try:
        async with asyncio.timeout(SECONDS_FOR_THE_DATABASE):
            await migrate.require_current(database)
    except TimeoutError:
        return f"gave no answer in {SECONDS_FOR_THE_DATABASE:.0f} s"
    except StorageError as error:
        return str(error)
    return OK


def _answer(checks: Mapping[str, str], said: Mapping[str, str] | None = None) -> web.Response:
    """200 where every check is "ok", else 503. What is merely `said` changes nothing."""
    fine = all(found == OK for found in checks.values())
    body = {"status": OK if fine else "unavailable", **checks, **(said or {})}
    return web.json_response(body, status=200 if fine else 503)


def _why_not(host: str, port: int, error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return f"RAPPORT_HOST: there is no address {host} on this machine."
    reason = os.strerror(error.errno).lower() if error.errno else "for an unknown reason"
    return (
        f"RAPPORT_PORT: port {port} at {host} can't be opened ({reason}). "
        "Each process needs a port of its own; choose another one, or none."
    )
