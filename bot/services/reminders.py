"""What reminds a member and when: settings, pauses, and the plan of all their people."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeAlias, TypedDict, Unpack
from zoneinfo import available_timezones

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.calendar import at_wall_clock, is_quiet, local_day
from bot.coaching.planner import BEFORE_THE_REPORT
from bot.coaching.preferences import CADENCES, NO_HOLIDAYS, Bounds, Preferences
from bot.coaching.rules import NudgeKind
from bot.coaching.stages import Stage
from bot.feedback import N_, BadInput, Feedback
from bot.services import history, starting
from bot.services.coach import Caller, Coach
from bot.storage import members, nudges, people, records
from bot.storage.records import Listed
from bot.storage.tables import NudgeState

Member: TypeAlias = records.Member

DEFAULT_PAUSE = timedelta(days=14)
LONGEST_PAUSE = timedelta(days=366)


class NotStarted(Feedback):
    """Nothing is stored about the caller yet."""

    def __init__(self) -> None:
        super().__init__(
            N_("We haven't started yet, so there is nothing to remind you of. /coach begins.")
        )


class BundleInQuietHours(BadInput):
    """The bundle would fall into the hours in which the coach never writes."""

    def __init__(self, chosen: Preferences) -> None:
        super().__init__(
            N_(
                "{time} falls into your quiet hours ({start} to {end}), when I never write; up to "
                "20 minutes may pass before my message goes. Choose a time outside them, or "
                "change both together."
            ),
            time=f"{chosen.bundle_at:%H:%M}",
            start=f"{chosen.quiet_from:%H:%M}",
            end=f"{chosen.quiet_to:%H:%M}",
        )


class OutOfBounds(BadInput):
    """A number that the method, or the home server, keeps inside bounds."""


class Changes(TypedDict, total=False):
    """What a member changes about their reminders; what is left out stays.

    `quiet` is from when to when (the same twice: no quiet hours). `holidays` is a country and a
    region as `bot.services.public_holidays` finds them, None for no public holidays. `home` is
    a server as (id, name), None for none.
    """

    zone: str
    bundle_at: time
    quiet: tuple[time, time]
    working_days: frozenset[int]
    holidays: tuple[str, str | None] | None
    follow_up_days: int
    thank_you_hours: int
    cadence_days: int
    second_person: bool
    hour_reminder: bool
    home: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class Coming:
    """A nudge to come: about whom, the n-th of its kind, and when it is due (UTC)."""

    person_id: str
    name: str
    kind: NudgeKind
    n: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Schedule:
    """A member's settings and everything that comes, the soonest first.

    `ready` has come already and waits (for the next bundle, in a pause, in `/coach`).
    """

    member: Member
    coming: tuple[Coming, ...]
    ready: tuple[Coming, ...]

    @property
    def talks_in_pause(self) -> int:
        """How many people's talks would have been reminded of during the pause."""
        until = self.member.paused_until
        if until is None:
            return 0
        before = [one for one in self.coming if one.at < until]
        return len({one.person_id for one in before if one.kind in BEFORE_THE_REPORT})


async def settings(coach: Coach, caller: Caller) -> Member:
    """The member with their settings, made known if they are new."""
    return await starting.ensure_member(coach, caller)


async def schedule(coach: Coach, caller: Caller) -> Schedule:
    """What comes and when. Raises `NotStarted`."""
    async with coach.database.read() as connection:
        member = await _load(coach, connection, caller, lock=False)
        return await _schedule(coach, connection, member)


async def change(coach: Coach, caller: Caller, **changes: Unpack[Changes]) -> Schedule:
    """Keep the member's wishes and plan all their people anew, in one transaction.

    A member who is new is made known first. Raises `UnknownZone`, `BundleInQuietHours` or
    `OutOfBounds` where a wish can't be met.
    """
    try:
        return await _change(coach, caller, changes)
    except NotStarted:
        await starting.ensure_member(coach, caller)
        return await _change(coach, caller, changes)


async def _change(coach: Coach, caller: Caller, changes: Changes) -> Schedule:
    async with coach.database.write() as connection:
        member = await _load(coach, connection, caller, lock=True)
        changed = await _changed(coach, caller, connection, member, changes)
        await members.change(connection, coach.keyring, changed)
        result, earliest = await _replan(coach, connection, changed)
    if earliest is not None:
        coach.wake(earliest)
    return result


async def pause(
    coach: Coach, caller: Caller, until: Callable[[datetime, str], date] | None = None
) -> Schedule:
    """Send nothing before the day that `until` gives for the present instant and the member's
    zone, by default for two weeks.

    Deadlines don't override it. Raises `NotStarted`, and `BadInput` for a day that is not
    ahead, or more than a year.
    """
    async with coach.database.write() as connection:
        member = await _load(coach, connection, caller, lock=True)
        now, zone = coach.clock.now(), member.preferences.zone
        today = local_day(now, zone)
        last = until(now, zone) if until else today + DEFAULT_PAUSE
        if not today < last <= today + LONGEST_PAUSE:
            raise BadInput(N_("A pause ends on a day after today, at most a year from now."))
        ends = at_wall_clock(last, time(0), zone)
        return await _hold_until(coach, connection, member, ends)


async def resume(coach: Coach, caller: Caller) -> Schedule:
    """End a pause: what waited goes with the next bundle. Raises `NotStarted`."""
    async with coach.database.write() as connection:
        member = await _load(coach, connection, caller, lock=True)
        result = await _hold_until(coach, connection, member, None)
    coach.wake(coach.clock.now())
    return result


