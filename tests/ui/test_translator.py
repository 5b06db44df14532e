"""Commands in other languages."""

from typing import Any

import discord
import pytest
import simcord
from discord.app_commands import TranslationContext, TranslationContextLocation, locale_str

from bot.ui.translator import Translator, acceptable

NAME: Any = TranslationContext(TranslationContextLocation.command_name, None)  # type: ignore[arg-type]
DESCRIPTION: Any = TranslationContext(
    TranslationContextLocation.command_description,
    None,  # type: ignore[arg-type]
)


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("text", "locale", "context", "translated"),
    [
        ("do", discord.Locale.german, NAME, "mach"),
        ("Do what the test says", discord.Locale.german, DESCRIPTION, "Mach, was der Test sagt"),
        ("do", discord.Locale.american_english, NAME, None),
        ("do", discord.Locale.french, NAME, None),
        ("unknown", discord.Locale.german, NAME, None),
        ("They replied", discord.Locale.german, NAME, None),
        ("Too long", discord.Locale.german, DESCRIPTION, None),
    ],
)
async def test_translating(
    text: str, locale: discord.Locale, context: Any, translated: str | None
) -> None:
    assert await Translator().translate(locale_str(text), locale, context) == translated


@pytest.mark.parametrize(
    ("text", "fits"),
    [("ask", True), ("über-uns", True), ("Ask", False), ("a b", False), ("", False)],
)
def test_names_that_discord_takes(text: str, fits: bool) -> None:
    assert acceptable(text, TranslationContextLocation.parameter_name) is fits


@pytest.mark.usefixtures("german")
async def test_commands_are_registered_with_their_translations(env: simcord.Env) -> None:
    await env.bot.tree.sync()  # the first was before the fixture's catalogue, or with it
    (command,) = [one for one in env.http_requests if one.method == "PUT"][-1].json
    assert command["name_localizations"] == {"de": "mach"}
    assert command["description_localizations"] == {"de": "Mach, was der Test sagt"}
