"""Time zones as people name them: a city, a country, what their clock shows.

`read_zone` either understands a text or raises `BadZone`: a sentence that says what to write
instead and quotes what was typed. It never raises anything else.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo, available_timezones

from bot.feedback import N_, BadInput

LONGEST_ZONE = 60
MOST_CHOICES = 25


class BadZone(BadInput):
    """A time zone that can't be found."""


_REGIONS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Arctic/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)
_WELL_KNOWN = (
    "Europe/London",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/Madrid",
    "Europe/Rome",
    "Europe/Amsterdam",
    "Europe/Warsaw",
    "Europe/Athens",
    "Europe/Helsinki",
    "Europe/Kyiv",
    "Europe/Istanbul",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Toronto",
    "America/Mexico_City",
    "America/Sao_Paulo",
    "America/Bogota",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Manila",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Africa/Lagos",
    "Africa/Johannesburg",
    "Africa/Cairo",
    "Africa/Nairobi",
    "Africa/Casablanca",
    "America/Phoenix",
    "America/Anchorage",
    "America/Halifax",
    "America/St_Johns",
    "America/Vancouver",
    "America/Argentina/Buenos_Aires",
    "America/Santiago",
    "America/Lima",
    "America/Caracas",
    "America/Noronha",
    "Atlantic/Azores",
    "Atlantic/Reykjavik",
    "Europe/Lisbon",
    "Asia/Jerusalem",
    "Asia/Riyadh",
    "Asia/Tehran",
    "Asia/Dubai",
    "Asia/Kabul",
    "Asia/Karachi",
    "Asia/Kathmandu",
    "Asia/Dhaka",
    "Asia/Yangon",
    "Asia/Bangkok",
    "Asia/Jakarta",
    "Asia/Ho_Chi_Minh",
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Seoul",
    "Australia/Perth",
    "Australia/Darwin",
    "Australia/Adelaide",
    "Australia/Brisbane",
    "Australia/Lord_Howe",
    "Pacific/Guadalcanal",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Pacific/Honolulu",
    "Pacific/Kiritimati",
    "Pacific/Marquesas",
    "Pacific/Pago_Pago",
)
"""One place for every rule that many people live by, the likeliest first."""

_MORE_CITIES = {
    "Europe/London": "edinburgh glasgow manchester birmingham bristol leeds oxford cambridge",
    "Europe/Berlin": "munich münchen hamburg cologne köln frankfurt stuttgart leipzig dresden",
    "Europe/Paris": "lyon marseille toulouse lille bordeaux",
    "Europe/Madrid": "barcelona valencia seville",
    "Europe/Rome": "milan naples turin",
    "Europe/Zurich": "geneva basel bern",
    "Europe/Vienna": "wien graz salzburg",
    "Europe/Amsterdam": "rotterdam utrecht delft",
    "Europe/Kyiv": "kiev lviv",
    "America/New_York": "boston washington philadelphia miami atlanta nyc",
    "America/Chicago": "houston dallas austin minneapolis",
    "America/Los_Angeles": "seattle portland oakland berkeley",
    "America/Toronto": "montreal ottawa",
    "Asia/Kolkata": "mumbai delhi bangalore bengaluru chennai hyderabad pune bombay calcutta",
    "Asia/Shanghai": "beijing shenzhen guangzhou",
    "Asia/Tokyo": "osaka kyoto",
    "Asia/Karachi": "lahore islamabad",
    "Africa/Lagos": "abuja",
    "Africa/Johannesburg": "durban pretoria",
    "Australia/Sydney": "canberra",
    "America/Sao_Paulo": "rio",
}
_MORE_CITIES_OF_TWO_WORDS = {
    "san francisco": "America/Los_Angeles",
    "san diego": "America/Los_Angeles",
    "las vegas": "America/Los_Angeles",
    "washington dc": "America/New_York",
    "new delhi": "Asia/Kolkata",
    "rio de janeiro": "America/Sao_Paulo",
    "cape town": "Africa/Johannesburg",
    "tel aviv": "Asia/Jerusalem",
    "abu dhabi": "Asia/Dubai",
    "st petersburg": "Europe/Moscow",
}
_MORE_COUNTRIES = {
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "uk": "GB",
    "great britain": "GB",
    "usa": "US",
    "us": "US",
    "united states of america": "US",
    "holland": "NL",
    "south korea": "KR",
    "czechia": "CZ",
    "deutschland": "DE",
    "uae": "AE",
}
_ABBREVIATIONS = {
    "cet cest mez mesz met": ("Europe/Berlin", "Europe/Paris", "Europe/Madrid"),
    "eet eest": ("Europe/Athens", "Europe/Helsinki", "Africa/Cairo"),
    "wet bst": ("Europe/London", "Europe/Lisbon"),
    "est edt et eastern": ("America/New_York", "America/Toronto"),
    "cst cdt ct central": ("America/Chicago", "America/Mexico_City", "Asia/Shanghai"),
    "mst mdt mt mountain": ("America/Denver", "America/Phoenix"),
    "pst pdt pt pacific": ("America/Los_Angeles", "America/Vancouver"),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "jst": ("Asia/Tokyo",),
    "msk": ("Europe/Moscow",),
    "aest aedt": ("Australia/Sydney", "Australia/Brisbane"),
}
_UTC = frozenset({"utc", "gmt", "z", "zulu"})
_OFFSET_OF_ZERO = re.compile(r" ?(?:utc|gmt)? ?[+−-] ?0{1,2}(?::?00)? ?")
_OFFSET = re.compile(r"(?:utc|gmt)? ?([+−-]) ?(\d{1,2})(?::?(\d{2}))?")


