"""Countries and regions, however members write them."""

import pytest

from bot.services import public_holidays
from bot.services.public_holidays import UnknownCountry, UnknownRegion


@pytest.mark.parametrize(
    ("typed", "region", "found"),
    [
        ("DE", None, ("DE", None)),
        (" germany ", "", ("DE", None)),
        ("Deutschland", "bayern", ("DE", "BY")),
        ("deu", "BE", ("DE", "BE")),
        ("UK", "Scotland", ("GB", "SCT")),
        ("usa", "california", ("US", "CA")),
        ("Schweiz", "Zurich", ("CH", "ZH")),
        ("cote d'ivoire", None, ("CI", None)),
    ],
)
def test_names_and_codes_are_found(typed: str, region: str, found: tuple[str, str]) -> None:
    assert public_holidays.find(typed, region, "de") == found


@pytest.mark.parametrize("typed", ["Narnia", "", "x" * 5000, "@everyone", "{{ 7 }}", "🇩🇪"])
def test_an_unknown_country_is_said(typed: str) -> None:
    with pytest.raises(UnknownCountry):
        public_holidays.find(typed, None, "en")


@pytest.mark.parametrize(("country", "words"), [("DE", "Try one of"), ("LU", "same everywhere")])
def test_an_unknown_region_is_said(country: str, words: str) -> None:
    with pytest.raises(UnknownRegion, match=words):
        public_holidays.find(country, "Narnia", "en")


def test_suggestions_begin_with_what_begins_so() -> None:
    names = [one.name for one in _suggested("ger")]
    assert names[:2] == ["Germany", "Algeria"]
    assert len(_suggested("")) == public_holidays.MOST_SUGGESTIONS
    assert _suggested("@everyone") == []


def test_every_country_and_region_has_a_calendar() -> None:
    for country in public_holidays.countries("en"):
        for region in (None, *(one.code for one in public_holidays.regions(country.code))):
            assert public_holidays.find(country.code, region, "en") == (country.code, region)


def test_names_follow_the_language() -> None:
    assert public_holidays.names("DE", "BY", "fr") == ("Allemagne", "Bayern")
    assert public_holidays.names(None, None, "fr") == ("", "")


def _suggested(typed: str) -> list[public_holidays.Choice]:
    return public_holidays.suggestions(public_holidays.countries("en"), typed)
