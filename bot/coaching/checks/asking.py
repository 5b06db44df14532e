"""The grammar of a question: where it asks, how often, and whether yes or no would answer it.

A line is cut into words; the places where a clause can start are looked at for the head of a
question: a question word, a verb before its subject, a request to tell, a polite wrapping.
Everything else (a story before the question, a quotation, a relative clause) asks nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import Final

from bot.coaching.checks.text import Reading, Span


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark in lower case, contractions written out; a span of `Reading.plain`."""

    text: str
    start: int
    end: int


class Kind(Enum):
    """How a question is put."""

    OPEN = auto()
    """By a question word: "How did you …"."""
    YES_NO = auto()
    """By a verb before its subject: "Did you …"."""
    TELL = auto()
    """By a request to tell: "Walk me through …", "I'd love to hear …"."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a question begins: the place of its first word among `Asked.words`."""

    kind: Kind
    at: int
    inverted: bool = True
    aside: bool = False
    """Found behind a comma or a conjunction, not at the start of a sentence."""


_WORD = re.compile(r'"[^"]{1,300}"|[^\W_]+(?:[\'-][^\W_]+)*|[^\w\s]')
_BULLET = re.compile(
    r"\s*(?:(?:[-*>#+\u2022\u25e6\u2043\u00b7]+|\(?\d{1,2}\s*[.):]|\(?[a-z][.)]"
    r"|q(?:uestion)?\s*\d{1,2}\s*[.:)-]*|q\s*[:.])\s*)+",
    re.IGNORECASE,
)
QUOTED: Final = "«quoted»"

_TYPOS = {
    "yuo": "you",
    "yo": "you",
    "oyu": "you",
    "ye": "you",
    "yous": "you",
    "yall": "you",
    "y'all": "you",
    "yer": "your",
    "yr": "your",
    "youre": "your",
    "waht": "what",
    "whta": "what",
    "wot": "what",
    "wut": "what",
    "hwat": "what",
    "hwo": "how",
    "woh": "who",
    "whcih": "which",
    "wich": "which",
    "wehn": "when",
    "wher": "where",
    "whre": "where",
    "hav": "have",
    "haev": "have",
    "hvae": "have",
    "doe": "does",
    "dose": "does",
    "deos": "does",
    "teh": "the",
    "woud": "would",
    "woudl": "would",
    "wuld": "would",
    "coud": "could",
    "coudl": "could",
    "shoud": "should",
    "shoudl": "should",
    "cna": "can",
    "aer": "are",
    "si": "is",
    "n": "and",
    "&": "and",
    "nd": "and",
    "adn": "and",
    "iz": "is",
    "ru": "are you",
    "didi": "did",
    "di": "did",
    "whos": "who is",
    "wheres": "where is",
    "hows": "how is",
    "whens": "when is",
    "whys": "why is",
    "wots": "what is",
    "wats": "what is",
    "whats": "what is",
    "howd": "how did",
    "whyd": "why did",
    "whatd": "what did",
    "isit": "is it",
    "duz": "does",
    "ne": "any",
    "enny": "any",
    "y": "why",
    "d'you": "do you",
    "d'ya": "do you",
    "dya": "do you",
    "d'ye": "do you",
    "ain't": "is not",
    "aint": "is not",
    "innit": "is it not",
}
_LONG_FORMS = {
    "'s": "is",
    "'re": "are",
    "'m": "am",
    "'ve": "have",
    "'ll": "will",
    "'d": "would",
}
_CONTRACTED = frozenset(
    "i you he she it we they there here that this who what how where when why which".split()
)

