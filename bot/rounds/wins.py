"""Posts wins into the careers channel, and tells their authors where one was not posted."""

from datetime import datetime

from bot.delivery.sender import (
    Arrival,
    ClosedDoor,
    Deleted,
    NoAccess,
    Sender,
    SendError,
    TryAgain,
    WrongChannel,
)
from bot.rounds.chores import PUT_OFF, Means, all_of
from bot.services.careers import wins
from bot.services.careers.wins import ToPost, ToTell
from bot.ui.careers import access, win_posts


class Wins:
    """One win after the other. What fails is due again by itself (`wins.claim`)."""

    name = "wins"

    def __init__(self, means: Means) -> None:
        self._coach = means.coach
        self._bot = means.bot
        self._sender = Sender(means.bot)

    async def next_due(self) -> datetime | None:
        return await wins.next_due(self._coach)

    async def run(self) -> None:
        await all_of("win", await wins.due(self._coach), self._look_at, self._put_off)

    async def _put_off(self, win_id: str) -> None:
        await wins.put_off(self._coach, win_id, PUT_OFF)

    async def _look_at(self, win_id: str) -> None:
        """A claim that changed how it stands may leave more to do at once."""
        for _time in range(2):
            match await wins.claim(self._coach, win_id):
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
            if access.is_blind(self._bot, claimed.channel_id):
                raise TryAgain("whether it arrived can't be seen")
            since = claimed.win.tried - wins.SETTLED
            found = await self._sender.find(claimed.channel_id, message, since)
            if found is not None:
                return found
        return await self._sender.send(claimed.channel_id, message, claimed.win.nonce)

    async def _tell(self, claimed: ToTell) -> None:
        try:
            await self._send_news(claimed)
        except (ClosedDoor, WrongChannel):
            await wins.unreachable(self._coach, claimed.win)
        except Deleted:  # they saw it, and were quick
            await wins.told(self._coach, claimed.win)
        except SendError:
            return
        else:
            await wins.told(self._coach, claimed.win)

    async def _send_news(self, claimed: ToTell) -> None:
        """In the channel that is known, or in one that is opened."""
        if claimed.dm_channel is not None:
            try:
                await self._say(claimed, claimed.dm_channel)
            except WrongChannel:
                pass
            else:
                return
        await self._say(claimed, await self._sender.open_channel(claimed.win.member_id))

    async def _say(self, claimed: ToTell, channel_id: int) -> None:
        """Once: an earlier attempt may have arrived."""
        win, message = claimed.win, win_posts.news(claimed.win, claimed.language)
        if claimed.is_again and win.tried is not None:
            since = win.tried - wins.SETTLED
            if await self._sender.find_words(channel_id, message.content, since):
                return
        await self._sender.send(channel_id, message, win.nonce)