def read_zone(text: str) -> str:
    """The IANA zone that `text` names: "Europe/Berlin", "berlin", "New York", "Japan".

    An offset ("UTC+2") or an abbreviation ("CET") is no place whose clock changes are known,
    so its cities are offered instead. Raises `BadZone`.
    """
    typed = " ".join(text.split())
    if not typed:
        raise BadZone(N_("That field is empty. Name a big city near you, for example “Berlin”."))
    if len(typed) > LONGEST_ZONE:
        raise BadZone(
            N_(
                "That is long for a city; a name will do, for example “Berlin”. "
                "Here is your text again so that nothing is lost:"
            ),
            give_back=text,
        )
    zone = _zone_named(typed)
    if zone is None:
        raise _unknown_zone(typed)
    return zone


def zone_choices(query: str) -> list[str]:
    """At most 25 zones for what has been typed so far, the best first; never an error."""
    key = _key(query[:LONGEST_ZONE])
    if not key:
        return list(_WELL_KNOWN[:MOST_CHOICES])
    names = _places()
    named = _zone_named(query[:LONGEST_ZONE])
    exact = [named] if named else list(_zones_hinted_at(query[:LONGEST_ZONE]))
    begins = [zone for name, zone in names.items() if name.startswith(key)]
    for country in _country_codes():
        if country.startswith(key):
            begins += _zones_of_country(country)
    inside = [zone for name, zone in names.items() if key in name]
    inside += [zone for zone in _zones() if key in _key(zone)]
    near = [names[name] for name in _close(key, 5)]
    return list(dict.fromkeys([*exact, *begins, *inside, *near]))[:MOST_CHOICES]


def zones_where_it_is(now: datetime, hour_minute: time) -> list[str]:
    """At most 25 zones whose clock shows about `hour_minute` at `now`, the likeliest first."""
    utc = now.astimezone(UTC)
    minutes = (hour_minute.hour - utc.hour) * 60 + hour_minute.minute - utc.minute
    wanted = round(minutes / 15) * 15 % (24 * 60)
    fitting = [zone for zone in (*_WELL_KNOWN, *_zones()) if _offset(zone, now) == wanted]
    known = [zone for zone in fitting if zone in _WELL_KNOWN]
    return list(dict.fromkeys(known or fitting))[:MOST_CHOICES]


