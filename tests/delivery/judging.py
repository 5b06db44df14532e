"""Every message is held against the oracle when it is first tried; and what did not come, too."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeAlias

import sqlalchemy as sa

from bot.delivery.sender import Arrival, ClosedDoor, Refused, TryAgain
from bot.keys import Keyring
from bot.services.outgoing import Item, Letter, Message
from bot.storage.engine import Database
from bot.storage.tables import NudgeState, delivery, event, nudge, person
from bot.ui.nudges import compose
from tests.clock import FakeClock
from tests.delivery import oracle
from tests.delivery.oracle import DAY, HOUR, MINUTE, Due, Reason, Record, Story, Told, Wishes
from tests.delivery.world import Discord, World

HOMES: dict[int, dict[str, Any]] = {
    1: {},
    2: {"country": "GB", "region": "SCT", "follow_up_days": [6, 8]},
    3: {"thank_you_hours": [30, 40], "country": "US"},
}
"""Servers that members may call home, and the bounds that those set."""

AFTER_TROUBLE = DAY
"""So long after a failed attempt a message may still be on its way."""

SURELY_ONCE = MINUTE
SILENCE, NOTICE = 14 * DAY, 30 * DAY
ANSWER_LOST = TryAgain("the message arrived, its answer didn't")
FIGURES: Counter[str] = Counter()
"""What happened in all lives together."""

Dropped: TypeAlias = dict[tuple[str, str, int], datetime]


@dataclass
class Home:
    """What a server's moderators allow."""

    number: int = 0

    @property
    def bounds(self) -> dict[str, Any]:
        return HOMES.get(self.number, {})


@dataclass
class Somebody:
    """A member as the test knows them, and everything that reached them."""

    id: int
    wanted: Wishes = field(default_factory=Wishes)
    chose_holidays: bool = False
    home: Home = field(default_factory=Home)
    paused_until: datetime | None = None
    door_shut: bool = False
    known_shut: bool = False
    attentive: int = 0
    """0 ignores the messages, 1 reads them, 2 acts on them."""
    ignored: int = 0
    trouble: datetime | None = None
    refused: bool = False
    people: list[str] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    bundles: list[tuple[datetime, str]] = field(default_factory=list)
    """When, and in which zone."""

    @property
    def wishes(self) -> Wishes:
        """Their settings inside the bounds of their home; its country where they chose none."""
        bounds, country = self.home.bounds, self.wanted.holidays
        if not self.chose_holidays and "country" in bounds:
            country = (bounds["country"], bounds.get("region"))
        return replace(
            self.wanted,
            holidays=country,
            follow_up_days=_inside(self.wanted.follow_up_days, bounds.get("follow_up_days")),
            thank_you_hours=_inside(self.wanted.thank_you_hours, bounds.get("thank_you_hours")),
        )

    def is_paused(self, now: datetime) -> bool:
        return self.paused_until is not None and now < self.paused_until

    def bundle_days(self, *, also_then: bool = False) -> set[date]:
        """The local days of the bundles, where asked also in the zone that was theirs then."""
        days = {self.wanted.today(at) for at, _ in self.bundles}
        if also_then:
            days |= {replace(self.wanted, zone=then).today(at) for at, then in self.bundles}
        return days


def _inside(value: int, bounds: list[int] | None) -> int:
    return value if bounds is None else min(max(value, bounds[0]), bounds[1])


@dataclass(frozen=True)
class Trial:
    """The first attempt at a message: to whom, when, its words and its reasons."""

    who: Somebody
    letter: Letter
    message: Message
    began: datetime
    reasons: list[Reason]


