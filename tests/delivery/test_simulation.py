"""Seeded lives: random commands, time, restarts and downtimes through the real storage.

After every step everything stored is worked out anew (`verify`); whatever arrives is held
against the method's rules.
"""

import os
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa

from bot.coaching.calendar import is_quiet, is_working_day, local_day
from bot.coaching.events import EventKind as K
from bot.coaching.planner import BEFORE_THE_REPORT
from bot.coaching.rules import RULES, NudgeKind, Travel
from bot.coaching.stages import MOVES, fold, may
from bot.delivery.sender import ClosedDoor, Refused, TryAgain
from bot.feedback import Feedback
from bot.keys import Keyring
from bot.services import history, moments, people, presence, reminders, snoozing, starting, undoing
from bot.services.coach import Caller
from bot.services.history import Report
from bot.storage import events, members, nudges
from bot.storage.engine import Database
from bot.storage.records import Member
from bot.storage.tables import DeliveryState, NudgeState, delivery, nudge
from tests.clock import FakeClock
from tests.delivery.verify import verify
from tests.delivery.world import ALICE, World

ZONES = (
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Asia/Kolkata",
    "Pacific/Kiritimati",
)
STARTS = (datetime(2026, 3, 2, 10, tzinfo=UTC), datetime(2026, 10, 5, 10, tzinfo=UTC))
"""Clocks change in both hemispheres soon after."""
REASONS = {"too_late", "superseded", "undeliverable"}
SURELY_ONCE = timedelta(seconds=60)


MAIN_PATH = {
    K.DRAFTED,
    K.INTRODUCTION_ASKED,
    K.INTRODUCED,
    K.ASKED,
    K.FOLLOWED_UP,
    K.REPLIED,
    K.SCHEDULED,
    K.MET,
    K.THANKED,
    K.PROMISED,
}
ENDS = {K.DECLINED, K.LET_GO, K.CANCELLED, K.REFERRED, K.PARKED, K.LATER, K.NOT_NOW}


def _likely(kind: K) -> int:
    return 8 if kind in MAIN_PATH else 1 if kind in ENDS else 2


class Died(BaseException):
    """The process was killed here."""


