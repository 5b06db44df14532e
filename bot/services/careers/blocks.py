"""Whom a server's team keeps from introductions, open door and wins: for days, or for good."""

from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feedback import N_, BadInput, Feedback
from bot.services.careers import introductions, servers
from bot.services.careers.servers import Place, Server
from bot.services.coach import Coach
from bot.storage import allowances, blocks, careers

Block: TypeAlias = blocks.Block

LONGEST_REASON = 300
LONGEST_DAYS = 365
KEPT_AFTER = timedelta(days=30)


class NotBlocked(Feedback):
    """There is no such block."""

    def __init__(self) -> None:
        super().__init__(N_("They aren't blocked here."))


class ReasonMissing(BadInput):
    """A block needs a reason, which the team can read later."""

    def __init__(self) -> None:
        super().__init__(N_("What is the reason? A few words help the team later."))


async def block(coach: Coach, place: Place, member_id: int, days: int | None, reason: str) -> Block:
    """Block a member for `days` or, where that is None, for good; what is under way with them
    ends neutrally. Only the team can read the reason. Raises `ReasonMissing`, `NotSetUp`.
    """
    made = new(place, member_id, days, reason, coach.clock.now())
    async with coach.database.write() as connection:
        server = await careers.load(connection, place.guild_id, lock=True)
        if server is None:
            raise servers.NotSetUp
        await put(connection, coach, server, made)
    coach.wake(made.at)
    return made


def new(place: Place, member_id: int, days: int | None, reason: str, now: datetime) -> Block:
    """A block by whoever acts. Raises `ReasonMissing`."""
    if not reason:
        raise ReasonMissing
    until = None if days is None else now + timedelta(days=days)
    return Block(member_id, now, until, place.actor_id, reason)


async def put(connection: AsyncConnection, coach: Coach, server: Server, made: Block) -> None:
    """As `block`, in a transaction that is there (three statements)."""
    await blocks.put(connection, coach.keyring.open(server.data_key), server.id, made)
    facts = {"member": made.member_id, "until": made.until and made.until.isoformat()}
    await careers.note(connection, server.id, careers.Entry(made.at, made.by_id, "block", facts))
    await introductions.end_of_member(connection, made.member_id, server.id, made.at)


async def lift(coach: Coach, place: Place, member_id: int) -> Block:
    """The member may use introductions again; the block as it was.

    Raises `NotBlocked`, `NotSetUp`.
    """
    async with coach.database.write() as connection:
        server = await careers.load(connection, place.guild_id)
        if server is None:
            raise servers.NotSetUp
        key, now = coach.keyring.open(server.data_key), coach.clock.now()
        found = await blocks.load(connection, key, server.id, member_id)
        if found is None or not holds(found, now):
            raise NotBlocked
        await blocks.lift(connection, server.id, member_id)
        entry = careers.Entry(now, place.actor_id, "unblock", {"member": member_id})
        await careers.note(connection, server.id, entry)
    return found


def holds(found: Block, now: datetime) -> bool:
    """Whether a block is not over."""
    return found.until is None or found.until > now


async def is_blocked(
    connection: AsyncConnection, guild_id: int, member_id: int, now: datetime
) -> bool:
    """Whether the team keeps a member from what members do here with each other."""
    allowed = await allowances.of(connection, guild_id, [member_id], now)
    return allowed[member_id].blocked


async def clear(coach: Coach) -> None:
    """Keep no block long after its end."""
    async with coach.database.write() as connection:
        await blocks.purge(connection, coach.clock.now() - KEPT_AFTER)


async def next_to_clear(coach: Coach) -> datetime | None:
    """When there is something to clear (UTC), None where no block has an end."""
    async with coach.database.read() as connection:
        first = await blocks.first_end(connection)
    return None if first is None else first + KEPT_AFTER
