"""3,000 deliveries that are due at once: their pace, and whether Discord ever had to refuse."""

from dataclasses import dataclass

from benchmarks import seeds
from benchmarks.processes import DiscordServer
from benchmarks.report import Row
from benchmarks.scenes import Seen, arrival, rate, scaled, scene, with_known_channels
from bot.storage.engine import Database

DUE = 3_000
SLOWEST = 45.0
"""A second."""

MOST_SECONDS = 240.0
OPENING_BUCKET = (50, 1.0)
"""Openings that an answer's headers say are allowed, in so many seconds: more than the pace."""

NO_OPENING_LIMIT = {"RAPPORT_DM_OPENINGS": "0", "RAPPORT_PACE": "46"}


@dataclass(frozen=True)
class Drain:
    """How the coach delivered what was due."""

    due: int
    seen: Seen
    cpu: float
    """Seconds of the coach's process."""


_drains: dict[bool, Drain] = {}


async def rows() -> list[Row]:
    """With DM channels known, and with all of them new."""
    return [
        _row(await drained(known=True), ", channels known", "messages"),
        _row(
            await drained(known=False),
            ", channels new, opening limit off and pace set to 46",
            "requests",
        ),
    ]


async def drained(*, known: bool) -> Drain:
    """With `known` channels a delivery costs one request, otherwise two. Once a run."""
    if known not in _drains:
        _drains[known] = await _drain(known=known)
    return _drains[known]


async def _drain(*, known: bool) -> Drain:
    due = scaled(DUE)

    async def fill(database: Database, place: DiscordServer) -> None:
        await (with_known_channels(database, place, due) if known else seeds.crowd(database, due))

    settings = {} if known else NO_OPENING_LIMIT
    async with (
        scene(fill, opening_bucket=OPENING_BUCKET) as there,
        there.coach(**settings) as client,
    ):
        begun = client.cpu()
        await arrival(there.place, due, MOST_SECONDS)
        spent = client.cpu() - begun
        return Drain(due, await Seen.by(there.place), spent)


def _row(drain: Drain, of_what: str, unit: str) -> Row:
    due, seen = drain.due, drain.seen
    reached = rate([one["at"] for one in seen.requests])
    return Row(
        f"{due:,} due{of_what}",
        f"all arrive, 0 answers 429, ≥ {SLOWEST:.0f} {unit}/s",
        f"{seen.members:,} arrived, {seen.refused:,} × 429, {reached:.1f} {unit}/s",
        seen.exactly_one_each(due) and not seen.refused and reached >= SLOWEST,
        f"{drain.cpu / due * 1000:.1f} ms of CPU a delivery",
        used=SLOWEST / reached if reached else None,
    )
