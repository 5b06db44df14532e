"""The bot is removed from a server, and invited again: what is kept, and for how long."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.preferences import METHOD
from bot.services.coach import Coach
from bot.storage import careers, ending_servers

KEPT = timedelta(days=30)
"""How long a removed server's settings wait for the bot to be invited again."""


async def removed(coach: Coach, guild_id: int) -> None:
    """The bot was removed: nothing is posted there, and its settings wait for `KEPT`."""
    now = coach.clock.now()
    async with coach.database.write() as connection:
        await careers.gone(connection, [guild_id], now)
        if guild_id in await ending_servers.logs_without_settings(connection):
            await _forget(connection, guild_id)
    coach.wake(now + KEPT)


async def there(coach: Coach, guild_id: int) -> None:
    """The bot is in the server, be it invited again: everything goes on as it was."""
    async with coach.database.write() as connection:
        await careers.back(connection, [guild_id])
    coach.wake(coach.clock.now())


async def compare(coach: Coach, present: Collection[int], ours: Callable[[int], bool]) -> None:
    """At the gateway's beginning: which servers the bot was removed from, or invited to again,
    while it was offline.

    `present` are all that Discord lists, the unavailable ones as well; `ours` says whether
    Discord would list a server to this process.
    """
    now, listed = coach.clock.now(), set(present)
    async with coach.database.write() as connection:
        known = await careers.known_ids(connection)
        gone = [one for one, there in known.items() if there and ours(one) and one not in listed]
        back = [one for one, there in known.items() if not there and one in listed]
        if gone:
            await careers.gone(connection, gone, now)
        if back:
            await careers.back(connection, back)
        for one in await ending_servers.logs_without_settings(connection):
            if ours(one) and one not in listed:
                await _forget(connection, one)
    coach.wake(now)


async def next_due(coach: Coach) -> datetime | None:
    """When the next removed server's settings are to be deleted (UTC)."""
    async with coach.database.read() as connection:
        first = await careers.first_removed(connection)
    return None if first is None else first + KEPT


async def expired(coach: Coach) -> list[int]:
    """The servers whose settings have waited long enough."""
    async with coach.database.read() as connection:
        return await careers.removed_before(connection, coach.clock.now() - KEPT)


async def purge(coach: Coach, guild_id: int) -> None:
    """Delete a removed server's settings, unless it came back; members' own data stays theirs."""
    async with coach.database.write() as connection:
        server = await careers.load(connection, guild_id, lock=True)
        if server is None or server.removed is None:
            return
        if server.removed > coach.clock.now() - KEPT:
            return
        await ending_servers.delete_settings(connection, guild_id)
        await _forget(connection, guild_id)
    coach.wake(coach.clock.now())


async def _forget(connection: AsyncConnection, guild_id: int) -> None:
    """Delete the log, and the server where nobody calls it home; else its limits end."""
    await ending_servers.delete_log(connection, guild_id)
    if not await ending_servers.forget(connection, guild_id):
        await careers.bound(connection, guild_id, METHOD)
