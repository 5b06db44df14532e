"""What is stored about a member in servers, in plain words: for /privacy view and the export."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from bot.i18n import _, fill, n_
from bot.services.privacy import InServer, Kind
from bot.ui import text

When: TypeAlias = Callable[[datetime], str]


def held_in_server(one: InServer, when: When) -> str:
    """One thing in a sentence; `when` puts an instant into words."""
    said = _WORDS[one.kind](one, when)
    server = text.escape(one.server_name) or str(one.server)
    return fill("{server}: {said}", server=server, said=said)


def _consent(one: InServer, when: When) -> str:
    parts = [
        _("you said: never ask me")
        if one.state == "never"
        else fill(_("introductions may reach you since {since}"), since=when(one.since))
        if one.since
        else _("introductions may not reach you")
    ]
    if one.until:
        parts.append(fill(_("you confirmed being 18 or over on {day}"), day=when(one.until)))
    return "; ".join(parts)


def _door(one: InServer, when: When) -> str:
    head = _("your open door, closed") if one.state == "closed" else _("your open door")
    held = n_("{count} conversation in {month}", "{count} conversations in {month}", one.count or 0)
    parts = [
        head,
        fill(_("{number} a month for {topics}"), number=one.number, topics=text.escape(one.words)),
        fill(held, month=one.part),
    ]
    if one.since:
        parts.append(fill(_("last found on {day}"), day=when(one.since)))
    return "; ".join(parts)


def _win(one: InServer, when: When) -> str:
    day = when(one.since) if one.since else ""
    said = {
        "preview": _("a win that you are writing, since {day}"),
        "queued": _("a win that waits for the team, since {day}"),
        "posting": _("a win on its way into the channel, since {day}"),
        "posted": _("a win that you shared on {day}"),
        "undone": _("that you took back a win of {day}, without its words"),
    }.get(one.state or "", _("a win of {day} that was not posted"))
    named = _("with your name") if one.number else _("without your name")
    return f"{fill(said, day=day)}, {named}"


def _introduction(one: InServer, when: When) -> str:
    said = {
        "asker": _("an introduction that you asked for on {day}"),
        "friend": _("an introduction of {day} in which you were asked to pass it on"),
        "target": _("an introduction of {day} to you"),
    }[one.part or "target"]
    return fill(said, day=when(one.since) if one.since else "")


def _notice(one: InServer, when: When) -> str:
    day = when(one.since) if one.since else ""
    return fill(_("a message to you about an introduction, of {day}"), day=day)


def _block(one: InServer, when: When) -> str:
    since = when(one.since) if one.since else ""
    if one.until is None:
        return fill(
            _("the team has kept you from taking part since {since}, for good"), since=since
        )
    said = _("the team keeps you from taking part from {since} until {until}")
    return fill(said, since=since, until=when(one.until))


def _report(one: InServer, when: When) -> str:
    day = when(one.since) if one.since else ""
    return fill(_("a report that you made on {day}"), day=day)


def _change(one: InServer, when: When) -> str:
    day = when(one.since) if one.since else ""
    return fill(_("that you changed its settings on {day}: {what}"), day=day, what=one.state)


_WORDS: dict[Kind, Callable[[InServer, When], str]] = {
    Kind.CONSENT: _consent,
    Kind.DOOR: _door,
    Kind.WIN: _win,
    Kind.INTRODUCTION: _introduction,
    Kind.NOTICE: _notice,
    Kind.BLOCK: _block,
    Kind.REPORT: _report,
    Kind.CHANGE: _change,
}
