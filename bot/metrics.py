"""What this process counts of its work, for whoever watches it by Prometheus.

Counting costs next to nothing and loads nothing until `start` was called, which happens where a
port is set (`bot.health`). Nothing is told of a member: no name, no id, no word.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any, Final

import aiohttp
import discord

from bot import __version__
from bot.clock import Clock
from bot.coaching.rules import Travel

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"

_LATE_SECONDS: Final = (0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 6 * 3600, 24 * 3600)
_ANSWER_SECONDS: Final = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 5)
"""Discord gives an interaction up after three seconds."""


class Meters:
    """The measured values, by the names that Prometheus is told (docs/operating.md)."""

    def __init__(self) -> None:
        from prometheus_client import (  # noqa: PLC0415  (a megabyte, only with a port)
            CollectorRegistry,
            Counter,
            Gauge,
            Histogram,
            Info,
            ProcessCollector,
            disable_created_metrics,
        )

        disable_created_metrics()  # type: ignore[no-untyped-call]  # no line of birth for each

        self.registry: CollectorRegistry = CollectorRegistry()
        here: dict[str, Any] = {"registry": self.registry}
        ProcessCollector(registry=self.registry)
        Info("rapport", "The version that runs", **here).info({"version": __version__})
        self.due = Counter("rapport_deliveries_due", "Deliveries that fell due", **here)
        self.sent = Counter("rapport_deliveries_sent", "Deliveries that arrived", ["kind"], **here)
        for travel in Travel:
            self.sent.labels(travel.value)
        self.late = Histogram(
            "rapport_delivery_late_seconds",
            "From when a delivery was due until it arrived",
            buckets=_LATE_SECONDS,
            **here,
        )
        self.failed = Counter(
            "rapport_delivery_failures",
            "Attempts that did not arrive, by what went wrong",
            ["kind"],
            **here,
        )
        self.waiting = Gauge(
            "rapport_deliveries_waiting", "Deliveries due and not sent, at the last look", **here
        )
        self.sweep_age = Gauge(
            "rapport_last_sweep_age_seconds",
            "Since this process last looked for everything due; NaN: never yet",
            **here,
        )
        self.sweep_age.set_function(_age_or_nan)
        self.limited = Counter(
            "rapport_rate_limited", "Answers 429 to any request of this process", **here
        )
        self.stopped = Gauge(
            "rapport_deliveries_stopped",
            "1 while all deliveries are stopped",
            **here,
        )
        self.owns_pace = Gauge(
            "rapport_owns_pace", "1 where this process is the one that delivers", **here
        )
        self.answered = Histogram(
            "rapport_interaction_seconds",
            "From an interaction's making at Discord until its first answer was taken there",
            buckets=_ANSWER_SECONDS,
            **here,
        )


@dataclass(slots=True)
class _State:
    """What this process has seen; instants are on its own monotonic clock."""

    meters: Meters | None = None
    swept: float | None = None
    progress: float | None = None
    stopped: bool = False


_state = _State()


def start() -> None:
    """Begin to count, from nothing."""
    stop()
    _state.meters = Meters()


def stop() -> None:
    """Count no more, and forget."""
    _state.meters = _state.swept = _state.progress = None
    _state.stopped = False


def exposed() -> bytes:
    """Everything counted so far, in Prometheus' text format (`CONTENT_TYPE`)."""
    if _state.meters is None:
        return b""
    from prometheus_client import generate_latest  # noqa: PLC0415

    return generate_latest(_state.meters.registry)


def are_watched() -> bool:
    """Whether anything is counted: what costs a question of the database is asked only then."""
    return _state.meters is not None


# What delivery reports


def due(count: int) -> None:
    """`count` deliveries fell due, and were made."""
    if _state.meters is not None:
        _state.meters.due.inc(count)


def delivered(kind: str, late_seconds: float) -> None:
    """A delivery arrived, so late; `kind` is how it travels (`Travel`)."""
    _state.progress = time.monotonic()
    if _state.meters is not None:
        _state.meters.sent.labels(kind).inc()
        _state.meters.late.observe(max(late_seconds, 0.0))


def failed(kind: str) -> None:
    """An attempt did not arrive. `kind` is one of a few words, never a text of Discord's."""
    _state.progress = time.monotonic()
    if _state.meters is not None:
        _state.meters.failed.labels(kind).inc()


def limited() -> None:
    """Discord answered a request by 429."""
    if _state.meters is not None:
        _state.meters.limited.inc()


def waiting(count: int) -> None:
    """So many deliveries are due and not sent."""
    if _state.meters is not None:
        _state.meters.waiting.set(count)


def swept(_at: datetime | None = None) -> None:
    """Everything due was looked for just now, at `_at` by the installation's clock."""
    _state.swept = _state.progress = time.monotonic()


def stopped(now: bool) -> None:
    """Whether all deliveries are stopped."""
    _state.stopped = now
    if _state.meters is not None:
        _state.meters.stopped.set(now)


def owns_pace(now: bool) -> None:
    """Whether this process is the one that delivers."""
    if _state.meters is not None:
        _state.meters.owns_pace.set(now)


def seconds_since_sweep() -> float | None:
    """How long ago this process last looked for everything due; None: never yet."""
    return None if _state.swept is None else time.monotonic() - _state.swept


def seconds_since_progress() -> float | None:
    """How long ago this process last swept, or sent anything, or tried to; None: never yet."""
    return None if _state.progress is None else time.monotonic() - _state.progress


def are_stopped() -> bool:
    """Whether this process knows that all deliveries are stopped."""
    return _state.stopped


# What the connection to Discord shows by itself


def watch(client: discord.Client, clock: Clock) -> None:
    """Measure the first answers to interactions; before `client` logs in."""
    if client.http.http_trace is None:
        client.http.http_trace = aiohttp.TraceConfig()

    async def ended(
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        end: aiohttp.TraceRequestEndParams,
    ) -> None:
        _answered(end.url.raw_path, clock.now)

    client.http.http_trace.on_request_end.append(ended)


def _answered(path: str, now: Callable[[], datetime]) -> None:
    """A request was answered; where it was an answer to an interaction, that counts."""
    if _state.meters is None or not path.endswith("/callback"):
        return
    interaction = path.rsplit("/", 3)[1]
    if interaction.isdecimal():
        took = now() - discord.utils.snowflake_time(int(interaction))
        _state.meters.answered.observe(max(took.total_seconds(), 0.0))


def _age_or_nan() -> float:
    age = seconds_since_sweep()
    return float("nan") if age is None else age
