"""What the method promises about messages, worked out a second time, for the fuzz of years.

Written from the method's table of stages and its rules for every nudge alone: neither the
planner nor the packing nor the calendar of the coach is asked. Where those search cleverly,
this searches minute by minute.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

import holidays

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SPREAD = timedelta(minutes=20)
"""A bundle goes up to so much after the member's bundle time."""

FROM_THE_TALK = {"met", "thanked", "keeping"}
MAY_WAKE = {"meeting_day", "meeting_hour"}
ALONE = {"questions", *MAY_WAKE, "did_it_happen", "thank_you"}
BEFORE_THE_REPORT = ALONE - {"thank_you"}
IN_ORDER = (
    {"thank_introducer"},
    {"replied"},
    {"follow_up", "let_go"},
    {"idea", "drafted", "introduction", "second_person", "come_back"},
    {"report_back", "keep_in_touch"},
    {"retention_notice"},
)
"""In a bundle: thank-yous, replied, follow-ups, ideas, keeping in touch; housekeeping last."""
MOST_FOR_ONE_MEETING = 5
MOST_PEOPLE = 4
MOST_BUNDLES_A_WEEK = 4
IGNORED_BEFORE_SILENCE = 3


@dataclass(frozen=True)
class Wishes:
    """A member's settings as they count, inside the bounds of their home server."""

    zone: str = "UTC"
    bundle_at: time = time(9, 30)
    quiet: tuple[time, time] = (time(20), time(9))
    weekdays: frozenset[int] = frozenset(range(5))
    holidays: tuple[str, str | None] | None = None
    follow_up_days: int = 7
    thank_you_hours: int = 24
    cadence_days: int = 90
    second_person: bool = False
    hour_reminder: bool = False

    def wall(self, instant: datetime) -> datetime:
        return instant.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    def today(self, instant: datetime) -> date:
        return self.wall(instant).date()

    def is_quiet(self, instant: datetime) -> bool:
        start, end = self.quiet
        clock = self.wall(instant).time()
        return start <= clock < end if start <= end else not end <= clock < start

    def works_on(self, day: date) -> bool:
        return day.weekday() in self.weekdays and not _is_holiday(day, self.holidays)

    def working_day(self, day: date) -> date:
        """`day` or the first working day after it."""
        while not self.works_on(day):
            day += DAY
        return day

    def working_days_after(self, day: date, count: int) -> date:
        for _ in range(count):
            day = self.working_day(day + DAY)
        return day

    def after_quiet(self, instant: datetime) -> datetime:
        return _after_quiet(self, instant)

    def bundle_begins(self, day: date) -> datetime:
        """The earliest instant at which the bundle of a day may go."""
        return self.after_quiet(clock_shows(self.zone, datetime.combine(day, self.bundle_at)))

    def bundle_gone(self, day: date) -> datetime:
        """The instant by which the bundle of a day is to have gone."""
        shown = clock_shows(self.zone, datetime.combine(day, self.bundle_at))
        return self.after_quiet(shown + SPREAD)


@lru_cache(maxsize=4096)
def _after_quiet(wishes: Wishes, instant: datetime) -> datetime:
    minute = instant
    while wishes.is_quiet(minute):
        minute = minute.replace(second=0, microsecond=0) + MINUTE
    return minute


@lru_cache(maxsize=4096)
def clock_shows(zone: str, wall: datetime) -> datetime:
    """The first minute at which the clock on the wall shows `wall`, or has skipped it."""
    there = ZoneInfo(zone)
    minute = wall.replace(tzinfo=UTC) - 15 * HOUR
    while minute.astimezone(there).replace(tzinfo=None) < wall:
        minute += MINUTE
    return minute


def _is_holiday(day: date, chosen: tuple[str, str | None] | None) -> bool:
    return chosen is not None and day in _public_holidays(*chosen)


@cache
def _public_holidays(country: str, region: str | None) -> holidays.HolidayBase:
    return holidays.country_holidays(country, subdiv=region)


@dataclass(frozen=True)
class Told:
    """One line of a person's history."""

    seq: int
    kind: str
    at: datetime
    recorded: datetime
    facts: Mapping[str, object]

    def day(self, name: str) -> date | None:
        given = self.facts.get(name)
        return date.fromisoformat(str(given)) if given else None

    def instant(self, name: str) -> datetime | None:
        given = self.facts.get(name)
        return datetime.fromisoformat(str(given)) if given else None


