"""Members' words, shown as they typed them."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feedback import N_, Feedback, TooLong
from bot.i18n import use_language
from bot.ui.text import (
    by_sentence,
    clean,
    cut,
    escape,
    graphemes,
    pieces,
    sentence,
    shown,
    within,
)

FAMILY = "👩‍👩‍👧"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
FSI, PDI = "\u2068", "\u2069"

ANY_TEXT = st.text() | st.text("*_~|`[]()<>@#-+>1. \\\n:/thps{}%everyon\u200b\u202eشل👩‍")


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("Sam", "Sam"),
        ("O'Neil & Sons, Inc. (Berlin)", "O'Neil & Sons, Inc. (Berlin)"),
        ("*bold* _it_ ~~no~~ ||spoiler||", r"\*bold\* \_it\_ \~\~no\~\~ \|\|spoiler\|\|"),
        ("`code` ```fence```", r"\`code\` \`\`\`fence\`\`\`"),
        ("[click](https://evil.example/a_b)", r"\[click\](https://evil.example/a_b)"),
        ("@everyone @here @sam", r"\@everyone \@here @sam"),
        ("<@1> <@&2> <#3> </ask:4> <t:5:F>", r"\<@1> \<@&2> \<#3> \</ask:4> \<t:5:F>"),
        ("# big", r"\# big"),
        ("-# small", r"\-# small"),
        ("#1 fan", "#1 fan"),
        ("> quote", r"\> quote"),
        ("a > b", "a > b"),
        ("- one\n* two\n3. three", "\\- one\n\\* two\n3\\. three"),
        ("-5 degrees, 3.5 years", "-5 degrees, 3.5 years"),
        ("#", r"\#"),
        ("1.", r"1\."),
        ("\\*", r"\\\*"),
        ("{{ 7 * 7 }} {name} %s", r"{{ 7 \* 7 }} {name} %s"),
        (f"{FAMILY} 👍🏽 {SCOTLAND} 🇩🇪", f"{FAMILY} 👍🏽 {SCOTLAND} 🇩🇪"),
        ("<:party:123456789012345678>", "<:party:123456789012345678>"),
        ("https://x.example/a_b*c", "https://x.example/a_b*c"),
    ],
)
def test_shown_as_typed(typed: str, sent: str) -> None:
    assert shown(typed) == sent


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("S\u200ba\u200dm\u2060\ufeff", "Sam"),
        ("\u202emas\u202c", "mas"),
        ("S\u00adam\x00\x1b[31m", "Sam[31m"),
        ("\u3164\u115f", ""),
        ("a\r\nb\rc\u2028", "a\nb\nc"),
        ("می‌خواهم", "می‌خواهم"),
        ("क्‍ष", "क्‍ष"),
        (FAMILY, FAMILY),
        ("e\u0301" * 2, "éé"),
        ("Z" + "\u0335" * 40, "Z" + "\u0335" * 4),
        ("  Sam \n", "Sam"),
        ("\ud800x", "x"),
        ("שלום\u200f!", "שלום\u200f!"),
        ("abc\u200f", "abc"),
    ],
)
def test_what_deceives_is_left_out(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_right_to_left_words_are_isolated_inside_a_sentence() -> None:
    assert escape("שלום") == f"{FSI}שלום{PDI}"
    assert escape("شركة 5*") == rf"{FSI}شركة 5\*{PDI}"
    assert escape("Sam\nthe   man") == "Sam the man"


@given(ANY_TEXT)
def test_nothing_that_is_shown_can_be_markup(typed: str) -> None:
    sent = shown(typed)
    for kept in re.findall(r"<a?:\w{2,32}:\d{15,21}>|https?://[^\s<>]+", sent):
        sent = sent.replace(kept, "", 1)
    plain = re.sub(r"\\[^0-9A-Za-z\s]", "·", sent)
    assert not re.search(r"[*_~|`\[\]<\\]|@everyone|@here", plain)
    assert not re.search(r"^\s*(?:>|#+\s|-\s|-#|\d+[.)]\s)", plain, re.MULTILINE)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", sent)


@given(ANY_TEXT)
def test_escaping_hides_nothing(typed: str) -> None:
    assert re.sub(r"\\([^0-9A-Za-z\s])", r"\1", shown(typed)).replace("\\", "") == clean(
        typed
    ).replace("\\", "")


@given(ANY_TEXT)
def test_inside_a_sentence_it_stays_on_one_line(typed: str) -> None:
    assert "\n" not in escape(typed)
    assert escape(typed).count(FSI) == escape(typed).count(PDI) <= 1


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Sam", 3, "Sam"),
        ("Samuel", 4, "Sam…"),
        ("Sam Jones", 5, "Sam…"),
        (FAMILY * 2, 9, f"{FAMILY}…"),
        (FAMILY, 4, "…"),
        ("🇩🇪🇫🇷", 3, "🇩🇪…"),
        ("👍🏽👍🏽", 3, "👍🏽…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
    ],
)
def test_cutting(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit) == expected


@given(ANY_TEXT, st.integers(0, 50))
def test_a_cut_text_fits_and_begins_the_same(text: str, limit: int) -> None:
    found = cut(text, limit)
    assert len(found) <= limit or found == text
    assert text.startswith(found.removesuffix("…").rstrip())
    assert "".join(graphemes(text)) == text


def test_what_is_too_long_is_refused_with_the_count_and_given_back() -> None:
    typed = "why " * 103
    with pytest.raises(TooLong) as refused:
        within(typed, 300, "Why")
    assert refused.value.give_back == typed
    assert sentence(refused.value) == (
        "Why: that is 411 characters; 300 fit. Here is your text again so that nothing is lost:"
    )
    assert within(" fits \u200b", 300, "Why") == "fits"


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("One. Two. Three.", 100, "One. Two. Three."),
        ("One. Two. Three.", 10, "One. Two."),
        ("One. Two. Three.", 9, "One. Two."),
        ("Dear Dr. Sam, hello there. More.", 27, "Dear Dr. Sam, hello there."),
        ('He said "yes." Then left.', 15, 'He said "yes."'),
        ("Hello\nYou are kind. Bye.", 20, "Hello\nYou are kind."),
        ("Hello\n\nA very long line without any end", 12, "Hello"),
        ("完了。次です。", 4, "完了。"),
        ("Averyveryverylongword", 8, "Averyve…"),
        ("Version 3.5 is out. Yes.", 20, "Version 3.5 is out."),
    ],
)
def test_shortening_by_sentences(text: str, limit: int, expected: str) -> None:
    assert by_sentence(text, limit) == expected


@given(ANY_TEXT, st.integers(1, 60))
def test_a_shortened_text_fits(text: str, limit: int) -> None:
    assert len(by_sentence(text, limit)) <= limit


@given(ANY_TEXT | st.text("a \n", min_size=30, max_size=300), st.integers(5, 40))
def test_pieces_fit_and_lose_nothing(text: str, limit: int) -> None:
    found = pieces(text, limit)
    assert all(1 <= len(piece) <= limit for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_pieces_end_with_paragraphs_where_they_can() -> None:
    assert pieces("one\n\ntwo\nthree four", 12) == ["one", "two", "three four"]
    assert pieces("\\*" * 30, 5) == ["\\*\\*"] * 15
    assert pieces("") == []


def test_the_sentence_of_a_feedback_is_translated_filled_and_made_safe(german: object) -> None:
    feedback = Feedback(N_("There is nobody called {name}."), name="*Sam* {name} @everyone")
    assert sentence(feedback) == r"There is nobody called \*Sam\* {name} \@everyone."
    with use_language("de"):
        assert sentence(feedback) == r"\*Sam\* {name} \@everyone kenne ich nicht."
        assert sentence(Feedback("{it}", it=N_("They replied"))) == "Sie haben geantwortet"


def test_days_and_instants_in_a_feedback_are_worded() -> None:
    when = datetime(2026, 12, 3, 10, tzinfo=UTC)
    feedback = Feedback("{day} {instant} {count}", day=date(2026, 12, 3), instant=when, count=3)
    assert sentence(feedback) == "Thu 3 Dec <t:1796292000:F> 3"
    assert str(feedback) == "{day} {instant} {count}"
