"""What the coach finds in a question list: per question and for the list as a whole.

`checks.asking` reads the grammar; the patterns here read the matter, over the words of a line
with contractions written out. What is asked for whom decides: the reader's own pay and the pay
in the field, a vacancy for the writer and how a team recruits.
"""

import re
from collections.abc import Sequence

from bot.coaching.checks import rewording, sameness
from bot.coaching.checks.asking import Asked, Kind
from bot.coaching.checks.findings import Finding, FindingId, Known
from bot.coaching.checks.jobs import find_job_asks
from bot.coaching.checks.text import Span, lines_of, reads_as_english

FEWEST = 5
"""Fewer questions don't carry a talk."""

_MOST_READ = 60
"""Lines read one by one, twice what the longest talk holds."""

_LONGEST = 600
"""Characters of a question that are read; nobody can listen for longer."""


def check_questions(text: str, known: Known) -> list[Finding]:
    """The findings of a question list, one question a line; by question, then for the list."""
    spans = lines_of(text)
    if not spans:
        return [_too_few(0)]
    found: list[Finding] = []
    if reads_as_english(text):
        read = [
            Asked(text[start : min(end, start + _LONGEST)]) for start, end in spans[:_MOST_READ]
        ]
        for index, (asked, span) in enumerate(zip(read, spans, strict=False)):
            found.extend(_of_question(asked, index, span))
        found.extend(_of_flow(read, spans))
    return found + _of_length(len(spans), known.minutes)


