"""Asking for a job, in whatever words; jobs as a topic, and denials, are innocent."""

import re
from functools import partial

from bot.coaching.checks.negation import is_denied
from bot.coaching.checks.text import Reading, Sentence, Span, search_on, without_overlaps

_POST = (
    r"(?:jobs?|vacanc(?:y|ies)|openings?|positions?|posts?|roles?|intern(?:ship)?s?|internships?"
    r"|traineeships?|placements?|apprenticeships?|employment|openings?|shifts?|gigs?|co-?ops?"
    r"|requirements?|summer jobs?|part[- ]?time|full[- ]?time|seats? on (?:your|the) team"
    r"|work(?=\s+(?:for me|available|going|at your|in your|with you|here|there)|\s*[?.!,]|$)"
    r"|labou?r work|starting positions?|spots?(?: on (?:your |the )?(?:staff|team|crew))?"
    r"|situations? vacant|headcount|slots? (?:on|in) (?:your|the) (?:team|staff|crew|intake))"
)
_WORKPLACE = (
    r"(?:(?:at|in|with|for|on|within|inside|under|from|to)\s+(?:your|ur|his|her|their|the|this)\s+"
    r"(?:\w+\s+){0,3}?(?:company|firm|organi[sz]ation|team|department|office|lab|laboratory|group"
    r"|institut\w*|agency|studio|practice|shop|hotel|restaurant|kitchen|plant|factory|unit|site"
    r"|crew"
    r"|hospital|clinic|ward|bank|school|place|business|startup|start-up|workshop|concern|branch"
    r"|division|end|staff|yard|farm|garage|salon|bakery|side|esteemed \w+)|with you|at yours"
    r"|under you|for you)"
)
_PAPERS = (
    r"(?:cv|cvs|c\.v\.?|r[eé]sum[eé]|curriculum(?: vitae)?|vitae|bio-?data|application|portfolio"
    r"|details|credentials|papers|profile|candidature|name)"
)
_ADJ = r"(?:(?!not\b|no\b)[\w'/-]+\s+){0,5}?"
_GAP = r"[^.?!;]{0,60}?"

# What may follow "recommend me", "refer me to" and the like where no job is meant.
_OTHER_THING = (
    r"(?!\s+(?:to\s+|for\s+)?(?:an?\s+|the\s+|some\s+|any\s+|your\s+|one\s+|two\s+|any\s+)?"
    r"(?:(?:good|useful|other|further|favou?rite|decent|great|key|introductory|more)\s+)*"
    r"(?:books?|reading|course|courses|podcasts?|articles?|resources?|blogs?|someone|somebody"
    r"|anyone|anybody|people|person|colleagues? (?:who|to talk)|website|sites?|paper|places?"
    r"|meet-?ups?|groups?|communit\w+|events?|films?|videos?|journal|magazine|tools?|else"
    r"|things?)\b)"
)

