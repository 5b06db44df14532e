"""Introductions among the members of a server: the states, the moves, and who learns what.

    friend ──pass on──▶ target ──yes──▶ agreed ──opened──▶ open
      │                   │               │
      ├─ no, reported ────┴─ no, never ───┴─ somebody left ──▶ quiet ──┐
      ├─ passes it on in their own words ────────────────────▶ by hand ┤
      └─ silence ───────────────────────────────────────────────────────┴─▶ ended

Through an open door there is no friend, and the target is asked at once.

**A no can't be told from silence.** Whatever ends a request that is not a meeting makes it
`quiet`: for the asker nothing changes. They hear of the end when silence would have ended it, at
an instant that was fixed when they asked (`ANSWER_DAYS`), in the same words. Until then the same
limits hold as for a request that is still open. So the friend has fewer days than that
(`FRIEND_DAYS`), and the target what is left, at least two: an end at any other moment would tell
how far it had come.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

ANSWER_DAYS: Final = 7
FRIEND_DAYS: Final = 5

MOST_ASKED: Final = 5
"""So many requests reach one person in seven days, whoever asks; then others have to write
themselves, and learn nothing by it that they couldn't learn of somebody who may not be asked."""

ASKED_WITHIN: Final = timedelta(days=7)

MINUTES: Final = (15, 20, 30, 45)
"""How long a conversation may be asked for."""


class Role(StrEnum):
    """Who somebody is in an introduction."""

    ASKER = "asker"
    FRIEND = "friend"
    TARGET = "target"


class State(StrEnum):
    """How far a request has come."""

    FRIEND = "friend"
    """The friend was asked."""
    TARGET = "target"
    """The friend passed it on, or the door was open: the target was asked."""
    AGREED = "agreed"
    """Both sides said yes; the thread is being opened."""
    OPEN = "open"
    """They are introduced."""
    BY_HAND = "by_hand"
    """The friend has a text to send; the coach has no more part in it."""
    QUIET = "quiet"
    """It is over, and the asker hears so at the time at which silence would have ended it."""
    ENDED = "ended"
    """It is over, and whoever is to hear so has heard."""


class Move(StrEnum):
    """What may happen to a request."""

    FORWARD = "forward"
    CARRY = "carry"
    """The friend passes it on; the coach may not write to the target, so they do it."""
    NO = "no"
    NOT_NOW = "not_now"
    YES = "yes"
    NEVER = "never"
    WITHDRAW = "withdraw"
    REPORT = "report"

    UNREACHED = "unreached"
    """Whoever was to be asked can't be written to."""
    LEFT = "left"
    """One of them is no longer there, or was kept from introductions by the team."""
    OPENED = "opened"
    """The thread is there."""
    COPIED = "copied"
    """There can be no thread; each has a text to copy."""
    LAPSE = "lapse"
    """The time for answers is over."""


class Tell(StrEnum):
    """What the coach has to do for somebody; the values stand in `notice.kind`."""

    ASK_FRIEND = "ask_friend"
    ASK_TARGET = "ask_target"
    TEXT_FOR_ASKER = "text_for_asker"
    """The coach may not write to them: here is a text to send."""
    TEXT_FOR_FRIEND = "text_for_friend"
    THREAD = "thread"
    """Open the thread."""
    COPY = "copy"
    """You all agreed, and there can be no thread: here is a text to begin with."""
    ENDED = "ended"
    OFF = "off"
    """It came to nothing after all, to one who said yes and waits."""
    LOG = "log"
    """A report, to the server's team."""
    LOCK = "lock"
    """Lock the thread that was reported."""
    HANDLED = "handled"
    """The team has closed the report, to whoever made it."""


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to tell; `late`: not now but when silence would have ended the request."""

    to: Role
    tell: Tell
    late: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What a move leads to."""

    state: State
    errands: tuple[Errand, ...] = ()


class NotPossible(Exception):
    """The move doesn't fit: it is another's to make, or things have moved on."""


WAITING: Final = frozenset({State.FRIEND, State.TARGET})
"""An answer is awaited."""

UNDECIDED: Final = frozenset({State.FRIEND, State.TARGET, State.BY_HAND, State.QUIET})
"""What looks to the asker as if an answer were awaited."""

PENDING: Final = UNDECIDED | {State.AGREED}
"""What counts as the one request that may be pending for a pair."""

OVER: Final = frozenset({State.QUIET, State.BY_HAND, State.ENDED})
"""To those who were asked, a request in these states has ended."""

_EVERYBODY: Final = frozenset(Role)

