"""The digest's numbers on both databases: who counts, from when on, and what is never told."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from bot.coaching.careers import Careers, Feature
from bot.coaching.events import EventKind
from bot.coaching.habits import Counted, Habit
from bot.services import history, people, privacy, undoing
from bot.services.careers import digests, figures, posts, servers
from bot.services.careers.posts import Draft, PostKind
from bot.services.careers.servers import Place, Server
from bot.services.coach import Caller, Coach
from bot.services.history import Report
from bot.storage import weeks
from bot.storage.posts import Reason
from bot.storage.tables import introduction
from tests.clock import FakeClock

K = EventKind
HERE = (77, "Careers")
PLACE = Place(*HERE, actor_id=1)
_numbers = iter(range(1, 100_000))


def member(number: int, guild: tuple[int, str] | None = HERE) -> Caller:
    return Caller(1_000_000_000_000_000_000 + number, next(_numbers), "en", guild)


async def did(coach: Coach, caller: Caller, *kinds: EventKind) -> tuple[str, int]:
    """Somebody new, to whom this happened; their id and the last place in the history."""
    person = (await people.add(coach, caller, name=f"P{next(_numbers)}")).standing.person.id
    seq = 1
    for kind in kinds:
        again = replace(caller, interaction=next(_numbers))
        seq = (await history.record(coach, again, person, Report(kind))).seqs[-1]
    return person, seq


async def server(coach: Coach, **settings: object) -> Server:
    chosen = Careers(channel=1, features=frozenset({Feature.DIGEST}), **settings)
    return await servers.set_up(coach, PLACE, chosen)


async def contribute(coach: Coach, count: int) -> None:
    for number in range(count):
        await did(coach, member(number), K.MET, K.THANKED)


async def preview(coach: Coach) -> Counted | None:
    return (await digests.preview(coach, await servers.required(coach, HERE[0]))).counted


async def test_below_the_minimum_nothing_is_told(coach: Coach, clock: FakeClock) -> None:
    await server(coach)
    await contribute(coach, 4)
    clock.advance(hours=1)
    assert await preview(coach) is None
    await did(coach, member(4), K.INTRODUCED)
    clock.advance(hours=1)
    assert await preview(coach) == Counted(
        {
            Habit.THANKED_PROMPTLY: 4,
            Habit.REPORTED_BACK: 0,
            Habit.INTRODUCED: 1,
            Habit.FIRST_STEP: 0,
        },
        5,
    )
    await server(coach, digest_minimum=6)
    assert await preview(coach) is None
    await server(coach, digest_minimum=1)
    assert (await preview(coach)) is not None
    assert digests.minimum_of(Careers(digest_minimum=1)) == 5


async def test_only_members_at_home_here_count(coach: Coach, clock: FakeClock) -> None:
    await server(coach)
    await contribute(coach, 4)
    await did(coach, member(8, (78, "Elsewhere")), K.INTRODUCED)
    await did(coach, member(9, None), K.INTRODUCED)
    clock.advance(hours=1)
    assert await preview(coach) is None


async def test_many_deeds_of_one_are_one_contributor(coach: Coach, clock: FakeClock) -> None:
    await server(coach)
    for _ in range(9):
        await did(coach, member(1), K.INTRODUCED)
    clock.advance(hours=1)
    assert await preview(coach) is None


async def test_the_first_step_is_the_first_ever(coach: Coach, clock: FakeClock) -> None:
    await server(coach)
    await did(coach, member(0), K.ASKED)
    clock.advance(days=10)
    await contribute(coach, 5)
    await did(coach, member(0), K.ASKED)
    await did(coach, member(1), K.INTRODUCTION_ASKED)
    await did(coach, member(1), K.ASKED)
    clock.advance(hours=1)
    found = await preview(coach)
    assert found is not None
    assert found.numbers[Habit.FIRST_STEP] == 1


async def test_introductions_in_the_server_count(coach: Coach, clock: FakeClock) -> None:
    known = await server(coach)
    await contribute(coach, 4)
    made = {
        "guild_id": known.id,
        "asker_id": member(0).member_id,
        "state": "open",
        "created": clock.now(),
        "changed": clock.now(),
        "minutes": 20,
        "shows": {},
    }
    async with coach.database.write() as connection:
        await connection.execute(
            sa.insert(introduction),
            [
                made | {"id": "1", "friend_id": 7, "target_id": 8},
                made | {"id": "2", "friend_id": 7, "target_id": 8, "state": "target"},
                made | {"id": "3", "friend_id": None, "target_id": 8},
            ],
        )
    clock.advance(hours=1)
    found = await preview(coach)
    assert found is not None
    assert found.numbers[Habit.INTRODUCED] == 2
    assert found.contributors == 5


async def test_what_was_taken_back_does_not_count(coach: Coach, clock: FakeClock) -> None:
    await server(coach)
    await contribute(coach, 4)
    person, seq = await did(coach, member(4), K.INTRODUCED)
    await undoing.take_back(coach, member(4), person, seq)
    clock.advance(hours=1)
    assert await preview(coach) is None


async def test_what_was_told_is_not_told_again(coach: Coach, clock: FakeClock) -> None:
    """Two digests can't be held against each other to find who came in between."""
    await server(coach)
    await contribute(coach, 5)
    clock.advance(hours=1)
    known = await servers.required(coach, HERE[0])
    week = await digests.count(coach, known, clock.now())
    async with coach.database.write() as connection:
        assert await weeks.fix(connection, HERE[0], week)
        assert not await weeks.fix(connection, HERE[0], week)
    await did(coach, member(7), K.INTRODUCED)
    clock.advance(hours=1)
    assert await preview(coach) is None


