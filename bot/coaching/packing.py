"""Which of a member's due nudges go now, and in which messages.

`pack` is pure. It takes what is due, the bundles of the last days and the present instant, and
sorts every nudge into one of four: it goes now, it is done silently, it waits until an instant,
or it has lost its point and is dropped for a stated reason.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from bot.coaching.calendar import after_quiet, bundle_instant, local_day, next_working_day
from bot.coaching.preferences import Preferences
from bot.coaching.rules import RULES, NudgeRule, Travel
from bot.coaching.stages import NudgeKey

MOST_PEOPLE_IN_A_BUNDLE = 4
MOST_BUNDLES_IN_SEVEN_DAYS = 4
BUNDLES_IGNORED_BEFORE_SILENCE = 3
FOR_NOW_NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Waits for the member to come back, not for a time."""


class DropReason(StrEnum):
    """Why a nudge that should have gone never will."""

    TOO_LATE = "too_late"
    """Its deadline passed while it waited (for quiet hours, a pause, a cap or the coach)."""
    SUPERSEDED = "superseded"
    """The next one of the same kind is due as well."""
    UNDELIVERABLE = "undeliverable"
    """Discord refused the message, again and again, for a reason that waiting doesn't mend."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A stored nudge that has not gone yet. Instants are in UTC."""

    id: int
    person: str
    key: NudgeKey
    due: datetime
    deadline: datetime | None = None

    @property
    def rule(self) -> NudgeRule:
        return RULES[self.key.kind]


