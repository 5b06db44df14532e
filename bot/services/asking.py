"""Asking for a talk: the drafts of a request, what went out, and the one follow-up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.calendar import add_working_days, local_day
from bot.coaching.channels import REQUESTS, Channel, channel_of, followup_draft
from bot.coaching.events import Event, EventKind, Fact, standing
from bot.coaching.preferences import Advice
from bot.coaching.stages import BEFORE_REPLY, Stage, State
from bot.feedback import N_
from bot.services import drafting, history, proofing
from bot.services.coach import Caller, Coach
from bot.services.history import (
    Change,
    DoesNotFit,
    Expected,
    NoSuchPerson,
    Outcome,
    Report,
)
from bot.services.moments import PickInstant
from bot.services.parts import NOTHING_TOLD, Part, Told, missing_parts, with_told
from bot.services.proofing import Objection, Proof
from bot.storage import events, writings
from bot.storage.nudges import Along
from bot.storage.records import Case, Member, Writing

WEEK = timedelta(days=7)
INTRODUCED_REPLY = "introduced_reply"
COURAGE = "courage"
"""The fact of an event that was answered with a line of courage, which comes once a person."""

_ALL_REQUESTS = (INTRODUCED_REPLY, *(kind for kinds in REQUESTS.values() for kind in kinds))
DRAFTING_MOVES = frozenset({Stage.IDEA, Stage.INTRODUCED, Stage.PARKED})
"""Where a draft is a step ahead; elsewhere it only replaces the one before."""
STILL_TO_ASK = frozenset({Stage.IDEA, Stage.DRAFTED, Stage.PARKED})
"""Where the first question is whether somebody could introduce the member."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """Drafts to be copied, which pass their own check.

    There are none where something is `missing` that the member should say first, nor where
    there is an `objection`. `kind` is the draft that it is about.
    `someone_might_introduce`: nobody is known yet who knows them, so that is the first question.
    `as_short_as_it_gets`: nothing more could be cut. `encourages`: it is the first about this
    person, and the time for a word of courage.
    """

    outcome: Outcome
    channel: Channel
    kind: str
    drafts: tuple[Writing, ...] = ()
    missing: tuple[Part, ...] = ()
    objection: Objection | None = None
    someone_might_introduce: bool = False
    as_short_as_it_gets: bool = False
    kept: bool = False
    """They were written before, and are shown unchanged."""
    encourages: bool = False


async def draft(
    coach: Coach,
    caller: Caller,
    person_id: str,
    channel: Channel | None = None,
    *,
    told: Told = NOTHING_TOLD,
    anew: bool = False,
    as_it_is: bool = False,
    expected: Expected | None = None,
) -> Drafted:
    """The request to a person, kept and shown again unchanged until it is written `anew`.

    Without a `channel`: the one drafted last, else an introduction where somebody could make
    it, else e-mail. `as_it_is` drafts even where the member has not said everything yet.
    Raises `NoSuchPerson`, `DoesNotFit`, `MovedOn`.
    """
    request = Request(coach, caller, channel, told, anew=anew, as_it_is=as_it_is)
    return await request.run(person_id, expected)


async def shorten(
    coach: Coach, caller: Caller, person_id: str, expected: Expected | None = None
) -> Drafted:
    """The draft at hand without its longest dispensable sentence, kept in its place."""
    request = Request(coach, caller, None, as_it_is=True, shorter=True)
    return await request.run(person_id, expected)


async def sign(
    coach: Coach, caller: Caller, person_id: str, name: str, channel: Channel | None = None
) -> Drafted:
    """Keep the member's name, and show the draft at hand with it, shortened as it may be."""
    request = Request(coach, caller, channel, Told(name=name), as_it_is=True)
    return await request.run(person_id, None)


async def introduced(
    coach: Coach, caller: Caller, person_id: str, expected: Expected | None = None
) -> Drafted:
    """The introduction was made; the member's own message to both comes with it."""
    first = (Report(EventKind.INTRODUCED),)
    request = Request(coach, caller, None, as_it_is=True, first=first, kind=INTRODUCED_REPLY)
    return await request.run(person_id, expected)


