"""The demo's time."""

from datetime import UTC, datetime, timedelta

import discord

from bot.demo.clock import MONDAY_MORNING, ZONE, DemoClock, hours_until_tomorrow
from bot.services.zones import GUESSES


def test_it_begins_on_a_monday_morning() -> None:
    local = DemoClock().now().astimezone(ZONE)

    assert local.strftime("%A %H:%M") == "Monday 10:00"
    assert DemoClock().now().tzinfo is UTC


def test_it_follows_the_simulated_discord() -> None:
    clock = DemoClock()
    later = datetime(2026, 10, 1, tzinfo=UTC)

    clock.follow(lambda: later)

    assert clock.now() == later


def test_its_zone_is_the_one_that_the_coach_guesses() -> None:
    assert GUESSES[discord.Locale.american_english.value] == ZONE.key


def test_a_day_has_every_hour_and_ends_at_the_same_time_of_day() -> None:
    now = MONDAY_MORNING.astimezone(UTC)

    hours = list(hours_until_tomorrow(now))

    assert len(hours) == 24
    assert hours[0] == now + timedelta(hours=1)
    assert hours[-1].astimezone(ZONE).strftime("%A %H:%M") == "Tuesday 10:00"


def test_the_day_on_which_summer_time_ends_has_an_hour_more() -> None:
    saturday = datetime(2026, 10, 31, 10, tzinfo=ZONE).astimezone(UTC)

    hours = list(hours_until_tomorrow(saturday))

    assert len(hours) == 25
    assert hours[-1].astimezone(ZONE).strftime("%A %H:%M") == "Sunday 10:00"
