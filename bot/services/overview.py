"""Where a member stands with everybody: what `/coach` shows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.coaching.events import Event
from bot.coaching.planner import Timeline
from bot.coaching.rules import RULES
from bot.coaching.stages import NudgeKey, Stage
from bot.services import first_steps, history, starting, undoing
from bot.services.coach import Caller, Coach
from bot.services.first_steps import FirstStep
from bot.services.history import NoSuchPerson, Standing, Upcoming
from bot.services.outgoing import Item
from bot.services.undoing import UNDO_WITHIN, Step
from bot.storage import events, members, nudges, standings, writings
from bot.storage.records import Case, Member, Person, Writing
from bot.storage.standings import Coming, Stood
from bot.storage.tables import EPOCH

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


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was read of a member: everybody, what comes next, and what was reported lately; of
    somebody who is the only one, everything that was ever reported."""

    owner: Member
    everybody: Sequence[Stood]
    coming: Mapping[str, Coming]
    happened: Sequence[tuple[str, Event]]


async def look_around(coach: Coach, caller: Caller) -> Overview:
    """What `/coach` shows. A member who is new is made known first."""
    now = coach.clock.now()
    seen = await _everybody(coach, caller, now)
    if seen is None:
        return Overview(await starting.begin(coach, caller), now)
    found = [
        _standing(seen, one, one.person, now) for one in seen.everybody if one.person is not None
    ]
    return Overview(
        member=seen.owner,
        now=now,
        standings=tuple(sorted(found, key=_most_due)),
        first=_first_step(seen, found),
        undo=undoing.latest(seen.happened, now),
    )


async def _everybody(coach: Coach, caller: Caller, now: datetime) -> _Seen | None:
    """What the overview is made of; None where the member is new. Four statements."""
    async with coach.database.read() as connection:
        owner = await members.load(connection, coach.keyring, caller.member_id)
        if owner is None:
            return None
        key = coach.keyring.open(owner.data_key)
        everybody = await standings.of_member(connection, key, owner.id)
        coming = await standings.coming(connection, owner.id, now)
        is_alone = sum(one.person is not None for one in everybody) == 1
        since = EPOCH if is_alone else now - UNDO_WITHIN
        happened: Sequence[tuple[str, Event]] = ()
        if any(one.recorded >= since for one in everybody):
            happened = await events.recent(connection, owner.id, since)
        return _Seen(owner, everybody, coming, happened)


def _standing(seen: _Seen, one: Stood, who: Person, now: datetime) -> Standing:
    timeline = Timeline((), who.has_questions, one.state)
    coming = seen.coming.get(who.id)
    return Standing(
        member=seen.owner,
        person=who,
        state=one.state,
        next=None if coming is None else Upcoming(coming.due, coming.key),
        due=history.due_of(timeline, seen.owner, now),
    )


def _first_step(seen: _Seen, found: Sequence[Standing]) -> FirstStep | None:
    """The next of the first questions: only about the first person, and nothing is due."""
    if len(found) != 1 or found[0].due:
        return None
    who = found[0].person
    about = (event for person_id, event in seen.happened if person_id == who.id)
    events_of = tuple(sorted(about, key=lambda event: event.seq))
    step = first_steps.step_of(Case(seen.owner, who, events_of, known=found[0].state))
    return None if step is None else FirstStep(found[0], step)


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
