"""A press on a message whose arrival the coach doesn't know of."""

from bot.storage.tables import DeliveryState
from tests.discord_server.faults import Effect, Fault
from tests.discord_server.journal import SEND
from tests.discord_server.server import Server
from tests.faults.rapport import Rapport, all_known, member

PRESSED, PLAIN = 0, 1


async def test_a_press_shows_that_the_message_arrived(server: Server, rapport: Rapport) -> None:
    await all_known(server, rapport.file, 2)
    server.faults.add(Fault(Effect.LOSE, member=member(PRESSED), times=1))
    await rapport.run()
    await server.until(lambda: len(server.arrived()) == 2, 10)
    [message] = server.arrived(member(PRESSED))
    await server.until(
        lambda: rapport.deliveries()[member(PRESSED)]["state"] is DeliveryState.QUEUED
    )
    await (await server.press(member(PRESSED), message, next(iter(message.buttons)))).answer()
    await server.until(lambda: rapport.states() == [DeliveryState.SENT] * 2)
    assert rapport.deliveries()[member(PRESSED)]["message_id"] == message.id
    rapport.terminate()
    assert await rapport.ended() == 0
    assert len(server.journal.of(SEND, member(PRESSED))) == 1, "nothing was sent again"
