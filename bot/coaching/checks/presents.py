"""Giving the reader a present: a thing that makes a gift, and the writer handing it over.

A thing alone is innocent (a florist's bouquet, hampers in a story, "a gift for timetables"), and
so is handing over what is no gift (a report, a thank-you card, the bill for the coffee).
"""

import re

from bot.coaching.checks.negation import is_denied
from bot.coaching.checks.text import Reading, Sentence, Span

_MADE_OF = (
    r"(?:wine|champagne|prosecco|cava|whisk(?:e)?y|bourbon|gin|rum|vodka|port|sherry|brandy|cognac|beer|ale|cider"
    r"|sake|olive oil|perfume|scotch|mead|red|white|bubbly|fizz)"
)
_SWEET = (
    r"(?:chocolates?|truffles?|pralines?|sweets?|cand(?:y|ies)|cookies|biscuits|brownies|cupcakes|cakes?|muffins|scones|pastr(?:y|ies)"
    r"|baklava|pastillas|mithai|lad(?:d)?oos?|laddus|barfi|halwa|mysore pak|sandesh|jalebi|dates|fudge|toffees?|macarons|macaroons"
    r"|doughnuts|donuts|bars|pies?|tarts?|marmalade|jam|honey|chutney|pickles?|preserves|tea|coffee beans|fruit|mangoes|apples"
    r"|turkish delight|stroopwafels|shortbread|panettone|stollen|nougat|caramels|goodies|treats|banana bread|loaf|bread|eggs|cheese|salami|sausages|dumplings|samosas|mooncakes|snacks|spices|saffron|nuts)"
)
_ADJ = r"(?:(?!you\b|your\b|and\b|that\b|to\b|my\b)[\w'$£€%-]+\s+){0,4}?"
_THING = (
    r"(?:an?|some|the|two|three|one|my|our|this|these|few|couple of|half a dozen|a dozen(?: of)?|another|\d+|[$£€]\d+|little|small)\s+" + _ADJ + r"(?:"
    r"gift(?:s)?(?:\s*(?:cards?|certificates?|baskets?|boxes|bags?|vouchers?|sets?|hampers?))?(?!\s+(?:for (?!you|your|her|him|them|the (?:kids|team|family|office))|of (?:the gab|listening|making|explaining)|shop|aid|wrap))"
    r"|presents?(?![\w-]|\s+(?:job|role|post|position|day|situation|company|employer|time|moment|state|team|work|boss|one))"
    r"|(?:gift|book|amazon|starbucks|costa|itunes|store|spa|restaurant|meal|theatre|cinema|shopping|coffee|pret|m&s|waitrose|steam|target|visa)\s+(?:gift )?(?:cards?|vouchers?|tokens?|certificates?)"
    r"|[$£€]\d+ [\w'& ]{0,20}?(?:cards?|vouchers?)"
    r"|e-?gift cards?|vouchers?|hampers?|baskets?(?: of [\w ]{2,25})?|bouquets?|bunch of [\w ]{2,25}|flowers|roses|tulips|lilies|peonies|sunflowers|orchids?|pot ?plants?|plants?|cuttings?|succulents?|saplings?|seedlings?|wreath|cactus|bonsai"
    r"|bottles?(?: of [\w ']{2,30})?(?!-|\s?neck|\s+cap)|magnum|cases? of " + _MADE_OF + r"|crate of [\w ]{2,20}|" + _MADE_OF
    + r"|(?:box|boxes|tin|tins|jar|jars|bag|bags|packet|packets|pack|packs|tray|plate|batch|pot|pots|bar|bars|slab|tub|dozen|kilo|pound|loaf|carton|selection|assortment|punnet|sack|bucket) of (?:[\w']+ ){0,4}?\w+"
    r"|" + _SWEET
    + r"|mugs?|scar(?:f|ves)|shawls?|jumpers?|sweaters?|socks|gloves|mittens|hats?|ties?|necklace|bracelet|earrings|brooch|watch|pens?|fountain pen|notebook|vase|candles?|ornament|figurine|statue|statuette|souvenirs?|keepsake|trinkets?|keyring|key ?chain|fridge magnet|painting|drawing|print|poster|blanket|cushion|tote bag|t-?shirts?|calendar|puzzle|toys?|teddy|soap|hand cream|bath salts|cufflinks|handkerchiefs?|doily|quilt|rug|carpet|bowl|cup|teapot|tea set|handicraft|carving|embroidery|idol"
    r"|first edition|rare book|signed copy|copy of (?!my|our|the (?:report|paper|slides|draft|notes|article|thesis|email|cv))[\w ':]{2,40}|books?(?! (?:chapter|review|list))"
    r"|tickets?|season ticket|subscription|membership|donation in your name|care package|gift|goody bag|goodie bag|box|parcel|package|surprise|envelope with (?:cash|money)|cash|money|token)"
)
_SOMETHING = r"(?:(?:a\s+)?(?:little|small|wee|tiny)\s+(?:something|token|gesture|thank[- ]you (?:gift|present)|treat|surprise|parcel|package|gift|present)|something (?:small|little|sweet|nice|special|tasty|from (?:home|my (?:country|town|village|region|city|kitchen|garden|mother)))|some ?thing (?:from|for) (?:the )?(?:you|your (?:kids|family|desk|garden|kitchen))|(?:a|my|as a|small|little) token of (?:my |our )?\w+)"
_WHAT = rf"(?P<thing>{_SOMETHING}|{_THING})"

