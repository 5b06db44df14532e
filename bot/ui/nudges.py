"""Nudges as members see them: a message of its own, or a bundle of several."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Literal

from bot import content
from bot.coaching.calendar import local_day
from bot.coaching.planner import LAST_THANK_YOU, SILENCE
from bot.coaching.rules import RULES, NudgeKind
from bot.coaching.stages import NudgeKey, State
from bot.i18n import _, use_language
from bot.services.history import Standing
from bot.services.outgoing import Button, Item, Letter, Message
from bot.ui import text
from bot.ui.buttons import ActionButton, AnswerButton, pack_rows
from bot.ui.dates import day_in_words, timestamp
from bot.ui.places import place_words
from bot.ui.talk import answer_buttons

MONTH = timedelta(days=30)


def compose(letter: Letter) -> Message:
    """A letter in words, in the member's language: the one nudge in full, or a line a person."""
    with use_language(letter.member.locale):
        if len(letter.items) == 1 and not letter.last:
            return _alone(letter, letter.items[0])
        return _bundle(letter)


def body(item: Item) -> str:
    """One nudge in full."""
    standing = item.standing
    return content.nudge_body(item.key.kind, standing.member.locale, values(item))


def values(item: Item) -> dict[str, object]:
    """What the templates of nudges may use; names and notes escaped, days in words.

    What takes time to word is a function, which is asked where a template uses it.
    """
    standing, key = item.standing, item.key
    details, state = standing.person.details, standing.state
    promise = state.promise_of(key)
    since = promise.made if promise else _since(state, key.kind)
    now = item.now
    rule = RULES[key.kind]
    return {
        "name": partial(text.escape, details.name),
        "organisation": partial(text.escape, details.organisation),
        "introducer": partial(text.escape, details.via),
        "note": partial(text.escape, item.note or ""),
        "promise": partial(text.escape, item.promise or ""),
        "kept": promise is not None and promise.kept is not None,
        "n": key.n,
        "most": rule.most,
        "left": rule.most - key.n,
        "has_draft": item.has_draft,
        "waiting": any(one != key for one in standing.waiting),
        **_times(standing, since, now),
        **_meeting(state),
    }


def _times(standing: Standing, since: datetime | None, now: datetime) -> Mapping[str, object]:
    language, zone = standing.member.locale, standing.member.preferences.zone

    def words(instant: datetime | None) -> str:
        return day_in_words(local_day(instant, zone), language) if instant else ""

    days = (local_day(now, zone) - local_day(since, zone)).days if since else 0
    thank_from = standing.state.thank_you_from
    upcoming = standing.next if standing.next and standing.next.at > now else None
    closing = upcoming.at if upcoming and upcoming.kind is NudgeKind.CLOSE_BY_SILENCE else None
    return {
        "since": partial(words, since),
        "days": days,
        "waited": partial(_waited, days, language),
        "next_on": partial(words, upcoming.at if upcoming and not closing else None),
        "thank_by": partial(words, thank_from + LAST_THANK_YOU if thank_from else None),
        "closes_on": partial(words, closing or now + SILENCE),
        "erased_on": partial(words, now + MONTH),
    }


@lru_cache(maxsize=512)
def _waited(days: int, language: str) -> str:
    if days < 1:
        return ""
    from babel.dates import format_timedelta  # noqa: PLC0415  (only where something is worded)

    granularity: Literal["week", "day"] = "week" if days % 7 == 0 else "day"
    return format_timedelta(
        timedelta(days=days), granularity=granularity, threshold=1000, locale=language
    )


def _meeting(state: State) -> Mapping[str, object]:
    meeting = state.meeting
    if meeting is None:
        return {}
    return {
        "starts": partial(timestamp, meeting.starts, "F"),
        "starts_relative": partial(timestamp, meeting.starts, "R"),
        "place": partial(place_words, meeting.place),
        "minutes": meeting.minutes,
    }


def _since(state: State, kind: NudgeKind) -> datetime | None:
    match kind:
        case NudgeKind.KEEP_IN_TOUCH:
            return state.last_contact
        case NudgeKind.THANK_YOU:
            return state.thank_you_from
        case _:
            return state.entered


def _alone(letter: Letter, item: Item) -> Message:
    buttons = answer_buttons(item.standing, item.key, letter.delivery_id)
    return Message(body(item), _rows([_plain(one) for one in buttons]))


def _bundle(letter: Letter) -> Message:
    language = letter.member.locale
    lines = [content.nudge_line(item.key.kind, language, values(item)) for item in letter.items]
    given = {
        "lines": lines,
        "count": len(lines),
        "last": letter.last,
        "skipped": letter.skipped,
    }
    words = content.bundle(language, given)
    rows = (
        *_rows([_open_button(letter, item) for item in letter.items]),
        _last_row(letter.delivery_id),
    )
    return Message(words, rows)


def _open_button(letter: Letter, item: Item) -> Button:
    label = _("Open {name}").format(name=item.standing.person.name)
    return _plain(
        ActionButton.make(
            "open", item.standing.person.id, f"{letter.delivery_id}", label=text.cut(label, 80)
        )
    )


def _last_row(delivery_id: int) -> tuple[Button, ...]:
    labels = {"see_all": _("See all"), "pause": _("Pause"), "settings": _("Settings")}
    return tuple(
        _plain(ActionButton.make(action, None, f"{delivery_id}", label=label))
        for action, label in labels.items()
    )


def _plain(button: AnswerButton | ActionButton) -> Button:
    item = button.item
    return Button(item.custom_id or "", item.label or "", item.style.value)


def _rows(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(row) for row in pack_rows(buttons))


def key_in_words(key: NudgeKey, standing: Standing, now: datetime) -> str:
    """One line about a nudge, as in a bundle."""
    item = Item(0, standing, key, now)
    return content.nudge_line(key.kind, standing.member.locale, values(item))
