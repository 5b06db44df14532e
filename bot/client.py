"""The bot: what it asks Discord for, and what it loads."""

import contextlib
import importlib
import pkgutil
from dataclasses import dataclass
from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.services.coach import Coach
from bot.ui import buttons, errors, gifts, presence
from bot.ui.translator import Translator


def _intents() -> discord.Intents:
    """The events that Discord sends us; none of them is privileged.

    `guilds` (which servers the bot is in, and their channels): moderators' commands post into
    channels and notice one that vanished. Everything else comes as an interaction, for which no
    intent is needed: commands, buttons, forms, in servers and in direct messages. The bot
    neither reads messages nor sees who is in a server.
    """
    intents = discord.Intents.none()
    intents.guilds = True
    return intents


# The coach has no voice, and need not be told at every start what that would take.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False

INSTALLS: Final = app_commands.AppInstallationType(guild=True, user=True)
CONTEXTS: Final = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
"""Where members' commands work; moderators' commands say for themselves: in servers only."""


@dataclass(frozen=True, slots=True)
class Shards:
    """A process's share of the gateway: these of so many. Raises `ValueError`."""

    ids: tuple[int, ...]
    count: int

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError("there is at least one shard")
        if not self.ids or len(set(self.ids)) < len(self.ids):
            raise ValueError("each shard is named once")
        if not all(0 <= one < self.count for one in self.ids):
            raise ValueError(f"of {self.count} shards the ids are 0 to {self.count - 1}")


class RapportBot(commands.Bot):
    """The connection to Discord. `coach` holds the services that the cogs call."""

    def __init__(self, coach: Coach, **sharding: Any) -> None:
        super().__init__(
            **sharding,
            # Nothing but interactions: there are no messages to find a prefix in.
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=_intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_installs=INSTALLS,
            allowed_contexts=CONTEXTS,
            # No state lives here, so nothing of Discord's is kept that isn't needed.
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self.coach = coach
        self._loaded = False

    async def setup_hook(self) -> None:
        """Called once by `login`, before the gateway; `on_ready` would repeat."""
        await self.load_everything()

    async def load_everything(self) -> None:
        """Every command, button and translation. Needs no connection (`doctor`, tests).

        Loading twice does no harm.
        """
        if self._loaded:
            return
        self._loaded = True
        errors.install(self)
        buttons.register(self)
        presence.install(self)
        gifts.install(self)
        await self.tree.set_translator(Translator())
        for name in extensions():
            await self.load_extension(name)

    @property
    def connected(self) -> bool:
        """Whether the gateway is there at this moment, for every shard."""
        return self.is_ready() and self.ws.open


class ShardedBot(RapportBot, commands.AutoShardedBot):
    """One of several processes, each with some of the shards. No state lives in any of them."""

    @property
    def connected(self) -> bool:
        return self.is_ready() and not any(one.is_closed() for one in self.shards.values())

    async def close(self) -> None:
        # Where it never logged in, discord.py 2.7.1 misses its queue, as the last thing it does.
        with contextlib.suppress(AttributeError):
            await super().close()


def connection(coach: Coach, shards: Shards | None = None) -> RapportBot:
    """The connection to Discord, whole or a share of it."""
    if shards is None:
        return RapportBot(coach)
    return ShardedBot(coach, shard_ids=list(shards.ids), shard_count=shards.count)


def extensions() -> list[str]:
    """The cogs: `cogs.EXTENSIONS` where it is given, else every module with a `setup`."""
    package = importlib.import_module("cogs")
    named: list[str] | None = getattr(package, "EXTENSIONS", None)
    if named is not None:
        return list(named)
    found = pkgutil.iter_modules(package.__path__, "cogs.")
    return sorted(module.name for module in found if not module.name.startswith("cogs._"))
