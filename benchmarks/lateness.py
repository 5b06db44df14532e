"""How late a message is when the coach has nothing else to do."""

import asyncio
import random
from datetime import datetime, timedelta

from benchmarks import seeds
from benchmarks.processes import DiscordServer
from benchmarks.report import Row, at_most, percentile
from benchmarks.scenes import arrival, know_channels, scaled, scene
from bot.storage.engine import Database

MESSAGES = 60
SECONDS = 60.0
START = timedelta(seconds=8)
LIMIT = 1.0
SEED = 3


async def rows() -> list[Row]:
    """Reminders of talks that begin at odd instants of a minute, a day later."""
    count, seconds = scaled(MESSAGES), scaled(int(SECONDS))
    drawn = random.Random(SEED)
    instants = [START + timedelta(seconds=drawn.uniform(0, seconds)) for _ in range(count)]
    due: dict[int, datetime] = {}

    async def fill(database: Database, place: DiscordServer) -> None:
        starts = [seeds.NOW + timedelta(days=1) + instant for instant in instants]
        due.update(await seeds.meetings(database, starts))
        await know_channels(database, place, count)

    async with scene(fill) as there:
        there.clock.set(seeds.NOW)
        async with there.coach():
            await asyncio.sleep(max(0.0, (min(due.values()) - there.clock.now()).total_seconds()))
            await arrival(there.place, count, seconds + 10)
            arrived = await there.place.control("arrived")
    late = [_late(one, due) for one in arrived]
    if len(late) < count:
        late += [float("inf")] * (count - len(late))
    return [_row(count, late)]


def _late(arrived: dict[str, str], due: dict[int, datetime]) -> float:
    at = datetime.fromisoformat(arrived["timestamp"])
    return (at - due[int(arrived["member"])]).total_seconds()


def _row(count: int, late: list[float]) -> Row:
    return at_most(
        "lateness against the delivery's time, idle coach, p99",
        LIMIT,
        percentile(late, 0.99),
        "s",
        f"{count} messages at odd instants of a minute; median {percentile(late, 0.5):.2f} s, "
        f"at most {max(late):.2f} s, of which Discord takes half of 80 to 150 ms",
    )
