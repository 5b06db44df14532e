"""Sending one message to one member, and what Discord's answer means.

SendError
├── ClosedDoor     the member takes no direct messages: no retry
├── TryAgain       a passing fault: the same message again, later
│   └── OpenedTooFast  DM channels were opened too fast
├── WrongChannel   the stored channel is gone: open it again
│   └── NoAccess       it is not ours, and opening it again may not mend that
├── Deleted        the message arrived earlier, and was deleted since
├── TokenRefused   Discord doesn't know the coach's token any more
├── Flagged        Discord takes the coach for a spammer: everything stops
└── Refused        anything else: after some tries the delivery is parked
    └── Archived       it is in a thread that has to be opened again first
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any, Final

import aiohttp
import discord
from discord.http import handle_message_parameters

from bot import metrics
from bot.discord_codes import (
    CLOSED_DIRECT_MESSAGES,
    FLAGGED_AS_SPAM,
    MISSING_ACCESS,
    OPENED_TOO_FAST,
    THREAD_ARCHIVED,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
)
from bot.services.outgoing import Message

UNAUTHORISED = 401
FORBIDDEN = 403
TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500

SECONDS_A_REQUEST = 15
"""After that long a request counts as failed, whatever becomes of it; its lease lasts longer."""

MOST_IN_A_PAGE = 100

_NOTHING_EMBEDDED = discord.MessageFlags(suppress_embeds=True)
_NOBODY = discord.AllowedMentions.none()
_A_WEEK_OF_MINUTES: Final = 10080
_PRIVATE: Final = discord.ChannelType.private_thread.value


class SendError(Exception):
    """Discord did not take the message. `str()` holds no private word.

    `forbidden`: it was refused (403), which counts as a warning to the whole installation.
    """

    kind = "error"

    def __init__(self, brief: str, *, forbidden: bool = False) -> None:
        super().__init__(brief)
        self.forbidden = forbidden


class ClosedDoor(SendError):
    """The member's direct messages are closed to the coach."""

    kind = "closed"


class TryAgain(SendError):
    """It may work later: a fault of the line or of Discord's."""

    kind = "passing"


class OpenedTooFast(TryAgain):
    """DM channels were opened too fast; those that are open work on."""

    kind = "opened_too_fast"


class WrongChannel(SendError):
    """The channel is gone."""

    kind = "channel"


class NoAccess(WrongChannel):
    """The channel is not the coach's."""

    kind = "access"


class Deleted(SendError):
    """The message that this nonce made is not there any more: somebody saw and deleted it."""

    kind = "deleted"


class TokenRefused(SendError):
    """The token is not valid, at this moment or for good."""

    kind = "token"


class Flagged(SendError):
    """Discord's protection against spam has flagged the coach."""

    kind = "flagged"


class Refused(SendError):
    """Discord said no for a reason that waiting does not mend."""

    kind = "refused"


