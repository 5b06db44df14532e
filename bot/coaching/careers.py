"""What the moderators of a server chose for their careers channel. Everything is off at first."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

FEWEST_CONTRIBUTORS: Final = 5
"""Numbers about fewer members could tell who did what, so nobody may set less."""


class Feature(StrEnum):
    """What moderators switch on and off."""

    PROMPT = "prompt"
    """A question for everybody, once a week."""
    DIGEST = "digest"
    """Good habits of the week, in numbers."""
    WINS = "wins"
    """Members share what went well."""
    INTRODUCTIONS = "introductions"
    """Members introduce each other."""
    OPEN_DOOR = "open_door"
    """Members offer conversations."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """A moment of the week: a weekday, Monday being 0, and a wall-clock time in the server's
    zone."""

    weekday: int
    at: time


@dataclass(frozen=True, slots=True)
class Careers:
    """The settings of one server. `zone` is an IANA name, `language` a locale.

    `removed_prompts` are ids of prompts that ship and are not wanted here. `approve_wins` puts
    wins into the team's queue first. `requests_a_week` and `cool_down_days` (after an
    introduction between the same two ended) limit introductions and open door, and so does
    `min_days_in_server`. `left_off_until` is a day in `zone`: nobody is asked before it whether
    something is to be switched on. What limits members' reminders is in `Bounds`.
    """

    channel: int | None = None
    team_role: int | None = None
    log_channel: int | None = None
    language: str = "en"
    zone: str = "UTC"
    features: frozenset[Feature] = frozenset()
    digest: Weekly = Weekly(4, time(16, 0))
    digest_minimum: int = FEWEST_CONTRIBUTORS
    prompt: Weekly = Weekly(0, time(10, 0))
    removed_prompts: frozenset[str] = frozenset()
    approve_wins: bool = False
    requests_a_week: int = 3
    cool_down_days: int = 30
    min_days_in_server: int = 7
    left_off_until: date | None = None

    def has(self, feature: Feature) -> bool:
        """Whether it is switched on."""
        return feature in self.features

    def month(self, now: datetime) -> str:
        """The month on the server's clock, as "2026-01"."""
        return f"{now.astimezone(ZoneInfo(self.zone)):%Y-%m}"
