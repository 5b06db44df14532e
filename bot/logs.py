"""The log: lines for people or for machines, without secrets and without Discord ids.

Whatever passes through here is cleaned last thing before it is written, other libraries' lines
included: tokens and keys are cut out, and numbers that look like Discord ids become the
installation's pseudonyms. Of an exception its type and its place in the code are logged, not its
own words, which may quote somebody (`bare_traceback`). What members wrote is never given to a
logger in the first place.
"""

import json
import logging
import re
import secrets
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final, Literal, TextIO

REMOVED: Final = "[removed]"
_REFERENCE_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that look alike

# A bot's token is three parts in base64 with dots between; interactions and webhooks have
# theirs in the path of an address. A password stands before the @ of one.
_TOKEN = re.compile(r"\b[\w-]{23,40}\.[\w-]{5,8}\.[\w-]{25,80}")
_TOKEN_IN_PATH = re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w.~-]{20,}")
_PASSWORD = re.compile(r"(\w://[^\s:/@]*:)[^\s@/]+@")
_SNOWFLAKE = re.compile(r"(?<![\w.])\d{17,20}(?!\w|\.\d)|(?<=[/_:=<@!&#])\d{17,20}")
_TO_QUOTE = re.compile(r"[\s\"=]")
_ID_OF_A_PERSON_FROM = 10**16

Pseudonym = Callable[[int], str]


class Cleaner(logging.Filter):
    """Takes secrets and Discord ids out of a record: its text, its traceback, its fields."""

    def __init__(self, secrets_to_hide: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets_to_hide if len(secret) >= 8)
        self.pseudonym: Pseudonym | None = None
        """How an id becomes a pseudonym; without it ids are only removed."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self.clean(_message(record)), None
        error = record.exc_info[1] if record.exc_info else None
        record.exc_text = self.clean(bare_traceback(error)) if error else None
        record.exc_info = None
        for name, value in _fields(record).items():
            setattr(record, name, self._clean_value(value))
        return True

    def clean(self, text: str) -> str:
        """`text` without secrets and ids."""
        for secret in self._secrets:
            text = text.replace(secret, REMOVED)
        text = _TOKEN.sub(REMOVED, text)
        text = _TOKEN_IN_PATH.sub(rf"\1{REMOVED}", text)
        text = _PASSWORD.sub(rf"\1{REMOVED}@", text)
        return _SNOWFLAKE.sub(lambda found: self._alias(int(found[0])), text)

    def _clean_value(self, value: Any) -> Any:
        if isinstance(value, bool | float | None):
            return value
        if isinstance(value, int):
            return self._alias(value) if value >= _ID_OF_A_PERSON_FROM else value
        return self.clean(str(value))

    def _alias(self, discord_id: int) -> str:
        return f"#{self.pseudonym(discord_id)}" if self.pseudonym else "#…"


class TextFormatter(logging.Formatter):
    """`2026-01-05 10:00:00 INFO bot.delivery: delivery id=7 outcome=sent late=0.4`"""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatTime(  # noqa: N802 (logging's name for it)
        self, record: logging.LogRecord, datefmt: str | None = None
    ) -> str:
        return _instant(record).strftime("%Y-%m-%d %H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        line = super().formatMessage(record).replace("\n", "\n    ")
        fields = _fields(record).items()
        return line + "".join(f" {name}={_quoted(str(value))}" for name, value in fields)


class JsonFormatter(logging.Formatter):
    """One object a line: `at` (ISO 8601, UTC), `level`, `logger`, `message`, the line's own
    fields (what was given as `extra`), and `error` with the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": _instant(record).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
            **_fields(record),
        }
        if record.exc_text:
            line["error"] = record.exc_text
        return json.dumps(line, ensure_ascii=False, default=str)


def set_up(
    level: str = "INFO",
    form: Literal["text", "json"] = "text",
    *,
    hide: Iterable[str] = (),
    stream: TextIO | None = None,
) -> Cleaner:
    """Send every log line to `stream` (standard error), cleaned; the cleaner, whose
    `pseudonym` is set once the keys are known. `hide` are secrets to cut out wherever they
    turn up. Calling it again replaces what the first call set up."""
    cleaner = Cleaner(hide)
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter() if form == "json" else TextFormatter())
    handler.addFilter(cleaner)
    handler.set_name("rapport")
    root = logging.getLogger()
    for old in [one for one in root.handlers if one.get_name() == "rapport"]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name, quietest in _TALKATIVE.items():
        logging.getLogger(name).setLevel(max(quietest, root.level))
    logging.captureWarnings(True)
    return cleaner


def use_pseudonyms(pseudonym: Pseudonym) -> None:
    """From here on write Discord ids as `pseudonym` says (`Keyring.pseudonym`)."""
    for handler in logging.getLogger().handlers:
        for cleaner in handler.filters:
            if isinstance(cleaner, Cleaner):
                cleaner.pseudonym = pseudonym


def bare_traceback(error: BaseException) -> str:
    """Where `error` and its causes were raised, the first cause first, without their own words.

    Only what is known to be harmless is told of them: our own sentences, the operating
    system's, Discord's codes.
    """
    lines: list[str] = []
    for one in reversed(list(_chain(error))):
        lines += traceback.format_list(traceback.extract_tb(one.__traceback__))
        lines.append(f"{type(one).__module__}.{type(one).__qualname__}{_harmless(one)}\n")
    return "".join(lines).rstrip("\n")


def error_reference() -> str:
    """A short reference that stands in the log and in the answer to the member: `7KQ-M2X`."""
    letters = [secrets.choice(_REFERENCE_LETTERS) for _ in range(6)]
    return "".join(letters[:3]) + "-" + "".join(letters[3:])


# Their lower levels name every request and every statement.
_TALKATIVE = {
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    # What fails or is missed is logged by the alarm; a sweep that takes long is none of it.
    "apscheduler.executors": logging.CRITICAL,
    "apscheduler.scheduler": logging.ERROR,
    "asyncio": logging.INFO,
    "discord": logging.INFO,
    "sqlalchemy": logging.WARNING,
    "tzlocal": logging.INFO,
}

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def _chain(error: BaseException) -> Iterator[BaseException]:
    """`error` and what it came from, each once."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _harmless(error: BaseException) -> str:
    if isinstance(getattr(error, "sentence", None), str):
        return f": {error}"
    if isinstance(error, OSError) and error.strerror:
        return f": {error.strerror}"
    status, code = getattr(error, "status", None), getattr(error, "code", None)
    if isinstance(code, int):
        return f": {f'HTTP {status}, ' if isinstance(status, int) else ''}code {code}"
    for name in ("sqlite_errorname", "sqlstate"):
        if isinstance(detail := getattr(error, name, None), str):
            return f": {detail}"
    return ""


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    """What the line was given as `extra`."""
    return {name: value for name, value in vars(record).items() if name not in _STANDARD}


def _quoted(value: str) -> str:
    """`value` as one word, so that it can be told where a field ends."""
    return value if value and not _TO_QUOTE.search(value) else json.dumps(value, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):  # arguments that don't fit must not lose the line
        return str(record.msg)


def _instant(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)
