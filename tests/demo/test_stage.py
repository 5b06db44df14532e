"""The stage alone, with a small bot: time, turns and the page, without a browser."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands
from discord.ext import commands

pytest.importorskip("markdown_it", reason="the demo extra is not installed")

from bot.clock import Clock
from bot.delivery.alarm import Turn
from bot.demo.clock import MONDAY_MORNING, DemoClock
from bot.demo.cog import DemoCog
from bot.demo.greeting import Role
from bot.demo.stage import Stage, open_stage


class SmallBot(commands.Bot):
    def __init__(self) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(command_prefix=(), intents=intents)

    async def setup_hook(self) -> None:
        await self.tree.sync()


class Deliveries:
    """Notes when it was asked to sweep, and sends what is due."""

    def __init__(self, bot: commands.Bot, clock: Clock) -> None:
        self._bot = bot
        self._clock = clock
        self.swept: list[datetime] = []
        self.due: list[tuple[datetime, int, str]] = []

    async def start(self, turn: Turn) -> None:
        """The alarm's own sweeps: a test asks for one by `ring`."""
        self._turn = turn

    async def stop(self) -> None:
        """Nothing runs."""

    async def ring(self) -> None:
        async with self._turn():
            await self.sweep()

    async def next_due(self) -> datetime | None:
        return min((instant for instant, _channel_id, _text in self.due), default=None)

    async def sweep(self) -> None:
        now = self._clock.now()
        self.swept.append(now)
        for item in [item for item in self.due if item[0] <= now]:
            self.due.remove(item)
            await self._bot.get_partial_messageable(item[1]).send(item[2])


class SmallApp:
    """An application with one command and one kind of reminder."""

    def __init__(self, clock: Clock) -> None:
        self.bot = SmallBot()
        self.deliveries = Deliveries(self.bot, clock)
        self._clock = clock
        self.bot.tree.add_command(self._remind())

    def _remind(self) -> app_commands.Command:
        @app_commands.command(name="remind", description="Remind me in some days")
        async def remind(interaction: discord.Interaction, days: int) -> None:
            due = self._clock.now() + timedelta(days=days)
            self.deliveries.due.append((due, interaction.channel_id, f"{days} days later"))
            await interaction.response.send_message("Noted")

        return remind