_WHOSE: Final[Mapping[Move, frozenset[Role | None]]] = {
    Move.FORWARD: frozenset({Role.FRIEND}),
    Move.CARRY: frozenset({Role.FRIEND}),
    Move.NO: frozenset({Role.FRIEND, Role.TARGET}),
    Move.NOT_NOW: frozenset({Role.FRIEND, Role.TARGET}),
    Move.YES: frozenset({Role.TARGET}),
    Move.NEVER: frozenset({Role.TARGET}),
    Move.WITHDRAW: frozenset({Role.ASKER}),
    Move.REPORT: _EVERYBODY,
    **dict.fromkeys(
        (Move.UNREACHED, Move.LEFT, Move.OPENED, Move.COPIED, Move.LAPSE), frozenset({None})
    ),
}
"""Who may make a move; None is the coach."""


def may_make(move: Move, by: Role | None) -> bool:
    """Whether a move is theirs to make, however far it has come; None is the coach."""
    return by in _WHOSE[move]


def begin(*, has_friend: bool) -> Step:
    """The asker has agreed to what is shown, and the request goes out."""
    if has_friend:
        return Step(State.FRIEND, (Errand(Role.FRIEND, Tell.ASK_FRIEND),))
    return Step(State.TARGET, (Errand(Role.TARGET, Tell.ASK_TARGET),))


def moved(
    state: State, move: Move, by: Role | None, *, has_friend: bool, passed_on: bool = False
) -> Step:
    """What `move` leads to, made `by` somebody, None being the coach. Raises `NotPossible`.

    `passed_on`: the friend had passed it on, so they are told of its end as well.
    """
    if by not in _WHOSE[move] or (by is Role.FRIEND and not has_friend):
        raise NotPossible
    waits = (Role.FRIEND,) if has_friend and passed_on and state is not State.BY_HAND else ()
    match move:
        case Move.REPORT:
            return _reported(state, by)
        case Move.LEFT:
            return _left(state)
        case Move.LAPSE:
            return _lapsed(state, waits)
        case Move.WITHDRAW if state in UNDECIDED:
            return Step(State.ENDED, tuple(Errand(role, Tell.ENDED, late=True) for role in waits))
    return _answered(state, move, by, has_friend=has_friend)


def _answered(state: State, move: Move, by: Role | None, *, has_friend: bool) -> Step:
    """A move that one state alone knows."""
    if by is not None and by.value != state.value:  # the states in which somebody is asked
        raise NotPossible
    match state, move:
        case State.FRIEND, Move.FORWARD:
            return Step(State.TARGET, (Errand(Role.TARGET, Tell.ASK_TARGET),))
        case State.FRIEND, Move.CARRY:
            return Step(State.BY_HAND)
        case ((State.FRIEND | State.TARGET), (Move.NO | Move.NEVER)):
            return Step(State.QUIET)
        case ((State.FRIEND | State.TARGET), Move.NOT_NOW):
            return Step(state)
        case State.TARGET, Move.YES:
            return Step(State.AGREED, (Errand(Role.ASKER, Tell.THREAD),))
        case State.FRIEND, Move.UNREACHED:
            return Step(State.ENDED, (Errand(Role.ASKER, Tell.TEXT_FOR_ASKER),))
        case State.TARGET, Move.UNREACHED if has_friend:
            return Step(State.BY_HAND, (Errand(Role.FRIEND, Tell.TEXT_FOR_FRIEND),))
        case State.TARGET, Move.UNREACHED:
            return Step(State.ENDED, (Errand(Role.ASKER, Tell.TEXT_FOR_ASKER),))
        case State.AGREED, Move.OPENED:
            return Step(State.OPEN)
        case State.AGREED, Move.COPIED:
            return Step(State.OPEN, _to(present(has_friend=has_friend), Tell.COPY))
    raise NotPossible


def present(*, has_friend: bool) -> tuple[Role, ...]:
    """Everybody who has a part in it."""
    return (Role.ASKER, Role.FRIEND, Role.TARGET) if has_friend else (Role.ASKER, Role.TARGET)


def _to(roles: Iterable[Role], tell: Tell) -> tuple[Errand, ...]:
    return tuple(Errand(role, tell) for role in roles)


def _reported(state: State, by: Role | None) -> Step:
    """A report ends whatever is still open, and shows the asker nothing of it; a target who said
    yes and waits for the thread hears that there will be none."""
    if state is State.AGREED and by is not Role.TARGET:
        return _left(state)
    if state in WAITING or state is State.AGREED:
        return Step(State.QUIET)
    return Step(State.ENDED if state is State.OPEN else state)


def _left(state: State) -> Step:
    if state is State.AGREED:
        return Step(State.QUIET, (Errand(Role.TARGET, Tell.OFF),))
    if state in WAITING:
        return Step(State.QUIET)
    raise NotPossible


