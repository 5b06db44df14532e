"""Adding, listing, editing and forgetting people, on both databases."""

import asyncio

import pytest
import sqlalchemy as sa

from bot.coaching.events import EventKind
from bot.coaching.preferences import Advice, Limits
from bot.coaching.rules import NudgeKind
from bot.coaching.stages import NudgeKey, Stage
from bot.delivery.queue import Queue
from bot.delivery.settling import Arrived
from bot.services import choosing, history, people
from bot.services.coach import Caller, Coach
from bot.services.history import Expected, NoSuchPerson, Report
from bot.services.outgoing import Message
from bot.storage.engine import count_statements
from bot.storage.tables import do_not_contact, event, nudge, person
from tests.clock import FakeClock

ALICE, BOB = 1_000_000_000_000_000_001, 1_000_000_000_000_000_002


def alice(interaction: int | None = None) -> Caller:
    return Caller(ALICE, interaction)


async def test_adding_starts_with_an_idea_and_its_next_date(coach: Coach) -> None:
    outcome = await people.add(coach, alice(1), name="Sam", why="their talk")
    assert outcome.standing.state.stage is Stage.IDEA
    assert outcome.standing.next is not None
    assert outcome.standing.person.details.why == "their talk"


async def test_the_same_interaction_adds_one_person(coach: Coach) -> None:
    first = await people.add(coach, alice(1), name="Sam")
    again = await people.add(coach, alice(1), name="Sam")
    assert again.repeated
    assert again.standing.person.id == first.standing.person.id


async def test_a_double_is_found_however_it_is_typed(coach: Coach) -> None:
    first = await people.add(coach, alice(1), name="Sam  Okafor")
    with pytest.raises(people.AlreadyThere) as found:
        await people.add(coach, alice(2), name="sam okafor")
    assert found.value.person_id == first.standing.person.id
    await people.add(coach, alice(3), name="sam okafor", anyway=True)


async def test_two_at_once_add_one_person(coach: Coach) -> None:
    both = await asyncio.gather(
        people.add(coach, alice(1), name="Sam"),
        people.add(coach, alice(2), name="Sam"),
        return_exceptions=True,
    )
    assert sum(isinstance(one, people.AlreadyThere) for one in both) == 1


async def test_members_do_not_see_each_other(coach: Coach) -> None:
    sam = await people.add(coach, alice(1), name="Sam")
    await people.add(coach, Caller(BOB, 2), name="Sam")
    with pytest.raises(NoSuchPerson):
        await people.add(coach, Caller(BOB, 3), name="Kim", referred_by=sam.standing.person.id)


async def test_somebody_referred_has_their_referrer_as_introducer(coach: Coach) -> None:
    sam = await people.add(coach, alice(1), name="Sam")
    with count_statements(coach.database) as count:
        kim = await people.add(coach, alice(2), name="Kim", referred_by=sam.standing.person.id)
    assert count.total <= 6
    assert kim.standing.person.details.via == "Sam"
    assert kim.standing.state.introducer


@pytest.mark.parametrize("name", ["", "  ", "\n"])
async def test_a_name_is_needed(coach: Coach, name: str) -> None:
    with pytest.raises(people.NameMissing):
        await people.add(coach, alice(1), name=name)


async def test_the_list_is_by_stage_and_the_next_date_first(coach: Coach) -> None:
    await people.add(coach, alice(1), name="Sam")
    kim = await people.add(coach, alice(2), name="Kim")
    await people.let_go(coach, alice(3), kim.standing.person.id)
    with count_statements(coach.database) as count:
        found = await people.everyone(coach, alice(4))
    assert count.total <= 6
    assert [one.person.name for one in found.people] == ["Sam", "Kim"]
    ideas = await people.everyone(coach, alice(5), {Stage.IDEA})
    assert [one.person.name for one in ideas.people] == ["Sam"]


