"""Days and times as people write them. Now is Tuesday, 24 November 2026, 11:00 in Berlin."""

from datetime import UTC, date, datetime, time
from typing import Any, Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.feedback import Feedback
from bot.ui.dates import (
    BadDate,
    day_in_words,
    in_words,
    read_day,
    read_moment,
    read_time,
    read_when,
    timestamp,
)
from bot.ui.text import sentence

BERLIN = "Europe/Berlin"
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


def when(
    text: str, expect: Literal["past", "future"] = "future", language: str = "en", now: Any = NOW
) -> str:
    """What is read, on the wall clock of Berlin."""
    instant = read_when(text, now, BERLIN, language, expect=expect)
    assert instant.tzinfo is UTC
    return in_words(instant, BERLIN, "en", now=now)


def refused(text: str, expect: Literal["past", "future"] = "future", language: str = "en") -> str:
    """The sentence with which it is refused."""
    with pytest.raises(BadDate) as error:
        read_when(text, NOW, BERLIN, language, expect=expect)
    return sentence(error.value)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("now", "Tue 24 Nov, 11:00"),
        ("10am", "Wed 25 Nov, 10:00"),
        ("11:00", "Tue 24 Nov, 11:00"),
        ("10:57", "Tue 24 Nov, 10:57"),
        ("10:50", "Wed 25 Nov, 10:50"),
        ("12:30", "Tue 24 Nov, 12:30"),
        ("at 10", "Wed 25 Nov, 10:00"),
        ("today 15:00", "Tue 24 Nov, 15:00"),
        ("tonight 8pm", "Tue 24 Nov, 20:00"),
        ("tomorrow 3pm", "Wed 25 Nov, 15:00"),
        ("Tomorrow at 3 PM.", "Wed 25 Nov, 15:00"),
        ("3 p.m. tomorrow", "Wed 25 Nov, 15:00"),
        ("tomorrow noon", "Wed 25 Nov, 12:00"),
        ("tomorrow 12pm", "Wed 25 Nov, 12:00"),
        ("tomorrow 12am", "Wed 25 Nov, 00:00"),
        ("tomorrow at 9", "Wed 25 Nov, 09:00"),
        ("tomorrow at 14", "Wed 25 Nov, 14:00"),
        ("tomorrow @10", "Wed 25 Nov, 10:00"),
        ("tomorrow 10 o'clock", "Wed 25 Nov, 10:00"),
        ("tmrw 3pm", "Wed 25 Nov, 15:00"),
        ("Thursday 3 o clock in the afternoon", "Thu 26 Nov, 15:00"),
        ("friday half past ten", "Fri 27 Nov, 10:30"),
        ("friday half past two pm", "Fri 27 Nov, 14:30"),
        ("friday quarter to eleven", "Fri 27 Nov, 10:45"),
        ("tomorrow at 3 in the afternoon", "Wed 25 Nov, 15:00"),
        ("tomorrow morning 9:00", "Wed 25 Nov, 09:00"),
        ("10.30 tomorrow", "Wed 25 Nov, 10:30"),
        ("the day after tomorrow, 10:00", "Thu 26 Nov, 10:00"),
        ("Tuesday at 14:30", "Tue 24 Nov, 14:30"),
        ("Tuesday 9:00", "Tue 1 Dec, 09:00"),
        ("next Tuesday 2pm", "Tue 1 Dec, 14:00"),
        ("next Friday 2pm", "Fri 4 Dec, 14:00"),
        ("this Friday 2pm", "Fri 27 Nov, 14:00"),
        ("on Friday at 2pm", "Fri 27 Nov, 14:00"),
        ("fri 14:00", "Fri 27 Nov, 14:00"),
        ("14:00 Friday", "Fri 27 Nov, 14:00"),
        ("Monday next week 10:00", "Mon 30 Nov, 10:00"),
        ("in 3 days at 10:00", "Fri 27 Nov, 10:00"),
        ("in two weeks 10:00", "Tue 8 Dec, 10:00"),
        ("a week from now, 10:00", "Tue 1 Dec, 10:00"),
        ("in 3 days' time, 10:00", "Fri 27 Nov, 10:00"),
        ("in a month at noon", "Thu 24 Dec, 12:00"),
        ("in 2 hours", "Tue 24 Nov, 13:00"),
        ("in half an hour", "Tue 24 Nov, 11:30"),
        ("in 90 minutes", "Tue 24 Nov, 12:30"),
        ("3 Dec 10:00", "Thu 3 Dec, 10:00"),
        ("Thu 3 Dec, 10:00", "Thu 3 Dec, 10:00"),
        ("Dec 3rd, 2026 at 10.30", "Thu 3 Dec, 10:30"),
        ("the 3rd of December 2026, 10 am", "Thu 3 Dec, 10:00"),
        ("10:00, 3 december", "Thu 3 Dec, 10:00"),
        ("5 Jan 10:00", "Tue 5 Jan 2027, 10:00"),
        ("2 May 10:00", "Sun 2 May 2027, 10:00"),
        ("29 Feb 10:00", "Tue 29 Feb 2028, 10:00"),
        ("the 5th 10:00", "Sat 5 Dec, 10:00"),
        ("the 24th 15:00", "Tue 24 Nov, 15:00"),
        ("2026-12-03 10:00", "Thu 3 Dec, 10:00"),
        ("2026-12-03T10:00", "Thu 3 Dec, 10:00"),
        ("2026/12/3 10:00", "Thu 3 Dec, 10:00"),
        ("2026-12-03T10:00:00Z", "Thu 3 Dec, 11:00"),
        ("2026-12-03T10:00+05:30", "Thu 3 Dec, 05:30"),
        ("13/6 10:00", "Sun 13 Jun 2027, 10:00"),
        ("6/13/2027 10:00", "Sun 13 Jun 2027, 10:00"),
        ("13.6.27 10:00", "Sun 13 Jun 2027, 10:00"),
        ("5/5 9am", "Wed 5 May 2027, 09:00"),
        ("30.11. 10:00", "Mon 30 Nov, 10:00"),
        ("<t:1796204400:F>", "Wed 2 Dec, 10:40"),
        ("４ Dec １０:00", "Fri 4 Dec, 10:00"),
        ("٤ Dec ١٠:00", "Fri 4 Dec, 10:00"),
        ("  tomorrow\n 3pm ", "Wed 25 Nov, 15:00"),
    ],
)
def test_a_time_to_come(text: str, meant: str) -> None:
    assert when(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("now", "Tue 24 Nov, 11:00"),
        ("just now", "Tue 24 Nov, 11:00"),
        ("today", "Tue 24 Nov, 11:00"),
        ("this morning", "Tue 24 Nov, 11:00"),
        ("yesterday", "Mon 23 Nov, 12:00"),
        ("yesterday 3pm", "Mon 23 Nov, 15:00"),
        ("last night", "Mon 23 Nov, 12:00"),
        ("the day before yesterday", "Sun 22 Nov, 12:00"),
        ("Monday", "Mon 23 Nov, 12:00"),
        ("Tuesday", "Tue 17 Nov, 12:00"),
        ("Tuesday 9:00", "Tue 24 Nov, 09:00"),
        ("Tuesday 15:00", "Tue 17 Nov, 15:00"),
        ("last Tuesday", "Tue 17 Nov, 12:00"),
        ("last Friday", "Fri 20 Nov, 12:00"),
        ("3 days ago", "Sat 21 Nov, 12:00"),
        ("two weeks ago", "Tue 10 Nov, 12:00"),
        ("a fortnight ago", "Tue 10 Nov, 12:00"),
        ("an hour ago", "Tue 24 Nov, 10:00"),
        ("20 Nov", "Fri 20 Nov, 12:00"),
        ("2 May", "Sat 2 May, 12:00"),
        ("20 Dec 2025", "Sat 20 Dec 2025, 12:00"),
        ("the 5th", "Thu 5 Nov, 12:00"),
        ("9:00", "Tue 24 Nov, 09:00"),
        ("23:00", "Mon 23 Nov, 23:00"),
        ("11:04", "Tue 24 Nov, 11:00"),
    ],
)
def test_a_time_that_was(text: str, meant: str) -> None:
    assert when(text, "past") == meant


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("de", "morgen um 14 Uhr", "Wed 25 Nov, 14:00"),
        ("de", "am Freitag um 14:30", "Fri 27 Nov, 14:30"),
        ("de", "Di 1. Dez. 10:00", "Tue 1 Dec, 10:00"),
        ("de", "5.6. 10:00", "Sat 5 Jun 2027, 10:00"),
        ("de", "jetzt", "Tue 24 Nov, 11:00"),
        ("de", "in 2 Stunden", "Tue 24 Nov, 13:00"),
        ("de", "übermorgen 9 Uhr", "Thu 26 Nov, 09:00"),
        ("de", "tomorrow 3pm", "Wed 25 Nov, 15:00"),
        ("fr", "demain à 14h30", "Wed 25 Nov, 14:30"),
        ("fr", "vendredi 14h", "Fri 27 Nov, 14:00"),
        ("fr", "le 3 décembre à 10h", "Thu 3 Dec, 10:00"),
        ("fr", "5/6 10:00", "Sat 5 Jun 2027, 10:00"),
        ("es", "mañana 10:00", "Wed 25 Nov, 10:00"),
        ("pt_BR", "amanhã 10:00", "Wed 25 Nov, 10:00"),
        ("xx", "tomorrow 10:00", "Wed 25 Nov, 10:00"),
    ],
)
def test_the_members_language_is_read_beside_english(language: str, text: str, meant: str) -> None:
    assert when(text, language=language) == meant


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "That field is empty."),
        (" \n ", "That field is empty."),
        ("32nd of March", "There is no “32nd of March”: March has 31 days."),
        ("30 Feb 10:00", "There is no “30 Feb 10:00”: February has 29 days."),
        ("29 Feb 2027 10:00", "February has 28 days."),
        ("0 March", "March has 31 days."),
        ("5/6", "“5/6” could be 5 June or 6 May. Please write the month as a word"),
        ("5/6/2027 10:00", "could be 5 June or 6 May"),
        ("5.6. 10:00", "could be 5 June or 6 May"),
        ("3-12 10:00", "could be 3 December or 12 March"),
        ("13/13 10:00", "I can't read"),
        ("Friday", "At what time on Fri 27 Nov? Please write both"),
        ("in 3 days", "At what time on Fri 27 Nov?"),
        ("3 Dec", "At what time on Thu 3 Dec?"),
        ("tomorrow morning", "At what time on Wed 25 Nov?"),
        ("friday half past two", "Is that 2:30 in the morning or in the afternoon?"),
        ("Thu 3pm Berlin time", "please leave the zone out"),
        ("Thu 10:00 New York time", "please leave the zone out"),
        ("Thu any time", "I can't read"),
        ("tomorrow at 3", "Is that 3 in the morning or in the afternoon? Write “3:00” or “15:00”"),
        ("yesterday 3pm", "“yesterday 3pm” is Mon 23 Nov, 15:00, and that has passed."),
        ("yesterday", "and that has passed."),
        ("20 Nov 10:00", "is Fri 20 Nov, 10:00, and that has passed."),
        ("an hour ago", "and that has passed."),
        ("today 10:00", "and that has passed."),
        ("3 Dec 2029 10:00", "more than two years away"),
        ("in 900 days 10:00", "more than two years away"),
        ("3 Dec 0026 10:00", "more than two years away"),
        ("in 9999 months 10:00", "more than two years away"),
        ("next week", "Which day do you mean by “next week”?"),
        ("this weekend", "Which day do you mean"),
        ("some time next week", "Which day do you mean"),
        ("Tue 3 Dec 10:00", "that date is Thu 3 Dec. Which one is right?"),
        ("10:00 CET tomorrow", "leave the zone out"),
        ("3pm Eastern time", "leave the zone out"),
        ("25:00", "There is no such time"),
        ("10:75", "There is no such time"),
        ("13pm tomorrow", "There is no such time"),
        ("tomorrow 10:00 11:00", "has more than one time"),
        ("10:00-10:30", "I can't read “10:00-10:30” as a date."),
        ("14 Uhr morgen", "I can't read"),
        ("Tuesday 10", "I can't read"),
        ("10", "I can't read"),
        ("1", "I can't read"),
        ("a", "I can't read"),
        ("th", "I can't read"),
        ("mar", "I can't read"),
        ("2027", "I can't read"),
        ("hello", "I can't read “hello” as a date. Write for example “tomorrow 3pm”"),
        ("😀", "I can't read “😀”"),
        ("@everyone", r"I can't read “\@everyone”"),
        ("{typed}", "I can't read “{typed}”"),
        ("*soon*", r"I can't read “\*soon\*”"),
        ("<t:99999999999999999999:F>", "I can't read"),
        ("<t:999999999999:F>", "I can't read"),
        ("2026-13-03T10:00:00Z", "I can't read"),
        ("3 days", "I can't read"),
        ("Tuesday Wednesday 10:00", "I can't read"),
    ],
)
def test_what_is_unclear_is_asked_about(text: str, says: str) -> None:
    assert says in refused(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("tomorrow", "“tomorrow” is Wed 25 Nov, and that is still to come."),
        ("3 Dec", "“3 Dec” is Thu 3 Dec, and that is still to come."),
        ("2 Jan", "is Sat 2 Jan 2027, and that is still to come."),
        ("in 2 hours", "still to come"),
        ("today 15:00", "still to come"),
        ("3 years ago", "I can't read"),
        ("900 days ago", "more than two years away"),
        ("last week", "Which day do you mean"),
    ],
)
def test_a_time_to_come_is_refused_where_a_past_one_is_meant(text: str, says: str) -> None:
    assert says in refused(text, "past")


