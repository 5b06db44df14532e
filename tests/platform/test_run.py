"""`rapport run` and `rapport sync` as processes, against a tiny Discord over real sockets."""

import asyncio
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot import __version__
from tests.discord_server.gateway import Drop
from tests.platform.health_page import free_port, get, until_ready
from tests.platform.tiny_discord import TOKEN, TinyDiscord, tiny_discord

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGTERM needs a Unix")


@pytest.fixture
async def discord() -> AsyncIterator[TinyDiscord]:
    async with tiny_discord() as running:
        yield running


async def ended(process: Process) -> tuple[int | None, str, str]:
    out, err = await asyncio.wait_for(process.communicate(), 30)
    return process.returncode, out.decode(), err.decode()


async def online(discord: TinyDiscord, folder: Path, **settings: str) -> Process:
    process = await discord.rapport(folder, "run", **settings)
    came = asyncio.create_task(discord.online.wait())
    died = asyncio.create_task(process.wait())
    await asyncio.wait({came, died}, timeout=30, return_when=asyncio.FIRST_COMPLETED)
    died.cancel()
    if not discord.online.is_set():
        came.cancel()
        pytest.fail(f"It did not come online: {await ended(process)}")
    discord.online.clear()
    return process


async def test_a_life_from_start_to_end(discord: TinyDiscord, tmp_path: Path) -> None:
    first = await online(discord, tmp_path)
    assert len(discord.command_calls) == 1, "the commands are registered at the first start"

    code, _, error = await ended(await discord.rapport(tmp_path, "run"))
    assert code == 3
    assert error.splitlines()[-1].startswith("Another Rapport is running on this database.")

    code, out, _ = await ended(await discord.rapport(tmp_path, "doctor"))
    assert code == 0, out
    assert "look" not in out, "everything is in order, also while it runs"
    code, out, _ = await ended(await discord.rapport(tmp_path, "doctor", "--quick"))
    assert code == 0, out

    first.send_signal(signal.SIGTERM)
    code, _, error = await ended(first)
    assert code == 0, error
    assert "Traceback" not in error
    assert "ERROR" not in error
    assert TOKEN not in error

    second = await online(discord, tmp_path)
    assert len(discord.command_calls) == 1, "nothing changed, so nothing is registered again"
    second.send_signal(signal.SIGINT)
    code, _, error = await ended(second)
    assert code == 0, error


async def test_killed_and_started_again(discord: TinyDiscord, tmp_path: Path) -> None:
    first = await online(discord, tmp_path)
    first.kill()
    await ended(first)
    second = await online(discord, tmp_path)
    second.terminate()
    assert (await ended(second))[0] == 0


async def test_a_refused_token(discord: TinyDiscord, tmp_path: Path) -> None:
    discord.refuse_token = True
    for command in ("run", "sync"):
        code, _, error = await ended(await discord.rapport(tmp_path, command))
        assert code == 4
        assert "DISCORD_TOKEN" in error.splitlines()[-1]
        assert "Traceback" not in error
        assert TOKEN not in error


async def test_no_discord_at_all(tmp_path: Path) -> None:
    nowhere = TinyDiscord(address="http://127.0.0.1:1")
    code, _, error = await ended(await nowhere.rapport(tmp_path, "run"))
    assert code == 1
    assert error.splitlines()[-1].startswith("Discord can't be reached.")
    assert "Traceback" not in error


async def test_sync_forces(discord: TinyDiscord, tmp_path: Path) -> None:
    for time in (1, 2):
        code, out, error = await ended(await discord.rapport(tmp_path, "sync"))
        assert code == 0, error
        assert "registered" in out
        assert len(discord.command_calls) == time
    registered = {command["name"]: command for command in discord.command_calls[0]}
    assert registered["coach"]["contexts"] == [0, 1, 2]
    assert registered["coach"]["integration_types"] == [0, 1]


async def test_health_and_metrics_of_a_running_bot(discord: TinyDiscord, tmp_path: Path) -> None:
    port = free_port()
    bot = await online(discord, tmp_path, RAPPORT_PORT=str(port))
    assert '"discord": "ok"' in await until_ready(port)
    assert (await get(port, "/healthz"))[0] == 200
    talk = await discord.server.slash(185_000_000_000_000_000, "coach")
    await talk.answer()
    _, text = await get(port, "/metrics")
    assert "rapport_interaction_seconds_count 1.0" in text
    assert f'version="{__version__}"' in text

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    code, _, error = await ended(await discord.rapport(elsewhere, "run", RAPPORT_PORT=str(port)))
    assert code == 1
    assert error.splitlines()[-1].startswith(f"RAPPORT_PORT: port {port} at 127.0.0.1")
    assert "Traceback" not in error

    await discord.server.gateway.drop(Drop.RESET)
    bot.terminate()
    code, _, error = await ended(bot)
    assert (code, "Traceback" in error) == (0, False)
    with pytest.raises(aiohttp.ClientConnectionError):
        await get(port, "/healthz")


async def test_a_process_that_only_delivers(discord: TinyDiscord, tmp_path: Path) -> None:
    port = free_port()
    process = await discord.rapport(tmp_path, "deliver", RAPPORT_PORT=str(port))
    await until_ready(port)
    async with asyncio.timeout(20):
        while "rapport_last_sweep_age_seconds NaN" in (await get(port, "/metrics"))[1]:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert "rapport_owns_pace 1.0" in (await get(port, "/metrics"))[1]
    process.terminate()
    code, _, error = await ended(process)
    assert (code, "Traceback" in error) == (0, False), error
    assert discord.command_calls == [], "it registers nothing"
    assert discord.server.gateway.log == [], "and has no gateway"


async def test_one_that_leaves_delivering_to_the_others(
    discord: TinyDiscord, tmp_path: Path
) -> None:
    port = free_port()
    process = await discord.rapport(tmp_path, "run", "--no-deliveries", RAPPORT_PORT=str(port))
    await until_ready(port)
    await asyncio.sleep(0.5)
    assert "rapport_last_sweep_age_seconds NaN" in (await get(port, "/metrics"))[1]
    process.terminate()
    assert (await ended(process))[0] == 0


async def test_it_ends_at_once_while_it_still_waits_for_discord(
    discord: TinyDiscord, tmp_path: Path
) -> None:
    discord.server.options.latency = (60, 60)
    for command in ("run", "deliver"):
        process = await discord.rapport(tmp_path, command)
        seen = len(discord.server.journal.requests)
        await discord.server.until(lambda: len(discord.server.journal.requests) > seen)  # noqa: B023
        process.terminate()
        async with asyncio.timeout(10):
            code, _, error = await ended(process)
        assert (code, "Traceback" in error) == (0, False), error
