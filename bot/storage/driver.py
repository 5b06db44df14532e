"""aiosqlite, made safe against tasks that are cancelled in mid-statement.

A statement runs on in its thread when the task that waits for it is cancelled; SQLAlchemy then
ends the connection. aiosqlite 0.22 has two gaps there: a connection that is closed while a
cursor lives keeps its transaction, and with it the write lock, until the garbage collector
comes; and a connection that is ended twice (a task cancelled twice, as when a process stops)
waits for ever for a thread that is gone.
"""

import asyncio
from typing import Any

import aiosqlite


class Connection(aiosqlite.Connection):
    """Can be ended at any moment, and more than once. Its transaction ends with it."""

    async def close(self) -> None:
        """Roll back, close, and end the thread."""
        if self._running:
            self._roll_back()
            await super().close()

    def stop(self) -> asyncio.Future[Any] | None:
        """The same without waiting for it."""
        if not self._running:
            return None
        self._roll_back()
        return super().stop()

    def _roll_back(self) -> None:
        if self._connection is not None:
            self._tx.put_nowait((None, self._connection.rollback))


def connect(database: str, **options: Any) -> Connection:
    """A connection to await, for SQLAlchemy's `async_creator_fn`."""
    made = aiosqlite.connect(database, **options)
    connection = Connection(made._connector, made._iter_chunk_size)
    connection._thread.daemon = True  # as SQLAlchemy does: it must not keep a process alive
    return connection
