"""Demand, guilt or urgency put on the reader, polite wording too."""

import re
from functools import partial

from bot.coaching.checks.negation import is_denied
from bot.coaching.checks.text import Reading, Sentence, Span, search_on, without_overlaps

_SOON = (
    r"(?:a\.?s\.?a\.?p\.?|immediately|right\s+away|straight\s*away|at\s+once"
    r"|without\s+(?:any\s+)?(?:further\s+)?delay|promptly"
    r"|urgently|without\s+fail|at\s+the\s+(?:very\s+)?earliest|at\s+your\s+(?:very\s+)?soonest"
    r"|soonest|as\s+(?:soon|fast|quick(?:ly)?"
    r"|early)\s+as\s+(?:possible|you\s+can|u\s+can)|before\s+it(?:'s|\s+is)\s+too\s+late|quickly"
    r"|fast|this\s+instant|instantly)"
)
_DAY = (
    r"(?:today|tonight|tomorrow|tonite|now|noon|midnight|(?:this\s+|next\s+|coming\s+)?(?:mon"
    r"|tues?|wednes|thurs?|fri|satur|sun)(?:day)?"
    r"|wed|thu|sat|end\s+of\s+(?:the\s+|this\s+)?(?:day|week|business|month|play)|eod|cob"
    r"|close\s+of\s+business|eow|(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|morning|evening|lunch\w*"
    r"|this\s+(?:evening|afternoon|week|weekend)"
    r"|the\s+(?:end\s+of|weekend|latest)|\d+\s*(?:hours|hrs|days|pm|am)|an?\s+(?:hour|day)|tmrw"
    r"|then)"
)
_ANSWER = (
    r"(?:reply|replying|respond|responding|answer(?:ing)?|revert|write\s+back|writing\s+back"
    r"|get\s+back|getting\s+back|come\s+back\s+to\s+me"
    r"|let\s+me\s+know|confirm(?:ation)?|hear(?:ing)?\s+(?:back\s+)?from\s+you|respon[sc]e"
    r"|acknowledge|decide|yes\s+or\s+no|your\s+decision"
    r"|tell\s+me|your\s+(?:positive\s+)?(?:reply|answer|response))"
)
_BY = (
    r"(?:by|before|until|till|within|no\s+later\s+than|not\s+later\s+than|latest(?:\s+by)?"
    r"|by\s+latest|in\s+the\s+next|come)"
)
_DEMANDS = [
    r"\bstill\s+waiting\b(?!\s+(?:for\s+(?:the|my|a|an|our|his|her|spring)|to\s+(?:hear\s+about"
    r"|start|find)))|\bget\s+off\s+your\s+back\b|\bi(?:'ve|\s+have)\s+(?:already\s+)?(?:told"
    r"|promised|assured)\s+\w+[^.?!;]{0,20}\b(?:you|that\s+you)\s+(?:will|would|are|'ll|'d)\b",
    r"\b(?:chose|choose|decided?|preferred?|prefer)\s+(?:not\s+to|to\s+not"
    r"|never\s+to)\s+(?:answer|reply|respond|write|help|call)|\b(?:chose|decided)\s+to\s+ignore\b"
    r"|\b(?:as\s+soon\s+as|the\s+(?:moment|minute|second|instant)|once|when(?:ever)?)\s+(?:you"
    r"|u)(?:'ve|\s+have)?\s+(?:get|got|read|see|receive|hear|open)\s+(?:this|my)\b"
    r"|\bwe\s+need\s+to\s+(?:talk|speak|meet)\b",
    r"\bsurely\b(?!\s+(?:i|one\s+of|the\s+best|not\s+the\s+first))|\b(?:politely|gently|kindly"
    r"|again|just|to)\s+remind\s+you\b(?!\s+of\s+(?:our|the\s+time))|\b(?:only"
    r"|just)\s+(?:be\s+)?fair\b|\b(?:saw|see|seen|got|get|received|read)\s+my\s+(?:last|previous"
    r"|earlier|other|many|three|two|first|\d+|several)\s+(?:\w+\s+)?(?:messages?|e-?mails?|mails"
    r"|notes|letters|texts|dms)\b",
    r"\b(?:pity|shame|sad|awkward|sorry|embarrassing|hate)\s+to\s+have\s+to\s+(?:tell|say|report"
    r"|write|explain|post)\b|\bhold(?:ing)?\s+you\s+to\b|\bi(?:'ve"
    r"|\s+have)\s+(?:already\s+)?(?:cleared|kept|blocked|reserved)\s+(?:my|the|off)\s+(?:whole\s+"
    r"|entire\s+)?(?:week|diary|day|calendar|schedule|afternoon|morning)\b|\bi(?:'ve"
    r"|\s+have)\s+already\s+(?:booked|bought|paid|reserved|taken)\b[^.?!]{0,40}",
    r"\bunless\s+you\s+(?:answer|reply|help|respond|call|say|agree|talk|speak|write|meet)\b"
    r"|\b(?:not\s+answering|no\s+answer|no\s+reply|not\s+replying|silence)\s+(?:would|will|is"
    r"|says|speaks|tells|means)\b|\b(?:need|want|expect|require|waiting\s+for"
    r"|hoping\s+for\s+nothing\s+but)\s+a\s+[\"']?yes\b|\bi\s+(?:assume|presume|take\s+it|trust"
    r"|expect)\s+(?:that\s+)?(?:you'll|you\s+will|you\s+can|we'll|we\s+will)\b|\b(?:feel|am|i'm"
    r"|be)\s+(?:quite\s+|rather\s+)?entitled\b|\b(?:do|show|give|grant"
    r"|have)\s+(?:me\s+)?(?:at\s+least\s+)?(?:the|a)\s+(?:\w+\s+)?courtesy\b|\b(?:leave|left|goes"
    r"|go|went|going)\s+(?:\w+\s+){0,5}?unanswered\b",
    r"\b(?:don't|do\s+not)\s+(?:cancel|back\s+out|say\s+no|let\s+(?:me|us|him|her)\s+down"
    r"|be\s+like\s+(?:the\s+others|them|the\s+rest)|you\s+(?:do\s+it|dare))\b"
    r"|\blike\s+the\s+(?:others|rest)\s+who\s+(?:never|didn't|don't)\b"
    r"|\bwon't\s+be\s+like\s+the\s+others\b|\bwon't\s+(?:stop|rest|give\s+up|leave)\s+(?:until"
    r"|till|writing|calling|asking|trying)|\bi(?:'ll|\s+will)\s+(?:ring|call|write|phone|message"
    r"|email|text|ask)\s+(?:you\s+)?(?:again\s+and\s+again|every\s+\w+|daily|until|each)\b",
    r"\byou\s+have\s+(?:until|till|only\s+until|\d+\s+(?:days|hours))\b|\btick[- ]?tock\b"
    r"|\bclock(?:'s|\s+is)?\s+ticking\b|\bnow\s+or\s+never\b|\b(?:last"
    r"|final)\s+time\s+(?:that\s+)?i(?:'ll|\s+will|\s+shall)?\s+(?:ask|write|try|ring|call)",
    r"\b(?:i've|i\s+have)\s+(?:\w+\s+){0,2}?(?:been\s+(?:\w+\s+){0,3}?patient|waited\s+long"
    r"|given\s+you)|\bmy\s+patience\b|\bhow\s+(?:many\s+(?:times|more)|long"
    r"|much\s+longer)\s+(?:must|do|should|will|have|am)\s+i\b|\bwhy\s+(?:have|haven't|has|are"
    r"|aren't|did|didn't|do|don't|won't|can't|is)\s+(?:you|there)\s+(?:not\s+|no\s+|never\s+"
    r"|still\s+|yet\s+|been\s+)*(?:repl\w+|answer\w*|respon\w+|help\w*|ignor\w+|silent|get\s+back"
    r"|written|reply)\b",
    r"(?:^|[.!?;:]\s*|\b(?:so|now|just)\s+)(?:answer\s+(?:me|this|now|back)|reply\s+(?:to\s+me"
    r"|now|today|soon|back)|respond\s+(?:to\s+me|now|soon)|make\s+it\s+happen|pick\s+up\s+(?:the"
    r"|your)\s+phone|do\s+the\s+right\s+thing|stop\s+(?:ignoring|hiding)|do\s+your\s+(?:duty|bit"
    r"|part))\b",
    r"\b(?:a|any|as\s+an?|every|fellow|one)\s+(?:\w+\s+){0,3}?(?:man|woman|christian|muslim"
    r"|person|alum\w*|graduate|professional|leader|teacher|mentor|human\s+being|gentleman|lady"
    r"|colleague|compatriot)\b[^.?!;]{0,40}\b(?:would\s+(?:help|understand|answer|reply|find|make"
    r"|never|not)|is\s+bound|are\s+bound|you're\s+bound|can\s+afford|could\s+afford|should|must"
    r"|has\s+to|have\s+to|ought)\b|\byou(?:'re|\s+are)\s+(?:bound|obliged|supposed|duty-bound"
    r"|honou?r-bound)\s+to\b|\bcan\s+(?:surely\s+|easily\s+"
    r"|well\s+)?afford\s+(?:\w+\s+)?(?:minutes|an\s+hour|half|the\s+time|to\s+(?:give|spare"
    r"|help))\b",
    r"\b(?:please\W+){2,}|\b(?:i'm|i\s+am)\s+(?:literally\s+|actually\s+|just\s+)?(?:begging"
    r"|pleading|imploring)\b|\bi\s+(?:implore|beseech|plead)\b|\bon\s+my\s+knees\b"
    r"|\bfor\s+god'?s?\s+sake\b|\bhave\s+(?:some\s+)?(?:mercy|pity)\b",
    r"\b(?:have\s+to|forced\s+to|obliged\s+to|rather\s+not\s+(?:have\s+to\s+)?)\s*(?:go\s+to"
    r"|complain|report|tell|contact|write\s+to|speak\s+to|escalate)\s+(?:your"
    r"|to\s+your)?\s*(?:manager|boss|director|company|editor|hr|dean|head|superior|everyone)"
    r"|\bothers\s+(?:in\s+your|like\s+you|have\s+been|were\s+(?:more|kinder))|\b(?:everyone"
    r"|everybody|all\s+the\s+others|the\s+others)\s+(?:else\s+)?(?:has|have|did|said|was|were"
    r"|found|made)\s+(?:\w+\s+)?(?:answered|replied|helped|time|yes|generous|kinder)\b",
    r"\byou\s+(?:did\s+)?(?:promised?|swore|gave\s+(?:me\s+)?your\s+word)\b(?=[^.?!]{0,40}(?:\?"
    r"|remember|me\b|so\b|[.!]|$))|\bkeep\s+your\s+(?:promise|word)\b|\bso\s+open\s+it\b"
    r"|\bhold\s+you\s+to\s+(?:it|that)\b",
    r"\bif\s+(?:you|u)\s+(?:\w+\s+)?(?:cared?|loved?|valued?|respected?|believed?)\b"
    r"|\b(?:without\s+(?:you|your\s+(?:help|answer|reply))|if\s+(?:you"
    r"|not\s+you)\s+don't)\b[^.?!;]{0,30}\b(?:lost|nothing|no\s+(?:hope|chance|future|way)|fail"
    r"|finished|done\s+for|stuck)\b|\bi\s+need\s+you\b(?!\s+to\s+know)|\bno\s+(?:reason|right"
    r"|cause)\s+(?:not\s+)?to\s+(?:refuse|decline|say\s+no|ignore|reject|not)|\b(?:would|will"
    r"|does|did)\s+it\s+(?:really\s+)?(?:kill|hurt|cost|be\s+(?:so|that)\s+hard)\b|\bit(?:'s"
    r"|\s+is)\s+(?:really\s+)?not\s+(?:that\s+|so\s+|too\s+)?(?:hard|difficult)\b",
    r"\b(?:you|u)(?:'ll|\s+will)\s+do\s+the\s+right\s+thing\b|\bexpect(?:ed)?\s+(?:better|more"
    r"|nothing\s+less)\b|\bshame\s+(?:me|on|if)\b|\bit\s+would\s+be\s+a\s+(?:shame|pity"
    r"|disgrace)\s+(?:if\s+you|to\s+ignore)|\b(?:has|have|had|needs)\s+to\s+be\s+(?:before|by"
    r"|today|tomorrow|this\s+week|now|done)\b|\breply\s+(?:today|tonight|now|this\s+instant)\b"
    r"|\byour\s+answer\s+(?:today|tonight|now|by)\b|\bneed\s+(?:your|an|the)\s+answer\b",
    r"\b(?:on|top|high|utmost|first|as\s+a)\s+priority\b|\btreat\s+(?:this|it"
    r"|my\s+\w+)\s+as\s+(?:urgent|important|a\s+priority|top)|\b(?:it|this"
    r"|that)\s+(?:really\s+)?(?:can't|cannot|can\s+not|won't)\s+wait\b|\bno\s+time\s+to\s+(?:lose"
    r"|waste)\b|\bbefore\s+(?:it's|it\s+is)\s+too\s+late\b",
    r"\b(?:you|u|someone|somebody|people|anyone|those)\b[^.?!;]{0,40}\b(?:have|has|had"
    r"|got)\s+an?\s+(?:moral\s+|certain\s+|real\s+)?(?:duty|obligation|responsibility)\b"
    r"|\byour\s+(?:moral\s+)?(?:duty|obligation)\b",
    r"\b(?:i\s+think\s+)?i(?:'ve|\s+have)\s+(?:more\s+than\s+)?(?:earned|deserved?)\b"
    r"|\bi\s+deserve\b|\b(?:the\s+)?least\s+i\s+(?:deserve|expect)\b",
    r"\b(?:let|letting)\s+me\s+down\b|\b(?:if|should|when)\s+you\s+(?:refuse|reject|ignore"
    r"|decline|turn\s+me|say\s+no|don't\s+(?:reply|answer|help|respond|want)|do\s+not\s+(?:reply"
    r"|answer|help|respond)|can't\s+even|won't)\b[^.?!;]{0,60}\b(?:i|my|me|shame|sad|pity|lost"
    r"|fail|mean|show|prove|say\s+a\s+lot)\b|\b(?:sad|hurt|heartbroken|crushed|devastated|upset"
    r"|ashamed)\s+if\s+you\b",
    r"\bhate\s+to\s+think\b|\bheard\s+(?:nothing|zilch|crickets|not\s+a)\b|\b(?:no\s+sign\s+of"
    r"|not\s+a\s+(?:single\s+)?)\s*(?:reply|word|answer|peep)\b|\bradio\s+silence\b|\bcrickets\b"
    r"|\bdeafening\b",
    r"\b(?:someone|somebody|a\s+person|people|anyone|a\s+man|a\s+woman|professionals?|leaders?"
    r"|experts?|those)\s+(?:of|in|with|like|at|who)\b[^.?!;]{0,40}\b(?:should|ought|must|has\s+to"
    r"|have\s+to|can\s+(?:always|easily|surely)|always\s+(?:finds?|makes?|has))\b|\b(?:busy"
    r"|important|successful|good|great|real)\s+(?:people|person|man|woman|leaders?"
    r"|professionals?)\s+(?:always\s+)?(?:finds?|makes?|have|has|give)\b[^.?!;]{0,20}\btime\b",
    r"\b(?:sure|certain|confident|bet|doubt|imagine|trust|hope|know)\s+(?:that\s+)?you\s+(?:would"
    r"|will|do|wouldn't|won't|don't|can't|could|can)\s*(?:not|n't|never)?\s*(?:want\s+(?:a"
    r"|to\s+see|me|your|another|to\s+be)|let|ignore|refuse|turn|disappoint|say\s+no|leave|forget"
    r"|fail|begrudge|deny|be\s+so|be\s+the\s+(?:kind|type|sort))\b",
    r"\b(?:can't|cannot|could\s+not|couldn't|won't)\s+(?:possibly\s+)?(?:refuse|say\s+no|decline"
    r"|turn\s+(?:me|this)\s+down|begrudge|deny)\b",
    r"\bi(?:'ve|\s+have)\s+(?:now\s+|already\s+)?(?:written|messaged|emailed|e-mailed|mailed"
    r"|called|rung|texted|sent|tried|asked|contacted|pinged|reached\s+out"
    r"|left)\b[^.?!;]{0,40}\b(?:twice|thrice|three\s+times|several\s+times|many\s+times"
    r"|\d\s+times|four\s+times|before|already|again|messages|and\s+(?:you|nothing|no))\b",
    r"\b(?:don't|do\s+not|not|never)\s+(?:make|keep)\s+me\s+(?:wait|ask|beg|chase|waiting|hanging"
    r"|come)\b|\bleave\s+me\s+(?:hanging|waiting|in\s+the\s+(?:lurch|cold|dark|rain))"
    r"|\bleave\s+a\s+(?:man|woman|person|student|fellow|girl|boy)\b",
    r"\b(?:i'll|i\s+will|i\s+shall|i'm\s+going\s+to|i\s+am\s+going\s+to)\s+(?:be\s+)?(?:wait(?:ing"
    r")?|sit(?:ting)?|stand(?:ing)?|call(?:ing)?|ring(?:ing)?|phone|turn(?:ing)?\s+up"
    r"|show(?:ing)?\s+up|come|drop\s+by|be\s+(?:at|outside)|write\s+(?:again|to\s+you\s+every)"
    r"|message\s+you\s+(?:again|every)|follow\s+up)\b[^.?!;]{0,50}\b(?:by\s+the\s+phone|outside"
    r"|at\s+your\s+(?:office|door|desk|reception|gate)|every\s+(?:day|hour|week|morning)"
    r"|until\s+you|again\s+(?:tomorrow|tonight|in|on|every)|whether|no\s+matter|anyway|regardless"
    r"|tonight|either\s+way)\b",
    r"\b(?:only|just)\s+(?:five|ten|fifteen|twenty|\d+)\s+(?:minutes"
    r"|mins)\b[^.?!;]{0,25}\b(?:you\s+can|surely|can't\s+be|not\s+too|hardly|everyone|anyone)\b"
    r"|\bnot\s+(?:much|a\s+lot|too\s+much)\s+to\s+ask\b|\bhardly\s+(?:much|a\s+lot|too\s+much)\b"
    r"|\b(?:hardly|barely)\s+(?:a\s+)?(?:burden|trouble|effort)\b|\bif\s+(?:you|u)\s+(?:have"
    r"|had)\s+(?:any|a|an\s+ounce\s+of|even\s+a)\s+(?:\w+\s+)?(?:heart|decency|conscience"
    r"|compassion|humanity|kindness|shred)\b",
    # a deadline for the reader
    rf"\b{_ANSWER}\b[^.?!;]{{0,40}}\b{_BY}\s+(?:\w+\s+){{0,2}}?{_DAY}\b",
    rf"\b{_BY}\s+(?:\w+\s+){{0,2}}?{_DAY}\b[^.?!;]{{0,30}}\b{_ANSWER}\b",
    rf"\b{_ANSWER}\b[^.?!;]{{0,30}}\b(?:{_SOON}|today|tonight|max(?:imum)?|latest"
    r"|this\s+very\s+day)\b",
    r"\b(?:need|require|expect|want|await|awaiting|waiting\s+(?:for\s+)?)\s+(?:an?|your|ur"
    r"|to\s+have|the)\s+(?:\w+\s+){0,2}?(?:reply|answer|response"
    rf"|confirmation|decision|call|slot|time)\b[^.?!;]{{0,30}}\b(?:{_BY}\s+{_DAY}|{_SOON}|today"
    rf"|tomorrow|tonight|this\s+week|{_DAY}\s+max)",
    rf"\b(?:need|require|must\s+have|expect|want)\b[^.?!;]{{0,45}}\b{_SOON}",
    r"\b(?:send|give|book|call|ring|phone|connect|introduce|put|meet|schedule|set|arrange|text"
    r"|message|help|do\s+it|make|ping|fix|find|pick|get|intro)"
    rf"\s+(?:\w+\s+){{0,6}}?(?:by\s+{_DAY}|{_SOON}|today|tonight|this\s+minute)\b",
    rf"\b(?:need|want)\b[^.?!;]{{0,40}}\b(?:today|by\s+{_DAY}|before\s+tomorrow)\b",
    r"\b(?:prompt|speedy|immediate|urgent|quick|quickest|swift|fast|early|earliest"
    r"|rapid)\s+(?:and\s+positive\s+|positive\s+|possible\s+)?"
    r"(?:reply|response|answer|action|attention|revert|reaction|turnaround|decision|feedback)\b",
    r"\b(?:reply|respond|answer|revert|help|response|call|talk|chat|act)\s+(?:\w+\s+)?(?:quickly"
    r"|fast|soon(?:est)?|urgently|pronto)\b",
    r"\b(?:positively|definitely|compulsorily|mandatorily|necessarily)\s+(?:revert|reply|respond"
    r"|call|come|help|give|send)\b",
    r"\ba\.?s\.?a\.?p\b\.?",
    r"\b(?:it|this|matter|situation|request|need|call|message|case|very|bit|really|so|is|quite"
    r"|extremely)\s*(?:'s|is|are)?\s*"
    r"(?:very\s+|extremely\s+|really\s+|quite\s+|a\s+bit\s+|rather\s+|so\s+|most\s+"
    r"|super\s+)*urgent(?:ly)?\b(?!\s+care)",
    r"^\s*(?:\W*)urgent\b(?!\s+care)|\burgent\s+(?:help|request|call|message|matter|basis|need"
    r"|reply|meeting|chat|please|advice)\b|\burgent!+",
    r"\burgently\s+(?:need|require|want|looking|seeking|request)|\bneed\b[^.?!]{0,30}\burgently\b",
    r"\b(?:please\s+)?(?:hurry|be\s+quick|don't\s+(?:delay|wait|hesitate\s+too|take\s+too\s+long"
    r"|make\s+me\s+wait|keep\s+me\s+waiting))\b",
    r"\btime\s+is\s+(?:running\s+out|short|ticking|of\s+the\s+essence)"
    r"|\brunning\s+out\s+of\s+time\b|\bclock\s+is\s+ticking\b"
    r"|\b(?:last|final)\s+(?:chance|reminder|call|attempt|warning|notice"
    r"|opportunity)\b(?!\s+(?:to\s+see|saloon|elephant))",
    r"\bit\s+(?:has|needs|must)\s+(?:got\s+)?(?:to\s+)?be\s+(?:today|tomorrow|this\s+week|now"
    r"|tonight|soon|done|by\b|before\b|quick)",
    r"\b(?:i\s+have|with|holding|got|sitting\s+on)\s+(?:\w+\s+){0,2}?offers?\b[^.?!]{0,50}\b(?:exp"
    r"ire|expires|deadline|run\s+out|decide|sign)\b",
    # a demand
    r"\b(?:you|u)\s+(?:\w+\s+)?(?:must|have\s+to|have\s+got\s+to|need\s+to|really\s+should"
    r"|ought\s+to|should\s+(?:at\s+least|really)|are\s+obliged|are\s+required"
    r"|are\s+expected)\s+(?:please\s+|really\s+|at\s+least\s+|kindly\s+|just\s+"
    r"|definitely\s+)*(?:say|help|reply|respond|answer|call|talk|speak|meet|give|make|take|find"
    r"|spare|agree|see|get|do|let|accept"
    r"|introduce|connect|tell|come|send|support|understand|write|pick)\b",
    r"\b(?:you'd|you\s+had|u)\s+better\b",
    r"\b(?:won't|will\s+not|can't|cannot|can\s+not|not\s+going\s+to|don't|refuse\s+to"
    r"|not)\s+(?:take|accept|taking|accepting)\s+(?:a\s+|any\s+)?[\"']?no[\"']?\b",
    r"\bno\s+(?:is\s+not|isn't)\s+an\s+(?:answer|option)|\bno\s+excuses?\b|\bno\s+ifs\b",
    r"\bi\s+(?:insist|demand|expect)\b(?!\s+(?:you're|you\s+are|that\s+you\s+are\s+busy|you\s+get"
    r"|you\s+have|it|this|to\s+(?:be|finish|graduate|qualify|move)|i))",
    r"\b(?:i'll|i\s+will|i'm\s+going\s+to|will|shall)\s+(?:just\s+)?(?:keep|continue|carry\s+on"
    r"|go\s+on|not\s+stop|never\s+stop)\s+(?:on\s+)?(?:calling|writing|messaging|emailing|ringing"
    r"|trying|asking|"
    r"texting|phoning|contacting|pinging|knocking|to\s+\w+|sending|following\s+up|until)",
    r"\buntil\s+(?:you|u)\s+(?:reply|answer|respond|agree|say|pick|call|give|write|accept)\b",
    r"\b(?:get|have)\s+it\s+over\s+with\b|\bor\s+else\b|\botherwise\s+i(?:'ll|\s+will|\s+shall)\b"
    r"|\bdon't\s+make\s+me\b",
    r"\b(?:don't|do\s+not|dont|never|not\s+to|can't|cannot)\s+(?:you\s+dare\s+)?(?:ignore"
    r"|let\s+me\s+down|disappoint|refuse|reject|turn\s+me\s+(?:down|away)|say\s+no|forget\s+(?:me"
    r"|to\s+reply|about\s+me)|leave\s+me"
    r"|ghost|fail\s+me|abandon|brush\s+me|delete\s+this|skip\s+this|you\s+walk\s+away)\b",
    r"\b(?:please\s+|just\s+|only\s+|to\s+)say\s+yes\b|\bsay\s+yes\b(?!\s+(?:or|if\s+you))",
    # guilt
    r"\b(?:not|n't|hardly|is\s+it|too)\s+(?:be\s+)?(?:too\s+much|a\s+lot|much"
    r"|so\s+much)\s+to\s+ask\b|\bnot\s+asking\s+(?:for\s+)?(?:a\s+lot|much|too\s+much)\b",
    r"\b(?:the\s+)?(?:very\s+)?least\s+(?:that\s+)?(?:you|u|someone|somebody|a\s+\w+)\s+(?:can"
    r"|could|might|should)\b",
    r"\b(?:you|u)\s+owe\b|\bowe\s+(?:me|it\s+to|this\s+to|that\s+to)\b|\byour\s+(?:duty"
    r"|obligation|responsibility)\s+(?:to|as|towards)\b|\bit's\s+your\s+turn\b"
    r"|\breturn\s+the\s+favou?r\b|\bafter\s+(?:all|everything)\s+(?:that\s+)?i(?:'ve|\s+have"
    r"|\s+did)\b",
    r"\b(?:no|nobody|no\s*one|not\s+any)\s+(?:other|one|body|person"
    r"|else)\s*(?:\w+\s+){0,2}(?:to\s+(?:ask|turn|help|go)|else|can\s+help|who\s+(?:can|could"
    r"|will))|\bnobody\s+else\s+(?:to|who|can|will|has)|\bno\s+one\s+else\b"
    r"|\bnowhere\s+else\s+to\s+turn",
    r"\b(?:my|our)\s+(?:very\s+)?(?:last|only|sole|final|one)\s+(?:real\s+|and\s+only\s+)?(?:hope"
    r"|chance|option|resort|lifeline|way)\b|\byou(?:'re|\s+are)\s+(?:the\s+only|my\s+last"
    r"|my\s+only)\s+(?:one|person|hope|chance|option)\b",
    r"\b(?:my|our)\s+(?:whole\s+|entire\s+)?(?:future|life|career|family|fate|dream|dreams|visa"
    r"|job|degree)\s+(?:\w+\s+){0,2}?(?:depends?|rests?|hangs?|is\s+in\s+your|lies|relies)\b"
    r"|\bdepend(?:s|ing)?\s+(?:only\s+|entirely\s+)?(?:on|upon)\s+(?:you\b|your\s+(?:reply|answer"
    r"|help|response))",
    r"\bin\s+your\s+hands\b|\bcounting\s+on\s+you\b|\brely(?:ing)?\s+on\s+you\b"
    r"|\btrust\s+(?:that\s+)?(?:you\s+will\s+not|you\s+won't|you'll\s+not)\b"
    r"|\bi\s+know\s+(?:that\s+)?you\s+(?:won't|will\s+not|will\s+never|would\s+never|wouldn't)\b",
    r"\bsurely\s+(?:you|u|someone|somebody|a\s+\w+|even|anyone|it|there)\b|\b(?:can't|cannot"
    r"|could\s+not)\s+be\s+(?:that|so|too)\s+(?:busy|hard|difficult)|\b(?:nobody|no\s*one"
    r"|no\s+one)\s+is\s+(?:that|so|too|ever\s+too)\s+busy|\bevery(?:one|body)\s+(?:has"
    r"|can\s+(?:find|spare))\s+(?:\w+\s+)?(?:minutes|\d+|ten|fifteen|twenty|five)"
    r"|\bhow\s+(?:hard|difficult|busy)\s+can\b|\bwon't\s+kill\s+you\b"
    r"|\bif\s+you\s+can\s+find\s+time\s+to\b|\bnot\s+(?:that|so)\s+(?:hard"
    r"|difficult)\s+to\s+(?:reply|answer|find)",
    r"\b(?:basic|common|simple|professional|plain|ordinary)\s+(?:courtesy|decency|manners"
    r"|politeness|respect)\b|\bcourtesy\s+of\s+(?:an?|your)\s+(?:reply|answer|response)"
    r"|\b(?:it\s+(?:would\s+be|is)|it's|that's|rather|how|quite|bit|a\s+little|very)\s+(?:very\s+"
    r"|quite\s+|rather\s+|a\s+bit\s+)?(?:rude|impolite|disrespectful|unprofessional|unkind"
    r"|selfish|heartless|discourteous)\b",
    r"\b(?:ignored|ignoring|ghosted|ghosting|blanked|left\s+(?:me\s+)?(?:on\s+read|unanswered"
    r"|hanging)|left\s+my\s+\w+\s+(?:unanswered|unread|on\s+read))\b(?=[^.?!]{0,50})",
    r"\b(?:(?:have|has|had|'ve|'s|'d)(?:n't|\s+not|\s+never|\s+yet\s+to)|did(?:n't|\s+not)|never"
    r"|not\s+(?:even\s+)?(?:one|once)|none|nobody|no\s*one|still\s+(?:no|not|nothing|haven't"
    r"|waiting)|without)\s+(?:even\s+|once\s+|yet\s+|has\s+|have\s+|of\s+\w+\s+|bothered\s+to\s+"
    r"|ever\s+|got\s+|get\s+|had\s+|a\s+single\s+|any\s+|received\s+|receive\s+|heard\s+|hear\s+"
    r"|the\s+courtesy\s+of\s+|so\s+much\s+as\s+)*"
    r"(?:bothered|repl(?:y|ied|ies)|answer(?:ed|s)?|respon[ds]\w*"
    r"|hear(?:d)?\s+(?:\w+\s+)?(?:back\s+)?from\s+you|word\s+from\s+you|an?\s+(?:reply|answer"
    r"|response)|your\s+(?:reply|answer|response)|heard\s+back|got\s+back|written\s+back"
    r"|wrote\s+back|the\s+courtesy)\b",
    r"\b(?:still|been|was|am|keep|kept)\s+waiting\b(?=[^.?!]{0,40}(?:reply|answer|response|you"
    r"|hear|week|days|since))|\bwait(?:ed|ing)\s+(?:\w+\s+){0,3}?(?:weeks?|days"
    r"|month)\b[^.?!]{0,30}\b(?:reply|answer|response|from\s+you)",
    r"\b(?:2nd|3rd|4th|5th|second|third|fourth|fifth|sixth|umpteenth)\s+(?:message|e-?mail|mail"
    r"|time\s+(?:i|of|that)|attempt|request|reminder|note|letter|try|follow[- ]up|call|voicemail"
    r"|dm|text)\b(?!\s+(?:hit|class|post|box|room))",
    r"\b(?:i\s+(?:am|was|feel|felt|would\s+be|will\s+be|'d\s+be|'ll\s+be)|i'm|i'd\s+be|i'll\s+be"
    r"|be|bit|quite|very|really|rather|deeply)\s+(?:very\s+|quite\s+|rather\s+|deeply\s+"
    r"|really\s+|a\s+bit\s+|so\s+|extremely\s+|most\s+)*(?:disappointed|offended|hurt|upset"
    r"|surprised|heartbroken|devastated|crushed|saddened|let\s+down)\b(?=[^.?!]{0,60}\b(?:you"
    r"|your|reply|no\s+answer|no\s+reply|if|not|silence|response)\b)",
    r"\b(?:hoped|expected|thought)\s+(?:for\s+)?(?:better|more)\s+(?:from|of)\b"
    r"|\bhad\s+hoped\s+for\s+better|\brestore\s+my\s+faith\b|\bprove\s+(?:me\s+wrong|that\s+you)\b",
    r"\bif\s+(?:you|u)\s+(?:really|truly|actually|genuinely|even)\s+(?:care|cared|believe"
    r"|believed|mean|meant|want|wanted|are|were|have|had)\b|\ba\s+(?:true|real|good|decent"
    r"|genuine)\s+(?:leader|professional|mentor|friend|christian|person|man|woman|manager|teacher"
    r"|expert|engineer)\s+(?:would|will|wouldn't|does|helps|always|never)\b"
    r"|\bpractise\s+what\s+you\s+preach|\bpractice\s+what\s+you\s+preach|\bwalk\s+the\s+talk\b",
    r"\b(?:you|u)\s+(?:would|will|wouldn't|won't|do|don't)\s*(?:not\s+)?(?:really\s+)?want\s+to\s+"
    r"(?:be\s+the|have|disappoint|let|see\s+me|miss)\b|\byou'd\s+be\s+(?:the\s+reason"
    r"|responsible)|\byou(?:'ll|\s+will)\s+(?:regret|be\s+sorry)|\byou\s+of\s+all\s+people\b"
    r"|\bhave\s+a\s+heart\b|\bhow\s+(?:would|could)\s+you\s+(?:feel|live|sleep)",
    r"\b(?:i\s+can\s+see|i\s+see|i\s+know|i\s+saw|linkedin\s+(?:says|shows"
    r"|tells))\s+(?:that\s+)?(?:you've|you\s+have|you)\s+(?:\w+\s+)?(?:read|seen|opened|viewed"
    r"|were\s+online|are\s+online|been\s+online|saw|looked)\b|\bi\s+(?:see"
    r"|know)\s+(?:that\s+)?you(?:'re|\s+are)\s+online\b|\bseen\b[^.?!]{0,20}\bbut\s+(?:no|not"
    r"|didn't|haven't)\b",
    r"\b(?:only|just|barely|hardly)\s+(?:takes?|costs?|cost|take"
    r"|needs?)\s+(?:you\s+)?(?:\w+\s+)?(?:minutes?|seconds?|five|ten|two|a\s+(?:minute|second"
    r"|moment)|\d+)\b|\b(?:it|this)\s+(?:will|would|'ll)?\s*(?:only\s+"
    r"|just\s+)?cost\s+you\s+nothing\b",
    r"\bi(?:'ll|\s+will)\s+(?:assume|take\s+(?:it|that|your\s+silence)|consider\s+it|conclude"
    r"|be\s+forced|have\s+to\s+(?:tell|conclude|escalate|report))\b|\byour\s+silence\b"
    r"|\bi've\s+(?:already\s+)?(?:told|promised|assured)\s+(?:the\s+|my\s+"
    r"|every\w+\s*)[^.?!]{0,40}\b(?:you\s+will|you'll|you\s+would|you'd|you\s+are)\b",
    r"\b(?:i'?ll|i\s+will|i'd|we|i)\s+(?:be\s+)?(?:expecting|expect)\s+(?:you|your|to\s+hear"
    r"|a\s+(?:reply|call|response))|\bi\s+look\s+forward\s+to\s+your\s+(?:confirmation|positive"
    r"|favou?rable|immediate)\b|\b(?:await(?:ing)?|waiting)\s+(?:for\s+)?(?:your"
    r"|ur)\s+(?:\w+\s+)?(?:reply|response|answer|revert|confirmation)\b[^.?!]{0,25}\b(?:by|max"
    r"|before|latest|eagerly|soon|today|tomorrow|within)\b",
    r"\bmake\s+(?:the\s+)?time\s+for\s+me\b|\bclear\s+your\s+(?:diary|calendar|schedule)\b"
    r"|\bdrop\s+(?:everything|what\s+you)",
    r"\b(?:begging|beg)\s+you\b(?=[^.?!]{0,80}\b(?:reply|answer|don't|please|help|call|talk"
    r"|save)\b)",
    r"\b(?:can't|cannot|won't|not)\s+(?:\w+\s+)?(?:survive|go\s+on|manage|make\s+it"
    r"|continue)\s+without\s+(?:you|your)\b|\bi'?m?\s*(?:am\s+)?(?:so\s+|really\s+|very\s+"
    r"|absolutely\s+|completely\s+)?desperate\b|\bin\s+desperation\b|\bdesperately\s+need\b",
]
_PATTERNS = re.compile("|".join(f"(?:{one})" for one in _DEMANDS), re.IGNORECASE)

