"""The outbox of introductions: what is to be told, whether it still holds, what became of it.

A notice is claimed before anything is sent: moved into the future, so that a process that dies
has lost nothing and nobody does it twice meanwhile. Every attempt carries the same nonce.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.calendar import after_quiet
from bot.coaching.introducing import Move, State, Tell
from bot.services.careers import introductions as requests
from bot.services.careers import open_doors
from bot.services.careers.introductions import Introduction, Words
from bot.services.careers.servers import Server
from bot.services.coach import Coach
from bot.storage import (
    allowances,
    careers,
    introductions,
    members,
    notices,
    reports,
    retractions,
)
from bot.storage.records import Member
from bot.storage.reports import Report
from bot.storage.retractions import Retraction
from bot.storage.tables import NoticeState

Notice: TypeAlias = notices.Notice

AT_ONCE = 20
"""How many are claimed together; they are done within `FIRST_WAIT`, or tried again then."""

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)
MOST_REFUSALS = 5
"""What Discord refuses so often for a reason that waiting doesn't mend is given up."""

FOR_MEMBERS = frozenset(set(Tell) - {Tell.THREAD, Tell.LOG, Tell.LOCK})
"""What goes to somebody's direct messages."""

_KEPT = timedelta(days=requests.KEPT_DAYS)

_ASKING = frozenset({Tell.ASK_FRIEND, Tell.ASK_TARGET})
_HOLDS_IN = {
    Tell.ASK_FRIEND: State.FRIEND,
    Tell.ASK_TARGET: State.TARGET,
    Tell.TEXT_FOR_ASKER: State.ENDED,
    Tell.TEXT_FOR_FRIEND: State.BY_HAND,
    Tell.THREAD: State.AGREED,
    Tell.COPY: State.OPEN,
}
"""A notice that has a state here has lost its point in any other."""

_WITHOUT = frozenset({Tell.ENDED, Tell.OFF, Tell.HANDLED, Tell.LOG})
"""What can be told although the request itself is gone."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice with all that is needed to put it into words and to send it.

    `recipient` is None where they are no member; then there are no direct messages. `place` is
    the server's name. `report` is
    there for `Tell.LOG` only.
    """

    notice: Notice
    found: Introduction | None
    words: Words
    recipient: Member | None
    server: Server | None
    place: str = ""
    report: Report | None = None

    @property
    def tell(self) -> Tell:
        """What it is about."""
        return self.notice.tell


async def claim(coach: Coach) -> list[Notice]:
    """Whatever is due; nobody else looks at it while it is being done."""
    now = coach.clock.now()
    async with coach.database.write() as connection:
        due = await notices.waiting(connection, now, AT_ONCE)
        if due:
            await notices.try_until(connection, due, now + FIRST_WAIT)
    return due


async def next_due(coach: Coach) -> datetime | None:
    """When the next is due (UTC)."""
    async with coach.database.read() as connection:
        return await notices.next_due(connection)


async def opened(coach: Coach, notice: Notice) -> Letter | None:
    """The notice with what it is about; None where it isn't to be done now, or not any more."""
    now = coach.clock.now()
    async with coach.database.write() as connection:
        if not await notices.is_claimed(connection, notice):
            return None  # this process stood still, and another one has done it
        if notice.expires <= now:
            await _drop(connection, notice, "lost its point")
            return None
        letter = await _letter(connection, coach, notice)
        if not _holds(letter):
            await _drop(connection, notice, "lost its point")
            return None
        if notice.tell in {*_ASKING, Tell.THREAD} and not _may_go(letter):
            await notices.put_off(connection, notice, now + LONGEST_WAIT, "paused", tried=False)
            return None
        if notice.tell in _ASKING and not await _may_ask(connection, coach, letter):
            await _unreached(connection, letter, now)
            return None
        if notice.tell is Tell.THREAD and await _is_kept_away(connection, letter, now):
            await _drop(connection, notice, "somebody is blocked")
            await requests.make(connection, notice.introduction_id, Move.LEFT, now)
            return None
        quiet = _quiet_until(letter, now)
        if quiet > now:
            await notices.put_off(connection, notice, quiet, None, tried=False)
            return None
    return letter


async def _letter(connection: AsyncConnection, coach: Coach, notice: Notice) -> Letter:
    found = await introductions.load(connection, notice.introduction_id)
    server = await careers.load(connection, notice.guild_id)
    place = await careers.name_of(connection, notice.guild_id)
    wanted = {notice.member_id} | ({found.asker_id} if found else set())
    known = await members.load_many(connection, coach.keyring, wanted)
    words = Words("", "")
    if found is not None and found.asker_id in known:
        words = found.opened(coach.keyring.open(known[found.asker_id].data_key))
    report = None
    if notice.tell is Tell.LOG:
        report = await reports.by(connection, notice.introduction_id, notice.member_id)
    return Letter(notice, found, words, known.get(notice.member_id), server, place, report)


