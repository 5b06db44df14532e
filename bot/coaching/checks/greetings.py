"""Whether the greeting names the reader: "Dear Ms Rao" does, "Dear Sir/Madam" doesn't."""

import re

from bot.coaching.checks.text import Reading, Span, overlapping

_OPENER = re.compile(
    r"(?:(?:a\s+)?(?:very\s+)?(?:warm\s+)?(?:good\s*(?:morning|afternoon|evening|day)|g'?day"
    r"|morning"
    r"|afternoon|evening|greetings(?:\s+of\s+the\s+day)?|hello+|hi+|hiya+|hey+|heya|hullo|hallo"
    r"|howdy|dear|dearest"
    r"|respected|esteemed|namaste|namaskar|salam|salaam|assalam\w*(?:\s+\w*laikum)?|aoa|shalom"
    r"|alright|aloha|salut|buongiorno|guten\s+tag|moin|hej|kia\s+ora|jambo|sawubona|merhaba"
    r"|ol[aá]|dia\s+dhuit|shwmae|wassup|what's\s+up|omg|hola"
    r"|bonjour|ciao|yo|oi|ahoy|attention|attn|to|thanks|there|again|and|&|the|my|most|very|so|oh"
    r"|happy\s+(?:monday|tuesday|wednesday|thursday|friday|new\s+year))\b[\s,:!.~-]*)+",
    re.IGNORECASE,
)
_TITLE = frozenset(
    """
    mr mrs ms mx miss dr doctor prof professor sir madam ma'am maam mam madame sirs madams ji
    sahib saheb garu bhaiya bhai didi anna akka uncle aunty auntie aunt shri smt rev reverend hon
    captain respected dear sri er engr arch teacher chef coach doc pastor captain bhai frau herr
    madame monsieur mme senora senor
    """.split()
)
_ANYBODY = frozenset(
    """
    there all everyone everybody anyone anybody team folks friend friends mate mates buddy pal
    pals bro bruh bruv dude dudes guys man lads girls gang peeps people y'all hun hon love darling
    boss chief recruiter recruiters colleague colleagues concerned whom it may concern hiring
    manager managers hr human resources department committee office staff ladies gentlemen
    gentleman gentlepersons esteemed alumni alumnus alumna alum alums fellow member members
    community group network connection connections connect linkedin user profile owner reader
    recipient applicant professional professionals expert experts representative personnel
    director admin administrator officer editor partner partners leader leaders company
    organisation organization sir/madam sirs/madams mr/ms mr/mrs ms/mr he/she both future mentor
    stranger neighbour neighbor champ legend again and or the of to a an my you your
    """.split()
)
_COMMON = frozenset(
    """
    i i'm i've i'd i'll im my we it it's this that hope hoping how how's what what's saw just
    quick came found read loved love reaching writing long sorry apologies thanks thank good nice
    great greetings happy wish trust please can could would may might is am are do does did have
    has had if as in on at from for with by not no so but you your you're u the a an when while
    since after came come am congratulations congrats noticed seen heard name myself here another
    one new big fan student fellow following really first let me wanted want very pleased glad
    been
    """.split()
)
_OFFICE = frozenset("head director manager chair president editor owner author".split())
_ALSO_NAMES = frozenset("hope will may an my so grace art mark rich pat".split())
_WORD = re.compile(r"[^\W\d_][\w'./-]*")
_NEXT_CHUNK = re.compile(
    r"[\s,!.:~-]*(?P<name>(?:(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Professor|Sir|Madam|Mme)\.?\s+)?"
    r"[^\W\d_][\w'.-]*(?:\s+[^\W\d_][\w'-]*){0,3})\s*[,.!?\n-]"
)
_VOCATIVE = re.compile(r",\s(?P<name>[A-Z][\w'-]+)[,.!?]|^(?P<first>[A-Z][a-z'-]+)\s-\s")