WH = frozenset("what how why when where who whom whose which".split())
_AUX = frozenset(
    "do does did is are was were am have has had can could will would shall should may might"
    " must".split()
)
_PRONOUNS = frozenset("i you he she it we they there one".split())
_DETERMINERS = frozenset(
    "the a an my your his her our their its this that these those any some no all most many each"
    " every both anyone anybody anything someone somebody something everyone everybody people"
    " another".split()
)
_PREPOSITIONS = frozenset(
    "in of to from at on with by for since until till under about through into after before over"
    " within during between per".split()
)
_JOINS = frozenset("and or but plus then so also".split())
_MARKS = frozenset(",;:-(/")
_STOPS = frozenset(".?!")
_DISCOURSE = frozenset(
    "hey hi hello so ok okay well and also but oh um uh er lol haha hmm just please pls sir ma'am"
    " madam mam maam dear kindly honestly actually really basically finally lastly firstly first"
    " secondly second thirdly third next then now maybe perhaps again curious overall anyway btw"
    " yes yeah right or plus specifically generally personally realistically roughly"
    " bro dude man mate".split()
)
_TELLING = frozenset(
    "tell describe explain share walk talk take run outline elaborate expand say show give paint"
    " shed speak compare list name summarise summarize illustrate clarify sketch break unpack"
    " teach help guide recount reveal discuss comment reflect".split()
)
_ASKING = frozenset("ask know hear learn understand recommend suggest advise".split())
_OPENER = (
    frozenset(
        "you i me we us please kindly maybe possibly perhaps just be been willing able happy open"
        " so kind as enough to it ok okay alright possible fine for if bother mind care like want"
        " a bit little briefly quickly comfortable prepared ready sir madam ma'am also then feel"
        " free there any chance that manage at all too much trouble very rude good time moment"
        " minute perhaps manage offer spare i'd love interested keen not".split()
    )
    | _AUX
)
_GERUND = re.compile(
    r"(?:tell|describ|explain|shar|walk|talk|tak|say|elaborat|expand|outlin|ask)ing$"
)


