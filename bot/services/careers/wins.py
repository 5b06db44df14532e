"""Sharing a win: previewed, freed of names, posted or first approved, taken back at any time.

    preview → posting → posted
        ↘ queued ↗ ↘
             ↓      failed, left out, unanswered → the author is told, and it is forgotten

The posting itself, and telling the author, is done by a chore (`bot.rounds.wins`), which asks
here what is to be done (`claim`) and notes what became of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.calendar import after_quiet
from bot.coaching.careers import Feature
from bot.coaching.namesakes import Namesake, namesakes, without
from bot.feedback import N_, BadInput, Feedback
from bot.keys import DataKey
from bot.services import starting
from bot.services.careers.servers import Entry, Place, Server, require_open
from bot.services.coach import Caller, Coach
from bot.services.retracting import pause_after
from bot.storage import careers, ids, members, people, retractions, wins
from bot.storage.errors import Conflict
from bot.storage.records import Member
from bot.storage.retractions import Retraction
from bot.storage.wins import WinState

Win: TypeAlias = wins.Win
State: TypeAlias = WinState

BUTTON = "share_own"
"""The action of the button on every posted win, by which a post of which nobody knows whether
it arrived is found again."""

LONGEST = 900
"""Characters of a win."""

MOST_A_DAY = 3
MOST_AT_ONCE = 20
PREVIEW_KEPT = timedelta(days=1)
QUEUE_KEPT = timedelta(days=14)
POSTING_TRIED = timedelta(days=3)
TELLING_TRIED = timedelta(days=14)
DAY = timedelta(days=1)
WAIT_FOR_THE_TEAM = timedelta(hours=1)
"""How long a post waits before it looks again whether the team lets anything be posted."""

SETTLED = retractions.SETTLED

NOT_POSTED = (WinState.LEFT_OUT, WinState.UNANSWERED, WinState.FAILED)
TO_TAKE_BACK = (WinState.POSTED, WinState.POSTING, WinState.QUEUED, *NOT_POSTED)


class NoPreview(Feedback):
    """There is nothing to post."""

    def __init__(self) -> None:
        super().__init__(
            N_("There is no preview of yours at the moment. /share preview makes one.")
        )


class NothingShared(Feedback):
    """There is nothing to take back."""

    def __init__(self) -> None:
        super().__init__(N_("There is nothing of yours to take back: it is gone already."))


class EmptyWin(BadInput):
    """Not a word in it."""

    def __init__(self) -> None:
        super().__init__(N_("There is nothing in it yet. A sentence or two is plenty."))


class KeptOut(Feedback):
    """The team keeps the member from sharing here for now."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Sharing isn't open to you in this server at the moment. "
                "Its team can tell you more."
            )
        )


class EnoughToday(Feedback):
    """So many wins in a day that others would drown in them."""

    def __init__(self) -> None:
        super().__init__(
            N_("That is {count} wins within a day: wonderful. Keep this one for tomorrow."),
            count=MOST_A_DAY,
        )


class DecidedAlready(Feedback):
    """Somebody else of the team was faster, or the member took it back."""

    def __init__(self) -> None:
        super().__init__(N_("That one is decided already, or was taken back."))


@dataclass(frozen=True, slots=True)
class Shown:
    """A win as its author sees it.

    `open` are the names in it that nobody said may stay, each once, with a mark to know it by.
    `asks_team`: the team sees it before it is posted. `language` is the server's.
    """

    win: Win
    open: tuple[tuple[str, Namesake], ...]
    asks_team: bool
    language: str

    @property
    def is_preview(self) -> bool:
        return self.win.state is WinState.PREVIEW


@dataclass(frozen=True, slots=True)
class Waiting:
    """The win that has waited longest for the team, and how many wait."""

    win: Win
    count: int


Changing: TypeAlias = Callable[[Win, Iterable[tuple[str, Namesake]]], Win]
"""What becomes of a preview; it is given the names that are still to be settled."""


# What members do


