"""Members' words, shown as they typed them.

    clean     without invisible characters that could deceive; for storing
    shown     safe in a message of ours: nothing in it is markup, a mention or a command
    escape    the same on one line, for the middle of a sentence of ours
    cut       at most so many characters, never through the middle of a visible one
    within    refuses what is too long, and gives it back
    by_sentence   shortens by whole sentences
    pieces    splits an answer of ours for messages of 2,000 characters
    sentence  the translated sentence of a `Feedback`, its values worded and made safe

Lengths are counted in Unicode code points, as Discord and Python do.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime

from bot.feedback import Feedback, Message, TooLong, Value
from bot.i18n import _, current_language, fill
from bot.ui.dates import day_in_words, timestamp

MESSAGE_LIMIT = 2000
"""Characters that one Discord message holds."""

ELLIPSIS = "…"
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
MOST_MARKS = 4
"""Combining marks in a row; more than any writing needs would climb over the lines above."""

_ZWNJ, _ZWJ, _LRM, _RLM = "\u200c", "\u200d", "\u200e", "\u200f"
_BLACK_FLAG = "\U0001f3f4"
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_BLANKS = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0")
"""Characters that show nothing although they count as letters or marks."""

_URL = re.compile(r"https?://[^\s<>]+")
_EMOJI = re.compile(r"<a?:\w{2,32}:\d{15,21}>")
_KEPT = re.compile(f"{_EMOJI.pattern}|{_URL.pattern}")
_MARKUP = re.compile(r"[\\*_~|`\[\]<]")
_MENTION = re.compile(r"@(?=everyone|here)")
_LINE_START = re.compile(
    r"^(\s*)(>|#(?=#*(?:\s|$))|[-+](?=\s|#|$)|\d+(?=[.)](?:\s|$)))", re.MULTILINE
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)]*(?=\s)|(?<=[。！？])|(?=\n)")
_ABBREVIATION = re.compile(r"\b(Dr|Mr|Mrs|Ms|Prof|St|vs|e\.g|i\.e|approx|ca)\.$", re.IGNORECASE)


def clean(text: str) -> str:
    """`text` without control characters and without invisible ones where they could deceive.

    Emoji keep their joiners, Persian and Indic words theirs, right-to-left text its marks. Line
    ends become "\\n"; blanks at both ends go.
    """
    if text.isascii() and text.isprintable():  # most texts; nothing in them could deceive
        return text.strip()
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    has_rtl = is_right_to_left(text)
    kept: list[str] = []
    marks = 0
    for index, char in enumerate(text):
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= MOST_MARKS and _is_welcome(char, text, index, has_rtl):
            kept.append(char)
    return "".join(kept).strip()


def is_right_to_left(text: str) -> bool:
    """Whether any of it is written from right to left."""
    return not text.isascii() and any(
        unicodedata.bidirectional(char) in _RIGHT_TO_LEFT and unicodedata.category(char) != "Cf"
        for char in text
    )


def shown(text: str) -> str:
    """`text` so that Discord shows it as typed, whatever it contains.

    Markdown, masked links, headings, lists, quotes, code, mentions, timestamps and command
    links are escaped; addresses (https://…) and emoji stay as they are.
    """
    text = clean(text)
    parts: list[str] = []
    end = 0
    for kept in _KEPT.finditer(text):
        parts += (_escaped(text[end : kept.start()]), kept[0])
        end = kept.end()
    parts.append(_escaped(text[end:]))
    return _LINE_START.sub(_escape_line_start, "".join(parts))


def escape(text: str) -> str:
    """`text` on one line, as `shown`, for the middle of a sentence.

    Right-to-left words are isolated, so that they don't turn the sentence around them over.
    """
    line = shown(" ".join(clean(text).split()))
    if is_right_to_left(line):
        return f"{FIRST_STRONG_ISOLATE}{line}{POP_ISOLATE}"
    return line


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, "…" at the end where something is missing.

    Emoji and accented letters are never cut in two. Cut first and escape afterwards.
    """
    if len(text) <= limit:
        return text
    kept = ""
    for cluster in graphemes(text):
        if len(kept) + len(cluster) > limit - len(ELLIPSIS):
            break
        kept += cluster
    return (kept.rstrip() + ELLIPSIS)[: max(limit, 0)]


def within(text: str, limit: int, field: str) -> str:
    """`text`, cleaned, where it has at most `limit` characters.

    Raises `TooLong` with both counts, giving the text back. `field` is the field's name in the
    member's language.
    """
    cleaned = clean(text)
    if len(cleaned) > limit:
        raise TooLong(field, len(cleaned), limit, text)
    return cleaned


def by_sentence(text: str, limit: int) -> str:
    """The first sentences of `text` that fit into `limit` characters, whole, in their lines.

    At least one is kept, cut where it is too long by itself.
    """
    text = text.strip()
    if len(text) <= limit:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text) if 0 < found.end() <= limit]
    for end in reversed(ends):
        if not _ABBREVIATION.search(text[:end]):
            return text[:end].rstrip()
    return cut(text, limit)


