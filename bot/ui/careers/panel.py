"""The panel in the careers channel, and what its buttons for everybody do."""

import discord
from discord import ButtonStyle

from bot import content
from bot.i18n import _, current_language, use_language
from bot.mentions import mention
from bot.services.outgoing import Button, Message
from bot.ui.buttons import ActionButton, PersistentButton, actions, rows
from bot.ui.overview import show_coach
from bot.ui.talk import Interaction
from bot.ui.views import defer, reply


def words() -> str:
    """What the panel says, in the current language."""
    return content.greeting("panel", current_language())


def buttons() -> discord.ui.View:
    """Its buttons: they act for whoever presses, for months, and answer them alone."""
    return rows(_buttons())


def message(language: str) -> Message:
    """The panel as it is posted in a server whose moderators chose `language`."""
    with use_language(language):
        return Message(words(), (tuple(map(_frozen, _buttons())),))


def _buttons() -> list[ActionButton]:
    return [
        ActionButton.make("panel_start", label=_("Start, 3 minutes"), style=ButtonStyle.primary),
        ActionButton.make("panel_how", label=_("How it works")),
        ActionButton.make("reach", label=_("Introductions may reach me here")),
    ]


def _frozen(button: PersistentButton) -> Button:
    return Button(button.custom_id, button.label or "", button.style.value)


@actions("panel_start")
async def start(interaction: Interaction, arguments: tuple[str, ...]) -> None:
    """As /coach: the first question, or where the member stands."""
    await defer(interaction)
    await show_coach(interaction)


@actions("panel_how")
async def how(interaction: Interaction, arguments: tuple[str, ...]) -> None:
    """The way in five steps."""
    await defer(interaction)
    said = content.greeting("how", current_language(), {"command": mention})
    begin = ActionButton.make("panel_start", label=_("Start, 3 minutes"), style=ButtonStyle.primary)
    await reply(interaction, said, view=rows([begin]))