def still_true(lines: Sequence[Told]) -> list[Told]:
    """Without what was taken back."""
    gone: set[int] = set()
    for one in lines:
        if one.kind == "undone":
            last = int(str(one.facts["seq"]))
            gone |= set(range(int(str(one.facts.get("first", last))), last + 1))
    return [one for one in lines if one.kind != "undone" and one.seq not in gone]


@dataclass(frozen=True)
class Meeting:
    starts: datetime
    ends: datetime
    planned: datetime


@dataclass(frozen=True)
class Reason:
    """Why the coach would write: about what, for which happening (its place), the n-th."""

    kind: str
    since: int
    n: int = 1

    @property
    def rank(self) -> int:
        return next(place for place, kinds in enumerate(IN_ORDER) if self.kind in kinds)


def _series(reason: Reason) -> tuple[str, int]:
    return (reason.kind, reason.since)


@dataclass(frozen=True)
class Due:
    """A reason whose nudge may go from `at` on, is to have gone by `by`, is void at `until`."""

    reason: Reason
    at: datetime
    by: datetime
    until: datetime | None = None


_LEADS_TO = {
    "added": "idea",
    "drafted": "drafted",
    "introduction_asked": "introduction_asked",
    "introduced": "introduced",
    "introduction_refused": "idea",
    "gone_direct": "idea",
    "asked": "asked",
    "followed_up": "followed_up",
    "replied": "replied",
    "later": "parked",
    "bounced": "drafted",
    "referred": "closed",
    "declined": "closed",
    "scheduled": "scheduled",
    "cancelled": "closed",
    "no_show": "replied",
    "met": "met",
    "thanked": "thanked",
    "thank_you_skipped": "thanked",
    "reported_back": "keeping",
    "parked": "parked",
    "let_go": "closed",
    "closed_by_silence": "closed",
}
_BEGINS_ANEW = {"scheduled", "moved", "parked", "later", "met"}
_CONTACTS = {"met", "thanked", "reported_back", "touched"}


class Story:
    """Where a member stands with one person, from what they told."""

    def __init__(self, lines: Sequence[Told], *, has_questions: bool = False) -> None:
        self.has_questions = has_questions
        self.stage = "removed"
        self.entered: Told | None = None
        self.since = 0
        self.before_break = ""
        self.meeting: Meeting | None = None
        self.met_from: datetime | None = None
        self.met_at_meeting: int | None = None
        self.thanked: datetime | None = None
        self.introducer = False
        self.introducer_thanked = False
        self.promises: dict[int, Told] = {}
        """What is promised and not told, by the how-manieth promise it was, taken back or not."""
        self.contact: datetime | None = None
        self.last_contact = 0
        self.cadence: int | None = None
        self.silenced: set[tuple[str, int]] = set()
        self.moved: dict[Reason, tuple[date, datetime]] = {}
        promised = [one.seq for one in lines if one.kind == "promised"]
        self.number_of = {seq: number for number, seq in enumerate(promised, 1)}
        for one in still_true(lines):
            self._note(one)
            self._move(one)

    def since_for(self, kind: str, cycle: object) -> int:
        """The happening that a nudge of this kind is about now; `cycle` says which promise."""
        if kind == "thank_introducer":
            return 0
        if kind == "report_back":
            return int(str(cycle))
        return self.last_contact if kind == "keep_in_touch" else self.since

    def _note(self, one: Told) -> None:
        if one.kind in _CONTACTS:
            self.contact = max(self.contact or one.at, one.at)
            self.last_contact = one.seq
        match one.kind:
            case "added":
                self.introducer = bool(one.facts.get("introducer"))
            case "introduction_asked" | "introduced":
                self.introducer = True
            case "introduction_refused" | "gone_direct":
                self.introducer = False
            case "introducer_thanked":
                self.introducer_thanked = True
            case "promised":
                self.promises[self.number_of[one.seq]] = one
            case "reported_back":
                self.promises.pop(int(str(one.facts["promise"])), None)
            case "cadence_changed":
                self.cadence = int(str(one.facts["days"]))
            case "not_now":
                kind = str(one.facts["nudge"])
                self.silenced.add((kind, self.since_for(kind, one.facts["cycle"])))
            case "snoozed":
                kind, until = str(one.facts["nudge"]), one.day("until")
                assert until is not None
                about = self.since_for(kind, one.facts["cycle"])
                reason = Reason(kind, about, int(str(one.facts["n"])))
                self.moved[reason] = (until, one.recorded)

    def _move(self, one: Told) -> None:
        target = self._target(one)
        if target is None or (target == self.stage and one.kind not in _BEGINS_ANEW):
            return
        before, self.entered = self.stage, one
        drafted_for_it = before == "introduced" and target == "drafted"
        former, self.since = self.since, self.since if drafted_for_it else one.seq
        if target == "parked":
            if before != "parked":
                self.before_break = before
            if one.kind == "later":
                self.before_break = "replied"
        if target == "met":
            self.met_from = min(self.meeting.ends, one.at) if self.meeting else one.at
            self.met_at_meeting = former if self.meeting else None
        if target == "thanked" or (target == "keeping" and before == "met"):
            self.thanked = one.at
        self.meeting = self._meeting(one) if target == "scheduled" else None
        self.stage = target

    def _target(self, one: Told) -> str | None:
        if one.kind == "moved":
            return "scheduled" if one.instant("starts") else "replied"
        if one.kind == "touched":
            stage = self.before_break if self.stage == "parked" else self.stage
            after_thanks = {"thanked", "keeping", "closed"}
            keeps = FROM_THE_TALK if self.stage == "parked" else after_thanks
            return "keeping" if stage in keeps else None
        if one.kind == "reported_back":
            stage = self.before_break if self.stage == "parked" else self.stage
            return "keeping" if stage in FROM_THE_TALK else None
        return _LEADS_TO.get(one.kind)

    def _meeting(self, one: Told) -> Meeting | None:
        starts = one.instant("starts")
        if starts is None:
            return self.meeting
        length = timedelta(minutes=int(str(one.facts["minutes"])))
        return Meeting(starts, starts + length, one.recorded)


