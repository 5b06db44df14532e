"""As much of Discord as a bot needs to come online: over real sockets, on the loopback."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

BOT = {"id": "111111111111111111", "username": "Rapport", "discriminator": "0", "avatar": None}
TOKEN = "MTExMTExMTExMTExMTExMTEx.GabcDE.abcdefghijklmnopqrstuvwxyzABCDEFGHIJ012"

# Sends discord.py to this Discord instead of the real one, then is the command `rapport`.
RAPPORT = """
import sys, yarl, discord.http, discord.gateway
discord.http.Route.BASE = sys.argv[1] + "/api/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sys.argv[1] + "/gateway")
from bot.cli import main
sys.exit(main(sys.argv[2:]))
"""


@dataclass
class TinyDiscord:
    """What a test sets, and what it looks at."""

    refuse_token: bool = False
    command_calls: list[Any] = field(default_factory=list)
    online: asyncio.Event = field(default_factory=asyncio.Event)
    address: str = ""

    async def rapport(
        self, folder: Path, *arguments: str, token: str = TOKEN
    ) -> asyncio.subprocess.Process:
        """The command `rapport`, in a process of its own, with `folder` as its place."""
        kept = ("PATH", "HOME", "PYTHONPATH")
        inherited = {name: os.environ[name] for name in kept if name in os.environ}
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", RAPPORT, self.address, *arguments),
            cwd=folder,
            env={**inherited, "DISCORD_TOKEN": token},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def _me(self, _request: web.Request) -> web.Response:
        if self.refuse_token:
            return _json({"message": "401: Unauthorized", "code": 0}, status=401)
        return _json(BOT)

    async def _application(self, _request: web.Request) -> web.Response:
        application = {"id": BOT["id"], "name": "Rapport", "icon": None, "description": ""}
        return _json(
            {
                **application,
                "bot_public": True,
                "bot_require_code_grant": False,
                "verify_key": "",
                "owner": BOT,
                "team": None,
                "flags": 0,
                "rpc_origins": [],
            }
        )

    async def _commands(self, request: web.Request) -> web.Response:
        commands = await request.json()
        self.command_calls.append(commands)
        made = [
            {
                **command,
                "id": str(222222222222222000 + number),
                "application_id": BOT["id"],
                "version": "1",
            }
            for number, command in enumerate(commands)
        ]
        return _json(made)

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 41250}})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                break
            received = json.loads(message.data)
            if received["op"] == 1:
                await socket.send_json({"op": 11})
            elif received["op"] == 2:
                await socket.send_json({"op": 0, "s": 1, "t": "READY", "d": _ready()})
                self.online.set()
        return socket


def _json(body: Any, status: int = 200) -> web.Response:
    # discord.py doesn't take the usual "application/json; charset=utf-8" for JSON.
    headers = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=headers)


def _ready() -> dict[str, Any]:
    return {
        "v": 10,
        "user": BOT,
        "guilds": [],
        "session_id": "s",
        "resume_gateway_url": "ws://127.0.0.1:1",
        "application": {"id": BOT["id"], "flags": 0},
        "private_channels": [],
        "relationships": [],
    }


@asynccontextmanager
async def tiny_discord() -> AsyncIterator[TinyDiscord]:
    """A Discord that runs inside the test's own loop."""
    discord = TinyDiscord()
    app = web.Application()
    base = "/api/v10"
    app.router.add_get(f"{base}/users/@me", discord._me)
    app.router.add_get(f"{base}/oauth2/applications/@me", discord._application)
    app.router.add_get(f"{base}/applications/@me", discord._application)
    app.router.add_put(f"{base}/applications/{{id}}/commands", discord._commands)
    app.router.add_get("/gateway", discord._gateway)
    async with TestServer(app, host="127.0.0.1") as server:
        discord.address = str(server.make_url("")).rstrip("/")
        yield discord
