"""Databases full of members, written in bulk: a life is led once, by the use cases, and copied.

What is stored is therefore what the coach itself would have stored, whatever its tables are.
Everything due is due at `NOW`.
"""

import tempfile
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks import lives, processes
from bot.coaching.events import EventKind
from bot.keys import DataKey, Keyring
from bot.services import history, people
from bot.services.coach import Caller, Coach
from bot.services.history import Report
from bot.storage.engine import Database
from bot.storage.tables import NudgeState, metadata
from tests.clock import FakeClock

NOW = lives.NOW
BEFORE = NOW - timedelta(hours=2)
"""Of the same morning: nothing is due yet."""

SINCE = timedelta(days=11)
"""How long ago those were asked whom a follow-up is due to now: seven working days and more."""

BYSTANDERS = 10
"""How many there are at least, where there are 10,000 nudges."""

_FIRST_BYSTANDER = 300_000_000_000_000_000
_FIRST = 600_000_000_000_000_000
_MEMBERS_AT_A_TIME = 500
_PLAIN = {("member", "data_key"), ("person", "name_mac")}
"""Binary columns that are not sealed with the member's key."""

Rows: TypeAlias = dict[str, list[dict[str, Any]]]
"""The rows of one member by the names of the tables, in the order in which they go in."""


def bystander(number: int) -> tuple[int, str]:
    """Somebody to whom nothing is due: a member's id and that of one of their people.

    Neighbours in `number` are different members.
    """
    copy, place = number % BYSTANDERS, number // BYSTANDERS % lives.PEOPLE
    return _FIRST_BYSTANDER + (copy << 22), f"b{copy * lives.PEOPLE + place:011}"


@dataclass(frozen=True)
class Life:
    """One member's rows."""

    rows: Rows

    @property
    def nudges(self) -> int:
        return len(self.rows["nudge"])

    @property
    def people(self) -> list[str]:
        return [row["id"] for row in self.rows["person"]]


def member(number: int) -> int:
    """The id of the member with this number, from 0."""
    return _FIRST + (number << 22)


async def crowd(database: Database, count: int) -> int:
    """Add members, each with a key of their own and one message due at `NOW`; how many nudges
    they have between them."""
    life, keyring = await _led(_ask_somebody), Keyring([processes.KEY])
    numbers = range(count)
    for first in numbers[::_MEMBERS_AT_A_TIME]:
        some = numbers[first : first + _MEMBERS_AT_A_TIME]
        copies = [_copied(life, number, keyring) for number in some]
        async with database.write() as connection:
            for name in life.rows:
                await _insert(connection, name, [row for copy in copies for row in copy[name]])
    await _settle(database)
    return count * life.nudges


async def know_channels(database: Database, channels: Mapping[int, int]) -> None:
    """Store DM channels, by member."""
    whose = metadata.tables["member"]
    query = sa.update(whose).where(whose.c.id == sa.bindparam("whose"))
    rows = [{"whose": one, "dm_channel": channel} for one, channel in channels.items()]
    async with database.write() as connection:
        await connection.execute(query.values(dm_channel=sa.bindparam("dm_channel")), rows)


async def meetings(database: Database, starts: list[datetime]) -> dict[int, datetime]:
    """Add a member for each instant at which a talk starts (UTC): when the reminder of the day
    before is due, by member. Written by the use cases, an hour before `NOW`.
    """
    coach = Coach(database, Keyring([processes.KEY]), FakeClock(NOW - timedelta(hours=1)))
    for number, instant in enumerate(starts):
        await _plan_talk(coach, member(number), instant)
    nudge = metadata.tables["nudge"]
    query = sa.select(nudge.c.member_id, nudge.c.due).where(nudge.c.kind == "meeting_day")
    async with database.read() as connection:
        due = {row.member_id: row.due for row in await connection.execute(query)}
    await _settle(database)
    return due


async def bystanders(database: Database, nudges: int) -> int:
    """Add members to whom nothing is due for a while, with about so many nudges between them;
    how many those are."""
    life = await _led(_live_for_long)
    copies = max(round(nudges / life.nudges), 1)
    async with database.migration() as connection:
        if database.dialect == "postgresql":  # references are not looked up one by one
            await connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
        for name, rows in _renamed(life).items():
            await _insert(connection, name, rows)
        for name in life.rows:
            query = _multiplied(metadata.tables[name], len(life.people))
            await connection.execute(query, {"copies": copies})
    await _settle(database)
    return copies * life.nudges


async def _settle(database: Database) -> None:
    """Leave the database as it would be after a while: nothing in logs, statistics known."""
    if database.dialect == "sqlite":
        await database.checkpoint()
        return
    async with database.engines[0].connect() as connection:
        plain = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await plain.execute(sa.text("VACUUM ANALYZE"))


# Lives


async def _led(live: Callable[[Database], Awaitable[object]]) -> Life:
    """The rows of a member who lived so, from a database of their own."""
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as made:
        database = Database.open(await processes.new_sqlite(Path(made) / "life.db"))
        try:
            await live(database)
            async with database.read() as connection:
                return Life(await _read(connection))
        finally:
            await database.close()


