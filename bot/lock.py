"""One process at a time on a SQLite file, by a lock of the operating system.

The lock ends with the process, however that ends, so nothing has to be cleaned up after a
crash. The lock's file stays.
"""

import os
import sys
from pathlib import Path
from typing import BinaryIO

from bot.storage.errors import StorageBusy, StorageReadOnly


class AlreadyRunning(StorageBusy):
    """Another process works on the same SQLite file."""

    sentence = (
        "Another Rapport is running on this database. Stop that one first, "
        "or give this one a DATABASE_URL of its own."
    )


class RunLock:
    """The lock beside a SQLite file: `rapport.db.lock`."""

    def __init__(self, database_file: Path) -> None:
        self.file = database_file.with_name(f"{database_file.name}.lock")
        self._stream: BinaryIO | None = None

    def acquire(self) -> None:
        """Take the lock for this process. Raises `AlreadyRunning` where another one has it,
        `StorageReadOnly` where the file can't be made. Taking it twice does no harm."""
        if self._stream is not None:
            return
        try:
            descriptor = os.open(self.file, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise StorageReadOnly from error
        stream = open(descriptor, "r+b", buffering=0)  # noqa: PTH123, SIM115 (kept open)
        try:
            _lock(stream)
        except OSError as error:
            stream.close()
            raise AlreadyRunning from error
        self._stream = stream

    def release(self) -> None:
        """Let the next one have it. Releasing twice does no harm."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: BinaryIO) -> None:
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(stream: BinaryIO) -> None:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
