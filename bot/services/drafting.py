"""Drafts: composed from what is known, stored, and shown again unchanged."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from bot import content
from bot.coaching.names import first_name
from bot.services.coach import Caller, Coach
from bot.services.history import NoSuchPerson
from bot.storage import events, writings
from bot.storage.records import Member, Person, Writing

SIGNED = frozenset({"introduction_request", "introduced_reply", "request_email"})
"""Drafts that end with the member's name."""

_NO_DRAFTS = frozenset({"note", "notes", "promise", "own_questions"})
"""Writings that are no text to send."""

DEFAULT_MINUTES = 20
"""The common ask (Berkeley, Pomona, SFU career pages)."""


async def stored(coach: Coach, caller: Caller, person_id: str) -> list[Writing]:
    """All drafts kept for a person, the latest first. Raises `NoSuchPerson`."""
    async with coach.database.read() as connection:
        case = await events.load_case(connection, coach.keyring, caller.member_id, person_id)
        if case is None:
            raise NoSuchPerson
        key = coach.keyring.open(case.member.data_key)
        return await writings.of_person(connection, key, case.member.id, person_id)


async def keep(coach: Coach, caller: Caller, person_id: str, *drafts: Writing) -> None:
    """Keep drafts without reporting anything. Raises `NoSuchPerson`."""
    async with coach.database.write() as connection:
        case = await events.load_case(connection, coach.keyring, caller.member_id, person_id)
        if case is None:
            raise NoSuchPerson
        key = coach.keyring.open(case.member.data_key)
        await writings.save(connection, key, case.member.id, person_id, drafts, coach.clock.now())


def compose(
    kinds: Sequence[str],
    language: str,
    member: Member,
    person: Person,
    more: Mapping[str, object] | None = None,
) -> list[Writing]:
    """Fresh drafts of these kinds; `more` adds to what is known (note, minutes, promise …)."""
    values = known(member, person) | dict(more or {})
    drafts = []
    for kind in kinds:
        draft = content.draft(kind, language, values)
        drafts.append(Writing(kind, draft.body, draft.subject))
    return drafts


def known(member: Member, person: Person) -> dict[str, object]:
    """What every draft may use about a member and a person."""
    about, details = member.about, person.details
    return {
        "name": details.name,
        "first_name": first_name(details.name),
        "organisation": details.organisation,
        "role": details.role,
        "why": details.why,
        "link": details.link or details.why,
        "introducer": details.via,
        "field_outside": person.field == "outside",
        "member_name": about.name,
        "goal": about.goal,
        "two_sentences": about.two_sentences,
        "minutes": details.minutes or DEFAULT_MINUTES,
        "times": details.times,
    }


def shorter(draft: Writing, keep: Collection[str] = ()) -> Writing | None:
    """The draft without its longest middle sentence; None where nothing more can go.

    Questions stay, and so do the sentences in `keep`.
    """
    paragraphs = _paragraphs(draft)
    middle = [
        (len(sentence), index, sentence)
        for index in range(1, len(paragraphs) - 1)
        for sentence in content.split_sentences(paragraphs[index])
    ]
    spare = [one for one in middle if "?" not in one[2] and one[2] not in keep]
    if not spare or len(middle) < 2:
        return None
    _, index, longest = max(spare)
    paragraphs[index] = _without(paragraphs[index], longest)
    return Writing(draft.kind, "\n\n".join(filter(None, paragraphs)), draft.subject)


def signed(draft: Writing, language: str, before: Member, after: Member, person: Person) -> Writing:
    """The draft with the name of `after` where it had that of `before`, or none.

    One that stands as it was composed is composed anew. Of one that was shortened only the
    paragraphs with the name change; where none is left as it was, the name goes to the end.
    """
    pairs = [
        [compose((draft.kind,), language, one, person, more)[0] for one in (before, after)]
        for more in ({"short": True}, {})
    ]
    for old, new in pairs:
        if draft.body == old.body:
            return new
    old, new = pairs[-1]
    changed = dict(zip(_paragraphs(old), _paragraphs(new), strict=False))
    body = "\n\n".join(changed.get(one, one) for one in _paragraphs(draft))
    subject = new.subject if draft.subject == old.subject else draft.subject
    if after.about.name not in body and draft.kind in SIGNED:
        body = f"{body}\n{after.about.name}"
    return Writing(draft.kind, body, subject)


def sentences(draft: Writing) -> set[str]:
    """Every sentence of a draft."""
    return {one for part in _paragraphs(draft) for one in content.split_sentences(part)}


def _paragraphs(draft: Writing) -> list[str]:
    return draft.body.split("\n\n")


def _without(paragraph: str, sentence: str) -> str:
    """The paragraph without one sentence, its line breaks kept."""
    before, _, after = paragraph.partition(sentence)
    return f"{before.rstrip(' ')} {after.lstrip(' ')}".strip(" ")


def holds_a_draft(kinds: Iterable[str]) -> bool:
    """Whether there is a text to send among writings of these kinds.

    One's own thank-you counts by the draft that is kept beside it.
    """
    return any(one not in _NO_DRAFTS and not one.startswith("own_thanks_") for one in kinds)


def latest(drafts: Sequence[Writing], kinds: Sequence[str]) -> list[Writing]:
    """The stored drafts of these kinds, in the order of `kinds`; empty unless all are there."""
    found = {one.kind: one for one in drafts if one.kind in kinds}
    return [found[kind] for kind in kinds] if len(found) == len(set(kinds)) else []
