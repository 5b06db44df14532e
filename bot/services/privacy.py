"""What is stored about a member: seen, taken along, erased."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feedback import N_, Feedback
from bot.services.careers import introductions, wins
from bot.services.coach import Caller, Coach
from bot.services.outgoing import Message
from bot.storage import belongings, in_servers, members, nudges, retractions, traces
from bot.storage import wins as stored_wins
from bot.storage.belongings import Sent
from bot.storage.engine import Dialect
from bot.storage.errors import StorageError
from bot.storage.records import Member, StoredNudge, StoredQuestion, Writing

log = logging.getLogger(__name__)

Belonging: TypeAlias = belongings.Belonging
Counts: TypeAlias = belongings.Counts
InServer: TypeAlias = in_servers.InServer
Kind: TypeAlias = in_servers.Kind


class NothingStored(Feedback):
    """There is nothing about the caller."""

    def __init__(self) -> None:
        super().__init__(
            N_("I have nothing stored about you: no name, no person, no setting. /coach begins.")
        )


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much is stored about a member, and in which kind of database."""

    member: Member
    counts: Counts
    database: Dialect
    in_servers: tuple[InServer, ...] = ()


@dataclass(frozen=True, slots=True)
class Everything:
    """All that is stored about a member at `made` (UTC), opened, by person id where it hangs
    on a person. `kept_away` is when each name was marked as not to be contacted."""

    made: datetime
    member: Member
    people: tuple[Belonging, ...]
    drafts: dict[str, list[tuple[datetime, Writing]]]
    questions: dict[str, list[StoredQuestion]]
    nudges: dict[str, list[StoredNudge]]
    messages: tuple[Sent, ...]
    kept_away: tuple[datetime, ...]
    in_servers: tuple[InServer, ...] = ()


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased. `dm_channel` is where the coach used to write, as far as it knew."""

    counts: Counts
    dm_channel: int | None


async def view(coach: Coach, caller: Caller) -> Holdings:
    """How much is stored. Raises `NothingStored`."""
    async with coach.database.read() as connection:
        member = await members.load(connection, coach.keyring, caller.member_id)
        if member is None:
            raise NothingStored
        counted = await belongings.counts(connection, member.id)
        key = coach.keyring.open(member.data_key)
        servers = await in_servers.of_member(connection, key, member.id)
    return Holdings(member, counted, coach.database.dialect, tuple(servers))


async def everything(coach: Coach, caller: Caller) -> Everything:
    """All of it, for taking along (six statements). Raises `NothingStored`."""
    async with coach.database.read() as connection:
        member = await members.load(connection, coach.keyring, caller.member_id)
        if member is None:
            raise NothingStored
        key = coach.keyring.open(member.data_key)
        people = await belongings.histories(connection, key, member.id)
        written = await belongings.written(connection, key, member.id)
        waiting = await nudges.of_member(connection, member.id)
        sent, kept_away = await belongings.messages(connection, key, member.id)
        servers = await in_servers.of_member(connection, key, member.id)
    found = Everything(
        made=coach.clock.now(),
        member=member,
        people=tuple(people),
        drafts={},
        questions={},
        nudges={},
        messages=tuple(_readable(one) for one in sent),
        kept_away=tuple(kept_away),
        in_servers=tuple(servers),
    )
    for person_id, when, draft in written.drafts:
        found.drafts.setdefault(person_id, []).append((when, draft))
    for person_id, question in written.questions:
        found.questions.setdefault(person_id, []).append(question)
    for nudge in waiting:
        found.nudges.setdefault(nudge.person_id, []).append(nudge)
    return found


async def erase(coach: Coach, caller: Caller) -> Erased:
    """Erase the member at once and completely: every row, and the data key with them.

    What they shared in servers, and what the coach wrote to others about introductions with
    them, is deleted by the outbox; their introductions end neutrally for the others. Kept are
    blocks of a server's team until their end, and whom an open report is about: else erasing
    would be the way around both. Raises `NothingStored`. Nothing of it can be undone.
    """
    now = coach.clock.now()
    async with coach.database.write() as connection:
        member = await members.load(connection, coach.keyring, caller.member_id, lock=True)
        if member is None:
            raise NothingStored
        counted = await belongings.counts(connection, member.id)
        await _leave_servers(coach, connection, member.id, now)
        await members.delete(connection, member.id)
    coach.wake(now)
    coach.keyring.forget(member.data_key)
    coach.labels.forget(member.id)
    await _leave_nothing_behind(coach)
    return Erased(counted, member.dm_channel)


async def _leave_servers(
    coach: Coach, connection: AsyncConnection, member_id: int, now: datetime
) -> None:
    """Take what is about the member away from the screens of others."""
    shared = await stored_wins.of_member(connection, coach.keyring, member_id, wins.TO_TAKE_BACK)
    about = await traces.messages_about(connection, member_id)
    await retractions.add(connection, [*wins.posts_of(shared), *about], now)
    await introductions.forget_member(connection, member_id, now)
    await traces.forget_in_reports(connection, member_id)


async def _leave_nothing_behind(coach: Coach) -> None:
    """Empty SQLite's log of changes, which still holds the sealed rows and the wrapped key."""
    try:
        await coach.database.checkpoint()
    except StorageError:
        log.warning("The log of changes could not be emptied now; it is when Rapport ends.")


def _readable(sent: Sent) -> Sent:
    return sent if sent.text is None else replace(sent, text=Message.thawed(sent.text).content)
