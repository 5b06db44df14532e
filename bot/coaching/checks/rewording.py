"""A question mended in the member's own words, where that can be done without guessing."""

import re

from bot.coaching.checks.asking import Asked, Kind

_HOW = frozenset("do does did have has had".split())
_IN_WHAT_WAY = frozenset("is are was were".split())
_BEARS_HOW = re.compile(
    r"help|like|chang|affect|influenc|shap|prepar|differ|decid|choos|chose|plan|manag|cop|deal|handl"
    r"|measur|train|find|found|organi[sz]|balanc|learn|teach|work"
)
"""Verbs of which one can ask how: they begin so."""
_BEARS_IN_WHAT_WAY = frozenset("different difficult hard important similar special useful".split())
_NOT_REWORDED = frozenset(
    (
        "any ever always enjoy love want think know mind there it true ok worth i we or not "
        "anyone you're"
    ).split()
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
    following = [word.text for word in asked.words[at + 1 :]]
    if verb in _HOW and any(map(_BEARS_HOW.match, following[:_VERB_WITHIN])):
        lead = "How"
    elif verb in _IN_WHAT_WAY and _BEARS_IN_WHAT_WAY & set(following):
        lead = "In what way"
    else:
        return None
    question = asked.words_in(asked.span_of_words(at, len(asked.words)))
    return f"{lead} {question[:1].lower()}{question[1:].rstrip(' ?.!')}?"


def parted(asked: Asked) -> str | None:
    """Both halves of a double question, a line each.

    None where the second is no sentence, or could be answered by a yes or a no.
    """
    if asked.heads[1].kind is Kind.YES_NO:
        return None
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
_VERB_WITHIN = 5
"""Words after which the verb is too far away to be the question's own."""
