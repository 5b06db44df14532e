"""What moderators may take along, and how they begin again from nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.coaching.preferences import METHOD
from bot.services.careers import servers
from bot.services.careers.servers import Entry, Place, Server
from bot.services.coach import Coach
from bot.storage import careers, ending_servers, members, retractions
from bot.storage.retractions import Retraction

MOST_ENTRIES = 10_000


@dataclass(frozen=True, slots=True)
class Belongings:
    """All that a server's moderators set up; nothing that a member wrote.

    `settings` and `bounds` are what differs from what everybody begins with; `prompts` are
    texts by their ids, `log` is the newest first.
    """

    server: Server
    settings: Mapping[str, object]
    bounds: Mapping[str, object]
    prompts: Mapping[str, str]
    log: tuple[Entry, ...]


async def export(coach: Coach, guild_id: int) -> Belongings:
    """Everything that was set up. Raises `NotSetUp`."""
    async with coach.database.read() as connection:
        server = await careers.load(connection, guild_id)
        if server is None:
            raise servers.NotSetUp
        return Belongings(
            server,
            careers.encoded(server.settings),
            members.encode_bounds(server.bounds),
            await careers.own_prompts(connection, guild_id),
            tuple(await careers.entries(connection, guild_id, MOST_ENTRIES)),
        )


async def reset(coach: Coach, place: Place) -> None:
    """Delete all that was set up, the panel as well. The log stays, with who did this.

    What members keep is theirs and stays. Raises `NotSetUp`.
    """
    now = coach.clock.now()
    async with coach.database.write() as connection:
        server = await careers.load(connection, place.guild_id, lock=True)
        if server is None:
            raise servers.NotSetUp
        panel = server.panel
        if panel.channel is not None and panel.message is not None:
            await retractions.add(connection, [Retraction(panel.channel, panel.message)], now)
        await ending_servers.delete_settings(connection, place.guild_id)
        if server.bounds != METHOD:
            await careers.bound(connection, place.guild_id, METHOD)
        await careers.note(connection, place.guild_id, Entry(now, place.actor_id, "reset", {}))
    coach.wake(now)
