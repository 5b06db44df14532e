"""What was reported, in words, as a member would say it."""

from bot.coaching.events import EventKind
from bot.feedback import N_
from bot.i18n import _, fill
from bot.ui import text

_K = EventKind
_WHAT = {
    _K.ADDED: N_("you added {name}"),
    _K.DRAFTED: N_("you drafted a message to {name}"),
    _K.INTRODUCTION_ASKED: N_("you asked for an introduction to {name}"),
    _K.INTRODUCED: N_("you were introduced to {name}"),
    _K.INTRODUCTION_REFUSED: N_("there was no introduction to {name}"),
    _K.GONE_DIRECT: N_("you chose to write to {name} directly"),
    _K.ASKED: N_("you asked {name}"),
    _K.FOLLOWED_UP: N_("you followed up with {name}"),
    _K.REPLIED: N_("{name} replied"),
    _K.LATER: N_("{name} said “later”"),
    _K.BOUNCED: N_("the message to {name} bounced"),
    _K.REFERRED: N_("{name} pointed you to somebody else"),
    _K.DECLINED: N_("{name} said no"),
    _K.SCHEDULED: N_("you planned the talk with {name}"),
    _K.MOVED: N_("you moved the talk with {name}"),
    _K.CANCELLED: N_("the talk with {name} was cancelled"),
    _K.NO_SHOW: N_("the talk with {name} did not happen"),
    _K.MET: N_("you met {name}"),
    _K.THANKED: N_("you thanked {name}"),
    _K.THANK_YOU_SKIPPED: N_("you skipped the thank-you to {name}"),
    _K.INTRODUCER_THANKED: N_("you thanked who introduced you to {name}"),
    _K.PROMISED: N_("you promised {name} something"),
    _K.PROMISE_KEPT: N_("you did what you promised {name}"),
    _K.REPORTED_BACK: N_("you reported back to {name}"),
    _K.TOUCHED: N_("you were in touch with {name}"),
    _K.SNOOZED: N_("you moved the reminder about {name}"),
    _K.NOT_NOW: N_("you wanted no more of that reminder about {name}"),
    _K.PARKED: N_("you parked {name}"),
    _K.LET_GO: N_("you let {name} go"),
    _K.CLOSED_BY_SILENCE: N_("{name} was closed because no answer came"),
    _K.CADENCE_CHANGED: N_("you changed how often to be in touch with {name}"),
    _K.UNDONE: N_("you took back an earlier step with {name}"),
}


_NEVER_SENT = N_("you never sent the message to {name}")


def step_in_words(kind: EventKind, name: str, *, never_sent: bool = False) -> str:
    """A report about the person called `name`, in the current language, as a clause.

    `never_sent`: the draft is back because the message did not go out after all.
    """
    said = _NEVER_SENT if never_sent else _WHAT[kind]
    return fill(_(said), name=text.escape(name))
