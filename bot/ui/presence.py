"""Notices every sign of life, in one place, beside whatever the interaction is for."""

import logging
from typing import Any

import discord
from discord.ext import commands

from bot.services import presence
from bot.ui.talk import caller_of, coach_of
from bot.ui.views import in_own_dm

_SIGNS = frozenset(
    {
        discord.InteractionType.application_command,
        discord.InteractionType.component,
        discord.InteractionType.modal_submit,
    }
)

log = logging.getLogger(__name__)


def install(bot: commands.Bot) -> None:
    """Listen to every interaction of `bot`."""
    bot.add_listener(_notice, "on_interaction")


async def _notice(interaction: discord.Interaction[Any]) -> None:
    """Never raises: the interaction itself is answered elsewhere."""
    if interaction.type not in _SIGNS:
        return
    try:
        caller = caller_of(interaction)
        await presence.noticed(coach_of(interaction), caller, in_own_dm=in_own_dm(interaction))
    except Exception:
        log.exception("A sign of life was not noted.")
