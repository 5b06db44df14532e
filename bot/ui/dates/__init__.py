"""Days and times as people write them, and instants in words.

`read_when`, `read_day` and `read_time` take any text and either understand it or raise
`BadDate` (a `Feedback`): a sentence that says what to write instead and quotes what was typed.
They never raise anything else. Nothing is guessed silently: "5/6" is asked about, a day without
a time for a meeting as well, and the caller shows the result in words before it is saved.

English is understood in every language, by the grammar in `days` and `clock`; what it doesn't
know goes to dateparser with the member's language, kept on a short lead (`elsewhere`).
Wall-clock times are those of the member's zone; a time that a clock change leaves out becomes
the first valid instant after it, one that comes twice the first
(`bot.coaching.calendar.at_wall_clock`).
"""

from bot.ui.dates.asked import BadDate, Expect
from bot.ui.dates.reading import Reading, read_day, read_moment, read_time, read_when
from bot.ui.dates.words import day_in_words, in_words, timestamp

__all__ = [
    "BadDate",
    "Expect",
    "Reading",
    "day_in_words",
    "in_words",
    "read_day",
    "read_moment",
    "read_time",
    "read_when",
    "timestamp",
]
