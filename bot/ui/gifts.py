"""The method's answer to a gift, wherever a member types that they mean to give one.

Every form and every command passes here, once it was answered: notes, promises, drafts, checks,
and whatever comes to have a field. A step that speaks of the gift itself says so (`said`).
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import discord
from discord.ext import commands

from bot.coaching.gifts import means_a_gift
from bot.i18n import _, language_of, use_language
from bot.logs import bare_traceback
from bot.ui.views import handled, may_go_on, reply, typed_values

_SAID = "rapport.gift"
_TEXT = 3
"""Discord's number for a command's option that holds text."""

log = logging.getLogger(__name__)


def install(bot: commands.Bot) -> None:
    """Listen to everything that is typed into `bot`."""
    bot.add_listener(_listen, "on_interaction")


async def _listen(interaction: discord.Interaction[Any]) -> None:
    """Never raises: the interaction itself is answered elsewhere."""
    if not any(means_a_gift(typed) for typed in _typed(interaction)):
        return
    try:
        await handled(interaction)
        if may_go_on(interaction):
            with use_language(language_of(interaction.locale)):
                await answer(interaction)
    except Exception as error:
        log.warning("A gift could not be spoken of:\n%s", bare_traceback(error))


async def answer(interaction: discord.Interaction[Any]) -> None:
    """Kind words on gifts, once an interaction."""
    if not interaction.extras.get(_SAID):
        said(interaction)
        await reply(interaction, in_words())


def said(interaction: discord.Interaction[Any]) -> None:
    """The answer speaks of the gift already."""
    interaction.extras[_SAID] = True


def in_words() -> str:
    """What the method says of gifts."""
    return _(
        "A thought before you go on: you mention a gift. A simple thank-you is worth more; a "
        "gift can make people feel that they owe you something. A card is fine, and so is paying "
        "for the coffee."
    )


def _typed(interaction: discord.Interaction[Any]) -> Iterable[str]:
    data: Mapping[str, Any] = interaction.data or {}
    if interaction.type is discord.InteractionType.application_command:
        return _options(data)
    return typed_values(interaction)


def _options(data: Mapping[str, Any]) -> Iterator[str]:
    """Every text in the options of a command, those of its subcommand included."""
    for option in data.get("options", ()):
        if option.get("type") == _TEXT:
            yield str(option.get("value", ""))
        yield from _options(option)
