"""What a question is after: broad or narrow, advice, names; and whether two ask the same.

Two questions are the same where both are after one of the things that every list asks (the
path, the week, the future …), or where their notions agree and none stands against another:
"a child" and "a parent" in the same frame are two questions.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.coaching.checks.asking import Asked
from bot.coaching.checks.concepts import content, related

_KIND_OF_WORK = (
    r"(?:field|industry|sector|profession|market|trade|business|work|craft|discipline|area|job"
    r"|world|scene|career|role|landscape|practice)"
)
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
_WEEK = re.compile(
    r"\b(?:typical|normal|usual|ordinary|regular|average|standard|day-to-day|day to day|daily"
    r"|everyday|quiet|busy|working|common|routine|week-to-week)\b"
    r".{0,24}\b(?:days?|weeks?|months?|shifts?|mornings?|work|routine|life|basis|tasks?|duties"
    r"|activities|job|set|season|caseload|rota|friday|monday|tuesday|wednesday|thursday)\b"
    r"|\b(?:days?|weeks?|month|shifts?|fortnight|rotation|season|service|quarter|sprint|nights?"
    r"|term|year|roster|monday|tuesday|wednesday|thursday|friday|calendar|schedule)\b"
    r".{0,32}\b(?:look|looks|looking|feel|feels|like|goes?|run|runs|split|splits|unfold|unfolds"
    r"|put together|structured|organi[sz]ed|laid out|shape|made up|consist)\b"
    r"|\b(?:fills|occupies|eats|takes|take up|takes up|fill)\b.{0,20}\b(?:week|weeks|day|days"
    r"|time|hours)\b"
    r"|\bhow (?:do|does|is|are|has) (?:your|a|the|one) (?:\w+ ){0,2}?(?:days?|weeks?|nights?"
    r"|month|shift|season|fortnight|time|morning|evening)\b"
    r"|\bspend (?:most of |the most |much of )?(?:your |the )?(?:time|days?|weeks?|hours"
    r"|mornings)\b"
    r"|\bwhat (?:do|does) (?:you|ye) (?:\w+ )?do (?:all day|every day|day to day|at work"
    r"|in your (?:job|role)|each day|on a|during|from)\b"
    r"|\bwhat (?:is|are) in your (?:\w+ )?week\b|\bwhat does (?:your|the) (?:job|work"
    r"|role) (?:\w+ )?(?:involve|entail|look like|consist|include|mean)\b"
    r"|\b(?:week|day) in the (?:life|field)\b|\byour (?:daily|weekly) \w+\b|\bpass (?:a"
    r"|your) (?:\w+ )?(?:week|day)\b|\bin (?:your|a) week\b"
    r"|\bwhat happens in a (?:\w+ )?(?:week|day)\b|\bresponsibilities\b"
)
_CHANGES = (
    r"(?:chang\w*|head(?:ed|ing)|going|evolv\w*|develop\w*|shift\w*|mov(?:e|ed|ing)|transform\w*"
    r"|alter\w*|direction|grow(?:ing|n)?|shrink\w*)"
)
_FIELD = re.compile(
    r"\bwhere (?:is|are|do|does|will)\b.{0,70}\b(?:head|heading|headed|going|go|be|moving"
    r"|in (?:\w+ )?(?:five|ten|three|twenty|\d+|a decade))\b"
    r"|\b(?:future|outlook|prospects) (?:of|for|in)\b|\btrends?\b|\bhow (?:do|does|would"
    r"|can) you (?:\w+ )?see (?:the|your|this|our)\b.{0,50}\b(?:future|years|develop\w*|chang\w*"
    r"|evolv\w*|going|heading|" + _KIND_OF_WORK + r")\b"
    r"|\b(?:in|over) (?:the (?:next|coming|last|past) )?(?:five|ten|three|twenty|few|couple of"
    r"|\d+|several) (?:or \w+ )?(?:years|decades)\b.{0,40}$"
    r"|\b"
    + _KIND_OF_WORK
    + r"s?\b.{0,40}\b"
    + _CHANGES
    + r"\b|\b"
    + _CHANGES
    + r"\b.{0,30}\b(?:the|your|this) (?:\w+ )?"
    + _KIND_OF_WORK
    + r"s?\b"
    r"|\bwhat (?:is|are|has|have) (?:\w+ )?(?:been )?(?:changing|shifting|changed|shifted|new"
    r"|moving)\b|\bstate of the (?:industry|field|market|profession)\b"
    r"|\bhow (?:has|have|is|are|did) (?:the|your|this) (?:\w+ ){0,3}?(?:chang\w*|alter\w*"
    r"|evolv\w*|shift\w*|develop\w*)\b|\bwhat is the (?:industry|field|sector|profession"
    r"|business|market|trade|job|work) like\b"
)
_OVERVIEW = re.compile(
    r"\bwhat is it (?:really |actually |truly )?like (?:to|being|working|in|as|for)\b"
    r"|\bwhat (?:is|are) (?:the |your )?(?:\w+ )?(?:work|job|life|role"
    r"|trade) (?:\w+ )?(?:really |actually )?like\b"
    r"|\bwhat (?:does|do) (?:it|an? \w+(?: \w+)?|\w+s) (?:actually |really )?(?:do"
    r"|take)\b(?! to)|\bhow (?:is|was) (?:the )?(?:life|work|it) (?:as|in|for|at)\b"
    r"|\bhow (?:is|was|has been) (?:it )?(?:for you )?to (?:work|start|be)\b"
    r"|\bhow was it for you to\b|\bintroduce yourself\b|\babout your(?:self| (?:work|job|role"
    r"|career|field))\b"
)
_SELF = (
    r"(?:me|us|someone|somebody|anyone|anybody|people|students?|beginners?|newcomers?|those"
    r"|your younger self|yourself|graduates?|freshers?|juniors?|an? (?:\w+[ -]?){1,6})"
)
_ADVICE = re.compile(
    r"\b(?:what|which|any|your|best|one|some|have|got|give|for|of|offer|most useful"
    r"|best piece of|piece of|bit of|word of|words of|ask|ask for|some more"
    r"|single best) (?:\w+ )?advice\b(?! (?:column|line|centre|center|service|desk"
    r"|work))(?<!debt advice)(?<!legal advice)(?<!tax advice)(?<!financial advice)(?<!career "
    r"advice)"
    r"|^(?:\W)*advice\b|\b(?:tips|pointers|suggestions|recommendations|words of wisdom)\b"
    r"|\bwhat (?:\w+ )?(?:would|will|do|can|could|should|might) (?:you|ye) (?:\w+ )?(?:tell"
    r"|advise|recommend|suggest|counsel|say to|want) (?:to )?" + _SELF + r"\b(?! (?:lies|refuses))"
    r"|\bwhat (?:\w+ )?(?:would|will|do|can|could|might) (?:you|ye) (?:\w+ )?(?:advise|recommend"
    r"|suggest|counsel)\b|\b(?:would|could|can) you (?:\w+ )?(?:advise|recommend|suggest)\b"
    r"|\b(?:what|which|where|how|when|should)(?: \w+){0,4}? should (?:i|we|one|someone|somebody"
    r"|anyone|people|students?|beginners?|newcomers?|graduates?|candidates?"
    r"|an? (?:\w+[ -]?){1,5})\b"
    r"|^(?:\W)*should i\b|\bwhat i should\b|\bhow i should\b|\bwhich (?:\w+ )?i should\b"
    r"|\b(?:if you were|in) (?:me\b|my (?:place|shoes|position|boots|spot|situation|seat|stead"
    r"|case))|\bif you were me\b"
    r"|\bwhat would you (?:do|study|learn|read|plant|practi[sc]e|try|focus on) first\b"
    r"|\bwhere would you (?:start|begin)\b"
    r"|\bhow (?:can|could|do|might|would|should) (?:i|we|someone|somebody|one|a (?:\w+ ){1,3}?"
    r"|students?|beginners?|newcomers?|people)(?: \w+)? (?:best |also |most )*(?:get|start"
    r"|prepare|break|become|improve|stand out|enter|begin|gain|learn|succeed|find|make|build"
    r"|develop|approach|move|switch|transition)\b"
    r"|\bwhat (?:can|could|do|must) (?:i|we|a (?:\w+ ){1,3}?|students?|someone) (?:\w+ )?(?:do"
    r"|need|usefully|learn|know|read|study)\b"
    r"|\bnext (?:step|steps)\b.{0,20}\b(?:for me|i|my|be)\b|\b(?:my|good|best"
    r"|sensible) next steps?\b"
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


def is_broad(line: str) -> bool:
    """Whether a question opens wide: on the path, the week or the field."""
    return any(
        pattern.search(line) for pattern in (_PATH_HOW, _PATH_WHY, _WEEK, _FIELD, _OVERVIEW)
    ) and not (_ADVICE.search(line) and not _PATH_HOW.search(line))


def asks_advice(line: str) -> bool:
    """Whether a question asks what the writer should do."""
    return _ADVICE.search(line) is not None


def asks_names(line: str) -> bool:
    """Whether a question asks whom else to talk to."""
    return _NAMES.search(line) is not None


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
    frame = 2 * len(same) / (len(one.words) + len(other.words))
    if frame < _SAME_FRAME:
        return False
    return bool(left or right) or one.negated != other.negated or one.words == other.words