_ASKS = [
    r"\b(?:have|get|put)\s+an?\s+(?:\w+\s+)?word\s+(?:in\s+)?with\s+(?:your|ur|the|his|her"
    r"|hr)\b[^.?!;]{0,40}(?:\bfor\s+me\b|\babout\s+me\b|\bmy\b)",
    r"\bmy\s+(?:cv|resume|r[eé]sum[eé]|application|details|profile)\b[^.?!;]{0,30}\b(?:so|that|to"
    r"|and)\b[^.?!;]{0,20}\b(?:give|pass|forward|hand|show|send|share|take)\s+(?:it|them"
    r"|this)\b[^.?!;]{0,12}\b(?:to|with|around|along|on)\b",
    # do something for me
    rf"\b(?:give|offer|get|find|provide|grant|secure|arrange|allot|assign|fix|land|bring)\s+"
    rf"(?:me|us)\s+(?:with\s+|up\s+with\s+)?{_ADJ}{_POST}\b",
    rf"\b(?:give|offer|allow|grant|provide)\s+(?:me|us)\s+{_ADJ}(?:chance|opportunity|opening|break"
    r"|trial|shot|start)s?\s+(?:to\s+(?:work|join|intern|prove|serve|show|be part|train"
    r"|contribute)"
    rf"|(?:in|at|with|on|under)\s+(?:your|ur)|as\s+an?\b|of working|for work)",
    r"\b(?:hire|employ|recruit|shortlist|onboard)\s+me\b",
    r"\btak(?:e|ing)\s+me\s+(?:on\b(?!\s+(?:a\s+tour|as\s+(?:a\s+)?mentee))|in as\b"
    r"|into (?:your|the)\s+\w+|as\s+an?\s+(?:\w+\s+)?(?:intern|trainee|apprentice|assistant))",
    r"\bbring(?:ing)?\s+me\s+(?:on\s+board|onto?|in(?:to)?)\b",
    r"\bconsider(?:ing|ed)?\s+(?:me|my\s+(?:application|candidature|candidacy|profile|cv|resume"
    r"|r[eé]sum[eé]|case|request for))\b(?!\s+(?:a|an|your|warned|lucky)\b)",
    r"\b(?:be|am|being)\s+considered\s+for\b",
    rf"\brecommend(?:ing)?\s+(?:me|us)\b{_OTHER_THING}",
    rf"\brefer(?:ring)?\s+(?:me|us)\b{_OTHER_THING}",
    r"\brefer\s+(?:my|a)\s+(?:name|profile|cv|resume|r[eé]sum[eé]|friend)\b",
    r"\b(?:give|provide|write|get|be|as|for|need|want|with|act as|ask(?:ing)?\s+(?:you\s+)?for)\s+"
    r"(?:me\s+|us\s+)?(?:an?\s+|the\s+|your\s+|some\s+)?(?:\w+\s+)?"
    r"(?<!for\syour\s)(?<!kind\s)(?:referral|reference|recommendation)\b(?!\s+(?:rate|letter from"
    r"|book|number|material|point"
    r"|for (?:a|any|some)\s+(?:book|course|podcast)))",
    r"\b(?:any|a)\s+referrals?\b(?!\s+(?:rate|that bounce))(?=[^.?!]{0,40}(?:\?|job|role|company"
    r"|team"
    r"|would|appreciated|help))",
    r"\brefer+al\s+(?:for|at|to|in|into|from\s+you)\b",
    r"\b(?:put|putting|say|drop|dropping|get)\s+(?:in\s+)?(?:a|some|one|your)\s+(?:\w+\s+)?words?\b"
    r"(?=\s+(?:in\s+)?(?:for|about|with|on|by|to|at)\b|[\s.?!,]*$)",
    r"\b(?:a|some)\s+(?:good|kind|nice|friendly|quick|quiet)\s+word\s+(?:for|about|with|from|to"
    r"|in)\b",
    r"\b(?:good|kind|nice)\s+word\s+(?:for\s+me|in\b)",
    r"\bvouch(?:ing)?\s+for\s+me\b",
    r"\bput(?:ting)?\s+(?:me|my\s+(?:name|cv|resume|r[eé]sum[eé]))\s+(?:forward|down|in\s+for"
    r"|up\s+for"
    r"|in\s+front\s+of|through\s+to\s+hr|on\s+(?:the|your)\s+(?:list|pile|desk|roster|rota|books"
    r"|radar))\b",
    r"\b(?:pass|passing|forward|forwarding|hand|handing|share|sharing|send|sending|give|giving"
    r"|submit"
    rf"|slip|circulate|show|get|push|drop|route|route|present|deliver|move|recommend|put)"
    rf"(?:\s+(?:on|along|over|in|across|round|around|out))?\s+my\s+{_ADJ}{_PAPERS}\b"
    r"(?=[^.?!]{0,50}(?:\b(?:to|on|along|with|round|around|in front|at|through|before|forward"
    r"|in|by"
    rf"|over|among)\b|[?.!]|$))",
    rf"\bmy\s+{_ADJ}{_PAPERS}\s+(?:to|could|can|be|might|may|gets?|into)\s+(?:be\s+|get\s+)?"
    r"(?:passed|forwarded|shared|handed|sent|the right|considered|reach|hr\b|your hr|a recruiter"
    r"|in front|circulated|kept)",
    r"\b(?:pass|forward|send|hand|share)\s+(?:it|this|them)\s+(?:on\s+|along\s+)?(?:to|with)\s+"
    r"(?:your|the|whoever|anyone|hr|a)\s*(?:hr|human resources|recruit\w+|hiring|manager|boss"
    r"|head of|personnel|is hiring|talent|people team|right person|team)",
    r"\b(?:keep|keeping|kept|bear|bearing|have|hold|holding|put)\s+(?:me|my\s+(?:name|details"
    r"|profile"
    r"|cv|resume|r[eé]sum[eé]))\s+(?:in|on)\s+(?:your\s+|the\s+)?(?:mind|file|record|books|radar"
    r"|list|pile|database|system|view)\b(?!\s+for\s+(?:future\s+)?(?:events|talks|tours|panels))",
    r"\bkeep\s+(?:an?\s+)?(?:eye|ear|eyes|ears)\s+(?:out|open|peeled)\b[^.?!]{0,40}\b(?:for|me)\b",
    r"\bkeep\s+me\s+(?:posted|updated|informed|in the loop)\s+(?:on|about|of|if|when|should"
    r"|regarding)"
    rf"{_GAP}(?:{_POST}|opportunit|hiring|anything)",
    r"\b(?:think|thinking|remember)\s+(?:of\s+)?(?:me|my\s+name|us)\b(?=[^.?!]{0,50}"
    r"(?:opening|opens|vacan|position|post\b|role|job|comes? up|hiring|hire|needs?|requirement"
    r"|when|if"
    r"|for (?:the|any|it|that|this)))",
    r"\b(?:requirement|vacancy|opening|position|post|role)\b[^.?!;]{0,60}\b(?:think|remember"
    r"|consider"
    r"|inform|intimate|ping|text|tell|call)\s+(?:of\s+)?(?:me|my\s+name)\b",
    r"\b(?:let|lemme|inform|tell|notify|ping|message|text|call|email|contact|alert|update"
    r"|intimate|shout)"
    r"\s+(?:me|us)\s*(?:know\s+)?(?:if|when|whenever|of|about|should|in case|for"
    rf"|as soon as)\b{_GAP}"
    rf"\b(?:{_POST}|hiring|recruiting|opens?\s+up|comes?\s+(?:up|along)|anything\s+(?:suitable"
    r"|going"
    r"|open)|looking\s+for\s+(?:people|someone|staff|an?\s+\w+))\b",
    r"\b(?:anything|something|a place|a spot|a post|a position|a seat)\s+(?:\w+\s+){0,3}?"
    r"(?:comes?|came|turns?|pops?|opens?|opened|opening|should come|crops?|frees?)\s+(?:up|along)\b"
    r"(?=[^?!]{0,90}\b(?:me|my|i'd|i would|i am|i'm)\b)",
    rf"\bshould\s+(?:anything|something|an?\s+(?:\w+\s+)?{_POST})\s+(?:come|open|turn|arise|pop)\b",
    r"\b(?:tell|speak|talk|mention|speaking|talking|whisper)\s+(?:to\s+"
    r"|with\s+)?(?:me\s+to\s+)?(?:your|ur|the|his|her)"
    r"\s+(?:\w+\s+)?(?:hr|boss|manager|human resources|recruit\w*|director|owner"
    r"|head)\b[^.?!]{0,30}"
    r"\b(?:about|for|on behalf of)\s+(?:me|my)\b",
    r"\bmention(?:ing)?\s+(?:me|my\s+(?:name|cv|profile))\s+(?:to|at|in)\s+(?:your|the|hr|whoever"
    r"|him"
    r"|his|her)\b",
    r"\b(?:get|getting|put|helps?|helping)\s+(?:me\s+)?(?:get\s+)?(?:my|a)\s+foot\s+in(?:side)?\b",
    r"\b(?:get|getting|slot|slotting|squeeze|sneak|fit)\s+me\s+in(?:to|side)?\b(?=\s*(?:[.?!,]|$"
    r"|your"
    r"|the|at|with|there|to))(?!\s+(?:touch|on|contact|for\s+(?:a\s+)?(?:call|chat|coffee|\d)))",
    r"\b(?:help|helping|assist|support)\s+(?:me|us)\b[^.?!;]{0,25}\b(?:find|finding|get"
    r"|getting|land"
    rf"|landing|secure|securing|with|obtain|obtaining|into|in|for|to)\b\s+{_ADJ}(?:{_POST}|hired"
    r"|a job"
    r"|referred|interviews?)\b",
    r"\bset\s+(?:me|us)\s+up\s+with\s+(?:an?\s+)?(?:interview|job|position|gig|hr)",
    r"\bsort\s+(?:me|us)\s+(?:out\s+)?(?:with|out)\b[^.?!]{0,30}\b(?:job|work|shift|position"
    r"|placement"
    r"|interview)",
    r"\b(?:arrange|schedule|give|grant|get|offer|call|invite|invited|called|set up|have|fix"
    r"|line up|land"
    r"|secure|for)\s+(?:me\s+)?(?:in\s+)?(?:for\s+|to\s+)?(?:an?\s+|the\s+|my\s+)?(?:\w+\s+)?"
    r"interview\s+(?:for|with\s+(?:your|the|hr)|at\s+(?:your|the)|in\s+your|by\s+your)"
    r"(?=[^.?!]{0,40})(?!\s+(?:my|a)\s+(?:podcast|school|paper|blog|dissertation|thesis|project))",
    r"\b(?:invite|call|grant|give|offer|consider|shortlist)\s+me\s+(?:in\s+)?(?:for\s+|to\s+)?"
    r"(?:an?\s+|the\s+)?(?:\w+\s+)?interview\b",
    r"\binterview\s+me\b(?=[^.?!]{0,40}(?:for|position|job|role|post|[?.!]|$))",
    r"\bpush\s+(?:it|me|my\s+\w+)\s+(?:through|forward|up)\b",
    r"\b(?:put|pencil|sign|count)\s+me\s+(?:down|in|up)\s+for\s+(?:whatever|any|the|a|some)\b"
    r"[^.?!]{0,40}(?:got|have|job|shift|work|position|opening|role|intake)",
    r"\bpull\s+(?:some|a few|any)?\s*strings?\b(?=[^.?!]{0,60})",
    r"\bopen\s+(?:some|a|the|any)\s+doors?\s+for\s+me\b",
    r"\bput\s+me\s+(?:in\s+touch|in\s+contact|through)\s+(?:with|to)\s+(?:your\s+|the\s+"
    r"|whoever\s+|a\s+)?"
    r"(?:\w+\s+)?(?:hr\b|human resources|recruit\w+|hiring|personnel|talent|does the hiring)",
    # is there anything for me
    r"\b(?:is|are|if|was|be)\s+(?:there|their)\s+(?:be\s+)?(?:any|some|an?|also|maybe|perhaps"
    r"|currently)?\s*"
    rf"{_ADJ}{_POST}\b(?!\s+(?:in|on)\s+(?:the|this|that|your)\s+(?:field|industry|sector|market"
    r"|area"
    r"|profession|line|world|country|region))(?!\s*(?:market|title|advert|descriptions?))"
    rf"(?=[^.?!]{{0,70}}(?:{_WORKPLACE}|\bme\b|\bi\b|available|vacant|going|[?]|$|for\s+\w+))",
    r"\b(?:do|did|would|have|has|might|if)\s+(?:you|ya|u|y'all|your\s+\w+|they|he|she|his\s+\w+"
    r"|her\s+\w+)"
    r"(?:\s+\w+)?(?:\s+(?:have|had|got|know\s+(?:of|about)|need|offer|see|hear\s+(?:of|about)"
    r"|run))?"
    rf"\s+(?:any|some|an?|one|of\s+any)?\s*{_ADJ}{_POST}\b(?!\s+(?:descriptions?|titles?|market"
    r"|boards?"
    r"|advice|ads?))(?!\s+(?:would|do|did|that you|you)\b)",
    rf"\byou(?:'ve|\s+have|\s+had)\s+(?:got\s+)?(?:any|some|an?)\s+{_ADJ}{_POST}\b",
    r"\b(?:would|do|have)\s+you\s+(?:have|got)?\s*any\s+start\b",
    r"\b(?:got|going|have)\s+any\s+(?:work|jobs?|start|openings?|vacanc\w+|shifts?|positions?)\b",
    rf"\bany\s+(?:chance|possibility|hope|prospect|scope)\s+(?:of|for)\s+{_ADJ}{_POST}\b",
    rf"(?:^|[,:;-]\s*|\b(?:so|and|also|for|about|of|if)\s+)any\s+{_ADJ}{_POST}\b(?=[^.?!]{{0,50}}("
    r"?:\?"
    rf"|going|available|open\b|{_WORKPLACE}|for\s+(?:me|a|freshers?)|let me know|come up|i can"
    r"|do let))",
    r"\b(?:see|ask|check|find\s+out)\s+if\s+(?:he|she|they|you)(?:'s|'ve|\s+have|\s+has|\s+had)?\s+"
    r"(?:got\s+|have\s+|has\s+|needs?\s+|are\s+|is\s+|hiring\s*)",
    r"\b(?:are|is|if|when|whether)\s+(?:you|u|your\s+\w+|they|he|she|the\s+(?:team|company"
    r"|firm))\s+"
    r"(?:guys\s+|folks\s+|all\s+|are\s+|is\s+)?(?:currently\s+|still\s+|maybe\s+|by any chance\s+)?"
    r"(?:hiring|recruiting|taking\s+on|taking\s+(?:any\s+)?interns|looking\s+for\s+(?:an?|some"
    r"|any|new|more"
    r"|fresh)?\s*(?:\w+\s+)?(?:staff|interns?|juniors?|people|hands|developers?|engineers?"
    r"|trainees?"
    r"|apprentices?|help|someone like me))\b",
    r"\b(?:who|whom|where)\b[^.?!]{0,30}\b(?:talk|speak|write|apply|go"
    r"|send)\b[^.?!]{0,25}\b(?:about\s+"
    r"(?:getting\s+)?(?:hired|a\s+job|work)|to\s+apply|my\s+(?:cv|resume|application))",
    # I want a post with you
    r"\b(?:apply|applying|applied|application)\s+(?:for|to|in)\s+(?:your|ur|an?y?|the|this"
    r"|one of your)\s+"
    rf"{_ADJ}{_POST}\b(?!\s*market)",
    r"\b(?:i'd|i\s+would|i\s+want|i\s+wish|like|hope|hoping|wish|want|keen|eager"
    r"|love)\s+(?:\w+\s+)?to\s+apply\b"
    r"(?!\s+(?:it|this|these|what|your|the\s+(?:same|lessons?))\b)",
    r"\b(?:looking|seeking|searching|hunting|hoping|asking|enquiring|inquiring|request(?:ing)?"
    r"|writing|wish"
    r"|wishing|want|wanting|need|needing|like|love|interested|interest|hope|apply|applying|get"
    r"|getting"
    rf"|obtain|land|find|secure|aim|aiming|ask|beg|after|available|open)\s+(?:\w+\s+)?"
    r"(?:for|in|to\s+(?:get|have|find|obtain|secure|do|land|take|gain|start)|about|after|of"
    rf"|to)?\s*{_ADJ}{_POST}\s+"
    rf"(?:\w+\s+){{0,3}}?(?:{_WORKPLACE}|at\s+(?-i:[A-Z])\w+)",
    r"\b(?:seeking|seek|looking\s+for|in\s+search\s+of)\s+an?\s+(?:suitable|appropriate"
    r"|challenging)\s+"
    rf"{_ADJ}{_POST}\b",
    r"\b(?:interest(?:ed)?\s+in|love\s+to|like\s+to|want\s+to|wish\s+to|hope\s+to|hoping\s+to"
    r"|keen\s+to"
    r"|eager\s+to|happy\s+to|glad\s+to|able\s+to|ready\s+to|honou?r\s+to|dream\s+(?:is\s+)?to"
    r"|excited\s+to"
    r"|opportunity\s+to|opportunity\s+of|chance\s+to|privilege\s+to|chance\s+of|dream\s+of"
    r"|possible\s+to"
    r"|could\s+i|can\s+i|may\s+i|would\s+i|possibility\s+(?:of|to)"
    r"|help\s+me\s+(?:to\s+)?)\s*(?:\w+\s+){0,2}?"
    r"(?:join(?:ing)?|be(?:ing)?\s+(?:a\s+)?part\s+of|becom(?:e|ing)\s+(?:a\s+)?(?:part"
    r"|member)\s+of"
    r"|contribut(?:e|ing)\s+to|get\s+into|enter)\s+(?:your|ur|his|her|the)\s+(?:\w+\s+){0,3}?"
    r"(?:team|company|firm|organi[sz]ation|staff|crew|department|family|lab|group|workforce"
    r"|agency|studio)",
    r"\b(?:love|like|want|wish|hope|hoping|keen|eager|happy|glad|ready|honou?r|dream|chance"
    r"|opportunity"
    r"|possible|could\s+i|can\s+i|may\s+i|willing|let\s+me|allow\s+me|able"
    r"|start)\s+(?:\w+\s+){0,2}?(?:to\s+|of\s+)?"
    r"(?:work|working|intern|interning|train|volunteer\s+full)\s+(?:\w+\s+){0,2}?"
    rf"(?:{_WORKPLACE})(?!\s+(?:day|week|hours)\b)",
    r"\b(?:intern|trainee|apprentice)\s+(?:for|with|at|under)\s+(?:you|your|ur)\b",
    r"\b(?:i\s+can|i\s+could|can|able\s+to|ready\s+to|available\s+to"
    r"|free\s+to)\s+start\s+(?:work\s+|working\s+)?"
    r"(?:tomorrow|immediately|right\s+away|straight\s+away|any\s*time|monday|at\s+once|next\s+\w+"
    r"|on\s+\w+day"
    r"|from|whenever|today)\b",
    r"\b(?:tell|telling)\s+(?:him|her|them)\s+(?:that\s+)?i'?\s*a?m\s+(?:looking|available|free"
    r"|hunting|searching"
    r"|on\s+the\s+market|open\s+to\s+work)\b",
    r"\bi'?\s*a?m\s+(?:available|free|open)\s+for\s+(?:hire|work|immediate\s+joining"
    r"|full[- ]time)\b",
    r"\b(?:need|want|looking\s+for|seeking|hoping\s+for|after)\s+(?:an?\s+|your\s+"
    r"|some\s+)?(?:employee\s+|internal\s+)?"
    r"(?:referral|referrer|sponsor(?:ship)?\s+for\s+(?:a\s+)?(?:visa|job|work))\b",
    r"\bbe\s+(?:my|a)\s+(?:referee|referrer)\b",
    rf"\b(?:opportunit(?:y|ies))\s+(?:{_WORKPLACE}|for\s+(?:freshers?|interns?"
    r"|graduates?)\s+like\s+me)"
    r"(?!\s+to\s+(?:talk|speak|chat|learn|hear|meet))",
    r"\b(?:any|some|suitable|open|job|work|career|employment|internship)\s+opportunit(?:y"
    r"|ies)\b(?=[^.?!]{0,60}"
    rf"(?:{_WORKPLACE}|for\s+me|available|\?|you\s+(?:may|might|could)\s+(?:have|know)"
    r"|you\s+(?:have|know\s+of)"
    r"|that\s+(?:may|might)|let\s+me\s+know|at\s+(?-i:[A-Z])))",
]
_PATTERNS = re.compile("|".join(f"(?:{one})" for one in _ASKS), re.IGNORECASE)

