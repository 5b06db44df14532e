"""Several processes on one PostgreSQL: who answers, who delivers, and who takes over."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.tables import DeliveryState
from tests.discord_server.clock import SharedClock
from tests.discord_server.journal import SEND, Stage
from tests.discord_server.server import Server
from tests.faults.cluster import Cluster, cluster_of
from tests.faults.rapport import Rapport, member

MEMBERS = 40
SHARDS = 2
LEASE = 31
"""Seconds after which what a dead process was sending is free again."""

GUILDS = [(1 << 40 | number) << 22 for number in range(SHARDS)]
"""A server on each shard."""


@pytest.fixture
async def cluster(server: Server, folder: Path, shared: SharedClock) -> AsyncIterator[Cluster]:
    server.options.shards = SHARDS
    server.options.latency = (0.02, 0.06)
    async with cluster_of(server, folder, shared) as made:
        yield made


async def both_shards_answer(cluster: Cluster) -> None:
    for guild in GUILDS:
        talk = await cluster.slash(member(0), "coach", guild=guild, shards=SHARDS)
        answer = await talk.answer()
        assert "Sam 0" in answer.content + str(answer.embeds)


async def everybody_has_one(cluster: Cluster) -> None:
    """None lost, none doubled, and the database knows it."""
    server, members = cluster.server, [member(number) for number in range(MEMBERS)]
    await server.until(lambda: len(server.arrived()) >= MEMBERS, 30)
    assert {one: len(server.arrived(one)) for one in members} == dict.fromkeys(members, 1)
    await until_settled(cluster)
    assert await cluster.message_ids() == {one: server.arrived(one)[0].id for one in members}


async def until_settled(cluster: Cluster) -> None:
    for _ in range(50):
        if await cluster.states() == [DeliveryState.SENT] * MEMBERS:
            return
        await asyncio.sleep(0.1)
    raise TimeoutError


async def end_well(*processes: Rapport) -> None:
    for one in processes:
        one.terminate()
    for one in processes:
        assert await one.ended() == 0
        assert "Traceback" not in one.log


async def test_a_dead_deliverer_is_followed_by_a_shard_and_nothing_is_lost(
    server: Server, cluster: Cluster, shared: SharedClock
) -> None:
    await cluster.seed(MEMBERS)
    deliverer = await cluster.deliverer(RAPPORT_PACE="2")
    await server.until(server.arrived, 20)
    shards = [await cluster.shard(number, SHARDS) for number in range(SHARDS)]
    await both_shards_answer(cluster)
    assert cluster.owners() == [deliverer], "one process at a time delivers"

    server.at(Stage.ACCEPTED, 5, deliverer.kill)
    assert await deliverer.ended() == -9
    assert len(server.arrived()) < MEMBERS
    await server.until(lambda: len(cluster.owners()) == 2, 30)
    assert cluster.owners()[1] in shards
    shared.advance(LEASE)
    await both_shards_answer(cluster)
    await everybody_has_one(cluster)
    assert len(server.registrations) == 1, "the commands are registered by one process, once"
    await end_well(*shards)


async def test_a_deliverer_that_is_stopped_hands_over(server: Server, cluster: Cluster) -> None:
    await cluster.seed(MEMBERS)
    first, second = await cluster.deliverer(RAPPORT_PACE="10"), await cluster.deliverer()
    await server.until(lambda: len(server.arrived()) >= 5, 20)
    owner = first if first in cluster.owners() else second
    await end_well(owner)
    before = len(server.arrived())
    assert before < MEMBERS
    await everybody_has_one(cluster)
    assert len(server.journal.of(SEND)) == MEMBERS, "nothing was tried twice"
    await end_well(second if owner is first else first)


async def test_a_deliverer_that_stood_still_sends_no_more_when_it_goes_on(
    server: Server, cluster: Cluster, shared: SharedClock
) -> None:
    await cluster.seed(MEMBERS)
    first, second = await cluster.deliverer(RAPPORT_PACE="10"), await cluster.deliverer()
    await server.until(lambda: len(server.arrived()) >= 5, 20)
    owner, other = (first, second) if first in cluster.owners() else (second, first)
    os.kill(owner.pid, signal.SIGSTOP)
    await server.until(lambda: other in cluster.owners(), 30)
    shared.advance(LEASE)
    await server.until(lambda: len(server.arrived()) >= 15, 20)
    os.kill(owner.pid, signal.SIGCONT)
    await everybody_has_one(cluster)
    assert owner.log.count("this process delivers now") == 1
    assert "this process delivers no more" in owner.log
    await end_well(owner, other)


async def test_a_shard_that_leaves_delivering_to_others_never_delivers(
    server: Server, cluster: Cluster
) -> None:
    await cluster.seed(MEMBERS)
    shard = await cluster.shard(0, SHARDS, "--no-deliveries")
    talk = await cluster.slash(member(0), "coach", guild=GUILDS[0], shards=SHARDS)
    await talk.answer()
    assert server.arrived() == []
    deliverer = await cluster.deliverer()
    await everybody_has_one(cluster)
    await end_well(shard, deliverer)
