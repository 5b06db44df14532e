"""Questions in the same words but for one thing: how the rehearsal of sound goes, and of lights.

Whoever asks the same again mostly asks it in other words. Whoever keeps the words and puts another
thing in the place of one asks about another thing, unless the two words mean the same.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_MOSTLY_THE_SAME = 0.6
"""How many of the words stand in both, in the same order."""

_WORDS = re.compile(r"[a-z0-9'-]+")
_NEUTRAL = frozenset(
    """
    a about actually an and are as at be been by can could d did do does for from had has have her
    his how i in is it its just kindly let ma'am madam may me might my of on or our please
    really say shall should sir so tell that the their then these this those to u us was we were
    what which will with would you your yours
    """.split()
)
"""Words that may be exchanged without another thing being asked."""
SYNONYMS = tuple(
    frozenset(words.split())
    for words in (
        "average common everyday normal ordinary regular typical usual",
        "day days week weeks wk workday",
        "challenging difficult hard hardest tough toughest tricky trickiest",
        "challenge challenges difficulties difficulty problem problems",
        "enjoy like love",
        "career job position profession role work",
        "aspect bit part side thing",
        "began begin beginning begun start started starting",
        "consist involve involves look looks",
        "generally normally typically usually",
        "advice tip tips",
        "biggest greatest largest main",
        "anybody anyone folks people persons somebody someone",
        "error errors mistake mistakes",
        "client clients customer customers",
        "cope deal handle manage",
        "choose pick",
        "acquire find get win",
        "learn study",
        "best most",
        "area field industry sector trade",
        "company employer firm",
        "abilities skills",
        "believe reckon think",
        "describe explain share tell",
        "colleague colleagues coworker coworkers teammates workmates",
        "relax unwind",
        "beginner beginners newcomer newcomers starter starters",
        "class classes course courses",
        "leave left quit",
        "applicants candidates",
        "influenced inspired",
    )
)
"""Words that may stand for each other in questions of such talks."""
_STEM, _WHOLE = 4, 6
"""Letters that words of one family have at least, and that need to be the same."""


def ask_of_different_things(one: str, other: str) -> bool:
    """Whether two English questions have another thing in the same place of the same sentence."""
    first, second = (_WORDS.findall(question.lower()) for question in (one, other))
    changes = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    same = sum(end - start for change, start, end, *_ in changes if change == "equal")
    if same < _MOSTLY_THE_SAME * max(len(first), len(second)):
        return False
    return any(
        _name_different_things(first[start:end], second[begin:until])
        for change, start, end, begin, until in changes
        if change == "replace"
    )


def _name_different_things(some: Sequence[str], others: Sequence[str]) -> bool:
    left, right = ([word for word in words if word not in _NEUTRAL] for words in (some, others))
    return bool(left and right) and not any(_akin(one, two) for one in left for two in right)


def _akin(one: str, other: str) -> bool:
    if any({one, other} <= synonyms for synonyms in SYNONYMS):
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _STEM and longer.startswith(shorter[:_WHOLE])
