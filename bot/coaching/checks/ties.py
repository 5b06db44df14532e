"""Whether a text says something specific to its reader, or to the person it leads to."""

import re

from bot.coaching.checks.text import Reading, Span

_SLOT = "\x00"

_GENERAL = frozenset(
    """
    crew staff crews shop floor footsteps footstep boots steps sort type nature presence bio
    headline summary section list wall profile page post posts content work works career careers
    journey path paths background experience experiences expertise achievements achievement
    accomplishments success successes story insights insight advice perspective perspectives
    thoughts thought opinion opinions view views time help guidance support company organisation
    organization firm team department field industry area sector role position job title network
    connection connections name number email e-mail mail address contact details calendar schedule
    convenience reply response answer feedback knowledge wisdom skills skill professionalism
    leadership passion energy inspiration linkedin feed website account attention consideration
    kindness generosity patience availability diary day week weekend life interest inbox message
    brain brains ear side end line kind choice pick place city country reference perusal
    information own hr boss manager colleagues hiring openings vacancies vacancy internship
    internships self mind shoes way eyes hands family peers people dream level understanding
    favour favor mentorship mentee mentor permission indulgence questions question trajectory
    resume cv subject discipline domain specialty speciality profession professional trade
    practice business space world example track record years yrs early days busy esteemed input
    take call coffee chat convenient earliest kind positive good great amazing impressive
    inspiring incredible valuable precious wonderful fantastic brilliant interesting fascinating
    very such really current new recent latest past previous own whole entire general overall
    particular specific long successful distinguished remarkable extensive excellent outstanding
    thoughtful generous lovely nice stunning awesome professional personal online digital social
    media public videos video articles article talks talk blog blogs podcast podcasts book books
    writing writings updates update stuff things thing work-life culture values mission vision
    company's team's organisation's tips hints suggestion suggestions comments comment
    recommendation reading approach style attitude status reputation knowledgeable words word face
    voice photo picture office workplace window hour minutes moment morning evening afternoon
    holiday side daily typical normal average ordinary regular everyday day-to-day busy full
    packed tight hectic transition move switch change growth development progress rise climb start
    beginning beginnings favorite favourite biggest greatest best first last next main key core
    top one two few many educational academic technical vast rich deep strong solid wealth range
    level calibre caliber tenure stint group lab unit organisation's section division programme
    program institution university college school firm's employer headquarters hq hands thanks
    gratitude honesty candour openness willingness acceptance invitation request requests
    application opportunities opportunity project projects portfolio portfolios services service
    product products clients customers market marketing sales data science engineering design
    finance software product-management consulting hr it ux ai tech technology law legal medical
    nursing teaching research academia healthcare banking accounting cyber security cybersecurity
    logistics media journalism publishing hospitality retail insurance pharma biotech energy
    environmental climate nonprofit charity management operations analytics communications pr
    advertising policy government fashion music art film gaming game games education social-work
    psychology architecture construction property real estate aviation automotive aerospace
    mechanical electrical civil chemical web mobile frontend backend cloud devops machine learning
    artificial intelligence kind-hearted honour honor sir madam behalf hearted phone mobile cell
    whatsapp lunch break convenience's heart health wellbeing permission side's consent
    confirmation discretion expectations standards requirements needs reach influence platform
    page's followers audience
    """.split()
)
"""What anybody has: praise of it says nothing about this reader."""

_SINGLE_TEXT = frozenset(
    """
    talk lecture article post essay book paper podcast episode interview keynote presentation
    speech thread blog blogpost column piece video film thesis dissertation study report series
    webinar workshop session seminar panel demo tutorial newsletter chapter review op-ed opinion
    editorial documentary reel story case poster memo review guide course class training tour
    exhibition show performance album song recording research project invention patent design
    campaign stream ama answer comment note letter slides deck repo library plugin package app
    tool dataset translation
    """.split()
)
_TEXTS = frozenset(f"{word}s" for word in _SINGLE_TEXT) | {
    "stories",
    "studies",
    "classes",
    "essays",
}

_CAPITAL = re.compile(r"(?<![.!?:]\s)(?<!^)(?<![\"'(])\b[A-Z][\w'&.-]*[A-Za-z0-9]")
_NO_NAME = frozenset(
    """
    i i'm i'd i've i'll linkedin zoom teams skype google meet facetime whatsapp email cv pdf
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri
    sat sun january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec ok okay hi hello dear thanks thank regards
    best sir madam ma'am maam english uk us usa uae eu data science marketing finance hr it ai ux
    ui ml software product management engineering design business sales consulting human resources
    machine learning computer cyber security law medicine nursing teaching project manager
    developer analyst engineer bsc msc mba phd ba ma b.tech btech b.sc m.sc ceo cto cfo cmo coo vp
    director head mr mrs ms dr prof professor christmas easter am pm est gmt bst ist cet pst covid
    internet the my we it is this and if you your would could can what how please with as for in
    at of to on so but
    """.split()
)

_YOUR = re.compile(r"\b(?:your|ur)\s+(?P<phrase>[^.?!;:]{2,90})", re.IGNORECASE)
_DESCRIBES = re.compile(r"(?:ly|ful|ive|ing|ous|able|ible|ent|ant|ic|ical|al|ed|less|est|ish)$")
_APPOSED = re.compile(
    r"^(?:company|firm|shop|studio|restaurant|book|podcast|blog|film|newsletter|band|start-?up"
    r"|paper|article|channel|series|show|agency|bakery|farm|school|charity|album|novel|play"
    r"|column)\s*,\s*(?:the\s+)?[A-Z]"
)
_TEXT_TOPIC = re.compile(
    r"^\s*(?:last\s+\w+\s+|yesterday\s+|recently\s+|this\s+\w+\s+)?(?:on|about|of|for|in|at|with"
    r"|from|called|titled|entitled|where|when|regarding|around|into|to|that|which|who|\"|'"
    r"|you\s+(?:gave|did|wrote|made|shared|posted)|explaining|describing|arguing"
    r"|comparing)\s*(?P<topic>.*)$",
    re.IGNORECASE,
)
_BY_NATURE = re.compile(r"^\s*(?:in|of|within|across)\b", re.IGNORECASE)