_I = r"(?:(?:i|i'll|i've|i'm|i'd|we|we'll|we've|we're|my (?:\w+ ){0,2}?\w+|(?:a|the) (?:courier|florist|delivery|driver)|me and \w+|us|let me|allow me to|and|so|also|have|had))"
_VERB = (
    r"(?:send|sending|sent|post|posting|posted|mail|mailing|mailed|email|emailed|e-mailed|ship|shipping|shipped|courier(?:ed)?|bring|bringing|brought|drop|dropping|dropped"
    r"|leave|leaving|left|give|giving|gave|get|getting|got|gotten|buy|buying|bought|order|ordering|ordered|deliver|delivering|delivered|enclose|enclosing|enclosed|include|included|including|attached"
    r"|pick up|picking up|picked up|bake|baking|baked|make|made|making|knit|knitted|knitting|pop|popped|popping|put|putting|hand|handed|handing|pass|passing|passed|offer|offering|present|presenting|gift|gifting|gifted"
    r"|treat|treating|arrange|arranged|arranging|have|had|carry|carrying|reserve|reserved|organi[sz]ed?|parcel(?:led)?|wrapped|packed|saved|put aside|couriered|have (?:mailed|sent)|drop(?:ped)? (?:off|by|round|in)|slipped|tucked|stuck|hung)"
)
_TO_YOU = (
    r"(?:for the (?:family|kids|children|team|office|staff|whole \w+)|accept|you|ye|u|your|yours|reception|(?:the |your )?(?:front|reception|info(?:rmation)?|help) ?desk|mailbox|pigeonhole|porch|doorstep|with (?:the )?(?:receptionist|secretary|porter|security|guard|doorman|girl|guy|lady|nurse|concierge)|in the (?:post|mail)|by (?:post|mail|courier)|lobby|nurses' station|at the (?:counter|gate|bar|desk|till|door|office|shop))"
)
_HANDED_OVER = (
    rf"(?:\b{_I}\b|^)[^.?!;]{{0,30}}?\b{_VERB}\b(?:\s+(?:up|off|over|out|round|in|by|along|around))?\s+(?:to\s+|for\s+|with\s+)?(?:you|ye|u|your (?:\w+ ){{0,2}}?\w+)\s+(?:\w+ ){{0,3}}?{_WHAT}\b",
    rf"(?:\b{_I}\b|^)[^.?!;]{{0,30}}?\b{_VERB}\b(?:\s+(?:up|off|over|out|round|in|by|along|around|already|also|just|today|yesterday|back))*\s+(?:\w+ ){{0,3}}?{_WHAT}\b[^.?!;]{{0,60}}?\b{_TO_YOU}\b",
    rf"\b{_WHAT}\b[^.?!;]{{0,70}}?\b(?:(?:is|are|should be|will be|'s)\s+(?:\w+ ){{0,2}}?(?:on (?:its|their|the) way|coming your way|in the (?:post|mail)|for you|from me|from us|from my|waiting for you|yours|being delivered|at reception|at the front desk)|(?:will|should|is going to) (?:reach|arrive|be delivered|be with you|come to you|be waiting)|(?:waiting|here|there) for you|on its way|coming your way|heading your way)",
    rf"\b(?:accept|enjoy|find enclosed|find attached|find in the (?:parcel|box|envelope|package)|receive|take|share)\b(?:\s+(?:with|in|as|this|these|my|our|the|please|kindly|enclosed|small|little)\b)*[^.?!;]{{0,30}}?\b(?:as (?:a|my) (?:small |little )?(?:present|gift|token|thank[- ]you)[^.?!;]{{0,30}}?)?{_WHAT}\b(?=[^.?!;]{{0,60}}\b(?:on me|from (?:me|us|my)|as (?:a|my|our|an)|with my|enclosed|attached|i (?:have |'ve )?(?:sent|left|brought|posted|made|baked|enclosed)|for (?:you|your)|that i|to (?:you|express|show|say))|[^.?!;]{{0,20}}[.!]?$)",
    rf"\b(?:you(?:'ll| will| should| may| can| might| must)(?: soon| be| also| have| now)*\s+(?:find|receiv\w+|get|getting|expect|have received|notice|see)|look out for|watch out for|keep an eye out for|there(?:'s| is| are| will be| should be)|expect)\b[^.?!;]{{0,20}}?\b{_WHAT}\b(?=[^.?!;]{{0,80}}\b(?:from|for you|at (?:the|your)|in your|on your|coming|on its way|waiting|i (?:have |'ve )?(?:sent|left|ordered|made|posted)|my \w+ (?:made|knitted|baked|sent)|by (?:post|mail|courier)|in the (?:post|mail)|with (?:the|your)|next week|tomorrow|shortly|soon|my \w+ \w+))",
    rf"\b{_WHAT}\b[^.?!;]{{0,50}}?\bas (?:a|an|my|our|some) (?:\w+ ){{0,3}}?(?:token|gift|present|thank[- ]you|thanks|mark|sign|gesture|symbol|expression)\b",
    rf"\bas (?:a|an|my|our) (?:\w+ ){{0,3}}?(?:token|gift|present|thank[- ]you|mark|sign|gesture|expression|way of saying thank you)\b[^.?!;]{{0,60}}?\b(?:i|we|my|our)\b[^.?!;]{{0,50}}?\b{_WHAT}\b",
    rf"\b(?:enclosed|attached|inside|with this (?:card|note|letter)|in the (?:envelope|box|parcel|bag))\b[^.?!;]{{0,30}}?\b(?:is|are|you(?:'ll| will) find|please find|comes?)\b[^.?!;]{{0,20}}?\b{_WHAT}\b",
    rf"\b(?:(?:i )?(?:hope|trust) you(?:'ll| will)? (?:like|enjoy|love|liked|enjoyed|got|received|find)) (?:\w+ )?{_WHAT}\b(?=[^.?!;]{{0,50}}(?:\bi\b|from me|[.!]|$))",
)  # fmt: skip
_GIVING = [re.compile(one, re.IGNORECASE) for one in _HANDED_OVER]
_YOURS = re.compile(
    r"\byou(?:'d|'ve| had| have| also| even| then| both| all| kindly| so kindly)* (?:gave|give|sent|bought|brought|handed|left|lent|made|baked|poured|offered|showed|shared|got|put|returned|pulled)\b"
    r"|\bthank(?:s| you)[^.?!]{0,30}\bfor (?:the|your|sending|giving|letting|lending|bringing|this|that|those|a|all)\b"
    r"|\b(?:client|customer|patient|man|woman|guy|student|people|somebody|someone|who|he|she|they) (?:had |once |always )?(?:sent|gave|brought|left|bought|sends|gives|brings)\b",
    re.IGNORECASE,
)
_OWN_USE = re.compile(
    r"\b(?:you|u) (?:recommended|suggested|mentioned|told|named|pointed|talked|spoke|said|swear|showed|held|lent|wrote)\b|\bfor (?:myself|my own|my \w+|our own|us)\b|\bmyself\b|\bback to you\b|\breturn\b",
    re.IGNORECASE,
)
_NO_GIFT = re.compile(
    r"\b(?:thank[- ]?you|birthday|christmas|greeting|post|business|sympathy|get-well|handmade|hand-made|note|index) ?cards?\b|\bpostcards?\b"
    r"|\bcoffee(?:s)?\b(?!\s+(?:beans|card|voucher|set|mug|table))|\blunch\b|\bdinner\b|\bdrinks?\b|\bthe tea\b|\bfeedback is a gift\b|\bgift of\b|\bgift for (?!you|your)\w+"
    r"|\bpresent(?:ed|ing|ation|ations|ly)\b|\bat present\b|\bto present\b|\bpresent[- ]day\b|\bgift (?:shop|aid|wrap)\w*",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"(?:\w+ )*(?:books?|print|drawing|poster|notebook|pens?|calendar|box|parcel|package|surprise|money|cash|tickets?|subscription|membership|bread|eggs|cheese|apples|plants?|cup|bowl|watch|hats?|ties?|copy of .*|token|red|white|port|print|puzzle|dates|bars|bottles?|tea)$",
    re.IGNORECASE,
)
_CLEARLY = re.compile(
    r"\b(?:gift|present|for you|to you|bring you|brought you|send you|sent you|sending you|bought you|got you|give you|mailed you|made you|baked you|ordered you|your (?:office|desk|porch|home|house|family|kids|children|team|doorstep|mother|wife|husband|son|daughter|door|place)|front desk|reception|from me|on me|as a (?:\w+ )?(?:thank|token)|token of|enclosed|accept|in a plain bag)\b",
    re.IGNORECASE,
)


