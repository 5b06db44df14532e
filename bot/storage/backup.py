"""A copy of a SQLite database, taken while the bot may be at work on it."""

import contextlib
import os
import sqlite3
from pathlib import Path

from bot.storage.engine import LOCK_SECONDS
from bot.storage.errors import StorageError, StorageMissing, StorageReadOnly, translate


class TargetExists(StorageError):
    """There is a file already where the copy is to go."""


def copy(file: Path, target: Path) -> None:
    """Copy the SQLite database in `file` to the new file `target`, for the owner only.

    The copy shows one instant, is whole or not there at all, and holds nothing that was
    deleted: VACUUM writes what is there, page by page. Raises `TargetExists` and `StorageError`.
    """
    if target.exists():
        raise TargetExists(f"There is a file {target} already. Name a new one.")
    if not file.is_file():
        raise StorageMissing
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _vacuum(file, draft)
        _onto_the_disk(draft)
        draft.rename(target)
    except sqlite3.Error as error:
        raise (translate(error) or StorageError()) from error
    except OSError as error:
        raise StorageReadOnly(f"{target} can't be written: {error.strerror}.") from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _vacuum(file: Path, draft: Path) -> None:
    uri = f"{file.absolute().as_uri()}?mode=rw"
    with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=LOCK_SECONDS)) as connection:
        connection.execute("VACUUM INTO ?", (str(draft),))


def _onto_the_disk(file: Path) -> None:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())
