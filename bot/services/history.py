"""The one way in which anything is written to a person's history.

Every use case that reports something goes through `record`: in one transaction it loads the
history, asks the core whether the report fits, appends, plans anew and reconciles the nudges.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.events import Event, EventKind, Fact
from bot.coaching.planner import Planned, plan_person
from bot.coaching.preferences import Advice
from bot.coaching.rules import RULES, NudgeKind, Travel
from bot.coaching.stages import Closing, NudgeKey, Stage, State, may
from bot.feedback import N_, Feedback
from bot.services.coach import Caller, Coach
from bot.storage import events, members, nudges, people, writings
from bot.storage.errors import Conflict
from bot.storage.nudges import NOTHING_ALONG, Along
from bot.storage.records import Case, Member, Person, StoredNudge, Writing
from bot.storage.tables import NudgeState

TRIES_WHEN_OTHERS_WRITE = 3
"""Of these the later ones wait for their turn first, so that they see the newest history."""


@dataclass(frozen=True, slots=True)
class Report:
    """Something a member reports. `at` is when it happened (UTC), None for now.

    `words` is what they wrote with it; it is sealed before it is stored.
    """

    kind: EventKind
    at: datetime | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What a button was made for: the stage and how often it had been entered."""

    stage: Stage
    cycle: int


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The next thing the coach will do about a person, and when (UTC)."""

    at: datetime
    key: NudgeKey

    @property
    def kind(self) -> NudgeKind:
        return self.key.kind


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a member stands with one person now."""

    member: Member
    person: Person
    state: State
    next: Upcoming | None
    due: tuple[NudgeKey, ...] = ()
    """The nudges whose time has come and whose reason still stands, sent or not."""
    waiting: tuple[NudgeKey, ...] = ()
    """Those of them that have not gone yet, and go with a message to come."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a report led to. `repeated`: the same interaction came twice; nothing was changed.

    `advice` is what the member is to be told with it, which they never were before.
    """

    standing: Standing
    before: State
    seqs: tuple[int, ...] = ()
    repeated: bool = False
    advice: Advice | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What one transaction writes about a person.

    `drafts` are kept; `member` and `person` are written where something about them is new.
    `advice` fits now; it is given, and noted, where the member never had it.
    """

    reports: Sequence[Report] = ()
    drafts: Sequence[Writing] = ()
    member: Member | None = None
    person: Person | None = None
    advice: Advice | None = None


ToRead: TypeAlias = Along | Callable[[Case], Along]
"""What is read along with a case's nudges, which may depend on the case."""

Decision: TypeAlias = Callable[[AsyncConnection, Case], Awaitable[Change]]
"""Looks at the case, inside the transaction, and says what to write."""


class NoSuchPerson(Feedback):
    """The id is unknown, or another member's: to the caller both look the same."""

    def __init__(self) -> None:
        super().__init__(
            N_("I can't find that person in your list. Use /people list to see who is there.")
        )