class Life:
    """One member's life with the coach."""

    def __init__(self, world: World, seed: int) -> None:
        self.random = random.Random(seed)
        self.world = world
        self.id = ALICE + (seed << 22)
        self.people: list[str] = []
        self.closed = False
        self.fault: Exception | None = None
        self.dies = False
        self.sent: list[tuple[datetime, str, tuple[int, ...]]] = []
        """(when, nonce, nudges) of whatever Discord took."""
        world.discord.refuse = self._refuse

    def _refuse(self, _channel: int) -> None:
        if self.closed:
            raise ClosedDoor("HTTP 403, code 50007")
        if self.fault is not None and self.random.random() < 0.6:
            raise self.fault

    async def begin(self) -> None:
        await self.world.join(self.id)
        await self.change(zone=self.random.choice(ZONES))

    async def step(self) -> str:
        moves: list[tuple[int, Callable[[], Awaitable[object]]]] = [
            (8, self.report),
            (3, self.add),
            (2, self.snooze),
            (1, self.undo),
            (1, self.change),
            (1, self.pause),
            (1, self.doors),
            (1, self.weather),
            (9, self.live),
            (1, self.sleep),
            (2, self.die),
        ]
        [move] = self.random.choices([one for _, one in moves], [weight for weight, _ in moves])
        name = move.__name__
        if move in {self.report, self.add, self.snooze, self.undo, self.change, self.pause}:
            await presence.noticed(self.world.coach, self.caller(), in_own_dm=False)
        try:
            result = await move()
        except Feedback as refusal:
            return f"{name}: {type(refusal).__name__}"
        return f"{name} {result if isinstance(result, str) else ''}"

    def caller(self) -> Caller:
        return self.world.caller(self.id)

    async def member(self) -> Member:
        async with self.world.database.read() as connection:
            found = await members.load(connection, self.world.keyring, self.id)
        assert found is not None
        return found

    async def add(self) -> str:
        if len(self.people) < 12:
            via = self.random.choice(["", "Kim"])
            name = f"Person {self.random.random()}"
            outcome = await people.add(self.world.coach, self.caller(), name=name, via=via)
            self.people.append(outcome.standing.person.id)
        return ""

    async def report(self) -> str:
        if not self.people:
            return await self.add()
        person = self.random.choice(self.people)
        async with self.world.database.read() as connection:
            case = await events.load_case(connection, self.world.keyring, self.id, person)
        if case is None:  # erased, a year after it was closed
            self.people.remove(person)
            return "gone"
        state = fold(case.events)
        fitting = [
            kind
            for kind in MOVES
            if may(state, kind) and kind not in {K.CLOSED_BY_SILENCE, K.SNOOZED, K.ADDED}
        ]
        if not fitting:
            return ""
        [kind] = self.random.choices(fitting, [_likely(one) for one in fitting])
        report = Report(kind, facts=self.facts(kind), words=self.random.choice([None, "a word"]))
        await history.record(self.world.coach, self.caller(), person, report)
        return f"{kind.value} {self.people.index(person)}"

    def facts(self, kind: K) -> dict[str, str | int]:
        now = self.world.clock.now()
        day = (now + timedelta(days=self.random.randint(1, 30))).date().isoformat()
        match kind:
            case K.SCHEDULED | K.MOVED:
                starts = now + timedelta(minutes=self.random.randint(10, 12 * 24 * 60))
                return {"starts": starts.isoformat(), "minutes": 20, "zone": "UTC"}
            case K.PARKED | K.LATER | K.PROMISED:
                return {"until": day, "due": day}
            case K.CADENCE_CHANGED:
                return {"days": self.random.choice([0, 30, 90])}
            case K.NOT_NOW:
                return {"nudge": self.random.choice(list(NudgeKind)).value, "cycle": 1}
            case _:
                return {}

    async def snooze(self) -> str:
        if not self.people:
            return ""
        person = self.random.choice(self.people)
        standing = await history.look(self.world.coach, self.caller(), person)
        if not standing.due:
            return ""
        days = self.random.choice([1, 3, 7])
        key = self.random.choice(standing.due)
        await snoozing.snooze(self.world.coach, self.caller(), person, key, moments.in_days(days))
        return f"{key} of {self.people.index(person)} by {days} days"

    async def undo(self) -> str:
        offer = await undoing.offer(self.world.coach, self.caller())
        await undoing.take_back(
            self.world.coach, self.caller(), offer.step.person_id, offer.step.seqs[-1]
        )
        return offer.step.kind.value

    async def change(self, **given: object) -> str:
        """A setting is changed."""
        wishes: list[dict[str, object]] = [
            {"zone": self.random.choice(ZONES)},
            {"bundle_at": self.random.choice([time(9, 30), time(11), time(18)])},
            {"quiet": self.random.choice([(time(20), time(9)), (time(22), time(2, 30))])},
            {"working_days": self.random.choice([frozenset(range(5)), frozenset({2, 6})])},
            {"holidays": self.random.choice([None, ("GB", "ENG")])},
            {"follow_up_days": self.random.choice([5, 7, 10])},
            {"second_person": True, "hour_reminder": True},
        ]
        chosen = given or self.random.choice(wishes)
        await reminders.change(self.world.coach, self.caller(), **chosen)  # type: ignore[arg-type]
        return str(chosen)

    async def pause(self) -> str:
        if (await self.member()).paused_until is not None:
            await reminders.resume(self.world.coach, self.caller())
            return "ended"
        days = self.random.randint(1, 10)
        await reminders.pause(self.world.coach, self.caller(), moments.in_days(days))
        return f"for {days} days"

    async def doors(self) -> str:
        """Direct messages are closed, or opened and tested."""
        self.closed = not self.closed
        if not self.closed:
            await starting.dm_reached(self.world.coach, self.caller(), self.id + 1)
        return "closed" if self.closed else "opened"

    async def weather(self) -> str:
        self.fault = self.random.choice(
            [None, TryAgain("HTTP 503"), TryAgain("reset"), Refused("HTTP 400")]
        )
        return repr(self.fault)

    async def live(self) -> str:
        """Some days pass, the coach awake."""
        end = self.world.clock.now() + timedelta(hours=self.random.randint(1, 5 * 24))
        for _ in range(400):
            following = await self.world.queue.next_due()
            if following is None or following > end:
                break
            soon = self.world.clock.now() + timedelta(seconds=1)
            self.world.clock.set(max(following, soon))
            await self.sweep()
        else:
            raise AssertionError("the coach is busy with nothing")
        self.world.clock.set(max(end, self.world.clock.now()))
        return f"until {end}"

    async def sleep(self) -> str:
        """The coach is down for some days."""
        self.world.clock.advance(hours=self.random.randint(1, 9 * 24))
        self.world.restart()
        await self.sweep()
        return ""

    async def die(self) -> str:
        """The process is killed in the midst of a sweep, and starts again some time later."""
        queue, discord = self.world.queue, self.world.discord
        name, target = self.random.choice(
            [
                ("claim_due", queue),
                ("lease", queue),
                ("prepare", queue),
                ("send", discord),
                ("settle", queue),
            ]
        )
        after = getattr(target, name)

        async def dying(*args: object, **more: object) -> object:
            await after(*args, **more)
            raise Died

        setattr(target, name, dying)
        following = await queue.next_due()
        if following is not None and following < self.world.clock.now() + timedelta(days=5):
            self.world.clock.set(max(following, self.world.clock.now()))
        try:
            await self.sweep()
        except* Died:
            pass
        finally:
            if target is discord:
                del discord.send  # type: ignore[attr-defined]
        self.world.clock.advance(seconds=self.random.choice([1, 40, 3600, 50_000, 200_000]))
        self.world.restart()
        if self.random.random() < 0.5:
            await self.world.queue.reclaim_own()
        return f"after {name}"

    async def sweep(self) -> None:
        before = len(self.world.discord.arrived)
        try:
            await self.world.courier.sweep()
        finally:
            await self._hear(before)

    async def _hear(self, before: int) -> None:
        """Check what arrived against the rules that hold at that instant."""
        wishes = (await self.member()).preferences
        new = self.world.discord.arrived[before:]
        async with self.world.database.read() as connection:
            for one in new:
                query = sa.select(delivery).where(delivery.c.nonce == one.nonce)
                row = (await connection.execute(query)).mappings().one()
                found = await nudges.by_id(connection, row["nudge_ids"])
                # A second attempt soon after the first only makes sure that it arrived.
                surely_once = one.at - row["first_attempt"] < SURELY_ONCE
                kinds = {stored.key.kind for stored in found}
                if surely_once and one.at != row["first_attempt"]:
                    continue
                if not all(RULES[kind].in_quiet_hours for kind in kinds):
                    assert not is_quiet(one.at, wishes), f"{kinds} at {one.at} in {wishes.zone}"
                if row["travel"] == Travel.BUNDLE:
                    assert is_working_day(local_day(one.at, wishes.zone), wishes)
                    assert len({stored.person_id for stored in found}) == len(found) <= 4

    async def account(self) -> None:
        """In the end: nothing twice, and the caps kept."""
        async with self.world.database.read() as connection:
            sent = (
                (
                    await connection.execute(
                        sa.select(delivery)
                        .where(delivery.c.state == int(DeliveryState.SENT))
                        .order_by(delivery.c.settled)
                    )
                )
                .mappings()
                .all()
            )
            stored = {one.id: one for one in await nudges.of_member(connection, self.id)}
            reasons = set(
                (
                    await connection.execute(
                        sa.select(nudge.c.reason).where(nudge.c.state == int(NudgeState.DROPPED))
                    )
                ).scalars()
            )
            key = self.world.keyring.open((await self.member()).data_key)
            histories = {
                who.id: happened
                for who, happened in await events.load_all(connection, key, self.id)
            }
        assert reasons <= REASONS
        nonces = {one["nonce"] for one in sent}
        assert nonces <= {one.nonce for one in self.world.discord.arrived}
        self._nothing_twice(sent, stored, histories)
        self._caps(sent, stored)

    def _nothing_twice(self, sent, stored, histories) -> None:
        for number, one in stored.items():
            times = [row["first_attempt"] for row in sent if number in row["nudge_ids"]]
            for earlier, later in pairwise(times):
                moved = [
                    event
                    for event in histories[one.person_id]
                    if event.kind is K.SNOOZED
                    and event.text("nudge") == one.key.kind
                    and earlier <= event.recorded <= later
                ]
                assert moved, f"{one.key} went at {earlier} and {later}"

    def _caps(self, sent, stored) -> None:
        bundles = sorted(
            date.fromisoformat(row["day"]) for row in sent if row["travel"] == Travel.BUNDLE
        )
        assert len(set(bundles)) == len(bundles), "one bundle a day"
        for day in bundles:
            week = [one for one in bundles if timedelta() <= day - one < timedelta(days=7)]
            assert len(week) <= 4, "four bundles in seven days"
        talks: dict[tuple[str, int], set[int]] = {}
        for number in {number for row in sent for number in row["nudge_ids"]}:
            one = stored.get(number)
            if one is not None and one.key.kind in BEFORE_THE_REPORT:
                talks.setdefault((one.person_id, one.key.cycle), set()).add(number)
        assert all(len(messages) <= 5 for messages in talks.values())


