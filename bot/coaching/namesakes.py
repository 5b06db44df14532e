"""Where a text names somebody: names from a list, and what comes near them.

Found are names and parts of names, in any case and with or without accents; first names by
themselves; slips of a letter or two ("Jonh"); diminutives ("Kate" for "Katherine"). Rather one
question too many than somebody's name in public. Everyday words in small letters ("will", "may")
count only where they are exactly a part of a name.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.coaching.short_names import EVERYDAY, GROUPS, TITLES

SHORTEST_SLIP: Final = 4
"""Letters of a word from which on a slip is looked for; a shorter one is like too many others."""
LONG_WORD: Final = 8
"""Letters from which on two slips are."""
SHORTEST_BEGINNING: Final = 3
"""Letters of a name that may stand for the whole of it."""
LONGEST_ENDING: Final = 2
"""Letters that a language may hang on a name."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MENTION = re.compile(r"<[@#][!&]?\d+>|(?<![\w.])@\w[\w.]+")
_OWNER = re.compile(r"['’]s?$")
_APART = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))


@dataclass(frozen=True, slots=True)
class Namesake:
    """A place of a text, from `start` to `end`, that names somebody or comes near it.

    `name` is who is meant, as it stands in the list; empty for somebody's mention.
    """

    start: int
    end: int
    words: str
    name: str

    @property
    def key(self) -> str:
        """Equal wherever the text has the same word."""
        return folded(self.words)


def namesakes(text: str, names: Iterable[str]) -> list[Namesake]:
    """Every place in `text` that names one of `names` or somebody mentioned, in its order."""
    wanted = [_Wanted(name) for name in names]
    found = [Namesake(one.start(), one.end(), one[0], "") for one in _MENTION.finditer(text)]
    taken = [(one.start, one.end) for one in found]
    for word in _WORD.finditer(text):
        if any(start < word.end() and word.start() < end for start, end in taken):
            continue
        name = next((one.name for one in wanted if one.is_meant_by(word[0])), None)
        if name is not None:
            bare = _OWNER.sub("", word[0])
            found.append(Namesake(word.start(), word.start() + len(bare), bare, name))
    found += _without_spaces(text, wanted, found)
    return _joined(text, sorted(found, key=lambda one: one.start))


def without(text: str, found: Iterable[Namesake], instead: str) -> str:
    """`text` with `instead` in the place of what was found."""
    for one in sorted(found, key=lambda each: each.start, reverse=True):
        text = text[: one.start] + instead + text[one.end :]
    return text


def folded(text: str) -> str:
    """For comparing: without case, accents and blanks at the ends."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_APART))
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(bare.translate(_APART).split())


class _Wanted:
    """A name, and by which words it is meant."""

    def __init__(self, name: str) -> None:
        self.name = name
        words = [folded(part) for part in re.findall(r"\w+", name)]
        self.parts = [one for one in words if len(one) > 1 and one not in TITLES]
        self.whole = "".join(words)
        self.likely = {other for part in self.parts for other in diminutives(part)}

    def is_meant_by(self, typed: str) -> bool:
        bare = folded(_OWNER.sub("", typed))
        word = bare.replace("'", "").replace("’", "")
        if len(word) < 2:
            return False
        if word in self.parts or word == self.whole:
            return True
        if typed.islower() and word in EVERYDAY:
            return False
        return any(self._is_near(one, typed) for one in _spellings(word))

    def _is_near(self, word: str, typed: str) -> bool:
        if word in self.parts or word in self.likely:
            return True
        if word in EVERYDAY:
            return False
        return any(_is_slip(word, part) or _begins(word, part) for part in self.parts)


def _is_slip(word: str, part: str) -> bool:
    shorter = min(len(word), len(part))
    if shorter < SHORTEST_SLIP:
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415  (a megabyte, only for who shares a win)

    most = 2 if shorter >= LONG_WORD else 1
    return OSA.distance(word, part, score_cutoff=most) <= most


def _begins(word: str, part: str) -> bool:
    """Whether it is the beginning of a longer name, or a name with an ending."""
    if len(word) < SHORTEST_BEGINNING:
        return False
    if part.startswith(word):
        return True
    ending = len(word) - len(part)
    return len(part) > SHORTEST_BEGINNING and ending <= LONGEST_ENDING and word.startswith(part)


def _spellings(word: str) -> Iterator[str]:
    """The word, and as it would read with the umlauts that it may stand for."""
    yield word
    for written, meant in _UMLAUTS:
        if written in word:
            yield word.replace(written, meant)


def _without_spaces(
    text: str, wanted: Iterable[_Wanted], found: Iterable[Namesake]
) -> Iterator[Namesake]:
    """Names in writings that have no spaces between words."""
    taken = [(one.start, one.end) for one in found]
    for one in wanted:
        for part in re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}", one.name):
            for piece in {part, part[1:]} - {part[1:] if len(part) < 3 else ""}:
                for place in re.finditer(re.escape(piece), text):
                    if any(start <= place.start() < end for start, end in taken):
                        continue
                    taken.append(place.span())
                    yield Namesake(*place.span(), place[0], one.name)


def _joined(text: str, found: list[Namesake]) -> list[Namesake]:
    """Words beside each other that mean the same person are one place."""
    joined: list[Namesake] = []
    for one in found:
        last = joined[-1] if joined else None
        if (
            last
            and last.name == one.name != ""
            and re.fullmatch(r"[\s-]", text[last.end : one.start])
        ):
            joined[-1] = Namesake(last.start, one.end, text[last.start : one.end], one.name)
        else:
            joined.append(one)
    return joined


def _go_together(one: Namesake, other: Namesake, between: str) -> bool:
    return one.name == other.name != "" and between in {" ", "-"}


@cache
def diminutives(name: str) -> frozenset[str]:
    """What somebody called `name` (folded) may be called as well."""
    return frozenset(other for group in GROUPS if name in group for other in group) - {name}
