"""Who delivers: one process at a time, and soon another one where that one dies."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from random import Random

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.delivery.ownership import Beat, Ownership, PaceOwner, SoleOwner, StoredRow, ownership
from bot.storage.engine import Database
from bot.storage.errors import StorageMissing
from tests import virtual_time

TAKEN_OVER = 30.0
"""Seconds after a death in which another process delivers."""


@dataclass
class Table:
    """The database as all processes see it: one value."""

    value: str | None = None


@dataclass
class Line:
    """One process's way to the database: slow or broken as a test wants it."""

    table: Table
    delays: Callable[[], float] = lambda: 0.0
    broken: bool = False
    """No statement arrives."""
    mute: bool = False
    """Statements arrive, but no answer."""

    async def value(self) -> str | None:
        await self._there()
        found = self.table.value
        await self._back()
        return found

    async def swap(self, value: str, expected: str | None) -> bool:
        await self._there()
        swapped = self.table.value == expected
        if swapped:
            self.table.value = value
        await self._back()
        return swapped

    async def remove(self, expected: str) -> None:
        await self.swap("", expected)
        if self.table.value == "":
            self.table.value = None

    async def _there(self) -> None:
        await asyncio.sleep(self.delays())
        if self.broken:
            raise StorageMissing

    async def _back(self) -> None:
        await asyncio.sleep(self.delays())
        if self.mute:
            raise StorageMissing


@dataclass
class Process:
    """One process, with a clock of its own."""

    line: Line
    rate: float = 1.0
    offset: float = 0.0
    taken: list[float] = field(default_factory=list)
    dead: bool = False

    def __post_init__(self) -> None:
        self.owner = PaceOwner(self.line, self._note, monotonic=self._time, sleep=self._sleep)

    def _time(self) -> float:
        return self.offset + self.rate * asyncio.get_running_loop().time()

    async def _sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self.rate)

    def _note(self) -> None:
        self.taken.append(asyncio.get_running_loop().time())

    def owns(self) -> bool:
        return not self.dead and self.owner.owns()

    def kill(self) -> None:
        self.dead = True
        assert self.owner._competing is not None
        self.owner._competing.cancel()


def both() -> tuple[Table, Process, Process]:
    table = Table()
    return table, Process(Line(table)), Process(Line(table), offset=1e6)


def test_the_first_takes_it_and_keeps_it() -> None:
    async def story() -> None:
        _, one, two = both()
        await one.owner.start()
        await two.owner.start()
        for _ in range(600):
            assert (one.owns(), two.owns()) == (True, False)
            await asyncio.sleep(1)
        assert one.taken == [0]
        assert two.taken == []

    virtual_time.run(story())


def test_a_clean_stop_hands_over_at_the_others_next_look() -> None:
    async def story() -> None:
        _, one, two = both()
        await one.owner.start()
        await two.owner.start()
        await asyncio.sleep(101)
        await one.owner.stop()
        assert not one.owns()
        await asyncio.sleep(4.1)
        assert two.owns()
        await one.owner.stop()
        assert two.owns(), "stopping twice does no harm"

    virtual_time.run(story())


@pytest.mark.parametrize("moment", [0.0, 0.5, 3.9, 9.9, 10.0, 10.1])
def test_after_a_death_another_one_takes_over(moment: float) -> None:
    async def story() -> None:
        _, one, two = both()
        await one.owner.start()
        await two.owner.start()
        await asyncio.sleep(100 + moment)
        one.kill()
        died = asyncio.get_running_loop().time()
        await asyncio.sleep(TAKEN_OVER)
        assert two.owns()
        assert two.taken[0] - died <= TAKEN_OVER

    virtual_time.run(story())


def test_one_that_cannot_renew_stops_before_another_begins() -> None:
    async def story() -> None:
        _, one, two = both()
        await one.owner.start()
        await two.owner.start()
        await asyncio.sleep(101)
        one.line.broken = True
        owners = []
        for _ in range(300):
            owners.append((one.owns(), two.owns()))
            await asyncio.sleep(0.1)
        assert (True, True) not in owners
        assert (False, False) in owners, "for a while nobody"
        assert owners[-1] == (False, True)
        one.line.broken = False
        await asyncio.sleep(60)
        assert (one.owns(), two.owns()) == (False, True), "it waits for its turn"

    virtual_time.run(story())


def test_a_short_fault_is_survived() -> None:
    async def story() -> None:
        _, one, two = both()
        await one.owner.start()
        await two.owner.start()
        await asyncio.sleep(99)
        one.line.mute = True
        await asyncio.sleep(4)
        one.line.mute = False
        for _ in range(100):
            await asyncio.sleep(1)
            assert (one.owns(), two.owns()) == (True, False)

    virtual_time.run(story())


def test_when_the_database_comes_back_somebody_delivers_again() -> None:
    async def story() -> None:
        _, one, two = both()
        one.line.broken = two.line.broken = True
        await one.owner.start()
        await two.owner.start()
        await asyncio.sleep(300)
        assert not one.owns()
        assert not two.owns()
        one.line.broken = two.line.broken = False
        await asyncio.sleep(5)
        assert one.owns() != two.owns()

    virtual_time.run(story())


