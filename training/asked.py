"""Many ways of asking the same (`texts/asked/`).

    ## A1 how they first got into the field
    + How did you get into {field}?
    + What was your way in?
    - How did you get into your present company?

Every `+` of a block asks the same, every `-` something else that only looks like it. Questions to a
profession stand under its name, with an empty line between the blocks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

ASKED = Path(__file__).parent / "texts" / "asked"
FIELD = "{field}"
"""What stands where a question names what it is about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Ways of asking one thing, and questions that only look like it.

    `kind` is the letter of its block (of the way there, of the work, of the field, for advice), or
    the profession that is asked.
    """

    kind: str
    same: tuple[str, ...]
    alike: tuple[str, ...]


@cache
def of_anybody() -> list[Asked]:
    """What anybody may be asked."""
    return [_block(head[0], body) for head, body in headed("asked-*.txt")]


@cache
def of_professions() -> dict[str, list[Asked]]:
    """What a profession is asked, by its name."""
    return {
        profession: [_block(profession, body) for body in bodies.strip().split("\n\n")]
        for profession, bodies in headed("professions-*.txt")
    }


def asked() -> Iterator[Asked]:
    """All blocks."""
    return chain(of_anybody(), *of_professions().values())


def headed(files: str) -> Iterator[tuple[str, str]]:
    """Each head with what stands below it."""
    for path in sorted(ASKED.glob(files)):
        for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            head, _, body = part.partition("\n")
            yield head, body


def _block(kind: str, body: str) -> Asked:
    same, alike = (
        tuple(line[1:].strip() for line in body.splitlines() if line.startswith(mark))
        for mark in "+-"
    )
    return Asked(kind, same, alike)


@cache
def fields() -> list[str]:
    """What a question may be about."""
    return (ASKED / "fields.txt").read_text(encoding="utf-8").splitlines()