# The general frames: any words for a post, near any words of asking, once what is innocent is gone.
_ANY_POST = (
    r"(?:jobs?|vacanc(?:y|ies)|openings?|positions?|roles?|intern(?:ship)?s?|placements?"
    r"|traineeships?|trainees?"
    r"|apprentices?(?:hips?)?|employment|shifts?|gigs?|work\s+experience|work\s+placement"
    r"|referrals?|refferals?"
    r"|summer\s+(?:job|work)|weekend\s+(?:job|work)|paid\s+work|a\s+start|some\s+post|any\s+post"
    r"|a\s+post|freshers|temp\s+work"
    r"|paying\s+work|work\s+for\s+me|work\s+going|co-op|clerkship|residency|fellowship"
    r"|assistantship|externship)"
)
_GENERAL_FRAMES = re.compile(
    "|".join(
        f"(?:{one})"
        for one in (
            r"\b(?:i'd|i|me|my|we)\b[^.?!;]{0,60}\b(?:on|onto|in|into|of|to|with|for)\s+(?:your"
            r"|ur)\s+(?:\w+\s+)?(?:crew|payroll|books|rota|roster|list\s+of\s+candidates"
            r"|candidates|staff|workforce|employees|intake|cohort|trainee\w*|waiting\s+list)\b",
            r"\b(?:chance|opportunity|trial|break|start)\s+(?:to\s+prove|on\s+(?:monday"
            r"|the\s+(?:job|team))|shift)|\b(?:give|giving|get|have|offer)\s+(?:me\s+)?(?:a"
            r"|one)\s+(?:trial|start|break|tryout|try-out|shot)\b|\bprove\s+(?:myself"
            r"|my\s+(?:worth|skills|abilit\w+))\b",
            r"\b(?:sweep|wash|scrub|clean|carry|do|make)\b[^.?!;]{0,40}\b(?:anything|floors?|tea"
            r"|dishes|coffee|boxes)\b[^.?!;]{0,40}\b(?:your|ur)\s+\w+|\bas\s+long\s+as\s+it(?:'s"
            r"|\s+is)\s+(?:in|at|with)\s+your\b",
            r"\b(?:any|whatever|low|minimum|lower|small|less)\s+(?:salary|pay|wage|stipend"
            r"|package)\b|\b(?:await|awaiting|waiting\s+for|looking\s+forward\s+to)\s+(?:your"
            r"|an)\s+(?:job\s+|kind\s+)?offer\b|\byour\s+(?:intern|apprentice|trainee"
            r"|employee)\b(?=[^.?!;]{0,20}(?:[.?!]|$))(?<!was\s)",
            r"\b(?:if|whether|see)\b[^.?!;]{0,30}\bmy\s+(?:profile|skills?|cv|resume|experience"
            r"|qualifications?|background)\b[^.?!;]{0,20}\b(?:suits?|fits?|match(?:es)?|meets?)\b"
            r"|\bgap\s+(?:on|in)\s+your\b|\b(?:fill|take|cover)\s+(?:it|that|the|any)\s*(?:gap"
            r"|position|vacancy|post|role|slot)\b",
            r"\b(?:tell|let)\s+(?:your|ur|the)\s+(?:\w+\s+)?(?:boss|manager|hr|director|team"
            r"|owner)\s+(?:know\s+)?(?:that\s+|about\s+)?(?:i|me|my)\b|\b(?:would|could|does|will"
            r"|might)\s+(?:your|ur)\s+(?:firm|company|team|shop|studio|office|lab|kitchen"
            r"|boss)\s+(?:ever\s+|perhaps\s+)?(?:take|want|need|hire|consider|employ|use)\b",
            r"\b(?:be|becom(?:e|ing)|being)\s+(?:your|ur|an?)\s+(?:\w+\s+)?(?:intern|apprentice"
            r"|trainee|employee|assistant)\b(?=[^.?!;]{0,25}(?:[.?!]|$|\bat\b|\bin\b"
            r"|\bwith\b))(?!\s+(?:is|was|means))",
            r"\b(?:my|these|two)\s+(?:\w+\s+)?hands\s+(?:are|and)\b[^.?!]{0,60}\b(?:use|free"
            r"|ready|willing)|\buse\s+(?:me|my\s+hands)\b|\bput\s+me\s+to\s+work\b"
            r"|\bput\s+me\s+on\b",
            r"\b(?:do|does|would|have|has|is|are|if|whether|maybe|might|could|can|did|perhaps"
            r"|hope|think|know\s+of)\b(?:\s+\w+){0,2}?\s+(?:you|u|ya|your|ur|there|anyone"
            rf"|anybody|they|he|she|the\s+\w+)\b[^.?!;]{{0,45}}?\b{_ANY_POST}\b",
            r"\b(?:could|can|may|might|please|kindly|would\s+you|let\s+me|allow\s+me|permit\s+me"
            rf"|possible\s+to)\b[^.?!;]{{0,40}}?\b{_ANY_POST}\b[^.?!;]{{0,25}}\b(?:with|at|in"
            r"|under|for|from)\s+(?:you|your|ur|me|the\s+(?:team|company|firm))\b",
            r"\b(?:do|does|would|if|might|could|whether|when|will)\s+(?:you|u|your\s+\w+|ur\s+\w+"
            r"|they|he|she)(?:'re|\s+(?:\w+\s+){0,3}?|\s+)?(?:need|needs|want|wants|use|take"
            r"|takes|taking|hire|hires|employ|short\s+of|looking\s+for"
            r"|require)\s+(?:on\s+)?(?:any\s+|some\s+|more\s+|an?\s+(?:extra\s+)?|extra\s+|new\s+"
            r"|another\s+)?(?:anybody|anyone|somebody|someone|people|hands?|pair\s+of\s+hands"
            r"|help(?:er|ers)?|staff|interns?|trainees?|apprentices?|juniors?|graduates"
            r"|volunteers?|designer|developer|engineer|waiter|driver|cook|assistant|worker"
            r"|workers|body|candidates?|labou?r\w*)\b",
            r"\bshort\s+(?:of\s+(?:hands|staff|people|workers|help)|-?\s*staffed|-?\s*handed)\b"
            r"|\b(?:need|needs|use)\s+(?:an?\s+)?(?:extra\s+|another\s+"
            r"|spare\s+)?(?:pair\s+of\s+hands|hand\s+in|hands)\b",
            r"\b(?:room|space|a\s+place|place|a\s+spot|spot|a\s+slot|a\s+seat|seat|a\s+chair"
            r"|a\s+desk|scope|use)\s+(?:\w+\s+)?(?:for\s+(?:me|one\s+more|someone\s+(?:like|with)"
            r"|somebody\s+(?:like|with)|an?\s+(?:\w+\s+)?(?:trainee|intern|junior|apprentice"
            r"|graduate|fresher|beginner|newcomer|student|pair|nurse|cook|driver|assistant|helper"
            r"|learner|person\s+like)|a\s+(?:lad|fella|guy|girl|woman|man)\s+like))\b",
            r"\b(?:room|space|a\s+place|a\s+spot|a\s+seat|a\s+desk)\s+(?:on|in|at"
            r"|for\s+me)\s+(?:your|ur|the|his|her)\s+\w+",
            r"\b(?:hire|hiring|employ|employing|recruit|recruiting|engage|accommodate|absorb"
            r"|appoint|select|sponsor|onboard|enlist|adjust|induct"
            r"|take)\s+me\b(?!\s+(?:as\s+(?:your\s+|a\s+)?mentee|seriously|a\s+(?:while|long)|\d"
            r"|weeks|months|hours|ages|back|through|round|to\b|on\s+a\s+tour|for\s+a\s+(?:coffee"
            r"|walk|call|chat)|\w+\s+(?:weeks|months|years|minutes|hours|days)))",
            r"\bif\s+you(?:'d|\s+would|'ll|\s+will)\s+have\s+me\b|\b(?:be|get|getting"
            r"|being)\s+(?:hired|employed|recruited|taken\s+on|absorbed|appointed|placed"
            r"|selected)\b(?=[^.?!;]{0,40}\b(?:you|your|ur|there|by|in\s+this|esteemed|\?|with\b)"
            r"|\s*[?.!])",
            r"\b(?:asset\s+to|add\s+value\s+to|value\s+to|contribute\s+to|serve\s+(?:in\s+)?"
            r"|useful\s+to|useful\s+in|good\s+fit\s+(?:for|in)|great\s+fit\s+(?:for|in)"
            r"|fit\s+(?:for|into|in)|suit|perfect\s+for|ideal\s+for|right\s+(?:person"
            r"|candidate)\s+for)\s+(?:your|ur|the)\s+(?:\w+\s+){0,2}?(?:team|company|firm"
            r"|organi[sz]ation|department|staff|crew|business|concern|lab|group|role|position"
            r"|vacancy|opening|job)\b",
            r"\b(?:join|start|begin|commence)\s+(?:work\s+|duty\s+|working\s+"
            r"|you\s+)?(?:immediately|straight\s*away|right\s+away|at\s+once|tomorrow"
            r"|on\s+(?:monday|tuesday)|any\s*time|from\s+(?:monday|tomorrow|day\s+one))\b"
            r"|\bimmediate\s+joiner\b|\bi(?:'m|\s+am|'d\s+be|\s+would\s+be)\s+your\s+(?:man|woman"
            r"|guy|girl|person|next\s+\w+)\b",
            r"\b(?:flag|nudge|check\s+on|push|move|support|back|chase|expedite|pull|highlight"
            r"|fast-?track|prioriti[sz]e|boost|bump|mention|put|get|help|look\s+after|speed|track"
            r"|note|see|shortlist|approve|keep|process|endorse"
            r"|champion)\b[^.?!;]{0,40}\bmy\s+(?:\w+\s+)?(?:application|candidacy|candidature"
            r"|candidateship)\b|\bmy\s+(?:\w+\s+)?(?:application"
            r"|candidature)\b[^.?!;]{0,30}\b(?:noticed|seen|through|considered|to\s+the\s+top"
            r"|reach\w*|pile|shortlisted|read)\b",
            r"\b(?:be|act\s+as|as|have\s+you\s+as|use\s+you\s+as|name\s+you\s+as|list\s+you\s+as"
            r"|give\s+your\s+name\s+as)\s+(?:my|a)\s+(?:job\s+)?(?:referee|reference|referrer)\b"
            r"|\b(?:recommendation\s+letter|letter\s+of\s+(?:recommendation|reference|support))\b"
            r"|\bendorse\s+(?:me|my)\b",
            r"\b(?:enquir\w*|inquir\w*|ask(?:ing)?|writing|contacting\s+you|calling|messag\w+"
            r"|reaching\s+out|approach\w*)\s+(?:you\s+)?(?:about|regarding|re|for|on"
            r"|in\s+regards?\s+to|concerning|with\s+regards?\s+to)\s+(?:(?:any|an|a|the|possible"
            rf"|potential|some|your|current|available|open)\s+)*(?:\w+\s+)?{_ANY_POST}\b",
            r"\b(?:looking|look|searching|hunting|hoping|on\s+the\s+lookout|in\s+the\s+market"
            rf"|in\s+search|in\s+need)\s+(?:\w+\s+)?(?:for|of)\s+{_ADJ}(?:internships?"
            r"|placements?|traineeships?|apprenticeships?|referrals?|work\s+experience|openings?"
            r"|vacanc(?:y|ies))\b",
            r"\b(?:want|wish|need|seek|seeking|require|request|requesting|like|love|hope|hoping"
            r"|keen\s+on|after|grateful\s+for|glad\s+of|interested\s+in|happy\s+(?:with|about"
            rf"|for)|dream\w*\s+of|outcome\s+(?:is|would\s+be)|desire)\s+{_ADJ}(?:internships?"
            r"|placements?|traineeships?|apprenticeships?|referrals?|refferals?"
            r"|work\s+experience|jobs?|positions?|roles?|shifts?|vacanc(?:y|ies)"
            r"|openings?)\b(?=[^.?!;]{0,50}\b(?:you|your|ur|there|his|her|if\s+(?:there|any)"
            r"|esteemed|please|pls|with\s+him|with\s+her|available|kindly)\b)",
            r"\b(?:interested\s+in|regarding|applied\s+(?:for|to)|apply(?:ing)?\s+(?:for"
            r"|to))\s+(?:the|this|that|your)\s+(?:(?!day|current|own)[\w-]+\s+){0,4}?(?:job"
            r"|position|vacancy|opening|internship|traineeship|placement|role"
            r"|post)\b(?=[^.?!;]{0,60}(?:\badvertis|\bposted|\bopen\b|\byou(?:r)?\b|\bat\b|[.?!]"
            r"|$))",
            r"\b(?:intern|internship|trainee|apprentice|placement)\s+(?:with|at|under|for"
            r"|in)\s+(?:you|your|ur)\b|\bdo\s+my\s+(?:\w+\s+)?(?:placement|internship|training"
            r"|apprenticeship|stage|practicum|thesis|project)\s+(?:with|at|under|in)\s+(?:you"
            r"|your|ur)\b",
            r"\b(?:who|whoever|whomever|person|people|one)\s+(?:is|are|'s|does|handles?"
            r"|in\s+charge\s+of|responsible\s+for)\s+(?:\w+\s+)?(?:hiring|recruit\w*|the\s+hiring"
            r"|filling|vacanc\w+|interns\w*)\b",
            r"\b(?:unpaid|for\s+free|without\s+(?:pay|salary)|no\s+pay|any\s+salary"
            r"|minimum\s+wage)\b(?=[^.?!;]{0,60}\b(?:work|start|intern|help|fine|ok|okay|begin"
            r"|join)\b)|\b(?:work|intern|help\s+out)\b[^.?!;]{0,30}\b(?:unpaid|for\s+free"
            r"|without\s+(?:pay|salary)|for\s+nothing)\b",
            r"\b(?:throw|put|toss)\s+my\s+(?:hat|name)\s+(?:in|into|forward)\b"
            r"|\bget\s+me\s+(?:through|past|in\s+at|into|onto|on\s+(?:the|your)|started\s+(?:at"
            r"|with|in)\s+your|hired|placed|a\s+(?:foot|way|place|start|slot|seat))"
            r"|\bway\s+in(?:to)?\s+(?:at|to|with)\s+your\s+(?:company|firm|team)\b"
            r"|\bfoot\s+in\s+(?:the|your)\s+door\b",
            r"\bneeds?\s+an?\s+(?:\w+\s+)?(?:designer|developer|engineer|assistant|waiter|cook"
            r"|driver|nurse|analyst|writer|marketer|intern|trainee|technician|teacher|hand|helper"
            r"|worker|accountant|clerk|receptionist|junior)\b(?=[^.?!;]{0,30}(?:[.?!]|$|like\s+me"
            r"|\bi\b|,))(?<!i\s)",
        )
    ),
    re.IGNORECASE,
)
_INNOCENT_POSTS = re.compile(
    r"\b(?:your|his|her|their|ur|current|last|first|own|previous|day|present|new|old|each|every"
    r"|whose|someone's|somebody's|desk|office|dream|nine-to-five|9-to-5|full-time"
    r"|part-time)\s+(?:\w+\s+)?(?:jobs?|roles?|position|internship|apprenticeship|placement"
    r"|employment|shift|work\s+experience)\b(?!\s+(?:opening|vacanc|posting|advert|programme"
    r"|program))"
    r"|\bmy\s+(?:\w+\s+)?(?:jobs?|roles?|position|internship|apprenticeship|employment|shifts?"
    r"|traineeship|placement|work\s+experience)\b(?!\s+(?:with|at|in|under)\s+(?:you|your))"
    r"|\bjob[- ]?(?:market|titles?|descriptions?|search(?:ing)?|hunt(?:ing)?|satisfaction"
    r"|seekers?|cent(?:re|er)s?|adverts?|fairs?|boards?|interviews?|security|losses|creation|ads?"
    r"|well|done|lot)\b"
    r"|\bposition(?:s|ed)?\s+(?:on|to|of|paper)\b|\broles?\s+(?:of|models?|play\w*)\b"
    r"|\b(?:opening|openings)\s+(?:of|night|hours?|line|ceremony|day|question|chapter|scene"
    r"|credits|act|remarks|speech|up|paragraph|page|sentence|move|bid)s?\b|\bgrand\s+opening\b"
    r"|\bplacement\s+of\b|\bhiring\s+(?:manager\s+)?(?:process|practices|bias|decisions)\b"
    r"|\b(?:gear|night|day|evening|early|late|morning|graveyard|back|paradigm|tectonic"
    r"|red)\s*shifts?\b|\bin\s+shifts\b|\b(?:your|his|her|their|half\s+of\s+(?:the"
    r"|your))\s+(?:\w+\s+)?(?:trainees|interns|apprentices|students)\b|\b(?:the|such\s+a"
    r"|a)\s+(?:\w+est|best|great|amazing|wonderful|dream|fun|tough|hard|lovely|good|bad|strange"
    r"|odd)\s+job\b|\bbetween\s+shifts\b|\bshifts?\s+(?:in|from|to|at|work)\b"
    r"|\b(?:a|the|that)\s+job\s+(?:i|of|well|like|that|which|where|as|is|was|in\s+itself"
    r"|to\s+(?:do|love))\b|\b(?:jobs|job)\s+(?:behind|attached)\b|\bno\s+job\b"
    r"|\bgp\s+referrals?\b|\breferrals?\s+(?:of|that|bounce|rate|system|letters?\s+from|pathway"
    r"|process|rates|numbers|to\s+(?:specialists?|hospital))\b|\b(?:your|the|our|rejected|patient"
    r"|hospital)\s+referrals?\b"
    r"|\b(?:how|what|which|why|where|whether\s+(?:it|a|an|the|i|to|one|people|my|such)|when"
    r"|who)\s+(?!can\s+i\s+apply|is\s+hiring|does\s+the\s+hiring|do\s+i\s+(?:talk|send"
    r"|write))(?:[^.?!;,]*)"
    r"|\b(?:hear|learn|read|advice|tips|curious|insights?|questions?|wonder|knowledge|chat|talk"
    r"|ask|speak|tell\s+me|conversation|understand|write|thinking|think|perspective|thoughts"
    r"|experience)\s+(?:\w+\s+){0,2}?(?:about|on|of|into|from|regarding)\s+(?!(?:(?:any|an|a"
    r"|possible|potential|some|open|current|available|the|your)\s+)*(?:\w+\s+)?(?:openings?"
    r"|vacanc|opportunit|internships?|traineeships?|jobs?|positions?|placements?|me\b))[^.?!;,]*"
    r"|\bi(?:'ve|'d|\s+have|\s+had|'m|\s+am)?\s+(?:\w+\s+)?(?:lost|left|had|was\s+offered"
    r"|been\s+offered|got|started?|starting|took|quit|found|held|hold|love|enjoy"
    r"|applied\s+for\s+(?:jobs|a\s+few)|applying\s+for\s+(?:jobs|roles|positions)|did|have"
    r"|finished|completed|finishing|like)\s+(?:(?!to\b)\w+\s+){0,3}?(?:jobs?|roles?|positions?"
    r"|internships?|placements?|apprenticeships?|traineeships?|shifts?|referrals?|employment)\b",
    re.IGNORECASE,
)

