"""Words of working life that mean much the same, for seeing that two questions ask the same.

Each entry, ended by a semicolon, is one notion; a word may stand in several. Set phrases are
read as one word first. Words without a notion of their own ("the", "usually") are left out.
"""

import re
from functools import lru_cache

_PHRASES = (
    (
        r"keep(?:ing|s)? up(?: to date| with)?|stay(?:ing)? (?:up to date|current|informed|abreast"
        r"|on top of)|keep(?:ing)? (?:current|abreast|yourself (?:informed|up to date)|informed"
        r"|learning)|up to date",
        "keepingup",
    ),
    (r"turn(?:ing|ed)? (?:down|away)|say(?:ing)? no(?: to)?|said no", "refuse"),
    (
        r"get(?:ting)? (?:yourself )?ready|warm(?:ing)? up|gear(?:ing)? up|get (?:set|in shape)",
        "prepare",
    ),
    (
        r"break(?:s|ing)? down|broke down|go(?:es|ing|ne)? wrong|went wrong|fall(?:s|ing)? (?:apart"
        r"|through)|let(?:s)? you down|stops? working",
        "fail",
    ),
    (
        r"start(?:ing|s)? out|just starting|new to (?:the|this) \w+|in (?:their|the|your|his"
        r"|her) first (?:year|weeks?|months?|job)|at the (?:start|beginning)|wants? to (?:get into"
        r"|enter|start|become)|set(?:ting)? out|coming in(?:to)?",
        "beginner",
    ),
    (
        r"deal(?:ing|s)? with|what do you do (?:when|with|if|after)|how do you (?:react|respond)"
        r"|cop(?:e|ing) with|put(?:ting)? up with|get(?:ting)? through",
        "handle",
    ),
    (r"artificial intelligence|machine learning|chat ?gpt|large language models?", "ai"),
    (
        r"work(?:ing)? out|make up your mind|settle on|have the (?:last|final) (?:word|say)"
        r"|has the (?:last|final) (?:word|say)",
        "decide",
    ),
    (r"good at|what it takes|does it take", "skill"),
    (r"bad news|something (?:terrible|awful|hard to hear)|the worst news", "badnews"),
    (
        r"go(?:es)? well|went well|work(?:s|ed)? out well|pay(?:s)? off|well done|good (?:day"
        r"|week)",
        "success",
    ),
    (r"switch(?:ing)? off|wind(?:ing)? down|calm(?:s|ing)? down|let go of", "relax"),
    (
        r"giv(?:e|ing) up|walk(?:ing)? away|pack(?:ing)? it in|step(?:ping)? down|mov(?:e|ing) on",
        "quit",
    ),
    (r"find(?:ing)? out|pick(?:ing|ed)? up", "learn"),
    (
        r"carr(?:y|ied|ies) over|come in useful|bring with you|take with you|still us(?:e|ing)"
        r"|came with you",
        "transfer",
    ),
    (r"get(?:ting)? (?:on|along)(?: with)?", "relations"),
    (
        r"com(?:e|ing|es) back|stick(?:ing)? around|keep(?:s|ing)? (?:you|them|people) (?:in|at"
        r"|going|there|here)|made you stay|makes? (?:them|you|people) stay",
        "stay",
    ),
    (r"look(?:ing)? for|come from", "find"),
    (
        r"do differently|done differently|do again|start (?:again|over)|go back(?: in time)?"
        r"|turn back the clock|second chance|change about (?:how|the way)",
        "differently",
    ),
    (
        r"keep(?:s)? you (?:awake|up)|lose sleep|sleepless|los(?:e|ing) sleep over|awake at night"
        r"|up at night",
        "worry",
    ),
    (
        r"spend (?:most of )?(?:your|the) (?:\w+ )?(?:time|days?|hours|week)|working (?:day|hours"
        r"|week)|day-to-day|day to day|every day|each day|all day",
        "typical",
    ),
    (
        r"not expect|never expected|least expect|unprepared for|caught you (?:out|off guard)"
        r"|took you by surprise|come as a surprise|came as a surprise",
        "surprise",
    ),
    (
        r"(?:biggest|most) common (?:mistake|error)|get(?:s)? wrong|got wrong"
        r"|trip(?:s)? (?:people )?up",
        "mistake",
    ),
    (
        r"look(?:s|ed|ing)? like|sort of|kind of|how come|as well as|such as|in (?:what|which) way"
        r"|to what extent|these days|right now|at the moment|so far|at what point|in your (?:place"
        r"|view|opinion|experience|shoes)|in my (?:shoes|place|position)|from the inside|at home"
        r"|in general|of all",
        " ",
    ),
    (
        r"(?:number|share|part|amount|percentage|proportion) of (?:your|the) (?:time|day|week|work"
        r"|job)|how much of (?:the|your) (?:job|work|time|day|week)",
        "share",
    ),
)
_PHRASE = [(re.compile(rf"\b(?:{pattern})\b"), f" {word} ") for pattern, word in _PHRASES]