async def go_direct(
    coach: Coach, caller: Caller, person_id: str, expected: Expected | None = None
) -> Drafted:
    """Without an introduction; the e-mail comes with it."""
    first = (Report(EventKind.GONE_DIRECT),)
    request = Request(coach, caller, Channel.EMAIL, as_it_is=True, first=first)
    return await request.run(person_id, expected)


async def introduction_refused(
    coach: Coach, caller: Caller, person_id: str, expected: Expected | None = None
) -> Outcome:
    """The friend, or the person, would rather not."""
    report = Report(EventKind.INTRODUCTION_REFUSED)
    return await history.record(coach, caller, person_id, report, expected=expected)


async def never_sent(
    coach: Coach, caller: Caller, person_id: str, expected: Expected | None = None
) -> Outcome:
    """The request that was reported as sent was not."""
    report = Report(EventKind.DRAFTED, facts={"never_sent": True})
    return await history.record(coach, caller, person_id, report, expected=expected)


class Request:
    """One drafting of a request: decided inside the transaction, told afterwards.

    Who has another question first asks it in a `decide` of their own.
    """

    def __init__(
        self,
        coach: Coach,
        caller: Caller,
        channel: Channel | None,
        told: Told = NOTHING_TOLD,
        *,
        anew: bool = False,
        as_it_is: bool = False,
        shorter: bool = False,
        first: tuple[Report, ...] = (),
        kind: str | None = None,
    ) -> None:
        self.coach, self.caller = coach, caller
        self.channel, self.told = channel, told
        self.anew, self.as_it_is, self.shorter = anew, as_it_is, shorter
        self.first, self.kind = first, kind
        self.kinds: tuple[str, ...] = ()
        self.proof = Proof()
        self.missing: tuple[Part, ...] = ()
        self.asks_for_introducer = False
        self.as_short_as_it_gets = False
        self.kept = False
        self.encourages = False

    async def run(self, person_id: str, expected: Expected | None) -> Drafted:
        await proofing.get_ready()
        outcome = await history.decide(
            self.coach,
            self.caller,
            person_id,
            self.decide,
            expected=expected,
            along=_kept_along(self.caller, person_id, _ALL_REQUESTS),
        )
        if outcome.repeated:
            return await _as_stored(self.coach, self.caller, outcome, self.channel)
        return Drafted(
            outcome,
            self.channel or Channel.EMAIL,
            self.kinds[0],
            self.proof.drafts,
            self.missing,
            self.proof.objection,
            self.asks_for_introducer,
            self.as_short_as_it_gets,
            self.kept,
            self.encourages,
        )

    async def decide(self, _connection: AsyncConnection, case: Case) -> Change:
        state = case.state
        _refuse_drafting(state, case, self.first)
        told = with_told(case, self.told)
        self.kinds = self._kinds(told, state)
        self.proof, self.missing = Proof(), ()
        kept = () if self._is_new() else _kept(self.coach, case, self.kinds)
        if not kept:
            self.missing = missing_parts(told)
        if not self.missing or self.as_it_is:
            self.proof = await self._write(kept, case, told)
        drafts = self.proof.drafts
        self.kept = bool(drafts) and drafts == kept
        return replace(
            told_change(case, told),
            reports=(*self.first, *(self._reports(state, case) if drafts else ())),
            drafts=() if self.kept else drafts,
        )

    async def _write(self, kept: tuple[Writing, ...], before: Case, told: Case) -> Proof:
        """The drafts as they are kept, signed and shortened as was asked for, or fresh ones."""
        proof = Proof(kept) if kept else await self._fresh(told)
        if kept and self.told.name is not None:
            proof = await self._signed(kept, before, told)
        if self.shorter and proof.drafts:
            proof = Proof(await self._shortened(proof.drafts, told))
        return proof

    async def _fresh(self, case: Case) -> Proof:
        return await proofing.written(self.kinds, self.caller.language, case)

    async def _signed(self, kept: tuple[Writing, ...], before: Case, told: Case) -> Proof:
        """The drafts with the name that was told; written anew where it does not fit in."""
        language, person = self.caller.language, told.person
        signed = tuple(
            drafting.signed(one, language, before.member, told.member, person) for one in kept
        )
        if await proofing.reads_as_well(signed[0], kept[0], told):
            return Proof(signed)
        fresh = await self._fresh(told)
        return fresh if fresh.drafts else Proof(kept)

    async def _shortened(self, drafts: tuple[Writing, ...], case: Case) -> tuple[Writing, ...]:
        first, *others = drafts
        cut = _shorter(first, case, self.caller.language)
        if cut is not None and not await proofing.reads_as_well(cut, first, case):
            cut = None
        self.as_short_as_it_gets = cut is None
        return (cut or first, *others)

    def _reports(self, state: State, case: Case) -> tuple[Report, ...]:
        """The draft as an event, where it is a step, changes the route or is cut."""
        facts: dict[str, Fact] = {"draft": self.kinds[0]}
        moves = bool(self.first) or state.stage in DRAFTING_MOVES
        changes = state.stage is Stage.DRAFTED and last_draft(case.events) != self.kinds[0]
        if self.shorter and not moves:
            changes = state.stage is Stage.DRAFTED and not self.as_short_as_it_gets
            facts["shorter"] = True
        self.encourages = (moves or changes) and not was_encouraged(case.events)
        if self.encourages:
            facts[COURAGE] = True
        return (Report(EventKind.DRAFTED, facts=facts),) if moves or changes else ()

    def _kinds(self, case: Case, state: State) -> tuple[str, ...]:
        if self.kind is not None:
            self.channel = channel_of(self.kind)
            return (self.kind,)
        if self.channel is None:
            kinds = default_kinds(case, state)
            self.channel = channel_of(kinds[0])
        elif self.channel is Channel.EMAIL and last_draft(case.events) == INTRODUCED_REPLY:
            kinds = (INTRODUCED_REPLY,)
        else:
            kinds = REQUESTS[self.channel]
        is_cold = self.channel is not Channel.INTRODUCTION and kinds[0] != INTRODUCED_REPLY
        direct = any(report.kind is EventKind.GONE_DIRECT for report in self.first)
        known = case.person.details.via or direct or _goes_direct(case)
        self.asks_for_introducer = is_cold and not known and state.stage in STILL_TO_ASK
        return kinds

    def _is_new(self) -> bool:
        return self.anew or self.told.is_more_than_a_name or bool(self.first)


