"""Giving the reader a present: a thing that makes a gift, and the writer handing it over.

A thing alone is innocent (a florist's bouquet, hampers in a story, "a gift for timetables"), and
so is handing over what is no gift (a report, a thank-you card, the bill for the coffee). So a
sentence is weighed: the thing, the giving, the taker, the small words of giving.
"""

import re

from bot.coaching.checks.negation import is_denied
from bot.coaching.checks.text import Reading, Sentence, Span

_BRAND_CARD = (
    r"(?:(?:e-?)?gift|book|amazon|starbucks|costa|itunes|store|spa|meal|theatre|cinema|shopping"
    r"|coffee|target|walmart|apple|google play|netflix"
    r"|spotify|nike|ikea|sephora|visa|restaurant|bookshop|bookstore|garden centre|supermarket"
    r"|[$£€]\d+(?: [\w'&]+){0,2}) (?:e-?)?(?:cards?|tokens?|certificates?|coupons?)"
)
_SURE = (
    r"(?:"
    + _BRAND_CARD
    + r"|(?:e-?)?vouchers?|(?:e-?)?gifts?(?: (?:cards?|vouchers?|baskets?|boxes|box|bags?|sets?"
    r"|certificates?|hampers?|parcels?))?(?! (?:shop|aid|wrap|for (?!you|your|her|him|them)))"
    r"|presents?(?! (?:job|role|day|situation|company|state|post|position|time|moment|one"
    r"|to (?!you)|a|the|my|our|and|in|at|on))"
    r"|hampers?|bouquets?|care packages?|good(?:y|ie) bags?|(?:fruit|gift|food|welcome) baskets?"
    r"|bunch of (?:\w+ )?\w+"
    r"|(?:(?:a )?(?:little|small|wee|tiny) (?:something|treat|surprise|token|parcel|package"
    r"|thank[- ]you))|something (?:small|little|sweet|tasty|homemade|home-made|nice)(?= (?:from"
    r"|for|in|on|at|to|waiting|coming|with|is|as)|[.,])"
    r"|token of (?:my |our |his |her )?(?:\w+ )?(?:appreciation|gratitude|thanks|regard|respect"
    r"|esteem|affection))"
)
_LIKELY = (
    r"(?:chocolates?|choccies|truffles?|pralines?|sweets|sweeties|cand(?:y|ies)|cookies|biscuits"
    r"|bikkies|biscotti|brownies|cupcakes?|cakes?|muffins?|scones?|pastr(?:y|ies)|croissants?"
    r"|baklava|pastillas|mithai|lad(?:d)?oos?|laddus|barfi|burfi|halwa|halva|pak|sandesh"
    r"|rasgullas?|gulab jamun|jalebis?|peda|soan papdi|chikki|fudge|toffees?|macar(?:o)?ons?"
    r"|dough?nuts?|pies?|tarts?|flapjacks?|shortbread|panettone|stollen|lebkuchen|nougat"
    r"|caramels|liquorice|stroopwafels?|speculaas|mooncakes?|mochi|alfajores|churros|pan dulce"
    r"|tamales|empanadas|pierogi|pelmeni|samosas|momos|dumplings|spring rolls|jollof|injera"
    r"|kimchi|sushi|crisps|popcorn|nuts|almonds|pistachios|cashews|walnuts|dates|figs|raisins"
    r"|mangoes|mangos|oranges|apples|strawberries|cherries|berries|plums|peaches|lychees|fruit"
    r"|vegetables|tomatoes|courgettes|eggs"
    r"|marmalade|jam|honey|chutney|pickles?|preserves|relish|syrup|olive oil|spices|saffron"
    r"|tea(?: leaves| bags)?|teas|coffee beans|ground coffee|bag of coffee|kopi|cheese|salami"
    r"|sausages?|ham|bread|sourdough|loaf|loaves|banana bread|lemon drizzle|traybake|casserole"
    r"|lasagne?|soup|goodies|treats?|snacks|home ?baking|home-?made \w+|homebrew|home-brew"
    r"|wine|champagne|prosecco|cava|whisk(?:e)?y|bourbon|gin|rum|vodka|sherry|brandy|cognac"
    r"|beers?|ales?|cider|sake|mead|limoncello|scotch|port|bubbly|fizz|plonk|rakia|ouzo|raki"
    r"|slivovitz|aquavit|tequila|mezcal|baijiu|soju|six-?pack|bottles?(?! (?:neck|caps?|top"
    r"|bank))|cans|case of|crate of"
    r"|flowers|roses?|tulips|lil(?:y|ies)|peon(?:y|ies)|sunflowers|carnations|daffodils|dahlias"
    r"|hyacinths?|orchids?|pot(?:ted)? ?\w+|plants?|houseplants?|cuttings?|succulents?|cactus"
    r"|saplings?|seedlings?|wreaths?|bonsai|monstera|basil|fern|bulbs|garland|posy"
    r"|mugs?|scar(?:f|ves)|shawls?|pashmina|saree?s?|sari|kurta|dupatta|stole|jumpers?|sweaters?"
    r"|cardigan|hoodie|socks|gloves|mittens|beanie|hat|cap|bobble hat|tie|necktie|apron|slippers"
    r"|necklace|bracelet|earrings|brooch|pendant|bangles|pens?|fountain pen|pencil case|notebook"
    r"|diary|planner|vase|candles?|lantern|ornament|figurine|statue|statuette|idol|carving"
    r"|souvenirs?|keepsake|memento|trinkets?|key ?rings?|key ?chains?|magnet|painting"
    r"|watercolour|watercolor|drawing|framed \w+|print|poster|blanket|throw|cushion|pillow"
    r"|tote(?: bag)?|t-?shirts?|toys?|teddy|puzzle|board game|hand cream|soaps?|bath (?:salts"
    r"|bombs)|perfume|cologne|cufflinks|handkerchiefs?|quilt|rug|carpet|tablecloth|bowl|teapot"
    r"|tea set|cup and saucer|thermos|flask|handicrafts?|embroidery|pottery|bookmark|calligraphy"
    r"|dreamcatcher|fan|lamp|clock|wallet|purse|handbag|umbrella|knife|chopping board|spoon"
    r"|ladle|dreidel|prayer beads|rosary"
    r"|first edition|signed copy|hardback|paperback|novel|cookbook|poetry book"
    r"|book(?! (?:chapter|review|list|club|deal))|tickets?(?! (?:office|machine|inspector))"
    r"|season ticket|subscription|membership|cash|money|envelope|parcel|package|box(?:es)?|tin"
    r"|jars?|basket|bag of|packet of|tub of|tray of|plate of|batch of|surprise|donation)"
)
_THING = re.compile(rf"\b(?P<sure>{_SURE})\b|\b(?P<likely>{_LIKELY})\b", re.IGNORECASE)
_GIVE = (
    r"(?:send|sending|sent|post|posting|posted|mail|mailing|mailed|ship|shipping|shipped"
    r"|couriered|emailed|bring|bringing|brought|drop|dropping|dropped"
    r"|leave|leaving|left|give|giving|gave|get|getting|got|buy|buying|bought|order|ordering"
    r"|ordered|deliver|delivering|delivered|enclose|enclosing|enclosed|include|including"
    r"|included|attached"
    r"|pick up|picked up|bake|baking|baked|cook|cooked|make|made|making|knit|knitted|knitting"
    r"|crocheted|sewed|sewn|pop|popped|popping|put|hand|handed|handing|pass|passing|passed|offer"
    r"|offering|present|presenting|gift|gifting|gifted"
    r"|treat|arranged|organised|organized|reserve|reserved|wrapped|packed|saved|slipped|tucked"
    r"|stuck|hung|carry|carrying|asked (?:the|a|my) \w+(?: \w+)? to)"
)
_BY_ME = re.compile(
    r"(?:\b(?:i|we|i'll|i've|i'm|i'd|we'll|we've|we're|let me|allow me|my (?:mum|mom|mother|wife"
    r"|husband|sister|brother|dad|father|aunt|nephew|niece|daughter|son|kids|grandmother|nan"
    r"|gran|grandma|family|partner|flatmate|roommate|friend|cousin|assistant|team)(?: and i)?"
    r"|(?:the|a) (?:courier|florist|driver|delivery))\b(?:(?!\byou\b)[^.?!;]){0,45}?\b"
    + _GIVE
    + r"\b|^(?:(?:also|and|ps|p\.s\.?|oh|so|btw|now|have|just|already|has|will|am)[,:]? )*"
    + _GIVE
    + r"\b|\band (?:will |have |to |then |also |am )*"
    + _GIVE
    + r"\b)",
    re.IGNORECASE,
)
_ARRIVES = re.compile(
    r"\b(?:on (?:its|their|the) way(?! (?:home|back|out|in|to (?!you)))|coming your way"
    r"|heading your way"
    r"|in the (?:post|mail)(?: to you)?|waiting (?:for you|at|with|in)|from (?:me|us|my (?:mum"
    r"|mom|mother|garden|wife|kitchen|family|country|village|\w+))\b|for you(?! to)|be delivered"
    r"|being delivered|should (?:reach|arrive)|will (?:reach|arrive|come to) |is at (?:reception"
    r"|the front desk)|on your (?:desk|doorstep|porch|doormat|table)|at (?:reception"
    r"|the (?:front|reception) desk)|you(?:'ll| will| should| may| might)(?: soon| also| be"
    r"| be)? (?:find|receiv\w+|get(?:ting)?)|look out for|keep an eye out for|expect (?:a|an"
    r"|some)|enclosed|inside (?:is|are|you)|with this (?:card|note|letter)|tucked (?:in|inside)"
    r"|inside[.!]?$|in the (?:mail|post)\b|landing|should land|delivery from|attached (?:is"
    r"|to this card))\b",
    re.IGNORECASE,
)
_TAKER = re.compile(
    r"\b(?:you|ye|u|yours|your (?:\w+ )?(?:office|desk|porch|home|house|place|family|kids"
    r"|children|team|doorstep|mother|wife|husband|son|daughter|door|secretary|assistant"
    r"|receptionist|colleagues?|inbox|address|letterbox|mailbox|pigeonhole|shop|counter|kitchen"
    r"|staff|girl|boy|dog|cat|table|work|school|ward|way|flat|front)|reception|receptionist"
    r"|front desk|nurses' station|porch|pigeonhole|doorstep|the (?:family|whole team|team|kids"
    r"|staff|office|ward))\b",
    re.IGNORECASE,
)
_TENDER = re.compile(
    r"\b(?:as a (?:\w+ ){0,3}?(?:thank[- ]?you|thanks|token|gift|present|gesture|sign|mark"
    r"|treat)|as my (?:\w+ )?(?:thanks|present|gift|thank[- ]?you)|token of|(?:small|little"
    r"|wee) (?:thank[- ]you|gesture|token|something|gift|present|treat|box|jar|parcel|package"
    r"|bottle|bag|tin)|to (?:say|show|express) (?:thank|my|our|how)|by way of thanks"
    r"|in (?:thanks|gratitude)|on me\b|please (?:accept|enjoy|take)|kindly accept|accept it"
    r"|accept (?:this|these|the|my|a)|enjoy (?:it|them|the|a)|hope you(?:'ll| will)? (?:like"
    r"|enjoy|love)|hope (?:it|they|the \w+|\w+) (?:\w+ )?(?:survive|taste|reach|arrive|fit)s?"
    r"|treat yourself|for your trouble|for all your|my treat|don't share|share (?:it|them) with"
    r"|with my compliments|homemade|home-made)\b",
    re.IGNORECASE,
)
_STRONG_FRAME = re.compile(
    r"\b(?:(?:bring|bringing|brought|bake|baked|knit|knitted|buy|bought|got|get|made|make"
    r"|ordered|picked|gift|gifting|crocheted|wrapped|cooked) you(?: up)?|(?:left|dropped"
    r"|dropping|leave|leaving|drop|popped|posted|mailed|shipped|sent|sending|bringing"
    r"|bring) )\s*(?:(?:off|over|round|by|up|out|in) )?(?P<thing>(?:an?|some|two|three|six|one"
    r"|half a dozen|a dozen|a pair of|my|our) (?!"
    r"(?:\w+ ){0,3}?(?:e-?mails?|mails?|messages?|notes?|lines?|updates?|photos?|photographs?"
    r"|pictures?|pics?|links?|reports?|drafts?|numbers?|screenshots?|results?|summar(?:y|ies)"
    r"|articles?|papers?|thesis|essays?|story|stories|cvs?|resumes?|résumés?|applications?"
    r"|feedback|calls?|texts?|postcards?|cards?|thanks|invitations?|details|documents?|files?"
    r"|slides?|news|reviews?|words?|lists?|plans?|proposals?|videos?|recordings?|clips?|letters?"
    r"|portfolios?|names?|questions?|references?|versions?|sketch(?:es)?|graphs?|charts?|code"
    r"|pdf|answers?|reply|replies|ping|shout|ring|buzz|copy|chapters?|scores?|marks?|progress"
    r"|address|hug|hugs|kiss|hand|bit|lot|few|homework|leg|model|prototype|samples?|version"
    r"|count|verdict|map|diagram|spreadsheet|blog|post|poem|song|recording|impression|mess"
    r"|comment|comments|voicemail|company|firm|job|career|teaching|role|world|tip|review|rating"
    r"|testimonial)\b)[\w'-]+(?: [\w'-]+){0,4}?)"
    r"(?= (?:for you|at your|on your|in your|with your|at reception|with reception"
    r"|at the (?:front|reception|desk)|off at|round to|over to|to your (?:office|house|home|desk"
    r"|place)|by way|as a|from|in the post|with the)\b|,|\.|$|!)",
    re.IGNORECASE,
)
_YOU_GAVE = re.compile(
    r"\byou(?:'d|'ve| had| have| also| even| then| both| all| kindly| so kindly)* (?:gave|give"
    r"|sent|bought|brought|handed|left|lent|made|baked|poured|offered|shared|got|put|returned"
    r"|pulled|ordered|served|opened|use|used|sell|make|have)\b"
    r"|\bthank(?:s| you)\b[^.?!]{0,40}\bfor (?:the|your|sending|giving|letting|lending|bringing"
    r"|this|that|those|a|all|showing|telling|explaining|having|walking|taking|meeting|buying)\b"
    r"|\b(?:clients?|customers?|patients?|man|woman|guy|students?|people|somebody|someone|who|he"
    r"|she|they|nobody|everyone|boss|supplier|colleague) (?:had |once |always |has |have "
    r"|'d )?(?:sent|send|gave|give|brought|bring|left|leave|bought|buy|sends|gives|brings"
    r"|ordered|order|returned|return)\b"
    r"|\byour (?:story|tale|line|point|rule|example|tip|trick|advice|description|account"
    r"|explanation|habit|way|idea)\b|\b(?:the|that) (?:story|tale|line|bit|part|point|rule"
    r"|example|tip|trick|anecdote|way|idea|thing) (?:about|of|where|with|that|you|when)\b"
    r"|\byou (?:said|told|mentioned|explained|described|showed|say|talked)\b",
    re.IGNORECASE,
)
_OWN_USE = re.compile(
    r"\b(?:you|u)(?:'d|'ve)? (?:recommended|suggested|mentioned|told me|named|pointed|talked"
    r"|spoke|said|swear|wrote|advised|use|used|like)\b|\bfor (?:myself|my own|our own|my (?:desk"
    r"|wall|kitchen|shop|team|class|mother|mum|mom|kids|son|daughter|wife|husband|first|next))\b"
    r"|\bmyself\b|\bback to you\b|\breturn(?:ing|ed)?\b|\bmy (?:first|own|next|new) (?:copy"
    r"|batch|jar|loaf|attempt)\b"
    r"|\b(?:for (?:you|u) to (?:read|look|tear|see|rip|judge|check|correct|mark|review|comment"
    r"|laugh|hear|test|taste and|critique)|so (?:that )?you can (?:see|read|look|judge|laugh"
    r"|tear|rip|check|hear|correct|mark|give|tell)|for (?:an?|your) (?:\w+ )?(?:opinion|feedback"
    r"|verdict|review|comments?|inspection|approval|thoughts))",
    re.IGNORECASE,
)
_NO_GIFT = re.compile(
    r"\b(?:thank[- ]?you|birthday|christmas|greeting|post|business|sympathy|get-well|handmade"
    r"|hand-made|note|index|this|debit|credit|sim|id|playing|report) ?cards?\b|\bpostcards?\b"
    r"|\bthis card\b"
    r"|\b(?:the |a |your |my |that |for |of |over |next |another |first )?(?:coffees?"
    r"|lunch(?:es)?|dinners?|drinks?|pint|pints|breakfast|brunch|meal|tea and"
    r"|tea)\b(?!\s+(?:beans|cards?|vouchers?|set|mug|table|leaves|bags|towel|from|cakes?))"
    r"|\bfeedback is a gift\b|\b(?:real |true |great |such a |have a |a )?gift (?:of"
    r"|for) (?!you\b|your\b|the (?:kids|family|team|office))\w+"
    r"|\bpresent(?:ed|ing|ation|ations|ly)\b|\bat present\b|\bto present\b|\bpresent[- ]day\b"
    r"|\bgift[- ](?:shop|aid|wrap|wrapping)\w*|\bgifted\b(?= (?:speaker|teacher|with|at|in"
    r"|child))|\b(?:sweet|so sweet) of you\b|\b(?:was|were|is|are|been|being|feels? like|such"
    r"|truly|real) an? (?:\w+ )?(?:gift|treat|present)\b|\bwhat a (?:\w+ )?(?:gift|treat"
    r"|present)\b|\bbottle-?\s?necks?\b|\b(?:tool|black|in|out|letter|sand|soap)-?\s?box\b"
    r"|\bthink(?:ing)? outside the box\b|\btick(?:ed|ing)? (?:the |a |every )?box(?:es)?\b"
    r"|\bbox (?:on|in) (?:the|a) form\b|\bpiece of cake\b|\bicing on the cake\b|\bprint(?:ed"
    r"|ing)\b|\b(?:note)?book(?:ed|ing|s?hop|store|keeping)\b|\b(?:to|i'll|will|i|should|must"
    r"|can) book\b|\b(?:one|my|whole|all) fan of\b|\ba (?:big |huge )?fan\b",
    re.IGNORECASE,
)
_LONGEST = 700
"""Characters of a sentence that are read; longer ones are lists or noise."""
_AT_LEAST = 2.6
_WEAK = re.compile(
    r"(?:books?|novel|print|drawing|poster|notebook|diary|planner|calendar|box(?:es)?|parcel"
    r"|package|surprise|money|cash|subscription"
    r"|membership|bread|eggs|cheese|apples|plants?|cup|bowl|hat|cap|tie|fan|lamp|clock|can|cans"
    r"|port|spoon|knife|toys?|puzzle|donation|dates|tea|nuts|oranges|vegetables|soup|bag of"
    r"|packet of|tin|basket|envelope|throw|stole)$",
    re.IGNORECASE,
)


