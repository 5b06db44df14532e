"""A member's path through storage and delivery, on both databases, by moving the clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.coaching.events import EventKind as K
from bot.coaching.rules import RULES, NudgeKind, Travel
from tests.delivery.world import Arrived, World

DAY = timedelta(days=1)


async def test_a_year_of_one_members_path_brings_exactly_the_nudges_of_the_table(world: World):
    """The whole path, each stage left only when its last nudge has come."""
    await world.add("Sam", via="Kim")
    meeting: dict[str, object] = {"minutes": 30, "zone": "Europe/London", "place": "coffee"}

    async def act(items: list[tuple[NudgeKind, str]]) -> None:
        answers = {
            NudgeKind.IDEA: [(K.DRAFTED, {})],
            NudgeKind.DRAFTED: [(K.INTRODUCTION_ASKED, {})],
            NudgeKind.INTRODUCTION: [(K.INTRODUCED, {}), (K.ASKED, {"channel": "email"})],
        }
        for kind, person in items:
            for event, facts in answers.get(kind, []):
                await world.report(person, event, **facts)
            if kind is NudgeKind.FOLLOW_UP and len(sent_of(world, "follow_up")) == 2:
                await world.report(person, K.FOLLOWED_UP)
            if kind is NudgeKind.LET_GO:
                world.clock.advance(days=1)
                await world.report(person, K.REPLIED)
            if kind is NudgeKind.REPLIED:
                starts = world.clock.now().replace(hour=14, minute=0) + 7 * DAY
                await world.report(person, K.SCHEDULED, starts=starts.isoformat(), **meeting)
            if kind is NudgeKind.DID_IT_HAPPEN and len(sent_of(world, "did_it_happen")) == 2:
                await world.report(person, K.MET)
                await world.report(person, K.PROMISED)
            if kind is NudgeKind.THANK_YOU and len(sent_of(world, "thank_you")) == 1:
                await world.report(person, K.THANKED)
            if kind is NudgeKind.THANK_INTRODUCER:
                await world.report(person, K.INTRODUCER_THANKED)
            if kind is NudgeKind.REPORT_BACK:
                await world.report(person, K.REPORTED_BACK)

    await world.until(datetime(2027, 1, 5, 10, 0, tzinfo=UTC), act)

    minute = world.discord.arrived[0].at.minute
    bundle = f"09:{minute}"
    assert world.log()[:14] == [
        f"Mon 12 Jan {bundle} idea",
        f"Tue 13 Jan {bundle} drafted",
        f"Tue 20 Jan {bundle} introduction",
        f"Thu 29 Jan {bundle} follow_up",
        f"Wed 04 Feb {bundle} follow_up",
        f"Fri 13 Feb {bundle} let_go",
        f"Tue 17 Feb {bundle} replied",
        "Sun 22 Feb 14:00 questions",
        "Mon 23 Feb 14:00 meeting_day",
        "Tue 24 Feb 16:30 did_it_happen",
        "Wed 25 Feb 16:30 did_it_happen",
        "Fri 27 Feb 14:30 thank_you",
        f"Mon 02 Mar {bundle} thank_introducer",
        f"Wed 18 Mar {bundle} report_back",
    ]
    assert [one.split()[-1] for one in world.log()[14:]] == ["keep_in_touch", "keep_in_touch"]


def sent_of(world: World, kind: str) -> list[object]:
    return [one for one in world.discord.arrived if kind in one.kinds]


async def test_a_year_with_twelve_people_keeps_the_caps(world: World):
    """Twelve people, most of whom go quiet: never more than the caps, never the same twice."""
    for number in range(12):
        person = await world.add(f"Person {number}")
        if number % 3:
            await world.report(person, K.ASKED)
        world.clock.advance(hours=5)

    async def act(items: list[tuple[NudgeKind, str]]) -> None:
        for kind, person in items:
            if kind is NudgeKind.IDEA:
                await world.report(person, K.ASKED)
            elif kind is NudgeKind.REPLIED:
                starts = world.clock.now().replace(hour=14, minute=0) + 5 * DAY
                facts = {"starts": starts.isoformat(), "minutes": 20, "zone": "Europe/London"}
                await world.report(person, K.SCHEDULED, **facts)
            elif kind is NudgeKind.DID_IT_HAPPEN:
                await world.report(person, K.MET)
            elif kind is NudgeKind.FOLLOW_UP and ord(person[-1]) % 2:
                await world.report(person, K.REPLIED)

    await world.until(datetime(2027, 1, 5, 10, 0, tzinfo=UTC), act)

    bundles = [one for one in world.discord.arrived if is_bundled(one)]
    assert bundles
    days = [one.at.date() for one in bundles]
    assert len(set(days)) == len(days), "one bundle a day"
    for day in days:
        week = [other for other in days if timedelta() <= day - other < timedelta(days=7)]
        assert len(week) <= 4, "four bundles in any seven days"
    assert max(len(one.kinds) for one in bundles) <= 4
    assert all(one.at.weekday() < 5 for one in bundles)
    assert all(9 <= local_hour(one.at) < 20 for one in world.discord.arrived if may_not_wake(one))
    nonces = [one.nonce for one in world.discord.arrived]
    assert len(set(nonces)) == len(nonces)


def is_bundled(one: Arrived) -> bool:
    return RULES[NudgeKind(one.first)].travel is Travel.BUNDLE


def may_not_wake(one: Arrived) -> bool:
    return not RULES[NudgeKind(one.first)].in_quiet_hours


def local_hour(instant: datetime) -> int:
    return instant.astimezone(ZoneInfo("Europe/London")).hour