def _lapsed(state: State, waits: tuple[Role, ...]) -> Step:
    """The same for a no as for silence, whosever it was."""
    if state not in PENDING:
        raise NotPossible
    agreed = (Role.TARGET,) if state is State.AGREED else ()
    return Step(State.ENDED, _to((Role.ASKER, *waits, *agreed), Tell.ENDED))


# What each side learns


class Detail(StrEnum):
    """What the asker may let others see of them."""

    NAME = "name"
    GOAL = "goal"
    TWO_SENTENCES = "two_sentences"


@dataclass(frozen=True, slots=True)
class Consents:
    """What each has agreed to show: the asker by ticking, the friend by passing it on (their
    name), the target by saying yes (theirs)."""

    asker: frozenset[Detail] = frozenset()
    friend: bool = False
    target: bool = False

    def stored(self) -> dict[str, list[str]]:
        """As kept in `introduction.shows`: what each agreed to show, by role."""
        shown = {Role.ASKER.value: sorted(one.value for one in self.asker)}
        for role, agreed in ((Role.FRIEND, self.friend), (Role.TARGET, self.target)):
            if agreed:
                shown[role.value] = [Detail.NAME.value]
        return shown

    @classmethod
    def read(cls, stored: Mapping[str, Iterable[str]]) -> "Consents":
        """What `stored` had written."""
        return cls(
            asker=frozenset(map(Detail, stored.get(Role.ASKER, ()))),
            friend=Role.FRIEND in stored,
            target=Role.TARGET in stored,
        )


NOTHING: Final[frozenset[Detail]] = frozenset()
_NAME: Final = frozenset({Detail.NAME})


def sees(reader: Role, about: Role, consents: Consents) -> frozenset[Detail]:
    """What `reader` may read of another before they meet.

    The asker knows whom they named, and nothing of what those do. The friend knows who asks,
    for nobody vouches for a stranger, and whom for. The target knows of both what these
    agreed to.
    """
    match reader, about:
        case Role.ASKER, _:
            return _NAME  # they named them
        case Role.FRIEND, Role.ASKER:
            return consents.asker | _NAME
        case Role.FRIEND, Role.TARGET:
            return _NAME  # the asker named them
        case Role.TARGET, Role.ASKER:
            return consents.asker
        case Role.TARGET, Role.FRIEND:
            return _NAME if consents.friend else NOTHING
    return _NAME


def seen_by_all(about: Role, consents: Consents) -> frozenset[Detail]:
    """What stands about somebody in the thread, where everybody has a name."""
    return (consents.asker if about is Role.ASKER else NOTHING) | _NAME


# Times and limits


def lapses_at(created: datetime) -> datetime:
    """When silence ends a request, and when the asker hears of any other end."""
    return created + timedelta(days=ANSWER_DAYS)


def answer_by(state: State, created: datetime) -> datetime:
    """Until when whoever was asked in this state may answer."""
    days = FRIEND_DAYS if state is State.FRIEND else ANSWER_DAYS
    return created + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Earlier:
    """One of the asker's earlier requests in the same server."""

    target_id: int
    state: State
    created: datetime
    changed: datetime


class Refusal(StrEnum):
    """Why the asker may not ask now; none of it tells anything about another."""

    PENDING = "pending"
    TOO_MANY = "too_many"
    TOO_SOON = "too_soon"
    TOO_NEW = "too_new"


@dataclass(frozen=True, slots=True)
class Rules:
    """A server's limits."""

    requests_a_week: int
    cool_down_days: int
    min_days_in_server: int


def refused(
    rules: Rules, earlier: Iterable[Earlier], target_id: int, joined: datetime, now: datetime
) -> tuple[Refusal, datetime] | None:
    """Why not, and from when on (UTC); None where the asker may ask. `joined`: the server."""
    at_home = joined + timedelta(days=rules.min_days_in_server)
    if now < at_home:
        return Refusal.TOO_NEW, at_home
    known = list(earlier)
    same = [one for one in known if one.target_id == target_id]
    for one in same:
        if one.state in PENDING:
            return Refusal.PENDING, max(lapses_at(one.created), now)
    rests = [one.changed + timedelta(days=rules.cool_down_days) for one in same]
    if rests and max(rests) > now:
        return Refusal.TOO_SOON, max(rests)
    week = timedelta(days=7)
    recent = sorted(one.created for one in known if one.created > now - week)
    most = max(rules.requests_a_week, 1)
    if len(recent) >= most:
        return Refusal.TOO_MANY, recent[len(recent) - most] + week
    return None