# "You moved from a bank to farmers' co-ops": their own step, told or asked about.
_STEP = re.compile(
    r"\b(?:you|u|you've|you'd|he|she|him|her|they)\s+(?:(?:\w+|once|first|then"
    r"|also)\s+){0,2}?(?:went|moved|move|go|got|get|came|come|switch(?:ed)?|transition(?:ed)?"
    r"|chang(?:e|ed)|turn(?:ed)?|shift(?:ed)?|jump(?:ed)?|pivot(?:ed)?|left|leave|made|make"
    r"|crossed?|swapped|migrated|retrained|grew|walked|rose|climbed|evolved?|progress(?:ed)?"
    r"|mov(?:ing)|going)\b"
    r"[^.?!;,]{0,70}?\b(?:from|out\s+of|after|to\s+\w+\s+from|for|into|via|before|between"
    r"|behind)\s+(?P<what>[^.?!;,]+)",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"\b(?:your|his|her)\s+(?:\w+\s+){0,3}?(?:move|switch|transition|jump|path|journey|step"
    r"|change|leap|shift|route|way|career|pivot|road|swap|turn|progression"
    r"|story)\s+(?:\w+\s+){0,2}?(?:from|out\s+of)\s+\w[^.?!;,]*\b(?:to|into)\b",
    re.IGNORECASE,
)
# "You wrote / built / told us ...": an act of theirs.
_ACT = re.compile(
    r"\b(?:you|you've|you'd|you\s+have|you\s+had|he|she|she's|he's|who|they)\s+(?:(?:once|also"
    r"|both|just|recently|first|had|have|has|then|so|kindly|really|personally|and|were\s+the"
    r"|are\s+the|was\s+the|is\s+the|did)\s+){0,3}"
    r"(?:wrote|written|give\s+the|write\s+(?:the|that|a)|said|told|gave|given|give\s+the|spoke"
    r"|built|build\s+the|restored|restore|opened|described|quoted|rebuilt|designed|founded|found"
    r"|started|started|led|lead\s+the|ran|run\s+(?:a|the|that)|taught|presented|explained|showed"
    r"|shown|published|posted|made|mentioned|argued|created|launched|organi[sz]ed|organi[sz]e"
    r"|hosted|curated|directed|drew|drawn|painted|carved|solved|cut\b|fixed|saved|helped|won"
    r"|judged|chaired|signed|drafted|edited|translated|played|sang|acted|filmed|photographed"
    r"|recorded|baked|cooked|brewed|planted|grew|bred|discovered|invented|developed|coached"
    r"|trained|served|shared|visited|stayed|crossed|climbed|sailed|swam|cycled|walked\s+(?:us"
    r"|through)|talked|answered|spent|sold|bought|turned|towed|rescued|operated|delivered|treated"
    r"|measured|counted|count\b|registered|studied|graduated|worked|work(?:s)?\s+(?:at|for|with)"
    r"|volunteered|interned|lived|set\s+up|did\s+(?:the|a|your|his|her)|do\s+(?:the|that)"
    r"|came\s+to|joined|left|moved|switched|retrained|took|kept|put|brought|held|came\s+from"
    r"|come\s+from|grew\s+up|appeared|featured|interviewed|reviewed|commented|replied|raised"
    r"|reopened|converted|rode|overhauled|pioneered|dry|dries|runs?|owns?|chairs?|teaches|breeds?"
    r"|makes|sits|plays?|sings?|moderated?|co-?\w+ed|used\s+to|had|have\s+(?:been|done)|was\b"
    r"|were\b|is\s+(?:the|your|an?)|are\s+(?:the)|can|know(?:s)?|stood|showed\s+up|figured|walked"
    r"|managed|lectured|mapped|re\w+ed)\b"
    r"(?P<what>[^.?!;]{0,80})",
    re.IGNORECASE,
)
_ACT_WEAK = re.compile(
    r"^\s*(?:in|at|for|as|with)?\s*(?:(?:the|a|an|your|this|that|so|very|such|really|great|good"
    r"|amazing|much|many|lot|lots|of|success\w*|impact|difference|name|mark|career|it|things|well"
    r"|time|years|in|field|industry|sector|area|role|position|job|company|able|to|help|me"
    r"|interesting|impressive|and|inspiring|busy|free|available|open|willing|right|best|person"
    r"|someone|people|expert|leader|experienced|knowledgeable|one|who|for|like|too|also|enough"
    r"|kind)\b\W*)*$",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:how|what|why|which|whether|where|if|when|could|can|would|may|might|do|does|did|will"
    r"|like|as)\s+(?:it\s+(?:is|was|that)\s+)?(?:\w+\s+){0,2}?$",
    re.IGNORECASE,
)