@dataclass
class Record:
    """What has gone about one person: the instants, by reason."""

    gone: dict[Reason, list[datetime]] = field(default_factory=dict)
    arrived: dict[Reason, datetime] = field(default_factory=dict)
    """`gone` is when it was tried first; an earlier one of a series goes with the later ones."""

    def note(self, reason: Reason, began: datetime, now: datetime) -> None:
        self.gone.setdefault(reason, []).append(began)
        self.arrived[reason] = now

    def last(self, reason: Reason) -> datetime | None:
        """When it, or a later one of its series, went last."""
        same = [
            max(times)
            for one, times in self.gone.items()
            if _series(one) == _series(reason) and one.n >= reason.n
        ]
        return max(same, default=None)

    def about_meeting(self, since: int) -> int:
        """How many reasons of one planned talk were written about before it was reported."""
        return sum(one.kind in BEFORE_THE_REPORT and one.since == since for one in self.gone)


def standing(story: Story, record: Record, wishes: Wishes) -> list[Due]:
    """Every nudge of the table that should go, now or later, and has not gone."""
    table = _Table(story, record, wishes)
    return [one for one in table.rows() if table.is_open(one.reason)]


def due_now(story: Story, record: Record, wishes: Wishes, now: datetime) -> list[Due]:
    """Of each series the last one that may go by `now`."""
    last: dict[tuple[str, int], Due] = {}
    for one in standing(story, record, wishes):
        series = _series(one.reason)
        if one.at <= now and (series not in last or last[series].reason.n < one.reason.n):
            last[series] = one
    return [one for one in last.values() if one.until is None or one.until > now]


