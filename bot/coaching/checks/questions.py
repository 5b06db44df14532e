"""What the coach finds in a question list: per question and for the list as a whole.

`checks.asking` reads the grammar; the patterns here read the matter, over the words of a line
with contractions written out. What is asked for whom decides: the reader's own pay and the pay
in the field, a vacancy for the writer and how a team recruits.
"""

import re
from collections.abc import Sequence

from bot.coaching.checks import rewording
from bot.coaching.checks.asking import Asked
from bot.coaching.checks.findings import Examined, Finding, FindingId, Known
from bot.coaching.checks.reader import Questions
from bot.coaching.checks.signs import Sign
from bot.coaching.checks.text import Span, lines_of, reads_as_english

FEWEST = 5
"""Fewer questions don't carry a talk."""

_MOST_READ = 60
"""Lines read one by one, twice what the longest talk holds."""

_LONGEST = 600
"""Characters of a question that are read; nobody can listen for longer."""


def check_questions(text: str, known: Known) -> list[Finding]:
    """The findings of a question list, one question a line; by question, then for the list."""
    return list(examine_questions(text, known).findings)


def examine_questions(text: str, known: Known) -> Examined:
    """What to mend in a question list, and whether it begins broadly."""
    spans = lines_of(text)
    if not spans:
        return Examined((_too_few(0),))
    found: list[Finding] = []
    begins_broadly = False
    if reads_as_english(text) and _has_words(text):
        questions = _Questions(text, spans)
        found += questions.findings()
        begins_broadly = questions.begin_broadly
    found += _of_length(len(spans), known.minutes)
    return Examined(tuple(found), begins_broadly=begins_broadly)


def _has_words(line: str) -> bool:
    return any(char.isalpha() for char in line)


def _is_heading(line: str) -> bool:
    return line.endswith(":") or (len(line.split()) <= _WORDS_OF_A_HEADING and "?" not in line)


_WORDS_OF_A_HEADING = 2
_LATIN = re.compile("[a-z]", re.IGNORECASE)


