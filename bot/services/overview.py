"""Where a member stands with everybody: what `/coach` shows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.coaching.events import Event
from bot.coaching.rules import RULES
from bot.coaching.stages import NudgeKey, Stage
from bot.services import first_steps, history, starting, undoing
from bot.services.coach import Caller, Coach
from bot.services.first_steps import FirstStep
from bot.services.history import NoSuchPerson, Standing
from bot.services.outgoing import Item
from bot.services.undoing import Step
from bot.storage import events, members, nudges, writings
from bot.storage.records import Case, Member, Person, StoredNudge, Writing

_LATE = datetime(9999, 1, 1, tzinfo=UTC)
_KEPT_WORDS = frozenset({"note", "promise"})


class Group(StrEnum):
    """Stages as a member counts them."""

    IDEA = "idea"
    ASKED = "asked"
    ANSWERED = "answered"
    TALK = "talk"
    KEEPING = "keeping"
    PARKED = "parked"
    CLOSED = "closed"


GROUPS = {
    Stage.IDEA: Group.IDEA,
    Stage.DRAFTED: Group.IDEA,
    Stage.INTRODUCTION_ASKED: Group.ASKED,
    Stage.INTRODUCED: Group.ASKED,
    Stage.ASKED: Group.ASKED,
    Stage.FOLLOWED_UP: Group.ASKED,
    Stage.REPLIED: Group.ANSWERED,
    Stage.SCHEDULED: Group.TALK,
    Stage.MET: Group.TALK,
    Stage.THANKED: Group.KEEPING,
    Stage.KEEPING: Group.KEEPING,
    Stage.PARKED: Group.PARKED,
    Stage.CLOSED: Group.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything about a member at `now` (UTC): most due first, then what comes soonest.

    `first` is the next question of the first three minutes, None where they are over or where
    there is nobody yet. `undo` is the step that can be taken back.
    """

    member: Member
    now: datetime
    standings: tuple[Standing, ...] = ()
    first: FirstStep | None = None
    undo: Step | None = None

    @property
    def due(self) -> tuple[Standing, ...]:
        """Those about whom something is due."""
        return tuple(one for one in self.standings if one.due)

    @property
    def coming(self) -> tuple[Standing, ...]:
        """Those about whom something comes, the soonest first."""
        waiting = [one for one in self.standings if one.next and not one.due]
        return tuple(sorted(waiting, key=_soonest))

    @property
    def counts(self) -> dict[Group, int]:
        """How many people stand where, in the order of the method; empty groups left out."""
        found = Counter(GROUPS[one.state.stage] for one in self.standings)
        return {group: found[group] for group in Group if found[group]}


@dataclass(frozen=True, slots=True)
class Opened:
    """One person, with the most important nudge that is due, if any."""

    standing: Standing
    item: Item | None


async def look_around(coach: Coach, caller: Caller) -> Overview:
    """What `/coach` shows. A member who is new is made known first."""
    now = coach.clock.now()
    known = await _everybody(coach, caller)
    if known is None:
        return Overview(await starting.begin(coach, caller), now)
    owner, everyone, kept = known
    cases = [Case(owner, who, happened) for who, happened in everyone]
    there = [case for case in cases if case.state.stage is not Stage.REMOVED]
    standings = [history.standing_of(case, kept.get(case.person.id, ()), now) for case in there]
    happened = [(case.person.id, event) for case in cases for event in case.events]
    return Overview(
        member=owner,
        now=now,
        standings=tuple(sorted(standings, key=_most_due)),
        first=_first_step(there, standings),
        undo=undoing.latest(happened, now),
    )


async def _everybody(
    coach: Coach, caller: Caller
) -> tuple[Member, list[tuple[Person, tuple[Event, ...]]], dict[str, list[StoredNudge]]] | None:
    """The member, their people with the histories, and the nudges by person; None if new."""
    async with coach.database.read() as connection:
        owner = await members.load(connection, coach.keyring, caller.member_id)
        if owner is None:
            return None
        key = coach.keyring.open(owner.data_key)
        everyone = await events.load_all(connection, key, owner.id)
        stored = await nudges.of_member(connection, owner.id)
        return owner, everyone, history.by_person(stored)


def _first_step(cases: Sequence[Case], standings: Sequence[Standing]) -> FirstStep | None:
    """The next of the first questions: only about the first person, and nothing is due."""
    if len(cases) != 1 or standings[0].due:
        return None
    step = first_steps.step_of(cases[0])
    return None if step is None else FirstStep(standings[0], step)


async def open_person(coach: Coach, caller: Caller, person_id: str) -> Opened:
    """One person, to answer what is due. Raises `NoSuchPerson`."""
    async with coach.database.read() as connection:
        case = await events.load_case(connection, coach.keyring, caller.member_id, person_id)
        if case is None or case.state.stage is Stage.REMOVED:
            raise NoSuchPerson
        key = coach.keyring.open(case.member.data_key)
        stored = await nudges.of_person(connection, person_id)
        written = await writings.of_person(connection, key, case.member.id, person_id)
    now = coach.clock.now()
    standing = history.standing_of(case, stored, now)
    due = most_important(standing)
    return Opened(standing, None if due is None else _item(standing, due, written, now))


async def open_seen(coach: Coach, seen: Standing) -> Opened:
    """As `open_person`, of somebody whom `look_around` has seen: one statement more."""
    due = most_important(seen)
    if due is None:
        return Opened(seen, None)
    key = coach.keyring.open(seen.member.data_key)
    async with coach.database.read() as connection:
        written = await writings.of_person(connection, key, seen.member.id, seen.person.id)
    return Opened(seen, _item(seen, due, written, coach.clock.now()))


def most_important(standing: Standing) -> NudgeKey | None:
    """Of what is due about a person, what goes first."""
    return min(standing.due, key=lambda key: RULES[key.kind].rank, default=None)


def _item(standing: Standing, key: NudgeKey, written: Sequence[Writing], now: datetime) -> Item:
    words = {one.kind: one.body for one in written}
    return Item(
        nudge_id=0,
        standing=standing,
        key=key,
        now=now,
        note=words.get("note"),
        promise=words.get("promise"),
        has_draft=bool(words.keys() - _KEPT_WORDS),
    )


def _most_due(one: Standing) -> tuple[int, datetime, str]:
    due = most_important(one)
    rank = RULES[due.kind].rank if due else len(RULES)
    closed = one.state.stage is Stage.CLOSED
    return (rank + closed, one.next.at if one.next else _LATE, one.person.name.casefold())


def _soonest(one: Standing) -> datetime:
    return one.next.at if one.next else _LATE
