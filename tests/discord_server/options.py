"""What a test sets about the server as a whole."""

from dataclasses import dataclass
from enum import StrEnum

APPLICATION = 111_111_111_111_111_111
TOKEN = "MTExMTExMTExMTExMTExMTEx.GabcDE.abcdefghijklmnopqrstuvwxyzABCDEFGHIJ012"


class Model(StrEnum):
    """How the global limit counts. Which of them Discord uses is not known."""

    BUCKET = "bucket"
    FIXED = "fixed"
    SLIDING = "sliding"
    NONE = "none"


@dataclass
class Options:
    """May be changed while the server runs; limits are read at every request.

    Times are seconds. The nonce window runs on the server's clock, which a test may move;
    limits and latency run on the machine's.
    """

    token: str = TOKEN
    latency: tuple[float, float] = (0.0, 0.0)
    """An answer takes between these two; half of it before the request takes effect."""

    interaction_latency: tuple[float, float] | None = None
    """The same for answers to interactions; None: like any other."""

    seed: int = 0
    """Of latencies."""

    model: Model = Model.SLIDING
    per_second: int = 50
    """The global limit; interactions and webhooks are exempt from it, as at Discord."""

    channel_limit: int = 5
    channel_seconds: float = 5.0
    """Each bucket's: so many requests of a kind to one channel in so many seconds."""

    opening_burst: int | None = None
    opening_rate: float = 1.0
    """Opening DM channels: so many at once, and this many a second after that; then 40003.
    None: no limit. Channels that exist already count as well."""

    opening_bucket: tuple[int, float] | None = None
    """So many openings in so many seconds, told in the headers of each answer. None: no such
    headers, and discord.py sends one opening after the other."""

    nonce_window: float = 60.0
    heartbeat: float = 41.25
    heartbeat_acks: bool = True
    shards: int = 1
    """What /gateway/bot recommends."""
