"""What follows quietly from what moderators did: members planned anew, old settings deleted."""

import logging
from datetime import datetime

from bot.logs import bare_traceback
from bot.rounds.chores import Means, all_of
from bot.services.careers import bounds, lifecycle

log = logging.getLogger(__name__)


class Replanning:
    """Members follow the new limits of the server that they call home."""

    name = "replanning"

    def __init__(self, means: Means) -> None:
        self._coach = means.coach

    async def next_due(self) -> datetime | None:
        return await bounds.next_due(self._coach)

    async def run(self) -> None:
        await all_of("server's limits", await bounds.waiting(self._coach), self._replan)

    async def _replan(self, guild_id: int) -> None:
        await bounds.replan(self._coach, guild_id, _complain)


def _complain(error: Exception) -> None:
    log.error("a member could not be planned anew:\n%s", bare_traceback(error))


class Purging:
    """The settings of servers that the bot has been out of for long are deleted."""

    name = "purging"

    def __init__(self, means: Means) -> None:
        self._coach = means.coach

    async def next_due(self) -> datetime | None:
        return await lifecycle.next_due(self._coach)

    async def run(self) -> None:
        await all_of("removed server", await lifecycle.expired(self._coach), self._purge)

    async def _purge(self, guild_id: int) -> None:
        await lifecycle.purge(self._coach, guild_id)