_READS = re.compile(
    r"\b(?:read|reading|heard|saw|seen|watched|watching|attended|listened\s+to|listening\s+to"
    r"|enjoyed|loved|love|liked|came\s+(?:to|across)|caught|found|followed|used|use|bought"
    r"|visited|finished|remember|bookmarked|devoured|replayed|rewatched|reread|studied|discussed"
    r"|cited|quoted|gone\s+through|went\s+through|going\s+through|inspired\s+by|struck\s+by"
    r"|hooked|thanks\s+for|congrat\w*|congratulations\s+on|fan\s+of|was\s+at|been\s+to|were\s+at"
    r"|sat\s+in|took)\b",
    re.IGNORECASE,
)
_REFERRED = re.compile(
    r"(?P<who>\b(?-i:[A-Z])[\w'.-]+(?:\s+(?-i:[A-Z])[\w'.-]+){0,3})(?:\s*\([^()]{1,80}\)"
    r"|\s*,[^,.?!;]{1,70},|\s+(?:from|at|of|in|on|who|over|down|up|next)\s+[^,.?!;]{1,60}?"
    r"|\s+and\s+i)?\s+(?:\w+ly\s+|kindly\s+|once\s+|just\s+|also\s+|has\s+|have\s+|had\s+|both\s+"
    r"|and\s+\w+\s+)?"
    r"(?:said|says|told|tells|suggested|suggests|suggest|mentioned|mentions|gave|gives|given"
    r"|passed|recommended|recommends|introduced|thinks|thought|reckons|reckoned|pointed|swore"
    r"|swears|speaks?|spoke|advised|advises|referred|refers|sent|encouraged|directed|insisted|put"
    r"|connected|shared|talks?|talked|raved|raves|knows?|trained|worked|works|taught|urged"
    r"|insists|promised|forwarded|calls|called|and\s+you|was\s+in\s+your|are\s+both|is\s+your"
    r"|sits?|nudged|prompted|hired|married|remembers|sings|sang|praised|praises|sends|asked\s+me"
    r"|tipped|named)\b",
    re.IGNORECASE,
)
_NOT_A_PERSON = frozenset(
    """
    i my he she it we they you this that these those there the a an nobody everyone everybody
    someone somebody what who how why when which friends people google linkedin today yesterday
    nobody recently last here life covid one two some many most all both another each our your his
    her their if as and but so or also then now just never still chatgpt articles research experts
    studies career advice
    """.split()
)
_VIA = re.compile(
    r"\b(?:through|via|from|by|thanks\s+to|at\s+the\s+(?:suggestion|recommendation|urging)\s+of"
    r"|on\s+the\s+(?:advice|recommendation|suggestion)\s+of|recommended\s+by"
    r"|referred\s+(?:to\s+you\s+)?by|introduced\s+by|suggested\s+by|suggestion\s+(?:of|from)|know"
    r"|knows|friends?\s+(?:of|with)|told\s+(?:me\s+)?by|contact\s+from|number\s+from|name\s+from"
    r"|email\s+from|address\s+from|details\s+from|courtesy\s+of|with|friend|colleague|buddy|boss"
    r"|teacher|professor|brother|sister|cousin|uncle|aunt|mate|classmate|batchmate|roommate"
    r"|manager|tutor|neighbou?r|student|husband|wife|son|daughter|mother|father|pal|mentor"
    r"|supervisor|contact)\s+"
    r"(?:my\s+|our\s+|your\s+|a\s+|the\s+)?(?:(?:\w+\s+){0,3}?)(?P<who>(?-i:[A-Z])[\w'.-]+(?:\s+(?"
    r"-i:[A-Z])[\w'.-]+){0,3})",
    re.IGNORECASE,
)
_TO_READER = re.compile(
    r"\b(?:your\s+(?:name|number|email|e-mail|mail|address|contact|details|card|work|profile)"
    r"|(?:to\s+|with\s+|about\s+|of\s+|at\s+|for\s+|and\s+|by\s+|that\s+|how\s+|know\s+|knows\s+"
    r"|you're\s+|thought\s+|said\s+|says\s+|reckons\s+|thinks\s+|me\s+)you\b|you'd|you\s+(?:and"
    r"|were|are|might|would|could|two|both|may|know)|you're|contact\s+you|write\s+to\s+you"
    r"|talk\s+to\s+you|gave\s+me|told\s+me|mutual|suggested\s+(?:i|that\s+i)|get\s+in\s+touch"
    r"|reach\s+out|drop\s+you|introduc\w+)\b",
    re.IGNORECASE,
)
_KIN = (
    r"(?:brother|sister|cousin|uncle|aunt(?:ie)?|friend|colleague|buddy|boss|teacher|professor"
    r"|son|daughter|mother|father|mum|mom|dad|wife|husband|partner|neighbou?r|classmate|batchmate"
    r"|roommate|housemate|flatmate|student|former\s+\w+|ex-\w+|tutor|supervisor|manager|mentor"
    r"|grandmother|grandfather|niece|nephew|co-?worker|assistant|coach|in-law|brother-in-law"
    r"|sister-in-law|lab\s*mate|teammate|team-mate|pal|mate|secretary|intern|apprentice|girls"
    r"|boys|kids|children|parents)"
)
_YOUR_KIN = re.compile(
    rf"\b(?:your|our|my)\s+(?:[\w-]+\s+){{0,3}}?{_KIN}s?,?\s+(?P<who>(?-i:[A-Z])[\w'-]+)",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"\b(?:(?:we|us)\s+(?:\w+\s+){0,2}?both|both\s+(?:of\s+us|went|studied|worked|attended"
    r"|graduated|grew|did|come|came|served|spent|played|sang|taught|are|were|have|trained|started"
    r"|live|moor|belong|sit)|you\s+and\s+i\b|we\s+(?:\w+\s+){0,2}?(?:met|overlapped|worked|spoke"
    r"|talked|studied|sat|shared|share|chatted|were\s+(?:both|at|in|on|introduced)|crossed|bumped"
    r"|went\s+to|attended|played|served|exchanged|have\s+in\s+common|trained|graduated"
    r"|connected\s+at)"
    r"|(?:i|who|we)\s+(?:\w+\s+){0,3}?(?:shared|share|sat\s+next|stood\s+next|worked\s+(?:under"
    r"|with|for|alongside)\s+you|studied\s+(?:under|with)\s+you|met\s+you|was\s+(?:in\s+your"
    r"|your)|were\s+in\s+your|took\s+your|attended\s+your|sat\s+in\s+(?:on\s+)?your|heard\s+you"
    r"|saw\s+you|seen\s+you|watched\s+you|listened\s+to\s+you)"
    r"|same\s+(?:school|university|college|uni|team|street|village|town|city|course|company|firm"
    r"|regiment|unit|programme|program|class|department|lab|professor|club|choir|hometown"
    r"|alma\s+mater|department|batch|hostel|dorm|path|route|journey\s+from|employer|camp|base"
    r"|ship|plant|hospital|ward|teacher|degree)\b|alma\s+mater"
    r"|fellow\s+(?!(?:professional|enthusiast|human|networker|member|linkedin|data|marketing"
    r"|designer|developer|engineer|creative|entrepreneur|student|job|graduate\b|coder|nerd|geek"
    r"|traveler|traveller|foodie|book|reader|fan|woman|women|founder|leader|tech|hr|recruiter"
    r"|teacher|nurse|analyst|marketer|writer|artist|scientist|researcher|introvert|parent|mum|dad"
    r"|mom))(?:[\w'-]+)"
    r"|(?:also|too)\s+(?:a\s+)?(?:studied|graduated|went|worked|attended|an?\s+(?:alum\w*"
    r"|graduate|graduated)\s+(?:of|from))\s+(?:from|at|to)?\s*(?-i:[A-Z])|alum(?:na|nus|ni|nae"
    r"|s)?\b(?!\s+(?:here\s*$)))",
    re.IGNORECASE,
)
_TOO = re.compile(
    r"\b(?:i|i'm|i\s+am)\b[^.?!;]{0,60}(?-i:[A-Z])[\w'-]+[^.?!;]{0,20}\b(?:too|as\s+well"
    r"|like\s+you|as\s+you|just\s+like\s+you)\b|\b(?:like\s+you,\s+i|as\s+you\s+(?:did|once\s+did"
    r"|were|once\s+were)|just\s+as\s+you\s+did|just\s+like\s+you\s+did)\b[^.?!;]{0,50}"
    r"|\byou\b[^.?!;]{0,50}(?-i:[A-Z])[\w'-]+[^.?!;]{0,15}\b(?:too|as\s+well|yourself)\b",
    re.IGNORECASE,
)
_YOU_AT = re.compile(
    r"\b(?:you|your|u|ur|you're|you've|yours|heard\s+you|saw\s+you|he|she|her|his"
    r"|who)\b[^.?!;]{0,70}?\b(?:at|on|in|to|from|for|with|of|by|near|past|into|about|behind"
    r"|against|over|called|named)\s+(?:the\s+|a\s+|an\s+|your\s+"
    r"|our\s+)?(?:[a-z][\w'-]*\s+){0,3}?[\"']?(?P<name>(?-i:[A-Z])[\w'&.-]+)",
    re.IGNORECASE,
)
_DONE_BY_YOU = re.compile(
    r"(?P<thing>[a-z][\w'-]+)\s+(?:that\s+|which\s+)?(?:you|u)(?:'ve|\s+have|\s+had"
    r"|'d)?\s+(?:\w+ly\s+)?(?P<did>\w+ed|wrote|made|built|drew|gave|did|shot|took|sang|ran|led"
    r"|won|cut|hung|wove|sewed|grew|bred|taught|sold|found|founded|left|said|told|shown|given"
    r"|written|drawn|sung|run|put)\b(?P<rest>[^.?!;]*)",
    re.IGNORECASE,
)
_HANDLED = re.compile(
    r"\b(?:saw|seen|watched|heard|read|remember|admired?|loved?|like[d]?|noticed|recall)\s+(?:how"
    r"|the\s+way|that|when|where|what)\s+(?:you|u)\s+(?:\w+ed|wrote|made|built|drew|gave|did|ran"
    r"|led|won|cut|taught|sold|found|left|took|brought|kept|put|stood|spoke|dealt"
    r"|got)\b(?P<rest>[^.?!;]+)",
    re.IGNORECASE,
)
_HOW_YOU = re.compile(
    r"\bhow\s+(?:you|u|he|she|they)\s+(?!got\b|get\b|became|become|started|start\b|chose|decided"
    r"|landed|broke|entered|managed\s+to\s+(?:get|land|find)|found\s+(?:a|your)|made\s+(?:it"
    r"|the\s+(?:move|switch|transition|jump|leap|change)|your)|built\s+(?:your|a\s+career)"
    r"|balance|handle|stay|keep|work)(?:\w+ed|wrote|made|built|drew|gave|did|ran|led|won|cut"
    r"|taught|sold|brought|kept|put|dealt|got|found|took|set|spoke|grew)\s+(?:up\s+|out\s+|on\s+"
    r"|with\s+|round\s+)?(?:the|that|those|these)\s+(?P<what>[^.?!;,]+)",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:fan\s+of|love[d]?|read|reading|watched|watching|listen(?:ed|ing)?\s+to"
    r"|subscriber\s+(?:of|to)|subscribed\s+to|reader\s+of|listener\s+(?:of|to)|enjoyed"
    r"|every\s+issue\s+of|adore[d]?|been\s+to\s+see|went\s+to\s+see|been\s+to|went\s+to|copy\s+of"
    r"|episode\s+of|issue\s+of|seen|saw)\s+(?:all\s+of\s+|every\s+\w+\s+of\s+|the\s+"
    r"|both\s+)?[\"']?(?P<who>(?-i:[A-Z])[\w'-]+(?:\s+(?:of|the|on|in|and|to|for"
    r"|(?-i:[A-Z])[\w'-]+))*)",
    re.IGNORECASE,
)
_OPEN_DAY = re.compile(
    r"\b(?:your|ur)\s+(?:\w+\s+)?(?:open|sports|field|harvest|sale|wedding|book)\s+(?:day|house"
    r"|evening|studio|garden|weekend|launch|mic|rehearsal)s?\b",
    re.IGNORECASE,
)
_YOURS_DID = re.compile(
    r"\b(?:your|ur)\s+(?:\w+\s+)?(?:firm|company|team|lab|group|studio|shop|office|department"
    r"|crew|organi[sz]ation|agency|school|people|class|students|choir|band)\s+(?:once\s+"
    r"|recently\s+|also\s+|just\s+)?(?P<did>\w+ed|built|made|won|did|wrote|ran|gave|put|drew|cut"
    r"|dug|laid|grew|took|brought|sold|sang|saved)\s+(?P<rest>[^.?!;]+)",
    re.IGNORECASE,
)
_YOU_ARGUE = re.compile(
    r"\b(?:in\s+(?:your|it|that|which|the\s+\w+)[^.?!;]{0,40}?\s+)?(?:you|u)\s+(?:argue|say|write"
    r"|claim|describe|mention|explain|suggest|call|compare|show|quote|list|credit|admit"
    r"|point\s+out|talk\s+about|ask)\s+(?P<rest>[^.?!;]+)",
    re.IGNORECASE,
)
_YOU_KEEP = re.compile(
    r"\b(?:you|u)\s+(?:also\s+|now\s+|still\s+|both\s+)?(?:run|keep|own|grow|teach|make|restore"
    r"|breed|lead|head|chair|edit|organi[sz]e|host|play|coach|train|repair|conduct|curate"
    r"|look\s+after|build|carve|weave|brew|bake|drive|fly|sail|dig|paint|mend|sing|serve|tune"
    r"|translate|photograph|design|forecast)\s+(?P<rest>[^.?!;,]+)",
    re.IGNORECASE,
)
_YOU_WERE = re.compile(
    r"\byou\s+(?:were|are|must\s+be)\s+(?:the|my|our)\s+(?:\w+\s+){1,3}?(?:who|that|when|at|in|on"
    r"|of)\b(?P<rest>[^.?!;]+)|\bi\s+was\s+(?:the|one\s+of"
    r"|in)\s+(?:the\s+)?\w+[^.?!;]{0,40}\b(?:your|you)\b(?P<more>[^.?!;]*)"
    r"|\bone\s+of\s+your\s+(?:former|old|ex-?)\s+\w+",
    re.IGNORECASE,
)
_IN_COMMON = re.compile(
    r"\b(?:have|share|know)\s+(?:\w+\s+){0,3}?(?-i:[A-Z])[\w'-]+[^.?!;]{0,30}\bin\s+common\b"
    r"|\byour\s+name\s+(?:is|was|stands|appears|came\s+up|comes\s+up)\s+(?:on|in|under|at|over"
    r"|above|when|as)\b",
    re.IGNORECASE,
)
_WHERE_YOU = re.compile(
    r"\b(?-i:[A-Z])[\w'-]+,?\s+(?:where|which|when|who|that)\s+(?:you|u)\b(?!\s+(?:can|could|may"
    r"|would))|\b(?:you|u)\s+and\s+(?:my\s+\w+\s+)?(?-i:[A-Z])[\w'-]+|\b(?:are|is"
    r"|you're)\s+(?:you|that|this|it|there)?\s*the\s+(?:\w+\s+){0,3}?(?:who|that)\s+\w+"
    r"|\b[a-z]+\s+of\s+yours\s+(?:with|on|from|about|in|at|is|that|which|where)\b"
    r"|\bour\s+paths\s+(?:have\s+)?cross\w*|\bas\s+you\s+(?:told|wrote|put\s+it|once\s+(?:said"
    r"|wrote|told)|said\s+(?:in|on|at|to))\b",
    re.IGNORECASE,
)
_WE_DID = re.compile(
    r"\bwe\s+(?:(?:all|once|even|first|last|then|also)\s+)?(?:danced|crossed|stood|sang|sat|ran"
    r"|queued|travelled|traveled|rode|marched|camped|hiked|swam|volunteered|judged|performed"
    r"|competed|sailed|lived|grew|commuted|exhibited|trained|presented|marshalled|caught|taught"
    r"|served|worked|studied|met|spoke|talked|chatted|shared|overlapped"
    r"|played)\b(?P<rest>[^.?!;]+)",
    re.IGNORECASE,
)
_WERE_BEFORE = re.compile(
    r"\b(?:you|u)(?:'ve|\s+have|\s+had)?\s+(?:were|was|used\s+to\s+be|been"
    r"|started\s+(?:out\s+)?(?:as|at|in)|began\s+(?:as|at|in)|trained\s+(?:as|at)|worked\s+(?:as"
    r"|at|in)|had\s+been)\s+[^.?!;]{2,50}\b(?:before|until|and\s+now|then|turned|prior\s+to"
    r"|and\s+(?:ended|later|moved|switched|went))\b",
    re.IGNORECASE,
)
_TOLD_LOW = re.compile(
    r"(?:^|[,;:]\s*|\b(?:and|but|so|because)\s+)(?P<who>[a-z]{3,})(?:\s+(?:from|at|in)\s+(?:your"
    r"|ur|my|the|our)\s+\w+)?\s+(?:said|told\s+me|suggested|gave\s+me|mentioned|recommended"
    r"|reckons|says|thinks|pointed\s+me)\b[^.?!;]{0,40}\b(?:you|u|your|ur|ping|message|write"
    r"|contact)\b",
)
_CONGRATS = re.compile(
    r"\bcongrat\w*\s+(?:again\s+)?(?:on|for)\s+(?P<what>[^.?!;]+)", re.IGNORECASE
)
_GIVEN_BY = re.compile(
    r"\byour\s+(?:\w+\s+)?(?:name|number|contact|email|e-mail|address|details"
    r"|profile)\b[^.?!;]{0,40}\b(?:by|from|through|via)\s+(?:[a-z]+\s+){0,3}(?P<who>(?-i:[A-Z])[\w"
    r"'.-]+(?:\s+(?-i:[A-Z])[\w'-]+)?)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\"[^\"]{3,80}\"")