class MovedOn(Feedback):
    """A button was pressed on something that has changed since."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_(
                "Things have moved on with {name} since that button was made, so I changed "
                "nothing. /coach shows where you are."
            ),
            name=name,
        )


class DoesNotFit(Feedback):
    """A report that makes no sense at the present stage."""


async def record(
    coach: Coach,
    caller: Caller,
    person_id: str,
    *reports: Report,
    expected: Expected | None = None,
    drafts: Sequence[Writing] | Callable[[Case], Sequence[Writing]] = (),
) -> Outcome:
    """Append `reports` to a person's history, all or none, and plan anew.

    `drafts` are kept in the same transaction; a function is given the case as it was before
    the reports. Raises `NoSuchPerson`, `MovedOn`
    where a button's `expected` stage has passed, and `DoesNotFit` where a report makes no sense
    now.
    """

    async def as_given(_connection: AsyncConnection, case: Case) -> Change:
        return Change(reports, drafts(case) if callable(drafts) else drafts)

    return await decide(coach, caller, person_id, as_given, expected=expected)


async def decide(
    coach: Coach,
    caller: Caller,
    person_id: str,
    decision: Decision,
    *,
    expected: Expected | None = None,
    along: ToRead = NOTHING_ALONG,
) -> Outcome:
    """As `record`, where what to write depends on the case.

    `along` is read with the case, in no statement of its own, and stands in `Case.along`.

    `decision` may run more than once, where others write at the same moment. A repeat of the
    same interaction doesn't ask it at all.
    """
    for number in range(1, TRIES_WHEN_OTHERS_WRITE + 1):
        try:
            outcome, earliest = await _decide(
                coach, caller, person_id, decision, expected, along, in_turn=number > 1
            )
        except Conflict:
            if number == TRIES_WHEN_OTHERS_WRITE:
                raise
            continue
        coach.labels.forget(caller.member_id)
        if earliest is not None:
            coach.wake(earliest)
        return outcome
    raise AssertionError("unreachable: the last try returns or raises")


async def _decide(
    coach: Coach,
    caller: Caller,
    person_id: str,
    decision: Decision,
    expected: Expected | None,
    along: ToRead,
    *,
    in_turn: bool,
) -> tuple[Outcome, datetime | None]:
    async with coach.database.write() as connection:
        if in_turn:
            await members.load(connection, coach.keyring, caller.member_id, lock=True)
        case = await load(coach, connection, caller, person_id)
        wanted = along(case) if callable(along) else along
        case, stored = await nudges.of_case(connection, case, wanted)
        now = coach.clock.now()
        before = case.state
        if is_repeat(case, caller):
            return Outcome(standing_of(case, stored, now), before, repeated=True), None
        if expected is not None and expected != Expected(before.stage, before.cycle()):
            raise MovedOn(case.person.name)
        change, advice = _advised(case, await decision(connection, case))
        case, seqs = await append(coach, connection, caller, case, change.reports)
        case = await _keep(coach, connection, case, change)
        earliest = await replan(connection, case, stored)
        return Outcome(standing_of(case, stored, now), before, seqs, advice=advice), earliest


def _advised(case: Case, change: Change) -> tuple[Change, Advice | None]:
    """The change with the note that its advice was given, and that advice where it is new."""
    owner = change.member or case.member
    if change.advice is None or change.advice in owner.wishes.given:
        return change, None
    return replace(change, member=told_once(owner, change.advice)), change.advice


def told_once(owner: Member, advice: Advice) -> Member:
    """The member, having had this advice."""
    return replace(owner, wishes=replace(owner.wishes, given=owner.wishes.given | {advice}))


async def _keep(coach: Coach, connection: AsyncConnection, case: Case, change: Change) -> Case:
    """Write what a change brings beside its reports; the case with it."""
    key = coach.keyring.open(case.member.data_key)
    if change.drafts:
        now = coach.clock.now()
        await writings.save(connection, key, case.member.id, case.person.id, change.drafts, now)
    if change.member is not None:
        await members.change(connection, coach.keyring, change.member)
    if change.person is not None:
        await people.change(connection, key, change.person)
    if change.member is None and change.person is None:
        return case
    return replace(case, member=change.member or case.member, person=change.person or case.person)


async def look(coach: Coach, caller: Caller, person_id: str) -> Standing:
    """Where the member stands with a person. Raises `NoSuchPerson`."""
    async with coach.database.read() as connection:
        case = await events.load_case(connection, coach.keyring, caller.member_id, person_id)
        if case is None or case.state.stage is Stage.REMOVED:
            raise NoSuchPerson
        stored = await nudges.of_person(connection, person_id)
        return standing_of(case, stored, coach.clock.now())


async def load(coach: Coach, connection: AsyncConnection, caller: Caller, person_id: str) -> Case:
    """The case, locked for writing. Raises `NoSuchPerson`."""
    case = await events.load_case(connection, coach.keyring, caller.member_id, person_id, lock=True)
    if case is None:
        raise NoSuchPerson
    return case


async def append(
    coach: Coach,
    connection: AsyncConnection,
    caller: Caller,
    case: Case,
    reports: Sequence[Report],
) -> tuple[Case, tuple[int, ...]]:
    """Append reports that fit; the case with them, and their places in the history."""
    now = coach.clock.now()
    key = coach.keyring.open(case.member.data_key)
    added: list[tuple[Case, bytes | None]] = []
    for report in reports:
        if report.kind is not EventKind.UNDONE and not may(case.state, report.kind):
            raise misfit(case.state, report.kind, case.person.name)
        one = Event(
            seq=case.state.last_seq + 1,
            kind=report.kind,
            at=report.at or now,
            facts=dict(report.facts),
            interaction=caller.interaction,
            recorded=now,
        )
        case = case.grown(one)
        added.append((case, key.seal(report.words) if report.words else None))
    if added:
        await events.append(connection, added)
    return case, tuple(grown.events[-1].seq for grown, _sealed in added)


async def replan(
    connection: AsyncConnection, case: Case, stored: Sequence[StoredNudge]
) -> datetime | None:
    """Reconcile a person's nudges with the plan; the earliest due instant that changed."""
    wanted = {case.person.id: plan(case, stored)}
    return await nudges.reconcile(connection, case.member.id, wanted, stored)


@dataclass(frozen=True, slots=True)
class Replanned:
    """The plan of all of a member's people, what was given up left out.

    `earliest` is the earliest due instant (UTC) that changed, None where none did.
    """

    plans: tuple[tuple[Person, tuple[Planned, ...]], ...]
    earliest: datetime | None


