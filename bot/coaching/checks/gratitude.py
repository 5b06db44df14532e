"""Whether a text thanks its reader, in whatever form."""

import re

from bot.coaching.checks.text import Reading, Span

_FOREIGN = (
    r"gracias|merci|danke|obrigad[oa]|grazie|asante|salamat|shukriya|shukran|dhanyavaad|dhanyawad"
    r"|nandri"
    r"|arigato\w*|spasibo|tack|takk|mahalo|toda raba|dzi[eę]kuj[eę]|dank (?:u|je)|terima kasih"
    r"|xie ?xie"
    r"|te[sş]ekk[uü]r\w*|multumesc|mul[tț]umesc|efharisto|kiitos|hvala|kia ora|dankie|mange tak"
    r"|tusen takk|tusind tak|tak(?=[\s!.,]*$)|k[oö]sz[oö]n[oö]m|mersi|ngiyabonga|enkosi|daalu"
    r"|medaase|kamsahamnida|khob khun|c[aả]m [oơ]n|dhanyavad\w*|d[eě]kuji|go raibh maith agat"
    r"|diolch"
    r"|cheers|ta(?=\s*(?:$|[!.,]|very|heaps|muchly|so|loads|for|in advance|ever|mate|love|again"
    r"|pet))|nice one|kheers"
)
_THANKS = re.compile(
    r"\bthank(?:s|ing|ful|fully)?\b|\bthank-you\b|\b(?:un)?grateful(?:ly)?\b|\bgratitude\b"
    r"|\bappreciat\w*"
    r"|\bobliged\b|\bindebted\b|\bbeholden\b|\bin your debt\b|\b(?:it(?:'s|\s+is|\s+was)"
    r"|that(?:'s|\s+is|\s+was)|how|most|very|so)\s+(?:\w+\s+)?(?:kind|good|generous|decent|nice"
    r"|gracious)\s+of\s+you\s+(?:to\s+(?:have|read|even|take|listen)|for)\b"
    rf"|\bbless\s+you\b(?=[^.?!]{0, 20}\bfor\b)|\bowe you (?:one|big|a\b|for)|\b(?:{_FOREIGN})\b",
    re.IGNORECASE,
)
_NOT_TO_READER = re.compile(
    r"\bthanks\s+(?:largely\s+|mostly\s+|partly\s+)?to\s+(?!you\b(?!r)|u\b|both\b|ye\b)"
    r"|\b(?:no|without|little|such a)\s+thanks\b"
    r"|\bthank\s+(?:god|goodness|heavens?|the\s+lord|christ|fully)\b"
    r"|\bthankfully\b|\bthankless\b|\bungrateful\w*\b"
    r"|\bthank-you\s+(?:note|card|letter|e-?mail)s?\b"
    r"|\bthank\s+(?!you\b|u\b|y'?all|ya\b|ye\b|so\b|very\b|in\s+advance|kindly|sir\b|ma'?am\b"
    r"|madam\b|and\b|[.,!]|$)\w+"
    r"|\bthanking\s+(?:him|her|them|my|the|god|everyone|our)\b"
    r"|\b(?:grateful|thankful|indebted|obliged|gratitude)\s+to\s+(?!you\b|u\b|hear|learn|have|get"
    r"|talk|speak|meet|be\b"
    r"|receive|pick|know|sit|chat|find|any|listen|discuss|read|see|connect|call|come|ask)"
    r"|\b(?:he|she|they|who|manager|boss|team|colleagues?|mother|father|parents|patients"
    r"|customers|students|we|everyone"
    r"|class|audience|clients|people)\s+(?:\w+\s+)?(?:is|are|was|were|really\s+|all\s+"
    r"|still\s+)*\s*"
    r"(?:thank(?:s|ed|ful)?|grateful|appreciat\w+)\b(?!\s+you)"
    r"|\bappreciate\s+(?:that\b(?!\s*[.!,])|how\b|why\b|you\s+(?:are|must|have|get|may|might|will"
    r"|probably)|you're|this\s+is"
    r"|it\s+(?:is|may|might|must)|it's|the\s+(?:difference|difficulty|fact|value|beauty"
    r"|importance))"
    r"|\b(?:to|learn(?:ed)?\s+to|came\s+to|really\s+made\s+me|made\s+me|taught\s+me\s+to"
    r"|help(?:ed|s)?\s+me\s+(?:to\s+)?)"
    r"\s*appreciate\s+(?!your\s+(?:time|help|reply|any|answer)|(?:it|any|a\b|your))"
    r"|\bappreciat(?:e|ed|ing)\s+(?:all\s+)?(?:your|ur)\s+(?:\w+\s+){0,2}?(?:work|talks?"
    r"|articles?|posts?|content|art|style|book|books"
    r"|perspective|approach|honesty|writing|podcast|videos?|career|paper|research|lectures?"
    r"|journey|expertise|profile)\b"
    r"|\bappreciation\s+(?:society|of|day|week)\b|\bappreciated\s+(?:in|as|at)\b"
    r"|\bappreciat(?:ing|ion)\s+(?:assets?|value)|\b(?:was|is|felt|been|be|feel"
    r"|feeling)\s+(?:never\s+|not\s+)?(?:under)?appreciated\s+(?:by|at|as)\b"
    r"|\bfeel\s+(?:obliged|indebted)\b|\b(?:feel|be|are|is|was|were)\s+obliged\s+to\s+(?!you\b"
    r"|u\b)|\bnot\s+obliged\b|\bobliged\s+to\s+(?!you\b|u\b)\w+"
    r"|\bdon'?t\s+(?:have\s+to\s+)?thank\b|\bthank\s+me\b|\bcheers\s+(?:went|from|of|erupted)\b"
    r"|\bchangez?\s+tack\b"
    r"|\btack\s+(?:shop|room|welding|on|down)\b|\bthree cheers\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|never|n't|hardly|no)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


def find_thanks(reading: Reading) -> list[Span]:
    """Where the text thanks its reader, as spans of `Reading.plain`."""
    plain = _NOT_TO_READER.sub(lambda match: "~" * len(match.group()), reading.plain)
    return [
        match.span() for match in _THANKS.finditer(plain) if not _is_negated(plain, match.start())
    ]


def _is_negated(plain: str, start: int) -> bool:
    head = plain[max(0, start - 24) : start]
    return (
        _NEGATED.search(head) is not None
        and re.search(r"can(?:'t|\s*not)\s+$", head, re.IGNORECASE) is None
    )
