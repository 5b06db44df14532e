"""The doctor: what it finds, what it says to do, and that it changes nothing."""

import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot import content, doctor
from bot.delivery.breaker import Stop
from bot.delivery.queue import STOPPED
from bot.doctor import Finding, examine, must_mend
from bot.keys import Keyring, create_key_file, new_key
from bot.settings import Settings
from bot.storage import installation, migrate
from bot.storage.engine import Database
from bot.storage.tables import DeliveryState, delivery, member
from tests.clock import FakeClock
from tests.platform.tiny_discord import TOKEN


@pytest.fixture
def settings(database_url: str, keys: list[str]) -> Settings:
    """An installation that lacks nothing."""
    return Settings.alone(database_url=database_url, rapport_keys=keys[0], discord_token=TOKEN)


@pytest.fixture
async def running(database: Database, keyring: Keyring, clock: FakeClock) -> Database:
    """A database as a running bot leaves it."""
    await installation.unlock(database, keyring)
    async with database.write() as connection:
        await installation.note_sweep(connection, clock.now())
    return database


def about(findings: list[Finding], subject: str) -> Finding:
    (finding,) = [one for one in findings if one.subject == subject]
    return finding


async def test_everything_in_order(running: Database, settings: Settings, clock: FakeClock) -> None:
    findings = await examine(settings, clock)
    assert {one.level for one in findings} == {"ok"}, "\n".join(map(str, findings))
    assert [one.subject for one in findings] == [
        "Token",
        "Database",
        "Migrations",
        "Encryption key",
        "Data files",
        "Time zones",
        "Commands",
        "Last sweep",
    ]
    assert not must_mend(findings)
    key = about(findings, "Encryption key").text
    assert "RAPPORT_KEYS" in key
    assert "Losing it loses the data" in key


async def test_it_changes_nothing(running: Database, settings: Settings, clock: FakeClock) -> None:
    async def content_of() -> str:
        async with running.read() as connection:
            rows = (await connection.execute(sa.select(installation.installation))).all()
            names = await connection.run_sync(lambda sync: sa.inspect(sync).get_table_names())
        return hashlib.sha256(repr((sorted(rows), sorted(names))).encode()).hexdigest()

    before = await content_of()
    await examine(settings, clock)
    assert await content_of() == before


async def test_no_secret_is_printed(
    running: Database, settings: Settings, clock: FakeClock, keys: list[str]
) -> None:
    written = "\n".join(map(str, await examine(settings, clock)))
    assert TOKEN not in written
    assert keys[0] not in written


