"""The people of a member: adding, listing, editing, letting go, forgetting.

Texts come in cleaned and within `LIMITS` (`bot.ui.text.within`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.events import Event, EventKind, Fact
from bot.coaching.names import normalised
from bot.coaching.preferences import LIMITS, Advice
from bot.coaching.stages import NudgeKey, Stage, State
from bot.feedback import N_, BadInput, Feedback
from bot.services import history
from bot.services.coach import Caller, Coach
from bot.services.history import Change, Expected, NoSuchPerson, Outcome, Report, Standing
from bot.services.moments import PickDay, day_to_come
from bot.services.starting import welcomed_in
from bot.storage import events, ids, members, nudges, people, writings
from bot.storage.errors import Conflict
from bot.storage.people import BeforeAdding
from bot.storage.records import Case, Details, Listed, Person, Writing

MINE, OUTSIDE = people.MINE, people.OUTSIDE
ENOUGH_OF_ONES_OWN = 3
"""After so many people in their own field a member is advised to look outside it."""


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
        owner, is_new = await welcomed_in(connection, coach, caller)
        key = coach.keyring.open(owner.data_key)
        found = BeforeAdding()
        if not is_new:
            found = await people.before_adding(
                connection, key, owner.id, added.name, caller.interaction, added.referred_by
            )
        if found.repeat is not None:
            return await _repeated(coach, connection, caller, found.repeat), None
        _refuse(added, found, anyway)
        added = _linked(added, found)
        now = coach.clock.now()
        await people.insert(connection, key, owner.id, added, now)
        report = Report(EventKind.ADDED, facts={"introducer": bool(added.details.via)})
        case, seqs = await history.append(
            coach, connection, caller, Case(owner, added, ()), [report]
        )
        earliest = await history.replan(connection, case, ())
        advice = advised(added.field, found.mine, found.outside)
        if advice is not None and advice in owner.wishes.given:
            advice = None
        if advice is not None:
            await members.change(connection, coach.keyring, history.told_once(owner, advice))
        standing = history.standing_of(case, (), now)
        return Outcome(standing, State(), seqs, advice=advice), earliest


def advised(field: str | None, mine: int, outside: int) -> Advice | None:
    """What fits once somebody in this field has come to so many others in either.

    Whose field was not said counts as in the member's own, which is where people begin.
    """
    is_enough = field != OUTSIDE and mine + 1 >= ENOUGH_OF_ONES_OWN and outside == 0
    return Advice.OUTSIDE if is_enough else None


def _refuse(added: Person, found: BeforeAdding, anyway: bool) -> None:
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


def _linked(added: Person, found: BeforeAdding) -> Person:
    """`added` with who referred the member to them as introducer, where none was named."""
    if added.referred_by is None:
        return added
    if found.referrer is None:
        raise NoSuchPerson
    via = added.details.via or found.referrer
    return replace(added, details=replace(added.details, via=via))


@dataclass(frozen=True, slots=True)
class Everyone:
    """The people of a member; `zone` and `language` are for wording their next dates."""

    people: tuple[Listed, ...]
    zone: str = "UTC"
    language: str = "en"


async def everyone(coach: Coach, caller: Caller, stages: Collection[Stage] = ()) -> Everyone:
    """The member's people at these stages (by default at any), the most due first.

    Whose time has come is due now, whether the coach has written about it or not.
    """
    now = coach.clock.now()
    async with coach.database.read() as connection:
        owner = await members.load(connection, coach.keyring, caller.member_id)
        if owner is None:
            return Everyone(())
        key = coach.keyring.open(owner.data_key)
        known = await events.load_all(connection, key, owner.id)
        stored = history.by_person(await nudges.of_member(connection, owner.id))
    there = stages or set(Stage) - {Stage.REMOVED}
    cases = [Case(owner, who, happened) for who, happened in known]
    wanted = [
        _listed(history.standing_of(case, stored.get(case.person.id, ()), now), now)
        for case in cases
        if case.state.stage in there
    ]
    wanted.sort(key=lambda one: (one.next_due is None, one.next_due, one.person.name.casefold()))
    return Everyone(tuple(wanted), owner.preferences.zone, owner.locale)


def _listed(standing: Standing, now: datetime) -> Listed:
    coming = standing.next.at if standing.next else None
    return Listed(standing.person, standing.state.stage, now if standing.due else coming)


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that is kept about one person. `notes` are what the member wrote, and when."""

    standing: Standing
    drafts: tuple[Writing, ...]
    notes: tuple[tuple[Event, str], ...]


