"""Whether somebody means to give a gift: a simple thank-you is the basis, a gift is too much.

Words alone are not enough: "a gifted speaker", "my present job" and "feedback is a gift" are
innocent, and paying for the coffee is fine. So a thing given has to stand in one sentence with
an intention to give it.
"""

import re

_INNOCENT = re.compile(
    r"gifted|present(?:ly|ed|ing|ation|ations)\b"
    r"|\bat present\b|\bthe present\b|\bto present\b|\bpresent[- ]day\b"
    r"|\b(?:my|your|his|her|their|our|a|the)\s+present\s+"
    r"(?:job|role|post|position|work|team|company|employer|boss|situation|plan|plans|course)\b"
    r"|\b(?:is|are|was|as)\s+a\s+(?:real\s+|great\s+)?gift\b|\bgift\s+(?:of|for)\s+(?!her|him|them|you)\w+"
    r"|\bflower\s*(?:shop|show)s?\b|\bflowers?\s+(?:industry|business|trade)\b",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:an?|some|small|little|nice)\s+(?:\w+\s+)?presents?\b"
    r"|\b(?:gifts?|vouchers?|flowers|bouquet|chocolates?|hamper"
    r"|bottle\s+of\s+\w+|box\s+of\s+(?:chocolates?|sweets|biscuits))\b",
    re.IGNORECASE,
)
_GIVING = re.compile(
    r"\b(?:bring|buy|send|give|get|take|order|post|mail|offer|drop\s+off|pick\s+up)\b"
    r"|\b(?:bringing|buying|sending|giving|getting|taking|ordering)\b"
    r"|\bfor\s+(?:her|him|them|you)\b|\b(?:small|little|thank-you|thank\s+you)\s+(?:gift|present)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;\n]+")


def means_a_gift(text: str) -> bool:
    """Whether `text` speaks of giving a gift (English only; other languages give no warning)."""
    return any(
        _THING.search(sentence) and _GIVING.search(sentence)
        for sentence in _SENTENCE_END.split(_INNOCENT.sub(" ", text))
    )
