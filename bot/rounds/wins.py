"""Posts wins into the careers channel, and tells their authors where one was not posted."""

from datetime import datetime

from bot.delivery.sender import Arrival, ClosedDoor, NoAccess, Sender, SendError, WrongChannel
from bot.rounds.chores import Means, all_of
from bot.services.careers import wins
from bot.services.careers.wins import ToPost, ToTell, Win
from bot.ui.careers import win_posts


class Wins:
    """One win after the other. What fails is due again by itself (`wins.claim`)."""

    name = "wins"

    def __init__(self, means: Means) -> None:
        self._coach = means.coach
        self._sender = Sender(means.bot)

    async def next_due(self) -> datetime | None:
        return await wins.next_due(self._coach)

    async def run(self) -> None:
        await all_of("win", await wins.due(self._coach), self._look_at)

    async def _look_at(self, one: Win) -> None:
        """A claim that changed how it stands may leave more to do at once."""
        for _time in range(2):
            match await wins.claim(self._coach, one.id):
                case ToPost() as to_post:
                    await self._post(to_post)
                    return
                case ToTell() as to_tell:
                    await self._tell(to_tell)
                    return

    async def _post(self, claimed: ToPost) -> None:
        try:
            arrival = await self._arrival(claimed)
        except NoAccess:
            return
        except WrongChannel:
            await wins.lost_channel(self._coach, claimed.win)
            return
        except SendError:
            return
        if arrival.message_id is not None:
            await wins.arrived(self._coach, claimed.win, arrival.channel_id, arrival.message_id)

    async def _arrival(self, claimed: ToPost) -> Arrival:
        """Where it is, sent now unless an earlier attempt is found to have arrived."""
        message = win_posts.message(claimed.win, claimed.language)
        if claimed.is_again and claimed.win.tried is not None:
            since = claimed.win.tried - wins.SETTLED
            found = await self._sender.find(claimed.channel_id, message, since)
            if found is not None:
                return found
        return await self._sender.send(claimed.channel_id, message, claimed.win.nonce)

    async def _tell(self, claimed: ToTell) -> None:
        message = win_posts.news(claimed.win, claimed.language)
        try:
            channel = claimed.dm_channel or await self._sender.open_channel(claimed.win.member_id)
            await self._sender.send(channel, message, claimed.win.nonce)
        except (ClosedDoor, WrongChannel):
            await wins.unreachable(self._coach, claimed.win)
        except SendError:
            return
        else:
            await wins.told(self._coach, claimed.win)
