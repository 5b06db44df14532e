"""SQLite on the event loop's own thread; only what waits for the disk is done in another.

A statement takes some tens of microseconds, handing it to another thread and taking its answer
back several times that, and the whole process can do nothing else meanwhile either way. So
statements run where they are called. What may take long is kept away from the loop: a commit
that wrote something waits for the disk in a thread, and a lock that somebody else holds is
waited for by asking again.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Generator
from typing import Any, TypeVar

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import URL
from sqlalchemy.pool import AsyncAdaptedQueuePool, Pool
from sqlalchemy.util.concurrency import await_, in_greenlet

NAME = "sqlite+loop"
"""How SQLAlchemy knows the dialect; addresses go on saying `sqlite+aiosqlite`."""

FIRST_PAUSE, LONGEST_PAUSE = 0.001, 0.05
"""Seconds between two attempts to get a lock; the pause doubles each time."""

_Result = TypeVar("_Result")


class _Nothing:
    """Waits for nothing: SQLAlchemy wants a statement of an asynchronous engine to have waited."""

    def __await__(self) -> Generator[None, None, None]:
        yield from ()


_NOTHING = _Nothing()


class Cursor(sqlite3.Cursor):
    """Runs statements at once, and again while somebody else holds the lock."""

    connection: "Connection"
    server_side = False

    def execute(self, operation: str, parameters: Any = (), /) -> "Cursor":
        await_(_NOTHING)
        try:
            return super().execute(operation, parameters)
        except sqlite3.OperationalError as error:
            run = super().execute
            return self.connection.patiently(lambda: run(operation, parameters), error)

    def executemany(self, operation: str, parameters: Any, /) -> "Cursor":
        await_(_NOTHING)
        return super().executemany(operation, parameters)

    async def _async_soft_close(self) -> None:
        """Nothing to give back: rows are read when they are asked for."""


class Connection(sqlite3.Connection):
    """A connection for one task at a time, in whichever thread."""

    lock_seconds = 0.0
    """How long to wait for a lock."""

    _changes = 0

    def cursor(self, factory: Any = Cursor) -> Any:
        return super().cursor(factory)

    def begin(self, statement: str) -> None:
        """Begin a transaction; whether it writes anything is counted from here."""
        self.cursor().execute(statement)
        self._changes = self.total_changes

    def commit(self) -> None:
        """What wrote is synced to the disk in a thread; it is waited for even when cancelled.

        One that fails is rolled back: SQLite may leave the transaction open, and the next one
        to use this connection could never begin.
        """
        try:
            if self.total_changes != self._changes and in_greenlet():
                await_(_to_its_end(super().commit))
            else:
                super().commit()
        except BaseException:
            if self.in_transaction:
                super().rollback()
            raise

    def patiently(self, run: Callable[[], _Result], error: sqlite3.OperationalError) -> _Result:
        """Try again while `error` says that the lock is somebody else's, up to `lock_seconds`."""
        ends, pause = time.monotonic() + self.lock_seconds, FIRST_PAUSE
        while _is_busy(error) and time.monotonic() < ends:
            await_(asyncio.sleep(pause))
            pause = min(2 * pause, LONGEST_PAUSE)
            try:
                return run()
            except sqlite3.OperationalError as again:
                error = again
        raise error

    def terminate(self) -> None:
        """End it at any moment: its transaction ends with it."""
        self.close()


async def _to_its_end(work: Callable[[], _Result]) -> _Result:
    """Do `work` in a thread. A task that is cancelled meanwhile still waits for its end, so
    that the connection is nobody's when it is closed."""
    running = asyncio.get_running_loop().run_in_executor(None, work)
    cancelled: asyncio.CancelledError | None = None
    while not running.done():
        try:
            await asyncio.wait({running})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled
    return running.result()


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class Dialect(SQLiteDialect_pysqlite):
    """Python's own driver behind an asynchronous engine."""

    driver = "loop"
    is_async = True
    has_terminate = True
    supports_statement_cache = True

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:
        return AsyncAdaptedQueuePool

    def do_terminate(self, dbapi_connection: Any) -> None:
        dbapi_connection.terminate()


registry.register("sqlite.loop", __name__, "Dialect")


def options(lock_seconds: float) -> dict[str, Any]:
    """What to connect with. No transaction is begun behind our back."""

    class Patient(Connection):
        pass

    Patient.lock_seconds = lock_seconds
    return {
        "factory": Patient,
        "isolation_level": None,
        "timeout": 0,
        "check_same_thread": False,
    }
