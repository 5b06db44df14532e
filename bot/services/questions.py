"""The list of questions for a talk: built from the library, changed by the member."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import content
from bot.coaching.names import normalised
from bot.coaching.preferences import LIMITS, Advice
from bot.coaching.questions import MOST, USUAL_MINUTES, Aim, place_for, suggest, wish
from bot.coaching.stages import Stage
from bot.feedback import N_, BadInput
from bot.services import history, people
from bot.services.coach import Caller, Coach
from bot.services.history import Change, Expected, NoSuchPerson, Standing
from bot.services.meetings import minutes_of
from bot.storage import events, ids, nudges, questions
from bot.storage import people as stored_people
from bot.storage.nudges import NOTHING_ALONG, Along
from bot.storage.records import Case, Person, StoredQuestion

MOST_KEPT = 15
"""Questions a list may hold; ten are right for a talk, a few more to choose from."""

OWN_PHASE = "insights"
"""Where a question of the member's own goes unless they say otherwise: the middle."""

Edit = Callable[[Case, list[StoredQuestion]], list[StoredQuestion]]


@dataclass(frozen=True, slots=True)
class QuestionList:
    """The questions for one person, in order; `added` is how many of them are new.

    `minutes` is how long the talk is to be that they were suggested for. `advice` is what the
    member is to be told with it, which they never were before.
    """

    standing: Standing
    items: tuple[StoredQuestion, ...]
    added: int = 0
    minutes: int = USUAL_MINUTES
    advice: Advice | None = None

    @property
    def person(self) -> Person:
        return self.standing.person

    def number_of(self, question_id: str | None) -> int | None:
        """The place (from 1) of a question, None where it is not in the list."""
        places = {one.id: number for number, one in enumerate(self.items, 1)}
        return places.get(question_id or "")


async def show(coach: Coach, caller: Caller, person_id: str) -> QuestionList:
    """The list as it stands. Raises `NoSuchPerson`."""
    async with coach.database.read() as connection:
        case = await events.load_case(connection, coach.keyring, caller.member_id, person_id)
        if case is None or case.state.stage is Stage.REMOVED:
            raise NoSuchPerson
        key = coach.keyring.open(case.member.data_key)
        found = await questions.of_person(connection, key, case.member.id, person_id)
        stored = await nudges.of_person(connection, person_id)
        return QuestionList(history.standing_of(case, stored, coach.clock.now()), tuple(found))


async def show_or_build(
    coach: Coach, caller: Caller, person_id: str, expected: Expected | None
) -> QuestionList:
    """The list as it stands; where it is empty, one from the library, which is kept.

    Raises `NoSuchPerson`, and `MovedOn` where the `expected` stage has passed.
    """

    def fill(case: Case, _before: list[StoredQuestion]) -> list[StoredQuestion]:
        return suggested(case, caller.language)

    return await edit_list(coach, caller, person_id, fill, expected, only_where_none=True)


async def build(
    coach: Coach,
    caller: Caller,
    person_id: str,
    aim: Aim | None = None,
    phase: str | None = None,
    *,
    minutes: int | None = None,
    field: str | None = None,
    afresh: bool = False,
) -> QuestionList:
    """Fill the list up from the library to what a talk needs; what stands in it stays.

    `afresh` begins with an empty list. `phase` asks for more of one phase. For how many
    `minutes`, and whether the person works in the member's `field` (`people.MINE`, `OUTSIDE`),
    is remembered of them where it is said.
    """

    def told(person: Person) -> Person:
        details = person.details
        wished = replace(details, minutes=minutes or details.minutes)
        return replace(person, details=wished, field=field or person.field)

    def fill(case: Case, before: list[StoredQuestion]) -> list[StoredQuestion]:
        return suggested(case, caller.language, [] if afresh else before, aim, phase, minutes)

    def advise(case: Case) -> Advice | None:
        others = case.along
        return people.advised(field, others[people.MINE], others[people.OUTSIDE])

    found = await edit_list(
        coach,
        caller,
        person_id,
        fill,
        told=told,
        along=stored_people.fields_besides(caller.member_id, person_id) if field else NOTHING_ALONG,
        advise=advise if field else _no_advice,
    )
    return replace(found, minutes=minutes or found.minutes)


def _no_advice(_case: Case) -> Advice | None:
    return None


async def add(
    coach: Coach,
    caller: Caller,
    person_id: str,
    text: str,
    *,
    phase: str | None = None,
    after: int | None = None,
) -> QuestionList:
    """Add a question of the member's own; `after` is the number of the one it grows from.

    Raises `BadInput` where it is empty, there already, or one too many.
    """
    if not text:
        raise BadInput(N_("What would you like to ask? For example: What surprised you most?"))

    def put_in(_case: Case, before: list[StoredQuestion]) -> list[StoredQuestion]:
        _refuse(before, text)
        parent = _numbered(before, after) if after is not None else None
        kind = phase or (parent.phase if parent else OWN_PHASE)
        own = StoredQuestion(ids.person_id(), kind, text, parent.id if parent else None)
        phases = [one.phase for one in before]
        place = before.index(parent) + 1 if parent else place_for(phases, kind)
        return [*before[:place], own, *before[place:]]

    return await edit_list(coach, caller, person_id, put_in)


