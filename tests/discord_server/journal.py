"""What the server saw, request by request."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

SEND = "POST /channels/{channel}/messages"
HISTORY = "GET /channels/{channel}/messages"
OPEN = "POST /users/@me/channels"
COMMANDS = "PUT /applications/{application}/commands"
CALLBACK = "POST /interactions/{interaction}/{token}/callback"
_EXEMPT = ("/interactions/", "/webhooks/")
_INVALID = (401, 403, 429)


class Stage(StrEnum):
    """How far a request has come."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    """It took effect, and is not answered yet."""
    ANSWERED = "answered"
    """The answer's last byte was given to the system, or the connection was reset instead."""


@dataclass
class Seen:
    """A request; instants are seconds since the server began. `status` is None where the
    connection was reset, or while there is no answer."""

    number: int
    at: float
    route: str
    path: str
    member: int | None = None
    channel: int | None = None
    body: Any = None
    status: int | None = None
    code: int = 0
    accepted: float | None = None
    answered: float | None = None
    fault: str | None = None

    @property
    def exempt(self) -> bool:
        """Interactions don't count towards the global limit."""
        return any(part in self.route for part in _EXEMPT)


@dataclass
class Journal:
    """Every request, in the order of arrival."""

    requests: list[Seen] = field(default_factory=list)

    def of(self, route: str, member: int | None = None) -> list[Seen]:
        """The requests of a kind, those about one member only where one is given."""
        return [
            one
            for one in self.requests
            if one.route == route and (member is None or one.member == member)
        ]

    def with_status(self, status: int) -> list[Seen]:
        return [one for one in self.requests if one.status == status]

    @property
    def invalid(self) -> list[Seen]:
        """Those of which 10,000 in ten minutes get an address banned."""
        return [one for one in self.requests if one.status in _INVALID]

    def most_in_a_second(self, *, sends_only: bool = False) -> int:
        """The largest number of requests within any one second."""
        counted = [one for one in self.requests if not one.exempt]
        instants = [one.at for one in counted if not sends_only or one.route == SEND]
        most = first = 0
        for last, instant in enumerate(instants):
            while instants[first] <= instant - 1:
                first += 1
            most = max(most, last - first + 1)
        return most

    def most_at_once(self, route: str = SEND) -> int:
        """The largest number of requests of a kind that waited for an answer together."""
        steps = [(one.at, 1) for one in self.of(route)]
        steps += [(one.answered, -1) for one in self.of(route) if one.answered is not None]
        most = waiting = 0
        for _, step in sorted(steps):
            waiting += step
            most = max(most, waiting)
        return most
