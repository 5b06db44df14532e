"""Whether two questions ask the same, by what they are after.

Two questions are the same where both are after one of the things that every list asks (the
path, the week, the future …), or where their notions agree and none stands against another:
"a child" and "a parent" in the same frame are two questions.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.coaching.checks.asking import Asked
from bot.coaching.checks.concepts import content, related

_PATH_HOW = re.compile(
    r"\bhow (?:did|do|does|have|had|was|were|has) (?:you|ye|your \w+|it|an? (?:\w+ ){1,4}?"
    r"|\w+) (?:\w+ )?(?:first |originally |actually |end |ever |come |have )*"
    r"(?:end up|ended up|come to|came to|come into|come by|get into|got into|get in\b|get onto"
    r"|get to|get from|get on\b|get started"
    r"|get going|get here|get you|find you|become|became|break into|start\b|started|start out"
    r"|begin|move|moved|wind up|land|landed"
    r"|find your way|find yourself|fall into|switch|switched|make the|made the|arrive|arrived"
    r"|transition|enter|turn into|grow into"
    r"|go from|make your way|drift|stumble|shift|pivot|swap|cross|qualify|build your career"
    r"|work your way|come ashore|rise to|set out|choose|pick|decide (?:on|to)|opt)\b"
    r"|\b(?:path|road|route|journey|career|way|trajectory) (?:\w+ )?(?:unfold|look|been|was|go"
    r"|went|like|brought|led|took|take|lead|so far|into|to|from|until)\b"
    r"|\byour (?:own |whole |entire |career |professional |personal |work |first )*(?:path|route"
    r"|journey|way|road|career|background|story|origin story|trajectory|history|beginnings?"
    r"|entry|progression|movement|transition|career change)\b"
    r"|\b(?:path|road|route|journey|steps) (?:that |which )?(?:brought|led|took|to where|into)\b"
    r"|\btell me about (?:yourself|how you)\b|\bhow you (?:have |had |first "
    r"|then )*(?:end(?:ed)? up|came|come|got|get|became|become|started|moved|entered|switched"
    r"|landed|learned)\b"
    r"|\bhow (?:it|everything|this|that) (?:all )?(?:started|began|begin|start)\b"
)
_PATH_WHY = re.compile(
    r"\b(?:what|who) (?:\w+ )?(?:was it (?:that )?)?(?:first |originally |initially "
    r"|has )*(?:drew|led|brought|pulled|made|got|took|attracted|inspired|motivated|convinced"
    r"|pushed|sparked"
    r"|tempted|hooked|prompted|turned|steered|persuaded|moved|draws|lured|drove|interested"
    r"|encouraged) (?:you|your)\b"
    r"|\bwhy (?:did|have|had) you (?:\w+ )?(?:choose|chose|chosen|become|decide|decided|go|leave"
    r"|left|pick|enter|want|join|move|switch|start|take)\b"
    r"|\bwhy you (?:chose|choose|left|became|joined|moved|picked|decided)\b"
    r"|\bwhat (?:\w+ )?(?:attracted|appealed)\b|\bwhat was it that\b"
)
_NAMES = re.compile(
    r"\b(?:who|whom)(?: else)?(?: \w+){0,6}? (?:should|can|could|ought|might|may|shall|do|would"
    r"|must|to) (?:i|we)(?: \w+){0,3}? (?:talk|speak|speaking|talking|meet|meeting|write|ring"
    r"|call|contact|contacting|ask|asking|approach|reach|turn|connect|get|be|see|interview"
    r"|listen|follow|chat|go)\b"
    r"|\b(?:who|whom)(?: else)?(?: \w+){0,4}? (?:would|could|can|should|will|might"
    r"|do) you (?:\w+ )?(?:suggest|recommend|introduce|point|send|talk|speak|call|ring|ask"
    r"|contact|meet|refer|connect|approach|name|put)\b(?! when)"
    r"|\b(?:who|whom) else (?:should|could|can|would|might|do you|has|is|in"
    r"|might)\b.{0,60}\b(?:talk to me|talk|speak|speaking|meet|contact|ask|call|chat|write"
    r"|approach|suggest|recommend|reach)\b"
    r"|\b(?:anyone|anybody|someone|somebody|person|people|other people|colleagues?|others|names?"
    r"|contacts?) (?:else )?(?:\w+ ){0,8}?(?:i|me) (?:\w+ ){0,3}?(?:talk|speak|meet|contact|ask"
    r"|call|chat|write|approach|reach|connect|interview)\b"
    r"|\b(?:introduce|connect|point|direct|refer|steer) me (?:to|with"
    r"|towards)\b(?! (?:the (?:right )?(?:book|resource|course)|some (?:books|resources)"
    r"|any (?:books|resources)))|\bput me in touch\b"
    r"|\bwhich \w+ (?:should|could|can|might) i (?:call|meet|talk|speak|ring|contact|ask"
    r"|write) ?(?:to|with)? (?:next|after|now)\b"
    r"|\b(?:could|can|may|might) (?:i|we) (?:\w+ )?(?:come back|follow up|get back|stay in touch"
    r"|keep in touch|contact you|write to you again)\b"
)


# ---------------------------------------------------------------- the same in other words

_INTENTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("names", _NAMES),
    (
        "read",
        re.compile(
            r"\b(?:what|which|any|recommend|suggest|are there) .{0,50}\b(?:books?|podcasts?|blogs?"
            r"|articles?|journals?|resources?|newsletters?|reading|read|websites?)\b"
        ),
    ),
    (
        "typical",
        re.compile(
            r"\b(?:typical|normal|usual|ordinary|regular|average|standard|day-to-day|day to day"
            r"|daily"
            r"|everyday)\b.{0,20}\b(?:day|week|shift|work|routine|life|month|job)\b|\b(?:your"
            r"|a) (?:\w+ )?(?:day|week|days|weeks) (?:usually |normally |typically "
            r"|generally )?(?:look"
            r"|looks|like|go|goes|run)\b|\bspend (?:most of )?your (?:time|days?|weeks?)\b"
            r"|\bwhat do you (?:\w+ )?do (?:all day|every day|day to day|each day)\b|\b(?:fills"
            r"|occupies) your (?:\w+ )?(?:day|week)s?\b"
        ),
    ),
    (
        "future",
        re.compile(
            r"\bwhere\b.{0,60}\b(?:heading|headed|going|in (?:\w+ )?(?:five|ten|\d+) years)\b"
            r"|\bfuture\b"
            r"|\b(?:in|over) (?:the )?(?:next |coming )?(?:five|ten|few"
            r"|\d+) (?:or \w+ )?years\b.{0,30}$"
            r"|\boutlook\b|\bhow (?:do|will|might|is).{0,50}\b(?:change|evolve|develop|look) (?:in"
            r"|over) (?:the )?(?:next|coming)\b"
        ),
    ),
    (
        "like",
        re.compile(
            r"\b(?:what|which)\b.{0,40}\b(?:like|enjoy|love|favou?rite|rewarding|satisf\w+"
            r"|fulfil\w+)\b.{0,15}\b(?:most|best|about|part|thing|in|aspect|of)\b|\b(?:most|best"
            r"|favou?rite|rewarding)\b.{0,20}\b(?:rewarding|enjoyable|part|like|enjoy|love"
            r"|satisfying"
            r"|aspect)\b.{0,30}\b(?:job|work|role|being|about|day|what|of)\b"
        ),
    ),
    (
        "hard",
        re.compile(
            r"\b(?:what|which)\b.{0,50}\b(?:hardest|toughest|biggest challenges?|main challenges?"
            r"|greatest challenges?|most (?:difficult|challenging|demanding)|trickiest"
            r"|biggest difficult\w+|greatest difficult\w+|main difficult\w+|challenges"
            r"|difficulties)\b"
        ),
    ),
    (
        "skills",
        re.compile(
            r"\b(?:what|which)\b.{0,30}\b(?:skills|abilities|qualities|competenc\w+|strengths"
            r"|traits"
            r"|attributes|capabilities)\b.{0,50}\b(?:need|needed|important|matter|essential"
            r"|require\w*"
            r"|key|most|crucial|valuable|useful|good|successful|succeed|count|vital)\b"
            r"|\bwhat (?:does it take|do you need|makes (?:a|someone)).{0,40}\b(?:good|succeed"
            r"|successful|great)\b"
        ),
    ),
    (
        "advice",
        re.compile(
            r"\b(?:what|any|which)\b.{0,30}\b(?:advice|tips|advise|recommend|suggest"
            r"|counsel)\b.{0,60}\b(?:me|someone|somebody|beginner\w*|newcomer\w*|student\w*"
            r"|starting"
            r"|entering|new|anyone|people|graduate\w*|breaking|wants?|wanting|my)\b"
            r"|\bwhat would you (?:tell|say to) (?:me|someone|somebody|anyone|people"
            r"|a (?:\w+ )?(?:student|beginner|newcomer|graduate|fresher|person))\b"
        ),
    ),
    (
        "culture",
        re.compile(r"\b(?:culture|atmosphere|work environment|working environment|vibe)\b"),
    ),
    (
        "stress",
        re.compile(
            r"\bhow (?:do|did|can) you\b.{0,30}\b(?:switch off|unwind|relax|de-?stress|disconnect"
            r"|recover|cope with (?:the )?(?:stress|pressure)|deal with (?:the )?(?:stress"
            r"|pressure)"
            r"|handle (?:the )?(?:stress|pressure)|manage (?:the )?(?:stress|pressure))\b"
        ),
    ),
    (
        "balance",
        re.compile(r"\bwork[- /]life\b|\bbalance\b.{0,30}\b(?:life|home|private|personal)\b"),
    ),
    (
        "entry",
        re.compile(
            r"\bhow (?:can|could|do|does|should|would|might) (?:i|someone|somebody|one"
            r"|a (?:\w+ )?(?:beginner|newcomer|student|person|graduate)|people)\b.{0,12}\b(?:get"
            r"|break"
            r"|enter|start|begin|move)\b.{0,12}\b(?:into|in|out|started|this)\b"
        ),
    ),
    (
        "surprise",
        re.compile(
            r"\b(?:surprised you|surprise|surprising|did you not expect|unexpected|least expect"
            r"|not expect)\b"
        ),
    ),
    (
        "again",
        re.compile(
            r"\b(?:do|done|have done|did) differently\b|\bif you (?:could|had to"
            r"|were to) (?:start|do it"
            r"|begin|go back)\b"
        ),
    ),
    (
        "success",
        re.compile(
            r"\bhow (?:do|does|is|are)\b.{0,30}\b(?:success|performance)\b.{0,20}\b(?:measured?"
            r"|judged?"
            r"|defined?|evaluated?|assess\w*)?\b|\bwhat does success\b"
        ),
    ),
    (
        "change",
        re.compile(
            r"\bhow (?:has|have|did)\b.{0,40}\b(?:changed|change|evolved|shifted|developed)\b"
            r"|\bwhat has changed\b"
        ),
    ),
    ("path", _PATH_HOW),
    ("why", _PATH_WHY),
)
_LIGHT = frozenset(
    "job work field industry sector profession trade business career role position day days "
    "time week weeks year years people person"
    " most know tell say use used find see keep hold run bring try show stay start go going "
    "learn long new world life experience"
    " ask need worth company firm first last end help place working feel different meet good "
    "well hours typical really call sit come".split()
)
"""Words that any question may hold; they say little about what it is after."""

_USUAL = frozenset(
    "like enjoy difficult hard hardest challenge challenges advice skill skills important "
    "change client clients customer team success surprise best"
    " handle manage mistake mistakes beginner beginners newcomer decide choose tool tools "
    "people read".split()
)
"""Words that many lists hold."""

_OPPOSED = (
    ("like enjoy love best favourite rewarding", "dislike hate worst least dread frustrating"),
    ("help useful", "hinder useless harm"),
    ("first", "last"),
    ("win find attract get", "keep lose retain"),
    ("start begin", "finish end quit leave"),
    ("success succeed", "mistake fail failure"),
    ("easy easiest", "difficult hard hardest"),
    ("hire", "fire"),
    ("day", "night"),
    ("most", "least"),
    ("best", "worst"),
    ("before", "after"),
    ("winter", "summer"),
    ("gain", "lose"),
    ("child", "parent"),
    ("buy", "sell"),
    ("teach", "learn"),
    ("arrive", "leave"),
)
_OPPOSITES = [(frozenset(left.split()), frozenset(right.split())) for left, right in _OPPOSED]
_NEGATED = re.compile(r"\bnot\b|\bnever\b|\bwithout\b|\bno longer\b")


@dataclass(frozen=True, slots=True)
class _Matter:
    """What a question is about, for comparing."""

    line: str
    intents: frozenset[str]
    content: tuple[str, ...]
    words: frozenset[str]
    negated: bool


def repeated(read: Sequence[Asked]) -> list[tuple[int, int]]:
    """The questions that repeat an earlier one: (the later, the earlier)."""
    matters = [_matter(asked) for asked in read]
    found = []
    for later, matter in enumerate(matters):
        for earlier in range(later):
            if _same(matters[earlier], matter):
                found.append((later, earlier))
                break
    return found


def are_two(asked: Asked, other: Asked) -> bool:
    """Whether two questions are parallel or opposed: alike in words, and after two things."""
    one, two = _matter(asked), _matter(other)
    if _bare(one.line) == _bare(two.line):
        return False
    left, right = _unmatched(one, two), _unmatched(two, one)
    return _are_opposed(one, two) or _are_parallel(one, two, left, right)


def _matter(asked: Asked) -> _Matter:
    line = asked.canonical
    intents = frozenset(name for name, pattern in _INTENTS if pattern.search(line))
    if _NOT_PAST.search(line):
        intents -= {"path"}
    words = frozenset(word.text for word in asked.words if word.text.isalnum())
    return _Matter(line, intents, content(line), words, bool(_NEGATED.search(line)))


_NOT_PAST = re.compile(r"\bhow (?:do|does|would|will|can|could|should)\b|^(?!.*\b(?:you|your)\b)")


def _same(one: _Matter, other: _Matter) -> bool:
    if _bare(one.line) == _bare(other.line):
        return True
    if not one.content or not other.content or _are_opposed(one, other):
        return False
    left, right = _unmatched(one, other), _unmatched(other, one)
    if _are_parallel(one, other, left, right):
        return False
    return _same_intent(one, other, left, right) or _same_notions(one, other, left, right)


def _bare(line: str) -> str:
    return re.sub(r"[^\w ]+", " ", line).strip()


def _unmatched(one: _Matter, other: _Matter) -> list[str]:
    """The words of `one` to which no word of `other` is related."""
    return [
        word for word in one.content if not any(related(word, fellow) for fellow in other.content)
    ]


def _are_opposed(one: _Matter, other: _Matter) -> bool:
    """Whether one asks for the opposite of what the other asks for."""
    mine, theirs = one.words - other.words, other.words - one.words
    return any(
        (mine & left and theirs & right) or (mine & right and theirs & left)
        for left, right in _OPPOSITES
    )


_LOOSE = frozenset({"path", "future", "typical", "names", "like", "hard"})
"""Things that one list asks once, whatever the words about them."""


def _same_intent(one: _Matter, other: _Matter, left: list[str], right: list[str]) -> bool:
    """Both after one of the usual things, with nothing that sets them apart."""
    shared = one.intents & other.intents
    if not shared:
        return False
    heavy = [[word for word in side if _weight_of(word) >= 0.7] for side in (left, right)]
    if heavy[0] and heavy[1]:
        return bool(shared & _LOOSE) and max(map(len, heavy)) <= 2
    return max(map(len, heavy)) <= 3


_WORD_FOR_WORD = (1.2, 0.7)
_REWORDED = (0.95, 0.57)
_SAME_FRAME = 0.6


def _same_notions(one: _Matter, other: _Matter, left: list[str], right: list[str]) -> bool:
    """Whether most of what both are about is related; less will do where the words differ."""
    whole = _weight(one.content) + _weight(other.content)
    apart = _weight(left) + _weight(right)
    shared = min(_weight(one.content) - _weight(left), _weight(other.content) - _weight(right))
    alike = (whole - apart) / whole
    repeated_words = _weight(word for word in one.content if word in other.content)
    least, enough = _WORD_FOR_WORD if 2 * repeated_words > shared else _REWORDED
    return shared >= least and alike >= enough


def _weight(words: Iterable[str]) -> float:
    return sum(map(_weight_of, words))


def _weight_of(word: str) -> float:
    """How much a word says about what a question is after."""
    return 0.25 if word in _LIGHT else 0.7 if word in _USUAL else 1.0


def _are_parallel(one: _Matter, other: _Matter, left: list[str], right: list[str]) -> bool:
    """The same frame with another thing in it: "prepare a child", "prepare a parent"."""
    same = one.words & other.words
    if not same:
        return False
    frame = 2 * len(same) / (len(one.words) + len(other.words))
    if frame < _SAME_FRAME:
        return False
    return bool(left or right) or one.negated != other.negated or one.words == other.words
