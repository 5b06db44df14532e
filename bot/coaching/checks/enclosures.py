"""Saying that a CV, a résumé or a portfolio is attached."""

import re

from bot.coaching.checks.negation import is_denied
from bot.coaching.checks.text import Reading, Span, without_overlaps

_PAPER = (
    r"(?:cvs?|c\.v\.?|curriculum(?:\s+vitae)?|vitae|r[eé]sum[eé]s?|bio-?data|portfolios?"
    r"|hoja de vida"
    r"|lebenslauf|bewerbung|work samples)"
)
_PAPER_WORD = re.compile(rf"\b{_PAPER}\b", re.IGNORECASE)
_ATTACHED = re.compile(
    r"\b(?:attach(?:ed|ing|es|ment|ments)?|enclos(?:e|ed|ing|ure|ures)|encl\b|att\b|atached|pfa"
    r"|herewith|annexed|in the annex|annex"
    r"|affixed|appended|append(?:ing)?|appendix|tacked|clipped|pinned|stapled)\b",
    re.IGNORECASE,
)
_PUT_IN = re.compile(
    r"\b(?:includ(?:e|ed|ing)|add(?:ed|ing)?|put|popp?(?:ed|ing)|pop|stuck|sticking|stick"
    r"|drop(?:ped|ping)?"
    r"|upload(?:ed|ing)?|paste[d]?|shar(?:e|ed|ing)|sent|sending|send|forward(?:ed|ing)?"
    r"|plac(?:ed|ing)"
    r"|slipp?(?:ed|ing)|thrown|throwing|bung(?:ed|ing)|chuck(?:ed|ing)|whacked|linked)\s+"
    r"(?:you\s+|over\s+|along\s+|in\s+|on\s+)?(?:my|a copy of my|the|a|our"
    rf"|an?\s+\w+)?\s*(?:[\w-]+\s+){{0,3}}?{_PAPER}\b"
    r"(?P<after>[^.?!;]{0,60})",
    re.IGNORECASE,
)
_HERE = re.compile(
    r"\b(?:below|here|herewith|with (?:this|it)|to (?:this|the)|in (?:this|the)|at the (?:bottom"
    r"|end|foot)"
    r"|on the (?:bottom|end)|underneath|along(?:side)?|for your (?:reference|perusal|review"
    r"|information"
    r"|consideration|kind)|too|as well|also|as a (?:pdf|word)|so (?:that )?you|so u|mail|pdf"
    r"|in case)\b",
    re.IGNORECASE,
)
_COMES_WITH = re.compile(
    rf"\b{_PAPER}\b\s+(?:(?:also|too|again|now|just)\s+)?(?:comes?|goes|travels?|sits?|hangs"
    r"|rides|is|are|should\s+be|can\s+be\s+(?:seen|found))\s+(?:\w+\s+)?(?:with|in"
    r"|at\s+the\s+(?:bottom|end|foot)\s+of|below|beneath|on|along\s+with|together\s+with"
    r"|under)\s*(?:this|the)\s+(?:e-?mail|mail|message|note|letter|bottom)\b",
    re.IGNORECASE,
)
_HERE_IS = re.compile(
    r"\b(?:here(?:'s| is| are)|please\s+(?:find|see|check|review|refer|go through)|pls find"
    r"|kindly\s+(?:find|see"
    r"|go through|check|review)|find|see)\s+(?:below\s+|here\s+|the\s+|with this\s+)?(?:my"
    r"|a copy of my|copy of my"
    rf"|the)\s+(?:[\w-]+\s+){{0,3}}?{_PAPER}\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:can|could|would|will|'ll|may|might|shall|should|happy to|glad to|able to|willing to"
    r"|offer to|able"
    r"|pleased to|like to|want(?:ed)? to|if (?:you|u)|if it|let me know if|like me to|want me to"
    r"|wish me to|prefer me to|later|on request|upon request|did you"
    r"|should i|shall i|may i|going to|tempted to)\s+(?:\w+\s+){0,3}?$",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\blinks?\b|\burl\b|https?:|www\.|\w\.(?:com|example|net|org|io|co|me|dev)\b", re.IGNORECASE
)
_BREAK = re.compile(
    r"[;:]|,\s+(?:and|but|so|because|though|while)\s+(?:i|you|my|your|it|we|he|she|they)\b"
    r"|\bbut\b|\bso\s+(?:i|you|that)\b"
    r"|\bbecause\b",
    re.IGNORECASE,
)
_OTHER_SENSE = re.compile(
    r"\b(?:attachments?\s+(?:to|theory|styles?|in|of)|attached\s+to\s+(?!this|the\s+(?:e-?mail"
    r"|mail|message|note))"
    r"|your\s+attachment|enclosed\s+(?:garden|space|spaces|car|area|order)"
    r"|attach(?:ed)?\s+(?:great|much|importance))",
    re.IGNORECASE,
)
_RESUME_VERB = re.compile(
    r"\b(?:to|will|you|we|i|they|can|could|would|should|might|did|do|then|and|not)\s+resume\s+"
    r"(?!(?:is|was|attached|enclosed|below|here)\b)\w",
    re.IGNORECASE,
)
_NEAR = 60


