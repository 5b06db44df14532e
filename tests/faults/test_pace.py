"""How fast the deliveries go, and what they stop for."""

import contextlib

import pytest

from bot.storage.tables import DeliveryState
from tests.discord_server.faults import Effect, Fault
from tests.discord_server.journal import OPEN, SEND
from tests.discord_server.model import CLOSED
from tests.discord_server.options import Model
from tests.discord_server.server import Server
from tests.faults.marks import long
from tests.faults.rapport import Rapport, all_known, member, seeded

IN_FLIGHT = 10


async def test_a_slow_line_is_used_by_several_at_once_at_46_a_second_at_most(
    server: Server, rapport: Rapport
) -> None:
    await all_known(server, rapport.file, 40)
    server.options.latency = (0.08, 0.15)
    server.options.model = Model.SLIDING
    await rapport.run()
    await server.until(lambda: len(server.arrived()) == 40, 15)
    sends = server.journal.of(SEND)
    assert 20 <= 39 / (sends[-1].at - sends[0].at) <= 47, "one after the other it would be 9"
    assert 2 <= server.journal.most_at_once() <= IN_FLIGHT
    assert not server.journal.with_status(429)


@long
@pytest.mark.parametrize("model", [Model.SLIDING, Model.FIXED, Model.BUCKET])
async def test_a_fast_line_is_not_overrun(server: Server, rapport: Rapport, model: Model) -> None:
    await all_known(server, rapport.file, 200)
    server.options.model = model
    await rapport.run()
    await server.until(lambda: len(server.arrived()) == 200, 10)
    assert not server.journal.with_status(429)
    sends = server.journal.of(SEND)
    assert 40 <= 199 / (sends[-1].at - sends[0].at) <= 47
    assert server.journal.most_in_a_second() <= 48


async def test_new_channels_are_opened_one_a_second(server: Server, rapport: Rapport) -> None:
    await seeded(rapport.file, 5)
    server.options.opening_burst = 2
    server.options.opening_rate = 1.0
    await rapport.run()
    await server.until(lambda: len(server.journal.of(OPEN)) == 5, 10)
    assert not [one for one in server.journal.of(OPEN) if one.code == 40003]


async def test_403s_of_twenty_members_stop_the_deliveries_and_close_nobody(
    server: Server, rapport: Rapport
) -> None:
    await all_known(server, rapport.file, 60)
    for number in range(60):
        server.close_door(member(number))
    await rapport.run()
    await server.until(lambda: len(server.journal.of(SEND)) >= 20)
    with contextlib.suppress(TimeoutError):
        await server.until(lambda: len(server.journal.of(SEND)) > 20 + IN_FLIGHT, 1.5)
    assert len(server.journal.of(SEND)) <= 20 + IN_FLIGHT
    assert not rapport.closed()
    assert DeliveryState.CLOSED not in rapport.states()


@long
async def test_403s_of_fewer_members_close_only_them(server: Server, rapport: Rapport) -> None:
    await all_known(server, rapport.file, 20)
    for number in range(12):
        server.close_door(member(number), CLOSED)
    await rapport.run()
    await server.until(lambda: len(server.arrived()) == 8)
    await server.until(lambda: len(rapport.closed()) == 12)
    assert len(server.journal.of(SEND)) == 20


async def test_a_bot_flagged_for_spam_sends_no_more(server: Server, rapport: Rapport) -> None:
    await all_known(server, rapport.file, 30)
    server.faults.add(Fault(Effect.REFUSE, 403, 20026, times=None))
    await rapport.run()
    with contextlib.suppress(TimeoutError):
        await server.until(lambda: len(server.journal.of(SEND)) > IN_FLIGHT, 1.5)
    assert server.journal.of(SEND)
    assert len(server.journal.of(SEND)) <= IN_FLIGHT
    assert not rapport.closed()


async def test_a_send_that_hangs_holds_up_nobody(server: Server, rapport: Rapport) -> None:
    await all_known(server, rapport.file, 10)
    server.faults.add(Fault(Effect.HANG, seconds=60, member=member(3)))
    await rapport.run()
    await server.until(lambda: len(server.arrived()) == 9, 12)


async def test_commands_are_answered_at_once_while_deliveries_drain_without_a_gateway_too(
    server: Server, rapport: Rapport
) -> None:
    await all_known(server, rapport.file, 40)
    server.options.latency = (0.02, 0.04)
    await rapport.run()
    await server.until(lambda: len(server.arrived()) >= 2)
    await server.gateway.drop()
    slowest = 0.0
    while len(server.arrived()) < 38:
        talk = await server.slash(member(0), "coach")
        await talk.answer()
        assert talk.acknowledged is not None
        slowest = max(slowest, talk.acknowledged)
    assert slowest < 1, "Discord waits for three seconds"
    assert server.gateway.log.count("resumed") == 1
    await server.until(lambda: len(server.arrived()) == 40)