class Asked:
    """One line of a question list, read."""

    def __init__(self, line: str) -> None:
        self.reading = Reading(line)
        self.words = _words(self.reading.plain)
        self.bare = self.reading.plain[_after_bullet(self.reading.plain) :].strip()
        """The line without its number or bullet."""

    @cached_property
    def canonical(self) -> str:
        """The words with single spaces between, for patterns; marks are words too."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def _places(self) -> tuple[int, ...]:
        places, at = [], 0
        for word in self.words:
            places.append(at)
            at += len(word.text) + 1
        return tuple(places)

    def span(self, start: int, end: int) -> Span:
        """Where [start, end) of `canonical` stands in the line as typed."""
        inside = [
            word
            for word, place in zip(self.words, self._places, strict=True)
            if place < end and place + len(word.text) > start
        ]
        if not inside:
            return (0, 0)
        return self.reading.span(inside[0].start, inside[-1].end)

    def span_of_words(self, first: int, last: int) -> Span:
        """Where the words from `first` up to, not including, `last` stand in the line."""
        inside = self.words[first:last]
        return self.reading.span(inside[0].start, inside[-1].end) if inside else (0, 0)

    def words_in(self, span: Span) -> str:
        """The words of the line as typed that `span` marks."""
        return self.reading.original[span[0] : span[1]]

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        """The questions of the line, in order."""
        return tuple(_Heads(self.words).find())

    @property
    def is_double(self) -> bool:
        """Whether two questions are put that can be answered apart."""
        return len(self.heads) > 1

    @property
    def asks_openly(self) -> bool:
        """Whether it asks by a question word, or asks to be told."""
        return bool(self.heads) and self.heads[0].kind is not Kind.YES_NO and not self.is_closed

    @cached_property
    def is_closed(self) -> bool:
        """Whether yes or no would literally answer it (its first half where it is double)."""
        return _is_closed(self)


def _after_bullet(plain: str) -> int:
    """Where a line begins, behind its number or bullet."""
    return bullet.end() if (bullet := _BULLET.match(plain)) else 0


def _words(plain: str) -> list[Word]:
    start = _after_bullet(plain)
    whole = plain[start:].strip()
    if len(whole) > 2 and whole[0] == whole[-1] == '"' and whole.count('"') == 2:
        plain = plain.replace('"', " ")
    found: list[Word] = []
    for match in _WORD.finditer(plain, start):
        found.extend(_forms(match.group().lower(), match.start(), match.end()))
    return found


def _forms(text: str, start: int, end: int) -> list[Word]:
    """A word as written, contractions and chat forms in full."""
    if text.startswith('"'):
        return [Word(QUOTED, start, end)]
    text = _TYPOS.get(text, text)
    if text.endswith("n't") and len(text) > 4:
        base = {"won't": "will", "can't": "can", "shan't": "shall"}.get(text, text[:-3])
        text = f"{base} not"
    elif "'" in text:
        text = _uncontracted(text)
    return [Word(one, start, end) for one in text.split()]


def _uncontracted(text: str) -> str:
    base, mark, rest = text.rpartition("'")
    ending = mark + rest
    if base == "let":
        return "let us"
    if ending == "'d" and base in WH:
        return f"{base} did"
    if ending in _LONG_FORMS and (base in _CONTRACTED or ending not in {"'s", "'d"}):
        return f"{base} {_LONG_FORMS[ending]}"
    return f"{base} {ending}" if ending == "'s" and base else text


class _Heads:
    """The search for the heads of a line."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._texts = [word.text for word in words]

    def find(self) -> list[Head]:
        found: list[tuple[list[Head], bool]] = []
        for start, end in self._sentences():
            asks = end < len(self._texts) and self._texts[end] == "?"
            heads = self._of_sentence(start, end)
            if not heads and asks:
                heads = self._anywhere(start, end)
            if heads:
                found.append((heads, asks))
        return self._without_stories(found)

    def _without_stories(self, found: Sequence[tuple[list[Head], bool]]) -> list[Head]:
        """What asks; sentences that only lead up to a question are left out."""
        asking = [heads for heads, asks in found if asks]
        if asking:
            kept = [
                heads
                for heads, asks in found
                if asks or (heads[0].inverted and not self._is_wish(heads[0]))
            ]
        else:
            kept = [heads for heads, _ in found]
        flat = [head for heads in kept for head in heads]
        return [head for head in flat if not self._is_preface(head)] or flat[:1]

    def _is_wish(self, head: Head) -> bool:
        return head.kind is Kind.TELL and self._text(head.at) == "i"

    def _is_preface(self, head: Head) -> bool:
        """ "Can I ask you something?" before the question itself."""
        rest = " ".join(self._texts[head.at : head.at + 8])
        return bool(_PREFACE.match(rest))

    def _sentences(self) -> list[tuple[int, int]]:
        found, start = [], 0
        for at, text in enumerate(self._texts):
            if text in _STOPS:
                if at > start:
                    found.append((start, at))
                start = at + 1
        if start < len(self._texts):
            found.append((start, len(self._texts)))
        return found

    def _of_sentence(self, start: int, end: int) -> list[Head]:
        heads: list[Head] = []
        first = self._skip(start, end)
        head = self._head_at(first, end, heads)
        if head:
            heads.append(head)
        for at in range(start, end):
            text = self._texts[at]
            if at < first or not (text in _MARKS or text in _JOINS):
                continue
            if text == "also" or (at + 1 < end and self._texts[at + 1] in _MARKS | _JOINS):
                continue
            follower = self._behind(at, end, heads)
            if follower and (not heads or follower.at > heads[-1].at):
                heads.append(follower)
        if len(heads) > 1 and self._only_leads_up(heads[0], heads[1]):
            heads = heads[1:]
        return heads

    def _only_leads_up(self, first: Head, second: Head) -> bool:
        """ "When a pupil asks, what do you say?": the first is no question of its own."""
        is_clause = first.kind is Kind.OPEN and not first.inverted
        between = self._texts[first.at : second.at]
        return is_clause and ("," in between or ";" in between or ":" in between)

    def _skip(self, at: int, end: int) -> int:
        """Past words that lead nowhere: "hey so", "Sir,", "one more thing:"."""
        while at < end and (self._texts[at] in _DISCOURSE or self._texts[at] in _MARKS):
            if self._texts[at] in {"so", "or"} and self._text(at + 1) == "what":
                return at + 1
            at += 1
        return at

    def _text(self, at: int) -> str:
        return self._texts[at] if 0 <= at < len(self._texts) else ""

    # -- at the start of a sentence

    def _head_at(self, at: int, end: int, before: Sequence[Head]) -> Head | None:
        if at >= end:
            return None
        place = self._question_word(at, end)
        if place is not None:
            inverted = self._inversion(place, end) is not None or self._is_subject(place, end)
            return Head(Kind.OPEN, place, inverted)
        text = self._text(at)
        if text in _AUX and not (text == "do" and self._text(at + 1) in _TELLING | {"not"}):
            return self._verb_first(at)
        if text == "do" and self._text(at + 1) in _TELLING:
            return Head(Kind.TELL, at + 1)
        return self._request(at, end)

    def _verb_first(self, at: int) -> Head | None:
        is_order = self._text(at) in {"have", "do"} and self._text(at + 1) in {"a", "let"}
        return None if is_order else Head(Kind.YES_NO, at)

    def _request(self, at: int, end: int) -> Head | None:
        text, rest = self._text(at), " ".join(self._texts[at : min(end, at + 12)])
        if text in _TELLING and _IMPERATIVE.match(rest):
            return Head(Kind.TELL, at)
        if _WISH.match(rest):
            return Head(Kind.TELL, at)
        return Head(Kind.YES_NO, at) if _ELLIPTIC.match(rest) else None

    def _question_word(self, at: int, end: int) -> int | None:
        """The place of a question word that starts here, prepositions before it skipped."""
        place = at
        while place < end and place - at < 3 and self._text(place) in _PREPOSITIONS | {"out"}:
            place += 1
        return place if place < end and self._text(place) in WH else None

    def _inversion(self, place: int, end: int) -> int | None:
        """Where the verb stands that comes before its subject, within a few words."""
        reach = 9 if self._text(place) in {"what", "which", "whose", "how"} else 2
        for at in range(place + 1, min(end, place + 1 + reach)):
            text = self._text(at)
            if text in _AUX:
                return at
            if text in _PRONOUNS and at == place + 1:
                return None
            if text in {"i", "you", "we", "they", "he", "she"} or text in _MARKS - {"-"}:
                return None
        return None

    def _is_subject(self, place: int, end: int) -> bool:
        """Whether the question word is itself the subject: "what makes …", "who funded it"."""
        following = self._text(place + 1)
        if place + 1 >= end or self._text(place) not in {"what", "who", "which", "whose"}:
            return False
        return following not in _PRONOUNS | _DETERMINERS | {"to"} and following not in _MARKS

    # -- behind a comma or a conjunction

    def _behind(self, at: int, end: int, before: Sequence[Head]) -> Head | None:
        is_join = self._texts[at] in _JOINS
        start = at + 1
        while start < end and self._text(start) in _DISCOURSE | {"-"}:
            is_join = is_join or self._text(start) in _JOINS
            start += 1
        if start >= end:
            return None
        if not before:
            return self._late_start(at, start, end)
        place = self._question_word(start, end)
        if place is not None:
            asks = self._joined_word(at, place, end, before, is_join)
            return Head(Kind.OPEN, place, aside=True) if asks else None
        if self._text(start) == "if" and self._text(start + 1) in {"so", "yes", "not", "no"}:
            return Head(Kind.OPEN, start, aside=True)
        if self._text(start) in _AUX and self._joined_verb(at, start, end, before):
            return Head(Kind.YES_NO, start, aside=True)
        return None

    def _late_start(self, at: int, start: int, end: int) -> Head | None:
        """The first question of a sentence that begins with something else."""
        if (
            self._texts[at] in _JOINS - {"so", "but", "then"}
            and self._question_word(start, end) is None
        ):
            return None
        head = self._head_at(start, end, ())
        if head is None:
            return None
        if head.kind is Kind.OPEN and not head.inverted:
            return None
        if head.kind is Kind.YES_NO and self._text(start + 1) not in _PRONOUNS | _DETERMINERS:
            return head if self._texts[at] in _MARKS and self._text(start) in _AUX else None
        return head

    def _joined_word(
        self, at: int, place: int, end: int, before: Sequence[Head], is_join: bool
    ) -> bool:
        following = self._text(place + 1)
        is_bare = place + 1 >= end or following in _MARKS | _JOINS
        if is_join:
            return self._coordinated(at, place, end, before, is_bare)
        if is_bare and self._text(place) in {"why", "how", "when", "where", "who", "which"}:
            return True
        if self._text(place) == "how" and following in {"come", "so"}:
            return True
        if self._text(place) == "why":
            return self._inversion(place, end) is not None
        inversion = self._inversion(place, end)
        if inversion is None or self._text(place) in {"who", "whom", "whose"}:
            return False
        if self._text(inversion + 1) == "not":
            return self._text(place) == self._text(before[0].at)
        return self._text(inversion + 1) in _PRONOUNS | _DETERMINERS

    def _coordinated(
        self, at: int, place: int, end: int, before: Sequence[Head], is_bare: bool
    ) -> bool:
        """Whether "and how …" asks anew, and is not the second half of one question."""
        previous, following = self._text(at - 1), self._text(place + 1)
        if previous in WH or previous in _JOINS or following == "to":
            return False
        if is_bare or (self._text(place) == "how" and following == "come"):
            return True
        first = before[0]
        embedded = self._embedded(first, at)
        inversion = self._inversion(place, end)
        if inversion is not None:
            subject = self._text(inversion + 1)
            if subject in {"you", "there"} | (_DETERMINERS if not embedded else set()):
                return True
            if inversion + 1 >= end or subject in _MARKS | _JOINS | {"not"}:
                return not embedded
            return subject in _PRONOUNS or not embedded
        if self._is_subject(place, end):
            return not embedded
        return first.kind is Kind.TELL or self._is_opener(first)

    def _embedded(self, first: Head, until: int) -> bool:
        """Whether a question word stands inside the question that was begun at `first`."""
        return any(text in WH for text in self._texts[first.at + 1 : until])

    def _is_opener(self, head: Head) -> bool:
        return head.kind is Kind.YES_NO and telling_verb(self._texts, head.at) is not None

    def _joined_verb(self, at: int, start: int, end: int, before: Sequence[Head]) -> bool:
        subject, verb = self._text(start + 1), self._text(start)
        if self._texts[at] in _MARKS and self._texts[at] != ";" and start + 3 > end:
            return False  # a tag: "…, isn't it?"
        if subject == "not" and start + 4 > end:
            return False
        if subject not in _PRONOUNS | _DETERMINERS | {"not"}:
            return False
        if verb in {"do", "have", "had"} and subject not in _PRONOUNS:
            return False
        first = before[0]
        if first.kind is Kind.OPEN and self._text(first.at + 1) in _MARKS:
            return False  # "What, if anything, would you …"
        return not (first.kind is Kind.YES_NO and "or" in self._texts[at : start + 1])

    # -- anywhere

    def _anywhere(self, start: int, end: int) -> list[Head]:
        """The question of a sentence that begins with a phrase and has no comma after it."""
        for at in range(start + 1, end):
            text, following = self._text(at), self._text(at + 1)
            if text in WH:
                inversion = self._inversion(at, end)
                if inversion is not None and self._text(inversion + 1) in _PRONOUNS | _DETERMINERS:
                    return [Head(Kind.OPEN, at)]
                if inversion == at + 1:
                    return [Head(Kind.OPEN, at)]
            elif text in _AUX and following in {"you", "i", "it", "they", "there", "we"}:
                return [Head(Kind.YES_NO, at)]
        texts = self._texts[start:end]
        if any(text in WH for text in texts[-3:]):
            return [Head(Kind.OPEN, start)]  # "You studied where?"
        return []


