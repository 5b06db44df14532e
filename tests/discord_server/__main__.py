"""The server as a process of its own: `python -m tests.discord_server --port 0`.

Prints its address as one line of JSON, and runs until SIGTERM, Ctrl-C, the end of its parent
(with `--with-parent`) or `--seconds`. Everything that a test does with a server in its own
process goes through `POST /control`, a JSON object with "do" and what belongs to it:

    {"do": "options", "latency": [0.08, 0.15], "model": "fixed"}       sets them
    {"do": "fault", "effect": "lose", "member": 185…, "times": 1}      adds one
    {"do": "clear"}                                                    no more faults
    {"do": "close_door" | "open_door" | "forget_channel", "member": 185…}
    {"do": "drop", "how": "reconnect"}  {"do": "revoke_token"}
    {"do": "slash", "member": 185…, "name": "coach", "options": []}    waits for the answer:
        {"acknowledged": s, "answered": s, "content": …, "buttons": …}
    {"do": "channels", "members": [185…]}                              opens them: {member: id}
    {"do": "arrived"}                                                  every message sent
    {"do": "journal", "from": 0, "fields": ["at", "status"]}           the requests since then
    {"do": "progress"}                                                 sent, and to how many
    {"do": "counts"}                                                   requests by status, rates
    {"do": "reset"}                                                    forgets journal and messages
"""

import argparse
import asyncio
import collections
import dataclasses
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.discord_server.clock import SharedClock
from tests.discord_server.faults import Effect, Fault
from tests.discord_server.gateway import Drop
from tests.discord_server.journal import Seen
from tests.discord_server.options import Model, Options
from tests.discord_server.server import Server


class Controlled(Server):
    """A server that also listens to `/control`."""

    def extend(self, app: web.Application) -> None:
        app.router.add_post("/control", self._control)

    async def _control(self, request: web.Request) -> web.Response:
        said = await request.json()
        what = said.pop("do")
        try:
            return web.json_response(await getattr(self, f"_do_{what}")(**said))
        except TimeoutError:
            return web.json_response({"error": "timeout"}, status=504)

    async def _do_options(self, **values: Any) -> None:
        for name, value in values.items():
            getattr(self.options, name)  # no new ones
            setattr(self.options, name, Model(value) if name == "model" else value)

    async def _do_fault(self, effect: str, **values: Any) -> None:
        self.faults.add(Fault(Effect(effect), **values))

    async def _do_clear(self) -> None:
        self.faults.clear()

    async def _do_close_door(self, member: int) -> None:
        self.close_door(member)

    async def _do_open_door(self, member: int) -> None:
        self.open_door(member)

    async def _do_forget_channel(self, member: int) -> None:
        self.model.forget_channel(member)

    async def _do_drop(self, how: str = "reset") -> None:
        await self.gateway.drop(Drop(how))

    async def _do_revoke_token(self) -> None:
        await self.revoke_token()

    async def _do_slash(
        self, member: int, name: str, options: list[dict[str, Any]] | None = None
    ) -> dict[str, Any]:
        talk = await self.slash(member, name, *(options or []))
        shown = await talk.answer()
        times = {"acknowledged": talk.acknowledged, "answered": talk.answered}
        return {**times, "content": shown.content, "buttons": shown.buttons}

    async def _do_channels(self, members: list[int]) -> dict[int, int]:
        return {member: self.model.open(member).id for member in members}

    async def _do_arrived(self) -> list[dict[str, Any]]:
        recipients = {channel: member for member, channel in self.model.channel_of.items()}
        return [{**one.payload(), "member": recipients.get(one.channel)} for one in self.arrived()]

    async def _do_journal(
        self, fields: list[str] | None = None, **since: int
    ) -> list[dict[str, Any]]:
        wanted = fields or [one.name for one in dataclasses.fields(Seen)]
        since_then = self.journal.requests[since.get("from", 0) :]
        return [{name: getattr(one, name) for name in wanted} for one in since_then]

    async def _do_progress(self) -> dict[str, int]:
        messages = self.arrived()
        members = len({one.channel for one in messages})
        return {"messages": len(messages), "members": members, "online": self.gateway.connected}

    async def _do_counts(self) -> dict[str, Any]:
        seen = self.journal.requests
        return {
            "requests": len(seen),
            "arrived": len(self.arrived()),
            "statuses": collections.Counter(str(one.status) for one in seen),
            "codes": collections.Counter(str(one.code) for one in seen if one.code),
            "most_in_a_second": self.journal.most_in_a_second(),
            "most_at_once": self.journal.most_at_once(),
            "online": self.gateway.connected,
            "elapsed": self.elapsed,
        }

    async def _do_reset(self) -> None:
        self.journal.requests.clear()
        self.model.lost.clear()
        for channel in self.model.channels.values():
            channel.messages.clear()


async def serve(port: int, clock: Path | None, seconds: float, *, with_parent: bool) -> None:
    server = Controlled(Options(), SharedClock(clock) if clock else None)
    await server.start(port)
    print(json.dumps({"port": int(server.url.rpartition(":")[2]), "url": server.url}), flush=True)
    stop, loop, parent = asyncio.Event(), asyncio.get_running_loop(), os.getppid()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    ends = loop.time() + seconds
    while not stop.is_set() and loop.time() < ends and (not with_parent or os.getppid() == parent):
        await asyncio.wait([asyncio.ensure_future(stop.wait())], timeout=1)
    await server.stop()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.discord_server")
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--clock", type=Path, help="the file of a SharedClock")
    parser.add_argument("--seconds", type=float, default=3600, help="the longest it runs")
    parser.add_argument("--with-parent", action="store_true", help="end when the parent has")
    given = parser.parse_args()
    asyncio.run(serve(given.port, given.clock, given.seconds, with_parent=given.with_parent))
    return 0


if __name__ == "__main__":
    sys.exit(main())