def test_a_long_text_is_refused_and_given_back() -> None:
    with pytest.raises(BadDate) as error:
        read_when("long " * 1000, NOW, BERLIN, "en", expect="future")
    assert error.value.give_back == "long " * 1000


def test_a_time_that_a_clock_change_leaves_out_is_the_first_after() -> None:
    reading = read_moment("28 March 2027 02:30", NOW, BERLIN, "en", expect="future")
    assert reading.instant == datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert reading.remark == (
        "The clocks go forward then and that time is left out, so I took the first one after."
    )


def test_a_time_that_comes_twice_is_the_first() -> None:
    reading = read_moment("31 Oct 2027 02:30", NOW, BERLIN, "en", expect="future")
    assert reading.instant == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert reading.remark is not None
    assert "comes twice" in reading.remark
    plain = read_moment("31 Oct 2027 03:30", NOW, BERLIN, "en", expect="future")
    assert plain.remark is None


def test_the_day_is_that_of_the_members_zone() -> None:
    midnight = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)  # Wednesday in Berlin already
    assert when("tomorrow 10:00", now=midnight) == "Thu 26 Nov, 10:00"
    assert read_day("today", midnight, "America/New_York", "en") == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "expect", "day"),
    [
        ("Friday", "future", date(2026, 11, 27)),
        ("Tuesday", "future", date(2026, 12, 1)),
        ("in 3 days", "future", date(2026, 11, 27)),
        ("tomorrow 3pm", "future", date(2026, 11, 25)),
        ("today", "future", date(2026, 11, 24)),
        ("3 December", "future", date(2026, 12, 3)),
        ("in 20 hours", "future", date(2026, 11, 25)),
        ("Tuesday", "past", date(2026, 11, 17)),
        ("yesterday", "past", date(2026, 11, 23)),
    ],
)
def test_a_day(text: str, expect: Literal["past", "future"], day: date) -> None:
    found = read_day(text, NOW, BERLIN, "en", expect=expect)
    assert found == day
    assert type(found) is date


