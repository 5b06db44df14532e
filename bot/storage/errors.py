"""What can go wrong with the storage, each with a sentence that anybody may read.

    StorageError
    ├── Conflict             somebody else wrote the same thing first
    ├── StorageBusy          another process or transaction holds the lock for too long
    ├── StorageDamaged       the file is no database, or a damaged one
    ├── StorageFull          no space left
    ├── StorageMissing       the file or the server can't be reached
    ├── StorageNotMigrated   the tables are missing or of an older version
    ├── StorageReadOnly      the file or the server takes no writes
    └── StorageTooNew        the database was written by a newer Rapport

`Database.read()` and `Database.write()` raise nothing else for a fault of the database. The
sentence never holds SQL, a parameter, an address or a path; the cause is chained for the log.
"""

import sqlite3
from typing import ClassVar

import sqlalchemy.exc


class StorageError(Exception):
    """A fault of the database. `str()` is a safe sentence; the cause is in `__cause__`."""

    sentence: ClassVar[str] = "The database reported an error that Rapport doesn't know."

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or self.sentence)


class Conflict(StorageError):
    """A row with the same unique key is there already, or the one it refers to is gone.

    Nothing of the transaction was kept. A repeat finds the new state.
    """

    sentence = "Something else changed this at the same moment, so nothing was saved."


class StorageBusy(StorageError):
    """A lock was not to be had in time, or a transaction lost against another. Try again."""

    sentence = "The database is busy. Nothing was saved; try again in a moment."


class StorageDamaged(StorageError):
    """The file is not a SQLite database, or is damaged."""

    sentence = "The database is damaged or is no database at all. Restore it from a backup."


class StorageFull(StorageError):
    """There is no space left for the database."""

    sentence = "There is no space left for the database. Make room; nothing was saved."


class StorageMissing(StorageError):
    """The file is gone or can't be opened, or the server can't be reached."""

    sentence = (
        "The database can't be reached. Check DATABASE_URL, and that it is there. "
        "A new one is made by `rapport run` or `rapport migrate`."
    )


class StorageNotMigrated(StorageError):
    """The database has no tables yet, or those of an older version."""

    sentence = "The database is not up to date. Run: rapport migrate"


class StorageReadOnly(StorageError):
    """The database can be read but not written."""

    sentence = "The database can't be written. Check who owns it and its permissions."


class StorageTooNew(StorageError):
    """The database has a migration that this version of Rapport doesn't know."""

    sentence = (
        "The database was written by a newer version of Rapport. "
        "Install that version again, or restore a backup from before it."
    )


_SQLITE: dict[str, type[StorageError]] = {
    "SQLITE_BUSY": StorageBusy,
    "SQLITE_LOCKED": StorageBusy,
    "SQLITE_READONLY": StorageReadOnly,
    "SQLITE_PERM": StorageReadOnly,
    "SQLITE_CANTOPEN": StorageMissing,
    "SQLITE_NOTADB": StorageDamaged,
    "SQLITE_CORRUPT": StorageDamaged,
    "SQLITE_FULL": StorageFull,
    "SQLITE_CONSTRAINT": Conflict,
}

# https://www.postgresql.org/docs/current/errcodes-appendix.html: a whole code, or its class.
_POSTGRESQL: dict[str, type[StorageError]] = {
    "23505": Conflict,
    "23503": Conflict,
    "40001": StorageBusy,
    "40P01": StorageBusy,
    "55P03": StorageBusy,
    "57014": StorageBusy,
    "25006": StorageReadOnly,
    "42501": StorageReadOnly,
    "42P01": StorageNotMigrated,
    "42703": StorageNotMigrated,
    "53100": StorageFull,
    "08": StorageMissing,
    "28": StorageMissing,
    "3D": StorageMissing,
    "53": StorageBusy,
    "57": StorageMissing,
    "XX": StorageDamaged,
}


def translate(error: BaseException) -> StorageError | None:
    """The error of our own for one that SQLAlchemy or a driver raised.

    None for an error that is no fault of the database (a mistake in a statement, say), which
    should be seen as the bug it is.
    """
    if isinstance(error, sqlalchemy.exc.TimeoutError):
        return StorageBusy()
    if isinstance(error, sqlalchemy.exc.DBAPIError):
        kind = _kind(error.orig)
        if kind is None and error.connection_invalidated:
            kind = StorageMissing
        return kind() if kind else None
    if isinstance(error, OSError):  # asyncpg's, while connecting; TimeoutError is one as well
        return StorageMissing()
    kind = _kind(error)
    return kind() if kind else None


def _kind(error: BaseException | None) -> type[StorageError] | None:
    if isinstance(error, sqlite3.Error):
        return _sqlite_kind(error)
    code = getattr(error, "sqlstate", None) or getattr(error, "pgcode", None)
    if isinstance(code, str):
        return _POSTGRESQL.get(code) or _POSTGRESQL.get(code[:2])
    if isinstance(error, OSError):
        return StorageMissing
    return None


def _sqlite_kind(error: sqlite3.Error) -> type[StorageError] | None:
    name: str = getattr(error, "sqlite_errorname", "")
    if name in {"SQLITE_CONSTRAINT_NOTNULL", "SQLITE_CONSTRAINT_CHECK"}:
        return None
    for prefix, kind in _SQLITE.items():
        if name == prefix or name.startswith(prefix + "_"):
            return kind
    if name.startswith("SQLITE_IOERR"):
        return StorageMissing
    text = str(error)
    if text.startswith(("no such table", "no such column")) or "has no column named" in text:
        return StorageNotMigrated
    return None
