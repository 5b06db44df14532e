"""The server itself: what the fault tests rely upon is so."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import discord
import pytest
import yarl

from tests.clock import FakeClock
from tests.discord_server.faults import Effect, Fault, seeded
from tests.discord_server.journal import SEND, Seen, Stage
from tests.discord_server.limits import GlobalLimit
from tests.discord_server.model import BOT
from tests.discord_server.options import TOKEN, Model, Options
from tests.discord_server.server import Server, running

ALICE, BOB = 185 << 50, 186 << 50


@pytest.fixture
async def server(clock: FakeClock) -> AsyncIterator[Server]:
    async with running(Options(nonce_window=2), clock) as made:
        yield made


@pytest.fixture
async def http(server: Server) -> AsyncIterator[aiohttp.ClientSession]:
    headers = {"Authorization": f"Bot {TOKEN}"}
    async with aiohttp.ClientSession(server.url, headers=headers) as session:
        yield session


async def ask(http: aiohttp.ClientSession, method: str, path: str, **body: Any) -> tuple[int, Any]:
    async with http.request(method, f"/api/v10{path}", json=body or None) as answer:
        return answer.status, await answer.json() if answer.status != 204 else None


async def opened(http: aiohttp.ClientSession, member: int) -> int:
    _, channel = await ask(http, "POST", "/users/@me/channels", recipient_id=str(member))
    return int(channel["id"])


async def send(
    http: aiohttp.ClientSession, channel: int, nonce: str = "n", text: str = "Hello"
) -> tuple[int, Any]:
    path = f"/channels/{channel}/messages"
    return await ask(http, "POST", path, content=text, nonce=nonce, enforce_nonce=True)


@pytest.mark.parametrize("model", [Model.BUCKET, Model.FIXED, Model.SLIDING])
def test_every_model_lets_46_a_second_pass_and_fifty_at_once(model: Model) -> None:
    even = GlobalLimit(Options(model=model))
    assert not any(even.take(number / 46) for number in range(500))
    burst = GlobalLimit(Options(model=model))
    waits = [burst.take(100.0) for _ in range(60)]
    assert [wait > 0 for wait in waits] == [False] * 50 + [True] * 10
    assert max(waits) <= 1


async def test_a_nonce_is_unique_over_all_channels_until_its_window_has_passed(
    server: Server, http: aiohttp.ClientSession, clock: FakeClock
) -> None:
    first, second = await opened(http, ALICE), await opened(http, BOB)
    _, one = await send(http, first)
    _, same = await send(http, first)
    _, elsewhere = await send(http, second)
    assert one == same == elsewhere
    assert one["channel_id"] == str(first)
    clock.advance(seconds=3)
    _, again = await send(http, first)
    assert again["id"] != one["id"]
    assert await ask(http, "DELETE", f"/channels/{first}/messages/{again['id']}") == (204, None)
    status, answer = await send(http, first)
    assert (status, answer["code"]) == (404, 10008)
    assert len(server.arrived(ALICE)) == 1


async def test_the_history_pages_as_discords_does(
    server: Server, http: aiohttp.ClientSession, clock: FakeClock
) -> None:
    channel = server.model.open(ALICE)
    ids = []
    for number in range(7):
        clock.advance(minutes=1)
        ids.append(server.model.post(channel, {"content": "x", "nonce": f"{number}"}).id)
    found = []
    for asked in ("limit=3", f"after={ids[1]}&limit=3", f"before={ids[3]}&limit=2"):
        _, page = await ask(http, "GET", f"/channels/{channel.id}/messages?{asked}")
        found.append([ids.index(int(one["id"])) for one in page])
    assert found == [[6, 5, 4], [4, 3, 2], [2, 1]]
    since = discord.utils.time_snowflake(clock.now() - timedelta(seconds=90))
    _, page = await ask(http, "GET", f"/channels/{channel.id}/messages?after={since}")
    assert [ids.index(int(one["id"])) for one in page] == [6, 5]


async def test_refusals(server: Server, http: aiohttp.ClientSession) -> None:
    channel = await opened(http, ALICE)
    server.close_door(ALICE)
    status, answer = await send(http, channel)
    assert (status, answer["code"]) == (403, 50007)
    server.open_door(ALICE)
    status, answer = await send(http, channel, text="x" * 2001)
    assert (status, answer["code"]) == (400, 50035)
    server.model.channels[channel].locked = True
    status, answer = await send(http, channel)
    assert (status, answer["code"]) == (403, 50001)
    server.model.forget_channel(ALICE)
    status, answer = await send(http, channel)
    assert (status, answer["code"]) == (404, 10003)
    assert await opened(http, ALICE) != channel
    await server.revoke_token()
    assert (await send(http, channel))[0] == 401
    assert [one.status for one in server.journal.invalid] == [403, 403, 401]


async def test_buckets_and_opening(server: Server, http: aiohttp.ClientSession) -> None:
    server.options.opening_burst = 2
    channel = await opened(http, ALICE)
    for number in range(5):
        assert (await send(http, channel, f"{number}"))[0] == 200
    path = f"/api/v10/channels/{channel}/messages"
    async with http.post(path, json={"content": "x"}) as answer:
        assert answer.status == 429
        assert answer.headers["X-RateLimit-Remaining"] == "0"
        assert 0 < (await answer.json())["retry_after"] <= 5
    assert await opened(http, BOB)
    status, refused = await ask(http, "POST", "/users/@me/channels", recipient_id="5")
    assert (status, refused["code"]) == (403, 40003)


async def test_resets_and_lost_answers(server: Server, http: aiohttp.ClientSession) -> None:
    channel = await opened(http, ALICE)
    server.faults.add(Fault(Effect.RESET), Fault(Effect.LOSE, member=ALICE))
    for arrived in (0, 1):
        with pytest.raises(aiohttp.ClientConnectionError) as caught:
            await send(http, channel)
        assert isinstance(caught.value, ConnectionResetError | aiohttp.ClientOSError)
        assert len(server.arrived(ALICE)) == arrived
    assert (await send(http, channel))[0] == 200
    assert len(server.arrived(ALICE)) == 1
    assert [one.fault for one in server.journal.of(SEND)] == ["reset", "lose", None]


async def test_something_can_be_done_before_an_answer(
    server: Server, http: aiohttp.ClientSession
) -> None:
    channel = await opened(http, ALICE)
    found: list[tuple[int, int | None]] = []

    def note(seen: Seen) -> None:
        found.append((len(server.arrived()), seen.status))

    for stage in Stage:
        server.at(stage, 2, note)
    await send(http, channel, "1")
    await send(http, channel, "2")
    assert found == [(1, None), (2, None), (2, 200)]


def test_a_seeded_schedule_is_the_same_every_time() -> None:
    shown = [[(one.effect, one.skip) for one in seeded(7, 100)] for _ in range(2)]
    assert shown[0] == shown[1]
    assert len(shown[0]) == 25


async def test_discord_py_waits_for_a_429_and_resumes(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("discord.http.Route.BASE", f"{server.url}/api/v10")
    url = yarl.URL(server.gateway.url)
    monkeypatch.setattr("discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY", url)
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login(TOKEN)
        connection = asyncio.create_task(client.connect())
        await server.online()
        assert client.user is not None
        assert client.user.id == int(BOT["id"])
        server.faults.add(Fault(Effect.REFUSE, 429, seconds=0.2, everywhere=True))
        channel = await client.create_dm(discord.Object(ALICE))
        began = time.monotonic()
        await channel.send("Hello")
        assert time.monotonic() - began >= 0.2
        await server.gateway.drop()
        await server.online(times=2)
        assert server.gateway.log[-2:] == ["resume", "resumed"]
        await client.close()
        await connection


async def test_as_a_process_of_its_own() -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.discord_server", "--with-parent", "--seconds", "20"),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    url = json.loads(await process.stdout.readline())["url"]
    headers = {"Authorization": f"Bot {TOKEN}"}
    async with aiohttp.ClientSession(url, headers=headers) as http:

        async def control(**said: Any) -> Any:
            async with http.post("/control", json=said) as answer:
                return await answer.json()

        channels = await control(do="channels", members=[ALICE])
        await control(do="options", model="fixed", latency=[0.01, 0.02])
        await control(do="fault", effect="refuse", status=503, member=ALICE)
        assert (await send(http, channels[str(ALICE)]))[0] == 503
        assert (await send(http, channels[str(ALICE)]))[0] == 200
        [arrived] = await control(do="arrived")
        assert arrived["member"] == ALICE
        counts = await control(do="counts")
        assert counts["statuses"] == {"503": 1, "200": 1}
        seen = await control(do="journal")
        assert [one["fault"] for one in seen] == ["refuse 503", None]
        assert await control(do="journal", fields=["status"]) == [{"status": 503}, {"status": 200}]
        assert await control(do="progress") == {"messages": 1, "members": 1, "online": 0}
    process.terminate()
    assert await process.wait() == 0