@pytest.mark.parametrize("text", ["yesterday", "10am", "", "5/6", "32 March", "in 3 years"])
def test_a_day_that_is_refused(text: str) -> None:
    with pytest.raises(BadDate):
        read_day(text, NOW, BERLIN, "en")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9", time(9)),
        ("7", time(7)),
        ("23", time(23)),
        ("9:30", time(9, 30)),
        ("9.30", time(9, 30)),
        ("09:30:59", time(9, 30)),
        ("2pm", time(14)),
        ("2:15 PM", time(14, 15)),
        ("14h", time(14)),
        ("14h30", time(14, 30)),
        ("14 Uhr", time(14)),
        ("noon", time(12)),
        ("midnight", time(0)),
        ("at 9", time(9)),
        ("0:05", time(0, 5)),
    ],
)
def test_a_time_of_day(text: str, meant: time) -> None:
    assert read_time(text) == meant


@pytest.mark.parametrize(
    "text", ["", "24", "24:00", "25", "9:60", "half to nine", "9am tomorrow", "later", "-1"]
)
def test_a_time_of_day_that_is_refused(text: str) -> None:
    with pytest.raises(BadDate):
        read_time(text)


def test_days_in_words() -> None:
    instant = datetime(2026, 12, 3, 9, tzinfo=UTC)
    assert in_words(instant, BERLIN, "en") == "Thu 3 Dec, 10:00"
    assert in_words(instant, BERLIN, "de") == "Do., 3. Dez., 10:00"
    assert day_in_words(date(2026, 12, 3), "fr") == "jeu. 3 déc."
    assert day_in_words(date(2026, 12, 3), "no such language") == "Thu 3 Dec"
    assert day_in_words(date(2027, 1, 2), "en", today=date(2026, 12, 3)) == "Sat 2 Jan 2027"
    assert day_in_words(date(2027, 1, 2), "de", today=date(2026, 12, 3)) == "Sa., 2. Jan. 2027"
    assert timestamp(instant) == "<t:1796288400:F>"
    assert timestamp(instant, "R") == "<t:1796288400:R>"


