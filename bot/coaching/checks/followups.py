"""Whether a thank-you says what the writer has started or will do, or that they stay in touch.

What the reader will do, gratitude for ever, and what happened during the talk are no steps.
"""

import re

from bot.coaching.checks.text import Reading, Sentence

_SOON = (
    r"(?:soon|already|now|then|also|definitely|certainly|surely|certainly|def|defo|deffo|totally"
    r"|absolutely|really|just|still|always|even|probably|maybe|perhaps|at once|immediately|first"
    r"|next|again|therefore|accordingly|hopefully|try to|be|make sure to|be sure to|too|both|all"
    r"|so)"
)
_NO_STEP_VERBS = (
    r"(?:be (?:\w+ ){0,2}?(?:grateful|thankful|indebted|in your debt|obliged|honou?red|glad"
    r"|happy|delighted|appreciative|late|brief|honest|a fan)|never|not|always (?:be|remember"
    r"|treasure|cherish|value)|forever|remember|treasure|cherish|forget|miss|owe|appreciate"
    r"|thank|admit|say|confess|bet|hope|wish|love|like|pray|need|have to say|be able|pass by"
    r"|drop|leave you|bring you|send you (?:a|some|one) (?:\w+ ){0,3}?(?:gift|present|box|bottle"
    r"|card)|buy you|stop (?:here|now|rambling|there)|let you (?:go|get)|keep this (?:short"
    r"|brief)|leave it|cry|die|spare you|end here|close|add|understand if|spend the)"
)
_KEEPING = re.compile(
    r"\b(?:keep|stay|remain|be|staying|keeping|remaining|being|get) (?:back )?(?:\w+ )?(?:in"
    r"|on) (?:\w+ )?(?:touch|contact|the loop|your radar)\b"
    r"|\b(?:stay|keep|remain|staying|keeping|remaining|be) (?:\w+ )?(?:connected|linked)\b"
    r"|\bkeep (?:you|u|him|her|ye) (?:all )?(?:\w+ )?(?:posted|updated|informed|up to date"
    r"|up-to-date|in the loop|abreast|apprised)\b"
    r"|\b(?:talk|speak|chat|catch|see|write|meet|hear) (?:to |with |from |ya |you |u "
    r"|up )*(?:again )?(?:soon|later|again|then|next \w+|in (?:the )?(?:spring|summer|autumn"
    r"|fall|winter|new year|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|a (?:few|couple)\b.*))\b"
    r"|\b(?:look(?:ing)? forward to|hope to|hoping to|would love to|i'd love to|like to"
    r"|would like to|happy to|glad to|we should|let's|let us) (?:\w+ ){0,2}?(?:staying|keeping"
    r"|remaining|being|hearing (?:how|about|more)|seeing|speaking|talking|meeting|continuing"
    r"|chatting|catching|connecting|stay|keep|remain|see you|speak (?:again|with you|to you"
    r"|soon)|talk (?:again|soon|to you|with you)|meet (?:again|you|up)|continue|catch up"
    r"|follow up|reconnect|connect|come back|report|update|return|crossing paths|cross paths"
    r"|do (?:this|it) again|visit(?:ing)? (?:you )?again|repeat)\b"
    r"|\b(?:more|updates?|news|report|photos?|pictures?|results|numbers|draft"
    r"|details) (?:\w+ ){0,3}?(?:to follow|to come|soon|coming|will follow|follows)\b"
    r"|\bwatch this space\b|\bto be continued\b|\bmore anon\b"
    r"|\b(?:until|till) (?:next time|then|we meet|the next)\b|\bsee you (?:at|in|on|there|around"
    r"|next|back)\b|\bsee (?:ya|u|you)\b(?=[^.?!]{0,20}[.!]?$)|\bbe (?:back )?in touch\b"
    r"|\bbe in contact\b|\bdrop you a (?:line|note|message|text|mail|email)\b",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:i|we)(?:'ll| will| shall| 'll)\b(?! (?:"
    + _NO_STEP_VERBS
    + r")\b)(?! (?:"
    + _SOON
    + r" )+(?:"
    + _NO_STEP_VERBS
    + r")\b)(?! (?:have|carry) (?:your|it|this|that|the memory|these) (?:\w+ )?(?:in my heart"
    r"|forever|always))"
    r"|\b(?:i|we)(?:'m| am|'re| are) (?:\w+ )?(?:going|gonna|planning|about|hoping|aiming|set"
    r"|due|determined|resolved|keen|eager|excited|ready) to\b(?! (?:" + _NO_STEP_VERBS + r")\b)"
    r"|(?:^|[,;] |\band |\bso |\bi |\bim )(?:am )?(?:gonna|going to|gunna|finna"
    r"|fixing to)\b(?! (?:" + _NO_STEP_VERBS + r")\b)"
    r"|(?:^|[.!?,;] |\band |\bbut |\bso |\bthen )(?:will|shall|'ll) (?:\w+ )?(?:let|send|share"
    r"|tell|write|try|report|keep|update|be in|follow|report|do|start|read|look|get|ping|message"
    r"|text|call|check|apply|use|def|definitely|take|put|work|go|make|practi[sc]e|come|give"
    r"|think|post|email|mail)\b"
    r"|\bi (?:\w+ )?(?:plan|intend|mean|aim|propose|resolve|promise|pledge|vow|swear|want|hope"
    r"|expect|wish|commit|undertake) (?:(?!you\b)\w+ )?(?:to|that i)\b(?! (?:you\b|your\b|know\b"
    r"|thank|say|express|let you know how|write to (?:say|thank)|tell you (?:how|thanks|that)"
    r"|convey|send (?:you )?(?:my|a (?:quick|short|proper)? ?(?:thank|note))|be|have"
    r"|give you (?:a )?(?:big )?thank|extend|offer|reach out (?:and|to) (?:say|thank)"
    r"|acknowledge|share how|apologi[sz]e|repay|return the favou?r one day|take (?:a moment"
    r"|this opportunity|the time)|drop you a (?:quick )?(?:note|line) to (?:say|thank)"
    r"|start by)\b)"
    r"|(?:^|[,.;!] ?)ill (?:let|keep|send|try|write|be|do|start|get|give|make|read|tell|ping"
    r"|report|check)\b"
    r"|\bmy (?:next|first) (?:step|move|task|stop|job|port of call|thing)\b|\b(?:next"
    r"|first) (?:step|stop|up|on (?:my|the) list|thing)\b[^.?!]{0,6}(?:is|:|for me)\b|\b(?:is"
    r"|are|it's|goes|going) (?:now )?(?:on|onto|to the top of|at the top of) (?:my"
    r"|the) (?:\w+ )?(?:list|calendar|agenda|wall|to-do|reading list|shelf|desk)\b",
    re.IGNORECASE,
)
_TIME_TO_COME = (
    r"(?:tonight|tomorrow|soon|later|shortly|next \w+|(?:this|coming) (?:week|weekend|month"
    r"|evening|afternoon|summer|spring|autumn|fall|winter|year|term|semester|sprint|\w+day)"
    r"|(?:on|by|before|until|till|come|from|starting|after|around|every|each) (?:the )?(?:mon"
    r"|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)day(?: week)?\b(?! 's)"
    r"|(?:in|by|before|until|after|from|this|come|of) (?:the )?(?:early |late |mid-?)?(?:january"
    r"|february|march|april|may|june|july|august|september|october|november|december|spring"
    r"|summer|autumn|winter|new year|easter|christmas|ramadan|eid|diwali|holidays?|the fall)"
    r"|in (?:a|one|two|three|four|six|a few|a couple of) (?:days?|weeks?|months?|fortnights?"
    r"|years?)|the \d+(?:st|nd|rd|th)|(?:on )?\d+(?:st|nd|rd|th)|from now on|from (?:today"
    r"|tomorrow|now)|every (?:day|morning|night|evening|week|single (?:day|morning|night|shift"
    r"|week)|time|other)|at (?:easter|christmas|new year)|first thing|over the (?:weekend"
    r"|holidays|summer|break)|asap|at once)"
)
_DOING = re.compile(
    r"\b(?:i|we)(?:'m| am|'re| are|m)(?: \w+ly| now| already| also| just| still| at present"
    r"| even| busy)* (?P<verb>\w+ing)\b(?! (?:so|very|to (?:say|thank|express|tell you (?:how"
    r"|thank)))\b)",
    re.IGNORECASE,
)
_NOT_DOING = frozenset(
    "being feeling writing thinking hoping sending looking saying going having wondering "
    "wishing thanking appreciating"
    " expressing sitting laughing smiling crying sharing wanting living coming reaching "
    "dropping leaving bringing nothing anything something everything evening morning"
    " bouncing buzzing kicking repeating apologising apologizing emailing seeking hunting "
    "guessing dreaming longing"
    " realising realizing kidding joking dying blushing grinning struggling freezing suffering "
    "missing acknowledging"
    " enjoying giving unpacking chewing processing digesting waiting messaging texting mailing "
    "typing taking remaining beaming glowing"
    " studying working doing making becoming trusting assuming believing loving forgetting "
    "shaking telling posting enclosing gifting attaching offering counting beginning seeing "
    "understanding convincing".split()
)
_STUDIED = re.compile(
    r"\b(?:studying|working|doing|making|taking|telling|seeing|counting)\b[^.?!]{0,60}\b(?:"
    + _TIME_TO_COME
    + r"|as you|your|it|this|that|them|through|on (?:it|that|this|a|my)|up)\b",
    re.IGNORECASE,
)
_PRESENT_PLAN = re.compile(
    r"(?:\b"
    + _TIME_TO_COME
    + r",? (?:\w+ ){0,2}?(?:i|we|my \w+(?: and i)?) (?:also |then |finally )?(?!(?:thank|hope|wish"
    r"|think|feel|know|had|was|got|met|did|have had|came|saw|heard|learned|enjoyed|could|would"
    r"|really|am (?:grateful|glad|thankful)|appreciate|hear|said|mean|know|was|were|do|did|came"
    r"|went|understand)\b)(?P<one>\w+)"
    r"|\b(?:i|we) (?:also |then |now |even |can )?(?:start|begin|visit|try|go|meet"
    r"|have (?:an? (?:\w+ )?(?:appointment|interview|trial|place|slot|viewing|meeting|exam"
    r"|lesson|class)|my first)|sit|take|join|return|present|apply|write|call|ring|work|do|read"
    r"|practi[sc]e|make|test|move|show|bring|send|come|learn|use|keep|let|plant|switch|book|run"
    r"|attend|study|get|tell|follow|report|give you|change|stop|leave|quit|enrol|enroll|register"
    r"|speak|talk)\b[^.?!]{0,70}?\b" + _TIME_TO_COME + r"\b)",
    re.IGNORECASE,
)
_BEGUN = re.compile(
    r"(?<!who )(?<!whom )(?<!that )(?<!which )(?<!what )(?<!everybody )(?<!anyone )(?<!people )"
    r"(?<!than )(?<!all )\b(?:i|we)(?:'ve| have|ve)(?P<adverb>(?: (?:already|just|now|since|also"
    r"|even|then|finally|actually|gone and|been and|today|at last|at least|duly"
    r"|promptly))*) (?:\w+ly )?(?:been )?(?P<verb>\w+)",
    re.IGNORECASE,
)
_NOT_BEGUN = frozenset(
    "been had thought felt learned learnt told enjoyed loved heard seen met known gained "
    "understood realised realized always never"
    " not got come wanted hoped meant appreciated received laughed cried admired worked lived "
    "believed assumed experienced"
    " wondered struggled missed grown given forgotten followed spent retained liked respected "
    "carried dreamed dreamt longed said"
    " taught shown thinking telling smiling laughing feeling meaning hoping wondering working "
    "living waiting looking wanting trying following talking reflecting dying buzzing to a the "
    "no some so any much many lots only"
    " ever often felt expected feared doubted noticed left appreciated become benefited "
    "benefitted hesitated delayed no two three four five six nothing something had every enough "
    "filled discovered found owed doubts seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty years months in here "
    "on at with for of as such most quite very really long barely hardly rarely seldom".split()
)
_DID = re.compile(
    r"(?:(?<!who )(?<!that )(?<!which )(?<!what )(?<!when )(?<!while )(?<!as )\b(?:i"
    r"|we) (?:\w+ly |then |also |even |already |just |went (?:home|back|away|straight (?:home"
    r"|to \w+)) and |sat down and |came home and )*|(?:^|[.!?;] |, |\band )(?:and |so |then "
    r"|already |just |also |have |since |even |actually |been |now |i )*)(?P<past>\w+)\b",
    re.IGNORECASE,
)
_DONE_VERB = re.compile(
    r"(?:sign(?:ed)|enrol\w*ed|registered|applied|booked|ordered|downloaded|started|began|begun"
    r"|tried|rewr\w+|redrew|redid|redone|redraft\w*|rearranged|restructured|reworked|revised"
    r"|edited|updated|changed|adjusted|cut|built|made|created|drafted|set|put|added|joined"
    r"|subscribed|contacted|emailed|e-mailed|wrote|called|rang|phoned|messaged|reached|asked"
    r"|scheduled|arranged|researched|looked|read|re-?read|watched|practi[sc]ed|tested"
    r"|implemented|adopted|introduced|took|moved|cancelled|canceled|dropped|stopped|quit|cleared"
    r"|cleaned|pulled|counted|mapped|listed|printed|pinned|taped|hung|stuck|bought|purchased"
    r"|picked|found|opened|planted|baked|cooked|brewed|sketched|coded|installed|deleted|removed"
    r"|replaced|swapped|switched|used|used|shared|showed|raised|volunteered|submitted|sent"
    r"|posted|filed|copied|lifted|memori[sz]ed|repaired|organi[sz]ed|converted|rebuilt|rehearsed"
    r"|recorded|weighed|priced|drew|visited|completed|finished|decided|chose|committed|dug"
    r"|turned|borrowed|reserved|ditched|scrapped|trimmed|enquired|inquired|checked|shortened"
    r"|cropped|blocked|photographed|labelled|labeled|sorted|fixed|mended|threw|shadowed"
    r"|bookmarked|translated|plotted|mailed|sowed|sanded|glued|stitched|pruned|sewed|welded"
    r"|attended|tuned|transferred|experimented|prepared|requested|approached|typed|ran|did it"
    r"|dusted|painted|repainted|washed|googled|messaged|texted|tweaked|noted|wrote|pitched"
    r"|proposed|suggested|ripped|tore|sold|cancelled|climbed|biked|cycled)$",
    re.IGNORECASE,
)
_DURING = re.compile(
    r"\b(?:at|in|during|from|after) (?:our|the|your) (?:talk|call|chat|conversation|meeting"
    r"|visit|interview|tour|workshop|office)\b|\bwhen (?:you|we)\b|\bwhile (?:you|we)\b"
    r"|\b(?:with|to|from|met|meet|meeting|seeing|saw|heard|visited|asked|bothered|called|rang"
    r"|phoned|interviewed) you\b|\bour (?:talk|call|chat|conversation|meeting|visit|interview"
    r"|discussion|session|coffee|lunch)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:since|already|yesterday|last night|this (?:morning|week|evening|afternoon|weekend)"
    r"|today|that (?:very |same )?(?:evening|night|afternoon|day)|same (?:day|evening|afternoon"
    r"|night)|tonight|afterwards|straight ?away|right away|immediately|the (?:next|following"
    r"|very next) (?:day|morning|evening|shift)|(?:went|got|came|drove|walked|was"
    r"|soon as i (?:was|got)) (?:straight )?(?:home|back)|on the (?:way home|train home|bus home"
    r"|way back|train|bus)|as you (?:suggested|advised|said|recommended|told|showed|taught)"
    r"|as (?:advised|suggested|recommended|instructed|promised)|your (?:way|method|advice"
    r"|suggestion|tip|trick|approach|rule|recipe|idea|list|question)|like you (?:said|suggested"
    r"|told|did|showed|do)|you (?:suggested|recommended|mentioned|told me (?:about|of)|named"
    r"|pointed me|advised|swear by|held up|lent|gave me|wrote down|listed)|so far"
    r"|over the weekend|at the weekend|on (?:monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday)|in (?:one|two|a|an|the) (?:evening|afternoon|day|meantime)|first thing|at home"
    r"|an hour later|within (?:the|an) (?:hour|day)|by (?:lunchtime|dinner|bedtime|midnight)"
    r"|a minute ago|just now|earlier)\b",
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r"(?:^|[.!?;:] |, |\band |\bso |- ?)(?:am |been |now |already |just |also |currently |have "
    r"|off |back )*(?:trying|practi[sc]ing|working on|starting|reading|lifting|applying|using"
    r"|keeping|following|signing up|enrolling|joining|rewriting|testing|looking into|doing"
    r"|booking|ordering|learning|building|making|writing|switching|heading|adding|signed up"
    r"|booked|ordered|registered|enrolled|bought|downloaded|emailed|rang|called|started|tried"
    r"|joined|applied|messaged|wrote to|printed|off to)\b(?! (?:you|this to|to (?:say|thank)))",
    re.IGNORECASE,
)
_HELPING = re.compile(
    r"\b(?:put|use|apply|keep|take|using|putting|applying|keeping|taking|work on|act on"
    r"|acting on|follow|following|try|trying|implement|implementing) (?:all |every |each |both "
    r"|some |most |out )?(?:of )?(?:your|this|that|it|them|the|these|those"
    r"|what you) (?:\w+ ){0,4}?(?:advice|suggestions?|tips?|guidance|ideas?|recommendations?"
    r"|words|said|told me|into practice|to use|to work|into action|on board|to heart|in mind"
    r"|further|forward)\b",
    re.IGNORECASE,
)
_OBJECTS = re.compile(
    r"\b(?:the draft|my draft|the (?:first |final )?\w+|it|a (?:copy|photo|picture)|photos?"
    r"|pictures?|numbers?|you|news)\b[^.?!]{0,20}\b(?:will (?:reach|be with|follow|come to) you"
    r"|will have (?:the|a|my|it)|to you by)\b|\byou(?:'ll| will| shall"
    r"|'re going to) (?:be the first to|have (?:the|my|a|it|news)|hear (?:from me|how|about|the"
    r"|it|all|back)|get (?:a|the|my|an) (?:\w+ ){0,2}?(?:report|photo|picture|update|postcard"
    r"|full|copy|draft|news|call|email|verdict)|be (?:getting|hearing|receiving) (?:a|an|from"
    r"|the|about)|see (?:me|the result|how))\b|\bexpect (?:a|an|my|the|news|another"
    r"|photos?) (?:\w+ ){0,2}?(?:report|photo|picture|update|message|email|call|news|note|letter"
    r"|postcard|from me|from)\b"
    r"|\b(?:the|my|our) (?:\w+ ){0,2}?(?:application|form|course|class|exam|session|lesson"
    r"|version|email|letter|trial|training|order|appointment|interview|shift|evening class"
    r"|induction|registration|boss|manager|supervisor|trustees|team|tutor"
    r"|teacher)\b[^.?!]{0,40}\b(?:goes (?:off|out|in)|starts|begins|is (?:booked|in|sent|on|set"
    r"|arranged|signed)|has (?:agreed|signed|been (?:booked|sent|submitted|ordered|arranged))"
    r"|have (?:agreed|signed)|(?:has )?said yes|agreed|went (?:in|off)|gone (?:in|off))\b",
    re.IGNORECASE,
)
_ON_MY_WALL = re.compile(
    r"\b(?:is|are|has been|have been|has|'s|'re)(?: now| both| all| already)* (?:going (?:on|in"
    r"|into|up|to)|on|pinned|written|stuck|taped|inside|above|up on|printed|gone (?:to|into|on"
    r"|up)|in use|in place|on its way)\b[^.?!]{0,40}\b(?:my|our|the)\b[^.?!]{0,20}\b(?:wall"
    r"|monitor|locker|mug|fridge|desk|notebook|helmet|whiteboard|door|repo|team|page one|page"
    r"|mirror|board|phone|calendar|list)\b",
    re.IGNORECASE,
)


_BARE_DONE = re.compile(
    r"(?:(?:already|just|have|also|since|been|now|and|so|duly|promptly|finally)[,:]? )*(?:booked"
    r"|ordered|signed up|enrolled|registered|applied|bought|emailed|rang|called|started|begun"
    r"|tried|joined|downloaded|printed|drafted|rewrote|rewritten|redone|sent (?:off|the|my|an|a)"
    r"|submitted|deleted|changed|cancelled|contacted|messaged|subscribed|done[.;,!:]|written to"
    r"|wrote to|made a|set up|set my|put (?:in|my|the|it)|dusted|googled|looked (?:up|into)"
    r"|read (?:the|it|half|all|chapter)|practised|practiced|swapped|switched|moved|built"
    r"|picked up)\\b",
    re.IGNORECASE,
)
_AT_IT = re.compile(
    r"\b(?:i|we)(?:'m| am|'re| are) (?:\w+ly |now |already |also |all )*(?:booked|signed up"
    r"|enrolled|registered|scheduled|committed|down for|off to|set to|due|resolved|on (?:the"
    r"|a) (?:list|waiting list|course)|in for|back (?:in|at))\b"
    r"|\b(?:i|we) (?:now|no longer) (?!know|understand|see|feel|realise|realize|have\b|think"
    r"|believe|appreciate|had\b|want\b)\w+|\bnow (?:i|we) (?!know|understand|see|feel|realise"
    r"|realize|have\b|think|believe|appreciate|had\b|do\b|get\b|just|can't|am\b)\w+"
    r"|\b(?:is|are|'s|has been|have been|'re)(?: already| now| all| both)* (?:on order|booked"
    r"|ordered|submitted|under ?way|in the (?:post|mail|diary|calendar)|on its way"
    r"|in my (?:diary|calendar)|scheduled|sent off|handed in|signed|filled in|filled out"
    r"|arranged|set up|started)\b"
    r"|\b(?:i|we)(?:'d| would) (?:really )?(?:like|love) to (?!thank|be considered|work|join"
    r"|apply|say|express|express|convey|know if|be part|tell you (?:how|that)|take|extend"
    r"|give you|offer|reiterate|acknowledge|repay)(?:\w+)\b"
    r"|\b(?:let me|allow me to|may i|could i|can i|might i) (?:\w+ )?(?:report|come back|write"
    r"|call|send you (?:the|my|a)|show|return|visit|get back|check in|update|ask you again"
    r"|tell you (?:in|when|how it|what)|keep)\b(?! (?:my (?:cv|resume)|a job))"
    r"|\b(?:count me in|ask me (?:again|in)|you can (?:expect|count on)|hold me to|wish me luck"
    r"|fingers crossed for (?:my|the)|challenge accepted|will do|step one)\b|(?:^"
    r"|[.!;,] )(?:time to|now to) (?!thank|say)\w+"
    r"|\b(?:let's|let us|we (?:should|must)) (?:\w+ )?(?:grab|get|have|meet|catch|do|keep|stay"
    r"|talk|speak|chat)\b|\b(?:i|we)(?:'m| am|'re| are) (?:going|coming|having|sending|giving"
    r"|taking|leaving|seeing|meeting|getting) [^.?!]{0,50}?\b"
    + _TIME_TO_COME
    + r"\b|\bthey (?:want to see me|answered|said yes|replied|took me|have a place|start me"
    r"|are (?:letting|taking|seeing|sending) me)\b",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(
    r"\b(?:is|are|'s|'re|has been|have been|is being|are being|gets?|got|will be"
    r"|to be)(?: already| now| all| both| \w+ly| just| half)* (?:booked|ordered|rewritten|redone"
    r"|redrafted|revised|cut|rearranged|re-?arranged|printed|drafted|made|built|planned"
    r"|pencilled|pencilled in|penciled|submitted|sent|posted|filed|changed|moved|cancelled"
    r"|cleared|set|fixed|mended|worked through|followed|tested|tried out|under way|planted|sown"
    r"|baked|brewed|painted|downloaded|installed|deleted|replaced|swapped|arranged|agreed|signed"
    r"|paid|reserved|enrolled|registered|started|begun|half done|done|ticked off|taped (?:up|to)"
    r"|pinned (?:up|to))\b"
    r"|\b(?:my|our|the|a|everyone|everybody|monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|next \w+|tomorrow|spring|summer|autumn|winter)(?: (?!your\b|you\b"
    r"|they\b)[\w'-]+){0,4} (?:will|'ll|shall|is going to|are going to) (?!always|never|stay"
    r"|remain|help|be (?:remembered|with me|forever)|not be forgotten|last|be everything"
    r"|go well)"
    r"|\b(?:sees?|finds?|has|have|will find|will see|got) me (?:at|in|with|on|back|doing|trying"
    r"|signed|booked)\b|\b(?:one|two|three|four|five|\d+) (?:down|to go|done)\b"
    r"|\bmy name is (?:down|on)\b|\b(?:would|do) you mind if i (?:wrote|write|came|come|send"
    r"|sent|call|called|tell|told|report|reported|kept|keep|visit|visited|got|asked)\b"
    r"|\bis it (?:ok|okay|alright|all right) if i (?:write|come|send|call|tell|report|keep|visit"
    r"|get|ask)\b"
    r"|\bexpect\b[^.?!]{0,30}\b(?:from me|my \w+)\b|\byou (?:have|'ve) (?:got )?(?:me"
    r"|us) \w+ing\b|\bthanks to you(?:,)? (?:i|we|my)\b|\bbecause of (?:you|that|this|it"
    r"|our talk|what you said)(?:,)? (?:i|we)\b(?! (?:feel|know|am (?:more|less|not)"
    r"|understand))|\b(?:my|our) (?:\w+ )?(?:plan|aim|goal|mission|resolution|intention|project"
    r"|homework|task) (?:for \w+ (?:\w+ )?)?(?:is|:|now)\b",
    re.IGNORECASE,
)
_IN_OTHER_WORDS = re.compile(
    r"\bi (?:let|inform|update|keep|report to|write to|write|show|call|ring|visit|message|mail"
    r"|email|text|ping) (?:to )?(?:you|u)\b(?! (?:to (?:say|thank|express|tell you (?:how"
    r"|that i am))|this|because|just to))|\bi (?:send|tell|give|bring) (?:you|u) (?:news|how"
    r"|my (?!thanks|best|regards|gratitude|cv|resume|love)|the (?!best)|photos?|a (?:report"
    r"|photo|picture|postcard|message when)|when|after|if|what)\b"
    r"|(?:^|[.!?;:] )(?:(?:and|but|so|then|also|btw|anyway|definitely|surely"
    r"|certainly),? )*(?:will|shall|wil|ill|i'l|il|imma|ima|i'mma|finna|gna) (?:be |try to |def "
    r"|definitely |surely |also |now |then |make sure to |certainly |of course )*(?!(?:"
    + _NO_STEP_VERBS
    + r")\b)(?!you\b|this\b|that\b|it\b|there\b|they\b|we\b|i\b|ever\b|see\b)\w+"
    r"|(?:^|[.!?;:,] |\band |\bso )(?:planning|plan|hoping|looking|aiming|intending|intend"
    r"|determined|resolved|keen|eager|excited|ready|thinking (?:of|about)|considering|tempted"
    r"|about|off|set|cannot wait|can't wait|can not wait|hope) to (?!(?:hear from|thank|say"
    r"|express|see you (?:do|succeed)|be (?:grateful|considered)|work with you|join)\b)\w+"
    r"|\bi (?:must|ought to|should(?: really| probably)?|need to|have to|might(?: well| just"
    r"| even)?|may(?: well| just| even)?|had better|'d better|better|think i (?:can|could|might)"
    r"|can(?: finally| now)?|could) (?!say|admit|confess|thank|stop|tell you how|have\b|be\b|not"
    r"|only|hardly|never|see|feel|imagine|understand|honestly|truly|go now|run|express|hear"
    r"|barely|just|apologi[sz]e|mention|add|still|really|also say|believe|talk|ask|speak|listen"
    r"|learn|relate|remember|already|know)(?:start|try|begin|rewrite|change|read|look|apply|sign"
    r"|book|write|call|ring|email|practi[sc]e|build|make|take|do|give|go|put|use|work on|visit"
    r"|follow|check|order|buy|get|test|plan|set|bring|show|report|move|enrol|enroll|register"
    r"|join|cut|drop|stop)\w*"
    r"|\b(?:i'm|i am|im) (?:\w+ly |now |seriously |already |really )?(?:thinking (?:of"
    r"|about) \w+ing|considering \w+ing|tempted to|off to|to (?:start|begin|meet|see|visit|have"
    r"|try)|keen to|determined to|on the case|on it|up for|in the (?:middle|process) of)\b"
    r"|\b(?:convinced|persuaded|talked|pushed|nudged) me (?:to|into)\b"
    r"|\byou haven't heard the last\b|\bdon't be a stranger\b|\b(?:our )?paths (?:will )?cross\b"
    r"|\bi owe you (?:a|an|the) (?:report|update|answer|result|full|call|photo|visit|verdict"
    r"|proper)\b|\bwatch (?:this|my)\b|\bto be (?:continued|reported)\b|\bnews (?:to follow"
    r"|soon)\b|\bi promise\b(?! (?:not|never|i (?:was|am|won't)))|\b(?:report|update|verdict"
    r"|results?|photos?|pictures|numbers|sequel|part two|progress) (?:from me )?(?:next|after"
    r"|when|soon|later|due|pending|to come|coming|will)\b(?! (?:the|your) (?:talk|call))"
    r"|\b(?:until|till) (?:then|the next|next|our next|we)\b|\bsee (?:you|u|ya) (?:at|in|on"
    r"|there|around|next|back|soon|then|when|after|again|tomorrow|\w+day)\b|\bhear (?:from me"
    r"|my)\b|\bfrom (?:now|here|today|monday|tomorrow) on(?:wards?)?\b",
    re.IGNORECASE,
)
_DID_IT = re.compile(
    r"(?<!when )(?<!before )(?<!after )(?<!until )(?<!once )\b(?:i|we|and) (?:\w+ly |then |also "
    r"|even |just |already |immediately |duly |actually |finally |went and |have "
    r"|went (?:straight )?(?:home|back|out|in|away)(?: and)? |got (?:home|back)(?: and)? "
    r"|sat down (?:and )?)*(?:rang|phoned|emailed|e-mailed|wrote to|signed up|enrolled|applied"
    r"|booked|ordered|bought|tried|rewrote|redrafted|redid|redrew|started|joined|downloaded"
    r"|registered|subscribed|printed|drafted|re-?read|practi[sc]ed|tested|cancelled|deleted"
    r"|swapped|switched|rearranged|volunteered|submitted|contacted|messaged|put (?:my name"
    r"|in for|up|your|it|the)|set up|looked (?:up|into|at my|through my)|dug out|made a (?:list"
    r"|start|plan|spreadsheet|note of)|filled (?:in|out)|sent (?:off|in|my|the|for)|cleared"
    r"|built|baked|rebuilt|asked my)\b",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(
    r"\b(?:ago|last year|years?|when i was|as a (?:child|kid|student|girl|boy)|at school|used to"
    r"|once|back in|in (?:19|20)\d\d|before (?:we|our|i (?:met|spoke|called|came))|for you\b"
    r"|to you\b|you (?:a|some))\b",
    re.IGNORECASE,
)


_MINE = re.compile(r"\b(?:i|i'm|i've|i'd|we|we're|we've|my|our|mine)\b", re.IGNORECASE)
_FEELING = re.compile(
    r"\b(?:feel|feeling|glad|happy|happier|grateful|thank\w*|appreciat\w*|hope|hoping|wish|love"
    r"|loved|enjoy\w*|think|thinking"
    r"|believe|know|understand|see|remember|admire|miss|imagine|reali[sz]e|forget|forever"
    r"|honou?r\w*|pleasure|privilege|lucky"
    r"|fortunate|sorry|mean|meant|means|inspir\w+|impress\w*|helpful|insight\w*|touched|moved"
    r"|wanted|want|would|could|can|can't"
    r"|cannot|never|always|keener|laugh\w*|smil\w*|surpris\w*|write|writing|say|obliged|indebted"
    r"|need|needing|respect|regards?"
    r"|wishes|sincerely|learned|learnt|hear|apologi\w+|delighted|excited|proud|confident"
    r"|motivated|energi[sz]ed|relieved|overwhelmed"
    r"|humbled|blessed|amazed|curious|attach\w*|enclos\w*|cv|resume|r[eé]sum[eé]|job|position"
    r"|vacancy|internship|opening|refer\w*)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:was|were|had|did|didn't|went|came|said|told|saw|met|sat|drove|felt|thought|knew|heard"
    r"|gave|took|made|got|left|became"
    r"|began|found|kept|asked|walked|showed|explained|expected|arrived|believed|stood|understood"
    r"|helped|dropped|listened)\b"
    r"|(?<!have )(?<!'ve )(?<!has )(?<!been )\b\w{3,}ed\b",
    re.IGNORECASE,
)
_WHO_I_AM = re.compile(
    r"\bi(?:'m| am|m) (?:an?|the|in my|currently|also|still|just|at|from|not|only|so|very|all"
    r"|now (?:a|an|in|since)|\d+)\b"
    r"|\bmy name\b|\bi (?:work|study|live|come from|have (?:an?|two|three|no|many|been)|rarely"
    r"|seldom|hardly|often|usually)\b"
    r"|\bmy (?:husband|wife|mother|father|family|friends?|background|degree|cv|resume|phone"
    r"|number|email|e-mail|address|best|warmest)\b",
    re.IGNORECASE,
)
_READER = re.compile(
    r"\b(?:you|yours|ye)\b(?<!as you)(?<!like you)(?<!than you)"
    r"|\byour\b(?! (?:advice|tips?|methods?|way|lists?|rules?|tricks?|suggestions?|book|notes?"
    r"|words|line|questions?|example|approach|idea|three|two|one|first|\w+ (?:rule|trick|method"
    r"|test|list|idea|line|tip)))",
    re.IGNORECASE,
)


def _is_underway(text: str) -> bool:
    """What the writer does now, told in whatever words: neither feeling nor past nor praise."""
    return (
        len(text.split()) >= _LEAST_WORDS
        and _MINE.search(text) is not None
        and not any(one.search(text) for one in (_FEELING, _TOLD, _WHO_I_AM, _READER))
    )


_LEAST_WORDS = 4


def _did_it(text: str) -> bool:
    """What nobody does during a talk: "I rang the number", "we ordered the kit"."""
    match = _DID_IT.search(text)
    return match is not None and not _LONG_AGO.search(text) and not _DURING.search(text)


_THEIR_TALE = re.compile(
    r"\b(?:you|ye)(?:'d|'ve| had| have| also| once)* (?:said|say|told|mentioned|explained"
    r"|described|showed|shared|talked|spoke|called|put it|taught)\b|\b(?:your|the) (?:story|way"
    r"|tale|example|rule|idea|point|line|bit|part|description|habit) (?:of|about|that|with|where"
    r"|when)\b|\b(?:learn|learned|hearing|hear|understand|understood|know|knew|realised"
    r"|realized) (?:that|how|about|why)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:tonight|tomorrow|next (?:week|month|year|term|semester|spring|summer|autumn|fall"
    r"|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday|time)|this (?:weekend"
    r"|coming \w+|summer|spring|autumn|fall|winter)|from now on|from (?:today|tomorrow|monday)"
    r"|starting (?:monday|tomorrow|today|next))\b",
    re.IGNORECASE,
)
_NOT_MINE = re.compile(
    r"\b(?:thanks?|thank|was|were|had|did|hope|hoping|wish|wishing|have an?|enjoy|luck|you|your"
    r"|you'll|yours|congratulations)\b|\w{3,}ed\b|\?",
    re.IGNORECASE,
)


def _dated(text: str) -> bool:
    """A bare line with a date to come: "First attempt tonight."."""
    return _AHEAD.search(text) is not None and _NOT_MINE.search(text) is None


_LONGEST = 500
"""Characters of a sentence that are read; what stands behind is told elsewhere as well."""


def names_a_step(reading: Reading, left_out: list[tuple[int, int]]) -> bool:
    """Whether a step stands anywhere but in `left_out` (requests for a job, presents)."""
    return any(
        _is_step(sentence) for sentence in reading.sentences if not _is_out(sentence, left_out)
    )


def _is_out(sentence: Sentence, left_out: list[tuple[int, int]]) -> bool:
    """Whether a sentence is mostly what doesn't count; a long one may hold a step besides."""
    return any(
        start < sentence.end
        and sentence.start < end
        and len(sentence.text) < 4 * (end - start) + 60
        for start, end in left_out
    )


def _is_step(sentence: Sentence) -> bool:
    text = sentence.text[:_LONGEST]
    if _KEEPING.search(text) or _OBJECTS.search(text) or _HELPING.search(text):
        return True
    if _WILL.search(text):
        return True
    if _is_underway(text):
        return True
    if _AT_IT.search(text) or _IN_OTHER_WORDS.search(text) or _dated(text) or _did_it(text):
        return True
    if _PASSED_ON.search(text) and not _THEIR_TALE.search(text):
        return True
    if _PRESENT_PLAN.search(text) or _DROPPED.search(text):
        return True
    return _is_doing(text) or _has_begun(text)


def _is_doing(text: str) -> bool:
    """Whether the writer is at it: "I'm rewriting mine", "I'm starting on Monday"."""
    return any(
        match["verb"].lower() not in _NOT_DOING or _STUDIED.match(text, match.start("verb"))
        for match in _DOING.finditer(text)
    )


def _has_begun(text: str) -> bool:
    """Whether something was done since the talk."""
    for match in _BEGUN.finditer(text):
        if match["verb"].lower() not in _NOT_BEGUN and not _DURING.search(
            text[match.end() : match.end() + 40]
        ):
            return True
    if _BARE_DONE.match(text) and not _DURING.search(text):
        return True
    if not _SINCE.search(text) or _DURING.search(text):
        return False
    return any(_DONE_VERB.match(match["past"]) for match in _DID.finditer(text))
