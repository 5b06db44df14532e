"""`rapport doctor`: looks at everything that Rapport stands on, and says what to do.

Works while the bot runs, without a token, and with a database or keys that don't work: that is
what it is for. It changes nothing.
"""

import base64
import binascii
import importlib.metadata
import re
import zoneinfo
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import sqlalchemy as sa

from bot import content
from bot.clock import Clock
from bot.keys import (
    Keyring,
    KeysError,
    is_private,
    keys_from_environment,
    load_keyring,
    new_key,
)
from bot.settings import Settings
from bot.storage import installation, migrate
from bot.storage.engine import Database
from bot.storage.errors import (
    StorageError,
    StorageMissing,
    StorageReadOnly,
    StorageTooNew,
)
from bot.storage.tables import DeliveryState, delivery

Level = Literal["ok", "look", "mend"]

LATE_SWEEPS = 5
"""A bot that missed so many sweeps in a row counts as stopped."""

_TOKEN = re.compile(r"([\w-]{18,})\.[\w-]{5,}\.[\w-]{25,}")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `ok`; `look`: may be as intended; `mend`: does not work like this."""

    level: Level
    subject: str
    text: str

    def __str__(self) -> str:
        return f"{self.level:<5} {self.subject}: {self.text}"


async def examine(settings: Settings, clock: Clock, *, quick: bool = False) -> list[Finding]:
    """Look at everything, or (`quick`) only at what a running bot needs from minute to minute."""
    database = Database.open(settings.database_url, create=False)
    try:
        if quick:
            return [finding async for finding in _alive(database, settings, clock)]
        findings = [*_token(settings)]
        findings += [finding async for finding in _database(database)]
        findings += [finding async for finding in _key(database, settings)]
        findings += [*_data(), *_zones()]
        findings += [finding async for finding in _commands(database, clock)]
        findings += [finding async for finding in _running(database, settings, clock)]
        return findings
    finally:
        await database.close()


def must_mend(findings: Sequence[Finding]) -> bool:
    """Whether something has to be mended before Rapport can run."""
    return any(finding.level == "mend" for finding in findings)


def _token(settings: Settings) -> Iterator[Finding]:
    subject = "Token"
    if settings.discord_token is None:
        yield Finding(
            "look",
            subject,
            "DISCORD_TOKEN is missing. `rapport run` needs it (Discord developer portal, your "
            "application, Bot, Reset Token); `rapport demo` doesn't.",
        )
    elif not _looks_like_token(settings.discord_token.get_secret_value()):
        yield Finding(
            "mend",
            subject,
            "DISCORD_TOKEN has not the form of a bot's token: three parts with dots between. "
            "Copy it again, whole and without quotes; the client secret is something else.",
        )
    else:
        yield Finding("ok", subject, "has the right form; only Discord knows whether it is valid.")


def _looks_like_token(token: str) -> bool:
    """Three parts, the first of which is the bot's id in base64."""
    match = _TOKEN.fullmatch(token)
    if match is None:
        return False
    first = match[1] + "=" * (-len(match[1]) % 4)
    try:
        return base64.urlsafe_b64decode(first).isdigit()
    except (binascii.Error, ValueError):
        return False


async def _database(database: Database) -> AsyncIterator[Finding]:
    subject = "Database"
    where = "PostgreSQL" if database.file is None else f"the SQLite file {database.file}"
    try:
        revision = await migrate.current(database)
    except StorageTooNew as error:
        yield Finding("mend", "Migrations", str(error))
        return
    except StorageMissing as error:
        if database.file is not None and not database.file.exists():
            yield Finding("look", subject, f"{where} is not there yet; `rapport run` makes it.")
        else:
            yield Finding("mend", subject, f"{where}: {error}")
        return
    except StorageError as error:
        yield Finding("mend", subject, f"{where}: {error}")
        return
    yield await _writable(database, where)
    if revision == migrate.head():
        yield Finding("ok", "Migrations", f"up to date ({revision}).")
    elif database.dialect == "sqlite":
        yield Finding("look", "Migrations", "not up to date; `rapport run` brings it up to date.")
    else:
        yield Finding("mend", "Migrations", "not up to date. Run: rapport migrate")


async def _writable(database: Database, where: str) -> Finding:
    try:
        await _try_writing(database)
    except StorageReadOnly as error:
        return Finding("mend", "Database", f"{where} can be read, but: {error}")
    except StorageError as error:
        return Finding("look", "Database", f"{where} can be read, but: {error}")
    return Finding("ok", "Database", f"{where} can be read and written.")


async def _try_writing(database: Database) -> None:
    """Begin to write, and take it back."""
    try:
        async with database.write() as connection:
            await connection.execute(sa.text("CREATE TABLE rapport_doctor (number INTEGER)"))
            raise _TakeBack
    except _TakeBack:
        return


class _TakeBack(Exception):
    """Rolls a transaction back."""


