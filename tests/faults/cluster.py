"""Several processes on one PostgreSQL: shares of the gateway, and one that only delivers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.storage.engine import Database
from bot.storage.tables import DeliveryState, delivery
from bot.storage.tables import member as member_table
from tests import databases
from tests.discord_server.child import BEAT
from tests.discord_server.clock import SharedClock
from tests.discord_server.interactions import Talk
from tests.discord_server.server import Server
from tests.faults.rapport import Rapport, member, seed

QUICK_BEAT = "0.4 0.8 0.2 1.2"
"""A death is noticed within two seconds, instead of within thirty."""

GUILD_BIT = 22


class Cluster:
    """Processes with one database. Each is a `Rapport` in a folder of its own."""

    def __init__(self, server: Server, folder: Path, clock: SharedClock, url: str) -> None:
        self.server = server
        self.clock = clock
        self.url = url
        self._folder = folder
        self._processes: list[Rapport] = []
        self._database = Database.open(url)

    async def seed(self, count: int) -> None:
        """Members, each with one message due; their DM channels are known."""
        await seed(self.url, count)
        channels = {
            member(number): self.server.model.open(member(number)).id for number in range(count)
        }
        async with self._database.write() as connection:
            await connection.execute(
                sa.update(member_table)
                .where(member_table.c.id == sa.bindparam("whose"))
                .values(dm_channel=sa.bindparam("channel")),
                [{"whose": one, "channel": channel} for one, channel in channels.items()],
            )

    async def deliverer(self, **settings: str) -> Rapport:
        """A process without a gateway, just begun."""
        process = self._new()
        await process.start("deliver", **self._settings(settings))
        return process

    async def shard(self, number: int, count: int, *more: str, **settings: str) -> Rapport:
        """A process with one share of the gateway, once it is online."""
        process = self._new()
        share = ("run", "--shard-ids", str(number), "--shard-count", str(count), *more)
        online = self.server.gateway.log.count("ready") + 1
        await process.start(*share, **self._settings(settings))
        await self.server.online(times=online)
        return process

    async def states(self) -> list[DeliveryState]:
        """What has become of every delivery, in the order in which they were made."""
        query = sa.select(delivery.c.state).order_by(delivery.c.id)
        async with self._database.read() as connection:
            return [DeliveryState(one) for one in await connection.scalars(query)]

    async def message_ids(self) -> dict[int, int]:
        """The message that is stored as the one that arrived, by member."""
        query = sa.select(delivery.c.member_id, delivery.c.message_id)
        async with self._database.read() as connection:
            return {row.member_id: row.message_id for row in await connection.execute(query)}

    def owners(self) -> list[Rapport]:
        """The processes that have ever delivered."""
        return [one for one in self._processes if "this process delivers now" in one.log]

    async def slash(self, whose: int, name: str, *, guild: int, shards: int) -> Talk:
        """A member's command in a server; the shard of that server hears of it."""
        talk, event = self.server.interactions.slash(whose, name)
        event |= {
            "guild_id": str(guild),
            "guild": {"id": str(guild), "locale": "en-US", "features": []},
            "member": _in_guild(event.pop("user")),
            "channel_id": str(guild + 1),
            "channel": _channel(guild),
            "context": 0,
            "authorizing_integration_owners": {"0": str(guild)},
        }
        shard = (guild >> GUILD_BIT) % shards
        await self.server.gateway.dispatch("INTERACTION_CREATE", event, shard)
        return talk

    async def clean_up(self) -> None:
        """Leave no process and no connection behind."""
        for one in self._processes:
            await one.clean_up()
        await self._database.close()

    def _new(self) -> Rapport:
        folder = self._folder / f"process-{len(self._processes)}"
        folder.mkdir()
        process = Rapport(self.server, folder, self.clock.file)
        self._processes.append(process)
        return process

    def _settings(self, settings: dict[str, str]) -> dict[str, str]:
        return {"DATABASE_URL": self.url, BEAT: QUICK_BEAT, **settings}

    @property
    def log(self) -> str:
        """What all processes have written."""
        return "\n".join(one.log for one in self._processes)


def _channel(guild: int) -> dict[str, Any]:
    return {
        "id": str(guild + 1),
        "guild_id": str(guild),
        "type": 0,
        "name": "general",
        "position": 0,
        "permission_overwrites": [],
        "permissions": "0",
    }


def _in_guild(who: dict[str, Any]) -> dict[str, Any]:
    return {
        "user": who,
        "roles": [],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": "0",
    }


@asynccontextmanager
async def cluster_of(server: Server, folder: Path, clock: SharedClock) -> AsyncIterator[Cluster]:
    """A cluster without processes, on a database of its own."""
    url = await databases.new_postgresql()
    made = Cluster(server, folder, clock, url)
    try:
        yield made
    finally:
        await made.clean_up()
        await databases.drop_postgresql(url)
        print(made.log[-8000:])  # pytest shows it where the test failed