_LIFTED = re.compile(
    r"\b(?:no|not|without|zero|isn't|never|hardly|nothing)\s+(?:\w+\s+){0,2}?(?:rush|hurry"
    r"|pressure|urgen\w+|obligation|worries|worry|problem|drama|deadline|hard\s+feelings)\b"
    r"|\b(?:don't|needn't|do\s+not|please\s+don't)\s+(?:\w+\s+)?(?:feel|worry|rush|hurry"
    r"|let\s+(?:that|this|it)|think|bother|need|have)\b|\bno\s+need\s+to\b"
    r"|\bif\s+not\b[^.?!]{0,20}\b(?:fine|worries|problem)"
    r"|\bonly\s+if\b|\btake\s+your\s+time\b|\bwhenever\b|\bno\s+(?:answer"
    r"|reply)\s+(?:is\s+)?(?:needed|necessary|required|expected)|\bignore\s+(?:me|this)\s+if\b"
    r"|\bfeel\s+free\s+to\s+(?:ignore|say\s+no)\b"
    r"|\byou\s+(?:don't|do\s+not|needn't)\s+(?:have|need|owe)\b|\bunderstand\s+(?:if|that)\b"
    r"|\bi\s+won't\b(?!\s+(?:take|accept|stop))|\bdelete\s+this\b|\bfeel\s+free\b|\b(?:quite"
    r"|perfectly|completely|totally|absolutely|entirely)\s+(?:fine|ok|okay|alright"
    r"|understandable)\b",
    re.IGNORECASE,
)
_STORY = re.compile(
    r"\b(?:my|our|a|the|his|her)\s+(?:boss|manager|team|editor|clients?|patients?|mother|teacher"
    r"|company|supplier|customers?|department|deadlines?|colleagues?|tutor|professor|supervisor"
    r"|father|children|kids)\s+"
    r"(?:\w+\s+){0,3}?(?:wanted|needed|asked|said|told|expects?|expected|wants?|needs?|never"
    r"|ignored|didn't|insist\w*)"
    r"|\byour\s+(?:\w+\s+){0,3}?(?:talk|article|piece|post|essay|book|paper|line|advice|answer"
    r"|reply)\b[^.?!]{0,40}\b(?:urgent|asap|must|have\s+to|need\s+to)"
    r"|\b(?:you|u)\s+(?:said|wrote|told|argued|mentioned|write"
    r"|say)\s+(?:that\s+)?(?:\w+\s+){0,3}?(?:must|have\s+to|need\s+to|should)",
    re.IGNORECASE,
)
_ASKED_ABOUT = re.compile(r"\b(?:how|what|why|which|when|whether)\b[^.?!,;]*$", re.IGNORECASE)


