"""A generated draft is read by its own check before anybody sees it.

What passes is offered, shortened by whole sentences where it has to be. Where nothing passes,
an `Objection` names the part of the request that the member can mend it by.
"""

import asyncio
import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot import content
from bot.coaching.channels import ROOM, Channel, channel_of
from bot.coaching.checks.findings import Finding, FindingId, Known
from bot.services import drafting
from bot.services.parts import Part, said_plainly, without, words_of
from bot.storage.records import Case, Member, Person, Writing

MOST_WORDS_BY_EMAIL = 99
"""An e-mail that somebody new is to read to its end stays under 100 words (SFU; Dalton)."""

MOST_CANDIDATES = 6
"""Shortened drafts that are read at most: each takes some 20 ms, while a transaction waits."""

_RULES = "bot.coaching.checks.requests"

_SUPPLIED_BY = {
    FindingId.PURPOSE_MISSING: Part.GOAL,
    FindingId.BACKGROUND_MISSING: Part.TWO_SENTENCES,
    FindingId.LINK_MISSING: Part.LINK,
}
_CUT_BY_SENTENCE = (Part.GOAL, Part.TWO_SENTENCES, Part.LINK)


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a draft is not offered, and the part that mends it.

    `said` is what the member said there, empty where it is to be supplied; `words` are those
    of it that are the matter, where the matter is some words.
    """

    part: Part
    finding: Finding
    said: str = ""
    words: str = ""

    @property
    def too_long_by(self) -> int:
        """How many words or characters are to go; 0 where the length is not the matter."""
        if self.finding.id is not FindingId.TOO_LONG:
            return 0
        return int(self.finding.values["count"]) - self.room

    @property
    def room(self) -> int:
        return int(self.finding.values.get("limit", 0))

    @property
    def in_characters(self) -> bool:
        return self.finding.values.get("unit") == "characters"


@dataclass(frozen=True, slots=True)
class Proof:
    """Drafts that pass, or what is in their way."""

    drafts: tuple[Writing, ...] = ()
    objection: Objection | None = None


def known_of(member: Member, person: Person, kind: str, minutes: int) -> Known:
    """What a check knows of a text of this kind beside its words."""
    channel = channel_of(kind) or Channel.EMAIL
    to_a_friend = channel is Channel.INTRODUCTION
    name, friend = person.details.name.strip(), person.details.via.strip()
    return Known(
        channel=channel,
        minutes=minutes,
        goal=member.about.goal,
        reader=friend if to_a_friend else name,
        target=name if to_a_friend else "",
    )


async def get_ready() -> None:
    """Load the rules: a third of a second the first time, which no transaction should wait for."""
    await asyncio.to_thread(importlib.import_module, _RULES)


async def written(kinds: Sequence[str], language: str, case: Case) -> Proof:
    """Fresh drafts of these kinds, of which the first is read: some milliseconds."""
    return await asyncio.to_thread(_written, tuple(kinds), language, case)


async def reads_as_well(draft: Writing, before: Writing, case: Case) -> bool:
    """Whether nothing is found in a draft that wasn't in the one before."""
    reading = _Reading()
    found, known = await asyncio.to_thread(
        lambda: [{one.id for one in reading.faults(each, case)} for each in (draft, before)]
    )
    return found <= known


def _written(kinds: tuple[str, ...], language: str, case: Case) -> Proof:
    attempts = list(_attempts(kinds, language, case))
    whole = attempts[0]
    if channel_of(kinds[0]) is Channel.INTRODUCTION and not words_of(case)[Part.FRIEND]:
        return Proof(objection=Objection(Part.FRIEND, Finding(FindingId.GENERIC_GREETING)))
    faults = [one for one in whole.faults() if one.id is not FindingId.TOO_LONG]
    if faults:
        finding = next((one for one in faults if one.must_mend), faults[0])
        return Proof(objection=_objection(finding, whole, language))
    lengths = [(_too_long(one.drafts[0]), one) for one in attempts]
    fitting = [one for length, one in lengths if length is None]
    for attempt in fitting[:MOST_CANDIDATES]:
        if not attempt.faults():
            return Proof(attempt.drafts)
    too_long = [(length, one) for length, one in lengths if length is not None]
    finding, shortest = min(too_long, key=lambda one: int(one[0].values["count"]))
    return Proof(objection=_objection(finding, shortest, language))