_PLATFORM = re.compile(
    r"\b(?:on|via|through|over|from)\s+(?:linkedin|twitter|x|instagram|google|youtube|facebook"
    r"|the\s+internet)\b",
    re.IGNORECASE,
)


def has_link(reading: Reading, slots: list[Span]) -> bool:
    """Whether the text ties the writer to this reader in particular."""
    return any(_ties(sentence) for sentence in _sentences(reading, slots))


def has_link_to_target(reading: Reading, slots: list[Span], target: str = "") -> bool:
    """Whether an introduction request says what ties the writer to the person it leads to."""
    friend = _greeted(reading)
    sentences = _sentences(reading, slots)
    if any(_THEIR_PERSON.search(text) for text in sentences):
        return True
    if not any(_target_in(text, friend, target) for text in sentences):
        return False
    return any(_TARGET_TIE.search(text) or _TARGET_GOES_ON.search(text) for text in sentences)


_TARGET_TIE = re.compile(
    rf"\b(?:who|whose|his|her|their|she|he|she's|he's|they)\b|\byour\s+(?:[\w'-]+\s+){{0,4}}?(?:{_KIN}"
    r"|lecturer|batchmate|senior|landlord|doctor|dentist|vet|choir|club|team|captain|chief"
    r"|adviser|advisor)\b|\b(?-i:[A-Z])[\w-]+'s\s+\w+|\bfrom\s+(?:your|the|my|our)\b|\b(?:of"
    r"|at)\s+(?:the\s+)?(?-i:[A-Z])\w+|\bwith\s+(?:his|her)\b|,\s+the\s+\w+|\bused\s+to\b"
    r"|\b(?:wrote|built|runs?|owns|founded|opened|drafted|gave|spoke|designed|started|teaches"
    r"|taught|restored|led|made|moved|left|went|won|published|works\s+at)\b",
    re.IGNORECASE,
)
_THEIR_PERSON = re.compile(
    rf"\b(?:your|ur)\s+(?:[\w'-]+\s+){{0,2}}?(?:{_KIN}|landlord|doctor|dentist|vet|captain"
    r"|adviser|advisor|lecturer|senior|choir\s*master|trainer|physio)s?,?\s+(?:who|whose"
    r"|the\s+(?:one|\w+er|\w+ist|\w+or)|that\s+(?:built|made|wrote|runs|did|restored|fixed)"
    r"|(?-i:[A-Z])\w+)",
    re.IGNORECASE,
)
_TARGET_GOES_ON = re.compile(
    r"\b(?:she|he|they|she's|he's)\s+(?:\w+\s+){{0,2}}?(?:is\s+the|was\s+the|wrote|built|runs?|owns"
    r"|founded|opened|drafted|gave|spoke|designed|started|teaches|taught|restored|led|made|moved"
    r"|left|went|won|published|worked|works|did|used|told|said|helped|towed|explained|has|showed"
    r"|presented|handled|signed|created)\b|\b(?:his|her)\s+(?:[\w-]+\s+){{0,3}}?(?:{})\b|\b(?:read"
    r"|heard|saw|watched|attended|loved)\s+(?:his|her)\b|\b(?:rehabbed|worked|studied|trained"
    r"|rowed|played|met)\s+(?:with|under|for|at|alongside)?\s*(?:his|her|him)\b".format(
        "|".join(sorted(_SINGLE_TEXT | _TEXTS))
    ),
    re.IGNORECASE,
)


