"""A question mended in the member's own words, where that can be done without guessing."""

from bot.coaching.checks.asking import Asked, Kind

_HOW = frozenset("do does did have has had".split())
_IN_WHAT_WAY = frozenset("is are was were".split())
_NOT_REWORDED = frozenset(
    "any ever think know mind there it true ok worth i we or not anyone you're".split()
)
_JOINS = frozenset("and or but plus also then , ; : - (".split())


def opened(asked: Asked) -> str | None:
    """ "Did your training help?" as "How did your training help?", None where it won't fit."""
    if not asked.heads or asked.heads[0].kind is not Kind.YES_NO:
        return None
    at = asked.heads[0].at
    verb = asked.words[at].text
    if _NOT_REWORDED & {word.text for word in asked.words[at : at + 5]}:
        return None
    lead = "How" if verb in _HOW else "In what way" if verb in _IN_WHAT_WAY else None
    if lead is None:
        return None
    question = asked.words_in(asked.span_of_words(at, len(asked.words)))
    return f"{lead} {question[:1].lower()}{question[1:].rstrip(' ?.!')}?"


def parted(asked: Asked) -> str | None:
    """Both halves of a double question, a line each; None where the second is no sentence."""
    second = asked.heads[1].at
    end = second
    while end > 0 and asked.words[end - 1].text in _JOINS:
        end -= 1
    halves = [
        asked.words_in(asked.span_of_words(first, last)).rstrip(" ?.!,;")
        for first, last in ((0, end), (second, len(asked.words)))
    ]
    if len(halves[1].split()) < _LEAST_WORDS:
        return None
    return "\n".join(f"{half[:1].upper()}{half[1:]}?" for half in halves)


_LEAST_WORDS = 3
