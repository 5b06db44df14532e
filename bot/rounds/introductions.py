"""What the coach does by itself about introductions: tells, opens threads, ends what lapsed.

A notice is claimed before anything is sent (`bot.services.careers.notices`). One that was tried
before may have arrived although nobody noted it: then it is looked for first, by its buttons, and
a thread by its name.
"""

import contextlib
from collections.abc import Collection
from datetime import datetime

import discord

from bot.coaching.introducing import Move, Tell
from bot.delivery.sender import (
    Arrival,
    ClosedDoor,
    Deleted,
    Flagged,
    NoAccess,
    Sender,
    SendError,
    TokenRefused,
    TryAgain,
    WrongChannel,
    understood,
)
from bot.i18n import language_of, use_language
from bot.rounds.chores import PUT_OFF, Means, all_of, each
from bot.services.careers import blocks, introductions, notices, reports
from bot.services.careers.introductions import Introduction
from bot.services.careers.notices import Letter, Notice
from bot.services.outgoing import Message
from bot.ui.careers import access, membership
from bot.ui.careers import introduction_words as words_of
from bot.ui.careers.membership import Present

ASKING = frozenset({Tell.ASK_FRIEND, Tell.ASK_TARGET, Tell.THREAD})
"""Before these everybody must still be there; before others, whoever is told."""

LAPSES_AT_ONCE = 50

_PASSING = (TryAgain, TokenRefused, Flagged)
"""Nothing that is wrong with this notice; it may work later."""