def _refuse_drafting(state: State, case: Case, first: Sequence[Report]) -> None:
    """Raises what says why no request can be drafted now."""
    if state.stage is Stage.REMOVED:
        raise NoSuchPerson
    if first:
        return
    if state.stage is Stage.CLOSED:
        raise history.misfit(state, EventKind.DRAFTED, case.person.name)
    if state.stage not in BEFORE_REPLY | {Stage.PARKED}:
        raise DoesNotFit(
            N_("{name} has answered you, so no request is needed. /coach shows the next step."),
            name=case.person.name,
        )


def default_kinds(case: Case, state: State) -> tuple[str, ...]:
    """The drafts that fit best: the last ones, else an introduction, else an e-mail."""
    if state.stage is Stage.INTRODUCED:
        return (INTRODUCED_REPLY,)
    last = last_draft(case.events)
    channel = channel_of(last) if last else None
    if last == INTRODUCED_REPLY:
        return (INTRODUCED_REPLY,)
    if channel is not None:
        return REQUESTS[channel]
    wanted = case.person.details.via and not _goes_direct(case)
    return REQUESTS[Channel.INTRODUCTION if wanted else Channel.EMAIL]


def _goes_direct(case: Case) -> bool:
    """Whether the member said that nobody will introduce them."""
    return any(event.kind in _AWAY_FROM_FRIENDS for event in standing(case.events))


_AWAY_FROM_FRIENDS = frozenset({EventKind.INTRODUCTION_REFUSED, EventKind.GONE_DIRECT})


