"""Sending one message to one member, and what Discord's answer means.

SendError
├── ClosedDoor     the member takes no direct messages: no retry
├── TryAgain       a passing fault: the same message again, later
├── WrongChannel   the stored channel is gone: open it again
└── Refused        anything else: after some tries the delivery is parked
"""

import asyncio
from dataclasses import dataclass

import aiohttp
import discord

from bot.discord_codes import CLOSED_DIRECT_MESSAGES, MISSING_ACCESS, UNKNOWN_CHANNEL
from bot.services.outgoing import Message

_GONE = frozenset({UNKNOWN_CHANNEL, MISSING_ACCESS})
TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500


class SendError(Exception):
    """Discord did not take the message. `str()` holds no private word."""


class ClosedDoor(SendError):
    """The member's direct messages are closed to the coach."""


class TryAgain(SendError):
    """It may work later: a fault of the line or of Discord's."""


class WrongChannel(SendError):
    """The channel is gone or not ours."""


class Refused(SendError):
    """Discord said no for a reason that waiting does not mend."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where a message stands now."""

    channel_id: int
    message_id: int


class Sender:
    """Sends through the bot's own connection to Discord."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def open_channel(self, member_id: int) -> int:
        """The id of the DM channel with a member. Raises `SendError`."""
        try:
            channel = await self._client.create_dm(discord.Object(member_id))
        except Exception as error:
            raise understood(error) from error
        return channel.id

    async def send(self, channel_id: int, message: Message, nonce: str) -> Arrival:
        """Send, with the same nonce for every attempt at one delivery. Raises `SendError`."""
        channel = self._client.get_partial_messageable(channel_id)
        try:
            sent = await channel.send(
                message.content,
                view=_view(message),
                nonce=nonce,
                allowed_mentions=discord.AllowedMentions.none(),
                suppress_embeds=True,
            )
        except Exception as error:
            raise understood(error) from error
        return Arrival(sent.channel.id, sent.id)

    async def delete(self, arrival: Arrival) -> None:
        """Take a message away again; one that is gone already is fine. Raises `SendError`."""
        channel = self._client.get_partial_messageable(arrival.channel_id)
        try:
            await channel.get_partial_message(arrival.message_id).delete()
        except discord.NotFound:
            return
        except Exception as error:
            raise understood(error) from error


def understood(error: Exception) -> SendError:
    """What an error while sending means for the delivery."""
    match error:
        case discord.HTTPException() if error.code in CLOSED_DIRECT_MESSAGES:
            return ClosedDoor(_brief(error))
        case discord.HTTPException() if error.code in _GONE:
            return WrongChannel(_brief(error))
        case discord.HTTPException() if (
            error.status >= SERVER_ERROR or error.status == TOO_MANY_REQUESTS
        ):
            return TryAgain(_brief(error))
        case discord.HTTPException():
            return Refused(_brief(error))
        case OSError() | asyncio.TimeoutError() | aiohttp.ClientError():
            return TryAgain(type(error).__name__)
        case _:
            return Refused(type(error).__name__)


def _brief(error: discord.HTTPException) -> str:
    """Status and code: Discord's own text may repeat what was sent."""
    return f"HTTP {error.status}, code {error.code}"


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
