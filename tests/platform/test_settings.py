"""The settings: read from the environment, refused with the variable's name and what to do."""

from pathlib import Path

import pytest

from bot.settings import DEFAULT_DATABASE_URL, Settings, SettingsError, require_token

VARIABLES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings from wherever the tests run."""
    monkeypatch.chdir(tmp_path)
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def test_nothing_is_needed_to_begin() -> None:
    settings = Settings.load()
    assert settings.discord_token is None
    assert settings.database_url == DEFAULT_DATABASE_URL
    assert settings.key_file == Path("var/keys")
    assert settings.rapport_sweep_seconds == 60
    assert (settings.rapport_pace, settings.rapport_in_flight) == (46, 10)
    assert settings.rapport_dm_openings == 1.0
    assert (settings.rapport_host, settings.rapport_port) == ("127.0.0.1", None)


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text(
        "DISCORD_TOKEN=from-file\nRAPPORT_LOG_LEVEL=debug\nPOSTGRES_PASSWORD=for-compose\n"
    )
    monkeypatch.setenv("DISCORD_TOKEN", "from-environment")
    settings = Settings.load()
    assert require_token(settings).get_secret_value() == "from-environment"
    assert settings.rapport_log_level == "DEBUG"


def test_an_empty_value_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("DISCORD_TOKEN=\n")
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("RAPPORT_KEYS", "")
    settings = Settings.load()
    assert settings.discord_token is None
    assert settings.rapport_keys is None
    assert settings.database_url == DEFAULT_DATABASE_URL


@pytest.mark.parametrize(
    "url",
    [
        "sqlite+aiosqlite:///var/rapport.db",
        "sqlite+aiosqlite:////srv/rapport.db",
        "postgresql+asyncpg://user:pass@host/rapport",
        "postgresql+asyncpg://user@/rapport?host=/run/postgresql",
    ],
)
def test_addresses_that_work(url: str) -> None:
    assert Settings.alone(database_url=url).database_url == url


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("postgres://u:hunter2@h/d", "postgresql+asyncpg:// instead of postgres://"),
        ("postgresql://u:hunter2@h/d", "postgresql+asyncpg:// instead of postgresql://"),
        ("sqlite:///var/rapport.db", "sqlite+aiosqlite:/// instead of sqlite:///"),
        ("mysql://u:hunter2@h/d", "SQLite (sqlite+aiosqlite:///var/rapport.db) and PostgreSQL"),
        ("postgresql+psycopg://u:hunter2@h/d", "postgresql+asyncpg://user:password@host"),
        ("sqlite+aiosqlite://", "must name a file"),
        ("sqlite+aiosqlite:///:memory:", "must name a file"),
        ("hunter2", "is no database address"),
        ("postgresql+asyncpg://u:hunter2@h:port/d", "is no database address"),
    ],
)
def test_addresses_that_are_refused(monkeypatch: pytest.MonkeyPatch, url: str, advice: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    assert str(caught.value).startswith("DATABASE_URL ")
    assert advice in str(caught.value)
    assert "hunter2" not in str(caught.value), "it may be a password"


def test_everything_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_SWEEP_SECONDS", "soon")
    monkeypatch.setenv("RAPPORT_LOG_LEVEL", "loud")
    monkeypatch.setenv("RAPPORT_LOG_FORMAT", "xml")
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    lines = str(caught.value).splitlines()
    assert [line.split()[0] for line in lines] == [
        "RAPPORT_LOG_LEVEL",
        "RAPPORT_LOG_FORMAT",
        "RAPPORT_SWEEP_SECONDS",
    ] or len(lines) == 3
    assert "'DEBUG', 'INFO', 'WARNING' or 'ERROR'" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("RAPPORT_PACE", ["0", "51", "4.5"]),
        ("RAPPORT_IN_FLIGHT", ["0", "51"]),
        ("RAPPORT_DM_OPENINGS", ["-1", "51", "nan"]),
        ("RAPPORT_PORT", ["0", "65536", "http"]),
    ],
)
def test_numbers_that_make_no_sense(
    monkeypatch: pytest.MonkeyPatch, name: str, values: list[str]
) -> None:
    for value in values:
        monkeypatch.setenv(name, value)
        with pytest.raises(SettingsError, match=name):
            Settings.load()


def test_secrets_are_not_shown() -> None:
    settings = Settings.alone(
        discord_token="top.secret.token",
        rapport_keys="secret-key",
        database_url="postgresql+asyncpg://u:secret@h/d",
    )
    assert "secret" not in repr(settings)
    assert "secret" not in str(settings)


def test_the_key_stands_beside_the_database(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/demo.db"
    assert Settings.alone(database_url=url).key_file == tmp_path / "keys"
    named = Settings.alone(database_url=url, rapport_key_file="/elsewhere/keys")
    assert named.key_file == Path("/elsewhere/keys")
    assert Settings.alone(database_url="postgresql+asyncpg://h/d").key_file is None


def test_alone_ignores_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a-real-one")
    monkeypatch.setenv("DATABASE_URL", "mysql://nonsense")
    Path(".env").write_text("RAPPORT_SWEEP_SECONDS=7\n")
    settings = Settings.alone()
    assert settings.discord_token is None
    assert settings.rapport_sweep_seconds == 60


def test_a_missing_token_says_where_to_get_one() -> None:
    with pytest.raises(SettingsError) as caught:
        require_token(Settings.load())
    for word in ("DISCORD_TOKEN", "developers/applications", ".env", "rapport demo"):
        assert word in str(caught.value)


def test_every_setting_is_described() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