def last_draft(happened: Sequence[Event]) -> str | None:
    """The kind of the request drafted last and still wanted."""
    for event in reversed(standing(happened)):
        if event.kind is EventKind.INTRODUCTION_REFUSED:
            return None
        if event.kind is EventKind.DRAFTED and event.text("draft"):
            return event.text("draft")
    return None


def was_encouraged(happened: Sequence[Event]) -> bool:
    """Whether a draft or a "Later" came with a word of courage already, taken back or not."""
    return any(one.facts.get(COURAGE) for one in happened)


def told_change(before: Case, now: Case) -> Change:
    """What is to be written of what was told."""
    return Change(
        member=now.member if now.member != before.member else None,
        person=now.person if now.person != before.person else None,
    )


def _kept_along(caller: Caller, person_id: str, kinds: Iterable[str]) -> Along:
    return writings.to_read_along(caller.member_id, person_id, kinds)


def _kept(coach: Coach, case: Case, kinds: Sequence[str]) -> tuple[Writing, ...]:
    """The drafts of these kinds that were read along with the case; none unless all are there."""
    key = coach.keyring.open(case.member.data_key)
    found = writings.read_along(case.along, key, kinds)
    return tuple(drafting.latest(found, kinds))


async def _as_stored(
    coach: Coach, caller: Caller, outcome: Outcome, channel: Channel | None
) -> Drafted:
    """What a repeat of the same interaction is shown: the drafts as they are kept."""
    found = await drafting.stored(coach, caller, outcome.standing.person.id)
    for kind in (one.kind for one in found):
        belongs = channel_of(kind)
        if belongs is not None and channel in {None, belongs}:
            kinds = (kind,) if kind == INTRODUCED_REPLY else REQUESTS[belongs]
            return Drafted(outcome, belongs, kind, tuple(drafting.latest(found, kinds)))
    by = channel or Channel.EMAIL
    seen = Case(outcome.standing.member, outcome.standing.person, ())
    return Drafted(outcome, by, REQUESTS[by][0], missing=missing_parts(seen))


def _shorter(draft: Writing, case: Case, language: str) -> Writing | None:
    """A draft shorter by a sentence, at last the short form of its template; None for neither.

    What stands in the short form makes it a request, and stays.
    """
    more = {"short": True}
    brief = drafting.compose((draft.kind,), language, case.member, case.person, more)[0]
    cut = drafting.shorter(draft, keep=drafting.sentences(brief))
    if cut is not None:
        return cut
    return brief if len(brief.body) < len(draft.body) else None


@dataclass(frozen=True, slots=True)
class Sent:
    """A request went out. `busy_week`: it is one more in seven days than the method advises."""

    outcome: Outcome
    busy_week: bool = False


async def sent(
    coach: Coach,
    caller: Caller,
    person_id: str,
    channel: Channel | None = None,
    at: PickInstant | None = None,
    expected: Expected | None = None,
) -> Sent:
    """The request went out by `channel` (by default the one drafted last), at `at` or now.

    More than five new ones in seven days are recorded all the same; `Sent` says so.
    """
    weeks: list[bool] = []
    is_first: list[bool] = []

    async def as_sent(_connection: AsyncConnection, case: Case) -> Change:
        state = case.state
        now, zone = coach.clock.now(), case.member.preferences.zone
        instant = at(now, zone) if at else None
        by = channel or channel_of(default_kinds(case, state)[0]) or Channel.EMAIL
        is_first[:] = [_is_first_ever(case)]
        if by is Channel.INTRODUCTION:
            return Change([Report(EventKind.INTRODUCTION_ASKED, instant)])
        if state.stage in {Stage.ASKED, Stage.FOLLOWED_UP}:
            raise _sent_already(state, case)
        weeks.append(case.along["this_week"] >= case.member.bounds.new_requests_a_week)
        return Change([Report(EventKind.ASKED, instant, {"channel": by.value})])

    along = {
        "this_week": events.new_requests(caller.member_id, coach.clock.now() - WEEK),
        "ever": events.requests_ever(caller.member_id),
    }
    outcome = await history.decide(
        coach, caller, person_id, as_sent, expected=expected, along=along
    )
    if any(is_first):
        outcome = replace(outcome, advice=Advice.SECOND_PERSON)
    return Sent(outcome, bool(weeks and weeks[-1]))