def find_generic_greeting(
    reading: Reading, slots: list[Span], reader: str = ""
) -> tuple[bool, Span | None]:
    """Whether the greeting names nobody, and which words of `Reading.plain` greet so.

    The span is None where there is no greeting at all. `reader` is their name, where known.
    """
    reader = reader.strip()
    start, end = reading.layout.greeting
    if start == end:
        return (not _named_in_first_sentence(reading, reader), None)
    words = reading.plain[start:end]
    if any(overlapping((start, end), slot) for slot in slots):
        left = _without(words, start, slots)
        return (not _names(left, open_end=False), (start, end))
    if reader and reader.rsplit(maxsplit=1)[-1].lower() in words.lower():
        return (False, None)
    if _names(words, open_end=_is_open(reading.plain, end)):
        return (False, None)
    return _after_the_comma(reading.plain, start, end)


def _named_in_first_sentence(reading: Reading, reader: str) -> bool:
    if not reading.sentences:
        return False
    first = reading.sentences[0].text
    if reader and reader.split(maxsplit=1)[0].lower() in first.lower():
        return True
    if _named_in_a_short_line(reading.plain):
        return True
    match = _VOCATIVE.search(first)
    return match is not None and (match["name"] or match["first"]).lower() not in _COMMON


def _named_in_a_short_line(plain: str) -> bool:
    """ "Tasha omg hi," or "alright Gaz" on a line of its own."""
    line = plain.strip().split("\n", 1)[0]
    head = re.split(r"[,!.:?]", line, maxsplit=1)[0]
    words = _WORD.findall(head)
    if not 1 <= len(words) <= 4 or head == line == plain.strip():
        return False
    names = [word for word in words if word[0].isupper() and word.lower() not in _COMMON]
    return any(name.lower() not in _ANYBODY and name.lower() not in _TITLE for name in names)


def _is_open(plain: str, end: int) -> bool:
    """Whether no mark ends the greeting, so that the sentence goes on after it."""
    return plain[end : end + 1] not in {",", "!", ":", ";", ".", "\n", "?", ""} and not re.match(
        r"\s-", plain[end : end + 2]
    )


def _names(words: str, *, open_end: bool) -> bool:
    """Whether something is left that names somebody, once openers and titles are gone."""
    opener = _OPENER.match(words.replace("/", " "))
    rest = _WORD.findall(words[opener.end() :] if opener else words)
    if not rest:
        return False
    heads = [word.lower().rstrip(".") for word in rest]
    if "and" in heads[1:]:
        rest, heads = rest[: heads.index("and")], heads[: heads.index("and")]
    if heads[0] == "fellow" or heads[-1] in _ANYBODY or heads[0] in _OFFICE or heads == ["author"]:
        return False
    left = [
        word
        for word, low in zip(rest, heads, strict=True)
        if low not in _TITLE and low not in _ANYBODY
    ]
    if not left:
        return False
    first = left[0]
    if open_end or len(left) > 4:
        return first.lower() not in _COMMON and (first[0].isupper() or len(first) > 2)
    if first[0].isupper():
        return first.lower() not in _COMMON or (len(left) == 1 and first.lower() in _ALSO_NAMES)
    return len(left) <= 3 and not any(word.lower() in _COMMON for word in left)


def _without(words: str, start: int, slots: list[Span]) -> str:
    kept = [
        char
        for at, char in enumerate(words, start)
        if not any(first <= at < last for first, last in slots)
    ]
    return "".join(kept)


def _after_the_comma(plain: str, start: int, end: int) -> tuple[bool, Span | None]:
    """ "Hi, Ms Valdez, …" names her; "Hi, my name is Jocasta" doesn't name the reader."""
    line = plain[end : end + 60]
    if not line.startswith("\n"):
        match = _NEXT_CHUNK.match(line)
        if match and _is_a_name(match["name"]):
            return (False, None)
        told = re.match(
            r"[\s,!.]*(?:my name is|my name's|i am|i'm|this is)\s+[A-Z][\w'-]+", line, re.IGNORECASE
        )
        if told:
            return (True, (start, end + told.end()))
    return (True, (start, min(end + 1, len(plain)) if plain[end : end + 1] == "!" else end))


def _is_a_name(chunk: str) -> bool:
    words = chunk.split()
    heads = [word.lower().rstrip(".") for word in words]
    if any(head in _COMMON for head in heads) or heads[-1] in _ANYBODY:
        return False
    return all(word[0].isupper() for word in words) and not all(head in _TITLE for head in heads)