async def preview(
    coach: Coach, caller: Caller, place: Place, words: str, author: str, *, named: bool = False
) -> Shown:
    """Make a preview, in the place of an earlier one. `author` is the name that others know.

    Raises `EmptyWin`, `KeptOut`, `EnoughToday`, and what `require_open` raises.
    """
    if not words:
        raise EmptyWin
    try:
        return await _preview(coach, caller, place, words, author, named)
    except Conflict:  # the same member's first two commands came at once
        return await _preview(coach, caller, place, words, author, named)


async def _preview(
    coach: Coach, caller: Caller, place: Place, words: str, author: str, named: bool
) -> Shown:
    now = coach.clock.now()
    async with coach.database.write() as connection:
        server = require_open(await careers.load(connection, place.guild_id), Feature.WINS)
        await _require_room(connection, place, now)
        known = await members.load(connection, coach.keyring, caller.member_id, lock=True)
        member = known or await starting.ensure_in(connection, coach, caller)
        key = coach.keyring.open(member.data_key)
        made = Win(
            id=ids.person_id(),
            guild_id=place.guild_id,
            member_id=member.id,
            words=words,
            author=author,
            named=named,
            state=WinState.PREVIEW,
            nonce=ids.nonce(),
            created=now,
            due=now + PREVIEW_KEPT,
            expires=now + PREVIEW_KEPT,
        )
        names: list[str] = []
        if known is not None:
            names = await people.names(connection, key, member.id)
            await wins.forget_previews(connection, place.guild_id, member.id)
        await wins.insert(connection, key, made)
    coach.wake(now + PREVIEW_KEPT)
    return _shown(server, member, made, key, names)


async def look(coach: Coach, place: Place, win_id: str) -> Win:
    """The member's own preview, for changing its words (one statement). Raises `NoPreview`."""
    async with coach.database.read() as connection:
        return _own_preview(coach, place, await wins.load(connection, coach.keyring, win_id))


async def settle_name(
    coach: Coach, place: Place, win_id: str, mark: str, instead: str | None
) -> Shown:
    """A name in the preview may stay, or `instead` takes its place everywhere.

    A name that is settled already changes nothing. Raises `NoPreview`.
    """

    def settled(one: Win, open_names: Iterable[tuple[str, Namesake]]) -> Win:
        name = next((name for known, name in open_names if known == mark), None)
        if name is None:
            return one
        if instead is None:
            return replace(one, kept=one.kept | {name.key})
        same = [each for each in namesakes(one.words, [name.name]) if each.key == name.key]
        return replace(one, words=without(one.words, same, instead))

    return await _change_preview(coach, place, win_id, settled)


async def set_named(coach: Coach, place: Place, win_id: str, author: str, *, named: bool) -> Shown:
    """Put the author's name to it, or take it away. Raises `NoPreview`."""

    def changed(one: Win, _open: Iterable[tuple[str, Namesake]]) -> Win:
        return replace(one, named=named, author=author)

    return await _change_preview(coach, place, win_id, changed)


async def post(coach: Coach, place: Place, win_id: str | None = None) -> Shown:
    """Post the preview, or put it into the team's queue; one with unsettled names stays.

    What was posted already is shown as it stands. Raises `NoPreview`, `KeptOut`, `EnoughToday`.
    """
    now = coach.clock.now()
    async with coach.database.write() as connection:
        server = require_open(await careers.load(connection, place.guild_id), Feature.WINS)
        member = await members.load(connection, coach.keyring, place.actor_id, lock=True)
        if member is None:
            raise NoPreview
        if win_id is None:
            found = await wins.preview_of(connection, coach.keyring, place.guild_id, member.id)
        else:
            found = await wins.load(connection, coach.keyring, win_id, lock=True)
        if found is not None and _is_own(found, place) and found.state in TO_TAKE_BACK:
            return Shown(found, (), server.settings.approve_wins, server.settings.language)
        ready = _own_preview(coach, place, found)
        await _require_room(connection, place, now)
        key = coach.keyring.open(member.data_key)
        names = await people.names(connection, key, member.id)
        shown = _shown(server, member, ready, key, names)
        if shown.open:
            return shown
        gone = _queued(ready, now) if shown.asks_team else _posting(ready, now)
        await wins.change(connection, key, gone)
    coach.wake(now)
    return replace(shown, win=gone)


