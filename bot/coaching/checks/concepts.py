"""Words of working life that mean much the same, for seeing that two questions ask the same.

Each line is one notion; a word stands in one line only. Words that carry no notion of their own
in a question ("the", "usually", "would") are left out of the comparison.
"""

from functools import lru_cache

_NOTIONS = """
path route journey road way career trajectory background story history movement track
start begin beginning started outset launch
enter entry entrance join into getting
skill ability abilities competence competency capability know-how talent strength qualification attribute quality trait characteristic knack
important matter crucial essential key vital significant count relevant critical
difficult hard tough challenge challenging difficulty struggle demanding tricky obstacle hurdle problem trouble barrier hardship
easy simple straightforward smooth
like enjoy love favourite favorite appreciate rewarding satisfying satisfaction fulfilling pleasure fun joy delight happy
dislike hate dread annoy frustrating frustrate frustration unpleasant bother irritate tiresome
stress stressful pressure tension overwhelm overload burnout strain
typical normal usual ordinary regular average standard everyday routine daily common
day shift workday
week
look appear
future ahead outlook tomorrow horizon prospects heading headed direction years decade going evolve evolving
change changing alter altering shift transform transformation affect affecting influence impact reshape disrupt
trend development
field industry sector profession trade business market discipline area branch line domain occupation work
job role position post seat
company firm organisation organization employer agency studio office workplace institution outfit
team group colleague coworker co-worker crew class staff bunch squad
boss manager supervisor superior leader lead management leadership
client customer patron buyer
farmer grower cultivator
woman lady women ladies female girl
man men male
meeting committee session gathering assembly council
child kid pupil student learner schoolchild youngster
parent mother father mum dad
patient resident
advice tip guidance counsel recommendation suggestion advise recommend suggest hint
beginner newcomer starter novice junior fresher entry-level graduate newbie rookie newly trainee apprentice
learn study pick acquire master
teach train coach instruct
training education schooling course degree qualification studies class
mistake error blunder wrong pitfall misstep slip fail failure
avoid prevent dodge escape
surprise unexpected astonish expect shock
success successful succeed thrive excel flourish
measure assess evaluate judge gauge rate
decide decision choose choice pick select determine
know tell recognise recognize realise realize notice
finish done complete end ready finished over conclude
deal handle manage cope approach tackle respond react treat
refuse reject decline won't
calm settle quiet quieten relax unwind switch rest disconnect recover
read book literature article journal publication magazine newspaper resource material podcast blog website
person people someone somebody individual folk human
talk speak chat converse conversation discuss discussion contact meet reach write call ring approach connect introduce
tool software program application instrument equipment gear kit system technology tech
ai machine automation algorithm artificial robot
climate weather
data information
culture atmosphere environment vibe climate ethos
balance juggle combine reconcile fit
family home private personal life
time hour schedule calendar
money pay salary wage earn income paid compensation remuneration
cost price fee expensive charge
spend use invest
plan prepare preparation organise organize arrange plan ready
improve better develop grow progress advance growth improvement
promotion advancement climb rise ladder
motivate motivation drive driven inspire keep
create make build produce craft design
idea concept thought notion
formula recipe scent perfume fragrance smell
sell sale
win gain attract find acquire land
keep retain hold maintain
lose loss quit leave depart resign
conflict dispute argument disagreement quarrel fight clash
mentor guide role-model sponsor
network contacts connections
hire recruit employ recruitment hiring
apply application
interview
project assignment task case
responsible responsibility duty duties
carry transfer transferable carried
still yet
underrate undervalue underestimate overlook misunderstand misconception misunderstood myth
outsider public layperson
different differently else
regret undo again redo
proud pride achievement accomplishment
worst
best greatest
first initial earliest
last final latest
travel trip commute journeying
remote home-working telework
language english words vocabulary
country abroad foreign overseas
recognise recognition accepted
licence license certificate certification credential permit exam
experience
feel emotion emotional
sad grief
safe safety danger dangerous risk risky hazard
quality
feedback criticism review
write writing
night evening late
sleep tired fatigue exhausted exhausting draining drain
law legal regulation rule norms legislation
community neighbourhood neighborhood
volunteer volunteering
donor fundraise fundraising
school
hospital clinic ward
university college academia academic
teacher lecturer
nurse doctor clinician
specialise specialize specialisation focus niche
worth worthwhile value
need require necessary
understand grasp
help support assist
long duration
busy hectic
season peak
deadline
idea inspiration creative creativity
""".strip().splitlines()

_IDLE = frozenset(
    """
    a an the and or but of in on at to for from with by about as into onto over under out up down off than
    then so if when while how what why where who whom whose which that this these those there here it its
    is are was were be been being am do does did have has had having can could will would shall should
    may might must i you he she we they me him her us them my your his our their mine yours one ones
    not no yes any some all every each both either neither such very really actually just also too even ever
    never always often sometimes usually mostly generally exactly ever else more most much many few less
    get got gets getting go goes going gone come comes came take takes took taking give gives gave put let
    say says said thing things stuff bit lot kind sort type way ways part parts point end please kindly sir
    ma'am madam tell share describe explain walk through think thought see seen look looks like feel feels
    your yourself yours own someone somebody anyone anybody everyone people person now today currently
    these days nowadays moment present right well good great nice new old big small little own 's
    up down again still yet already back around place places ? . , ! ; : - ( ) " /
    """.split()
)
_KEPT = frozenset({"like", "well", "still", "new", "thing"})
_ENDINGS = (
    "ings", "ing", "edly", "ied", "ed", "ies", "iest", "ier", "ers", "er", "es", "s", "ly", "ments",
    "ment", "ness", "ions", "ion", "al",
)  # fmt: skip


def notion(word: str) -> str | None:
    """The notion of a word, None where it carries none. Words of no line are their own notion."""
    return _notion(word)


@lru_cache(maxsize=4096)
def _notion(word: str) -> str | None:
    if word in _IDLE and word not in _LINES:
        return None
    if word in _IDLE:
        return None
    if word in _LINES:
        return _LINES[word]
    stem = _stem(word)
    return _STEMS.get(stem, stem)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3:
            return base.rstrip("e") if base[-2:] != base[-1:] * 2 else base[:-1]
    return word.rstrip("e") if len(word) > 3 else word


def _table() -> tuple[dict[str, str], dict[str, str]]:
    lines: dict[str, str] = {}
    stems: dict[str, str] = {}
    for line in _NOTIONS:
        words = line.split()
        for word in words:
            lines.setdefault(word, words[0])
            stems.setdefault(_stem(word), words[0])
    return lines, stems


_LINES, _STEMS = _table()
