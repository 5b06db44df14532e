"""When a server's posts are due, and which prompt comes next."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.calendar import local
from bot.coaching.careers import Careers, Feature, Weekly
from bot.coaching.posts import PostKind, following, next_due, next_prompt

MONDAY = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]


def test_the_moment_itself_leads_to_the_next_week() -> None:
    weekly = Weekly(0, time(10))
    assert following(weekly, "UTC", MONDAY - timedelta(seconds=1)) == MONDAY
    assert following(weekly, "UTC", MONDAY) == MONDAY + timedelta(days=7)


@given(
    st.integers(0, 6),
    st.times(),
    st.sampled_from(ZONES),
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
)
def test_it_comes_once_a_week_on_its_day(
    weekday: int, at: time, zone: str, after: datetime
) -> None:
    weekly = Weekly(weekday, at.replace(microsecond=0))
    instants = [after]
    for _ in range(60):
        instants.append(following(weekly, zone, instants[-1]))
    for earlier, later in pairwise(instants[1:]):
        assert timedelta(days=6, hours=22) <= later - earlier <= timedelta(days=7, hours=2)
    assert after < instants[1] <= after + timedelta(days=7, hours=2)
    there = [local(one, zone) for one in instants[1:]]
    # Where clocks go forward over midnight, a time that doesn't exist comes after the gap.
    assert all(one.weekday() == weekday for one in there)
    assert sum(one.time() == weekly.at for one in there) >= len(there) - 3


def test_what_is_switched_off_is_never_due() -> None:
    settings = Careers()
    assert [next_due(settings, kind, MONDAY, MONDAY) for kind in PostKind] == [None] * 3
    settings = Careers(features=frozenset({Feature.PROMPT}), log_channel=1)
    assert next_due(settings, PostKind.PROMPT, MONDAY, MONDAY) == MONDAY + timedelta(days=7)
    assert next_due(settings, PostKind.DIGEST, MONDAY, MONDAY) is None


@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
)
def test_the_first_line_for_the_team_comes_on_day_seven(zone: str, created: datetime) -> None:
    settings = Careers(log_channel=1, zone=zone)
    first = next_due(settings, PostKind.REPORT, created, created)
    assert first is not None
    assert (local(first, zone).date() - local(created, zone).date()).days == 7
    second = next_due(settings, PostKind.REPORT, created, first)
    assert second is not None
    assert (local(second, zone).date() - local(first, zone).date()).days == 7


@given(st.lists(st.sampled_from("abcdef"), unique=True, min_size=1), st.integers(0, 30))
def test_none_comes_twice_before_all_came(candidates: list[str], rounds: int) -> None:
    used: list[str] = []
    for _ in range(rounds):
        following_one = next_prompt(candidates, used[: len(candidates)])
        assert following_one is not None
        used.insert(0, following_one)
    for start in range(len(used) - len(candidates) + 1):
        assert sorted(used[start : start + len(candidates)]) == sorted(candidates)


def test_a_new_prompt_comes_before_any_is_repeated() -> None:
    assert next_prompt(["a", "b", "new"], ["b", "a"]) == "new"
    assert next_prompt(["b"], ["b", "a"]) == "b"
    assert next_prompt([], ["a"]) is None
