"""Reading a member's text: cleaned for the rules, and led back to the original's offsets.

The rules read `Reading.plain`: compatibility forms and curly marks made plain, zero-width
characters and markup gone, chat forms written out ("u" → "you", "plz" → "please"), near misses
of the words the rules look for mended ("vacency" → "vacancy"). Case is kept, because a name is
known by it; rules ignore case. Every character of it remembers where it came from.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.coaching.checks.spelling import mended

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a reading: its words, and where they start and end in `Reading.plain`."""

    text: str
    start: int
    end: int

    @property
    def is_question(self) -> bool:
        """Whether it ends with a question mark."""
        return self.text.rstrip(" )\"'").endswith("?")


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a letter, as spans of `Reading.plain`; a part that is not there is empty.

    `greeting` is "Dear Ms Rao", `body` what follows it, `signature` the name and what stands
    under it; the closing formula ("Thanks,") belongs to the body's end.
    """

    greeting: Span
    body: Span
    signature: Span


_READ_WHOLE, _HEAD, _TAIL = 2_400, 1_600, 400
"""Characters. Five hundred words are read whole; beyond that the length is what to mend first, and
rules keep to the start and the end, so that no text takes long."""


class Reading:
    """A text as the rules read it."""

    def __init__(self, original: str) -> None:
        self.original = original
        builder = _Builder(original)
        self.plain = builder.plain
        self._starts, self._ends = builder.starts, builder.ends

    def span(self, start: int, end: int) -> Span:
        """Where [start, end) of `plain` stands in the original, without white space around."""
        while start < end and self.plain[start].isspace():
            start += 1
        while end > start and self.plain[end - 1].isspace():
            end -= 1
        if start >= end:
            return (0, 0)
        return self._starts[start], self._ends[end - 1]

    @property
    def origins(self) -> Sequence[int]:
        """Where in the original each character of `plain` comes from."""
        return self._starts

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the whole text, lines of their own included."""
        return tuple(self._worth_reading(split_sentences(self.plain)))

    @cached_property
    def layout(self) -> Layout:
        """The parts of the letter."""
        return _layout(self.plain)

    @cached_property
    def body(self) -> tuple[Sentence, ...]:
        """The sentences between greeting and signature."""
        start, end = self.layout.body
        return tuple(self._worth_reading(split_sentences(self.plain[start:end], start)))

    def _worth_reading(self, sentences: Iterator[Sentence]) -> Iterator[Sentence]:
        """All of them; of a very long text those near its start and its end."""
        whole = len(self.plain)
        if whole <= _READ_WHOLE:
            return sentences
        return (one for one in sentences if one.start < _HEAD or one.end > whole - _TAIL)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the text in lower case."""
        return tuple(_WORD.findall(self.plain.lower()))

    @cached_property
    def is_english(self) -> bool:
        """Whether the checks can read it; a few words or none get the benefit of the doubt."""
        return reads_as_english(self.plain)


def count_words(text: str) -> int:
    """Tokens between white space, as an e-mail's or a call's length is counted."""
    return len(text.split())


def count_characters(text: str) -> int:
    """Unicode characters without white space around, as LinkedIn's limit is counted."""
    return len(text.strip())


def lines_of(text: str) -> list[Span]:
    """The non-empty lines of a question list, as spans of the original without white space."""
    found = []
    at = 0
    for line in text.splitlines(keepends=True):
        bare = _visible(line).strip()
        if bare:
            lead = len(line) - len(line.lstrip())
            found.append((at + lead, at + len(line.rstrip())))
        at += len(line)
    return found


def _visible(line: str) -> str:
    return "".join(char for char in line if unicodedata.category(char) not in _UNSEEN)


# ---------------------------------------------------------------- cleaning

