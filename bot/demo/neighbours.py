"""What the other members of the demo's server did before the visitor came: all of it invented.

It is reported through the coach's own use cases, so that the digest counts it as anybody's.
"""

from collections.abc import Sequence
from itertools import count

from bot.coaching.events import EventKind
from bot.services import history, people
from bot.services.coach import Caller, Coach
from bot.services.history import Report

THANKED = (EventKind.MET, EventKind.THANKED)
TOLD = (*THANKED, EventKind.REPORTED_BACK)
DEEDS: tuple[tuple[str, tuple[EventKind, ...]], ...] = (
    ("Ingrid Solheim", TOLD),
    ("Baraka Mwangi", THANKED),
    ("Tove Lindqvist", TOLD),
    ("Ruben Castellano", THANKED),
    ("Aiko Morimoto", (EventKind.ASKED,)),
    ("Desmond Achterberg", (EventKind.ASKED,)),
)
"""To whom each of them talked, and what they reported. Nobody but each of them sees it."""


async def lived(coach: Coach, members: Sequence[int], guild: tuple[int, str]) -> None:
    """Let each of the members, at home in `guild`, report one of the deeds."""
    interactions = count(1)
    for member_id, (name, kinds) in zip(members, DEEDS, strict=True):
        caller = Caller(member_id, next(interactions), "en", guild)
        person_id = (await people.add(coach, caller, name=name)).standing.person.id
        for kind in kinds:
            again = Caller(member_id, next(interactions), "en", guild)
            await history.record(coach, again, person_id, Report(kind))
