"""Forms of chat and near misses, brought to the words that the rules know.

Only words that the rules look for are mended, and never a word that is good English itself:
"vacency" becomes "vacancy", "attacked" stays. No dictionary is loaded for that;
`lookalikes` lists the English words that stand too near.
"""

from functools import lru_cache

from bot.coaching.checks.lookalikes import LOOKALIKES
from bot.coaching.slips import slips

CHAT = {
    "u": "you",
    "ya": "you",
    "yu": "you",
    "ur": "your",
    "urs": "yours",
    "r": "are",
    "plz": "please",
    "pls": "please",
    "plss": "please",
    "plse": "please",
    "pleas": "please",
    "thx": "thanks",
    "thnx": "thanks",
    "thanx": "thanks",
    "tnx": "thanks",
    "tks": "thanks",
    "thks": "thanks",
    "thnks": "thanks",
    "thnk": "thank",
    "thanku": "thank you",
    "thankyou": "thank you",
    "thankyu": "thank you",
    "thankx": "thanks",
    "thanq": "thank you",
    "tq": "thanks",
    "tqsm": "thanks so much",
    "ty": "thanks",
    "tysm": "thank you so much",
    "tyvm": "thank you very much",
    "tyia": "thanks in advance",
    "tia": "thanks in advance",
    "cheerz": "cheers",
    "chrs": "cheers",
    "im": "I'm",
    "ive": "I've",
    "iam": "I am",
    "dont": "don't",
    "doesnt": "doesn't",
    "didnt": "didn't",
    "cant": "can't",
    "cannot": "can not",
    "couldnt": "couldn't",
    "wouldnt": "wouldn't",
    "shouldnt": "shouldn't",
    "wont": "won't",
    "isnt": "isn't",
    "arent": "aren't",
    "wasnt": "wasn't",
    "havent": "haven't",
    "hasnt": "hasn't",
    "youre": "you're",
    "youve": "you've",
    "youd": "you'd",
    "youll": "you'll",
    "thats": "that's",
    "whats": "what's",
    "hows": "how's",
    "theres": "there's",
    "itd": "it'd",
    "itll": "it'll",
    "wanna": "want to",
    "wana": "want to",
    "gonna": "going to",
    "gotta": "got to",
    "lemme": "let me",
    "gimme": "give me",
    "dunno": "don't know",
    "cud": "could",
    "cld": "could",
    "wud": "would",
    "wld": "would",
    "shud": "should",
    "abt": "about",
    "bout": "about",
    "abut": "about",
    "coz": "because",
    "cuz": "because",
    "bcoz": "because",
    "bcz": "because",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "tmrrw": "tomorrow",
    "tomo": "tomorrow",
    "tmw": "tomorrow",
    "wk": "week",
    "wks": "weeks",
    "wkend": "weekend",
    "msg": "message",
    "msgs": "messages",
    "ppl": "people",
    "convo": "conversation",
    "mgr": "manager",
    "prof": "prof",
    "uni": "university",
    "yrs": "years",
    "wrk": "work",
    "wrking": "working",
    "hv": "have",
    "hav": "have",
    "bn": "been",
    "frm": "from",
    "wid": "with",
    "wiv": "with",
    "dis": "this",
    "dat": "that",
    "da": "the",
    "wat": "what",
    "wht": "what",
    "hw": "how",
    "knw": "know",
    "gud": "good",
    "luv": "love",
    "pic": "picture",
    "info": "information",
    "xp": "experience",
    "exp": "experience",
    "gr8": "great",
    "oppurtunity": "opportunity",
    "oportunity": "opportunity",
    "ofc": "of course",
    "learnt": "learned",
    "untill": "until",
    "til": "until",
    "wen": "when",
    "wats": "what's",
    "watsapp": "whatsapp",
    "resum": "resume",
    "rezume": "resume",
    "resumé": "résumé",
    "cvs": "CVs",
    "jobb": "job",
    "jobz": "jobs",
    "pdf": "PDF",
}
"""Chat form → the words written out. Only forms that mean nothing else in English."""

