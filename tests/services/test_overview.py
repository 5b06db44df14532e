"""Where a member stands with everybody, and the next of the first questions."""

import pytest

from bot.coaching.events import EventKind
from bot.coaching.rules import NudgeKind
from bot.services import asking, drafting, first_steps, history, overview, people, starting
from bot.services.coach import Caller, Coach
from bot.services.first_steps import Step
from bot.services.history import Report
from bot.services.overview import Group
from bot.services.parts import Part, Told
from bot.storage.engine import count_statements
from tests.clock import FakeClock

ALICE = 1_000_000_000_000_000_001
_numbers = iter(range(1, 100_000))


def alice(language: str = "en") -> Caller:
    return Caller(ALICE, next(_numbers), language, (77, "Careers"))


async def added(coach: Coach, name: str, *kinds: EventKind) -> str:
    person = (await people.add(coach, alice(), name=name)).standing.person.id
    for kind in kinds:
        await history.record(coach, alice(), person, Report(kind))
    return person


async def test_a_new_member_has_nobody_and_is_known_afterwards(coach: Coach) -> None:
    with count_statements(coach.database) as counted:
        seen = await overview.look_around(coach, alice())

    assert not seen.people
    assert seen.member.home_name == "Careers"
    assert counted.total <= 6


async def test_the_most_due_comes_first(coach: Coach, clock: FakeClock) -> None:
    await added(coach, "Idea")
    await added(coach, "Asked", EventKind.ASKED)
    await added(coach, "Replied", EventKind.REPLIED)
    await added(coach, "Closed", EventKind.LET_GO)
    clock.advance(days=15)
    seen = await overview.look_around(coach, alice())

    assert [one.person.name for one in seen.people] == ["Replied", "Asked", "Idea", "Closed"]
    assert [one.person.name for one in seen.due] == ["Replied", "Asked", "Idea"]
    assert [one.person.name for one in seen.coming] == ["Closed"]
    assert seen.counts == {Group.IDEA: 1, Group.ASKED: 1, Group.ANSWERED: 1, Group.CLOSED: 1}


async def test_twenty_people_take_as_few_statements_as_one(coach: Coach) -> None:
    for number in range(20):
        await added(coach, f"Person {number}")
    with count_statements(coach.database) as counted:
        seen = await overview.look_around(coach, alice())

    assert len(seen.people) == 20
    assert counted.total <= 6


async def test_whoever_was_taken_back_is_not_there(coach: Coach) -> None:
    person = await added(coach, "Sam")
    await history.record(coach, alice(), person, Report(EventKind.UNDONE, facts={"seq": 1}))
    seen = await overview.look_around(coach, alice())

    assert not seen.people
    assert not seen.undo


async def test_opening_a_person_shows_what_is_due(coach: Coach, clock: FakeClock) -> None:
    person = await added(coach, "Sam", EventKind.ASKED)
    assert (await overview.open_person(coach, alice(), person)).item is None
    clock.advance(days=15)
    opened = await overview.open_person(coach, alice(), person)

    assert opened.item is not None
    assert opened.item.key.kind is NudgeKind.FOLLOW_UP


async def test_the_first_questions_follow_from_what_is_stored(coach: Coach) -> None:
    first = await first_steps.name_someone(coach, alice(), name="Sam", why="your talk")
    person = first.standing.person.id
    assert first.step is Step.ROUTE
    asked = await first_steps.go_direct(coach, alice(), person)
    assert asked.missing == (Part.GOAL, Part.TWO_SENTENCES, Part.TIME)
    await starting.tell_about(coach, alice(), goal="to learn", two_sentences="I am. I will.")
    seen = await overview.look_around(coach, alice())
    assert seen.first is not None
    assert (seen.first.step, seen.first.part) == (Step.PARTS, Part.TIME)
    await asking.draft(coach, alice(), person, told=Told(minutes=20))
    seen = await overview.look_around(coach, alice())
    assert seen.first is not None
    assert (seen.first.step, seen.first.part) == (Step.DRAFT, None)

    await history.record(coach, alice(), person, Report(EventKind.ASKED))
    assert (await overview.look_around(coach, alice())).first is None


async def test_the_first_person_named_twice_is_gone_on_with(coach: Coach) -> None:
    first = await first_steps.name_someone(coach, alice(), name="Sam")
    again = await first_steps.name_someone(coach, alice(), name="sam")

    assert again.standing.person.id == first.standing.person.id


async def test_where_a_friend_could_introduce_the_parts_come_at_once(coach: Coach) -> None:
    first = await first_steps.name_someone(coach, alice(), name="Sam", via="Ana")
    assert (first.step, first.part) == (Step.PARTS, Part.GOAL)


async def test_with_several_people_there_are_no_first_questions(coach: Coach) -> None:
    await added(coach, "Sam")
    await added(coach, "Noor")
    assert (await overview.look_around(coach, alice())).first is None


async def test_each_answer_takes_at_most_six_statements(coach: Coach) -> None:
    person = await added(coach, "Sam")
    with count_statements(coach.database) as counted:
        await first_steps.name_introducer(coach, alice(), person, "Ana")
    assert counted.total <= 6
    with count_statements(coach.database) as counted:
        await starting.set_zone(coach, alice(), "Europe/Berlin")
    assert counted.total <= 6


@pytest.mark.parametrize(
    "kind", ["note", "notes", "promise", "own_questions", "own_thanks_email", "own_thanks_card"]
)
def test_what_is_kept_for_the_member_is_no_draft(kind: str) -> None:
    assert not drafting.holds_a_draft([kind])
    assert drafting.holds_a_draft([kind, "request_email"])
