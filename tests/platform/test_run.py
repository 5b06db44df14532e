"""`rapport run` and `rapport sync` as processes, against a tiny Discord over real sockets."""

import asyncio
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.platform.tiny_discord import TOKEN, TinyDiscord, tiny_discord

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGTERM needs a Unix")


@pytest.fixture
async def discord() -> AsyncIterator[TinyDiscord]:
    async with tiny_discord() as running:
        yield running


async def ended(process: Process) -> tuple[int | None, str, str]:
    out, err = await asyncio.wait_for(process.communicate(), 30)
    return process.returncode, out.decode(), err.decode()


async def online(discord: TinyDiscord, folder: Path) -> Process:
    process = await discord.rapport(folder, "run")
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
