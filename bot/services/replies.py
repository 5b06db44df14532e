"""What came back: yes, later, no, somebody else, or an address that doesn't work."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.events import EventKind, Fact
from bot.services import history
from bot.services.coach import Caller, Coach
from bot.services.history import Change, Expected, Outcome, Report
from bot.services.people import require_to_come
from bot.storage.records import Case


class Answered(StrEnum):
    """How a person answered."""

    YES = "yes"
    LATER = "later"
    NO = "no"
    REFERRED = "referred"
    BOUNCED = "bounced"


_EVENTS = {
    Answered.YES: EventKind.REPLIED,
    Answered.LATER: EventKind.LATER,
    Answered.NO: EventKind.DECLINED,
    Answered.REFERRED: EventKind.REFERRED,
    Answered.BOUNCED: EventKind.BOUNCED,
}


async def reply(
    coach: Coach,
    caller: Caller,
    person_id: str,
    answered: Answered,
    *,
    at: datetime | None = None,
    until: date | None = None,
    note: str = "",
    expected: Expected | None = None,
) -> Outcome:
    """An answer came at `at` (UTC; None for now). `note` is kept with it.

    `until` is the day (in the member's zone) to come back to somebody who said "later"; four
    weeks from now where none is given. Raises `BadInput` for a day that is here already.
    """
    facts: dict[str, Fact] = {"until": until.isoformat()} if until else {}

    async def answer(_connection: AsyncConnection, case: Case) -> Change:
        if until is not None:
            require_to_come(until, case.member, coach.clock.now())
        return Change([Report(_EVENTS[answered], at, facts, note or None)])

    return await history.decide(coach, caller, person_id, answer, expected=expected)
