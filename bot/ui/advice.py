"""Advice that comes once: its words, and the button that follows it."""

from bot.coaching.preferences import Advice
from bot.i18n import _
from bot.ui.buttons import ActionButton

ADD, ADD_OUTSIDE = "person_add", "person_add_outside"
"""Open the form for somebody new, which `bot.ui.people` has."""


def in_words(advice: Advice) -> str:
    """What goes below the answer to a report."""
    match advice:
        case Advice.SECOND_PERSON:
            return _("Most silence is just busy people. Line up a second person?")
        case Advice.OUTSIDE:
            return _(
                "Your list has nobody outside your field yet, as far as I know. Somebody out there "
                "often knows of more that you don't: looser ties helped most with moves to new "
                "work (Rajkumar et al. 2022). Whose work makes you curious?"
            )


def button(advice: Advice) -> ActionButton:
    """Opens the form for whoever is advised."""
    match advice:
        case Advice.SECOND_PERSON:
            return ActionButton.make(ADD, label=_("Add a second person"))
        case Advice.OUTSIDE:
            return ActionButton.make(ADD_OUTSIDE, label=_("Add somebody outside it"))
