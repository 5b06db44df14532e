"""Which person is meant: autocomplete, free text, or the only one in play."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.coaching.names import normalised
from bot.coaching.stages import Stage
from bot.feedback import N_, Feedback
from bot.services.coach import Caller, Coach
from bot.services.history import NoSuchPerson
from bot.services.labels import Label
from bot.storage import ids, people
from bot.storage.records import Listed, Person

MOST_CHOICES = 25
_LATE = datetime(9999, 1, 1, tzinfo=UTC)
NOT_IN_PLAY = frozenset({Stage.CLOSED, Stage.PARKED})


class WhichPerson(Feedback):
    """More than one person fits, or none was named and several are in play."""


class NobodyYet(Feedback):
    """The member has no people so far."""

    def __init__(self) -> None:
        super().__init__(N_("There is nobody in your list yet. /people add starts with one."))


async def labels(coach: Coach, caller: Caller, typed: str) -> list[Label]:
    """At most 25 of the member's people whose label holds what was typed, most due first."""
    wanted = normalised(typed)
    everyone = await _everyone(coach, caller.member_id)
    return [one for one in everyone if wanted in normalised(str(one))][:MOST_CHOICES]


async def resolve(coach: Coach, caller: Caller, given: str | None) -> str:
    """The id of the person meant by `given`: an id from autocomplete, or an exact name.

    None means the only one in play. At most one statement; an id is handed on unread, and may
    be a stranger's. Raises `NobodyYet`, `NoSuchPerson` or `WhichPerson`.
    """
    found = without_reading(coach, caller, given)
    return found or meant(await _everyone(coach, caller.member_id), given)


def without_reading(coach: Coach, caller: Caller, given: str | None) -> str | None:
    """As `resolve`, from what is at hand; None where that takes a read."""
    kept = coach.labels.get(caller.member_id)
    if given is not None and ids.is_person_id(given) and not _named(kept or (), given):
        return given
    return None if kept is None else meant(kept, given)


def meant(everyone: Sequence[Label], given: str | None) -> str:
    """As `resolve`, among `everyone` in a member's list."""
    if not everyone:
        raise NobodyYet
    if given is None:
        return _only_one_in_play(everyone)
    if any(one.person_id == given for one in everyone):
        return given
    return _by_name(everyone, given)


def _only_one_in_play(everyone: Sequence[Label]) -> str:
    in_play = [one for one in everyone if one.stage not in NOT_IN_PLAY]
    if len(in_play) == 1:
        return in_play[0].person_id
    if not in_play and len(everyone) == 1:
        return everyone[0].person_id
    raise WhichPerson(N_("Who is it about? Please choose somebody in the field “person”."))


def _named(everyone: Sequence[Label], given: str) -> list[Label]:
    wanted = normalised(given)
    return [one for one in everyone if wanted in {normalised(one.name), normalised(str(one))}]


def _by_name(everyone: Sequence[Label], given: str) -> str:
    found = _named(everyone, given)
    if len(found) == 1:
        return found[0].person_id
    if found:
        raise WhichPerson(
            N_("You have {count} people called {name}. Please choose one from the suggestions."),
            count=len(found),
            name=given,
        )
    raise NoSuchPerson


async def _everyone(coach: Coach, member_id: int) -> list[Label]:
    kept = coach.labels.get(member_id)
    if kept is not None:
        return kept
    async with coach.database.read() as connection:
        listed = await people.listed_of(connection, coach.keyring, member_id, coach.clock.now())
    found = [label(one.person, one.stage) for one in sorted(listed, key=_most_due_first)]
    coach.labels.put(member_id, found)
    return found


def _most_due_first(one: Listed) -> tuple[bool, datetime, str]:
    return (one.stage is Stage.CLOSED, one.next_due or _LATE, one.person.name.casefold())


def label(person: Person, stage: Stage) -> Label:
    """How a person is called in a choice."""
    return Label(person.id, person.name, person.details.organisation, stage)