async def replan_all(coach: Coach, connection: AsyncConnection, owner: Member) -> Replanned:
    """Reconcile the nudges of all of a member's people after a change of their settings.

    Three statements.
    """
    key = coach.keyring.open(owner.data_key)
    everyone = await events.load_all(connection, key, owner.id)
    stored = by_person(await nudges.of_member(connection, owner.id))
    plans = tuple(
        (who, plan(Case(owner, who, happened), stored.get(who.id, ())))
        for who, happened in everyone
    )
    wanted = {who.id: planned for who, planned in plans}
    everything = [one for kept in stored.values() for one in kept]
    earliest = await nudges.reconcile(connection, owner.id, wanted, everything)
    standing = tuple(
        (who, tuple(_not_given_up(planned, stored.get(who.id, ())))) for who, planned in plans
    )
    return Replanned(standing, earliest)


def _not_given_up(planned: Iterable[Planned], stored: Iterable[StoredNudge]) -> Iterable[Planned]:
    """Without those that were dropped for good: planning them again doesn't bring them back."""
    dropped = {one.key: one.due for one in stored if one.state is NudgeState.DROPPED}
    return (one for one in planned if one.key not in dropped or one.due > dropped[one.key])


def by_person(stored: Iterable[StoredNudge]) -> dict[str, list[StoredNudge]]:
    """Nudges by the person they are about."""
    found: dict[str, list[StoredNudge]] = {}
    for one in stored:
        found.setdefault(one.person_id, []).append(one)
    return found


def plan(case: Case, stored: Sequence[StoredNudge]) -> tuple[Planned, ...]:
    """The nudges that should exist for one person."""
    sent = {one.key: one.sent for one in stored if one.sent is not None}
    if not sent:
        return case.everything
    return plan_person(case.timeline, sent, case.member.wishes, case.member.bounds)


def standing_of(case: Case, stored: Sequence[StoredNudge], now: datetime) -> Standing:
    """What a member sees of a case at `now` (UTC)."""
    planned = plan(case, stored)
    coming = sorted((one for one in planned if one.due > now), key=lambda one: one.due)
    due = due_of(case, now)
    return Standing(
        member=case.member,
        person=case.person,
        state=case.state,
        next=Upcoming(coming[0].due, coming[0].key) if coming else None,
        due=due,
        waiting=tuple(one.key for one in planned if one.key in due),
    )


def due_of(case: Case, now: datetime) -> tuple[NudgeKey, ...]:
    """The nudges whose time has come at `now` (UTC) and whose reason still stands, sent or not."""
    due = [
        one.key
        for one in case.everything
        if one.due <= now and (one.deadline is None or one.deadline > now)
    ]
    return latest_of_each(due)


def latest_of_each(keys: Sequence[NudgeKey]) -> tuple[NudgeKey, ...]:
    """Of each series of nudges the last one; silent ones are left out."""
    last: dict[tuple[NudgeKind, int], NudgeKey] = {}
    for key in keys:
        if RULES[key.kind].travel is not Travel.SILENT:
            series = (key.kind, key.cycle)
            last[series] = max(last.get(series, key), key, key=lambda one: one.n)
    return tuple(last.values())


def is_repeat(case: Case, caller: Caller) -> bool:
    """Whether this interaction wrote to the history already."""
    return caller.interaction is not None and any(
        event.interaction == caller.interaction for event in case.events
    )


def misfit(state: State, kind: EventKind, name: str) -> Feedback:
    """Why `kind` can't be reported now, and what to do instead."""
    if state.stage is Stage.REMOVED:
        return NoSuchPerson()
    if kind is EventKind.FOLLOWED_UP and state.stage is Stage.FOLLOWED_UP:
        return DoesNotFit(
            N_(
                "You have followed up with {name} once, and once is right: a third message "
                "tends to feel like pressure. Silence isn't a no to you. You could write to "
                "somebody else meanwhile; /people add."
            ),
            name=name,
        )
    if state.stage is Stage.CLOSED:
        return DoesNotFit(_CLOSED[state.closing or Closing.LET_GO], name=name)
    return DoesNotFit(
        N_("That doesn't fit where you are with {name}. /coach shows the next step."),
        name=name,
    )


_CLOSED = {
    Closing.DECLINED: N_(
        "{name} said no, so I closed that one; we leave it there. "
        "/people add starts with somebody else."
    ),
    Closing.NO_REPLY: N_(
        "{name} is closed because no answer came. If one came after all, "
        "tell me with /reply and it opens again."
    ),
    Closing.CANCELLED: N_(
        "The talk with {name} was cancelled and is closed. If you agreed on a new time, "
        "tell me with /meet plan and it opens again."
    ),
    Closing.LET_GO: N_(
        "You let {name} go. If they answered after all, tell me with /reply and it opens again."
    ),
    Closing.REFERRED: N_(
        "{name} pointed you to somebody else, so this one is closed. "
        "If you are in touch again, /log opens it."
    ),
}