async def show(coach: Coach, caller: Caller, person_id: str) -> Shown:
    """Everything about one person. Raises `NoSuchPerson`."""
    async with coach.database.read() as connection:
        case = await events.load_case(connection, coach.keyring, caller.member_id, person_id)
        if case is None or case.state.stage is Stage.REMOVED:
            raise NoSuchPerson
        key = coach.keyring.open(case.member.data_key)
        stored = await nudges.of_person(connection, person_id)
        drafts = await writings.of_person(connection, key, case.member.id, person_id)
        notes = await events.words(connection, key, person_id)
    standing = history.standing_of(case, stored, coach.clock.now())
    return Shown(standing, tuple(drafts), tuple(notes))


async def edit(
    coach: Coach, caller: Caller, person_id: str, changes: Mapping[str, Any], field: str | None
) -> Outcome:
    """Change what is written down about a person; `changes` names parts of `Details`.

    `field` None leaves it. Raises `NameMissing`, `OffLimits`, `NoSuchPerson`.
    """

    async def changed(connection: AsyncConnection, case: Case) -> Change:
        _refuse_removed(case)
        told: Mapping[str, Any] = changes
        details = replace(case.person.details, **told)
        if not normalised(details.name):
            raise NameMissing
        if normalised(details.name) != normalised(case.person.name):
            await _refuse_off_limits(coach, connection, case, details.name)
        advice = advised(field, case.along[MINE], case.along[OUTSIDE]) if field else None
        person = replace(case.person, details=details, field=field or case.person.field)
        return Change(person=person, advice=advice)

    along = people.fields_besides(caller.member_id, person_id)
    return await history.decide(coach, caller, person_id, changed, along=along)


def _refuse_removed(case: Case) -> None:
    if case.state.stage is Stage.REMOVED:
        raise NoSuchPerson


async def _refuse_off_limits(
    coach: Coach, connection: AsyncConnection, case: Case, name: str
) -> None:
    key = coach.keyring.open(case.member.data_key)
    name_mac = people.fingerprint(key, name)
    if await people.is_off_limits(connection, case.member.id, name_mac):
        raise OffLimits(name)


async def park(
    coach: Coach,
    caller: Caller,
    person_id: str,
    until: PickDay,
    expected: Expected | None = None,
) -> Outcome:
    """Leave a person alone until a day to come. Raises `BadInput`, and what picking it raises."""

    async def parked(_connection: AsyncConnection, case: Case) -> Change:
        day = day_to_come(until, coach.clock.now(), case.member.preferences.zone)
        return Change([Report(EventKind.PARKED, facts={"until": day.isoformat()})])

    return await history.decide(coach, caller, person_id, parked, expected=expected)


async def let_go(
    coach: Coach, caller: Caller, person_id: str, expected: Expected | None = None
) -> Outcome:
    """Close a person kindly; a reply or a contact opens them again."""
    report = Report(EventKind.LET_GO)
    return await history.record(coach, caller, person_id, report, expected=expected)


async def not_now(
    coach: Coach, caller: Caller, person_id: str, nudge: NudgeKey, expected: Expected | None
) -> Outcome:
    """No more of this nudge, in this cycle; nothing else changes."""
    facts: dict[str, Fact] = {"nudge": nudge.kind.value, "cycle": nudge.cycle}
    report = Report(EventKind.NOT_NOW, facts=facts)
    return await history.record(coach, caller, person_id, report, expected=expected)


async def forget(
    coach: Coach, caller: Caller, person_id: str, *, do_not_contact: bool = False
) -> str:
    """Delete a person and everything about them, for good; the name, said once more.

    With `do_not_contact` a fingerprint of the name stays, so that nobody adds it again by
    mistake. Raises `NoSuchPerson`.
    """
    async with coach.database.write() as connection:
        case = await history.load(coach, connection, caller, person_id)
        owner, name = case.member.id, case.person.name
        key = coach.keyring.open(case.member.data_key)
        named = await people.referred_by(connection, key, owner, person_id)
        if named:
            await people.change(connection, key, *(_without_referrer(one, name) for one in named))
        if do_not_contact:
            name_mac = people.fingerprint(key, name)
            await people.keep_away_from(connection, owner, name_mac, coach.clock.now())
        await erase(coach, connection, case)
    coach.labels.forget(caller.member_id)
    return name


async def erase(coach: Coach, connection: AsyncConnection, case: Case) -> None:
    """Delete a person with their history, of which nothing stays but that a message went out."""
    if _tells_of_a_message(case):
        known = history.told_once(case.member, Advice.SECOND_PERSON)
        await members.change(connection, coach.keyring, known)
    await people.delete(connection, case.member.id, case.person.id)


def _tells_of_a_message(case: Case) -> bool:
    """Whether it is in this history only that the member has ever sent a message."""
    asked = {EventKind.ASKED, EventKind.INTRODUCTION_ASKED}
    known = Advice.SECOND_PERSON in case.member.wishes.given
    return not known and any(event.kind in asked for event in case.events)


def _without_referrer(one: Person, name: str) -> Person:
    via = "" if one.details.via == name else one.details.via
    return replace(one, referred_by=None, details=replace(one.details, via=via))
