"""What every use case is given: the database, the keys, the clock, and a bell for the alarm."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from bot.clock import Clock
from bot.keys import Keyring
from bot.services.labels import LabelCache
from bot.services.zones import AskedToday
from bot.storage import errors
from bot.storage.engine import Database

StorageError: TypeAlias = errors.StorageError


def _nobody_listens(_due: datetime) -> None:
    """No alarm is set yet; the periodic sweep finds what is due."""


@dataclass(slots=True)
class Coach:
    """The services' common ground. `wake` is told of the earliest new due instant (UTC)."""

    database: Database
    keyring: Keyring
    clock: Clock
    wake: Callable[[datetime], None] = _nobody_listens
    labels: LabelCache = field(default_factory=LabelCache)
    asked_for_zone: AskedToday = field(default_factory=AskedToday)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who acts: the member, the interaction (a repeat of it changes nothing), their language.

    `guild` is the server it happens in, as (id, name), None in direct messages. `zone_guess`
    (an IANA name) counts for a new member until they say where they live.
    """

    member_id: int
    interaction: int | None = None
    language: str = "en"
    guild: tuple[int, str] | None = None
    zone_guess: str = "UTC"
