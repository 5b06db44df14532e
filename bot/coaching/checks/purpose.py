"""Whether a topic is named that the writer hopes to learn about."""

import re

from bot.coaching.checks.text import Reading, Sentence, Span

_LEARN = (
    r"(?:learn(?:ed|ing|t)?|hear(?:ing)?|understand(?:ing)?|know(?:ing|ledge)?|ask(?:ing)?"
    r"|find\s+out|finding\s+out|figure\s+out|figuring\s+out|discover(?:ing)?|explor(?:e|ing)"
    r"|discuss(?:ing)?|wonder(?:ing|ed|s)?|curious|curiosity|interested|insights?|tips"
    r"|perspective|your\s+take|thoughts|pick\s+(?:your|his|her|ur)\s+brains?|explain(?:ing)?"
    r"|tell(?:ing)?|shar(?:e|ing)|advice|guidance"
    r"|questions?|views?|opinion|clarity|get\s+(?:a\s+|some\s+)?(?:better\s+|real\s+)?(?:sense"
    r"|feel|idea|picture|taste|flavou?r|glimpse)|an?\s+(?:\w+\s+)?(?:idea|sense|grasp|glimpse)"
    r"|input|feedback|doubts?|quer(?:y|ies)|pointers|lessons?|wisdom|information|details"
    r"|light|describe|show\s+me|teach\s+me|chew\w*\s+over|puzzl\w+|intrigued|fascinated|keen"
    r"|eager|compare|walk\s+me|guide\s+me|advise\s+me|weigh(?:ing)?|picture|swap(?:ping)?\s+notes"
    r"|compar(?:e|ing)\s+notes|help\s+me\s+(?:decide|see|choose|work)|interest|stuck|decide"
    r"|deciding|work(?:ing)?\s+out|hints?|thinking\s+about|make\s+sense|see\s+(?=how|what|why"
    r"|whether)|be\s+told|gain|honest\s+\w+|dig\s+into|mulling|struggl\w+|experience)"
)
_SPEAK = (
    r"(?:talk(?:ing)?|chat(?:ting)?|speak(?:ing)?|conversation|call|coffee|minutes|mins|min"
    r"|meet(?:ing)?|zoom|phone|session|discussion|half\s+an\s+hour|hour|tea|lunch|natter|yarn"
    r"|words?|exchange)"
)
_WH = r"(?:how|what|why|which|whether|where|who|when|if)"
_EMBEDDED = re.compile(
    rf"\b{_LEARN}\b(?:[^.?!;]{{0,60}}?)\b(?P<topic>{_WH}\b[^.?!;]*)", re.IGNORECASE
)
_TELLING = re.compile(rf"\b(?:{_LEARN}|{_SPEAK})\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:about|on|into|regarding|concerning|around|of|from|behind|in|re"
    r"|for)\s+(?P<topic>[^.?!;]+)",
    re.IGNORECASE,
)
_NEAR = 70
_OBJECT = re.compile(
    r"\b(?:learn|understand|discuss|explore|study|master|figure\s+out|talk|discover|know|compare"
    r"|hear)\s+(?!about|how|what|why|more|to\b|from|you\b|him\b|her\b|them\b|that\b|if\b|when\b"
    r"|back\b|on\b|by\b|over\b|with\b|in\b|at\b|for\b|it\b|this\b|and\b|or\b"
    r"|but\b)(?P<topic>[^.?!;]+)",
    re.IGNORECASE,
)
_MAKES_WONDER = re.compile(
    r"\b(?:made\s+me\s+(?:wonder|curious|think)|left\s+me|raised|one\s+(?:burning\s+)?question"
    rf"|question)\b[^.?!]{{0,30}}\b(?P<topic>{_WH}\b[^.?!;]*)",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"(?:^|[,:;(]\s*|-\s+|\b(?:and|so|but|or)\s+|\"\s*)(?:so\s+|and\s+|but\s+|also\s+|then\s+"
    r"|now\s+|honestly\s+|in\s+your\s+(?:view|opinion|experience)\s*,?\s*|for\s+you\s*,?\s*"
    rf"|looking\s+back\s*,?\s*)?(?P<topic>(?:{_WH})(?:'d\b|'s\b|'re\b|'ll\b|,\s|\s+)[^?]*)\?",
    re.IGNORECASE,
)
_YESNO = re.compile(
    r"(?:^|[,:;]\s*|\b(?:and|so|but)\s+)(?P<topic>(?:did|do|does|is|are|was|were|has"
    r"|have)\s+(?:it|you|he|she|they|that|the|those|somebody|your|a|an)\b[^?]*)\?",
    re.IGNORECASE,
)

