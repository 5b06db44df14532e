"""Weekly prompt, digest and the team's line: posted when they are due, once each."""

import logging
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
from bot.i18n import use_language
from bot.rounds.chores import Means, each
from bot.services.careers import figures, posts
from bot.services.careers.posts import Attempt, Draft, Due, PostKind, Reason
from bot.services.outgoing import Message
from bot.ui.careers import access
from bot.ui.careers import posts as wording

BEFORE_THE_FIRST = timedelta(minutes=1)
"""How much earlier than the first attempt the channel is read, for clocks that differ."""

AFTER_A_FAILURE = timedelta(minutes=1)

log = logging.getLogger(__name__)


class Posts:
    """The chore of the posts that come round every week."""

    name = "posts"

    def __init__(self, means: Means) -> None:
        self._coach = means.coach
        self._bot = means.bot
        self._sender = Sender(means.bot)
        self._not_before: datetime | None = None

    async def next_due(self) -> datetime | None:
        """When something is to be posted next (UTC); after a failure of ours not at once."""
        earliest = await posts.earliest(self._coach)
        if earliest is None or self._not_before is None:
            return earliest
        return max(earliest, self._not_before)

    async def run(self) -> None:
        """Claim what is due, then send what is claimed."""
        claimed = await each("post", await posts.due(self._coach), self._claim)
        sent = await each("post", await posts.to_send(self._coach), self._send)
        again_at = self._coach.clock.now() + AFTER_A_FAILURE
        self._not_before = None if claimed and sent else again_at

    async def _claim(self, due: Due) -> None:
        reason = posts.obstacle(self._coach, due)
        with use_language(due.server.settings.language):
            draft = Draft(reason=reason) if reason else await self._draft(due)
        await posts.claim(self._coach, due, draft)

    async def _draft(self, due: Due) -> Draft:
        match due.kind:
            case PostKind.PROMPT:
                prompt = await posts.next_prompt(self._coach, due.server)
                if prompt is None:
                    return Draft(reason=Reason.NO_PROMPTS)
                return Draft(wording.prompt_words(prompt), prompt.id)
            case PostKind.DIGEST:
                week = await posts.count_week(self._coach, due)
                if week is None:
                    return Draft(reason=Reason.TOO_FEW)
                return Draft(wording.digest_words(week.counted), week=week)
            case PostKind.REPORT:
                return Draft(wording.report_words(await self._needs(due)))

    async def _needs(self, due: Due) -> list[str]:
        """What the team should look at."""
        server, channel = due.server, due.server.settings.channel
        health = await figures.health(self._coach, server)
        lacking, gone = None, False
        if channel is not None:
            lacking = access.missing(self._bot, server.id, channel)
            gone = access.is_gone(self._bot, server.id, channel)
        said = wording.channel_words(channel, lacking or [], gone=gone)
        missed = [one for one in health.left_out if one.reason not in wording.QUIET]
        return [
            *([said] if said else []),
            *(wording.left_out_words(one, health.minimum) for one in missed),
            *([wording.waiting_words(health.wins)] if health.wins else []),
            *([wording.closed_words(health.closed)] if health.closed.is_told else []),
        ]

    async def _send(self, post_id: int) -> None:
        attempt = await posts.begin(self._coach, post_id)
        if attempt is None:
            return
        try:
            message_id = await self._bring(attempt)
        except _CantLookUp:
            await posts.leave_out(self._coach, attempt, Reason.UNSURE, "")
        except SendError as error:
            await self._refused(attempt, error)
        else:
            await posts.arrived(self._coach, attempt, message_id)

    async def _bring(self, attempt: Attempt) -> int | None:
        """The id of the message, which may be there from an earlier attempt."""
        channel_id = attempt.channel_id
        if attempt.doubtful is not None:
            found = await self._look_for(attempt, attempt.doubtful)
            if found is not None:
                return found.message_id
        try:
            sent = await self._sender.send(channel_id, Message(attempt.text), attempt.post.nonce)
        except Deleted:  # it arrived, and somebody was quick
            return None
        return sent.message_id

    async def _look_for(self, attempt: Attempt, since: datetime) -> Arrival | None:
        may = access.may_read_history(self._bot, attempt.post.guild_id, attempt.channel_id)
        if may is None:
            raise TryAgain("the gateway hasn't told of the server yet")
        if not may:
            raise _CantLookUp
        since -= BEFORE_THE_FIRST
        return await self._sender.find_words(attempt.channel_id, attempt.text, since)

    async def _refused(self, attempt: Attempt, error: SendError) -> None:
        if isinstance(error, TryAgain | TokenRefused | Flagged):
            await posts.failed(self._coach, attempt, str(error))
            return
        reason = _reason(error)
        log.info("a post of kind %s was left out: %s", attempt.post.kind.value, reason.value)
        await posts.leave_out(self._coach, attempt, reason, str(error))


class _CantLookUp(Exception):
    """Whether it arrived can't be seen."""


def _reason(error: SendError) -> Reason:
    match error:
        case NoAccess():
            return Reason.NO_ACCESS
        case WrongChannel():
            return Reason.CHANNEL_GONE
        case _ if error.forbidden:
            return Reason.NO_PERMISSION
    return Reason.REFUSED
