"""The server: what every request goes through, and what a test does with it."""

import asyncio
import contextlib
import itertools
import json
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.discord_server import gateway, rest
from tests.discord_server.clock import MachineClock
from tests.discord_server.faults import Effect, Fault, Faults
from tests.discord_server.gateway import Drop, Gateway
from tests.discord_server.interactions import Interactions, Talk
from tests.discord_server.journal import SEND, Journal, Seen, Stage
from tests.discord_server.limits import Limits
from tests.discord_server.model import CLOSED, Clock, Message, Model, Refusal
from tests.discord_server.options import Options

_LOOK_AGAIN = 0.1
Action = Callable[[Seen], Awaitable[None] | None]


class Server:
    """A Discord on the loopback; `running` starts and ends one.

    `url` is its address; `model` holds channels and messages, `journal` every request,
    `faults` what goes wrong, `gateway` the bot's connections.
    """

    def __init__(self, options: Options | None = None, clock: Clock | None = None) -> None:
        self.options = options or Options()
        self.model = Model(clock or MachineClock(), self.options)
        self.limits = Limits(self.options)
        self.journal = Journal()
        self.faults = Faults()
        self.gateway = Gateway(self.options, self.changed)
        self.interactions = Interactions(self.model, self.until, self.changed)
        self.registrations: list[Any] = []
        self.revoked = False
        self.url = ""
        self._began = time.monotonic()
        self._random = random.Random(self.options.seed)
        self._actions: list[tuple[Stage, str, Callable[[], bool], Action]] = []
        self._waiting: set[asyncio.Future[None]] = set()
        self._sites: web.AppRunner | None = None

    # Its life

    async def start(self, port: int = 0) -> None:
        app = web.Application(client_max_size=30 * 2**20)
        for route, handler in rest.ROUTES.items():
            method, path = route.split()
            app.router.add_route(method, rest.BASE + path, self._through(route, handler))
        app.router.add_get("/gateway", self.gateway.handle)
        self.extend(app)
        self._sites = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._sites.setup()
        site = web.TCPSite(self._sites, "127.0.0.1", port, backlog=1024)
        await site.start()
        bound = self._sites.addresses[0][1]
        self.url = f"http://127.0.0.1:{bound}"
        self.gateway.url = f"ws://127.0.0.1:{bound}/gateway"

    def extend(self, app: web.Application) -> None:
        """More routes, before it starts."""

    async def stop(self) -> None:
        if self._sites is not None:
            await self.gateway.drop(Drop.RESET)
            await self._sites.cleanup()

    @property
    def elapsed(self) -> float:
        """Seconds since the server began; the journal's instants are told in them."""
        return time.monotonic() - self._began

    # What a test looks at

    def arrived(self, member: int | None = None) -> list[Message]:
        """The messages that the bot sent by itself, not in answer to anything."""
        return [one for one in self.model.messages(member) if one.nonce is not None]

    async def until(self, true: Callable[[], object], seconds: float = 10.0) -> None:
        """Wait until `true()`; it is looked at whenever anything has happened here, and every
        tenth of a second for what happens elsewhere. Raises `TimeoutError`.
        """
        loop = asyncio.get_running_loop()
        ends = loop.time() + seconds
        while not true():
            if loop.time() >= ends:
                raise TimeoutError
            waiter = loop.create_future()
            self._waiting.add(waiter)
            await asyncio.wait([waiter], timeout=_LOOK_AGAIN)
            self._waiting.discard(waiter)

    def changed(self) -> None:
        """Something has happened: wake those who wait."""
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def online(self, seconds: float = 15.0, times: int = 1) -> None:
        """Until a bot has become ready for the `times`th time (or one has resumed)."""
        log = self.gateway.log
        await self.until(lambda: log.count("ready") + log.count("resumed") >= times, seconds)

    # What a test does

    def at(self, stage: Stage, nth: int, action: Action, route: str = SEND) -> None:
        """Do something when the `nth` request of a kind, from now on, has come to `stage`.

        The request waits for it: what it does at `Stage.ACCEPTED` happens before the answer.
        """
        counter = itertools.count(1)
        self._actions.append((stage, route, lambda: next(counter) == nth, action))

    async def slash(self, member: int, name: str, *options: dict[str, Any]) -> Talk:
        """A member's command, in the direct messages with the bot."""
        talk, event = self.interactions.slash(member, name, list(options))
        await self.gateway.dispatch("INTERACTION_CREATE", event)
        return talk

    async def press(self, member: int, message: Message, label: str) -> Talk:
        """A member's press on a message's button."""
        talk, event = self.interactions.press(member, message, label)
        await self.gateway.dispatch("INTERACTION_CREATE", event)
        return talk

    async def interact(
        self, kind: int, member: int, data: dict[str, Any], message: Message | None = None
    ) -> Talk:
        """Any other interaction: 4 autocompletion, 5 a form."""
        talk, event = self.interactions.send(kind, member, data, message)
        await self.gateway.dispatch("INTERACTION_CREATE", event)
        return talk

    def close_door(self, member: int, why: tuple[int, str] = CLOSED) -> None:
        """The member takes no messages (`CLOSED`, `NO_MUTUAL_SERVER`); nothing else changes."""
        self.model.doors[member] = why

    def open_door(self, member: int) -> None:
        self.model.doors.pop(member, None)

    async def revoke_token(self, *, gateway_too: bool = True) -> None:
        """401 to everything from now on, and the gateway closes with 4004."""
        self.revoked = True
        if gateway_too:
            await self.gateway.refuse()

    # What every request goes through

    def _through(
        self, route: str, handler: rest.Handler
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            body = await rest.body_of(request)
            seen = Seen(len(self.journal.requests), self.elapsed, route, request.path, body=body)
            seen.member = rest.member_of(self, request, body)
            major = request.match_info.get("channel", "")
            seen.channel = int(major) if major.isdecimal() else None
            self.journal.requests.append(seen)
            await self._act(Stage.RECEIVED, seen)
            try:
                status, answer, headers = await self._answer(seen, handler, request, body)
            except _Lost:
                gateway.reset(request.transport)
                return await self._done(seen, web.Response())
            seen.status, seen.code = status, _code(answer)
            response = _json(answer, status, headers)
            with contextlib.suppress(ConnectionError):
                await response.prepare(request)
                await response.write_eof()
            return await self._done(seen, response)

        return handle

    async def _done(self, seen: Seen, response: web.StreamResponse) -> web.StreamResponse:
        seen.answered = self.elapsed
        await self._act(Stage.ANSWERED, seen)
        return response

    async def _answer(
        self, seen: Seen, handler: rest.Handler, request: web.Request, body: Any
    ) -> tuple[int, Any, dict[str, str]]:
        """Status, body and headers. Raises `_Lost` where there is to be no answer."""
        late = self._late(seen)
        headers: dict[str, str] = {}
        try:
            self._let_in(seen, request)
            headers = self._count(seen)
            fault = self.faults.meeting(seen)
            seen.fault = None if fault is None else fault.name
            await asyncio.sleep(late)
            if fault is not None:
                await self._before(fault)
            status, answer = await handler(self, request, body)
        except Refusal as refusal:
            answer = {"code": refusal.code, "message": refusal.message}
            await asyncio.sleep(late)
            return refusal.status, answer, headers
        except _Limited as limited:
            await asyncio.sleep(late)
            return 429, limited.answer, {**headers, **limited.headers}
        seen.accepted = self.elapsed
        await self._act(Stage.ACCEPTED, seen)
        if fault is not None and fault.effect is Effect.LOSE:
            raise _Lost
        await asyncio.sleep(fault.seconds if fault is not None else late)
        return status, answer, headers

    def _late(self, seen: Seen) -> float:
        """Half of how long an answer takes."""
        latency = self.options.latency
        if seen.exempt and self.options.interaction_latency is not None:
            latency = self.options.interaction_latency
        return self._random.uniform(*latency) / 2

    def _let_in(self, seen: Seen, request: web.Request) -> None:
        if seen.exempt:
            return
        known = request.headers.get("Authorization") == f"Bot {self.options.token}"
        if self.revoked or not known:
            raise Refusal(401, 0, "401: Unauthorized")

    def _count(self, seen: Seen) -> dict[str, str]:
        """Count a request towards its limits. Raises `_Limited` where one is reached."""
        if seen.exempt:
            return {}
        now = self.elapsed
        wait = self.limits.everything.take(now)
        if wait > 0:
            raise _Limited(wait, everywhere=True)
        bucket = self.limits.bucket(seen.route, seen.channel)
        if bucket is None:
            return {}
        wait = bucket.take(now)
        if wait > 0:
            raise _Limited(wait, everywhere=False, headers=bucket.headers(now, time.time()))
        return bucket.headers(now, time.time())

    async def _before(self, fault: Fault) -> None:
        match fault.effect:
            case Effect.REFUSE if fault.status == 429:
                raise _Limited(fault.seconds, everywhere=fault.everywhere)
            case Effect.REFUSE:
                raise Refusal(fault.status, fault.code, fault.message)
            case Effect.RESET:
                raise _Lost
            case Effect.HANG:
                await asyncio.sleep(fault.seconds)
                raise _Lost

    async def _act(self, stage: Stage, seen: Seen) -> None:
        for awaited, route, is_it, action in self._actions:
            if awaited is stage and route == seen.route and is_it():
                doing = action(seen)
                if doing is not None:
                    await doing
        self.changed()


class _Lost(Exception):
    """No answer: the connection is reset."""


class _Limited(Exception):
    """429, with how long to wait."""

    def __init__(
        self, wait: float, *, everywhere: bool, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__()
        self.answer = {
            "message": "You are being rate limited.",
            "retry_after": round(wait, 3),
            "global": everywhere,
        }
        scope = "global" if everywhere else "user"
        # Without Via, discord.py takes it for a ban by Discord's own gatekeeper.
        self.headers = {"Via": "1.1 loopback", "X-RateLimit-Scope": scope, **(headers or {})}
        self.headers["Retry-After"] = f"{wait:.3f}"
        if everywhere:
            self.headers["X-RateLimit-Global"] = "true"


def _json(body: Any, status: int, headers: dict[str, str]) -> web.Response:
    if body is None:
        return web.Response(status=status, headers=headers)
    # discord.py doesn't take the usual "application/json; charset=utf-8" for JSON.
    kind = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(body).encode(), status=status, headers={**headers, **kind})


def _code(answer: Any) -> int:
    return answer.get("code", 0) if isinstance(answer, dict) else 0


@contextlib.asynccontextmanager
async def running(
    options: Options | None = None, clock: Clock | None = None
) -> AsyncIterator[Server]:
    """A server that runs inside the caller's own loop."""
    server = Server(options, clock)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()