_NOTIONS = """
path route journey road way career trajectory background story history entry;
start begin began beginning started outset launch open;
beginner newcomer starter novice junior fresher entry-level graduate newbie rookie newly trainee
  apprentice recruit learner newer green;
skill skills skilled ability capability competence competency know-how talent strength quality
  trait characteristic knack attribute;
need require necessary must essential important matter crucial key vital significant count
  relevant critical useful valuable;
difficult hard hardest tough toughest challenge challenging difficulty struggle demanding tricky
  trickiest obstacle hurdle problem trouble barrier hardship stuck;
easy simple straightforward smooth;
like enjoy love favourite favorite appreciate rewarding satisfying satisfaction fulfilling
  pleasure fun joy delight happy best joyful enjoyable treasure cherish;
dislike hate dread annoy frustrating frustrate frustration unpleasant bother irritate tiresome
  annoying worst least;
stress stressful pressure tension overwhelm overload burnout strain;
typical normal usual ordinary regular average standard everyday routine daily common day week
  shift working;
future ahead outlook tomorrow horizon prospects heading headed direction years decade going go
  evolve evolving years';
change changing alter altering shift transform transformation affect affecting influence impact
  reshape disrupt difference different evolve;
field industry sector trade business market discipline branch profession;
firm company organisation organization employer agency outfit place workplace;
team group colleague coworker crew staff bunch squad class employees people;
boss manager supervisor superior leader lead chief head;
lead manage management leadership run;
client customer patron buyer guest visitor user;
farmer grower cultivator;
woman women lady ladies female girl;
man men male;
meeting committee session gathering assembly council board;
child kid pupil student learner schoolchild youngster class;
parent mother father mum dad;
family relative relatives kin;
patient resident case;
advice tip guidance counsel recommendation suggestion advise recommend suggest hint tell say;
learn study master acquire;
teach train coach instruct taught training;
education schooling course degree qualification studies training university college;
mistake error blunder wrong pitfall misstep slip fail failure;
fail failure break broken crash collapse fault malfunction wrong;
avoid prevent dodge escape;
surprise surprised surprising unexpected astonish shock expect startle;
success successful succeed thrive excel flourish well good;
measure assess evaluate judge gauge rate;
decide decision choose chose choice pick select determine decides;
know tell recognise recognize realise realize notice sense sign see spot;
finish finished done complete end ready over conclude final;
handle deal manage cope approach tackle respond react treat face;
refuse reject decline no;
calm settle quiet quieten peaceful relax;
relax unwind rest disconnect recover leisure;
read book literature article journal publication magazine newspaper follow resource material
  podcast blog website source studies research;
article story piece text report news;
research study studies science findings evidence;
print printed publish run appear;
talk speak chat converse conversation discuss discussion contact meet reach call ring approach
  introduce interview;
tool software program application instrument equipment gear kit system technology tech machine
  device use;
machine equipment device engine apparatus;
ai automation algorithm robot robots computer;
climate weather;
data information figures numbers;
culture atmosphere environment vibe ethos mood;
balance juggle combine reconcile fit;
money pay salary wage earn income compensation remuneration;
cost price fee expensive charge quote afford;
plan prepare preparation rehearse rehearsal prepared;
organise organised organize organized structure arrange set-up setup hierarchy;
improve better develop progress advance growth improvement grow;
promotion advancement climb rise ladder;
motivate motivation drive driven inspire push motivates going stay;
stay remain keep retain hold loyal staying keeps;
create make build produce craft design;
idea concept inspiration creative creativity;
formula recipe scent perfume fragrance smell blend;
smell scent odour aroma fragrance;
sell sale;
win gain attract find acquire land get;
quit leave depart resign left abandon exit;
conflict dispute argument disagreement quarrel fight clash disagree argue;
angry furious upset shout shouts shouting cross rude difficult complain complaint;
mentor guide role-model sponsor;
hire recruit employ recruitment hiring;
project assignment task job built work;
responsible responsibility duty duties;
transfer transferable carry useful use using;
underrate undervalue underestimate overlook misunderstand misconception misunderstood myth wrong
  misjudge cliche;
outsider public layperson people;
differently regret undo again redo otherwise change;
proud pride achievement accomplishment;
biggest main greatest major chief most;
first initial earliest before;
last final latest recent new;
travel trip commute journeying;
remote telework;
language jargon vocabulary words terms lingo;
country abroad foreign overseas;
licence license certificate certification credential permit;
feel emotion emotional;
sad grief grieve;
safe safety danger dangerous risk risky hazard;
trust confidence rely faith believe;
feedback criticism review critique;
write writing;
sleep tired fatigue exhausted exhausting draining drain tiring;
law legal regulation rule norm legislation regulations rules;
community neighbourhood neighborhood locals;
volunteer helper volunteers helpers;
donor fundraise fundraising sponsor;
school classroom teaching;
teacher lecturer tutor;
nurse carer;
doctor clinician physician surgeon;
specialise specialize specialisation focus niche;
worth worthwhile value;
understand grasp make;
help support assist helps aid;
busy hectic;
prepare preparation ready;
concert performance show gig recital stage;
paperwork form forms report reports admin administration bureaucracy documents documentation;
worry worried fear afraid concern anxious anxiety worries scare scared nervous;
turn ask consult help;
solution solve solving fix;
structure organised organised layout;
strange odd weird unusual;
bad terrible awful;
money budget funding finance funds;
team teamwork cooperation collaborate collaboration together;
explain convey communicate communication present;
machine break repair;
deadline time late;
night evening dark;
morning early dawn;
death dying die dead;
land soil ground earth;
animal animals livestock herd cattle;
crop harvest yield;
sea ocean water;
ship boat vessel;
sound noise audio;
picture image photo photograph;
music song tune;
food dish meal cooking cook;
role position function;
relations relationship relate
""".split(";")