_UNSEEN = {"Cf", "Mn", "Me", "Cc", "Co", "Cn"}
_PLAIN_MARKS = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201a": "'",
        "\u201b": "'",
        "\u02bc": "'",
        "\u00b4": "'",
        "`": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u201f": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2015": "-",
        "\u2212": "-",
        "\u2026": "...",
    }
)
_TAG = (
    r"</?(?:p|br|div|span|b|i|u|s|em|strong|a|ul|ol|li|h[1-6]|table|tr|td|th|tbody|font|html|body"
    r"|head|blockquote|pre|code|img|script|style|hr|small|sub|sup|center)(?:\s[^<>]{0,300})?/?>"
)
_PIECE = re.compile(
    r"(?P<tag>" + _TAG + r")"
    r"|(?P<mention><(?:[@#]|a?:\w+:|t:|/)[^<>\s]{0,80}>|@(?:everyone|here)\b)"
    r"|(?P<entity>&(?:[a-zA-Z]{2,8}|\#\d{1,6});)"
    r"|(?P<link>\bhttps?://[^\s<>]+|\bwww\.[^\s<>]+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<mark>(?<!\*)\*{1,2}(?!\*)|~~|`{1,3}|\|\|)"
    r"|(?P<newline>\r\n?|\n|\u2028|\u2029|\x0b|\x0c|\x85)"
    r"|(?P<space>[^\S\n\r]+)"
    r"|(?P<word>[^\W\d_](?:[^\W\d_]|['\u2019\u02bc\u200b-\u200d\u00ad\ufeff\u0300-\u036f])*)"
    r"|(?P<run>[\d!?.,;:/\"'()\[\]{}_+=%$^-]+)"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_LONGEST_WORD = 60
"""No word is longer; what stands for one is cut, so that no rule walks along it."""

_BLOCK_TAG = re.compile(r"</?(?:p|br|div|li|tr|h[1-6]|ul|ol|table|blockquote)\b", re.IGNORECASE)


class _Builder:
    """Cleans a text piece by piece, keeping for every character where it came from."""

    def __init__(self, original: str) -> None:
        self._chars: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._last, self._opens = "", True
        for match in _PIECE.finditer(original):
            kind = match.lastgroup or "other"
            self._take(kind, match.group(), match.start(), match.end())
        self.plain = "".join(self._chars)

    def _take(self, kind: str, piece: str, start: int, end: int) -> None:
        if kind == "word":
            self._take_word(piece, start, end)
        elif kind == "other":
            self._take_other(piece, start, end)
        elif kind in {"link", "run"}:
            self._put_as_it_is(piece, start)
            self._last = "0" if piece[-1].isdigit() else ""
            self._opens = piece[-1] in ".!?:"
        elif kind == "entity":
            self._put_all(html.unescape(piece).replace("\xa0", " "), start, end)
        elif kind == "newline" or (kind == "tag" and _BLOCK_TAG.match(piece)):
            self._put("\n", start, end)
            self._opens = True
        elif kind in {"space", "tag", "mention"}:
            self._space(start, end)

    def _take_word(self, piece: str, start: int, end: int) -> None:
        piece, whole = piece[:_LONGEST_WORD], piece
        clean = _clean(piece)
        better = mended(clean, self._last, opens=self._opens)
        if better is None and len(clean) == len(piece):
            self._put_as_it_is(clean, start)
        else:
            self._put_all(clean if better is None else better, start, end)
        if len(whole) > len(piece) and self.ends:
            self.ends[-1] = end
        self._last, self._opens = clean, False

    def _take_other(self, char: str, start: int, end: int) -> None:
        if unicodedata.category(char) in _UNSEEN:
            return
        self._last = ""
        self._put_all(_clean(char), start, end)

    def _space(self, start: int, end: int) -> None:
        if self._chars and not self._chars[-1].isspace():
            self._put(" ", start, end)

    def _put_as_it_is(self, text: str, start: int) -> None:
        self._chars.extend(text)
        self.starts.extend(range(start, start + len(text)))
        self.ends.extend(range(start + 1, start + 1 + len(text)))

    def _put_all(self, text: str, start: int, end: int) -> None:
        for char in text:
            self._put(char, start, end)

    def _put(self, char: str, start: int, end: int) -> None:
        self._chars.append(char)
        self.starts.append(start)
        self.ends.append(end)


def _clean(piece: str) -> str:
    if piece.isascii():
        return piece.translate(_PLAIN_MARKS)
    composed = unicodedata.normalize("NFKC", piece.translate(_PLAIN_MARKS))
    return "".join(char for char in composed if unicodedata.category(char) not in {"Cf", "Cc"})


# ---------------------------------------------------------------- sentences

_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'/])(?:mr|mrs|ms|mx|dr|prof|st|jr|sr|hon|rev|fr|sgt|capt|lt|col|gen|messrs|mme"
    r"|inc|ltd|co|corp|no|vs|etc|approx|dept|univ|tel|ext|e\.g|i\.e|cf|jan|feb|mar|apr"
    r"|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|thu|fri|sat|sun|[a-z])$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?]+[\"')\]]*(?=\s|$)|\n+|(?<=[a-z]{3})[.!?]+(?=[A-Z][a-z])")
