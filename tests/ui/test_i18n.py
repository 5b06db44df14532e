"""Texts in the member's language."""

import asyncio
from pathlib import Path

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import (
    _,
    current_language,
    fill,
    language_of,
    languages,
    n_,
    placeholders,
    set_language,
    use_language,
)


def test_english_needs_no_catalogue() -> None:
    assert _("They replied") == "They replied"
    assert n_("{count} day", "{count} days", 1) == "1 day"
    assert n_("{count} day", "{count} days", 3) == "3 days"
    assert _("") == ""


def test_a_folder_is_a_language(german: Path) -> None:
    assert languages() == {"en", "de"}
    with use_language("de"):
        assert _("They replied") == "Sie haben geantwortet"
        assert n_("{count} day", "{count} days", 3) == "3 Tage"
        assert _("Not in the catalogue") == "Not in the catalogue"
    assert _("They replied") == "They replied"


def test_a_compiled_catalogue_comes_first(german: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    source = german / "rapport.po"
    with source.open("rb") as file:
        catalogue = read_po(file)
    catalogue["They replied"].string = "Antwort ist da"
    with (german / "rapport.mo").open("wb") as file:
        write_mo(file, catalogue)
    with use_language("de"):
        assert _("They replied") == "Antwort ist da"


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("locale", "language"),
    [
        (discord.Locale.german, "de"),
        ("de", "de"),
        ("de-AT", "de"),
        (discord.Locale.american_english, "en"),
        (discord.Locale.brazil_portuguese, "en"),
        ("", "en"),
        ("../../etc", "en"),
    ],
)
def test_the_language_of_a_discord_locale(locale: object, language: str) -> None:
    assert language_of(locale) == language


@pytest.mark.usefixtures("german")
def test_an_unknown_language_is_english() -> None:
    with use_language("../../etc/passwd"):
        assert _("They replied") == "They replied"


@pytest.mark.usefixtures("german")
async def test_two_members_at_once_do_not_mix() -> None:
    async def speak(tag: str) -> str:
        set_language(tag)
        await asyncio.sleep(0)
        return _("They replied")

    spoken = await asyncio.gather(*(speak(tag) for tag in ("de", "en", "de")))
    assert spoken == ["Sie haben geantwortet", "They replied", "Sie haben geantwortet"]
    assert current_language() == "en"


def test_values_are_put_in_by_name_and_never_evaluated() -> None:
    filled = fill("{name} and {other}, {unknown} {0} {name.real}", name="{other}", other="{{x}}")
    assert filled == "{other} and {{x}}, {unknown} {0} {name.real}"
    assert placeholders("{name} {0} {name.real} {other}") == {"name", "other"}


@given(st.text(), st.text())
def test_any_value_goes_in_as_it_is(before: str, value: str) -> None:
    text = before.replace("{", "").replace("}", "")
    assert fill(text + "{name}", name=value) == text + value