def _greeted(reading: Reading) -> set[str]:
    words = reading.plain[slice(*reading.layout.greeting)]
    return {word.lower() for word in re.findall(r"[\w'-]+", words)}


_PLACED = re.compile(
    r"\b(?:in|at|from|near|around|through|on|off|outside|for)\s+(?:the\s+)?$", re.IGNORECASE
)


def _target_in(text: str, friend: set[str], target: str) -> bool:
    if target:
        names = [word.lower() for word in re.findall(r"[\w'-]+", target) if word[0].isupper()]
        if any(re.search(rf"\b{re.escape(name)}\b", text.lower()) for name in names):
            return True
    for match in re.finditer(
        r"\b(?:[Pp]rof|[Dd]r|Mr|Ms|Mrs|[Cc]oach|[Ss]ister)\.?\s+[A-Za-z]\w+"
        r"|(?<![.!?]\s)(?<!^)\b[A-Z][a-z][\w'-]*",
        text,
    ):
        if _PLACED.search(text[: match.start()]):
            continue
        low = match.group().lower()
        if low not in _NO_NAME and low not in friend and low.split()[0] not in friend:
            return True
    return False


def _sentences(reading: Reading, slots: list[Span]) -> list[str]:
    found = []
    for sentence in reading.body:
        text = sentence.text
        for start, end in slots:
            first, last = max(start - sentence.start, 0), min(end - sentence.start, len(text))
            if first < last and last > 0:
                text = text[:first] + _SLOT * (last - first) + text[last:]
        found.append(text)
    return found


