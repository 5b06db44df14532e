"""Stages in words, as lists show them."""

from bot.coaching.stages import Stage
from bot.i18n import _


def stage_in_words(stage: Stage) -> str:
    """`stage` in the current language: "asked", "talk planned"."""
    return {
        Stage.IDEA: _("an idea"),
        Stage.DRAFTED: _("draft ready"),
        Stage.INTRODUCTION_ASKED: _("introduction asked"),
        Stage.INTRODUCED: _("introduced"),
        Stage.ASKED: _("asked"),
        Stage.FOLLOWED_UP: _("followed up"),
        Stage.REPLIED: _("they replied"),
        Stage.SCHEDULED: _("talk planned"),
        Stage.MET: _("met"),
        Stage.THANKED: _("thanked"),
        Stage.KEEPING: _("keeping in touch"),
        Stage.PARKED: _("parked"),
        Stage.CLOSED: _("closed"),
        Stage.REMOVED: _("taken back"),
    }[stage]
