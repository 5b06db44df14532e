"""What follows quietly from what moderators did: members planned anew, old settings deleted."""

from datetime import datetime

from bot.rounds.chores import Means, each
from bot.services.careers import bounds, lifecycle


class Replanning:
    """Members follow the new limits of the server that they call home."""

    name = "replanning"

    def __init__(self, means: Means) -> None:
        self._coach = means.coach

    async def next_due(self) -> datetime | None:
        return await bounds.next_due(self._coach)

    async def run(self) -> None:
        await each("server's limits", await bounds.waiting(self._coach), self._replan)

    async def _replan(self, guild_id: int) -> None:
        await bounds.replan(self._coach, guild_id)


class Purging:
    """The settings of servers that the bot has been out of for long are deleted."""

    name = "purging"

    def __init__(self, means: Means) -> None:
        self._coach = means.coach

    async def next_due(self) -> datetime | None:
        return await lifecycle.next_due(self._coach)

    async def run(self) -> None:
        await each("removed server", await lifecycle.expired(self._coach), self._purge)

    async def _purge(self, guild_id: int) -> None:
        await lifecycle.purge(self._coach, guild_id)
