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
from bot.coaching.slips import slips

SHORTEST_SLIP: Final = 4
"""Letters of a word from which on a slip is looked for; a shorter one is like too many others."""
LONG_WORD: Final = 8
"""Letters from which on two slips are."""
_MOST_SLIPS: Final = 2
SHORTEST_BEGINNING: Final = 3
"""Letters of a name that may stand for the whole of it."""
LONGEST_ENDING: Final = 2
"""Letters that a language may hang on a name."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MENTION = re.compile(r"<[@#][!&]?\d+>|(?<![\w.])@\w[\w.]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")
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
    wanted = _Wanted(names)
    found = [Namesake(one.start(), one.end(), one[0], "") for one in _MENTION.finditer(text)]
    taken = [(one.start, one.end) for one in found]
    for word in _WORD.finditer(text):
        if any(start < word.end() and word.start() < end for start, end in taken):
            continue
        bare = _OWNER.sub("", word[0])
        name = wanted.meant_by(bare)
        if name is not None:
            found.append(Namesake(word.start(), word.start() + len(bare), bare, name))
    found += _without_spaces(text, wanted.names, found)
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
    """Names, and by which words they are meant."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(dict.fromkeys(names))
        self._exact: dict[str, str] = {}
        self._likely: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        self._beginnings: dict[str, str] = {}
        self._known: dict[str, str | None] = {}
        for name in self.names:
            self._learn(name)
        self._exact = self._exact | self._parts

    def _learn(self, name: str) -> None:
        words = [folded(part) for part in re.findall(r"\w+", name)]
        for part in words:
            if len(part) > 1 and part not in TITLES:
                self._parts.setdefault(part, name)
                for length in range(SHORTEST_BEGINNING, len(part)):
                    self._beginnings.setdefault(part[:length], name)
                for other in diminutives(part):
                    self._likely.setdefault(other, name)
        self._exact.setdefault("".join(words), name)

    def meant_by(self, typed: str) -> str | None:
        """The name that a word means, None where it means nobody."""
        if typed not in self._known:
            self._known[typed] = self._looked_up(typed)
        return self._known[typed]

    def _looked_up(self, typed: str) -> str | None:
        word = folded(typed).replace("'", "").replace("’", "")
        if len(word) < 2:
            return None
        if word in self._exact:
            return self._exact[word]
        if typed.islower() and word in EVERYDAY:
            return None
        return next(filter(None, map(self._near, _spellings(word))), None)

    def _near(self, word: str) -> str | None:
        known = self._parts.get(word) or self._likely.get(word)
        if known is not None or word in EVERYDAY:
            return known
        slip = self._slip(word)
        if slip is not None:
            return slip
        return self._begun(word)

    def _begun(self, word: str) -> str | None:
        """Whose name it is the beginning of, or is with an ending that a language hangs on it."""
        if word in self._beginnings:
            return self._beginnings[word]
        for ending in range(1, LONGEST_ENDING + 1):
            bare = word[:-ending]
            if len(bare) > SHORTEST_BEGINNING and bare in self._parts:
                return self._parts[bare]
        return None

    def _slip(self, word: str) -> str | None:
        """Whose name it is with a letter or two wrong."""
        if len(word) < SHORTEST_SLIP - 1:
            return None
        least, meant = _MOST_SLIPS + 1, None
        for part, name in self._parts.items():
            allowed = _most_slips(min(len(word), len(part)))
            distance = slips(word, part, min(allowed, least - 1))
            if distance is not None:
                least, meant = distance, name
        return meant


def _most_slips(letters: int) -> int:
    if letters < SHORTEST_SLIP:
        return 0
    return _MOST_SLIPS if letters >= LONG_WORD else 1


def _spellings(word: str) -> Iterator[str]:
    """The word, and as it would read with the umlauts that it may stand for."""
    yield word
    for written, meant in _UMLAUTS:
        if written in word:
            yield word.replace(written, meant)


def _without_spaces(
    text: str, names: Iterable[str], found: Iterable[Namesake]
) -> Iterator[Namesake]:
    """Names in writings that have no spaces between words, whole or without the first sign."""
    taken = [(one.start, one.end) for one in found]
    for name in names:
        for part in _UNSPACED.findall(name):
            for piece in (part, part[1:]) if len(part) > 2 else (part,):
                for place in re.finditer(re.escape(piece), text):
                    start, end = place.span()
                    if not any(begun < end and start < ended for begun, ended in taken):
                        taken.append((start, end))
                        yield Namesake(start, end, piece, name)


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


def diminutives(name: str) -> frozenset[str]:
    """What somebody called `name` (folded) may be called as well."""
    return _groups().get(name, frozenset()) - {name}


@cache
def _groups() -> dict[str, frozenset[str]]:
    """All groups that a name is in, together."""
    found: dict[str, frozenset[str]] = {}
    for group in GROUPS:
        for name in group:
            found[name] = found.get(name, frozenset()) | group
    return found
