"""Reading what a member wrote, before it goes: requests, question lists and thank-yous.

What was typed is kept at once as the draft, so that nothing of it is lost; a list of questions
is kept beside the list in use until the member takes it. The rules are imported by the first
check.
"""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import content
from bot.coaching.channels import REQUESTS, Channel, channel_of
from bot.coaching.checks.findings import (
    LEAST_MINUTES,
    MOST_MINUTES,
    Finding,
    Known,
)
from bot.coaching.events import EventKind, Fact
from bot.coaching.flow import guessed_phase, root_of
from bot.coaching.names import normalised
from bot.coaching.stages import Stage
from bot.feedback import N_, BadInput
from bot.services import asking, choosing, drafting, history, proofing, questions, thanks
from bot.services.asking import COURAGE, INTRODUCED_REPLY
from bot.services.coach import Caller, Coach
from bot.services.history import Change, NoSuchPerson, Report, Standing
from bot.services.meetings import minutes_of
from bot.services.questions import MOST_KEPT, OWN_PHASE, QUESTION_LIMIT, QuestionList
from bot.storage import checked, ids, writings
from bot.storage import questions as stored_questions
from bot.storage.records import Case, Person, StoredQuestion, Writing

if TYPE_CHECKING:
    from bot.coaching.checks.strengths import Good

QUESTIONS = "own_questions"
"""A list of questions as typed for a check. Its subject is the list that was in use then: where
that has changed since, what was typed has had its day."""

REQUEST_KINDS = (INTRODUCED_REPLY, *(kinds[0] for kinds in REQUESTS.values()))
THANKS_KINDS = ("thanks_email", "thanks_card")
KINDS = (*REQUEST_KINDS, *THANKS_KINDS, QUESTIONS)
"""The drafts that can be checked."""

_NUMBERED = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.):])\s+")


class What(StrEnum):
    """What is checked."""

    REQUEST = "request"
    QUESTIONS = "questions"
    THANKS = "thanks"


def what_is(kind: str) -> What:
    """What a draft of this kind is. Raises `ValueError` for one that can't be checked."""
    if kind in REQUEST_KINDS:
        return What.REQUEST
    if kind in THANKS_KINDS:
        return What.THANKS
    if kind == QUESTIONS:
        return What.QUESTIONS
    raise ValueError(f"no draft of kind {kind!r} can be checked")


@dataclass(frozen=True, slots=True)
class ToCheck:
    """What a form opens with: the draft at hand, empty where there is none."""

    person: Person
    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A text, and what the coach reads in it.

    `is_empty`: it has no word, so there was nothing to read or to keep. `is_english`: where it
    is not, only what doesn't depend on the language was looked for. `flow`: the questions of a
    list as they would be taken, each knowing the one it grows from. `encourages`: it is the first
    draft to this person, and the time for a word of courage.
    """

    standing: Standing
    kind: str
    text: str
    known: Known
    findings: tuple[Finding, ...] = ()
    good: tuple["Good", ...] = ()
    is_english: bool = True
    is_empty: bool = False
    flow: tuple[StoredQuestion, ...] = ()
    encourages: bool = False

    @property
    def what(self) -> What:
        return what_is(self.kind)

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in its way."""
        return not self.is_empty and not any(one.must_mend for one in self.findings)


async def to_check(
    coach: Coach,
    caller: Caller,
    given: str | None,
    what: What,
    channel: Channel | None = None,
    kind: str | None = None,
) -> ToCheck:
    """The draft to check, of whoever is meant (`choosing.resolve`), in one statement.

    The latest one; of `kind` or for `channel` where either is said. Raises `NobodyYet`,
    `NoSuchPerson`, `WhichPerson`.
    """
    kinds = (kind,) if kind is not None else _kinds(what, channel)
    person_id = choosing.without_reading(coach, caller, given)
    async with coach.database.read() as connection:
        found = await checked.of_member(
            connection,
            coach.keyring,
            caller.member_id,
            [stored for one in kinds for stored in {one, thanks.own(one)}],
            person_id=person_id,
            with_questions=what is What.QUESTIONS,
        )
    if person_id is None:
        labels = [choosing.label(one.person, one.stage) for one in found]
        person_id = choosing.meant(labels, given)
    written = next((one for one in found if one.person.id == person_id), None)
    if written is None:
        raise NoSuchPerson
    if what is What.QUESTIONS:
        return ToCheck(written.person, QUESTIONS, _questions_at_hand(written))
    return _at_hand(written, kinds, channel)


def _kinds(what: What, channel: Channel | None) -> tuple[str, ...]:
    if what is What.REQUEST:
        if channel is None:
            return REQUEST_KINDS
        return tuple(one for one in REQUEST_KINDS if channel_of(one) is channel)
    return THANKS_KINDS if what is What.THANKS else (QUESTIONS,)


def _at_hand(written: checked.Written, kinds: Sequence[str], channel: Channel | None) -> ToCheck:
    bodies = {one.kind: one.body for one in written.drafts}
    for stored, body in bodies.items():
        kind = next((one for one in kinds if stored in {one, thanks.own(one)}), None)
        if kind is not None:
            return ToCheck(written.person, kind, bodies.get(thanks.own(kind)) or body)
    return ToCheck(written.person, _first(written.person, kinds, channel))


