"""Where talks take place, in words."""

from bot.i18n import _
from bot.services.meetings import Place


def place_words(place: str | None) -> str:
    """A place for the middle of a sentence, in the current language; empty where unknown."""
    words: dict[str | None, str] = {
        Place.THEIR_CHOICE: _("where it suits them"),
        Place.OFFICE: _("at their office"),
        Place.COFFEE: _("over a coffee"),
        Place.VIDEO: _("by video"),
        Place.PHONE: _("by phone"),
    }
    return words.get(place, "")