class _Table:
    """The method's table of stages, for one person."""

    def __init__(self, story: Story, record: Record, wishes: Wishes) -> None:
        self.story, self.record, self.wishes = story, record, wishes

    def is_open(self, reason: Reason) -> bool:
        """Neither silenced nor gone, nor has the member moved a later one of its series."""
        same = [one for one in self.story.moved if _series(one) == _series(reason)]
        if _series(reason) in self.story.silenced or any(one.n > reason.n for one in same):
            return False
        last = self.record.last(reason)
        moved = self.story.moved.get(reason)
        return last is None or (moved is not None and moved[1] >= last)

    def rows(self) -> Iterator[Due]:
        story = self.story
        working = {
            "idea": ("idea", 5),
            "drafted": ("drafted", 1),
            "introduced": ("drafted", 1),
            "introduction_asked": ("introduction", 5),
            "followed_up": ("let_go", 7),
            "replied": ("replied", 2),
        }
        if story.stage in working:
            kind, days = working[story.stage]
            yield self._bundled(Reason(kind, story.since), self._working(days))
        if story.stage == "asked":
            yield from self._asked()
        if story.stage == "scheduled" and story.meeting:
            yield from self._scheduled(story.meeting)
        if story.stage == "met":
            yield from self._met()
        if story.stage == "parked" and story.entered:
            back = story.entered.day("until") or self._entered() + 28 * DAY
            yield self._bundled(Reason("come_back", story.since), back)
        if story.stage == "closed":
            yield self._bundled(
                Reason("retention_notice", story.since), self._entered() + 335 * DAY
            )
        if story.stage in FROM_THE_TALK:
            yield from self._relationship()

    def _entered(self) -> date:
        assert self.story.entered is not None
        return self.wishes.today(self.story.entered.at)

    def _working(self, days: int) -> date:
        return self.wishes.working_days_after(self._entered(), days)

    def _day(self, reason: Reason, day: date) -> date:
        moved = self.story.moved.get(reason)
        return self.wishes.working_day(moved[0] if moved else day)

    def _bundled(self, reason: Reason, day: date) -> Due:
        day = self._day(reason, day)
        return Due(reason, self.wishes.bundle_begins(day), self.wishes.bundle_gone(day))

    def _asked(self) -> Iterator[Due]:
        since = self.story.since
        if self.wishes.second_person:
            yield self._bundled(Reason("second_person", since), self._working(3))
        first, second = (Reason("follow_up", since, n) for n in (1, 2))
        day = self._working(self.wishes.follow_up_days)
        yield self._bundled(first, day)
        again = self.wishes.working_days_after(self._day(first, day), 4)
        yield self._bundled(second, again)

    def _alone(
        self, kind: str, n: int, at: datetime, known: datetime, until: datetime | None = None
    ) -> Iterator[Due]:
        """None where its time had passed when the cause was known."""
        reason = Reason(kind, self.story.since, n)
        by = at
        if reason in self.story.moved:
            day = self.story.moved[reason][0]
            at, by = self.wishes.bundle_begins(day), self.wishes.bundle_gone(day)
        elif at <= known:
            return
        if kind not in MAY_WAKE:
            at, by = self.wishes.after_quiet(at), self.wishes.after_quiet(by)
        if until is None or at < until:
            yield Due(reason, at, by, until)

    def _scheduled(self, meeting: Meeting) -> Iterator[Due]:
        starts, planned = meeting.starts, meeting.planned
        day_before, hour_before = starts - DAY, starts - HOUR
        if not self.story.has_questions:
            yield from self._alone("questions", 1, starts - 2 * DAY, planned, day_before)
        wants_hour = self.wishes.hour_reminder
        useless = hour_before if wants_hour else starts
        yield from self._alone("meeting_day", 1, day_before, planned, useless)
        if wants_hour:
            yield from self._alone("meeting_hour", 1, hour_before, planned, starts)
        ended = max(meeting.ends, planned) + 2 * HOUR
        yield from self._alone("did_it_happen", 1, ended, planned)
        asked = Reason("did_it_happen", self.story.since, 1) in self.record.gone
        if self.record.about_meeting(self.story.since) - asked < 3:
            yield from self._alone(
                "did_it_happen", 2, self.wishes.after_quiet(ended) + DAY, planned
            )

    def _met(self) -> Iterator[Due]:
        story = self.story
        assert story.met_from is not None
        assert story.entered is not None
        known, silent = story.entered.recorded, story.met_from + 5 * DAY
        after = timedelta(hours=self.wishes.thank_you_hours)
        second = list(self._alone("thank_you", 2, story.met_from + after, known, silent))
        last = story.met_from + 3 * DAY
        if second and second[0].reason in story.moved:
            last = max(last, second[0].at + DAY)
        third = list(self._alone("thank_you", 3, last, known, silent))
        spent = 0
        if story.met_at_meeting is not None:
            spent = self.record.about_meeting(story.met_at_meeting)
        yield from [*second, *third][: max(0, MOST_FOR_ONE_MEETING - spent)]

    def _relationship(self) -> Iterator[Due]:
        story = self.story
        if story.introducer and not story.introducer_thanked and story.thanked:
            day = self.wishes.today(story.thanked) + DAY
            yield self._bundled(Reason("thank_introducer", 0), day)
        for number, promise in story.promises.items():
            day = promise.day("due") or self.wishes.today(promise.at) + 21 * DAY
            yield self._bundled(Reason("report_back", number), day)
        cadence = self.wishes.cadence_days if story.cadence is None else story.cadence
        if cadence > 0 and story.contact:
            first, second = (Reason("keep_in_touch", story.last_contact, n) for n in (1, 2))
            day = self.wishes.today(story.contact) + cadence * DAY
            yield self._bundled(first, day)
            yield self._bundled(second, self._day(first, day) + cadence * DAY)


def bundle_of(people: Iterable[Sequence[Due]]) -> list[tuple[int, datetime]]:
    """Ranks and ages of what the next bundle holds: the best of each person, four at most."""
    best = [min((one.reason.rank, one.at) for one in due) for due in people if due]
    return sorted(best)[:MOST_PEOPLE]