_PREFACE = re.compile(
    r"(?:can|may|could|might) i (?:please )?(?:just )?ask (?:you )?"
    r"(?:something|(?:a|one|another|a quick|one more|one last|a last) (?:quick )?question)?"
    r"(?: first| please)? ?(?:[?:,-]|$)"
)
_IMPERATIVE = re.compile(
    r"(?:tell|show|teach|give|help|guide|let) (?:me|us)\b|(?:walk|talk|take|run|guide"
    r"|lead) (?:me|us)\b"
    r"|(?:describe|explain|outline|elaborate|expand|say|share|paint|shed|speak|compare|list|name"
    r"|summari[sz]e|illustrate|clarify|sketch|break|unpack|recount|reveal|discuss|comment"
    r"|reflect)\b"
)
_WISH = re.compile(
    r"i (?:would|will|am|was|have|had|do|just|also|really|still)? ?(?:be |been |also |just "
    r"|really )*"
    r"(?:love|like|curious|interested|keen|wondering|wonder|eager|dying|happy|glad|want|wanted"
    r"|appreciate|grateful|hoping|hope|intrigued)\b"
    r"|(?:would )?(?:love|like|curious|interested|keen|wondering|eager|dying|want) to "
    r"(?:hear|know|learn|understand|ask|see)\b"
    r"|(?:just |also )?(?:wondering|curious) (?:if|whether|how|what|why|when|where|who|which"
    r"|about)\b"
    r"|(?:please )?let (?:me|us) know\b|any (?:idea|clue|thoughts) (?:what|how|why|where|when"
    r"|who|which|on)\b"
)
_ELLIPTIC = re.compile(
    r"(?:any|ever|still|worth|possible|need|got|anything|anyone|anybody|hiring|recruiting|enjoying"
    r"|planning|thinking|allowed|true|ok|okay|alright|mind)\b(?! other thing)"
    r"|you (?:guys |lot |all )?(?:are |still |ever |currently )*(?:hiring|recruiting|\w+ing)\b"
    r"|(?:is|was) (?:possible|true|it)\b"
)