# A search that is only told. It is an ask where nothing else is asked for.
_SEARCH = re.compile(
    r"\b(?:i(?:'?m|\s+am)?\s+(?:\w+\s+)?|am\s+(?:\w+\s+)?|currently\s+|actively\s+"
    r"|^)(?:looking\s+(?:out\s+)?for|seeking|seek"
    r"|searching\s+(?:for)?|search\s+for|need|want|in\s+(?:need|search)\s+of|hunting\s+for"
    r"|after)\s+(?:an?\s+|some\s+"
    rf"|any\s+|my\s+)?{_ADJ}(?:{_POST}|work|opportunit(?:y|ies)\s+(?:in|as|at)|opportunit(?:y"
    r"|ies))\b(?!\s+(?:out|on|with me))",
    re.IGNORECASE,
)

_INNOCENT = re.compile(
    r"\b(?:my|your|his|her|their|our|the|current|last|first|old|previous|new|own|day|that|this"
    r"|every|each)\s+"
    r"(?:\w+\s+)?(?:job|role|position|post)\s+(?:is|was|at|as|in|of|where|that|involves|means"
    r"|took|and|has|had|on)\b"
    r"|\b(?:how|what|which|why|whether|when)\b[^.?!,;]{0,50}\b(?:hire|hiring|recruit|refer"
    r"|recommend|get|got|find|found"
    r"|land|landed|apply|choose|interview)\b",
    re.IGNORECASE,
)
_TOPIC_BEFORE = re.compile(
    r"\b(?:how|what|which|why|where|whether|when\s+you)\b(?:(?!\b(?:could|can|would|please"
    r"|kindly)\s+you\b)[^.?!;])*$",
    re.IGNORECASE,
)


