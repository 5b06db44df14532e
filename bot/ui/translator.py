"""Names and descriptions of commands in other languages, for Discord's command list."""

import logging
import re

from discord import Locale, app_commands
from discord.app_commands import TranslationContextLocation, TranslationContextTypes, locale_str

from bot.i18n import ENGLISH, _, language_of, use_language

log = logging.getLogger(__name__)

LONGEST_DESCRIPTION = 100
_NAMES = frozenset(
    {
        TranslationContextLocation.command_name,
        TranslationContextLocation.group_name,
        TranslationContextLocation.parameter_name,
    }
)
_NAME = re.compile(r"^[-_'\w]{1,32}$")


class Translator(app_commands.Translator):
    """Looks every `locale_str` up in the catalogues.

    A translation that Discord would refuse (a name with a space or a capital, a description
    over 100 characters) is left out and logged: one bad word must not stop all commands from
    being registered.
    """

    async def translate(
        self, string: locale_str, locale: Locale, context: TranslationContextTypes
    ) -> str | None:
        """The translation, or None for English and for what the catalogue lacks."""
        language = language_of(locale)
        if language == ENGLISH:
            return None
        with use_language(language):
            translated = _(string.message)
        if translated == string.message:
            return None
        if not acceptable(translated, context.location):
            log.warning("Discord would refuse the %s for %r", language, string.message)
            return None
        return translated


def acceptable(text: str, location: TranslationContextLocation) -> bool:
    """Whether Discord takes `text` in that place."""
    if location in _NAMES:
        return _NAME.match(text) is not None and text == text.lower()
    return 1 <= len(text) <= LONGEST_DESCRIPTION
