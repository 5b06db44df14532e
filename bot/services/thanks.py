"""Saying thank you: to the person, and to whoever introduced them."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import content
from bot.coaching.checks.findings import Finding, Known
from bot.coaching.events import EventKind
from bot.coaching.gifts import means_a_gift
from bot.coaching.planner import THANK_YOU_SILENT_AFTER, promise_day
from bot.coaching.retelling import as_told
from bot.coaching.stages import AFTER_TALK, Promise, Stage, State, may
from bot.feedback import N_
from bot.services import drafting, history
from bot.services.coach import Caller, Coach
from bot.services.history import (
    Change,
    DoesNotFit,
    Expected,
    MovedOn,
    NoSuchPerson,
    Outcome,
    Report,
)
from bot.services.meetings import NOTE, NOTES
from bot.storage import events, writings
from bot.storage.nudges import Along
from bot.storage.records import Case, Person, Writing


class Format(StrEnum):
    """How the thanks travel."""

    EMAIL = "email"
    CARD = "card"
    INTRODUCER = "introducer"
    """An e-mail to the friend who introduced the member."""
    REPORT_BACK = "report_back"
    """What came of the advice, some weeks later."""


_DRAFTS = {
    Format.EMAIL: "thanks_email",
    Format.CARD: "thanks_card",
    Format.INTRODUCER: "thanks_introducer",
    Format.REPORT_BACK: "report_back",
}
ESSENCE, STEP = 300, 160
"""Characters of a note and of a promise that go into a thank-you."""

CHECKED = frozenset({Format.EMAIL, Format.CARD})
"""What needs a note, and has to pass the check before it is shown as it was composed."""

_NOTED, _PROMISE = (NOTE, NOTES), "promise"


@dataclass(frozen=True, slots=True)
class ThankYou:
    """A thank-you; `draft` is None where the member has noted nothing yet.

    `gift`: the member's notes speak of a gift. `belated`: the talk is more than five days ago.
    `is_own`: these are the member's own words, as they were checked last. `promise` is the
    number of the promise that it tells about. `lacking` is what the check finds in it: what only
    the member can supply or mend.
    """

    person: Person
    state: State
    draft: Writing | None
    gift: bool = False
    belated: bool = False
    is_own: bool = False
    promise: int | None = None
    lacking: tuple[Finding, ...] = ()


def own(kind: str) -> str:
    """Where a thank-you in the member's own words is kept; empty where they wanted a fresh one."""
    return f"own_{kind}"


async def draft(
    coach: Coach,
    caller: Caller,
    person_id: str,
    how: Format = Format.EMAIL,
    *,
    as_it_is: bool = False,
    anew: bool = False,
) -> ThankYou:
    """The thank-you from what the member noted, kept as shown. Raises `NoSuchPerson`.

    What they wrote themself comes before it, unless it is written `anew`. `as_it_is`: without a
    note, where there is none, and without looking for what it lacks.
    """
    found: list[ThankYou] = []

    async def decision(_connection: AsyncConnection, case: Case) -> Change:
        if case.state.stage is Stage.REMOVED:
            raise NoSuchPerson
        kind = own(_DRAFTS[how])
        found[:] = [compose(coach, caller, case, how, bare=as_it_is, anew=anew)]
        written = found[0].draft
        given_up = [Writing(kind, "")] if anew else []
        return Change(drafts=[written, *given_up] if written else given_up)

    along = to_read(caller, person_id, how)
    await history.decide(coach, replace(caller, interaction=None), person_id, decision, along=along)
    return found[0] if as_it_is else await judged(found[0], how)


def to_read(
    caller: Caller, person_id: str, how: Format, promise: int | None = None
) -> Callable[[Case], Along]:
    """What `compose` needs beside a case: notes, own words, and those of the promise it names."""
    kinds = (*_NOTED, own(_DRAFTS[how]))

    def along(case: Case) -> Along:
        found = writings.to_read_along(caller.member_id, person_id, kinds)
        named = _named(case, how, promise)
        if named is not None:
            found[_PROMISE] = events.words_to_read_along(person_id, named.seq)
        return found

    return along


def _named(case: Case, how: Format, number: int | None) -> Promise | None:
    """The promise that a text tells about: the one of that number, else what is kept and untold,
    else the soonest. What is to be done next is the soonest that is not kept."""
    state, zone = case.state, case.member.preferences.zone
    if number is not None:
        return state.promise(number)
    tells = how is Format.REPORT_BACK
    fitting = [one for one in state.promises if tells or one.kept is None]
    return min(
        fitting,
        key=lambda one: (one.kept is None, promise_day(state, one, zone), one.number),
        default=None,
    )