async def _key(database: Database, settings: Settings) -> AsyncIterator[Finding]:
    subject = "Encryption key"
    in_environment = len(keys_from_environment(settings))
    file = settings.key_file
    where = "in RAPPORT_KEYS" if in_environment else f"in the file {file}"
    try:
        keyring = load_keyring(settings, create=False)
    except KeysError as error:
        missing = file is not None and not in_environment and not file.exists()
        if missing and not (database.file and installation.was_sealed(database.file)):
            yield Finding("look", subject, f"there is none yet; `rapport run` makes one {where}.")
        elif missing:
            yield Finding("mend", subject, f"{file} is gone. Put it back from your copy.")
        else:
            yield Finding("mend", subject, str(error))
        return
    try:
        known = await installation.check(database, keyring)
    except KeysError as error:
        yield Finding("mend", subject, f"{where}: {error}")
        return
    except StorageError:
        known = False
    fits = "fits the database" if known else "is not used yet"
    yield Finding(
        "ok",
        subject,
        f"{where}, {fits}. Losing it loses the data: keep a copy in a safe place, "
        "apart from the database's backups.",
    )
    if not in_environment and file is not None and not is_private(file):
        yield Finding("mend", subject, f"others can read {file}. Run: chmod 600 {file}")


def _data() -> Iterator[Finding]:
    problems = content.problems()
    if problems:
        yield from (Finding("mend", "Data files", problem) for problem in problems)
    else:
        yield Finding("ok", "Data files", "complete.")


def _zones() -> Iterator[Finding]:
    subject = "Time zones"
    try:
        known = len(zoneinfo.available_timezones())
        zoneinfo.ZoneInfo("Europe/Berlin")
        version = importlib.metadata.version("tzdata")
    except (zoneinfo.ZoneInfoNotFoundError, importlib.metadata.PackageNotFoundError):
        yield Finding("mend", subject, "are missing. Install the package tzdata.")
    else:
        yield Finding("ok", subject, f"{known} are known (tzdata {version}).")


async def _commands(database: Database, clock: Clock) -> AsyncIterator[Finding]:
    from bot import sync  # noqa: PLC0415  (with --quick neither Discord nor the cogs are loaded)
    from bot.client import RapportBot  # noqa: PLC0415
    from bot.services.coach import Coach  # noqa: PLC0415

    bot = RapportBot(Coach(database, Keyring([new_key()]), clock))
    try:
        await bot.load_everything()
        payload = await sync.payload_of(bot.tree)
    finally:
        await bot.close()
    problems = sync.command_problems(payload)
    if problems:
        for problem in problems:
            yield Finding("mend", "Commands", f"Discord would refuse them. {problem}")
    else:
        yield Finding("ok", "Commands", f"{len(payload)}, within Discord's limits.")


async def _running(database: Database, settings: Settings, clock: Clock) -> AsyncIterator[Finding]:
    async for finding in _sweeps(database, settings, clock, stopped="look"):
        yield finding
    async for finding in _stopped(database, clock):
        yield finding
    async for finding in _parked(database):
        yield finding


async def _alive(database: Database, settings: Settings, clock: Clock) -> AsyncIterator[Finding]:
    try:
        await migrate.require_current(database)
    except StorageError as error:
        yield Finding("mend", "Database", str(error))
        return
    yield Finding("ok", "Database", "can be read.")
    async for finding in _sweeps(database, settings, clock, stopped="mend"):
        yield finding


async def _sweeps(
    database: Database, settings: Settings, clock: Clock, *, stopped: Level
) -> AsyncIterator[Finding]:
    subject = "Last sweep"
    try:
        async with database.read() as connection:
            last = await installation.last_sweep(connection)
    except StorageError:
        return
    if last is None:
        yield Finding(stopped, subject, "none yet; the bot has not run.")
        return
    age = clock.now() - last
    words = f"{_in_words(age)} ago"
    if age > LATE_SWEEPS * timedelta(seconds=settings.rapport_sweep_seconds):
        yield Finding(stopped, subject, f"{words}. Is the bot running? `rapport run` starts it.")
    else:
        yield Finding("ok", subject, f"{words}.")


async def _stopped(database: Database, clock: Clock) -> AsyncIterator[Finding]:
    """Deliveries that stand still, all of them."""
    from bot.delivery import stops  # noqa: PLC0415  (not with --quick)

    try:
        stop = await stops.stored(database)
    except StorageError:
        return
    if stop is not None and stop.holds(clock.now()):
        yield Finding(
            "mend",
            "Deliveries",
            f"all stopped {stops.in_words(stop)}. `rapport resume` starts them again.",
        )


async def _parked(database: Database) -> AsyncIterator[Finding]:
    """Deliveries that were given up, by what Discord said."""
    query = (
        sa.select(delivery.c.error, sa.func.count())
        .where(delivery.c.state == DeliveryState.PARKED)
        .group_by(delivery.c.error)
        .order_by(sa.func.count().desc())
    )
    try:
        async with database.read() as connection:
            rows = (await connection.execute(query)).all()
    except StorageError:
        return
    for error, count in rows:
        yield Finding("look", "Deliveries", f"{count} given up: {error or 'unknown error'}.")


def _in_words(age: timedelta) -> str:
    seconds = max(int(age.total_seconds()), 0)
    for unit, length in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit}"
    return f"{seconds} seconds"
