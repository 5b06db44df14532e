"""Runs the demo from the command line: the real bot, a database of its own, a page."""

import asyncio
import contextlib
import importlib.util
import sys
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from bot import logs
from bot.app import build, stopping
from bot.delivery.pace import Tempo
from bot.demo.clock import DemoClock
from bot.demo.cog import DemoCog
from bot.demo.greeting import Role
from bot.i18n import _, fill
from bot.settings import Settings

NOT_INSTALLED = 1
PORT_REFUSED = 2


def main(as_role: Role, port: int | None) -> int:
    """Play the demo until Ctrl-C, SIGTERM or the page's own end; the process's exit code."""
    if not _installed():
        _complain(
            _("The demo's parts are not installed. Run: make install (or: pip install '.[demo]')")
        )
        return NOT_INSTALLED
    with contextlib.suppress(KeyboardInterrupt):
        return asyncio.run(_play(as_role, port))
    return 0


def _installed() -> bool:
    """Whether the demo extra is there, which a production install leaves out."""
    return all(importlib.util.find_spec(name) for name in ("simcord", "markdown_it", "PIL"))


async def _play(role: Role, port: int | None) -> int:
    from simcord import SetupError  # noqa: PLC0415 - only where the demo extra is installed

    logs.set_up("WARNING")
    with tempfile.TemporaryDirectory(prefix="rapport-demo-") as folder, stopping() as stop:
        try:
            await _play_in(Path(folder), role, port, stop)
        except SetupError as error:
            if not _about_the_port(error, port):
                raise
            _complain(_port_refused(port))
            return PORT_REFUSED
    return 0


async def _play_in(folder: Path, role: Role, port: int | None, stop: asyncio.Event) -> None:
    from bot.demo.stage import open_stage  # noqa: PLC0415 - needs the demo extra

    clock = DemoClock()
    skips: asyncio.Queue[int] = asyncio.Queue()
    app = build(_settings(folder), clock, Tempo.unhurried())
    try:
        await app.start_storage()
        await app.bot.add_cog(DemoCog(skips, clock))
        async with open_stage(app, clock, role, port) as stage:
            _announce(stage.url)
            await _first_of(stop.wait(), stage.play(skips))
            _say(_("The demo is over. Nothing of it is kept."))
    finally:
        await app.close()


def _settings(folder: Path) -> Settings:
    """A database in a folder that goes away with the demo."""
    return Settings.alone(database_url=f"sqlite+aiosqlite:///{folder / 'demo.db'}")


async def _first_of(*plays: Coroutine[Any, Any, object]) -> None:
    """Wait for the first one to end, and end the others."""
    tasks = [asyncio.create_task(play) for play in plays]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    for task in done:
        task.result()


def _about_the_port(error: Exception, port: int | None) -> bool:
    """Whether the port is taken, not allowed, or no port at all."""
    return isinstance(error.__cause__, OSError) or (port is not None and port not in range(65536))


def _announce(url: str) -> None:
    text = _(
        "The coach is waiting in your browser:\n\n    {url}\n\n"
        "Only this machine can open it. Ctrl-C ends the demo."
    )
    _say(fill(text, url=url))


def _port_refused(port: int | None) -> str:
    text = _(
        "Port {port} can't be used: something else may be running there. "
        "Choose another one (rapport demo --port 8766, or make demo PORT=8766), "
        "or none, and the demo finds a free one."
    )
    return fill(text, port=port)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _complain(text: str) -> None:
    sys.stderr.write(f"{text}\n")
