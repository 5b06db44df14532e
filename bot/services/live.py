"""A talk followed live: every press is stored, so that it reopens anywhere where it stood."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.live import Became, Press, Talk
from bot.coaching.stages import Stage
from bot.feedback import N_, BadInput
from bot.services import history, questions
from bot.services.coach import Caller, Coach
from bot.services.history import Change, NoSuchPerson, Standing
from bot.services.meetings import NOTE, NOTES, NOTES_LIMIT, minutes_of
from bot.storage import questions as stored_questions
from bot.storage import talks, writings
from bot.storage.records import Case, Person, StoredQuestion, Writing

OUTCOMES = frozenset({Became.ASKED, Became.DEEPER, Became.SKIPPED})
"""What may become of the question that is on."""

QUESTION_IN_NOTES = 80
"""Characters of a question that stand before a note about it."""


@dataclass(frozen=True, slots=True)
class Live:
    """A talk as it stands, with the list of questions as it is now.

    `changed`: what was asked for was done. Where it was not, the button was made for something
    that has passed: another press came first, or the list is another one. `essence` is what the
    member noted for the thank-you, empty where nothing is.
    """

    standing: Standing
    items: tuple[StoredQuestion, ...]
    talk: Talk | None
    changed: bool = False
    essence: str = ""

    @property
    def person(self) -> Person:
        return self.standing.person

    @property
    def to_come(self) -> list[StoredQuestion]:
        """The questions that have not had their turn; the first is on now."""
        left = self.talk.to_come([one.id for one in self.items]) if self.talk else []
        return [one for one in self.items if one.id in left]

    @property
    def skipped(self) -> list[StoredQuestion]:
        """The questions of the list that were skipped."""
        became = self.talk.became if self.talk else {}
        return [one for one in self.items if became.get(one.id) is Became.SKIPPED]

    def number_of(self, question_id: str | None) -> int | None:
        """The place (from 1) of a question, None where it is not in the list any more."""
        places = {one.id: number for number, one in enumerate(self.items, 1)}
        return places.get(question_id or "")


@dataclass(frozen=True, slots=True)
class _Step:
    """What one press does: the talk after it (None: nothing changes), and what to keep."""

    talk: Talk | None
    drafts: tuple[Writing, ...] = ()


@dataclass(frozen=True, slots=True)
class _Now:
    """How things are when a press comes."""

    talk: Talk | None
    items: tuple[StoredQuestion, ...]
    noted: dict[str, str]
    minutes: int
    now: datetime

    def on(self) -> StoredQuestion | None:
        left = self.talk.to_come([one.id for one in self.items]) if self.talk else []
        return next((one for one in self.items if one.id in left[:1]), None)


_Decision = Callable[[_Now], _Step]
_NOTHING = _Step(None)


async def start(coach: Coach, caller: Caller, person_id: str, version: int = 0) -> Live:
    """The talk begins now. One that is on goes on, and one that was begun anew since the button
    was made (`version`) stays as it is. Raises `NoSuchPerson`.
    """

    def begun(found: _Now) -> _Step:
        known = found.talk
        if known is None:
            return _Step(Talk(found.now, found.minutes))
        if known.is_on(found.now) or known.version != version:
            return _NOTHING
        return _Step(Talk(found.now, found.minutes, known.version + 1))

    return await _change(coach, caller, person_id, begun)


async def press(
    coach: Coach,
    caller: Caller,
    person_id: str,
    question_id: str,
    version: int,
    became: Became,
) -> Live:
    """What became of the question that is on. Nothing changes where another one is by now."""

    def pressed(found: _Now) -> _Step:
        on = found.on()
        if found.talk is None or found.talk.version != version or found.talk.ended:
            return _NOTHING
        if on is None or on.id != question_id or became not in OUTCOMES:
            return _NOTHING
        return _Step(found.talk.after(Press(became, question_id)))

    return await _change(coach, caller, person_id, pressed)


async def again(coach: Coach, caller: Caller, person_id: str, version: int) -> Live:
    """There is time left: what was skipped comes once more."""

    def once_more(found: _Now) -> _Step:
        talk = found.talk
        if talk is None or talk.version != version or talk.ended:
            return _NOTHING
        return _Step(talk.after(Press(Became.AGAIN)))

    return await _change(coach, caller, person_id, once_more)


async def note(
    coach: Coach, caller: Caller, person_id: str, question_id: str | None, words: str
) -> Live:
    """Keep what was said with its question, and among the notes about the person.

    Words are kept whatever has changed meanwhile. Raises `BadInput` where there are none, or
    where the notes are full.
    """
    if not words:
        raise BadInput(N_("What did they say? A few words are enough."))

    def noted(found: _Now) -> _Step:
        about = next((one.text for one in found.items if one.id == question_id), "")
        one = Press(Became.NOTED, question_id if about else None, words, _short(about))
        talk = found.talk or Talk(found.now, found.minutes, version=0)
        if talk.presses and talk.presses[-1] == one:
            return _NOTHING
        body = "\n".join(filter(None, [found.noted.get(NOTES, ""), one.line]))
        if len(body) > NOTES_LIMIT:
            raise BadInput(
                N_("Your notes are full; /meet notes has room once some go. Here are your words:"),
                give_back=words,
            )
        return _Step(talk.after(one), (Writing(NOTES, body),))

    return await _change(coach, caller, person_id, noted)


def _short(question: str) -> str:
    if len(question) <= QUESTION_IN_NOTES:
        return question
    return question[: QUESTION_IN_NOTES - 1].rstrip() + "…"


async def take_back(coach: Coach, caller: Caller, person_id: str, version: int) -> Live:
    """Take the last press back; a note goes from the notes as well, where it stands unchanged."""

    def taken_back(found: _Now) -> _Step:
        talk = found.talk
        if talk is None or talk.version != version or not (talk.presses or talk.ended):
            return _NOTHING
        last = talk.presses[-1] if talk.presses and not talk.ended else None
        if last is None or last.became is not Became.NOTED:
            return _Step(talk.back())
        return _Step(talk.back(), _without(found.noted.get(NOTES, ""), last.line))

    return await _change(coach, caller, person_id, taken_back)


def _without(notes: str, line: str) -> tuple[Writing, ...]:
    """The notes without the last that reads like `line`; nothing to keep where none does."""
    before, found, after = f"\n{notes}\n".rpartition(f"\n{line}\n")
    if not found:
        return ()
    return (Writing(NOTES, "\n".join(filter(None, [before.strip("\n"), after.strip("\n")]))),)


async def end(coach: Coach, caller: Caller, person_id: str, version: int) -> Live:
    """The talk is over. Its first note is what the thank-you speaks of, unless one is chosen."""

    def ended(found: _Now) -> _Step:
        talk = found.talk
        if talk is None or talk.version != version or talk.ended:
            return _NOTHING
        first = next((one.words for one in talk.notes), "")
        essence = (Writing(NOTE, first),) if first and not found.noted.get(NOTE) else ()
        return _Step(talk.over(found.now), essence)

    return await _change(coach, caller, person_id, ended)


async def build(coach: Coach, caller: Caller, person_id: str) -> Live:
    """Questions from the library for a talk that is on without any."""
    talk: list[Talk | None] = []

    def fill(case: Case, _before: list[StoredQuestion]) -> list[StoredQuestion]:
        talk[:] = [talks.read_along(case.along, coach.keyring.open(case.member.data_key))]
        return questions.suggested(case, caller.language)

    along = talks.to_read_along(caller.member_id, person_id)
    found = await questions.edit_list(
        coach, caller, person_id, fill, only_where_none=True, along=along
    )
    if not talk:
        return await show(coach, caller, person_id)
    return Live(found.standing, found.items, talk[0], changed=True)


async def show(coach: Coach, caller: Caller, person_id: str) -> Live:
    """The talk as it stands. Raises `NoSuchPerson`."""
    return await _change(coach, caller, person_id, lambda _found: _NOTHING)


async def _change(coach: Coach, caller: Caller, person_id: str, decide: _Decision) -> Live:
    """Do what `decide` says, in one transaction, so that of two presses at once one comes first."""
    result: list[tuple[_Now, _Step]] = []

    async def decision(connection: AsyncConnection, case: Case) -> Change:
        if case.state.stage is Stage.REMOVED:
            raise NoSuchPerson
        key, owner = coach.keyring.open(case.member.data_key), case.member.id
        now = _Now(
            talk=talks.read_along(case.along, key),
            items=tuple(await stored_questions.of_person(connection, key, owner, person_id)),
            noted={one.kind: one.body for one in writings.read_along(case.along, key, _NOTED)},
            minutes=minutes_of(case.state, case.person),
            now=coach.clock.now(),
        )
        step = decide(now)
        result[:] = [(now, step)]
        if step.talk is not None:
            await talks.save(connection, key, owner, person_id, step.talk)
        return Change(drafts=step.drafts)

    along = {
        **talks.to_read_along(caller.member_id, person_id),
        **writings.to_read_along(caller.member_id, person_id, _NOTED),
    }
    quietly = replace(caller, interaction=None)
    outcome = await history.decide(coach, quietly, person_id, decision, along=along)
    ((now, step),) = result
    noted = now.noted | {one.kind: one.body for one in step.drafts}
    return Live(
        outcome.standing,
        now.items,
        step.talk or now.talk,
        changed=step.talk is not None,
        essence=noted.get(NOTE, ""),
    )


_NOTED = (NOTE, NOTES)
