"""Fixtures for the use cases: a coach on each kind of database."""

from collections.abc import AsyncIterator

import pytest

from bot.keys import Keyring
from bot.services.coach import Coach
from bot.storage.engine import Database
from tests.clock import FakeClock


@pytest.fixture
def coach(database: Database, keyring: Keyring, clock: FakeClock) -> Coach:
    """The services over a migrated database; the test runs once on each kind."""
    return Coach(database, keyring, clock)


@pytest.fixture
async def sqlite_coach(sqlite_url: str, keyring: Keyring, clock: FakeClock) -> AsyncIterator[Coach]:
    """The services over a SQLite file only, for what concerns the file, or takes its time."""
    database = Database.open(sqlite_url)
    yield Coach(database, keyring, clock)
    await database.close()