def find_presents(reading: Reading) -> list[Span]:
    """The things that the writer gives, as spans of `Reading.plain`; at most one a sentence."""
    found = []
    for sentence in reading.sentences:
        span = _given_in(sentence)
        if span is not None:
            found.append((sentence.start + span[0], sentence.start + span[1]))
    return found


def _given_in(sentence: Sentence) -> Span | None:
    text = _NO_GIFT.sub(lambda match: "~" * len(match.group()), sentence.text[:_LONGEST])
    for pattern in _GIVING:
        for match in pattern.finditer(text):
            thing = match.span("thing")
            if _is_meant(text, match, thing):
                return thing
    return None


_LONGEST = 600
"""Characters of a sentence that are read; longer ones are lists or noise."""


def _is_meant(text: str, match: re.Match[str], thing: Span) -> bool:
    before = text[: thing[0]]
    clause = re.split(r"[;:]|, (?:and|but|so|which|who)\b", before)[-1]
    if _YOURS.search(clause) or is_denied(text, *thing):
        return False
    if "~" in match["thing"]:
        return False
    if _WEAK.fullmatch(match["thing"]):
        words = text[max(0, match.start() - 10) : match.end() + 60]
        return bool(_CLEARLY.search(words)) and not _OWN_USE.search(text)
    return not (_OWN_USE.search(text[thing[1] : thing[1] + 60]) and not _CLEARLY.search(text))
