"""Deliveries are stopped, everybody who asks is told so, and `rapport resume` starts them."""

import json
from pathlib import Path

from bot.storage.tables import DeliveryState
from tests.discord_server.clock import SharedClock
from tests.discord_server.faults import Effect, Fault
from tests.discord_server.server import Server
from tests.faults.rapport import Rapport, all_known, member
from tests.platform.health_page import free_port, get, until_ready

MEMBERS = 25


async def beside(rapport: Rapport, folder: Path, *arguments: str) -> tuple[int, str]:
    """Another command beside the running bot; its exit code and all that it says."""
    place = folder / arguments[0]
    place.mkdir(exist_ok=True)
    other = Rapport(rapport.server, place, folder / "clock")
    await other.start(*arguments, DATABASE_URL=f"sqlite+aiosqlite:///{rapport.file}")
    code = await other.ended()
    return code, other.log


async def test_stopped_deliveries_are_told_of_and_resumed(
    server: Server, rapport: Rapport, folder: Path, shared: SharedClock
) -> None:
    port = free_port()
    await all_known(server, rapport.file, MEMBERS)
    server.faults.add(Fault(Effect.REFUSE, 403, 20026, times=None))
    await rapport.run(RAPPORT_PORT=str(port))
    await server.until(lambda: "All deliveries are stopped" in rapport.log)
    shared.advance(3600)  # a flag does not pass by itself

    code, said = await beside(rapport, folder, "doctor")
    assert code == 1
    assert "mend  Deliveries: all stopped since 2026-01-12 10:3" in said
    assert "`rapport resume` starts them again" in said
    ready = json.loads(await until_ready(port))
    assert ready["deliveries"].startswith("stopped: since 2026-01-12 10:3")
    assert (await get(port, "/healthz"))[0] == 200
    assert "rapport_deliveries_stopped 1.0" in (await get(port, "/metrics"))[1]

    talk = await server.slash(member(0), "coach")
    await talk.answer()
    assert server.arrived() == []

    server.faults.clear()
    code, said = await beside(rapport, folder, "resume")
    assert (code, "Deliveries go on within a minute" in said) == (0, True)
    await server.until(lambda: rapport.states() == [DeliveryState.SENT] * MEMBERS, 15)
    assert {one: len(server.arrived(member(one))) for one in range(MEMBERS)} == dict.fromkeys(
        range(MEMBERS), 1
    )
    assert "rapport_deliveries_stopped 0.0" in (await get(port, "/metrics"))[1]
    assert "deliveries" not in json.loads(await until_ready(port))
    code, said = await beside(rapport, folder, "doctor", "--quick")
    assert code == 0, said
    rapport.terminate()
    assert await rapport.ended() == 0
