"""The composition root: everything that runs, put together in one place."""

import asyncio
import contextlib
import gc
import logging
import secrets
import signal
from collections.abc import Callable, Coroutine, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NoReturn

import aiohttp
import discord
from pydantic import SecretStr

from bot import logs, sync
from bot.client import RapportBot, Shards, connection
from bot.clock import Clock, SystemClock
from bot.delivery import stops
from bot.delivery.alarm import Alarm, Turn
from bot.delivery.courier import Courier
from bot.delivery.ownership import ownership
from bot.delivery.pace import Pace, Tempo
from bot.delivery.queue import Queue
from bot.delivery.sender import Sender, hear_limits
from bot.keys import Keyring, KeysMissing, load_keyring
from bot.lock import RunLock
from bot.rounds.made import rounds
from bot.services.coach import Coach
from bot.services.labels import KEPT_SECONDS, KEPT_SECONDS_AMONG_OTHERS, LabelCache
from bot.settings import PORTAL, Settings, require_token
from bot.storage import installation, migrate
from bot.storage.engine import Database
from bot.storage.errors import StorageError, StorageNotMigrated
from bot.ui.nudges import compose

if TYPE_CHECKING:
    from bot.health import Health

SECONDS_TO_COLLECT = 0.1
"""What arrives within so long is noted together."""

RECALL_SECONDS = 60
"""How often a process without a gateway asks for the commands' ids again."""

log = logging.getLogger(__name__)


class DiscordRefused(Exception):
    """Discord doesn't let the bot in. `str()` says why and what to do."""


class TokenRevoked(Exception):
    """Discord has ceased to take the token while the bot was sending."""

    def __init__(self) -> None:
        super().__init__(
            "Discord refuses the token while sending (401): it was reset or revoked. Nothing is "
            "lost; what is due waits. Put the new token into DISCORD_TOKEN and start again "
            f"({PORTAL}, your application, Bot, Reset Token)."
        )


class DiscordUnreachable(Exception):
    """Discord can't be reached from here."""


class Deliveries:
    """What delivers the nudges, as the application sees it."""

    def __init__(self, coach: Coach, bot: RapportBot, settings: Settings, tempo: Tempo) -> None:
        self._coach = coach
        self._tempo = tempo
        self._ownership = ownership(coach.database)
        self._ownership.on_taken = self._taken
        self._queue = Queue(coach, compose, owner=secrets.token_hex(8))
        self.token_revoked = asyncio.Event()
        """Set where Discord has refused the token while sending; the application then ends."""
        courier = Courier(
            self._queue,
            Sender(bot),
            coach.clock,
            coach.keyring.pseudonym,
            tempo,
            may_send=lambda: self._ownership.owns() or not self._started,
            on_revoked=self.token_revoked.set,
        )
        every = timedelta(seconds=settings.rapport_sweep_seconds)
        self._alarm = Alarm(courier, self._queue, coach.clock, every, rounds(coach, bot))
        self._started = False
        hear_limits(bot, tempo.requests.slow_down)

    async def start(self, turn: Turn = contextlib.nullcontext) -> None:
        """Begin to deliver; what fell due meanwhile goes at once. `turn` is held in each sweep."""
        if self._coach.database.dialect == "sqlite":
            await self._queue.reclaim_own()
        self._coach.wake = self._alarm.ring_at
        await self._ownership.start()
        self._started = True
        self._alarm.start(turn)

    def delivers(self) -> bool:
        """Whether this process is the one that delivers at this moment."""
        return self._started and self._ownership.owns()

    def _taken(self) -> None:
        """This process delivers from here on, where another one may have until just now."""
        self._tempo.requests.slow_down()
        self._alarm.ring_at(self._coach.clock.now())

    async def sweep(self) -> None:
        """Deliver everything that is due at the clock's present instant."""
        await self._alarm.sweep()

    async def next_due(self) -> datetime | None:
        """When something is to be done next (UTC), None where nothing waits."""
        return await self._alarm.next_due()

    async def stop(self) -> None:
        """Begin no more sweeps. Stopping twice does no harm."""
        if self._started:
            await self._alarm.stop()
            self._started = False
            await self._ownership.stop()