def _of_length(count: int, minutes: int) -> list[Finding]:
    if count < FEWEST:
        return [_too_few(count)]
    if 2 * count > minutes:
        values = {"questions": count, "most": minutes // 2, "minutes": minutes}
        return [Finding(FindingId.TOO_MANY, values=values)]
    return []


def _too_few(count: int) -> Finding:
    return Finding(FindingId.TOO_FEW, values={"questions": count, "least": FEWEST})


class _Questions:
    """The questions of a list: the reader's word on each, and the rules' beside it."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        """`spans` are those of all its lines; those without a word are no questions."""
        lines = [
            (number, span, Asked(text[span[0] : min(span[1], span[0] + _LONGEST)]))
            for number, span in enumerate(spans[:_MOST_READ])
        ]
        worded = [one for one in lines if one[2].words and _LATIN.search(one[2].bare)]
        self._numbers = [number for number, _, _ in worded]
        self._spans = [span for _, span, _ in worded]
        self._asked = [asked for _, _, asked in worded]
        self._seen = Questions([one.bare for one in self._asked])

    @property
    def begin_broadly(self) -> bool:
        """Whether the first question asks broadly."""
        return bool(self._asked) and self._seen.shows(0, Sign.BROAD)

    def findings(self) -> list[Finding]:
        """By question, then what comes of their order."""
        found = [one for index in range(len(self._asked)) for one in self._of_question(index)]
        return [*found, *self._too_early(), *self._repeated()]

    def _of_question(self, index: int) -> list[Finding]:
        asked, shows = self._asked[index], self._seen.shows
        for_a_job = shows(index, Sign.JOB_SEEKING)
        whole = asked.span_of_words(0, len(asked.words))
        is_closed = asked.is_closed or (for_a_job and not asked.asks_openly)
        ruled = (
            (FindingId.CLOSED, Sign.CLOSED, whole if is_closed else None),
            (FindingId.GOOGLEABLE, Sign.GOOGLEABLE, None),
            (FindingId.DOUBLE, Sign.DOUBLE, _second_question(asked)),
            (FindingId.PERSONAL, Sign.PERSONAL, personal(asked)),
        )
        found = {
            finding: span or whole
            for finding, sign, span in ruled
            if shows(index, sign, span is not None)
        }
        if for_a_job:
            found[FindingId.JOB_SEEKING] = whole
        offset = self._spans[index][0]
        is_left_out = for_a_job or FindingId.PERSONAL in found
        return [
            Finding(
                finding,
                (offset + start, offset + end),
                self._numbers[index],
                fix=None if is_left_out else _mended(asked, finding),
                values={"words": asked.words_in((start, end))},
            )
            for finding, (start, end) in found.items()
        ]

    def _too_early(self) -> list[Finding]:
        """The first request for advice or names, where it stands before any broad question."""
        for index in range(len(self._asked)):
            if self._seen.shows(index, Sign.BROAD):
                return []
            if self._seen.shows(index, Sign.ADVICE):
                return [Finding(FindingId.ORDER, self._whole(index))]
        return []

    def _repeated(self) -> list[Finding]:
        """The questions that ask an earlier one again; a heading asks nothing."""
        earlier = [
            None if _is_heading(asked.bare) else self._seen.repeats(index)
            for index, asked in enumerate(self._asked)
        ]
        return [
            Finding(
                FindingId.DUPLICATE,
                self._whole(later),
                self._numbers[later],
                values={"earlier": self._numbers[one]},
            )
            for later, one in enumerate(earlier)
            if one is not None and not _is_heading(self._asked[one].bare)
        ]

    def _whole(self, index: int) -> Span:
        asked, line = self._asked[index], self._spans[index][0]
        start, end = asked.span_of_words(0, len(asked.words))
        return line + start, line + end


def _mended(asked: Asked, finding: FindingId) -> str | None:
    """The question in the member's own words, where that can be done."""
    if finding is FindingId.CLOSED and not asked.is_double:
        return rewording.opened(asked)
    if finding is FindingId.DOUBLE and asked.is_double:
        return rewording.parted(asked)
    return None


def _second_question(asked: Asked) -> Span | None:
    if not asked.is_double:
        return None
    at = asked.heads[1].at
    while at > 0 and asked.words[at - 1].text in {"and", "or", "but", "plus", "also", "then"}:
        at -= 1
    return asked.span_of_words(at, len(asked.words))


def _first(asked: Asked, patterns: Sequence[re.Pattern[str]]) -> Span | None:
    for pattern in patterns:
        match = pattern.search(asked.canonical)
        if match:
            return asked.span(match.start(), match.end())
    return None


def _patterns(*parts: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(part) for part in parts)


# ---------------------------------------------------------------- personal

_RELATIVES = (
    r"(?:wife|husband|hubby|spouse|partner|kids?|children|child|sons?|daughters?|baby|babies"
    r"|family|families|parents|mother|father|mum|mom|mummy|dad|brothers?|sisters?|siblings?"
    r"|in-laws|girlfriend|boyfriend|fiancée?|other half|better half|missus|folks|marriage|wedding"
    r"|divorce|marital status|home life|private life|love life|relatives|grandchildren|grandkids"
    r"|pregnancy|little ones|toddlers?|ex-(?:wife|husband)|stepchildren|parenting|cousins?|uncle"
    r"|aunt|grand(?:mother|father|parents))"
)
_NOT_RELATIVES = (
    r"(?!(?: 's)? (?:business|firm|firms|practice|bakery|farm|company|companies|organi[sz]ations?"
    r"|agency|agencies|schools?|network|law|court|medicine|doctor|patients?|room|tongue|evenings?"
    r"|visits|sites?|programmes?|programs?|services?|therapy|therapist|office|support|workers?"
    r"|tree|brand|brands|house|clients?"
    r"|hospitals?|universit\w+|in (?:the )?(?:class|business|practice|ward|firm|crime)))"
)
_OWN_PAY = (
    r"(?:salary|salaries|pay|wages?|income|earnings|compensation|comp|package|ctc|bonus|bonuses"
    r"|take home|take-home|paycheck|paycheque|pay check|payslip|pay slip|pay packet|remuneration"
    r"|stipend|stock options|net worth|pay rise|raise|day rate|hourly rate|tax bracket)"
)
_PAY_KIND = (
    r"(?:(?:own|current|present|annual|monthly|yearly|hourly|daily|weekly|actual|total|last"
    r"|starting"
    r"|first|base|basic|gross|net|exact|personal|new|average|approximate|rough|real|full|final"
    r"|year-end|in-hand|in hand|latest|previous|overall|entire) )*"
)
_REALLY = (
    r"(?:(?:guys|yourself|personally|actually|currently|really|roughly|typically|usually"
    r"|normally|even|lot|all|both|two|now) )*"
)
_PER = (
    r"(?:(?:a|an|per|each|every|in a) (?:month|year|hour|day|week|annum|shift|night|project"
    r"|piece|article|job|gig|show|season|round|case|patient|client)|annually|monthly|yearly"
    r"|hourly)"
)
_PERSONAL = _patterns(
    r"\bhow much (?:did|do|would|will) (?:you|they) (?:get|make|earn|pay you|be paid"
    r"|receive) (?:for|per|out of)\b|\byou must be (?:about |around |nearly |over )?(?:thirty"
    r"|forty|fifty|sixty|seventy|\d\d)\b|\bhow much (?:lands|ends up|is left)\b.{0,30}\b(?:you"
    r"|your)\b|\bwhat (?:do|did) you (?:\w+ )?(?:clear|pull in|bring home|bring in"
    r"|walk away with|net|pocket)\b",
    r"\b(?:are you|you and \w+) (?:still )?(?:seeing|dating|with) (?:someone|somebody|anyone)\b"
    r"|\bhow (?:do|did|can|could) you (?:\w+ ){0,5}?with (?:kids|children|a baby|a family"
    r"|a toddler|little ones|young children|small children)\b",
    r"\bhow old (?:you|ye) (?:are|were)\b|\bold are you\b|\byour (?:star sign|generation)\b"
    r"|\bare you (?:close to|near) retirement\b|\bhow (?:long|far) (?:are you|is it) (?:from"
    r"|until|till|to) (?:your )?retirement\b|\bwhen (?:do|will) you retire\b",
    r"^(?:\W|so |and |hey |also |you |got |have )*(?:(?:any|got any|got|have|how many"
    r"|what about(?: your)?) )?(?:kids|children|wife|husband|married|family)(?: at home| yet"
    r"| yourself)?(?= \?|$| ,| or\b| and\b)",
    r"\bcome from an? (?:\w+ )?family\b|\b(?:run|runs|ran) in (?:your|the) family\b|\b(?:born"
    r"|grow up|grew up|raised) (?:into|in) an? \w+ family\b",
    r"\b(?:were|was|being|become|becoming|as|when) (?:you )?(?:already |still |also "
    r"|just )*(?:a (?:mother|mum|mom|father|dad|parent|husband|wife)|married|pregnant|divorced"
    r"|single)\b(?=.*\byou\b|.*\byourself\b)(?! (?:company|point|file|source"
    r"|lens))(?<!as a parent)(?<!as a mother)(?<!as a father)|\bwere you (?:already "
    r"|still )*(?:married|single|a (?:mother|mum|mom|father|dad|parent))\b",
    r"\b(?:if|whether|that) you are (?:married|single|divorced|a (?:mother|father|parent))\b"
    r"|\b(?:if|whether) you have (?:a family|kids|children|a wife|a husband|a partner)\b"
    r"|\bhave you (?:any )?(?:kids|children|a wife|a husband|a family|brothers|sisters"
    r"|siblings)\b",
    r"\b(?:who do|do) you live (?:with|alone|by yourself)\b(?! \w+ (?:data|result))|\b(?:anyone"
    r"|somebody|someone|who is waiting) (?:waiting )?(?:for you )?at home\b",
    r"\b(?:do|can|could) you (?:\w+ )?(?:nights|shifts|that|it|this|the job|weekends|this job"
    r"|the hours|so much)?(?: \w+){0,3} with (?:a |two |three |four |small |young |little "
    r"|your )+(?:kids|children|baby|toddlers?|family|ones)\b",
    r"\b(?:pay|salary|wage) (?:band|grade|scale|step|level|bracket|point) (?:are|do|were) you\b"
    r"|\byour (?:\w+ )?(?:pay|salary|wage) (?:band|grade|bracket|level)\b|\bdo you (?:get"
    r"|receive|earn|draw|have) (?:a |an |any |your |good |paid )*(?:bonus|bonuses|commission"
    r"|royalties|overtime pay|pension|company car|stock|equity|shares in|perks)\b",
    r"\bhow much (?:commission|profit|cash|in tips|in bonuses|tips|bonus|pension|overtime"
    r"|holiday pay|royalties) (?:do|did) you (?:\w+ )?(?:make|earn|get|take|receive)\b"
    r"|\bwhat (?:percentage|cut|share) (?:of .{0,25})?do you (?:get|take|earn|keep)\b",
    r"\bpays? (?:your|the) (?:own )?(?:mortgage|rent|bills)\b(?=.*\byou)|\byour (?:mortgage"
    r"|savings|net worth|debts?|student loans?)\b",
    r"\bwhat (?:is|are|was|were) your (?:hourly|annual|monthly|weekly|in-hand|in hand|take-home"
    r"|take home)\b|\byour (?:\w+ )?(?:in-hand|in hand|take-home|take home)\b",
    r"\bhow old (?:are|were|was|r|is) (?:you|ye|u)\b(?! guys 's)",
    r"\b(?:what|which) age (?:are|were) you\b|\bwhat is your (?:exact |real |own )?age\b"
    r"|(?<!people )(?<!someone )(?<!somebody )(?<!others )(?<!folks )(?<!women )(?<!men )"
    r"\byour (?:exact |real |own )?age\b(?! (?:group|groups|limit))",
    r"\b(?:what|which) year (?:were|was) you born\b|\bwhen (?:were|was) you born\b",
    r"\byour (?:date of birth|birthday|birth date|birth year|year of birth|dob)\b",
    r"\bare you (?:over|under|above|below|past|in your) (?:thirt|fort|fift|sixt|twent|\d\d)\w*",
    r"\byour (?:own |young |small |little |elder |older |eldest |grown |grown-up |teenage |first )*"
    + _RELATIVES
    + r"\b"
    + _NOT_RELATIVES,
    r"\bare you (?:guys |still |happily |already |currently )*(?:a )?(?:married|single|divorced"
    r"|engaged|expecting"
    r"|pregnant|widowed|separated|seeing (?:anyone|someone)|in a relationship|dating|(?:mother"
    r"|mum|mom"
    r"|father|dad|parent|family (?:man|woman|person)|single (?:mother|mum|mom|parent"
    r"|father)))\b(?! company)",
    r"\b(?:do|did|have|are|will|would|if|when|got|can) (?:you|ye)\b (?:\w+ ){0,3}?"
    r"(?:have|got|want|plan|planning|raise|raising|expecting|having) (?:\w+ ){0,4}?"
    r"(?:kids|kid|children|child|wife|husband|spouse|siblings|brothers|sisters|baby|babies"
    r"|daughters?|sons?"
    r"|famil(?:y|ies)|girlfriend|boyfriend|little ones)\b"
    r"(?! (?:in (?:your|the|a|each|one) (?:class|group|ward|care|clinic|office|team|trial|unit"
    r"|room|studio)|who|that|coming|visiting|under"
    r"|as (?:patients|visitors|clients|customers)|business|room|tickets?|patients?|members?|from"
    r"|per))",
    r"\bhow many (?:kids|children|sons|daughters|siblings|brothers|sisters|babies) (?:do|have"
    r"|did) (?:you|ye)"
    r" (?:\w+ ){0,3}?(?:have|got|want|had|raise)\b(?! (?:in|per|on|at|under|coming)\b)",
    r"\b(?:did|when did|do|have|will|are|when are|when will"
    r"|why did) you (?:\w+ )?(?:get(?:ting)? |gotten |got )?(?:married|marry|divorced|engaged)\b",
    r"\b(?:do|are|did|would) you (?:\w+ )?(?:plan|planning|want|going|hope|think)\b.{0,20}"
    r"\b(?:start a family|have (?:kids|children|a baby)|having (?:kids|children|a baby|babies))\b",
    r"\b(?:how|can|do|did|could|is it hard).{0,30}\byou\b.{0,20}"
    r"\b(?:balance|combine|juggle|manage|fit|square|reconcile|mix|handle)\b.{0,40}"
    r"\b(?:family(?! (?:court|law|medicine|practice|members))|kids|children|motherhood"
    r"|fatherhood|parenthood|parenting|being a"
    r" (?:mother|mum|mom|father|dad|parent))\b(?! (?:in|who|with))",
    r"\b(?:with|who looks after|as) (?:your|the) (?:kids|children|baby) at home\b(?=.*\byou\b)",
    r"\byour "
    + _PAY_KIND
    + _OWN_PAY
    + r"\b(?! (?:scales?|structures?|polic(?:y|ies)|grades?|bands?|systems?|gap|review|reviews"
    r"|day)\b)",
    r"\bhow much (?:money )?(?:do|did|are|were|have|will|can|could|would) (?:you|ye) "
    + _REALLY
    + r"(?:(?:you |yourself )*(?:earn|gain|pocket|net|charge|clear|bring home|take home|pull in"
    r"|bring in|be earning"
    r"|earning|taking home|paid|be paid|get paid|getting paid|being paid|earned|sav(?:e|ing))\b"
    r"|(?:make|making|made|get|getting|receive|draw|take)\b(?= (?:"
    + _PER
    + r"|yourself|roughly|now|right"
    r"|currently|approximately|exactly|if|in total|after tax|before tax|net|gross|in your"
    r"|from (?:it|this|your)|as an?|at|\?|,|with)|$)"
    r"|on\b(?= (?:"
    + _PER
    + r"|roughly|now|at|\?)|$))(?: "
    + _PER
    + r")?(?: (?:yourself|net|roughly))?",
    r"\bwhat (?:do|did|are|were|would|can) (?:you|ye) "
    + _REALLY
    + r"(?:earn|earning|charge|take home|taking home|get paid"
    r"|getting paid|paid|being paid)\b(?! for)",
    r"\bwhat (?:do|did|are) (?:you|ye) " + _REALLY + r"(?:make|making|get|on)\b"
    r"(?= (?:" + _PER + r"|roughly|approximately|if you|after tax|now \?|\?)|$)",
    r"\b(?:how much|what|how well|do|does|are|is|did)\b.{0,40}\b(?:pay|pays|paying"
    r"|paid) you(?:rself)?\b(?! (?:late|on time|back|to|with|for (?:the|a|an) \w+ (?:you|they)))",
    r"\b(?:do|are|did|were|how|how well) (?:are |do )?you "
    + _REALLY
    + r"(?:get |being |getting )?(?:well |badly |fairly |properly |decently |good |enough "
    r"|better )*paid\b(?! attention| on time| late| by clients?| by customers?)",
    r"\b(?:do|are|can|did) you "
    + _REALLY
    + r"(?:make|making|earn|earning) (?:\w+ ){0,3}?(?:money|living|figures|salary|income|enough"
    r"|well|more|much|a lot)\b",
    r"\b(?:what|how much) you "
    + _REALLY
    + r"(?:earn|make|get paid|take home|are paid|are earning|are on)\b(?! (?:of|sure))",
    r"\b(?:you|your) .{0,25}\bpay (?:cut|rise)\b",
    r"\b(?:salary|pay|income|wage) (?:that |which )?(?:you|do you|are you"
    r"|did you) (?:\w+ )?(?:get|getting|draw|drawing|earn|earning|receive|receiving|have"
    r"|negotiate|on)\b",
)


def personal(asked: Asked) -> Span | None:
    """The words that ask for the reader's age, family or own pay."""
    return _first(asked, _PERSONAL)