class Archived(Refused):
    """The message is in a thread that was put away, where nothing can be changed."""

    kind = "archived"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where a message stands now; `message_id` is None where it was deleted at once."""

    channel_id: int
    message_id: int | None


class Sender:
    """Sends through the bot's own connection to Discord."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    @property
    def _own_id(self) -> int | None:
        return self._client.user.id if self._client.user else None

    async def open_channel(self, member_id: int) -> int:
        """The id of the DM channel with a member. Raises `SendError`."""
        async with _understanding():
            channel = await self._client.http.start_private_message(member_id)
        return int(channel["id"])

    async def send(
        self, channel_id: int, message: Message, nonce: str, *, mentions: Iterable[int] = ()
    ) -> Arrival:
        """Send, with the same nonce for every attempt at one delivery.

        Nobody is notified but the members in `mentions`. Raises `SendError`, also where Discord
        answers with a message of another channel: the nonce was used there, so nothing came here.
        """
        with handle_message_parameters(
            content=message.content,
            view=_view(message),
            nonce=nonce,
            allowed_mentions=_only(mentions),
            flags=_NOTHING_EMBEDDED,
        ) as parameters:
            async with _understanding():
                sent = await self._client.http.send_message(channel_id, params=parameters)
        if int(sent["channel_id"]) != channel_id:
            raise Refused("the answer is about another channel")
        return Arrival(channel_id, int(sent["id"]))

    async def edit(self, arrival: Arrival, message: Message) -> None:
        """Give a message of ours other words and buttons. Raises `SendError`, `Deleted` where it
        is there no more."""
        if arrival.message_id is None:
            raise Deleted("no message")
        with handle_message_parameters(
            content=message.content, view=_view(message), allowed_mentions=_NOBODY
        ) as parameters:
            async with _understanding():
                await self._client.http.edit_message(
                    arrival.channel_id, arrival.message_id, params=parameters
                )

    async def pin(self, arrival: Arrival) -> None:
        """Pin a message; one that is pinned already stays so. Raises `SendError`."""
        if arrival.message_id is None:
            raise Deleted("no message")
        async with _understanding():
            await self._client.http.pin_message(arrival.channel_id, arrival.message_id)

    async def find(self, channel_id: int, message: Message, since: datetime) -> Arrival | None:
        """The message of ours that bears the same buttons, if it arrived since then (UTC).

        Reads the channel's history to its end. Raises `SendError`.
        """
        wanted = {button.custom_id for row in message.rows for button in row}
        return await self.find_marked(channel_id, wanted, since)

    async def find_marked(
        self, channel_id: int, wanted: AbstractSet[str], since: datetime
    ) -> Arrival | None:
        """As `find`: the message that bears a button with one of these custom ids."""
        after = discord.utils.time_snowflake(since)
        while True:
            async with _understanding():
                page: list[Any] = await self._client.http.logs_from(
                    channel_id, MOST_IN_A_PAGE, after=after
                )
            for one in page:
                if not wanted.isdisjoint(_custom_ids(one.get("components", ()))):
                    return Arrival(channel_id, int(one["id"]))
            if len(page) < MOST_IN_A_PAGE:
                return None
            after = max(int(one["id"]) for one in page)

    async def find_words(self, channel_id: int, content: str, since: datetime) -> Arrival | None:
        """The message of ours that says exactly this, if it arrived since then (UTC).

        For messages without buttons; as `find`. Where the coach may not read the channel's
        history, Discord shows it as empty: ask for that permission first. Raises `SendError`.
        """
        after = discord.utils.time_snowflake(since)
        own = self._own_id
        while True:
            async with _understanding():
                page: list[Any] = await self._client.http.logs_from(
                    channel_id, MOST_IN_A_PAGE, after=after
                )
            for one in page:
                if int(one["author"]["id"]) == own and one["content"] == content:
                    return Arrival(channel_id, int(one["id"]))
            if len(page) < MOST_IN_A_PAGE:
                return None
            after = max(int(one["id"]) for one in page)

    async def delete(self, arrival: Arrival) -> None:
        """As `retract`, where a channel that is closed to the coach counts as gone too."""
        try:
            await self.retract(arrival)
        except NoAccess:
            return

    async def retract(self, arrival: Arrival) -> None:
        """Take a message away again; one that is gone already is fine. Raises `SendError`.

        A thread that was put away, be it for its age, is opened for that moment.
        """
        if arrival.message_id is None:
            return
        try:
            await self._retract(arrival.channel_id, arrival.message_id)
        except NoAccess:
            raise
        except (WrongChannel, Deleted):
            return

    async def _retract(self, channel_id: int, message_id: int) -> None:
        http = self._client.http
        try:
            async with _understanding():
                await http.delete_message(channel_id, message_id)
        except Archived:
            async with _understanding():
                await http.edit_channel(channel_id, archived=False)
            async with _understanding():
                await http.delete_message(channel_id, message_id)
            await self.close_thread(channel_id, lock=False)

    async def open_thread(self, channel_id: int, name: str) -> int:
        """The id of a new private thread, to which its members can add nobody. Raises `SendError`,
        also where the channel takes no threads or no more of them."""
        async with _understanding():
            thread = await self._client.http.start_thread_without_message(
                channel_id,
                name=name,
                auto_archive_duration=_A_WEEK_OF_MINUTES,
                type=_PRIVATE,
                invitable=False,
            )
        return int(thread["id"])

    async def find_thread(self, guild_id: int, channel_id: int, name: str) -> int | None:
        """The coach's own private thread of that name in a channel, if it is there; anybody could
        give theirs the same name. Raises `SendError`."""
        async with _understanding():
            active: Any = await self._client.http.get_active_threads(guild_id)
        for one in active["threads"]:
            is_there = int(one["parent_id"]) == channel_id and one["name"] == name
            if is_there and one["type"] == _PRIVATE and int(one["owner_id"]) == self._own_id:
                return int(one["id"])
        return None

    async def add_to_thread(self, thread_id: int, member_id: int) -> None:
        """Let a member into a thread; twice is once. Raises `SendError`."""
        async with _understanding():
            await self._client.http.add_user_to_thread(thread_id, member_id)

    async def close_thread(self, thread_id: int, *, lock: bool) -> None:
        """Archive a thread; with `lock` nobody but moderators can write there again, which takes
        the permission to manage threads. One that is gone is fine. Raises `SendError`."""
        changes: dict[str, Any] = {"archived": True} | ({"locked": True} if lock else {})
        try:
            async with _understanding():
                await self._client.http.edit_channel(thread_id, **changes)
        except NoAccess:
            raise
        except WrongChannel:
            return


