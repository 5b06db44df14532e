"""The health port of a process, as a monitor sees it."""

import asyncio
import contextlib
import socket

import aiohttp

HOST = "127.0.0.1"


def free_port() -> int:
    """A port that nobody has at this moment."""
    with socket.socket() as one:
        one.bind((HOST, 0))
        port: int = one.getsockname()[1]
        return port


async def get(port: int, path: str) -> tuple[int, str]:
    """What a process answers; its status. Raises aiohttp.ClientConnectionError."""
    address = f"http://{HOST}:{port}{path}"
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return answer.status, await answer.text()


async def until_ready(port: int, seconds: float = 20.0) -> str:
    """What /readyz says once it says 200. Raises `TimeoutError`."""
    async with asyncio.timeout(seconds):
        while True:
            with contextlib.suppress(aiohttp.ClientConnectionError):
                status, text = await get(port, "/readyz")
                if status == 200:
                    return text
            await asyncio.sleep(0.05)
