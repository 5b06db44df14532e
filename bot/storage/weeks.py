"""The counters of a server's weeks. No member's id is in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.habits import Counted, Habit
from bot.storage.tables import careers_week
from bot.storage.upsert import insert as conflicting_insert


@dataclass(frozen=True, slots=True)
class Week:
    """A week's digest. `week` is its Monday, `until` (UTC) where its count ended."""

    week: str
    counted: Counted
    until: datetime


async def latest(connection: AsyncConnection, guild_id: int, most: int) -> list[Week]:
    """The last weeks that were fixed, the latest first."""
    query = sa.select(careers_week).where(careers_week.c.guild_id == guild_id)
    query = query.order_by(careers_week.c.week.desc()).limit(most)
    return [_from_row(row) for row in (await connection.execute(query)).mappings()]


async def fix(connection: AsyncConnection, guild_id: int, week: Week) -> bool:
    """Keep the numbers of a week for good; False where they are fixed already."""
    numbers = {habit.value: number for habit, number in week.counted.numbers.items()}
    new = conflicting_insert(connection.dialect.name, careers_week).values(
        guild_id=guild_id,
        week=week.week,
        numbers=numbers,
        contributors=week.counted.contributors,
        until=week.until,
    )
    return bool((await connection.execute(new.on_conflict_do_nothing())).rowcount)


def _from_row(row: Mapping[Any, Any]) -> Week:
    numbers = {Habit(name): number for name, number in row["numbers"].items()}
    return Week(row["week"], Counted(numbers, row["contributors"]), row["until"])
