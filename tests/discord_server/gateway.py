"""The gateway: sessions, their sockets, resuming, and ways to lose a connection."""

import contextlib
import json
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aiohttp import WSMsgType, web

from tests.discord_server.model import BOT
from tests.discord_server.options import APPLICATION, Options

_DISPATCH, _HEARTBEAT, _IDENTIFY, _RESUME, _RECONNECT = 0, 1, 2, 6, 7
_INVALID_SESSION, _HELLO, _ACK = 9, 10, 11
_AUTHENTICATION_FAILED, _UNKNOWN_ERROR = 4004, 4000


class Drop(StrEnum):
    """Ways to end a connection."""

    RESET = "reset"
    CLOSE = "close"
    RECONNECT = "reconnect"
    """Discord asks for it."""
    INVALID = "invalid"
    """The session is forgotten, so that it can't be resumed."""


@dataclass
class Session:
    """What a bot may resume: its events, the last of which has the number `len(events)`."""

    id: str
    shard: tuple[int, int]
    events: list[dict[str, Any]] = field(default_factory=list)
    socket: web.WebSocketResponse | None = None
    transport: Any = None


class Gateway:
    """`log` holds "identify", "ready", "resume", "resumed", "lost" in their order."""

    def __init__(self, options: Options, changed: Callable[[], None]) -> None:
        self.options = options
        self.url = ""
        self.log: list[str] = []
        self.refused = False
        self.sessions: dict[str, Session] = {}
        self._changed = changed

    @property
    def connected(self) -> int:
        """How many sessions have a socket."""
        return sum(one.socket is not None for one in self.sessions.values())

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """A bot's connection, until it ends."""
        connection = web.WebSocketResponse()
        await connection.prepare(request)
        interval = round(self.options.heartbeat * 1000)
        await connection.send_json({"op": _HELLO, "d": {"heartbeat_interval": interval}})
        session: Session | None = None
        try:
            async for message in connection:
                if message.type is not WSMsgType.TEXT:
                    break
                session = await self._received(connection, session, json.loads(message.data))
                if session is not None and session.transport is None:
                    session.transport = request.transport
        finally:
            if session is not None and session.socket is connection:
                session.socket = session.transport = None
                self._note("lost")
        return connection

    async def _received(
        self, connection: web.WebSocketResponse, session: Session | None, said: dict[str, Any]
    ) -> Session | None:
        match said["op"]:
            case 1 if self.options.heartbeat_acks:
                await connection.send_json({"op": _ACK})
            case 2:
                return await self._identify(connection, said["d"])
            case 6:
                return await self._resume(connection, said["d"])
        return session

    async def _identify(
        self, connection: web.WebSocketResponse, said: dict[str, Any]
    ) -> Session | None:
        self._note("identify")
        if not await self._let_in(connection, said):
            return None
        index, count = said.get("shard") or (0, 1)
        session = Session(f"session{len(self.sessions)}", (index, count), socket=connection)
        self.sessions[session.id] = session
        ready = {
            "v": 10,
            "user": BOT,
            "guilds": [],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "application": {"id": str(APPLICATION), "flags": 0},
            "shard": [index, count],
        }
        await self._send(session, "READY", ready)
        self._note("ready")
        return session

    async def _resume(
        self, connection: web.WebSocketResponse, said: dict[str, Any]
    ) -> Session | None:
        self._note("resume")
        if not await self._let_in(connection, said):
            return None
        session = self.sessions.get(said["session_id"])
        if session is None:
            await connection.send_json({"op": _INVALID_SESSION, "d": False})
            return None
        session.socket, session.transport = connection, None
        for event in session.events[said["seq"] or 0 :]:
            await connection.send_json(event)
        await self._send(session, "RESUMED", {})
        self._note("resumed")
        return session

    async def _let_in(self, connection: web.WebSocketResponse, said: dict[str, Any]) -> bool:
        if said["token"] == self.options.token and not self.refused:
            return True
        await connection.close(code=_AUTHENTICATION_FAILED, message=b"Authentication failed.")
        return False

    async def dispatch(self, event: str, data: dict[str, Any], shard: int = 0) -> None:
        """Tell the bot; one that is away hears of it when it resumes."""
        for session in reversed(self.sessions.values()):
            if session.shard[0] == shard:
                await self._send(session, event, data)
                return
        raise RuntimeError("no bot has ever been online")

    async def _send(self, session: Session, event: str, data: dict[str, Any]) -> None:
        number = len(session.events) + 1
        said = {"op": _DISPATCH, "s": number, "t": event, "d": data}
        session.events.append(said)
        if session.socket is not None and not session.socket.closed:
            with contextlib.suppress(ConnectionError):  # lost: it is told again after a resume
                await session.socket.send_json(said)

    async def drop(self, how: Drop = Drop.RESET, *, code: int = _UNKNOWN_ERROR) -> None:
        """Lose every connection."""
        for session in list(self.sessions.values()):
            connection, transport = session.socket, session.transport
            if connection is None:
                continue
            if how is Drop.RESET:
                reset(transport)
            elif how is Drop.CLOSE:
                await connection.close(code=code)
            elif how is Drop.RECONNECT:
                await connection.send_json({"op": _RECONNECT, "d": None})
            else:
                del self.sessions[session.id]
                await connection.send_json({"op": _INVALID_SESSION, "d": False})

    async def refuse(self) -> None:
        """The token holds no more: end every connection for good."""
        self.refused = True
        await self.drop(Drop.CLOSE, code=_AUTHENTICATION_FAILED)

    def _note(self, what: str) -> None:
        self.log.append(what)
        self._changed()


def reset(transport: Any) -> None:
    """End a connection with RST instead of FIN."""
    if transport is None:
        return
    connection = transport.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
