"""The simulated Discord that the demo plays in, and the turns that its page and time take.

This module needs the demo extra. It reaches past simcord's public interface in three places,
marked with "private", which is why pyproject.toml pins simcord exactly.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import discord
import simcord
from simcord.preview import Preview

from bot.app import Application
from bot.client import RapportBot
from bot.demo.arrival import arrival
from bot.demo.clock import ZONE, DemoClock, hours_until_tomorrow
from bot.demo.example import ExampleView
from bot.demo.greeting import Role, greeting
from bot.sync import sync_if_changed

log = logging.getLogger(__name__)

_MESSAGE_EVENTS = frozenset({"MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE"})
# What the visitor does on the page that draws it anew by itself.
_REDRAWING = frozenset({"click", "select", "modal_submit", "run_command", "refresh"})


@dataclass(frozen=True)
class Seat:
    """The channel that the page shows, and the visitor who looks at it."""

    channel: simcord.ChannelHandle
    viewer: simcord.UserHandle | simcord.MemberActor


class Stage:
    """One page over one channel. Whatever moves the world or redraws the page takes its turn.

    Simcord refuses an operation while another one runs, and the page would then lose its
    place. So the page's actions, the skipped days and the refreshes share a lock.
    """

    def __init__(
        self, env: simcord.Env, app: Application, preview: Preview, channel_id: int
    ) -> None:
        self.url = preview.url
        self._env = env
        self._app = app
        self._preview = preview
        self._channel_id = channel_id
        self._turn = asyncio.Lock()
        self._changed = asyncio.Event()
        self._sent = 0
        self._take_turns_with_the_page()
        env.backend.subscribers.append(self._notice)

    async def play(self, skips: asyncio.Queue[int]) -> None:
        """Follow the page and the skips until the visitor ends the session on the page."""
        async with asyncio.TaskGroup() as tasks:
            steps = (
                self._refresh_when_changed,
                partial(self._skip_next, skips),
            )
            helpers = [tasks.create_task(_again_and_again(step)) for step in steps]
            await self._preview.wait_closed()
            for helper in helpers:
                helper.cancel()

    def _take_turns_with_the_page(self) -> None:
        act = self._preview._action  # private

        async def act_in_turn(context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
            page = self._preview._pages.get(context_id or "")  # private
            async with self._turn:
                if page is not None:
                    # What came meanwhile is no reason to refuse a press on what was there.
                    body = {**body, "published_revision": page.revision}
                result = await act(context_id, body)
                if result["settlement"] == "settled" and body.get("kind") in _REDRAWING:
                    self._changed.clear()
                return result

        self._preview._action = act_in_turn  # type: ignore[method-assign]  # private

    def _notice(self, event: str, payload: Mapping[str, Any]) -> None:
        """Remember that the page no longer shows what is there."""
        self._sent += event == "MESSAGE_CREATE"
        if event not in _MESSAGE_EVENTS or payload.get("channel_id") != str(self._channel_id):
            return
        self._changed.set()
        if event == "MESSAGE_CREATE":
            self._scroll_to(int(payload["id"]))

    def _scroll_to(self, message_id: int) -> None:
        """Bring a new message into sight, which the page alone forgets after every command."""
        for page in self._preview._pages.values():  # private
            page.target_id = message_id

    async def _refresh_when_changed(self) -> None:
        await self._changed.wait()
        async with self._turn:
            await self._refresh_if_changed()

    async def _refresh_if_changed(self) -> None:
        if self._changed.is_set():
            self._changed.clear()
            await self._preview.refresh()

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """A turn for the alarm, which rings on the machine's time, in the simulated one."""
        async with self._turn:
            with self._env.time_context():
                yield
                await self._settle()

    async def _skip_next(self, skips: asyncio.Queue[int]) -> None:
        """Let the days go by in one turn, nothing in between, and say where they led."""
        days = await skips.get()
        try:
            async with self._turn:
                before = self._sent
                for _day in range(days):
                    for hour in hours_until_tomorrow(self._env.now()):
                        await self._move_to(hour)
                await self._arrive(anything_came=self._sent > before)
        finally:
            skips.task_done()

    async def _arrive(self, *, anything_came: bool) -> None:
        with self._env.time_context():
            channel = self._app.bot.get_partial_messageable(self._channel_id)
            await channel.send(arrival(self._env.now(), anything_came=anything_came))
            await self._settle()

    async def _move_to(self, instant: datetime) -> None:
        """Let the bot's time pass, and deliver what fell due."""
        await self._env.advance_time((instant - self._env.now()).total_seconds())
        await self._deliver()

    async def _deliver(self) -> None:
        await self._app.deliveries.sweep()
        await self._settle()

    async def _settle(self) -> None:
        await self._env.settle()
        await self._refresh_if_changed()


async def _again_and_again(step: Callable[[], Awaitable[None]]) -> None:
    """Repeat a step for ever; one that fails is logged, and the demo goes on."""
    while True:
        try:
            await step()
        except Exception:
            log.exception("The demo stumbled")


@contextlib.asynccontextmanager
async def open_stage(
    app: Application,
    clock: DemoClock,
    role: Role,
    port: int | None,
    register: Callable[[RapportBot], Awaitable[object]] = sync_if_changed,
) -> AsyncIterator[Stage]:
    """Bring the bot into a simulated Discord, and open its page on the loopback.

    Raises simcord.SetupError when the port can't be had.
    """
    env = simcord.Env(app.bot, check_errors=False)
    env.backend.bot_user.name = "Rapport"
    env.backend.advance_clock((clock.now() - env.now()).total_seconds())
    clock.follow(env.now)
    await env.start()
    try:
        with env.time_context():
            await register(app.bot)
            seat = _seat(env, role)
            await _greet(app, seat, role)
            async with env.preview(
                seat.channel, viewers=[seat.viewer], layout="channel", timezone=ZONE.key, port=port
            ) as preview:
                stage = Stage(env, app, preview, seat.channel.id)
                await app.deliveries.start(stage.turn)
                try:
                    yield stage
                finally:
                    await app.deliveries.stop()
    finally:
        await env.shutdown()


def _seat(env: simcord.Env, role: Role) -> Seat:
    """A small server with a careers channel, a member and a moderator."""
    guild = env.create_guild("Careers club")
    channel = guild.create_text_channel("careers", topic="Ask people about their work")
    member = guild.add_member(env.create_user("alex", global_name="Alex"))
    rights = discord.Permissions(manage_guild=True, manage_messages=True)
    moderators = guild.create_role("Moderators", permissions=rights)
    moderator = guild.add_member(env.create_user("robin", global_name="Robin"), roles=[moderators])
    if role == "moderator":
        return Seat(channel, moderator)
    return Seat(member.user.dm_channel, member.user)


async def _greet(app: Application, seat: Seat, role: Role) -> None:
    channel = app.bot.get_partial_messageable(seat.channel.id)
    view = ExampleView(seat.viewer.id) if role == "member" else discord.utils.MISSING
    nobody = discord.AllowedMentions.none()
    await channel.send(greeting(role), view=view, allowed_mentions=nobody)
