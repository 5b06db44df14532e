"""The coach's own questions, in the lists that it suggests and mixed: none is asked twice."""

import random
from collections.abc import Iterator
from itertools import product

from bot import content
from bot.coaching.questions import Aim, suggest, wish

MINUTES = (10, 15, 20, 30, 45, 60)
MIXED = 200
"""Lists that somebody might choose themself from all that the coach knows."""


def own_lists() -> Iterator[list[str]]:
    """For every aim, in one's own field and outside it, for short talks and long ones."""
    for aim, outside, minutes in product(Aim, (False, True), MINUTES):
        looked_for = wish(aim, "", outside)
        chosen = suggest(content.questions("en"), looked_for, {}, minutes=minutes)
        chosen.sort(key=lambda one: content.PHASES.index(one.phase))
        yield [one.text for one in chosen]


def mixed_lists() -> Iterator[list[str]]:
    """Some questions of the library side by side, always the same."""
    chance = random.Random(0)
    every = [one.text for one in content.questions("en")]
    for _ in range(MIXED):
        yield chance.sample(every, chance.randint(5, 10))