def _ties(text: str) -> bool:
    plain = _PLATFORM.sub(lambda match: "~" * len(match.group()), text)
    return (
        _shares(plain)
        or _is_referred(plain)
        or _names_work(plain)
        or _steps(plain)
        or _acts(plain)
        or _places(plain)
        or _did(plain)
    )


def _did(text: str) -> bool:
    """Whether a thing is told that the reader made, handled, said or won."""
    return (
        _made_or_won(text)
        or _says_or_runs(text)
        or _stands_with_me(text)
        or _OPEN_DAY.search(text) is not None
        or any(_is_a_title(match["who"].split()[0]) for match in _TITLED.finditer(text))
        or _was_named_by(text)
    )


def _made_or_won(text: str) -> bool:
    for pattern, key, least in (
        (_DONE_BY_YOU, "rest", 0),
        (_HANDLED, "rest", 1),
        (_CONGRATS, "what", 2),
        (_HOW_YOU, "what", 1),
    ):
        for match in pattern.finditer(text):
            asked = pattern is not _HOW_YOU and _ASKED.search(text[: match.start()])
            if _SLOT in match.group() or asked:
                continue
            if pattern is _DONE_BY_YOU:
                thing = match["thing"]
                if thing.lower() in _FUNCTION or not _odd_words(thing):
                    continue
            if len(_odd_words(match[key])) >= least:
                return True
    return False


