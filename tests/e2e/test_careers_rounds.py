"""A chore that fails waits for the periodic sweep, and the others are done."""

from datetime import datetime

import pytest

from bot.rounds.chores import Rounds, all_of
from tests.clock import MONDAY_MORNING


class Chore:
    """Has two things due; one of them can't be done."""

    name = "a chore"

    def __init__(self) -> None:
        self.done: list[int] = []

    async def next_due(self) -> datetime | None:
        return MONDAY_MORNING

    async def run(self) -> None:
        await all_of("thing", [1, 0, 2], self._do)

    async def _do(self, number: int) -> None:
        self.done.append(10 // number)


async def test_what_fails_comes_round_with_the_periodic_sweep(
    caplog: pytest.LogCaptureFixture,
) -> None:
    chore = Chore()
    rounds = Rounds([chore])
    assert await rounds.next_due() == MONDAY_MORNING
    await rounds.sweep()
    assert chore.done == [10, 5]
    assert "a thing of the rounds failed" in caplog.text
    assert await rounds.next_due() is None
