"""The first three minutes: one person from a name to a first draft, a question at a time.

Every answer is stored at once, and the next question follows from what is stored. So whoever
breaks off, or finds the coach restarted, goes on where they were. After the way to the person
come the parts of the request (`bot.services.parts`), as for everybody later.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.events import EventKind, standing
from bot.coaching.stages import Stage
from bot.services import history, people
from bot.services.asking import Drafted, Request
from bot.services.coach import Caller, Coach
from bot.services.history import Change, MovedOn, NoSuchPerson, Report, Standing
from bot.services.parts import NOTHING_TOLD, Part, Told, missing_parts
from bot.storage import events, nudges
from bot.storage.records import Case

_NOT_INTRODUCED = frozenset({EventKind.GONE_DIRECT, EventKind.INTRODUCTION_REFUSED})


class Step(StrEnum):
    """The questions of the first three minutes, after "Is there someone?"."""

    ROUTE = "route"
    """Does anyone you know also know them?"""
    PARTS = "parts"
    """What the request is made of, a part a question."""
    DRAFT = "draft"
    """The draft is there, or can be."""


@dataclass(frozen=True, slots=True)
class FirstStep:
    """What to ask next about one person; no `step` where the first ones are behind them."""

    standing: Standing
    step: Step | None
    part: Part | None = None

    @classmethod
    def of(cls, seen: Standing, case: Case) -> "FirstStep":
        """The next one about the person of `case`, seen as they stand."""
        missing = missing_parts(case)
        return cls(seen, step_of(case), missing[0] if missing else None)

    @property
    def is_to_be_written(self) -> bool:
        """Whether nothing but the draft is missing."""
        return self.step is Step.DRAFT and self.standing.state.stage is Stage.IDEA


def step_of(case: Case) -> Step | None:
    """The next question about a person."""
    stage = case.state.stage
    if stage is Stage.DRAFTED:
        return Step.DRAFT
    if stage is not Stage.IDEA:
        return None
    direct = any(event.kind in _NOT_INTRODUCED for event in standing(case.events))
    if not case.person.details.via and not direct:
        return Step.ROUTE
    return Step.PARTS if missing_parts(case) else Step.DRAFT


async def look(coach: Coach, caller: Caller, person_id: str) -> FirstStep:
    """What to ask next about a person. Raises `NoSuchPerson`."""
    async with coach.database.read() as connection:
        case = await events.load_case(connection, coach.keyring, caller.member_id, person_id)
        if case is None or case.state.stage is Stage.REMOVED:
            raise NoSuchPerson
        stored = await nudges.of_person(connection, person_id)
        return FirstStep.of(history.standing_of(case, stored, coach.clock.now()), case)


async def name_someone(
    coach: Coach, caller: Caller, *, name: str, why: str = "", via: str = ""
) -> FirstStep:
    """Add the first person; one who is in the list already and at these questions is gone on with.

    Raises what `people.add` raises, `AlreadyThere` where that person is further on.
    """
    try:
        outcome = await people.add(coach, caller, name=name, why=why, via=via)
    except people.AlreadyThere as known:
        first = await look(coach, caller, known.person_id)
        if first.step is None or first.is_to_be_written:
            raise
        return first
    added = outcome.standing
    if outcome.repeated:
        return await look(coach, caller, added.person.id)
    return FirstStep.of(added, Case(added.member, added.person, (), known=added.state))


async def name_introducer(coach: Coach, caller: Caller, person_id: str, friend: str) -> Drafted:
    """Somebody could introduce the member. Raises `NoSuchPerson`, `MovedOn`."""
    return await _Route(coach, caller, Told(via=friend)).run(person_id, None)


async def go_direct(coach: Coach, caller: Caller, person_id: str) -> Drafted:
    """Nobody could introduce the member. Raises `NoSuchPerson`, `MovedOn`."""
    return await _Route(coach, caller, goes_direct=True).run(person_id, None)


class _Route(Request):
    """The way to the person: kept, with the next question or with the draft."""

    def __init__(
        self,
        coach: Coach,
        caller: Caller,
        told: Told = NOTHING_TOLD,
        *,
        goes_direct: bool = False,
    ) -> None:
        super().__init__(coach, caller, None, told)
        self.goes_direct = goes_direct

    async def decide(self, connection: AsyncConnection, case: Case) -> Change:
        stage = case.state.stage
        is_late = bool(self.told.details()) and stage is not Stage.IDEA
        if is_late or stage not in {Stage.IDEA, Stage.DRAFTED}:
            raise MovedOn(case.person.name)
        is_new = self.goes_direct and step_of(case) is Step.ROUTE
        self.first = (Report(EventKind.GONE_DIRECT),) if is_new else ()
        return await super().decide(connection, case)