def find_presents(reading: Reading) -> list[Span]:
    """The things that the writer gives, as spans of `Reading.plain`; at most one a sentence."""
    found = []
    for sentence in reading.body or reading.sentences:
        span = _given_in(sentence)
        if span is not None:
            found.append((sentence.start + span[0], sentence.start + span[1]))
    return found


def _given_in(sentence: Sentence) -> Span | None:
    whole = _NO_GIFT.sub(lambda match: "~" * len(match.group()), sentence.text[:_LONGEST])
    start = 0
    for clause in _CLAUSE.split(whole):
        span = _given_in_clause(clause, whole)
        if span is not None:
            return start + span[0], start + span[1]
        start += len(clause)
    return None


_CLAUSE = re.compile(
    r"(?<=[;:])|(?<=, )(?=(?:but|and (?:i|we|you|my)|so i|which|because)\b)|(?<= )(?=and (?:i|i've"
    r"|i'll|we|you|also)\b)|(?<= - )"
)


def _given_in_clause(text: str, whole: str) -> Span | None:
    if _YOU_GAVE.search(text) or _OWN_USE.search(whole):
        return None
    framed = _STRONG_FRAME.search(text)
    if framed and not is_denied(text, framed.start("thing"), framed.end("thing")):
        by_me = _BY_ME.search(text)
        if by_me and (_TAKER.search(text) or _TENDER.search(whole)):
            return framed.span("thing")
    things = list(_THING.finditer(text))
    if not things:
        return None
    frame = 1.0 * bool(_BY_ME.search(text)) + 1.3 * bool(_ARRIVES.search(text))
    frame = min(frame, 1.8) + 0.6 * bool(_TAKER.search(text)) + 0.9 * bool(_TENDER.search(whole))
    best = max(things, key=lambda match: (match["sure"] is not None, -match.start()))
    weight = frame + (1.8 if best["sure"] else 0.8 if _WEAK.search(best.group()) else 1.3)
    if weight < _AT_LEAST or frame < 0.9 or is_denied(text, *best.span()):
        return None
    return _with_article(text, best.span())


_ARTICLE = re.compile(
    r"(?:\b(?:an?|some|the|two|three|four|six|one|my|our|this|these|few|half a dozen|a dozen|\d+"
    r"|[$£€]\d+)\s+(?:[\w'-]+\s+){0,3})$",
    re.IGNORECASE,
)


def _with_article(text: str, thing: Span) -> Span:
    match = _ARTICLE.search(text[: thing[0]][-45:])
    return (thing[0] - len(match.group()) if match else thing[0]), thing[1]
