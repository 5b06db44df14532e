"""Whether introductions may reach a member in a server; off until they switch it on."""

from dataclasses import dataclass

from bot.coaching.careers import Feature
from bot.services import starting
from bot.services.careers import servers
from bot.services.careers.introductions import Allowance, Blocked
from bot.services.coach import Caller, Coach
from bot.storage import allowances, careers
from bot.storage.records import Member


@dataclass(frozen=True, slots=True)
class Reach:
    """How things stand for a member; `offered`: the server has introductions or open doors."""

    allowance: Allowance
    offered: bool


def is_offered(server: servers.Server | None) -> bool:
    """Whether there is anything that could reach somebody in this server."""
    if server is None or server.paused is not None or server.removed is not None:
        return False
    return server.settings.has(Feature.INTRODUCTIONS) or server.settings.has(Feature.OPEN_DOOR)


async def look(coach: Coach, caller: Caller, guild_id: int) -> Reach:
    """How things stand."""
    now = coach.clock.now()
    async with coach.database.read() as connection:
        server = await careers.load(connection, guild_id)
        allowed = await allowances.of(connection, guild_id, [caller.member_id], now)
    return Reach(allowed[caller.member_id], is_offered(server))


async def switch_on(coach: Coach, caller: Caller, guild_id: int) -> Member:
    """The member confirms being 18 or over, and may be reached from now on.

    Raises `NotSetUp`, `SwitchedOff`, `Blocked`.
    """
    now = coach.clock.now()
    async with coach.database.write() as connection:
        member = await starting.ensure_in(connection, coach, caller)
        if not is_offered(await careers.load(connection, guild_id)):
            raise servers.SwitchedOff
        allowed = await allowances.of(connection, guild_id, [member.id], now)
        if allowed[member.id].blocked:
            raise Blocked(allowed[member.id].until)
        await allowances.allow(
            connection, guild_id, member.id, reachable=now, adult=now, never=None
        )
    return member


async def confirm_adult(coach: Coach, caller: Caller, guild_id: int) -> None:
    """The member, who is known, confirms being 18 or over; nothing else changes."""
    async with coach.database.write() as connection:
        await allowances.allow(connection, guild_id, caller.member_id, adult=coach.clock.now())


async def switch_off(coach: Coach, caller: Caller, guild_id: int) -> None:
    """Nobody is sent to them any more; one who was never known stays unknown."""
    async with coach.database.write() as connection:
        await allowances.withdraw(connection, guild_id, caller.member_id)
