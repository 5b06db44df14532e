"""The database: transactions over SQLite or PostgreSQL, and the faults that they may have."""

import asyncio
import contextlib
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Self

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.storage import driver
from bot.storage.errors import (
    StorageBusy,
    StorageError,
    StorageMissing,
    StorageReadOnly,
    translate,
)

Dialect = Literal["sqlite", "postgresql"]

LOCK_SECONDS = 5
"""How long a statement waits for a lock, in seconds, before it is `StorageBusy`."""

READERS = 4
"""Connections that read a SQLite file side by side. One writes: SQLite knows no two."""

POSTGRESQL_CONNECTIONS = 10

_OLDEST_SQLITE = (3, 35)  # RETURNING


class Database:
    """One database, and the only way to it.

    `write()` is one transaction that takes the write lock at once; `read()` is one that sees
    a single state of the database and can't write. Both raise `StorageError` and its kinds for
    faults of the database, and let every other exception through. A transaction that an
    exception leaves is rolled back.
    """

    def __init__(self, url: URL, file: Path | None) -> None:
        self.url = url
        self.file = file
        """The SQLite file; None on PostgreSQL."""
        self._inode: int | None = None
        self._turn = asyncio.Lock()
        if file is None:
            self._writer = self._reader = _postgresql_engine(url)
        else:
            self._writer = _sqlite_engine(url, file, _WRITER, pool_size=1)
            self._reader = _sqlite_engine(url, file, _READER, pool_size=READERS)

    @classmethod
    def open(cls, url: str, *, create: bool = True) -> Self:
        """The database at `url`; connections are made when they are needed.

        On SQLite the file and its folder are made when they are missing (both for the owner
        only), unless `create` is false. Raises `StorageMissing` or `StorageReadOnly` where
        that can't be done.
        """
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return cls(parsed, None)
        if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
            raise StorageError("Rapport needs SQLite 3.35 or newer under Python.")
        if not parsed.database or parsed.database == ":memory:":
            raise StorageMissing("SQLite needs a file: Rapport keeps nothing in memory only.")
        file = Path(parsed.database).absolute()
        if create:
            _create(file)
        return cls(parsed, file)

    @property
    def dialect(self) -> Dialect:
        """Which kind of database this is."""
        return "postgresql" if self.file is None else "sqlite"

    @property
    def engines(self) -> tuple[AsyncEngine, ...]:
        """The engines below; for tests and tools, not for use cases."""
        return (self._writer,) if self.file is None else (self._writer, self._reader)

    @contextlib.asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that may write; committed at the end.

        On SQLite it begins with the write lock (`BEGIN IMMEDIATE`), which the process's own
        transactions get in turn. Never call Discord inside, and never open a second one.
        """
        self._look_at_file()
        async with self._my_turn(), _transaction(self._writer) as connection:
            yield connection

    @contextlib.asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that sees one state of the database, and refuses to write."""
        self._look_at_file()
        async with _transaction(self._reader, readonly=True) as connection:
            yield connection

    @contextlib.asynccontextmanager
    async def migration(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that may change the tables.

        On SQLite foreign keys are not enforced inside it, because rebuilding a table would
        otherwise delete whatever refers to it; they are checked before it is committed.
        """
        self._look_at_file()
        if self.file is None:
            async with _transaction(self._writer) as connection:
                yield connection
            return
        engine = _sqlite_engine(self.url, self.file, _MIGRATOR)
        try:
            async with _transaction(engine) as connection:
                yield connection
                await _check_foreign_keys(connection)
        finally:
            await engine.dispose()

    async def checkpoint(self) -> None:
        """Bring SQLite's write-ahead log into the file and empty it, so that nothing erased
        stays behind in it. Does nothing on PostgreSQL, and nothing while others read."""
        if self.file is None:
            return
        async with self._my_turn(), self._writer.connect() as connection:
            raw: Any = (await connection.get_raw_connection()).driver_connection
            with _TRANSLATED:
                await asyncio.to_thread(_checkpoint, raw)

    async def close(self) -> None:
        """Close every connection. Closing twice does no harm."""
        for engine in self.engines:
            await engine.dispose()

    @contextlib.asynccontextmanager
    async def _my_turn(self) -> AsyncIterator[None]:
        """On SQLite, wait for this process's other transactions here, first come, first served."""
        if self.file is None:
            yield
            return
        try:
            # Not wait_for: before Python 3.12 a cancelled one can lose a lock that it got.
            async with asyncio.timeout(LOCK_SECONDS):
                await self._turn.acquire()
        except TimeoutError:
            raise StorageBusy from None
        try:
            yield
        finally:
            self._turn.release()

    def _look_at_file(self) -> None:
        """Notice a file that was deleted or replaced while it is open.

        The connections would go on with the deleted file, and whatever they write be lost.
        """
        if self.file is None:
            return
        try:
            inode = os.stat(self.file).st_ino  # noqa: PTH116 (a microsecond; Path takes five)
        except OSError as error:
            raise StorageMissing from error
        if self._inode is None:
            self._inode = inode
        elif inode != self._inode:
            raise StorageMissing(
                "The database file was replaced while Rapport runs. Start Rapport again."
            )


@dataclass
class StatementCount:
    """What `count_statements` saw."""

    statements: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many statements were sent, BEGIN and COMMIT not counted."""
        return len(self.statements)


@contextlib.contextmanager
def count_statements(database: Database) -> Iterator[StatementCount]:
    """Count the SQL statements that `database` runs meanwhile, those of other tasks included.

    A statement with many rows of parameters counts once. BEGIN, COMMIT, ROLLBACK and what a
    new connection sets don't count.
    """
    count = StatementCount()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            count.statements.append(statement)

    engines = [engine.sync_engine for engine in database.engines]
    for engine in engines:
        sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield count
    finally:
        for engine in engines:
            sa.event.remove(engine, "before_cursor_execute", note)


@contextlib.asynccontextmanager
async def _transaction(
    engine: AsyncEngine, *, readonly: bool = False
) -> AsyncIterator[AsyncConnection]:
    with _TRANSLATED:
        connection = await engine.connect()
    try:
        with _TRANSLATED:
            if readonly and engine.dialect.name == "postgresql":
                await connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            transaction = await connection.begin()
        try:
            yield connection
        except BaseException as error:
            # Why it failed must not be hidden by a broken connection that takes no ROLLBACK.
            with contextlib.suppress(sa.exc.DBAPIError, OSError):
                await transaction.rollback()
            ours = None if isinstance(error, OSError) else translate(error)
            if ours is None:
                raise
            raise ours from error
        with _TRANSLATED:
            await (transaction.rollback() if readonly else transaction.commit())
    finally:
        await _give_back(connection)


def _checkpoint(raw: Any) -> None:
    """Its answer is read to the end: a statement left open would keep the next from committing."""
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


async def _give_back(connection: AsyncConnection) -> None:
    """Close it. What waits for a server is done to its end, whoever is cancelled meanwhile."""
    if connection.dialect.name == "postgresql":
        await asyncio.shield(asyncio.create_task(connection.close()))
    else:
        await connection.close()


class _Translated:
    """Turns what the driver raises into our own errors."""

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        ours = translate(error) if isinstance(error, Exception) else None
        if ours is not None:
            raise ours from error


_TRANSLATED = _Translated()


_WRITER = ("PRAGMA journal_mode = WAL", "PRAGMA foreign_keys = ON", "PRAGMA secure_delete = ON")
_READER = ("PRAGMA foreign_keys = ON", "PRAGMA query_only = ON")
_MIGRATOR = ("PRAGMA journal_mode = WAL", "PRAGMA foreign_keys = OFF")


def _sqlite_engine(
    url: URL, file: Path, pragmas: tuple[str, ...], *, pool_size: int | None = None
) -> AsyncEngine:
    # mode=rw: a file that went away is an error, not a new and empty database.
    query = {"mode": "rw", **url.query, "uri": "true"}
    pool: dict[str, Any] = {"poolclass": NullPool}
    if pool_size is not None:
        pool = {"pool_size": pool_size, "max_overflow": 0, "pool_timeout": LOCK_SECONDS}
    engine = create_async_engine(
        URL.create(driver.NAME, database=file.as_uri(), query=query),
        connect_args=driver.options(LOCK_SECONDS),
        pool_reset_on_return=None,
        hide_parameters=True,
        **pool,
    )
    begin = "BEGIN" if pragmas is _READER else "BEGIN IMMEDIATE"

    @sa.event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        try:
            cursor = connection.cursor()
            for pragma in pragmas:
                cursor.execute(pragma)
            cursor.close()
        except BaseException:
            connection.terminate()
            raise

    @sa.event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        raw: Any = connection.connection.driver_connection
        raw.begin(begin)

    return engine


def _postgresql_engine(url: URL) -> AsyncEngine:
    settings = {
        "application_name": "rapport",
        "lock_timeout": f"{LOCK_SECONDS}s",
        # A process that hangs in mid-transaction must not hold its locks for ever.
        "idle_in_transaction_session_timeout": "60s",
    }
    return create_async_engine(
        url,
        connect_args={"server_settings": settings, "timeout": LOCK_SECONDS},
        pool_size=POSTGRESQL_CONNECTIONS,
        max_overflow=0,
        pool_timeout=LOCK_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,
    )


def _create(file: Path) -> None:
    """An empty file, which SQLite takes for an empty database, readable by its owner only."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        if not file.parent.is_dir():
            raise StorageMissing from None
    except PermissionError as error:
        raise StorageReadOnly from error
    except OSError as error:
        raise (StorageReadOnly if error.errno == 30 else StorageMissing) from error


async def _check_foreign_keys(connection: AsyncConnection) -> None:
    rows = (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all()
    if rows:
        tables = sorted({str(row[0]) for row in rows})
        raise StorageError(f"The migration would leave rows behind in: {', '.join(tables)}")
