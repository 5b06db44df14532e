"""The pace and the breaker, by a clock that the test moves."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.breaker import Breaker, Stop
from bot.delivery.pace import Pace

NOON = datetime(2026, 1, 12, 12, 0, tzinfo=UTC)


class Time:
    """The loop's own time and the pace's: both go on only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Jumping(asyncio.SelectorEventLoop):
    """A loop whose time jumps to whatever is waited for next."""

    def __init__(self, clock: Time) -> None:
        super().__init__()
        self._time = clock

    def time(self) -> float:
        return self._time.now

    def _run_once(self) -> None:
        if not self._ready and self._scheduled:  # type: ignore[attr-defined]
            self._time.now = max(self._time.now, self._scheduled[0].when())  # type: ignore[attr-defined]
        super()._run_once()  # type: ignore[misc]


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def loop(clock: Time) -> Iterator[asyncio.AbstractEventLoop]:
    made = Jumping(clock)
    yield made
    made.close()


def turns(loop: asyncio.AbstractEventLoop, pace: Pace, clock: Time, count: int) -> list[float]:
    """When each of so many who ask at once gets a turn, in seconds from now."""
    begun, came = clock.now, []

    async def ask() -> None:
        await pace.turn()
        came.append(clock.now - begun)

    async def all_ask() -> None:
        await asyncio.gather(*(ask() for _ in range(count)))

    loop.run_until_complete(all_ask())
    return came


def most_in_a_second(came: list[float]) -> int:
    return max(sum(one <= other < one + 1 for other in came) for one in came)


def test_turns_come_evenly_and_nothing_is_saved_up(
    loop: asyncio.AbstractEventLoop, clock: Time
) -> None:
    pace = Pace(46, clock)
    clock.now += 3600
    came = turns(loop, pace, clock, 230)
    assert most_in_a_second(came) <= 47
    assert came[-1] == pytest.approx(229 / 46, abs=0.05)


def test_a_refusal_halves_the_pace_after_its_pause_and_the_pace_comes_back(
    loop: asyncio.AbstractEventLoop, clock: Time
) -> None:
    pace = Pace(40, clock)
    turns(loop, pace, clock, 10)
    pace.slow_down(3)
    pace.slow_down(3)
    came = turns(loop, pace, clock, 10)
    assert came[0] == pytest.approx(3, abs=0.1)
    assert most_in_a_second(came) <= 22, "half, whatever else was refused at that moment"
    clock.now += 60
    assert most_in_a_second(turns(loop, pace, clock, 100)) >= 39


def test_it_never_comes_to_a_standstill(loop: asyncio.AbstractEventLoop, clock: Time) -> None:
    pace = Pace(1, clock)
    for _ in range(50):
        pace.slow_down()
        clock.now += 1.5
    assert turns(loop, pace, clock, 2)[-1] <= 5


def test_without_a_limit_nobody_waits(loop: asyncio.AbstractEventLoop, clock: Time) -> None:
    pace = Pace(0, clock)
    pace.slow_down(60)
    assert turns(loop, pace, clock, 100)[-1] == 0


def test_whoever_waits_is_let_go_at_the_end(loop: asyncio.AbstractEventLoop, clock: Time) -> None:
    pace = Pace(1, clock)
    pace.slow_down(600)
    loop.call_later(2, pace.let_go)
    assert turns(loop, pace, clock, 5)[-1] == pytest.approx(2)


def test_twenty_members_within_a_minute_trip_the_breaker_and_one_member_often_does_not() -> None:
    breaker = Breaker()
    for second in range(40):
        breaker.refused(7, NOON + timedelta(seconds=second))
    for member in range(100, 119):
        breaker.refused(member, NOON + timedelta(seconds=2 * (member - 100)))
    assert breaker.stop is not None, "nineteen others and this one"

    slowly = Breaker()
    for member in range(100):
        slowly.refused(member, NOON + timedelta(seconds=4 * member))
    assert slowly.stop is None


def test_a_flag_holds_until_somebody_resumes_and_a_trip_for_half_an_hour() -> None:
    breaker = Breaker()
    breaker.flagged(NOON)
    assert breaker.stop is not None
    assert Stop.from_text(breaker.stop.as_text()) == breaker.stop
    assert breaker.stop.holds(NOON + timedelta(days=400))
    breaker.reset()
    for member in range(20):
        breaker.refused(member, NOON)
    assert breaker.stop is not None
    assert breaker.stop.holds(NOON + timedelta(minutes=29))
    assert not breaker.stop.holds(NOON + timedelta(minutes=30))
