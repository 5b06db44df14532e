"""Open doors: set, found in fair rotation, closed by hand or by themselves at the month's cap.

Nothing has to be done when a month begins: a door says in which month how many conversations
were held, and another month is another count.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.careers import Careers, Feature
from bot.coaching.namesakes import folded, namesakes
from bot.feedback import N_, BadInput, Feedback
from bot.services.careers.introductions import Blocked
from bot.services.careers.servers import Place, Server, require_open
from bot.services.coach import Coach
from bot.storage import allowances, careers, members, open_doors, people

Door: TypeAlias = open_doors.Door

MOST_A_MONTH = 8
MOST_TOPICS = 5
LONGEST_TOPIC = 40
MOST_CHOICES = 25


class NotReachable(Feedback):
    """Nobody may be sent to the member yet."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "An open door needs one thing first: that introductions may reach you here. "
                "The button switches that on, and asks whether you are 18 or over."
            )
        )


class NoTopics(BadInput):
    """There is nothing to be asked about."""

    def __init__(self) -> None:
        super().__init__(
            N_("What may people ask you about? A word or two for each topic, with commas between.")
        )


class TopicTooLong(BadInput):
    """A topic that is a sentence."""

    def __init__(self, topic: str) -> None:
        super().__init__(
            N_("“{topic}” is long for a topic: {limit} characters fit. Commas part topics."),
            topic=topic,
            limit=LONGEST_TOPIC,
        )


class TooManyTopics(BadInput):
    """More than anybody reads."""

    def __init__(self) -> None:
        super().__init__(N_("{most} topics are plenty. Which are the best?"), most=MOST_TOPICS)


class NamesSomebody(BadInput):
    """A topic is like the name of somebody whom the member told of."""

    def __init__(self, word: str, name: str) -> None:
        super().__init__(
            N_(
                "“{word}” is like {name}, whom you told me of, and everybody here can read the "
                "topics. Please say it without the name."
            ),
            word=word,
            name=name or word,
        )


class NoDoor(Feedback):
    """There is none to close."""

    def __init__(self) -> None:
        super().__init__(N_("You have no open door here. /opendoor set opens one."))


class ClosedByNow(Feedback):
    """The door was closed since it was found."""

    def __init__(self) -> None:
        super().__init__(
            N_("That door is closed for the moment. /opendoor find shows who is open now.")
        )


def topics_in(typed: str) -> tuple[str, ...]:
    """The topics in a list with commas, each once, in their order; `typed` is cleaned already.

    Raises `NoTopics`, `TopicTooLong`, `TooManyTopics`.
    """
    parts = typed.replace(";", ",").replace("\n", ",").split(",")
    cleaned = (" ".join(part.split()).strip("#.!? ") for part in parts)
    found = {folded(one): one for one in cleaned if any(map(str.isalnum, one))}
    if not found:
        raise NoTopics
    for topic in found.values():
        if len(topic) > LONGEST_TOPIC:
            raise TopicTooLong(topic)
    if len(found) > MOST_TOPICS:
        raise TooManyTopics
    return tuple(found.values())


async def set_door(coach: Coach, place: Place, topics: tuple[str, ...], per_month: int) -> Door:
    """Open a door, or change it.

    Raises `NotReachable`, `Blocked`, `NamesSomebody`, and what `require_open` raises.
    """
    now = coach.clock.now()
    async with coach.database.write() as connection:
        server = await _server(connection, place)
        allowed = (await allowances.of(connection, place.guild_id, [place.actor_id], now))[
            place.actor_id
        ]
        if allowed.blocked:
            raise Blocked(allowed.until)
        member = await members.load(connection, coach.keyring, place.actor_id, lock=True)
        if member is None or not allowed.may_be_asked:
            raise NotReachable
        key = coach.keyring.open(member.data_key)
        _refuse_names(topics, await people.names(connection, key, member.id))
        month = server.settings.month(now)
        door = Door(place.guild_id, member.id, topics, per_month, month)
        await open_doors.put(connection, key, door)
    return door


def _refuse_names(topics: Iterable[str], names: list[str]) -> None:
    for topic in topics:
        for found in namesakes(topic, names):
            raise NamesSomebody(found.words, found.name)


async def found(coach: Coach, place: Place, topic: str) -> list[Door]:
    """The doors of others that are open for a topic, those longest not shown first.

    Raises `Blocked`, and what `require_open` raises.
    """
    now = coach.clock.now()
    async with coach.database.read() as connection:
        server = await _server(connection, place)
        allowed = await allowances.of(connection, place.guild_id, [place.actor_id], now)
        if allowed[place.actor_id].blocked:
            raise Blocked(allowed[place.actor_id].until)
        month = server.settings.month(now)
        every = await open_doors.open_in(connection, coach.keyring, place.guild_id, month, now)
    wanted = folded(topic)
    others = [one for one in every if one.member_id != place.actor_id]
    return [one for one in others if any(_fits(wanted, folded(each)) for each in one.topics)]


def _fits(wanted: str, topic: str) -> bool:
    return wanted in topic or topic in wanted


async def topics(coach: Coach, place: Place, typed: str) -> list[str]:
    """At most 25 topics that others have an open door for and that hold what was typed."""
    now = coach.clock.now()
    async with coach.database.read() as connection:
        server = await _server(connection, place)
        month = server.settings.month(now)
        every = await open_doors.open_in(connection, coach.keyring, place.guild_id, month, now)
    offered = {
        folded(topic): topic
        for one in every
        if one.member_id != place.actor_id
        for topic in one.topics
        if folded(typed) in folded(topic)
    }
    return [offered[one] for one in sorted(offered)][:MOST_CHOICES]


async def require_door(coach: Coach, place: Place, member_id: int) -> None:
    """Somebody's door is still open (one statement). Raises `ClosedByNow`."""
    async with coach.database.read() as connection:
        still = await is_open(connection, coach, place.guild_id, member_id)
    if not still:
        raise ClosedByNow


async def is_open(connection: AsyncConnection, coach: Coach, guild_id: int, member_id: int) -> bool:
    """Whether somebody has a door that has conversations left this month (one statement)."""
    found = await open_doors.of(connection, coach.keyring, guild_id, member_id)
    return found is not None and takes_more(*found, coach.clock.now())


def takes_more(door: Door, settings: Careers, now: datetime) -> bool:
    """Whether a door is open, and has conversations left in the server's month."""
    is_new_month = door.month != settings.month(now)
    return not door.closed and (is_new_month or door.held < door.per_month)


async def seen(coach: Coach, place: Place, shown: Sequence[int], gone: Collection[int]) -> None:
    """Somebody has found these; those who have left the server have no door any more."""
    async with coach.database.write() as connection:
        if shown:
            await open_doors.shown(connection, place.guild_id, shown, coach.clock.now())
        if gone:
            await open_doors.close(connection, place.guild_id, gone)


async def close(coach: Coach, place: Place) -> None:
    """Close the member's door, whatever is switched off or on. Raises `NoDoor`."""
    async with coach.database.write() as connection:
        if not await open_doors.close(connection, place.guild_id, [place.actor_id]):
            raise NoDoor


async def _server(connection: AsyncConnection, place: Place) -> Server:
    return require_open(await careers.load(connection, place.guild_id), Feature.OPEN_DOOR)