_LOGISTICS = re.compile(
    r"^(?:how\s+(?:are|r)\s+(?:you|u|things)|how(?:'s|\s+is)\s+(?:it|everything|life|the"
    r"|your\s+(?:day|week))|how\s+do\s+you\s+do|how\s+about\b|how\s+(?:does|would|do"
    r"|is)\s+(?:the\s+)?(?:next|this|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|lunch|coffee|that|it|tomorrow|\d|a\s+(?:call|coffee|chat|\w+\s+(?:call|coffee"
    r"|chat)))\b[^?]*(?:sound|suit|work|look|be|fit)?\s*$"
    r"|how\s+have\s+you\s+been|how(?:'ve)?\s+you\s+been|what\s+(?:time|day|date|times|days)\b"
    r"|what\s+(?:do|would|d)\s+you\s+(?:say|think)\s*$|what(?:'s|\s+is)\s+(?:up|your\s+(?:number"
    r"|availability|schedule|email|calendar|address)|the\s+best\s+(?:time|way|number)|good)"
    r"|what\s+about\s"
    r"|what\s+works|what\s+suits|when\b|if\b|whether\s+(?:you|u|we|i|it|there)\b|who\s+(?:do"
    r"|should|can|could|to|is|does)\b[^?]*\b(?:hir\w+|recruit\w*|talk\s+to|speak\s+to|contact"
    r"|responsible|send|job|hr)|where\s+(?:can|could|should|shall|would|do)\s+(?:we|i)\b"
    r"|where\s+would\s+you\s+like|which\s+(?:day|time|date|slot|works|suits|of\s+these)"
    r"|how\s+(?:can|could|do|should|may)\s+i\s+(?:apply|contact|reach|send|submit"
    r"|get\s+(?:a\s+)?(?:job|hired|referral|in\s+touch|an?\s+(?:interview|internship))|join"
    r"|proceed)|how\s+(?:can|could)\s+(?:we|i)\s+(?:connect|meet|talk|chat|arrange|schedule)"
    r"|how\s+long\s+(?:would|will|do)\s+(?:you|we|it)\s+(?:need|take|have)|who'?s\s+this"
    r"|what\s+kind\s+of\s+person)",
    re.IGNORECASE,
)
_YESNO_LOGISTICS = re.compile(
    r"^(?:do|did|are|is|have|has|does|were|was)\s+(?:you|it|that|the|they|he|she|there|this"
    r"|your\s+\w+)\s+(?:\w+\s+){0,3}?(?:free|available|time|minutes?|mind|remember|open|hiring"
    r"|recruit\w*|vacanc\w*|job|position|know|moment|possible|okay|ok|alright|good|suit"
    r"|work\s+for|think|interested|hear\s+(?:me|back)|get\s+my|got\s+my|receive|read\s+my"
    r"|see\s+my|have\s+(?:any|a\s+(?:moment|minute|spot|job|vacancy|position|role|place)"
    r"|an\s+(?:opening|hour)|some\s+time)|accept|up\s+for|willing|offer|fancy|convenient"
    r"|need\s+(?:any|someone|somebody|help|hands|a\s+hand)|still\s+there|speaking|want|say|anyone"
    r"|any)\b",
    re.IGNORECASE,
)
_VACUOUS_HEAD = re.compile(
    r"^(?:(?:more|a\s+bit|a\s+lot|all|anything|everything|things|something|stuff|further|much"
    r"|many|some|any|the|a|an|your|ur|his|her|their|my|our|this|that|these|those|possible"
    r"|potential|available|any|current|future|open|new|exciting|suitable|good|great|other"
    r"|different|related|similar|upcoming|summer|career|job|work|employment|professional)\s+)*"
    r"(?:you(?:rself)?|u|him|her|them|me|myself|us|it|network(?:ing)?|network|circle|connections?"
    r"|contacts?|relationships?|synerg\w+|collaborat\w+|opportunit\w+|openings?|vacanc\w+|jobs?"
    r"|internships?|traineeships?|placements?|positions?|roles?|applications?|posts?|hiring"
    r"|recruit\w+|referrals?|cv|resume|résumé|each\s+other|one\s+another|life|things|stuff|notes"
    r"|various|voice|face|mutual|interests?|possibilit\w+|ways|next\s+steps|anything|something"
    r"|everything|phone|zoom|teams|skype|call|coffee|tea|lunch|person|chat|time|times|minutes"
    r"|hours?|day|days|week|weeks|weekend|month|morning|afternoon|evening|monday|tuesday"
    r"|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|\d[\d:.-]*|linkedin|email|e-mail|mail|video"
    r"|this|that|person|here|there|touch|general|common|advance|whatsapp|your\s+(?:office|place"
    r"|convenience|side|end|calendar|reply|response|thoughts?|time|schedule|earliest)"
    r"|the\s+(?:phone|office|\d+\w*)|town|friend\w*|mind|case|fact|behalf|ideas?|mon|tue|wed|thu"
    r"|fri|sat|sun)"
    r"\b(?!\s+(?:work|works|worked|got|get|went|came|moved|managed|became|began|started|learned"
    r"|did|do|built|made|chose|decided|think|find|found|handle|use|run|ran|see|changed|switched"
    r"|made|in\s+(?:the\s+)?\w+ing|as\s+an?|market|design|search(?:ing)?\s+in|like|drew|balance"
    r"|saving|insurance|science|cycle))",
    re.IGNORECASE,
)
_VACUOUS_TOPIC = re.compile(
    r"^(?:(?:if|whether|when)\s+(?:you|u|we|i|it|there|that|this|your|he|she|they|any|anything"
    r"|possible)\b|how\s+(?:i|we)\s+(?:can|could|might|may)\s+(?:help|connect|contribute|apply"
    r"|get\s+(?:a\s+)?(?:job|hired|in)|join|collaborate|work\s+together|be\s+(?:of"
    r"|a\s+(?:good\s+)?fit))|how\s+(?:we|you)\s+(?:can|could|might|may)\s+(?:help|connect"
    r"|collaborate|work\s+together|support|benefit)|"
    r"what\s+(?:you|u)\s+think\s*$|what\s+(?:you|u)\s+(?:say|said|decide)|where\s+(?:it|this"
    r"|things)\s+(?:goes?|leads?|takes?)|what\s+(?:happens|comes)\b|how\s+it\s+goes"
    r"|what\s+(?:works|suits|time|day|days)|when\b|where\s+to\s+(?:meet|send)|who\s+(?:to"
    r"|i\s+should)\s+(?:talk|speak|contact|send|write)|what\s+kind\s+of\s+person"
    r"|how\s+i\s+can\s+become\s+like|what\s+(?:opportunit|positions?|jobs?|openings?|vacanc"
    r"|roles?)\w*|which\s+(?:jobs?|positions?|openings?|roles?)|(?:how|what)\s+(?:are"
    r"|is)\s+(?:you|things|it)\s*$|"
    r"if\b|whether\s+(?:there|you|your|he|she)\b|how\s+much\s+i\b|how\s+to\s+(?:apply|reach"
    r"|contact|proceed|get\s+(?:a\s+)?(?:job|hired|internship|referral))|what\s+(?:i|we)\s+(?:can"
    r"|could)\s+(?:do|offer|bring))",
    re.IGNORECASE,
)
_SELF = re.compile(r"\b(?:myself|my\s+(?:cv|resume|background|self))\b", re.IGNORECASE)
_STORY_SUBJECT = re.compile(
    r"\b(?:you|u|he|she|they|who|which|that|talk|article|book|post|thread|lecture|podcast|episode"
    r"|paper)\s+(?:\w+\s+)?(?:explain(?:ed|s)?|told|showed|taught|described|said|shared|spoke"
    r"|talked|wrote|asked|explored|discussed|show(?:s)?|talks?|answered)\s*$|\b(?:heard|told"
    r"|saw)\b\s*$",
    re.IGNORECASE,
)
_INTENT = re.compile(
    r"\b(?:would|'d|could|can|may|might|want|wants|wanted|wish|like|love|hope|hoping|keen|eager"
    r"|curious|wonder\w*|interested|please|kindly|need|looking|seek|seeking|trying|ask|asking|aim"
    r"|desire|request|grateful|glad|appreciate|happy|delighted|thrilled|fancy|chance|fascinated"
    r"|intrigued|question|questions|calling|writing|puzzl\w+|if|let's|discuss|talk|chat|minutes"
    r"|mins|insight\w*|advice|figure|explor\w+|understand|learn|know|buy|idea|stuck|going|able"
    r"|share|welcome|let\s+me|me|have|thinking|thought|decid\w+|to|teach)\b",
    re.IGNORECASE,
)
_SLOT = "\x00"


