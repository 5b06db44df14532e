"""From the start to the first answer, and twenty deliveries where nothing goes wrong."""

from bot.storage.tables import DeliveryState
from tests.discord_server.journal import COMMANDS, OPEN, SEND
from tests.discord_server.server import Server
from tests.faults.rapport import Rapport, member, seeded


async def test_start_answer_and_twenty_deliveries(server: Server, rapport: Rapport) -> None:
    known = {member(number): server.model.open(member(number)).id for number in range(18)}
    await seeded(rapport.file, 20, known)
    await rapport.run()
    assert len(server.journal.of(COMMANDS)) == 1

    talk = await server.slash(member(0), "coach")
    shown = await talk.answer()
    assert talk.acknowledged is not None
    assert talk.acknowledged < 3
    assert "Sam 0" in shown.content + str(shown.embeds)

    await server.until(lambda: len(server.arrived()) == 20, 10)
    for number in range(20):
        [message] = server.arrived(member(number))
        assert f"Sam {number}" in message.content
        assert message.buttons
    assert len(server.journal.of(SEND)) == 20
    opened = {one.member for one in server.journal.of(OPEN)}
    assert opened == {member(18), member(19)}, "a channel that is known is not opened again"

    [message] = server.arrived(member(1))
    pressed = await server.press(member(1), message, next(iter(message.buttons)))
    await pressed.answer()

    rapport.terminate()
    assert await rapport.ended() == 0
    assert rapport.states() == [DeliveryState.SENT] * 20
    assert "Traceback" not in rapport.log
