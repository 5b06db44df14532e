"""Asking for a conversation, or for an introduction, and saying when or how long."""

import re

from bot.coaching.checks.text import Reading, Sentence, Span

# ---------------------------------------------------------------- how long

_COUNT = (
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
    r"|thirty|forty"
    r"|forty-five|fifty|sixty|twenty[- ]five|thirty[- ]five)"
)
_LENGTH = re.compile(
    rf"\b{_COUNT}(?:\s*(?:-|/|to|or|until|and)\s*{_COUNT})?\s*(?:\+\s*)?[- ]?(?:(?:odd|short"
    r"|quick|full|little|spare|good|precious"
    rf"|solid|single|more)\s+)?(?:minutes?|mins?|minuets?|min\b|mts\b|hours?|hrs?\b|h\b|')"
    rf"(?:\s*[- ]?long)?"
    r"|\b(?:half\s+(?:an?\s+|of\s+)?hour|half[- ]hour|(?:a\s+)?quarter\s+(?:of\s+)?(?:an\s+)?hour"
    r"|three\s+quarters\s+of\s+an\s+hour"
    r"|(?:an|one|1)\s+hour|an\s+hour|hour[- ]long|30['m]|15['m]|20['m]|1/2\s+(?:an\s+)?hour"
    r"|a\s+half\s+hour|couple\s+of\s+hours"
    r"|lunch\s+hour|lunch\s+break|coffee\s+break)(?=\W|$)",
    re.IGNORECASE,
)
_NO_OFFER_AFTER = re.compile(
    r"^\s*(?:from|away|up\s+the|down\s+the|walk|walking|drive|driving|ride|by\s+(?:bus|train|car"
    r"|bike|foot|tram|tube|bicycle)"
    r"|on\s+foot|north|south|east|west|outside|late|early|ago|into|before|after|later|older|apart"
    r"|per|a\s+(?:day|week|night|month|year)"
    r"|every|each|in\s+(?:the\s+)?(?:queue|oven|traffic)|of\s+(?:fame|footage|silence|video|film"
    r"|audio|sleep|rain)|shifts?|videos?|talk\s+you|documentary"
    r"|film|podcasts?|episodes?|lecture\s+you|distance|commute|or\s+so\s+(?:from|away)"
    r"|'?s?\s+(?:walk|drive|ride|bus|train)"
    r"|down|round\s+the\s+corner|inland|since|straight|left|right|flight|trip|journey"
    r"|by\s+the\s+river|was\b|were\b|flew|later)\b",
    re.IGNORECASE,
)
_NO_OFFER_BEFORE = re.compile(
    r"\b(?:first|last|your|my|that|those|these|past|final|opening|closing|every|whole|under"
    r"|within|spent|took|takes|take|lasted|waited"
    r"|only\s+(?:about\s+)?(?:a\s+)?(?:(?:\w+\s+)?(?=\S+\s*minutes?\s+from))"
    r"|for\s+(?:the\s+)?(?:last|past)|it's|is\s+(?:only\s+)?(?:about\s+)?"
    r"(?=\S+\s*minutes?\s+(?:from|away)))\s*$",
    re.IGNORECASE,
)

# ---------------------------------------------------------------- when