async def test_erasing_members_changes_no_number(coach: Coach, clock: FakeClock) -> None:
    await server(coach)
    await contribute(coach, 6)
    known = await servers.required(coach, HERE[0])
    clock.set(known.due[PostKind.DIGEST])
    (due,) = await posts.due(coach)
    week = await posts.count_week(coach, due)
    assert week is not None
    await posts.claim(coach, due, Draft("Six", week=week))
    before = await figures.stats(coach, known)
    assert before.digests == 1
    assert before.habits[Habit.THANKED_PROMPTLY] == 6
    for number in range(6):
        await privacy.erase(coach, member(number))
    after = await figures.stats(coach, known)
    assert (after.habits, after.digests) == (before.habits, before.digests)
    async with coach.database.read() as connection:
        assert [one.counted for one in await weeks.latest(connection, HERE[0], 9)] == [week.counted]


async def test_a_week_has_one_digest(coach: Coach, clock: FakeClock) -> None:
    await server(coach)
    for _ in range(2):
        await contribute(coach, 5)
        known = await servers.required(coach, HERE[0])
        clock.set(known.due[PostKind.DIGEST])
        (due,) = await posts.due(coach)
        await posts.claim(coach, due, Draft("Five", week=await posts.count_week(coach, due)))
        later = replace(known.settings.digest, weekday=6)
        await servers.change(
            coach, PLACE, "digest", lambda old, day=later: replace(old, digest=day)
        )
    known = await servers.required(coach, HERE[0])
    assert [one.reason for one in await posts.left_out(coach, known, 7, 9)] == [Reason.SAME_WEEK]


async def test_figures_about_few_are_not_told(coach: Coach, clock: FakeClock) -> None:
    known = await server(coach)
    await contribute(coach, 4)
    stats = await figures.stats(coach, known)
    assert stats.at_home.number is None
    await contribute(coach, 5)
    stats = await figures.stats(coach, known)
    assert stats.at_home.number == 5
    assert stats.reachable.number is None
    status = await figures.status(coach, known)
    figures_told = (status.arrived, status.waiting, status.given_up, status.health.closed)
    assert [one.number for one in figures_told] == [None] * 4
    assert status.stands_still


async def test_nobody_claims_a_slot_twice(coach: Coach, clock: FakeClock) -> None:
    known = await server(coach)
    clock.set(known.due[PostKind.DIGEST])
    (due,) = await posts.due(coach)
    await posts.claim(coach, due, Draft("One"))
    await posts.claim(coach, due, Draft("Two"))
    (post_id,) = await posts.to_send(coach)
    attempt = await posts.begin(coach, post_id)
    assert attempt is not None
    assert attempt.text == "One"
    assert await posts.to_send(coach) == []
    assert await posts.earliest(coach) == clock.now() + posts.FIRST_WAIT
    await posts.arrived(coach, attempt, 5)
    assert await posts.begin(coach, post_id) is None
    assert await posts.earliest(coach) == due.at + timedelta(days=7)


async def test_of_two_at_once_one_claims_and_one_sends(coach: Coach, clock: FakeClock) -> None:
    known = await server(coach)
    clock.set(known.due[PostKind.DIGEST])
    (due,) = await posts.due(coach)
    await asyncio.gather(*(posts.claim(coach, due, Draft(words)) for words in ("One", "Two")))
    (post_id,) = await posts.to_send(coach)
    attempts = await asyncio.gather(*(posts.begin(coach, post_id) for _ in range(3)))
    assert len([one for one in attempts if one is not None]) == 1
    clock.advance(seconds=5)
    again = await posts.begin(coach, post_id)
    assert again is not None
    assert again.doubtful is None
    clock.advance(minutes=2)
    again = await posts.begin(coach, post_id)
    assert again is not None
    assert again.doubtful == due.at


async def test_prompts_are_remembered_by_what_was_posted(coach: Coach, clock: FakeClock) -> None:
    chosen = Careers(channel=1, features=frozenset({Feature.PROMPT}))
    known = await servers.set_up(coach, PLACE, chosen)
    seen = []
    for week in range(3):
        clock.set(known.due[PostKind.PROMPT] + timedelta(days=7 * week))
        (due,) = await posts.due(coach)
        prompt = await posts.next_prompt(coach, due.server)
        assert prompt is not None
        seen.append(prompt.id)
        await posts.claim(coach, due, Draft("Words", prompt.id))
        (post_id,) = await posts.to_send(coach)
        attempt = await posts.begin(coach, post_id)
        assert attempt is not None
        await posts.arrived(coach, attempt, week)
    assert len(set(seen)) == 3
