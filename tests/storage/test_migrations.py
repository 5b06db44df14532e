"""The migrations: up, down, on data, by two at once, and equal to the tables."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

from bot.storage import migrate
from bot.storage.engine import Database
from bot.storage.errors import StorageMissing, StorageNotMigrated, StorageTooNew
from bot.storage.tables import (
    careers,
    careers_block,
    careers_change,
    careers_member,
    careers_post,
    careers_prompt,
    careers_week,
    delivery,
    do_not_contact,
    event,
    guild,
    installation,
    introduction,
    member,
    metadata,
    notice,
    nudge,
    open_door,
    person,
    question,
    report,
    retraction,
    talk,
    win,
    writing,
)
from tests.clock import MONDAY_MORNING

MEMBER = {"member_id": 1}
SERVER = {"guild_id": 5}
PERSON = {"person_id": "p1", **MEMBER}
ROWS = {
    installation: {"name": "last_sweep", "value": "x"},
    guild: {"id": 5, "name": "Home", "bounds": {"a": 1}, "created": MONDAY_MORNING},
    member: {"id": 1, "data_key": b"k", "created": MONDAY_MORNING, "preferences": {}, "home": 5},
    person: {
        "id": "p1",
        **MEMBER,
        "details": b"d",
        "name_mac": b"m",
        "created": MONDAY_MORNING,
    },
    do_not_contact: {**MEMBER, "name_mac": b"x", "created": MONDAY_MORNING},
    event: {
        **PERSON,
        "seq": 1,
        "kind": "added",
        "stage": "idea",
        "at": MONDAY_MORNING,
        "recorded": MONDAY_MORNING,
        "facts": {},
        "interaction": 2**63 - 1,
    },
    writing: {**PERSON, "kind": "email", "text": b"t", "written": MONDAY_MORNING},
    question: {**PERSON, "id": "q1", "position": 1, "phase": "open", "text": b"t"},
    talk: {**PERSON, "state": b"s"},
    nudge: {
        **PERSON,
        "kind": "idea",
        "cycle": 1,
        "n": 1,
        "due": MONDAY_MORNING,
        "wake": MONDAY_MORNING,
    },
    delivery: {
        **MEMBER,
        "slot": "s",
        "travel": "bundle",
        "day": "2026-01-05",
        "nudge_ids": [1],
        "nonce": "n",
        "rank": 1,
        "due": MONDAY_MORNING,
        "next_attempt": MONDAY_MORNING,
    },
    careers: {**SERVER, "data_key": b"k", "settings": {}, "created": MONDAY_MORNING},
    careers_change: {
        **SERVER,
        "at": MONDAY_MORNING,
        "actor_id": 2,
        "what": "setup",
        "facts": {},
    },
    careers_prompt: {**SERVER, "id": "q1", "text": "t", "created": MONDAY_MORNING},
    careers_post: {
        **SERVER,
        "kind": "digest",
        "slot": "2026-01-05",
        "due": MONDAY_MORNING,
        "nonce": "n",
        "state": 0,
        "next_attempt": MONDAY_MORNING,
    },
    careers_week: {
        **SERVER,
        "week": "2026-01-05",
        "numbers": {},
        "contributors": 5,
        "until": MONDAY_MORNING,
    },
    careers_member: {**SERVER, **MEMBER, "reachable": MONDAY_MORNING},
    careers_block: {
        **SERVER,
        **MEMBER,
        "at": MONDAY_MORNING,
        "by_id": 2,
        "reason": b"r",
    },
    introduction: {
        "id": "i1",
        **SERVER,
        "asker_id": 1,
        "friend_id": 2,
        "target_id": 3,
        "state": "asked",
        "created": MONDAY_MORNING,
        "changed": MONDAY_MORNING,
        "minutes": 20,
        "shows": {},
    },
    notice: {
        **SERVER,
        "member_id": 2,
        "introduction_id": "i1",
        "kind": "ask_friend",
        "nonce": "n",
        "created": MONDAY_MORNING,
        "due": MONDAY_MORNING,
        "expires": MONDAY_MORNING,
    },
    open_door: {**SERVER, **MEMBER, "topics": b"t", "per_month": 2, "month": "2026-01"},
    win: {
        "id": "w1",
        **SERVER,
        **MEMBER,
        "text": b"t",
        "named": True,
        "state": "posted",
        "nonce": "n",
        "created": MONDAY_MORNING,
    },
    report: {
        "id": "r1",
        **SERVER,
        "introduction_id": "i1",
        "reporter_id": 2,
        "reported_id": 3,
        "reason": "other",
        "state": "open",
        "created": MONDAY_MORNING,
        "expires": MONDAY_MORNING,
    },
    retraction: {
        "channel_id": 7,
        "message_id": 8,
        "due": MONDAY_MORNING,
        "expires": MONDAY_MORNING,
    },
}
NOT_OF_A_MEMBER = {
    *(installation, guild, careers, careers_block, careers_change, careers_post),
    *(careers_prompt, careers_week, notice, report, retraction),
}
"""What is the installation's or a server's; a use case takes out of it what names a member."""


async def tables(database: Database) -> set[str]:
    async with database.read() as connection:
        names = await connection.run_sync(lambda sync: sa.inspect(sync).get_table_names())
    return set(names) - {"alembic_version"}


async def fill(database: Database) -> None:
    async with database.write() as connection:
        for table in metadata.sorted_tables:
            await connection.execute(sa.insert(table).values(ROWS[table]))


async def test_the_newest_revision_has_exactly_the_tables(database: Database) -> None:
    def differences(connection: sa.Connection) -> list[object]:
        # Alembic takes the default '' for a difference on SQLite.
        options = {"compare_server_default": database.dialect == "postgresql"}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, metadata))

    async with database.read() as connection:
        assert await connection.run_sync(differences) == []


def test_revisions_are_what_alembic_finds() -> None:
    found = [one.revision for one in migrate._scripts().walk_revisions()]
    assert list(migrate.revisions()) == found[::-1]


def test_a_process_that_finds_all_up_to_date_leaves_alembic_alone(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'rapport.db'}"
    code = (
        "import asyncio, sys\n"
        "from bot.storage import migrate\n"
        "from bot.storage.engine import Database\n"
        "asyncio.run(migrate.upgrade(Database.open(sys.argv[1])))\n"
        "print('alembic' in sys.modules)"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code, url], capture_output=True, text=True, check=True
        )
        for _ in range(2)
    ]
    assert [one.stdout.strip() for one in said] == ["True", "False"]


async def test_partial_indexes_are_partial(database: Database) -> None:
    """Autogenerate doesn't compare the condition, and a full index would be a slow claim."""
    catalogue = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'index'",
        "postgresql": "SELECT indexdef FROM pg_indexes",
    }[database.dialect]
    async with database.read() as connection:
        definitions = [str(row[0]) for row in await connection.execute(sa.text(catalogue))]
    partial = {
        index.name
        for table in metadata.tables.values()
        for index in table.indexes
        if index.dialect_options["sqlite"]["where"] is not None
    }
    assert partial
    for name in partial:
        (definition,) = [text for text in definitions if str(name) in text]
        assert " WHERE " in definition


