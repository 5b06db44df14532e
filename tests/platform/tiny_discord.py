"""As much of Discord as a bot needs to come online: a window on `tests.discord_server`."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.discord_server.child import environment
from tests.discord_server.options import TOKEN
from tests.discord_server.server import Server

__all__ = ["TOKEN", "TinyDiscord", "tiny_discord"]


@dataclass
class TinyDiscord:
    """What a test sets, and what it looks at."""

    address: str = ""
    server: Server = field(default_factory=Server)
    online: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def command_calls(self) -> list[Any]:
        """The commands as they were registered, once for each time."""
        return self.server.registrations

    @property
    def refuse_token(self) -> bool:
        return self.server.revoked

    @refuse_token.setter
    def refuse_token(self, refused: bool) -> None:
        self.server.revoked = self.server.gateway.refused = refused

    async def rapport(
        self, folder: Path, *arguments: str, token: str = TOKEN, **settings: str
    ) -> asyncio.subprocess.Process:
        """The command `rapport`, in a process of its own, with `folder` as its place and
        `settings` in its environment."""
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.discord_server.child", *arguments),
            cwd=folder,
            env={**environment(self.address), "DISCORD_TOKEN": token, **settings},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )


@asynccontextmanager
async def tiny_discord() -> AsyncIterator[TinyDiscord]:
    """A Discord that runs inside the test's own loop."""
    discord = TinyDiscord()
    await discord.server.start()
    discord.address = discord.server.url
    watching = asyncio.create_task(_watch(discord))
    try:
        yield discord
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        await discord.server.stop()


async def _watch(discord: TinyDiscord) -> None:
    """Set `online` at every READY."""
    log, known = discord.server.gateway.log, 0
    while True:
        if log.count("ready") > known:
            known = log.count("ready")
            discord.online.set()
        await asyncio.sleep(0.01)
