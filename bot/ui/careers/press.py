"""A button of a short-lived screen that does one thing."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import discord

from bot.ui.talk import Interaction

Then: TypeAlias = Callable[[Interaction], Awaitable[None]]


class Press(discord.ui.Button[Any]):
    """A button that does `then`."""

    def __init__(self, label: str, custom_id: str, then: Then, *, row: int | None = None) -> None:
        super().__init__(label=label, custom_id=custom_id, row=row)
        self._then = then

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        await self._then(interaction)
