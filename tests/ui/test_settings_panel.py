"""What members type into the panel's forms."""

from datetime import time

import pytest

from bot.feedback import BadInput
from bot.ui.settings_panel import NO_QUIET_HOURS, read_hours


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("20:00 to 9:00", (time(20), time(9))),
        ("20:00–09:00", (time(20), time(9))),
        ("8pm - 9am", (time(20), time(9))),
        ("22-7", (time(22), time(7))),
        ("  21h   until 8h ", (time(21), time(8))),
        ("None", NO_QUIET_HOURS),
        ("off", NO_QUIET_HOURS),
    ],
)
def test_quiet_hours_are_two_times(typed: str, hours: tuple[time, time]) -> None:
    assert read_hours(typed) == hours


@pytest.mark.parametrize(
    "typed",
    ["", "20:00", "20:00 to", "to 9", "25-7", "20:00 to 9:00 to 10", "x" * 5000, "@everyone"],
)
def test_anything_else_is_answered_kindly(typed: str) -> None:
    with pytest.raises(BadInput):
        read_hours(typed)