async def lead(database: Database, keyring: Keyring, seed: int, steps: int) -> Life:
    world = World(database, keyring, FakeClock(STARTS[seed % 2]))
    life = Life(world, seed)
    await life.begin()
    done: list[str] = []
    for _ in range(steps):
        try:
            done.append(f"{world.clock.now():%a %d %b %H:%M} {await life.step()}")
            await verify(database, keyring)
        except Exception as error:
            story = "\n".join(done)
            raise AssertionError(f"seed {seed}: {error!r}\n{story}") from error
    await life.account()
    return life


SEEDS = int(os.environ.get("SIMULATED_LIVES", "6"))


@pytest.mark.parametrize("seed", range(SEEDS))
async def test_a_life_on_sqlite_keeps_every_rule(
    sqlite_url: str, keyring: Keyring, seed: int
) -> None:
    database = Database.open(sqlite_url)
    try:
        await lead(database, keyring, seed, 60)
    finally:
        await database.close()


@pytest.mark.parametrize("seed", [1001, 1002])
async def test_a_life_on_postgresql_keeps_every_rule(
    postgresql_url: str, keyring: Keyring, seed: int
) -> None:
    database = Database.open(postgresql_url)
    try:
        await lead(database, keyring, seed, 60)
    finally:
        await database.close()
