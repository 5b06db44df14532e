"""How many slips of the pen lie between two words.

A slip is a letter too many, a letter that is missing, one in place of another, or two neighbours
that have changed places.
"""

from collections.abc import Sequence


def slips(one: str, other: str, most: int) -> int | None:
    """How many there are; None for more than `most`."""
    if abs(len(one) - len(other)) > most or len(set(one) ^ set(other)) > 2 * most:
        return None  # most words are told apart by this, which costs little
    older: Sequence[int] = ()
    above: Sequence[int] = range(len(other) + 1)
    before = ""
    for letter in one:
        row = _row(letter, before, other, above, older)
        if min(row) > most:
            return None
        older, above, before = above, row, letter
    return above[-1] if above[-1] <= most else None


def _row(
    letter: str, before: str, other: str, above: Sequence[int], older: Sequence[int]
) -> list[int]:
    """The slips between the beginning of a word that ends in `before` and `letter`, and each
    beginning of the other; `above` and `older` are those of a letter less and of two."""
    row = [above[0] + 1]
    last = ""
    for at, char in enumerate(other, start=1):
        least = min(row[-1] + 1, above[at] + 1, above[at - 1] + (letter != char))
        if letter == last and before == char:
            least = min(least, older[at - 2] + 1)
        row.append(least)
        last = char
    return row
