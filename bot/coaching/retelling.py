"""A note of what somebody said, as it is said back to them: "she told me to wait" → "to wait"."""

import re

from bot.coaching.names import first_name

_SAYING = (
    r"(?:said|says|told me|tells me|mentioned|suggested|suggests|explained|recommended"
    r"|advised(?: me)?|thinks|thought|pointed out|taught me)"
)
_ADVICE = re.compile(
    r"(?:his|her|their|your)\s+(?:\w+\s+)?(?:advice|tip|point)\s*(?:was|is)?\s*[:,]?\s+",
    re.IGNORECASE,
)


def as_told(note: str, name: str) -> str:
    """`note` without the words that tell who said it: the reader of a thank-you knows."""
    who = "|".join(["s?he", "they", "you", re.escape(name), re.escape(first_name(name))])
    said = re.compile(rf"(?:{who})\s+{_SAYING}\s*[:,]?\s+(?:that\s+)?", re.IGNORECASE)
    for opening in (said, _ADVICE):
        match = opening.match(note)
        if match and match.end() < len(note):
            return note[match.end() :]
    return note
