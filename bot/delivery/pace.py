"""The pace: how fast requests go out, so that Discord never has to say "too many".

Requests are spaced evenly; nothing is saved up for a burst, which costs refusals under every
way of counting that Discord may use. Seconds here are the machine's own, not the coach's clock.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass

SLOWEST = 0.2
"""Requests a second; slower than this it never gets."""

RECOVERY = 0.05
"""What a second without a refusal gives back, as a part of the full pace."""


ONE_REFUSAL = 1.0
"""Seconds within which refusals are one."""


class Pace:
    """Turns at an even rate: at most `most` a second, fewer after a refusal. 0 is no limit."""

    def __init__(self, most: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._monotonic = monotonic
        self._rate = most
        self._looked = self._next = monotonic()
        self._resumed = self._looked - ONE_REFUSAL
        self._turn = asyncio.Lock()
        self._hurry = asyncio.Event()

    @property
    def rate(self) -> float:
        """Turns a second at present."""
        return self._rate

    async def turn(self) -> None:
        """Wait for one's turn, first come, first served."""
        if not self._most:
            return
        async with self._turn:
            while not self._hurry.is_set() and (wait := self._next - self._monotonic()) > 0:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(wait):
                        await self._hurry.wait()
            self._recover()
            between = 1 / self._rate
            # What was lost by waking late is made up for, by half a turn at most.
            self._next = max(self._next, self._monotonic() - between / 2) + between

    def slow_down(self, pause: float = 0.0) -> None:
        """Half as fast from here on, after a pause of so many seconds.

        Several refusals of what was under way at the same time count as one.
        """
        if not self._most:
            return
        self._recover()
        now = self._monotonic()
        if now >= self._resumed + ONE_REFUSAL:
            self._rate = max(self._rate / 2, min(SLOWEST, self._most))
        self._resumed = max(self._resumed, now + pause)
        self._next = max(self._next, self._resumed)

    def let_go(self) -> None:
        """Nobody waits any longer: what comes next is not sent but put back."""
        self._hurry.set()

    def _recover(self) -> None:
        now = self._monotonic()
        passed, self._looked = max(now - max(self._looked, self._resumed), 0.0), now
        self._rate = min(self._most, self._rate + passed * RECOVERY * self._most)


@dataclass(slots=True)
class Tempo:
    """Everything that depends on how fast the machine's time goes by.

    `requests` paces all requests of the deliveries, `openings` those that open a DM channel,
    which count as both. `linger` is how long, in seconds, what is to be settled is collected.
    """

    requests: Pace
    openings: Pace
    in_flight: int
    linger: float

    def let_go(self) -> None:
        """Nobody waits for a turn any longer."""
        self.requests.let_go()
        self.openings.let_go()

    @classmethod
    def unhurried(cls) -> "Tempo":
        """No waiting at all: where Discord is simulated, and time does not go by by itself."""
        return cls(Pace(0), Pace(0), in_flight=1, linger=0.0)
