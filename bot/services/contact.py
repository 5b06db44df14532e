"""Any contact with somebody: it starts the keep-in-touch clock anew."""

from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.events import EventKind
from bot.services import history
from bot.services.coach import Caller, Coach
from bot.services.history import Change, MovedOn, Outcome, Report
from bot.storage.records import Case


class Contact(StrEnum):
    """How the member and the person were in touch."""

    MESSAGE = "message"
    CALL = "call"
    MET = "met"
    SHARED = "shared"
    OTHER = "other"


async def log(
    coach: Coach,
    caller: Caller,
    person_id: str,
    how: Contact = Contact.OTHER,
    note: str = "",
    contacts: int | None = None,
) -> Outcome:
    """They were in touch. `note` is what the member wants to remember of it.

    `contacts` is how many contacts there had been when a button was made; `MovedOn` where
    another was reported since.
    """

    async def decision(_connection: AsyncConnection, case: Case) -> Change:
        if contacts is not None and contacts != case.state.contacts:
            raise MovedOn(case.person.name)
        facts = {"how": how.value}
        return Change([Report(EventKind.TOUCHED, facts=facts, words=note or None)])

    return await history.decide(coach, caller, person_id, decision)