_WRAPPED = 48
"""A line at least this long, ending in the middle of a sentence, goes on in the next one."""


_LONGEST = 500
"""Rules look at sentences; one without an end is read in pieces, so that time stays linear."""


def split_sentences(text: str, offset: int = 0) -> Iterator[Sentence]:
    """The sentences of `text`; `offset` is added to where they start and end."""
    start = 0
    for match in _STOP.finditer(text):
        if _goes_on(text, match, start):
            continue
        yield from _sentence(text, start, match.end(), offset)
        start = match.end()
    yield from _sentence(text, start, len(text), offset)


def _sentence(text: str, start: int, end: int, offset: int) -> Iterator[Sentence]:
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    bare = words.strip()
    if bare:
        yield Sentence(
            bare.replace("\n", " "), offset + start + lead, offset + start + lead + len(bare)
        )


def _goes_on(text: str, match: re.Match[str], start: int) -> bool:
    mark, after = match.group(), text[match.end() : match.end() + 40].lstrip()
    if mark.startswith("\n"):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        return (
            len(mark) == 1
            and len(line.rstrip()) >= _WRAPPED
            and not line.rstrip().endswith((".", "!", "?", ":", ";"))
        )
    if mark == ".":
        before = text[max(start, match.start() - 8) : match.start()]
        abbreviated = _ABBREVIATION.search(before) is not None
        return abbreviated and bool(after) and "\n" not in text[match.end() : match.end() + 1]
    if mark[-1] in ")]":
        return after[:1].islower()
    return False


# ---------------------------------------------------------------- the parts of a letter

_CLOSING = re.compile(
    r"\s*(?:(?:with\s+)?(?:many|much|very many|kind|kindest|warm|warmest|best|sincere|respectful"
    r"|friendly|heartfelt|all my|my)\s+)?(?:and\s+)?"
    r"(?:thanks|thank you|thanking you|regards|best|rgds|cheers|yours|sincerely|respectfully"
    r"|faithfully|gratefully|warmly|wishes|greetings|ta|love|take care|cordially|warm regards"
    r"|looking forward|appreciat\w+|grateful\w*|in gratitude|with gratitude|with thanks"
    r"|in appreciation|all the best|many thanks|kind regards|best regards|talk soon|speak soon"
    r"|have a (?:good|nice|great|lovely|wonderful)|stay|god bless|blessings|obliged|ever so"
    r"|with (?:my )?(?:respect|thanks|warm|kind|best|every|gratitude|appreciation|admiration))\b",
    re.IGNORECASE,
)
_GREETING_WORD = re.compile(
    r"\s*(?:(?:a\s+)?(?:very\s+)?(?:good\s*(?:morning|afternoon|evening|day)|g'?day|morning"
    r"|afternoon|evening)|dear|dearest|hi+|hi+ya|hello+|helo|hey+|heya|hullo|hallo|howdy|greetings"
    r"|salutations|respected|esteemed|attention|attn|to|namaste|namaskar|salam|assalam\w*|salaam"
    r"|aoa|shalom|alright|aloha|salut|buongiorno|guten\s+tag|moin|hej|kia\s+ora|jambo|sawubona"
    r"|merhaba|ol[aá]|dia\s+dhuit|shwmae|wassup|what's\s+up|evening|hola|bonjour|ciao|yo|sup|oi"
    r"|ahoy|welcome)\b",
    re.IGNORECASE,
)
_GREETING_END = re.compile(r"[,!:;.?\n]|\s-+\s")
_LONGEST_GREETING = 60


