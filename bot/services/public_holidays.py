"""Which countries and regions have public holidays that we know, however a member writes them."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from bot.coaching.names import normalised
from bot.feedback import N_, BadInput

MOST_SUGGESTIONS = 25


@dataclass(frozen=True, slots=True)
class Choice:
    """A country or a region: its code ("DE", "BE"), its name, and what else it is called."""

    code: str
    name: str
    also: tuple[str, ...] = ()


class UnknownCountry(BadInput):
    """No such country, or one whose holidays are not known."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            N_(
                "I know no public holidays for “{typed}”. Write the country's name or its two "
                "letters, for example Germany or DE."
            ),
            typed=typed[:80],
        )


class UnknownRegion(BadInput):
    """The country has no such region, or none at all whose holidays differ."""

    def __init__(self, typed: str, country: str, regions: list[Choice]) -> None:
        if regions:
            super().__init__(
                N_("“{typed}” is no region of {country} that I know. Try one of: {regions}"),
                typed=typed[:80],
                country=country,
                regions=", ".join(one.name for one in regions[:12]),
            )
        else:
            super().__init__(
                N_("The public holidays of {country} are the same everywhere; leave “region” out."),
                country=country,
            )


def find(country: str, region: str | None, language: str) -> tuple[str, str | None]:
    """The codes of a country and a region of it. Raises `UnknownCountry`, `UnknownRegion`."""
    found = _match(country, countries(language) + countries("en"))
    if found is None:
        raise UnknownCountry(country)
    if not region or not region.strip():
        return found.code, None
    choices = list(regions(found.code))
    part = _match(region, choices)
    if part is None:
        raise UnknownRegion(region, found.name, choices)
    return found.code, part.code


def names(country: str | None, region: str | None, language: str) -> tuple[str, str]:
    """The names of a country and a region of it, empty where there is none."""
    if country is None:
        return "", ""
    named = next((one.name for one in countries(language) if one.code == country), country)
    if region is None:
        return named, ""
    return named, next((one.name for one in regions(country) if one.code == region), region)


@cache
def countries(language: str) -> tuple[Choice, ...]:
    """Every country whose public holidays are known, by its name in `language`."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415
    from holidays.registry import COUNTRIES  # noqa: PLC0415  (slow to import, needed by few)

    try:
        territories = Locale.parse(language, sep="_").territories
    except (UnknownLocaleError, ValueError):
        territories = Locale.parse("en").territories
    known = (
        Choice(code, territories.get(code, code), (_as_words(name), *others))
        for name, (_class, code, *others) in COUNTRIES.items()
        if len(code) == 2
    )
    return tuple(sorted(known, key=_sort_key))


@cache
def regions(country: str) -> tuple[Choice, ...]:
    """The regions of a country whose holidays differ, by their names where those are known."""
    import holidays  # noqa: PLC0415

    try:
        known = holidays.country_holidays(country, years=2026)
    except NotImplementedError:
        return ()
    aliases = known.get_subdivision_aliases()
    named = (_region(code, aliases.get(code, [])) for code in known.subdivisions)
    return tuple(sorted(named, key=_sort_key))


def suggestions(choices: tuple[Choice, ...], typed: str) -> list[Choice]:
    """At most 25 of `choices` that hold what was typed; those that begin with it come first."""
    wanted = _folded(typed)
    found = [one for one in choices if wanted in _folded(one.name) or wanted in _short_names(one)]
    found.sort(key=lambda one: not _folded(one.name).startswith(wanted))
    return found[:MOST_SUGGESTIONS]


def _match(typed: str, choices: tuple[Choice, ...] | list[Choice]) -> Choice | None:
    wanted = _folded(typed)
    for one in choices:
        if wanted == _folded(one.name) or wanted in _short_names(one):
            return one
    return None


def _region(code: str, names: list[str]) -> Choice:
    name, *others = names or [code]
    return Choice(code, name, tuple(others))


def _short_names(one: Choice) -> set[str]:
    names = {_folded(name) for name in (one.code, *one.also)}
    return names | _CUSTOMARY.get(one.code, set())


_CUSTOMARY = {"GB": {"great britain"}, "NL": {"holland"}}
"""What people write and no list has."""


def _as_words(identifier: str) -> str:
    return identifier.replace("_", " ")


def _folded(name: str) -> str:
    """`name` for comparing, without accents and with plain apostrophes."""
    parts = unicodedata.normalize("NFKD", normalised(name).replace("’", "'"))
    return "".join(char for char in parts if not unicodedata.combining(char))


def _sort_key(one: Choice) -> str:
    return _folded(one.name)