def _says_or_runs(text: str) -> bool:
    return any(
        len(_odd_words(match["rest"])) >= 2
        and _SLOT not in match.group()
        and not _ASKED.search(text[: match.start()])
        for pattern in (_YOURS_DID, _YOU_ARGUE, _YOU_KEEP)
        for match in pattern.finditer(text)
    )


def _stands_with_me(text: str) -> bool:
    """Whether writer and reader, or reader and a place, are named in one breath."""
    if _SLOT in text:
        return False
    if _YOU_WERE.search(text) or _IN_COMMON.search(text):
        return True
    if _WHERE_YOU.search(text) or _WERE_BEFORE.search(text):
        return _SUITABLE.search(text) is None
    return any(_odd_words(match["rest"]) for match in _WE_DID.finditer(text))


_SUITABLE = re.compile(r"\b(?:free|available|right|person|expert)\b", re.IGNORECASE)


def _was_named_by(text: str) -> bool:
    told = _TOLD_LOW.search(text)
    if told and told["who"] not in _NOT_A_PERSON and told["who"] not in _ANYBODY_TOLD:
        return True
    given = _GIVEN_BY.search(_PLATFORM.sub("~", text))
    return given is not None and any(_is_a_name(word) for word in given["who"].split())


_ANYBODY_TOLD = frozenset(
    "someone somebody friend friends people mum mom dad colleague colleagues teacher boss anyone"
    " google linkedin article book profile page post talk story video recently once also just"
    " really always never".split()
)


def _odd_words(text: str) -> list[str]:
    words = re.findall(r"[^\W\d_][\w'-]+|\d{4}", text)
    return [word for word in words if word.lower() not in _GENERAL and word.lower() not in _SMALL]


_FUNCTION = frozenset(
    "how what when where why which who if that whether as since because and but or so than like af"
    "ter before"
    " while until once though although see know hope think believe say said told glad sure way all"
    " everything"
    " anything something things one ones time day moment steps choices decisions then now also did"
    " do does".split()
)


def _shares(text: str) -> bool:
    for pattern in (_SHARED, _TOO):
        match = pattern.search(text)
        if match and _SLOT not in text[match.start() : match.end() + 40]:
            return True
    return False


def _is_a_name(word: str) -> bool:
    low = word.lower().strip(".,'\"")
    return (
        bool(low)
        and low not in _NO_NAME
        and low not in _NOT_A_PERSON
        and low.split()[0] not in _NOT_A_PERSON
    )


def _is_referred(text: str) -> bool:
    """Whether a named person stands between the writer and the reader."""
    if _SLOT in text:
        return False
    kin = _YOUR_KIN.search(text)
    if kin and _is_a_name(kin["who"]):
        return True
    if not _TO_READER.search(text):
        return False
    return any(
        any(_is_a_name(word) for word in match["who"].split())
        for pattern in (_REFERRED, _VIA)
        for match in pattern.finditer(text)
    )


def _names_work(text: str) -> bool:
    """Whether some "your ..." is more than anybody's profile, posts or career."""
    if _FROM_TO.search(text) and _SLOT not in text:
        return True
    return any(
        _is_specific(match["phrase"], text[: match.start()]) for match in _YOUR.finditer(text)
    )


