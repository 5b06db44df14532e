"""The command `rapport` against our own server: `python -m tests.discord_server.child run`.

RAPPORT_TEST_API names the server's address, RAPPORT_TEST_CLOCK the file of a `SharedClock`
(without it the machine's clock stays), RAPPORT_TEST_BEAT the seconds of `ownership.Beat`,
RAPPORT_TEST_PACE more requests a second than the settings allow.
Production code knows nothing of them.
"""

import datetime
import os
import sys
from pathlib import Path
from typing import Any

import discord.gateway
import discord.http
import yarl

API = "RAPPORT_TEST_API"
CLOCK = "RAPPORT_TEST_CLOCK"
BEAT = "RAPPORT_TEST_BEAT"
PACE = "RAPPORT_TEST_PACE"


def redirect(address: str) -> None:
    """Send discord.py to `address` instead of to Discord."""
    discord.http.Route.BASE = f"{address}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"{address}/gateway")


def live_by(file: Path) -> None:
    """Take the time from a shared clock: the bot, its alarm, and discord.py."""
    from apscheduler.executors import base as executors
    from apscheduler.schedulers import base as schedulers
    from apscheduler.triggers import interval

    from bot.clock import SystemClock
    from tests.discord_server.clock import SharedClock

    clock = SharedClock(file)

    class Shifted(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> Any:
            return clock.now().astimezone(tz)

    def now(_self: SystemClock) -> datetime.datetime:
        return clock.now()

    setattr(SystemClock, "now", now)  # noqa: B010
    discord.utils.utcnow = clock.now
    for module in (executors, schedulers, interval):
        module.datetime = Shifted


def beat(seconds: str) -> None:
    """Notice the death of whoever delivers sooner: renew, lasts, look, dead_after."""
    from bot.delivery import ownership

    quick = ownership.Beat(*map(float, seconds.split()))
    setattr(ownership, "Beat", lambda: quick)  # noqa: B010


def hurry(a_second: float) -> None:
    """Deliver faster than Discord would take it."""
    from bot import app
    from bot.delivery.pace import Pace

    usual = app.tempo_of

    def tempo_of(settings: Any) -> Any:
        tempo = usual(settings)
        tempo.requests = Pace(a_second)
        return tempo

    setattr(app, "tempo_of", tempo_of)  # noqa: B010


def environment(address: str, clock: Path | None = None) -> dict[str, str]:
    """What a child needs in its environment, beside the settings."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**inherited, API: address, **({CLOCK: str(clock)} if clock else {})}


def main() -> int:
    redirect(os.environ[API])
    if os.environ.get(CLOCK):
        live_by(Path(os.environ[CLOCK]))
    if os.environ.get(BEAT):
        beat(os.environ[BEAT])
    if os.environ.get(PACE):
        hurry(float(os.environ[PACE]))
    from bot.cli import main as rapport

    return rapport(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
