"""The real bot in a simulated Discord, over a real database."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import discord
import pytest
import pytest_asyncio
import simcord

from bot.app import Application, build
from bot.delivery.pace import Tempo
from bot.settings import Settings
from bot.sync import sync_if_changed
from tests.e2e import everything, limits, statements
from tests.e2e.community import Community, gathered
from tests.e2e.stage import Stage, StageClock, to_monday


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Look last at what was tried."""
    items.sort(key=lambda item: item.path.name == "test_everything.py")


@pytest.fixture(scope="session")
def tried() -> Iterator[everything.Tried]:
    """What the tests so far tried out."""
    with pytest.MonkeyPatch.context() as patch, everything.watched(patch) as tried:
        yield tried


@pytest.fixture
def address(sqlite_url: str) -> str:
    """The database of the test; a test that wants both kinds overrides it by `database_url`."""
    return sqlite_url


@pytest.fixture
def settings(address: str, keys: list[str], tmp_path: Path) -> Settings:
    return Settings(
        database_url=address,
        rapport_keys=keys[0],
        rapport_key_file=tmp_path / "keys",
        _env_file=None,
    )


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch) -> Iterator[statements.Ledger]:
    """The statements that every interaction of the test costs."""
    with statements.kept(monkeypatch) as ledger:
        yield ledger


@pytest_asyncio.fixture
async def env(
    settings: Settings, ledger: statements.Ledger, tried: everything.Tried
) -> AsyncIterator[simcord.Env]:
    """A running simulated Discord, on a Monday at 10:00 UTC.

    Errors of the bot that a test did not acknowledge fail it, and so do interactions that take
    more statements than was promised.
    """
    clock = StageClock()
    app = build(settings, clock, Tempo.unhurried())
    made = simcord.Env(app.bot)
    try:
        await app.start_storage()
        to_monday(made)
        clock.env = made
        await made.start()
        await sync_if_changed(app.bot)
        tried.know(app.bot.tree)
        made.stage = _set(made, app, settings, clock)
        yield made
    finally:
        await made.shutdown()
        await (made.stage.app if hasattr(made, "stage") else app).close()
    made._raise_errors_since(made._errors_acknowledged)
    assert limits.problems(made.http_requests) == []
    assert ledger.problems() == []


def _set(env: simcord.Env, app: Application, settings: Settings, clock: StageClock) -> Stage:
    """A server with a careers channel, and two members."""
    guild = env.create_guild("Careers")
    return Stage(
        env=env,
        app=app,
        settings=settings,
        clock=clock,
        guild=guild,
        careers=guild.create_text_channel("careers"),
        alice=guild.add_member(env.create_user("alice", global_name="Alice")),
        bob=guild.add_member(env.create_user("bob", global_name="Bob")),
    )


@pytest.fixture
def stage(env: simcord.Env) -> Stage:
    """What a test plays with."""
    played: Stage = env.stage
    return played


@pytest.fixture
def moderator(stage: Stage) -> object:
    """Somebody who may manage the server."""
    role = stage.guild.create_role("Mods", permissions=discord.Permissions(manage_guild=True))
    return stage.guild.add_member(stage.env.create_user("mo"), roles=[role])


@pytest.fixture
def community(stage: Stage) -> Community:
    """The stage's server with its owner, moderators, team and members."""
    return gathered(stage)
