"""The demo as moderator, without a browser: setup to introduction, the other sides by script."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("markdown_it", reason="the demo extra is not installed")

import aiohttp

from bot.app import build
from bot.delivery.pace import Tempo
from bot.demo import neighbours, script
from bot.demo.clock import DemoClock
from bot.demo.cog import DemoCog
from bot.demo.scene import OTHERS, Scene
from bot.demo.stage import Stage, open_stage
from bot.settings import Settings
from tests.demo.test_stage import Page
from tests.e2e.stage import labels, texts


@dataclass
class Visit:
    """A moderator in the demo, who acts through `scene.robin` and looks through `page`."""

    stage: Stage
    scene: Scene
    page: Page
    skips: asyncio.Queue[int]

    async def run(self, name: str, **options: Any) -> Any:
        """A command in the channel that the page shows."""
        async with self.stage.acting():
            return await self.scene.robin.slash(self.stage.seat.channel, name, **options)

    async def press(self, message: Any, label: str) -> Any:
        async with self.stage.acting():
            return await self.scene.robin.click(message, label=label)

    async def choose(self, message: Any, custom_id: str, value: Any) -> Any:
        async with self.stage.acting():
            return await self.scene.robin.select(message, custom_id=custom_id, values=[value])

    def newest(self, label: str) -> Any:
        """The newest message in sight with that button."""
        seen = self.stage.seat.channel.history(viewer=self.stage.seat.viewer)
        return next(one for one in reversed(seen) if label in labels(one))

    async def go(self, where: str) -> None:
        await self.page.run("demo", "go", where=where)

    async def read_all(self) -> str:
        """Everything that stands anywhere the visitor can go."""
        scene = self.scene
        channels = [scene.careers, scene.log, *scene.careers.threads, scene.robin.user.dm_channel]
        seen = [one for each in channels for one in each.history(viewer=scene.robin)]
        return "\n".join(one.content for one in seen)


@contextlib.asynccontextmanager
async def visiting(folder: Path) -> AsyncIterator[Visit]:
    clock, skips = DemoClock(), asyncio.Queue[int]()
    url = f"sqlite+aiosqlite:///{folder / 'demo.db'}"
    app = build(Settings.alone(database_url=url), clock, Tempo.unhurried())
    try:
        await app.start_storage()
        await app.bot.add_cog(DemoCog(skips, clock))
        async with (
            open_stage(app, clock, "moderator", None) as stage,
            aiohttp.ClientSession() as session,
        ):
            playing = asyncio.create_task(stage.play(skips))
            page = Page(session, stage.url)
            await page.open()
            assert stage.scene is not None
            yield Visit(stage, stage.scene, page, skips)
            playing.cancel()
            await asyncio.gather(playing, return_exceptions=True)
    finally:
        await app.close()


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The script needs no moment to think."""
    monkeypatch.setattr(script, "MOMENT", 0)


async def set_up(visit: Visit) -> None:
    """/careers setup to the panel in the channel."""
    scene = visit.scene
    screen = (await visit.run("careers setup")).response
    for custom_id, handle in (
        ("channel", scene.careers),
        ("team_role", scene.team),
        ("log_channel", scene.log),
    ):
        await visit.choose(screen, custom_id, handle)
    assert "✗" not in screen.content
    assert "✓ Pin Messages" in screen.content
    shown = await visit.press(screen, "Preview the panel")
    await visit.press(shown.followups[-1], "Post it")
    await visit.page.wait_for("A talk with somebody who does what you'd like to do")


async def switch_on(visit: Visit, *names: str) -> None:
    screen = (await visit.run("careers features")).response
    for name in names:
        await visit.press(screen, f"{name}: off")


async def test_from_setup_to_the_thread_and_a_report(tmp_path: Path) -> None:
    async with visiting(tmp_path) as visit:
        scene, page = visit.scene, visit.page

        await set_up(visit)
        await switch_on(visit, "Digest", "Introductions")
        await page.wait_for("Alex, Sam and Noor have each pressed")

        (digest,) = texts(await visit.run("careers digest"))
        assert "4 thank-yous within a day of the talk" in digest
        assert "2 members asked for their first conversation" in digest

        asked = await visit.run(
            "intro ask", person=scene.noor, via=scene.alex, **{"for": "their way into forestry"}
        )
        await visit.press(asked.response, "I'm 18 or over")
        await visit.press(asked.response, "Ask Alex")
        await page.wait_for("Alex has pressed")
        await page.wait_for("Noor was asked, and has pressed")
        said = "\n".join(page.texts)
        assert "> **Robin**" in said
        assert said.index("Pass it on") < said.index("has opened a private thread")

        await visit.press(visit.newest("Look at the thread"), "Look at the thread")
        await page.wait_for("What to expect")
        await page.wait_for("Hello Robin!")
        assert str(page.state["channelId"]) == str(scene.careers.threads[0].id)
        mentioned = [one for one in page.texts if "you have all said yes" in one]
        assert all(f"<@{one.id}>" in mentioned[0] for one in (scene.robin, scene.alex, scene.noor))

        form = await visit.press(visit.newest("Report"), "Report")
        await visit.choose(form.response, "reason", "rude")
        await visit.press(form.response, "Send the report")
        await visit.press(visit.newest("Look at #careers-log"), "Look at #careers-log")
        await page.wait_for("An introduction was reported")
        await visit.go("careers")
        await page.wait_for("Welcome to the demo")


async def test_a_week_later_the_digest_stands_in_the_channel(tmp_path: Path) -> None:
    async with visiting(tmp_path) as visit:
        await set_up(visit)
        await switch_on(visit, "Digest")
        await visit.page.run("demo", "skip", days="7")
        await visit.page.wait_for("Good habits this week")
        await visit.skips.join()
        await visit.go("log")
        await visit.page.wait_for("All is well with me here this week.")


async def test_the_visitor_reads_nothing_private_of_other_members(tmp_path: Path) -> None:
    async with visiting(tmp_path) as visit:
        await set_up(visit)
        await switch_on(visit, "Digest", "Introductions")
        answers = [
            await visit.run(name)
            for name in (
                "careers digest",
                "careers log",
                "careers-team status",
                "careers-team stats",
            )
        ]
        read = "\n".join(text for answer in answers for text in texts(answer))
        read += await visit.read_all()
    names = [name for name, _deeds in neighbours.DEEDS]
    assert [one for one in names if one in read or one.split()[0] in read] == []
    assert [one for one in OTHERS if one in read] == []


async def test_a_way_that_is_not_there_yet_is_named(tmp_path: Path) -> None:
    async with visiting(tmp_path) as visit:
        await visit.go("thread")
        await visit.page.wait_for("There is no thread yet")
        await visit.go("messages")
        await visit.page.wait_for("these are your direct messages")
        await visit.go("careers")
        await visit.page.wait_for("Welcome to the demo")
