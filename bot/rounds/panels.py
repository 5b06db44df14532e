"""Posts and edits the panels that moderators want, and pins them where that is allowed."""

from datetime import datetime, timedelta

from bot.delivery.sender import (
    Arrival,
    Deleted,
    Flagged,
    NoAccess,
    Sender,
    SendError,
    TokenRefused,
    TryAgain,
    WrongChannel,
)
from bot.rounds.chores import Means, all_of
from bot.services.careers import panels
from bot.services.careers.panels import NOT_PINNED, Outcome
from bot.services.careers.servers import Panel, Server
from bot.services.outgoing import Message
from bot.ui.careers import access, panel

LOOKED_BACK = timedelta(days=1)
"""How far back a panel is looked for that may have arrived unnoticed."""

GONE = "channel"
NO_ACCESS = "access"


class Panels:
    """The chore."""

    name = "panels"

    def __init__(self, means: Means) -> None:
        self._coach = means.coach
        self._bot = means.bot
        self._sender = Sender(means.bot)

    async def next_due(self) -> datetime | None:
        return await panels.next_due(self._coach)

    async def run(self) -> None:
        await all_of("panel", await panels.due(self._coach), self._put)

    async def _put(self, server: Server) -> None:
        claimed = await panels.claim(self._coach, server)
        if claimed is not None:
            await panels.settle(self._coach, claimed, await self._outcome(claimed))

    async def _outcome(self, server: Server) -> Outcome:
        put = self._post if server.panel.message is None else self._edit
        try:
            return await put(server.panel, panel.message(server.settings.language))
        except Deleted:
            return Outcome(vanished=True)
        except NoAccess:
            return Outcome(error=NO_ACCESS)
        except WrongChannel:
            return Outcome(error=GONE)
        except SendError as error:
            passing = isinstance(error, TryAgain | TokenRefused | Flagged)
            return Outcome(error=NO_ACCESS if error.forbidden else str(error), again=passing)

    async def _post(self, wanted: Panel, message: Message) -> Outcome:
        channel, nonce = wanted.channel, wanted.nonce
        if channel is None or nonce is None:
            return Outcome(error=GONE)
        arrival = await self._found(channel, wanted, message)
        if arrival is None:
            arrival = await self._sender.send(channel, message, nonce)
        return await self._pinned(arrival)

    async def _found(self, channel: int, wanted: Panel, message: Message) -> Arrival | None:
        """The panel of an earlier attempt, should it have arrived unnoticed."""
        if wanted.attempts <= 1:
            return None
        if access.is_blind(self._bot, channel):
            raise TryAgain("whether it arrived can't be seen")
        try:
            return await self._sender.find(channel, message, self._coach.clock.now() - LOOKED_BACK)
        except TryAgain:
            raise
        except SendError:  # the history may not be read: the nonce must do
            return None

    async def _edit(self, wanted: Panel, message: Message) -> Outcome:
        if wanted.channel is None:
            return Outcome(error=GONE)
        arrival = Arrival(wanted.channel, wanted.message)
        await self._sender.edit(arrival, message)
        if wanted.error is None:  # whoever unpinned it since had a reason
            return Outcome(message=wanted.message)
        return await self._pinned(arrival)

    async def _pinned(self, arrival: Arrival) -> Outcome:
        try:
            await self._sender.pin(arrival)
        except SendError:
            return Outcome(message=arrival.message_id, error=NOT_PINNED)
        return Outcome(message=arrival.message_id)