async def move(coach: Coach, caller: Caller, person_id: str, number: int, to: int) -> QuestionList:
    """Put the question at place `number` to place `to` (both from 1)."""

    def shift(_case: Case, before: list[StoredQuestion]) -> list[StoredQuestion]:
        moved = _numbered(before, number)
        _numbered(before, to)
        rest = [one for one in before if one is not moved]
        return [*rest[: to - 1], moved, *rest[to - 1 :]]

    return await edit_list(coach, caller, person_id, shift)


async def remove(coach: Coach, caller: Caller, person_id: str, number: int) -> QuestionList:
    """Take out the question at place `number` (from 1); what grew from it grows on."""

    def take_out(_case: Case, before: list[StoredQuestion]) -> list[StoredQuestion]:
        gone = _numbered(before, number)
        return [
            replace(one, grows_from=gone.grows_from) if one.grows_from == gone.id else one
            for one in before
            if one is not gone
        ]

    return await edit_list(coach, caller, person_id, take_out)


async def edit_list(
    coach: Coach,
    caller: Caller,
    person_id: str,
    edit: Edit,
    expected: Expected | None = None,
    *,
    only_where_none: bool = False,
    along: Along = NOTHING_ALONG,
    told: Callable[[Person], Person] = lambda person: person,
    advise: Callable[[Case], Advice | None] = _no_advice,
) -> QuestionList:
    """Change the list in one transaction, and plan anew: with questions no nudge asks for them.

    `only_where_none` leaves a list that is there as it is. `edit` finds what is read `along` in
    the case, and the person with what the member `told` about them; `advise` finds it too.
    """
    before: list[StoredQuestion] = []
    after: list[StoredQuestion] = []

    async def decision(connection: AsyncConnection, case: Case) -> Change:
        if case.state.stage is Stage.REMOVED:
            raise NoSuchPerson
        key, owner = coach.keyring.open(case.member.data_key), case.member.id
        before.clear()
        if case.person.has_questions and only_where_none:
            before[:] = after[:] = await questions.of_person(connection, key, owner, person_id)
            return Change()
        if case.person.has_questions:
            before[:] = await questions.take(connection, key, owner, person_id)
        person = told(case.person)
        after[:] = edit(replace(case, person=person), list(before))
        await questions.keep(connection, key, owner, person_id, after)
        person = replace(person, has_questions=bool(after))
        return Change(person=person if person != case.person else None, advice=advise(case))

    outcome = await history.decide(
        coach,
        replace(caller, interaction=None),
        person_id,
        decision,
        expected=expected,
        along=along,
    )
    known = {one.id for one in before}
    added = sum(one.id not in known for one in after)
    standing = outcome.standing
    minutes = minutes_of(standing.state, standing.person)
    return QuestionList(standing, tuple(after), added, minutes, outcome.advice)


def suggested(
    case: Case,
    language: str,
    standing: Sequence[StoredQuestion] = (),
    aim: Aim | None = None,
    phase: str | None = None,
    minutes: int | None = None,
) -> list[StoredQuestion]:
    """The list filled up from the library to what a talk needs."""
    library = content.questions(language)
    about = f"{case.member.about.goal} {case.member.about.two_sentences}"
    looked_for = wish(aim, about, case.person.field == people.OUTSIDE)
    have = {one.text: one.phase for one in standing}
    room = minutes or minutes_of(case.state, case.person)
    return _with(standing, library, suggest(library, looked_for, have, phase, room))


def _with(
    standing: Sequence[StoredQuestion],
    library: Sequence[content.Question],
    chosen: Sequence[content.Question],
) -> list[StoredQuestion]:
    """The list with what was chosen from the library, each in its phase, knowing its root."""
    texts = {normalised(one.text): one.id for one in standing}
    kept = {one.id: texts[normalised(one.text)] for one in library if normalised(one.text) in texts}
    items = list(standing)
    for one in chosen:
        kept[one.id] = ids.person_id()
        new = StoredQuestion(kept[one.id], one.phase, one.text, kept.get(one.grows_from))
        items.insert(place_for([item.phase for item in items], one.phase), new)
    return items


def _refuse(before: Sequence[StoredQuestion], text: str) -> None:
    for number, one in enumerate(before, 1):
        if normalised(one.text) == normalised(text):
            raise BadInput(
                N_("That one is on your list already, as number {number}."), number=number
            )
    if len(before) >= MOST_KEPT:
        raise BadInput(
            N_(
                "Your list holds {count} questions; {right} are plenty for one talk. "
                "/questions remove makes room. Here is yours again:"
            ),
            count=MOST_KEPT,
            right=MOST,
            give_back=text,
        )


def _numbered(items: Sequence[StoredQuestion], number: int) -> StoredQuestion:
    if not items:
        raise BadInput(N_("There are no questions yet. /questions build suggests some."))
    if not 1 <= number <= len(items):
        raise BadInput(
            N_("Your list has the numbers 1 to {count}. Which one do you mean?"), count=len(items)
        )
    return items[number - 1]


QUESTION_LIMIT = LIMITS.question
