"""Deletes the messages in the outbox (`bot.services.retracting`)."""

import logging
from datetime import datetime

from bot.delivery.sender import Arrival, NoAccess, Sender, SendError, WrongChannel
from bot.rounds.chores import Means, all_of
from bot.services import retracting
from bot.services.retracting import Retraction
from bot.ui.careers import access

log = logging.getLogger(__name__)


class Retracting:
    """One message after the other; one that is gone already is fine."""

    name = "retracting"

    def __init__(self, means: Means) -> None:
        self._coach = means.coach
        self._bot = means.bot
        self._sender = Sender(means.bot)

    async def next_due(self) -> datetime | None:
        return await retracting.next_due(self._coach)

    async def run(self) -> None:
        await all_of("retraction", await retracting.due(self._coach), self._retract)

    async def _retract(self, one: Retraction) -> None:
        try:
            await self._delete(one)
        except NoAccess as error:
            await self._failed(one, error)
        except WrongChannel:
            await retracting.done(self._coach, one)  # the channel went, and the message with it
        except SendError as error:
            await self._failed(one, error)
        else:
            await retracting.done(self._coach, one)

    async def _failed(self, one: Retraction, error: SendError) -> None:
        if await retracting.failed(self._coach, one):
            log.warning("a message could not be deleted in 30 days: %s", error)

    async def _delete(self, one: Retraction) -> None:
        arrival: Arrival | None
        if one.message_id is not None:
            arrival = Arrival(one.channel_id, one.message_id)
        elif one.marker is not None and one.since is not None:
            if access.is_blind(self._bot, one.channel_id):
                raise NoAccess("whether it is there can't be seen")
            arrival = await self._sender.find_marked(one.channel_id, {one.marker}, one.since)
        else:
            arrival = None
        if arrival is not None:
            await self._sender.retract(arrival)
