"""What was reported, in words, as a member would say it."""

from bot.coaching.events import EventKind
from bot.feedback import N_
from bot.i18n import _, fill
from bot.ui import text

_K = EventKind
_WHAT = {
    _K.ADDED: N_("added {name}"),
    _K.DRAFTED: N_("drafted a message to {name}"),
    _K.INTRODUCTION_ASKED: N_("asked for an introduction to {name}"),
    _K.INTRODUCED: N_("were introduced to {name}"),
    _K.INTRODUCTION_REFUSED: N_("no introduction to {name}"),
    _K.GONE_DIRECT: N_("write to {name} directly"),
    _K.ASKED: N_("asked {name}"),
    _K.FOLLOWED_UP: N_("followed up with {name}"),
    _K.REPLIED: N_("{name} replied"),
    _K.LATER: N_("{name} said later"),
    _K.BOUNCED: N_("the message to {name} bounced"),
    _K.REFERRED: N_("{name} pointed to somebody else"),
    _K.DECLINED: N_("{name} said no"),
    _K.SCHEDULED: N_("planned the talk with {name}"),
    _K.MOVED: N_("moved the talk with {name}"),
    _K.CANCELLED: N_("cancelled the talk with {name}"),
    _K.NO_SHOW: N_("the talk with {name} did not happen"),
    _K.MET: N_("met {name}"),
    _K.THANKED: N_("thanked {name}"),
    _K.THANK_YOU_SKIPPED: N_("skipped the thank-you to {name}"),
    _K.INTRODUCER_THANKED: N_("thanked who introduced you to {name}"),
    _K.PROMISED: N_("promised {name} something"),
    _K.REPORTED_BACK: N_("reported back to {name}"),
    _K.TOUCHED: N_("were in touch with {name}"),
    _K.SNOOZED: N_("moved the reminder about {name}"),
    _K.NOT_NOW: N_("no more of that reminder about {name}"),
    _K.PARKED: N_("parked {name}"),
    _K.LET_GO: N_("let {name} go"),
    _K.CLOSED_BY_SILENCE: N_("{name} closed because no answer came"),
    _K.CADENCE_CHANGED: N_("changed how often to be in touch with {name}"),
    _K.UNDONE: N_("took back an earlier step with {name}"),
}


def step_in_words(kind: EventKind, name: str) -> str:
    """A report about the person called `name`, in the current language."""
    return fill(_(_WHAT[kind]), name=text.escape(name))