async def test_whose_nudge_was_sent_and_not_answered_stays_first_in_the_list(
    coach: Coach, clock: FakeClock
) -> None:
    await people.add(coach, alice(1), name="Sam")
    await deliver(coach, clock, days=10)
    kim = await people.add(coach, alice(2), name="Kim")
    with count_statements(coach.database) as count:
        found = await people.everyone(coach, alice(3))
    assert count.total <= 6
    assert [one.person.name for one in found.people] == ["Sam", "Kim"]
    assert found.people[0].next_due == clock.now()
    assert found.people[1].next_due == kim.standing.next.at
    assert await suggested(coach) == ["Sam", "Kim"]

    sam = found.people[0].person.id
    await history.record(coach, alice(5), sam, Report(EventKind.REPLIED))
    assert await suggested(coach) == ["Sam", "Kim"], "the next step comes sooner"
    await history.record(coach, alice(6), sam, Report(EventKind.PARKED))
    assert await suggested(coach) == ["Kim", "Sam"]
    found = await people.everyone(coach, alice(7))
    assert [one.person.name for one in found.people] == ["Kim", "Sam"]


async def test_what_was_sent_too_long_ago_to_matter_is_not_due(
    coach: Coach, clock: FakeClock
) -> None:
    sam = await people.add(coach, alice(1), name="Sam")
    await history.record(coach, alice(2), sam.standing.person.id, Report(EventKind.MET))
    await deliver(coach, clock, days=4)
    await people.add(coach, alice(3), name="Ann")
    assert await suggested(coach) == ["Sam", "Ann"]
    clock.advance(days=2)
    assert await suggested(coach) == ["Ann", "Sam"]


async def suggested(coach: Coach) -> list[str]:
    """The names in the order of autocomplete."""
    coach.labels.forget(ALICE)
    return [one.name for one in await choosing.labels(coach, alice(), "")]


async def deliver(coach: Coach, clock: FakeClock, days: int) -> None:
    """Let days pass; whatever falls due arrives."""
    queue = Queue(coach, lambda letter: Message("words"), "test")
    for _day in range(days):
        clock.advance(days=1)
        await queue.claim_due()
        ready = await queue.prepare(await queue.lease())
        await queue.settle([Arrived(one.delivery, 1, one.delivery.id) for one in ready])


async def test_editing_changes_what_is_named_and_finds_doubles_by_the_new_name(
    coach: Coach,
) -> None:
    sam = (await people.add(coach, alice(1), name="Sam", role="nurse")).standing.person.id
    with count_statements(coach.database) as count:
        await people.edit(coach, alice(2), sam, {"name": "Samuel"}, people.OUTSIDE)
    assert count.total <= 6
    shown = (await people.show(coach, alice(3), sam)).standing.person
    assert (shown.name, shown.details.role, shown.field) == ("Samuel", "nurse", "outside")
    with pytest.raises(people.AlreadyThere):
        await people.add(coach, alice(4), name="samuel")
    await people.add(coach, alice(5), name="sam")
    with pytest.raises(people.NameMissing):
        await people.edit(coach, alice(6), sam, {"name": " "}, None)


async def test_forgetting_keeps_nothing(coach: Coach) -> None:
    sam = (await people.add(coach, alice(1), name="Sam")).standing.person.id
    kim = await people.add(coach, alice(2), name="Kim", referred_by=sam)
    with count_statements(coach.database) as count:
        assert await people.forget(coach, alice(3), sam) == "Sam"
    assert count.total <= 6
    async with coach.database.read() as connection:
        for table in (event, nudge, person, do_not_contact):
            query = sa.select(sa.func.count()).select_from(table)
            column = table.c.get("person_id", table.c.get("id"))
            if column is not None:
                query = query.where(column == sam)
            assert (await connection.execute(query)).scalar_one() == 0
    shown = await people.show(coach, alice(4), kim.standing.person.id)
    assert shown.standing.person.details.via == ""
    with pytest.raises(NoSuchPerson):
        await people.show(coach, alice(5), sam)
    await people.add(coach, alice(6), name="Sam")


async def test_do_not_contact_keeps_only_the_fact(coach: Coach) -> None:
    sam = (await people.add(coach, alice(1), name="Sam Okafor")).standing.person.id
    await people.forget(coach, alice(2), sam, do_not_contact=True)
    assert not (await people.everyone(coach, alice(3))).people
    for anyway in (False, True):
        with pytest.raises(people.OffLimits):
            await people.add(coach, alice(4), name=" SAM  okafor", anyway=anyway)
    await people.add(coach, Caller(BOB, 5), name="Sam Okafor")


