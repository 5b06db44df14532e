"""The gateway drops and comes back; the token is revoked."""

import asyncio
import functools

from bot.storage.tables import DeliveryState
from tests.discord_server.gateway import Drop
from tests.discord_server.server import Server
from tests.faults.marks import long
from tests.faults.rapport import Rapport, all_known, member, seeded

REFUSED = 4
REVOKED = 5
"""`bot.cli`: Discord refuses the bot, from the start or while it sends."""

MOST_401 = 3 + 10
"""Three tries, and what is in flight at the first."""

KEPT = {DeliveryState.QUEUED, DeliveryState.LEASED, DeliveryState.SENT}


def has_lost(server: Server, times: int) -> bool:
    return server.gateway.log.count("lost") >= times


async def test_a_command_sent_while_the_gateway_is_away_is_answered(
    server: Server, rapport: Rapport
) -> None:
    await seeded(rapport.file, 2)
    await rapport.run()
    for number, how in enumerate((Drop.RESET, Drop.RECONNECT, Drop.CLOSE), 1):
        lost = server.gateway.log.count("lost")
        await server.gateway.drop(how)
        await server.until(functools.partial(has_lost, server, lost + 1))
        talk = await server.slash(member(0), "coach")
        assert (await talk.answer(10)).content or talk.original
        assert server.gateway.log.count("resumed") == number
    assert server.gateway.log.count("ready") == 1, "no session was begun anew"


@long  # discord.py waits five seconds before it identifies again
async def test_a_forgotten_session_is_begun_anew(server: Server, rapport: Rapport) -> None:
    await seeded(rapport.file, 1)
    await rapport.run()
    await server.gateway.drop(Drop.INVALID)
    await server.online(times=2)
    await (await server.slash(member(0), "coach")).answer()
    assert server.gateway.log.count("ready") == 2
    assert len(server.registrations) == 1, "and no command is registered again"


async def test_a_token_revoked_at_the_gateway_ends_the_process(
    server: Server, rapport: Rapport
) -> None:
    await rapport.run()
    await server.revoke_token()
    assert await rapport.ended() == REFUSED
    assert "Traceback" not in rapport.log


async def test_a_token_revoked_while_sending_ends_the_process_and_parks_nothing(
    server: Server, rapport: Rapport
) -> None:
    """Three tries at growing intervals, which are to fit into the ten seconds given here."""
    await all_known(server, rapport.file, 30)
    await rapport.run()
    await server.until(lambda: len(server.arrived()) >= 1)
    await server.revoke_token(gateway_too=False)
    ended = asyncio.create_task(rapport.ended(10))
    await server.until(lambda: ended.done() or len(server.journal.with_status(401)) > MOST_401, 10)
    assert len(server.journal.with_status(401)) <= MOST_401
    assert await ended == REVOKED
    assert {one["state"] for one in rapport.deliveries().values()} <= KEPT
