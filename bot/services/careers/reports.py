"""Introductions that somebody reports to the server's team, and what the team does about them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from bot.coaching import introducing
from bot.coaching.introducing import Move, Role, Tell
from bot.feedback import N_, Feedback
from bot.services.careers import blocks, introductions, pausing, servers
from bot.services.careers.introductions import Introduction, Over
from bot.services.careers.servers import Place, Server
from bot.services.coach import Caller, Coach
from bot.storage import careers, ids, notices, reports
from bot.storage import introductions as stored

Report: TypeAlias = reports.Report
ReportState: TypeAlias = reports.ReportState

KEPT = timedelta(days=90)
_TIME_TO_POST = timedelta(days=30)
_TIME_TO_LOCK = timedelta(days=7)
WEEK = 7


class Reason(StrEnum):
    """What somebody reports."""

    UNWANTED = "unwanted"
    RUDE = "rude"
    ADVERTISING = "advertising"
    UNDERAGE = "underage"
    PRESSURE = "pressure"
    OTHER = "other"


class ReportedAlready(Feedback):
    """The same member has reported the same introduction."""

    def __init__(self) -> None:
        super().__init__(N_("You have reported this one already. The team will look at it."))


class NoSuchReport(Feedback):
    """There is no such report here, or not any more."""

    def __init__(self) -> None:
        super().__init__(N_("That report isn't there any more."))


class NoText(Feedback):
    """The reporter attached nothing, or the report is closed."""

    def __init__(self) -> None:
        super().__init__(N_("There is no text with that report."))


@dataclass(frozen=True, slots=True)
class Filed:
    """A report that was made; `heard`: the server has a channel where the team reads it."""

    report: Report
    heard: bool


async def suspects(coach: Coach, introduction_id: str, member_id: int) -> Introduction:
    """The request, for somebody who has a part in it, however it has ended.

    Raises `Over`, `NotYours`.
    """
    return await introductions.known(coach, introduction_id, member_id)


async def file(
    coach: Coach,
    caller: Caller,
    introduction_id: str,
    about: Role,
    reason: Reason,
    text: str | None,
) -> Filed:
    """Report an introduction: it ends, its thread is locked, and the team hears of it.

    `text` is what the reporter had received, where they want the team to read it; it is sealed for
    the server. Raises `Over`, `NotYours`, `ReportedAlready`.
    """
    now = coach.clock.now()
    async with coach.database.write() as connection:
        found, role = introductions.part_of(
            await stored.load(connection, introduction_id, lock=True), caller.member_id
        )
        reported = found.everybody.get(about)
        if reported is None or about is role:
            raise Over
        if await reports.by(connection, found.id, caller.member_id) is not None:
            raise ReportedAlready
        server = await careers.load(connection, found.guild_id)
        if server is None:
            raise Over
        key = coach.keyring.open(server.data_key)
        made = Report(
            id=ids.person_id(),
            guild_id=found.guild_id,
            introduction_id=found.id,
            reporter_id=caller.member_id,
            reported_id=reported,
            reason=reason,
            text=key.seal(text) if text else None,
            state=reports.ReportState.OPEN,
            created=now,
            expires=now + KEPT,
        )
        await reports.insert(connection, made)
        errands = _errands(found, made)
        if found.state in introducing.OVER:
            await notices.add(connection, errands, now)
        else:
            await introductions.take(connection, found, Move.REPORT, role, now, also=errands)
    coach.wake(now)
    return Filed(made, heard=server.settings.log_channel is not None)


def _errands(found: Introduction, made: Report) -> list[notices.Due]:
    wanted = [(Tell.LOG, _TIME_TO_POST)]
    if found.thread_id is not None:
        wanted.append((Tell.LOCK, _TIME_TO_LOCK))
    return [
        notices.Due(
            made.guild_id, made.reporter_id, found.id, tell, made.created, made.created + within
        )
        for tell, within in wanted
    ]


async def text_of(coach: Coach, server: Server, report_id: str) -> str:
    """The text that the reporter attached, for the team. Raises `NoSuchReport`, `NoText`."""
    async with coach.database.read() as connection:
        found = _of_server(await reports.load(connection, report_id), server.id)
    if found.text is None:
        raise NoText
    return coach.keyring.open(server.data_key).unseal(found.text)


async def pause(coach: Coach, place: Place, report_id: str) -> None:
    """Stop all posts and introductions of the server at once. Raises `NoSuchReport`."""
    async with coach.database.read() as connection:
        _of_server(await reports.load(connection, report_id), place.guild_id)
    await pausing.pause(coach, place)


async def block(coach: Coach, place: Place, report_id: str, days: int | None, reason: str) -> int:
    """Block whom the report is about; their id. Raises `NoSuchReport`, `NotSetUp`."""
    async with coach.database.write() as connection:
        found = _of_server(await reports.load(connection, report_id), place.guild_id)
        server = await careers.load(connection, place.guild_id)
        if server is None:
            raise servers.NotSetUp
        made = blocks.new(place, found.reported_id, days, reason, coach.clock.now())
        await blocks.put(connection, coach, server, made)
    coach.wake(coach.clock.now())
    return found.reported_id


async def close(coach: Coach, place: Place, report_id: str) -> None:
    """The team is done with it; the reporter hears that it was handled, and nothing more.

    Raises `NoSuchReport`, also for the second of two who close it at once.
    """
    now = coach.clock.now()
    async with coach.database.write() as connection:
        found = _of_server(await reports.load(connection, report_id, lock=True), place.guild_id)
        if found.state is not reports.ReportState.OPEN:
            raise NoSuchReport
        await reports.close(connection, found.id)
        told = notices.Due(
            found.guild_id,
            found.reporter_id,
            found.introduction_id,
            Tell.HANDLED,
            now,
            now + introductions.TIME_TO_TELL,
        )
        await notices.add(connection, [told], now)
        entry = careers.Entry(now, place.actor_id, "report", {"report": found.id})
        await careers.note(connection, found.guild_id, entry)
    coach.wake(now)


def _of_server(found: Report | None, guild_id: int) -> Report:
    if found is None or found.guild_id != guild_id:
        raise NoSuchReport
    return found


async def clear(coach: Coach) -> None:
    """Keep no report longer than it is of use."""
    async with coach.database.write() as connection:
        await reports.purge(connection, coach.clock.now())


async def next_to_clear(coach: Coach) -> datetime | None:
    """When there is something to clear (UTC), None where there are no reports."""
    async with coach.database.read() as connection:
        return await reports.oldest(connection)