async def undo(coach: Coach, member_id: int, win_id: str) -> Win:
    """Take a win back wherever it is: from the channel, from the queue, or before either.

    Nothing can be in the way of it: no switch, no block. Raises `NothingShared`.
    """
    now = coach.clock.now()
    async with coach.database.write() as connection:
        found = await wins.load(connection, coach.keyring, win_id, lock=True)
        if found is None or found.member_id != member_id or found.state is WinState.UNDONE:
            raise NothingShared
        await retract(connection, [found], now)
        if found.state is WinState.PREVIEW or found.created + DAY <= now:
            await wins.delete(connection, found.id)
        else:
            until = found.created + DAY
            empty = replace(wins.emptied(found), state=WinState.UNDONE, due=until, expires=until)
            await wins.change(connection, coach.keyring.open(found.data_key), empty)
    coach.wake(now)
    return found


async def mine(coach: Coach, member_id: int) -> list[Win]:
    """What the member may take back, in all servers, the newest first."""
    async with coach.database.read() as connection:
        return await wins.of_member(connection, coach.keyring, member_id, TO_TAKE_BACK)


async def retract(connection: AsyncConnection, gone: Iterable[Win], now: datetime) -> None:
    """Put the posts of these wins into the outbox of messages to delete."""
    await retractions.add(connection, posts_of(gone), now)


def posts_of(gone: Iterable[Win]) -> list[Retraction]:
    """The posts of these wins, those that may have arrived included."""
    every = [*gone]
    known = [
        Retraction(one.channel_id, one.message_id)
        for one in every
        if one.channel_id is not None and one.message_id is not None
    ]
    perhaps = [
        Retraction(one.channel_id, None, marker_of(one.id), one.tried - SETTLED)
        for one in every
        if one.channel_id is not None and one.message_id is None and one.tried is not None
    ]
    return known + perhaps


def marker_of(win_id: str) -> str:
    """The custom id of the button on a posted win."""
    return f"r:{BUTTON}:{win_id}"


# What the team does


async def waiting(coach: Coach, place: Place, after: int = 0) -> Waiting | None:
    """The win that has waited longest but for the first `after`, None where there is none."""
    async with coach.database.read() as connection:
        found, count = await wins.first_queued(
            connection, coach.keyring, place.guild_id, coach.clock.now(), after
        )
    return None if found is None else Waiting(found, count)


async def decide(
    coach: Coach, place: Place, server: Server, win_id: str, *, is_posted: bool
) -> None:
    """Somebody of the team posts it, or leaves it out. The audit log never says whose it was.

    Raises `DecidedAlready`, and where nothing is posted now what `require_open` raises.
    """
    if is_posted:
        require_open(server, Feature.WINS)
    now = coach.clock.now()
    async with coach.database.write() as connection:
        found = await wins.load(connection, coach.keyring, win_id, lock=True)
        if found is None or found.guild_id != place.guild_id or found.state is not WinState.QUEUED:
            raise DecidedAlready
        after = _posting(found, now) if is_posted else _to_tell(found, WinState.LEFT_OUT, now)
        await wins.change(connection, coach.keyring.open(found.data_key), after)
        what = "win_posted" if is_posted else "win_left_out"
        await careers.note(connection, place.guild_id, Entry(now, place.actor_id, what, {}))
    coach.wake(now)


# What the chore does


@dataclass(frozen=True, slots=True)
class ToPost:
    """A win to send into a channel now. `is_again`: an earlier attempt may have arrived."""

    win: Win
    channel_id: int
    language: str
    is_again: bool


@dataclass(frozen=True, slots=True)
class ToTell:
    """An author to tell what became of a win that was not posted. `is_again`: it may have been
    told."""

    win: Win
    language: str
    dm_channel: int | None
    is_again: bool


async def next_due(coach: Coach) -> datetime | None:
    """When there is something to do (UTC)."""
    async with coach.database.read() as connection:
        return await wins.earliest(connection)


