"""One coach, a clock that a test moves, and a Discord that only writes down what arrives."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count

from bot.coaching.events import EventKind
from bot.coaching.rules import NudgeKind
from bot.delivery.courier import Courier
from bot.delivery.queue import Queue
from bot.delivery.sender import Arrival
from bot.keys import Keyring
from bot.services import history, people, presence, starting
from bot.services.coach import Caller, Coach
from bot.services.history import Outcome, Report
from bot.services.outgoing import Letter, Message
from bot.storage import members
from bot.storage.engine import Database
from bot.ui.nudges import compose
from tests.clock import FakeClock

ALICE = 185_000_000_000_000_000


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message as it arrived: when (UTC), to whom, what it holds, its words."""

    at: datetime
    channel: int
    nonce: str
    message: Message
    kinds: tuple[str, ...] = ()

    @property
    def first(self) -> str:
        return self.kinds[0]


@dataclass
class Discord:
    """Takes messages; `refuse` may raise for one instead, `meanwhile` happens before it answers."""

    clock: FakeClock
    arrived: list[Arrived] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    deleted: list[Arrival] = field(default_factory=list)
    refuse: Callable[[int], None] = lambda _channel: None
    meanwhile: Callable[[], Awaitable[None]] | None = None

    async def open_channel(self, member_id: int) -> int:
        self.opened.append(member_id)
        return member_id + 1

    async def send(self, channel_id: int, message: Message, nonce: str) -> Arrival:
        self.refuse(channel_id)
        self.arrived.append(Arrived(self.clock.now(), channel_id, nonce, message))
        answer = Arrival(channel_id, len(self.arrived))
        happening, self.meanwhile = self.meanwhile, None
        if happening is not None:
            await happening()
        return answer

    async def find(self, channel_id: int, message: Message, since: datetime) -> Arrival | None:
        self.refuse(channel_id)
        for number, one in enumerate(self.arrived, 1):
            if (one.channel, one.message.rows) == (channel_id, message.rows) and one.at >= since:
                return Arrival(channel_id, number)
        return None

    async def delete(self, arrival: Arrival) -> None:
        self.refuse(arrival.channel_id)
        self.deleted.append(arrival)


class World:
    """What a test does: report events, let time pass, read what arrived."""

    def __init__(self, database: Database, keyring: Keyring, clock: FakeClock) -> None:
        self.clock = clock
        self.keyring = keyring
        self.database = database
        self.discord = Discord(clock)
        self.letters: list[tuple[Message, Letter]] = []
        self._interactions = count(1)
        self.restart()

    def restart(self) -> None:
        """A new process over the same database: nothing but the database is kept."""
        self.coach = Coach(self.database, self.keyring, self.clock)
        self.queue = Queue(self.coach, self._compose, "test")
        self.courier = Courier(
            self.queue, self.discord, self.clock, self.keyring.pseudonym, jitter=lambda: 0.5
        )

    def _compose(self, letter: Letter) -> Message:
        message = compose(letter)
        self.letters.append((message, letter))
        return message

    def caller(self, member_id: int = ALICE) -> Caller:
        return Caller(member_id, next(self._interactions))

    async def join(self, member_id: int = ALICE, **wishes: object) -> None:
        """A member in London who was asked for their zone."""
        await starting.ensure_member(self.coach, self.caller(member_id))
        async with self.database.write() as connection:
            known = await members.load(connection, self.keyring, member_id)
            assert known is not None
            wished = replace(known.wishes, zone="Europe/London", **wishes)
            joined = replace(known, zone="Europe/London", wishes=wished)
            await members.change(connection, self.keyring, joined)

    async def add(self, name: str, member_id: int = ALICE, **more: object) -> str:
        outcome = await people.add(self.coach, self.caller(member_id), name=name, **more)
        return outcome.standing.person.id

    async def report(
        self, person_id: str, kind: EventKind, member_id: int = ALICE, **facts: object
    ) -> Outcome:
        await presence.noticed(self.coach, self.caller(member_id), in_own_dm=False)
        return await history.record(
            self.coach, self.caller(member_id), person_id, Report(kind, facts=facts)
        )

    async def until(
        self,
        end: datetime,
        react: Callable[[list[tuple[NudgeKind, str]]], Awaitable[None]] | None = None,
    ) -> None:
        """Let time pass, waking when the alarm would, each time as a new process.

        `react` answers what just arrived.
        """
        while True:
            following = await self.queue.next_due()
            if following is None or following > end:
                break
            self.clock.set(max(following, self.clock.now() + timedelta(seconds=1)))
            self.restart()
            await self.sweep(react)
        self.clock.set(end)

    async def sweep(
        self, react: Callable[[list[tuple[NudgeKind, str]]], Awaitable[None]] | None = None
    ) -> None:
        before = len(self.discord.arrived)
        self.letters.clear()
        await self.courier.sweep()
        for place, one in enumerate(self.discord.arrived[before:], before):
            letter = next((said for words, said in self.letters if words == one.message), None)
            if letter is not None:
                kinds = tuple(item.key.kind.value for item in letter.items)
                self.discord.arrived[place] = replace(one, kinds=kinds)
        if react is not None:
            for _words, letter in list(self.letters):
                await react([(item.key.kind, item.standing.person.id) for item in letter.items])

    def log(self) -> list[str]:
        """What arrived, as "Mon 12 Jan 09:30 idea"."""
        return [f"{one.at:%a %d %b %H:%M} {'+'.join(one.kinds)}" for one in self.discord.arrived]
