"""Introductions that somebody reported to a server's team."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import report


class ReportState(StrEnum):
    """Where a report stands."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Report:
    """A report; `text` is sealed for the server, None where the reporter attached none."""

    id: str
    guild_id: int
    introduction_id: str
    reporter_id: int
    reported_id: int
    reason: str
    text: bytes | None
    state: ReportState
    created: datetime
    expires: datetime


async def insert(connection: AsyncConnection, made: Report) -> None:
    """A new report."""
    values = {name: getattr(made, name) for name in Report.__slots__}
    await connection.execute(sa.insert(report).values(**values))


async def load(connection: AsyncConnection, report_id: str, *, lock: bool = False) -> Report | None:
    """The report, None where there is none any more. `lock` keeps other writers waiting."""
    query = sa.select(report).where(report.c.id == report_id)
    return await _first(connection, query.with_for_update() if lock else query)


async def by(connection: AsyncConnection, introduction_id: str, reporter_id: int) -> Report | None:
    """What somebody reported about an introduction."""
    query = sa.select(report).where(
        report.c.introduction_id == introduction_id, report.c.reporter_id == reporter_id
    )
    return await _first(connection, query)


async def close(connection: AsyncConnection, report_id: str) -> None:
    """The team is done with it; the text is not kept."""
    await connection.execute(
        sa.update(report)
        .where(report.c.id == report_id)
        .values(state=ReportState.CLOSED, text=None)
    )


async def posted(
    connection: AsyncConnection, report_id: str, channel_id: int, message_id: int | None
) -> None:
    """Where the team reads it."""
    await connection.execute(
        sa.update(report)
        .where(report.c.id == report_id)
        .values(channel_id=channel_id, message_id=message_id)
    )


async def purge(connection: AsyncConnection, now: datetime) -> None:
    """Delete those whose time is over."""
    await connection.execute(sa.delete(report).where(report.c.expires <= now))


async def oldest(connection: AsyncConnection) -> datetime | None:
    """When the first of them is deleted (UTC)."""
    query = sa.select(sa.func.min(report.c.expires))
    found: datetime | None = (await connection.execute(query)).scalar()
    return found


async def _first(connection: AsyncConnection, query: Any) -> Report | None:
    row = (await connection.execute(query)).mappings().first()
    if row is None:
        return None
    values = {name: row[name] for name in Report.__slots__}
    return Report(**values | {"state": ReportState(row["state"])})
