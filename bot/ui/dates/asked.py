"""What a member typed for a date, on which side of now it should lie, and the refusals."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from bot.coaching.calendar import at_wall_clock, local_day
from bot.feedback import N_, BadInput, Message, Value
from bot.ui.dates.words import day_in_words, in_words

Expect = Literal["past", "future"]

GRACE = timedelta(minutes=5)
"""By so much a time may lie on the wrong side of now: typing takes a while."""
FARTHEST = timedelta(days=731)
LONGEST_DATE = 100


class BadDate(BadInput):
    """A day or a time that can't be read, or not meant as it stands."""


EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
WHEN_EXAMPLES: dict[str, Message] = {
    "future": N_("“tomorrow 3pm”, “Tue 14:30” or “3 Dec 10:00”"),
    "past": N_("“yesterday”, “last Tuesday” or “3 days ago”"),
}
DAY_EXAMPLES: dict[str, Message] = {
    "future": N_("“Friday”, “in 3 days” or “3 December”"),
    "past": N_("“yesterday”, “last Tuesday” or “3 days ago”"),
}
TIME_EXAMPLES = N_("“9:30”, “14:00” or “2pm”")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a member typed, and when and where they did. `text` is `typed` made plain."""

    typed: str
    text: str
    now: datetime
    zone: str
    language: str
    future: bool
    examples: Message
    clock_time: time | None = None

    @property
    def today(self) -> date:
        return local_day(self.now, self.zone)

    def refusal(self, message: str, **values: Value) -> BadDate:
        error = BadDate(message, typed=self.typed, examples=self.examples)
        error.values.update(values)
        return error

    def unreadable(self) -> BadDate:
        return self.refusal(N_("I can't read “{typed}” as a date. Write for example {examples}."))

    def words(self, day: date) -> str:
        return day_in_words(day, self.language, today=self.today)


def asked_for(
    text: str, now: datetime, zone: str, language: str, expect: str, examples: Message
) -> Asked:
    typed = " ".join(text.split())
    if not typed:
        raise BadDate(N_("That field is empty. Write for example {examples}."), examples=examples)
    if len(typed) > LONGEST_DATE:
        raise BadDate(
            N_(
                "That is long for a date; a few words will do, for example {examples}. "
                "Here is your text again so that nothing is lost:"
            ),
            examples=examples,
            give_back=text,
        )
    plain = _plain(typed)
    return Asked(typed, plain, now, zone, language, expect == "future", examples)


def _plain(text: str) -> str:
    """In lower case, digits as 0 to 9, without marks at the ends."""
    text = unicodedata.normalize("NFKC", text).lower()
    digits = (str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    return " ".join("".join(digits).split()).strip(" ,;!?").removesuffix(".")


def nearest_day(asked: Asked, clock_time: time) -> date:
    """The day on which a time without a day is next, or was last."""
    today = asked.today
    instant = at_wall_clock(today, clock_time, asked.zone)
    if asked.future:
        return today if instant >= asked.now - GRACE else today + timedelta(days=1)
    return today if instant <= asked.now + GRACE else today - timedelta(days=1)


def on_the_right_side(asked: Asked, instant: datetime) -> datetime:
    refuse_far(asked, instant.date())
    when = in_words(instant, asked.zone, asked.language, now=asked.now)
    if asked.future and instant < asked.now - GRACE:
        raise asked.refusal(_PASSED, when=when)
    if not asked.future:
        if instant > asked.now + GRACE:
            raise asked.refusal(_AHEAD, when=when)
        return min(instant, asked.now)
    return instant


def day_on_the_right_side(asked: Asked, day: date) -> date:
    refuse_far(asked, day)
    if asked.future and day < asked.today:
        raise asked.refusal(_PASSED, when=asked.words(day))
    if not asked.future and day > asked.today:
        raise asked.refusal(_AHEAD, when=asked.words(day))
    return day


_PASSED = N_(
    "“{typed}” is {when}, and that has passed. Write a time to come, for example {examples}."
)
_AHEAD = N_(
    "“{typed}” is {when}, and that is still to come. Write when it was, for example {examples}."
)


def refuse_far(asked: Asked, day: date) -> None:
    if abs(day - asked.today) > FARTHEST:
        raise asked.refusal(
            N_(
                "“{typed}” is more than two years away from today. "
                "Is the year right? Write for example {examples}."
            )
        )
