"""Health, readiness and metrics, asked for over real sockets."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa

from bot import metrics
from bot.health import Health, PortUnusable, Process
from bot.storage.engine import Database
from tests.platform.health_page import HOST, free_port, get


@dataclass
class Asked:
    """One process with a health port, and what its surroundings are like."""

    database: Database
    port: int
    delivers: bool = True
    connected: bool = True
    stopped: str | None = None
    seconds: float = 0.0

    def __post_init__(self) -> None:
        process = Process(
            self.database,
            sweep_seconds=60,
            delivers=lambda: self.delivers,
            connected=lambda: self.connected,
            stopped=self._stopped,
        )
        self.health = Health(process, monotonic=lambda: self.seconds)

    async def _stopped(self) -> str | None:
        return self.stopped

    async def get(self, path: str) -> tuple[int, Any]:
        status, text = await get(self.port, path)
        return status, json.loads(text) if text.startswith("{") else text


@pytest.fixture
async def asked(database: Database) -> AsyncIterator[Asked]:
    made = Asked(database, free_port())
    await made.health.start(HOST, made.port)
    yield made
    await made.health.stop()


async def test_all_is_well(asked: Asked) -> None:
    assert await asked.get("/healthz") == (200, {"status": "ok", "sweeps": "ok"})
    ready = {"status": "ok", "process": "ok", "database": "ok", "discord": "ok"}
    assert await asked.get("/readyz") == (200, ready)
    metrics.delivered("own", 1.0)
    status, text = await asked.get("/metrics")
    assert status == 200
    assert 'rapport_deliveries_sent_total{kind="own"} 1.0' in text
    assert (await asked.get("/"))[0] == 404


async def test_a_lost_gateway_is_alive_and_not_ready(asked: Asked) -> None:
    asked.connected = False
    status, said = await asked.get("/readyz")
    assert (status, said["discord"]) == (503, "is not connected")
    assert (await asked.get("/healthz"))[0] == 200


async def test_tables_of_another_version_are_not_ready(asked: Asked, database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(sa.text("DELETE FROM alembic_version"))
    status, said = await asked.get("/readyz")
    assert status == 503
    assert "rapport migrate" in said["database"]


async def test_a_database_that_is_away_is_not_ready(sqlite_url: str) -> None:
    away = Database.open("postgresql+asyncpg://nobody:hunter2@127.0.0.1:1/rapport")
    asked = Asked(away, free_port())
    await asked.health.start(HOST, asked.port)
    status, said = await asked.get("/readyz")
    assert status == 503
    assert said["database"].startswith("The database can't be reached.")
    assert "hunter2" not in str(said)
    assert (await asked.get("/healthz"))[0] == 200, "starting it anew would mend nothing"
    await asked.health.stop()
    await away.close()


async def test_one_that_is_being_stopped_is_alive_and_not_ready(asked: Asked) -> None:
    asked.health.end()
    status, said = await asked.get("/readyz")
    assert (status, said["process"]) == (503, "is being stopped")
    assert (await asked.get("/healthz"))[0] == 200


async def test_stopped_deliveries_are_said_and_commands_still_answered(asked: Asked) -> None:
    asked.stopped = "Discord has flagged the bot"
    status, said = await asked.get("/readyz")
    assert status == 200
    assert said["deliveries"] == "stopped: Discord has flagged the bot"


async def test_sweeps_that_hang_are_not_alive(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics, "time", SimpleNamespace(monotonic=lambda: asked.seconds))
    metrics.swept()
    assert (await asked.get("/healthz"))[0] == 200
    asked.seconds += 300
    assert (await asked.get("/healthz"))[0] == 200
    asked.seconds += 1
    status, said = await asked.get("/healthz")
    assert (status, said["sweeps"]) == (503, "nothing was looked for or sent in 301 s")

    metrics.delivered("own", 1.0)
    assert (await asked.get("/healthz"))[0] == 200, "a long sweep that gets on is none that hangs"
    asked.seconds += 301
    metrics.stopped(True)
    assert (await asked.get("/healthz"))[0] == 200, "it rests on purpose"


async def test_only_the_one_that_delivers_has_to_sweep(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics, "time", SimpleNamespace(monotonic=lambda: asked.seconds))
    asked.delivers = False
    for _ in range(3):
        asked.seconds += 1000
        assert (await asked.get("/healthz"))[0] == 200
    asked.delivers = True
    assert (await asked.get("/healthz"))[0] == 200, "it has only just taken over"
    asked.seconds += 301
    assert (await asked.get("/healthz"))[0] == 503


async def test_a_port_that_is_taken(asked: Asked, database: Database) -> None:
    with pytest.raises(PortUnusable, match=f"RAPPORT_PORT: port {asked.port} .* in use"):
        await Health(Process(database, sweep_seconds=60)).start(HOST, asked.port)


async def test_an_address_of_another_machine(database: Database) -> None:
    health = Health(Process(database, sweep_seconds=60))
    with pytest.raises(PortUnusable, match=r"192\.0\.2\.1"):
        await health.start("192.0.2.1", free_port())


async def test_a_closed_port_can_be_opened_again(asked: Asked, database: Database) -> None:
    await asked.health.stop()
    await asked.health.stop()
    with pytest.raises(aiohttp.ClientConnectionError):
        await asked.get("/healthz")
    again = Health(Process(database, sweep_seconds=60))
    await again.start(HOST, asked.port)
    assert (await asked.get("/healthz"))[0] == 200
    await again.stop()