def find_job_asks(reading: Reading, *, talk_is_asked: bool) -> list[Span]:
    """The words that ask for a job, an interview for one, a referral or a good word.

    `talk_is_asked` is whether the text asks for a conversation: then a search that is only told
    ("I am looking for a role") is the writer's situation, else it is what the text asks for.
    """
    found: list[Span] = []
    for sentence in reading.sentences:
        kept = list(search_on(_PATTERNS, sentence.text, partial(_is_meant, sentence)))
        bare = _INNOCENT_POSTS.sub(lambda match: "~" * len(match.group()), sentence.text)
        kept += search_on(_GENERAL_FRAMES, bare, partial(_is_not_denied, sentence))
        kept = kept or _in_one_breath(sentence, bare)
        if not kept and not talk_is_asked:
            kept = [
                match.span()
                for match in _SEARCH.finditer(sentence.text)
                if not is_denied(sentence.text, match.start(), match.end())
            ]
        found += [(sentence.start + start, sentence.start + end) for start, end in kept]
    return without_overlaps(found)


_HIRING_WORD = re.compile(
    r"\b(?:vacanc(?:y|ies)|openings?|internships?|shifts?|referrals?|hir(?:e|ed|ing)|employ(?:ed"
    r"|ing|ment)?|jobs?|jobless|positions?|trainees?|apprentice(?:s|ship|ships)?|candidates?"
    r"|application|payroll|rota|crew\s+list|recruit\w*|good\s+word|step\s+in|stand-in|stand\s+in"
    r"|radar|beginners|salary|wages|paid\s+work|addition\s+to\s+(?:your|the)|asset|(?:fill"
    r"|filling)\s+\w+'?s?\s+(?:boots|shoes|place|seat)|research\s+assistant|job\s+offer|placement"
    r"|roles?|desk\s+(?:free|going|spare|for\s+me)|spare\s+desk|my\s+(?:form|name|cv|resume"
    r"|profile)\s+(?:lands?|reach\w*|gets?|could|in\s+front|on\s+the|to\s+the)"
    r"|your\s+name\s+(?:could|can|to|as|on\s+my)|(?:drop(?:ping)?|mention(?:ing)?)\s+my\s+name"
    r"|my\s+cv\s+could|exception\s+for\s+me|work(?:ing)?\s+(?:for|under|with)\s+(?:you"
    r"|your\s+(?:team|company|firm))|(?:be|start|come\s+and|come\s+to"
    r"|begin)\s+work(?:ing)?\s+(?:there|for\s+you|with\s+you|at\s+your|in\s+your)"
    r"|do\s+something\s+for\s+me|traineeship|on\s+board|the\s+post|foot\s+in\s+the\s+door)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:could|can|would|will|might|may|please|kindly|'d|i'd|let\s+me|do\s+you|does\s+your"
    r"|is\s+there|are\s+there|any|if\s+you|help\s+me|sort\s+me|give\s+me|get\s+me|wouldn't|wants?"
    r"|hope|hoping|need|wish|looking\s+for|seeking)\b|'d\b",
    re.IGNORECASE,
)
_FOR_ME = re.compile(r"\b(?:i|i'd|i'm|i'll|me|my|us|myself)\b|\?", re.IGNORECASE)
_TALK_OR_TOPIC = re.compile(
    r"\b(?:call|coffee|chat|talk|speak|conversation|minutes|mins|meet|hear|learn|tell\s+me"
    r"|ask\s+you|advice|insights?|understand|know\s+how|curious|wonder\s+how|about)\b",
    re.IGNORECASE,
)


