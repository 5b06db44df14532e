"""Where a member stands with everybody: what `/coach` shows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.events import EventKind
from bot.coaching.rules import RULES
from bot.coaching.stages import NudgeKey, Stage
from bot.keys import DataKey
from bot.services import drafting, history, starting, undoing
from bot.services.coach import Caller, Coach
from bot.services.first_steps import FirstStep
from bot.services.history import NoSuchPerson, Standing, Upcoming
from bot.services.outgoing import Item
from bot.services.undoing import UNDO_WITHIN
from bot.storage import events, folds, members, nudges, standings, writings
from bot.storage.records import Case, Member, Person
from bot.storage.standings import Coming, Stood

_FIRST_STAGES = frozenset({Stage.IDEA, Stage.DRAFTED})
"""Where the first questions are asked."""

_NOT_PLAIN = frozenset({EventKind.UNDONE, EventKind.NOT_NOW})
"""What an undoing wrote last; anything else that was reported last can be taken back."""

_LATELY = 40
"""Events among which the latest step that can be taken back is looked for."""

_LATE = datetime(9999, 1, 1, tzinfo=UTC)


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
class Glance:
    """Where a member stands with one person, as far as a list shows it.

    `next` and `due` are those of `Standing`.
    """

    member: Member
    person: Person
    stage: Stage
    next: Upcoming | None
    due: tuple[NudgeKey, ...]
    stood: Stood = field(repr=False)

    def standing(self) -> Standing:
        """Everything about it."""
        return Standing(self.member, self.person, self.stood.state(), self.next, self.due)


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything about a member at `now` (UTC): most due first, then what comes soonest.

    `first` is the next question of the first three minutes, None where they are over or where
    there is nobody yet. `undo` is whether there is a step that can be taken back.
    """

    member: Member
    now: datetime
    people: tuple[Glance, ...] = ()
    first: FirstStep | None = None
    undo: bool = False

    @property
    def due(self) -> tuple[Glance, ...]:
        """Those about whom something is due."""
        return tuple(one for one in self.people if one.due)

    @property
    def coming(self) -> tuple[Glance, ...]:
        """Those about whom something comes, the soonest first."""
        waiting = [one for one in self.people if one.next and not one.due]
        return tuple(sorted(waiting, key=_soonest))

    @property
    def counts(self) -> dict[Group, int]:
        """How many people stand where, in the order of the method; empty groups left out."""
        found = Counter(GROUPS[one.stage] for one in self.people)
        return {group: found[group] for group in Group if found[group]}


@dataclass(frozen=True, slots=True)
class Opened:
    """One person, with the most important nudge that is due, if any."""

    standing: Standing
    item: Item | None


async def look_around(coach: Coach, caller: Caller) -> Overview:
    """What `/coach` shows. A member who is new is made known first."""
    now = coach.clock.now()
    async with coach.database.read() as connection:
        owner = await members.load(connection, coach.keyring, caller.member_id)
        if owner is not None:
            return await _overview(connection, owner, coach.keyring.open(owner.data_key), now)
    return Overview(await starting.begin(coach, caller), now)


async def _overview(
    connection: AsyncConnection, owner: Member, key: DataKey, now: datetime
) -> Overview:
    """Two statements, and one more where the next of the first questions is to be found."""
    everybody = await standings.of_member(connection, key, owner.id)
    coming = await standings.coming(connection, owner.id, now)
    glances = _glances(owner, everybody, coming, now)
    return Overview(
        member=owner,
        now=now,
        people=tuple(sorted(glances, key=_most_due)),
        first=await _first_step(connection, glances),
        undo=await _has_step(connection, owner.id, everybody, now),
    )


async def _has_step(
    connection: AsyncConnection, member_id: int, everybody: Sequence[Stood], now: datetime
) -> bool:
    """Whether something can be taken back. One statement, where that is not plain to see."""
    lately = [one.last for one in everybody if one.recorded >= now - UNDO_WITHIN]
    if not lately:
        return False
    if any(kind not in _NOT_PLAIN for kind in lately):
        return True
    happened = await events.recent(connection, member_id, now - UNDO_WITHIN, _LATELY)
    return undoing.latest(happened, now) is not None


