"""The rounds: every chore in its turn, whatever becomes of the others."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias, TypeVar

from bot.client import RapportBot
from bot.logs import bare_traceback
from bot.services.coach import Coach, StorageError

log = logging.getLogger(__name__)

_Item = TypeVar("_Item")
_Do: TypeAlias = Callable[[_Item], Awaitable[None]]

PUT_OFF = timedelta(hours=6)
"""How much later something comes again that failed for a reason of its own."""


class Chore(Protocol):
    """Something that comes round again and again."""

    name: str

    async def next_due(self) -> datetime | None:
        """When it has something to do (UTC; the past means now), None where nothing waits."""

    async def run(self) -> None:
        """Do all that is due at the clock's present instant."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a chore is made with: the services, and the bot to reach Discord by."""

    coach: Coach
    bot: RapportBot


class LeftUndone(Exception):
    """Something of a chore failed and stays due; the periodic sweep tries it again."""


class Rounds:
    """All chores, in their order."""

    def __init__(self, chores: Sequence[Chore]) -> None:
        self._chores = chores
        self._failed: set[str] = set()

    async def sweep(self) -> None:
        """Do all that is due; a chore that fails is logged, and the others are done."""
        self._failed = {chore.name for chore in self._chores}
        await each("chore", self._chores, self._run)

    async def next_due(self) -> datetime | None:
        """When the first of them has something to do (UTC).

        One that has just failed waits for the next periodic sweep.
        """
        able = [chore for chore in self._chores if chore.name not in self._failed]
        instants = [await chore.next_due() for chore in able]
        return min((one for one in instants if one is not None), default=None)

    async def _run(self, chore: Chore) -> None:
        await chore.run()
        self._failed.discard(chore.name)


async def each(
    what: str, items: Iterable[_Item], do: _Do[_Item], put_off: _Do[_Item] | None = None
) -> bool:
    """Do it with each of the items; one that fails is logged without words of anybody's. Says
    whether none did: what stays due because of that is not to be tried again at once.

    `put_off` makes such a one due later, unless it was the database that failed: it may be one
    that can never be read, and is not to stand before the others for ever.
    """
    all_done = True
    for item in items:
        try:
            await do(item)
        except Exception as error:
            all_done = False
            log.error("a %s of the rounds failed:\n%s", what, bare_traceback(error))
            if put_off is not None and not isinstance(error, StorageError):
                await each(what, [item], put_off)
    return all_done


async def all_of(
    what: str, items: Iterable[_Item], do: _Do[_Item], put_off: _Do[_Item] | None = None
) -> None:
    """As `each`, as the last thing of a chore. Raises `LeftUndone` where one failed, so that the
    chore, which has it due still, doesn't come round again and again at once."""
    if not await each(what, items, do, put_off):
        raise LeftUndone
