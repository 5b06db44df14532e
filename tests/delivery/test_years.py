"""Fuzzed years: members live with the coach, and whatever it does is held against an oracle.

Everything goes through the use cases, the real storage, the queue and the courier; `oracle`
works out by itself what may go and what must. A usual run leads a few lives, always the same;
`SIMULATED_YEARS=200` leads so many others, each of them some weeks to some years long.
"""

import asyncio
import contextlib
import itertools
import os
import random
import shutil
import tempfile
from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from bot.delivery.sender import Refused, TryAgain
from bot.feedback import Feedback
from bot.keys import Keyring
from bot.services import people, presence, privacy, reminders, starting
from bot.services.coach import Caller
from bot.services.moments import in_days
from bot.services.outgoing import Letter
from bot.storage import ids
from bot.storage.engine import Database
from bot.storage.tables import guild
from tests import databases
from tests.clock import FakeClock
from tests.delivery import oracle
from tests.delivery.deeds import ALWAYS, LIKELY, Deeds
from tests.delivery.judging import ANSWER_LOST, FIGURES, HOMES, Fuzzed, Home, Judge, Somebody
from tests.delivery.oracle import DAY, HOUR
from tests.delivery.verify import verify
from tests.delivery.world import ALICE

LIVES = int(os.environ.get("SIMULATED_YEARS", "0"))
ZONES = (
    "Europe/London",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "Africa/Cairo",
    "America/St_Johns",
    "Antarctica/Troll",
    "Pacific/Honolulu",
    "Pacific/Kiritimati",
)
HOLIDAYS = (
    None,
    ("DE", "BY"),
    ("US", "CA"),
    ("GB", "SCT"),
    ("ES", "MD"),
    ("IN", "MH"),
    ("AU", "VIC"),
    ("IL", None),
    ("JP", None),
)
WEEKS = (frozenset(range(5)), frozenset({6, 0, 1, 2, 3}), frozenset({1}), frozenset(range(7)))
"""Monday to Friday, Sunday to Thursday, Tuesdays only, every day."""
HOURS = (
    (time(20), time(9)),
    (time(22), time(2, 30)),
    (time(0), time(0)),
    (time(13), time(14, 30)),
    (time(1, 30), time(23)),
)
BUNDLES = (time(9, 30), time(1, 45), time(11), time(18), time(23, 10))
STARTS = (datetime(2026, 3, 2, 10, tzinfo=UTC), datetime(2026, 9, 21, 3, tzinfo=UTC))
"""Clocks change soon after, in one hemisphere or the other."""
MOST_PEOPLE = 14
NUMBERS = itertools.count(1)
MOST_SWEEPS = 100_000 if LIVES else 250
"""After so many a life goes on without time passing, so that a usual run takes half a minute."""


