"""Names kept for autocomplete: for how long, and how many."""

import pytest

from bot.coaching.stages import Stage
from bot.services.labels import (
    KEPT_MEMBERS,
    KEPT_SECONDS,
    KEPT_SECONDS_AMONG_OTHERS,
    Label,
    LabelCache,
)

SAM = Label("p1", "Sam", "", Stage.IDEA)


@pytest.mark.parametrize("seconds", [KEPT_SECONDS, KEPT_SECONDS_AMONG_OTHERS])
def test_names_are_kept_for_a_while_only(seconds: float) -> None:
    now = [0.0]
    cache = LabelCache(seconds, monotonic=lambda: now[0])
    cache.put(1, [SAM])
    now[0] = seconds
    assert cache.get(1) == [SAM]
    now[0] += 0.1
    assert cache.get(1) is None


def test_a_change_here_empties_it_at_once() -> None:
    cache = LabelCache()
    cache.put(1, [SAM])
    cache.put(2, [SAM])
    cache.forget(1)
    assert cache.get(1) is None
    assert cache.get(2) == [SAM]


def test_it_never_grows_beyond_its_bound() -> None:
    cache = LabelCache()
    for member in range(KEPT_MEMBERS + 1):
        cache.put(member, [SAM])
    assert cache.get(0) is None
    assert cache.get(1) == [SAM]
