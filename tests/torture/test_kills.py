"""SIGKILL after the n-th request that Discord accepted, seeded, again and again: every message
arrives once, and the database says so.

Half of the kills come before the answer and half after it; half of the restarts come at once
and half so late that Discord has forgotten the nonces. `KILL_SEED` draws other kills.
"""

import asyncio
import os
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.storage.tables import DeliveryState
from tests.discord_server.child import PACE
from tests.discord_server.clock import SharedClock
from tests.discord_server.journal import HISTORY, SEND, Stage
from tests.discord_server.server import Server
from tests.faults.cluster import Cluster, cluster_of
from tests.faults.marks import long
from tests.faults.rapport import Rapport, member

SEED = int(os.environ.get("KILL_SEED", "20260105"))
A_SECOND = "400"
"""Requests: more than Discord would take, so that thousands are through in a minute."""

LATE = 61.0
"""Seconds after which a nonce is forgotten, and the history is to be read."""

LEASE = 31.0
"""Seconds after which what a dead process was sending is free for the others on PostgreSQL."""

AMOUNTS = [
    pytest.param(200, 3, id="200-killed-3-times"),
    pytest.param(2000, 20, id="2000-killed-20-times", marks=[long, pytest.mark.timeout(600)]),
]


@dataclass(frozen=True)
class Kill:
    """After the n-th request that was accepted, counted from the beginning of all."""

    nth: int
    stage: Stage
    late: bool


def kills(deliveries: int, count: int) -> list[Kill]:
    """So many, drawn from the seed: half before the answer, half followed by a late restart."""
    drawn = random.Random(SEED)
    places = sorted(drawn.sample(range(1, deliveries), count))
    halves = [
        ((Stage.ACCEPTED, Stage.ANSWERED)[number % 2], number // 2 % 2 == 0)
        for number in range(count)
    ]
    drawn.shuffle(halves)
    return [Kill(nth, *half) for nth, half in zip(places, halves, strict=True)]


@pytest.fixture
async def cluster(
    server: Server, folder: Path, shared: SharedClock, database_url: str
) -> AsyncIterator[Cluster]:
    """No process yet, and a line on which several sends are always under way."""
    server.options.latency = (0.005, 0.03)
    made = Cluster(server, folder, shared, database_url)
    yield made
    await made.clean_up()
    print(made.log[-8000:])  # pytest shows it where the test failed


async def started(cluster: Cluster) -> Rapport:
    return await cluster.deliverer(**{PACE: A_SECOND})


def kill_at(cluster: Cluster, kill: Kill, process: Rapport) -> None:
    """Other requests than that one may be accepted before the process is gone."""
    sends = cluster.server.journal.of(SEND)
    before = sum(one.accepted is not None for one in sends)
    cluster.server.at(kill.stage, max(kill.nth - before, 1), process.kill)


async def until_the_line_is_still(server: Server) -> None:
    """What the dead had sent has come to Discord: no request is under way for a minute."""
    await server.until(lambda: all(one.answered is not None for one in server.journal.requests))


async def everybody_has_one(cluster: Cluster, count: int) -> None:
    """None lost, none doubled, and the database agrees with Discord."""
    server, members = cluster.server, [member(number) for number in range(count)]
    await until_settled(cluster, count)
    for one in members:
        assert len(server.arrived(one)) == 1, "\n".join(requests_about(server, one))
    assert await cluster.message_ids() == {one: server.arrived(one)[0].id for one in members}


async def until_settled(cluster: Cluster, count: int) -> None:
    for _ in range(600):
        if await cluster.states() == [DeliveryState.SENT] * count:
            return
        await asyncio.sleep(0.2)
    raise TimeoutError


def requests_about(server: Server, whom: int) -> list[str]:
    """Everything that was asked about one member, where it went wrong."""
    channel = server.model.channel_of[whom]
    return [
        f"{one.at:.3f} s: {one.route}, accepted {one.accepted}, answered {one.answered} "
        f"with {one.status}: {one.path}"
        for one in server.journal.requests
        if whom == one.member or channel == one.channel
    ] + [f"{one.at}: {one.nonce} arrived as {one.id}" for one in server.arrived(whom)]


async def end_well(*processes: Rapport) -> None:
    for one in processes:
        one.terminate()
    for one in processes:
        assert await one.ended() == 0
        assert "Traceback" not in one.log


def assert_there_was_doubt(server: Server) -> None:
    """Some had arrived whose sender died without knowing it: the test has tested something."""
    read = len(server.journal.of(HISTORY))
    accepted = sum(one.accepted is not None for one in server.journal.of(SEND))
    repeated = accepted - len(server.arrived())
    print(f"{accepted} sends accepted, {repeated} of them repeats; {read} histories read")
    assert read
    assert repeated


@pytest.mark.parametrize(("deliveries", "count"), AMOUNTS)
async def test_a_process_killed_and_started_again(
    cluster: Cluster, shared: SharedClock, deliveries: int, count: int
) -> None:
    await cluster.seed(deliveries)
    lease = 0.0 if cluster.url.startswith("sqlite") else LEASE
    for kill in kills(deliveries, count):
        process = await started(cluster)
        kill_at(cluster, kill, process)
        assert await process.ended(60) == -9
        await until_the_line_is_still(cluster.server)
        shared.advance(LATE if kill.late else lease)
    last = await started(cluster)
    await everybody_has_one(cluster, deliveries)
    await end_well(last)
    assert_there_was_doubt(cluster.server)


@pytest.mark.parametrize(("deliveries", "count"), AMOUNTS)
async def test_one_of_two_processes_killed_while_the_other_takes_over(
    server: Server, folder: Path, shared: SharedClock, deliveries: int, count: int
) -> None:
    server.options.latency = (0.005, 0.03)
    async with cluster_of(server, folder, shared) as cluster:
        await cluster.seed(deliveries)
        delivers, waits = await started(cluster), None
        for kill in kills(deliveries, count):
            kill_at(cluster, kill, delivers)
            await until_it_delivers(cluster, delivers)
            waits = await started(cluster)
            assert await delivers.ended(60) == -9
            await until_the_line_is_still(server)
            shared.advance(LATE if kill.late else LEASE)
            delivers = waits
        await everybody_has_one(cluster, deliveries)
        await end_well(delivers)
        assert_there_was_doubt(server)


async def until_it_delivers(cluster: Cluster, process: Rapport) -> None:
    for _ in range(600):
        if process in cluster.owners():
            return
        await asyncio.sleep(0.1)
    raise TimeoutError
