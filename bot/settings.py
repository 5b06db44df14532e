"""The settings: read from the environment and from `.env`, one class per section.

Every field is an environment variable of the same name in capitals. docs and `.env.example`
are held against the fields by a test, so each has a description.
"""

from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

DEFAULT_DATABASE_URL = "sqlite+aiosqlite:///var/rapport.db"
PORTAL = "https://discord.com/developers/applications"
POSTGRESQL_FORM = "postgresql+asyncpg://user:password@host/rapport"


class SettingsError(Exception):
    """A setting is missing or wrong. `str()` names the variable and what to do, a line each."""


class _Section(BaseSettings):
    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        defer_build=True,  # only the class that is used is built
    )


class DiscordSettings(_Section):
    """The connection to Discord."""

    discord_token: SecretStr | None = Field(
        default=None,
        description="The bot's token, from the Discord developer portal, under Bot. "
        "Only `rapport run` and `rapport sync` need it.",
    )


class StorageSettings(_Section):
    """Where everything is kept."""

    database_url: str = Field(
        default=DEFAULT_DATABASE_URL,
        repr=False,
        description="Where everything is kept: a SQLite file, or a PostgreSQL database as "
        f"{POSTGRESQL_FORM}.",
    )

    @field_validator("database_url")
    @classmethod
    def _known_scheme(cls, url: str) -> str:
        try:
            parsed = make_url(url)
        except (ArgumentError, ValueError) as error:
            raise ValueError(
                f"is no database address. Write {DEFAULT_DATABASE_URL} or {POSTGRESQL_FORM}."
            ) from error
        match parsed.drivername:
            case "sqlite+aiosqlite":
                return _with_file(url, parsed.database)
            case "postgresql+asyncpg":
                return url
            case "sqlite":
                raise ValueError("must begin with sqlite+aiosqlite:/// instead of sqlite:///.")
            case "postgres" | "postgresql":
                raise ValueError(
                    "must begin with postgresql+asyncpg:// instead of "
                    f"{parsed.drivername}://; the rest stays as it is."
                )
            case _:
                raise ValueError(
                    "names a database that Rapport doesn't know. It works with SQLite "
                    f"({DEFAULT_DATABASE_URL}) and PostgreSQL ({POSTGRESQL_FORM})."
                )

    @property
    def on_postgresql(self) -> bool:
        """Whether there may be several processes."""
        return make_url(self.database_url).get_backend_name() == "postgresql"


class KeySettings(StorageSettings):
    """The keys that names, notes and drafts are encrypted with."""

    rapport_keys: SecretStr | None = Field(
        default=None,
        description="Fernet keys, separated by commas: the first encrypts, all decrypt. "
        "`rapport keys new` makes one. PostgreSQL needs it; on SQLite a key is generated "
        "into RAPPORT_KEY_FILE when it is empty. Losing the keys loses the data.",
    )
    rapport_key_file: Path | None = Field(
        default=None,
        description="Where the generated key is kept on SQLite, readable by its owner only. "
        "By default the file `keys` beside the database: var/keys.",
    )

    @property
    def key_file(self) -> Path | None:
        """Where a generated key is kept; None on PostgreSQL, unless one is named."""
        if self.rapport_key_file is not None:
            return self.rapport_key_file
        parsed = make_url(self.database_url)
        if parsed.get_backend_name() != "sqlite" or not parsed.database:
            return None
        return Path(parsed.database).parent / "keys"


class LogSettings(_Section):
    """What is logged."""

    rapport_log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much is logged: DEBUG, INFO, WARNING or ERROR."
    )
    rapport_log_format: Literal["text", "json"] = Field(
        default="text",
        description="How it is logged: text for people, json for machines (a line each).",
    )

    @field_validator("rapport_log_level", mode="before")
    @classmethod
    def _upper(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @field_validator("rapport_log_format", mode="before")
    @classmethod
    def _lower(cls, form: object) -> object:
        return form.lower() if isinstance(form, str) else form


class DeliverySettings(_Section):
    """The delivery of nudges."""

    rapport_sweep_seconds: int = Field(
        default=60,
        ge=5,
        le=3600,
        description="How often everything due is looked for again, in seconds (5 to 3600), "
        "against whatever the alarm missed.",
    )
    rapport_pace: int = Field(
        default=46,
        ge=1,
        le=50,
        description="How many requests a second deliveries may cost (1 to 50, which is "
        "Discord's own limit for everything together).",
    )
    rapport_in_flight: int = Field(
        default=10,
        ge=1,
        le=50,
        description="How many deliveries are sent at once (1 to 50).",
    )
    rapport_dm_openings: float = Field(
        default=1.0,
        ge=0,
        le=50,
        description="How many new direct-message channels are opened a second; 0 opens them "
        "as fast as RAPPORT_PACE allows.",
    )


class HealthSettings(_Section):
    """What is shown of a process over HTTP: health and metrics."""

    rapport_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="The port of /healthz, /readyz and /metrics; each process needs its own. "
        "Without it there is none.",
    )
    rapport_host: str = Field(
        default="127.0.0.1",
        description="The address that RAPPORT_PORT is opened at: by default this machine's own, "
        "0.0.0.0 for all of its networks. Nothing there is secret, nor is it protected.",
    )


class Settings(DiscordSettings, KeySettings, LogSettings, DeliverySettings, HealthSettings):
    """All sections together. Keyword arguments win over the environment, that over `.env`."""

    @classmethod
    def load(cls) -> Self:
        """The settings of this process. Raises `SettingsError`."""
        try:
            return cls()
        except ValidationError as error:
            raise SettingsError(_explain(error)) from None

    @classmethod
    def alone(cls, **values: Any) -> "Settings":
        """Only `values` and the defaults, whatever the environment says (demo, tests).

        Raises `SettingsError`.
        """
        try:
            return _Alone(**values)
        except ValidationError as error:
            raise SettingsError(_explain(error)) from None


def require_token(settings: DiscordSettings) -> SecretStr:
    """The bot's token. Raises `SettingsError`, which says where to get one."""
    if settings.discord_token is None:
        raise SettingsError(
            "DISCORD_TOKEN is missing. Create an application in Discord's developer portal\n"
            f"({PORTAL}), open Bot, press Reset Token,\n"
            "and put the token into the environment or into a file .env:\n\n"
            "    DISCORD_TOKEN=...\n\n"
            "To try the coach without Discord and without a token: rapport demo"
        )
    return settings.discord_token


class _Alone(Settings):
    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def _with_file(url: str, path: str | None) -> str:
    if not path or path == ":memory:" or path.startswith("file:"):
        raise ValueError(f"must name a file, for example {DEFAULT_DATABASE_URL}.")
    return url


def _explain(error: ValidationError) -> str:
    """One line a setting: its variable and what to do. Never the value, it may be a secret."""
    lines = []
    for problem in error.errors(include_input=False, include_url=False):
        name = str(problem["loc"][0]).upper() if problem["loc"] else "The settings"
        lines.append(f"{name} {_sentence(problem['msg'])}")
    return "\n".join(lines)


def _sentence(message: str) -> str:
    text = message.removeprefix("Value error, ")
    if text == message:
        text = f"is not right: {message[:1].lower()}{message[1:]}"
    return text if text.endswith(".") else f"{text}."
