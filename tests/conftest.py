"""Fixtures for every test. The databases themselves are made in `tests.databases`."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.keys import Keyring, new_key
from bot.storage.engine import Database
from tests import databases, parallel
from tests.clock import FakeClock


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        config.pluginmanager.register(parallel.Worker(config))
        return
    databases.begin_run()
    if getattr(config.option, "numprocesses", None):
        config.pluginmanager.register(parallel.Controller())


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        databases.end_run()


@pytest.fixture
def clock() -> FakeClock:
    """Monday, 2026-01-05 at 10:00 UTC, until the test moves it."""
    return FakeClock()


@pytest.fixture(scope="session")
def keys() -> list[str]:
    """The installation's keys."""
    return [new_key()]


@pytest.fixture
def keyring(keys: list[str]) -> Keyring:
    """A keyring that was never used."""
    return Keyring(keys)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a migrated SQLite file."""
    return databases.new_sqlite(tmp_path / "rapport.db")


@pytest.fixture
async def postgresql_url() -> AsyncIterator[str]:
    """The address of a migrated PostgreSQL database."""
    address = await databases.new_postgresql()
    yield address
    await databases.drop_postgresql(address)


@pytest.fixture
async def empty_postgresql_url() -> AsyncIterator[str]:
    """The address of an empty PostgreSQL database."""
    address = await databases.new_postgresql(empty=True)
    yield address
    await databases.drop_postgresql(address)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated database; the test runs once on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database; the test runs once on each kind."""
    opened = Database.open(database_url)
    yield opened
    await opened.close()
