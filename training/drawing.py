"""What is drawn anew for each round: lists of questions, and families of them.

Drawn from the ways of asking the same (`asked.py`) and the triples.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence

from bot.coaching.checks.parallels import SYNONYMS
from bot.coaching.checks.wordpieces import WordPieces
from training.asked import FIELD, Asked, fields, of_anybody, of_professions
from training.sequences import Family, ListExample, nothing_known, pieces_of

_MOST = 9
"""Questions that a list is drawn of, before some are asked again."""
_REPEATED = (0, 1, 1, 2)
"""How many questions are asked again in the lists that are drawn, each as likely."""
_ALIKE = 0.35
"""How likely each question of a list brings one along that only looks like it."""
_NEARLY_IN_THE_SAME_WORDS = 0.15
"""How many questions are asked again with hardly a word changed."""
_TO_A_PROFESSION = 0.7
"""How many lists and families are for one profession."""
_NEAR = 0.5
"""How many of the others are of the same kind, because those are told apart with more trouble."""
_LOOKALIKES = 2
"""Questions that only look like it which a family brings along."""
_TOGETHER = 8
"""Families that are told apart from each other."""

_Drawn = tuple[list[str], set[tuple[int, int]]]
"""The questions of a list, and the pairs of them (earlier, later) that ask the same."""


class Drawing:
    """Draws from all that there is."""

    def __init__(
        self, pieces: WordPieces, triples: Sequence[Sequence[str]], chance: random.Random
    ) -> None:
        self._pieces = pieces
        self._triples = [Asked("", (one, again), (other,)) for one, again, other in triples]
        self._professions = list(of_professions().values())
        self._chance = chance

    def lists(self, count: int) -> Iterator[ListExample]:
        """So many lists, of which nothing is known but which questions ask the same."""
        for _ in range(count):
            texts, repeated = self._list()
            field = self._chance.choice(fields())
            numbers = [pieces_of(text.replace(FIELD, field), self._pieces) for text in texts]
            yield ListExample(numbers, nothing_known(len(texts)), repeated)

    def _list(self) -> _Drawn:
        chosen = self._blocks(self._chance.randint(1, _MOST))
        texts, repeated = [self._chance.choice(one.same) for one in chosen], set()
        for number in range(min(self._chance.choice(_REPEATED), len(chosen))):
            repeated.add((number, len(texts)))
            texts.append(self._again(chosen[number], texts[number]))
        some = [one for one in chosen if one.alike and self._chance.random() < _ALIKE]
        return [*texts, *(self._chance.choice(one.alike) for one in some)], repeated

    def families(self, count: int) -> list[Family]:
        """So many families, of which those of a group are told apart.

        What anybody may be asked is told apart from no profession's, where it may be asked, too.
        """
        groups = [self._blocks(_TOGETHER) for _ in range(count // _TOGETHER - 1)]
        groups += [[one] for one in self._chance.sample(self._triples, _TOGETHER)]
        field = self._chance.choice(fields())
        return [
            self._family(one, field, number) for number, group in enumerate(groups) for one in group
        ]

    def _family(self, block: Asked, field: str, group: int) -> Family:
        one = self._chance.choice(block.same)
        some = self._chance.sample(block.alike, min(_LOOKALIKES, len(block.alike)))
        first, second, *others = (
            pieces_of(text.replace(FIELD, field), self._pieces)
            for text in (one, self._again(block, one), *some)
        )
        return Family(first, second, others, group)

    def _blocks(self, count: int) -> list[Asked]:
        """Some blocks that may stand in one list."""
        if self._chance.random() < _TO_A_PROFESSION:
            return self._chance.sample(self._chance.choice(self._professions), count)
        first = self._chance.choice(of_anybody())
        near = [one for one in of_anybody() if one.kind == first.kind and one is not first]
        far = [one for one in of_anybody() if one.kind != first.kind]
        some = self._chance.sample(near, min(len(near), round(_NEAR * (count - 1))))
        return [first, *some, *self._chance.sample(far, count - 1 - len(some))]

    def _again(self, block: Asked, question: str) -> str:
        """The question once more, mostly in other words."""
        if self._chance.random() < _NEARLY_IN_THE_SAME_WORDS:
            return self._chance.choice(_CHANGES)(self._exchanged(question))
        return self._chance.choice([one for one in block.same if one != question])

    def _exchanged(self, question: str) -> str:
        """With a common word exchanged for another of the same meaning, where it has one."""
        words = question.split(" ")
        for at, word in enumerate(words):
            for synonyms in SYNONYMS:
                if word.lower().rstrip("?") in synonyms:
                    words[at] = self._chance.choice(sorted(synonyms)) + "?" * word.endswith("?")
                    return " ".join(words)
        return question


_CHANGES: Sequence[Callable[[str], str]] = (
    lambda question: question,
    lambda question: question.lower().rstrip("?.! "),
    lambda question: f"And another question: {question}",
    lambda question: f"I'd like to know: {question}",
    lambda question: f"Sir, {question}",
    lambda question: f"{question.rstrip('?.! ')}, please?",
    lambda question: re.sub(r"\byou\b", "u", question),
)
