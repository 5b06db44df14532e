"""Who is in a server at this moment, asked of Discord: no event tells the coach who leaves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import discord

from bot.discord_codes import MISSING_ACCESS, UNKNOWN_GUILD, UNKNOWN_MEMBER, UNKNOWN_USER

if TYPE_CHECKING:
    from bot.client import RapportBot


_NO_DATE = datetime.max.replace(tzinfo=UTC) - timedelta(days=3650)


_NOT_THERE = frozenset({UNKNOWN_MEMBER, UNKNOWN_USER, UNKNOWN_GUILD, MISSING_ACCESS})
"""The member, or the coach itself, is not in the server."""


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who is in the server, since `joined` (UTC), and what they are called there.
    Discord tells no date of guests, who have not really joined; they count as new.

    `member` carries their roles; None where this process knows nothing of the server.
    """

    id: int
    name: str
    joined: datetime
    is_bot: bool
    member: discord.Member | None = None

    def may_meet_in(self, channel_id: int) -> bool:
        """Whether their roles let them see a private thread in this channel."""
        channel = self.member.guild.get_channel(channel_id) if self.member else None
        if self.member is None or channel is None:
            return True
        allowed = channel.permissions_for(self.member)
        return allowed.view_channel and allowed.send_messages_in_threads


async def look(client: "RapportBot", guild_id: int, members: Iterable[int]) -> dict[int, Present]:
    """Those of these members who are in the server. Raises `discord.HTTPException`."""
    found = [await _one(client, guild_id, one) for one in members]
    return {one.id: one for one in found if one is not None}


async def _one(client: "RapportBot", guild_id: int, member_id: int) -> Present | None:
    try:
        data = await client.http.get_member(guild_id, member_id)
    except discord.HTTPException as error:
        if error.code in _NOT_THERE:
            return None
        raise
    guild = client.get_guild(guild_id)
    state = client._connection
    joined = discord.utils.parse_time(data.get("joined_at")) or _NO_DATE
    user = data["user"]
    name = data.get("nick") or user.get("global_name") or user["username"]
    member = None if guild is None else discord.Member(data=data, guild=guild, state=state)
    return Present(member_id, name, joined, bool(user.get("bot")), member)
