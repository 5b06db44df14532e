"""Deliveries to members whose DM channels are new, where Discord limits the opening of channels."""

from benchmarks import seeds
from benchmarks.report import Row
from benchmarks.scenes import Seen, arrival, scaled, scene

DUE = 300
BURST = 10
"""So many channels may be opened at once here, and one a second after that."""

MOST_A_MINUTE = 1
TOO_FAST = 40003
MOST_SECONDS = 420.0


async def rows() -> list[Row]:
    """Five minutes, most of them spent waiting: one opening a second is the default."""
    due = scaled(DUE)
    async with (
        scene(
            lambda database, _place: seeds.crowd(database, due),
            opening_burst=BURST,
            opening_rate=1.0,
        ) as there,
        there.coach(),
    ):
        await arrival(there.place, due, MOST_SECONDS)
        seen = await Seen.by(there.place)
    refused = [one["at"] for one in seen.requests if one["code"] == TOO_FAST]
    most = _most_in_a_minute(refused)
    minutes = (seen.requests[-1]["at"] - seen.requests[0]["at"]) / 60 if seen.requests else 0
    return [
        Row(
            f"{due} due, channels new, opening limit on",
            f"all arrive, at most {MOST_A_MINUTE} answer 40003 a minute",
            f"{seen.members} arrived, {most} × 40003 in the worst minute",
            seen.exactly_one_each(due) and most <= MOST_A_MINUTE,
            f"in {minutes:.1f} minutes; {len(refused)} × 40003 and {seen.refused} × 429 in all",
        )
    ]


def _most_in_a_minute(instants: list[float]) -> int:
    return max((sum(at <= one < at + 60 for one in instants) for at in instants), default=0)
