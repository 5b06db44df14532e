"""Introductions among the members of a server: asked for, answered, withdrawn, ended.

What may follow what stands in `bot.coaching.introducing`; here every move is one transaction, and
whatever it leads to in Discord is a row of the outbox (`bot.services.careers.notices`). Whether
somebody is still in the server only Discord knows: who calls has asked it just before.
"""

import contextlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching import introducing
from bot.coaching.careers import Careers, Feature
from bot.coaching.introducing import (
    Consents,
    Detail,
    Errand,
    Move,
    NotPossible,
    Refusal,
    Role,
    State,
    Step,
    Tell,
)
from bot.feedback import N_, BadInput, Feedback, NotYours
from bot.services import starting
from bot.services.careers import servers
from bot.services.careers.servers import Server
from bot.services.coach import Caller, Coach
from bot.storage import (
    allowances,
    careers,
    ids,
    introductions,
    members,
    notices,
    open_doors,
    retractions,
)
from bot.storage.records import About, Member
from bot.storage.retractions import Retraction

Introduction: TypeAlias = introductions.Introduction
Words: TypeAlias = introductions.Words
Allowance: TypeAlias = allowances.Allowance

LONGEST_TOPIC = 200
TIME_TO_TELL = timedelta(days=7)
"""For so long the coach tries to tell what has become of a request."""

KEPT_DAYS = 366
"""So long a request is kept after its end, without words: no cool-down is longer."""

_WORDS_KEPT = timedelta(days=7)


class Over(Feedback):
    """The request has ended, however it did."""

    def __init__(self) -> None:
        super().__init__(N_("This one has ended. There is nothing left to do about it."))


class Answered(Feedback):
    """They have answered already."""

    def __init__(self) -> None:
        super().__init__(N_("You have answered that one already. Thank you."))


class TooLate(Feedback):
    """They want to take back what has come about."""

    def __init__(self) -> None:
        super().__init__(
            N_("Both sides have said yes to this one already. Tell them in the thread.")
        )


class AboutYourself(BadInput):
    """Somebody was named twice, or the asker named themself."""

    def __init__(self) -> None:
        super().__init__(
            N_("An introduction takes three: you, a friend, and the person you'd like to meet.")
        )


class NotHere(BadInput):
    """Somebody named is no member of the server."""

    def __init__(self, name: str) -> None:
        super().__init__(N_("{name} isn't a member of this server."), name=name)


class Blocked(Feedback):
    """The team keeps the asker from introductions."""

    def __init__(self, until: datetime | None) -> None:
        if until is None:
            super().__init__(
                N_("This server's team has switched introductions off for you. They can say why.")
            )
        else:
            super().__init__(
                N_(
                    "This server's team has switched introductions off for you until {until}. "
                    "They can say why."
                ),
                until=until,
            )


class NotNow(Feedback):
    """A limit of the server; it says nothing about anybody else."""

    def __init__(self, why: Refusal, until: datetime) -> None:
        super().__init__(_REFUSED[why], until=until)
        self.why = why


