"""A world on each database."""

import pytest

from bot.keys import Keyring
from bot.storage.engine import Database
from tests.clock import FakeClock
from tests.delivery.world import World


@pytest.fixture
async def world(database: Database, keyring: Keyring, clock: FakeClock) -> World:
    made = World(database, keyring, clock)
    await made.join()
    return made
