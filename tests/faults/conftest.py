"""A server, a clock that all share, and a bot that is not started yet."""

import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests import databases
from tests.discord_server.clock import SharedClock
from tests.discord_server.options import Model, Options
from tests.discord_server.server import Server, running
from tests.faults.rapport import ALL_DUE, Rapport

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]  # signals, and resets by SO_LINGER


@pytest.fixture
def folder() -> Iterator[Path]:
    """The bot's own folder, in memory where that is possible."""
    made = Path(tempfile.mkdtemp(dir=databases.folder()))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def shared(folder: Path) -> SharedClock:
    """The clock of the server and the bot: everything seeded has just fallen due."""
    return SharedClock(folder / "clock", ALL_DUE)


@pytest.fixture
async def server(shared: SharedClock) -> AsyncIterator[Server]:
    async with running(Options(model=Model.NONE), shared) as made:
        yield made


@pytest.fixture
async def rapport(server: Server, folder: Path, shared: SharedClock) -> AsyncIterator[Rapport]:
    made = Rapport(server, folder, shared.file)
    yield made
    await made.clean_up()
    print(made.log[-6000:])  # pytest shows it where the test failed