_REFUSED = {
    Refusal.PENDING: N_(
        "You have already asked to be introduced to them. It ends by itself on {until}, "
        "if nothing comes of it; /intro settings takes it back."
    ),
    Refusal.TOO_SOON: N_(
        "You asked to be introduced to them not long ago. From {until} on you can ask again."
    ),
    Refusal.TOO_MANY: N_(
        "That's as many introductions as this server allows in a week. The next is possible "
        "from {until} on."
    ),
    Refusal.TOO_NEW: N_(
        "You joined this server a short while ago. From {until} on you can ask for introductions."
    ),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the asker asks for: whom to meet, through whom (None: an open door), about what."""

    target_id: int
    friend_id: int | None
    topic: str = ""

    @property
    def first(self) -> int:
        """Who is to be asked first."""
        return self.target_id if self.friend_id is None else self.friend_id

    @property
    def feature(self) -> Feature:
        """What has to be switched on for it."""
        return Feature.OPEN_DOOR if self.friend_id is None else Feature.INTRODUCTIONS


@dataclass(frozen=True, slots=True)
class Offer:
    """What the asker is shown before anything is sent.

    `reaches`: the coach may write to whoever is to be asked first. `adult`: the asker has said
    that they are 18 or over.
    """

    wanted: Wanted
    about: About
    reaches: bool
    adult: bool


@dataclass(frozen=True, slots=True)
class Consent:
    """What the asker agreed to. `asker`, `friend` and `target` are what they are called here."""

    shows: frozenset[Detail]
    minutes: int
    asker: str
    target: str
    friend: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer led to. `words` are the asker's, for one who has to send them themself."""

    introduction: Introduction
    role: Role
    words: Words | None = None


async def offer(
    coach: Coach, caller: Caller, guild_id: int, wanted: Wanted, joined: datetime
) -> Offer:
    """Whether and how it can be asked for. `joined` is since when the asker is in the server.

    Makes the asker known. Raises `SwitchedOff`, `NotSetUp`, `AboutYourself`, `Blocked`, `NotNow`.
    """
    _refuse_same(caller.member_id, wanted)
    async with coach.database.write() as connection:
        asker = await starting.ensure_in(connection, coach, caller)
        allowed = await _may_ask(connection, coach, asker.id, guild_id, wanted, joined)
    own = allowed[asker.id]
    reaches = allowed[wanted.first].may_be_asked_now
    return Offer(wanted, asker.about, reaches, adult=own.adult is not None)


async def ask(
    coach: Coach,
    caller: Caller,
    guild_id: int,
    wanted: Wanted,
    consent: Consent,
    joined: datetime,
) -> Introduction:
    """Send the request on its way; the asker has confirmed being 18 or over.

    The checks of `offer` are made once more, and nobody else's request of the same asker comes in
    between. Raises what `offer` does, and `Over` where whoever is to be asked may not be
    written to any more.
    """
    _refuse_same(caller.member_id, wanted)
    now = coach.clock.now()
    async with coach.database.write() as connection:
        asker = await members.load(connection, coach.keyring, caller.member_id, lock=True)
        if asker is None:
            raise Over
        allowed = await _may_ask(connection, coach, asker.id, guild_id, wanted, joined)
        if not allowed[wanted.first].may_be_asked_now:
            raise Over
        if allowed[asker.id].adult is None:
            raise NotAdult
        made = _made(coach, asker, guild_id, wanted, consent, now)
        await introductions.insert(connection, made)
        step = introducing.begin(has_friend=made.has_friend)
        await notices.add(connection, _dues(made, step.errands, now), now)
    coach.wake(now)
    return made


class NotAdult(Feedback):
    """They have not confirmed being 18 or over."""

    def __init__(self) -> None:
        super().__init__(N_("Introductions are for members who are 18 or over."))


def _refuse_same(asker_id: int, wanted: Wanted) -> None:
    everybody = [asker_id, wanted.target_id]
    if wanted.friend_id is not None:
        everybody.append(wanted.friend_id)
    if len(set(everybody)) < len(everybody):
        raise AboutYourself


async def _may_ask(
    connection: AsyncConnection,
    coach: Coach,
    asker_id: int,
    guild_id: int,
    wanted: Wanted,
    joined: datetime,
) -> dict[int, Allowance]:
    """What those concerned allow, where the asker may ask (three statements)."""
    now = coach.clock.now()
    server = servers.require_open(await careers.load(connection, guild_id), wanted.feature)
    concerned = {asker_id, wanted.target_id, wanted.first}
    allowed = await allowances.of(connection, guild_id, concerned, now)
    if allowed[asker_id].blocked:
        raise Blocked(allowed[asker_id].until)
    rules = _rules(server.settings)
    since = now - timedelta(days=max(7, rules.cool_down_days))
    earlier = await introductions.earlier(connection, guild_id, asker_id, since)
    refused = introducing.refused(rules, earlier, wanted.target_id, joined, now)
    if refused is not None:
        raise NotNow(*refused)
    return allowed


def _rules(settings: Careers) -> introducing.Rules:
    return introducing.Rules(
        settings.requests_a_week, settings.cool_down_days, settings.min_days_in_server
    )


def _made(
    coach: Coach, asker: Member, guild_id: int, wanted: Wanted, consent: Consent, now: datetime
) -> Introduction:
    shown, about = consent.shows, asker.about
    words = Words(
        asker=consent.asker,
        target=consent.target,
        friend=consent.friend,
        topic=wanted.topic,
        goal=about.goal if Detail.GOAL in shown else "",
        two_sentences=about.two_sentences if Detail.TWO_SENTENCES in shown else "",
    )
    has_friend = wanted.friend_id is not None
    return Introduction(
        id=ids.person_id(),
        guild_id=guild_id,
        asker_id=asker.id,
        friend_id=wanted.friend_id,
        target_id=wanted.target_id,
        state=introducing.begin(has_friend=has_friend).state,
        created=now,
        changed=now,
        expires=introducing.lapses_at(now),
        minutes=consent.minutes,
        consents=Consents(asker=shown),
        words=introductions.sealed(words, coach.keyring.open(asker.data_key)),
        has_friend=has_friend,
    )


async def known(coach: Coach, introduction_id: str, member_id: int) -> Introduction:
    """The request, for somebody who has a part in it. Raises `Over`, `NotYours`."""
    async with coach.database.read() as connection:
        found = await introductions.load(connection, introduction_id)
    return part_of(found, member_id)[0]


async def answer(
    coach: Coach, caller: Caller, introduction_id: str, move: Move, there: Collection[int] | None
) -> Outcome:
    """Somebody presses an answer. `there` is who of the three is still in the server, None where
    that doesn't matter for this move.

    Where the coach may not write to the target, passing it on becomes `State.BY_HAND`, and the
    friend gets the asker's words. Raises `Over`, `Answered`, `NotYours`, `SwitchedOff`.
    """
    async with coach.database.write() as connection:
        outcome = await _answered(connection, coach, caller, introduction_id, move, there)
    coach.wake(coach.clock.now())
    if outcome is None:
        raise Over
    return outcome


async def _answered(
    connection: AsyncConnection,
    coach: Coach,
    caller: Caller,
    introduction_id: str,
    move: Move,
    there: Collection[int] | None,
) -> Outcome | None:
    """What it led to; None where it ended instead, because one of them is gone."""
    now, words = coach.clock.now(), None
    found, role = part_of(
        await introductions.load(connection, introduction_id, lock=True), caller.member_id
    )
    if not introducing.may_make(move, role):
        raise NotYours
    _refuse_late(found, role, now)
    if move in {Move.FORWARD, Move.YES} and found.state in introducing.WAITING:
        allowed = await _may_go_on(connection, found, now)
        if _is_broken(found, there, allowed):
            await _end_neutrally(connection, found, now)
            return None
        if move is Move.FORWARD and not _reaches_target(found, allowed):
            move = Move.CARRY
            words = await _words(connection, coach, found)
    changed = await take(connection, found, move, role, now)
    if move is Move.NEVER:
        await allowances.allow(
            connection, found.guild_id, caller.member_id, never=now, reachable=None
        )
    return Outcome(changed, role, words)


def part_of(found: Introduction | None, member_id: int) -> tuple[Introduction, Role]:
    """The request and who somebody is in it. Raises `Over`, `NotYours`."""
    if found is None:
        raise Over
    role = found.role_of(member_id)
    if role is None:
        raise NotYours
    return found, role


def _refuse_late(found: Introduction, role: Role, now: datetime) -> None:
    """What is over for whoever presses is said before anything else is looked at."""
    if found.state in introducing.OVER and role is not Role.ASKER:
        raise Over
    asked = found.state in introducing.WAITING and role.value == found.state.value
    if asked and now > introducing.answer_by(found.state, found.created):
        raise Over


async def _may_go_on(
    connection: AsyncConnection, found: Introduction, now: datetime
) -> dict[int, Allowance]:
    feature = Feature.INTRODUCTIONS if found.has_friend else Feature.OPEN_DOOR
    servers.require_open(await careers.load(connection, found.guild_id), feature)
    everybody = [*found.everybody.values()]
    return await allowances.of(connection, found.guild_id, everybody, now)


def _is_broken(
    found: Introduction, there: Collection[int] | None, allowed: dict[int, Allowance]
) -> bool:
    """Whether one of them is gone, or kept away by the team."""
    everybody = found.everybody.values()
    missing = len(found.everybody) < len(introducing.present(has_friend=found.has_friend))
    gone = there is not None and any(one not in there for one in everybody)
    return missing or gone or any(allowed[one].blocked for one in everybody)


def _reaches_target(found: Introduction, allowed: dict[int, Allowance]) -> bool:
    return found.target_id is not None and allowed[found.target_id].may_be_asked_now


async def _words(connection: AsyncConnection, coach: Coach, found: Introduction) -> Words:
    asker = await members.load(connection, coach.keyring, found.asker_id)
    return Words("", "") if asker is None else found.opened(coach.keyring.open(asker.data_key))


async def take(
    connection: AsyncConnection,
    found: Introduction,
    move: Move,
    by: Role | None,
    now: datetime,
    also: Iterable[notices.Due] = (),
) -> Introduction:
    """Make the move, and see to what it leads to, and to what is to be done `also`.

    Raises `Over`, `Answered`, `TooLate`.
    """
    passed_on = found.consents.friend
    try:
        step = introducing.moved(
            found.state, move, by, has_friend=found.has_friend, passed_on=passed_on
        )
    except NotPossible:
        raise _why_not(found.state, move) from None
    if step.state is found.state and not step.errands:
        return found
    changed = _after(found, move, step, now)
    await introductions.change(connection, changed)
    await notices.add(connection, [*_dues(changed, step.errands, now), *also], now)
    return changed


def _why_not(state: State, move: Move) -> Feedback:
    if state in introducing.OVER:
        return Over()
    return TooLate() if move is Move.WITHDRAW else Answered()


def _after(found: Introduction, move: Move, step: Step, now: datetime) -> Introduction:
    consents = found.consents
    if move is Move.FORWARD:
        consents = replace(consents, friend=True)
    if move is Move.YES:
        consents = replace(consents, target=True)
    return replace(
        found,
        state=step.state,
        version=found.version + 1,
        changed=now,
        expires=_expires(found, step.state, now),
        consents=consents,
        words=found.words if _needs_words(step) else None,
    )


def _needs_words(step: Step) -> bool:
    """Whether the asker's words are still to be shown to anybody."""
    if step.state not in {State.QUIET, State.ENDED}:
        return True
    return any(one.tell is Tell.TEXT_FOR_ASKER for one in step.errands)


def _expires(found: Introduction, state: State, now: datetime) -> datetime | None:
    """The instant that was fixed at first; only what both agreed to has time from now on."""
    if state is State.AGREED:
        return now + TIME_TO_TELL
    if state in introducing.PENDING:
        return max(introducing.lapses_at(found.created), now)
    return None


def _dues(found: Introduction, errands: Iterable[Errand], now: datetime) -> list[notices.Due]:
    """What is to be done, for the outbox."""
    wanted = []
    for errand in errands:
        to = found.everybody.get(errand.to)
        if to is not None:
            due = max(introducing.lapses_at(found.created), now) if errand.late else now
            until = _until(found, errand.tell, due)
            wanted.append(notices.Due(found.guild_id, to, found.id, errand.tell, due, until))
    return wanted


def _until(found: Introduction, tell: Tell, due: datetime) -> datetime:
    match tell:
        case Tell.ASK_FRIEND:
            return introducing.answer_by(State.FRIEND, found.created)
        case Tell.ASK_TARGET:
            return introducing.answer_by(State.TARGET, found.created)
    return due + TIME_TO_TELL


# What the rounds and the team do


async def _end_neutrally(connection: AsyncConnection, found: Introduction, now: datetime) -> None:
    """One of them is gone or kept away: it ends, and nobody learns by this who or why."""
    if found.state in introducing.WAITING or found.state is State.AGREED:
        await take(connection, found, Move.LEFT, None, now)


async def filled(
    coach: Coach, introduction_id: str, thread_id: int, message_id: int | None
) -> bool:
    """Everybody is in the thread, and the coach has written there. Whether they are introduced by
    that: what one of them ended, or left by being erased, meanwhile leaves no words there."""
    now = coach.clock.now()
    async with coach.database.write() as connection:
        after = await make(connection, introduction_id, Move.OPENED, now)
        is_open = after is not None and after.state is State.OPEN
        if not is_open and message_id is not None:
            await retractions.add(connection, [Retraction(thread_id, message_id)], now)
    coach.wake(now)
    return is_open


async def by_coach(coach: Coach, introduction_id: str, move: Move) -> None:
    """A move of the coach's own; nothing where things have moved on since."""
    now = coach.clock.now()
    async with coach.database.write() as connection:
        await make(connection, introduction_id, move, now)
    coach.wake(now)


async def make(
    connection: AsyncConnection, introduction_id: str, move: Move, now: datetime
) -> Introduction | None:
    """As `by_coach`, in a transaction that is there; the request as it stands then."""
    found = await introductions.load(connection, introduction_id, lock=True)
    if found is not None:
        with contextlib.suppress(Over, Answered, TooLate):
            after = await take(connection, found, move, None, now)
            if after.state is State.OPEN and found.state is State.AGREED:
                await _count_at_door(connection, found, now)
            return after
    return found


async def _count_at_door(connection: AsyncConnection, found: Introduction, now: datetime) -> None:
    """A conversation through an open door was agreed to, and counts in the server's month."""
    server = await careers.load(connection, found.guild_id)
    if found.has_friend or found.target_id is None or server is None:
        return
    month = server.settings.month(now)
    await open_doors.count_one(connection, found.guild_id, found.target_id, month)


async def opened_in(coach: Coach, introduction_id: str, channel_id: int, thread_id: int) -> None:
    """The thread is there, though nothing may stand in it yet."""
    async with coach.database.write() as connection:
        found = await introductions.load(connection, introduction_id, lock=True)
        if found is not None:
            there = replace(found, channel_id=channel_id, thread_id=thread_id)
            await introductions.change(connection, there)


async def is_agreed(coach: Coach, introduction_id: str) -> bool:
    """Whether both have said yes, and nothing has come in between since."""
    async with coach.database.read() as connection:
        found = await introductions.load(connection, introduction_id)
    return found is not None and found.state is State.AGREED


async def lapsing(coach: Coach, most: int) -> list[str]:
    """The ids of requests whose time is over."""
    async with coach.database.read() as connection:
        return await introductions.lapsing(connection, coach.clock.now(), most)


async def lapse(coach: Coach, introduction_id: str) -> None:
    """Its time is over; whoever waits is told so, whatever had become of it."""
    now = coach.clock.now()
    async with coach.database.write() as connection:
        found = await introductions.load(connection, introduction_id, lock=True)
        if found is None or found.expires is None or found.expires > now:
            return
        if found.state not in introducing.PENDING:  # nothing is to happen to it any more
            await introductions.change(connection, replace(found, expires=None))
            return
        await take(connection, found, Move.LAPSE, None, now)
    coach.wake(now)


async def put_off(coach: Coach, introduction_id: str, pause: timedelta) -> None:
    """It can't be ended now; that must not keep others waiting."""
    now = coach.clock.now()
    async with coach.database.write() as connection:
        await introductions.put_off(connection, introduction_id, now, now + pause)


async def next_lapse(coach: Coach) -> datetime | None:
    """When the next request's time is over (UTC)."""
    async with coach.database.read() as connection:
        return await introductions.next_lapse(connection)


async def end_of_member(
    connection: AsyncConnection, member_id: int, guild_id: int, now: datetime
) -> None:
    """End whatever is under way with somebody in a server, neutrally for the others.

    One statement. What is agreed already ends when the thread is to be opened.
    """
    await introductions.quieten(connection, guild_id, member_id, now)


async def forget_member(connection: AsyncConnection, member_id: int, now: datetime) -> None:
    """Before a member is erased: end their introductions neutrally for the others, and keep
    neither their id nor anything that was to be told to them (two to four statements).

    What they asked for goes with their own row; a friend who had passed it on, and a target who
    had said yes, are told that it came to nothing.
    """
    mine = await introductions.of_member(connection, member_id)
    await notices.forget(connection, member_id)
    if mine:
        await introductions.forget(connection, member_id, now)
        wanted = [due for one in mine for due in _told(one, member_id, now)]
        await notices.add(connection, wanted, now)


def _told(found: Introduction, member_id: int, now: datetime) -> Iterable[notices.Due]:
    """What the others are told of the end of a request with somebody who is erased."""
    errands = []
    if found.state is State.AGREED:
        errands.append(Errand(Role.TARGET, Tell.OFF))
    if found.asker_id == member_id and found.consents.friend and found.state in introducing.PENDING:
        errands.append(Errand(Role.FRIEND, Tell.ENDED, late=True))
    return [one for one in _dues(found, errands, now) if one.member_id != member_id]


# What the asker sees


async def own(coach: Coach, caller: Caller, guild_id: int) -> list[Introduction]:
    """The asker's requests that are, as far as they know, not decided yet."""
    async with coach.database.read() as connection:
        return await introductions.asked_by(
            connection, guild_id, caller.member_id, introducing.UNDECIDED
        )


async def clear(coach: Coach) -> None:
    """Keep no words longer than they are of use, and no request longer than its cool-down."""
    now = coach.clock.now()
    async with coach.database.write() as connection:
        await introductions.forget_words(connection, now - _WORDS_KEPT)
        await introductions.purge(connection, now - timedelta(days=KEPT_DAYS))


async def next_to_clear(coach: Coach) -> datetime | None:
    """When there is something to clear (UTC)."""
    async with coach.database.read() as connection:
        with_words = await introductions.oldest_settled(connection, with_words=True)
        settled = await introductions.oldest_settled(connection)
    instants = []
    if with_words is not None:
        instants.append(with_words + _WORDS_KEPT)
    if settled is not None:
        instants.append(settled + timedelta(days=KEPT_DAYS))
    return min(instants, default=None)


def server_takes(server: Server | None, found: Introduction) -> bool:
    """Whether the server lets introductions go on at the moment."""
    feature = Feature.INTRODUCTIONS if found.has_friend else Feature.OPEN_DOOR
    try:
        servers.require_open(server, feature)
    except (servers.NotSetUp, servers.SwitchedOff):
        return False
    return True