def _first(person: Person, kinds: Sequence[str], channel: Channel | None) -> str:
    """What is written first to somebody of whom there is no draft."""
    if kinds[0] not in REQUEST_KINDS or len(kinds) == 1:
        return kinds[0]
    by_default = Channel.INTRODUCTION if person.details.via else Channel.EMAIL
    return REQUESTS[channel or by_default][0]


def _questions_at_hand(written: checked.Written) -> str:
    in_use = "\n".join(written.questions)
    typed = next((one for one in written.drafts if one.kind == QUESTIONS), None)
    return typed.body if typed is not None and typed.subject == in_use else in_use


async def check(coach: Coach, caller: Caller, person_id: str, kind: str, text: str) -> Checked:
    """Keep what was typed as the draft of its kind, and read it.

    A first request is a step ahead and is noted as drafted. Raises `NoSuchPerson`.
    """
    what = what_is(kind)
    if not any(char.isalnum() for char in text):
        standing = await history.look(coach, caller, person_id)
        return Checked(standing, kind, text, _known(standing, kind), is_empty=True)
    keep = {
        What.REQUEST: _keep_request,
        What.THANKS: _keep_thanks,
        What.QUESTIONS: _keep_questions,
    }[what]
    kept = await keep(coach, caller, person_id, kind, text)
    found = await asyncio.to_thread(read, kept.standing, kind, text)
    found = replace(found, encourages=kept.encourages)
    return await _with_flow(coach, caller, found) if what is What.QUESTIONS else found


@dataclass(frozen=True, slots=True)
class _Kept:
    """How things stand once a text was kept; `encourages` as in `Checked`."""

    standing: Standing
    encourages: bool = False


async def _keep_request(
    coach: Coach, caller: Caller, person_id: str, kind: str, text: str
) -> _Kept:
    channel = channel_of(kind)
    group = (kind,) if kind == INTRODUCED_REPLY or channel is None else REQUESTS[channel]
    reports: tuple[Report, ...] = ()

    async def decision(_connection: AsyncConnection, case: Case) -> Change:
        nonlocal reports
        if case.state.stage is Stage.REMOVED:
            raise NoSuchPerson
        key = coach.keyring.open(case.member.data_key)
        kept = {one.kind: one for one in writings.read_along(case.along, key, group)}
        lacking = [one for one in group if one not in kept]
        fresh = drafting.compose(lacking, caller.language, case.member, case.person)
        whole = kept | {one.kind: one for one in fresh}
        drafts = [
            Writing(kind, text, whole[kind].subject),
            *(one for one in fresh if one.kind != kind),
        ]
        reports = _as_drafted(case, kind)
        return Change(reports, drafts)

    along = writings.to_read_along(caller.member_id, person_id, group)
    outcome = await history.decide(coach, caller, person_id, decision, along=along)
    return _Kept(outcome.standing, any(one.facts.get(COURAGE) for one in reports))


def _as_drafted(case: Case, kind: str) -> tuple[Report, ...]:
    stage = case.state.stage
    changes = stage is Stage.DRAFTED and asking.last_draft(case.events) != kind
    if stage in asking.DRAFTING_MOVES or changes:
        facts: dict[str, Fact] = {"draft": kind}
        if not asking.was_encouraged(case.events):
            facts[COURAGE] = True
        return (Report(EventKind.DRAFTED, facts=facts),)
    return ()


async def _keep_thanks(coach: Coach, caller: Caller, person_id: str, kind: str, text: str) -> _Kept:
    async def decision(_connection: AsyncConnection, case: Case) -> Change:
        if case.state.stage is Stage.REMOVED:
            raise NoSuchPerson
        fresh = drafting.compose((kind,), caller.language, case.member, case.person)
        return Change(drafts=[replace(fresh[0], body=text), Writing(thanks.own(kind), text)])

    outcome = await history.decide(coach, caller, person_id, decision)
    return _Kept(outcome.standing)


async def _keep_questions(
    coach: Coach, caller: Caller, person_id: str, kind: str, text: str
) -> _Kept:
    async def decision(connection: AsyncConnection, case: Case) -> Change:
        if case.state.stage is Stage.REMOVED:
            raise NoSuchPerson
        key = coach.keyring.open(case.member.data_key)
        owner = case.member.id
        in_use = await stored_questions.of_person(connection, key, owner, person_id)
        return Change(drafts=[Writing(kind, text, "\n".join(one.text for one in in_use))])

    outcome = await history.decide(coach, caller, person_id, decision)
    return _Kept(outcome.standing)


async def _with_flow(coach: Coach, caller: Caller, found: Checked) -> Checked:
    member, person = found.standing.member, found.standing.person
    key = coach.keyring.open(member.data_key)
    async with coach.database.read() as connection:
        in_use = await stored_questions.of_person(connection, key, member.id, person.id)
    lines = _lines(found.text)[:MOST_KEPT]
    return replace(found, flow=tuple(_as_list(lines, in_use, caller.language)))