async def _hold_until(
    coach: Coach, connection: AsyncConnection, member: Member, until: datetime | None
) -> Schedule:
    held = replace(member, paused_until=until)
    await members.change(connection, coach.keyring, held)
    await nudges.look_again(connection, member.id)
    return await _schedule(coach, connection, held)


async def _load(coach: Coach, connection: AsyncConnection, caller: Caller, *, lock: bool) -> Member:
    member = await members.load(connection, coach.keyring, caller.member_id, lock=lock)
    if member is None:
        raise NotStarted
    return member


async def _changed(
    coach: Coach, caller: Caller, connection: AsyncConnection, member: Member, changes: Changes
) -> Member:
    if "home" in changes:
        member = await _move_home(coach, connection, member, changes["home"])
    wishes = _merged(member.wishes, changes)
    _check(wishes, member.bounds, changes)
    zone = changes.get("zone", member.zone)
    return replace(member, zone=zone, wishes=wishes, locale=caller.language)


async def _move_home(
    coach: Coach, connection: AsyncConnection, member: Member, home: tuple[int, str] | None
) -> Member:
    if home is None:
        return replace(member, home=None, home_name=None, bounds=Bounds())
    guild_id, name = home
    bounds = await members.upsert_home(connection, guild_id, name, coach.clock.now())
    return replace(member, home=guild_id, home_name=name, bounds=bounds)


def _merged(wishes: Preferences, changes: Changes) -> Preferences:
    merged = replace(
        wishes,
        zone=changes.get("zone", wishes.zone),
        bundle_at=changes.get("bundle_at", wishes.bundle_at),
        working_days=changes.get("working_days", wishes.working_days),
        follow_up_days=changes.get("follow_up_days", wishes.follow_up_days),
        thank_you_hours=changes.get("thank_you_hours", wishes.thank_you_hours),
        cadence_days=changes.get("cadence_days", wishes.cadence_days),
        second_person=changes.get("second_person", wishes.second_person),
        hour_reminder=changes.get("hour_reminder", wishes.hour_reminder),
    )
    if "quiet" in changes:
        start, end = changes["quiet"]
        merged = replace(merged, quiet_from=start, quiet_to=end)
    if "holidays" in changes:
        country, region = changes["holidays"] or (NO_HOLIDAYS, None)
        merged = replace(merged, country=country, region=region)
    return merged


def _check(wishes: Preferences, bounds: Bounds, changes: Changes) -> None:
    if "zone" in changes and changes["zone"] not in available_timezones():
        raise starting.UnknownZone(changes["zone"])
    if not wishes.working_days:
        raise BadInput(N_("Choose at least one day on which I may write."))
    if {"bundle_at", "quiet"} & changes.keys() and _bundle_is_quiet(wishes):
        raise BundleInQuietHours(wishes)
    if wishes.cadence_days not in CADENCES:
        raise OutOfBounds(N_("Keeping in touch works every 30, 60, 90 or 180 days, or not at all."))
    if "follow_up_days" in changes:
        low, high = bounds.follow_up_days
        if not low <= wishes.follow_up_days <= high:
            raise OutOfBounds(
                N_("A follow-up waits {low} to {high} working days; choose a number in between."),
                low=low,
                high=high,
            )
    if "thank_you_hours" in changes:
        low, high = bounds.thank_you_hours
        if not low <= wishes.thank_you_hours <= high:
            raise OutOfBounds(
                N_("A thank-you is due {low} to {high} hours after; choose a number in between."),
                low=low,
                high=high,
            )


def _bundle_is_quiet(wishes: Preferences) -> bool:
    """Whether the bundle, early or late in its minutes, would have to wait for the morning.

    On wall-clock times alone, as on a day without a clock change.
    """
    plain = replace(wishes, zone="UTC")
    wanted = at_wall_clock(date(2026, 1, 5), plain.bundle_at, "UTC")
    late = wanted + timedelta(minutes=plain.bundle_offset)
    return is_quiet(wanted, plain) or is_quiet(late, plain)


async def _replan(
    coach: Coach, connection: AsyncConnection, member: Member
) -> tuple[Schedule, datetime | None]:
    replanned = await history.replan_all(coach, connection, member)
    planned = (
        Coming(person.id, person.name, one.key.kind, one.key.n, one.due)
        for person, plans in replanned.plans
        for one in plans
    )
    return _sorted(member, planned, coach.clock.now()), replanned.earliest


async def _schedule(coach: Coach, connection: AsyncConnection, member: Member) -> Schedule:
    key = coach.keyring.open(member.data_key)
    names = _names(await people.listed(connection, key, member, coach.clock.now()))
    waiting = (
        Coming(one.person_id, names[one.person_id], one.key.kind, one.key.n, one.due)
        for one in await nudges.of_member(connection, member.id)
        if one.person_id in names and one.state in {NudgeState.PENDING, NudgeState.CLAIMED}
    )
    return _sorted(member, waiting, coach.clock.now())


def _names(listed: Iterable[Listed]) -> dict[str, str]:
    return {one.person.id: one.person.name for one in listed if one.stage is not Stage.REMOVED}


def _sorted(member: Member, found: Iterable[Coming], now: datetime) -> Schedule:
    in_order = sorted(found, key=lambda one: (one.at, one.name.casefold(), one.n))
    return Schedule(
        member=member,
        coming=tuple(one for one in in_order if one.at > now),
        ready=tuple(one for one in in_order if one.at <= now),
    )
