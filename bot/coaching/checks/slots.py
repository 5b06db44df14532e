"""Unfilled slots of a template: "[Company]", "{first_name}", "<<name>>", "XXXX", "____"."""

import re

from bot.coaching.checks.text import Reading, Span, without_overlaps

_THING = (
    r"name|first ?name|last ?name|surname|forename|nickname|firstname|lastname|fullname|company"
    r"|companies|organi[sz]ation|firm|employer|agency|business|brand|start-?up|institution|school"
    r"|university|college|uni|alma mater|course|degree|major|program(?:me)?|class|subject|topic"
    r"|theme|field|industry|sector|area|speciali[sz]ation|specialty|discipline|profession"
    r"|occupation|trade|role|job|title|position|post|department|division|team|project|product"
    r"|article|paper|talk|speech|lecture|webinar|event|conference|meet-?up|podcast|episode|book"
    r"|blog|video|publication|magazine|newspaper|journal|dates?|days?|times?|hours?|months?|weeks?"
    r"|season|weekday|year|number|phone|mobile|cell|telephone|e-?mail|mail|address|city|town|place"
    r"|location|country|region|state|hotel|shop|person|people|contact|connection|acquaintance"
    r"|friend|colleague|referrer|introducer|recipient|addressee|reader|interviewee|manager|reason"
    r"|details?|example|thing|achievement|accomplishment|award|skills?|interests?|hobby|question"
    r"|link|url|website|linkedin|profile|signature|background|experience|summary|bio|duration"
    r"|length|minutes|mins|timeframe|slot|blank|placeholder|something|someone|somebody|somewhere"
    r"|whatever|hometown|pronouns?|he/she|him/her|his/her|mr/ms|mr/mrs|x|y|n|nn|tbd|tbc|tba|thesis"
    r"|technology|tool|software|initiative|campaign|story|fact|goal|career|path|salutation|prefix"
    r"|specific|mutual|relevant|target|speaker|author|professor|teacher|doctor|dr|name/s|value|text"
)
_FILL = r"insert|fill(?: in)?|add|enter|put|type|choose|pick|select|mention|describe|specify|state"
_FILLER = (
    r"your|their|his|her|the|a|an|of|my|our|this|that|is|or|and|in|at|for|to|with|here|full|own"
    r"|current|recent|new|preferred|exact|short|brief|one|two|first|last|second|1|2|3|i|you|e\.g\.?"
)
_SLOT_WORDS = re.compile(
    rf"^(?:(?:{_FILL})\b.*|(?:(?:{_FILLER}|{_THING})[\s/_,#:'&.-]*)*"
    rf"(?:{_THING})s?(?:'s)?[\s/_.#-]*(?:(?:{_FILLER}|{_THING}|\d)[\s/_.-]*)*)$",
    re.IGNORECASE,
)
_CODE_LIKE = re.compile(
    r"^[A-Za-z]+(?:[_.][A-Za-z]+)+$|^[a-z]+(?:[A-Z][a-z]+)+$|^[A-Z][A-Z\s_/-]+$"
)
_EMPTY = re.compile(r"^[\s._x?X*-]*$")
_ASIDE = re.compile(
    r"^(?:yes|no|not|ok|okay|sic|smiles?|wait|pause|breathe?|laughs?|grins?|sighs?|shrugs?|winks?"
    r"|nods?|if|when|or|and|but|well|really|sorry|thanks|lol|haha|hehe|joke|kidding|i|i'm|i'd|we|it"
    r"|he|she|they|let|then|say|speak|read|ask|listen|hang|hold|slowly|spoiler|edit|update|g|s"
    r"|sarcasm|irony|rant|hugs?|blush\w*|cough|ahem|gasp|applause|crying|https?:.*|\d+)\b",
    re.IGNORECASE,
)
_HOLE_BEFORE = re.compile(
    r"(?:^|[\s(\"'])(?:at|in|on|for|with|to|from|of|by|the|a|an|your|my|our|his|her|their|dear|hi"
    r"|hello|hey|hiya|as|about|is|am|i'm|are|was|named|called|and|or|than|like|into|near|between"
    r"|mr|mrs|ms|miss|dr|prof|professor|sir|madam|morning|afternoon|evening|via|since|until|around"
    r"|did|joined|studied|study|studying|graduated|know|regards|name|company|university|school)"
    r"\.?[\s/.]*[\"']?$",
    re.IGNORECASE,
)

_BRACES = re.compile(r"\$?\{{1,3}\s*[^{}\n]{1,60}?\s*\}{1,3}")
_SQUARE = re.compile(r"\[{1,3}(?P<content>[^\[\]\n]{0,60})\]{1,3}(?!\()")
_ANGLE = re.compile(
    r"(?<![A-Za-z0-9])<{1,3}\s*(?P<content>[A-Za-z][^<>\n]{0,60}?)\s*>{1,3}|«[^«»\n]{1,40}»"
)
_ROUND = re.compile(r"\((?P<content>[^()\n]{1,60})\)")
_MERGE = re.compile(
    "|".join(
        (
            r"#[A-Z][A-Z_ ]{1,30}#",
            r"%{1,2}[A-Za-z][A-Za-z_]{1,30}%{1,2}",
            r"\|[A-Z_]{2,30}\|",
            r"(?<![\w$])\$[A-Za-z_]{3,30}\$?(?!\w)",
            r"@@[A-Za-z_]{2,30}@@",
            r"(?<!\w)__[A-Z][A-Z_ ]{1,30}__(?!\w)",
        )
    )
)

