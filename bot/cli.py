"""The command `rapport`.

Exit codes: 0 all went well; 1 something failed, or `doctor` found something to mend; 2 wrong
usage or configuration; 3 another process runs on the same database; 4 Discord refuses the bot;
5 Discord has ceased to take the token while the bot was sending (401).
"""

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot import __version__, checking_cli

if TYPE_CHECKING:
    from bot.client import Shards
    from bot.delivery.breaker import Stop
    from bot.settings import Settings

OK: Final = 0
FAILED: Final = 1
USAGE: Final = 2
ALREADY_RUNNING: Final = 3
REFUSED: Final = 4
REVOKED: Final = 5

log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    given = _parser().parse_args(arguments)
    try:
        code: int = given.run(given)
    except KeyboardInterrupt:
        return OK
    except BrokenPipeError:  # `rapport doctor | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        return _explain(error)
    else:
        return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rapport",
        description="A Discord bot that coaches people through informal interviews.",
        epilog="Exit codes: 0 fine, 1 failed (or doctor found something to mend), 2 wrong usage or "
        "configuration, 3 another process runs on the same database, 4 Discord refuses the bot, "
        "5 Discord refuses the token while sending. "
        "Settings come from the environment and from .env; .env.example lists them.",
    )
    parser.add_argument("--version", action="version", version=f"rapport {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(name: str, run: Callable[[argparse.Namespace], int], text: str) -> Any:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        return command

    run = add("run", _run, "Run the bot until Ctrl-C or SIGTERM.")
    run.add_argument(
        "--shard-ids", type=_numbers, metavar="0,1", help="this process's shards, on PostgreSQL"
    )
    run.add_argument("--shard-count", type=int, metavar="N", help="the shards of all processes")
    run.add_argument("--no-deliveries", action="store_true", help="leave delivering to the others")
    add("deliver", _deliver, "Only deliver, beside the processes that run the bot.")
    demo = add("demo", _demo, "Try the coach in the browser, without Discord and without a token.")
    demo.add_argument("--as", dest="role", choices=("member", "moderator"), default="member")
    demo.add_argument("--port", type=_port, help="by default any free one")
    doctor = add("doctor", _doctor, "Look at everything, and say what to mend.")
    doctor.add_argument("--quick", action="store_true", help="only whether the bot is alive")
    checking_cli.add_arguments(
        add("check", checking_cli.run, "Say what to mend in a request, questions or a thank-you.")
    )
    add("resume", _resume, "Let deliveries go on that were stopped.")
    add("migrate", _migrate, "Bring the database up to date.")
    backup = add("backup", _backup, "Copy the SQLite database, also while the bot runs.")
    backup.add_argument("file", type=Path, metavar="FILE", help="a new file")
    add("sync", _sync, "Register the commands with Discord, changed or not.")
    keys = add("keys", _keys_usage, "Make or change the encryption keys.")
    actions = keys.add_subparsers(title="actions", metavar="ACTION", required=True)
    for name, run, text in (
        ("new", _keys_new, "Print a new key for RAPPORT_KEYS."),
        ("rotate", _keys_rotate, "Encrypt everything by a new key; can be repeated if it stops."),
    ):
        actions.add_parser(name, help=text, description=text).set_defaults(run=run)
    return parser


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() else -1
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return port


def _numbers(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(one) for one in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError("shards are numbers with commas between: 0,1") from None


def _run(given: argparse.Namespace) -> int:
    from bot.settings import require_token

    settings = _settings()
    require_token(settings)
    shards = _shards(given, settings)
    from bot.app import build

    async def run() -> None:
        await build(settings, shards=shards).run(deliver=not given.no_deliveries)

    asyncio.run(run())
    return OK


def _shards(given: argparse.Namespace, settings: "Settings") -> "Shards | None":
    """This process's share of the gateway. Raises `SettingsError` for one that can't be."""
    from bot.settings import SettingsError

    if given.shard_ids is None and given.shard_count is None:
        return None
    if given.shard_ids is None or given.shard_count is None:
        raise SettingsError("--shard-ids and --shard-count go together, or neither is given.")
    if not settings.on_postgresql:
        raise SettingsError(
            "--shard-ids is for several processes on one PostgreSQL database; "
            "on SQLite there is one process, and it takes all shards."
        )
    from bot.client import Shards

    try:
        return Shards(given.shard_ids, given.shard_count)
    except ValueError as error:
        raise SettingsError(f"--shard-ids: {error}.") from None


def _deliver(_given: argparse.Namespace) -> int:
    from bot.settings import require_token

    settings = _settings()
    require_token(settings)
    from bot.app import build

    async def deliver() -> None:
        await build(settings).deliver()

    asyncio.run(deliver())
    return OK


def _demo(given: argparse.Namespace) -> int:
    from bot.demo.host import main as demo

    return demo(given.role, given.port)


def _doctor(given: argparse.Namespace) -> int:
    from bot.clock import SystemClock
    from bot.doctor import Finding, examine, must_mend
    from bot.settings import Settings, SettingsError

    try:
        settings = Settings.load()
    except SettingsError as error:
        for line in str(error).splitlines():
            print(Finding("mend", "Settings", line))
        return FAILED
    _quiet_logs(settings)
    findings = asyncio.run(examine(settings, SystemClock(), quick=given.quick))
    for finding in findings:
        print(finding)
    return FAILED if must_mend(findings) else OK


def _migrate(_given: argparse.Namespace) -> int:
    from bot.lock import RunLock
    from bot.storage import migrate
    from bot.storage.engine import Database

    settings = _settings()

    async def run() -> str | None:
        database = Database.open(settings.database_url)
        lock = RunLock(database.file) if database.file else None
        try:
            if lock is not None:
                lock.acquire()
            before = await migrate.current(database)
            await migrate.upgrade(database)
        finally:
            await database.close()
            if lock is not None:
                lock.release()
        return before

    before = asyncio.run(run())
    if before == migrate.head():
        print(f"The database was up to date already ({before}).")
    else:
        print(f"The database is up to date now ({migrate.head()}).")
    return OK


def _resume(_given: argparse.Namespace) -> int:
    from bot.delivery import stops
    from bot.storage.engine import Database

    settings = _settings()

    async def resume() -> "Stop | None":
        database = Database.open(settings.database_url, create=False)
        try:
            return await stops.resume(database)
        finally:
            await database.close()

    stop = asyncio.run(resume())
    if stop is None:
        print("Deliveries were not stopped.")
    else:
        print(f"Deliveries go on within a minute. They were stopped {stops.in_words(stop)}.")
    return OK


def _backup(given: argparse.Namespace) -> int:
    from bot.storage import backup
    from bot.storage.engine import Database

    settings = _settings()
    file = Database.open(settings.database_url, create=False).file
    if file is None:
        return _complain(
            "The database is a PostgreSQL one: copy it by PostgreSQL's own pg_dump, for example\n"
            f"    pg_dump --format=custom --file={given.file} --host=HOST --username=USER rapport",
            USAGE,
        )
    backup.copy(file, given.file)
    key = "RAPPORT_KEYS" if settings.rapport_keys else f"the key in {settings.key_file}"
    print(
        f"{given.file} is a copy of the database as it is now. It can be read only with {key}: "
        "keep a copy of that as well, in another place."
    )
    return OK


def _sync(_given: argparse.Namespace) -> int:
    from bot.settings import require_token

    settings = _settings()
    token = require_token(settings)
    from bot import sync
    from bot.app import build

    async def run() -> bool:
        application = build(settings)
        try:
            await application.start_storage()
            await application.login(token)
            return await sync.sync_if_changed(application.bot, force=True)
        finally:
            await application.close()

    if asyncio.run(run()):
        print("The commands are registered. Discord shows them within a minute.")
    else:
        print("Another process is registering the commands at this moment.")
    return OK


def _keys_usage(_given: argparse.Namespace) -> int:
    return USAGE  # argparse asks for an action first


def _keys_new(_given: argparse.Namespace) -> int:
    from bot.keys import new_key

    print(new_key())
    return OK


def _keys_rotate(_given: argparse.Namespace) -> int:
    from bot.rotation import rotate

    settings = _settings()
    asyncio.run(rotate(settings, print))
    return OK


def _settings() -> "Settings":
    """The settings, with the log set up as they say."""
    from bot import logs
    from bot.settings import Settings

    settings = Settings.load()
    logs.set_up(settings.rapport_log_level, settings.rapport_log_format, hide=_secrets(settings))
    return settings


def _quiet_logs(settings: "Settings") -> None:
    """The doctor says itself what there is to say."""
    from bot import logs

    logs.set_up("ERROR", settings.rapport_log_format, hide=_secrets(settings))


def _secrets(settings: "Settings") -> list[str]:
    from bot.keys import keys_from_environment

    token = settings.discord_token
    return [*keys_from_environment(settings), *([token.get_secret_value()] if token else [])]


def _explain(error: Exception) -> int:
    """One sentence for what is known, a reference in the log for what isn't; the exit code."""
    from bot import logs
    from bot.keys import KeysError
    from bot.settings import SettingsError
    from bot.storage.errors import StorageError

    if isinstance(error, SettingsError | KeysError):
        return _complain(str(error), USAGE)
    if isinstance(error, StorageError):
        from bot.lock import AlreadyRunning

        running = isinstance(error, AlreadyRunning)
        return _complain(str(error), ALREADY_RUNNING if running else FAILED)
    known = _from_elsewhere(error)
    if known is not None:
        return _complain(*known)
    reference = logs.error_reference()
    log.critical("%s\n%s", reference, logs.bare_traceback(error))
    return _complain(f"Something went wrong. The log says where; look for {reference}.", FAILED)


def _from_elsewhere(error: Exception) -> tuple[str, int] | None:
    """What to say about an error of a part that is not loaded only to say it."""
    app, sync = sys.modules.get("bot.app"), sys.modules.get("bot.sync")
    health = sys.modules.get("bot.health")
    if app is not None and isinstance(error, app.DiscordRefused):
        return str(error), REFUSED
    if app is not None and isinstance(error, app.TokenRevoked):
        return str(error), REVOKED
    if app is not None and isinstance(error, app.DiscordUnreachable):
        return str(error), FAILED
    if health is not None and isinstance(error, health.PortUnusable):
        return str(error), FAILED
    if sync is not None and isinstance(error, sync.CommandsRefused):
        return str(error), FAILED
    return None


def _complain(text: str, code: int) -> int:
    print(text, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