def _offset(zone: str, now: datetime) -> int:
    """Minutes east of UTC at `now`, around the clock (0 to 1439)."""
    offset = now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    return int(offset.total_seconds() // 60) % (24 * 60)


def _zone_named(typed: str) -> str | None:
    """The one zone that `typed` names, or None."""
    key = _key(typed)
    if key in _UTC or _OFFSET_OF_ZERO.fullmatch(typed.lower()):
        return "UTC"
    if key in _abbreviations():
        return None
    city = _by_key().get(key) or _places().get(key) or _places().get(_key(typed.partition(",")[0]))
    country = _zones_of_country(key)
    return city or (country[0] if len(country) == 1 else None)


def _zones_hinted_at(typed: str) -> tuple[str, ...]:
    """The zones that an offset, an abbreviation or a large country leaves open."""
    offset = _OFFSET.fullmatch(typed.lower().strip())
    if offset:
        return _zones_at(offset)
    key = _key(typed)
    return _abbreviations().get(key) or _zones_of_country(key)


def _zones_at(offset: re.Match[str]) -> tuple[str, ...]:
    """Well-known zones that are so far from UTC in January or in July."""
    sign = 1 if offset[1] == "+" else -1
    minutes = sign * (int(offset[2]) * 60 + int(offset[3] or 0))
    if not -12 * 60 <= minutes <= 14 * 60:
        return ()
    winter, summer = (datetime(2026, month, 15, tzinfo=UTC) for month in (1, 7))
    return tuple(
        zone
        for zone in _WELL_KNOWN
        if minutes % (24 * 60) in {_offset(zone, winter), _offset(zone, summer)}
    )


def _unknown_zone(typed: str) -> BadZone:
    cities = [_city(zone) for zone in _zones_hinted_at(typed)[:6]]
    if cities:
        return BadZone(
            N_(
                "“{typed}” doesn't say when your clocks change. Which of these has the same clock "
                "as you: {cities}? Or name a big city near you."
            ),
            typed=typed,
            cities=", ".join(cities),
        )
    close = _close(_key(typed), 3)
    if close:
        return BadZone(
            N_("I don't know “{typed}”. Did you mean {cities}? Else name a big city near you."),
            typed=typed,
            cities=", ".join(dict.fromkeys(_city(_places()[name]) for name in close)),
        )
    return BadZone(
        N_(
            "I don't know “{typed}” as a place. Name a big city near you with the same clock, "
            "for example “Berlin” or “New York”."
        ),
        typed=typed,
    )


def _key(text: str) -> str:
    """`text` for comparing: no accents, no marks, lower case."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(letters.split())


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    """Zones by what their clocks are called, with and without "time"."""
    return {
        name + suffix: zones
        for names, zones in _ABBREVIATIONS.items()
        for name in names.split()
        for suffix in ("", " time")
    }


@cache
def _by_key() -> dict[str, str]:
    """Every zone by its whole name ("europe berlin"), old names included."""
    named = (zone for zone in sorted(available_timezones()) if "/" in zone)
    return {_key(zone): zone for zone in named if not zone.startswith("Etc/")}


@cache
def _zones() -> tuple[str, ...]:
    """The zones that are in use today, by name."""
    return tuple(sorted({zone for zones in _countries().values() for zone in zones}))


def _close(key: str, most: int) -> list[str]:
    """Names of places that are written much like `key`, the likest first."""
    import difflib  # noqa: PLC0415  (a third of a megabyte, for few)

    return difflib.get_close_matches(key, _places(), n=most, cutoff=0.7)


@cache
def _places() -> dict[str, str]:
    """Zones by their city ("new york"): well-known ones first, then others, then old names."""
    found = {_key(_city(zone)): zone for zone in (*_WELL_KNOWN, *_zones())}
    for zone, names in _MORE_CITIES.items():
        for name in names.split():
            found.setdefault(_key(name), zone)
    for name, zone in _MORE_CITIES_OF_TWO_WORDS.items():
        found.setdefault(name, zone)
    for zone in sorted(available_timezones()):
        if zone.startswith(_REGIONS):
            found.setdefault(_key(_city(zone)), zone)
    return found


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    """The zones of every country, by its code of two letters."""
    found: dict[str, list[str]] = {}
    for code, _coordinates, zone in _table("zone.tab", 3):
        found.setdefault(code, []).append(zone)
    return {code: tuple(zones) for code, zones in found.items()}


@cache
def _country_codes() -> dict[str, str]:
    """The codes of countries by their English names, and a few others."""
    return {_key(name): code for code, name in _table("iso3166.tab", 2)} | _MORE_COUNTRIES


def _zones_of_country(key: str) -> tuple[str, ...]:
    """Its zones, the well-known first; only one where all have the same clock."""
    zones = _countries().get(_country_codes().get(key, ""), ())
    ordered = [zone for zone in _WELL_KNOWN if zone in zones]
    ordered += [zone for zone in zones if zone not in _WELL_KNOWN]
    days = [datetime(2026, month, 15, tzinfo=UTC) for month in (1, 7)]
    clocks = {tuple(_offset(zone, day) for day in days) for zone in zones}
    return tuple(ordered[:1] if len(clocks) == 1 else ordered)


def _table(name: str, columns: int) -> Iterable[tuple[str, ...]]:
    """The rows of a table that comes with the time-zone data."""
    text = (resources.files("tzdata") / "zoneinfo" / name).read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return (tuple(line.split("\t")[:columns]) for line in lines)