_NAMED = re.compile(
    r"\b(?:INSERT|YOUR|COMPANY|FIRST|LAST|RECIPIENT|CONTACT)[ _]?(?:NAME|COMPANY|TITLE|FIELD|TOPIC"
    r"|DATE|ROLE|POSITION|SCHOOL|UNIVERSITY)(?:[ _]HERE)?\b"
    r"|\b[Ii]nsert (?:your |the |their )?(?:name|company|title|topic|date|role|number)\b(?: here)?"
    r"|(?<=Dear )(?:Name|First ?[Nn]ame|Recipient|Surname|NAME|FIRSTNAME)\b"
    r"|(?<=Hi )(?:Name|First ?[Nn]ame|Recipient|Surname|NAME|FIRSTNAME)\b"
    r"|(?<=Hello )(?:Name|First ?[Nn]ame|Recipient|Surname|NAME|FIRSTNAME)\b"
)
_XS = re.compile(r"(?<![^\W\d_])[Xx]{2,}(?![^\W\d_])(?:[\s:/-]*(?<![^\W\d_])[Xx]{2,}(?![^\W\d_]))*")
_ONE_X = re.compile(
    r"(?:(?<=\bDear )|(?<=\bHi )|(?<=\bHello )|(?<=\bMr )|(?<=\bMs )|(?<=\bMrs )|(?<=\bDr )"
    r"|(?<=\b[Cc]ompany )|(?<=\b[Uu]niversity )|(?<=\b[Oo]rganisation )|(?<=\b[Oo]rganization ))"
    r"X(?=[\s,.!?;])|\bX(?= (?:minutes|mins|years|Company|University|company|and Y|or Y)\b)"
)
_UNDERSCORES = re.compile(r"(?<!_)(?:(?<![A-Za-z])_{2,}|(?<=[A-Za-z])_{3,})(?![A-Za-z_])")
_BLANKS = re.compile(r"(?<=\s)(?:\.{4,}|-{4,}|\?{2,}|\*{3,}|#{2,}|\.(?: \.){2,})(?=[\s,.!?;:]|$)")
_KISSES = re.compile(r"[\s!.,)]*(?:$|\n)")


def find_slots(reading: Reading) -> list[Span]:
    """The unfilled slots of a text, as spans of `Reading.plain` in order."""
    plain = reading.plain
    found: list[Span] = [match.span() for match in _BRACES.finditer(plain) if _is_braced(match)]
    found += [match.span() for match in _SQUARE.finditer(plain) if _is_square(match)]
    found += [match.span() for match in _ANGLE.finditer(plain) if _is_angled(match)]
    found += [match.span() for match in _ROUND.finditer(plain) if _is_round(match)]
    found += [match.span() for match in _MERGE.finditer(plain) if not _is_amount(match)]
    found += [match.span() for match in _NAMED.finditer(plain)]
    found += [match.span() for match in _XS.finditer(plain) if _is_unknown(match)]
    found += [match.span() for match in _ONE_X.finditer(plain)]
    found += [match.span() for match in _UNDERSCORES.finditer(plain)]
    found += [match.span() for match in _BLANKS.finditer(plain) if _leaves_a_hole(match)]
    return without_overlaps(sorted(found, key=lambda span: (span[0], -span[1])))


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 24) : match.start()]


def _leaves_a_hole(match: re.Match[str]) -> bool:
    """Whether the sentence needs a word where the match stands."""
    return _HOLE_BEFORE.search(_before(match)) is not None


def _names_a_slot(content: str) -> bool:
    if _EMPTY.match(content) or _CODE_LIKE.match(content):
        return True
    return len(content.split()) <= 8 and _SLOT_WORDS.match(content) is not None


def _is_braced(match: re.Match[str]) -> bool:
    content = match.group().strip("${} ")
    told = len(content.split()) > 4 and content.endswith((".", "!", "?"))
    return any(char.isalpha() for char in content) and not told and not _ASIDE.match(content)


def _is_square(match: re.Match[str]) -> bool:
    content = match["content"].strip()
    if _names_a_slot(content):
        return True
    short = len(content.split()) <= 4
    return short and not _ASIDE.match(content) and _leaves_a_hole(match)


def _is_angled(match: re.Match[str]) -> bool:
    content = match["content"]
    if content is None:
        return _names_a_slot(match.group().strip("«» "))
    return "@" not in content and "://" not in content and not _ASIDE.match(content)


def _is_round(match: re.Match[str]) -> bool:
    content = match["content"].strip()
    if not any(char.isalpha() for char in content):
        return bool(content) and set(content) <= {"_", "."} and len(content) > 1
    if not _SLOT_WORDS.match(content) or len(content.split()) > 10:
        return False
    told = re.match(rf"(?:{_FILL}|your|name of|the name)\b", content, re.IGNORECASE)
    return told is not None or _leaves_a_hole(match)


def _is_amount(match: re.Match[str]) -> bool:
    return match.group().startswith("$") and not _names_a_slot(match.group().strip("$"))


def _is_unknown(match: re.Match[str]) -> bool:
    """Whether a run of X stands for something; at the end of a line it may be kisses."""
    run = match.group()
    if len(run) <= 3 and re.match(
        r"\s*(?:century|Olympi|Winter|Games)", match.string[match.end() :]
    ):
        return False
    if _leaves_a_hole(match):
        return True
    if _KISSES.match(match.string, match.end()):
        return run.isupper() and len(run) >= 5
    return run[0].isupper() or match.string[match.start() - 1 : match.start()].isdigit()
