"""How a list of questions flows, and whether a talk has room for it.

Which question grows from which is known of those in the library, and of those a member said so.
Of the others it is read from their words: one that takes up "that" or "it" grows from the one
before it, one that takes up a word from the last that has it.

The time budget is that of The 20-Minute Networking Meeting: 4 minutes to open and look around,
12 to 15 to talk, 2 to close; other lengths are shared out alike.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

MINUTES_EACH = 2
"""What a question takes with its answer: over one per two minutes a talk becomes an
interrogation."""

OPENING_SHARE, END_SHARE = 4 / 20, 2 / 20


class Part(StrEnum):
    """A part of a talk."""

    OPENING = "opening"
    DISCUSSION = "discussion"
    END = "end"


class Placed(Protocol):
    """A question in a list."""

    @property
    def id(self) -> str: ...
    @property
    def phase(self) -> str: ...
    @property
    def grows_from(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Budget:
    """Whole minutes for each part of a talk."""

    opening: int
    discussion: int
    end: int

    def of(self, part: Part) -> int:
        return {
            Part.OPENING: self.opening,
            Part.DISCUSSION: self.discussion,
            Part.END: self.end,
        }[part]


def budget(minutes: int) -> Budget:
    """The time budget of a talk of so many minutes."""
    opening = max(round(minutes * OPENING_SHARE), 1)
    end = max(round(minutes * END_SHARE), 1)
    return Budget(opening, minutes - opening - end, end)


def part_of(phase: str) -> Part:
    """The part of a talk in which a question of `phase` is asked."""
    return {"opening": Part.OPENING, "next_steps": Part.END}.get(phase, Part.DISCUSSION)


def room_for(minutes: int) -> int:
    """How many questions a talk has room for."""
    return minutes // MINUTES_EACH


def to_drop(items: Sequence[Placed], minutes: int) -> tuple[int, ...]:
    """The places (from 0) of the questions to drop first, where a list is too long for its talk.

    As many as are too many, each one from which no other grows: of the part that is furthest
    over its share, the last. Each part keeps one.
    """
    left = dict(enumerate(items))
    dropped: list[int] = []
    while len(left) > max(room_for(minutes), len(Part)):
        over = _over(left, budget(minutes))
        roots = {one.grows_from for one in left.values()}
        spare = [at for at, one in left.items() if part_of(one.phase) in over]
        free = [at for at in spare if left[at].id not in roots] or spare
        dropped.append(max(free, key=lambda at: (over[part_of(left[at].phase)], at)))
        del left[dropped[-1]]
    return tuple(dropped)


def _over(left: Mapping[int, Placed], shares: Budget) -> dict[Part, int]:
    """By how many minutes each part is over its share, those left out that hold one question."""
    counts = Counter(part_of(one.phase) for one in left.values())
    return {
        part: count * MINUTES_EACH - shares.of(part) for part, count in counts.items() if count > 1
    }


def tree(items: Sequence[Placed]) -> list[tuple[int, int]]:
    """The places (from 0) of the questions, each below the one it grows from, with its depth."""
    places = {one.id: at for at, one in enumerate(items)}
    grown: dict[int | None, list[int]] = {}
    for at, one in enumerate(items):
        root = places.get(one.grows_from or "")
        grown.setdefault(None if root is None or root >= at else root, []).append(at)
    return list(_below(None, 0, grown))


def _below(
    root: int | None, depth: int, grown: Mapping[int | None, Sequence[int]]
) -> Iterator[tuple[int, int]]:
    for at in grown.get(root, ()):
        yield at, depth
        yield from _below(at, depth + 1, grown)


def root_of(question: str, earlier: Sequence[str]) -> int | None:
    """The place of the one among the earlier questions that this one grows from, by its words."""
    if not earlier:
        return None
    said = question.casefold().replace("\u2019", "'")
    if _TAKES_UP.search(said):
        return len(earlier) - 1
    notions = _notions(said)
    shared = [len(notions & _notions(one.casefold())) for one in earlier]
    most = max(shared)
    return len(shared) - 1 - shared[::-1].index(most) if most else None


_TAKES_UP = re.compile(
    r"\b(?:it|that|this|them|those|these|so)\W*$"
    r"|^(?:and|so|then)\b"
    r"|\b(?:about|of|with|from|behind|in|to|for) (?:it|them)\b"
    r"|\bsuch (?:an? )?\w+"
    r"|\b(?:did|does|do|has|had|is|was|were|would|will|could) (?:that|this|those|these)\b"
)


def _notions(said: str) -> frozenset[str]:
    """The words of a question that say what it is about, without their endings."""
    words = re.findall(r"[^\W\d_]{4,}", said)
    return frozenset(_stem(word) for word in words if word not in _ANYWHERE)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


_COMMON = """
about after also another anything been before being best better come comes could days different
does doing done each else even ever every field find first from gets give given goes going good
hard have help helped here hope into just keep kind know known last least less like likely
little look looking made main make makes many more most much must need never next often once
only other others over part parts people person place please really same should some somebody
someone something still such take tell than that their them then there these they thing things
think this those through time times today very want well were what when where which while whom
whose will with work working would year years your yours yourself start started begin began
"""
_ANYWHERE = frozenset(_COMMON.split())
"""Words that stand in questions about anything."""


def guessed_phase(question: str) -> str | None:
    """The phase that an English question belongs to by its words, None where they don't say."""
    said = question.casefold().replace("\u2019", "'")
    return next((phase for phase, signs in _SIGNS.items() if signs.search(said)), None)


_SIGNS: Mapping[str, re.Pattern[str]] = {
    "next_steps": re.compile(
        r"\bwho(?:m)? (?:else|would you|should i|could i|in your)\b|\bput me in touch\b"
        r"|\bin touch\b|\bintroduc\w+ me\b|\bnext steps?\b|\bafter (?:today|our talk|this talk)\b"
        r"|\bnot asked\b|\bhaven't (?:i )?asked\b|\blet you know\b|\bin return\b"
    ),
    "resources": re.compile(
        r"\b(?:books?|blogs?|podcasts?|newsletters?|courses?|conferences?|meetups?|communit\w+"
        r"|events?|websites?|journals?|groups?|magazines?)\b|\b(?:read|listen to|watch|follow)\b"
    ),
    "advice": re.compile(
        r"\badvice\b|\badvise\b|\b(?:would|do) you (?:recommend|suggest|do|tell|learn|look for)\b"
        r"|\bin my (?:place|shoes|position)\b|\bshould (?:i|somebody|someone|a beginner)\b"
        r"|\bcould i\b|\bstarting over\b|\bif you were\b"
    ),
    "trends": re.compile(
        r"\bchang(?:e|es|ed|ing)\b|\btrends?\b|\bfuture\b|\b(?:five|ten|few|coming|next|last|recent)"
        r" years\b|\bartificial intelligence\b|\bai\b|\bthese days\b|\bnowadays\b"
    ),
    "opening": re.compile(
        r"\bhow did you (?:\w+ )?(?:come|get|start|begin|become|end up|find your way|choose)\b"
        r"|\b(?:drew|led|brought) you\b|\byour (?:path|journey|background|story)\b"
        r"|\b(?:typical|normal|usual|average|ordinary)\b|\bday(?: |-)to(?: |-)day\b"
    ),
}
"""The later phase first: "who else changed their path" asks for a name."""
