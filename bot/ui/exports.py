"""Everything that is stored about a member, as files: JSON, CSV or Markdown.

JSON and CSV have instants in UTC (ISO 8601); Markdown has them as the member's clock shows them.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Any

from bot.coaching.live import Talk
from bot.coaching.preferences import Preferences
from bot.coaching.stages import Stage
from bot.feedback import N_, Feedback
from bot.i18n import _, current_language, fill
from bot.services.privacy import Belonging, Everything, InServer
from bot.ui import text
from bot.ui.dates import in_words
from bot.ui.in_servers import held_in_server
from bot.ui.schedule import settings_in_words
from bot.ui.stages import stage_in_words
from bot.ui.steps import step_in_words

MOST_FILES = 10
"""Files that one Discord message holds."""

ROOM_FOR_THE_REST = 64 * 1024
"""Bytes of a request that are not the files themselves."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula, full-width signs included."""

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""Another year than any that is shown, so that each is."""

BYTE_ORDER_MARK = "\ufeff"
"""By which spreadsheets know that a file is UTF-8."""


class Format(StrEnum):
    """What a member may take along."""

    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


class TooLarge(Feedback):
    """It is more than Discord takes, even compressed."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "That is more than Discord lets me send in one message. Please ask whoever runs "
                "me for a copy, or try another format. Nothing was changed."
            )
        )


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file to attach."""

    name: str
    content: bytes


def export(everything: Everything, wanted: Format, limit: int) -> list[ExportFile]:
    """The files in the format that is wanted, zipped where they would exceed `limit` bytes.

    Raises `TooLarge` where even that is too much.
    """
    writers = {Format.JSON: _as_json, Format.CSV: _as_csv, Format.MARKDOWN: _as_markdown}
    files = list(writers[wanted](everything))
    room = limit - ROOM_FOR_THE_REST
    if sum(len(file.content) for file in files) <= room and len(files) <= MOST_FILES:
        return files
    zipped = _zipped(files)
    if len(zipped.content) > room:
        raise TooLarge
    return [zipped]


def harmless(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: a text that looks like one gets a quote.

    Numbers and dates stay as they are.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(_plain(value))
    return f"'{value}" if value.lstrip(" ").startswith(FORMULA_STARTS) else value


def _zipped(files: Iterable[ExportFile]) -> ExportFile:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in files:
            archive.writestr(file.name, file.content)
    return ExportFile("rapport.zip", packed.getvalue())


# --- JSON ------------------------------------------------------------------------------------


def _as_json(everything: Everything) -> Iterator[ExportFile]:
    document = {
        "made": _plain(everything.made),
        "you": _member(everything),
        "people": [_person(everything, one) for one in everything.people],
        "messages": [
            {
                "due": _plain(one.due),
                "settled": _plain(one.settled),
                "travel": one.travel,
                "state": one.state.name.lower(),
                "text": one.text,
            }
            for one in everything.messages
        ],
        "not_to_be_contacted_since": [_plain(instant) for instant in everything.kept_away],
        "in_servers": [_in_server(one) for one in everything.in_servers],
    }
    content = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    yield ExportFile("rapport.json", content.encode("utf-8", "replace"))


def _in_server(one: InServer) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "server": str(one.server),
        "server_name": one.server_name,
        "since": _plain(one.since),
        "until": _plain(one.until),
        "state": one.state,
        "part": one.part,
        "number": one.number,
        "count": one.count,
        "words": one.words or None,
    }


def _member(everything: Everything) -> dict[str, Any]:
    member = everything.member
    return {
        "discord_id": str(member.id),
        "since": _plain(member.created),
        "language": member.locale,
        "zone": member.zone,
        **asdict(member.about),
        "settings": _settings(member.wishes),
        "home_server": str(member.home) if member.home else None,
        "home_server_name": member.home_name,
        "paused_until": _plain(member.paused_until),
        "direct_messages": {
            "channel": str(member.dm_channel) if member.dm_channel else None,
            "closed_since": _plain(member.dm_closed),
            "tested": _plain(member.dm_tested),
            "told": _plain(member.dm_told),
        },
        "bundles_unanswered": member.unanswered,
    }


def _settings(wishes: Preferences) -> dict[str, Any]:
    return {name: _plain_or_same(value) for name, value in asdict(wishes).items()}


def _person(everything: Everything, one: Belonging) -> dict[str, Any]:
    person = one.person
    return {
        "id": person.id,
        **asdict(person.details),
        "field": person.field,
        "referred_by": person.referred_by,
        "added": _plain(one.added),
        "stage": _stage(one),
        "history": [
            {
                "seq": step.event.seq,
                "kind": step.event.kind.value,
                "stage": step.stage.value,
                "at": _plain(step.event.at),
                "recorded": _plain(step.event.recorded),
                "facts": dict(step.event.facts),
                "words": step.words,
                "interaction": str(step.event.interaction) if step.event.interaction else None,
            }
            for step in one.steps
        ],
        "texts": [
            {
                "kind": draft.kind,
                "subject": draft.subject,
                "body": draft.body,
                "written": _plain(written),
            }
            for written, draft in everything.drafts.get(person.id, ())
        ],
        "questions": [asdict(question) for question in everything.questions.get(person.id, ())],
        "talks": _talks(one),
        "reminders": [
            {
                "kind": nudge.key.kind.value,
                "cycle": nudge.key.cycle,
                "n": nudge.key.n,
                "due": _plain(nudge.due),
                "deadline": _plain(nudge.deadline),
                "state": nudge.state.name.lower(),
                "sent": _plain(nudge.sent),
            }
            for nudge in everything.nudges.get(person.id, ())
        ],
    }


def _talks(one: Belonging) -> list[dict[str, Any]]:
    """The last talk that was followed live, press by press; none where there was none."""
    talk = one.talk
    if talk is None:
        return []
    presses = talk.presses or (None,)
    return [
        {
            "started": _plain(talk.started),
            "minutes": talk.minutes,
            "ended": _plain(talk.ended),
            "question_id": press.question_id if press else None,
            "became": press.became.value if press else None,
            "question": press.question if press else None,
            "words": press.words if press else None,
        }
        for press in presses
    ]


# --- CSV -------------------------------------------------------------------------------------


def _as_csv(everything: Everything) -> Iterator[ExportFile]:
    """A table for each sort of thing; the column "person" names who it is about."""
    document = _member(everything)
    nested = ("settings", "direct_messages")
    you = {name: value for name, value in document.items() if name not in nested}
    for group in nested:
        you.update({f"{group}: {name}": value for name, value in document[group].items()})
    since = "not to be contacted, since"
    you |= {f"{since} ({n})": one for n, one in enumerate(everything.kept_away, start=1)}
    people = [_person(everything, one) for one in everything.people]
    yield _table("you", [{"what": name, "value": value} for name, value in you.items()])
    yield _table("people", [_without_lists(person) for person in people])
    for part in ("history", "texts", "questions", "talks", "reminders"):
        rows = [
            {"person_id": person["id"], "person": person["name"], **row}
            for person in people
            for row in person[part]
        ]
        yield _table(part, rows)
    yield _table("messages", [asdict(one) for one in everything.messages])
    yield _table("servers", [_in_server(one) for one in everything.in_servers])


def _without_lists(person: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in person.items() if not isinstance(value, list)}


def _table(name: str, rows: Sequence[dict[str, Any]]) -> ExportFile:
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(list(rows[0]) if rows else [_("nothing stored")])
    for row in rows:
        writer.writerow([harmless(_flat(value)) for value in row.values()])
    content = BYTE_ORDER_MARK + written.getvalue()
    return ExportFile(f"rapport-{name}.csv", content.encode("utf-8", "replace"))


def _flat(value: object) -> object:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return value


# --- Markdown --------------------------------------------------------------------------------


def _as_markdown(everything: Everything) -> Iterator[ExportFile]:
    lines = [*_about_you(everything)]
    for one in everything.people:
        lines += ["", *_about_person(everything, one)]
    if everything.messages:
        lines += ["", *_messages(everything)]
    if everything.in_servers:
        lines += ["", *_in_servers(everything)]
    content = "\n".join(lines) + "\n"
    yield ExportFile("rapport.md", content.encode("utf-8", "replace"))


def _about_you(everything: Everything) -> Iterator[str]:
    member = everything.member
    yield f"# {_('What Rapport holds about you')}"
    yield ""
    yield fill(_("Made on {when}."), when=_when(everything, everything.made))
    yield ""
    yield f"## {_('You')}"
    yield ""
    about = {
        _("Name"): member.about.name,
        _("What you hope to learn"): member.about.goal,
        _("You in two sentences"): member.about.two_sentences,
        _("Language"): member.locale,
        _("Here since"): _when(everything, member.created),
        _("Paused until"): _when(everything, member.paused_until),
        _("Names not to be contacted"): str(len(everything.kept_away) or ""),
    }
    yield from _list(about)
    yield ""
    yield f"### {_('Settings')}"
    yield ""
    yield from settings_in_words(member)


def _about_person(everything: Everything, one: Belonging) -> Iterator[str]:
    person = one.person
    yield f"## {text.escape(person.name)}"
    yield ""
    details = person.details
    stage = _stage(one)
    yield from _list(
        {
            _("Stage"): stage_in_words(Stage(stage)) if stage else "",
            _("Organisation"): details.organisation,
            _("Role"): details.role,
            _("Why them"): details.why,
            _("Who could introduce you"): details.via,
            _("What links you"): details.link,
            _("Minutes you would ask for"): str(details.minutes or ""),
            _("Times you could offer"): details.times,
            _("Added"): _when(everything, one.added),
        }
    )
    yield from _history(everything, one)
    for written, draft in everything.drafts.get(person.id, ()):
        yield ""
        yield f"### {draft.kind.replace('_', ' ')}, {_when(everything, written)}"
        yield ""
        yield from _quoted(draft.subject)
        yield from _quoted(draft.body)
    questions = everything.questions.get(person.id, ())
    if questions:
        yield ""
        yield f"### {_('Questions')}"
        yield ""
        yield from (f"- {text.escape(question.text)}" for question in questions)
    if one.talk is not None:
        yield from _talk(everything, one.talk)


def _talk(everything: Everything, talk: Talk) -> Iterator[str]:
    yield ""
    yield f"### {_('Talk followed live')}, {_when(everything, talk.started)}"
    yield ""
    for press in talk.notes:
        yield from _quoted(press.line)


def _history(everything: Everything, one: Belonging) -> Iterator[str]:
    yield ""
    yield f"### {_('History')}"
    yield ""
    for step in one.steps:
        done = step_in_words(step.event.kind, one.person.name)
        yield f"- {_when(everything, step.event.at)}: {done}"
        yield from (f"  {line}" for line in _quoted(step.words))


def _messages(everything: Everything) -> Iterator[str]:
    yield f"## {_('Messages to you')}"
    yield ""
    for message in everything.messages:
        when = _when(everything, message.settled or message.due)
        yield f"- {when} ({_('sent') if message.is_sent else _('not sent')})"
        yield from (f"  {line}" for line in _quoted(message.text))


def _in_servers(everything: Everything) -> Iterator[str]:
    yield f"## {_('In servers')}"
    yield ""
    for one in everything.in_servers:
        yield f"- {held_in_server(one, lambda instant: _when(everything, instant))}"
        yield from (f"  {line}" for line in _quoted(one.words))


def _list(values: dict[str, str]) -> Iterator[str]:
    """A line for each value that there is."""
    for name, value in values.items():
        if value:
            yield f"- {name}: {text.escape(value)}"


def _quoted(words: str | None) -> Iterator[str]:
    """The words as a quotation, shown as typed."""
    for line in (words or "").splitlines():
        yield f"> {text.shown(line)}".rstrip()


def _when(everything: Everything, instant: datetime | None) -> str:
    if instant is None:
        return ""
    zone = everything.member.preferences.zone
    return in_words(instant, zone, current_language(), now=LONG_AGO)


def _stage(one: Belonging) -> str | None:
    return one.steps[-1].stage.value if one.steps else None


def _plain_or_same(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return _plain(value) if isinstance(value, time | datetime) else value


def _plain(value: object) -> str | None:
    """An instant or a time as ISO 8601, anything else as it prints; None stays None."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)