class Years(RuleBasedStateMachine):
    """A coach, two members, and time."""

    keyring: Keyring
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.file = self.folder / f"{next(NUMBERS)}.db"
        self.clock = FakeClock(STARTS[0])
        self.database = Database.open(databases.new_sqlite(self.file))
        self.judge = Judge(self.database, self.clock)
        self.members = self.judge.members
        self.world = Fuzzed(self.judge, self.keyring)
        self.nth = self.sweeps = 0

    def teardown(self) -> None:
        try:
            if self.members:
                self.run(verify(self.database, self.keyring))
        finally:
            FIGURES["days"] += (self.clock.now() - self.begun).days if self.members else 0
            FIGURES["lives"] += 1
            self.run(self.database.close())
            self.loop.close()
            self.file.unlink()

    def run(self, work: Awaitable[Any]) -> Any:
        async def waited() -> Any:
            return await work

        return self.loop.run(waited())

    # What happens

    @initialize(
        start=st.sampled_from(STARTS),
        zones=st.tuples(st.sampled_from(ZONES), st.sampled_from(ZONES)),
        minutes=st.tuples(st.integers(0, 20), st.integers(0, 20)),
        luck=st.integers(0, 9999),
    )
    def begin(
        self, start: datetime, zones: tuple[str, str], minutes: tuple[int, int], luck: int
    ) -> None:
        """Two members with settings of their own and some people; one acts, the other
        reads what comes, or doesn't. A month passes."""
        self.begun = start
        self.clock.set(start)
        self.run(self._servers())
        for number, zone in enumerate(zones):
            one = Somebody((ALICE >> 22 << 22) + ((21 * number + minutes[number]) << 22))
            one.attentive = 2 if number else luck % 2
            self.members.append(one)
            self.run(self._join(one, zone))
            self.run(self._settle_in(one, random.Random(luck * 2 + number)))
        self.run(self._live(30 * DAY, random.Random(luck)))

    @rule(who=st.integers(0, 1), luck=st.integers(0, 9999), times=st.integers(1, 8))
    def act(self, who: int, luck: int, times: int) -> None:
        for number in range(times):
            self.run(self._act(self.members[who], random.Random(luck * 5 + number)))

    @rule(who=st.integers(0, 1), luck=st.integers(0, 9999))
    def wish(self, who: int, luck: int) -> None:
        self.run(self._wish(self.members[who], random.Random(luck)))

    @rule(who=st.integers(0, 1), days=st.sampled_from([0, 0, 1, 5, 12, 30]))
    def pause(self, who: int, days: int) -> None:
        """For so many days, or no longer."""
        self.run(self._pause(self.members[who], days))

    @rule(who=st.integers(0, 1))
    def undo(self, who: int) -> None:
        self.run(self._undo(self.members[who]))

    @rule(who=st.integers(0, 1))
    def door(self, who: int) -> None:
        self.run(self._door(self.members[who]))

    @rule(who=st.integers(0, 1), attentive=st.integers(0, 2))
    def mood(self, who: int, attentive: int) -> None:
        self.members[who].attentive = attentive

    @rule(
        faults=st.lists(
            st.sampled_from([TryAgain("HTTP 503"), Refused("HTTP 400"), ANSWER_LOST]),
            min_size=1,
            max_size=12,
        )
    )
    def weather(self, faults: list[Exception]) -> None:
        self.world.faults = [*faults]

    @rule(who=st.integers(0, 1), luck=st.integers(0, 9))
    def leave(self, who: int, luck: int) -> None:
        """Now and then everything is erased, and they begin anew."""
        if luck == 9:
            self.run(self._erase(self.members[who]))

    @rule(hours=st.integers(1, 60), luck=st.integers(0, 9999))
    def some_hours(self, hours: int, luck: int) -> None:
        self.run(self._live(hours * HOUR, random.Random(luck)))

    @rule(days=st.integers(1, 30), luck=st.integers(0, 9999))
    def some_days(self, days: int, luck: int) -> None:
        self.run(self._live(days * DAY, random.Random(luck)))

    @rule(weeks=st.integers(4, 20), luck=st.integers(0, 9999))
    def some_weeks(self, weeks: int, luck: int) -> None:
        self.run(self._live(weeks * 7 * DAY, random.Random(luck)))

    @rule(luck=st.integers(0, 29))
    def a_year(self, luck: int) -> None:
        """Now and then nothing else happens for a year."""
        if luck == 29:
            self.run(self._live(380 * DAY, random.Random(luck)))

    @rule(hours=st.integers(1, 40 * 24), luck=st.integers(0, 9999))
    def downtime(self, hours: int, luck: int) -> None:
        self.clock.advance(hours=hours)
        self.world.restart()
        self.run(self._sweep(random.Random(luck)))
        FIGURES["downtimes"] += 1

    # How a member acts

    def caller(self, who: Somebody) -> Caller:
        return self.world.caller(who.id)

    async def _servers(self) -> None:
        async with self.database.write() as connection:
            rows = [
                {"id": number, "name": f"Server {number}", "bounds": bounds, "created": self.begun}
                for number, bounds in HOMES.items()
            ]
            await connection.execute(sa.insert(guild), rows)

    async def _join(self, who: Somebody, zone: str) -> None:
        await starting.ensure_member(self.world.coach, self.caller(who))
        await starting.set_zone(self.world.coach, self.caller(who), zone)
        who.wanted = replace(who.wanted, zone=zone)

    async def _settle_in(self, who: Somebody, luck: random.Random) -> None:
        for _ in range(4):
            await self._wish(who, luck)
        for _ in range(luck.randint(2, MOST_PEOPLE)):
            await self._add(who, luck)

    async def _noticed(self, who: Somebody, *, in_own_dm: bool = False) -> None:
        await presence.noticed(self.world.coach, self.caller(who), in_own_dm=in_own_dm)
        who.ignored = 0
        if in_own_dm:
            who.known_shut = False

    async def _act(self, who: Somebody, luck: random.Random, about: str | None = None) -> None:
        """Something about one person; what doesn't fit is refused, and changes nothing."""
        await self._noticed(who)
        stories = await self.judge.stories_of(who)
        if about is None and (not who.people or luck.random() < 0.25):
            return await self._add(who, luck)
        whom = about if about in who.people else luck.choice(who.people or [""])
        if whom not in stories:
            return None
        deeds = Deeds(self.world, who.id, whom, luck)
        name = luck.choice([*LIKELY.get(stories[whom].stage, ()), *ALWAYS])
        try:
            await getattr(deeds, name)()
            FIGURES[f"did {name}"] += 1
        except Feedback:
            FIGURES["refusals"] += 1

    async def _add(self, who: Somebody, luck: random.Random) -> None:
        if len(who.people) < MOST_PEOPLE:
            self.nth += 1
            via = luck.choice(["", "Kim"])
            added = await people.add(
                self.world.coach, self.caller(who), name=f"Person {self.nth}", via=via
            )
            who.people.append(added.standing.person.id)

    async def _wish(self, who: Somebody, luck: random.Random) -> None:
        await self._noticed(who)
        chosen = luck.choice(
            [
                {"zone": luck.choice(ZONES)},
                {"bundle_at": luck.choice(BUNDLES)},
                {"quiet": luck.choice(HOURS)},
                {"quiet": luck.choice(HOURS), "bundle_at": luck.choice(BUNDLES)},
                {"working_days": luck.choice(WEEKS)},
                {"holidays": luck.choice(HOLIDAYS)},
                {"follow_up_days": luck.randint(5, 10)},
                {"thank_you_hours": luck.choice([12, 24, 36, 48])},
                {"cadence_days": luck.choice([0, 30, 60, 90, 180])},
                {"second_person": luck.random() < 0.5},
                {"hour_reminder": luck.random() < 0.5},
                {"home": luck.choice([None, *((one, f"Server {one}") for one in HOMES)])},
            ]
        )
        try:
            await reminders.change(self.world.coach, self.caller(who), **chosen)  # type: ignore[arg-type]
        except Feedback:
            return
        if "home" in chosen:
            home = chosen.pop("home")
            who.home = Home(home[0] if home else 0)
        if "holidays" in chosen:
            who.chose_holidays = True
        if "working_days" in chosen:
            chosen = {"weekdays": chosen["working_days"]}
        who.wanted = replace(who.wanted, **chosen)

    async def _pause(self, who: Somebody, days: int) -> None:
        await self._noticed(who)
        if days == 0:
            await reminders.resume(self.world.coach, self.caller(who))
            who.paused_until = None
            return
        held = await reminders.pause(self.world.coach, self.caller(who), in_days(days))
        last = who.wishes.today(self.clock.now()) + days * DAY
        who.paused_until = oracle.clock_shows(who.wanted.zone, datetime.combine(last, time()))
        assert held.member.paused_until == who.paused_until

    async def _undo(self, who: Somebody) -> None:
        await self._noticed(who)
        with contextlib.suppress(Feedback):
            await Deeds(self.world, who.id, "", random.Random()).undo()
            FIGURES["undos"] += 1

    async def _door(self, who: Somebody) -> None:
        """Direct messages are closed, or opened and tested."""
        who.door_shut = not who.door_shut
        if not who.door_shut:
            who.known_shut = False
            await starting.dm_reached(self.world.coach, self.caller(who), who.id + 1)

    async def _erase(self, who: Somebody) -> None:
        await privacy.erase(self.world.coach, self.caller(who))
        place = self.members.index(who)
        self.members[place] = Somebody(who.id, attentive=who.attentive)
        await self._join(self.members[place], who.wanted.zone)

    # Time

    async def _live(self, span: timedelta, luck: random.Random) -> None:
        """Time passes, the coach awake; members react, and act by themselves, as they are."""
        end = self.clock.now() + span
        while self.clock.now() < end and self.sweeps < MOST_SWEEPS:
            await self._wake_until(min(end, self.clock.now() + luck.randint(1, 72) * HOUR), luck)
            for who in self.members:
                if who.attentive == 2 and luck.random() < 0.5:
                    await self._act(who, luck)

    async def _wake_until(self, end: datetime, luck: random.Random) -> None:
        """The alarm's way: from one thing to do to the next."""
        wakes = 0
        while (due := await self.world.queue.next_due()) is not None and due <= end:
            self.clock.set(max(due, self.clock.now() + timedelta(seconds=1)))
            await self._sweep(luck)
            wakes += 1
            assert wakes < 300, "the coach is busy with nothing"
        self.clock.set(max(end, self.clock.now()))
        await self._sweep(luck)

    async def _sweep(self, luck: random.Random) -> None:
        self.judge.heard.clear()
        for one in self.members:
            one.stories = await self.judge.stories_of(one)
        await self.world.courier.sweep()
        if self.world.wrong is not None:
            raise self.world.wrong
        self.sweeps += 1
        FIGURES["sweeps"] += 1
        for one in self.members:
            await self.judge.nothing_forgotten(one)
        await self.judge.dropped_for_a_reason()
        for trial in [*self.judge.heard]:
            await self._react(trial.who, trial.letter, luck)

    async def _react(self, who: Somebody, letter: Letter, luck: random.Random) -> None:
        if who.attentive:
            await self._noticed(who, in_own_dm=True)
        if who.attentive == 2:
            for item in letter.items:
                if luck.random() < 0.7:
                    await self._act(who, luck, item.standing.person.id)


SETTINGS = settings(
    max_examples=LIVES or 12,
    stateful_step_count=40 if LIVES else 25,
    derandomize=not LIVES,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink) if LIVES else (Phase.generate,),
)


@pytest.mark.timeout(0 if LIVES else 300)
def test_years_with_the_coach_keep_every_promise(
    keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ids, "person_id", lambda: f"{next(NUMBERS):012}")  # the same again
    Years.keyring = keyring
    Years.folder = Path(tempfile.mkdtemp(dir=databases.folder()))
    try:
        run_state_machine_as_test(Years, settings=SETTINGS)
    finally:
        shutil.rmtree(Years.folder)
        print(f"{FIGURES['days'] / 365:.1f} years:", dict(sorted(FIGURES.items())))
    assert FIGURES["bundles"] > 20, "otherwise little was tried"
