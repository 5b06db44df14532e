"""The panel in the careers channel: wanted by moderators, posted or edited by a chore.

The row says what is to be done. Whoever does it claims it first (`claim`), acts in Discord, and
then notes what became of it (`settle`); a process that dies between leaves a row that falls due
again. Setting up again edits the panel that stands, wherever it stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.services.careers import servers
from bot.services.careers.servers import Entry, Panel, Place, Server
from bot.services.coach import Coach
from bot.storage import careers, ids, retractions
from bot.storage.errors import Conflict
from bot.storage.retractions import Retraction

MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)

NOT_PINNED = "not pinned"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attempt: the message where the panel stands now, if any.

    `error` is why it failed, `NOT_PINNED` where it stands unpinned. `again`: it may work later.
    `vanished`: the message that was to be edited is there no more.
    """

    message: int | None = None
    error: str | None = None
    again: bool = False
    vanished: bool = False


async def want(coach: Coach, place: Place, changes: Mapping[str, Any]) -> Server:
    """Change these settings (fields of `Careers`), and have the panel posted or edited.

    A panel in another channel than the one that is chosen now goes.
    """
    try:
        return await _want(coach, place, changes)
    except Conflict:  # two moderators set it up at once
        return await _want(coach, place, changes)


async def _want(coach: Coach, place: Place, changes: Mapping[str, Any]) -> Server:
    now = coach.clock.now()
    async with coach.database.write() as connection:
        server = await servers.begun(coach, connection, place)
        settings = replace(server.settings, **changes)
        panel = server.panel
        if panel.channel != settings.channel:
            if panel.channel is not None and panel.message is not None:
                await retractions.add(connection, [Retraction(panel.channel, panel.message)], now)
            panel = Panel(channel=settings.channel)
        wanted = replace(panel, nonce=panel.nonce or ids.nonce(), due=now, attempts=0)
        changed = replace(server, settings=settings, panel=wanted, removed=None)
        await servers.write(connection, server, changed, Entry(now, place.actor_id, "setup", {}))
    coach.wake(now)
    return changed


async def next_due(coach: Coach) -> datetime | None:
    """When a panel is to be posted or edited next (UTC)."""
    async with coach.database.read() as connection:
        return await careers.next_panel_due(connection)


async def due(coach: Coach) -> list[Server]:
    """The servers whose panel is due."""
    async with coach.database.read() as connection:
        return await careers.with_panel_due(connection, coach.clock.now())


async def claim(coach: Coach, server: Server) -> Server | None:
    """The server with one more attempt counted; None where others changed it meanwhile.

    Should nobody settle it, it falls due again.
    """
    async with coach.database.write() as connection:
        known = await careers.load(connection, server.id, lock=True)
        if known is None or known.panel != server.panel or known.removed is not None:
            return None
        attempts = known.panel.attempts + 1
        again = coach.clock.now() + _pause(attempts)
        claimed = replace(known, panel=replace(known.panel, attempts=attempts, due=again))
        await careers.change(connection, claimed)
    return claimed


async def settle(coach: Coach, claimed: Server, outcome: Outcome) -> None:
    """Note what became of the attempt.

    Where the panel belongs elsewhere by now, or nowhere, the message that was posted goes.
    """
    async with coach.database.write() as connection:
        now, mine = coach.clock.now(), claimed.panel
        known = await careers.load(connection, claimed.id, lock=True)
        is_same = known is not None and known.panel.nonce == mine.nonce
        if known is None or not is_same or known.panel.channel != mine.channel:
            if outcome.message is not None and mine.channel is not None:
                await retractions.add(connection, [Retraction(mine.channel, outcome.message)], now)
            return
        settled = _settled(known.panel, mine, outcome, now)
        await careers.change(connection, replace(known, panel=settled))


def _settled(known: Panel, mine: Panel, outcome: Outcome, now: datetime) -> Panel:
    """The panel after an attempt; what was wanted anew meanwhile stays due."""
    wanted_anew = known.due if known != mine else None
    if outcome.vanished:
        return replace(known, message=None, nonce=ids.nonce(), due=now)
    if outcome.message is not None:
        error, attempts = outcome.error, 0
        return replace(
            known, message=outcome.message, due=wanted_anew, attempts=attempts, error=error
        )
    if outcome.again and known.attempts < MOST_ATTEMPTS:
        return replace(known, error=outcome.error)
    return replace(known, due=wanted_anew, error=outcome.error)


def _pause(attempts: int) -> timedelta:
    """Doubled with every attempt."""
    return min(FIRST_PAUSE * (1 << attempts), LONGEST_PAUSE)