@pytest.mark.parametrize(
    ("token", "level"),
    [
        (None, "look"),
        (TOKEN, "ok"),
        ("abc", "mend"),
        (f"'{TOKEN}'", "mend"),
        (TOKEN[:-20], "mend"),
        ("not-the-id-of-a-bot." + TOKEN.partition(".")[2], "mend"),
    ],
)
async def test_the_tokens_form(
    tmp_path: Path, clock: FakeClock, token: str | None, level: str
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/rapport.db"
    found = await examine(Settings.alone(discord_token=token, database_url=url), clock)
    finding = about(found, "Token")
    assert finding.level == level
    if token is not None:
        assert token not in finding.text


async def test_before_the_first_start(tmp_path: Path, clock: FakeClock) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/var/rapport.db"
    findings = await examine(Settings.alone(database_url=url), clock)
    assert not must_mend(findings)
    assert about(findings, "Database").level == "look"
    assert about(findings, "Encryption key").level == "look"
    assert os.listdir(tmp_path) == []  # noqa: PTH208


async def test_no_server(clock: FakeClock, keys: list[str]) -> None:
    url = "postgresql+asyncpg://nobody:password@127.0.0.1:1/rapport"
    findings = await examine(Settings.alone(database_url=url, rapport_keys=keys[0]), clock)
    assert about(findings, "Database").level == "mend"
    assert "password" not in "\n".join(map(str, findings))


async def test_a_damaged_file(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "rapport.db").write_text("no database " * 100)
    url = f"sqlite+aiosqlite:///{tmp_path}/rapport.db"
    findings = await examine(Settings.alone(database_url=url), clock)
    assert about(findings, "Database").level == "mend"


async def test_a_file_that_cannot_be_written(sqlite_url: str, clock: FakeClock) -> None:
    findings = await examine(Settings.alone(database_url=f"{sqlite_url}?mode=ro"), clock)
    finding = about(findings, "Database")
    assert finding.level == "mend"
    assert "permissions" in finding.text


async def test_old_tables(database: Database, settings: Settings, clock: FakeClock) -> None:
    await migrate.downgrade(database, migrate.BASE)
    finding = about(await examine(settings, clock), "Migrations")
    if database.dialect == "sqlite":
        assert finding.level == "look"
    else:
        assert (finding.level, "rapport migrate" in finding.text) == ("mend", True)


async def test_a_newer_version(database: Database, settings: Settings, clock: FakeClock) -> None:
    async with database.write() as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    assert about(await examine(settings, clock), "Migrations").level == "mend"
    assert must_mend(await examine(settings, clock, quick=True))


async def test_a_wrong_key(running: Database, database_url: str, clock: FakeClock) -> None:
    settings = Settings.alone(database_url=database_url, rapport_keys=new_key())
    assert about(await examine(settings, clock), "Encryption key").level == "mend"


async def test_a_key_file(sqlite_url: str, tmp_path: Path, clock: FakeClock) -> None:
    settings = Settings.alone(database_url=sqlite_url)
    file = tmp_path / "keys"
    create_key_file(file, [new_key()])
    finding = about(await examine(settings, clock), "Encryption key")
    assert finding.level == "ok"
    assert str(file) in finding.text

    file.chmod(0o644)
    findings = await examine(settings, clock)
    assert any("chmod 600" in one.text and one.level == "mend" for one in findings)


async def test_a_key_file_that_is_gone(
    sqlite_url: str, keyring: Keyring, tmp_path: Path, clock: FakeClock
) -> None:
    database = Database.open(sqlite_url)
    await installation.unlock(database, keyring)
    await database.close()
    finding = about(await examine(Settings.alone(database_url=sqlite_url), clock), "Encryption key")
    assert finding.level == "mend"
    assert "copy" in finding.text
    assert not (tmp_path / "keys").exists()


async def test_broken_data(
    running: Database, settings: Settings, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "problems", lambda: ["one thing", "another"])
    findings = [one for one in await examine(settings, clock) if one.subject == "Data files"]
    assert [(one.level, one.text) for one in findings] == [
        ("mend", "one thing"),
        ("mend", "another"),
    ]


@pytest.mark.parametrize(("minutes", "fresh"), [(4, True), (6, False), (3000, False)])
async def test_the_age_of_the_last_sweep(
    running: Database, settings: Settings, clock: FakeClock, minutes: int, fresh: bool
) -> None:
    clock.advance(minutes=minutes)
    assert about(await examine(settings, clock), "Last sweep").level == ("ok" if fresh else "look")
    assert must_mend(await examine(settings, clock, quick=True)) is not fresh


async def test_deliveries_that_were_given_up(
    running: Database, settings: Settings, clock: FakeClock
) -> None:
    async with running.write() as connection:
        who = {"id": 1, "data_key": b"", "created": clock.now(), "preferences": {}}
        await connection.execute(sa.insert(member).values(**who))
        for number in range(3):
            row = {
                "member_id": 1,
                "slot": str(number),
                "travel": "own",
                "day": "2026-01-05",
                "nudge_ids": [],
                "nonce": "n",
                "rank": 0,
                "due": clock.now(),
                "next_attempt": clock.now(),
                "state": DeliveryState.PARKED,
                "error": "HTTP 400, code 50035",
            }
            await connection.execute(sa.insert(delivery).values(**row))
    finding = about(await examine(settings, clock), "Deliveries")
    assert (finding.level, finding.text) == ("look", "3 given up: HTTP 400, code 50035.")


async def test_quick_looks_at_little(
    running: Database, settings: Settings, clock: FakeClock
) -> None:
    findings = await examine(settings, clock, quick=True)
    assert [one.subject for one in findings] == ["Database", "Last sweep"]
    assert doctor.must_mend(findings) is False


async def stop_all(database: Database, stop: Stop) -> None:
    async with database.write() as connection:
        await installation.put(connection, STOPPED, stop.as_text())


async def test_deliveries_that_are_stopped(
    running: Database, settings: Settings, clock: FakeClock
) -> None:
    await stop_all(running, Stop(clock.now(), "the bot was flagged"))
    finding = about(await examine(settings, clock), "Deliveries")
    assert finding.level == "mend"
    assert "since 2026-01-05 10:00 UTC (the bot was flagged)" in finding.text
    assert "`rapport resume`" in finding.text
    findings = await examine(settings, clock, quick=True)
    assert not must_mend(findings), "starting the process anew would mend nothing"


async def test_a_stop_that_is_over(running: Database, settings: Settings, clock: FakeClock) -> None:
    until = clock.now() + timedelta(minutes=30)
    await stop_all(running, Stop(clock.now(), "refused by many", until))
    assert "until 10:30 UTC" in about(await examine(settings, clock), "Deliveries").text
    clock.advance(minutes=31)
    assert not must_mend(await examine(settings, clock))