WORDS = frozenset(
    """
    thank thanks thankful thanking thankfully grateful gratefully gratitude appreciate appreciated
    appreciates appreciation appreciative obliged indebted please attach attached attaching
    attachment attachments enclose enclosed enclosing enclosure resume curriculum vitae portfolio
    biodata document vacancy vacancies internship internships traineeship apprenticeship position
    positions opening openings opportunity opportunities placement referral refer recommend
    recommended recommendation employment employer employed employee hiring hired recruit
    recruiter recruitment recruiting apply applying applied application interview interviews
    candidate suitable consider forward salary vacant fresher joining conversation coffee meeting
    minute minutes quarter tomorrow monday tuesday wednesday thursday friday saturday sunday week
    weekend afternoon evening morning january february september october november december
    convenient available availability possible student studying studied graduate graduated
    graduating graduation degree engineer engineering manager developer teacher teaching nurse
    analyst accountant technician assistant experience experienced currently presently university
    college semester working worked career master bachelor diploma science computer software
    marketing business finance learn learned learning understand understanding question questions
    wondering wonder curious advice insight insights guidance guide introduce introduced
    introducing introduction connect connected knowledge interested immediately urgent urgently
    response reply respond answer answered waiting deadline disappoint disappointed disappointing
    ignore ignored ignoring owe earliest without article lecture presentation podcast research
    keynote project company department profile colleague colleagues friend brother sister
    professor madam respected forward receive received believe because really definitely suggested
    suggestion mentioned mention contact present gift voucher chocolate chocolates bottle flowers
    enrolled started husband children married religion religious pregnant headquarters founded
    employees describe typical challenge challenges challenging resource resources website
    """.split()
)
"""The words that rules look for, in the forms that they are written in."""

_NAMES = {"tia", "ty", "da", "til", "dis"}
"""Chat forms that are people's names when capitalised."""

_AT_HAND = {
    start: tuple(sorted(word for word in WORDS if word[0] == start))
    for start in {word[0] for word in WORDS}
}
_LONGEST = max(map(len, WORDS)) + 2
_SHORTEST = 5


def mended(word: str, before: str = "", *, opens: bool = False) -> str | None:
    """`word` as the rules should read it, or None where it stands as it is.

    `before` is the word before it: "yr" is a year after a number, else "your". A capitalised
    word that doesn't open a sentence may be a name, and then is none of ours to mend.
    """
    low = word.lower()
    if word[0].isupper() and not word.isupper() and (not opens or low in _NAMES):
        return None
    if len(word) == 1 and word.isupper():
        return None
    better = _year_or_your(before) if low == "yr" else _mended(low)
    if better is None or better.lower() == low:
        return None
    return better[0].upper() + better[1:] if word[0].isupper() else better


def _year_or_your(before: str) -> str:
    counted = {"0", "st", "nd", "rd", "th", "final", "first", "second", "third", "last", "this"}
    return "year" if before.lower() in counted else "your"


@lru_cache(maxsize=4096)
def _mended(low: str) -> str | None:
    if low in CHAT:
        return CHAT[low]
    bare = _squeezed(low)
    if bare != low and (bare in CHAT or bare in WORDS):
        return CHAT.get(bare, bare)
    if not _SHORTEST <= len(low) <= _LONGEST or low in WORDS or low in LOOKALIKES:
        return None
    if "'" in low or not low.isalpha():
        return None
    return _nearest(low)


def _squeezed(low: str) -> str:
    """Letters that somebody leant on taken back: "pleeease" and "thankssss" to their words."""
    kept = [char for at, char in enumerate(low) if at < 2 or not char == low[at - 1] == low[at - 2]]
    bare = "".join(kept)
    for known in (bare, bare.rstrip(bare[-1]) + bare[-1]):
        if known in CHAT or known in WORDS:
            return known
    return low


def _nearest(low: str) -> str | None:
    """The known word within one slip, within two for long words; the first letter has to fit."""
    reach = 1 if len(low) < 8 else 2
    best, least = None, reach + 1
    for word in _AT_HAND.get(low[0], ()):
        if len(word) < _SHORTEST:
            continue
        distance = slips(low, word, least - 1)
        if distance is not None:
            best, least = word, distance
    return best