def telling_verb(texts: Sequence[str], at: int) -> int | None:
    """Where, behind a polite opening ("could you please"), the word for telling stands."""
    for place in range(at + 1, min(len(texts), at + 16)):
        text = texts[place]
        if text in _TELLING | _ASKING:
            return place
        if _GERUND.match(text) or text in {"asked", "giving", "showing"}:
            return place
        if text not in _OPENER:
            return None
    return None


def _is_closed(asked: Asked) -> bool:
    texts = [word.text for word in asked.words]
    if not texts:
        return False
    if not asked.heads:
        return _is_statement_asked(texts, asked.canonical)
    head = asked.heads[0]
    if head.kind is Kind.OPEN:
        return bool(_ABOUT_WHETHER.match(" ".join(texts[head.at :])))
    if _TIME_CHECK.search(asked.canonical):
        return False
    if head.kind is Kind.TELL:
        return _asks_whether(texts, head.at)
    place = telling_verb(texts, head.at)
    if place is not None and _elicits(texts, head.at, place):
        return False
    return not _offers_a_choice(texts, head.at)


def _is_statement_asked(texts: Sequence[str], canonical: str) -> bool:
    """A line without a head: "You work nights?" is closed, "Biggest challenge?" is not."""
    if _SERVICE.match(canonical):
        return True
    is_asked = texts[-1] == "?" and not any(text in WH for text in texts)
    has_subject = any(text in {"you", "it", "they", "there", "we", "i"} for text in texts[:3])
    return is_asked and has_subject


