"""What is known about one person, in the one read that a form may wait for."""

from dataclasses import dataclass

from bot.coaching.stages import Stage, State
from bot.services import choosing
from bot.services.coach import Caller, Coach
from bot.services.history import NoSuchPerson
from bot.storage import events
from bot.storage.records import Member, Person


@dataclass(frozen=True, slots=True)
class Known:
    """A member, one of their people and where they stand; nothing of what is coming."""

    member: Member
    person: Person
    state: State


async def known(coach: Coach, caller: Caller, person_id: str) -> Known:
    """What forms are filled with, in one statement. Raises `NoSuchPerson`."""
    async with coach.database.read() as connection:
        case = await events.load_case(connection, coach.keyring, caller.member_id, person_id)
    if case is None or case.state.stage is Stage.REMOVED:
        raise NoSuchPerson
    return Known(case.member, case.person, case.state)


async def known_as(coach: Coach, caller: Caller, given: str | None) -> Known:
    """As `known`, of whoever is meant (`choosing.resolve`), in one statement all the same.

    Raises `NobodyYet`, `NoSuchPerson`, `WhichPerson`.
    """
    person_id = choosing.without_reading(coach, caller, given)
    if person_id is not None:
        return await known(coach, caller, person_id)
    async with coach.database.read() as connection:
        cases = await events.load_cases(connection, coach.keyring, caller.member_id)
    there = {one.person.id: one for one in cases if one.state.stage is not Stage.REMOVED}
    labels = [choosing.label(one.person, one.state.stage) for one in there.values()]
    found = there[choosing.meant(labels, given)]
    return Known(found.member, found.person, found.state)
