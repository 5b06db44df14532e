"""What comes and when, and how reminders are set, in words."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from bot.coaching.calendar import local_day
from bot.coaching.preferences import Preferences
from bot.coaching.rules import RULES, NudgeKind, Travel
from bot.feedback import N_, Message
from bot.i18n import _, current_language, fill, n_
from bot.mentions import mention
from bot.services import public_holidays
from bot.services.reminders import Coming, Member, Schedule
from bot.ui import text
from bot.ui.dates import day_in_words, in_words

MOST_PEOPLE = 15
MOST_EACH = 3
SPREAD = 20
"""Minutes after the chosen time in which the day's message may go."""
WEEK = range(7)

_ABOUT: dict[NudgeKind, Message] = {
    NudgeKind.IDEA: N_("a first step"),
    NudgeKind.DRAFTED: N_("did it go out?"),
    NudgeKind.INTRODUCTION: N_("did the introduction come?"),
    NudgeKind.SECOND_PERSON: N_("a second person to ask"),
    NudgeKind.FOLLOW_UP: N_("the follow-up"),
    NudgeKind.LET_GO: N_("let it go, or not?"),
    NudgeKind.REPLIED: N_("agree on time and place"),
    NudgeKind.QUESTIONS: N_("your questions for the talk"),
    NudgeKind.MEETING_DAY: N_("your talk is a day away"),
    NudgeKind.MEETING_HOUR: N_("your talk is an hour away"),
    NudgeKind.DID_IT_HAPPEN: N_("did the talk happen?"),
    NudgeKind.THANK_YOU: N_("the thank-you"),
    NudgeKind.THANK_INTRODUCER: N_("thank who introduced you"),
    NudgeKind.REPORT_BACK: N_("report back on their advice"),
    NudgeKind.KEEP_IN_TOUCH: N_("keep in touch"),
    NudgeKind.COME_BACK: N_("come back to them?"),
    NudgeKind.RETENTION_NOTICE: N_("keep or forget?"),
    NudgeKind.CLOSE_BY_SILENCE: N_("I close it quietly"),
    NudgeKind.RETENTION_PURGE: N_("I forget them"),
}


def schedule_in_words(schedule: Schedule, now: datetime) -> str:
    """Everything of `/reminders show`."""
    member = schedule.member
    lines = [
        *([pause_in_words(schedule)] if is_paused(schedule, now) else []),
        rhythm_in_words(member.preferences),
        dm_in_words(schedule),
        "",
        *_ready(schedule),
        *coming_in_words(schedule, now),
    ]
    return "\n".join(lines)


def is_paused(schedule: Schedule, now: datetime) -> bool:
    """Whether nothing goes out at `now` (UTC) because of a pause."""
    until = schedule.member.paused_until
    return until is not None and until > now


def pause_in_words(schedule: Schedule) -> str:
    """Until when nothing goes out, and what that includes."""
    until = schedule.member.paused_until
    if until is None:
        return ""
    day = day_in_words(local_day(until, schedule.member.preferences.zone), current_language())
    said = fill(_("**Paused until {day}**: nothing goes out before then."), day=day)
    talks = schedule.talks_in_pause
    if talks:
        said += " " + n_(
            "You have a talk planned in that time; I won't remind you of it.",
            "You have {count} talks planned in that time; I won't remind you of them.",
            talks,
        )
    return said


def rhythm_in_words(wishes: Preferences) -> str:
    """When the coach writes, in a sentence or two."""
    said = fill(
        _(
            "I write {between} ({zone}), on {days}, with everything in one message. Only "
            "thank-yous and talks have a time of their own."
        ),
        between=between_in_words(wishes),
        zone=wishes.zone,
        days=days_in_words(wishes.working_days),
    )
    if wishes.quiet_from != wishes.quiet_to:
        said += " " + fill(
            _("Never from {start} to {end}, except just before a talk."),
            start=clock_in_words(wishes.quiet_from),
            end=clock_in_words(wishes.quiet_to),
        )
    if wishes.home_quiet is not None:
        start, end = map(clock_in_words, wishes.home_quiet)
        said += " " + fill(_("Your home server adds {start} to {end}."), start=start, end=end)
    return said


def dm_in_words(schedule: Schedule) -> str:
    """Whether direct messages arrive."""
    member = schedule.member
    if member.dm_closed is not None:
        closed = _("Your direct messages are closed to me, so everything waits in {coach}.")
        return fill(closed, coach=mention("coach"))
    if member.dm_tested is not None or member.dm_channel is not None:
        return _("Direct messages reach you.")
    return _("I haven't tried your direct messages yet; I do when something is due.")


def coming_in_words(schedule: Schedule, now: datetime, most: int = MOST_PEOPLE) -> list[str]:
    """A line a person, the soonest first."""
    by_person: dict[str, list[Coming]] = {}
    for one in schedule.coming:
        by_person.setdefault(one.person_id, []).append(one)
    if not by_person and not schedule.ready:
        return [nothing_in_words()]
    shown = list(by_person.values())[:most]
    lines = [_line(nudges, schedule, now) for nudges in shown]
    left = len(by_person) - len(shown)
    if left:
        lines.append(n_("… and one more person.", "… and {count} more people.", left))
    return lines