def _in_one_breath(sentence: Sentence, bare: str) -> list[Span]:
    """A word of hiring and a word of asking in a sentence that asks for no talk."""
    word = _HIRING_WORD.search(bare)
    if word is None or _TALK_OR_TOPIC.search(bare) or not _FOR_ME.search(bare):
        return []
    asking = _ASKING.search(bare)
    if asking is None or is_denied(sentence.text, word.start(), word.end()):
        return []
    start, end = min(word.start(), asking.start()), max(word.end(), asking.end())
    return [] if is_denied(sentence.text, start, end) else [(start, end)]


def _is_not_denied(sentence: Sentence, start: int, end: int) -> bool:
    return not is_denied(sentence.text, start, end)


def _is_meant(sentence: Sentence, start: int, end: int) -> bool:
    words = sentence.text[start:end]
    before = sentence.text[:start]
    if is_denied(sentence.text, start, end):
        return False
    return not _is_a_topic(before, words)


def _is_a_topic(before: str, words: str) -> bool:
    """Whether the words stand under a "how" or "what" that is asked about."""
    match = _TOPIC_BEFORE.search(before)
    if match is None:
        return False
    clause = before[match.start() :]
    return not re.search(r"[,:]\s*(?:and|but|so|please|also|or)?\s*$|\b(?:and|so|but)\s+$", clause)