def compose(
    coach: Coach,
    caller: Caller,
    case: Case,
    how: Format = Format.EMAIL,
    *,
    promise: int | None = None,
    bare: bool = False,
    anew: bool = False,
) -> ThankYou:
    """A thank-you from what is noted, of a case that was read with it (`to_read`).

    `bare` writes it even where nothing is; `anew` leaves the member's own words aside.
    """
    kind = _DRAFTS[how]
    noted = _noted(coach, case, own(kind))
    named = _named(case, how, promise)
    own_words = "" if anew else noted.get(own(kind), "")
    found = ThankYou(
        case.person,
        case.state,
        None,
        gift=any(means_a_gift(noted.get(one, "")) for one in (*_NOTED, _PROMISE)),
        belated=is_belated(case.state, coach.clock.now()),
        is_own=bool(own_words),
        promise=named.number if named and how is Format.REPORT_BACK else None,
    )
    if how in CHECKED and not (noted.get(NOTE) or own_words or bare):
        return found
    more = {
        "note": _essence(as_told(noted.get(NOTE, ""), case.person.name)),
        "promise": _essence(noted.get(_PROMISE, ""), STEP),
        "belated": found.belated,
    }
    [draft] = drafting.compose((kind,), caller.language, case.member, case.person, more)
    return replace(found, draft=replace(draft, body=own_words) if own_words else draft)


def _noted(coach: Coach, case: Case, own_kind: str) -> Mapping[str, str]:
    """What the member wrote, by kind, of a case that was read with it."""
    key = coach.keyring.open(case.member.data_key)
    found = {
        one.kind: one.body for one in writings.read_along(case.along, key, (*_NOTED, own_kind))
    }
    promised = case.along.get(_PROMISE)
    return found if promised is None else {**found, _PROMISE: key.unseal(promised)}


def _essence(words: str, limit: int = ESSENCE) -> str:
    """The first whole sentences of a note, without a gift: a thank-you has four lines."""
    kept = ""
    for sentence in content.split_sentences(" ".join(words.split())):
        if means_a_gift(sentence):
            continue
        if kept and len(kept) + len(sentence) >= limit:
            break
        kept = f"{kept} {sentence}".strip()
    return content.shortened(kept, limit)


async def judged(found: ThankYou, how: Format) -> ThankYou:
    """With what the check finds in it, where it was composed and is not in their own words."""
    if found.draft is None or found.is_own or how not in CHECKED:
        return found
    known = Known(reader=found.person.name)
    lacking = await asyncio.to_thread(_check, found.draft.body, known)
    return replace(found, lacking=tuple(lacking))


def _check(text: str, known: Known) -> list[Finding]:
    # The rules take memory that a bot in which nobody checks anything doesn't need.
    from bot.coaching.checks.thanks import check_thanks  # noqa: PLC0415

    return check_thanks(text, known)


def is_belated(state: State, now: datetime) -> bool:
    """Whether the thanks come more than five days after the talk."""
    since = state.thank_you_from or (state.meeting.ends if state.meeting else None)
    return since is not None and now - since > THANK_YOU_SILENT_AFTER


async def happened(
    coach: Coach, caller: Caller, person_id: str, expected: Expected | None = None
) -> tuple[Outcome, ThankYou | None]:
    """The talk took place; the thank-you comes at once, as the first of three.

    It is None where the same interaction came twice.
    """
    found: list[ThankYou] = []

    async def decision(_connection: AsyncConnection, case: Case) -> Change:
        found[:] = [compose(coach, caller, case)]
        first = found[0].draft
        return Change([Report(EventKind.MET)], [first] if first else ())

    along = to_read(caller, person_id, Format.EMAIL)
    outcome = await history.decide(
        coach, caller, person_id, decision, expected=expected, along=along
    )
    return outcome, await judged(found[0], Format.EMAIL) if found else None


async def sent(
    coach: Coach, caller: Caller, person_id: str, expected: Expected | None = None
) -> Outcome:
    """The thank-you went out."""

    async def decision(_connection: AsyncConnection, case: Case) -> Change:
        state = case.state
        if not may(state, EventKind.THANKED) and state.stage is not Stage.CLOSED:
            raise _no_thanks_due(state, case.person.name)
        return Change([Report(EventKind.THANKED)])

    return await history.decide(coach, caller, person_id, decision, expected=expected)


def _no_thanks_due(state: State, name: str) -> DoesNotFit:
    if state.stage in AFTER_TALK:
        return DoesNotFit(N_("You have thanked {name} already; that is noted."), name=name)
    return DoesNotFit(
        N_(
            "I don't know of a talk with {name} yet. If it took place, tell me with /meet done "
            "first; the thank-you comes right after."
        ),
        name=name,
    )


async def skipped(
    coach: Coach, caller: Caller, person_id: str, expected: Expected | None
) -> Outcome:
    """No thank-you this time."""
    report = Report(EventKind.THANK_YOU_SKIPPED)
    return await history.record(coach, caller, person_id, report, expected=expected)


async def introducer_thanked(coach: Coach, caller: Caller, person_id: str) -> Outcome:
    """Whoever made the introduction has been thanked. Raises `MovedOn` the second time."""

    async def decision(_connection: AsyncConnection, case: Case) -> Change:
        if case.state.introducer_thanked:
            raise MovedOn(case.person.name)
        return Change([Report(EventKind.INTRODUCER_THANKED)])

    return await history.decide(coach, caller, person_id, decision)