def _glances(
    owner: Member, everybody: Sequence[Stood], coming: Mapping[str, Coming], now: datetime
) -> list[Glance]:
    preferences = owner.preferences
    marks = {asked: folds.mark(preferences, has_questions=asked) for asked in (False, True)}
    return [
        Glance(
            member=owner,
            person=one.person,
            stage=one.stage,
            next=_upcoming(coming.get(one.person.id)),
            due=_due(owner, one, marks[one.person.has_questions], now),
            stood=one,
        )
        for one in everybody
    ]


def _upcoming(coming: Coming | None) -> Upcoming | None:
    return None if coming is None else Upcoming(coming.due, coming.key)


def _due(owner: Member, one: Stood, settings: str, now: datetime) -> tuple[NudgeKey, ...]:
    """As `Standing.due`, from the plan that was kept where that was made for these settings."""
    due = None if one.kept is None else one.kept.due(settings, now)
    if due is None:
        return history.due_of(Case(owner, one.person, (), known=one.state()), now)
    return history.latest_of_each(due)


async def _first_step(connection: AsyncConnection, glances: Sequence[Glance]) -> FirstStep | None:
    """The next of the first questions: about the only person, where nothing is due."""
    if len(glances) != 1 or glances[0].due or glances[0].stage not in _FIRST_STAGES:
        return None
    standing = glances[0].standing()
    happened = await events.of_person(connection, standing.person.id)
    case = Case(standing.member, standing.person, happened, known=standing.state)
    first = FirstStep.of(standing, case)
    return None if first.step is None else first


async def open_person(coach: Coach, caller: Caller, person_id: str) -> Opened:
    """One person, to answer what is due. Raises `NoSuchPerson`."""
    async with coach.database.read() as connection:
        case = await events.load_case(connection, coach.keyring, caller.member_id, person_id)
        if case is None or case.state.stage is Stage.REMOVED:
            raise NoSuchPerson
        stored = await nudges.of_person(connection, person_id)
        standing = history.standing_of(case, stored, coach.clock.now())
        return Opened(standing, await _item(coach, connection, standing))


async def open_seen(coach: Coach, seen: Standing) -> Opened:
    """As `open_person`, of somebody whom `look_around` has seen: one statement more."""
    async with coach.database.read() as connection:
        return Opened(seen, await _item(coach, connection, seen))


def most_important(standing: Standing | Glance) -> NudgeKey | None:
    """Of what is due about a person, what goes first."""
    return min(standing.due, key=lambda key: RULES[key.kind].rank, default=None)


async def _item(coach: Coach, connection: AsyncConnection, standing: Standing) -> Item | None:
    """What goes first of all that is due, with the words that belong there: one statement."""
    due = most_important(standing)
    if due is None:
        return None
    item = Item(nudge_id=0, standing=standing, key=due, now=coach.clock.now())
    key, person_id = coach.keyring.open(standing.member.data_key), standing.person.id
    promise = standing.state.promise_of(due)
    if promise is not None:
        place = (person_id, promise.seq)
        words = await events.words_at(connection, {person_id: key}, {place})
        return replace(item, promise=words.get(place))
    written = await writings.of_person(connection, key, standing.member.id, person_id)
    bodies = {one.kind: one.body for one in written}
    has_draft = drafting.holds_a_draft(bodies)
    return replace(item, note=bodies.get("note"), has_draft=has_draft)


def _most_due(one: Glance) -> tuple[int, datetime, str]:
    due = most_important(one)
    rank = RULES[due.kind].rank if due else len(RULES)
    closed = one.stage is Stage.CLOSED
    return (rank + closed, one.next.at if one.next else _LATE, one.person.name.casefold())


def _soonest(one: Glance) -> datetime:
    return one.next.at if one.next else _LATE