_WEEKDAY = (
    r"(?:mon(?:day)?s?|tue(?:s|sday)?s?|wed(?:s|nesday)?s?|thu(?:r|rs|rsday)?s?|fri(?:day)?s?"
    r"|sat(?:urday)?s?|sun(?:day)?s?)"
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug"
    r"|sept?|oct|nov|dec)"
)
_WHEN = re.compile(
    r"\b(?-i:(?:[Mm]on|[Tt]ues?|[Ww]eds?|[Tt]hurs?|[Tt]hu|[Ff]ri|Sat|Sun))\b(?!\s+(?:news|hat"
    r"|flower))\.?"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
    r"|\b(?:tomorrow|tonight|today|fortnight)\b"
    r"|\b(?:this|next|coming|following|any|either|in\s+a|within\s+(?:a|the)|during\s+(?:the|that)"
    r"|some\s+day|one\s+day|later\s+(?:this|in\s+the)|early|mid|end\s+of|the\s+(?:first|second"
    r"|last|next|coming|third)|of\s+(?:the|this|next)|over\s+the|at\s+the|on\s+(?:the|a)|every"
    r"|each|few|couple\s+of|two|three)\s+"
    r"(?:coming\s+|following\s+|same\s+|next\s+|working\s+|other\s+|new\s+)?(?:weeks?|weekends?"
    r"|months?|fortnights?|mornings?|afternoons?|evenings?|weekdays?|nights?|spring|summer|autumn"
    r"|fall|winter|term|semester|holidays?|days?|quarter|lunchtimes?|year)\b"
    r"|\b(?:week|w/c|wc)\s+(?:of|commencing|beginning|after|before|starting)\b"
    r"|\b(?:weekday|week-day|weekend|working\s+day)s?\b|\b(?:mornings|evenings|afternoons"
    r"|lunchtimes?|lunch[- ]?time|lunch\s+hours?|weeknights?|nights|teatime|office\s+hours)\b"
    r"|\b(?:in|before|after|around|by|during|for|from|until|till|late|early|mid[- ]|end\s+of"
    r"|start\s+of|beginning\s+of|middle\s+of|of|since|over)\s*"
    r"(?:the\s+)?(?:end\s+of\s+|start\s+of\s+|first\s+(?:half|week)\s+of\s+)?"
    r"(?-i:(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|january|february|april|june|july|august|september|october|november|december|Jan"
    r"|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Easter|Christmas|Ramadan|Eid|Diwali|Thanksgiving"
    r"|Ramzan|Pongal|Lent|Whitsun|Hanukkah|Labor\s+Day|Memorial\s+Day))\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)\b(?!\s+(?:year|semester|sem|grade|century|message|time|floor|std"
    r"|standard|birthday|e-?mail|anniversary|edition|draft|place|season|generation|of\s+my|class"
    r"|form|street|avenue|ave|st\b|row|attempt|infantry))"
    rf"|\b\d{{1,2}}\s*(?:-|to|/|,|and|or)?\s*(?:\d{{1,2}}\s*)?(?:of\s+)?{_MONTH}\b"
    rf"|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b"
    r"|\b\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\b(?!\s*(?:%|percent|stars|gpa|cgpa|out\s+of))"
    r"|\b\d{4}-\d{2}-\d{2}\b"
    r"|\b\d{1,2}(?::\d{2})?\s*(?:am|pm|a\.m\.?|p\.m\.?|o'?clock|hrs)\b"
    r"|\b\d{1,2}[:.]\d{2}\b(?!\s*(?:%|gpa))|\b(?:at|after|before|around|from|until"
    r"|past)\s+(?:noon|midday|midnight|lunch|school|work(?:ing\s+hours)?|class(?:es)?"
    r"|office\s+hours|dinner|hours|"
    r"\d{1,2}(?=\s*(?:[?.!,]|$|on\b|or\b|and\b|to\b|if\b|works?\b))|(?:one|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve)(?=\s*(?:[?.!,]|$|on\b|or\b|and\b)))"
    r"|\b(?:half[- ]term|reading\s+week|spring\s+break|fall\s+break|exam\s+week"
    r"|easter\s+(?:holidays?|break)|summer\s+(?:holidays?|break|vacation)|new\s+year"
    r"|bank\s+holiday|day\s+off|the\s+holidays|weekend)\b",
    re.IGNORECASE,
)
_VAGUE_WHEN = re.compile(
    r"\b(?:one\s+day|some\s+day|someday|these\s+days|those\s+days|the\s+other\s+day|every\s+day"
    r"|each\s+day|a\s+day|nowadays|day\s+to\s+day|present\s+day|in\s+the\s+(?:near\s+)?future"
    r"|any\s+time|"
    r"today's\s+(?:\w+)|of\s+today|the\s+end\s+of\s+the\s+day|everyday|day-to-day"
    r"|good\s+(?:morning|afternoon|evening|day)|have\s+a\s+(?:\w+\s+){0,2}(?:day|week|weekend"
    r"|evening)|happy\s+\w+day|hope\s+(?:\w+\s+){0,4}(?:day|week|weekend)|"
    r"few\s+(?:months|years)|next\s+(?:steps?|move|role|job|chapter|level|stage|generation)"
    r"|this\s+(?:morning|year|term|semester|summer|spring|winter|autumn|fall)\s+i\b)",
    re.IGNORECASE,
)
_STORY_VERB = re.compile(
    r"\b(?:saw|seen|read|heard|watched|attended|was|were|met|came|went|left|listened|started"
    r"|began|finished|graduated|since|published|wrote|written"
    r"|spoke|gave|given|told|said|did|had|worked|moved|joined|visited|taught|built|led|ran|made"
    r"|got|became|found|used\s+to|told|took|sold|won|lost|retired|quit"
    r"|opened|closed|showed|presented|organised|organized|hosted|emailed|mailed|called|rang"
    r"|posted|ago|last|yesterday|born|mentioned|sent|bought|enjoyed|loved|liked|learned|completed"
    r"|earned"
    r"|switched|studied|trained|served|drove|fixed|painted|designed|launched|founded|been|due"
    r"|starts?|begins?|ends?|open(?:s)?|works?\s+(?:on|at|in)|working|every)\b",
    re.IGNORECASE,
)

# ---------------------------------------------------------------- asking

