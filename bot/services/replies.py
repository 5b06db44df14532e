"""What came back: yes, later, no, somebody else, or an address that doesn't work."""

from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.events import EventKind, Fact
from bot.services import history
from bot.services.coach import Caller, Coach
from bot.services.history import Change, Expected, Outcome, Report
from bot.services.moments import PickDay, PickInstant, day_to_come
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
    at: PickInstant | None = None,
    until: PickDay | None = None,
    note: str = "",
    expected: Expected | None = None,
) -> Outcome:
    """An answer came at `at` (None for now). `note` is kept with it.

    `until` is the day to come back to somebody who said "later"; four weeks from now where none
    is given. Raises `BadInput` for a day that is here already, and what reading the two raises.
    """

    async def answer(_connection: AsyncConnection, case: Case) -> Change:
        now, zone = coach.clock.now(), case.member.preferences.zone
        facts: dict[str, Fact] = {}
        if until is not None:
            facts["until"] = day_to_come(until, now, zone).isoformat()
        instant = at(now, zone) if at else None
        return Change([Report(_EVENTS[answered], instant, facts, note or None)])

    return await history.decide(coach, caller, person_id, answer, expected=expected)