def _holds(letter: Letter) -> bool:
    """Whether there is still a point in it."""
    tell, found = letter.tell, letter.found
    if tell in FOR_MEMBERS and letter.recipient is None:
        return False
    if tell is Tell.LOG and letter.report is None:
        return False
    if found is None:
        return tell in _WITHOUT
    wanted = _HOLDS_IN.get(tell)
    return wanted is None or found.state is wanted


def _may_go(letter: Letter) -> bool:
    found = letter.found
    return found is not None and requests.server_takes(letter.server, found)


async def _may_ask(connection: AsyncConnection, coach: Coach, letter: Letter) -> bool:
    """Whether whoever is to be asked still wants to be, and the team lets them; an open door may
    have been closed since."""
    guild_id, asked = letter.notice.guild_id, letter.notice.member_id
    allowed = await allowances.of(connection, guild_id, [asked], coach.clock.now())
    if not allowed[asked].may_be_asked:
        return False
    through_door = letter.found is not None and not letter.found.has_friend
    return not through_door or await open_doors.is_open(connection, coach, guild_id, asked)


async def _is_kept_away(connection: AsyncConnection, letter: Letter, now: datetime) -> bool:
    """Whether the team has blocked one of them since they agreed."""
    found = letter.found
    if found is None:
        return False
    everybody = [*found.everybody.values()]
    allowed = await allowances.of(connection, found.guild_id, everybody, now)
    return any(allowed[one].blocked for one in everybody)


def _quiet_until(letter: Letter, now: datetime) -> datetime:
    """The end of the recipient's quiet hours; only what comes too late then comes in them."""
    if letter.tell not in FOR_MEMBERS or letter.recipient is None:
        return now
    quiet = after_quiet(now, letter.recipient.preferences)
    return now if quiet >= letter.notice.expires else quiet


async def channel_known(coach: Coach, member_id: int, channel_id: int) -> None:
    """The direct-message channel of a member."""
    async with coach.database.write() as connection:
        await members.dm_known(connection, member_id, channel_id)


async def done(
    coach: Coach, letter: Letter, channel_id: int | None = None, message_id: int | None = None
) -> None:
    """It is done."""
    async with coach.database.write() as connection:
        await notices.settle(
            connection,
            letter.notice.id,
            NoticeState.DONE,
            channel_id=channel_id,
            message_id=message_id,
        )
        if await _names_somebody_gone(connection, letter) and channel_id and message_id:
            late = Retraction(channel_id, message_id)
            await retractions.add(connection, [late], coach.clock.now())
        if letter.report is not None and channel_id is not None:
            await reports.posted(connection, letter.report.id, channel_id, message_id)


async def _names_somebody_gone(connection: AsyncConnection, letter: Letter) -> bool:
    """Whether one of those in a message to a member was erased while it was on its way."""
    if letter.found is None or letter.tell not in FOR_MEMBERS:
        return False
    found = await introductions.load(connection, letter.found.id)
    return found is None or found.everybody != letter.found.everybody


async def dropped(coach: Coach, notice: Notice, reason: str) -> None:
    """It can't be done, or has lost its point."""
    async with coach.database.write() as connection:
        await _drop(connection, notice, reason)


async def try_again(coach: Coach, notice: Notice, error: str) -> None:
    """It may work later: later and later, until it expires."""
    wait = min(FIRST_WAIT * 2 ** min(notice.attempts - 1, 10), LONGEST_WAIT)
    async with coach.database.write() as connection:
        due = coach.clock.now() + wait
        await notices.put_off(connection, notice, due, error, tried=True)


async def unreached(coach: Coach, letter: Letter, *, closed: bool) -> None:
    """The recipient takes no direct messages (`closed`), or Discord refuses this one for good."""
    now = coach.clock.now()
    async with coach.database.write() as connection:
        if closed:
            await members.dm_refused(connection, letter.notice.member_id, now)
        await _unreached(connection, letter, now)
    coach.wake(now)


async def _unreached(connection: AsyncConnection, letter: Letter, now: datetime) -> None:
    await _drop(connection, letter.notice, "not reached")
    if letter.tell in _ASKING and letter.found is not None:
        await requests.make(connection, letter.found.id, Move.UNREACHED, now)


async def _drop(connection: AsyncConnection, notice: Notice, reason: str) -> None:
    await notices.settle(connection, notice.id, NoticeState.DROPPED, error=reason[:200])


async def clear(coach: Coach) -> None:
    """Keep nothing longer than the introduction that it was about.

    Until then it says where the message stands, so that erasing a member can take it away.
    """
    async with coach.database.write() as connection:
        await notices.purge(connection, coach.clock.now() - _KEPT)


async def next_to_clear(coach: Coach) -> datetime | None:
    """When there is something to clear (UTC)."""
    async with coach.database.read() as connection:
        oldest = await notices.oldest(connection)
    return None if oldest is None else oldest + _KEPT