async def _read(connection: AsyncConnection) -> Rows:
    """The rows of every table that says whose they are; ids that count up are left out."""
    rows: Rows = {}
    for table in metadata.sorted_tables:
        if table.name == "member" or "member_id" in table.c:
            columns = [column for column in table.c if column is not _counting(table)]
            found = (await connection.execute(sa.select(*columns))).mappings()
            rows[table.name] = [dict(row) for row in found]
    return rows


async def _ask_somebody(database: Database) -> None:
    """A follow-up is due now."""
    clock = FakeClock(NOW - SINCE)
    coach = Coach(database, Keyring([processes.KEY]), clock)
    await lives.settle_down(coach, _FIRST)
    added = await people.add(coach, Caller(_FIRST, 2), name="Sam", organisation="Harbour")
    for interaction, kind in ((3, EventKind.DRAFTED), (4, EventKind.ASKED)):
        report = Report(kind)
        await history.record(coach, Caller(_FIRST, interaction), added.standing.person.id, report)


async def _live_for_long(database: Database) -> None:
    """Everything that fell due, and what does today, was sent."""
    await lives.lived(str(database.url), processes.KEY, _FIRST_BYSTANDER)
    nudge = metadata.tables["nudge"]
    is_due = (nudge.c.state == NudgeState.PENDING) & (nudge.c.due < NOW + timedelta(days=1))
    async with database.write() as connection:
        values = {"state": NudgeState.SENT, "sent": nudge.c.due}
        await connection.execute(sa.update(nudge).where(is_due).values(values))


async def _plan_talk(coach: Coach, member_id: int, starts: datetime) -> None:
    await lives.settle_down(coach, member_id)
    added = await people.add(coach, Caller(member_id, 2), name="Sam")
    where = {"minutes": 20, "zone": "Europe/London", "place": "call"}
    planned = Report(EventKind.SCHEDULED, facts={"starts": starts.isoformat(), **where})
    replied = Report(EventKind.REPLIED)
    for interaction, report in enumerate((replied, planned), 3):
        await history.record(
            coach, Caller(member_id, interaction), added.standing.person.id, report
        )


# Copies


def _copied(life: Life, number: int, keyring: Keyring) -> Rows:
    """The rows of a member who did the same, sealed with a key of their own."""
    wrapped = keyring.new_data_key()
    old, new = keyring.open(life.rows["member"][0]["data_key"]), keyring.open(wrapped)
    names = {one: f"c{number:07}{place:04}" for place, one in enumerate(life.people)}
    copies: Rows = {}
    for name, rows in life.rows.items():
        sealed = _sealed(metadata.tables[name])
        copies[name] = [
            _with_ids(row, member(number), names)
            | {column: _resealed(row[column], old, new) for column in sealed}
            for row in rows
        ]
    copies["member"][0]["data_key"] = wrapped
    return copies


def _renamed(life: Life) -> Rows:
    """The same rows with people's ids that can be counted up."""
    names = {one: f"b{place:011}" for place, one in enumerate(life.people)}
    return {
        name: [_with_ids(row, _FIRST_BYSTANDER, names) for row in rows]
        for name, rows in life.rows.items()
    }


def _with_ids(row: dict[str, Any], member_id: int, names: Mapping[str, str]) -> dict[str, Any]:
    words = {column: value for column, value in row.items() if isinstance(value, str)}
    renamed = {column: names.get(value, value) for column, value in words.items()}
    return row | renamed | {("member_id" if "member_id" in row else "id"): member_id}


def _resealed(sealed: bytes | None, old: DataKey, new: DataKey) -> bytes | None:
    return None if sealed is None else new.seal(old.unseal(sealed))


def _multiplied(table: sa.Table, people_each: int) -> sa.TextClause:
    """Copy the first bystander's rows for all others, inside the database."""
    columns = [column for column in table.c if column is not _counting(table)]
    chosen = ", ".join(_counted_up(table, column.name, people_each) for column in columns)
    names = ", ".join(column.name for column in columns)
    whose = "id" if table.name == "member" else "member_id"
    return sa.text(
        "WITH RECURSIVE clone(number) AS (SELECT CAST(1 AS BIGINT) WHERE :copies > 1 "
        "UNION ALL SELECT number + 1 FROM clone WHERE number + 1 < :copies) "
        f"INSERT INTO {table.name} ({names}) SELECT {chosen} FROM {table.name}, clone "
        f"WHERE {whose} = {_FIRST_BYSTANDER}"
    )


def _counted_up(table: sa.Table, column: str, people_each: int) -> str:
    """A column of the first bystander's row, as a later one has it."""
    match table.name, column:
        case ("member", "id") | (_, "member_id"):
            return f"{column} + clone.number * {1 << 22}"
        case ("person", "id" | "referred_by") | (_, "person_id"):
            number = f"CAST(substr({column}, 2) AS BIGINT) + clone.number * {people_each}"
            return f"'b' || substr(CAST(100000000000 + {number} AS TEXT), 2)"
        case _:
            return column


def _sealed(table: sa.Table) -> list[str]:
    """The columns that are sealed with the member's key."""
    return [
        column.name
        for column in table.c
        if isinstance(column.type, sa.LargeBinary) and (table.name, column.name) not in _PLAIN
    ]


def _counting(table: sa.Table) -> sa.Column[Any] | None:
    """The id that the database counts up, if there is one."""
    return table.autoincrement_column


async def _insert(connection: AsyncConnection, name: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        await connection.execute(sa.insert(metadata.tables[name]), rows)
