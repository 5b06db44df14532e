"""What the coach says to a finding: why it matters, where that comes from, how to mend it.

The texts are English originals, marked for the catalogues; values go in by name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.coaching.checks.findings import Finding, FindingId
from bot.feedback import N_


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a finding matters, its source, and the way to mend it that suits any text."""

    why: str
    source: str
    fix: str


_LENGTH: Final = "SFU career services; Dalton's 6-point e-mail"
_PEEVES: Final = "jobjenny.com: pet peeves of people who are asked"
_THANKS: Final = "Yale, Hampshire, Princeton and Delft career pages"
_METHOD: Final = "the method of the informal interview"
_FLOW: Final = "Dalton, TIARA: trends, insights, advice, resources, assignments"
_FUNNEL: Final = "interview-training guides: open, probe, summarise"

REASONS: Mapping[FindingId, Reason] = {
    FindingId.PURPOSE_MISSING: Reason(
        N_("They can't see what you hope to learn, so they can't tell whether they can help."),
        _METHOD,
        N_("Name one thing that you hope to learn: “I'd like to understand how …”."),
    ),
    FindingId.BACKGROUND_MISSING: Reason(
        N_("They don't know who is writing. Two sentences about you are enough."),
        _METHOD,
        N_("Say in a sentence or two what you do or study."),
    ),
    FindingId.LINK_MISSING: Reason(
        N_("It could go to anybody. People answer when they see why it is them you ask."),
        _LENGTH,
        N_("Name one thing that ties you to them: a talk, a project, a step of theirs, a friend."),
    ),
    FindingId.ASK_MISSING: Reason(
        N_("It doesn't ask for a conversation, so there is nothing to say yes to."),
        _METHOD,
        N_("Ask for it: “Would you have twenty minutes for a call next week?”"),
    ),
    FindingId.TIME_MISSING: Reason(
        N_("They can't tell how much you ask for. A short, clear time is easier to grant."),
        "Berkeley, Pomona, SFU and Hampshire career pages",
        N_("Say how long, or offer a time: “twenty minutes, any day next week”."),
    ),
    FindingId.JOB_ASK: Reason(
        N_("It asks for a job. People open up when they are asked what they know."),
        _PEEVES,
        N_("Leave this out, and ask what you would like to learn instead."),
    ),
    FindingId.TOO_LONG: Reason(
        N_("It is longer than most people read: {count} {unit}, {limit} are plenty."),
        _LENGTH,
        N_("Keep one sentence on you, one on them and the request."),
    ),
    FindingId.ATTACHMENT: Reason(
        N_("A CV makes it look like an application."),
        _PEEVES,
        N_("Send nothing along. Two sentences about you say enough."),
    ),
    FindingId.NO_THANKS: Reason(
        N_("It asks for their time and doesn't thank them for it."),
        _METHOD,
        N_("End with “Thank you for considering it”."),
    ),
    FindingId.PRESSURE: Reason(
        N_("It presses them. A request that can be declined is granted more often."),
        _PEEVES,
        N_("Leave them free: “I'd understand if this is a busy time”."),
    ),
    FindingId.PLACEHOLDER: Reason(
        N_("A slot of the template is still open."),
        _METHOD,
        N_("Put the words in, or take the slot out."),
    ),
    FindingId.GENERIC_GREETING: Reason(
        N_("The greeting has no name, so it reads like a circular."),
        _METHOD,
        N_("Greet them by name."),
    ),
    FindingId.CLOSED: Reason(
        N_("Yes or no would answer it. An open question gets you a story."),
        _FUNNEL,
        N_("Begin with how, what or why."),
    ),
    FindingId.JOB_SEEKING: Reason(
        N_("It looks for a job, and the talk turns into an application."),
        _PEEVES,
        N_("Ask what a team looks for: “What makes somebody new stand out in your team?”"),
    ),
    FindingId.GOOGLEABLE: Reason(
        N_("Their site answers this. Their time is for what only they can tell."),
        _PEEVES,
        N_("Look it up before the talk, and ask what they make of it."),
    ),
    FindingId.DOUBLE: Reason(
        N_("These are two questions, and people answer only the second."),
        _FUNNEL,
        N_("Ask them one after the other."),
    ),
    FindingId.PERSONAL: Reason(
        N_("It asks for something private. It can cost you the rest of the talk."),
        _PEEVES,
        N_("Ask about the field: what is usual there?"),
    ),
    FindingId.TOO_FEW: Reason(
        N_("A few questions made up on the spot don't justify their time."),
        _METHOD,
        N_("Prepare five at least, each growing from the one before."),
    ),
    FindingId.TOO_MANY: Reason(
        N_("More than one question in two minutes is an interrogation; {most} fit here."),
        "The 20-Minute Networking Meeting",
        N_("Mark those that you would drop first."),
    ),
    FindingId.ORDER: Reason(
        N_("It comes before you know their story. Advice is better once they know yours."),
        _FLOW,
        N_("Begin with their path, their week or the field; this one goes near the end."),
    ),
    FindingId.DUPLICATE: Reason(
        N_("An earlier question asks the same."),
        _FUNNEL,
        N_("Keep the one that sounds more like you."),
    ),
    FindingId.NO_SPECIFIC: Reason(
        N_("Nothing in it comes from your talk, so anybody could have written it."),
        _THANKS,
        N_("Name one thing they said that stayed with you."),
    ),
    FindingId.GIFT: Reason(
        N_("A gift is too much: it can make people feel that they owe you something."),
        _METHOD,
        N_("Leave the gift out; a thank-you is enough, and a card is fine."),
    ),
    FindingId.NO_NEXT_STEP: Reason(
        N_("They would like to know what comes of it."),
        _THANKS,
        N_("Say what you will do with it, or that you'll stay in touch."),
    ),
}


def reason_for(finding: Finding) -> Reason:
    """What there is to say to `finding`, in English, with its values and its own mending."""
    reason = REASONS[finding.id]
    return Reason(
        reason.why.format(**finding.values), reason.source, finding.fix or str(reason.fix)
    )