class Judge:
    """Looks at every message of the members, and at what is stored about them."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        self.database = database
        self.clock = clock
        self.members: list[Somebody] = []
        self.trials: dict[str, Trial] = {}
        self.heard: list[Trial] = []
        """What arrived in the present sweep."""
        self.dropped: set[int] = set()

    async def stories_of(self, who: Somebody) -> dict[str, Story]:
        """What was told about each person, from the histories as they are stored."""
        async with self.database.read() as connection:
            persons = sa.select(person.c.id, person.c.has_questions)
            known = list(await connection.execute(persons.where(person.c.member_id == who.id)))
            lines = sa.select(event).where(event.c.member_id == who.id).order_by(event.c.seq)
            told: dict[str, list[Told]] = {one.id: [] for one in known}
            for row in await connection.execute(lines):
                one = Told(row.seq, row.kind, row.at, row.recorded, row.facts)
                told[row.person_id].append(one)
        who.people = [one for one in who.people if one in told]
        return {one.id: Story(told[one.id], has_questions=one.has_questions) for one in known}

    async def judge(self, letter: Letter, message: Message) -> Trial:
        """A first attempt at a message: may it go, now, as it is?"""
        now = self.clock.now()
        [who] = [one for one in self.members if one.id == letter.member.id]
        stories, wishes = await self.stories_of(who), who.wishes
        kinds = {item.key.kind.value for item in letter.items}
        self._may_write_now(who, kinds, now)
        dropped = await self._dropped(who)
        due = {
            person_id: [
                one
                for one in oracle.due_now(story, _record(who, person_id), wishes, now)
                if not _was_dropped(one, person_id, dropped)
            ]
            for person_id, story in stories.items()
        }
        found = [self._reason(item, due) for item in letter.items]
        if kinds & oracle.ALONE:
            assert len(letter.items) == 1
            self._not_too_many(who, letter, stories)
        else:
            self._bundle(who, letter, found, due, now)
        return Trial(who, letter, message, now, [one.reason for one in found])

    def again(self, trial: Trial, now: datetime) -> None:
        """A later attempt, of which nobody knows whether it is the first to arrive."""
        kinds = {one.kind for one in trial.reasons}
        self._may_write_now(trial.who, kinds, now)
        if not kinds & oracle.ALONE:
            today = trial.who.wishes.today(now)
            assert trial.who.wishes.works_on(today), f"no working day: {today}"

    def reached(self, trial: Trial) -> None:
        """It arrived."""
        who, now = trial.who, self.clock.now()
        for item, reason in zip(trial.letter.items, trial.reasons, strict=True):
            _record(who, item.standing.person.id).note(reason, trial.began, now)
            FIGURES[reason.kind] += 1
        if trial.reasons[0].kind not in oracle.ALONE:
            who.bundles.append((now, who.wanted.zone))
            who.ignored += 1
            FIGURES["bundles"] += 1
        self.heard.append(trial)

    def _may_write_now(self, who: Somebody, kinds: set[str], now: datetime) -> None:
        assert kinds, "nothing to say"
        assert not who.known_shut, "direct messages are closed"
        assert not who.is_paused(now), f"paused until {who.paused_until}"
        if not kinds <= oracle.MAY_WAKE:
            assert not who.wishes.is_quiet(now), f"{kinds} in quiet hours, {who.wishes.wall(now)}"

    def _reason(self, item: Item, due: dict[str, list[Due]]) -> Due:
        person_id, kind = item.standing.person.id, item.key.kind.value
        fitting = [
            one
            for one in due.get(person_id, ())
            if (one.reason.kind, one.reason.n) == (kind, item.key.n)
            and (kind != "report_back" or one.reason.since == item.key.cycle)
        ]
        assert fitting, f"{item.key} of {person_id} has no reason; those are {due.get(person_id)}"
        return fitting[0]

    def _bundle(
        self,
        who: Somebody,
        letter: Letter,
        found: list[Due],
        due: dict[str, list[Due]],
        now: datetime,
    ) -> None:
        wishes = who.wishes
        today = wishes.today(now)
        assert wishes.works_on(today), f"no working day: {today}"
        assert now >= wishes.bundle_begins(today), "before the bundle's time"
        days = who.bundle_days()
        assert today not in days, "one bundle a local day"
        week = {day for day in days if today - 7 * DAY < day <= today}
        assert len(week) < oracle.MOST_BUNDLES_A_WEEK, "four in any seven local days"
        assert who.ignored < oracle.IGNORED_BEFORE_SILENCE, "after three ignored bundles"
        assert letter.last == (who.ignored == oracle.IGNORED_BEFORE_SILENCE - 1)
        whom = [item.standing.person.id for item in letter.items]
        assert len(set(whom)) == len(whom) <= oracle.MOST_PEOPLE
        ranks = [(one.reason.rank, one.at) for one in found]
        assert ranks == sorted(ranks), "the most important first, then the longest waiting"
        if not self._in_trouble(who):
            bundled = [
                [one for one in many if one.reason.kind not in oracle.ALONE]
                for many in due.values()
            ]
            assert ranks == oracle.bundle_of(bundled), "as many as fit, the most important"
            others = sum(bool(many) for many in bundled) - len(whom)
            assert letter.skipped == others

    def _not_too_many(self, who: Somebody, letter: Letter, stories: dict[str, Story]) -> None:
        """At most five about one talk; what the member asked for once more comes on top."""
        [item] = letter.items
        story = stories[item.standing.person.id]
        record = _record(who, item.standing.person.id)
        talk = story.met_at_meeting if story.stage == "met" else story.since
        reasons = {
            one
            for one in record.gone
            if (one.kind in oracle.BEFORE_THE_REPORT and one.since == talk)
            or (one.kind == "thank_you" and one.since == story.since)
        }
        again = any((one.kind, one.n) == (item.key.kind.value, item.key.n) for one in reasons)
        assert again or len(reasons) < oracle.MOST_FOR_ONE_MEETING, "five messages for one talk"

    def _in_trouble(self, who: Somebody) -> bool:
        return who.trouble is not None and self.clock.now() - who.trouble < AFTER_TROUBLE

    async def nothing_forgotten(self, who: Somebody) -> None:
        """Everything that may go by now has gone, or was dropped and said so."""
        now, wishes = self.clock.now(), who.wishes
        stories = await self.stories_of(who)
        self._silently(who, stories, now)
        if who.known_shut or who.is_paused(now) or self._in_trouble(who):
            return
        dropped = await self._dropped(who)
        for person_id, story in stories.items():
            for one in oracle.due_now(story, _record(who, person_id), wishes, now):
                known = _was_dropped(one, person_id, dropped)
                if one.by <= now and not known and self._could_go(who, one, now):
                    raise AssertionError(f"{one} about {person_id} was forgotten")

    async def _dropped(self, who: Somebody) -> Dropped:
        """When what was dropped had been due, by person, kind and number."""
        async with self.database.read() as connection:
            query = sa.select(nudge.c.person_id, nudge.c.kind, nudge.c.n, nudge.c.due).where(
                nudge.c.member_id == who.id, nudge.c.state == int(NudgeState.DROPPED)
            )
            rows = (await connection.execute(query)).all()
        return {(row.person_id, row.kind, row.n): row.due for row in sorted(rows, key=_due)}

    def _could_go(self, who: Somebody, one: Due, now: datetime) -> bool:
        wishes = who.wishes
        if one.reason.kind in oracle.ALONE:
            return one.reason.kind in oracle.MAY_WAKE or not wishes.is_quiet(now)
        today, days = wishes.today(now), who.bundle_days(also_then=True)
        week = {day for day in days if today - 7 * DAY < day <= today}
        return (
            wishes.works_on(today)
            and not wishes.is_quiet(now)
            and now >= wishes.bundle_gone(today)
            and today not in days
            and len(week) < oracle.MOST_BUNDLES_A_WEEK
            and who.ignored < oracle.IGNORED_BEFORE_SILENCE
        )

    def _silently(self, who: Somebody, stories: dict[str, Story], now: datetime) -> None:
        """Two weeks after an offer to let go was delivered somebody is closed, and a month after
        a notice forgotten; not before, and not without."""
        for person_id, story in stories.items():
            record = _record(who, person_id)
            offered = record.arrived.get(Reason("let_go", story.since))
            if story.stage == "followed_up" and offered is not None:
                undone = ("close_by_silence", story.since) in story.silenced
                assert undone or now < offered + SILENCE + HOUR, "not closed by silence"
            if story.entered is not None and story.entered.kind == "closed_by_silence":
                offers = [at for one, at in record.arrived.items() if one.kind == "let_go"]
                assert any(at + SILENCE <= story.entered.at for at in offers), (
                    f"closed too early: {offers}"
                )
            noticed = record.arrived.get(Reason("retention_notice", story.since))
            assert noticed is None or now < noticed + NOTICE + HOUR, "kept for too long"
        for person_id in who.stories.keys() - stories.keys():
            story, arrived = who.stories[person_id], _record(who, person_id).arrived
            noticed = arrived.get(Reason("retention_notice", story.since))
            told = noticed is not None and noticed + NOTICE <= now
            assert told or story.stage == "removed", "forgotten without notice"
            FIGURES["purged"] += 1

    async def dropped_for_a_reason(self) -> None:
        now = self.clock.now()
        async with self.database.read() as connection:
            query = sa.select(nudge).where(nudge.c.state == int(NudgeState.DROPPED))
            rows = (await connection.execute(query)).mappings().all()
            new = [row for row in rows if row["id"] not in self.dropped]
            for row in new:
                await self._is_true(connection, row, now)
        self.dropped = {row["id"] for row in rows}

    async def _is_true(self, connection: Any, row: Any, now: datetime) -> None:
        FIGURES[f"dropped {row['reason']}"] += 1
        match row["reason"]:
            case "too_late":
                assert row["deadline"] <= now
            case "superseded":
                later = sa.select(nudge.c.id).where(
                    nudge.c.person_id == row["person_id"],
                    nudge.c.kind == row["kind"],
                    nudge.c.cycle == row["cycle"],
                    nudge.c.n > row["n"],
                    nudge.c.due <= now,
                )
                assert (await connection.execute(later)).first() is not None
            case "undeliverable":
                [who] = [one for one in self.members if one.id == row["member_id"]]
                assert who.refused
            case reason:
                raise AssertionError(f"dropped for {reason}")


def _due(row: Any) -> datetime:
    due: datetime = row.due
    return due


def _was_dropped(one: Due, person_id: str, dropped: Dropped) -> bool:
    due = dropped.get((person_id, one.reason.kind, one.reason.n))
    return due is not None and one.at <= due


def _record(who: Somebody, person_id: str) -> Record:
    return who.records.setdefault(person_id, Record())


class Fuzzed(World):
    """The world, with a Discord that has every message judged at its first attempt."""

    def __init__(self, judge: Judge, keyring: Keyring) -> None:
        self.judge = judge
        self.faults: list[Exception] = []
        """What the next attempts meet with."""
        self.all_letters: dict[int, Letter] = {}
        self.wrong: BaseException | None = None
        super().__init__(judge.database, keyring, judge.clock)
        self.discord = Judging(self.clock, self)
        self.restart()

    def _compose(self, letter: Letter) -> Message:
        self.all_letters[letter.delivery_id] = letter
        return compose(letter)

    async def judged(self, message: Message, nonce: str) -> Trial:
        """The first attempt that this one belongs to, held to the rules as far as they count."""
        trials, now = self.judge.trials, self.clock.now()
        if nonce not in trials:
            async with self.database.read() as connection:
                query = sa.select(delivery.c.id).where(delivery.c.nonce == nonce)
                letter = self.all_letters[(await connection.execute(query)).scalar_one()]
            trials[nonce] = await self.judge.judge(letter, message)
            return trials[nonce]
        trial = trials[nonce]
        assert message == trial.message, "a later attempt says the same"
        if now >= trial.began + SURELY_ONCE:
            self.judge.again(trial, now)
        return trial


class Judging(Discord):
    """Whatever is to be sent is judged first; then it may fail, or arrive without an answer."""

    def __init__(self, clock: FakeClock, world: Fuzzed) -> None:
        super().__init__(clock)
        self.world = world

    async def send(self, channel_id: int, message: Message, nonce: str) -> Arrival:
        try:
            trial = await self.world.judged(message, nonce)
            arrived = self._arrived(nonce)
        except Exception as error:
            self.world.wrong = self.world.wrong or error
            raise
        if arrived is not None:
            return arrived
        if trial.who.door_shut:
            trial.who.known_shut = True
            raise ClosedDoor("HTTP 403, code 50007")
        return await self._in_this_weather(trial, channel_id, nonce)

    def _arrived(self, nonce: str) -> Arrival | None:
        """What the same nonce made before, as long as Discord remembers it."""
        for number, one in enumerate(self.arrived, 1):
            if one.nonce == nonce:
                assert self.clock.now() < one.at + SURELY_ONCE, "sent twice"
                return Arrival(one.channel, number)
        return None

    async def _in_this_weather(self, trial: Trial, channel_id: int, nonce: str) -> Arrival:
        faults = self.world.faults
        fault = faults.pop(0) if faults else None
        if fault is not None:
            trial.who.trouble = self.clock.now()
            trial.who.refused = trial.who.refused or isinstance(fault, Refused)
            FIGURES["faults"] += 1
        if fault is None or fault is ANSWER_LOST:
            self.world.judge.reached(trial)
            arrival = await super().send(channel_id, trial.message, nonce)
        if fault is not None:
            raise fault
        return arrival