def names_a_topic(reading: Reading, slots: list[Span]) -> bool:
    """Whether some sentence says what the writer hopes to learn, or asks a question on it."""
    return any(_names(_with_slots(sentence, slots)) for sentence in reading.body)


def _with_slots(sentence: Sentence, slots: list[Span]) -> str:
    """The sentence with its unfilled slots blanked: a slot names no topic."""
    text = sentence.text
    for start, end in slots:
        first, last = max(start - sentence.start, 0), min(end - sentence.start, len(text))
        if first < last and last > 0:
            text = text[:first] + _SLOT * (last - first) + text[last:]
    return text


def _names(text: str) -> bool:
    return _asks_a_question(text) or _wants_to_learn(text)


def _asks_a_question(text: str) -> bool:
    for match in _QUESTION.finditer(text):
        topic = match["topic"].strip()
        if (
            not _LOGISTICS.match(topic)
            and not _VACUOUS_TOPIC.match(topic)
            and _has_substance(topic)
        ):
            return True
    for match in _YESNO.finditer(text):
        topic = match["topic"].strip()
        if not _YESNO_LOGISTICS.match(topic) and _has_substance(topic) and len(topic.split()) >= 4:
            return True
    return False


def _wants_to_learn(text: str) -> bool:
    for match in (*_EMBEDDED.finditer(text), *_MAKES_WONDER.finditer(text)):
        topic = match["topic"].strip()
        if _VACUOUS_TOPIC.match(topic) or not _has_substance(topic) or _LOGISTICS.match(topic):
            continue
        if _intended(text, match.start()):
            return True
    return any(
        not _VACUOUS_HEAD.match(topic)
        and not _WORKING_FOR.match(topic)
        and _has_substance(topic)
        and not _SELF.match(topic)
        and _intended(text, start)
        for start, topic in _topics(text)
    )