def find_attachments(reading: Reading) -> list[Span]:
    """The words that say so; a link, another thing attached and a CV to come are innocent."""
    found: list[Span] = []
    for sentence in reading.sentences:
        text = _blanked(_blanked(sentence.text, _OTHER_SENSE), _RESUME_VERB)
        spans = [*_with_attached(text), *_put_in(text)]
        found += [
            (sentence.start + start, sentence.start + end)
            for start, end in spans
            if not is_denied(text, start, end) and not _comes_later(text, start)
        ]
    return without_overlaps(found)


def _blanked(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: "~" * len(match.group()), text)


def _with_attached(text: str) -> list[Span]:
    """Spans from the word "attached" to the paper it speaks of, or the other way round."""
    found = []
    papers = [match.span() for match in _PAPER_WORD.finditer(text)]
    for match in _ATTACHED.finditer(text):
        for paper in papers:
            start, end = min(match.start(), paper[0]), max(match.end(), paper[1])
            between = text[min(match.end(), paper[1]) : max(match.start(), paper[0])]
            if (
                end - start <= _NEAR + 20
                and not _parted(between)
                and not _is_link(text, start, end)
            ):
                found.append((start, end))
                break
    return found


def _parted(between: str) -> bool:
    if _BREAK.search(between):
        return True
    return re.search(r"\b(?:no|not|without|never|instead)\b", between, re.IGNORECASE) is not None


def _is_link(text: str, start: int, end: int) -> bool:
    return _LINK.search(text[start : end + 30]) is not None


def _put_in(text: str) -> list[Span]:
    found = [
        match.span()
        for match in _PUT_IN.finditer(text)
        if _HERE.search(match["after"])
        and not _PASSED_ON.match(match["after"])
        and not _is_link(text, match.start(), match.end())
    ]
    found += [match.span() for match in _COMES_WITH.finditer(text)]
    found += [
        match.span()
        for match in _HERE_IS.finditer(text)
        if not _is_link(text, match.start(), match.end())
        and not _ELSEWHERE.search(text[match.end() : match.end() + 8])
    ]
    return found


_PASSED_ON = re.compile(
    r"\s*(?:to|with|on to|around)\s+(?:your|the|hr|whoever|anyone|him|her)\b", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"\b(?:on|at)\b")


def _comes_later(text: str, start: int) -> bool:
    head = text[max(0, start - 60) : start]
    word = text[start : start + 12].lower()
    if word.startswith(("attached", "enclosed", "pfa")) or re.match(_PAPER, word):
        return re.search(
            r"\b(?:with|have|get|want|like|prefer)\s+(?:my\s+|the\s+|a\s+)?$", head, re.IGNORECASE
        ) is not None and (
            re.search(r"\b(?:if|could|can|would)\b", head, re.IGNORECASE) is not None
        )
    return _LATER.search(head) is not None
