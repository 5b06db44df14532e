"""What the members of a server reported, as far as it may count for the server's digest.

Members are those whose home the server is. Nothing that anybody wrote is read.
"""

from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.events import Event, EventKind
from bot.coaching.habits import COUNTED, FIRST_STEPS, Window
from bot.coaching.introducing import State
from bot.storage.tables import event, introduction, member

_COUNTED = [one.value for one in COUNTED]
_FIRST_STEPS = [one.value for one in FIRST_STEPS]


async def histories(
    connection: AsyncConnection, guild_id: int, window: Window
) -> list[tuple[int, list[Event]]]:
    """The whole histories in which something that may count was reported in the window."""
    recent = (
        sa.select(event.c.person_id)
        .join(member, member.c.id == event.c.member_id)
        .where(
            member.c.home == guild_id,
            event.c.recorded >= window.since,
            event.c.recorded < window.until,
            event.c.kind.in_(_COUNTED),
        )
    )
    query = sa.select(
        event.c.person_id,
        event.c.member_id,
        event.c.seq,
        event.c.kind,
        event.c.at,
        event.c.recorded,
        event.c.facts,
    ).where(event.c.person_id.in_(recent))
    rows = (await connection.execute(query.order_by(event.c.person_id, event.c.seq))).mappings()
    found = []
    for _person_id, group in groupby(rows, key=itemgetter("person_id")):
        history = list(group)
        found.append((history[0]["member_id"], [_event(row) for row in history]))
    return found


async def beginners_and_introducers(
    connection: AsyncConnection, guild_id: int, window: Window
) -> tuple[set[int], list[int]]:
    """The members who asked somebody in the window and nobody before it; and for each introduction
    that the coach opened a thread for in the server, who made it. In one statement."""
    both = sa.union_all(_beginners(guild_id, window), _introducers(guild_id, window))
    rows = (await connection.execute(both)).all()
    beginners = {row.member_id for row in rows if row.made == 0}
    return beginners, [row.member_id for row in rows if row.made]


def _beginners(guild_id: int, window: Window) -> sa.Select[int, Any]:
    return (
        sa.select(sa.literal(0).label("made"), event.c.member_id.label("member_id"))
        .join(member, member.c.id == event.c.member_id)
        .where(
            member.c.home == guild_id,
            event.c.kind.in_(_FIRST_STEPS),
            event.c.recorded < window.until,
        )
        .group_by(event.c.member_id)
        .having(sa.func.min(event.c.recorded) >= window.since)
    )


def _introducers(guild_id: int, window: Window) -> sa.Select[int, Any]:
    """The friend, or through an open door whoever asked."""
    who = sa.func.coalesce(introduction.c.friend_id, introduction.c.asker_id)
    return sa.select(sa.literal(1).label("made"), who.label("member_id")).where(
        introduction.c.guild_id == guild_id,
        introduction.c.state == State.OPEN.value,
        introduction.c.changed >= window.since,
        introduction.c.changed < window.until,
    )


def _event(row: sa.RowMapping) -> Event:
    return Event(row["seq"], EventKind(row["kind"]), row["at"], row["facts"], None, row["recorded"])
