"""Whether a thank-you names anything from the talk: a point, a story, a piece of advice.

The stock of thank-yous (time, insights, inspiring, your advice), the topic ("our chat about
nursing") and the length are taken away; what is left, and how it is led in ("you said that …",
"the story of …", a quotation), weighs for something specific.
"""

import re

from bot.coaching.checks.text import Reading, Sentence, Span

_STOCK = frozenset(
    """
    challenging challenges challenge rewarding dynamic competitive landscape environment
    culture cultures realities reality ins outs commitment dedication dedicated professionalism
    approachable down-to-earth eloquent charisma positive positivity attitude vibe vibes class
    presentation workshop online link network networking details broad wide varied variety
    range aspects aspect side sides insider glimpse window behind scenes door doors opener
    takeaways takeaway highlights refreshing boost boosted doubts doubt worries worry fears
    fear nervous nerves ease reassurance direction decide deciding choose choosing choice
    choices option options paths ambitions ambition ambitious generation youngsters youth
    lifetime notice last-minute rescheduling reschedule rescheduled technical connection
    internet sound camera traffic rain train bus parking café cafe cake biscuits spite
    demanding hardworking hard-working hard unforgettable fruitful productive constructive rich
    enriching enriched enlightened eager keen determined determination spirit attention
    interest interests issue issues situation situations various different respective relevant
    related current modern today's important importance role roles key true purpose purposes
    sense nature kinds kind type types sort understand comprehension explanation explanations
    clarification clarifications query queries concern concerns student students pupil pupils
    learner newcomer newcomers beginner graduate graduates peers classmates classmate
    university college school department institute institution academy interview interviews
    interviewing applying applications application preparing preparation skills skill abilities
    ability strengths qualification qualifications requirement requirements exam exams country
    city town abroad home world life's lives people's everyone's community communities society
    nation management marketing finance banking law medicine nursing teaching engineering
    design software data science sciences research technology technologies it hr healthcare
    education journalism media psychology architecture accounting sales business economics
    politics policy consulting logistics aviation hospitality tourism retail fashion music art
    arts film publishing sports sport fitness agriculture farming construction manufacturing
    insurance energy conservation biology chemistry physics mathematics manager managers
    engineers doctors nurses teachers lawyers designers developers scientists professional
    professionals expert experts specialist specialists colleague mentors mentored leaders
    leader leadership director officer assistant million thousand hundred times enough count
    words describe express adequately simply merely hardly barely certainly indeed fact
    honestly frankly definitely someday day somewhere sometime whenever wherever however
    therefore thus hence moreover furthermore besides additionally firstly lastly finally
    overall sir ma'am madam uncle aunty auntie bhai ji didi brother sister dearest hiya heya yo
    sup regards rgds tc bye goodbye ciao brightened brighten lit sparked spark fire motivates
    inspires encourages encourage uplifted uplifting lifted pumped fired buzzing buzz wow woah
    gosh wonderfully beautifully brilliantly perfectly gladly gracefully whole heartedly
    wholeheartedly profusely sincerest utmost ample abundance wealth treasure trove mine
    fountain fount source clearer wiser brighter easier stronger smarter sharper calmer happier
    readier mind minds soul souls hearts hands eyes ears mouth head face tears thank thanks
    thanking thankful grateful gratitude appreciate appreciated appreciation appreciative
    obliged indebted sincere sincerely heartfelt deepest deep warm warmest warmly humble humbly
    respectfully truly again once more kindly please cheers ta much many very really so such
    too quite just well also always ever never all every everything anything something nothing
    thing things lot lots bit little great good nice lovely wonderful amazing awesome fantastic
    brilliant excellent fabulous super terrific incredible incredibly outstanding exceptional
    extraordinary remarkable delightful pleasant pleasure pleased delighted happy glad honour
    honor honored honoured privilege privileged lucky fortunate blessed kindness generous
    generously generosity gracious patient patience warmth welcoming friendly sweet cool
    interesting interested fascinating insightful insight insights inspiring inspired inspire
    inspiration inspirational motivating motivated motivation encouraging encouraged
    encouragement energised energized excited exciting enthusiastic enthusiasm passion
    passionate contagious informative enlightening eye-opening eye opening opened helpful help
    helped helping useful valuable invaluable priceless precious worthwhile worth meaningful
    memorable thought-provoking thoughtful thoughts food enjoyable enjoyed enjoy enjoying fun
    time minutes minute hour hours half moment moments days week weeks weekend month yesterday
    today tonight tomorrow morning afternoon evening night earlier last next past recent
    recently monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december busy schedule calendar
    packed hectic despite sparing spare spared taking took take taken giving give gave given
    making make made set aside allowing offered offering part sharing share shared speaking
    speak spoke talking talk talked talks chatting chat chats chatted meeting meet met
    conversation conversations conversing discussion discussions discuss discussed discussing
    call called phone zoom teams video skype connect connecting connected catching catch
    session sit sitting sat visit visiting coffee lunch tea office person hearing hear heard
    listening listen listened learn learned learnt learning lessons lesson know knowing
    knowledge knowledgeable understanding understood better greater clear clarity picture idea
    ideas feel feeling felt think thinking believe advice advise advised guidance guide guided
    guiding tips tip suggestion suggestions suggested recommendation recommendations
    recommended wisdom wise word perspective perspectives view views viewpoint opinion opinions
    outlook experience experiences experienced expertise background story stories example
    examples journey path career careers field fields industry sector area areas profession
    professionally personal personally job jobs position work working works worked company
    companies organisation organization firm team place question questions answer answers
    answered answering honest honesty open openness openly frank candid candidly candour candor
    real information informational opportunity opportunities chance possibility future goals
    goal plans plan pursue pursuing aspirations dreams dream decision decisions steps step
    moving forward ahead coming years months term terms studies study studying life way ways
    hope hoping hopefully wish wishes wishing best yours faithfully cordially respect respected
    dear hello hi hey mr mrs ms dr professor prof email note message letter card write writing
    wanted want wants like love loved mean means meant say saying said tell telling told
    expressing expressed send sending reach reaching contact touch keep stay stayed remain
    staying keeping posted informed updated soon look looking looks looked considering consider
    come came go going went gone get got getting see saw seeing seen use using used apply put
    carry forever world's grow growth develop developing development progress success
    successful achieve value valued effort efforts support supportive assistance mentor
    mentoring mentorship role-model model admire admiration respectful regard highly people
    someone everyone others somebody anyone everybody human heart brain day's able difference
    impact huge big enormous immense immensely extremely greatly deeply tremendously hugely
    dead absolutely totally completely entire entirely full fully sure surely literally
    actually especially particularly specially highlight genuine genuinely new old first second
    long short quick brief late sorry delay apologies apology hesitation trouble bother willing
    willingness ready readily available availability accepting accept invitation request
    respond responding reply replied found find finding left leave leaving walked away back
    here there now then still already yet even return feels seem seems seemed bring brought
    brings stand weather mate bro dude man buddy friend friends family colleagues welcome
    offices try trying start started starting begin beginning continue continuing follow
    following followed act action practice reading read notes pages page clearly thoroughly
    prepared ask asked asking asks detail detailed inside hand first-hand firsthand dive depth
    overview introduction intro intros general whatever anyways anyway haha lol xx xo xoxo omg
    bless god fondly hugs care later rest esteemed pearls gems gem gold nuggets nugget tons ton
    loads heaps bunch plenty couple few several stature caliber calibre proud pride luck
    reminded remind reminds conversation's surround oneself lead version become myself yourself
    himself themself ourselves undoubtedly amount order orders move moves hopping hop
    masterclass delight natter alot def greetings greeting ill quarter checking check small
    mark most far arrive arrived receive received receiving congratulations congrats letting
    let change changed need needed surprised amazed impressed touched moved chatty catchup
    catch-up zoomed rambling ramble bend ear pick picking picked grab grabbing grabbed carve
    carving squeeze squeezing fit fitting host hosting hosted having around round tour forget
    memory remember cherish reassuring reassured confidence confident relaxed comfortable
    stimulating engaging practical direct trip beautiful young age humour humor smile smiling
    smiled legend silly single husband wife mum mom obedient rarely deal possible fab season
    goes smoothly downtown everywhere shown show showed shows explained explain explaining
    explains mentioned mention described chew wonder star hero angel saviour savior richer
    bowled blown mind-blowing second-year third-year first-year final-year undergraduate
    undergrad postgraduate freshman sophomore junior senior holiday holidays vacation travels
    safe health easter christmas infectious defo deffo seriously crazy mad insane epic stoked
    chuffed thrilled informations infos advices regarding engineer doctor nurse teacher lawyer
    scientist developer designer accountant consultant analyst laboratory lab building premises
    facilities facility campus headquarters site concerning about topic topics subject subjects
    matter matters point points stuff
    """.split()
)
_FUNCTION = frozenset(
    """
    a an the and or but if of in on at to for from with by as than that this these those it its
    it's is are was were be been being am do does did done doing have has had having can could
    will would shall should may might must i you he she we they me him her us them my your his
    our their mine yours ours what which who whom whose when where why how not no nor any some
    each both either neither one two three four five six ten twenty thirty forty ninety sixty
    fifteen own same other another only up down out off over into onto through during before
    after since until while because although though despite without within between around under
    above along across i'm i've i'll i'd you're you've you'll you'd we're we've we'll he's
    she's they're that's there's here's what's don't didn't doesn't won't wouldn't can't
    couldn't isn't wasn't aren't haven't hasn't let's let ok okay oh yes yeah yep eh hmm ma'am
    mam maam also ps s t re ll ve d m regarding lately per via upon among amongst towards
    toward whether else
    """.split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d[\d.,:%]*")
_TOPIC = re.compile(
    r"\b(?:talk|talks|talking|talked|chat|chats|chatting|chatted|conversation|conversations"
    r"|conversing|discussion|discussions|discussed|call|meeting|meet|met|speak|speaking|spoke"
    r"|spoken|session|natter|interview|question|questions|knowledge"
    r"|ask|asked|asking|information|info|insights?|experiences?|expertise|perspectives?|views?"
    r"|thoughts|guidance|advice|tips?|wisdom|learn(?:ed|t|ing)?(?: (?:more|a lot|so much|loads"
    r"|lots|a great deal|much|plenty|something|things|a bit))?|hear(?:d|ing)?(?: (?:more|a lot"
    r"|so much|all))?"
    r"|know(?:ing)?(?: more)?|understand(?:ing)?(?: more)?|tell(?:ing)? me(?: (?:more|a bit"
    r"|a little|all|so much))?|told me(?: (?:more|a bit|a lot|all|so much))?|much|lot|more"
    r"|everything|honest|open|helpful|interested|interest|passion|passionate|enthusiasm|clarity"
    r"|picture|idea|explain(?:ed|ing)?|stories|masterclass|curious|mentoring|thinking"
    r"|background)"
    r"(?:\s+(?:with (?:me|you|us)|to (?:me|you|us)|me|(?:on|last|this) \w+|yesterday|today"
    r"|earlier))*\s+"
    r"(?:about|on|regarding|concerning|of|in|into|around|as|surrounding|re)\s+"
    r"(?P<topic>(?:the |a |an |your |my |our )?(?:(?!the\b|a\b|you\b|your\b|he\b|she\b|they\b"
    r"|that\b|which\b|who\b|where\b|when\b|how\b|because\b|was\b|is\b|were\b|are\b|has\b|and i\b"
    r"|and it\b|so\b|it\b|i\b|helped\b|made\b|gave\b|really\b"
    r"|to \b)[\w'&/-]+\s*){1,8}(?:(?<=in )(?:the|a) (?:\w+\s*){1,3})?)",
    re.IGNORECASE,
)
_DISCUSSED = re.compile(
    r"\b(?:discuss|discussing|discussed|explore|explored|regarding|concerning|(?:field|world"
    r"|area|industry|topic|subject|sector|realm|business|art|profession|study) of|career in"
    r"|work in|job in|life in|life as an?|work as an?|experience as an?|role as an?"
    r"|career as an?|role at|work at|job at|experience (?:at|in|with|of)|time at)\s+"
    r"(?P<topic>(?:(?!that\b|which\b|who\b|where\b|when\b|how\b|because\b|was\b|is\b|were\b"
    r"|and i\b)[\w'&/-]+\s*){1,7})",
    re.IGNORECASE,
)
_QUOTE = re.compile(r'"(?:[^"\s]+\s+){2,}[^"\n]{2,200}"|(?<![\w])\'[^\'\n]{8,160}\'(?!\w)')
_SHORT_QUOTE = re.compile(r'"[^"\n]{2,60}"')
_YOU_SAID = re.compile(
    r"\b(?:you|angela|he|she|both of you|ye|u)(?: all| both| also| once| even| then| kindly| had"
    r"| have| so| really| always| often| still| yourself| never|'ve|'d)* (?:said|told|tell"
    r"|mentioned|mention|explained|explain|described|describe|showed|show|shown|pointed|point"
    r"|called|call|named|warned|admitted|taught|compared|put it|recommended|suggested|suggest"
    r"|recommend|advised|advise|shared|talked|spoke|spoken|recounted|gave me|walked|demonstrated"
    r"|argued|reminded|swear|kept|used|began|lost|wrote|write|built|turned|switched|dealt|handle"
    r"|handled|hire|read|took|take|hum|tasted|sent|wish|wished|cried|pick|stand|worked|refer"
    r"|present|quoted|calm)\b",
    re.IGNORECASE,
)
_A_THING = re.compile(
    r"\b(?:your|the|that|this|[a-z]+'s)\s+(?:[\w'-]+\s+){0,3}?(?:story|stories|tip|trick|advice"
    r"|point|line|example|rule|idea|analogy|comment|remark|suggestion|description|habit|test"
    r"|formula|claim|part|bit|anecdote|metaphor|phrase|quote|image|comparison|lesson|moment"
    r"|thing|way|fact|saying|picture|tale|question|reminder|warning|account|distinction|method"
    r"|approach|argument|theory|observation|explanation|motto|definition|insight|reason"
    r"|suggestion|homework|list|chart|diagram|sketch|spreadsheet|notebook|template|patience"
    r"|recommendation|mention|message|answer|secret|exercise|drawing|map|checklist)\b"
    r"\s*(?P<link>\([^)]{8,}|,? ?(?:about|of|on|that|to|where|when|with|for|is|was|you|which|how"
    r"|who|from|in which|at|:|by|never|not|from)\b)",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"\b(?:i|we)(?:'d| had| have|'ve)?(?: \w+)? (?:no idea|no clue|no notion|didn't know"
    r"|did not know|never knew|hadn't known|never thought|never realised|never realized"
    r"|hadn't realised|hadn't realized|didn't realise|didn't realize|did not realize"
    r"|did not expect|didn't expect|always thought|always assumed|had assumed|assumed"
    r"|had thought|always believed|learned that|learnt that|understood that|realised that"
    r"|realized that|was surprised|was amazed|never would|would never have|had expected"
    r"|had pictured|came expecting|expected|never guessed|now know|now understand|can't stop"
    r"|cannot stop|keep thinking|kept thinking|haven't stopped thinking (?:about|of)"
    r"|will not forget|won't forget|will never forget|keep coming back|laughed)\b"
    r"|\bnever would(?:'ve| have)? guessed\b|\bwho knew\b|\bit (?:had )?(?:never "
    r"|not )(?:occurred|crossed)\b|\bturns out\b|\bnobody (?:ever )?(?:told|showed|says|said)\b"
    r"|\bnow i (?:know|understand|see)\b",
    re.IGNORECASE,
)
_FOR_TELLING = re.compile(
    r"\b(?:for|of you to|by) (?:telling|explaining|showing|teaching|saying|pointing out"
    r"|reminding|admitting|confessing|walking|warning|demonstrating|describing|letting)(?: (?:me"
    r"|us|that))* (?:how|that|why|what|where|when|through|it|about (?:the|that"
    r"|your) (?:\w+ )?(?:night|day|time|morning|year|evening|moment|summer|winter|week|first))\b"
    r"|\bfor saying\b"
    r"|\b(?:honest|frank|open|candid|clear|right|kind) (?:enough )?(?:that|about how"
    r"|about what)\b|\b(?:retained|took away|take away|noted|wrote down|heard|loved hearing"
    r"|loved that|liked that|struck by|struck me|learned|understood|realised"
    r"|realized)\b[^.?!]{0,25}\b(?:that|how|is|the)\b",
    re.IGNORECASE,
)
_HOW_YOU = re.compile(
    r"\b(?:how|why|where|when|what) (?:you|your|the|a|an|to|one|it)\b", re.IGNORECASE
)
_AT_LEAST = 1.9
"""What the words left must weigh for something specific."""


def names_a_point(reading: Reading, left_out: list[Span], presents: list[Span]) -> bool:
    """Whether a sentence names something from the talk.

    `left_out` are words that don't count (requests, slots); sentences with `presents` don't.
    """
    weights = sorted(
        (_weight(sentence, left_out, presents) for sentence in _body(reading)), reverse=True
    )
    if not weights:
        return False
    return weights[0] >= _AT_LEAST or sum(one for one in weights if one > _SLIGHT) >= _IN_ALL


_IN_ALL, _SLIGHT = 3.4, 0.8
"""What all sentences together must weigh."""


def _body(reading: Reading) -> tuple[Sentence, ...]:
    return reading.body or reading.sentences


def _weight(sentence: Sentence, left_out: list[Span], presents: list[Span]) -> float:
    """How much a sentence says that only this talk can have given."""
    if any(start < sentence.end and sentence.start < end for start, end in presents):
        return 0.0
    text = _without_spans(sentence, left_out)
    quoted = _QUOTE.search(text) is not None
    bare = _without_topics(text)
    left = _left(bare)
    if not left:
        return 2.0 if quoted or (_SHORT_QUOTE.search(text) and _YOU_SAID.search(text)) else 0.0
    lead = 1.0 if _YOU_SAID.search(bare) or _FOR_TELLING.search(bare) else 0.0
    thing = _A_THING.search(bare)
    if thing and _left(bare[thing.start("link") :]):
        lead += 1.2
    if _NEWS.search(bare):
        lead += 1.0
    if lead and _HOW_YOU.search(bare):
        lead += 0.3
    weight = 0.55 * min(len(left), 8)
    if not lead:
        weight *= _share_of_the_talk(bare)
    if lead and _SHORT_QUOTE.search(text):
        lead += 0.6
    return weight + lead + (2.0 if quoted else 0.0)


_OWN = re.compile(
    r"^(?:i |we )?(?:hope|wish|enjoy|have a|good luck|as an? )|\b(?:i|we) (?:hope|wish)\b|\b(?:i"
    r"|we)(?:'ll| will| shall|'m going| am going|'ve| have|'m| am| plan| intend| hope)\b"
    r"|\bmy name\b|\b(?:i|my) (?:\w+ )?(?:studies|course|degree|exams?|finals|application"
    r"|university)\b",
    re.IGNORECASE,
)


_YOURS = re.compile(r"\b(?:you|your|yours|you're|you've|you'd)\b|\"", re.IGNORECASE)


def _share_of_the_talk(text: str) -> float:
    """How far a sentence that nothing leads in is about the talk, not about the writer."""
    if not _OWN.search(text):
        return 1.0 if _YOURS.search(text) else 0.75
    return 0.6 if _YOURS.search(text) else 0.15


_LONGEST = 700
"""Characters of a sentence that are read."""


def _without_spans(sentence: Sentence, spans: list[Span]) -> str:
    chars = list(sentence.text)
    for start, end in spans:
        for at in range(max(start, sentence.start), min(end, sentence.end)):
            if at - sentence.start < len(chars):
                chars[at - sentence.start] = " "
    return "".join(chars)[:_LONGEST]


def _without_topics(text: str) -> str:
    for pattern in (_TOPIC, _DISCUSSED):
        text = pattern.sub(
            lambda match: match.group()[: match.start("topic") - match.start()] + " ", text
        )
    return text


def _left(text: str) -> list[str]:
    """The words that are no stock of thank-yous."""
    return [
        word
        for word in _WORD.findall(text)
        if word.lower() not in _FUNCTION and not _is_stock(word.lower()) and len(word) > 1
    ]


def _is_stock(word: str) -> bool:
    if word in _STOCK:
        return True
    for ending in ("'s", "s", "ed", "ing", "ly", "d"):
        base = word.removesuffix(ending)
        if base != word and (base in _STOCK or base + "e" in _STOCK):
            return True
    return False
