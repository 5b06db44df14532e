"""Posts that the coach makes in servers by itself: claimed before they are sent, once each.

A slot is claimed in one transaction, with the words and the nonce that every attempt carries.
What became of the attempt is noted in another. A process that dies in between leaves a post that
is on its way: while Discord surely remembers the nonce it is attempted again, later only where
its channel shows that it is not there (`Attempt.doubtful`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.coaching.calendar import local_day
from bot.coaching.posts import PostKind, next_due, weekly_of
from bot.services.careers import digests
from bot.services.careers import prompts as collections
from bot.services.careers.servers import Server
from bot.services.coach import Coach
from bot.storage import careers, posts, weeks
from bot.storage.posts import Post, Reason
from bot.storage.weeks import Week

__all__ = ["Post", "PostKind", "Reason", "Week"]

LATEST: Final = timedelta(days=1)
"""What could not be posted for so long is left out: last week's question helps nobody."""

NONCE_KNOWN: Final = timedelta(seconds=60)
"""For how long after the first attempt Discord surely makes one message of two attempts."""

FIRST_WAIT: Final = timedelta(seconds=5)
LONGEST_WAIT: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Due:
    """A post that is due: where, of which kind, since when (UTC)."""

    server: Server
    kind: PostKind
    at: datetime

    @property
    def slot(self) -> str:
        """The day it was due on, in the server's zone."""
        return local_day(self.at, self.server.settings.zone).isoformat()


@dataclass(frozen=True, slots=True)
class Draft:
    """A post with its words, or why it is left out; `week` is the digest's numbers."""

    text: str | None = None
    prompt: str | None = None
    reason: Reason | None = None
    week: Week | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A post to send now. It is `doubtful` whether it is there already, since that time (UTC)."""

    post: Post
    channel_id: int
    text: str
    doubtful: datetime | None = None


async def earliest(coach: Coach) -> datetime | None:
    """When there is something to post next (UTC)."""
    async with coach.database.read() as connection:
        both = (
            await careers.earliest_post(connection),
            await posts.earliest_attempt(connection),
        )
    return min((one for one in both if one is not None), default=None)


async def due(coach: Coach) -> list[Due]:
    """What is to be posted now, and not claimed yet."""
    now = coach.clock.now()
    async with coach.database.read() as connection:
        found = await careers.with_posts_due(connection, now)
    return [
        Due(server, kind, at) for server in found for kind, at in server.due.items() if at <= now
    ]


async def next_prompt(coach: Coach, server: Server) -> collections.Prompt | None:
    """The prompt that comes next in a server; None where every one was removed."""
    async with coach.database.read() as connection:
        found = await collections.collected(connection, server)
    return found.find(found.following) if found.following else None


async def left_out(coach: Coach, server: Server, days: int, most: int) -> Sequence[Post]:
    """What was left out in the last `days`, the latest first."""
    since = coach.clock.now() - timedelta(days=days)
    async with coach.database.read() as connection:
        return await posts.left_out_since(connection, server.id, since, most)


def obstacle(coach: Coach, due: Due) -> Reason | None:
    """Why the post can't be made whatever its words; None where it can."""
    server = due.server
    if coach.clock.now() - due.at > LATEST:
        return Reason.MISSED
    return _obstacle(server, due.kind)


def _obstacle(server: Server, kind: PostKind) -> Reason | None:
    if server.paused is not None:
        return Reason.PAUSED
    if server.removed is not None or weekly_of(server.settings, kind, server.created) is None:
        return Reason.SWITCHED_OFF
    return Reason.NO_CHANNEL if channel_of(server, kind) is None else None


def channel_of(server: Server, kind: PostKind) -> int | None:
    """Where posts of this kind go."""
    settings = server.settings
    return settings.log_channel if kind is PostKind.REPORT else settings.channel


async def claim(coach: Coach, due: Due, draft: Draft) -> None:
    """Take the slot, so that nobody else does, and plan the next one.

    Nothing happens where somebody took it, or moderators moved it, since `due` was read.
    """
    now = coach.clock.now()
    async with coach.database.write() as connection:
        server = await careers.load(connection, due.server.id, lock=True)
        if server is None or server.due.get(due.kind) != due.at:
            return
        await careers.change(connection, _planned(server, due.kind, now))
        if await posts.is_taken(connection, server.id, due.kind, due.slot):
            return
        if draft.week is not None and not await weeks.fix(connection, server.id, draft.week):
            draft = Draft(reason=Reason.SAME_WEEK)
        new = posts.New(
            server.id, due.kind, due.slot, due.at, draft.text, draft.prompt, draft.reason
        )
        await posts.insert(connection, new, now)


def _planned(server: Server, kind: PostKind, now: datetime) -> Server:
    others = {one: at for one, at in server.due.items() if one is not kind}
    following = next_due(server.settings, kind, server.created, now)
    return replace(server, due=others | ({kind: following} if following else {}))


async def to_send(coach: Coach) -> list[int]:
    """The posts to attempt now, by id."""
    async with coach.database.read() as connection:
        return await posts.to_send(connection, coach.clock.now())


async def begin(coach: Coach, post_id: int) -> Attempt | None:
    """Begin an attempt; None where the post is not to be sent any more, which is noted."""
    now = coach.clock.now()
    async with coach.database.write() as connection:
        post = await posts.load_due(connection, post_id, now)
        if post is None:
            return None
        server = await careers.load(connection, post.guild_id)
        reason = _why_not(server, post, now)
        channel_id = channel_of(server, post.kind) if server else None
        if reason is not None or channel_id is None or post.text is None:
            await posts.leave_out(connection, post.id, reason or Reason.NO_CHANNEL)
            return None
        await posts.attempt(connection, post, channel_id, now, now + _wait(post.attempts))
    first = post.first_attempt
    doubtful = first if first is not None and now - first > NONCE_KNOWN else None
    return Attempt(post, channel_id, post.text, doubtful)


def _why_not(server: Server | None, post: Post, now: datetime) -> Reason | None:
    if server is None:
        return Reason.SWITCHED_OFF
    if now - post.due > LATEST:
        return Reason.UNREACHABLE
    if post.channel_id not in {None, channel_of(server, post.kind)}:
        return Reason.UNSURE  # tried in a channel that is the wrong one by now
    return _obstacle(server, post.kind)


def _wait(attempts: int) -> timedelta:
    """How long after an attempt the next one is, where nothing was heard of it."""
    return min(FIRST_WAIT * (1 << min(attempts, 16)), LONGEST_WAIT)


async def arrived(coach: Coach, attempt: Attempt, message_id: int | None) -> None:
    """It is there; `message_id` is None where somebody deleted it at once."""
    async with coach.database.write() as connection:
        await posts.arrived(connection, attempt.post.id, message_id)


async def leave_out(coach: Coach, attempt: Attempt, reason: Reason, error: str) -> None:
    """It can't be posted, and waiting would not mend that."""
    async with coach.database.write() as connection:
        await posts.leave_out(connection, attempt.post.id, reason, error)


async def failed(coach: Coach, attempt: Attempt, error: str) -> None:
    """The line or Discord had a fault that passes; the next attempt is planned already."""
    async with coach.database.write() as connection:
        await posts.note_error(connection, attempt.post.id, error)


async def count_week(coach: Coach, due: Due) -> Week | None:
    """The numbers of a digest that is due; None where too few members contributed."""
    week = await digests.count(coach, due.server, due.at)
    return week if digests.is_enough(due.server, week.counted) else None
