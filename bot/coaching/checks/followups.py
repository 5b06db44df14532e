"""Whether a thank-you says what the writer has started or will do, or that they stay in touch.

What the reader will do, gratitude for ever, and what happened during the talk are no steps.
"""

import re

from bot.coaching.checks.text import Reading, Sentence

_SOON = r"(?:soon|already|now|then|also|definitely|certainly|surely|certainly|def|defo|deffo|totally|absolutely|really|just|still|always|even|probably|maybe|perhaps|at once|immediately|first|next|again|therefore|accordingly|hopefully|try to|be|make sure to|be sure to|too|both|all|so)"
_NO_STEP_VERBS = (
    r"(?:be (?:\w+ ){0,2}?(?:grateful|thankful|indebted|in your debt|obliged|honou?red|glad|happy|delighted|appreciative|late|brief|honest|a fan)|never|not|always (?:be|remember|treasure|cherish|value)|forever|remember|treasure|cherish|forget|miss|owe|appreciate|thank|admit|say|confess|bet|hope|wish|love|like|pray|need|have to say|be able|pass by|drop|leave you|bring you|send you (?:a|some|one) (?:\w+ ){0,3}?(?:gift|present|box|bottle|card)|buy you|stop (?:here|now|rambling|there)|let you (?:go|get)|keep this (?:short|brief)|leave it|cry|die|spare you|end here|close|add|understand if|spend the)"
)
_KEEPING = re.compile(
    r"\b(?:keep|stay|remain|be|staying|keeping|remaining|being|get) (?:back )?(?:\w+ )?(?:in|on) (?:\w+ )?(?:touch|contact|the loop|your radar)\b"
    r"|\b(?:stay|keep|remain|staying|keeping|remaining|be) (?:\w+ )?(?:connected|linked)\b|\bkeep (?:you|u|him|her|ye) (?:all )?(?:\w+ )?(?:posted|updated|informed|up to date|up-to-date|in the loop|abreast|apprised)\b"
    r"|\b(?:talk|speak|chat|catch|see|write|meet|hear) (?:to |with |from |ya |you |u |up )*(?:again )?(?:soon|later|again|then|next \w+|in (?:the )?(?:spring|summer|autumn|fall|winter|new year|a (?:few|couple)\b.*|\w+))\b"
    r"|\b(?:look(?:ing)? forward to|hope to|hoping to|would love to|i'd love to|like to|would like to|happy to|glad to|we should|let's|let us) (?:\w+ ){0,2}?(?:staying|keeping|remaining|being|hearing|seeing|speaking|talking|meeting|continuing|chatting|catching|connecting|stay|keep|remain|hear from|see you|speak (?:again|with you|to you|soon)|talk (?:again|soon|to you|with you)|meet (?:again|you|up)|continue|catch up|follow up|reconnect|connect|come back|report|update|return|crossing paths|cross paths|do (?:this|it) again|visit(?:ing)? (?:you )?again|repeat)\b"
    r"|\b(?:more|updates?|news|report|photos?|pictures?|results|numbers|draft|details) (?:\w+ ){0,3}?(?:to follow|to come|soon|coming|will follow|follows)\b|\bwatch this space\b|\bto be continued\b|\bmore anon\b"
    r"|\b(?:until|till) (?:next time|then|we meet|the next)\b|\bsee you (?:at|in|on|there|around|next|back)\b|\bsee (?:ya|u|you)\b(?=[^.?!]{0,20}[.!]?$)|\bbe (?:back )?in touch\b|\bbe in contact\b|\bdrop you a (?:line|note|message|text|mail|email)\b",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:i|we)(?:'ll| will| shall| 'll)\b(?! (?:" + _NO_STEP_VERBS + r")\b)(?! (?:" + _SOON + r" )+(?:" + _NO_STEP_VERBS + r")\b)(?! (?:have|carry) (?:your|it|this|that|the memory|these) (?:\w+ )?(?:in my heart|forever|always))"
    r"|\b(?:i|we)(?:'m| am|'re| are) (?:\w+ )?(?:going|gonna|planning|about|hoping|aiming|set|due|determined|resolved|keen|eager|excited|ready) to\b(?! (?:" + _NO_STEP_VERBS + r")\b)"
    r"|(?:^|[,;] |\band |\bso |\bi |\bim )(?:am )?(?:gonna|going to|gunna|finna|fixing to)\b(?! (?:" + _NO_STEP_VERBS + r")\b)"
    r"|(?:^|[.!?,;] |\band |\bbut |\bso |\bthen )(?:will|shall|'ll) (?:\w+ )?(?:let|send|share|tell|write|try|report|keep|update|be in|follow|report|do|start|read|look|get|ping|message|text|call|check|apply|use|def|definitely|take|put|work|go|make|practi[sc]e|come|give|think|post|email|mail)\b"
    r"|\bi (?:\w+ )?(?:plan|intend|mean|aim|propose|resolve|promise|pledge|vow|swear|want|hope|expect|wish|commit|undertake) (?:(?!you\b)\w+ )?(?:to|that i)\b(?! (?:you\b|your\b|know\b|thank|say|express|let you know how|write to (?:say|thank)|tell you (?:how|thanks|that)|convey|send (?:you )?(?:my|a (?:quick|short|proper)? ?(?:thank|note))|be|have|give you (?:a )?(?:big )?thank|extend|offer|reach out (?:and|to) (?:say|thank)|acknowledge|share how|apologi[sz]e|repay|return the favou?r one day|take (?:a moment|this opportunity|the time)|drop you a (?:quick )?(?:note|line) to (?:say|thank)|start by)\b)"
    r"|(?:^|[,.;!] ?)ill (?:let|keep|send|try|write|be|do|start|get|give|make|read|tell|ping|report|check)\b"
    r"|\bmy (?:next|first) (?:step|move|task|stop|job|port of call|thing)\b|\b(?:next|first) (?:step|stop|up|on (?:my|the) list|thing)\b[^.?!]{0,6}(?:is|:|for me)\b|\b(?:is|are|it's|goes|going) (?:now )?(?:on|onto|to the top of|at the top of) (?:my|the) (?:\w+ )?(?:list|calendar|agenda|wall|to-do|reading list|shelf|desk)\b",
    re.IGNORECASE,
)
_DOING_LATER = re.compile(
    r"\b(?:i|we)(?:'m| am|'re| are|m)(?: now| already| currently| also| just| still| at present| even)* (?P<verb>\w+ing)\b",
    re.IGNORECASE,
)
_NOT_DOING = frozenset(
    "being feeling writing thinking hoping sending looking saying going getting having wondering wishing thanking appreciating"
    " expressing sitting still laughing smiling crying sharing wanting beginning living coming reaching dropping leaving bringing"
    " buying ordering bouncing buzzing kicking repeating missing apologising apologizing emailing asking seeking hunting guessing"
    " realising realizing not kidding joking dying blushing grinning struggling freezing suffering recovering sorry missing"
    " enjoying giving unpacking chewing processing digesting waiting messaging texting mailing typing".split()
)
_WHEN = (
    r"(?:tonight|tomorrow|today|this (?:week|weekend|month|evening|afternoon|morning|summer|spring|autumn|fall|winter|year|sprint|term|semester|friday|monday|tuesday|wednesday|thursday|saturday|sunday)"
    r"|next (?:\w+ )?\w+|on (?:the )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d+\w*|weekend)|in (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|the (?:spring|summer|autumn|fall|winter|morning|new year))"
    r"|every (?:day|night|morning|week|evening|\w+day|other|pull request|shift|single)|from (?:now|today|monday|tomorrow|yesterday)|since|at (?:easter|christmas|new year)|over (?:half-term|the (?:weekend|summer|holidays|break))|now|already|once|before|until|by|for the (?:next|rest)|after)"
)
_BEGUN = re.compile(
    r"(?<!who )(?<!whom )(?<!that )(?<!which )(?<!what )(?<!everybody )(?<!anyone )(?<!people )\b(?:i|we)(?:'ve| have|ve)(?: (?:already|just|now|since|also|even|then|finally|actually|begun|gone and|been and))* (?:\w+ly )?(?P<verb>\w+)"
    r"|\b(?:i|we) (?:have |already |immediately |then |also |just |even |straight away |actually |went (?:home|back|away|straight (?:home|to \w+)) and |sat down and |went and |came home and |finally )*(?P<past>\w+)",
    re.IGNORECASE,
)
_STEP_VERB = re.compile(
    r"(?:sign(?:ed)?|enrol\w*|register\w*|appl(?:y|ied)|book(?:ed)?|order(?:ed)?|download(?:ed)?|start\w*|began|begun|begin|tried|try|rewr\w+|redrew|redid|redone|redraft\w*|rearrang\w*|restructur\w*"
    r"|reworked|revis\w+|edited|updat\w+|chang(?:ed|e)|adjust\w*|cut|built|build|made|created|drafted|set|put|added|join(?:ed)?|subscrib\w+|contact\w*|emailed|e-mailed|written|wrote|called|rang|rung|phoned|messaged"
    r"|reached|asked|schedul\w+|arrang\w+|researched|looked|read|re-?read|watched|studied|practi[sc]ed|tested|test|implemented|adopted|introduced|taken|took|moved|cancelled|dropped|stopped|quit|cleared|cleaned|pulled|counted|mapped|listed|printed|pinned|taped|hung|stuck|bought|purchased"
    r"|picked|found|opened|planted|baked|cooked|brewed|sketched|coded|installed|deleted|removed|replaced|swapped|switched|used|followed|applied|shared|showed|talked|spoken|spoke|discussed|raised|volunteered|submitted|sent|posted|handed|filed|noted|copied|lifted|memori[sz]ed|repaired|organi[sz]ed|converted|rebuilt|rehearsed|recorded|measured|weighed|priced|drawn|drew|visited|gone|begun|completed|finished|decided|chosen|chose|committed|resolved|promised|dug|turned|borrowed|reserved|spent|kept|ditched|scrapped|trimmed|rewritten|stolen|enquired|inquired|looked|checked|shortened|cropped|redone|blocked|photographed|labelled|labeled|sorted|fixed|mended|thrown|threw|told my (?:boss|manager|team|supervisor|head)|retaken|shadowed|bookmarked|translated|walked (?:into|up to)|plotted|mailed|sowed|sanded|glued|stitched|pruned|sewn|welded|attended|lined|tuned|transferred|opted|pencilled|refreshed|experimented|incorporated|prepared|mentioned|requested|approached|typed|ran)$",
    re.IGNORECASE,
)
_DURING = re.compile(
    r"\b(?:at|in|during|from|after) (?:our|the|your) (?:talk|call|chat|conversation|meeting|visit|interview|tour|workshop|office)\b|\bwhen (?:you|we)\b|\bwhile (?:you|we)\b|\bwalked in(?:to)?\b|\byou (?:asked|had|put|made|let|told|gave|showed|handed)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:since|already|yesterday|last night|this (?:morning|week|evening|afternoon|weekend)|today|that (?:evening|night|afternoon|same (?:day|evening|afternoon))|same (?:day|evening|afternoon)|tonight|afterwards|straight away|right away|immediately|the (?:next|following) (?:day|morning|evening)|(?:went|got|came|drove|walked|was) (?:straight )?(?:home|back)|on the (?:way home|train home|bus home|way back|train|bus)|as you (?:suggested|advised|said|recommended|told|showed)|as (?:advised|suggested|recommended|instructed|promised)|your (?:way|method|advice|suggestion|tip|trick|approach|rule)|like you (?:said|suggested|told|did|showed)|you (?:suggested|recommended|mentioned|told me (?:about|of)|named|pointed me|advised|swear by|held up|lent)|so far|over the weekend|at the weekend|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: i)?|in (?:one|two|a|an) (?:evening|afternoon|day)|first thing|at home)\b",
    re.IGNORECASE,
)
_NOT_STEPS = re.compile(
    r"^(?:told|tell|felt|feel|thought|think|learned|learnt|heard|seen|saw|enjoyed|loved|laughed|had|got|been|was|were|am|never|not|known|knew|understood|realised|realized|appreciated|come|came|left|retained|forgotten|met|received|always|wanted|hoped|heard|gained|found (?:it|our|your)|kept thinking|given)$",
    re.IGNORECASE,
)
_TRYING = re.compile(
    r"(?:^|[,;.] |\band )(?:am |been |now |already )*(?:trying|practi[sc]ing|working on|starting|reading|lifting|applying|using|keeping|following|signing up|enrolling|joining|rewriting|testing|looking into|doing|gave it a go|tried|started|signed up|booked|ordered|registered|enrolled|bought|downloaded)\b(?=[^.?!]{0,60}(?:\b(?:your way|since|already|this|that|it|them|for|every|up|into|on|the|a)\b))",
    re.IGNORECASE,
)
_HELPING = re.compile(
    r"\b(?:put|use|apply|keep|take|using|putting|applying|keeping|taking|work on|act on|acting on|follow|following) (?:all |every |each |both |some |most )?(?:of )?(?:your|this|that|it|them|the|these|those|what you) (?:\w+ ){0,4}?(?:advice|suggestions?|tips?|guidance|ideas?|recommendations?|words|said|told me|into practice|to use|to work|into action|on board|to heart|in mind|further|forward)\b(?<!carry)",
    re.IGNORECASE,
)
_OBJECTS = re.compile(
    r"\b(?:the draft|my draft|the (?:first |final )?\w+|it|a (?:copy|photo|picture)|photos?|pictures?|numbers?|you|news)\b[^.?!]{0,20}\b(?:will (?:reach|be with|follow|come to) you|will have (?:the|a|my|it)|to you by)\b|\byou(?:'ll| will| shall) (?:be the first to|have (?:the|my|a|it|news)|hear from me|hear (?:how|about|the)|get (?:a|the|my|an) (?:\w+ ){0,2}?(?:report|photo|picture|update|postcard|full|copy|draft|news)|be (?:getting|hearing|receiving) (?:a|an|from|the|about))\b"
    r"|\b(?:the|my) (?:application|form|course|class|exam|first (?:session|lesson|class)|cut version|email)\b[^.?!]{0,40}\b(?:goes (?:off|out|in)|starts|begins|is (?:booked|in|sent|on))\b",
    re.IGNORECASE,
)
_ON_MY_WALL = re.compile(
    r"\b(?:is|are|has been|have been|has|'s|'re)(?: now| both| all| already)* (?:going (?:on|in|into|up|to)|on|pinned|written|stuck|taped|inside|above|up on|printed|gone (?:to|into|on|up)|in use|in place|on its way)\b[^.?!]{0,40}\b(?:my|our|the)\b[^.?!]{0,20}\b(?:wall|monitor|locker|mug|fridge|desk|notebook|helmet|whiteboard|door|repo|team|page one|page|mirror|board|phone|calendar|list)\b",
    re.IGNORECASE,
)