_SERVICE = re.compile(
    r"(?:(?:please|kindly|pls|do|sir|ma'am|hi|hello|so|also|and) ,? ?)*"
    r"(?:refer|forward|send|pass|review|look|check|consider|hire|introduce|recommend|arrange|put"
    r"|keep|help|connect|get|find|suggest|provide) (?:me|my|over|at|us|on|one|some|any)\b"
)
_ABOUT_WHETHER = re.compile(
    r"what (?:i|we)\b.{0,60}?\bis (?:if|whether)\b|(?:how|what) about (?:if )?(?:i|my|me)\b"
    r"|what are the (?:odds|chances) (?:of|that|for) (?:me|my|i|you)\b"
)
_TIME_CHECK = re.compile(
    r"\b(?:time|minutes?|mins?|moment) (?:left|remaining|more)\b"
    r"|\b(?:do|have|are|is|did) (?:we|you|there|i)\b.{0,30}?\b(?:time|minutes?|mins?)\b.{0,15}?"
    r"\b(?:for (?:one|another|a|two|a few)?\s?(?:last|more|quick|final|another|couple)\b|left|still"
    r"|to spare|for (?:one|another|two)\b)"
    r"|\b(?:are|is) (?:we|it|this|you) (?:still )?(?:ok|okay|alright|all right|good|fine|doing ok)"
    r" (?:for|on|with) (?:the )?time\b|\b(?:still|another) have (?:a few |five |two "
    r"|some )?(?:time|minutes?)\b"
    r"|\bhave (?:another|five more|a few more|two more|one more|still) (?:\w+ )?(?:minutes?"
    r"|mins?)\b"
    r"|\bstill have (?:a )?(?:\w+ )?(?:time|minutes?|mins?)\b|\b(?:running|run"
    r"|out) (?:out )?of time\b"
)


