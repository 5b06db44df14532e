"""What is known about one person, in the one read that a form may wait for."""

from dataclasses import dataclass

from bot.coaching.stages import Stage, State, fold
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
    if case is None:
        raise NoSuchPerson
    state = fold(case.events)
    if state.stage is Stage.REMOVED:
        raise NoSuchPerson
    return Known(case.member, case.person, state)