def names_a_step(reading: Reading, left_out: list[tuple[int, int]]) -> bool:
    """Whether a step stands anywhere but in `left_out` (requests for a job, presents)."""
    return any(_is_step(sentence) for sentence in reading.sentences if not _is_out(sentence, left_out))


def _is_out(sentence: Sentence, left_out: list[tuple[int, int]]) -> bool:
    """Whether a sentence is mostly what doesn't count; a long one may hold a step besides."""
    return any(
        start < sentence.end and sentence.start < end and len(sentence.text) < 4 * (end - start) + 60
        for start, end in left_out
    )


def _is_step(sentence: Sentence) -> bool:
    text = sentence.text[:1000]
    if _KEEPING.search(text) or _OBJECTS.search(text) or _HELPING.search(text):
        return True
    if _WILL.search(text):
        return True
    if _ON_MY_WALL.search(text):
        return False
    return _is_doing(text) or _has_begun(text)


def _is_doing(text: str) -> bool:
    for match in _DOING_LATER.finditer(text):
        if match["verb"].lower() not in _NOT_DOING:
            rest = text[match.start() :]
            if not re.match(r"\S+ ?\S* (?:so |very )", rest):
                return True
    return bool(_TRYING.search(text)) and not re.search(r"\byou(?:'re| are|r)? (?:\w+ )?(?:trying|keeping|working|doing|using)\b", text)


def _has_begun(text: str) -> bool:
    for match in _BEGUN.finditer(text):
        verb = match["verb"] or match["past"] or ""
        if not _STEP_VERB.match(verb) or _NOT_STEPS.match(verb):
            continue
        if match["verb"] is not None and not _DURING.search(text[match.end() : match.end() + 40]):
            return True
        if _SINCE.search(text):
            return True
    return False