async def due(coach: Coach) -> list[str]:
    """The ids of those for which there is something to do now."""
    async with coach.database.read() as connection:
        return await wins.due(connection, coach.clock.now(), MOST_AT_ONCE)


async def put_off(coach: Coach, win_id: str, pause: timedelta) -> None:
    """It can't be looked at; that must not keep others waiting."""
    now = coach.clock.now()
    async with coach.database.write() as connection:
        await wins.put_off(connection, win_id, now, now + pause)


async def claim(coach: Coach, win_id: str) -> ToPost | ToTell | None:
    """What is to be done about a win now; None where that was done here, or nothing is.

    Whoever dies after this leaves a win that is due again, later and later.
    """
    now = coach.clock.now()
    async with coach.database.write() as connection:
        found = await wins.load(connection, coach.keyring, win_id, lock=True)
        if found is None or found.due is None or found.due > now:
            return None
        key = coach.keyring.open(found.data_key)
        is_over = found.expires is not None and found.expires <= now
        match found.state:
            case WinState.QUEUED if is_over:
                told = _to_tell(found, WinState.UNANSWERED, now)
                await wins.change(connection, key, told)
                return None
            case WinState.POSTING if is_over:
                await retract(connection, [found], now)
                await wins.change(connection, key, _to_tell(found, WinState.FAILED, now))
                return None
            case WinState.POSTING:
                return await _claim_post(coach, connection, key, found)
            case _ if is_over or found.state not in NOT_POSTED:
                await wins.delete(connection, found.id)
                return None
        member = await members.load(connection, coach.keyring, found.member_id)
        if member is None:
            return None
        awake = after_quiet(now, member.preferences)
        if awake > now:
            await wins.change(connection, key, replace(found, due=awake))
            return None
        begun = replace(_tried(found, now), tried=found.tried or now)
        await wins.change(connection, key, begun)
    is_again = found.tried is not None
    return ToTell(begun, member.locale, member.dm_channel, is_again)


async def _claim_post(
    coach: Coach, connection: AsyncConnection, key: DataKey, found: Win
) -> ToPost | None:
    now = coach.clock.now()
    server = await careers.load(connection, found.guild_id)
    standing = await wins.standing(connection, found.guild_id, found.member_id, now, now)
    if standing.blocked:
        await retract(connection, [found], now)
        await wins.change(connection, key, _to_tell(found, WinState.LEFT_OUT, now))
        return None
    channel = _open_channel(server)
    if server is None or channel is None:
        await wins.change(connection, key, replace(found, due=now + WAIT_FOR_THE_TEAM))
        return None
    if found.channel_id not in {None, channel}:  # it was tried in one that is the wrong one by now
        await retract(connection, [found], now)
        found = _anew(found)
    begun = replace(_tried(found, now), channel_id=channel, tried=found.tried or now)
    await wins.change(connection, key, begun)
    return ToPost(begun, channel, server.settings.language, is_again=found.tried is not None)


async def arrived(coach: Coach, one: Win, channel_id: int, message_id: int) -> None:
    """It stands in the channel. One that was taken back meanwhile goes again."""
    now = coach.clock.now()
    async with coach.database.write() as connection:
        found = await wins.load(connection, coach.keyring, one.id, lock=True)
        if found is not None and found.state is WinState.POSTING:
            there = replace(found, channel_id=channel_id, message_id=message_id)
            posted = replace(there, state=WinState.POSTED, due=None, expires=None)
            await wins.change(connection, coach.keyring.open(found.data_key), posted)
        else:
            await retractions.add(connection, [Retraction(channel_id, message_id)], now)


async def lost_channel(coach: Coach, one: Win) -> None:
    """The channel is gone: the next attempt goes where the server's settings say then."""
    async with coach.database.write() as connection:
        found = await wins.load(connection, coach.keyring, one.id, lock=True)
        if found is not None and found.state is WinState.POSTING:
            await wins.change(connection, coach.keyring.open(found.data_key), _anew(found))


