"""3,000 deliveries that are due at once: their pace, and whether Discord ever had to refuse."""

from functools import partial

from benchmarks import seeds
from benchmarks.report import Row
from benchmarks.scenes import Seen, arrival, rate, scaled, scene, with_known_channels

DUE = 3_000
SLOWEST = 45.0
"""A second."""

MOST_SECONDS = 240.0


async def rows() -> list[Row]:
    """With DM channels known, and with all of them new."""
    return [await known(), await new()]


async def known() -> Row:
    """A delivery costs one request."""
    due = scaled(DUE)
    fill = partial(with_known_channels, count=due)
    async with scene(fill) as there, there.coach() as client:
        begun = client.cpu()
        await arrival(there.place, due, MOST_SECONDS)
        spent = client.cpu() - begun
        seen = await Seen.by(there.place)
    return _row(
        f"{due:,} due, channels known", "messages", due, seen, rate(seen.sends), spent / due * 1000
    )


async def new() -> Row:
    """A delivery costs two requests: one opens the channel."""
    due = scaled(DUE)
    settings = {"RAPPORT_DM_OPENINGS": "0", "RAPPORT_PACE": "46"}
    async with (
        scene(lambda database, _place: seeds.crowd(database, due)) as there,
        there.coach(**settings) as client,
    ):
        begun = client.cpu()
        await arrival(there.place, due, MOST_SECONDS)
        spent = client.cpu() - begun
        seen = await Seen.by(there.place)
    reached = rate([one["at"] for one in seen.requests])
    measure = f"{due:,} due, channels new, opening limit off and pace set to 46"
    return _row(measure, "requests", due, seen, reached, spent / due * 1000)


def _row(measure: str, what: str, due: int, seen: Seen, reached: float, cpu_each: float) -> Row:
    return Row(
        measure,
        f"all arrive, 0 answers 429, ≥ {SLOWEST:.0f} {what}/s",
        f"{seen.members:,} arrived, {seen.refused:,} × 429, {reached:.1f} {what}/s",
        seen.exactly_one_each(due) and not seen.refused and reached >= SLOWEST,
        f"{cpu_each:.1f} ms of CPU a delivery",
        used=SLOWEST / reached if reached else None,
    )