def _only(members: Iterable[int]) -> discord.AllowedMentions:
    wanted = [discord.Object(one) for one in members]
    return discord.AllowedMentions(users=wanted, everyone=False, roles=False, replied_user=False)


def hear_limits(client: discord.Client, limited: Callable[[float], None]) -> None:
    """Call `limited` with the seconds to wait whenever Discord answers 429, which discord.py
    handles without a word; before `client` logs in."""
    if client.http.http_trace is None:
        client.http.http_trace = aiohttp.TraceConfig()

    async def ended(
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        end: aiohttp.TraceRequestEndParams,
    ) -> None:
        if end.response.status == TOO_MANY_REQUESTS:
            metrics.limited()
            limited(_seconds(end.response.headers.get("Retry-After")))

    client.http.http_trace.on_request_end.append(ended)


def _seconds(header: str | None) -> float:
    try:
        return max(float(header or 1), 0.0)
    except ValueError:
        return 1.0


@contextlib.asynccontextmanager
async def _understanding() -> AsyncIterator[None]:
    """Turns whatever a request raises into `SendError`, and limits how long it may take."""
    try:
        async with asyncio.timeout(SECONDS_A_REQUEST):
            yield
    except Exception as error:
        raise understood(error) from error


def understood(error: Exception) -> SendError:
    """What an error while sending means for the delivery."""
    match error:
        case discord.HTTPException():
            return _refusal(error)
        case discord.RateLimited() | OSError() | asyncio.TimeoutError() | aiohttp.ClientError():
            return TryAgain(type(error).__name__)
        case _:
            return Refused(type(error).__name__)


_BY_CODE: dict[int, type[SendError]] = {
    **dict.fromkeys(CLOSED_DIRECT_MESSAGES, ClosedDoor),
    FLAGGED_AS_SPAM: Flagged,
    MISSING_ACCESS: NoAccess,
    OPENED_TOO_FAST: OpenedTooFast,
    THREAD_ARCHIVED: Archived,
    UNKNOWN_CHANNEL: WrongChannel,
    UNKNOWN_MESSAGE: Deleted,
}


def _refusal(error: discord.HTTPException) -> SendError:
    brief = _brief(error)
    if error.code in _BY_CODE:
        return _BY_CODE[error.code](brief, forbidden=error.status == FORBIDDEN)
    if error.status == UNAUTHORISED:
        return TokenRefused(brief)
    if error.status >= SERVER_ERROR or error.status == TOO_MANY_REQUESTS:
        return TryAgain(brief)
    return Refused(brief, forbidden=error.status == FORBIDDEN)


def _brief(error: discord.HTTPException) -> str:
    """Status and code: Discord's own text may repeat what was sent."""
    return f"HTTP {error.status}, code {error.code}"


def _custom_ids(components: Iterable[Any]) -> Iterator[str]:
    for component in components:
        if "custom_id" in component:
            yield component["custom_id"]
        yield from _custom_ids(component.get("components", ()))


def _view(message: Message) -> discord.ui.View:
    """The frozen buttons. Stopped, so that discord.py keeps nothing: the presses are answered
    by the persistent items, whichever process gets them."""
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(message.rows):
        for button in row:
            view.add_item(
                discord.ui.Button(
                    custom_id=button.custom_id,
                    label=button.label,
                    style=discord.ButtonStyle(button.style),
                    row=number,
                )
            )
    view.stop()
    return view
