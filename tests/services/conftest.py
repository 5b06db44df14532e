"""Fixtures for the use cases: a coach on each kind of database."""

import pytest

from bot.keys import Keyring
from bot.services.coach import Coach
from bot.storage.engine import Database
from tests.clock import FakeClock


@pytest.fixture
def coach(database: Database, keyring: Keyring, clock: FakeClock) -> Coach:
    """The services over a migrated database; the test runs once on each kind."""
    return Coach(database, keyring, clock)
