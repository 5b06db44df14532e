"""Saying thank you: to the person, and to whoever introduced them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import content
from bot.coaching.events import EventKind
from bot.coaching.gifts import means_a_gift
from bot.coaching.planner import THANK_YOU_SILENT_AFTER
from bot.coaching.stages import AFTER_TALK, Stage, State, may
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
from bot.services.meetings import NOTE, NOTES, PROMISE
from bot.storage import writings
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
ESSENCE = 300
"""Characters of a note that go into a thank-you."""

_NEED_A_NOTE = frozenset({Format.EMAIL, Format.CARD})


@dataclass(frozen=True, slots=True)
class ThankYou:
    """A thank-you; `draft` is None where the member has noted nothing yet.

    `gift`: the member's notes speak of a gift. `belated`: the talk is more than five days ago.
    `is_own`: these are the member's own words, as they were checked last.
    """

    person: Person
    state: State
    draft: Writing | None
    gift: bool = False
    belated: bool = False
    is_own: bool = False


def own(kind: str) -> str:
    """Where a thank-you in the member's own words is kept; empty where they wanted a fresh one."""
    return f"own_{kind}"


async def draft(
    coach: Coach,
    caller: Caller,
    person_id: str,
    how: Format = Format.EMAIL,
    *,
    without_note: bool = False,
    anew: bool = False,
) -> ThankYou:
    """The thank-you from what the member noted, kept as shown. Raises `NoSuchPerson`.

    What they wrote themself comes before it, unless it is written `anew`.
    """
    found: list[ThankYou] = []

    async def decision(_connection: AsyncConnection, case: Case) -> Change:
        if case.state.stage is Stage.REMOVED:
            raise NoSuchPerson
        noted = dict(_noted(coach, case, own(_DRAFTS[how])))
        given_up = [Writing(own(_DRAFTS[how]), "")] if anew else []
        if anew:
            noted.pop(own(_DRAFTS[how]), None)
        found[:] = [_compose(coach, caller, case, noted, how, bare=without_note)]
        written = found[0].draft
        return Change(drafts=[written, *given_up] if written else given_up)

    along = _notes_along(caller, person_id, own(_DRAFTS[how]))
    await history.decide(coach, replace(caller, interaction=None), person_id, decision, along=along)
    return found[0]


_KINDS = (NOTE, PROMISE, NOTES)


def _notes_along(caller: Caller, person_id: str, *more: str) -> Along:
    return writings.to_read_along(caller.member_id, person_id, (*_KINDS, *more))


def _noted(coach: Coach, case: Case, *more: str) -> Mapping[str, str]:
    """What the member noted, by kind, of a case that was read with it."""
    key = coach.keyring.open(case.member.data_key)
    return {one.kind: one.body for one in writings.read_along(case.along, key, (*_KINDS, *more))}


def _compose(
    coach: Coach,
    caller: Caller,
    case: Case,
    noted: Mapping[str, str],
    how: Format = Format.EMAIL,
    *,
    bare: bool = False,
) -> ThankYou:
    """A thank-you from what is noted; `bare` writes it even where nothing is."""
    state = case.state
    belated = is_belated(state, coach.clock.now())
    gift = any(means_a_gift(noted.get(kind, "")) for kind in _KINDS)
    words = noted.get(own(_DRAFTS[how]), "")
    if how in _NEED_A_NOTE and not (noted.get(NOTE) or words or bare):
        return ThankYou(case.person, state, None, gift, belated)
    more = {
        "note": _essence(noted.get(NOTE, "")),
        "promise": _essence(noted.get(PROMISE, "")),
        "belated": belated,
    }
    composed = drafting.compose((_DRAFTS[how],), caller.language, case.member, case.person, more)
    draft = replace(composed[0], body=words) if words else composed[0]
    return ThankYou(case.person, state, draft, gift, belated, bool(words))


def _essence(words: str) -> str:
    """The first whole sentences of a note: a thank-you has four lines."""
    kept = ""
    for sentence in content.split_sentences(" ".join(words.split())):
        if kept and len(kept) + len(sentence) >= ESSENCE:
            break
        kept = f"{kept} {sentence}".strip()
    return content.shortened(kept, ESSENCE)


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
        noted = _noted(coach, case)
        found[:] = [_compose(coach, caller, case, noted)]
        first = found[0].draft
        return Change([Report(EventKind.MET)], [first] if first else ())

    along = _notes_along(caller, person_id)
    outcome = await history.decide(
        coach, caller, person_id, decision, expected=expected, along=along
    )
    return outcome, found[0] if found else None


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


async def skipped(coach: Coach, caller: Caller, person_id: str, expected: Expected) -> Outcome:
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


async def reported_back(
    coach: Coach, caller: Caller, person_id: str, promise: int | None = None
) -> Outcome:
    """The person knows what came of their advice.

    `promise` says for which promise (counted from 1) a button was made; `MovedOn` where that
    one is settled.
    """

    async def decision(_connection: AsyncConnection, case: Case) -> Change:
        state = case.state
        if promise is not None and (state.promised is None or promise != state.promises):
            raise MovedOn(case.person.name)
        return Change([Report(EventKind.REPORTED_BACK)])

    return await history.decide(coach, caller, person_id, decision)
