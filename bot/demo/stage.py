"""The simulated Discord that the demo plays in, and the turns that its page and time take.

This module needs the demo extra. It reaches past simcord's public interface in some places,
marked with "private", which is why pyproject.toml pins simcord exactly.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import discord
import simcord
from simcord.preview import Preview

from bot.app import Application
from bot.client import RapportBot
from bot.demo import neighbours
from bot.demo.arrival import arrival
from bot.demo.clock import ZONE, DemoClock, hours_until_tomorrow
from bot.demo.example import ExampleView
from bot.demo.greeting import Role, greeting
from bot.demo.scene import Scene, Seat, set_scene
from bot.demo.script import Script
from bot.demo.ways import Ways, Where
from bot.services.coach import Coach
from bot.sync import sync_if_changed

log = logging.getLogger(__name__)

_MESSAGE_EVENTS = frozenset({"MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE"})
# What the visitor does on the page that draws it anew by itself.
_REDRAWING = frozenset({"click", "select", "modal_submit", "run_command", "refresh"})


SINCE = timedelta(days=90)
"""How long everybody has been in the demo's server."""
YESTERDAY = timedelta(days=1)
"""When the other members did what the digest counts."""

Step = Callable[[], Awaitable[None]]


class Stage:
    """One page over one channel. Whatever moves the world or redraws the page takes its turn.

    Simcord refuses an operation while another one runs, and the page would then lose its
    place. So the page's actions, the skipped days and the refreshes share a lock.
    """

    def __init__(self, env: simcord.Env, app: Application, preview: Preview, seat: Seat) -> None:
        self.url = preview.url
        self._env = env
        self._app = app
        self._preview = preview
        self.seat = seat
        self.scene: Scene | None = None
        self._steps: list[Step] = []
        self._turn = asyncio.Lock()
        self._changed = asyncio.Event()
        self._sent = 0
        self._take_turns_with_the_page()
        env.backend.subscribers.append(self._notice)

    async def play(self, skips: asyncio.Queue[int]) -> None:
        """Follow the page and the skips until the visitor ends the session on the page."""
        async with asyncio.TaskGroup() as tasks:
            steps: list[Step] = [self._refresh_when_changed, partial(self._skip_next, skips)]
            steps += self._steps
            helpers = [tasks.create_task(_again_and_again(step)) for step in steps]
            await self._preview.wait_closed()
            for helper in helpers:
                helper.cancel()

    def guide(self, ways: Ways, coach: Coach, scene: Scene) -> None:
        """Let the visitor go from place to place, and the script play the other members."""
        self.scene = scene
        script = Script(coach, scene, ways, self.acting)
        self._env.backend.subscribers.append(lambda _event, _payload: script.stir())
        self._steps += [script.step, partial(self._go_next, ways)]

    def _take_turns_with_the_page(self) -> None:
        act = self._preview._action  # private

        async def act_in_turn(context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
            page = self._preview._pages.get(context_id or "")  # private
            async with self._turn:
                if page is not None:
                    # What came meanwhile is no reason to refuse a press on what was there.
                    body = {**body, "published_revision": page.revision}
                before = self._newest()
                result = await act(context_id, body)
                if result["settlement"] == "settled" and body.get("kind") in _REDRAWING:
                    self._changed.clear()
                self._scroll_to_answer(before)
                return result

        self._preview._action = act_in_turn  # type: ignore[method-assign]  # private

    def _notice(self, event: str, payload: Mapping[str, Any]) -> None:
        """Remember that the page no longer shows what is there."""
        is_here = payload.get("channel_id") == str(self.seat.channel.id)
        # What other members of the server get in their direct messages is not the visitor's.
        self._sent += event == "MESSAGE_CREATE" and (is_here or "guild_id" in payload)
        if event not in _MESSAGE_EVENTS or not is_here:
            return
        self._changed.set()
        if event == "MESSAGE_CREATE":
            self._scroll_to(int(payload["id"]))

    def _scroll_to(self, message_id: int) -> None:
        """Bring a new message into sight, which the page alone forgets after every command."""
        for page in self._preview._pages.values():  # private
            page.target_id = message_id
            page.window_end_id = None  # also from far up

    def _newest(self) -> int | None:
        """The coach's newest message that the visitor sees."""
        return self._preview._initial_target(self.seat.viewer, self.seat.channel.id)  # private

    def _scroll_to_answer(self, before: int | None) -> None:
        """Nothing tells of an answer that is for the visitor alone."""
        newest = self._newest()
        if newest is not None and newest != before:
            self._scroll_to(newest)
            self._changed.set()

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

    @contextlib.asynccontextmanager
    async def acting(self) -> AsyncIterator["Stage"]:
        """A turn for somebody who acts in the simulated Discord."""
        async with self._turn:
            yield self
            await self._settle()

    async def let_pass(self, minutes: float) -> None:
        """Let simulated time pass, and deliver what fell due."""
        await self._move_to(self._env.now() + timedelta(minutes=minutes))

    async def deliver(self) -> None:
        """Deliver what is due now."""
        with self._env.time_context():
            await self._deliver()

    async def say(self, text: str, view: discord.ui.View | None = None) -> None:
        """Tell the visitor something in the channel that they look at."""
        with self._env.time_context():
            channel = self._app.bot.get_partial_messageable(self.seat.channel.id)
            buttons = view or discord.utils.MISSING
            nobody = discord.AllowedMentions.none()
            with contextlib.suppress(discord.HTTPException):  # a locked thread takes no more
                await channel.send(text, view=buttons, allowed_mentions=nobody)
            await self._settle()

    async def _go_next(self, ways: Ways) -> None:
        """Take the visitor to where they want to look next."""
        where = await ways.wanted.get()
        seat = ways.seat(where)
        if seat is None:
            return
        async with self.acting():
            self._move(seat)
            explanation = ways.explanation(where, seat)
            if explanation is not None:
                await self.say(explanation, ways.view(*_onward(where)))

    def _move(self, seat: Seat) -> None:
        """Show another channel on every page."""
        self.seat = seat
        preview = self._preview
        preview.channel, preview.viewers = seat.channel, (seat.viewer,)
        for page in preview._pages.values():  # private
            preview._clear_page_assets(page)
            preview._reset_queries(page)
            page.channel_id, page.viewer = seat.channel.id, seat.viewer
            page.generation += 1
            page.modal = page.modal_handle = None
            page.target_id = preview._initial_target(seat.viewer, seat.channel.id)
            page.window_end_id = None  # up to the newest
        self._changed.set()

    async def _skip_next(self, skips: asyncio.Queue[int]) -> None:
        """Let the days go by in one turn, nothing in between, and say where they led."""
        days = await skips.get()
        try:
            async with self._turn:
                before = self._sent
                for _day in range(days):
                    await self._let_a_day_pass()
                await self._arrive(anything_came=self._sent > before)
        finally:
            skips.task_done()

    async def _let_a_day_pass(self) -> None:
        """Look at the end of the day, and at the hours by which something is due."""
        hours = list(hours_until_tomorrow(self._env.now()))
        due = await self._next_due()
        for hour in hours:
            if hour == hours[-1] or (due is not None and due <= hour):
                await self._move_to(hour)
                due = await self._next_due()

    async def _next_due(self) -> datetime | None:
        with self._env.time_context():
            return await self._app.deliveries.next_due()

    async def _arrive(self, *, anything_came: bool) -> None:
        await self.say(arrival(self._env.now(), anything_came=anything_came))

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


def _onward(where: Where) -> list[Where]:
    """Where one goes from there."""
    return [Where.LOG, Where.CAREERS] if where is Where.THREAD else [Where.CAREERS]


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
    monday = clock.now()
    env.backend.advance_clock((monday - SINCE - env.now()).total_seconds())
    clock.follow(env.now)
    await env.start()
    try:
        with env.time_context():
            scene = set_scene(env)
            ways = Ways(scene)
            if role == "moderator":
                ways.add_to(app.bot.tree)
                await _let_time_pass(env, monday - YESTERDAY)
                await _live(app, scene)
            await _let_time_pass(env, monday)
            await register(app.bot)
            seat = _seat(scene, role)
            await _greet(app, seat, role)
            async with env.preview(
                seat.channel, viewers=[seat.viewer], layout="channel", timezone=ZONE.key, port=port
            ) as preview:
                stage = Stage(env, app, preview, seat)
                if role == "moderator":
                    stage.guide(ways, app.coach, scene)
                await app.deliveries.start(stage.turn)
                try:
                    yield stage
                finally:
                    await app.deliveries.stop()
    finally:
        await env.shutdown()


async def _let_time_pass(env: simcord.Env, until: datetime) -> None:
    await env.advance_time((until - env.now()).total_seconds())


async def _live(app: Application, scene: Scene) -> None:
    members = [one.id for one in scene.others]
    await neighbours.lived(app.coach, members, (scene.guild.id, scene.guild.name))


def _seat(scene: Scene, role: Role) -> Seat:
    """A moderator sits in the careers channel, a member in their direct messages."""
    if role == "moderator":
        return Seat(scene.careers, scene.robin)
    return Seat(scene.alex.user.dm_channel, scene.alex.user)


async def _greet(app: Application, seat: Seat, role: Role) -> None:
    channel = app.bot.get_partial_messageable(seat.channel.id)
    view = ExampleView(seat.viewer.id) if role == "member" else discord.utils.MISSING
    nobody = discord.AllowedMentions.none()
    await channel.send(greeting(role), view=view, allowed_mentions=nobody)
