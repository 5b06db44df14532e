"""What a command costs the bot's process, in CPU, against a bare discord.py bot's /ping.

`python -m benchmarks.commands` prints the rows. Commands come one at a time over real sockets;
rounds of the three take turns, so that what else the machine does meets all of them.
"""

import asyncio
import statistics
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks import lives, processes
from benchmarks.processes import Client, DiscordServer
from benchmarks.report import Row, at_most
from tests.discord_server.clock import SharedClock

ROUNDS = 9
CALLS = {"/ping": 300, "/coach": 60, "/log": 40}
ANSWERS = {"ping": "pong", "coach": "**Coming**", "log": "Noted"}
"""What the answers hold."""

REPORTER = lives.MEMBER + (1 << 22)
"""Reports what happened: another member than the one who looks, who would look at hundreds of
reports of one day."""

WARM_UP = 20
SETTLE_SECONDS = 0.3
"""What a command leaves to do beside its answer counts as well."""

Call = Callable[[], Awaitable[object]]


@dataclass
class Measured:
    """One command's CPU milliseconds a call, a figure a round."""

    client: Client
    call: Call
    rounds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    async def round(self, calls: int) -> None:
        begun = self.client.cpu()
        for _ in range(calls):
            await self.call()
        await asyncio.sleep(SETTLE_SECONDS)
        self.rounds.append((self.client.cpu() - begun) / calls * 1000)


async def rows() -> list[Row]:
    """The costs of `/coach` and `/log`."""
    processes.stay_aside()
    measured = await _measured()
    bare = measured["/ping"].median
    detail = f"CPU ms a command, median of {ROUNDS} rounds: /ping {bare:.2f}"
    coach, log = (measured[name].median for name in ("/coach", "/log"))
    return [
        at_most(
            "`/coach` with 20 people: CPU ÷ bare `/ping`",
            8,
            coach / bare,
            detail=f"{detail}, /coach {coach:.2f}",
            stretch=5,
        ),
        at_most(
            "`/log`, a write with timeline, replanning, encryption: CPU ÷ bare `/ping`",
            10,
            log / bare,
            detail=f"{detail}, /log {log:.2f}",
            stretch=5,
        ),
    ]


async def _measured() -> dict[str, Measured]:
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as made:
        async with _bots(Path(made)) as measured:
            for name, one in measured.items():
                for _ in range(WARM_UP):
                    await one.call()
                assert one.client.process.returncode is None, f"{name}: {one.client.log()}"
            for _ in range(ROUNDS):
                for name, one in measured.items():
                    await one.round(CALLS[name])
            return measured


@asynccontextmanager
async def _bots(folder: Path) -> AsyncIterator[dict[str, Measured]]:
    """A bare bot and Rapport, each with a server of its own, both online and quiet."""
    clock = SharedClock(folder / "clock", lives.NOW)
    url = await processes.new_sqlite(folder / "rapport.db")
    await lives.lived(url, processes.KEY)
    ids = await lives.lived(url, processes.KEY, REPORTER)
    async with AsyncExitStack() as stack:
        beside = await stack.enter_async_context(processes.server())
        place = await stack.enter_async_context(processes.server(clock))
        bare = await stack.enter_async_context(processes.bare_bot(beside, folder))
        coach = await stack.enter_async_context(processes.rapport(place, folder, url))
        await beside.online()
        await place.online()
        await asyncio.sleep(3)  # what was due at the start has gone
        turn = count()
        yield {
            "/ping": Measured(bare, lambda: _slash(beside, "ping")),
            "/coach": Measured(coach, lambda: _slash(place, "coach")),
            "/log": Measured(coach, lambda: _log(place, ids[next(turn) % len(ids)])),
        }


async def _log(place: DiscordServer, person_id: str) -> None:
    given = {"person": person_id, "kind": "message", "note": "We spoke about the harbour."}
    options = [{"name": name, "type": 3, "value": value} for name, value in given.items()]
    await _slash(place, "log", options, REPORTER)


async def _slash(
    place: DiscordServer, name: str, options: list[Any] | None = None, who: int = lives.MEMBER
) -> None:
    """Send a command and wait for its answer. Raises `RuntimeError` where that is another one."""
    said = await place.control("slash", member=who, name=name, options=options or [])
    if ANSWERS[name] not in said["content"]:
        raise RuntimeError(f"/{name} was answered: {said['content']}")


async def main() -> None:
    for row in await rows():
        print(f"{row.measure}: {row.value} (goal {row.target}; {row.detail})")


if __name__ == "__main__":
    asyncio.run(main())
