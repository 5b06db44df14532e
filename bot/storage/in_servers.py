"""What is stored about a member in the servers that they are in, read in one statement."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.introducing import Role
from bot.keys import DataKey
from bot.storage.tables import (
    Instant,
    careers_block,
    careers_change,
    careers_member,
    guild,
    introduction,
    notice,
    open_door,
    report,
    win,
)

_PASSED_ON = frozenset({Role.FRIEND.value, "door"})
"""What stands in an introduction's consents once its target was asked."""


class Kind(StrEnum):
    """What sort of thing it is."""

    CONSENT = "consent"
    """`since`: introductions may reach them; `until`: they confirmed being 18 or over; `state`
    is "never" where they said so."""
    DOOR = "open_door"
    """`words` are the topics, `number` how many a month, `part` the month of `count`."""
    WIN = "win"
    """`number` is 1 where the author's name stands in it."""
    INTRODUCTION = "introduction"
    """`part` is the role; `words` only the asker's own. One that has not come as far as them
    isn't shown: it would tell that a friend was asked, or said no."""
    NOTICE = "message"
    BLOCK = "block"
    REPORT = "report"
    """Made by them. One about them isn't shown: it would tell on who made it."""
    CHANGE = "change"
    """They changed a server's settings; `state` is what."""


@dataclass(frozen=True, slots=True)
class InServer:
    """One thing that is stored about a member in a server. Instants are in UTC."""

    kind: Kind
    server: int
    server_name: str
    since: datetime | None
    until: datetime | None
    state: str | None
    part: str | None
    number: int | None
    count: int | None
    words: str


async def of_member(connection: AsyncConnection, key: DataKey, member_id: int) -> list[InServer]:
    """All of it, by server and sort."""
    every = _every(member_id).subquery()
    query = (
        sa.select(every, guild.c.name)
        .outerjoin(guild, guild.c.id == every.c.server)
        .order_by(every.c.server, every.c.kind, every.c.since)
    )
    rows = (await connection.execute(query)).mappings()
    return [_opened(row, key) for row in rows if _has_come_to_them(row)]


def _has_come_to_them(row: Mapping[Any, Any]) -> bool:
    if row["kind"] != Kind.INTRODUCTION or row["part"] != Role.TARGET:
        return True
    return bool(_PASSED_ON.intersection(json.loads(row["shows"])))


def _every(member_id: int) -> sa.CompoundSelect[Any]:
    consent, door, block = careers_member.c, open_door.c, careers_block.c
    role = sa.case(
        (introduction.c.asker_id == member_id, "asker"),
        (introduction.c.friend_id == member_id, "friend"),
        else_="target",
    )
    own_words = sa.case((introduction.c.asker_id == member_id, introduction.c.words))
    never = sa.case((consent.never.is_not(None), "never"))
    return sa.union_all(
        _row(Kind.CONSENT, consent, consent.reachable, consent.adult, state=never).where(
            consent.member_id == member_id
        ),
        _row(
            Kind.DOOR,
            door,
            door.shown,
            state=sa.case((door.closed, "closed"), else_="open"),
            part=door.month,
            number=door.per_month,
            count=door.held,
            words=door.topics,
        ).where(door.member_id == member_id),
        _row(
            Kind.WIN,
            win.c,
            win.c.created,
            win.c.expires,
            state=win.c.state,
            number=sa.case((win.c.named, 1), else_=0),
            words=win.c.text,
        ).where(win.c.member_id == member_id),
        _row(
            Kind.INTRODUCTION,
            introduction.c,
            introduction.c.created,
            introduction.c.changed,
            state=introduction.c.state,
            part=role,
            number=introduction.c.minutes,
            words=own_words,
            shows=introduction.c.shows,
        ).where(
            sa.or_(
                introduction.c.asker_id == member_id,
                introduction.c.friend_id == member_id,
                introduction.c.target_id == member_id,
            )
        ),
        _row(Kind.NOTICE, notice.c, notice.c.created, notice.c.expires, state=notice.c.kind).where(
            notice.c.member_id == member_id
        ),
        _row(Kind.BLOCK, block, block.at, block.until).where(block.member_id == member_id),
        _row(
            Kind.REPORT,
            report.c,
            report.c.created,
            report.c.expires,
            state=report.c.state,
            part=report.c.reason,
        ).where(report.c.reporter_id == member_id),
        _row(Kind.CHANGE, careers_change.c, careers_change.c.at, state=careers_change.c.what).where(
            careers_change.c.actor_id == member_id
        ),
    )


def _row(
    kind: Kind,
    columns: Any,
    since: sa.ColumnElement[Any],
    until: sa.ColumnElement[Any] | None = None,
    **more: Any,
) -> sa.Select[Any]:
    """A row of the union: every sort fills the same columns, each of its type."""
    types: dict[str, Any] = {
        "state": sa.String(40),
        "part": sa.String(40),
        "number": sa.Integer(),
        "count": sa.Integer(),
        "words": sa.LargeBinary(),
        "shows": sa.Text(),
    }
    return sa.select(
        sa.literal(kind.value).label("kind"),
        columns.guild_id.label("server"),
        since.label("since"),
        (sa.cast(sa.null(), Instant) if until is None else until).label("until"),
        *(sa.cast(more.get(name, sa.null()), kept).label(name) for name, kept in types.items()),
    )


def _opened(row: Mapping[Any, Any], key: DataKey) -> InServer:
    return InServer(
        kind=Kind(row["kind"]),
        server=row["server"],
        server_name=row["name"] or "",
        since=row["since"],
        until=row["until"],
        state=row["state"],
        part=row["part"],
        number=row["number"],
        count=row["count"],
        words=_in_words(key.unseal(row["words"])) if row["words"] else "",
    )


def _in_words(stored: str) -> str:
    """What the member wrote, without how it is kept."""
    kept = json.loads(stored)
    if isinstance(kept, list):
        return ", ".join(kept)
    written = (kept.get(name) for name in ("words", "topic", "goal", "two_sentences"))
    return "\n".join(filter(None, written))