_WORKING_FOR = re.compile(
    r"^(?:each\s+other|one\s+another|help\b|(?:a\s+|an\s+|some\s+)?(?:pint|beer|drink|lunch"
    r"|breakfast|bite|walk|call|coffee|tea|chat|talk|meeting)\b|phone\b|(?:the|your|this"
    r"|ur)\s+(?:company|organi[sz]ation|firm|field|industry|sector|position"
    r"|opportunity)\s*$|my\s+(?:career|future|life|path|next\s+steps?|options|profile|cv|resume"
    r"|situation)\b|when\b|joining|working\s+(?:for|with|at|in|under)|being\s+(?:part|hired"
    r"|considered|employed)|getting\s+(?:hired|a\s+job|employed|referred|an?\s+(?:interview"
    r"|internship))|becoming\s+(?:part|a\s+member)|contributing|collaborat\w+|connecting|meeting"
    r"|getting\s+to\s+know|networking|being|the\s+(?:position|role|job|vacancy|opening|internship"
    r"|traineeship))\b",
    re.IGNORECASE,
)


def _topics(text: str) -> list[tuple[int, str]]:
    """Where something is to be told, and what about."""
    found = [(one.start(), one["topic"]) for one in _OBJECT.finditer(text)]
    for verb in _TELLING.finditer(text):
        for one in _PREPOSITION.finditer(text, verb.end(), min(len(text), verb.end() + 400)):
            if one.start() > verb.end() + _NEAR:
                break
            found.append((verb.start(), one["topic"]))
        inner = verb.end()
        for _ in range(4):
            nxt = _PREPOSITION.search(text, inner)
            if nxt is None or nxt.start() > verb.end() + _NEAR:
                break
            found.append((verb.start(), nxt["topic"]))
            inner = nxt.start() + 1
    return [(start, topic.strip(" ,:-'\"")) for start, topic in found]


def _intended(text: str, start: int) -> bool:
    """Whether the writer wants it, and it isn't told of somebody else."""
    head = text[:start]
    if _STORY_SUBJECT.search(text[: start + 12]) and not re.search(
        r"\b(?:would|'d|want|like|love|hope|curious|wonder\w*|wish)\b", head, re.IGNORECASE
    ):
        return False
    return _INTENT.search(text) is not None


def _has_substance(topic: str) -> bool:
    """Whether a topic has a content word of its own that is no slot."""
    words = [word.lower() for word in re.findall(r"[^\W\d_]{2,}", topic)]
    own = [word for word in words if word not in _EMPTY_WORDS]
    return len(own) >= (2 if _SLOT in topic else 1)


_EMPTY_WORDS = frozenset(
    """
    more the an your ur his her this that it is are so and of in to for with at on some any all my
    me you we do does did what how about very really just bit little please thank thanks kind
    regards next week which why who where when whether get got into started start go make see
    there here one up out as be been was were am would could can may have has
    """.split()
)
