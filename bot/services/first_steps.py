"""The first three minutes: one person from a name to a first draft, a question at a time.

Every answer is stored at once, and the next question follows from what is stored. So whoever
breaks off, or finds the coach restarted, goes on where they were.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.events import EventKind, standing
from bot.coaching.stages import Stage
from bot.services import history, people
from bot.services.asking import NOTHING_TOLD, Drafted, Request, Told, told_change, with_told
from bot.services.coach import Caller, Coach
from bot.services.history import Change, MovedOn, NoSuchPerson, Report, Standing
from bot.storage import events, nudges
from bot.storage.records import About, Case, Member, Person

_NOT_INTRODUCED = frozenset({EventKind.GONE_DIRECT, EventKind.INTRODUCTION_REFUSED})


class Step(StrEnum):
    """The questions of the first three minutes, after "Is there someone?"."""

    ROUTE = "route"
    """Does anyone you know also know them?"""
    WHY = "why"
    """What made you think of them?"""
    ABOUT = "about"
    """What do you hope to learn, and who are you, in two sentences?"""
    DRAFT = "draft"
    """The draft is there, or can be."""


@dataclass(frozen=True, slots=True)
class FirstStep:
    """What to ask next about one person; None where the first steps are behind them."""

    standing: Standing
    step: Step | None

    @property
    def is_to_be_written(self) -> bool:
        """Whether nothing but the draft is missing."""
        return self.step is Step.DRAFT and self.standing.state.stage is Stage.IDEA


def step_of(case: Case, *, goes_direct: bool = False) -> Step | None:
    """The next question about a person; `goes_direct` where nobody could introduce the member."""
    direct = goes_direct or any(event.kind in _NOT_INTRODUCED for event in standing(case.events))
    return _step(case.state.stage, case.member, case.person, direct=direct)


def _step(stage: Stage, member: Member, person: Person, *, direct: bool) -> Step | None:
    if stage is Stage.DRAFTED:
        return Step.DRAFT
    if stage is not Stage.IDEA:
        return None
    if not person.details.via and not direct:
        return Step.ROUTE
    if not person.details.why and person.details.via:
        return Step.WHY
    return _with_reason(member.about)


def _with_reason(about: About) -> Step:
    """The next question once it is said what made the member think of the person, or not."""
    return Step.DRAFT if about.goal and about.two_sentences else Step.ABOUT


async def look(coach: Coach, caller: Caller, person_id: str) -> FirstStep:
    """What to ask next about a person. Raises `NoSuchPerson`."""
    async with coach.database.read() as connection:
        case = await events.load_case(connection, coach.keyring, caller.member_id, person_id)
        if case is None or case.state.stage is Stage.REMOVED:
            raise NoSuchPerson
        stored = await nudges.of_person(connection, person_id)
        now = coach.clock.now()
        return FirstStep(history.standing_of(case, stored, now), step_of(case))


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
    step = _step(added.state.stage, added.member, added.person, direct=False)
    return FirstStep(added, step)


async def name_introducer(
    coach: Coach, caller: Caller, person_id: str, friend: str
) -> FirstStep | Drafted:
    """Somebody could introduce the member. Raises `NoSuchPerson`, `MovedOn`."""
    return await _Answer(coach, caller, Told(via=friend)).answer(person_id)


async def say_why(coach: Coach, caller: Caller, person_id: str, why: str) -> FirstStep | Drafted:
    """What made the member think of the person. Raises `NoSuchPerson`, `MovedOn`."""
    return await _Answer(coach, caller, Told(why=why)).answer(person_id)


async def skip_why(coach: Coach, caller: Caller, person_id: str) -> FirstStep | Drafted:
    """On without a reason. Raises `NoSuchPerson`, and what `asking.draft` raises."""
    return await _Answer(coach, caller, past_why=True).answer(person_id)


async def go_direct(coach: Coach, caller: Caller, person_id: str) -> FirstStep | Drafted:
    """Nobody could introduce the member. Raises `NoSuchPerson`, `MovedOn`."""
    return await _Answer(coach, caller, goes_direct=True).answer(person_id)


async def tell_about(
    coach: Coach, caller: Caller, person_id: str, told: Told
) -> FirstStep | Drafted:
    """Who the member is. Raises `NoSuchPerson`, and what `asking.draft` raises."""
    return await _Answer(coach, caller, told, past_why=True).answer(person_id)


class _Answer(Request):
    """An answer to one of the questions: kept, with the next question or with the draft.

    `past_why`: the reason was asked for, and is not asked for again.
    """

    def __init__(
        self,
        coach: Coach,
        caller: Caller,
        told: Told = NOTHING_TOLD,
        *,
        goes_direct: bool = False,
        past_why: bool = False,
    ) -> None:
        super().__init__(coach, caller, None, told, as_it_is=True)
        self.goes_direct, self.past_why = goes_direct, past_why
        self.step: Step | None = None

    async def answer(self, person_id: str) -> FirstStep | Drafted:
        drafted = await self.run(person_id, None)
        if drafted.outcome.repeated:
            return await look(self.coach, self.caller, person_id)
        return drafted if drafted.drafts else FirstStep(drafted.outcome.standing, self.step)

    async def decide(self, connection: AsyncConnection, case: Case) -> Change:
        told = with_told(case, self.told)
        self.step = self._next(case, told)
        is_new = self.goes_direct and step_of(case) is Step.ROUTE
        self.first = (Report(EventKind.GONE_DIRECT),) if is_new else ()
        if self.step is Step.DRAFT:
            return await super().decide(connection, case)
        return replace(told_change(case, told), reports=self.first)

    def _next(self, before: Case, told: Case) -> Step:
        """The next question. Raises `MovedOn`."""
        step = step_of(told, goes_direct=self.goes_direct)
        if self.past_why and step in {Step.WHY, None}:
            return _with_reason(told.member.about)
        is_late = bool(self.told.details()) and before.state.stage is not Stage.IDEA
        if step is None or is_late:
            raise MovedOn(before.person.name)
        return step