class Application:
    """One Rapport: made by `build`, opened by `start_storage`, ended by `close`."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        keyring: Keyring,
        clock: Clock,
        tempo: Tempo,
        *,
        shards: Shards | None = None,
    ) -> None:
        self.settings = settings
        self.database = database
        self.keyring = keyring
        self.clock = clock
        kept = KEPT_SECONDS if database.file else KEPT_SECONDS_AMONG_OTHERS
        self.coach = Coach(database, keyring, clock, labels=LabelCache(kept))
        self.bot = connection(self.coach, shards)
        self._health: Health | None = None
        self.deliveries = Deliveries(self.coach, self.bot, settings, tempo)
        self._lock = RunLock(database.file) if database.file else None

    async def start_storage(self, *, alone: bool = False, upgrade: bool | None = None) -> None:
        """Open the database, and check that it fits this version and these keys.

        `upgrade` brings the tables up to date first; by default only on SQLite, where nobody
        else could be using them. `alone` refuses to share a SQLite file with another process.
        Raises `StorageError` and its kinds, `AlreadyRunning` and `WrongKey`.
        """
        if alone and self._lock is not None:
            self._lock.acquire()
        if upgrade is None:
            upgrade = self.database.dialect == "sqlite"
        with contextlib.suppress(StorageNotMigrated):  # nothing is changed with a wrong key
            await installation.check(self.database, self.keyring)
        if upgrade:
            await migrate.upgrade(self.database)
        else:
            await migrate.require_current(self.database)
        await installation.unlock(self.database, self.keyring)
        logs.use_pseudonyms(self.keyring.pseudonym)

    async def run(self, *, deliver: bool = True) -> None:
        """Run until SIGTERM or Ctrl-C, then end cleanly; without `deliver`, others deliver.

        Raises `SettingsError` without a token, `DiscordRefused`, `DiscordUnreachable`,
        `TokenRevoked`, `PortUnusable`, and what `start_storage` raises.
        """
        await self._live(lambda: self._serve(deliver=deliver), gateway=True)

    async def deliver(self) -> None:
        """Only deliver, without a gateway, until SIGTERM or Ctrl-C. Raises what `run` does."""
        await self._live(self._only_deliver, gateway=False)

    async def _serve(self, *, deliver: bool) -> None:
        await self.login(require_token(self.settings))
        await self._register()
        if deliver:
            await self.deliveries.start()
        _keep_what_is_there()
        await self._connect()

    async def _only_deliver(self) -> None:
        await self.login(require_token(self.settings))
        await self._recall()
        await self.deliveries.start()
        _keep_what_is_there()
        await self._recall_again()

    async def _live(self, work: Callable[[], Coroutine[Any, Any, None]], *, gateway: bool) -> None:
        """Open everything, do `work` until the process is to end, close everything."""
        require_token(self.settings)
        with stopping() as stop:
            try:
                await self.start_storage(alone=True)
                await self._open_port(gateway=gateway)
                await self._until(stop, work())
            finally:
                await self.close()

    async def _open_port(self, *, gateway: bool) -> None:
        port = self.settings.rapport_port
        if port is None:
            return
        from bot import health, metrics  # noqa: PLC0415  (a few megabytes, only with a port)

        process = health.Process(
            self.database,
            sweep_seconds=self.settings.rapport_sweep_seconds,
            delivers=self.deliveries.delivers,
            connected=lambda: self.bot.connected if gateway else self.bot.user is not None,
            stopped=self._why_stopped,
        )
        metrics.watch(self.bot, self.clock)
        self._health = health.Health(process)
        await self._health.start(self.settings.rapport_host, port)

    async def login(self, token: SecretStr) -> None:
        """Log in over HTTP, without the gateway. Raises `DiscordRefused`, `DiscordUnreachable`."""
        try:
            await self.bot.login(token.get_secret_value())
        except discord.LoginFailure as error:
            raise DiscordRefused(
                "Discord doesn't accept the token. Make a new one in the developer portal "
                f"({PORTAL}, your application, Bot, Reset Token), and put it into DISCORD_TOKEN."
            ) from error
        except (aiohttp.ClientError, OSError, discord.DiscordServerError) as error:
            raise DiscordUnreachable(
                "Discord can't be reached. Check this machine's connection; "
                "https://discordstatus.com says whether Discord itself is down."
            ) from error

    async def close(self) -> None:
        """Stop everything and let go of everything. Closing twice does no harm."""
        await self._settle()
        if not self.bot.is_closed():
            await self.bot.close()
        if self._health is not None:
            await self._health.stop()
        await self.database.close()
        if self._lock is not None:
            self._lock.release()

    async def _register(self) -> None:
        """The commands; a coach whose commands could not be renewed still is one."""
        try:
            await sync.sync_if_changed(self.bot)
        except sync.CommandsRefused as error:
            log.error("%s", error)
        except discord.HTTPException:
            log.exception("The commands could not be registered; `rapport sync` tries again.")

    async def _why_stopped(self) -> str | None:
        stop = await stops.stored(self.database)
        return stops.in_words(stop) if stop and stop.holds(self.clock.now()) else None

    async def _recall(self) -> None:
        """Know the ids of the commands that another process registered."""
        if await sync.recall(self.database, self.bot.application_id) is None:
            log.info("No commands are registered yet; messages name them without a link.")

    async def _recall_again(self) -> NoReturn:
        """Others may register new commands at any time."""
        while True:
            await asyncio.sleep(RECALL_SECONDS)
            with contextlib.suppress(StorageError):
                await sync.recall(self.database, self.bot.application_id)

    async def _connect(self) -> None:
        """Keep the gateway open until Discord ends it for good."""
        try:
            await self.bot.connect()
        except discord.ConnectionClosed as error:
            raise DiscordRefused(
                f"Discord ended the connection for good (code {error.code}). "
                f"Look at the application in the developer portal: {PORTAL}"
            ) from error

    async def _until(self, stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
        """Do `work` until it ends, `stop` is set, or the token is refused for good."""
        working = asyncio.create_task(work)
        stopped = asyncio.create_task(stop.wait())
        revoked = asyncio.create_task(self.deliveries.token_revoked.wait())
        tasks = (working, stopped, revoked)
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                await working
            log.info("Ending.")
            await self._settle()  # commands are answered meanwhile
            if revoked.done():
                raise TokenRevoked
        finally:
            for task in tasks:
                task.cancel()
            if not self.bot.is_closed():  # before Python 3.12 wait_for may swallow the cancelling
                await self.bot.close()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _settle(self) -> None:
        """Say that this process ends, and end its deliveries."""
        if self._health is not None:
            self._health.end()
        await self.deliveries.stop()


def _keep_what_is_there() -> None:
    """Modules, commands and texts stay as long as the process. The collector of garbage need not
    look through them again and again, which stops everything for a tenth of a second."""
    gc.collect()
    gc.freeze()


def build(
    settings: Settings,
    clock: Clock | None = None,
    tempo: Tempo | None = None,
    *,
    shards: Shards | None = None,
) -> Application:
    """Put an application together; nothing is connected yet.

    `tempo` is as the settings say, unless Discord is simulated; `shards` is this process's share
    of the gateway, None for the whole of it. On SQLite the file, its folder
    and a key are made where there are none. Raises `StorageError` where the file can't be made,
    `KeysError` without a usable key.
    """
    database = Database.open(settings.database_url)
    keyring = keyring_for(database, settings)
    tempo = tempo or tempo_of(settings)
    return Application(settings, database, keyring, clock or SystemClock(), tempo, shards=shards)


def tempo_of(settings: Settings) -> Tempo:
    """How fast Discord is asked for anything by the deliveries."""
    return Tempo(
        requests=Pace(settings.rapport_pace),
        openings=Pace(settings.rapport_dm_openings),
        in_flight=settings.rapport_in_flight,
        linger=SECONDS_TO_COLLECT,
    )


def keyring_for(database: Database, settings: Settings) -> Keyring:
    """The keys of `database`; new ones only where nothing was encrypted yet.

    Raises `KeysError`.
    """
    sealed = database.file is not None and installation.was_sealed(database.file)
    try:
        return load_keyring(settings, create=not sealed)
    except KeysMissing:
        if not sealed:
            raise
        raise KeysMissing(
            "The database was written with a key that is gone: there is no RAPPORT_KEYS and "
            f"no file {settings.key_file}. Put it back from your copy; nothing can be read "
            "without it, and a new key would not help."
        ) from None


@contextlib.contextmanager
def stopping() -> Iterator[asyncio.Event]:
    """An event set by SIGTERM or the first Ctrl-C; a second one ends the process as usual."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)

    def restore() -> None:
        for number in signals:
            loop.remove_signal_handler(number)

    def stop_once() -> None:
        restore()
        stop.set()

    with contextlib.suppress(NotImplementedError):  # Windows: asyncio's own Ctrl-C remains
        for number in signals:
            loop.add_signal_handler(number, stop_once)
    try:
        yield stop
    finally:
        with contextlib.suppress(NotImplementedError):
            restore()
