"""Taking back: what counts as the latest, and what follows from it."""

import pytest

from bot.coaching.events import EventKind
from bot.coaching.stages import Stage
from bot.services import history, people, undoing
from bot.services.coach import Caller, Coach
from bot.services.history import Expected, NoSuchPerson, Report
from bot.services.undoing import NothingToUndo, NotTheLatest, TakenBackAlready, TooLate
from bot.storage.engine import count_statements
from tests.clock import FakeClock

ALICE, BOB = 1_000_000_000_000_000_001, 1_000_000_000_000_000_002
_numbers = iter(range(1, 100_000))


def alice() -> Caller:
    return Caller(ALICE, next(_numbers))


async def added(coach: Coach, name: str = "Sam") -> str:
    return (await people.add(coach, alice(), name=name)).standing.person.id


async def reported(coach: Coach, person: str, *kinds: EventKind, by: Caller | None = None) -> int:
    reports = [Report(kind) for kind in kinds]
    return (await history.record(coach, by or alice(), person, *reports)).seqs[-1]


async def test_undoing_leads_to_the_same_as_never_having_reported(coach: Coach) -> None:
    person = await added(coach)
    before = await history.look(coach, alice(), person)
    seq = await reported(coach, person, EventKind.ASKED)
    taken = await undoing.take_back(coach, alice(), person, seq)
    after = taken.outcome.standing

    assert (after.state.stage, after.state.cycles) == (before.state.stage, before.state.cycles)
    assert after.next == before.next
    assert taken.kind is EventKind.ASKED


async def test_events_of_one_interaction_go_together(coach: Coach) -> None:
    person = await added(coach)
    seq = await reported(coach, person, EventKind.ASKED, EventKind.FOLLOWED_UP, EventKind.REPLIED)
    taken = await undoing.take_back(coach, alice(), person, seq)

    assert taken.outcome.standing.state.stage is Stage.IDEA
    assert len(taken.outcome.seqs) == 1


async def test_repeating_goes_further_back(coach: Coach, clock: FakeClock) -> None:
    person = await added(coach)
    for kind in (EventKind.ASKED, EventKind.FOLLOWED_UP):
        clock.advance(minutes=1)
        await reported(coach, person, kind)
    seen = []
    for _round in range(3):
        step = (await undoing.offer(coach, alice())).step
        taken = await undoing.take_back(coach, alice(), person, step.seqs[-1])
        seen.append((step.kind, taken.further))

    assert seen == [
        (EventKind.FOLLOWED_UP, True),
        (EventKind.ASKED, True),
        (EventKind.ADDED, False),
    ]
    with pytest.raises(NothingToUndo):
        await undoing.offer(coach, alice())


async def test_only_the_latest_across_all_people_can_be_taken_back(
    coach: Coach, clock: FakeClock
) -> None:
    sam, noor = await added(coach), await added(coach, "Noor")
    first = await reported(coach, sam, EventKind.ASKED)
    clock.advance(minutes=1)
    await reported(coach, noor, EventKind.ASKED)

    with pytest.raises(NotTheLatest):
        await undoing.take_back(coach, alice(), sam, first)


async def test_after_24_hours_it_is_too_late(coach: Coach, clock: FakeClock) -> None:
    person = await added(coach)
    seq = await reported(coach, person, EventKind.ASKED)
    clock.advance(hours=24)
    assert (await undoing.offer(coach, alice())).step.kind is EventKind.ASKED
    clock.advance(seconds=1)
    with pytest.raises(TooLate):
        await undoing.take_back(coach, alice(), person, seq)
    with pytest.raises(NothingToUndo):
        await undoing.offer(coach, alice())


async def test_twice_is_once(coach: Coach) -> None:
    person = await added(coach)
    seq = await reported(coach, person, EventKind.ASKED)
    press = alice()
    await undoing.take_back(coach, press, person, seq)
    again = await undoing.take_back(coach, press, person, seq)
    assert again.outcome.repeated
    assert again.outcome.standing.state.stage is Stage.IDEA

    with pytest.raises(TakenBackAlready):
        await undoing.take_back(coach, alice(), person, seq)


async def test_somebody_closed_by_silence_is_not_closed_by_it_again(coach: Coach) -> None:
    person = await added(coach)
    await reported(coach, person, EventKind.ASKED, EventKind.FOLLOWED_UP)
    closed = await reported(coach, person, EventKind.CLOSED_BY_SILENCE, by=Caller(ALICE))
    offer = await undoing.offer(coach, alice())
    assert offer.step.kind is EventKind.CLOSED_BY_SILENCE
    taken = await undoing.take_back(coach, alice(), person, closed)

    assert taken.outcome.standing.state.stage is Stage.FOLLOWED_UP
    assert taken.outcome.standing.state.quiet
    assert (await undoing.offer(coach, alice())).step.kind is EventKind.FOLLOWED_UP


async def test_a_button_of_before_is_refused_after_undoing(coach: Coach) -> None:
    person = await added(coach)
    seq = await reported(coach, person, EventKind.ASKED)
    await undoing.take_back(coach, alice(), person, seq)

    with pytest.raises(history.MovedOn):
        await history.record(
            coach, alice(), person, Report(EventKind.REPLIED), expected=Expected(Stage.ASKED, 1)
        )


async def test_another_members_person_is_unknown(coach: Coach) -> None:
    person = await added(coach)
    seq = await reported(coach, person, EventKind.ASKED)

    with pytest.raises(NoSuchPerson):
        await undoing.take_back(coach, Caller(BOB, next(_numbers)), person, seq)
    with pytest.raises(NothingToUndo):
        await undoing.offer(coach, Caller(BOB, next(_numbers)))


async def test_undoing_takes_at_most_six_statements(coach: Coach) -> None:
    person = await added(coach)
    seq = await reported(coach, person, EventKind.ASKED)
    with count_statements(coach.database) as counted:
        await undoing.offer(coach, alice())
        offered = counted.total
        await undoing.take_back(coach, alice(), person, seq)
    assert offered <= 6
    assert counted.total - offered <= 6