@given(
    st.dates(date(2026, 11, 25), date(2028, 11, 20)),
    st.times().map(lambda one: one.replace(second=0, microsecond=0)),
)
def test_what_we_write_we_read(day: date, clock_time: time) -> None:
    text = f"{day_in_words(day, 'en', today=date(1999, 1, 1))}, {clock_time:%H:%M}"
    reading = read_moment(text, NOW, BERLIN, "en", expect="future")
    if reading.remark is None:
        assert in_words(reading.instant, BERLIN, "en", now=datetime(1999, 1, 1, tzinfo=UTC)) == text


WORDS = st.from_regex(
    r"(now|in|at|ago|the|of|next|last|3|12|31|99|10:00|14h|2pm|am|pm|uhr|noon|days?|weeks?|month"
    r"|hours|tuesday|fri|march|mar|dec|5/6|31\.12\.|2026-12-03|2026|0000|-|\.|,|@|tomorrow"
    r"|yesterday|morgen|demain|T|Z|utc|\+2|<t:1:F>|half an hour|from|time|'s|9999|1e9|½|²|Ⅳ)",
    fullmatch=True,
)
ANYTHING = st.text(max_size=120) | st.lists(WORDS, max_size=6).map(" ".join)
LANGUAGES = st.sampled_from(["en", "de", "fr", "ja", "ar", "pt_BR", "zh_CN", "xx", ""])


