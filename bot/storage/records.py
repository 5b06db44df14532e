"""What is stored, as plain data. Texts are open here; they are sealed on the way in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Self

from bot.coaching.events import Event, EventKind
from bot.coaching.planner import Planned, Timeline, plan_person
from bot.coaching.preferences import METHOD, Bounds, Preferences
from bot.coaching.stages import NudgeKey, Stage, State, advance, fold
from bot.storage.tables import NudgeState


@dataclass(frozen=True, slots=True)
class About:
    """What a member told the coach about themself."""

    name: str = ""
    goal: str = ""
    two_sentences: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A member. `wishes` are their own settings, `bounds` those of their home server."""

    id: int
    data_key: bytes
    created: datetime
    locale: str = "en"
    zone: str | None = None
    wishes: Preferences = field(default_factory=Preferences)
    bounds: Bounds = METHOD
    about: About = field(default_factory=About)
    home: int | None = None
    home_name: str | None = None
    paused_until: datetime | None = None
    dm_channel: int | None = None
    dm_closed: datetime | None = None
    dm_tested: datetime | None = None
    dm_told: datetime | None = None
    unanswered: int = 0

    @property
    def preferences(self) -> Preferences:
        """The settings that count: the member's own, inside the bounds."""
        return self.bounds.applied_to(self.wishes)


@dataclass(frozen=True, slots=True)
class Details:
    """What a member wrote down about a person. Only the name is always there.

    `minutes` is how long a talk they would ask for, 0 as long as they have not said; `times` is
    when they could talk, in their own words.
    """

    name: str
    organisation: str = ""
    role: str = ""
    why: str = ""
    via: str = ""
    link: str = ""
    minutes: int = 0
    times: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a member would like to talk to."""

    id: str
    details: Details
    field: str | None = None
    referred_by: str | None = None
    has_questions: bool = False

    @property
    def name(self) -> str:
        return self.details.name


@dataclass(frozen=True)
class Case:
    """One person of one member, with the whole history."""

    member: Member
    person: Person
    events: tuple[Event, ...]
    along: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """What a use case had read with it, by name."""
    known: State | None = field(default=None, compare=False)
    """What the events lead to, where that is known; `grown` replaces both."""

    @cached_property
    def timeline(self) -> Timeline:
        """The history as the planner reads it."""
        return Timeline(self.events, self.person.has_questions, self.known)

    @property
    def state(self) -> State:
        """Where the member stands with the person."""
        return self.timeline.state

    def grown(self, event: Event) -> Self:
        """The case once `event` was appended to its history."""
        history = (*self.events, event)
        is_undoing = event.kind is EventKind.UNDONE
        state = fold(history) if is_undoing else advance(self.state, event)
        return replace(self, events=history, known=state)

    @cached_property
    def everything(self) -> tuple[Planned, ...]:
        """The plan without regard to what was sent: every nudge whose reason stands."""
        return plan_person(self.timeline, {}, self.member.wishes, self.member.bounds)


@dataclass(frozen=True, slots=True)
class StoredNudge:
    """A nudge as stored. Instants are in UTC; `sent` is when it went last."""

    id: int
    person_id: str
    key: NudgeKey
    due: datetime
    deadline: datetime | None
    state: NudgeState
    sent: datetime | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """A draft as the member saw it."""

    kind: str
    body: str
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """One question of the list for a talk; `grows_from` is the id of the one before it."""

    id: str
    phase: str
    text: str
    grows_from: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A person in a list: where they stand and when something is due next (UTC).

    What is due already has an instant that has come. `words` is what was asked for of all that
    is written about them.
    """

    person: Person
    stage: Stage
    next_due: datetime | None
    words: str = ""
