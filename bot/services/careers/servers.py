"""A server's settings: read, changed by moderators, every change in the audit log."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.careers import Careers, Feature
from bot.coaching.posts import PostKind, next_due, weekly_of
from bot.feedback import N_, Feedback
from bot.services.coach import Coach
from bot.storage import careers, members
from bot.storage.errors import Conflict

Server: TypeAlias = careers.Server
Panel: TypeAlias = careers.Panel
Entry: TypeAlias = careers.Entry

ENTRIES_SHOWN = 20


class NotSetUp(Feedback):
    """Nobody has set the coach up here."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "I'm not set up in this server yet. Somebody who may manage it begins with "
                "/careers setup."
            )
        )


class SwitchedOff(Feedback):
    """The team has not switched that on, or has stopped everything for now."""

    def __init__(self) -> None:
        super().__init__(N_("That is switched off in this server at the moment."))


@dataclass(frozen=True, slots=True)
class Place:
    """A server, and who acts there."""

    guild_id: int
    name: str
    actor_id: int


async def known(coach: Coach, guild_id: int) -> Server | None:
    """The server, None where it was never set up."""
    async with coach.database.read() as connection:
        return await careers.load(connection, guild_id)


async def required(coach: Coach, guild_id: int) -> Server:
    """The server. Raises `NotSetUp`."""
    server = await known(coach, guild_id)
    if server is None:
        raise NotSetUp
    return server


def require_open(server: Server | None, feature: Feature) -> Server:
    """The server, if members may use `feature` there now. Raises `NotSetUp`, `SwitchedOff`."""
    if server is None:
        raise NotSetUp
    if server.paused is not None or server.removed is not None:
        raise SwitchedOff
    if not server.settings.has(feature):
        raise SwitchedOff
    return server


async def set_up(coach: Coach, place: Place, settings: Careers) -> Server:
    """Know a server from now on, or change all its settings at once."""
    try:
        return await _set_up(coach, place, settings)
    except Conflict:  # two moderators set it up at once
        return await _set_up(coach, place, settings)


async def _set_up(coach: Coach, place: Place, settings: Careers) -> Server:
    async with coach.database.write() as connection:
        server = await begun(coach, connection, place)
        changed = replace(server, settings=settings, removed=None)
        entry = Entry(coach.clock.now(), place.actor_id, "setup", {})
        changed = await write(connection, server, changed, entry)
    coach.wake(entry.at)
    return changed


async def begun(coach: Coach, connection: AsyncConnection, place: Place) -> Server:
    """The server, locked; known from now on, with nothing chosen, if it was never set up."""
    now = coach.clock.now()
    server = await careers.load(connection, place.guild_id, lock=True)
    bounds = await members.upsert_home(connection, place.guild_id, place.name, now)
    if server is not None:
        return server
    made = await careers.insert(connection, coach.keyring, place.guild_id, Careers(), now)
    return replace(made, bounds=bounds)


Change: TypeAlias = Callable[[Careers], Careers]


async def change(coach: Coach, place: Place, what: str, by: Change) -> Server:
    """Change the settings, and note in the audit log `what` was done. Raises `NotSetUp`."""

    async def changed(_connection: AsyncConnection, server: Server) -> Server:
        return replace(server, settings=by(server.settings))

    return await change_server(coach, place, what, changed)


async def change_server(
    coach: Coach,
    place: Place,
    what: str,
    by: Callable[[AsyncConnection, Server], Awaitable[Server]],
    facts: Mapping[str, Any] | None = None,
) -> Server:
    """Change anything about the server, and whatever else `by` writes in the same transaction.

    `facts` are noted beside what became different. Raises `NotSetUp`.
    """
    async with coach.database.write() as connection:
        server = await careers.load(connection, place.guild_id, lock=True)
        if server is None:
            raise NotSetUp
        changed = await by(connection, server)
        entry = Entry(coach.clock.now(), place.actor_id, what, facts or {})
        changed = await write(connection, server, changed, entry)
    coach.wake(entry.at)
    return changed


async def log(coach: Coach, guild_id: int) -> list[Entry]:
    """The latest changes, the newest first."""
    async with coach.database.read() as connection:
        return await careers.entries(connection, guild_id, ENTRIES_SHOWN)


async def write(connection: AsyncConnection, before: Server, after: Server, entry: Entry) -> Server:
    """Write what changed, and note it: the settings that are others now, and the entry's facts.

    The members who call the server home follow its bounds at the next round.
    """
    after = replace(after, due=_due(before, after, entry.at))
    await careers.change(connection, after)
    if after.bounds != before.bounds:
        await careers.bound(connection, after.id, after.bounds)
    facts = _different(before, after) | dict(entry.facts)
    await careers.note(connection, before.id, replace(entry, facts=facts))
    return after


def _due(before: Server, after: Server, now: datetime) -> dict[PostKind, datetime]:
    """When the next posts are. A time that was chosen just now begins with its next moment, so
    that nothing is posted because of a change of settings."""
    due = {}
    for kind in PostKind:
        is_same = _moments(before, kind) == _moments(after, kind) and before.removed is None
        planned = after.due.get(kind) if is_same else None
        at = planned or next_due(after.settings, kind, after.created, now)
        if at is not None and after.removed is None:
            due[kind] = at
    return due


def _moments(server: Server, kind: PostKind) -> tuple[object, str]:
    settings = server.settings
    return weekly_of(settings, kind, server.created), settings.zone


def _different(before: Server, after: Server) -> dict[str, Any]:
    """By name what is another setting now; None where it is what everybody begins with."""
    old, new = _encoded(before), _encoded(after)
    names = sorted(old.keys() | new.keys())
    return {name: new.get(name) for name in names if old.get(name) != new.get(name)}


def _encoded(server: Server) -> dict[str, Any]:
    return careers.encoded(server.settings) | members.encode_bounds(server.bounds)
