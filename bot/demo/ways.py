"""The ways between the places that a visiting moderator can look at: `/demo go`, and buttons.

The page shows one channel at a time; the stage moves it when the command or the press is over.
"""

import asyncio
from enum import StrEnum
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str

from bot.demo.scene import Scene, Seat
from bot.i18n import _, fill
from bot.ui.views import OwnedView, reply


class Where(StrEnum):
    """The places."""

    CAREERS = "careers"
    LOG = "log"
    THREAD = "thread"
    MESSAGES = "messages"


CHOICES = [
    app_commands.Choice(name=locale_str("#careers"), value=Where.CAREERS.value),
    app_commands.Choice(name=locale_str("#careers-log, the team's"), value=Where.LOG.value),
    app_commands.Choice(name=locale_str("the introduction's thread"), value=Where.THREAD.value),
    app_commands.Choice(name=locale_str("my direct messages"), value=Where.MESSAGES.value),
]


class Ways:
    """Knows the places; takes down where the visitor wants to look next."""

    def __init__(self, scene: Scene) -> None:
        self.wanted: asyncio.Queue[Where] = asyncio.Queue()
        self._scene = scene
        self._explained: set[int] = set()

    def seat(self, where: Where) -> Seat | None:
        """The visitor's seat there; None where there is no thread yet."""
        scene = self._scene
        match where:
            case Where.CAREERS:
                return Seat(scene.careers, scene.robin)
            case Where.LOG:
                return Seat(scene.log, scene.robin)
            case Where.MESSAGES:
                return Seat(scene.robin.user.dm_channel, scene.robin.user)
            case Where.THREAD:
                threads = scene.careers.threads
                return Seat(threads[-1], scene.robin) if threads else None

    def explanation(self, where: Where, seat: Seat) -> str | None:
        """What is to be said to somebody who comes there for the first time."""
        if where is Where.CAREERS or seat.channel.id in self._explained:
            return None
        self._explained.add(seat.channel.id)
        return _explained(where)

    def add_to(self, tree: app_commands.CommandTree[Any]) -> None:
        """Offer `/demo go`."""
        group = tree.get_command("demo")
        if isinstance(group, app_commands.Group):
            group.add_command(self._command())

    def _command(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(
            name=locale_str("go"), description=locale_str("Look at another channel of the demo")
        )
        @app_commands.describe(where=locale_str("Where to"))
        @app_commands.choices(where=CHOICES)
        async def go(interaction: discord.Interaction, where: str) -> None:
            await self.go(interaction, Where(where))

        return go

    async def go(self, interaction: discord.Interaction, where: Where) -> None:
        """Take the wish down, or say that there is nothing there yet."""
        if self.seat(where) is None:
            said = _("There is no thread yet: it opens when both others have said yes.")
            await reply(interaction, said)
            return
        await reply(interaction, fill(_("{command} brings you back."), command="/demo go"))
        self.wanted.put_nowait(where)

    def view(self, *places: Where) -> discord.ui.View:
        """Buttons to these places; they live as long as the demo does."""
        view = OwnedView(self._scene.robin.id, timeout=None)
        for where in places:
            view.add_item(_Go(self, where))
        return view


class _Go(discord.ui.Button[Any]):
    def __init__(self, ways: Ways, where: Where) -> None:
        super().__init__(label=_label(where), style=discord.ButtonStyle.primary)
        self._ways = ways
        self._where = where

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """The page moves; nothing is said."""
        await interaction.response.defer()
        self._ways.wanted.put_nowait(self._where)


def _label(where: Where) -> str:
    match where:
        case Where.CAREERS:
            return _("Back to #careers")
        case Where.LOG:
            return _("Look at #careers-log")
        case Where.THREAD:
            return _("Look at the thread")
        case Where.MESSAGES:
            return _("Look at my direct messages")


def _explained(where: Where) -> str:
    match where:
        case Where.LOG:
            return _("Demo: this is #careers-log, which only the team and the coach can read.")
        case Where.THREAD:
            return _(
                "Demo: this is the private thread. The three of you are in it, and whoever may "
                "manage threads can read it. **Report** above is worth a try: see what arrives in "
                "#careers-log."
            )
        case _:
            return _("Demo: these are your direct messages with the coach.")