class Notices:
    """Works off the outbox of introductions."""

    name = "introductions"

    def __init__(self, means: Means) -> None:
        self._coach = means.coach
        self._bot = means.bot
        self._sender = Sender(means.bot)

    async def next_due(self) -> datetime | None:
        return await notices.next_due(self._coach)

    async def run(self) -> None:
        while claimed := await notices.claim(self._coach):
            await each("notice about an introduction", claimed, self._do, self._put_off)

    async def _put_off(self, notice: Notice) -> None:
        await notices.try_again(self._coach, notice, "it failed here")

    async def _do(self, notice: Notice) -> None:
        letter = await notices.opened(self._coach, notice)
        if letter is None:
            return
        try:
            await self._see_to(letter)
        except ClosedDoor:
            await notices.unreached(self._coach, letter, closed=True)
        except _PASSING as error:
            await notices.try_again(self._coach, notice, str(error))
        except Deleted:
            await notices.done(self._coach, letter)
        except SendError as error:
            await self._refused(letter, error)

    async def _refused(self, letter: Letter, error: SendError) -> None:
        """For a reason that waiting may not mend; the team's channel may come back, though."""
        tried_enough = letter.notice.attempts >= notices.MOST_REFUSALS
        if letter.tell in notices.FOR_MEMBERS and tried_enough:
            await notices.unreached(self._coach, letter, closed=False)
        else:
            await notices.try_again(self._coach, letter.notice, str(error))

    async def _see_to(self, letter: Letter) -> None:
        match letter.tell:
            case Tell.LOG:
                await self._tell_team(letter)
            case Tell.LOCK:
                await self._lock(letter)
            case Tell.THREAD if letter.found is not None:
                if await self._all_there(letter, letter.found):
                    await self._open(letter, letter.found)
            case _:
                await self._tell_member(letter)

    # To members

    async def _tell_member(self, letter: Letter) -> None:
        if not await self._may_tell(letter):
            return
        locale = letter.recipient.locale if letter.recipient else "en"
        with use_language(language_of(locale)):
            message = words_of.message(letter)
        arrival = await self._to_member(letter, message)
        await notices.done(self._coach, letter, arrival.channel_id, arrival.message_id)

    async def _may_tell(self, letter: Letter) -> bool:
        """Whether everybody whom it takes is still in the server; where not, it is seen to."""
        if letter.tell in ASKING and letter.found is not None:
            return await self._all_there(letter, letter.found)
        there = await self._present(letter.notice.guild_id, [letter.notice.member_id])
        if not there:
            await notices.dropped(self._coach, letter.notice, "no longer in the server")
        return bool(there)

    async def _all_there(self, letter: Letter, found: Introduction) -> bool:
        everybody = [*found.everybody.values()]
        there = await self._present(found.guild_id, everybody)
        if len(there) == len(everybody):
            return True
        await notices.dropped(self._coach, letter.notice, "somebody has left")
        await introductions.by_coach(self._coach, found.id, Move.LEFT)
        return False

    async def _present(self, guild_id: int, members: Collection[int]) -> dict[int, Present]:
        try:
            return await membership.look(self._bot, guild_id, members)
        except (discord.HTTPException, OSError) as error:
            raise understood(error) from error

    async def _to_member(self, letter: Letter, message: Message) -> Arrival:
        """Send it, in the channel that is known or in one that is opened."""
        member_id = letter.notice.member_id
        known = letter.recipient.dm_channel if letter.recipient else None
        if known is not None:
            try:
                return await self._send(known, message, letter.notice)
            except WrongChannel:
                pass
        channel_id = await self._sender.open_channel(member_id)
        await notices.channel_known(self._coach, member_id, channel_id)
        return await self._send(channel_id, message, letter.notice)

    async def _send(
        self, channel_id: int, message: Message, notice: Notice, mentions: Collection[int] = ()
    ) -> Arrival:
        """Once: an earlier attempt may have arrived."""
        if notice.attempts > 1:
            found = await self._found(channel_id, message, notice)
            if found is not None:
                return found
        return await self._sender.send(channel_id, message, notice.nonce, mentions=mentions)

    async def _found(self, channel_id: int, message: Message, notice: Notice) -> Arrival | None:
        if access.is_blind(self._bot, channel_id):
            raise TryAgain("whether it arrived can't be seen")
        if message.rows:
            return await self._sender.find(channel_id, message, notice.created)
        return await self._sender.find_words(channel_id, message.content, notice.created)

    # The thread

    async def _open(self, letter: Letter, found: Introduction) -> None:
        """Both said yes: a private thread with everybody, or a text for each to begin with."""
        thread_id, why = None, "no thread here"
        try:
            thread_id = await self._thread(letter, found)
            if thread_id is not None:
                await self._use(letter, found, thread_id)
                return
        except _PASSING:
            raise
        except SendError as error:
            why = str(error)
        if thread_id is not None:
            await self._put_away(Arrival(thread_id, None))
        await self._hand_out(letter, found, why)

    async def _use(self, letter: Letter, found: Introduction, thread_id: int) -> None:
        """Fill it, unless somebody has reported it meanwhile, say."""
        if await introductions.is_agreed(self._coach, found.id):
            await self._fill(letter, found, thread_id)
            return
        await self._close(thread_id)
        await notices.dropped(self._coach, letter.notice, "has ended")

    async def _thread(self, letter: Letter, found: Introduction) -> int | None:
        """Its thread, opened now unless it is there; None where there can be none."""
        if found.thread_id is not None:
            return found.thread_id
        channel_id = letter.server.settings.channel if letter.server else None
        if channel_id is None or not await self._can_meet_in(channel_id, found):
            return None
        with use_language(_language(letter)):
            name = words_of.thread_name(found)
        thread_id = None
        if letter.notice.attempts > 1:
            thread_id = await self._sender.find_thread(found.guild_id, channel_id, name)
        if thread_id is None:
            thread_id = await self._sender.open_thread(channel_id, name)
        await introductions.opened_in(self._coach, found.id, channel_id, thread_id)
        return thread_id

    async def _can_meet_in(self, channel_id: int, found: Introduction) -> bool:
        """Whether everybody's roles let them see threads of the channel."""
        there = await self._present(found.guild_id, [*found.everybody.values()])
        return all(one.may_meet_in(channel_id) for one in there.values())

    async def _fill(self, letter: Letter, found: Introduction, thread_id: int) -> None:
        everybody = [*found.everybody.values()]
        for one in everybody:
            await self._sender.add_to_thread(thread_id, one)
        with use_language(_language(letter)):
            message = words_of.thread_message(found, letter.words)
        try:
            arrival = await self._send(thread_id, message, letter.notice, everybody)
        except Deleted:  # it was there: somebody took it away again
            arrival = Arrival(thread_id, None)
        if not await introductions.filled(self._coach, found.id, thread_id, arrival.message_id):
            await self._put_away(arrival)
        await notices.done(self._coach, letter, arrival.channel_id, arrival.message_id)

    async def _put_away(self, arrival: Arrival) -> None:
        """A thread in which nobody is introduced after all: without words, and closed."""
        with contextlib.suppress(NoAccess):
            await self._sender.retract(arrival)
            await self._close(arrival.channel_id)

    async def _hand_out(self, letter: Letter, found: Introduction, why: str) -> None:
        await introductions.by_coach(self._coach, found.id, Move.COPIED)
        await notices.dropped(self._coach, letter.notice, why)

    # To the team

    async def _tell_team(self, letter: Letter) -> None:
        """Into the log channel; where there is none, it waits until it expires."""
        channel_id = letter.server.settings.log_channel if letter.server else None
        if channel_id is None or letter.report is None:
            await notices.try_again(self._coach, letter.notice, "no log channel")
            return
        with use_language(_language(letter)):
            message = words_of.report_message(letter.report)
        arrival = await self._send(channel_id, message, letter.notice)
        await notices.done(self._coach, letter, arrival.channel_id, arrival.message_id)

    async def _lock(self, letter: Letter) -> None:
        thread_id = letter.found.thread_id if letter.found else None
        if thread_id is None:
            await notices.dropped(self._coach, letter.notice, "no thread")
            return
        await self._close(thread_id)
        await notices.done(self._coach, letter, thread_id)

    async def _close(self, thread_id: int) -> None:
        """Lock a thread, or at least put it away."""
        try:
            await self._sender.close_thread(thread_id, lock=True)
        except _PASSING:
            raise
        except SendError:
            await self._sender.close_thread(thread_id, lock=False)