def find_pressure(reading: Reading) -> list[Span]:
    """The words that press; pressure that is lifted, denied or told of others is innocent."""
    found: list[Span] = []
    for sentence in reading.sentences:
        spans = search_on(_PATTERNS, sentence.text, partial(_presses, sentence))
        found += [(sentence.start + start, sentence.start + end) for start, end in spans]
    return without_overlaps(found)


def _is_lifted(words: str, start: int) -> bool:
    """Whether the sentence takes the pressure back; "no pressure, but ..." puts it on."""
    return any(
        not re.search(
            r"\b(?:but|however|yet|still|though)\b", words[match.end() : start], re.IGNORECASE
        )
        or match.start() >= start
        for match in _LIFTED.finditer(words)
    )


def _presses(sentence: Sentence, start: int, end: int) -> bool:
    words = sentence.text
    if _is_lifted(words, start) and not re.search(
        r"\b(?:no\s+excuse|won't\s+take)", words, re.IGNORECASE
    ):
        return False
    if _STORY.search(words):
        return False
    head = words[:start]
    if _ASKED_ABOUT.search(head) and not re.match(
        r"(?:how|why)\b", words[start:end], re.IGNORECASE
    ):
        return False
    own = words[start:end]
    if re.search(r"\b(?:no|not|n't|never|nobody|none|without)\b|n't", own, re.IGNORECASE):
        return True
    return not is_denied(words, start, end)
