"""A coach in a process of its own, to be killed: `python -m tests.delivery.child`.

It reads a line of JSON a life from its standard input and forks a process for each (which
saves the imports). That process plays the script from the given item on, over a real database,
and stops dead at the given step until it is killed; steps are SQL statements, commits and
whatever Discord accepts. "Discord" is a file that every accepted message is appended to, and
synced, before it answers.
"""

import asyncio
import contextlib
import json
import logging
import os
import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from bot.coaching.events import EventKind as K
from bot.delivery.courier import Courier
from bot.delivery.queue import Queue
from bot.delivery.sender import Arrival
from bot.feedback import Feedback
from bot.keys import Keyring
from bot.services import history, moments, people, presence, reminders, snoozing, starting, undoing
from bot.services.coach import Caller, Coach
from bot.services.history import Report
from bot.services.outgoing import Message
from bot.storage import events
from bot.storage.engine import Database
from bot.ui.nudges import compose
from tests.clock import MONDAY_MORNING, FakeClock
from tests.delivery.world import ALICE

BOB = ALICE + (9 << 22)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scene:
    """One item of the script: on that day (from the Monday on) that member does something."""

    day: float
    member: int
    what: str
    person: str = ""
    more: str = ""


SCRIPT = [
    Scene(0, ALICE, "join"),
    Scene(0, BOB, "join"),
    Scene(0, ALICE, "add", "Sam"),
    Scene(0, ALICE, "add", "Kim"),
    Scene(0, ALICE, "add", "Ann"),
    Scene(0, BOB, "add", "Sam"),
    Scene(0.1, ALICE, K.ASKED, "Kim"),
    Scene(0.1, BOB, K.DRAFTED, "Sam"),
    Scene(1, ALICE, "sweep"),
    Scene(7.2, ALICE, "sweep"),
    Scene(7.3, ALICE, "snooze", "Ann", "idea"),
    Scene(7.3, BOB, K.ASKED, "Sam"),
    Scene(7.4, ALICE, K.DRAFTED, "Sam"),
    Scene(7.4, ALICE, "undo"),
    Scene(8.2, ALICE, "sweep"),
    Scene(9.2, ALICE, "sweep"),
    Scene(9.3, ALICE, "zone"),
    Scene(9.3, ALICE, K.REPLIED, "Kim"),
    Scene(9.4, ALICE, K.SCHEDULED, "Kim"),
    Scene(11, ALICE, "sweep"),
    Scene(12.3, ALICE, "sweep"),
    Scene(13.5, ALICE, "sweep"),
    Scene(13.6, ALICE, K.MET, "Kim"),
    Scene(15.2, ALICE, "sweep"),
    Scene(16.2, ALICE, K.THANKED, "Kim"),
    Scene(18.2, BOB, "sweep"),
    Scene(22.2, BOB, "sweep"),
    Scene(22.3, BOB, K.FOLLOWED_UP, "Sam"),
    Scene(36.2, BOB, "sweep"),
    Scene(52.2, BOB, "sweep"),
]


class Steps:
    """Counts what is done; at the chosen step the process stands still until it is killed."""

    def __init__(self, last: int | None, point: str | None, clock: FakeClock) -> None:
        self.left = last
        self.point = point
        self.clock = clock

    def take(self, what: str) -> None:
        if self.left is None:
            return
        self.left -= 1
        if self.left <= 0 or what == self.point:
            say(reached=what, now=self.clock.now().isoformat())
            time.sleep(60)

    def watch(self, database: Database) -> None:
        def statement(_connection, _cursor, text: str, *_rest: object) -> None:
            self.take(f"before {' '.join(text.split()[:3])}")

        def commit(_connection: object) -> None:
            self.take("before COMMIT")

        for engine in database.engines:
            sa.event.listen(engine.sync_engine, "before_cursor_execute", statement)
            sa.event.listen(engine.sync_engine, "commit", commit)