def _is_first_ever(case: Case) -> bool:
    """Whether the member never reported a message as sent; what they took back counts.

    The histories tell, and where one of them was forgotten, `people.erase` has noted it.
    """
    return not case.along["ever"] and Advice.SECOND_PERSON not in case.member.wishes.given


def _sent_already(state: State, case: Case) -> DoesNotFit:
    zone = case.member.preferences.zone
    return DoesNotFit(
        N_(
            "You told me that your message to {name} is out ({day}). "
            "/ask followup has the next one, /reply takes their answer."
        ),
        name=case.person.name,
        day=_day(state.entered, zone),
    )


def _day(instant: datetime | None, zone: str) -> date:
    if instant is None:
        raise ValueError("this stage was never entered")
    return local_day(instant, zone)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The follow-up. Before its day, unless insisted on: when it is due, and no draft."""

    outcome: Outcome
    asked_on: date
    draft: Writing | None = None
    due_on: date | None = None


async def follow_up(
    coach: Coach,
    caller: Caller,
    person_id: str,
    *,
    insist: bool = False,
    expected: Expected | None = None,
) -> FollowUp:
    """The one follow-up to a request, kept and shown again unchanged.

    `insist` gives it before its day as well. Raises `DoesNotFit` with the reason where there is
    nothing to follow up, or where it has been done.
    """
    shown: list[Writing] = []

    async def written(_connection: AsyncConnection, case: Case) -> Change:
        state = case.state
        _refuse_follow_up(state, case)
        shown.clear()
        today = local_day(coach.clock.now(), case.member.preferences.zone)
        if today < follow_up_day(state, case.member) and not insist:
            return Change()
        kinds = (followup_draft(_asked_by(case)),)
        kept = _kept(coach, case, kinds)
        shown.extend(kept or drafting.compose(kinds, caller.language, case.member, case.person))
        return Change(drafts=() if kept else tuple(shown))

    along = _kept_along(caller, person_id, (followup_draft(one) for one in Channel))
    outcome = await history.decide(
        coach, caller, person_id, written, expected=expected, along=along
    )
    state, member = outcome.standing.state, outcome.standing.member
    asked_on = _day(state.entered, member.preferences.zone)
    if shown:
        return FollowUp(outcome, asked_on, shown[0])
    return FollowUp(outcome, asked_on, due_on=follow_up_day(state, member))


def follow_up_day(state: State, member: Member) -> date:
    """The day a follow-up is due, in the member's zone."""
    preferences = member.preferences
    asked_on = _day(state.entered, preferences.zone)
    return add_working_days(asked_on, preferences.follow_up_days, preferences)


def _refuse_follow_up(state: State, case: Case) -> None:
    """Raises what says why there is nothing to follow up."""
    name = case.person.name
    if state.stage is Stage.ASKED:
        return
    if state.stage in {Stage.REMOVED, Stage.CLOSED, Stage.FOLLOWED_UP}:
        raise history.misfit(state, EventKind.FOLLOWED_UP, name)
    if state.stage in BEFORE_REPLY | {Stage.PARKED}:
        raise DoesNotFit(
            N_(
                "A follow-up comes after the first message, and I don't know of one to {name}. "
                "If it is out, tell me with /ask sent."
            ),
            name=name,
        )
    raise DoesNotFit(N_("{name} has answered you, so no follow-up is needed."), name=name)


def _asked_by(case: Case) -> Channel:
    """How the request travelled."""
    for event in reversed(standing(case.events)):
        if event.kind is EventKind.ASKED:
            return Channel(event.text("channel") or Channel.EMAIL)
    return Channel.EMAIL


async def followed_up(
    coach: Coach,
    caller: Caller,
    person_id: str,
    at: datetime | None = None,
    expected: Expected | None = None,
) -> Outcome:
    """The follow-up went out; a second one is refused with the reason."""
    report = Report(EventKind.FOLLOWED_UP, at)
    return await history.record(coach, caller, person_id, report, expected=expected)
