"""Slips of the pen between two words."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.slips import slips

MOST = 2
WORDS = st.text("abcé", max_size=7)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("vacancy", "vacancy", 0),
        ("vacency", "vacancy", 1),
        ("vacncy", "vacancy", 1),
        ("vacanccy", "vacancy", 1),
        ("vacnacy", "vacancy", 1),
        ("avcency", "vacancy", 2),
        ("", "ab", 2),
        ("ca", "abc", None),
        ("position", "vacancy", None),
    ],
)
def test_slips_are_counted(one: str, other: str, expected: int | None) -> None:
    assert slips(one, other, MOST) == expected


@given(WORDS, WORDS, st.integers(0, 3))
def test_slips_are_what_the_definition_says(one: str, other: str, most: int) -> None:
    counted = defined(one, other)
    assert slips(one, other, most) == (counted if counted <= most else None)


@given(WORDS, WORDS, st.integers(0, 3))
def test_both_ways_are_as_long(one: str, other: str, most: int) -> None:
    assert slips(one, other, most) == slips(other, one, most)


@cache
def defined(one: str, other: str) -> int:
    """Word for word, without any short cut."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        defined(one[:-1], other) + 1,
        defined(one, other[:-1]) + 1,
        defined(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if len(one) > 1 and len(other) > 1 and one[-2:] == other[-1:-3:-1]:
        ways.append(defined(one[:-2], other[:-2]) + 1)
    return min(ways)
