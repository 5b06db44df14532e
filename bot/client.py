"""The bot: what it asks Discord for, and what it loads."""

import importlib
import pkgutil
from typing import Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.services.coach import Coach
from bot.ui import buttons, errors, presence
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


class RapportBot(commands.Bot):
    """The connection to Discord. `coach` holds the services that the cogs call."""

    def __init__(self, coach: Coach) -> None:
        super().__init__(
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
        await self.tree.set_translator(Translator())
        for name in extensions():
            await self.load_extension(name)


def extensions() -> list[str]:
    """The cogs: `cogs.EXTENSIONS` where it is given, else every module with a `setup`."""
    package = importlib.import_module("cogs")
    named: list[str] | None = getattr(package, "EXTENSIONS", None)
    if named is not None:
        return list(named)
    found = pkgutil.iter_modules(package.__path__, "cogs.")
    return sorted(module.name for module in found if not module.name.startswith("cogs._"))
