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
    r"|\b(?:is|are|was|as)\s+a\s+(?:real\s+|great\s+)?gift\b"
    r"|\bgift\s+(?:of\s+\w+|for\s+(?!(?:her|him|them|you)\b)\w+)"
    r"|\bflower\s*(?:shop|show)s?\b|\bflowers?\s+(?:industry|business|trade)\b",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:an?|some|small|little|nice)\s+(?:\w+\s+)?presents?\b"
    r"|\b(?:gifts?|vouchers?|flowers|bouquet|chocolates?|hamper"
    r"|bottle\s+of\s+\w+|box\s+of\s+(?:chocolates?|sweets|biscuits))\b",
    re.IGNORECASE,
)
_GAVE = (
    r"\bi(?:\s+have|['’]ve)?\s+(?:bought|brought|baked|gave|got(?=\s+(?:her|him|them|you))"
    r"|knitted|ordered|posted|sent)\b"
)
"""What the member did already; what others gave is no gift of theirs."""

_GIVING = re.compile(
    r"\b(?:bring|buy|send|give|get|take|order|post|mail|offer|drop\s+off|pick\s+up)\b"
    r"|\b(?:bringing|buying|sending|giving|getting|taking|ordering)\b"
    r"|\bfor\s+(?:her|him|them|you)\b|\b(?:small|little|thank-you|thank\s+you)\s+(?:gift|present)\b"
    r"|\b(?:would|is|are|should|could|may|can)\b.*"
    r"\b(?:ok(?:ay)?|fine|appropriate|all\s*right|alright|welcome|nice|allowed|too\s+much)\b"
    rf"|{_GAVE}",
    re.IGNORECASE,
)
_TAKER = r"(?:her(?=\s+(?:an?|some|two|my)\b|\W*$)|him|them|you)"
"""Not the "her" of "her book"."""

_TREAT = (
    r"(?:wine|whisk(?:e)?y|champagne|cakes?|cookies|biscuits|brownies|sweets|cand(?:y|ies)|pralines"
    r"|baklava|mithai|ladd?oos?|fruit|honey|mugs?|scar(?:f|ves)|candles?|plants?|roses|souvenirs?"
    r"|pens?|tea|books?(?!\s+(?:\w+\s+)?(?:recommendations?|reviews?|lists?|clubs?|titles?)))"
)
_HANDING = rf"(?:\b(?:bring|bake|buy|get|give|gift|make|knit|take|send|order|post)(?:ing)?|{_GAVE})"
_LESSON = r"(?!\s+(?:course|class|lecture|seminar|workshop|module|exam|training)s?\b)"
"""A book for their course is to be read there."""

_HANDED_OVER = re.compile(
    rf"{_HANDING}\s+{_TAKER}\s+(?:[\w-]+\s+){{0,3}}?{_TREAT}\b"
    rf"|{_HANDING}\s+(?:[\w-]+\s+){{0,3}}?{_TREAT}\s+(?:for|to)"
    rf"\s+(?:her|{_TAKER}|their|his|your)\b{_LESSON}"
    rf"|\bbring(?:ing)?\s+(?:some\s+|a\s+|home-?made\s+)?(?!books?\b|pens?\b){_TREAT}\b"
    r"|\ba\s+little\s+something\s+for\b|\btoken\s+of\s+(?:my\s+)?(?:appreciation|gratitude|thanks)\b",
    re.IGNORECASE,
)
_OF_THEIR_WORK = re.compile(
    r"\b(?:they|he|she|customers|clients|people|shops?|vendors)\s+(?:\w+\s+)?"
    r"(?:gets?|gives?|gave|got|buys?|sends?|sells?|orders?|makes?)\b"
    r"|\b(?:my|our|your|their|the)\s+(?:job|shop|business|bakery|customers?|clients?)\b"
    r"|\bi\s+work\b|\bweddings?\b|\b(?:gift|wine)\s+(?:industry|business|trade|shop)\b"
    r"|\b(?:how|what|why|where|when)\b.*\byou\b",
    re.IGNORECASE,
)
"""Flowers, wine and sweets are what some people live on; then they are talked about."""
_SENTENCE_END = re.compile(r"[.!?;\n]+")


def means_a_gift(text: str) -> bool:
    """Whether `text` speaks of giving a gift (English only; other languages give no warning)."""
    return any(map(_is_given, _SENTENCE_END.split(_INNOCENT.sub(" ", text))))


def _is_given(sentence: str) -> bool:
    if _OF_THEIR_WORK.search(sentence):
        return False
    meant = _THING.search(sentence) and _GIVING.search(sentence)
    return bool(meant or _HANDED_OVER.search(sentence))