class _Reading:
    """What is found in drafts, each read once: many ways of shortening end in the same words."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, Known], list[Finding]] = {}

    def faults(self, draft: Writing, case: Case) -> list[Finding]:
        """What is found in a draft, our own measure of its length included."""
        # The rules take memory that a bot in which nobody drafts or checks anything doesn't need.
        from bot.coaching.checks.requests import check_request  # noqa: PLC0415

        minutes = case.person.details.minutes or drafting.DEFAULT_MINUTES
        known = known_of(case.member, case.person, draft.kind, minutes)
        if (draft.body, known) not in self._found:
            self._found[draft.body, known] = check_request(draft.body, known)
        found = self._found[draft.body, known]
        others = [one for one in found if one.id is not FindingId.TOO_LONG]
        length = _too_long(draft)
        return [*others, length] if length else others


@dataclass(frozen=True, slots=True)
class _Attempt:
    """Drafts as one way of shortening makes them, of what is left of the parts."""

    case: Case
    drafts: tuple[Writing, ...]
    short: bool
    reading: _Reading

    def faults(self) -> list[Finding]:
        return self.reading.faults(self.drafts[0], self.case)

    def without(self, part: Part, language: str) -> tuple[Case, Writing]:
        """The case and the draft as they would be had the member not said that part."""
        case = without(self.case, part)
        return case, _compose((self.drafts[0].kind,), language, case, short=self.short)[0]


def _attempts(kinds: Sequence[str], language: str, case: Case) -> Iterator[_Attempt]:
    """The whole of what was said first, then less and less of it, each text once."""
    seen: set[str] = set()
    reading = _Reading()
    left: Case | None = case
    short = False
    while left is not None:
        drafts = _compose(kinds, language, left, short=short)
        if drafts[0].body not in seen:
            seen.add(drafts[0].body)
            yield _Attempt(left, drafts, short, reading)
        left, short = (_without_a_sentence(left), True) if short else (left, True)


def _compose(
    kinds: Sequence[str], language: str, case: Case, *, short: bool = False
) -> tuple[Writing, ...]:
    return tuple(drafting.compose(kinds, language, case.member, case.person, {"short": short}))


def _without_a_sentence(case: Case) -> Case | None:
    """Without the last sentence of the longest part that has several; None where none has."""
    said = {
        part: content.split_sentences(" ".join(words_of(case)[part].split()))
        for part in _CUT_BY_SENTENCE
    }
    several = [part for part, sentences in said.items() if len(sentences) > 1]
    if not several:
        return None
    longest = max(several, key=lambda part: sum(map(len, said[part])))
    return _with(case, longest, " ".join(said[longest][:-1]))


def _with(case: Case, part: Part, words: str) -> Case:
    if part is Part.LINK:
        details = replace(case.person.details, link=words)
        return replace(case, person=replace(case.person, details=details))
    name = "goal" if part is Part.GOAL else "two_sentences"
    about = replace(case.member.about, **{name: words})
    return replace(case, member=replace(case.member, about=about))


def _too_long(draft: Writing) -> Finding | None:
    """By our own measure for e-mail, which is stricter than the check's."""
    from bot.coaching.checks.requests import MOST_WORDS  # noqa: PLC0415
    from bot.coaching.checks.text import count_characters, count_words  # noqa: PLC0415

    channel = channel_of(draft.kind) or Channel.EMAIL
    if channel in ROOM:
        count, limit, unit = count_characters(draft.body), ROOM[channel], "characters"
    else:
        limit = MOST_WORDS_BY_EMAIL if channel is Channel.EMAIL else MOST_WORDS
        count, unit = count_words(draft.body), "words"
    if count <= limit:
        return None
    return Finding(FindingId.TOO_LONG, values={"count": count, "limit": limit, "unit": unit})


def _objection(finding: Finding, attempt: _Attempt, language: str) -> Objection:
    draft = attempt.drafts[0]
    words = draft.body[slice(*finding.span)] if finding.span else ""
    part = _part_of(finding, words, attempt, language)
    return Objection(part, finding, words_of(attempt.case)[part], words)


def _part_of(finding: Finding, words: str, attempt: _Attempt, language: str) -> Part:
    """Which part of what the member said a finding is to be mended by.

    Where something is missing although it was said, and wherever no part holds the words that are
    the matter, the part is looked for that mends it by being said plainly.
    """
    said = _in_the_draft(attempt, language)
    longest = max(said, key=lambda part: len(said[part]), default=Part.GOAL)
    if finding.id is FindingId.TOO_LONG:
        return longest
    supplied_by = _supplied_by(finding, attempt)
    if supplied_by is not None and not words_of(attempt.case)[supplied_by]:
        return supplied_by
    folded = words.casefold()
    holding = (part for part, one in said.items() if folded and folded in one.casefold())
    parts = [supplied_by] if supplied_by is not None else []
    guilty = (part for part in (*parts, *said) if _is_mended(finding, part, attempt, language))
    return next(holding, None) or next(guilty, None) or supplied_by or longest


def _supplied_by(finding: Finding, attempt: _Attempt) -> Part | None:
    """The part that gives what is missing."""
    if finding.id is FindingId.GENERIC_GREETING:
        to_a_friend = channel_of(attempt.drafts[0].kind) is Channel.INTRODUCTION
        return Part.FRIEND if to_a_friend else Part.NAME
    return _SUPPLIED_BY.get(finding.id)


def _in_the_draft(attempt: _Attempt, language: str) -> dict[Part, str]:
    """What the member said, by part, as far as the draft would be another without it."""
    draft = attempt.drafts[0]
    return {
        part: words
        for part, words in words_of(attempt.case).items()
        if words and attempt.without(part, language)[1].body != draft.body
    }


def _is_mended(finding: Finding, part: Part, attempt: _Attempt, language: str) -> bool:
    """Whether it is found less often where the member says that part plainly."""
    case = said_plainly(attempt.case, part)
    draft = _compose((attempt.drafts[0].kind,), language, case, short=attempt.short)[0]
    before, after = (
        sum(one.id is finding.id for one in found)
        for found in (attempt.faults(), attempt.reading.faults(draft, case))
    )
    return after < before
