"""Rate limits: three models of the global one, the buckets, and opening DM channels."""

import math
import zlib
from collections import deque
from dataclasses import dataclass, field

from tests.discord_server.journal import OPEN
from tests.discord_server.options import Model, Options


@dataclass
class TokenBucket:
    """`burst` at once, then `rate` a second. `take` is 0, or how long to wait."""

    tokens: float
    burst: float
    last: float = -math.inf

    def take(self, now: float, rate: float) -> float:
        passed = 0.0 if self.last == -math.inf else now - self.last
        self.tokens, self.last = min(self.burst, self.tokens + passed * rate), now
        if self.tokens >= 1:
            self.tokens -= 1
            return 0.0
        return (1 - self.tokens) / rate


class GlobalLimit:
    """The limit over everything that a token sends."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._bucket = TokenBucket(options.per_second, options.per_second)
        self._second, self._count = -1, 0
        self._recent: deque[float] = deque()

    def take(self, now: float) -> float:
        """0 where a request may pass at `now`, otherwise after how many seconds it may."""
        most = self._options.per_second
        match self._options.model:
            case Model.NONE:
                return 0.0
            case Model.BUCKET:
                return self._bucket.take(now, most)
            case Model.FIXED:
                return self._fixed(now, most)
            case Model.SLIDING:
                return self._sliding(now, most)

    def _fixed(self, now: float, most: int) -> float:
        if int(now) != self._second:
            self._second, self._count = int(now), 0
        self._count += 1
        return 0.0 if self._count <= most else self._second + 1 - now

    def _sliding(self, now: float, most: int) -> float:
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        if len(self._recent) >= most:
            return self._recent[0] + 1 - now
        self._recent.append(now)
        return 0.0


@dataclass
class Bucket:
    """A window that begins with its first request."""

    name: str
    limit: int
    seconds: float
    resets: float = -math.inf
    used: int = 0

    def take(self, now: float) -> float:
        if now >= self.resets:
            self.resets, self.used = now + self.seconds, 0
        if self.used >= self.limit:
            return self.resets - now
        self.used += 1
        return 0.0

    def headers(self, now: float, epoch: float) -> dict[str, str]:
        """The X-RateLimit headers of an answer at `now`, which is `epoch` since 1970."""
        left = max(self.resets - now, 0.0)
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.limit - self.used),
            "X-RateLimit-Reset": f"{epoch + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": self.name,
        }


@dataclass
class Limits:
    """All limits of one token."""

    options: Options
    everything: GlobalLimit = field(init=False)
    buckets: dict[tuple[str, str], Bucket] = field(default_factory=dict)
    _opening: TokenBucket | None = None

    def __post_init__(self) -> None:
        self.everything = GlobalLimit(self.options)

    def bucket(self, route: str, channel: int | None) -> Bucket | None:
        """The bucket of a kind of request to one channel; each route is its own kind. None for
        what has no such limit."""
        if channel is not None:
            limit = (self.options.channel_limit, self.options.channel_seconds)
        elif route == OPEN and self.options.opening_bucket is not None:
            limit = self.options.opening_bucket
        else:
            return None
        key = (route, str(channel or ""))
        if key not in self.buckets:
            self.buckets[key] = Bucket(f"{zlib.crc32(route.encode()):08x}", *limit)
        return self.buckets[key]

    def may_open(self, now: float) -> bool:
        """Whether one more DM channel may be opened."""
        burst = self.options.opening_burst
        if burst is None:
            return True
        if self._opening is None or self._opening.burst != burst:
            self._opening = TokenBucket(burst, burst)
        return self._opening.take(now, self.options.opening_rate) == 0
