"""What can be made to go wrong, for whom, when and how often."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from tests.discord_server.journal import SEND, Seen


class Effect(StrEnum):
    """What a fault does to a request."""

    REFUSE = "refuse"
    """An error answer with `status` and `code`, nothing else; 429 with `seconds` to wait."""
    RESET = "reset"
    """The connection is reset (RST), and nothing happens."""
    LOSE = "lose"
    """It happens, and the connection is reset instead of an answer."""
    HANG = "hang"
    """Nothing happens; after `seconds` the connection is reset."""
    STALL = "stall"
    """It happens; the answer comes `seconds` later."""


@dataclass
class Fault:
    """Meets requests of `route`, of one `member` only where one is given.

    The first `skip` of them pass, then `times` are met (None: all), each with the chance
    `chance`, drawn from `seed`.
    """

    effect: Effect
    status: int = 503
    code: int = 0
    message: str = "injected"
    seconds: float = 1.0
    route: str = SEND
    member: int | None = None
    skip: int = 0
    times: int | None = 1
    chance: float = 1.0
    seed: int = 0
    everywhere: bool = False
    """A 429 that is global."""
    met: int = 0
    _passed: int = 0
    _random: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    @property
    def name(self) -> str:
        return f"{self.effect} {self.status}" if self.effect is Effect.REFUSE else self.effect

    def due(self, seen: Seen) -> bool:
        """Whether it is this request's turn; asked once for each request."""
        if seen.route != self.route or (self.member is not None and seen.member != self.member):
            return False
        if self.times is not None and self.met >= self.times:
            return False
        self._passed += 1
        return self._passed > self.skip and self._random.random() < self.chance


@dataclass
class Faults:
    """The faults that are set; of several the first has a request, and the others the next."""

    all: list[Fault] = field(default_factory=list)

    def add(self, *faults: Fault) -> None:
        self.all.extend(faults)

    def clear(self) -> None:
        self.all.clear()

    def meeting(self, seen: Seen) -> Fault | None:
        due = [fault for fault in self.all if fault.due(seen)]
        if not due:
            return None
        due[0].met += 1
        return due[0]


def seeded(
    seed: int, count: int, effects: Iterable[Effect] = (Effect.REFUSE, Effect.RESET, Effect.LOSE)
) -> list[Fault]:
    """A schedule for the next `count` sends: one in four meets one of `effects`."""
    chosen, kinds = random.Random(seed), list(effects)
    places = sorted(chosen.sample(range(count), count // 4))
    return [Fault(chosen.choice(kinds), skip=place) for place in places]
