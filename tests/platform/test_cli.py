"""The command `rapport`: what it says, and how it ends."""

import os
import re
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import __version__, app, cli
from bot.delivery.breaker import Stop
from bot.delivery.queue import STOPPED
from bot.keys import Keyring, new_key
from bot.lock import RunLock
from bot.storage.engine import Database
from bot.storage.errors import StorageBusy

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder, and no settings."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("RAPPORT_") and name != "RAPPORT_TEST_RUN_FOLDER":
            monkeypatch.delenv(name)
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr("bot.logs.set_up", lambda *_, **__: None)


def rapport(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **environment},
    )


def test_help_names_every_command_and_is_quick() -> None:
    begun = time.perf_counter()
    done = rapport("--help")
    assert time.perf_counter() - begun < 3
    assert done.returncode == 0
    for command in (
        "run",
        "deliver",
        "demo",
        "doctor",
        "resume",
        "migrate",
        "backup",
        "sync",
        "keys",
    ):
        assert re.search(rf"^    {command} ", done.stdout, re.MULTILINE)
    assert "Exit codes" in done.stdout


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, bot.cli; print([m for m in ('discord', 'sqlalchemy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_version(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"rapport {__version__}\n"


@pytest.mark.parametrize(
    "wrong", [[], ["unknown"], ["keys"], ["demo", "--port", "many"], ["run", "--shard-ids", "a"]]
)
def test_wrong_usage(wrong: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(wrong)
    assert ended.value.code == cli.USAGE
    assert "usage: rapport" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["run", "deliver", "sync"])
def test_without_a_token(command: str, capsys: Captured, tmp_path: Path) -> None:
    assert cli.main([command]) == cli.USAGE
    said = capsys.readouterr().err
    assert "DISCORD_TOKEN is missing" in said
    assert "discord.com/developers" in said
    assert "rapport demo" in said
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_setting(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://u:secret@h/d")
    for command in ("run", "migrate", "sync"):
        assert cli.main([command]) == cli.USAGE
        assert capsys.readouterr().err.startswith("DATABASE_URL must begin with postgresql+asyncpg")
    assert cli.main(["doctor"]) == cli.FAILED
    assert capsys.readouterr().out.startswith("mend  Settings: DATABASE_URL")


def test_migrate_as_a_process(tmp_path: Path) -> None:
    first = rapport("migrate")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("The database is up to date now")
    assert "already" in rapport("migrate").stdout
    assert sorted(file.name for file in (tmp_path / "var").iterdir()) == [
        "rapport.db",
        "rapport.db.lock",
    ]


def test_many_that_migrate_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot.cli", "migrate"]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)
    ]
    results = [(process.communicate(), process.returncode) for process in running]
    assert all(code in {cli.OK, cli.ALREADY_RUNNING} for _, code in results), results
    assert any(code == cli.OK for _, code in results)


def test_doctor(capsys: Captured) -> None:
    assert cli.main(["doctor"]) == cli.OK
    said = capsys.readouterr().out
    assert re.search(r"^look  Token: ", said, re.MULTILINE)
    assert cli.main(["doctor", "--quick"]) == cli.FAILED
    assert capsys.readouterr().out.startswith("mend  Database: ")


def test_new_keys_can_be_used(capsys: Captured) -> None:
    keys = []
    for _ in range(2):
        assert cli.main(["keys", "new"]) == cli.OK
        keys.append(capsys.readouterr().out.strip())
    assert keys[0] != keys[1]
    Keyring(keys)


def test_a_backup_beside_a_running_bot(tmp_path: Path, capsys: Captured) -> None:
    cli.main(["migrate"])
    lock = RunLock(tmp_path / "var" / "rapport.db")
    lock.acquire()
    capsys.readouterr()
    assert cli.main(["backup", "copy.db"]) == cli.OK
    lock.release()
    said = capsys.readouterr().out
    assert "the key in var/keys" in said
    assert "keep a copy of that as well" in said
    assert (tmp_path / "copy.db").stat().st_size > 0
    assert cli.main(["backup", "copy.db"]) == cli.FAILED
    assert "copy.db already" in capsys.readouterr().err


def test_a_backup_of_postgresql(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql+asyncpg://u:hunter2@127.0.0.1:1/d")
    assert cli.main(["backup", "copy.dump"]) == cli.USAGE
    said = capsys.readouterr().err
    assert "pg_dump" in said
    assert "hunter2" not in said


def test_resuming(capsys: Captured, tmp_path: Path) -> None:
    cli.main(["migrate"])
    capsys.readouterr()
    assert cli.main(["resume"]) == cli.OK
    assert capsys.readouterr().out == "Deliveries were not stopped.\n"
    with closing(sqlite3.connect(tmp_path / "var" / "rapport.db")) as connection, connection:
        stop = Stop(datetime(2026, 1, 5, 10, tzinfo=UTC), "flagged").as_text()
        connection.execute("INSERT INTO installation VALUES (?, ?)", (STOPPED, stop))
    lock = RunLock(tmp_path / "var" / "rapport.db")
    lock.acquire()
    assert cli.main(["resume"]) == cli.OK, "beside a running bot"
    lock.release()
    assert "since 2026-01-05 10:00 UTC (flagged)" in capsys.readouterr().out
    cli.main(["resume"])
    assert capsys.readouterr().out == "Deliveries were not stopped.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--shard-ids", "0"], "go together"),
        (["--shard-count", "2"], "go together"),
        (["--shard-ids", "0,2", "--shard-count", "2"], "of 2 shards the ids are 0 to 1"),
        (["--shard-ids", "0,0", "--shard-count", "2"], "named once"),
    ],
)
def test_shares_of_the_gateway_that_cannot_be(
    arguments: list[str], said: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "x")
    monkeypatch.setenv("DATABASE_URL", "postgresql+asyncpg://u@127.0.0.1:1/d")
    assert cli.main(["run", *arguments]) == cli.USAGE
    assert said in capsys.readouterr().err


