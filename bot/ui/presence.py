"""Notices every sign of life, in one place, beside whatever the interaction is for.

A member whose direct messages turned out to be closed is told so after the answer to whatever
they do next, once.
"""

import logging
from typing import Any

import discord
from discord.ext import commands

from bot.i18n import language_of, use_language
from bot.services import arrivals, presence
from bot.services.coach import Caller, Coach
from bot.ui import dms
from bot.ui.buttons import delivery_of
from bot.ui.errors import custom_id
from bot.ui.talk import caller_of, coach_of
from bot.ui.views import handled, in_own_dm

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
        coach, caller = coach_of(interaction), caller_of(interaction)
        await _note_arrival(coach, caller, interaction)
        if await presence.noticed(coach, caller, in_own_dm=in_own_dm(interaction)):
            await handled(interaction)
            if not await _is_told(interaction) and not in_own_dm(interaction):
                await presence.tell_later(coach, caller)
    except Exception:
        log.exception("A sign of life was not noted.")


async def _note_arrival(
    coach: Coach, caller: Caller, interaction: discord.Interaction[Any]
) -> None:
    """A press on a nudge shows that it arrived, whatever the coach knows of it."""
    if interaction.type is not discord.InteractionType.component or interaction.message is None:
        return
    delivery = delivery_of(custom_id(interaction))
    if delivery is not None and in_own_dm(interaction):
        message = interaction.message
        await arrivals.pressed(coach, caller, delivery, message.channel.id, message.id)


async def _is_told(interaction: discord.Interaction[Any]) -> bool:
    """Tell of closed direct messages once the interaction was answered; whether that was done."""
    try:
        with use_language(language_of(interaction.locale)):
            return await dms.tell(interaction)
    except discord.HTTPException as error:
        log.info("Closed direct messages could not be spoken of: HTTP %d", error.status)
        return False
