"""What the coach finds in a question list: per question and for the list as a whole.

`checks.asking` reads the grammar; the patterns here read the matter, over the words of a line
with contractions written out. What is asked for whom decides: the reader's own pay and the pay
in the field, a vacancy for the writer and how a team recruits.
"""

import re
from collections.abc import Sequence

from bot.coaching.checks import sameness
from bot.coaching.checks.asking import Asked, Kind
from bot.coaching.checks.findings import Finding, FindingId, Known
from bot.coaching.checks.text import Span, lines_of, reads_as_english

FEWEST = 5
"""Fewer questions don't carry a talk."""

_MOST_READ = 200
"""Lines read one by one; no talk holds a tenth of it."""


def check_questions(text: str, known: Known) -> list[Finding]:
    """The findings of a question list, one question a line; by question, then for the list."""
    spans = lines_of(text)
    if not spans:
        return [_too_few(0)]
    found: list[Finding] = []
    if reads_as_english(text):
        read = [Asked(text[start:end]) for start, end in spans[:_MOST_READ]]
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
    if asked.is_closed:
        found.append((FindingId.CLOSED, whole))
    for finding, span in (
        (FindingId.JOB_SEEKING, job_seeking(asked)),
        (FindingId.GOOGLEABLE, googleable(asked)),
        (FindingId.DOUBLE, _second_question(asked)),
        (FindingId.PERSONAL, personal(asked)),
    ):
        if span is not None:
            found.append((finding, span))
    offset = line[0]
    return [
        Finding(finding, (offset + start, offset + end), index, values={"words": asked.words_in((start, end))})
        for finding, (start, end) in found
    ]


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
    r"|visits|sites?|programmes?|programs?|services?|therapy|therapist|office|support|workers?|tree|brand|brands|house|clients?"
    r"|hospitals?|universit\w+|in (?:the )?(?:class|business|practice|ward|firm|crime)))"
)
_OWN_PAY = (
    r"(?:salary|salaries|pay|wages?|income|earnings|compensation|comp|package|ctc|bonus|bonuses"
    r"|take home|take-home|paycheck|paycheque|pay check|payslip|pay slip|pay packet|remuneration"
    r"|stipend|stock options|net worth|pay rise|raise|day rate|hourly rate|tax bracket)"
)
_PAY_KIND = (
    r"(?:(?:own|current|present|annual|monthly|yearly|hourly|daily|weekly|actual|total|last|starting"
    r"|first|base|basic|gross|net|exact|personal|new|average|approximate|rough|real|full|final"
    r"|year-end|in-hand|in hand|latest|previous|overall|entire) )*"
)
_REALLY = r"(?:(?:guys|yourself|personally|actually|currently|really|roughly|typically|usually|normally|even|lot|all|both|two|now) )*"
_PER = r"(?:(?:a|an|per|each|every|in a) (?:month|year|hour|day|week|annum|shift|night|project|piece|article|job|gig|show|season|round|case|patient|client)|annually|monthly|yearly|hourly)"
_PERSONAL = _patterns(
    r"\bhow old (?:are|were|was|r|is) (?:you|ye|u)\b(?! guys 's)",
    r"\b(?:what|which) age (?:are|were) you\b|\bwhat is your (?:exact |real |own )?age\b"
    r"|(?<!people )(?<!someone )(?<!somebody )(?<!others )(?<!folks )(?<!women )(?<!men )"
    r"\byour (?:exact |real |own )?age\b(?! (?:group|groups|limit))",
    r"\b(?:what|which) year (?:were|was) you born\b|\bwhen (?:were|was) you born\b",
    r"\byour (?:date of birth|birthday|birth date|birth year|year of birth|dob)\b",
    r"\bare you (?:over|under|above|below|past|in your) (?:thirt|fort|fift|sixt|twent|\d\d)\w*",
    r"\byour (?:own |young |small |little |elder |older |eldest |grown |grown-up |teenage |first )*"
    + _RELATIVES + r"\b" + _NOT_RELATIVES,
    r"\bare you (?:guys |still |happily |already |currently )*(?:a )?(?:married|single|divorced|engaged|expecting"
    r"|pregnant|widowed|separated|seeing (?:anyone|someone)|in a relationship|dating|(?:mother|mum|mom"
    r"|father|dad|parent|family (?:man|woman|person)|single (?:mother|mum|mom|parent|father)))\b(?! company)",
    r"\b(?:do|did|have|are|will|would|if|when|got|can) (?:you|ye)\b (?:\w+ ){0,3}?"
    r"(?:have|got|want|plan|planning|raise|raising|expecting|having) (?:\w+ ){0,4}?"
    r"(?:kids|kid|children|child|wife|husband|spouse|siblings|brothers|sisters|baby|babies|daughters?|sons?"
    r"|famil(?:y|ies)|girlfriend|boyfriend|little ones)\b"
    r"(?! (?:in (?:your|the|a|each|one) (?:class|group|ward|care|clinic|office|team|trial|unit|room|studio)|who|that|coming|visiting|under"
    r"|as (?:patients|visitors|clients|customers)|business|room|tickets?|patients?|members?|from|per))",
    r"\bhow many (?:kids|children|sons|daughters|siblings|brothers|sisters|babies) (?:do|have|did) (?:you|ye)"
    r" (?:\w+ ){0,3}?(?:have|got|want|had|raise)\b(?! (?:in|per|on|at|under|coming)\b)",
    r"\b(?:did|when did|do|have|will|are|when are|when will|why did) you (?:\w+ )?(?:get(?:ting)? |gotten |got )?(?:married|marry|divorced|engaged)\b",
    r"\b(?:do|are|did|would) you (?:\w+ )?(?:plan|planning|want|going|hope|think)\b.{0,20}"
    r"\b(?:start a family|have (?:kids|children|a baby)|having (?:kids|children|a baby|babies))\b",
    r"\b(?:how|can|do|did|could|is it hard).{0,30}\byou\b.{0,20}"
    r"\b(?:balance|combine|juggle|manage|fit|square|reconcile|mix|handle)\b.{0,40}"
    r"\b(?:family(?! (?:court|law|medicine|practice|members))|kids|children|motherhood|fatherhood|parenthood|parenting|being a"
    r" (?:mother|mum|mom|father|dad|parent))\b(?! (?:in|who|with))",
    r"\b(?:with|who looks after|as) (?:your|the) (?:kids|children|baby) at home\b(?=.*\byou\b)",
    r"\byour " + _PAY_KIND + _OWN_PAY
    + r"\b(?! (?:scales?|structures?|polic(?:y|ies)|grades?|bands?|systems?|gap|review|reviews|day)\b)",
    r"\bhow much (?:money )?(?:do|did|are|were|have|will|can|could|would) (?:you|ye) " + _REALLY
    + r"(?:(?:you |yourself )*(?:earn|gain|pocket|net|charge|clear|bring home|take home|pull in|bring in|be earning"
    r"|earning|taking home|paid|be paid|get paid|getting paid|being paid|earned|sav(?:e|ing))\b"
    r"|(?:make|making|made|get|getting|receive|draw|take)\b(?= (?:" + _PER + r"|yourself|roughly|now|right"
    r"|currently|approximately|exactly|if|in total|after tax|before tax|net|gross|in your|from (?:it|this|your)|as an?|at|\?|,|with)|$)"
    r"|on\b(?= (?:" + _PER + r"|roughly|now|at|\?)|$))(?: " + _PER + r")?(?: (?:yourself|net|roughly))?",
    r"\bwhat (?:do|did|are|were|would|can) (?:you|ye) " + _REALLY + r"(?:earn|earning|charge|take home|taking home|get paid"
    r"|getting paid|paid|being paid)\b(?! for)",
    r"\bwhat (?:do|did|are) (?:you|ye) " + _REALLY + r"(?:make|making|get|on)\b"
    r"(?= (?:" + _PER + r"|roughly|approximately|if you|after tax|now \?|\?)|$)",
    r"\b(?:how much|what|how well|do|does|are|is|did)\b.{0,40}\b(?:pay|pays|paying|paid) you(?:rself)?\b(?! (?:late|on time|back))",
    r"\b(?:do|are|did|were|how|how well) (?:are |do )?you " + _REALLY
    + r"(?:get |being |getting )?(?:well |badly |fairly |properly |decently |good |enough |better )*paid\b(?! attention)",
    r"\b(?:do|are|can|did) you " + _REALLY + r"(?:make|making|earn|earning) (?:\w+ ){0,3}?(?:money|living|figures|salary|income|enough|well|more|much|a lot)\b",
    r"\b(?:what|how much) you " + _REALLY + r"(?:earn|make|get paid|take home|are paid|are earning|are on)\b(?! (?:of|sure))",
    r"\b(?:you|your) .{0,25}\bpay (?:cut|rise)\b",
    r"\b(?:salary|pay|income|wage) (?:that |which )?(?:you|do you|are you|did you) (?:\w+ )?(?:get|getting|draw|drawing|earn|earning|receive|receiving|have|negotiate|on)\b",
)  # fmt: skip


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
    r"(?:your|here|with you|for me|like me|for someone|for somebody|right now|at the moment|currently"
    r"|available|coming up|this (?:year|summer|autumn|fall|spring|winter|month)|next (?:year|summer|month)"
    r"|for (?:a |an )?(?:freshers?|students?|juniors?|graduates?|career changers?|newcomers?)|going|soon|my)"
)
_NOT_FIELD = r"(?!.*\b(?:in (?:this|the|your|that) (?:\w+ )?(?:field|industry|sector|market|profession|trade|area|region|country|city)|in general|out there|overall)\b)"
_TAKEN_ON = (
    r"(?:interns?|internships?|apprentices?|apprenticeships?|trainees?|traineeships?|placements?"
    r"|work experience|summer (?:students?|interns?|jobs?)|graduate (?:scheme|programme|program)s?|freshers?"
    r"|work placements?|student workers?|volunteers? positions?|vacation (?:schemes?|work)|working students?)"
)
_ORG_YOU = r"(?:you|ye|they|(?:your|the) (?:\w+ )?(?:company|firm|team|organi[sz]ation|office|lab|hospital|school|agency|studio|group|department|shop|practice|clinic|bank|place|lot|crew|unit|business|charity|boss|manager|employer))"
_MY_PAPERS = r"(?:my|our) (?:own |updated |latest |current |full |attached )*(?:cv|cvs|resume|résumé|resumé|curriculum|curriculum vitae|biodata|bio-data|cover letter|application|job application|candidacy|profile to (?:hr|your|the))"
_JOB_SEEKING = _patterns(
    r"\b" + _MY_PAPERS + r"(?: .{0,60})?(?= \?|$)" + r"|\b" + _MY_PAPERS + r"\b",
    r"\b(?:refer|recommend|hire|employ|recruit|vouch for|endorse) (?:me|us)\b(?! (?:some|any|a (?:book|course|podcast|good)|books?|to (?:a|some|any|your|other|someone|anyone) (?:book|article|course|resource|colleague|person|people))).{0,50}?(?= \?|$|,)",
    r"\b(?:hire|employ|recruit|take|take on|consider|accept|use|train|have|want|need) (?:me|some(?:one|body) (?:like me|with my)|people like me|a person like me|a (?:\w+ )?like me|my profile)\b",
    r"\btake (?:me|us) (?:on|as|in|into|under)\b.{0,30}|\btake one more \w+ , i mean me",
    r"\b(?:get|getting|got) (?:me|us) (?:a |an |in\b|on\b|into|hired|any|some|the)(?: .{0,40})?",
    r"\b(?:put|pass|give|drop) (?:in |on |them |him |her )?(?:a |an )?(?:good |kind )?(?:word|reference|recommendation) (?:for me|in|with|to|about me)\b|\b(?:put|say) (?:in )?a (?:good |kind )?word\b",
    r"\bput (?:me|my name) (?:forward|down|in for)\b|\b(?:mention|pass on|pass|forward|give|send|share) my (?:name|details|profile|contact|contacts|number|portfolio)\b",
    r"\b(?:offer|give|arrange|find|get|provide|organi[sz]e|sort) (?:me |for me )?(?:with )?(?:a|an|one|some|any|the)? ?(?:\w+ ){0,2}?(?:job|internship|placement|position|apprenticeship|traineeship|trial (?:day|shift|period)|role|referral|reference|work experience|chance to work)\b(?=.*\b(?:me|my|i)\b|.*\bstudents like\b)",
    r"\b(?:give|offer) (?:me|us) (?:a|an|one|some|the) (?:chance|shot|opportunity|break|try|trial|go)\b",
    r"\b(?:any|a|an|the|some) (?:\w+ ){0,3}?(?:chance|chances|possibility|scope|room|place|space|spot|seat|opening|role|position|job|work|vacancy|internship|opportunity|placement|slot|use)(?: \w+){0,2}? (?:for|of|to)(?: \w+){0,4}? (?:me|like me|my|i|joining|join|getting|get|working|work|intern)\b(?! (?:\w+ )?(?:in|on) (?:this|the) field)",
    r"\b(?:my|i) (?:\w+ )?chances? (?:of|at|to|with)\b.{0,40}|\bdo i (?:stand|have) (?:a|any|much|some)(?: \w+)? chance\b.{0,40}",
    r"\b(?:can|could|may|might|do|would|should|will|how|shall) (?:\w+ ){0,3}?i (?:\w+ ){0,4}?(?:join|work (?:for|with|under|at|in)|intern (?:with|at|under|in)|train (?:with|under)|be (?:hired|employed|considered|recruited|taken on)|get (?:hired|employed|recruited|in)|become part of|come (?:and )?work|start (?:with|at|working)|freelance for|contribute to) (?:\w+ )?(?:you|your|here|there|by you)\b.{0,30}",
    r"\b(?:join|joining) your (?:\w+ )?(?:team|company|firm|group|organi[sz]ation|staff|crew|lab|department|studio|practice|agency)\b(?=.*\b(?:i|me|my)\b)",
    r"\b(?:can|could|how|where|when|should|do|may|would|shall) (?:\w+ ){0,2}?i (?:\w+ ){0,3}?(?:apply|submit|put in)\b(?! (?:for|to) (?:\w+ ){0,3}?(?:master|masters|phd|course|courses|degree|school|schools|visa|licen[cs]e|university|universities|scholarship|grant|grants|funding|membership|recognition|registration|citizenship|certification|college|what|these|this|that|loan|bursary|training)\b)(?: .{0,50}?)?(?= \?|$|,)",
    r"\b(?:before|when|if|once|and) i apply (?:to|at|with|for) (?:your|you|the)\b.{0,30}|\bapply (?:to|at|with) your (?:company|team|firm|organi[sz]ation|school|studio|agency)\b(?=.*\b(?:i|me|my)\b)",
    r"\b(?:a|an|the|any) (?:job|internship|position|role|interview|placement|referral|reference|recommendation|offer|foot in the door|post|work permit|sponsorship)(?: \w+){0,3}? (?:at|in|with|from|by) (?:your|you)\b(?=.*\b(?:i|me|my)\b|.*\?)(?<!your first job at your)",
    r"\b(?:are|is|will|would|r) (?:you|ye|they|it|(?:your|the) (?:\w+ ){0,3}?\w+|anyone|anybody|\w+) (?:\w+ ){0,3}?(?:hiring|recruiting|taking on|taking in|employing|looking to (?:hire|recruit|expand|take on|fill)|short-staffed|short staffed|short of (?:staff|people|hands))\b(?! (?:managers?|process|panel|committee)).{0,40}?(?= \?|$|,)",
    r"\b(?:are|is) (?:you|ye|they|(?:your|the) (?:\w+ ){0,2}?\w+) (?:\w+ ){0,2}?looking for (?:\w+ ){0,3}?(?:people|someone|somebody|interns?|graduates?|juniors?|apprentices?|trainees?|staff|help|hands|assistants?|new (?:people|hires|members|staff)|more (?:people|staff)|candidates|freshers?|students?|developers?|analysts?|engineers?|teachers?|nurses?)\b",
    r"^(?:\W|so |hey |hi |sir |also |and )*(?:you |u |ye |are |guys |still |currently |your (?:company|team|firm) )*(?:hiring|recruiting)\b(?! (?:managers?|process|panel|practices|decisions?))",
    r"\b(?:who|anyone|anybody|someone|somebody|companies|firms|places|teams|company|firm|team|one) (?:else )?(?:who |that |which )?(?:is |are )(?:\w+ )?(?:hiring|recruiting|looking for (?:people|interns?|staff|someone))\b",
    r"\b(?:are|is|will|would|may|might|could) there (?:be )?(?:\w+ ){0,4}?" + _POST + r"\b" + _NOT_FIELD + r"(?=.*\b" + _HERE + r"\b)(?: .{0,40}?)?(?= \?|$|,)",
    r"\b(?:have|has|got|know|hear|heard|aware|aware of|know of|have you got|there|offer|run) (?:\w+ ){0,3}?(?:any|an|a|some) (?:\w+ ){0,3}?(?:vacanc(?:y|ies)|openings?|open (?:positions?|roles?|posts?)|internships?|placements?|apprenticeships?|traineeships?|positions? (?:open|free|available|vacant)|jobs? (?:going|open|free|available|for)|roles? (?:going|open|free|available|for))\b" + _NOT_FIELD,
    r"^(?:\W|so |hey |hi |sir |also |and |if )*any (?:\w+ ){0,3}?" + _POST + r"\b" + _NOT_FIELD + r"(?: .{0,40}?)?(?= \?|$|,)",
    r"\b(?:an|any|the) open (?:position|role|post|spot|job|vacancy)s?\b(?=.*\b(?:your|me|my|i)\b)",
    r"\b(?:who|whom) (?:should|can|could|do|must|would) i (?:\w+ ){0,5}?(?:about|for|regarding|on|to) (?:\w+ ){0,4}?(?:" + _POST + r"|job)\b",
    r"\b(?:contact|email|write to|talk to|speak to) (?:\w+ ){0,3}?(?:hr|human resources|recruitment|hiring manager)\b(?=.*\b(?:i|me)\b)",
    r"\b(?:introduce|connect) me (?:to|with) (?:\w+ ){0,3}?(?:hr|human resources|recruiters?|recruiting|recruitment|hiring managers?|talent)\b|\bput me in touch with (?:\w+ ){0,3}?(?:hr|recruit\w+|hiring)\b",
    r"\bmy (?:internship|placement|traineeship|apprenticeship|work experience|practicum|summer job|first job|articleship|probation) (?:\w+ ){0,3}?(?:with|at|in|under) (?:you|your)\b|\b(?:do|make|complete|pass) (?:my|an|a) (?:internship|placement|practicum|traineeship|stage)\b(?=.*\b(?:you|your|here)\b)",
    r"\b(?:do|does|did|could|would|can) (?:you|ye|your \w+) (?:\w+ ){0,2}?(?:need|use|want|require|after) (?:\w+ ){0,4}?(?:assistant|helper|intern|trainee|apprentice|pair of hands|extra hands?|junior|volunteer|staff|people right now|new people)\b(?! to (?:know|have|be))",
    r"\bwhen (?:do|does|will|is|are) (?:\w+ ){0,5}?(?:applications?|intakes?|recruitment|hiring|internship|next intake|vacancies|positions?) (?:\w+ ){0,3}?(?:open|opening|close|start|due|deadline|begin|come up|advertised)\b",
    r"\b(?:sponsor|sponsoring) (?:\w+ ){0,3}?(?:visas?|me|work permits?)\b(?=.*\b(?:me|my|i|like me)\b|.*\b(?:your|you)\b)",
    r"\b(?:let me know|tell me|message me|call me|inform me|keep me (?:posted|in mind)|think of me|remember me|bear me in mind|keep me in your mind)\b(?: \w+){0,4}? (?:if|when|for|about|whenever|should).{0,30}\b(?:" + _POST + r"|hiring|comes up|opens up|open(?:s)?)\b|\bkeep me in mind\b",
    r"\breferrals?\b(?=.*\b(?:me|for me|from you|i)\b)|\breference letter\b(?=.*\b(?:me|i)\b)|\b(?:letter of recommendation|recommendation letter)\b",
    r"\bi (?:would|could|might|may|will|am) (?:\w+ )?(?:be )?(?:considered|eligible|suitable|qualified|hired|a (?:good )?fit|selected|taken on)\b(?! (?:for|by) (?:this|the) field)(?=.*\b(?:you|your|role|position|job|company|team|here)\b)",
    r"\b(?:would|could|can|will|am) i (?:\w+ )?(?:be )?(?:considered|eligible|suitable|qualified|hired|a (?:good |right )?(?:fit|candidate|match)|selected|taken on)\b(?=.*\b(?:you|your|role|position|job|company|team|here|post)\b)",
)  # fmt: skip
_ENTRY_SCHEMES = re.compile(
    r"\b(?:do|does|did|have|has|is|are|can|will) " + _ORG_YOU
    + r" (?:\w+ ){0,2}?(?:take on|take|offer|have|run|accept|sponsor|provide|hire|do|give|employ|got|open to|recruit) (?:\w+ ){0,4}?"
    + _TAKEN_ON + r"\b.{0,40}?(?= \?|$|,)"
)  # fmt: skip
_NOT_SEEKING = re.compile(
    r"\b(?:when|while|if|whenever|before|after) (?:you|they|your \w+) (?:are |were )?(?:hire|hiring|recruit|recruiting|take on|taking on)\b"
    r"|\b(?:did|when|how|why) you (?:first )?(?:get|got|apply|applied|start|hear about|find) (?:\w+ ){0,3}?(?:job|role|internship|position|first)\b"
)


