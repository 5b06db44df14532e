"""The labelled texts of `texts/` and of the tests' held-out folders, as people wrote them.

    ## email | student, Indian English | kindly is no pressure
    Respected Sunita ma'am, ...
    //
    purpose: how one enters metallurgy
    ask: Kindly spare 15 minutes on call

The head names the channel; below `//` each label quotes the words that carry it (`;` between
quotes, `-` for none). Of a question list the head names the minutes, and each question carries
its labels in brackets. README.md has the whole of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.coaching.channels import Channel

LETTER_LABELS = {
    "requests": (
        *("purpose", "background", "link", "ask", "time", "thanks"),
        *("job", "attach", "pressure", "slot"),
    ),
    "thanks": ("point", "next", "job", "gift", "slot"),
}
PER_QUESTION = ("closed", "job-seeking", "googleable", "double", "personal")
"""What a question may carry that is to be mended."""
QUESTION_LABELS = (*PER_QUESTION, "broad", "advice")
NAMED = "greet"
_CHANNELS = {"intro": Channel.INTRODUCTION, "card": Channel.EMAIL}
_LINKEDIN = {"linkedin200": 200, "linkedin300": 300}
_MOST_WORDS = 150
_BRACKETED = re.compile(r"\s*\[([^\[\]]*)\]\s*$")
_REPEATS = re.compile(r"dup=(\d+)")


@dataclass(slots=True)
class Letter:
    """A request or a thank-you, and for each label the words quoted; `named` is its greeting's."""

    part: str
    channel: str
    text: str
    quotes: dict[str, list[str]]
    named: bool
    source: str

    def findings(self) -> set[str]:
        """What a check should find."""
        found = {MISSING[label] for label, quoted in self.quotes.items() if self._lacks(label)}
        found |= {_THERE[label] for label, quoted in self.quotes.items() if quoted} - {""}
        if not self.named and self.channel != "call":
            found.add("generic-greeting")
        if self._is_too_long():
            found.add("too-long")
        return found

    def _lacks(self, label: str) -> bool:
        if label == "time" and not self.quotes["ask"]:
            return False
        return label in MISSING and not self.quotes[label]

    def _is_too_long(self) -> bool:
        if self.channel in _LINKEDIN and self.part == "requests":
            return len(self.text.strip()) > _LINKEDIN[self.channel]
        return len(self.text.split()) > _MOST_WORDS


MISSING = {
    "purpose": "purpose-missing",
    "background": "background-missing",
    "link": "link-missing",
    "ask": "ask-missing",
    "time": "time-missing",
    "thanks": "no-thanks",
    "point": "no-specific",
    "next": "no-next-step",
}
_THERE = dict.fromkeys(MISSING, "") | {
    "job": "job-ask",
    "attach": "attachment",
    "pressure": "pressure",
    "slot": "placeholder",
    "gift": "gift",
}


@dataclass(slots=True)
class Question:
    """A question, its labels, and the (0-based) earlier ones that it asks again."""

    text: str
    labels: set[str] = field(default_factory=set)
    repeats: list[int] = field(default_factory=list)


@dataclass(slots=True)
class QuestionList:
    """A question list for a talk of some minutes."""

    minutes: int
    questions: list[Question]
    source: str

    def findings(self) -> set[str]:
        """What a check should find of the list as a whole, but for repeated questions."""
        count, found = len(self.questions), set()
        if count < 5:
            found.add("too-few")
        if 2 * count > self.minutes:
            found.add("too-many")
        for one in self.questions:
            if "broad" in one.labels:
                break
            if "advice" in one.labels:
                found.add("order")
                break
        return found


def channel_called(name: str) -> Channel:
    """The channel that a labelled text's head names; a card is read as an e-mail is."""
    return _CHANNELS.get(name) or Channel(name)


def letters(folder: Path, part: str) -> Iterator[Letter]:
    """The labelled requests or thank-yous of a folder."""
    for source, head, text, labels in _blocks(folder, part):
        quotes = {label: _quotes(labels.get(label, "-")) for label in LETTER_LABELS[part]}
        channel = head.partition("|")[0].strip()
        yield Letter(part, channel, text, quotes, labels[NAMED] == "named", source)


def question_lists(folder: Path) -> Iterator[QuestionList]:
    """The labelled question lists of a folder."""
    for source, head, text, _ in _blocks(folder, "questions"):
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        minutes = int(head.split(maxsplit=1)[0])
        yield QuestionList(minutes, [_question(line) for line in lines], source)


def _question(line: str) -> Question:
    match = _BRACKETED.search(line)
    if match is None:
        return Question(line)
    labels = {one.strip() for one in match[1].split(",")}
    repeats = [int(found[1]) - 1 for one in labels if (found := _REPEATS.fullmatch(one))]
    return Question(line[: match.start()], labels & set(QUESTION_LABELS), repeats)


def _quotes(value: str) -> list[str]:
    if value in {"", "-"}:
        return []
    return [one.strip().strip('"') for one in value.split(" ; ")]


def _blocks(folder: Path, part: str) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """For each text its source, head, text and labels."""
    for path in sorted(folder.glob(f"{part}-*.txt")):
        blocks = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
        for number, block in enumerate(blocks, 1):
            head, _, rest = block.partition("\n")
            text, _, tail = rest.rpartition("\n//")
            labels = {
                key.strip().lower(): value.strip()
                for key, colon, value in (line.partition(":") for line in tail.splitlines())
                if colon
            }
            yield f"{path.stem}#{number}", head, text.strip("\n"), labels