class DiscordFile:
    """Accepts a message by appending a line, synced, and only then answers."""

    def __init__(self, file: str, steps: Steps) -> None:
        self.accepted = Path(file)
        self.file = os.open(file, os.O_APPEND | os.O_CREAT | os.O_WRONLY)
        self.steps = steps

    async def open_channel(self, member_id: int) -> int:
        self.steps.take("before the channel is opened")
        return member_id + 1

    async def send(self, channel_id: int, message: Message, nonce: str) -> Arrival:
        self.steps.take("before Discord")
        line = {"nonce": nonce, "channel": channel_id, "words": message.frozen()}
        os.write(self.file, f"{json.dumps(line)}\n".encode())
        os.fsync(self.file)
        self.steps.take("accepted, not answered")
        return Arrival(channel_id, 1)

    async def find(self, channel_id: int, message: Message, since: datetime) -> Arrival | None:
        self.steps.take("before the history is read")
        lines = map(json.loads, self.accepted.read_text().splitlines())
        same = {"channel": channel_id, "words": message.frozen()}
        return Arrival(channel_id, 1) if any(same.items() <= one.items() for one in lines) else None

    async def delete(self, arrival: Arrival) -> None:
        raise NotImplementedError("nobody is erased here")


class Life:
    """A process from its start until it is killed, or has played the script."""

    def __init__(self, order: dict[str, object]) -> None:
        self.order = order
        self.clock = FakeClock(datetime.fromisoformat(str(order["now"])))
        last, point = order["step"], order["point"]
        self.steps = Steps(
            last if isinstance(last, int) else None,
            point if isinstance(point, str) else None,
            self.clock,
        )
        self.database = Database.open(str(order["url"]))
        self.coach = Coach(self.database, Keyring([str(order["key"])]), self.clock)
        self.queue = Queue(self.coach, compose, owner=f"process {os.getpid()}")
        discord = DiscordFile(str(order["file"]), self.steps)
        self.courier = Courier(
            self.queue, discord, self.clock, self.coach.keyring.pseudonym, jitter=lambda: 0.5
        )

    async def play(self) -> None:
        self.steps.watch(self.database)
        if self.database.dialect == "sqlite":
            await self.queue.reclaim_own()
        first = self.order["item"]
        assert isinstance(first, int)
        for number in range(first, len(SCRIPT)):
            scene = SCRIPT[number]
            self.clock.set(max(self.clock.now(), MONDAY_MORNING + scene.day * DAY))
            with contextlib.suppress(Feedback):  # a repeat that doesn't fit any more
                await self.act(number, scene)
            say(done=number, now=self.clock.now().isoformat())
        await self.database.close()

    async def act(self, number: int, scene: Scene) -> None:
        caller = Caller(scene.member, 1000 + number)
        if scene.what != "sweep":
            await presence.noticed(self.coach, caller, in_own_dm=False)
        match scene.what:
            case "join":
                await starting.ensure_member(self.coach, caller)
                await reminders.change(self.coach, caller, zone="Europe/London")
            case "add":
                await people.add(self.coach, caller, name=scene.person)
            case "sweep":
                await self.courier.sweep()
                self.clock.advance(seconds=61)
                await self.courier.sweep()
            case "zone":
                await reminders.change(self.coach, caller, zone="America/New_York")
            case "undo":
                offer = await undoing.offer(self.coach, caller)
                seq = offer.step.seqs[-1]
                await undoing.take_back(self.coach, caller, offer.step.person_id, seq)
            case "snooze":
                person = await self.person(scene)
                standing = await history.look(self.coach, caller, person)
                key = next(one for one in standing.due if one.kind == scene.more)
                await snoozing.snooze(self.coach, caller, person, key, moments.in_days(1))
            case kind:
                facts = {}
                if kind == K.SCHEDULED:
                    starts = MONDAY_MORNING + timedelta(days=13)
                    facts = {"starts": starts.isoformat(), "minutes": 20, "zone": "Europe/London"}
                report = Report(K(kind), facts=facts, words="a word")
                await history.record(self.coach, caller, await self.person(scene), report)

    async def person(self, scene: Scene) -> str:
        known = await starting.ensure_member(self.coach, Caller(scene.member))
        async with self.database.read() as connection:
            key = self.coach.keyring.open(known.data_key)
            everyone = await events.load_all(connection, key, scene.member)
        return next(who.id for who, _ in everyone if who.name == scene.person)


def say(**words: object) -> None:
    os.write(1, f"{json.dumps(words)}\n".encode())


def main() -> None:
    logging.disable(logging.CRITICAL)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            say(pid=os.getpid())
            try:
                asyncio.run(Life(json.loads(line)).play())
                say(end="played")
            except BaseException as error:
                say(end=f"{type(error).__name__}: {error}")
            os._exit(0)
        os.waitpid(pid, 0)
        say(gone=pid)


if __name__ == "__main__":
    main()