async def told(coach: Coach, one: Win) -> None:
    """The author knows, and has the words back: nothing of it is kept."""
    async with coach.database.write() as connection:
        await wins.delete(connection, one.id)


async def unreachable(coach: Coach, one: Win) -> None:
    """The author takes no direct messages: it waits for them in /share undo until its end."""
    async with coach.database.write() as connection:
        found = await wins.load(connection, coach.keyring, one.id, lock=True)
        if found is not None and found.state in NOT_POSTED:
            quiet = replace(found, due=found.expires)
            await wins.change(connection, coach.keyring.open(found.data_key), quiet)


def _open_channel(server: Server | None) -> int | None:
    """Where wins may be posted now, None where nowhere."""
    if server is None or server.paused is not None or server.removed is not None:
        return None
    return server.settings.channel if server.settings.has(Feature.WINS) else None


def _anew(one: Win) -> Win:
    """As if it had never been tried: it goes into another channel than before."""
    return replace(one, channel_id=None, tried=None, nonce=ids.nonce())


def _queued(one: Win, now: datetime) -> Win:
    until = now + QUEUE_KEPT
    return replace(one, state=WinState.QUEUED, created=now, due=until, expires=until)


def _posting(one: Win, now: datetime) -> Win:
    created = now if one.state is WinState.PREVIEW else one.created
    until = now + POSTING_TRIED
    return replace(one, state=WinState.POSTING, created=created, due=now, expires=until)


def _to_tell(one: Win, state: WinState, now: datetime) -> Win:
    fresh = replace(one, state=state, nonce=ids.nonce(), attempts=0, tried=None)
    return replace(fresh, channel_id=None, due=now, expires=now + TELLING_TRIED)


def _tried(one: Win, now: datetime) -> Win:
    return replace(one, attempts=one.attempts + 1, due=now + pause_after(one.attempts))


async def _require_room(connection: AsyncConnection, place: Place, now: datetime) -> None:
    """Whether the member may share one more here. Raises `KeptOut`, `EnoughToday`."""
    standing = await wins.standing(connection, place.guild_id, place.actor_id, now, now - DAY)
    if standing.blocked:
        raise KeptOut
    if standing.shared >= MOST_A_DAY:
        raise EnoughToday


async def _change_preview(
    coach: Coach,
    place: Place,
    win_id: str,
    change: Changing,
) -> Shown:
    async with coach.database.write() as connection:
        server = require_open(await careers.load(connection, place.guild_id), Feature.WINS)
        member = await members.load(connection, coach.keyring, place.actor_id, lock=True)
        found = await wins.load(connection, coach.keyring, win_id, lock=True)
        if member is None:
            raise NoPreview
        own = _own_preview(coach, place, found)
        key = coach.keyring.open(member.data_key)
        names = await people.names(connection, key, member.id)
        before = _shown(server, member, own, key, names)
        after = change(own, before.open)
        if after != own:
            await wins.change(connection, key, after)
    return _shown(server, member, after, key, names)


def _own_preview(coach: Coach, place: Place, found: Win | None) -> Win:
    """The win, if it is a preview of whoever acts, that is not too old. Raises `NoPreview`."""
    if found is None or not _is_own(found, place) or found.state is not WinState.PREVIEW:
        raise NoPreview
    if found.expires is not None and found.expires <= coach.clock.now():
        raise NoPreview
    return found


def _is_own(found: Win, place: Place) -> bool:
    return (found.member_id, found.guild_id) == (place.actor_id, place.guild_id)


def _shown(server: Server, member: Member, one: Win, key: DataKey, names: list[str]) -> Shown:
    """With the names in it that are still to be settled; in an anonymous one the author's too."""
    own = [] if one.named else [one.author, member.about.name]
    open_names: dict[str, Namesake] = {}
    for name in namesakes(one.words, [*names, *filter(None, own)]):
        if name.key not in one.kept:
            open_names.setdefault(key.mac(name.key).hex()[:8], name)
    settings = server.settings
    return Shown(one, tuple(open_names.items()), settings.approve_wins, settings.language)