def _is_specific(phrase: str, before: str) -> bool:
    head = re.split(
        r"\s*,|\s+(?:is|are|was|were|and|but|so|that|which|who|has|have|had|made|makes|got|gets"
        r"|really|inspired|helped|taught|if|because|when|where|while|since|to|for|on|about|of"
        r"|with|at|from|by|in|as|before|after|or|would|could|can|will|put|answered|opened|stuck"
        r"|caught|catch(?:es)?|speaks?|spoke|says?|said|stands?|shows?|tells?|told|does|do|drew"
        r"|draws?|hit|reads?|sounds?|looks?|seems?|feels?|gives?|takes?|keeps?|kept|moved|helps?"
        r"|came|comes|resonated|impress(?:ed|es)|stood|aligns?|matches|matched|fits?|intrigued"
        r"|fascinates?|fascinated|motivates?|motivated|encourages?|always|truly|clearly|being"
        r"|taught|teaches|me|us|it|my|i|you|we|made|lit|woke|sent|turned|pushed|convinced"
        r"|persuaded|got|won|the|a|an|while|when|through|via|during|popped|appeared|every|each"
        r"|all|this|last|next|again|too|once|twice|daily|almost|nearly|still|most|today|tomorrow"
        r"|yesterday|went|came|changed|struck|convinced|gave|left|showed)\b|\s+\(|\s-",
        phrase,
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0]
    if _SLOT in phrase[: len(head) + 24]:
        return False
    words = re.findall(r"[^\W\d_][\w'&-]*|\d+\w*", head)
    rest = phrase[len(head) :]
    lows = [word.lower() for word in words]
    if not lows:
        return bool(_QUOTED.match(phrase.strip()))
    if _APPOSED.match(phrase):
        return True
    if any(_is_a_title(word) for word in words):
        return True
    if lows[-1] in _SINGLE_TEXT or lows[-1] in _TEXTS:
        odd = [low for low in lows[:-1] if low not in _GENERAL and low not in _SINGLE_TEXT]
        return bool(odd) or _has_a_topic(rest, plural=lows[-1] in _TEXTS)
    odd = [
        low for low in lows if low not in _GENERAL and low not in _TEXTS and low not in _SINGLE_TEXT
    ]
    if odd and lows[-1] not in _GENERAL:
        return True
    if odd and lows[-1] in {
        "work",
        "project",
        "company",
        "research",
        "team",
        "story",
        "journey",
        "shop",
        "projects",
        "works",
        "writing",
        "content",
        "experience",
        "career",
        "path",
        "background",
    }:
        return len(odd) >= 2 and lows[-1] not in {
            "career",
            "experience",
            "background",
            "path",
            "journey",
        }
    return (
        lows[-1]
        in {"work", "project", "projects", "research", "answer", "reply", "comment", "product"}
        and re.match(
            r"\s*(?:on|with|at|for|restoring|building|during|around)\s+\w", rest, re.IGNORECASE
        )
        is not None
        and _has_a_topic(rest, plural=False)
    )


def _is_a_title(word: str) -> bool:
    return word[0].isupper() and word.lower() not in _NO_NAME and word.lower() not in _GENERAL


def _has_a_topic(rest: str, *, plural: bool) -> bool:
    """Whether a text of theirs is told by its subject, its title or where it was."""
    match = _TEXT_TOPIC.match(rest)
    if match is None:
        return bool(re.match(r"\s*(?:\"|'[A-Z]|[A-Z]\w+\s+[A-Z])", rest))
    topic = match["topic"].strip()
    words = re.findall(r"[^\W\d_][\w'-]+", topic)[:8]
    if not words or _SLOT in topic[:30]:
        return False
    odd = [word for word in words if word.lower() not in _GENERAL and word.lower() not in _SMALL]
    if plural:
        return len(odd) >= 2 or any(_is_a_title(word) for word in words)
    return bool(odd)


_SMALL = frozenset(
    """
    the a an and or of in on at to for with from by my your ur our his her their this that these
    those is are was were be been it its i me we us you u he she they as so very really just
    always how what why which who when where about into more most some any all like love loved
    read saw hear know learn get got make made help helped find found feel me keep made us lot
    much because if but not have has had do did does can could would will there here than then
    also too both inspired inspiring inspire impressed impressive amazing great good enjoyed enjoy
    interesting interested useful helpful insightful linkedin topic topics subject subjects
    various different general same every each being doing getting going
    """.split()
)


def _steps(text: str) -> bool:
    for match in _STEP.finditer(text):
        what = match["what"]
        words = re.findall(r"[^\W\d_][\w'-]+", what)[:6]
        if _SLOT in match.group() or not words:
            continue
        move = match.group().lower()
        if re.search(
            r"\b(?:from|out\s+of|after|before|via|left|leave|behind|between)\b", move
        ) and not re.search(r"\b(?:hear|heard|back|reply|response|answer)\b", move):
            odd = [word for word in words if word.lower() not in _SMALL]
            if odd:
                return True
    return False


def _acts(text: str) -> bool:
    """Whether it tells what this reader did, not what it asks them to do."""
    for match in _ACT.finditer(text):
        head = text[: match.start()]
        if _ASKED.search(head) or re.match(r"(?:who|they|he|she)\b", match.group(), re.IGNORECASE):
            continue
        what = match["what"]
        if _SLOT in what[:40] or _ACT_WEAK.match(what):
            continue
        words = re.findall(r"[^\W\d_][\w'-]+|\d{4}", what)
        odd = [
            word for word in words if word.lower() not in _GENERAL and word.lower() not in _SMALL
        ]
        if _is_modal(match.group()) or not odd:
            continue
        if len(odd) >= 2 or any(_is_a_title(word) for word in words):
            return True
        if odd and any(word.lower() in _SINGLE_TEXT for word in words):
            return True
    return False


def _is_modal(words: str) -> bool:
    return re.match(r"you\s+(?:are|can|know|were|had|have|is)\b", words, re.IGNORECASE) is not None


def _places(text: str) -> bool:
    for match in _YOU_AT.finditer(text):
        name = match["name"]
        if re.match(r"(?:who|he|she|her|his)\b", match.group(), re.IGNORECASE):
            continue
        if _is_a_title(name) and not re.search(
            r"\b(?:could|can|would|may|might|shall|are|free|available|open|meet|call|chat|talk"
            r"|speak)\b[^.?!;]*$",
            text[: match.start("name")],
            re.IGNORECASE,
        ):
            return True
    return False
