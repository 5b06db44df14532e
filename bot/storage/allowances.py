"""What members allow in a server, and whom its team keeps from introductions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.introducing import ASKED_WITHIN, MOST_ASKED, Tell
from bot.storage.tables import Instant, NoticeState, careers_block, careers_member, notice
from bot.storage.upsert import insert as conflicting_insert


@dataclass(frozen=True, slots=True)
class Allowance:
    """What somebody allows in a server, and whether the team keeps them from introductions.

    Instants are in UTC. `until` is None where a block is for good. `asked` is how many requests
    they got in the last days, or are about to get.
    """

    reachable: datetime | None = None
    adult: datetime | None = None
    never: datetime | None = None
    blocked: bool = False
    until: datetime | None = None
    asked: int = 0

    @property
    def may_be_asked_now(self) -> bool:
        """Whether one more request may reach them at the moment."""
        return self.may_be_asked and self.asked < MOST_ASKED

    @property
    def may_be_asked(self) -> bool:
        """Whether introductions may reach them here."""
        switched_on = self.reachable is not None and self.adult is not None
        return switched_on and self.never is None and not self.blocked


NOTHING = Allowance()
_NEVER = sa.type_coerce(sa.null(), Instant)
_ASKING = (Tell.ASK_FRIEND, Tell.ASK_TARGET)
_ALLOWS, _BLOCKED, _ASKED = range(3)
"""What a row of `of` says."""


async def of(
    connection: AsyncConnection, guild_id: int, member_ids: Collection[int], now: datetime
) -> dict[int, Allowance]:
    """Those of these members about whom anything is known, in one statement."""
    allowed = sa.select(
        careers_member.c.member_id,
        careers_member.c.reachable,
        careers_member.c.adult,
        careers_member.c.never,
        sa.literal(_ALLOWS).label("what"),
        _NEVER.label("until"),
        sa.literal(0).label("asked"),
    ).where(careers_member.c.guild_id == guild_id, careers_member.c.member_id.in_(member_ids))
    blocks = sa.select(
        careers_block.c.member_id,
        *(_NEVER.label(name) for name in ("reachable", "adult", "never")),
        sa.literal(_BLOCKED).label("what"),
        careers_block.c.until,
        sa.literal(0),
    ).where(
        careers_block.c.guild_id == guild_id,
        careers_block.c.member_id.in_(member_ids),
        still_holds(now),
    )
    asked = (
        sa.select(
            notice.c.member_id,
            *(_NEVER.label(name) for name in ("reachable", "adult", "never")),
            sa.literal(_ASKED).label("what"),
            _NEVER.label("until"),
            sa.func.count(),
        )
        .where(
            notice.c.guild_id == guild_id,
            notice.c.member_id.in_(member_ids),
            notice.c.kind.in_(_ASKING),
            notice.c.state != NoticeState.DROPPED,
            notice.c.created > now - ASKED_WITHIN,
        )
        .group_by(notice.c.member_id)
    )
    query = sa.union_all(allowed, blocks, asked)
    rows = [*(await connection.execute(query)).mappings()]
    return {one: _merged([row for row in rows if row["member_id"] == one]) for one in member_ids}


def still_holds(now: datetime) -> sa.ColumnElement[bool]:
    """Blocks that are not over."""
    return sa.or_(careers_block.c.until.is_(None), careers_block.c.until > now)


async def allow(
    connection: AsyncConnection, guild_id: int, member_id: int, **values: datetime | None
) -> None:
    """Write what a member allows in a server: `reachable`, `adult`, `never`."""
    new = conflicting_insert(connection.dialect.name, careers_member).values(
        guild_id=guild_id, member_id=member_id, **values
    )
    await connection.execute(
        new.on_conflict_do_update(index_elements=["guild_id", "member_id"], set_=values)
    )


async def withdraw(connection: AsyncConnection, guild_id: int, member_id: int) -> None:
    """Introductions may not reach a member any more."""
    await connection.execute(
        sa.update(careers_member)
        .where(careers_member.c.guild_id == guild_id, careers_member.c.member_id == member_id)
        .values(reachable=None)
    )


def _merged(rows: Collection[Mapping[Any, Any]]) -> Allowance:
    by_kind = {row["what"]: row for row in rows}
    allowed, block, asked = map(by_kind.get, (_ALLOWS, _BLOCKED, _ASKED))
    return Allowance(
        reachable=allowed["reachable"] if allowed else None,
        adult=allowed["adult"] if allowed else None,
        never=allowed["never"] if allowed else None,
        blocked=block is not None,
        until=block["until"] if block else None,
        asked=asked["asked"] if asked else 0,
    )
