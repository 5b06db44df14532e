"""The lists of questions that the coach suggests: nobody asks the same twice in them."""

from collections.abc import Iterator
from itertools import product

from bot import content
from bot.coaching.questions import Aim, suggest, wish

MINUTES = (15, 20, 30, 60)


def own_lists() -> Iterator[list[str]]:
    """For every aim, in one's own field and outside it, for short talks and long ones."""
    for aim, outside, minutes in product(Aim, (False, True), MINUTES):
        looked_for = wish(aim, "", outside)
        chosen = suggest(content.questions("en"), looked_for, {}, minutes=minutes)
        chosen.sort(key=lambda one: content.PHASES.index(one.phase))
        yield [one.text for one in chosen]
