"""Becoming a member, and what a member tells about themself.

Whoever may be the first to write about a member calls `ensure_member`, or `ensure_in` inside a
transaction of their own; nobody has to begin with `/coach`.
"""

from dataclasses import replace
from zoneinfo import available_timezones

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.preferences import METHOD
from bot.feedback import N_, BadInput
from bot.services import history
from bot.services.coach import Caller, Coach
from bot.storage import members
from bot.storage.errors import Conflict
from bot.storage.records import Member


class UnknownZone(BadInput):
    """There is no such time zone."""

    def __init__(self, zone: str) -> None:
        super().__init__(
            N_("I don't know the time zone {zone}. A city helps, for example Europe/Berlin."),
            zone=zone,
        )


async def ensure_member(coach: Coach, caller: Caller) -> Member:
    """The member, made known if they are new; their language is kept up to date."""
    async with coach.database.read() as connection:
        known = await members.load(connection, coach.keyring, caller.member_id)
    if known is not None and known.locale == caller.language:
        return known
    return await begin(coach, caller)


async def begin(coach: Coach, caller: Caller) -> Member:
    """As `ensure_member`, for one who is not known or speaks another language now."""
    try:
        return await _begin(coach, caller)
    except Conflict:  # the same member's first two commands came at once
        return await _begin(coach, caller)


async def _begin(coach: Coach, caller: Caller) -> Member:
    async with coach.database.write() as connection:
        return await ensure_in(connection, coach, caller)


async def ensure_in(connection: AsyncConnection, coach: Coach, caller: Caller) -> Member:
    """The member, locked for writing, made known if they are new (at most three statements)."""
    known, _is_new = await welcomed_in(connection, coach, caller)
    return known


async def welcomed_in(
    connection: AsyncConnection, coach: Coach, caller: Caller
) -> tuple[Member, bool]:
    """As `ensure_in`, and whether they are new."""
    known = await members.load(connection, coach.keyring, caller.member_id, lock=True)
    if known is None:
        return await _create(connection, coach, caller), True
    spoken = replace(known, locale=caller.language)
    return await _changed(connection, coach, known, spoken), False


async def _changed(
    connection: AsyncConnection, coach: Coach, known: Member, wanted: Member
) -> Member:
    """`wanted`, written where it differs from what is `known`."""
    if wanted != known:
        await members.change(connection, coach.keyring, wanted)
    return wanted


async def _create(connection: AsyncConnection, coach: Coach, caller: Caller) -> Member:
    """A new member, at home in the server where they start; in direct messages nowhere."""
    now, home, name, bounds = coach.clock.now(), None, None, METHOD
    if caller.guild is not None and caller.guild[1]:
        home, name = caller.guild
        bounds = await members.upsert_home(connection, home, name, now)
    created = await members.insert(
        connection,
        coach.keyring,
        caller.member_id,
        caller.language,
        now,
        home,
        zone_guess=caller.zone_guess,
    )
    return replace(created, home_name=name, bounds=bounds)


async def leave_home(coach: Coach, caller: Caller) -> Member:
    """No server is home any more: the method's own bounds apply."""
    async with coach.database.write() as connection:
        known = await ensure_in(connection, coach, caller)
        changed = replace(known, home=None, home_name=None, bounds=METHOD)
        await members.change(connection, coach.keyring, changed)
        replanned = await history.replan_all(coach, connection, changed)
    if replanned.earliest is not None:
        coach.wake(replanned.earliest)
    return changed


async def tell_about(
    coach: Coach,
    caller: Caller,
    *,
    goal: str | None = None,
    two_sentences: str | None = None,
    name: str | None = None,
    known_as: str = "",
) -> Member:
    """Keep what a member told about themself; None leaves a part as it is.

    `known_as` is their name as long as they told none.
    """
    given = {"goal": goal, "two_sentences": two_sentences, "name": name}
    async with coach.database.write() as connection:
        known = await ensure_in(connection, coach, caller)
        told = {part: text for part, text in given.items() if text is not None}
        about = replace(known.about, **told)
        changed = replace(known, about=replace(about, name=about.name or known_as))
        await members.change(connection, coach.keyring, changed)
        return changed


async def set_zone(coach: Coach, caller: Caller, zone: str) -> Member:
    """Live in `zone` (an IANA name) from now on; nudges not sent yet move with the wall clock.

    Raises `UnknownZone`.
    """
    if zone not in available_timezones():
        raise UnknownZone(zone)
    async with coach.database.write() as connection:
        known = await ensure_in(connection, coach, caller)
        moved = replace(known, zone=zone, wishes=replace(known.wishes, zone=zone))
        await members.change(connection, coach.keyring, moved)
        replanned = await history.replan_all(coach, connection, moved)
    if replanned.earliest is not None:
        coach.wake(replanned.earliest)
    return moved


async def dm_reached(coach: Coach, caller: Caller, channel: int) -> None:
    """A test message arrived in the member's direct messages, in this channel.

    One statement, three where messages were closed before.
    """
    now = coach.clock.now()
    async with coach.database.write() as connection:
        waited = await members.dm_reached(connection, caller.member_id, channel, now)
    if waited:
        coach.wake(now)


async def dm_refused(coach: Coach, caller: Caller) -> None:
    """The member's direct messages are closed, and they are told so now.

    Everything waits in `/coach`.
    """
    now = coach.clock.now()
    async with coach.database.write() as connection:
        await members.dm_refused(connection, caller.member_id, now, told=now)