def _layout(plain: str) -> Layout:
    end = len(plain.rstrip())
    greeting = _greeting(plain, end)
    signature = _signature(plain, greeting[1], end)
    start = greeting[1]
    while start < signature and plain[start] in " ,.;:!-\n" and greeting[0] < greeting[1]:
        start += 1
    return Layout(greeting, (start, signature), (signature, end))


def _greeting(plain: str, end: int) -> Span:
    """The words from the start that greet: "Dear Ms Rao", or a bare "Priya,"."""
    start = len(plain) - len(plain.lstrip())
    if start >= end:
        return (0, 0)
    stop = _end_of_greeting(plain, start, end)
    words = plain[start:stop]
    if _GREETING_WORD.match(words):
        return (start, stop)
    is_bare = 1 <= len(words.split()) <= 4 and plain[stop : stop + 1] in {",", "!", ":", "\n", "-"}
    names = [word for word in words.split() if word[:1].isupper() or word.endswith(".")]
    is_bare = is_bare or (1 <= len(words.split()) <= 3 and plain[stop : stop + 2] in {" -", " \n"})
    if is_bare and names and len(names) + _honoured(words) >= len(words.split()):
        return (start, stop)
    return (start, start)


_HONOUR = frozenset(
    "sir madam ma'am maam mam ji bhai bhaiya didi anna akka garu sahib saheb bro sis uncle aunty a"
    "untie and & hi hey hello"
    " omg dear love mate".split()
)


def _honoured(words: str) -> int:
    return sum(word.lower() in _HONOUR for word in words.split())


def _end_of_greeting(plain: str, start: int, end: int) -> int:
    for match in _GREETING_END.finditer(plain, start, min(end, start + _LONGEST_GREETING)):
        before = plain[start : match.start()]
        if match.group() == "." and (_ABBREVIATION.search(before[-8:]) or len(before) < 2):
            continue
        return match.start()
    return min(end, start + _LONGEST_GREETING)


def _signature(plain: str, start: int, end: int) -> int:
    """Where the signature starts: the last short lines, after a closing formula if there is one."""
    lines = _lines(plain, start, end)
    for (first, last), following in zip(lines[-6:], _tails(lines[-6:]), strict=True):
        line = plain[first:last]
        if len(line.split()) <= 9 and _CLOSING.match(line) and following:
            rest = [plain[a:b] for a, b in following]
            if all(len(one.split()) <= 12 for one in rest) and len(rest) <= 5:
                return following[0][0]
    if len(lines) > 1 and _is_name_line(plain[slice(*lines[-1])]):
        return lines[-1][0]
    return _signed_inline(plain, start, end)


_SIGNED_INLINE = re.compile(
    r"(?:[.!?,]|\s-+)\s*(?:-+\s*)?(?P<name>[A-Z][\w.'-]*(?:\s[A-Z][\w.'-]*){0,3})[.!]?$"
)


def _signed_inline(plain: str, start: int, end: int) -> int:
    """A name after the last full stop: "… Many thanks, Ned"."""
    tail = max(start, end - 60)
    match = _SIGNED_INLINE.search(plain, tail, end)
    if match is None or not re.search(r"[a-z]", match["name"]):
        return end
    if _CLOSING.match(match["name"]) or _NOT_A_NAME.match(match["name"]):
        return end
    return match.start("name")


