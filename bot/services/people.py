"""The people of a member: adding, listing, editing, letting go, forgetting.

Texts come in cleaned and within `LIMITS` (`bot.ui.text.within`).
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.events import EventKind
from bot.coaching.names import normalised
from bot.coaching.preferences import LIMITS
from bot.coaching.stages import State
from bot.feedback import N_, BadInput, Feedback
from bot.services import history
from bot.services.coach import Caller, Coach
from bot.services.history import NoSuchPerson, Outcome, Report
from bot.services.starting import ensure_in
from bot.storage import events, ids, nudges, people
from bot.storage.errors import Conflict
from bot.storage.records import Case, Details, Person

MINE, OUTSIDE = "mine", "outside"


class AlreadyThere(Feedback):
    """Somebody of that name is in the list; `person_id` is who. They may be added anyway."""

    def __init__(self, person_id: str, name: str) -> None:
        super().__init__(
            N_("{name} is in your list already. Is this somebody else with the same name?"),
            name=name,
        )
        self.person_id = person_id


class OffLimits(Feedback):
    """The member said that they should not be in touch with that name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_(
                "You told me that {name} asked not to be contacted, so I added nobody. "
                "If this is somebody else, a nickname or a second name helps me tell them apart."
            ),
            name=name,
        )


class ListFull(Feedback):
    """The member keeps as many people as fit."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Your list holds {count} people, and no more fit. "
                "/people forget makes room; then try again."
            ),
            count=LIMITS.people,
        )


class NameMissing(BadInput):
    """There is nothing to call the person by."""

    def __init__(self) -> None:
        super().__init__(N_("How shall I call them? A nickname is enough."))


async def add(
    coach: Coach,
    caller: Caller,
    *,
    name: str,
    organisation: str = "",
    role: str = "",
    why: str = "",
    via: str = "",
    field: str | None = None,
    referred_by: str | None = None,
    anyway: bool = False,
) -> Outcome:
    """Add somebody. `via` is who could introduce them, `field` `MINE` or `OUTSIDE`.

    `referred_by` is the person who pointed to them, who is then their introducer as well.
    `anyway` adds a second person of the same name. A member who is new is made known first.
    Raises `NameMissing`, `AlreadyThere`, `OffLimits`, `ListFull`, `NoSuchPerson`.
    """
    if not normalised(name):
        raise NameMissing
    details = Details(name, organisation, role, why, via)
    added = Person(ids.person_id(), details, field, referred_by)
    try:
        outcome, earliest = await _add(coach, caller, added, anyway)
    except Conflict:
        outcome, earliest = await _add(coach, caller, added, anyway)
    coach.labels.forget(caller.member_id)
    if earliest is not None:
        coach.wake(earliest)
    return outcome


async def _add(
    coach: Coach, caller: Caller, added: Person, anyway: bool
) -> tuple[Outcome, datetime | None]:
    async with coach.database.write() as connection:
        owner = await ensure_in(connection, coach, caller)
        key = coach.keyring.open(owner.data_key)
        name_mac = people.fingerprint(key, added.name)
        found = await people.before_adding(connection, owner.id, name_mac, caller.interaction)
        if found.repeat is not None:
            return await _repeated(coach, connection, caller, found.repeat), None
        _refuse(added, found, anyway)
        if added.referred_by is not None:
            added = await _linked(coach, connection, caller, added)
        now = coach.clock.now()
        await people.insert(connection, key, owner.id, added, now)
        report = Report(EventKind.ADDED, facts={"introducer": bool(added.details.via)})
        case, seqs = await history.append(
            coach, connection, caller, Case(owner, added, ()), [report]
        )
        earliest = await history.replan(connection, case, ())
        return Outcome(history.standing_of(case, (), now), State(), seqs), earliest


def _refuse(added: Person, found: people.BeforeAdding, anyway: bool) -> None:
    if found.off_limits:
        raise OffLimits(added.name)
    if found.same_name is not None and not anyway:
        raise AlreadyThere(found.same_name, added.name)
    if found.count >= LIMITS.people:
        raise ListFull


async def _repeated(
    coach: Coach, connection: AsyncConnection, caller: Caller, person_id: str
) -> Outcome:
    case = await events.load_case(connection, coach.keyring, caller.member_id, person_id)
    if case is None:
        raise NoSuchPerson
    stored = await nudges.of_person(connection, person_id)
    standing = history.standing_of(case, stored, coach.clock.now())
    return Outcome(standing, standing.state, repeated=True)


async def _linked(
    coach: Coach, connection: AsyncConnection, caller: Caller, added: Person
) -> Person:
    """`added` with who referred the member to them as introducer, where none was named."""
    referrer = await events.load_case(
        connection, coach.keyring, caller.member_id, added.referred_by or ""
    )
    if referrer is None:
        raise NoSuchPerson
    via = added.details.via or referrer.person.name
    return replace(added, details=replace(added.details, via=via))