@dataclass(frozen=True)
class Trouble:
    """What happens to one of the processes, for a while."""

    who: int
    what: str
    seconds: float


troubles = st.lists(
    st.builds(
        Trouble,
        who=st.integers(0, 2),
        what=st.sampled_from(["broken", "mute", "slow", "die", "stop", "nothing"]),
        seconds=st.floats(0, 60),
    ),
    max_size=12,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(troubles=troubles, rates=st.tuples(*[st.floats(0.95, 1.05)] * 3), seed=st.integers(0, 2**32))
def test_never_two_and_soon_one_again(
    troubles: list[Trouble], rates: tuple[float, ...], seed: int
) -> None:
    """Clocks that run apart by a tenth, slow and broken lines, deaths, restarts: never two."""

    async def story() -> None:
        table, random = Table(), Random(seed)
        slow = [0.02, 0.02, 0.02]

        def line(number: int) -> Line:
            return Line(table, lambda: random.random() * slow[number])

        processes = [
            Process(line(number), rate, offset=1000.0 * number) for number, rate in enumerate(rates)
        ]
        for one in processes:
            await one.owner.start()

        async def watch(seconds: float) -> None:
            ends = asyncio.get_running_loop().time() + seconds
            while asyncio.get_running_loop().time() < ends:
                assert sum(one.owns() for one in processes) <= 1
                await asyncio.sleep(0.25)

        for trouble in troubles:
            one = processes[trouble.who]
            match trouble.what:
                case "broken" | "mute" as how:
                    setattr(one.line, how, True)
                case "slow":
                    slow[trouble.who] = 6.0
                case "die":
                    one.kill()
                case "stop":
                    await one.owner.stop()
            await watch(trouble.seconds)
            slow[trouble.who] = 0.02
            one.line.broken = one.line.mute = False
            if trouble.what in {"die", "stop"}:
                processes[trouble.who] = Process(line(trouble.who), one.rate)
                await processes[trouble.who].owner.start()
        await watch(TAKEN_OVER / min(rates))
        assert sum(one.owns() for one in processes) == 1
        for one in processes:
            await one.owner.stop()

    virtual_time.run(story())


def test_beats_under_which_two_could_own_it_are_refused() -> None:
    for wrong in (
        {"lasts": 20.0},
        {"dead_after": 15.0},
        {"renew": 15.0},
        {"look": 11.0},
        {"look": 0.0},
    ):
        with pytest.raises(ValueError, match="two own the pace"):
            Beat(**wrong)


# On PostgreSQL

QUICK = Beat(renew=0.2, lasts=0.4, look=0.1, dead_after=0.8)


@pytest.fixture
async def databases(postgresql_url: str) -> AsyncIterator[tuple[Database, Database]]:
    opened = (Database.open(postgresql_url), Database.open(postgresql_url))
    yield opened
    for one in opened:
        await one.close()


async def until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 (it is another process's news)
            await asyncio.sleep(0.02)


async def test_on_postgresql_one_owns_it_and_hands_it_over(
    databases: tuple[Database, Database],
) -> None:
    taken: list[int] = []
    one = PaceOwner(StoredRow(databases[0]), lambda: taken.append(1), QUICK)
    two = PaceOwner(StoredRow(databases[1]), lambda: taken.append(2), QUICK)
    await one.start()
    await two.start()
    assert (one.owns(), two.owns()) == (True, False)
    await one.stop()
    await until(two.owns)
    await one.start()
    assert not one.owns()
    assert taken == [1, 2]
    await two.stop()
    await until(one.owns)
    await one.stop()


async def test_on_postgresql_a_death_is_noticed(databases: tuple[Database, Database]) -> None:
    one = PaceOwner(StoredRow(databases[0]), beat=QUICK)
    two = PaceOwner(StoredRow(databases[1]), beat=QUICK)
    await one.start()
    await two.start()
    assert one._competing is not None
    one._competing.cancel()
    await until(two.owns)
    assert not one.owns()
    await two.stop()


async def test_on_postgresql_cut_connections_are_survived(
    databases: tuple[Database, Database],
) -> None:
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    one = PaceOwner(StoredRow(databases[0]), beat=QUICK)
    two = PaceOwner(StoredRow(databases[1]), beat=QUICK)
    await one.start()
    await two.start()
    for _ in range(3):
        async with databases[1].read() as connection:
            await connection.execute(sa.text(f"{cut} AND datname = current_database()"))
        await asyncio.sleep(0.3)
        assert not (one.owns() and two.owns())
    await until(lambda: one.owns() != two.owns())
    await one.stop()
    await until(two.owns)
    await two.stop()


async def test_two_that_begin_at_once_are_not_both_owners(
    databases: tuple[Database, Database],
) -> None:
    for _ in range(10):
        owners: list[Ownership] = [PaceOwner(StoredRow(one)) for one in databases]
        await asyncio.gather(*(one.start() for one in owners))
        assert sum(one.owns() for one in owners) == 1
        await asyncio.gather(*(one.stop() for one in owners))


async def test_alone_on_sqlite(database: Database) -> None:
    owner = ownership(database)
    await owner.start()
    assert owner.owns()
    await owner.stop()
    assert isinstance(owner, SoleOwner) == (database.dialect == "sqlite")