def pieces(text: str, limit: int = MESSAGE_LIMIT) -> list[str]:
    """`text` in pieces of at most `limit` characters.

    Split between paragraphs where that is possible, else between lines, else between words.
    """
    rest = text.strip()
    found: list[str] = []
    while len(rest) > limit:
        at = _where_to_split(rest, limit)
        found.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*filter(None, found), *([rest] if rest else [])]


def sentence(feedback: Feedback) -> str:
    """What a `Feedback` says, in the current language, its values worded and made safe."""
    return fill(
        _(feedback.text), **{name: worded(value) for name, value in feedback.values.items()}
    )


def worded(value: Value) -> str:
    """A value for the middle of a sentence of ours."""
    match value:
        case Message():
            return _(str(value))
        case datetime():
            return timestamp(value)
        case date():
            return day_in_words(value, current_language())
        case str():
            return escape(value)
        case _:
            return str(value)


def graphemes(text: str) -> Iterator[str]:
    """The visible characters of `text`, each with its accents, joiners and skin tones.

    Close to Unicode's rules for clusters, without their tables: good enough for cutting.
    """
    cluster = ""
    for char in text:
        if cluster and not _continues(cluster, char):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def _is_welcome(char: str, text: str, index: int, has_rtl: bool) -> bool:
    if char in "\n\t":
        return True
    category = unicodedata.category(char)
    if char in _BLANKS or category in {"Cc", "Cs", "Zl", "Zp"}:
        return False
    if category != "Cf":
        return True
    if char in {_ZWJ, _ZWNJ}:
        return _joins(text, index)
    if 0xE0020 <= ord(char) <= 0xE007F:  # the letters of a flag such as Scotland's
        return _BLACK_FLAG in text[:index]
    return char in {_LRM, _RLM} and has_rtl


def _joins(text: str, index: int) -> bool:
    """Whether a joiner stands where a writing or an emoji needs it: between two such signs."""
    around = text[index - 1 : index] + text[index + 1 : index + 2]
    return index > 0 and len(around) == 2 and all(_uses_joiners(char) for char in around)


def _uses_joiners(char: str) -> bool:
    code = ord(char)
    is_script = 0x0600 <= code <= 0x0DFF or 0x1780 <= code <= 0x18AF
    is_emoji = code >= 0x1F000 or 0x2190 <= code <= 0x2BFF or 0xFE00 <= code <= 0xFE0F
    return is_script or is_emoji


def _escaped(text: str) -> str:
    return _MENTION.sub(r"\\@", _MARKUP.sub(r"\\\g<0>", text))


def _escape_line_start(found: re.Match[str]) -> str:
    blanks, sign = found.groups()
    return f"{blanks}{sign}\\" if sign.isdigit() else f"{blanks}\\{sign}"


def _continues(cluster: str, char: str) -> bool:
    """Whether `char` belongs to the visible character that `cluster` began."""
    code, last = ord(char), ord(cluster[-1])
    is_flag_letter = 0x1F1E6 <= code <= 0x1F1FF
    if is_flag_letter and len(cluster) == 1:
        return 0x1F1E6 <= last <= 0x1F1FF
    return (
        unicodedata.category(char) in {"Mn", "Me", "Mc"}
        or char in {_ZWJ, _ZWNJ}
        or cluster[-1] == _ZWJ
        or 0x1F3FB <= code <= 0x1F3FF
        or 0xE0020 <= code <= 0xE007F
        or (char == "\n" and cluster[-1] == "\r")
    )


def _where_to_split(text: str, limit: int) -> int:
    for separator in ("\n\n", "\n", " "):
        at = text.rfind(separator, limit // 4, limit + 1)
        if at > 0:
            return at
    at = len(cut(text, limit)) - len(ELLIPSIS)
    while at > 1 and text[at - 1] == "\\":  # never between a backslash and what it escapes
        at -= 1
    return at if at > 0 else limit
