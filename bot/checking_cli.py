"""`rapport check`: what the coach finds in texts of one's own, for people and for scripts.

It needs no settings, no token, no database and no network.
"""

import argparse
import io
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from bot.coaching.checks.findings import Finding, Known

OK: Final = 0
USAGE: Final = 2
PARTS: Final = ("request", "questions", "thanks")
CHANNELS: Final = ("email", "linkedin200", "linkedin300", "call")
STANDARD_INPUT: Final = "-"


class BadInput(Exception):
    """A file or an option that can't be used. The text says which and why."""


@dataclass(frozen=True, slots=True)
class _Given:
    """A text, and the name it was given by."""

    name: str
    text: str


def add_arguments(check: argparse.ArgumentParser) -> None:
    """The arguments of `rapport check`."""
    check.add_argument("part", choices=PARTS, help="what the files hold")
    check.add_argument("--json", action="store_true", help="one line of JSON a file")
    check.add_argument("--channel", choices=CHANNELS, default="email", help="of a request")
    check.add_argument(
        "--minutes", type=int, default=20, metavar="N", help="the talk's length, 10 to 60"
    )
    check.add_argument("--goal", default="", metavar="TEXT", help="what you hope to learn")
    check.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="in UTF-8, - for standard input; of a question list each line is a question",
    )


def run(given: argparse.Namespace) -> int:
    """Check the files in order; 0, or 2 where an option or a file can't be used."""
    try:
        known = _known(given)
        texts = _read(given.files)
    except BadInput as error:
        print(error, file=sys.stderr)
        return USAGE
    check = _check(given.part)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that has no curly quotes shows something else instead.
        sys.stdout.reconfigure(errors="replace")
    for one in texts:
        findings = check(one.text, known)
        _warn_of_language(one)
        told = [_Told(finding, given.part) for finding in findings]
        print(_as_json(one, told) if given.json else _as_text(one, told))
    return OK


def _known(given: argparse.Namespace) -> "Known":
    from bot.coaching.channels import Channel
    from bot.coaching.checks.findings import Known

    try:
        return Known(Channel(given.channel), minutes=given.minutes, goal=given.goal)
    except ValueError as error:
        raise BadInput(f"--minutes: {error}") from None


def _read(names: Sequence[str]) -> list[_Given]:
    """All files, before anything is printed. Raises `BadInput` for one that can't be read."""
    if names.count(STANDARD_INPUT) > 1:
        raise BadInput("Standard input (-) can be read only once.")
    if STANDARD_INPUT in names and sys.stdin is None:
        raise BadInput("Standard input (-) is closed.")
    return [_Given(name, _text(name)) for name in names]


def _text(name: str) -> str:
    """The text as it is, line ends included, because findings count its characters."""
    try:
        raw = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise BadInput(f"{name} can't be read: {reason}.") from None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"{name} is not UTF-8 (byte {error.start}).") from None


def _check(part: str) -> "Callable[[str, Known], list[Finding]]":
    """The check of a part, loaded only now: rules and patterns take a moment."""
    if part == "request":
        from bot.coaching.checks.requests import check_request

        return check_request
    if part == "questions":
        from bot.coaching.checks.questions import check_questions

        return check_questions
    from bot.coaching.checks.thanks import check_thanks

    return check_thanks


def _warn_of_language(given: _Given) -> None:
    from bot.coaching.checks.text import reads_as_english

    if not reads_as_english(given.text):
        print(
            f"{given.name}: the checks read English; only what any language shows was checked.",
            file=sys.stderr,
        )


class _Told:
    """A finding with what the coach says to it, as in Discord."""

    def __init__(self, finding: "Finding", part: str) -> None:
        from bot.ui.checking_words import THANKS, words_for

        words = words_for(finding, THANKS if part == "thanks" else "")
        self.finding = finding
        self.why, self.source = words.reason, words.source
        self.fix = finding.fix or words.how


def _as_json(given: _Given, told: Sequence[_Told]) -> str:
    return json.dumps({"file": given.name, "findings": [_fields(one) for one in told]})


def _fields(told: _Told) -> dict[str, Any]:
    finding = told.finding
    return {
        "id": finding.id.value,
        "span": list(finding.span) if finding.span else None,
        "index": finding.index,
        "why": told.why,
        "source": told.source,
        "fix": told.fix,
    }


def _as_text(given: _Given, told: Sequence[_Told]) -> str:
    if not any(char.isalnum() for char in given.text):
        return f"{given.name}: no words yet. Write a line or two, and I'll read them with you."
    if not told:
        return f"{given.name}: nothing to mend."
    return "\n".join(_line(given, one) for one in told)


def _line(given: _Given, told: _Told) -> str:
    finding = told.finding
    where = "" if finding.index is None else f" question {finding.index + 1}:"
    words = f" “{given.text[slice(*finding.span)]}”" if finding.span else ""
    return (
        f"{given.name}:{where} {finding.id.value}{words}\n"
        f"    {told.why} ({told.source})\n    {told.fix}"
    )