@settings(max_examples=400, deadline=None)
@given(ANYTHING, LANGUAGES, st.sampled_from(["past", "future"]))
@example("\x00", "en", "future")
@example("1" * 100, "en", "past")
@example("february 29 9999", "en", "future")
def test_any_text_is_read_or_refused_kindly(text: str, language: str, expect: Any) -> None:
    for read in (read_when, read_day):
        try:
            read(text, NOW, BERLIN, language, expect=expect)  # type: ignore[operator]
        except Feedback as error:
            refusal = error
        else:
            continue
        assert 0 < len(sentence(refusal)) < 600
        assert refusal.give_back == text or len(" ".join(text.split())) <= 100


@given(ANYTHING)
def test_any_time_of_day_is_read_or_refused_kindly(text: str) -> None:
    try:
        read_time(text)
    except Feedback as refusal:
        sentence(refusal)


@settings(deadline=None)
@given(ANYTHING, st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)))
def test_what_is_read_lies_on_the_side_that_is_meant(text: str, naive: datetime) -> None:
    now = naive.replace(tzinfo=UTC)
    try:
        ahead = read_when(text, now, BERLIN, "en", expect="future")
    except Feedback:
        return
    assert ahead >= now.replace(second=0, microsecond=0) - (NOW - NOW.replace(hour=9, minute=54))
