"""Which questions make a good list for one talk.

Five to ten, prioritised, with a flow: small talk first, then trends, insights, advice and
resources (Dalton's TIARA), then next steps; each growing from one that stands before it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from bot.coaching.flow import room_for
from bot.coaching.names import normalised

PHASES = ("opening", "trends", "insights", "advice", "resources", "next_steps")
USUAL_MINUTES = 20
BY_WORTH = (
    *("opening", "insights", "advice", "next_steps", "trends"),
    *("resources", "opening", "insights", "advice"),
    *("insights", "trends", "advice", "resources"),
)
"""The phases of a list by what they are worth to a talk: five questions carry a short one, nine
are right for twenty minutes. "Advice" may come twice before "resources" comes again."""

ONE_PHASE = 5
FEWEST, MOST = 5, 10
"""Five to ten carry the usual talk (guides to interviewing)."""

MINUTES_A_FURTHER_ONE = 10
"""Beyond twenty minutes the answers grow longer, not the list."""


def most_for(minutes: int) -> int:
    """The most questions for a talk: one per two minutes, beyond ten far fewer."""
    if minutes <= USUAL_MINUTES:
        return max(room_for(minutes), FEWEST)
    return min(MOST + (minutes - USUAL_MINUTES) // MINUTES_A_FURTHER_ONE, len(BY_WORTH) + 1)


def shares_for(minutes: int) -> Counter[str]:
    """How many of each phase a list for a talk should hold; one place stays free, if it can."""
    return Counter(BY_WORTH[: max(most_for(minutes) - 1, FEWEST)])


class Asked(Protocol):
    """A question that can be chosen."""

    @property
    def id(self) -> str: ...
    @property
    def phase(self) -> str: ...
    @property
    def theme(self) -> str: ...
    @property
    def audience(self) -> tuple[str, ...]: ...
    @property
    def field(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def grows_from(self) -> str: ...
    @property
    def leans(self) -> bool: ...


_Asked = TypeVar("_Asked", bound=Asked)


class Aim(StrEnum):
    """What a member wants from the talk."""

    THE_WORK = "the_work"
    WAY_IN = "way_in"
    CHANGE = "change"
    NEW_HERE = "new_here"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Wish:
    """Who asks and what for: the audience that questions are written for, and their themes."""

    audience: str = "curious"
    themes: frozenset[str] = frozenset()
    field: str = "own"


_AIMS = {
    Aim.THE_WORK: ("curious", {"week", "craft", "difficulty", "values", "people", "curiosity"}),
    Aim.WAY_IN: ("student", {"entry", "skills", "study", "path", "learning"}),
    Aim.CHANGE: ("career_changer", {"transition", "change", "entry", "skills"}),
    Aim.NEW_HERE: ("newcomer", {"newcomer", "language", "culture", "community"}),
    Aim.RETURN: ("returning", {"return", "change", "skills", "technology"}),
}
_SIGNS = {
    Aim.RETURN: ("return", "career break", "after a break", "parental", "come back", "coming back"),
    Aim.CHANGE: ("change career", "career change", "switch", "move into", "moving into", "retrain"),
    Aim.NEW_HERE: ("new to this country", "newcomer", "moved here", "immigra", "new country"),
    Aim.WAY_IN: ("student", "studying", "graduat", "school", "first job", "get into", "degree"),
}


def wish(aim: Aim | None, about: str, outside: bool) -> Wish:
    """What to look for; without an aim it is read from what the member said about themself."""
    if aim is None:
        aim = _aim_in(about)
    audience, themes = _AIMS[aim]
    return Wish(audience, frozenset(themes), "outside" if outside else "own")


def _aim_in(about: str) -> Aim:
    said = normalised(about)
    for aim, signs in _SIGNS.items():
        if any(sign in said for sign in signs):
            return aim
    return Aim.THE_WORK


def suggest(
    library: Sequence[_Asked],
    looked_for: Wish,
    have: Mapping[str, str],
    phase: str | None = None,
    minutes: int = USUAL_MINUTES,
) -> list[_Asked]:
    """Questions to add, those that others grow from first. `have` maps texts to their phases.

    With `phase` up to five more of that phase; else as many as a talk of so many minutes still
    needs, each with the ones it grows from. Never more in all than it has room for.
    """
    choice = _Choice(library, looked_for, have, minutes)
    if phase is not None:
        for _ in range(ONE_PHASE):
            choice.take_one(phase, choice.most, with_roots=False)
        return choice.chosen
    for one, share in choice.shares:
        while choice.count(one) < share:
            taken = choice.take_one(one, share + 1) or choice.take_one(one, share, with_roots=False)
            if not taken:
                break
    return choice.chosen


class _Choice(Generic[_Asked]):
    """The choosing of one list."""

    def __init__(
        self, library: Sequence[_Asked], wish: Wish, have: Mapping[str, str], minutes: int
    ) -> None:
        texts = {normalised(text) for text in have}
        self._wish = wish
        self._by_id = {asked.id: asked for asked in library if self._suits(asked)}
        self._phases = Counter(have.values())
        self._shares = shares_for(minutes)
        self.most = most_for(minutes)
        self._room = self.most - len(have)
        self._ids = {asked.id for asked in library if normalised(asked.text) in texts}
        self._themes: set[str] = set()
        self.chosen: list[_Asked] = []

    @property
    def shares(self) -> list[tuple[str, int]]:
        """The phases that the talk should have, in their order, with how many of each."""
        return [(one, self._shares[one]) for one in PHASES if self._shares[one]]

    def count(self, phase: str) -> int:
        """How many of a phase stand in the list."""
        return self._phases[phase]

    def take_one(self, phase: str, most: int, *, with_roots: bool = True) -> bool:
        """Choose the best question of `phase`, and those it grows from; False where none fits.

        No phase may come to hold more than `most`, or than one above its share.
        """
        candidates = [
            [*(self._roots(asked) if with_roots else ()), asked]
            for asked in self._by_id.values()
            if asked.phase == phase and asked.id not in self._ids
        ]
        fitting = [one for one in candidates if self._stands(one) and self._fits(one, phase, most)]
        if not fitting:
            return False
        for asked in max(fitting, key=self._score):
            self._take(asked)
        return True

    def _stands(self, line: Sequence[_Asked]) -> bool:
        """Whether none of a line leans on a question that would not be in the list."""
        first = line[0]
        return not first.leans or first.grows_from in self._ids

    def _take(self, asked: _Asked) -> None:
        self.chosen.append(asked)
        self._ids.add(asked.id)
        self._themes.add(asked.theme)
        self._phases[asked.phase] += 1
        self._room -= 1

    def _suits(self, asked: _Asked) -> bool:
        is_mine = bool({self._wish.audience, "any"} & set(asked.audience))
        return is_mine and asked.field in {self._wish.field, "any"}

    def _roots(self, asked: _Asked) -> list[_Asked]:
        """The questions before `asked` in its line that are not in the list, the first first."""
        roots: list[_Asked] = []
        while asked.grows_from in self._by_id and asked.grows_from not in self._ids:
            asked = self._by_id[asked.grows_from]
            roots.insert(0, asked)
        return roots

    def _fits(self, line: Sequence[_Asked], phase: str, most: int) -> bool:
        grown = self._phases + Counter(asked.phase for asked in line)
        shares = ((one, most if one == phase else self._shares[one] + 1) for one in grown)
        room = self._room - self._kept_free(phase)
        return len(line) <= room and all(grown[one] <= share for one, share in shares)

    def _kept_free(self, phase: str) -> int:
        """A place for each phase that is still to come."""
        later = PHASES[PHASES.index(phase) + 1 :]
        return sum(self._phases[one] == 0 and self._shares[one] > 0 for one in later)

    def _score(self, line: Sequence[_Asked]) -> int:
        """Questions made for the member and their theme before others, short lines first."""
        asked = line[-1]
        mine = 3 * (self._wish.audience in asked.audience)
        theme = 3 * (asked.theme in self._wish.themes)
        outside = 2 * (asked.field == self._wish.field == "outside")
        flow = 5 * (asked.grows_from in self._ids)
        again = 3 * (asked.theme in self._themes)
        return mine + theme + outside + flow - again - 2 * (len(line) - 1)


def place_for(phases: Sequence[str], phase: str) -> int:
    """Where a question of `phase` goes into a list of these phases: after the last before it."""
    rank = _rank(phase)
    before = [index for index, one in enumerate(phases) if _rank(one) <= rank]
    return before[-1] + 1 if before else 0


def _rank(phase: str) -> int:
    return PHASES.index(phase) if phase in PHASES else len(PHASES)
