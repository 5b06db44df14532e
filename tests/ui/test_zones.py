"""Time zones as people name them."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.feedback import Feedback
from bot.ui.text import sentence
from bot.ui.zone_names import BadZone, read_zone, zone_choices, zones_where_it_is

NOW = datetime(2026, 11, 24, 20, 43, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe / berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("Berlin, Germany", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("new_york", "America/New_York"),
        ("München", "Europe/Berlin"),
        ("san francisco", "America/Los_Angeles"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("Kiev", "Europe/Kyiv"),
        ("Calcutta", "Asia/Kolkata"),
        ("Germany", "Europe/Berlin"),
        ("Japan", "Asia/Tokyo"),
        ("uk", "Europe/London"),
        ("UTC", "UTC"),
        ("gmt", "UTC"),
        ("UTC+0", "UTC"),
    ],
)
def test_a_zone(text: str, zone: str) -> None:
    assert read_zone(text) == zone


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "That field is empty."),
        ("UTC+2", "Which of these has the same clock as you: Berlin, Paris"),
        ("GMT-5", "New York, Chicago"),
        ("+5:30", "Kolkata"),
        ("CET", "Berlin, Paris, Madrid"),
        ("JST", "Tokyo"),
        ("USA", "New York, Chicago, Denver"),
        ("Berlim", "Did you mean Berlin"),
        ("tokio", "Did you mean Tokyo"),
        ("Narnia", "I don't know “Narnia” as a place."),
        ("UTC+99", "I don't know"),
        ("Etc/GMT+5", "I don't know"),
        ("../../etc/passwd", "I don't know"),
        ("@everyone", r"I don't know “\@everyone”"),
    ],
)
def test_a_zone_that_is_asked_about(text: str, says: str) -> None:
    with pytest.raises(BadZone) as error:
        read_zone(text)
    assert says in sentence(error.value)


def test_a_long_text_is_given_back() -> None:
    with pytest.raises(BadZone) as error:
        read_zone("x" * 5000)
    assert error.value.give_back == "x" * 5000


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("", "Europe/London"),
        ("ber", "Europe/Berlin"),
        ("york", "America/New_York"),
        ("germ", "Europe/Berlin"),
        ("Europe/Be", "Europe/Berlin"),
        ("tokio", "Asia/Tokyo"),
        ("Zür", "Europe/Zurich"),
    ],
)
def test_choices(query: str, first: str) -> None:
    assert first in zone_choices(query)[:2]


@given(st.text(max_size=80) | st.sampled_from(["a", "utc+1", "/", " ", "ist"]))
@example("\x00")
def test_any_query_has_choices_that_are_zones(query: str) -> None:
    found = zone_choices(query)
    assert len(found) == len(set(found)) <= 25
    for zone in found:
        ZoneInfo(zone)


@given(st.text(max_size=80))
def test_any_text_is_a_zone_or_refused_kindly(text: str) -> None:
    try:
        ZoneInfo(read_zone(text))
    except Feedback as refusal:
        sentence(refusal)


@pytest.mark.parametrize(
    ("clock", "first"),
    [
        (time(21, 40), "Europe/Berlin"),
        (time(21, 47), "Europe/Berlin"),
        (time(15, 45), "America/New_York"),
        (time(2, 13), "Asia/Kolkata"),
        (time(20, 43), "Europe/London"),
        (time(10, 43), "Pacific/Honolulu"),
        (time(2, 28), "Asia/Kathmandu"),
    ],
)
def test_where_it_is_that_late(clock: time, first: str) -> None:
    assert zones_where_it_is(NOW, clock)[0] == first


@given(st.times())
def test_the_clocks_there_show_about_that_time(clock: time) -> None:
    for zone in zones_where_it_is(NOW, clock):
        there = NOW.astimezone(ZoneInfo(zone))
        apart = (there.hour - clock.hour) * 60 + there.minute - clock.minute
        assert min(apart % 1440, -apart % 1440) <= 8