async def test_every_table_has_a_row_in_these_tests() -> None:
    assert set(ROWS) == set(metadata.sorted_tables)


async def test_down_to_nothing_and_up_again_on_data(database: Database) -> None:
    await fill(database)
    await migrate.downgrade(database, migrate.BASE)
    assert await tables(database) == set()
    assert await migrate.current(database) is None

    await migrate.upgrade(database)
    assert await tables(database) == set(metadata.tables)
    assert await migrate.current(database) == migrate.head()


async def test_upgrading_twice_keeps_the_data(database: Database) -> None:
    await fill(database)
    await migrate.upgrade(database)
    async with database.read() as connection:
        for table in metadata.sorted_tables:
            assert await connection.scalar(sa.select(sa.func.count()).select_from(table)) == 1
        row = (await connection.execute(sa.select(event))).mappings().one()
    assert row["at"] == MONDAY_MORNING
    assert row["interaction"] == 2**63 - 1


async def test_erasing_a_member_leaves_nothing_of_theirs(database: Database) -> None:
    await fill(database)
    async with database.write() as connection:
        await connection.execute(sa.delete(member))
    async with database.read() as connection:
        for table in set(metadata.sorted_tables) - NOT_OF_A_MEMBER:
            assert await connection.scalar(sa.select(sa.func.count()).select_from(table)) == 0


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'new' / 'rapport.db'}"
    return request.getfixturevalue("empty_postgresql_url")


async def test_two_processes_migrate_at_once(empty_url: str) -> None:
    both = [Database.open(empty_url) for _ in range(2)]
    await asyncio.gather(*(migrate.upgrade(database) for database in both))
    for database in both:
        await migrate.require_current(database)
        await database.close()


async def test_a_new_database_is_not_migrated(empty_url: str) -> None:
    database = Database.open(empty_url)
    try:
        assert await migrate.current(database) is None
        with pytest.raises(StorageNotMigrated):
            await migrate.require_current(database)
    finally:
        await database.close()


async def test_a_newer_database_is_refused(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    for refused in (
        migrate.current(database),
        migrate.upgrade(database),
        migrate.downgrade(database, migrate.BASE),
        migrate.require_current(database),
    ):
        with pytest.raises(StorageTooNew):
            await refused
    assert await tables(database) == set(metadata.tables)


async def test_a_failing_migration_changes_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(database)
    first = migrate._scripts().get_revision(migrate.head()).module

    def fail_at_the_end(config: Config, revision: str) -> None:
        context = MigrationContext.configure(config.attributes["connection"])
        with Operations.context(context):
            first.downgrade()
        raise RuntimeError("pulled the plug")

    monkeypatch.setattr("alembic.command.downgrade", fail_at_the_end)
    with pytest.raises(RuntimeError, match="plug"):
        await migrate.downgrade(database, migrate.BASE)
    assert await tables(database) == set(metadata.tables)
    assert await migrate.current(database) == migrate.head()


async def test_a_missing_file_is_not_made_by_looking(tmp_path) -> None:
    file = tmp_path / "none.db"
    database = Database.open(f"sqlite+aiosqlite:///{file}", create=False)
    with pytest.raises(StorageMissing):
        await migrate.current(database)
    await database.close()
    assert not file.exists()
