"""The bot asks Discord for no more than it needs, and loads every cog."""

import importlib
import pkgutil

import discord
import pytest

import cogs
from bot.client import RapportBot, ShardedBot, Shards, connection, extensions
from bot.keys import Keyring
from bot.services.coach import Coach
from bot.storage.engine import Database
from tests.clock import FakeClock


@pytest.fixture
async def bot(sqlite_url: str, keyring: Keyring, clock: FakeClock):
    database = Database.open(sqlite_url)
    made = RapportBot(Coach(database, keyring, clock))
    yield made
    await made.close()
    await database.close()


async def test_no_privileged_intent(bot: RapportBot) -> None:
    wanted = {name for name, value in bot.intents if value}
    assert wanted == {"guilds"}


async def test_nobody_is_ever_mentioned(bot: RapportBot) -> None:
    assert bot.allowed_mentions is not None
    assert bot.allowed_mentions.to_dict() == {"parse": []}


async def test_every_cog_is_loaded(bot: RapportBot) -> None:
    await bot.load_everything()
    modules = {f"cogs.{module.name}" for module in pkgutil.iter_modules(cogs.__path__)}
    assert set(bot.extensions) == set(extensions()) == modules
    for name in modules:
        assert importlib.import_module(name).__doc__, name


async def test_loading_twice_does_no_harm(bot: RapportBot) -> None:
    await bot.load_everything()
    before = {command.name for command in bot.tree.get_commands()}, str(bot.extra_events)
    await bot.load_everything()
    assert ({command.name for command in bot.tree.get_commands()}, str(bot.extra_events)) == before


async def test_it_keeps_nothing_of_discords(bot: RapportBot) -> None:
    assert list(bot.cached_messages) == []
    assert bot._connection.max_messages is None
    assert bot._connection.member_cache_flags == discord.MemberCacheFlags.none()


async def test_a_share_of_the_gateway(sqlite_url: str, keyring: Keyring, clock: FakeClock) -> None:
    coach = Coach(Database.open(sqlite_url), keyring, clock)
    shared = connection(coach, Shards((0, 2), 4))
    assert isinstance(shared, ShardedBot)
    assert (shared.shard_ids, shared.shard_count) == ([0, 2], 4)
    assert {name for name, value in shared.intents if value} == {"guilds"}
    assert not shared.connected
    await shared.load_everything()
    assert set(shared.extensions) == set(extensions())
    whole = connection(coach)
    assert not isinstance(whole, ShardedBot)
    assert not whole.connected
    for one in (shared, whole):
        await one.close()


@pytest.mark.parametrize(("ids", "count"), [((), 2), ((2,), 2), ((-1,), 2), ((0, 0), 2), ((0,), 0)])
def test_shares_that_cannot_be(ids: tuple[int, ...], count: int) -> None:
    with pytest.raises(ValueError, match="shard"):
        Shards(ids, count)


def test_cogs_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cogs, "EXTENSIONS", ("cogs.coach",), raising=False)
    assert extensions() == ["cogs.coach"]
