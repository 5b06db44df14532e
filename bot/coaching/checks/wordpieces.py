"""Words into the pieces that the encoder knows: the longest first, as it was trained."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from bot.coaching.checks.text import Span

CLASS, SEPARATOR, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
"""The marks around a sequence, and what stands for a word that has no pieces."""

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_LONGEST_WORD = 40


class WordPieces:
    """The pieces by their number."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        self.first = self._numbers[CLASS]
        self.last = self._numbers[SEPARATOR]
        self.unknown = self._numbers[UNKNOWN]

    def encode(self, text: str) -> Iterator[tuple[int, Span]]:
        """The numbers of the pieces of a text, each with the place of its word in the text."""
        for match in _WORD.finditer(text):
            for number in self._split(_bare(match.group())):
                yield number, match.span()

    def _split(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST_WORD:
            return (self.unknown,)
        found: list[int] = []
        at = 0
        while at < len(word):
            end = len(word)
            while end > at and (number := self._numbers.get(_piece(word, at, end))) is None:
                end -= 1
            if end == at or number is None:
                return (self.unknown,)
            found.append(number)
            at = end
        return tuple(found)


def _piece(word: str, start: int, end: int) -> str:
    return word[start:end] if start == 0 else f"##{word[start:end]}"


def _bare(word: str) -> str:
    """In lower case and without accents."""
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(one for one in letters if unicodedata.category(one) != "Mn")