def job_seeking(asked: Asked) -> Span | None:
    """The words that ask for a post, an internship, a referral or a look at the writer's CV."""
    if asked.heads and asked.heads[0].kind is not Kind.OPEN:
        match = _ENTRY_SCHEMES.search(asked.canonical)
        if match:
            return asked.span(match.start(), match.end())
    if _NOT_SEEKING.search(asked.canonical):
        return None
    return _first(asked, _JOB_SEEKING)


# ---------------------------------------------------------------- googleable

_ORG = (
    r"(?:company|firm|organi[sz]ation|studio|agency|trust|charity|foundation|hospital|clinic|practice|school"
    r"|university|college|institute|library|museum|gallery|theatre|theater|port|airport|airline|club|bank"
    r"|brewery|bakery|restaurant|hotel|shop|store|chain|business|startup|start-up|enterprise|corporation|ngo"
    r"|nonprofit|non-profit|union|cooperative|co-op|coop|factory|plant|mill|ministry|council|city|association"
    r"|society|publisher|newspaper|paper|magazine|station|zoo|farm|chamber|federation|service|centre|center"
    r"|house|brand|employer|workplace|church|orchestra|cafe|café|gym|vineyard|winery|distillery|nursery|garden"
    r"|park|channel|network|platform|app|label|gallery|institution|academy|department|group|authority|town"
    r"|court|lab|laboratory|office|place|site|fund|mine|yard|dealership|garage|salon|pharmacy|consultancy"
    r"|practice|parish|troupe|ensemble|band|team 's company|parent company|organisation|concern|outfit|ngo"
    r"|product|festival|programme|podcast|website|venue|roastery|kitchen|project|depot|railway|force)"
)
_THE_ORG = r"(?:(?:the|your|this|that|a) (?:\w+ ){0,2}?" + _ORG + r"(?: 's)?|you (?:guys|lot|people|all)|it|they)"
_OWN_TEAM = re.compile(
    r"\byour (?:own |current |immediate |little |small )*(?:team|desk|crew|squad|unit|floor|shift|colleagues|class|room"
    r"|department|group|lab|section|side|area|boss|manager|line manager|cohort|branch|ward|kitchen|caseload|day|days|week)\b"
    r"|\byour own\b|\bon your\b (?!website)|\byou (?:personally|yourself)\b|\bwith you\b|\bin (?:your|the) team\b"
)  # fmt: skip
_VIEW = re.compile(
    r"\b(?:think|feel|feels|felt|believe|opinion|view|views|your take|favou?rite|surpris\w+|proud\w*|undervalu\w+"
    r"|overrat\w+|underrat\w+|honest\w*|wrong|differently|why|taught|learn\w*|enjoy|like most|like best|best|worst"
    r"|hardest|trickiest|toughest|wish|prefer|matter|matters|you trust|admire|worry|worries|miss|should|would|notice\w*"
    r"|struggl\w+|changed|change|challenge\w*|handle|decide|decides|culture|treat|treats|react\w*|deal|look for|looks for"
    r"|expect|expects|get right|well|badly|better|keep you|for you|hope|missing|really like|from the inside|behind"
    r"|unspoken|actually like|appreciat\w+|value most|your sense|impression|advise|advice|recommend|when you|since)\b"
    r"|\bhow (?:did|do) you\b|\bwhich of\b|\byour role\b|\byour job\b|\bwho (?:do|did) you\b|\byour experience\b"
)  # fmt: skip
_COUNTED = (
    r"(?!(?:hours?|days?|weeks?|times?|applicants?|applications?|rounds?|interviews?|meetings?|minutes?|nights?"
    r"|drafts?|attempts?|women|shifts?|mistakes?|cups?|people like)\b)"
)
_FACT_VERB = (
    r"(?:have|has|own|owns|run|runs|operate|operates|employ|employs|offer|offers|offering|sell|sells|selling|make|makes"
    r"|produce|produces|publish|publishes|cover|covers|serve|serves|won|win|wins|received|play|plays|teach|teaches|treat|open|opens|close|closes"
    r"|charge|charges|cost|costs|stock|stocks|export|exports|broadcast|broadcasts|host|hosts|hold|holds|belong|belongs"
    r"|support|supports|accept|accepts|trade|trades|list|speciali[sz]e|speciali[sz]es|provide|provides|manufacture"
    r"|manufactures|located|based|situated|founded|established|listed|fly|flies|print|prints|ship|ships|deliver|delivers"
    r"|supply|supplies|carry|carries|import|imports|brew|brews|grow|grows|train|trains|represent|represents|active|present"
    r"|having|house|houses|contain|contains|admit|admits|enrol|enroll|fund|funds|finance|insure|stand for|work in|go by|called|get paid)"
)
_GOOGLEABLE_STRONG = _patterns(
    r"\b(?:who|when|what year|which year|in (?:what|which) year|how long ago)\b.{0,30}\b(?:founded|established|incorporated)\b(?: .{0,30})?",
    r"\b(?:when|what year|which year|in (?:what|which) year|how long ago) (?:was|were|did|has|is|had) (?:the|your|this|that) (?:\w+ ){0,2}?" + _ORG
    + r" (?:\w+ )?(?:start|started|begin|began|born|set up|created|opened|open|launched|launch|built|founded|go public|move|merge|come into being|begun|formed|form)\b",
    r"\b(?:the|in) (?:\w+ )?year (?:the|your) " + _ORG + r" (?:was )?\w+",
    r"\bwho (?:is|was|are|were) (?:the |your )?(?:\w+ ){0,4}?(?:founders?|ceo|ceos|chief executive|president|chairman|chairwoman|chairperson|managing director|md|owner|owners|mayor|principal|dean|rector|vice[- ]chancellor|headmaster|headmistress|head ?teacher|managing partner|cfo|cto|coo|minister|editor-in-chief|shareholders?|investors?|competitors?|sponsors?)\b(?! (?:you|that you))",
    r"\bwho (?:is|are|was) (?:the |your )?(?:\w+ ){0,3}?" + _ORG + r" (?:'s )?(?:current |new |present )?(?:\w+ )?(?:director|head|chief|boss|leader|chair|manager|founder|owner|president|ceo|board)\b",
    r"\bwho (?:is|are) (?:the )?(?:current |new |present |main |overall )*(?:director|head|chief|boss|leader|chair|chief \w+) of (?:the |your )(?:\w+ ){0,2}?" + _ORG + r"\b",
    r"\bwho (?:\w+ )?(?:founded|started|owns|runs|leads|heads|chairs|set up|created|established) (?:the |your |this )(?:\w+ ){0,2}?" + _ORG + r"\b",
    r"\bwho (?:sits|is|are|serves) on the (?:\w+ )?board\b",
    r"\bhow (?:old|big|large) is (?:the|your) (?:\w+ ){0,2}?" + _ORG + r"\b|\bhow long (?:has|have|had) (?:the|your) (?:\w+ ){0,2}?" + _ORG + r" (?:been (?:around|in business|going|running|open|operating|there)|exist\w*)\b",
    r"\bwhere (?:is|are|was)\b(?: '?\w+){0,6}? (?:headquarters|headquartered|head office|main office|head-office|hq|headquater\w*)\b|\b(?:headquarters|head office|hq) (?:located|based|situated)\b",
    r"\b(?:what|which) (?:is|city|town|country|are)\b.{0,25}\b(?:headquarters|head office|postcode|postal address|zip code|phone number|telephone number|email address|website address|opening hours|opening times|business hours|office hours|registered address|web address|url|address|mission statement|vision statement|mission|motto|slogan|core values|company values|full name|ticker|market cap|share price|stock price)\b(?! of your (?:own|day))",
    r"\bwhere (?:is|are) (?:located |situated |based )?(?:the|your) (?:\w+ ){0,2}?(?:" + _ORG + r"s?|offices|branches|stores|shops|warehouses|factories|plants|sites|labs)(?: (?:located|based|situated|exactly|at|headquartered))?(?= (?:\?|and|,|exactly|located|based|situated)|$)",
    r"\b(?:at )?(?:what|which) (?:time|hours?|days?) (?:does|do|is|are|did) (?:the|your) (?:\w+ ){0,2}?" + _ORG + r" (?:\w+ )?(?:open|close|opens|closes|start|shut)\b|\bat (?:which|what) (?:hours?|time) is open\b|\bwhen (?:does|do|is|are) (?:the|your) (?:\w+ ){0,2}?" + _ORG + r" (?:\w+ )?(?:open|close|shut)\b",
    r"\b(?:what|how much)\b.{0,30}\b(?:price of admission|admission|entrance fees?|entry fees?|ticket price|tickets? cost|membership fees?|tuition fees?|course fees?)\b",
    r"\b(?:in|to) how many (?:countries|cities|states|locations|places|languages|markets|regions|sites)\b.{0,60}",
    r"\b(?:is|are|was) (?:the|your) (?:\w+ ){0,2}?" + _ORG + r" (?:\w+ )?(?:publicly listed|listed on|family[- ]owned|publicly owned|privately owned|privately held|state[- ]owned|part of|owned by|a (?:public|private|listed|family|non-?profit|registered)|public or private|listed|multinational)\b",
    r"\b(?:what|which)(?: \w+){0,3}? (?:awards?|prizes?|trophies|medals|titles|cups|honou?rs) (?:has|have|did|was|were)\b.{0,50}",
    r"\bwhat (?:is|was|were|are) (?:the |your )?(?:'?\w+ ){0,5}?(?:revenue|revenues|turnover|profits?|premium income|market share|annual budget|sales figures|endowment|net income|market capitali[sz]ation|headcount|valuation|circulation)\b",
    r"\bhow much (?:revenue|turnover|profit|money) (?:does|did|do|has) (?:the|your) (?:\w+ ){0,2}?" + _ORG + r"\b.{0,20}",
    r"\b(?:what|which) (?:does|do) (?:the|your) (?:\w+ ){0,2}?(?:" + _ORG + r"(?: 's)? )?(?:name|logo|acronym|abbreviation|initials) (?:stand for|mean)\b|\bwhat does [a-z]{2,6} stand for\b",
    r"\bwhat (?:does|do|is it that) (?:the |your |this )(?:\w+ ){0,2}?" + _ORG + r" (?:\w+ )?(?:do|does|sell|sells|produce|produces|manufacture|speciali[sz]es? in|stand for)(?= (?:\?|exactly|precisely|anyway|actually|and|,|for a living|as a business|overall|basically)|$)",
    r"\bwhat (?:exactly |actually )?(?:does|do) (?:the |your )(?:\w+ ){0,2}?" + _ORG + r" (?:even )?(?:do|make|sell|offer|produce|provide)(?= (?:\?|exactly|precisely|anyway|actually|,)|$)",
    r"\bwhat (?:do|does) you (?:guys|lot|people|all) (?:\w+ )?(?:do|make|sell|offer|produce|provide)(?= (?:\?|exactly|anyway|actually|here|there|,)|$)",
    r"\bwhat (?:is|was) (?:the|your) (?:\w+ ){0,2}?" + _ORG + r" (?:'s )?(?:\w+ )?(?:about|business|main business|core business|main product|main products|flagship product|website|history|called|known for|legal form|structure|main activity|annual revenue)(?= (?:\?|exactly|,)|$)",
    r"\b(?:tell|give) me (?:\w+ )?(?:about )?(?:the |your )?(?:(?:history|founding|size|products|services) of (?:the|your) " + _ORG + r"|what (?:the|your) " + _ORG + r" (?:does|do|makes|sells))\b",
)  # fmt: skip
_GOOGLEABLE_PLAIN = _patterns(
    r"\bhow many " + _COUNTED + r"(?:'?\w+ ){1,6}?(?:does|do|has|have|did|is|are|had) " + _THE_ORG
    + r"(?: in total| now| currently| have| has| actually|\b).{0,30}",
    r"\bhow many " + _COUNTED + r"(?:\w+ ){1,5}?(?:work|works|working|are|employed|are there|exist|there)(?: \w+){0,3}? (?:at|for|in|by) (?:the|your|this) (?:\w+ ){0,2}?" + _ORG + r"\b.{0,30}",
    r"\bhow many " + _COUNTED + r"(?:branches|offices|employees|staff|locations|stores|shops|outlets|plants|sites|campuses|warehouses|factories|beds|subsidiaries|countries|members of staff|members|aircraft|hotels|restaurants|franchises|departments|products)\b(?: \w+){0,3}? (?:do|does|have|has|are|is|did) (?:you|there|they|we)\b.{0,30}",
    r"\b(?:what|which) (?:\w+ ){1,5}?(?:does|do|has|have|is|are|did) (?:the|your|this) (?:\w+ ){0,2}?" + _ORG + r" (?:\w+ )?" + _FACT_VERB + r"\b.{0,30}",
    r"\b(?:what|which) (?:\w+ ){1,4}?(?:do|are|have|did|does) you (?:guys|lot|people|all) (?:\w+ )?(?:" + _FACT_VERB + r"|on|in)\b.{0,30}",
    r"\b(?:what|which) (?:kinds? of |sorts? of |types? of |range of |other )?(?:products?|services?|courses?|programmes?|programs?|treatments?|classes|brands?|languages|beers|wines|insurances?|degrees|facilities|subjects|models|benefits) (?:do|does|are|is) (?:you|they|the \w+|your \w+)(?: \w+)? (?:offer|offering|sell|selling|provide|providing|stock|make|produce|teach|have|having|cover|speciali[sz]e|serve|publish|insure)\b.{0,30}",
    r"\bwhat (?:does|do|did) (?:the|your) (?:\w+ ){0,2}?" + _ORG + r" (?:\w+ )?(?:charge|cost)\b.{0,30}|\bhow much (?:does|do|is|are) (?:the|your|a|an) (?:\w+ ){0,3}?(?:cost|charge)\b.{0,30}",
    r"\b(?:what|which) (?:prizes|awards|trophies) (?:\w+ )?(?:has|have) won (?:the|your) \w+",
    r"\bdoes (?:the|your) (?:\w+ ){0,2}?" + _ORG + r" have (?:\w+ ){0,3}?(?:offices?|branch(?:es)?|website|parking|canteen|stores?|shops?|locations?|plants?|subsidiar\w+|sites?)\b.{0,30}",
    r"\b(?:what|which) (?:are|is) (?:the )?(?:main |major |key |other |different |core |biggest |current )*(?:products|services|departments|divisions|clients|customers|markets|brands|competitors|subsidiaries|branches|locations|offices|practice areas|business areas|programmes|programs|courses|facilities|values|opening hours) (?:of|at|in) (?:the|your) (?:\w+ ){0,2}?" + _ORG + r"\b",
    r"\b(?:what|which|who) (?:are|is) (?:the|your) (?:\w+ ){0,2}?" + _ORG + r" 's (?:\w+ ){0,2}?(?:products?|services?|departments?|divisions?|clients?|customers?|markets?|brands?|competitors?|branches|locations?|offices?|values|areas?|mission|vision|programmes?|opening hours|website|address|size|industry|main business|director|partners?)\b",
    r"\b(?:what|which) (?:countries|markets|cities|sectors|industries|regions|counties|states|areas|segments) (?:do|does|are|is) (?:you|they|the \w+|your \w+)(?: \w+)? (?:operate|active|present|serve|cover|work|sell|export|ship)\b.{0,20}",
    r"\bhow many (?:partners|associates|employees|people|staff|workers|members|lawyers|doctors|students|pupils|teachers|engineers)\b.{0,40}\b(?:in|at|as) (?:the|your) (?:\w+ ){0,2}?" + _ORG + r"\b",
    r"\bis (?:the|your) (?:\w+ ){0,2}?" + _ORG + r" (?:open|closed|in)\b (?:on|at|until|\w+day)\b.{0,20}",
)  # fmt: skip


def googleable(asked: Asked) -> Span | None:
    """The words that ask for a plain fact which the organisation's public site gives."""
    canonical = asked.canonical
    if _OWN_TEAM.search(canonical) or re.search(r"\bhow (?:did|do) you (?!guys|lot)\b", canonical):
        return None
    strong = _first(asked, _GOOGLEABLE_STRONG)
    if strong is not None and not re.search(r"\b(?:think|feel|opinion|wish|would you|honest\w*)\b", canonical):
        return strong
    return None if _VIEW.search(canonical) else _first(asked, _GOOGLEABLE_PLAIN)


# ---------------------------------------------------------------- the list


def _of_flow(read: Sequence[Asked], spans: Sequence[Span]) -> list[Finding]:
    found = []
    early = too_early([asked.canonical for asked in read])
    if early is not None:
        found.append(_at(FindingId.ORDER, read, spans, early))
    for later, earlier in sameness.repeated(read):
        values = {"earlier": earlier}
        found.append(Finding(FindingId.DUPLICATE, _whole(read, spans, later), later, values=values))
    return found


def _at(finding: FindingId, read: Sequence[Asked], spans: Sequence[Span], index: int) -> Finding:
    return Finding(finding, _whole(read, spans, index), index)


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