_TALK = (
    r"(?:calls?(?!\s+(?:for\s+(?:papers|proposals)|cent(?:er|re)s?|sheet|to\s+(?:the\s+bar"
    r"|arms)))|phone\s*calls?|phone|telephone|chats?|chatting|coffees?|teas?|cuppa|brew"
    r"|conversations?|talks?|talking|speak|speaking|meet|meeting|meetings|meet-?ups?"
    r"|meet\s+up|zoom|skype|video|facetime|hangouts?|google\s+meet|gmeet|teams|lunch|breakfast"
    r"|dinner|brunch|pints?|beers?|drinks?|natter|yarn|chinwag|catch[- ]?ups?|catch\s+up"
    r"|discussion|discuss|discussing"
    r"|sit\s+down|sit-down|get\s+together|hop\s+on|jump\s+on|ring|walk|stroll|visit|converse"
    r"|whatsapp\s+call|voice\s+(?:call|chat)|confab|tete-a-tete|gup\s*shup|huddle|session"
    r"|call\s+you|buy\s+you|shadow|face\s+to\s+face|in\s+person|interaction|interact|appointment"
    r"|audience\s+with)"
)
_TALK_WORD = re.compile(rf"\b{_TALK}\b", re.IGNORECASE)
_NOT_A_TALK = re.compile(
    r"\b(?:your|ur|his|her|their|that|this|ted|tedx|great|recent|whose)\s+(?:\w+\s+){0,2}?(?:talk"
    r"|talks|presentation|video|videos|session|discussion|meeting|zoom)\s+"
    r"(?:on|about|at|in|from|you|was|were|last|series|to\s+(?:our|the|my)|gave|with|for|that"
    r"|which|made|got|really|and|entitled|titled|called|where|when|show\w*|changed|has|is|did"
    r"|stuck|helped|inspired)\b"
    r"|\byour\s+(?:\w+\s+){0,3}?(?:talks?|video|session|discussion|presentation|chat\s+show|walk"
    r"|visit|coffee|tea|podcast|drinks|beer|lunches)\b"
    r"|\b(?:heard|hear|saw|see|watched|seen|listened\s+to|listen|hearing)\s+(?:you|him|her"
    r"|them)\s+(?:speak|talk|on)\b|\b(?:heard|saw|watched|attended|enjoyed|loved|caught"
    r"|missed)\s+(?:your|the|a|his|her)\s+(?:\w+\s+){0,3}?(?:talk|speech|session|video|meeting)\b"
    r"|\b(?:call|calls)\s+(?:centre|center|for\s+papers|it|him|her|them|themselves|out|this"
    r"|myself|yourself)\b|\b(?:called|calling)\s+(?:it|him|her|them|out|this|from|because|about"
    r"|to\s+ask|on\s+behalf|the\s+\w+)\b|\b(?:the|a)\s+(?:\w+\s+)?talk\s+(?:you|that\s+you"
    r"|at\s+the|at\s+our)\b|\b(?:i\s+am|i'm|we're)\s+(?:called|calling)\b|\b(?:wake-up|cold"
    r"|curtain|close|cat|bird|roll|judgement|on)\s+calls?\b|\bon-call\b|\byour\s+call\b"
    r"|\bphone\s+number\b|\b(?:your|my|his|her)\s+(?:tele)?phone\b|\bphones?\s+(?:shop|repair"
    r"|company|app)\b|\b(?:we|i|you)\s+(?:\w+\s+)?met\b|\bnice\s+to\s+meet\b|\b(?:pleasure"
    r"|pleased|glad|great|lovely|good)\s+(?:to\s+)?meet(?:ing)?\s+you\b(?=\s*[.!,])"
    r"|\b(?:coffee|tea)\s+(?:shop|beans?|cooperative|trade|industry|roast\w*|compan\w+|farm\w*"
    r"|importer\w*|business|grower\w*|chain|house|machine\w*|cart|van|brand|plantation"
    r"|estate)s?\b|\b(?:cooperative|shop|importers?|pallets?|sacks?|growers?"
    r"|world)\s+of\s+(?:exactly\s+the\s+)?(?:coffee|tea)\b|\b(?:makes?|made|making|brew|serving"
    r"|serve|drink|roast)\s+(?:the\s+)?(?:coffee|tea)\b"
    r"|\bthe\s+(?:coffee|tea|beer|drinks?)\s+(?:that|which|is|was)\b|\b(?:ring|rings)\s+(?:frame"
    r"|road|binder|a\s+bell)\b|\b(?:wedding|engagement|boxing)\s+rings?\b|\bvideo\s+(?:games?"
    r"|edit\w*|produc\w*|series|on|about|of)\b|\bteams?\s+(?:of|lead|leader|member|work)\b"
    r"|\b(?:your|my|our|the|his|her|a|data|sales|dev|product|support|whole|small)\s+team'?s?\b"
    r"|\bteam\s+(?:at|in|is|was)\b"
    r"|\bso\s+to\s+speak\b|\bspeak(?:ing)?\s+(?:\w+\s+)?(?:english|french|spanish|german|dutch"
    r"|arabic|hindi|polish|at|of|up|out|the\s+language|for\s+itself|from\s+experience)\b"
    r"|\b(?:generally|frankly|honestly|truth|strictly)\s+speaking\b|\b(?:is|am|are)\s+(?:this"
    r"|that|it|i)\s+(?:\w+\s+)?speaking\b|\bspeaking\s+(?:from|with\s+(?:mr|mrs|ms|dr)|to\s+(?:mr"
    r"|mrs|ms|dr))\b|\b(?:am\s+i|this\s+is\s+\w+)\s+speaking\b|\b(?:may|could|can"
    r"|might)\s+i\s+(?:please\s+)?(?:speak|talk)\s+(?:to|with)\s+(?!you\b|u\b)"
    r"|\blike\s+to\s+speak\s+(?:to|with)\s+(?!you\b|u\b|him\b|her\b)(?=[A-Z\[])"
    r"|\b(?:all|everyone|people|they|that's\s+all)\s+(?:we\s+)?talk(?:s|ed|ing)?\s+about\b"
    r"|\btalked\b|\bchatted\b|\bspoke\b|\bspoken\b|\b(?:you|he|she|they"
    r"|who)\s+(?:\w+\s+)?(?:talks?|speaks?)\s+(?:about|on|at)\b|\bvisited\b|\bmet\b"
    r"|\bmeets?\s+(?:the\s+)?(?:needs?|standards?|criteria|requirements?|deadlines?)\b"
    r"|\btrack\s+meet\b"
    r"|\b(?:every|each|town|council|staff|team|board|committee|parent|zoning|department|daily"
    r"|weekly|union|their|our|morning|community|first|public)\s+meetings?\b|\bmeeting\s+(?:room"
    r"|minutes|notes|deadlines)\b|\b(?:dog|school|space|board|cat|moon)[- ]walk\w*\b|\bwalk(?:s"
    r"|ed|ing)?\s+(?:past|by|away|through|into|in\s+on|to\s+(?:work|school))\b"
    r"|\bshadow\w*\s+(?:of|puppet)\b|\bboard\s+meeting|\b(?:phone|video|tele)[- ]?(?:shop|store"
    r"|sales)\b|\bat\s+lunch\b|\blunch\s+(?:ladies|lady|service|rush)\b",
    re.IGNORECASE,
)
_HOW_OTHERS_TALK = re.compile(
    r"\b(?:how|why|what|where|when|way)\s+(?:you|he|she|they|one|people|doctors"
    r"|to)\s+(?:\w+ly\s+)?(?:talk|speak|meet|call|visit|discuss|chat|walk|ring)\b",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"\b(?:by|via|over|through|on|in)\s+(?:e-?mail|mail|writing|message|text|chat\s+message|dm"
    r"|post|letter|reply)\b|\b(?:a\s+line|few\s+lines|line\s+or\s+two|short\s+(?:reply|note"
    r"|answer)|written\s+(?:answer|reply)|reply\s+here|written\s+down"
    r"|send\s+(?:you\s+)?(?:\w+\s+){0,3}questions)\b",
    re.IGNORECASE,
)
_MOOD = re.compile(
    r"\b(?:could|can|may|might|would|will|shall|should|wanna)\s+(?:i|we|you|u|ya|it|a|an|there"
    r"|the\s+two|both|be|have|\d|any|this|next|"
    r"fifteen|twenty|thirty|ten|half)\b|\b(?:are|r|would|if|when|whether)\s+(?:you|u"
    r"|ya)\s+(?:\w+\s+)?(?:free|open|available|up\s+for|around|willing|game|able|ok|okay|happy"
    r"|keen|in\s+town|down|be|comfortable|interested|amenable)\b"
    r"|\b(?:up|down|game|keen|open|free|available|ok)\s+(?:for|to)\b|\b(?:do|have|would|if|should"
    r"|did|had|when|whenever)\s+(?:you|u|ya)(?:'ve|'d|\s+would|\s+could|\s+can|\s+ever"
    r"|\s+might)?\s+(?:have|has|got|had|get|possibly\s+have|spare|accept|mind|fancy|consider|like"
    r"|be|give|do|agree|find|make|ever|let)\b|\bhave\s+(?:you|u)\s+(?:got\s+)?(?:time|a|any|\d)"
    r"|\b(?:any|some|no)\s+(?:chance|possibility|way|interest|objection)\b|\bpossible\b|\b(?:i|we"
    r"|be|would|am|also|d|so)\s*(?:'d|'ll|\s+would|\s+will|'m|\s+am|\s+was"
    r"|\s+were)?\s*(?:really\s+|dearly\s+|so\s+|very\s+|just\s+|simply\s+|only\s+|truly\s+"
    r"|also\s+|be\s+|much\s+|absolutely\s+|humbly\s+|politely\s+|kindly\s+|sincerely\s+"
    r"|wanted\s+to\s+|want\s+to\s+|like\s+to\s+|therefore\s+|hereby\s+|still\s+|even\s+|rather\s+"
    r"|too\s+)*"
    r"(?:love|like|appreciate|grateful|glad|happy|thrilled|delighted|honou?red|thankful|welcome"
    r"|ask|asking|request|requesting|hoping|hope|hoped|wondering|wondered|wish|want|wanted|keen"
    r"|propose|proposing|suggest|suggesting|invite|beg|need|seeking|enjoy|value|over\s+the\s+moon"
    r"|pleased|obliged|prefer|require|fancy|treasure|cherish|looking)\b"
    r"|\blet(?:'s|\s+us|\s+me\s+(?:buy|take|call|know\s+(?:if|when|what)))\b|\b(?:please|kindly"
    r"|pls)\b|\bgive\s+me\b|\b(?:spare|allow|grant|lend|permit)\b|\binvite\b|\bsuit(?:s|able)?\b"
    r"|\bconvenient\b|\bmake\s+my\s+(?:week|day|year|month)\b|\b(?:would|'d)\s+be\s+(?:great"
    r"|lovely|wonderful|brilliant|amazing|fantastic|ideal|perfect|nice|good|super|ample|enough"
    r"|plenty|possible|doable|all|ok|awesome|a\s+)"
    r"|\bfancy\b|\bhow\s+about\b|\bwhat\s+about\b|\bwhat\s+do\s+you\s+say\b|\bhow\s+does\b"
    r"|\bwhen\s+(?:can|could|would|are|is)\b|\bi(?:'ll|\s+will|\s+can"
    r"|\s+could)\s+(?:\w+\s+)?(?:come|drive|call|ring|travel|buy|pass|stop|drop|pop|meet|visit"
    r"|work\s+around|be\s+(?:free|available|there|in))\b|\bwe\s+(?:can|could|might|may|should)\b"
    r"|\bi\s+propose\b|\bperhaps\b|\bmaybe\b|\bpwede\b|\bwould\s+do\s+me\b|\bis\s+all\s+i\b"
    r"|\blooking\s+(?:for|forward\s+to)\b|\bif\s+(?:possible|that|so|you|u|an?|it)\b"
    r"|\bmean\s+(?:a\s+lot|the\s+world|so\s+much|everything)\b|\bfree\s+(?:on|this|next|any|every"
    r"|most|all|after|from|mon|tue|wed|thu|fri|sat|sun)|\bhappy\s+to\b|\bany\s+(?:day|time"
    r"|evening|morning|afternoon)\b|\bsay\s+(?:on\s+)?\w+day\b|\bneed\b|\bwant\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:talk|speak|chat|meet|connect|catch\s+up|have\s+(?:a\s+)?(?:\w+\s+){0,3}(?:call|chat"
    r"|conversation|talk|word|meeting)|grab\s+(?:a\s+|some\s+)?(?:\w+\s+)?(?:coffee|drink|beer"
    r"|bite|lunch|tea|cuppa))\b[^.?!]{0,40}\b(?:with\s+(?:you|u)|to\s+(?:you|u)"
    r"|on\s+(?:the\s+)?(?:phone|zoom|teams|a\s+call|call|skype|video)|by\s+(?:phone|telephone"
    r"|video)|over\s+(?:the\s+)?(?:phone|coffee|tea|lunch|zoom|a\s+(?:\w+\s+){0,3}(?:coffee|call"
    r"|tea|drink|pint|beer|lunch)|video)|via\s+(?:zoom|phone|teams|a\s+call)|in\s+person|face)\b",
    re.IGNORECASE,
)
_CONNECT_TO_TALK = re.compile(
    r"\bconnect\b[^.?!]{0,40}\b(?:call|phone|zoom|teams|meet|coffee|\d+\s*min|video|skype|virtual"
    r"|in\s+person|chat)\b",
    re.IGNORECASE,
)
_PICK_BRAIN = re.compile(
    r"\bpick(?:ing)?\s+(?:your|ur|his|her)\s+brains?\b|\bask\s+(?:you|u)\b[^.?!]{0,40}\b(?:over"
    r"|on\s+the\s+phone|by\s+phone|in\s+person|face\s+to\s+face|at\s+a\s+coffee)",
    re.IGNORECASE,
)
_COME_BY = re.compile(
    r"\b(?:come|stop|pop|drop|swing|call|pass|drive|nip|go|travel|head)\s+(?:\w+\s+)?(?:by|round"
    r"|over|in\s+(?:and|to|on)|in\b|around|out|up|down|see\s+you|to\s+(?:see|meet|your)"
    r"|and\s+(?:see|visit|talk|meet|ask))\b"
    r"|\b(?:visit|see|ring|phone|telephone|call|meet|shadow|video-?call|skype|zoom"
    r"|facetime)\s+(?:with\s+)?(?:you|u)\b|\bcall\s+on\s+you\b|\b(?:talk|walk)\s+(?:it|this|that"
    r"|them|things|me)\s+(?:through|over)\b|\bstop\s+in\b"
    r"|\bhear\s+(?:it\s+)?from\s+you\s+(?:in\s+person|over|on\s+the\s+phone)|\bcatch\s+you\b"
    r"|\bjoin\s+you\s+for\b|\bbuy\s+(?:you|u)\b|\btake\s+you\s+(?:to|for|out)\b"
    r"|\btreat\s+you\s+to\b"
    r"|\bcall\s+me\b|\b(?:give|drop|make)\s+(?:me|you|u)\s+a\s+(?:\w+\s+)?(?:call|ring|bell|buzz"
    r"|phone\s+call)\b|\bsit\s+(?:down\s+)?with\s+(?:you|u)\b|\b(?:some|a\s+(?:bit|little"
    r"|few\s+minutes)\s+of|any|spare|moment\s+of)\s+(?:of\s+)?your\s+time\b"
    r"|\bspare\s+(?:me\s+)?(?:a\s+|some\s+|any\s+)?(?:few\s+|little\s+|bit\s+of\s+)?(?:minutes"
    r"|moments?|time)\b|\b(?:a|some|any)\s+(?:little|bit\s+of)\s+time\b|\b(?:quick|brief|short"
    r"|few)\s+words?\s+(?:with|after|before|on|about)\b|\bhop\s+(?:by|over|round)\b"
    r"|\bbend\s+your\s+ear\b|\b(?:receive|see|host|have)\s+me\s+(?:for|at|on|in)\b"
    r"|\bwalk\s+(?:the\s+|round\s+|around\s+)?(?:\w+\s+)?with\s+you\b|\b(?:sit|come"
    r"|be)\s+in\s+your\s+(?:kitchen|office|studio|shop|workshop|garden|yard)\b|\b(?:short|brief"
    r"|little|quick|\d+[- ]min\w*)\s+interview\b|\b(?:hear|ask)\s+(?:it|you|this|them"
    r"|that)\s+(?:\w+\s+)?(?:in\s+person|face\s+to\s+face|over\b|by\s+phone|on\s+the\s+phone)"
    r"|\bfew\s+minutes\s+of\s+your\b|\bdiscuss\b",
    re.IGNORECASE,
)
_PERMISSION = re.compile(
    r"\b(?:good|bad|okay|ok|all\s+right|alright|right|convenient|best)\s+(?:time|moment)\b"
    r"|\bam\s+i\s+(?:disturbing|interrupting|audible|speaking)\b|\bcatch\s+you\s+at\b"
    r"|\bdo\s+you\s+have\s+a\s+(?:moment|minute|second|sec)\b"
    r"|\bhave\s+you\s+(?:got\s+)?a\s+(?:moment|minute|second|sec)\b|\bgot\s+a\s+(?:minute|sec"
    r"|second|moment)\b|\bi\s+can\s+call\s+back\b|\bcall\s+(?:you\s+)?back\b"
    r"|\bcall\s+(?:again\s+)?later\b|\btry\s+(?:you\s+)?(?:again|later)\b"
    r"|\bring\s+(?:you\s+)?back\b",
    re.IGNORECASE,
)
_EAGER = re.compile(
    r"\W*(?:keen|happy|glad|love|loving|hoping|wondering|open|grateful|up|looking|would|will"
    r"|delighted|thrilled|available|free|hope|wish|request|requesting)\b",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(
    r"\b(?:any\s+thoughts|your\s+thoughts|number|numbers?\s+is|reach\s+me|contact\s+me\s+(?:on"
    r"|at)|(?:call|ring|phone|text|reach|whatsapp|find|get|buzz)\s+me\s+(?:on|at|under"
    r"|via)\s+(?:\+?[\d(]|my|this)|my\s+(?:phone|mobile|cell|whatsapp)\b)",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\b(?:no\s+need\s+(?:to|for)|not\s+(?:asking|looking)\s+(?:for|to)|don't\s+(?:need|want)"
    r"|rather\s+than|instead\s+of|without)\s+(?:an?\s+|any\s+)?(?:\w+\s+)?(?:call|meet\w*|talk"
    r"|chat|coffee)\b|\bnot\s+a\s+(?:call|meeting|chat)\b",
    re.IGNORECASE,
)

_ASKS_SOMETHING = re.compile(
    r"\W*(?:(?:so|and|but|also|first|now|then|yeah|yes|well|ok|okay)\W+)*(?:how\s+(?:did|do|does"
    r"|is|was|were|much|many|often|long|come|hard|can\s+(?:a|one|someone))|how'd|what\s+(?!about"
    r"|do\s+you\s+say|if\s+we|time|day)\w+|what's|why|which\s+(?!day|time|slot|of\s+these)\w+|who"
    r"|where\s+(?:did|do|does|is))\b",
    re.IGNORECASE,
)
_BUT_ALSO = re.compile(
    r"\b(?:could|can|may|might|shall|would)\s+(?:we|i|you|u)\b|\bcall\b|\bcoffee\b"
    r"|\bmin(?:ute)?s?\b",
    re.IGNORECASE,
)

_INTRODUCE = re.compile(
    r"\b(?:introduc(?:e|ing|tion|tions)|intro(?:s|ing)?|e-?intro)\b"
    r"|\bput(?:ting)?\s+(?:me|us|the\s+two\s+of\s+us|both\s+of\s+us)\s+(?:both\s+)?(?:in"
    r"|into)\s+(?:touch|contact|connection)|\bput\s+(?:me|us)\s+(?:on|through)\s+to\b"
    r"|\bput\s+(?:a|in)\s+(?:a\s+)?word\b"
    r"|\b(?:connect|link|hook|match|patch|pair|join|bring|get)(?:ing)?\s+(?:me|us"
    r"|the\s+two\s+of\s+us|him\s+and\s+me|her\s+and\s+me)\b(?:\s+(?:up|together|both))?"
    r"|\bmake\s+(?:the|a|an)\s+(?:\w+\s+)?(?:connection|introduction|intro)\b|\b(?:loop|cc"
    r"|copy)\s+(?:me|us)\b|\b(?:cc|copy|loop)(?:ing)?\s+(?:me|us|both)\b|\b(?:present"
    r"|recommend)\s+(?:us|me)\s+(?:to|each)\b|\bto\s+present\s+us\b"
    r"|\bwrite\s+to\s+(?:her|him|them)\s+and\s+(?:to\s+)?me\b|\b(?:join(?:t|ed)?|same|one"
    r"|group)\s+(?:e-?mail|mail|message|thread|chat)\b|\b(?:forward|pass|send|share)\s+(?:this"
    r"|my\s+(?:message|note|blurb|e-?mail)|it|the\s+(?:note|blurb)"
    r"|what's\s+below)\s+(?:\w+\s+)?(?:on\s+)?(?:to|with|along\s+to)\s+(?:him|her|them|[A-Z]\w+)"
    r"|\bset\s+(?:us|me)\s+up\s+(?:with|for)\b|\bset\s+up\s+a\s+(?:call|chat|meeting|coffee)\b"
    r"|\bask(?:ing)?\s+(?:him|her|them|[A-Z]\w+)\s+(?:if|whether)\s+(?:i|we)\s+(?:could|can|may"
    r"|might)\b|\bask(?:ing)?\s+(?:him|her|them|[A-Z]\w+)\s+(?:if|whether)\s+(?:he|she|they)(?:'d"
    r"|\s+would|\s+might|\s+could|\s+can|'s|\s+is|\s+has)\b",
    re.IGNORECASE,
)
_INTRODUCED_OTHERWISE = re.compile(
    r"\b(?:introduced|introducing\s+(?:myself|you)|introduce\s+(?:myself|you)"
    r"|let\s+me\s+introduce|introduction\s+to\s+(?!him|her|them|[A-Z])\w+|(?:short|brief|self"
    r"|by\s+way\s+of)[- ]?introduction)\b",
    re.IGNORECASE,
)


def find_ask(reading: Reading) -> list[Sentence]:
    """The sentences that ask for a conversation."""
    return [sentence for sentence in reading.body if asks_to_talk(sentence)]


def find_introduction_ask(reading: Reading) -> list[Sentence]:
    """The sentences that ask a friend to introduce the writer."""
    return [
        sentence
        for sentence in reading.body
        if _INTRODUCE.search(_blank(sentence.text, _INTRODUCED_OTHERWISE))
        and (sentence.is_question or _MOOD.search(sentence.text) or _imperative(sentence.text))
    ]


def asks_to_talk(sentence: Sentence) -> bool:
    """Whether a sentence asks its reader for a talk, in whatever shape."""
    text = _blank(_blank(_blank(sentence.text, _NOT_A_TALK), _PERMISSION), _HOW_OTHERS_TALK)
    if _REFUSED.search(text):
        return False
    if _ASKS_SOMETHING.match(text) and not _BUT_ALSO.search(text):
        return False
    mood = _in_the_mood(text) or sentence.is_question or not _STORY_VERB.search(text)
    lasts = _offered_lengths(text)
    if _CONNECT_TO_TALK.search(text) or (_STRONG.search(text) and mood):
        return True
    if mood and (_COME_BY.search(text) or _PICK_BRAIN.search(text)):
        return not _NOT_ASKED.search(text) or bool(lasts)
    if mood and _TALK_WORD.search(text) and not _only_written(text):
        return not _NOT_ASKED.search(text)
    if lasts and (mood or _is_fragment(text)) and not _only_written(text):
        return True
    return _offers_slots(text, sentence) or _proposes_a_day(text, sentence)


_NO_MEETING = re.compile(
    r"\b(?:repl\w+|respon\w+|answer\w*|revert|let\s+me\s+know|hear\s+from|get\s+back|write\s+back"
    r"|intern\w*|jobs?|vacanc\w+|position|role|start|tools|join|hire|hiring|cv|resume|apply"
    r"|application|deadline|submit|send|e-?mail|attach\w*|due|placement|shifts?|number|decide"
    r"|decision|learn|know|understand)\b",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:show\s+me\s+(?:round|around|the\s+ropes)|tag\s+along|sit\s+in\s+(?:on|with)"
    r"|come\s+along|join\s+you|have\s+me\s+(?:over|round|in)|lend\s+me\s+(?:an|your)\s+ear"
    r"|hear\s+me\s+out|(?:moment|minute|bit|sliver|slice|scrap|piece"
    r"|fraction)s?\s+of\s+your\s+(?:time|day|week|evening|morning)|at\s+(?:the|a"
    r"|your)\s+(?:caf[eé]|pub|canteen|bar|kitchen\s+table)|over\s+(?:a\s+|some\s+)?(?:cake|ramen"
    r"|noodles|pizza|soup|curry|sandwich\w*|chai|kopi|espresso|cappuccino|flat\s+white|bite"
    r"|biscuits|wine|whisky|mate|pastr\w+|croissants?|bagels?|tacos?|ice\s+cream|a\s+meal)|chai"
    r"|fika|kopi|flat\s+white|espresso|cappuccino|blether|craic|chit-?chat|one[- ]on[- ]one|1:1"
    r"|1-1|f2f|face[- ]to[- ]face|telephonic\w*|tele-?call|webex|discord\s+call|voice\s+channel"
    r"|picnic|rendezvous|quick\s+sync|touch\s+base\s+(?:by|over|on)|swap\s+stories)\b",
    re.IGNORECASE,
)


def _proposes_a_day(text: str, sentence: Sentence) -> bool:
    """A day or hour put to the reader: "Would Thursday do?", "I could be there by six"."""
    if _STORY_VERB.search(text) and not sentence.is_question:
        return False
    if _COMPANY.search(text) and not _only_written(text):
        return True
    return (
        _MOOD.search(text) is not None
        and any(not _in_story(text, one.start(), one.end()) for one in _WHEN.finditer(text))
        and not _NO_MEETING.search(text)
    )


def _in_the_mood(text: str) -> bool:
    return any(one is not None for one in (_MOOD.search(text), _EAGER.match(text))) or _imperative(
        text
    )


def _only_written(text: str) -> bool:
    return _WRITTEN.search(text) is not None and not re.search(
        r"\b(?:call|phone|zoom|meet|coffee|video|min(?:ute)?s?)\b", text, re.IGNORECASE
    )


def _imperative(text: str) -> bool:
    return (
        re.match(
            r"\W*(?:so\s+|please\s+|just\s+|and\s+)?(?:call|ring|meet|give|let's|send|book|put"
            r"|connect|introduce|phone|coffee|lunch)\b",
            text,
            re.IGNORECASE,
        )
        is not None
    )


def _is_fragment(text: str) -> bool:
    """Whether the sentence starts with the length itself: "Fifteen minutes by phone on Friday"."""
    match = _LENGTH.search(text)
    return match is not None and match.start() < 30


def _offers_slots(text: str, sentence: Sentence) -> bool:
    """ "Tue 4/9 at 3:30, Wed 4/10 at noon?": days and nothing else asked."""
    days = len(_WHEN.findall(text))
    if days and sentence.is_question and len(text.split()) <= 6 and not _STORY_VERB.search(text):
        return True
    return (
        sentence.is_question
        and days >= 2
        and len(text.split()) <= 22
        and not _STORY_VERB.search(text)
    )


def _blank(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: "~" * len(match.group()), text)


# ---------------------------------------------------------------- when or how long


def has_time(reading: Reading, asks: list[Sentence]) -> bool:
    """Whether a length or a day for the talk is said; those of the story don't count."""
    asked = {sentence.start for sentence in asks}
    sentences = reading.body
    for index, sentence in enumerate(sentences):
        near = any(one.start in asked for one in sentences[max(0, index - 2) : index + 2])
        if _offers_time(sentence, is_ask=sentence.start in asked, near=near):
            return True
    return False


_CLAUSE = re.compile(
    r"[;:]|,\s|\s-+\s|\b(?:and|but|so|because|as|which|who|where|when|after|since|while|though"
    r"|or)\b|\(|\)"
)
_AVAILABLE = re.compile(
    r"\b(?:free|available|availability|any|works?|suits?|convenient|flexible|around|slot|fit"
    r"|easiest|best|could|can|would|might|may|perhaps|say|ideally|prefer\w*|anytime|options?|or"
    r"|come|open|ok|fine|ample|plenty|enough|either|between|off|finish|done)\b",
    re.IGNORECASE,
)


def _offers_time(sentence: Sentence, *, is_ask: bool, near: bool) -> bool:
    text = _blank(sentence.text, _VAGUE_WHEN)
    if _offered_lengths(text) and (is_ask or near or _MOOD.search(text)):
        return True
    if not is_ask and not (near and _AVAILABLE.search(text)):
        return False
    return any(not _in_story(text, match.start(), match.end()) for match in _WHEN.finditer(text))


def _offered_lengths(text: str) -> list[Span]:
    return [
        match.span()
        for match in _LENGTH.finditer(text)
        if not _NO_OFFER_AFTER.match(text[match.end() :])
        and not _NO_OFFER_BEFORE.search(text[: match.start()])
        and not _in_story(text, match.start(), match.end())
    ]


def _in_story(text: str, start: int, end: int) -> bool:
    """Whether the clause that leads up to [start, end) tells what was."""
    cut = 0
    for match in _CLAUSE.finditer(text, 0, start):
        cut = match.end()
    clause = text[cut:start]
    if _MOOD.search(clause):
        return False
    if re.search(
        r"\b(?:could|can|would|may|might|shall|is|be|are)\b", clause, re.IGNORECASE
    ) and not re.search(r"\b(?:was|were|since|ago|last)\b", clause, re.IGNORECASE):
        return False
    if _STORY_VERB.search(clause):
        return True
    return bool(text[end : end + 16].strip().lower().startswith(("ago", "was ", "were ")))
