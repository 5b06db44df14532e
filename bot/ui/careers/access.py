"""What the coach may do in a channel, as far as the gateway has told."""

from collections.abc import Sequence
from typing import Final

import discord

from bot.ui.careers.permissions import NEEDED

READING: Final = ("view_channel", "read_message_history")


def missing(
    client: discord.Client, guild_id: int, channel_id: int, needed: Sequence[str] = tuple(NEEDED)
) -> list[str] | None:
    """The permissions of `needed` that the coach lacks there, by Discord's names for them in the
    API; all of them where the channel is gone. None where nothing is known: a process without a
    gateway sees no server."""
    guild = client.get_guild(guild_id)
    if guild is None or guild.me is None:
        return None
    channel = guild.get_channel(channel_id)
    if channel is None:
        return list(needed)
    given = channel.permissions_for(guild.me)
    return [name for name in needed if not getattr(given, name)]


def may_read_history(client: discord.Client, guild_id: int, channel_id: int) -> bool | None:
    """Whether the coach sees what was posted there; None where nothing is known (yet)."""
    lacking = missing(client, guild_id, channel_id, READING)
    return None if lacking is None else not lacking


def is_blind(client: discord.Client, channel_id: int) -> bool:
    """Whether the coach is known not to see what was posted in a channel of a server: then Discord
    shows it as empty, and nothing can be looked for there."""
    channel = client.get_channel(channel_id)
    if not isinstance(channel, discord.abc.GuildChannel) or channel.guild.me is None:
        return False
    given = channel.permissions_for(channel.guild.me)
    return not all(getattr(given, name) for name in READING)


def is_gone(client: discord.Client, guild_id: int, channel_id: int) -> bool:
    """Whether the server is known and has no such channel any more."""
    guild = client.get_guild(guild_id)
    return guild is not None and guild.get_channel(channel_id) is None