_NOT_A_NAME = re.compile(
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April"
    r"|June|July|August|September|October|November|December|Sir|Madam|Ma'am|Zoom|Teams|Bye"
    r"|Goodbye|Super|Please|I|Coffee|Call|Yes|No|OK|Okay)\b"
)


def _is_name_line(line: str) -> bool:
    words = line.strip(" -.,!").split()
    if not 1 <= len(words) <= 4 or line.rstrip().endswith(("?", ":")) or _CLOSING.match(line):
        return False
    return all(word[:1].isupper() for word in words) and not _NOT_A_NAME.match(line.strip())


def _lines(plain: str, start: int, end: int) -> list[Span]:
    found = []
    at = start
    for line in plain[start:end].split("\n"):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _tails(lines: Sequence[Span]) -> list[Sequence[Span]]:
    return [lines[index + 1 :] for index in range(len(lines))]


# ---------------------------------------------------------------- English or not

_ENGLISH = frozenset(
    """
    the and to of a in i is you that it for on with as your my are was be have this at from or an
    we would how what do can if about me not but so could by am i'm i'd will they had has just
    like all there when which who their more some one been our out up get go know into than thank
    thanks please hello hi dear sir call talk time work job did does where why he she
    """.split()
)
_FOREIGN = frozenset(
    """
    el los las una que por para con su es está usted gracias estimado estimada hola cómo muy más
    pero también soy tengo sobre cuando os um uma você não obrigado obrigada olá em na da meu
    minha seu sua eu sou mais como le les des une est vous je nous merci bonjour dans pour sur
    avec votre mon ma pas qui sont monsieur madame au aux du lo gli della che per sono grazie ciao
    gentile mi ho nel anche più der die das und ist nicht ich sie mit ein eine für auf von zu den
    dem ihr ihre wie sehr geehrte geehrter danke hallo bei het een van ik niet met voor zijn dank
    beste och att det som jag är inte på har tack hej ikke jeg til og nie się jest że dzień dobry
    dziękuję pan pani jak bir ve bu için merhaba teşekkür saya yang dan untuk dengan anda terima
    kasih mujhe aap hai kya ke ki ka mein aapka namaste
    """.split()
)
"""Words of Spanish, Portuguese, French, Italian, German, Dutch, Scandinavian, Polish, Turkish,
Indonesian and Romanised Hindi that no English text needs."""

_LEAST_WORDS = 4


def reads_as_english(text: str) -> bool:
    """Whether a text is English: by its letters, and by its small words."""
    letters = [char for char in text if char.isalpha()]
    latin = sum(char < "\u0250" or "\u1e00" <= char < "\u1f00" for char in letters)
    if letters and latin < 0.6 * len(letters):
        return False
    words = _WORD.findall(text.lower())
    if len(words) < _LEAST_WORDS:
        return not letters or not any(word in _FOREIGN for word in words)
    english = sum(word in _ENGLISH for word in words)
    foreign = sum(word in _FOREIGN and word not in _ENGLISH for word in words)
    return english >= foreign and (english > 0 or len(words) < 8)


# ---------------------------------------------------------------- small helpers for rules


def compiled(*parts: str) -> re.Pattern[str]:
    """One pattern out of alternatives, ignoring case, white space standing for any of it."""
    return re.compile("|".join(f"(?:{part})" for part in parts), re.IGNORECASE)


def overlapping(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def without_overlaps(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that touch an earlier one left out."""
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def search_on(
    pattern: re.Pattern[str], text: str, suits: Callable[[int, int], bool]
) -> Iterator[Span]:
    """The matches that suit. After one that doesn't, the search goes on inside it."""
    at = 0
    for _ in range(_MOST_TRIES):
        match = pattern.search(text, at)
        if match is None:
            return
        if suits(match.start(), match.end()):
            yield match.span()
            at = max(match.end(), match.start() + 1)
        else:
            at = match.start() + 1


_MOST_TRIES = 12
