"""The coach is killed between any two steps, again and again, and nothing is lost or doubled."""

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.keys import Keyring
from bot.storage.engine import Database
from bot.storage.tables import DeliveryState, delivery, event, nudge
from tests import databases
from tests.clock import MONDAY_MORNING
from tests.delivery.child import SCRIPT
from tests.delivery.verify import verify

SEED = int(os.environ.get("KILL_SEED", "20260105"))
LONGEST_LIFE = 80
"""Steps. A command takes about 8, a sweep with one delivery about 60."""
POINTS = [
    "before Discord",
    "accepted, not answered",
    "before INSERT INTO delivery",
    "before INSERT INTO event",
    "before INSERT INTO nudge",
]
"""Where some lives end earlier: after the freeze, before the settling, in mid-command."""
DOWN = timedelta(seconds=61)
ROOT = Path(__file__).parents[2]


class Lives:
    """Starts lives in the child, and kills each of them where it says that it stands."""

    def __init__(self, url: str, key: str, file: Path) -> None:
        self.order: dict[str, Any] = {"url": url, "key": key, "file": str(file)}
        self.killed: Counter[str] = Counter()
        self.living: int | None = None
        self.child = subprocess.Popen(
            [sys.executable, "-m", "tests.delivery.child"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Lives":
        return self

    def __exit__(self, *_: object) -> None:
        assert self.child.stdin is not None
        assert self.child.stdout is not None
        if self.living is not None:  # something went wrong
            os.kill(self.living, signal.SIGKILL)
        self.child.stdin.close()
        self.child.stdout.read()
        self.child.wait(10)
        self.child.stdout.close()

    def play(self, fate: random.Random | None) -> None:
        """Until the script has been played; without a `fate` nobody is killed."""
        item, now = 0, MONDAY_MORNING
        points = cycle([None, None, *POINTS])  # in turn, so that each of them is reached
        while item < len(SCRIPT):
            end: dict[str, Any] = {"step": None, "point": None}
            if fate:
                point = next(points)
                step = fate.randint(1, LONGEST_LIFE) if point is None else 3 * LONGEST_LIFE
                end = {"step": step, "point": point}
            item, now = self._live(item, now, end)

    def _live(self, item: int, now: datetime, end: dict[str, Any]) -> tuple[int, datetime]:
        assert self.child.stdin is not None
        order = {**self.order, "item": item, "now": now.isoformat(), **end}
        self.child.stdin.write(f"{json.dumps(order)}\n")
        self.child.stdin.flush()
        pid = self.living = self._heard()["pid"]
        while "gone" not in (heard := self._heard()):
            if "done" in heard:
                item, now = heard["done"] + 1, datetime.fromisoformat(heard["now"])
            if "reached" in heard:
                self.killed[heard["reached"]] += 1
                now = datetime.fromisoformat(heard["now"]) + DOWN
                os.kill(pid, signal.SIGKILL)
            assert heard.get("end", "played") == "played", heard["end"]
        self.living = None
        return item, now

    def _heard(self) -> dict[str, Any]:
        assert self.child.stdout is not None
        line = self.child.stdout.readline()
        assert line, "the child is gone"
        heard: dict[str, Any] = json.loads(line)
        return heard


async def account(url: str, key: str) -> dict[str, list[Any]]:
    """What is stored in the end, in words that are the same for every run."""
    database = Database.open(url)
    try:
        await verify(database, Keyring([key]))
        async with database.read() as connection:
            happened = await connection.execute(
                sa.select(event.c.member_id, event.c.kind, event.c.interaction)
            )
            sent = await connection.execute(
                sa.select(nudge.c.member_id, nudge.c.kind, nudge.c.cycle, nudge.c.n).where(
                    nudge.c.sent.is_not(None)
                )
            )
            settled = await connection.execute(
                sa.select(delivery.c.nonce, delivery.c.state).where(
                    delivery.c.state != int(DeliveryState.DROPPED)
                )
            )
            return {
                "events": sorted(map(repr, happened)),
                "sent": sorted(map(repr, sent)),
                "deliveries": [tuple(row) for row in settled],
            }
    finally:
        await database.close()


async def test_killed_between_any_two_steps_nothing_is_lost_or_doubled(
    database_url: str, keys: list[str], tmp_path: Path
) -> None:
    untouched = databases.new_sqlite(tmp_path / "untouched.db")
    with Lives(untouched, keys[0], tmp_path / "untouched") as lives:
        lives.play(None)
    expected = await account(untouched, keys[0])
    assert len(expected["sent"]) >= 10

    file = tmp_path / "accepted"
    with Lives(database_url, keys[0], file) as lives:
        lives.play(random.Random(SEED))
    found = await account(database_url, keys[0])

    assert lives.killed.total() >= 15
    assert set(POINTS) <= lives.killed.keys()
    assert found["events"] == expected["events"], "each command once"
    assert found["sent"] == expected["sent"], "each nudge that was due"
    accepted = [json.loads(line) for line in file.read_text().splitlines()]
    by_nonce: dict[str, set[str]] = {}
    for one in accepted:
        by_nonce.setdefault(one["nonce"], set()).add(f"{one['channel']} {one['words']}")
    assert all(len(words) == 1 for words in by_nonce.values()), "a re-send says the same"
    assert {nonce for nonce, _ in found["deliveries"]} == set(by_nonce)
    assert {state for _, state in found["deliveries"]} == {DeliveryState.SENT}
    assert len(found["deliveries"]) == len(expected["deliveries"])