@dataclass(frozen=True, slots=True)
class Recipient:
    """The member as far as packing is concerned.

    `bundle_days` are the local days of the bundles already sent, at least of the last seven.
    `unanswered` is how many bundles in a row brought neither a press nor a command.
    """

    preferences: Preferences
    bundle_days: Sequence[date] = ()
    unanswered: int = 0
    paused_until: datetime | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message to be: its items in their order. `slot` makes it unique for the member."""

    slot: str
    travel: Travel
    items: tuple[Pending, ...]
    last: bool = False
    """This bundle says itself that it is the last until the member comes back."""


@dataclass(slots=True)
class Packing:
    """The verdict on every due nudge of one member."""

    parcels: list[Parcel] = field(default_factory=list)
    silent: list[Pending] = field(default_factory=list)
    waiting: dict[int, datetime] = field(default_factory=dict)
    dropped: dict[int, DropReason] = field(default_factory=dict)


def pack(nudges: Iterable[Pending], recipient: Recipient, now: datetime) -> Packing:
    """Sort the nudges that are due at `now` (UTC); those not yet due are left out."""
    packing = Packing()
    due = [nudge for nudge in nudges if nudge.due <= now]
    due = _drop_pointless(due, now, packing)
    packing.silent.extend(nudge for nudge in due if nudge.rule.travel is Travel.SILENT)
    messages = [nudge for nudge in due if nudge.rule.travel is not Travel.SILENT]
    held_until = _held_until(recipient, now)
    if held_until is not None:
        packing.waiting.update((nudge.id, held_until) for nudge in messages)
        return packing
    _pack_own(messages, recipient, now, packing)
    _pack_bundle(messages, recipient, now, packing)
    return packing


def opens_at(
    travel: Travel, recipient: Recipient, now: datetime, *, in_quiet_hours: bool = False
) -> datetime:
    """When a message that was packed earlier may go: `now` (UTC), or the next instant that may be.

    Caps are not asked again: they counted when it was packed.
    """
    held_until = _held_until(recipient, now)
    if held_until is not None:
        return held_until
    if travel is Travel.BUNDLE:
        today = local_day(now, recipient.preferences.zone)
        day = next_working_day(today, recipient.preferences)
        return _bundle_from(day, recipient.preferences, now)
    return now if in_quiet_hours else after_quiet(now, recipient.preferences)


def is_last(unanswered: int) -> bool:
    """Whether a bundle sent now is the last one until the member comes back."""
    return unanswered == BUNDLES_IGNORED_BEFORE_SILENCE - 1


def left_out(due: Iterable[Pending], people: Collection[str], now: datetime) -> int:
    """How many other people than these there are bundled nudges about that still make sense."""
    others = {
        nudge.person
        for nudge in due
        if nudge.rule.travel is Travel.BUNDLE and (nudge.deadline is None or nudge.deadline > now)
    }
    return len(others.difference(people))


def order(nudge: Pending) -> tuple[int, datetime, int]:
    """The most important first, then the longest waiting."""
    return (nudge.rule.rank, nudge.due, nudge.id)


def _drop_pointless(due: list[Pending], now: datetime, packing: Packing) -> list[Pending]:
    latest: dict[tuple[object, ...], int] = {}
    for nudge in due:
        series = _series(nudge)
        latest[series] = max(latest.get(series, 0), nudge.key.n)
    kept = []
    for nudge in due:
        if nudge.deadline is not None and nudge.deadline <= now:
            packing.dropped[nudge.id] = DropReason.TOO_LATE
        elif nudge.key.n < latest[_series(nudge)]:
            packing.dropped[nudge.id] = DropReason.SUPERSEDED
        else:
            kept.append(nudge)
    return kept


def _series(nudge: Pending) -> tuple[object, ...]:
    return (nudge.person, nudge.key.kind, nudge.key.cycle)


def _held_until(recipient: Recipient, now: datetime) -> datetime | None:
    if recipient.closed:
        return FOR_NOW_NEVER
    if recipient.paused_until is not None and recipient.paused_until > now:
        return recipient.paused_until
    return None


def _pack_own(
    messages: list[Pending], recipient: Recipient, now: datetime, packing: Packing
) -> None:
    quiet_until = after_quiet(now, recipient.preferences)
    for nudge in sorted(messages, key=order):
        if nudge.rule.travel is not Travel.OWN:
            continue
        if quiet_until > now and not nudge.rule.in_quiet_hours:
            packing.waiting[nudge.id] = quiet_until
        else:
            packing.parcels.append(Parcel(_own_slot(nudge), Travel.OWN, (nudge,)))


def _own_slot(nudge: Pending) -> str:
    """A nudge that the member moved goes again under a slot of its own."""
    return f"own:{nudge.id}:{int(nudge.due.timestamp())}"


def _pack_bundle(
    messages: list[Pending], recipient: Recipient, now: datetime, packing: Packing
) -> None:
    queue = sorted((m for m in messages if m.rule.travel is Travel.BUNDLE), key=order)
    if not queue:
        return
    opens = _next_bundle(recipient, now)
    if opens > now:
        packing.waiting.update((nudge.id, opens) for nudge in queue)
        return
    today = local_day(now, recipient.preferences.zone)
    items = _one_a_person(queue)[:MOST_PEOPLE_IN_A_BUNDLE]
    last = is_last(recipient.unanswered)
    packing.parcels.append(Parcel(f"bundle:{today}", Travel.BUNDLE, tuple(items), last))
    taken = {nudge.id for nudge in items}
    after_this = _next_bundle(_with_bundle_on(recipient, today), now)
    packing.waiting.update((nudge.id, after_this) for nudge in queue if nudge.id not in taken)


def _one_a_person(queue: list[Pending]) -> list[Pending]:
    first: dict[str, Pending] = {}
    for nudge in queue:
        first.setdefault(nudge.person, nudge)
    return list(first.values())


def _with_bundle_on(recipient: Recipient, day: date) -> Recipient:
    return Recipient(recipient.preferences, (*recipient.bundle_days, day))


def _next_bundle(recipient: Recipient, now: datetime) -> datetime:
    """The first instant from `now` on at which a bundle may go."""
    if recipient.unanswered >= BUNDLES_IGNORED_BEFORE_SILENCE:
        return FOR_NOW_NEVER
    preferences = recipient.preferences
    today = local_day(now, preferences.zone)
    day = _first_free_day(today, recipient.bundle_days, preferences)
    return _bundle_from(day, preferences, now)


def _bundle_from(day: date, preferences: Preferences, now: datetime) -> datetime:
    """The first instant from `now` on at which a bundle for `day`, or what is late of it, goes."""
    today = local_day(now, preferences.zone)
    opens = bundle_instant(day, preferences)
    if day > today or (now < opens and local_day(opens, preferences.zone) == today):
        return opens
    return after_quiet(now, preferences)


def _first_free_day(today: date, bundles: Sequence[date], preferences: Preferences) -> date:
    day = next_working_day(today, preferences)
    while not _has_room(day, bundles):
        day = next_working_day(day + timedelta(days=1), preferences)
    return day


def _has_room(day: date, bundles: Sequence[date]) -> bool:
    recent = {bundle for bundle in bundles if day - timedelta(days=7) < bundle <= day}
    return day not in recent and len(recent) < MOST_BUNDLES_IN_SEVEN_DAYS