def nothing_in_words() -> str:
    nothing = _("Nothing is planned. {command} brings somebody new.")
    return fill(nothing, command=mention("people add"))


def days_in_words(days: Iterable[int]) -> str:
    """Weekdays (Monday is 0) as "Mon–Fri" or "Mon, Wed, Sat"."""
    from babel.dates import get_day_names  # noqa: PLC0415  (only where something is worded)

    chosen = sorted(days)
    names = get_day_names("abbreviated", locale=current_language())
    run = chosen[-1] - chosen[0] + 1 == len(chosen) > 2
    if run:
        return f"{names[chosen[0]]}–{names[chosen[-1]]}"
    return ", ".join(names[day] for day in chosen)


def day_name(day: int) -> str:
    """A weekday in full; Monday is 0."""
    from babel.dates import get_day_names  # noqa: PLC0415

    name: str = get_day_names("wide", locale=current_language())[day]
    return name


def clock_in_words(clock_time: time) -> str:
    return f"{clock_time:%H:%M}"


def quiet_in_words(wishes: Preferences) -> str:
    if wishes.quiet_from == wishes.quiet_to:
        return _("none")
    return f"{clock_in_words(wishes.quiet_from)}–{clock_in_words(wishes.quiet_to)}"


def _all_quiet_in_words(counted: Preferences) -> str:
    """The member's own, and what the home server adds."""
    own = quiet_in_words(counted)
    if counted.home_quiet is None:
        return own
    start, end = map(clock_in_words, counted.home_quiet)
    said = _("{own}, and your home server's {start}–{end}")
    return fill(said, own=own, start=start, end=end)


def holidays_in_words(wishes: Preferences) -> str:
    names = public_holidays.names(wishes.country, wishes.region, current_language())
    return ", ".join(filter(None, names)) or _("none")


def cadence_in_words(days: int) -> str:
    return fill(_("every {days} days"), days=days) if days else _("off")


def on_or_off(wish: bool) -> str:
    return _("on") if wish else _("off")


def settings_in_words(member: Member) -> list[str]:
    """A line for each setting."""
    wishes, counted = member.wishes, member.preferences
    return [
        _setting(_("Time zone"), member.zone or fill(_("{zone}, my guess"), zone=wishes.zone)),
        _setting(_("When I write"), between_in_words(counted)),
        _setting(_("Quiet hours"), _all_quiet_in_words(counted)),
        _setting(_("Days"), days_in_words(wishes.working_days)),
        _setting(_("Public holidays"), holidays_in_words(counted)),
        _setting(_("Keep in touch"), cadence_in_words(wishes.cadence_days)),
        _setting(
            _("Follow-up after"),
            fill(_("{days} working days"), days=counted.follow_up_days),
        ),
        _setting(_("Thank-you after"), fill(_("{hours} hours"), hours=counted.thank_you_hours)),
        _setting(_("A second person after 3 days"), on_or_off(wishes.second_person)),
        _setting(_("Reminder 1 hour before a talk"), on_or_off(wishes.hour_reminder)),
        _setting(_("Home server"), text.escape(member.home_name or "") or _("none")),
    ]


def _setting(name: str, value: str) -> str:
    return f"- {name}: **{value}**"


def _ready(schedule: Schedule) -> list[str]:
    names = dict.fromkeys(one.name for one in schedule.ready)
    if not names:
        return []
    shown = ", ".join(text.escape(name) for name in list(names)[:MOST_PEOPLE])
    return [fill(_("**Ready now**, in {coach}: {names}"), coach=mention("coach"), names=shown)]


def _line(nudges: list[Coming], schedule: Schedule, now: datetime) -> str:
    """One person: each kind of nudge once, with its days."""
    shown = nudges[:MOST_EACH]
    steps: list[str] = []
    for kind in dict.fromkeys(one.kind for one in shown):
        first, *others = [_when(one, schedule, now) for one in shown if one.kind is kind]
        again = [fill(_("again {when}"), when=when) for when in others if when != first]
        steps.append(", ".join([f"{_(_ABOUT[kind])}: {first}", *again]))
    return f"- **{text.escape(nudges[0].name)}**: {'; '.join(steps)}"


def _when(one: Coming, schedule: Schedule, now: datetime) -> str:
    member = schedule.member
    zone, language = member.preferences.zone, current_language()
    if member.paused_until is not None and one.at < member.paused_until:
        return _("after your pause") if _waits(one.kind) else _("not in your pause")
    if RULES[one.kind].travel is Travel.OWN:
        return in_words(one.at, zone, language, now=now)
    return day_in_words(local_day(one.at, zone), language, today=local_day(now, zone))


def _waits(kind: NudgeKind) -> bool:
    """Whether it goes after a pause; a message of its own has lost its point by then."""
    return RULES[kind].travel is not Travel.OWN


def between_in_words(wishes: Preferences) -> str:
    """When the coach writes on a day, without the minutes that are kept apart by member."""
    start = datetime.combine(date(2026, 1, 5), wishes.bundle_at)
    end = start + timedelta(minutes=SPREAD)
    return fill(
        _("between {start} and {end}"),
        start=clock_in_words(start.time()),
        end=clock_in_words(end.time()),
    )
