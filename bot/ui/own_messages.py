"""The coach's own messages in somebody's direct messages, taken away."""

import logging
from collections.abc import Container
from dataclasses import dataclass

import discord

from bot.ui.talk import Interaction

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Removed:
    """How many messages went, and how many Discord kept; `complete` is whether all were seen."""

    gone: int = 0
    kept: int = 0
    complete: bool = True


async def remove(interaction: Interaction, spare: Container[int]) -> Removed:
    """Delete every message of the coach in the presser's direct messages, but for `spare`.

    The whole history is looked through, a page at a time. Whatever Discord refuses is counted
    and does not stop the rest.
    """
    own = interaction.client.user
    gone = kept = 0
    try:
        channel = await interaction.user.create_dm()
        async for message in channel.history(limit=None):
            if own is None or message.author.id != own.id or message.id in spare:
                continue
            if await _is_deleted(message):
                gone += 1
            else:
                kept += 1
    except discord.HTTPException as error:
        log.info("The messages could not all be looked through: HTTP %d", error.status)
        return Removed(gone, kept, complete=False)
    return Removed(gone, kept)


async def _is_deleted(message: discord.Message) -> bool:
    try:
        await message.delete()
    except discord.NotFound:
        return True
    except discord.HTTPException as error:
        log.info("A message could not be deleted: HTTP %d", error.status)
        return False
    return True
