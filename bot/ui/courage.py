"""A line of courage where a step is big, with who found it, and a smaller step beside it.

Each line comes once a person: who asks for it has stored that (`asking.COURAGE`).
"""

from bot.coaching.rules import Answer, NudgeKind
from bot.i18n import _

GRATITUDE = frozenset(
    {
        NudgeKind.THANK_YOU,
        NudgeKind.THANK_INTRODUCER,
        NudgeKind.REPORT_BACK,
        NudgeKind.KEEP_IN_TOUCH,
    }
)
"""Where it is thanks, or close to them, that is put off."""

SMALLER = {
    NudgeKind.FOLLOW_UP: Answer.SHOW_IT,
    NudgeKind.THANK_YOU: Answer.SHOW_IT,
    NudgeKind.COME_BACK: Answer.DRAFT_IT,
    NudgeKind.REPLIED: Answer.PLAN_IT,
}
"""The answer that is the smaller step, where a button can take it."""


def with_a_draft() -> str:
    """Under the first draft to somebody."""
    return _(
        "People say yes far more often than askers expect (Flynn & Lake 2008). If it still feels "
        "big: let a friend read it first, or begin with someone easier."
    )


def after_laters(kind: NudgeKind) -> str:
    """Where a nudge was put off three times."""
    if kind in GRATITUDE:
        return _("It feels less awkward to them than we fear (Kumar & Epley 2018).")
    return _("People say yes far more often than askers expect (Flynn & Lake 2008).")


def smaller_step(kind: NudgeKind) -> str:
    """What would be less than the whole step."""
    match kind:
        case NudgeKind.FOLLOW_UP:
            return _("An easier step: only look at the three lines. Looking sends nothing.")
        case NudgeKind.REPLIED:
            return _("An easier step: one line that names two times. /meet where has the words.")
        case NudgeKind.COME_BACK:
            return _("An easier step: open the draft and change one word.")
        case NudgeKind.THANK_YOU:
            return _("An easier step: two sentences. That is a whole thank-you.")
        case NudgeKind.KEEP_IN_TOUCH:
            return _("An easier step: one line, with nothing to ask for.")
        case _:
            return _("An easier step: one line. /thanks draft has the words.")
