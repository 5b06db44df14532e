"""Lists drawn from many ways of asking the same (`texts/asked/`), some with a question repeated.

    ## A1 how they first got into the field
    + How did you get into {field}?
    + What was your way in?
    - How did you get into your present company?

Every `+` of a block asks the same, every `-` something else that only looks like it.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ASKED = Path(__file__).parent / "texts" / "asked"
_FIELD = "{field}"
_FEWEST, _MOST = 4, 9
_REPEATED = (0, 1, 1, 2)
"""How many questions are asked again in the lists that are drawn, each as likely."""
_ALIKE = 0.35
"""How likely each question brings one along that only looks like it."""
_NEAR = 0.5
"""How many of the rest are of the same kind as the first."""

Drawn = tuple[list[str], set[tuple[int, int]]]
"""The questions of a list, and the pairs of them (earlier, later) that ask the same."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Ways of asking one thing, and questions that only look like it.

    `kind` is the letter of its block: of the way there, of the work, of the field, for advice.
    """

    kind: str
    same: tuple[str, ...]
    alike: tuple[str, ...]


@cache
def asked() -> list[Asked]:
    """All blocks."""
    return [one for path in sorted(ASKED.glob("asked-*.txt")) for one in _blocks(path)]


def _blocks(path: Path) -> Iterator[Asked]:
    for block in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        lines = [line.strip() for line in block.splitlines()[1:]]
        same, alike = (
            tuple(line[1:].strip() for line in lines if line.startswith(mark)) for mark in "+-"
        )
        yield Asked(block[0], same, alike)


@cache
def fields() -> list[str]:
    """What a question may be about."""
    return (ASKED / "fields.txt").read_text(encoding="utf-8").splitlines()


def drawn(count: int, chance: random.Random) -> Iterator[Drawn]:
    """So many lists."""
    for _ in range(count):
        texts, repeated = _drawn(asked(), chance)
        field = chance.choice(fields())
        yield [text.replace(_FIELD, field) for text in texts], repeated


def _drawn(blocks: list[Asked], chance: random.Random) -> Drawn:
    chosen = _neighbours(blocks, chance.randint(_FEWEST, _MOST), chance)
    texts, repeated = [chance.choice(one.same) for one in chosen], set()
    for number in range(min(chance.choice(_REPEATED), len(chosen))):
        others = [text for text in chosen[number].same if text != texts[number]]
        repeated.add((number, len(texts)))
        texts.append(chance.choice(others))
    some = [one for one in chosen if one.alike and chance.random() < _ALIKE]
    return [*texts, *(chance.choice(one.alike) for one in some)], repeated


def _neighbours(blocks: list[Asked], count: int, chance: random.Random) -> list[Asked]:
    """Some blocks, many of one kind, because those are told apart with more trouble."""
    first = chance.choice(blocks)
    near = [one for one in blocks if one.kind == first.kind and one is not first]
    far = [one for one in blocks if one.kind != first.kind]
    some = chance.sample(near, min(len(near), round(_NEAR * (count - 1))))
    return [first, *some, *chance.sample(far, count - 1 - len(some))]
