"""The audit log of a server's settings, in words."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from discord.utils import format_dt

from bot.coaching.careers import Feature, Weekly
from bot.feedback import N_, Message
from bot.i18n import _, current_language, fill
from bot.services.careers import servers
from bot.services.careers.servers import Entry, Place
from bot.ui import text
from bot.ui.careers.features import NAMES, weekly_in_words
from bot.ui.careers.limits import span
from bot.ui.careers.setting_up import language_name
from bot.ui.dates import day_in_words, read_time
from bot.ui.talk import Interaction, coach_of
from bot.ui.views import reply

WHAT: Final[dict[str, Message]] = {
    "setup": N_("set up the channel"),
    "features": N_("switched features"),
    "left_off": N_("left all off for two weeks"),
    "limits": N_("changed the limits"),
    "pause": N_("stopped everything"),
    "go_on": N_("let everything go on"),
    "reset": N_("deleted all settings"),
    "digest": N_("changed the digest"),
    "prompt_add": N_("added a weekly prompt"),
    "prompt_edit": N_("worded a weekly prompt anew"),
    "prompt_remove": N_("removed a weekly prompt"),
    "prompt_back": N_("put a weekly prompt back"),
    "prompt_schedule": N_("changed when the weekly prompt goes"),
    "block": N_("blocked a member"),
    "unblock": N_("lifted a block"),
    "report": N_("closed a report"),
    "win_posted": N_("let a win be posted"),
    "win_left_out": N_("left a win out"),
}
"""What was done, by its name in the log. Whoever notes something new adds a line."""

_SAID: Final = {"left_off": frozenset({"features"})}
"""Settings that need no words beside what was done."""


async def show(interaction: Interaction, place: Place) -> None:
    """The latest changes, the newest first."""
    found = await servers.log(coach_of(interaction), place.guild_id)
    if not found:
        await reply(interaction, _("Nothing was changed here yet. /careers setup begins."))
        return
    await reply(interaction, "\n".join(map(_line, found)))


def _line(entry: Entry) -> str:
    said = fill(
        _("{at} <@{actor}> {what}"),
        at=format_dt(entry.at, "f"),
        actor=entry.actor_id,
        what=_(WHAT[entry.what]) if entry.what in WHAT else entry.what.replace("_", " "),
    )
    said_already = _SAID.get(entry.what, frozenset())
    noted = (_fact(name, entry.facts) for name in entry.facts if name not in said_already)
    facts = "; ".join(filter(None, noted))
    return f"- {said} ({facts})" if facts else f"- {said}"


def _fact(name: str, facts: Mapping[str, Any]) -> str:
    """A setting as it is since then; empty for what needs no words."""
    if name not in _FACTS:
        return ""
    label, in_words = _FACTS[name]
    return fill(_("{setting} {value}"), setting=_(label), value=_shown(facts[name], in_words, name))


def _shown(value: Any, in_words: Callable[[Any], str], name: str) -> str:
    """A value in words; as it is where another version of the coach noted it otherwise."""
    if value is None and name in _WHERE_THERE_IS_NONE:
        return _(_WHERE_THERE_IS_NONE[name])
    if value is None:
        return _("as at first")
    try:
        return in_words(value)
    except (LookupError, TypeError, ValueError, AttributeError):
        return _plain(value)


def _features(chosen: list[str]) -> str:
    return ", ".join(_(NAMES[Feature(one)]) for one in chosen) or _("nothing")


def _weekly(stored: Mapping[str, Any]) -> str:
    return weekly_in_words(Weekly(stored["weekday"], read_time(stored["at"])))


def _span(numbers: list[int]) -> str:
    return span((numbers[0], numbers[1]))


def _times(stored: list[str]) -> str:
    return fill(_("{start} to {end}"), start=stored[0], end=stored[1])


def _day(stored: str) -> str:
    return day_in_words(date.fromisoformat(stored), current_language())


def _plain(value: Any) -> str:
    return text.escape(str(value))


def _channel(value: int) -> str:
    return f"<#{value}>"


def _role(value: int) -> str:
    return f"<@&{value}>"


def _member(value: int) -> str:
    return f"<@{value}>"


def _instant(stored: str) -> str:
    return format_dt(datetime.fromisoformat(stored), "f")


def _on(value: bool) -> str:
    return _("on") if value else _("off")


_FACTS: Final[dict[str, tuple[Message, Callable[[Any], str]]]] = {
    "channel": (N_("channel"), _channel),
    "team_role": (N_("team role"), _role),
    "log_channel": (N_("log channel"), _channel),
    "language": (N_("language"), language_name),
    "zone": (N_("time zone"), _plain),
    "features": (N_("on:"), _features),
    "member": (N_("member"), _member),
    "until": (N_("until"), _instant),
    "left_off_until": (N_("off until"), _day),
    "digest": (N_("digest"), _weekly),
    "digest_minimum": (N_("digest from so many members:"), _plain),
    "prompt": (N_("weekly prompt"), _weekly),
    "approve_wins": (N_("approve wins first:"), _on),
    "requests_a_week": (N_("introductions a week"), _plain),
    "cool_down_days": (N_("days until the same two again"), _plain),
    "min_days_in_server": (N_("days in the server"), _plain),
    "follow_up_days": (N_("follow-up, working days"), _span),
    "thank_you_hours": (N_("thank-you, hours"), _span),
    "new_requests_a_week": (N_("new people a week"), _plain),
    "quiet": (N_("quiet hours"), _times),
    "country": (N_("holidays of"), _plain),
    "region": (N_("region"), _plain),
}

_WHERE_THERE_IS_NONE: Final[dict[str, Message]] = {
    "features": N_("nothing"),
    "until": N_("further notice"),
}
