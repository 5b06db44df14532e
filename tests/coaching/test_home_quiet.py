"""Quiet hours that a home server adds to a member's own."""

from datetime import UTC, date, datetime, time

import pytest

from bot.coaching.calendar import after_quiet, bundle_instant, is_quiet
from bot.coaching.preferences import METHOD, Bounds, Preferences

MONDAY = date(2026, 1, 5)
NIGHT = (time(21), time(8))


def at(hour: int, minute: int = 0, day: int = 5) -> datetime:
    return datetime(2026, 1, day, hour, minute, tzinfo=UTC)


def counted(quiet: tuple[time, time] | None, **wishes: object) -> Preferences:
    return Bounds(quiet=quiet).applied_to(Preferences(**wishes))  # type: ignore[arg-type]


def test_without_any_nothing_changes() -> None:
    wishes = Preferences()
    assert METHOD.applied_to(wishes) is wishes


def test_both_count() -> None:
    preferences = counted((time(18), time(7)))
    assert is_quiet(at(19), preferences)  # the server's
    assert is_quiet(at(8), preferences)  # the member's
    assert not is_quiet(at(12), preferences)
    assert after_quiet(at(19), preferences) == at(9, day=6)
    assert after_quiet(at(6), preferences) == at(9)


def test_hours_apart_from_the_member_s_own_count_as_well() -> None:
    preferences = counted((time(12), time(14)))
    assert after_quiet(at(12, 30), preferences) == at(14)
    assert after_quiet(at(21), preferences) == at(9, day=6)
    assert not is_quiet(at(15), preferences)


def test_a_bundle_that_would_fall_into_them_goes_at_their_end() -> None:
    late = counted((time(19), time(11)))
    assert bundle_instant(MONDAY, late) == at(11)
    evening = counted(NIGHT, quiet_from=time(0), quiet_to=time(0), bundle_at=time(21, 30))
    assert bundle_instant(MONDAY, evening) == at(8)
    early = counted((time(22), time(7)), bundle_at=time(9, 30))
    assert bundle_instant(MONDAY, early) == at(9, 30)


def test_a_bundle_goes_at_the_end_of_both() -> None:
    nights = {"quiet_from": time(20), "quiet_to": time(12), "bundle_at": time(13)}
    preferences = counted((time(12, 30), time(14)), **nights)
    assert bundle_instant(MONDAY, preferences) == at(14)


@pytest.mark.parametrize("quiet", [(time(8), time(21)), (time(9), time(20)), (time(8), time(20))])
def test_where_no_hour_would_be_left_the_member_s_own_count(quiet: tuple[time, time]) -> None:
    preferences = counted(quiet)
    assert preferences.home_quiet is None
    assert bundle_instant(MONDAY, preferences) == at(9, 30)


def test_it_is_never_longer_than_a_day() -> None:
    for start in range(24):
        for end in range(24):
            if start == end:
                continue
            preferences = counted((time(start), time(end)))
            for hour in range(24):
                free = after_quiet(at(hour), preferences)
                assert not is_quiet(free, preferences)
                assert (free - at(hour)).total_seconds() < 24 * 3600
            assert not is_quiet(bundle_instant(MONDAY, preferences), preferences)
            assert bundle_instant(MONDAY, preferences).date() == MONDAY