async def test_a_list_holds_five_hundred(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "LIMITS", Limits(people=2))
    await people.add(coach, alice(1), name="Sam")
    await people.add(coach, alice(2), name="Kim")
    with pytest.raises(people.ListFull):
        await people.add(coach, alice(3), name="Lee")


async def test_nobody_reaches_another_members_person(coach: Coach) -> None:
    sam = (await people.add(coach, alice(1), name="Sam")).standing.person.id
    bob = Caller(BOB, 2)
    with pytest.raises(NoSuchPerson):
        await people.show(coach, bob, sam)
    with pytest.raises(NoSuchPerson):
        await people.edit(coach, bob, sam, {"name": "x"}, None)
    with pytest.raises(NoSuchPerson):
        await people.forget(coach, bob, sam)
    with pytest.raises(NoSuchPerson):
        await people.let_go(coach, bob, sam)


async def test_not_now_silences_one_nudge(coach: Coach) -> None:
    sam = await people.add(coach, alice(1), name="Sam")
    nudge_key = NudgeKey(NudgeKind.IDEA, 1, 1)
    person_id = sam.standing.person.id
    quiet = await people.not_now(coach, alice(2), person_id, nudge_key, Expected(Stage.IDEA, 1))
    assert quiet.standing.next is None


async def test_a_first_contact_takes_at_most_six_statements(coach: Coach) -> None:
    """The member, their home server and the first person at once; one more is the test message."""
    with count_statements(coach.database) as count:
        first = await people.add(coach, Caller(ALICE, 1, guild=(77, "Careers")), name="Sam")
    assert count.total <= 6
    assert first.standing.member.home_name == "Careers"
    with count_statements(coach.database) as count:
        referred = await people.add(
            coach, alice(2), name="Kim", referred_by=first.standing.person.id
        )
    assert count.total <= 5
    assert referred.standing.person.details.via == "Sam"


async def test_forgetting_who_named_many_takes_no_more_statements(coach: Coach) -> None:
    sam = (await people.add(coach, alice(1), name="Sam")).standing.person.id
    named = [
        await people.add(coach, alice(2 + number), name=f"Kim {number}", referred_by=sam)
        for number in range(4)
    ]
    with count_statements(coach.database) as count:
        await people.forget(coach, alice(), sam, do_not_contact=True)
    assert count.total <= 5
    for one in named:
        left = (await people.show(coach, alice(), one.standing.person.id)).standing.person
        assert (left.name, left.referred_by) == (one.standing.person.name, None)
        assert left.details.via == ""


async def test_after_three_in_ones_own_field_somebody_outside_is_advised_once(coach: Coach) -> None:
    given = []
    for number in range(1, 6):
        with count_statements(coach.database) as count:
            added = await people.add(coach, alice(number), name=f"Sam {number}", field=people.MINE)
        assert count.total <= 7  # a first contact may take one more
        given.append(added.advice)
    assert given == [None, None, Advice.OUTSIDE, None, None]


async def test_whoever_knows_somebody_outside_needs_no_such_advice(coach: Coach) -> None:
    for number, field in enumerate([people.OUTSIDE, people.MINE, people.MINE, None, people.MINE]):
        added = await people.add(coach, alice(number + 1), name=f"Sam {number}", field=field)
        assert added.advice is None


async def test_whose_field_is_unknown_counts_as_ones_own(coach: Coach) -> None:
    given = []
    for number in range(1, 5):
        added = await people.add(coach, alice(number), name=f"Sam {number}")
        given.append(added.advice)
    assert given == [None, None, Advice.OUTSIDE, None]


async def test_the_third_may_be_told_later_and_one_taken_back_does_not_count(coach: Coach) -> None:
    ids = []
    for number, field in enumerate([None, None, people.OUTSIDE]):
        added = await people.add(coach, alice(number + 1), name=f"Sam {number}", field=field)
        ids.append(added.standing.person.id)
    assert (await people.edit(coach, alice(10), ids[0], {}, people.MINE)).advice is None
    assert (await people.edit(coach, alice(11), ids[1], {"role": "nurse"}, None)).advice is None
    with count_statements(coach.database) as count:
        edited = await people.edit(coach, alice(20), ids[2], {}, people.MINE)
    assert count.total <= 6
    assert edited.advice is Advice.OUTSIDE
    assert (await people.edit(coach, alice(21), ids[2], {}, people.MINE)).advice is None