def _of_length(count: int, minutes: int) -> list[Finding]:
    if count < FEWEST:
        return [_too_few(count)]
    if 2 * count > minutes:
        values = {"questions": count, "most": minutes // 2, "minutes": minutes}
        return [Finding(FindingId.TOO_MANY, values=values)]
    return []


def _too_few(count: int) -> Finding:
    return Finding(FindingId.TOO_FEW, values={"questions": count, "least": FEWEST})


def _of_question(asked: Asked, index: int, line: Span) -> list[Finding]:
    found: list[tuple[FindingId, Span]] = []
    whole = asked.span_of_words(0, len(asked.words))
    job = job_seeking(asked)
    if asked.is_closed or (job is not None and not asked.asks_openly):
        found.append((FindingId.CLOSED, whole))
    for finding, span in (
        (FindingId.JOB_SEEKING, job),
        (FindingId.GOOGLEABLE, googleable(asked)),
        (FindingId.DOUBLE, _second_question(asked)),
        (FindingId.PERSONAL, personal(asked)),
    ):
        if span is not None:
            found.append((finding, span))
    offset = line[0]
    return [
        Finding(
            finding,
            (offset + start, offset + end),
            index,
            fix=_mended(asked, finding, job is not None),
            values={"words": asked.words_in((start, end))},
        )
        for finding, (start, end) in found
    ]


def _mended(asked: Asked, finding: FindingId, asks_for_job: bool) -> str | None:
    """The question in the member's own words, where it is worth asking once it is mended."""
    if asks_for_job:
        return None
    if finding is FindingId.CLOSED and not asked.is_double:
        return rewording.opened(asked)
    return rewording.parted(asked) if finding is FindingId.DOUBLE else None


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


# ---------------------------------------------------------------- job-seeking

_POST = (
    r"(?:vacanc(?:y|ies)|openings?|positions?|roles?|jobs?|posts?|internships?|placements?"
    r"|apprenticeships?|traineeships?|spots?|slots?|opportunit(?:y|ies)|attachments?|seats?"
    r"|graduate (?:schemes?|programmes?|programs?)|trainee (?:places?|positions?)|work experience"
    r"|articleships?|clerkships?|fellowships?|requirements?|gigs?|shifts?)"
)
_HERE = (
    r"(?:(?:at|in|on|with|within|from|for|under) (?:your|you)|your (?:\w+ )?(?:company|firm|team"
    r"|organi[sz]ation|office|lab|hospital|school|agency|studio|group|department|shop|practice"
    r"|clinic|bank|place|crew|unit)|here|for me|like me|right now|at the moment|currently"
    r"|available|coming up|going (?:at|in|with|here|\?)|open (?:now|at|in))"
)
_NOT_FIELD = (
    r"(?!.*\b(?:in (?:this|the|your|that) (?:\w+ )?(?:field|industry|sector|market|profession"
    r"|trade|area|region|country|city)|in general|out there|overall)\b)"
)
_TAKEN_ON = (
    r"(?:interns?|internships?|apprentices?|apprenticeships?|trainees?|traineeships?|placements?"
    r"|work experience|summer (?:students?|interns?|jobs?)|graduate (?:scheme|programme"
    r"|program)s?|freshers?"
    r"|work placements?|student workers?|volunteers? positions?|vacation (?:schemes?|work)"
    r"|working students?)"
)
_ORG_YOU = (
    r"(?:you|ye|they|(?:your|the) (?:\w+ )?(?:company|firm|team|organi[sz]ation|office|lab"
    r"|hospital|school|agency|studio|group|department|shop|practice|clinic|bank|place|lot|crew"
    r"|unit|business|charity|boss|manager|employer))"
)
_MY_PAPERS = (
    r"(?:my|our) (?:own |updated |latest |current |full |attached )*(?:cv|cvs|resume|résumé"
    r"|resumé|curriculum|curriculum vitae|biodata|bio-data|cover letter|job application"
    r"|application (?:to you|to your|with you|for the (?:job|role|post|position))|candidacy"
    r"|profile to (?:hr|your|the))"
)
_JOB_SEEKING = _patterns(
    r"\b(?:is|are) (?:any|some|one|there any) (?:\w+ ){0,2}?(?:vacanc(?:y|ies)|openings?"
    r"|requirements?|posts?|internships?|positions?)\b.{0,40}|\bvacanc(?:y|ies)\b(?=.*\b(?:your"
    r"|you|me|i)\b)(?<!how do vacancies)(?<!your vacancies)",
    r"\b(?:be|act as|serve as|stand as) (?:my|a|one of my) (?:referee|reference|referees)\b"
    r"|\b(?:use|give|list|name|put) (?:you|your name) (?:down )?as (?:a|my) (?:referee"
    r"|reference)\b|\bwrite (?:me|for me) (?:a|an|one) (?:\w+ )?(?:reference|recommendation"
    r"|letter|referral)\b|\bwrite (?:a|an) (?:\w+ )?(?:reference|recommendation|letter"
    r"|referral) for me\b",
    r"\b(?:room|space|place|need|use|work|budget|something|anything|a role|a spot|a seat"
    r"|headcount|openings?)(?: \w+){0,3}? (?:for|in) (?:a|an|one more|another|someone|somebody"
    r"|me|your team|your crew|new)(?: \w+){0,4}?(?: (?:junior|beginner|trainee|intern|apprentice"
    r"|graduate|newcomer|helper|assistant|person|like me|fresher|starter|pair of hands"
    r"|team member))\b(?=.*(?:your|you|like me))",
    r"\b(?:chance|way|possible|possibility|wondering|hoping|ok|okay|alright"
    r"|happy) .{0,12}?(?:that )?(?:i|for me) (?:can|could|might|may|to)? ?(?:\w+ )?(?:work|join"
    r"|intern|train|start|get (?:in|a foot|my foot|hired|a job|work))\b(?: \w+){0,3}? (?:with|at"
    r"|in|for|on|under) (?:you|your)\b.{0,30}",
    r"\b(?:a|my) foot in the door\b(?=.*\b(?:your|you|here)\b)(?=.*\b(?:i|me|my)\b)"
    r"|\b(?:trial (?:shift|day|period|week)|probation)\b(?=.*\b(?:i|me)\b)",
    r"\b(?:are|is) (?:you|your \w+|the company|they|hr) (?:\w+ )?(?:accepting|taking|open to"
    r"|considering|receiving) (?:\w+ ){0,2}?(?:applications?|cvs|resumes|résumés|candidates"
    r"|applicants)\b|\bwho (?:handles|reads|looks at|deals with"
    r"|screens) (?:the )?(?:applications|cvs|resumes)\b(?=.*\b(?:your|you)\b)",
    r"\b(?:need|want|looking for|after|short of|use|could do with) (?:anyone|anybody|someone"
    r"|somebody|people|more people|more staff|hands|more hands|help|staff|extra help|an extra"
    r"|another|one more)\b(?: \w+){0,4}?(?= (?:in|on|at|for|this|next|right|now|to join|like me"
    r"|\?)|$)(?<=[a-z])(?!.* to (?:understand|know|succeed))(?=.*\b(?:your|you"
    r"|ye)\b)(?!.*\b(?:do|what|how|when) (?:people|you) need (?:someone|help) (?:who|that|with"
    r"|most)\b)",
    r"\bhow soon (?:can|could) i start\b|\b(?:when|how soon) could i (?:start|join"
    r"|begin) (?:with|at|working)\b|\bwhen is (?:the|your) next (?:intake|recruitment"
    r"|hiring round|hiring)\b",
    r"\bi am (?:\w+ )?(?:looking|searching|hunting) for (?:a |an |my )?(?:\w+ ){0,3}?(?:job"
    r"|internship|position|role|placement|post|apprenticeship|opportunity)\b(?=.*\b(?:you"
    r"|your)\b)",
    r"\b" + _MY_PAPERS + r"(?: .{0,60})?(?= \?|$)" + r"|\b" + _MY_PAPERS + r"\b",
    r"\b(?:refer|recommend) (?:me|us)(?= (?:in|for|at|as|with|please|sir|ma'am|to (?:your|ur|hr"
    r"|the (?:hiring|team|company|hr|recruiter|manager|boss|head|director)|human))| \?|$"
    r"| ,)(?: .{0,40})?|\b(?:hire|employ|recruit|vouch for|endorse) (?:me"
    r"|us)\b(?! to)(?: .{0,40})?",
    r"\b(?:(?:hire|employ|recruit|take on|consider|accept) me\b(?! to)|(?:hire|employ|recruit"
    r"|take|take on|consider|accept|use|train|have|want|need) (?:some(?:one|body) (?:like me"
    r"|with my)|people like me|a person like me|a (?:\w+ )?like me|my profile)\b)",
    r"\btake (?:me|us) (?:on|as|in|into|under)\b.{0,30}|\btake one more \w+ , i mean me",
    r"\b(?:get|getting|got) (?:me|us) (?:a |an |in\b|on\b|into|hired|any|some|the)(?: .{0,40})?",
    r"\b(?:put|pass|give|drop) (?:in |on |them |him |her )?(?:a |an )?(?:good |kind )?(?:word"
    r"|reference|recommendation) (?:for me|in|with|to|about me)\b|\b(?:put"
    r"|say) (?:in )?a (?:good |kind )?word\b",
    r"\bput (?:me|my name) (?:forward|down|in for)\b|\b(?:mention|pass on|pass|forward|give|send"
    r"|share) my (?:name|details|profile|contact|contacts|number|portfolio)\b",
    r"\b(?:offer|give|arrange|find|get|provide|organi[sz]e|sort) (?:me |for me )?(?:with )?(?:a"
    r"|an|one|some|any|the)? ?(?:\w+ ){0,2}?(?:job|internship|placement|position|apprenticeship"
    r"|traineeship|trial (?:day|shift|period)|role|referral|reference|work experience"
    r"|chance to work)\b(?=.*\b(?:me|my|i)\b|.*\bstudents like\b)",
    r"\b(?:give|offer) (?:me|us) (?:a|an|one|some|the) (?:chance|shot|opportunity|break|try"
    r"|trial|go)\b",
    r"\b(?:any|a|an|the|some) (?:\w+ ){0,3}?(?:chance|chances|possibility|scope|room|place|space"
    r"|spot|seat|opening|role|position|job|work|vacancy|internship|opportunity|placement|slot"
    r"|use)(?: \w+){0,2}? (?:for|of|to)(?: \w+){0,4}? (?:me|like me|my|i|joining|join|getting"
    r"|get|working|work|intern)\b(?! (?:\w+ )?(?:in|on) (?:this|the) field)",
    r"\b(?:my|i) (?:\w+ )?chances? (?:of|at|to|with)\b(?=.*\b(?:you|your|here)\b).{0,40}"
    r"|\bdo i (?:stand|have) (?:a|any|much|some)(?: \w+)? chance\b(?=.*\b(?:with you|your"
    r"|here)\b).{0,40}",
    r"\b(?:can|could|may|might|do|would|should|will|how|shall) (?:\w+ ){0,3}?i (?:\w+ ){0,4}?"
    r"(?:join|work (?:for|with|under|at|in)|intern (?:with|at|under|in)|train (?:with|under)"
    r"|be (?:hired|employed|considered|recruited|taken on)|get (?:hired|employed|recruited|in)"
    r"|become part of|come (?:and )?work|start (?:with|at|working)|freelance for"
    r"|contribute to) (?:\w+ )?(?:you|your|here|there|by you)\b.{0,30}",
    r"\b(?:join|joining) your (?:\w+ )?(?:team|company|firm|group|organi[sz]ation|staff|crew|lab"
    r"|department|studio|practice|agency)\b(?=.*\b(?:i|me|my)\b)",
    r"\b(?:can|could|how|where|when|should|do|may|would|shall) (?:\w+ ){0,2}?i (?:\w+ ){0,3}?"
    r"(?:apply|submit (?:an? )?application|put in an application)\b(?= (?:to|for|with|at|here"
    r"|now|in|directly|online|please|,)| \?|$)(?! (?:it|this|that|these)\b)(?! (?:for"
    r"|to) (?:\w+ ){0,3}?(?:master|masters|phd|course|courses|degree|school|schools|visa"
    r"|licen[cs]e|university|universities|scholarship|grant|grants|funding|membership"
    r"|recognition|registration|citizenship|certification|college|what|these|this|that|loan"
    r"|bursary|training)\b)(?: .{0,50}?)?(?= \?|$|,)",
    r"\b(?:before|when|if|once|and) i apply (?:to|at|with|for) (?:your|you|the)\b.{0,30}"
    r"|\bapply (?:to|at|with) your (?:company|team|firm|organi[sz]ation|school|studio"
    r"|agency)\b(?=.*\b(?:i|me|my)\b)",
    r"\b(?:a|an|the|any) (?:job|internship|position|role|interview|placement|referral|reference"
    r"|recommendation|offer|foot in the door|post|work permit|sponsorship)(?: \w+){0,3}? (?:at"
    r"|in|with|from|by) (?:your|you)\b(?=.*\b(?:i|me|my)\b|(?<=^any job with you).*)|\b(?:can"
    r"|could|would|do|will|is|are)\b.*\bany (?:job|internship|work|placement) (?:\w+ )?(?:at|in"
    r"|with|for) (?:your|you)\b",
    r"\b(?:are|is|will|would|r) (?:you|ye|they|it|your (?:\w+ ){0,3}?\w+|the (?:company|firm"
    r"|team|studio|agency|hospital|school|lab|bank|department|office|shop|place|group)"
    r"|anyone (?:in|at|on) your \w+|anyone here|there anyone) (?:\w+ ){0,3}?(?:hiring|recruiting"
    r"|taking on|taking in|employing|looking to (?:hire|recruit|expand|take on|fill)"
    r"|short-staffed|short staffed|short of (?:staff|people|hands))\b(?! (?:managers?|process"
    r"|panel|committee)).{0,40}?(?= \?|$|,)",
    r"\b(?:are|is) (?:you|ye|they|(?:your|the) (?:\w+ ){0,2}?\w+) (?:\w+ ){0,2}?looking for "
    r"(?:\w+ ){0,3}?(?:people|someone|somebody|interns?|graduates?|juniors?|apprentices?"
    r"|trainees?|staff|help|hands|assistants?|new (?:people|hires|members|staff)|more (?:people"
    r"|staff)|candidates|freshers?|students?|developers?|analysts?|engineers?|teachers?"
    r"|nurses?)\b",
    r"^(?:\W|so |hey |hi |sir |also |and )*(?:you |u |ye |are |guys |still |currently "
    r"|your (?:company|team|firm) )*(?:hiring|recruiting)\b(?! (?:managers?|process|panel"
    r"|practices|decisions?))",
    r"\b(?:who|anyone|anybody|someone|somebody|companies|firms|places|teams|company|firm|team"
    r"|one) (?:else )?(?:who |that |which )?(?:is |are )(?:\w+ )?(?:hiring|recruiting"
    r"|looking for (?:people|interns?|staff|someone))\b",
    r"\b(?:are|is|will|would|may|might|could) there (?:be )?(?:\w+ ){0,4}?"
    + _POST
    + r"\b"
    + _NOT_FIELD
    + r"(?=.*\b"
    + _HERE
    + r"\b)(?: .{0,40}?)?(?= \?|$|,)",
    r"\b(?:have|has|got|know|hear|heard|aware|aware of|know of|have you got|there|offer"
    r"|run) (?:\w+ ){0,3}?(?:any|an|a|some) (?:\w+ ){0,3}?(?:vacanc(?:y|ies)|openings?"
    r"|open (?:positions?|roles?|posts?)|internships?|placements?|apprenticeships?|traineeships?"
    r"|positions? (?:open|free|available|vacant)|jobs? (?:going|open|free|available|for)"
    r"|roles? (?:going|open|free|available|for))\b" + _NOT_FIELD,
    r"^(?:\W|so |hey |hi |sir |also |and |if )*any (?:\w+ ){0,3}?"
    + _POST
    + r"\b(?! (?:that|you|which))"
    + _NOT_FIELD
    + r"(?: .{0,40}?)?(?= \?|$|,)",
    r"\b(?:an|any|the) open (?:position|role|post|spot|job|vacancy)s?\b(?=.*\b(?:your|me|my|i)\b)",
    r"\b(?:who|whom) (?:should|can|could|do|must|would) i (?:\w+ ){0,5}?(?:about|for|regarding"
    r"|on|to) (?:\w+ ){0,4}?(?:" + _POST + r"|job)\b",
    r"\b(?:contact|email|write to|talk to|speak to) (?:\w+ ){0,3}?(?:hr|human resources"
    r"|recruitment|hiring manager)\b(?=.*\b(?:i|me)\b)",
    r"\b(?:introduce|connect) me (?:to|with) (?:\w+ ){0,3}?(?:hr|human resources|recruiters?"
    r"|recruiting|recruitment|hiring managers?|talent)\b"
    r"|\bput me in touch with (?:\w+ ){0,3}?(?:hr|recruit\w+|hiring)\b",
    r"\bmy (?:internship|placement|traineeship|apprenticeship|work experience|practicum"
    r"|summer job|first job|articleship|probation) (?:\w+ ){0,3}?(?:with|at|in|under) (?:you"
    r"|your)\b|\b(?:do|make|complete|pass) (?:my|an|a) (?:internship|placement|practicum"
    r"|traineeship|stage)\b(?=.*\b(?:you|your|here)\b)",
    r"\b(?:do|does|did|could|would|can) (?:you|ye|your \w+) (?:\w+ ){0,2}?(?:need|use|want"
    r"|require|after) (?:\w+ ){0,4}?(?:assistant|helper|intern|trainee|apprentice|pair of hands"
    r"|extra hands?|junior|volunteer|staff|people right now|new people)\b(?! to (?:know|have"
    r"|be))",
    r"\bwhen (?:do|does|will|is|are) (?:\w+ ){0,5}?(?:applications?|intakes?|recruitment|hiring"
    r"|internship|next intake|vacancies|positions?) (?:\w+ ){0,3}?(?:open|opening|close|start"
    r"|due|deadline|begin|come up|advertised)\b",
    r"\b(?:sponsor|sponsoring) (?:\w+ ){0,3}?(?:visas?|me|work permits?)\b(?=.*\b(?:me|my|i"
    r"|like me)\b|.*\b(?:your|you)\b)",
    r"\b(?:let me know|tell me|message me|call me|inform me|keep me (?:posted|in mind)"
    r"|think of me|remember me|bear me in mind|keep me in your mind)\b(?: \w+){0,4}? (?:if|when"
    r"|for|about|whenever|should).{0,30}\b(?:"
    + _POST
    + r"|hiring|comes up|opens up|open(?:s)?)\b|\bkeep me in mind\b",
    r"\breferrals?\b(?=.*\b(?:me|for me|from you|i)\b)|\breference letter\b(?=.*\b(?:me|i)\b)"
    r"|\b(?:letter of recommendation|recommendation letter)\b",
    r"\bi (?:would|could|might|may|will|am) (?:\w+ )?(?:be )?(?:considered|eligible|suitable"
    r"|qualified|hired|a (?:good )?fit|selected|taken on)\b(?! (?:for|by) (?:this"
    r"|the) field)(?=.*\b(?:you|your|role|position|job|company|team|here)\b)",
    r"\b(?:would|could|can|will|am) i (?:\w+ )?(?:be )?(?:considered|eligible|suitable|qualified"
    r"|hired|a (?:good |right )?(?:fit|candidate|match)|selected|taken on)\b(?=.*\b(?:you|your"
    r"|role|position|job|company|team|here|post)\b)",
)
_BETWEEN_US = re.compile(r"(?=.*\b(?:i|me|my)\b)(?=.*\b(?:you|your|yours|here|ye)\b)")
_POST_FOR_ME = _patterns(
    r"\b(?:get|find|have|do|land|offer|arrange|apply for|is there|are there|looking for|secure"
    r"|obtain|start|interested in|hoping for|love|like|possible to (?:do|have|make"
    r"|get)) (?:me )?(?:a|an|any|my|some|the|one)? ?(?:\w+ ){0,2}?(?:internship|placement"
    r"|apprenticeship|traineeship|job|position|vacancy|work experience|trial|referral"
    r"|interview for)\b(?: \w+){0,4}? (?:at|in|with|from|by|under|here)\b(?: \w+){0,2}",
    r"\b(?:room|space|place|spot|seat|work|role|opening)\b(?: \w+){0,3}? for (?:me|someone"
    r"|somebody|a person|people|a beginner|a junior|one more|another)\b.{0,30}",
)
_MORE_ASKS = _patterns(
    r"\b(?:be|become|being|becoming) (?:a )?(?:part|member) of your\b.{0,20}"
    r"|\bmention me to\b.{0,25}|\b(?:tell|speak to|talk to|ask) your (?:\w+ )?(?:boss|manager"
    r"|head|director|chef|hr|supervisor|foreman|editor|principal|partner|lead"
    r"|owner)s? (?:about me|for me|to (?:see|meet|hire|call|consider|take) me|if (?:i|they|there"
    r"|he|she))\b",
    r"\b(?:consider|considering|think of|thinking of|open to|mind) (?:taking|having|hiring"
    r"|employing)(?: on)? (?:an?|another|one more|new|some) (?:\w+ )?(?:apprentice|intern"
    r"|trainee|assistant|junior|student|graduate|beginner|fresher|helper|person)s?\b",
    r"\b(?:would|could|will|might|do) i (?:\w+ )?(?:fit in|fit|get (?:a|any) (?:job|place"
    r"|position|post|work|chance)|find (?:a job|work|a place)|have (?:a|any) (?:chance|shot"
    r"|hope))\b.{0,30}\b(?:here|at your|in your|with you|at yours|on your)\b",
    r"\b(?:hook|sort|fix|set) me up\b|\bsort me out\b|\bany (?:hope|scope|prospect) (?:of"
    r"|for) (?:\w+ ){0,3}?(?:job|work|freshers?|internship|position)\b|\bany work going\b"
    r"|\b(?:some|any) shifts\b(?=.*\b(?:me|i)\b|.*\?)|\bway in for me\b",
    r"\bcould i (?:\w+ )?be your (?:\w+ )?(?:apprentice|assistant|intern|trainee|helper|student"
    r"|runner|understudy)\b|\b(?:have|got) (?:something|anything|work|a job|a place) for me\b"
    r"|\bam i (?:the )?(?:sort|kind|type|someone|somebody)\b.{0,25}\b(?:hire|take on|employ)\b",
)


def _asked_for_a_job(asked: Asked) -> Span | None:
    """What asks for a job in any text, where it is not under a "how" or a "what"."""
    if asked.heads and asked.heads[0].kind is Kind.OPEN:
        return None
    if not _BETWEEN_US.match(asked.canonical):
        return _first(asked, _MORE_ASKS)
    spans = find_job_asks(asked.reading, talk_is_asked=True)
    return asked.reading.span(*spans[0]) if spans else _first(asked, _MORE_ASKS)


_ROOM = re.compile(
    r"\b(?:room|space|a place|a spot|a seat|an opening|work|budget|headcount) for (?:a|an"
    r"|one more|another|new|more)(?: \w+){0,3}? (?:junior|beginner|trainee|intern|apprentice"
    r"|graduate|newcomer|helper|assistant|person|fresher|starter|team member|interns|juniors"
    r"|trainees|people)\b"
)
_ENTRY_SCHEMES = re.compile(
    r"\b(?:do|does|is|are|can|will|would|have) "
    + _ORG_YOU
    + r" (?:\w+ ){0,2}?(?:take on|take|offer|have|run|accept|sponsor|provide|hire|do|give|employ"
    r"|got|open to|recruit) (?:\w+ ){0,4}?" + _TAKEN_ON + r"\b.{0,40}?(?= \?|$|,)"
)
_NOT_SEEKING = re.compile(
    r"\b(?:when|while|if|whenever|before|after) (?:you|they|your \w+) (?:are |were )?(?:hire"
    r"|hiring|recruit|recruiting|take on|taking on)\b"
    r"|\bhow long (?:does|is|did) (?:the )?(?:hiring|recruitment|application)\b|\b(?:did"
    r"|have) you (?:ever )?(?:have|do|done|had|take|taken|need) (?:an?|any"
    r"|your) (?:\w+ )?(?:internship|placement|apprenticeship|referral|work experience)\b"
    r"|\byour (?:own |first )*(?:internship|placement|apprenticeship|cv|resume|referral)\b"
    r"|\b(?:did|when|how|why) (?:did )?you (?:first )?(?:get|got|apply|applied|start|hear about"
    r"|find) (?:\w+ ){0,3}?(?:job|role|internship|position|first)\b"
)


def job_seeking(asked: Asked) -> Span | None:
    """The words that ask for a post, an internship, a referral or a look at the writer's CV."""
    if asked.heads and asked.heads[0].kind is not Kind.OPEN:
        match = _ENTRY_SCHEMES.search(asked.canonical)
        if match:
            return asked.span(match.start(), match.end())
    if _NOT_SEEKING.search(asked.canonical):
        return None
    found = _first(asked, _JOB_SEEKING) or _asked_for_a_job(asked)
    if found is None and _BETWEEN_US.match(asked.canonical):
        found = _first(asked, _POST_FOR_ME)
    if found is None and re.search(r"\b(?:you|your)\b", asked.canonical):
        found = _first(asked, (_ROOM,))
    return found


# ---------------------------------------------------------------- googleable

_ORG = (
    r"(?:company|firm|organi[sz]ation|studio|agency|trust|charity|foundation|hospital|clinic"
    r"|practice|school"
    r"|university|college|institute|library|museum|gallery|theatre|theater|port|airport|airline"
    r"|club|bank"
    r"|brewery|bakery|restaurant|hotel|shop|store|chain|business|startup|start-up|enterprise"
    r"|corporation|ngo"
    r"|nonprofit|non-profit|union|cooperative|co-op|coop|factory|plant|mill|ministry|council"
    r"|city|association"
    r"|society|publisher|newspaper|paper|magazine|station|zoo|farm|chamber|federation|service"
    r"|centre|center"
    r"|brand|employer|workplace|church|orchestra|cafe|café|gym|vineyard|winery|distillery"
    r"|nursery|garden"
    r"|park|channel|network|platform|app|label|gallery|institution|academy|department|group"
    r"|authority|town"
    r"|court|lab|laboratory|office|place|site|fund|mine|yard|dealership|garage|salon|pharmacy"
    r"|consultancy"
    r"|practice|parish|troupe|ensemble|band|team 's company|parent company|organisation|concern"
    r"|outfit|ngo"
    r"|product|festival|programme|podcast|website|venue|roastery|kitchen|project|depot|railway"
    r"|force)"
)
_THE_ORG = (
    (r"(?:(?:the|your|this|that|a) (?:\w+ ){0,2}?")
    + _ORG
    + (r"(?: 's)?|you (?:guys|lot|people|all)|it|they)")
)
_OWN_TEAM = re.compile(
    r"\byour (?:own |current |immediate |little |small )*(?:team|desk|crew|squad|unit|floor"
    r"|shift|colleagues|class|room"
    r"|department|group|lab|section|side|area|boss|manager|line manager|cohort|branch|ward"
    r"|kitchen|caseload|day|days|week)\b"
    r"|\byour own\b|\bon your\b (?!website)|\byou (?:personally|yourself)\b|\bwith you\b"
    r"|\bin (?:your|the) team\b"
)
_VIEW = re.compile(
    r"\b(?:think|feel|feels|felt|believe|opinion|view|views|your take|favou?rite|surpris\w+"
    r"|proud\w*|undervalu\w+"
    r"|overrat\w+|underrat\w+|honest\w*|wrong|differently|why|taught|learn\w*|enjoy|like most"
    r"|like best|best|worst"
    r"|hardest|trickiest|toughest|wish|prefer|matter|matters|you trust|admire|worry|worries|miss"
    r"|should|would|notice\w*"
    r"|struggl\w+|changed|change|challenge\w*|handle|decide|decides|culture|treat|treats"
    r"|react\w*|deal|look for|looks for"
    r"|expect|expects|get right|well|badly|better|keep you|for you|hope|missing|really like"
    r"|from the inside|behind"
    r"|unspoken|actually like|appreciat\w+|value most|your sense|impression|advise|advice"
    r"|recommend|when you|since|really|truly)\b"
    r"|\bhow (?:did|do) you\b|\bwhich of\b|\byour role\b|\byour job\b|\bwho (?:do|did) you\b"
    r"|\byour experience\b"
)
_PROPER = re.compile(
    r"(?<=[a-z,] )(?:the )?(?!I\b|I'|AI\b|UX\b|HR\b|IT\b|CV\b|CVs\b|UK\b|US\b|USA\b|EU\b|CEO|CFO"
    r"|CTO"
    r"|COO|MD\b|HQ\b|PhD|MBA|GDPR|ESG|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|January|February|March|April|May\b|June|July|August|September|October|November|December"
    r"|English|German|French|Spanish|Covid|COVID|Brexit|Christmas|Mr|Mrs|Ms|Dr|Sir|Madam|LinkedIn"
    r"|Europe|Africa|Asia|America)[A-Z][\w&.'-]*(?: [A-Z][\w&.'-]*)*"
)
_COUNTED = (
    r"(?!(?:years?|months?|hours?|days?|weeks?|times?|applicants?|applications?|rounds?"
    r"|interviews?|meetings?|minutes?|nights?"
    r"|drafts?|attempts?|women|shifts?|mistakes?|cups?|people like)\b)"
)
_FACT_VERB = (
    r"(?:have|has|own|owns|run|runs|operate|operates|employ|employs|offer|offers|offering|sell"
    r"|sells|selling|make|makes"
    r"|produce|produces|publish|publishes|cover|covers|serve|serves|won|win|wins|received|play"
    r"|plays|teach|teaches|treat|open|opens|close|closes"
    r"|charge|charges|cost|costs|stock|stocks|export|exports|broadcast|broadcasts|host|hosts"
    r"|hold|holds|belong|belongs"
    r"|support|supports|accept|accepts|trade|trades|list|speciali[sz]e|speciali[sz]es|provide"
    r"|provides|manufacture"
    r"|manufactures|located|based|situated|founded|established|listed|fly|flies|print|prints"
    r"|ship|ships|deliver|delivers"
    r"|supply|supplies|carry|carries|import|imports|brew|brews|grow|grows|train|trains|represent"
    r"|represents|active|present"
    r"|having|house|houses|contain|contains|admit|admits|enrol|enroll|fund|funds|finance|insure"
    r"|stand for|work in|go by|called|get paid)"
)
_GOOGLEABLE_STRONG = _patterns(
    r"\b(?:what is|what are|who is) (?:the )?(?:full |exact |official )?names? of (?:the|your"
    r"|that) (?:\w+ )?(?:ceo|boss|founders?|director|owner|chairman|chair|president|company|firm"
    r"|parent company|product|magazine|head|mayor|principal|app|programme|newsletter)\b",
    r"\b(?:do|does|have|has) (?:you|they|the \w+|your \w+)(?: guys)? (?:have|got|run"
    r"|own) (?:an? |any |other |more )*(?:offices|branch|branches|stores|shops|locations|website"
    r"|newsletter|canteen|subsidiaries|sites|campus|showroom|car park"
    r"|parking)\b(?! you)(?: .{0,30})?",
    r"\b(?:in )?(?:which|what) (?:cities|countries|towns|states|regions|markets|counties) (?:do"
    r"|does|are|is|have|has) (?:you|they|the \w+|your (?:\w+ )?\w+)(?: guys)?(?: \w+)? (?:have"
    r"|operate|active|present|located|based|got|work|serve|sell|offices|run|own)\b.{0,30}",
    r"\bhow much (?:is|are|does|do) (?:an?|the|your) (?:\w+ ){0,2}?(?:tickets?|entry|admission"
    r"|membership|subscription|season ticket|course|tuition|entrance|pass|product)\b.{0,20}",
    r"\bwhat (?:are|is) (?:the|your) (?:\w+ )?(?:opening|business|office|visiting) (?:hours"
    r"|times)\b|\bwhen (?:are|do) you (?:guys )?(?:open|close|shut)\b"
    r"|\bwhat time do you (?:guys )?(?:open|close|shut)\b|\bwhat days are you open\b",
    r"\bwhere (?:can|could|do) i find (?:your|the) (?:office|website|shop|store|address"
    r"|company)\b|\b(?:nearest|closest) (?:station|stop|parking)\b"
    r"|\bhow do i get to your (?:office|building|shop|studio)\b|\bwhich floor\b|\bwhat is (?:the"
    r"|your) (?:\w+ ){0,2}?(?:website|url|web address|home ?page|phone number|instagram|handle"
    r"|email)\b",
    r"\bwhen (?:were|was) (?:you guys|you lot|it|they|you) (?:founded|established|set up)\b"
    r"|\bwhen (?:did|was) (?:the|your) (?:\w+ ){0,3}?(?:first (?:shop|store|issue|edition|branch"
    r"|product|album|show)) (?:\w+ )?(?:open|appear|opened|published|launched|come out|released"
    r"|built)\b",
    r"\b(?:is|are) (?:you|you guys|they|it|the \w+|your \w+) (?:a )?(?:publicly traded|listed"
    r"|family[- ]run|family[- ]owned|non-?profit|nonprofit|charity|part of|owned by|b corp|plc"
    r"|public company|private company)\b",
    r"\bhow many (?:subscribers|readers|listeners|followers|members|users|visitors|customers"
    r"|passengers|guests|tourists|seats|rooms|beds|floors|acres|volumes|titles|exhibits|objects"
    r"|pupils|students|employees|staff|branches|outlets|stores|plants|trains|buses|ships"
    r"|aircraft|lawyers|partners)\b (?:does|do|has|have|are|is|did) (?:the|your|there|it"
    r"|they) .{0,40}",
    r"\b(?:who|when|what year|which year|in (?:what|which) year"
    r"|how long ago)\b.{0,30}\b(?:founded|established|incorporated)\b(?: .{0,30})?",
    r"\b(?:when|what year|which year|in (?:what|which) year|how long ago) (?:was|were|did|has|is"
    r"|had) (?:the|your|this|that) (?:\w+ ){0,2}?"
    + _ORG
    + r" (?:\w+ )?(?:start|started|begin|began|born|set up|created|opened|open|launched|launch"
    r"|built|founded|go public|move|merge|come into being|begun|formed|form)\b",
    r"\b(?:the|in) (?:\w+ )?year (?:the|your) " + _ORG + r" (?:was )?\w+",
    r"\bwho (?:is|was|are|were) (?:the |your )?(?:\w+ ){0,4}?(?:founders?|ceo|ceos"
    r"|chief executive|president|chairman|chairwoman|chairperson|managing director|md|owner"
    r"|owners|mayor|principal|dean|rector|vice[- ]chancellor|headmaster|headmistress"
    r"|head ?teacher|managing partner|cfo|cto|coo|minister|editor-in-chief|shareholders?"
    r"|investors?|competitors?|sponsors?)\b(?! (?:you|that you))",
    r"\bwho (?:is|are|was) (?:the |your )?(?:\w+ ){0,3}?"
    + _ORG
    + r" (?:'s )?(?:current |new |present )?(?:\w+ )?(?:director|head|chief|boss|leader|chair"
    r"|manager|founder|owner|president|ceo|board)\b",
    r"\bwho (?:is|are) (?:the )?(?:current |new |present |main |overall )*(?:director|head|chief"
    r"|boss|leader|chair|chief \w+) of (?:the |your )(?:\w+ ){0,2}?" + _ORG + r"\b",
    r"\bwho (?:\w+ )?(?:founded|started|owns|runs|leads|heads|chairs|set up|created"
    r"|established) (?:the |your |this )(?:\w+ ){0,2}?" + _ORG + r"\b",
    r"\bwho (?:sits|is|are|serves) on the (?:\w+ )?board\b",
    r"\bhow (?:old|big|large) is (?:the|your) (?:\w+ ){0,2}?"
    + _ORG
    + r"\b|\bhow long (?:has|have|had) (?:the|your) (?:\w+ ){0,2}?"
    + _ORG
    + r" (?:been (?:around|in business|going|running|open|operating|there)|exist\w*)\b",
    r"\bwhere (?:is|are|was)\b(?: '?\w+){0,6}? (?:headquarters|headquartered|head office"
    r"|main office|head-office|hq|headquater\w*)\b|\b(?:headquarters|head office|hq) (?:located"
    r"|based|situated)\b",
    r"\b(?:what|which) (?:is|city|town|country|are)\b.{0,25}\b(?:headquarters|head office"
    r"|postcode|postal address|zip code|phone number|telephone number|email address"
    r"|website address|opening hours|opening times|business hours|office hours"
    r"|registered address|web address|url|address|mission statement|vision statement|mission"
    r"|motto|slogan|core values|company values|full name|ticker|market cap|share price"
    r"|stock price)\b(?! of your (?:own|day))",
    r"\bwhere (?:is|are) (?:located |situated |based )?(?:the|your) (?:\w+ ){0,2}?(?:"
    + _ORG
    + r"s?|offices|branches|stores|shops|warehouses|factories|plants|sites|labs)(?: (?:located"
    r"|based|situated|exactly|at|headquartered))?(?= (?:\?|and|,|exactly|located|based|situated)"
    r"|$)",
    r"\b(?:at )?(?:what|which) (?:time|hours?|days?) (?:does|do|is|are|did) (?:the"
    r"|your) (?:\w+ ){0,2}?"
    + _ORG
    + r" (?:\w+ )?(?:open|close|opens|closes|start|shut)\b|\bat (?:which|what) (?:hours?"
    r"|time) is open\b|\bwhen (?:does|do|is|are) (?:the|your) (?:\w+ ){0,2}?"
    + _ORG
    + r" (?:\w+ )?(?:open|close|shut)\b",
    r"\b(?:what|how much)\b.{0,30}\b(?:price of admission|admission|entrance fees?|entry fees?"
    r"|ticket price|tickets? cost|membership fees?|tuition fees?|course fees?)\b",
    r"\b(?:in|to) how many (?:countries|cities|states|locations|places|languages|markets|regions"
    r"|sites)\b.{0,60}",
    r"\b(?:is|are|was) (?:the|your) (?:\w+ ){0,2}?"
    + _ORG
    + r" (?:\w+ )?(?:publicly listed|listed on|family[- ]owned|publicly owned|privately owned"
    r"|privately held|state[- ]owned|part of|owned by|a (?:public|private|listed|family"
    r"|non-?profit|registered)|public or private|listed|multinational)\b",
    r"\b(?:what|which)(?: \w+){0,3}? (?:awards?|prizes?|trophies|medals|titles|cups"
    r"|honou?rs) (?:has|have|did|was|were)\b.{0,50}",
    r"\bwhat (?:is|was|were|are) (?:the |your )?(?:'?\w+ ){0,5}?(?:revenue|revenues|turnover"
    r"|profits?|premium income|market share|annual budget|sales figures|endowment|net income"
    r"|market capitali[sz]ation|headcount|valuation|circulation)\b",
    r"\bhow much (?:revenue|turnover|profit|money) (?:does|did|do|has) (?:the"
    r"|your) (?:\w+ ){0,2}?" + _ORG + r"\b.{0,20}",
    r"\b(?:what|which) (?:does|do) (?:the|your) (?:\w+ ){0,2}?(?:"
    + _ORG
    + r"(?: 's)? )?(?:name|logo|acronym|abbreviation|initials) (?:stand for|mean)\b"
    r"|\bwhat does [a-z]{2,6} stand for\b",
    r"\bwhat (?:does|do|is it that) (?:the |your |this )(?:\w+ ){0,2}?"
    + _ORG
    + r" (?:\w+ )?(?:do|does|sell|sells|produce|produces|manufacture|speciali[sz]es? in"
    r"|stand for)(?= (?:\?|exactly|precisely|anyway|actually|and|,|for a living|as a business"
    r"|overall|basically)|$)",
    r"\bwhat (?:exactly |actually )?(?:does|do) (?:the |your )(?:\w+ ){0,2}?"
    + _ORG
    + r" (?:even )?(?:do|make|sell|offer|produce|provide)(?= (?:\?|exactly|precisely|anyway"
    r"|actually|,)|$)",
    r"\bwhat (?:do|does) you (?:guys|lot|people|all) (?:\w+ )?(?:do|make|sell|offer|produce"
    r"|provide)(?= (?:\?|exactly|anyway|actually|here|there|,)|$)",
    r"\bwhat (?:is|was) (?:the|your) (?:\w+ ){0,2}?"
    + _ORG
    + r" (?:'s )?(?:\w+ )?(?:about|business|main business|core business|main product|main products"
    r"|flagship product|website|history|called|known for|legal form|structure|main activity"
    r"|annual revenue)(?= (?:\?|exactly|,)|$)",
    r"\b(?:tell|give) me (?:\w+ )?(?:about )?(?:the |your )?(?:(?:history|founding|size|products"
    r"|services) of (?:the|your) "
    + _ORG
    + r"|what (?:the|your) "
    + _ORG
    + r" (?:does|do|makes|sells))\b",
)
_GOOGLEABLE_PLAIN = _patterns(
    r"\bhow many "
    + _COUNTED
    + r"(?:'?\w+ ){1,6}?(?:does|do|has|have|did|is|are|had) "
    + _THE_ORG
    + r"(?: in total| now| currently| have| has| actually|\b).{0,30}",
    r"\bhow many " + _COUNTED + r"(?:\w+ ){1,5}?(?:work|works|working|are|employed|are there|exist"
    r"|there)(?: \w+){0,3}? (?:at|for|in|by) (?:the|your|this) (?:\w+ ){0,2}?"
    + _ORG
    + r"\b.{0,30}",
    r"\bhow many "
    + _COUNTED
    + r"(?:branches|offices|employees|staff|locations|stores|shops|outlets|plants|sites|campuses"
    r"|warehouses|factories|beds|subsidiaries|countries|members of staff|members|aircraft|hotels"
    r"|restaurants|franchises|departments|products)\b(?: \w+){0,3}? (?:do|does|have|has|are|is"
    r"|did) (?:you|there|they|we)\b.{0,30}",
    r"\b(?:what|which) (?:\w+ ){1,5}?(?:does|do|has|have|is|are|did) (?:the|your"
    r"|this) (?:\w+ ){0,2}?" + _ORG + r" (?:\w+ )?" + _FACT_VERB + r"\b.{0,30}",
    r"\b(?:what|which) (?:\w+ ){1,4}?(?:do|are|have|did|does) you (?:guys|lot|people"
    r"|all) (?:\w+ )?(?:" + _FACT_VERB + r"|on|in)\b.{0,30}",
    r"\b(?:what|which) (?:kinds? of |sorts? of |types? of |range of |other )?(?:products?"
    r"|services?|courses?|programmes?|programs?|treatments?|classes|brands?|languages|beers"
    r"|wines|insurances?|degrees|facilities|subjects|models|benefits) (?:do|does|are|is) (?:you"
    r"|they|the \w+|your \w+)(?: \w+)? (?:offer|offering|sell|selling|provide|providing|stock"
    r"|make|produce|teach|have|having|cover|speciali[sz]e|serve|publish|insure)\b.{0,30}",
    r"\bwhat (?:does|do|did) (?:the|your) (?:\w+ ){0,2}?"
    + _ORG
    + r" (?:\w+ )?(?:charge|cost)\b.{0,30}|\bhow much (?:does|do|is|are) (?:the|your|a"
    r"|an) (?:\w+ ){0,3}?(?:cost|charge)\b.{0,30}",
    r"\b(?:what|which) (?:prizes|awards|trophies) (?:\w+ )?(?:has|have) won (?:the|your) \w+",
    r"\bdoes (?:the|your) (?:\w+ ){0,2}?"
    + _ORG
    + r" have (?:\w+ ){0,3}?(?:offices?|branch(?:es)?|website|parking|canteen|stores?|shops?"
    r"|locations?|plants?|subsidiar\w+|sites?)\b.{0,30}",
    r"\b(?:what|which) (?:are|is) (?:the )?(?:main |major |key |other |different |core |biggest "
    r"|current )*(?:products|services|departments|divisions|clients|customers|markets|brands"
    r"|competitors|subsidiaries|branches|locations|offices|practice areas|business areas"
    r"|programmes|programs|courses|facilities|values|opening hours) (?:of|at|in) (?:the"
    r"|your) (?:\w+ ){0,2}?" + _ORG + r"\b",
    r"\b(?:what|which|who) (?:are|is) (?:the|your) (?:\w+ ){0,2}?"
    + _ORG
    + r" 's (?:\w+ ){0,2}?(?:products?|services?|departments?|divisions?|clients?|customers?"
    r"|markets?|brands?|competitors?|branches|locations?|offices?|values|areas?|mission|vision"
    r"|programmes?|opening hours|website|address|size|industry|main business|director"
    r"|partners?)\b",
    r"\b(?:what|which) (?:countries|markets|cities|sectors|industries|regions|counties|states"
    r"|areas|segments) (?:do|does|are|is) (?:you|they|the \w+|your \w+)(?: \w+)? (?:operate"
    r"|active|present|serve|cover|work|sell|export|ship)\b.{0,20}",
    r"\bhow many (?:partners|associates|employees|people|staff|workers|members|lawyers|doctors"
    r"|students|pupils|teachers|engineers)\b.{0,40}\b(?:in|at|as) (?:the|your) (?:\w+ ){0,2}?"
    + _ORG
    + r"\b",
    r"\bis (?:the|your) (?:\w+ ){0,2}?"
    + _ORG
    + r" (?:open|closed|in)\b (?:on|at|until|\w+day)\b.{0,20}",
)


_NO_PLACE = (
    r"(?:jobs?|work|roles?|days?|weeks?|months?|years?|field|industry|sector|profession|trade"
    r"|market|teams?|desk|crew|class|boss|manager|colleagues?|clients?|customers?|patients?"
    r"|people|person|man|woman|beginners?|newcomers?|students?|career|path|life"
    r"|training|degree|exams?|salary|pay|process|projects?|brief|interview|meetings?|talk|story"
    r"|questions?|problems?|parts?|things?|way|difference|changes?|future|advice|mistakes?"
    r"|skills?|ideas?|shift|night|morning|season|budget meeting|risk|gap|challenge|pressure"
    r"|workload|commute|impact|demand|chance|decision"
    r"|same|first|last|best|worst|average|typical|other|right|wrong|hardest|most|next|usual"
    r"|normal|good|new (?:starters?|hires?|people|recruits?)|team 's|kids|children|family|wife"
    r"|husband|own|role 's|contract|client 's|average \w+|person 's|mentor|teacher|apprentice"
    r"|intern|trainee|juniors?|graduates?|staff|public|weather|computer|machine|model|system|law"
    r"|time|money|stress|mood|script|draft|design|recipe|code|data|job 's|hours?|background"
    r"|experience|qualification|licen[cs]e|transition|switch|work 's|others?|rest|end|start"
    r"|beginning|middle)"
)
_SOMEONE = r"\w+(?:ers|ists|ians|mates|men|women|folk)\b"
_PLACE = (
    rf"(?:the|your|this) (?:(?!{_NO_PLACE}\b)[\w'-]+ ){{0,3}}?(?!{_NO_PLACE}\b)"
    rf"(?!{_SOMEONE})[\w'-]+(?: 's)?"
)
_ORG_HERE = rf"(?:the|your|this|that) (?:(?!{_NO_PLACE}\\b)[\\w'-]+ ){{0,2}}?{_ORG}(?: 's)?"
_OPEN_FACTS = _patterns(
    r"^(?:\W|and |so |also |btw |hey |sir |can you tell me |could you tell me |do you know "
    r"|may i know |please tell me )*(?:(?:in |at |on |for |to )?(?:what|which) (?!of\b|part"
    r"|parts|kind of people|way|ways|sort of person|advice|skills?|qualities|mistakes?|moment"
    r"|lessons?|challenges?|people|person|habits?|thing|things|tools?"
    r"|decisions?)[\w-]+(?: [\w-]+){0,3}?|when|where|how many "
    + _COUNTED
    + r"(?:\w+ ?){1,4}?|how (?:old|big|large|tall|far|long|much)) (?:is|are|was|were|does|do|did"
    r"|has|have|had) "
    + _ORG_HERE
    + r"\b(?! (?:feel|look|like|react|handle|deal|treat|get|go wrong|work best|differ|need|want"
    r"|expect|lose|learn|think|decide|judge|plan|heading|headed|going|changing"
    r"|spend))(?: .{0,40}?)?(?=\?|$)",
    r"\b(?:who|what) (?:is|was|are) "
    + _PLACE
    + r" named (?:after|for)\b|\bwhere does (?:the|your) (?:\w+ ){0,2}?name (?:come from)?"
    r"|\bwhat does (?:the )?(?:name|abbreviation|acronym|logo|motto) .{0,30}?(?:mean|stand for"
    r"|show)\b",
    r"\b(?:is|are) there (?:an?|any) (?:\w+ )?(?:website|car park|cafe|café|newsletter"
    r"|membership fee|entry fee|entrance fee|admission fee|age limit|open day|gift shop"
    r"|visitor centre|visitor center|brochure|app)\b.{0,30}",
    r"\bwhen (?:is|are) (?:the|your) (?:next )?(?:open (?:day|house)|annual \w+|season"
    r"|opening night|matinee|deadline for visitors|holidays?)\b(?= \?|$)",
    r"\bwhat (?:does|do) (?:membership|admission|entry|a ticket|a season ticket|tickets"
    r"|a membership|a subscription|tuition|a course|parking) cost\b",
    r"\bwhat is (?:on )?(?:the|your) (?:menu|programme|price list|timetable|dress code"
    r"|legal form|company number|registration number|vat number|slogan|star rating)\b",
    r"\bwho is (?:the|your) (?:main |biggest |largest |title )?(?:sponsor|competitor|shareholder"
    r"|investor|publisher|supplier|parent company)\b",
    r"\bhow many "
    + _COUNTED
    + r"(?:\w+ ){1,5}?(?:do|does|did|has|have) "
    + _PLACE
    + r"(?: (?:now|currently|actually|still))? (?:have|has|own|run|operate|employ|serve|carry|hold"
    r"|seat|publish|make|produce|sell|grow|cover|get|receive|host|stock|brew|print|fly|won|win"
    r"|house|contain|treat|admit|manage|welcome|attract|draw|store|keep|use|ship|export|call at"
    r"|visit|stop at)\b.{0,30}",
    r"\bhow many "
    + _COUNTED
    + r"(?:\w+ ){1,4}?(?:are|is|were|hang|live|work|stand|are there|exist)(?: there)? (?:in|on|at"
    r"|aboard|inside) " + _PLACE + r"(?= (?:\?|in total|altogether|now|today)|$)",
    r"\bhow (?:old|big|large|tall|deep|high|wide|heavy) (?:is|was|are) " + _PLACE + r"(?= \?|$)",
    r"\b(?:when|what year|which year|in what year|in which year|how long ago) (?:was|were|did"
    r"|has) "
    + _PLACE
    + r" (?:\w+ )?(?:founded|built|opened|open|started|start|begin|established|set up|created"
    r"|launched|merged?|moved?|renovated|restored|become|completed|finished|come into)\b",
    r"\bwhere (?:is|are) "
    + _PLACE
    + r"(?: (?:\w+ )?(?:based|located|headquartered|situated|kept|housed|registered))(?= \?|$"
    r"| and)",
    r"\bwho (?:owns|founded|built|designed|funds|finances|sponsors|chairs|operates|started"
    r"|established) " + _PLACE + r"(?= \?|$| and)",
    r"\bwho (?:is|was|are) (?:the )?(?:current |present |new "
    r"|main )?(?:[\w-]+ ){0,2}?(?:director|head|chief|owner|founder|president|chair|chairman"
    r"|captain|conductor|mayor|minister|editor|curator|bishop|abbot|superintendent|commissioner"
    r"|principal|ceo|sponsor|publisher|patron|landlord|governor|coach) (?:of|at|for) "
    + _PLACE
    + r"(?= (?:\?|now|these|at|right|currently)|$)",
    r"\b(?:what|which) (?:(?!kind of person)\w+ ){1,4}?(?:does|do|has|have|did) "
    + _PLACE
    + r" (?:\w+ )?(?:have|own|run|operate|offer|sell|make|produce|publish|cover|serve|won|win"
    r"|stock|export|broadcast|host|hold|provide|manufacture|brew|grow|fly to|sail to|call at"
    r"|stop at|ship to|teach|charge|accept|import|carry|show)\b(?= (?:\?|exactly|in|to|on|at"
    r"|this|last|there|here|year|now|every|currently)|$)",
    r"\bwhat (?:does|do|did) "
    + _PLACE
    + r" (?:cost|charge|sell|produce|export|manufacture)\b.{0,30}",
    r"\b(?:(?:at )?what time|what days?|which days?|when) (?:does|do|is|are) "
    + _PLACE
    + r" (?:\w+ )?(?:open|close|start|leave|sail|begin|end|finish|depart|arrive|run"
    r"|shut)\b(?= (?:\?|on|in|at|to|from|for|each|every|today|tomorrow|and|during)|$)",
    r"\bwhat (?:is|are|was) (?:the |your )?(?:\w+ )?(?:address|website|phone number|full name"
    r"|population|capacity|annual budget|price|fee|fees|fare|height|length|area|turnover|motto"
    r"|ticket price|opening hours|entry fee|entrance fee|postcode|size|circulation|membership"
    r"|frequency|wavelength|revenue) (?:of|for|at) .{3,50}",
    r"\bhow much (?:does|do|is|are) (?:it cost|entry|admission|a ticket|tickets|the fare|the fee"
    r"|the tickets?|a membership|the course|a place|a pint|a night|a room)\b.{0,30}",
)


def googleable(asked: Asked) -> Span | None:
    """The words that ask for a plain fact which the organisation's public site gives."""
    plain = asked.reading.plain
    if _PROPER.search(plain):
        named = Asked(_PROPER.sub("the company", plain))
        if _plain_fact(named) is not None:
            return asked.span_of_words(0, len(asked.words))
    return _plain_fact(asked)


def _plain_fact(asked: Asked) -> Span | None:
    canonical = asked.canonical
    if _OWN_TEAM.search(canonical) or re.search(r"\bhow (?:did|do) you (?!guys|lot)\b", canonical):
        return None
    strong = _first(asked, _GOOGLEABLE_STRONG)
    if strong is not None and not re.search(
        r"\b(?:think|feel|opinion|wish|would you|honest\w*)\b", canonical
    ):
        return strong
    if _VIEW.search(canonical) or len(asked.words) > _LONGEST_FACT:
        return None
    return _first(asked, _GOOGLEABLE_PLAIN) or _first(asked, _OPEN_FACTS)


_LONGEST_FACT = 22
"""Words of a question for a plain fact; longer ones ask for a view."""


# ---------------------------------------------------------------- the list


def _of_flow(read: Sequence[Asked], spans: Sequence[Span]) -> list[Finding]:
    found = []
    early = too_early([asked.canonical for asked in read])
    if early is not None:
        found.append(Finding(FindingId.ORDER, _whole(read, spans, early)))
    for later, earlier in sameness.repeated(read):
        values = {"earlier": earlier}
        found.append(Finding(FindingId.DUPLICATE, _whole(read, spans, later), later, values=values))
    return found


def _whole(read: Sequence[Asked], spans: Sequence[Span], index: int) -> Span:
    start, end = read[index].span_of_words(0, len(read[index].words))
    return spans[index][0] + start, spans[index][0] + end


def too_early(canonical: Sequence[str]) -> int | None:
    """The first request for advice or names that stands before any broad question."""
    for index, line in enumerate(canonical):
        if sameness.is_broad(line):
            return None
        if sameness.asks_advice(line) or sameness.asks_names(line):
            later = any(sameness.is_broad(one) for one in canonical[index + 1 :])
            return index if later or index == 0 else None
    return None
