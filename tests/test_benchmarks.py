"""The measurements still run; what they find is not asked here."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from benchmarks import deliveries, document, scenes, seeds
from benchmarks.machine import Machine
from benchmarks.report import Design, Row, at_most
from bot.storage.engine import Database
from bot.storage.tables import NudgeState, nudge

DUE = 3


@pytest.mark.skipif(sys.platform == "win32", reason="signals end the processes")
async def test_a_tiny_run_delivers_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(scenes.SCALE, str(DUE / deliveries.DUE))
    drain = await deliveries.drained(known=True)
    assert drain.seen.exactly_one_each(DUE)
    assert not drain.seen.refused
    assert drain.cpu > 0


async def test_something_is_due_to_the_crowd_and_nothing_to_bystanders(database: Database) -> None:
    stored = await seeds.crowd(database, DUE) + await seeds.bystanders(database, 2_000)
    waits = (nudge.c.state == int(NudgeState.PENDING)) & (nudge.c.wake <= seeds.NOW)
    async with database.read() as connection:
        count = await connection.scalar(sa.select(sa.func.count()).select_from(nudge))
        due = set(await connection.scalars(sa.select(nudge.c.member_id).where(waits)))
    assert count == stored
    assert due == {seeds.member(number) for number in range(DUE)}


def test_a_run_becomes_a_document_with_pictures(tmp_path: Path) -> None:
    rows = [at_most("one", 2, 1, "s"), at_most("two", 2, 3, "s"), Row("three", "-", "4", None)]
    design = Design("Rapport", 3, 3, 0, 2.0, 3, 0, 0, (0.0, 1.0, 2.0))
    machine = Machine("a processor", 2, 0.1, "Linux", {"Python": "3.11"}, "abcdef0")
    run = document.Run(datetime(2026, 1, 5, tzinfo=UTC), 12.0, machine, rows, [design])
    text = document.write(run, tmp_path).read_text()
    assert "| two | ≤ 2 s | **3 s** | **no** |" in text
    assert "1 of 3" in text
    for name in (document.LIGHT, document.DARK):
        assert (tmp_path / "pictures" / name).read_text().startswith("<?xml")