def _language(letter: Letter) -> str:
    """The server's language: several people read it."""
    return language_of(letter.server.settings.language if letter.server else "en")


class Lapses:
    """Ends requests whose time is over."""

    name = "lapses of introductions"

    def __init__(self, means: Means) -> None:
        self._coach = means.coach

    async def next_due(self) -> datetime | None:
        return await introductions.next_lapse(self._coach)

    async def run(self) -> None:
        due = await introductions.lapsing(self._coach, LAPSES_AT_ONCE)
        await all_of("lapse of an introduction", due, self._lapse, self._put_off)

    async def _put_off(self, introduction_id: str) -> None:
        await introductions.put_off(self._coach, introduction_id, PUT_OFF)

    async def _lapse(self, introduction_id: str) -> None:
        await introductions.lapse(self._coach, introduction_id)


class Clearing:
    """Keeps nothing of introductions longer than it is of use."""

    name = "clearing up after introductions"

    def __init__(self, means: Means) -> None:
        self._coach = means.coach

    async def next_due(self) -> datetime | None:
        instants = [
            await introductions.next_to_clear(self._coach),
            await notices.next_to_clear(self._coach),
            await reports.next_to_clear(self._coach),
            await blocks.next_to_clear(self._coach),
        ]
        return min((one for one in instants if one is not None), default=None)

    async def run(self) -> None:
        due = await self.next_due()
        if due is None or due > self._coach.clock.now():
            return
        for clear in (introductions.clear, notices.clear, reports.clear, blocks.clear):
            await clear(self._coach)


def chores(means: Means) -> tuple[Lapses, Notices, Clearing]:
    """In their order: what has ended is told at once."""
    return Lapses(means), Notices(means), Clearing(means)