def test_shares_are_for_postgresql(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "x")
    assert cli.main(["run", "--shard-ids", "0", "--shard-count", "2"]) == cli.USAGE
    assert "on SQLite there is one process" in capsys.readouterr().err


def test_rotating(capsys: Captured) -> None:
    assert cli.main(["keys", "rotate"]) == cli.FAILED, "there is no database"
    cli.main(["migrate"])
    assert cli.main(["keys", "rotate"]) == cli.USAGE, "there is no key"
    assert "Traceback" not in capsys.readouterr().err


def test_postgresql_needs_a_key(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql+asyncpg://u@127.0.0.1:1/d")
    monkeypatch.setenv("DISCORD_TOKEN", "x")
    assert cli.main(["run"]) == cli.USAGE
    assert "rapport keys new" in capsys.readouterr().err
    monkeypatch.setenv("RAPPORT_KEYS", new_key())
    assert cli.main(["run"]) == cli.FAILED
    assert capsys.readouterr().err.startswith("The database can't be reached.")


def test_a_key_that_is_gone_is_not_replaced(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "x")
    first = rapport("run", DISCORD_TOKEN="x")
    assert first.returncode in {cli.FAILED, cli.REFUSED}, "no Discord here, but the rest is made"
    (tmp_path / "var" / "keys").unlink()
    assert cli.main(["run"]) == cli.USAGE
    assert "Put it back from your copy" in capsys.readouterr().err
    assert not (tmp_path / "var" / "keys").exists()


@pytest.mark.parametrize("error", [StorageBusy(), RuntimeError("a private word")])
def test_errors_end_in_one_sentence(
    error: Exception, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Database, "open", fail)
    assert cli.main(["migrate"]) == cli.FAILED
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "private" not in said
    assert said.count("\n") == 1
    if isinstance(error, RuntimeError):
        assert re.search(r"look for \w{3}-\w{3}\.", said)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (app.DiscordRefused("It says no."), cli.REFUSED),
        (app.TokenRevoked(), cli.REVOKED),
        (app.DiscordUnreachable("It is away."), cli.FAILED),
    ],
)
def test_what_discord_says_has_codes_of_its_own(
    error: Exception, code: int, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(app, "build", fail)
    monkeypatch.setenv("DISCORD_TOKEN", "x")
    assert cli.main(["run"]) == code
    assert capsys.readouterr().err == f"{error}\n"


def test_the_demo_gets_its_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, int | None]] = []

    def play(role: str, port: int | None) -> int:
        calls.append((role, port))
        return 0

    monkeypatch.setattr("bot.demo.host.main", play)
    cli.main(["demo"])
    cli.main(["demo", "--as", "moderator", "--port", "8765"])
    assert calls == [("member", None), ("moderator", 8765)]
