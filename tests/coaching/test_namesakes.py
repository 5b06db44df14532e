"""Names in a text, and what comes near them."""

import string
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coaching.namesakes import diminutives, folded, namesakes, without
from bot.coaching.short_names import EVERYDAY, GROUPS, TITLES


def words(text: str, *names: str) -> list[str]:
    return [one.words for one in namesakes(text, names)]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        # as it stands, and parts of it
        ("Sam Okafor said yes", "Sam Okafor", ["Sam Okafor"]),
        ("SAM said yes", "Sam Okafor", ["SAM"]),
        ("i met okafor", "Sam Okafor", ["okafor"]),
        ("Sam's advice, Sam’s time", "Sam Okafor", ["Sam", "Sam"]),
        ("thanks to Okafor-Lindqvist", "Sam Okafor-Lindqvist", ["Okafor-Lindqvist"]),
        ("thanks to Lindqvist", "Sam Okafor-Lindqvist", ["Lindqvist"]),
        ("#SamOkafor", "Sam Okafor", ["SamOkafor"]),
        ("Dr. Byrne and the dr", "Dr. Katherine Byrne", ["Byrne"]),
        ("my aunt", "Aunt Ilse", ["aunt"]),
        # accents, other spellings
        ("Renee called", "Renée O'Brien", ["Renee"]),
        ("mister OBrien", "Renée O'Brien", ["OBrien"]),
        ("Herr Mueller", "Jörg Müller", ["Mueller"]),
        ("Joerg", "Jörg Müller", ["Joerg"]),
        ("Soren", "Søren Kierkegård", ["Soren"]),
        ("Lukasz", "Łukasz Kowal", ["Lukasz"]),
        ("Иван и Ивану", "Иван Петров", ["Иван", "Ивану"]),
        ("和王小明谈了", "王小明", ["王小明"]),
        ("和小明谈了", "王小明", ["小明"]),
        # slips
        ("Jonh helped", "John Carver", ["Jonh"]),
        ("katharine helped", "Katherine Byrne", ["katharine"]),
        ("Okafer", "Sam Okafor", ["Okafer"]),
        ("Lindkvist", "Eva Lindqvist", ["Lindkvist"]),
        ("Lindkwist", "Eva Lindqvist", ["Lindkwist"]),
        # diminutives and beginnings
        ("Kate helped", "Katherine Byrne", ["Kate"]),
        ("Katherine helped", "Kate Byrne", ["Katherine"]),
        ("bob and Bobby", "Robert Frost", ["bob", "Bobby"]),
        ("Theo helped", "Theophilus Xu", ["Theo"]),
        ("ask Jojo", "Jo Tan", []),
        # everyday words
        ("I will ask, Will said", "William Tell", ["Will"]),
        ("will and Will", "Will Tell", ["will", "Will"]),
        ("many things may happen", "Mary Andrews", []),
        ("a market of hope", "Mark Hopper", []),
        ("Mary", "Mark Hopper", ["Mary"]),
        # nobody
        ("I asked somebody for 20 minutes, and they said yes.", "Sam Okafor", []),
        ("a good talk about data and boats", "Tom Carver", []),
        ("x", "", []),
    ],
)
def test_what_is_found(text: str, name: str, found: list[str]) -> None:
    assert words(text, name) == found


def test_mentions_are_found_without_any_list() -> None:
    text = "<@123> <@!456> <@&789> <#12> @sam.okafor @everyone mail me at a@b.example"
    assert words(text) == ["<@123>", "<@!456>", "<@&789>", "<#12>", "@sam.okafor", "@everyone"]


def test_it_says_whom_it_takes_it_for() -> None:
    found = namesakes("Kate and Sam", ["Sam Okafor", "Katherine Byrne"])
    assert [(one.words, one.name) for one in found] == [
        ("Kate", "Katherine Byrne"),
        ("Sam", "Sam Okafor"),
    ]


def test_ordinary_wins_are_free_of_names() -> None:
    """Against the forty first names that are most often given, none of these says anything."""
    names = (
        "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara",
        "Richard Susan Joseph Jessica Thomas Karen Christopher Sarah Charles Lisa Daniel Nancy",
        "Matthew Sandra Anthony Betty Donald Ashley Steven Emily Andrew Kimberly Paul Margaret",
        "Joshua Donna Kenneth Michelle",
    )
    wins = (
        "I sent my first request today, and got a yes within an hour!",
        "My talk went well. I learned more in 20 minutes than in a month of reading.",
        "Three months ago I was afraid to ask; now I have had five conversations.",
        "I wrote a thank-you on the same day and heard back at once.",
        "Somebody introduced me to their old team, and we are having coffee next week.",
        "It was hard to begin, but people are kinder than you think.",
    )
    assert [words(one, *names) for one in wins] == [[]] * len(wins)


def test_taking_out_leaves_the_rest_as_it_was() -> None:
    text = "Sam helped; Sam's idea, and sammy too."
    found = [one for one in namesakes(text, ["Sam Okafor"]) if one.key == "sam"]
    assert without(text, found, "someone") == "someone helped; someone's idea, and sammy too."


_NAMES = st.text(string.ascii_letters + "éüøß", min_size=2, max_size=12).filter(
    lambda name: folded(name) not in TITLES
)


@settings(deadline=None)
@given(_NAMES, st.text(max_size=40), st.text(max_size=40))
def test_a_name_that_stands_there_is_always_found(name: str, before: str, after: str) -> None:
    text = f"{before} {name} {after}"
    start = len(before) + 1
    assert any(
        one.start <= start and one.end >= start + len(name) for one in namesakes(text, [name])
    )


@settings(deadline=None)
@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=4))
def test_places_are_in_order_and_apart(text: str, names: list[str]) -> None:
    found = namesakes(text, names)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(text[one.start : one.end] == one.words for one in found)


def test_the_lists_are_folded_and_say_something() -> None:
    for group in GROUPS:
        assert len(group) > 1
        assert all(folded(one) == one for one in group)
    assert all(folded(one) == one for one in EVERYDAY | TITLES)
    assert "kate" in diminutives("katherine")
    assert diminutives("xyz") == frozenset()
