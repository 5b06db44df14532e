"""The first three minutes: one person from a name to a first draft, a question at a time.

Every answer is stored at once, and the next question follows from what is stored. So whoever
breaks off, or finds the coach restarted, goes on where they were.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.events import EventKind, standing
from bot.coaching.stages import Stage
from bot.services import history, people
from bot.services.coach import Caller, Coach
from bot.services.history import Change, MovedOn, NoSuchPerson, Report, Standing
from bot.storage import events, nudges
from bot.storage.records import Case, Details

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


def step_of(case: Case) -> Step | None:
    """The next question about a person."""
    stage = case.state.stage
    if stage is Stage.DRAFTED:
        return Step.DRAFT
    if stage is not Stage.IDEA:
        return None
    details, about = case.person.details, case.member.about
    if not details.via and not _goes_direct(case):
        return Step.ROUTE
    if not details.why and details.via:
        return Step.WHY
    return Step.DRAFT if about.goal and about.two_sentences else Step.ABOUT


def _goes_direct(case: Case) -> bool:
    return any(event.kind in _NOT_INTRODUCED for event in standing(case.events))


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
        if first.step is None:
            raise
        return first
    return await look(coach, caller, outcome.standing.person.id)


async def name_introducer(coach: Coach, caller: Caller, person_id: str, friend: str) -> FirstStep:
    """Somebody could introduce the member. Raises `NoSuchPerson`, `MovedOn`."""
    return await _note(coach, caller, person_id, lambda details: replace(details, via=friend))


async def say_why(coach: Coach, caller: Caller, person_id: str, why: str) -> FirstStep:
    """What made the member think of the person. Raises `NoSuchPerson`, `MovedOn`."""
    return await _note(coach, caller, person_id, lambda details: replace(details, why=why))


async def _note(
    coach: Coach, caller: Caller, person_id: str, change: Callable[[Details], Details]
) -> FirstStep:
    async def noted(_connection: AsyncConnection, case: Case) -> Change:
        if case.state.stage is not Stage.IDEA:
            raise MovedOn(case.person.name)
        return Change(person=replace(case.person, details=change(case.person.details)))

    await history.decide(coach, caller, person_id, noted)
    return await look(coach, caller, person_id)


async def go_direct(coach: Coach, caller: Caller, person_id: str) -> FirstStep:
    """Nobody could introduce the member. Raises `NoSuchPerson`, `MovedOn`."""

    async def gone(_connection: AsyncConnection, case: Case) -> Change:
        step = step_of(case)
        if step is None:
            raise MovedOn(case.person.name)
        return Change((Report(EventKind.GONE_DIRECT),) if step is Step.ROUTE else ())

    await history.decide(coach, caller, person_id, gone)
    return await look(coach, caller, person_id)