_IDLE = frozenset(
    """
    a an the and or but of in on at to for from with by about as into onto through during over
    under out up down off than then so if when while how what why where who whom whose which
    that this these those there here it its is are was were be been being am do does did have
    has had having can could will would shall should may might you i he she we they me him her
    us them my your his our their mine yours one ones not yes any some all every each both
    either neither such very really actually just also too even ever always often sometimes
    usually mostly generally exactly else more much many few get gets getting got goes gone
    come comes came take takes took taken taking give gives gave put let thing things stuff bit
    lot part parts point please kindly sir ma'am madam something anything nothing everything
    describe explain share walk look think thought seen looks yourself own someone somebody
    anyone anybody everyone now today currently nowadays present right great nice old big small
    little 's back around yet already because after made makes making make happen happens
    happened become becomes became want wants mean means way ways ? . , ! ; : - ( ) " /
    «quoted»
    """.split()
)
_ENDINGS = (
    "ings",
    "ing",
    "edly",
    "ied",
    "ed",
    "ies",
    "iest",
    "ier",
    "ers",
    "er",
    "es",
    "s",
    "ly",
    "ments",
    "ment",
    "ness",
    "ions",
    "ion",
    "al",
)


def content(line: str) -> tuple[str, ...]:
    """The words of a question that carry a notion, set phrases as one word, in order."""
    for pattern, word in _PHRASE:
        line = pattern.sub(word, line)
    seen = dict.fromkeys(word for word in line.split() if word not in _IDLE)
    return tuple(seen)


def related(one: str, other: str) -> bool:
    """Whether two words are the same or share a notion."""
    return one == other or _stem(one) == _stem(other) or not notions(one).isdisjoint(notions(other))


@lru_cache(maxsize=4096)
def notions(word: str) -> frozenset[int]:
    """The notions of a word: where it stands, by itself or by its stem."""
    return _WORDS.get(word) or _STEMS.get(_stem(word)) or frozenset()


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3:
            if ending in {"ied", "ies", "ier", "iest"}:
                return base + "y"
            return base[:-1] if base[-2:] == base[-1:] * 2 else base.rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word


def _table() -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    words: dict[str, frozenset[int]] = {}
    stems: dict[str, frozenset[int]] = {}
    for number, line in enumerate(_NOTIONS):
        for word in line.split():
            words[word] = words.get(word, frozenset()) | {number}
            stem = _stem(word)
            stems[stem] = stems.get(stem, frozenset()) | {number}
    return words, stems


_WORDS, _STEMS = _table()
