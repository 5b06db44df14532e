"""The process ends, by SIGTERM or by SIGKILL, in the middle of its work."""

import random
from collections.abc import Callable

import pytest

from bot.storage.tables import DeliveryState
from tests.discord_server.clock import SharedClock
from tests.discord_server.faults import seeded as schedule
from tests.discord_server.journal import HISTORY, SEND, Stage
from tests.discord_server.server import Server
from tests.faults.marks import long
from tests.faults.rapport import Rapport, all_known, member

MEMBERS = 20
GRACE = 10
"""Seconds that SIGTERM may take."""

LATER = 61.0
"""Seconds after which the nonce may be forgotten, and the history is to be read."""


async def everybody_has_one(server: Server, rapport: Rapport, seconds: float = 15) -> None:
    """None lost, none doubled, and the database knows it."""
    members = [member(number) for number in range(MEMBERS)]
    await server.until(lambda: rapport.states() == [DeliveryState.SENT] * MEMBERS, seconds)
    rapport.terminate()
    assert await rapport.ended(GRACE) == 0
    assert {one: len(server.arrived(one)) for one in members} == dict.fromkeys(members, 1)
    stored = {one: row["message_id"] for one, row in rapport.deliveries().items()}
    assert stored == {one: server.arrived(one)[0].id for one in members}


async def terminated(server: Server, rapport: Rapport) -> int:
    """SIGTERM in the middle of a sweep; how many sends had begun by then."""
    await all_known(server, rapport.file, MEMBERS)
    server.options.latency = (0.08, 0.08)
    await rapport.run()
    await server.until(lambda: len(server.arrived()) >= 3)
    rapport.terminate()
    begun = len(server.journal.of(SEND))
    assert await rapport.ended(GRACE) == 0
    return begun


async def test_sigterm_ends_in_time_and_loses_nothing(server: Server, rapport: Rapport) -> None:
    await terminated(server, rapport)
    server.options.latency = (0, 0)
    await rapport.run()
    await everybody_has_one(server, rapport)


async def test_sigterm_begins_nothing_new_and_settles_what_is_in_flight(
    server: Server, rapport: Rapport
) -> None:
    begun = await terminated(server, rapport)
    assert len(server.journal.of(SEND)) <= begun + 2
    settled = [one for one in rapport.states() if one is DeliveryState.SENT]
    assert len(settled) == len(server.arrived())
    assert "Traceback" not in rapport.log


async def killed(server: Server, rapport: Rapport, seed: int, later: Callable[[], None]) -> None:
    """SIGKILL twice, before an answer and right after one, at requests drawn from `seed`;
    `later` happens before each restart."""
    await all_known(server, rapport.file, MEMBERS)
    crowd(server)
    drawn = random.Random(seed)
    stages = [Stage.ACCEPTED, Stage.ANSWERED]
    drawn.shuffle(stages)
    for stage in stages:
        server.at(stage, drawn.randint(1, MEMBERS // 2 - 1), rapport.kill)
        await rapport.start()
        assert await rapport.ended() == -9
        later()
    await rapport.run()


SEEDS = [1, *(pytest.param(one, marks=long) for one in range(2, 22))]


@pytest.mark.parametrize("seed", SEEDS)
async def test_killed_and_started_again_at_once(
    server: Server, rapport: Rapport, seed: int
) -> None:
    await killed(server, rapport, seed, lambda: None)
    await everybody_has_one(server, rapport)


@pytest.mark.parametrize("seed", SEEDS)
async def test_killed_and_started_again_after_the_nonce_is_forgotten(
    server: Server, rapport: Rapport, shared: SharedClock, seed: int
) -> None:
    """A hundred and fifty other messages of the minute before stand in the way: two pages."""
    server.options.nonce_window = 2
    doubtful: set[int] = set()

    def later() -> None:
        found = rapport.deliveries().items()
        leased = {one for one, row in found if row["state"] is DeliveryState.LEASED}
        doubtful.update(one for one in leased if server.arrived(one))
        shared.advance(LATER)
        crowd(server)

    await killed(server, rapport, seed, later)
    await everybody_has_one(server, rapport)
    assert doubtful
    assert all(server.journal.of(HISTORY, one) for one in doubtful)


def crowd(server: Server) -> None:
    """Other messages in every channel, as of now: answers to commands, say."""
    for channel in server.model.channels.values():
        for number in range(150):
            other = server.model.compose(channel.id, {"content": f"other {number}"})
            channel.messages.append(other)


@pytest.mark.parametrize("seed", [pytest.param(one, marks=long) for one in range(5)])
async def test_a_seeded_mix_of_faults_and_kills(
    server: Server, rapport: Rapport, seed: int
) -> None:
    await all_known(server, rapport.file, MEMBERS)
    server.faults.add(*schedule(seed, MEMBERS))
    server.at(Stage.ACCEPTED, random.Random(seed).randint(1, MEMBERS // 2), rapport.kill)
    await rapport.start()
    assert await rapport.ended() == -9
    await rapport.run()
    await everybody_has_one(server, rapport, 45)