def _known(standing: Standing, kind: str) -> Known:
    """What is known about a text from what is known about its reader."""
    return proofing.known_of(standing.member, standing.person, kind, _minutes(standing))


def _minutes(standing: Standing) -> int:
    """How long the talk is planned for, within what a check takes; the common ask otherwise."""
    planned = minutes_of(standing.state, standing.person)
    return min(max(planned, LEAST_MINUTES), MOST_MINUTES)


def read(standing: Standing, kind: str, text: str) -> Checked:
    """What the coach reads in a text.

    Some milliseconds for what people write, a third of a second for the first of all, the first
    question list, and the worst that a form can hold: nothing that others should wait for.
    """
    # The rules take memory that a bot in which nobody checks anything doesn't need.
    from bot.coaching.checks import strengths  # noqa: PLC0415
    from bot.coaching.checks.questions import examine_questions  # noqa: PLC0415
    from bot.coaching.checks.requests import examine_request  # noqa: PLC0415
    from bot.coaching.checks.text import reads_as_english  # noqa: PLC0415
    from bot.coaching.checks.thanks import examine_thanks  # noqa: PLC0415

    find, praise = {
        What.REQUEST: (examine_request, strengths.of_request),
        What.QUESTIONS: (examine_questions, strengths.of_questions),
        What.THANKS: (examine_thanks, strengths.of_thanks),
    }[what_is(kind)]
    known = _known(standing, kind)
    examined = find(text, known)
    good = tuple(praise(text, known, examined))
    return Checked(standing, kind, text, known, examined.findings, good, reads_as_english(text))


@dataclass(frozen=True, slots=True)
class InUse:
    """The list of questions after what was typed was taken; `left` did not fit in any more."""

    list: QuestionList
    left: tuple[str, ...] = ()


async def use_questions(coach: Coach, caller: Caller, person_id: str) -> InUse:
    """Take the list that was typed last for the talk, as it is.

    A question that was there keeps its place in the talk. Raises `NoSuchPerson`, and `BadInput`
    where nothing was typed or a question is too long.
    """
    left: list[str] = []

    def as_typed(case: Case, before: list[StoredQuestion]) -> list[StoredQuestion]:
        key = coach.keyring.open(case.member.data_key)
        typed = writings.read_along(case.along, key, (QUESTIONS,))
        lines = _lines(typed[0].body) if typed else []
        if not lines:
            raise BadInput(N_("I have no list from you to use. /questions check opens the form."))
        left[:] = lines[MOST_KEPT:]
        _refuse_too_long(lines[:MOST_KEPT])
        return _as_list(lines[:MOST_KEPT], before, caller.language)

    along = writings.to_read_along(caller.member_id, person_id, (QUESTIONS,))
    found = await questions.edit_list(coach, caller, person_id, as_typed, along=along)
    return InUse(found, tuple(left))


def _lines(text: str) -> list[str]:
    """The questions of a list as typed: one a line, without numbers before them, each once."""
    lines: dict[str, str] = {}
    for typed in text.splitlines():
        line = " ".join(_NUMBERED.sub("", typed).split())
        if any(char.isalnum() for char in line):
            lines.setdefault(normalised(line), line)
    return list(lines.values())


def _refuse_too_long(lines: Sequence[str]) -> None:
    for line in lines:
        if len(line) > QUESTION_LIMIT:
            raise BadInput(
                N_(
                    "One of your questions has {count} characters, and {limit} fit on the card. "
                    "Could you make this one shorter?"
                ),
                count=len(line),
                limit=QUESTION_LIMIT,
                give_back=line,
            )


def _as_list(
    lines: Sequence[str], before: Sequence[StoredQuestion], language: str
) -> list[StoredQuestion]:
    """The list that these lines make, each knowing its phase and the one it grows from.

    One that was there stays what it was; of one from the library both are known; of the others
    they are read from their words.
    """
    kept = {normalised(one.text): one for one in before}
    library = content.questions(language)
    asked = {normalised(one.text): one for one in library}
    texts = {one.id: normalised(one.text) for one in library}
    items: list[StoredQuestion] = []
    places: dict[str, str] = {}
    for line in lines:
        words = normalised(line)
        one = kept.get(words)
        known = asked.get(words)
        if one is None and known is not None:
            root = places.get(texts.get(known.grows_from, ""))
            one = StoredQuestion(ids.person_id(), known.phase, line, root)
        elif one is None:
            one = _read(line, items)
        places[words] = one.id
        items.append(one)
    there = {one.id for one in items}
    return [one if one.grows_from in there else replace(one, grows_from=None) for one in items]


def _read(line: str, items: Sequence[StoredQuestion]) -> StoredQuestion:
    """A question of the member's own, by its words and by those before it."""
    root = root_of(line, [one.text for one in items])
    phase = guessed_phase(line) or (OWN_PHASE if root is None else items[root].phase)
    grows_from = None if root is None else items[root].id
    return StoredQuestion(ids.person_id(), phase, line, grows_from)
