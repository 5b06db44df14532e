"""The other sides of an introduction in the demo: members who press real buttons by script.

The script looks at what is there, and knows nothing else: it can be interrupted by anything that
the visitor does. Every press is told in the channel that the visitor looks at.
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

import discord
import simcord

from bot.coaching.careers import Feature
from bot.demo.scene import Scene
from bot.demo.ways import Ways, Where
from bot.feedback import N_
from bot.i18n import _, fill
from bot.services.careers import servers
from bot.services.coach import Coach

MOMENT = 1.5
"""Seconds of the machine before somebody does something, so that it can be followed."""
MINUTES_TO_ANSWER = 20

REACH, CONFIRM = N_("Introductions may reach me here"), N_("I'm 18 or over: switch it on")
PASS_ON, AGREE = N_("Pass it on"), N_("Yes")


class Acting(Protocol):
    """What somebody on the stage can do while it is their turn."""

    async def let_pass(self, minutes: float) -> None:
        """Let simulated time pass, and deliver what fell due."""

    async def deliver(self) -> None:
        """Deliver what is due."""

    async def say(self, text: str, view: discord.ui.View | None = None) -> None:
        """Tell the visitor, where they look."""


Turn = Callable[[], AbstractAsyncContextManager[Acting]]


class Script:
    """Plays Alex, Sam and Noor."""

    def __init__(self, coach: Coach, scene: Scene, ways: Ways, turn: Turn) -> None:
        self._coach = coach
        self._scene = scene
        self._ways = ways
        self._turn = turn
        self._stirred = asyncio.Event()
        self._answered: set[int] = set()
        self._reachable = False

    def stir(self) -> None:
        """Something has happened."""
        self._stirred.set()

    async def step(self) -> None:
        """Wait until something has happened; then one of them may do something."""
        await self._stirred.wait()
        self._stirred.clear()
        await asyncio.sleep(MOMENT)
        async with self._turn() as acting:
            await self.play(acting)

    async def play(self, acting: Acting) -> None:
        """Do the next thing that one of them has reason to do, if there is any."""
        if not self._reachable and await self._introductions_are_on():
            await self._become_reachable(acting)
            return
        for member in self._scene.cast:
            if asked := self._asked(member, _(PASS_ON)):
                await self._pass_on(acting, member, asked)
                return
            if asked := self._asked(member, _(AGREE)):
                await self._agree(acting, member, asked)
                return

    # Becoming reachable

    async def _introductions_are_on(self) -> bool:
        server = await servers.known(self._coach, self._scene.guild.id)
        if server is None or server.paused is not None:
            return False
        return server.settings.has(Feature.INTRODUCTIONS)

    async def _become_reachable(self, acting: Acting) -> None:
        panel = self._panel()
        if panel is None:
            return
        self._reachable = True
        for member in self._scene.cast:
            shown = await member.click(panel, label=_(REACH))
            if shown.response is not None:
                await member.click(shown.response, label=_(CONFIRM))
        said = _(
            "Demo: Alex, Sam and Noor have each pressed **{button}** on the panel and confirmed "
            "that they are 18 or over. Nobody else can be asked."
        )
        await acting.say(fill(said, button=_(REACH)))

    def _panel(self) -> discord.Message | None:
        for message in self._scene.careers.history(viewer=self._scene.alex):
            if _(REACH) in _labels(message):
                return message
        return None

    # Answering

    def _asked(self, member: simcord.MemberActor, label: str) -> discord.Message | None:
        """The message in somebody's direct messages that waits for this answer of theirs."""
        for message in reversed(member.user.dm_channel.history(viewer=member.user)):
            if label in _labels(message) and message.id not in self._answered:
                return message
        return None

    async def _pass_on(
        self, acting: Acting, friend: simcord.MemberActor, asked: discord.Message
    ) -> None:
        said = _(
            "Demo: {minutes} minutes have gone by, and {name} has pressed **{button}** under this "
            "direct message. Only here can you read it; the coach shows it to {name} alone, and "
            "tells you nothing before everybody has agreed."
        )
        await self._press(acting, friend, asked, _(PASS_ON), said)

    async def _agree(
        self, acting: Acting, target: simcord.MemberActor, asked: discord.Message
    ) -> None:
        said = _(
            "Demo: {minutes} minutes later. {name} was asked, and has pressed **{button}**. The "
            "coach has opened a private thread for the three of you."
        )
        await self._press(acting, target, asked, _(AGREE), said, Where.THREAD)
        await self._greet(target)

    async def _press(
        self,
        acting: Acting,
        member: simcord.MemberActor,
        asked: discord.Message,
        label: str,
        said: str,
        *places: Where,
    ) -> None:
        self._answered.add(asked.id)
        await acting.let_pass(MINUTES_TO_ANSWER)
        read = "\n".join(f"> {line}" for line in asked.content.splitlines())
        await member.user.click(asked, label=label)
        await acting.deliver()
        name = member.user.global_name or member.name
        words = fill(said, minutes=MINUTES_TO_ANSWER, name=name, button=label)
        await acting.say(f"{words}\n{read}", self._ways.view(*places) if places else None)

    async def _greet(self, target: simcord.MemberActor) -> None:
        seat = self._ways.seat(Where.THREAD)
        if seat is not None:
            words = _("Hello Robin! I'd be glad to talk. How about Thursday at four?")
            await target.send(seat.channel, words)


def _labels(message: discord.Message) -> list[str]:
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    buttons = [one for row in rows for one in row.children if isinstance(one, discord.Button)]
    return [one.label or "" for one in buttons]
