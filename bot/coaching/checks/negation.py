"""Whether a sentence denies what it names: "I am not asking for a job", "no CV attached"."""

import re

_CLAUSE = re.compile(
    r",\s*(?=(?:\w+\s+){0,2}?(?:i|i'm|i'd|i'll|you|we|please|could|can|would|kindly|it|your|might"
    r"|may)\b)|[;:]|,\s*(?:but|so|and|yet|however|though|although|please|if|then|or|just|still"
    r"|also|only)\b"
    r"|\s(?:but|however|yet|instead|though|although|because|so please|and please|and if)\s|\s-+\s"
    r"|[.?!]\s",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|never|nor|neither|without|rather than|instead of|far from|isn't|aren't|wasn't"
    r"|weren't"
    r"|don't|doesn't|didn't|won't|wouldn't|shan't|shouldn't|can't|couldn't|haven't|hasn't|hadn't"
    r"|ain't"
    r"|no|nothing|none|nobody|zero|avoid|refuse|stop|neither|hardly|least of all|anything but)\b",
    re.IGNORECASE,
)
_NO_DENIAL = re.compile(
    r"\b(?:(?:you|u|there)\s+(?:wouldn't|don't|haven't|couldn't|can't|won't|isn't|aren't|do not"
    r"|would not)|wouldn't say no|won't say no|isn't only|not merely|not simply|had no|no luck"
    r"|no success|no experience|no idea|no one|no degree|not only|not just|why not|if not"
    r"|whether or not|can't wait|couldn't be happier|don't mind"
    r"|wouldn't mind|don't you|can't you|couldn't you|won't you|wouldn't you|isn't there|aren't you"
    r"|aren't there|haven't you|don't suppose|doesn't hurt|can't help|don't hesitate|never hurts"
    r"|no doubt|no matter|not sure (?:if|whether)|don't know (?:if|whether)|nothing (?:more"
    r"|else) than"
    r"|no longer|not long ago|can't thank|no harm|why don't you|no problem|not yet"
    r"|haven't (?:yet )?found"
    r"|not found|don't have a job|no job|have no|without (?:a )?(?:job|work))\b",
    re.IGNORECASE,
)
_TAG_DENIAL = re.compile(
    r"^[^.?!]{0,40}\b(?:is|are|was|isn't|aren't)\s+(?:not|n't|no)\s+(?:what|why|the point|my aim"
    r"|the aim"
    r"|in my mind|the reason|on my mind|needed|intended)|^[^.?!,;]{0,20}\b(?:isn't|is not|aren't"
    r"|are not)\b"
    r"|^\s*(?:is|are)\s+off the table|^\s*:\s*no\b",
    re.IGNORECASE,
)


def is_denied(sentence: str, start: int, end: int) -> bool:
    """Whether the clause around [start, end) denies it."""
    before = sentence[:start]
    cut = 0
    for match in _CLAUSE.finditer(before):
        cut = match.end()
    clause = before[cut:]
    blanked = _NO_DENIAL.sub(lambda match: "~" * len(match.group()), clause + sentence[start:end])
    if _NEGATION.search(blanked[: len(clause)]):
        return True
    return _TAG_DENIAL.match(sentence[end : end + 60]) is not None
