"""Taking back: the member's own latest report, across all of their people, within a day.

What one interaction reported about one person goes together. Nothing is deleted from a history;
an `UNDONE` event is appended, and everything that follows is planned anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.events import Event, EventKind, Fact, taken_back
from bot.coaching.rules import NudgeKind
from bot.coaching.stages import MOVES, Stage
from bot.feedback import N_, Feedback
from bot.services import history
from bot.services.coach import Caller, Coach
from bot.services.history import Change, NoSuchPerson, Outcome, Report
from bot.storage import events
from bot.storage.records import Case, Person

UNDO_WITHIN = timedelta(hours=24)


class NothingToUndo(Feedback):
    """Nothing was reported in the last 24 hours, or all of it was taken back."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "There is nothing from the last 24 hours to take back. What was erased or "
                "forgotten, and what others have seen, can't be brought back. "
                "/people show tells you where each person stands."
            )
        )


class TooLate(Feedback):
    """The report is older than a day."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_(
                "That was more than 24 hours ago, so I can't take it back any more. "
                "Nothing is stuck: tell me with the usual commands how things are with {name}."
            ),
            name=name,
        )


class TakenBackAlready(Feedback):
    """The report doesn't count any more."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_("That about {name} is taken back already; I changed nothing."), name=name
        )


class NotTheLatest(Feedback):
    """Something was reported after what the button is for."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_(
                "Things have moved on since then, so I changed nothing about {name}. "
                "/undo takes back your latest step first, then the one before."
            ),
            name=name,
        )


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be taken back: the events of one interaction about one person.

    `kind` names it; `recorded` is when it was written down (UTC). `never_sent`: a message
    turned out not to have been sent.
    """

    person_id: str
    seqs: tuple[int, ...]
    kind: EventKind
    recorded: datetime
    never_sent: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """The step that would be taken back next, whom it is about, and the member's zone."""

    step: Step
    person: Person
    zone: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A step that was taken back. `further`: there is an earlier one of the last 24 hours.

    `kind` is `UNDONE` where the same press came twice and nothing was changed.
    """

    outcome: Outcome
    kind: EventKind
    further: bool
    never_sent: bool = False


def latest(happened: Iterable[tuple[str, Event]], now: datetime) -> Step | None:
    """The last step of the 24 hours before `now` (UTC) that still counts."""
    steps = _steps(list(happened), now)
    return steps[0] if steps else None


def _steps(happened: Sequence[tuple[str, Event]], now: datetime) -> list[Step]:
    """All steps that can be taken back, the latest first."""
    gone = {(person, seq) for person, event in happened for seq in taken_back(event)}
    undoings = {
        (person, event.interaction)
        for person, event in happened
        if event.kind is EventKind.UNDONE and event.interaction is not None
    }
    groups: dict[tuple[str, object], list[Event]] = {}
    for person, event in happened:
        counts = event.kind is not EventKind.UNDONE and (person, event.seq) not in gone
        own = (person, event.interaction) not in undoings
        if counts and own and _written(event) >= now - UNDO_WITHIN:
            source = event.interaction or f"seq {event.seq}"
            groups.setdefault((person, source), []).append(event)
    found = [_step(person, group) for (person, _source), group in groups.items()]
    return sorted(found, key=lambda step: (step.recorded, step.seqs[-1]), reverse=True)


def _step(person: str, group: list[Event]) -> Step:
    group = sorted(group, key=lambda event: event.seq)
    moving = [event for event in group if MOVES[event.kind].target is not None]
    named = (moving or group)[-1]
    seqs = tuple(event.seq for event in group)
    never_sent = bool(named.facts.get("never_sent"))
    return Step(person, seqs, named.kind, _written(group[-1]), never_sent)


def _written(event: Event) -> datetime:
    return event.recorded or event.at


async def offer(coach: Coach, caller: Caller) -> Offer:
    """What would be taken back now. Raises `NothingToUndo`."""
    now = coach.clock.now()
    async with coach.database.read() as connection:
        happened = await events.recent(connection, caller.member_id, now - UNDO_WITHIN)
        step = latest(happened, now)
        if step is None:
            raise NothingToUndo
        case = await events.load_case(connection, coach.keyring, caller.member_id, step.person_id)
    if case is None:
        raise NothingToUndo
    return Offer(step, case.person, case.member.preferences.zone)


async def take_back(coach: Coach, caller: Caller, person_id: str, seq: int) -> TakenBack:
    """Take back the step that ends with `seq` of a person's history, if it is the latest.

    Raises `NoSuchPerson`, `TakenBackAlready`, `TooLate`, `NotTheLatest`.
    """
    steps: list[Step] = []

    async def taken(connection: AsyncConnection, case: Case) -> Change:
        now = coach.clock.now()
        happened = await events.recent(connection, caller.member_id, now - UNDO_WITHIN)
        steps[:] = _steps(happened, now)
        step = _wanted(case, steps, seq, now)
        return Change([_undoing(step), *_so_that_it_stays(case, step)])

    outcome = await history.decide(coach, caller, person_id, taken)
    kind = steps[0].kind if steps else EventKind.UNDONE
    never_sent = bool(steps) and steps[0].never_sent
    return TakenBack(outcome, kind, further=len(steps) > 1, never_sent=never_sent)


def _wanted(case: Case, steps: Sequence[Step], seq: int, now: datetime) -> Step:
    """The latest step, if it is the one with `seq`; else the reason why not is raised."""
    meant = next((event for event in case.events if event.seq == seq), None)
    if meant is None:
        raise NoSuchPerson
    gone = {place for event in case.events for place in taken_back(event)}
    if seq in gone or case.state.stage is Stage.REMOVED:
        raise TakenBackAlready(case.person.name)
    if _written(meant) < now - UNDO_WITHIN:
        raise TooLate(case.person.name)
    latest_step = steps[0] if steps else None
    if latest_step is None or latest_step.person_id != case.person.id:
        raise NotTheLatest(case.person.name)
    if seq not in latest_step.seqs:
        raise NotTheLatest(case.person.name)
    return latest_step


def _undoing(step: Step) -> Report:
    return Report(EventKind.UNDONE, facts={"seq": step.seqs[-1], "first": step.seqs[0]})


def _so_that_it_stays(case: Case, step: Step) -> list[Report]:
    """Somebody closed by silence and taken back is not closed by the same silence again."""
    if step.kind is not EventKind.CLOSED_BY_SILENCE:
        return []
    cycle = case.state.cycle(Stage.FOLLOWED_UP)
    facts: dict[str, Fact] = {"nudge": NudgeKind.CLOSE_BY_SILENCE.value, "cycle": cycle}
    return [Report(EventKind.NOT_NOW, facts=facts)]