def _asks_whether(texts: Sequence[str], at: int) -> bool:
    """Whether "tell me", "I wonder" and the like go on with if or whether."""
    rest = " ".join(texts[at : at + 26])
    if _TELL_ME_IS.match(rest):
        return True
    match = re.search(r"\b(?:if|whether)\b", rest)
    if match is None:
        return bool(
            re.match(r"i (?:would|want|am|was) .{0,20}?\b(?:apply|join|work|send|get)\b", rest)
        )
    lead = rest[: match.start()]
    if not _BEFORE_WHETHER.fullmatch(lead.strip()):
        return False
    inner = texts[at + len(lead.split()) + 1 :]
    modal = 1 if len(inner) > 1 and inner[1] in _AUX else 0
    place = telling_verb(["would", *inner], 0) if modal or inner[:1] == ["you"] else None
    return place is None or not _elicits(["would", *inner], 0, place)


_TELL_ME_IS = re.compile(
    r"(?:tell|advise) me (?:please )?(?:is|are|do|does|can|should|will|would) "
    r"(?:it|i|you|there|the|this|that|we|a)\b"
)
_BEFORE_WHETHER = re.compile(
    r"(?:(?:i|would|will|am|was|be|been|have|had|just|also|really|do|to|me|us|please|kindly|love"
    r"|like"
    r"|curious|interested|keen|wondering|wonder|eager|want|wanted|appreciate|grateful|it|hear|know"
    r"|knowing|hearing|learn|understand|ask|see|tell|say|let|find|out|you|from|about|in|share|with"
    r"|honestly|explain|hoping|advise|so|very)\s?)*"
)
_CHOICES = re.compile(
    r"\b(?:prefer|rather|more|mostly|mainly|better|easier|harder|bigger|worse|primarily|closer)\b"
    r".*\bor\b"
    r"|\bor (?:is|are|was|were|do|does|did|has|have|can|will|would|should) (?:it|you|they|that"
    r"|there"
    r"|i|we|he|she|the|most|people)\b(?! not)"
    r"|\b(?:alone|solo|independently|by yourself|on your own) or\b|\bor (?:alone|independently)\b"
    r"|\b(?:in-house|in house|home|remotely|remote|on site|on-site|office|indoors|outdoors) or\b"
    r"|\b(?:generalist|specialist|freelance|luck|chance|accident|design|plan)s? or\b"
    r"|\bfirst or\b"
)


def _offers_a_choice(texts: Sequence[str], at: int) -> bool:
    """ "Do you work alone or in a team?" can't be answered by yes or no."""
    rest = " ".join(texts[at:])
    if re.search(r"\bor (?:not|no|something|anything|so|any|ever)\b", rest):
        return False
    return _CHOICES.search(rest) is not None


_TO_ME = frozenset(
    "me us please kindly honestly frankly with to a bit little more about it in detail you sir"
    " briefly perhaps maybe your thoughts opinion view views then for".split()
)


_WH_ALONE = [[word] for word in sorted(WH)]


def _elicits(texts: Sequence[str], head: int, place: int) -> bool:
    """Whether the verb of telling at `place` asks for more than a yes or a no."""
    verb = texts[place].removesuffix("ing")
    after = place + 1
    while after < len(texts) and texts[after] in _TO_ME - {"about"}:
        after += 1
    complement = texts[after] if after < len(texts) else ""
    if complement in {"if", "whether"}:
        return False
    led_in = complement in _PREPOSITIONS | {"exactly", "just"}
    has_word = complement in WH or (led_in and texts[after + 1 : after + 2] in _WH_ALONE)
    if verb in {"say", "recommend", "suggest", "advise"}:
        return has_word or (complement in {"something", "more", "a", "anything"} and verb == "say")
    if verb in {"know", "hear", "learn", "understand"}:
        return has_word or texts[head + 1] in {"i", "we"}
    if verb in {"ask", "asked"}:
        return complement != "for" or has_word
    if verb in {"show", "give", "giv", "help", "take", "tak", "teach", "run", "break", "guide"}:
        return has_word or _INVITING.search(" ".join(texts[place : place + 12])) is not None
    return complement not in {"my", "me"} or verb in {"tell", "say", "explain", "describe"}


_INVITING = re.compile(
    r"\b(?:through|idea|sense|example|examples|overview|picture|feel|flavour|flavor|insight"
    r"|insights"
    r"|glimpse|impression|understand|see|summary|down|account|taste|breakdown|rundown)\b"
)