class Page:
    """What the browser's script does, by hand."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._address, _, capability = url.partition("#")
        self._headers = {"X-Simcord-Capability": capability}
        self._sequence = 0
        self.state: dict[str, Any] = {}

    @property
    def texts(self) -> list[str]:
        return [self.state["messages"][identity]["content"] for identity in self.state["timeline"]]

    async def open(self) -> None:
        self.state = await self._post("api/pages", {"viewer_id": None, "target_id": None})
        self._headers["X-Simcord-Context"] = self.state["context"]["id"]

    async def look(self) -> list[str]:
        self.state = await self._get("api/state")
        return self.texts

    async def wait_for(self, text: str) -> None:
        async with asyncio.timeout(10):
            while not any(text in shown for shown in await self.look()):  # noqa: ASYNC110 - a page polls
                await asyncio.sleep(0.02)

    async def run(self, *path: str, **options: str) -> dict[str, Any]:
        """Run a command as the page does, on what the visitor last saw."""
        catalog = await self._get("api/commands")
        command = next(entry for entry in catalog["entries"] if entry["path"] == list(path))
        result = await self._post(
            "api/action",
            {
                "protocol_version": 3,
                "kind": "run_command",
                "sequence": self._sequence + 1,
                "request_id": str(uuid.uuid4()),
                "generation": self.state["context"]["generation"],
                "bot_generation": self.state["botGeneration"],
                "published_revision": self.state["publishedRevision"],
                "command_id": command["commandId"],
                "path": list(path),
                "schema_fingerprint": command["schemaFingerprint"],
                "options": options,
            },
        )
        self._sequence += not result["rejected"]
        return result

    async def _get(self, path: str) -> dict[str, Any]:
        async with self._session.get(f"{self._address}{path}", headers=self._headers) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        url = f"{self._address}{path}"
        async with self._session.post(url, json=body, headers=self._headers) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()


async def nothing(bot: SmallBot) -> None:
    """The small bot registers its commands by itself."""


@dataclass
class Demo:
    app: SmallApp
    clock: DemoClock
    skips: asyncio.Queue[int]
    stage: Stage
    page: Page


@contextlib.asynccontextmanager
async def demo(role: Role = "member") -> AsyncIterator[Demo]:
    clock = DemoClock()
    app = SmallApp(clock)
    skips: asyncio.Queue[int] = asyncio.Queue()
    await app.bot.add_cog(DemoCog(skips, clock))
    try:
        async with (
            open_stage(app, clock, role, None, register=nothing) as stage,  # type: ignore[arg-type]
            aiohttp.ClientSession() as session,
        ):
            playing = asyncio.create_task(stage.play(skips))
            page = Page(session, stage.url)
            await page.open()
            yield Demo(app, clock, skips, stage, page)
            playing.cancel()
            await asyncio.gather(playing, return_exceptions=True)
    finally:
        await app.bot.close()


async def test_a_member_is_greeted_with_what_to_try_in_order() -> None:
    async with demo() as playing:
        (greeting,) = playing.page.texts

    order = ("/coach", "I sent it", "Check the message to Noor", "/demo skip")
    assert sorted(order, key=greeting.index) == list(order)
    assert len(greeting) <= 2000


async def test_skipped_days_go_by_and_bring_what_falls_due() -> None:
    async with demo() as playing:
        await playing.page.run("remind", days="3")
        await playing.page.look()
        await playing.page.run("demo", "skip", days="5")
        await playing.page.wait_for("3 days later")
        await playing.skips.join()

        assert playing.clock.now() - MONDAY_MORNING == timedelta(days=5)
        days = {MONDAY_MORNING + timedelta(days=day) for day in range(1, 6)}
        assert days == set(playing.app.deliveries.swept)


async def test_what_falls_due_on_a_skipped_day_arrives_within_the_hour() -> None:
    async with demo() as playing:
        due = MONDAY_MORNING + timedelta(days=1, hours=5, minutes=20)
        channel_id = int(playing.page.state["channelId"])
        playing.app.deliveries.due.append((due, channel_id, "In the afternoon"))
        await playing.page.run("demo", "skip", days="2")
        await playing.page.wait_for("In the afternoon")
        await playing.skips.join()

        assert MONDAY_MORNING + timedelta(days=1, hours=6) in playing.app.deliveries.swept


async def test_a_skip_says_where_it_arrived_and_whether_it_was_quiet() -> None:
    async with demo() as playing:
        await playing.page.run("demo", "skip", days="7")
        await playing.page.wait_for("Demo: it is Mon 21 Sep now. Nothing was due on the way.")
        await playing.page.run("remind", days="3")
        await playing.page.look()
        await playing.page.run("demo", "skip", days="5")
        await playing.page.wait_for("Demo: it is Sat 26 Sep now.")

        *_, came, arrived = await playing.page.look()
        assert came == "3 days later"
        assert "Nothing was due" not in arrived


async def test_what_the_alarm_sends_shows_up() -> None:
    async with demo() as playing:
        await playing.page.run("remind", days="0")
        await playing.app.deliveries.ring()

        await playing.page.wait_for("0 days later")


async def test_the_answer_to_a_skip_names_the_day_it_leads_to() -> None:
    async with demo() as playing:
        await playing.page.run("demo", "skip", days="14")
        then = int((MONDAY_MORNING + timedelta(days=14)).timestamp())

        await playing.page.wait_for(f"<t:{then}:D>")


async def test_commands_during_a_skip_wait_for_their_turn() -> None:
    async with demo() as playing:
        playing.skips.put_nowait(10)
        for _attempt in range(10):
            await playing.page.look()
            result = await playing.page.run("remind", days="1")
            assert result["settlement"] == "settled", result
            assert playing.clock.now() - MONDAY_MORNING == timedelta(days=10)
        playing.skips.put_nowait(1)
        await playing.skips.join()
        await playing.page.wait_for("1 days later")


async def test_the_page_is_redrawn_only_when_something_changed() -> None:
    async with demo() as playing:
        before = playing.page.state["publishedRevision"]
        await playing.app.deliveries.ring()
        await playing.page.look()

        assert playing.page.state["publishedRevision"] == before


async def test_a_message_that_comes_by_itself_shows_up() -> None:
    async with demo() as playing:
        channel = playing.app.bot.get_partial_messageable(int(playing.page.state["channelId"]))
        await channel.send("Out of the blue")

        await playing.page.wait_for("Out of the blue")


async def test_a_skip_that_fails_does_not_end_the_demo(caplog: pytest.LogCaptureFixture) -> None:
    async with demo() as playing:
        playing.app.deliveries.due.append((playing.clock.now(), 1, "to a channel that is not"))
        playing.skips.put_nowait(1)
        await playing.skips.join()
        playing.skips.put_nowait(1)
        await playing.skips.join()

        assert playing.clock.now() > MONDAY_MORNING + timedelta(days=1)
    assert "stumbled" in caplog.text
