"""The nudges of the method: what each is for, how it travels and what can be answered.

One row a nudge (see `RULES`); the instants are worked out in `bot.coaching.planner`, the words
stand in `data/nudges/`. Defaults follow the method's table of stages; the sources are cited
in the guides.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class NudgeKind(StrEnum):
    """Every reason the coach may have to write, and the two things it does silently."""

    IDEA = "idea"
    DRAFTED = "drafted"
    INTRODUCTION = "introduction"
    SECOND_PERSON = "second_person"
    FOLLOW_UP = "follow_up"
    LET_GO = "let_go"
    REPLIED = "replied"
    QUESTIONS = "questions"
    MEETING_DAY = "meeting_day"
    MEETING_HOUR = "meeting_hour"
    DID_IT_HAPPEN = "did_it_happen"
    THANK_YOU = "thank_you"
    THANK_INTRODUCER = "thank_introducer"
    REPORT_BACK = "report_back"
    KEEP_IN_TOUCH = "keep_in_touch"
    COME_BACK = "come_back"
    RETENTION_NOTICE = "retention_notice"
    CLOSE_BY_SILENCE = "close_by_silence"
    RETENTION_PURGE = "retention_purge"


class Travel(StrEnum):
    """How a nudge reaches the member."""

    BUNDLE = "bundle"
    """With others, at the member's bundle time, under the caps."""
    OWN = "own"
    """A message of its own when due, outside the caps."""
    SILENT = "silent"
    """No message: the coach does something announced beforehand."""


class Rank(IntEnum):
    """The order of nudges in a bundle and of deliveries that compete; the lowest goes first."""

    MEETING = 0
    THANKS = 1
    REPLIED = 2
    FOLLOW_UP = 3
    IDEA = 4
    KEEPING = 5
    HOUSEKEEPING = 6


class Answer(StrEnum):
    """What a nudge's buttons say. Every one that reports something appends an event; those that
    show or ask (`SHOW_IT`, `QUESTIONS`, forms) append it with the answer that follows."""

    DRAFT_IT = "draft_it"
    FIND_INTRODUCTION = "find_introduction"
    PARK = "park"
    LET_GO = "let_go"
    SENT = "sent"
    SHORTER = "shorter"
    SOMEONE_EASIER = "someone_easier"
    NOT_NOW = "not_now"
    INTRODUCED = "introduced"
    INTRODUCTION_REFUSED = "introduction_refused"
    GO_DIRECT = "go_direct"
    ADD_PERSON = "add_person"
    SHOW_IT = "show_it"
    FOLLOWED_UP = "followed_up"
    REPLIED = "replied"
    NEVER_SENT = "never_sent"
    LATER = "later"
    SOMEONE_ELSE = "someone_else"
    PLAN_IT = "plan_it"
    DECLINED = "declined"
    QUESTIONS = "questions"
    MOVED = "moved"
    CANCELLED = "cancelled"
    HAPPENED = "happened"
    NO_SHOW = "no_show"
    THANKED = "thanked"
    TOMORROW = "tomorrow"
    SKIP = "skip"
    DONE = "done"
    DROP = "drop"
    LOGGED = "logged"
    OFF = "off"
    KEEP = "keep"
    FORGET = "forget"


@dataclass(frozen=True, slots=True)
class NudgeRule:
    """How one kind of nudge behaves.

    `most` is how many of it one cycle may bring; `first` is the number of the first one that
    travels (the first thank-you is shown in the answer to "It happened", so 2 travels first);
    `in_quiet_hours` is true for the two meeting reminders that may break them.
    `whatever_stage` is true for what a talk leaves to do: its buttons fit whatever the stage is
    called meanwhile, as long as its reason stands.
    """

    kind: NudgeKind
    travel: Travel
    rank: Rank
    most: int
    answers: tuple[Answer, ...] = ()
    first: int = 1
    in_quiet_hours: bool = False
    whatever_stage: bool = False


LATERS_BEFORE_COURAGE = 3
"""After so many "Later"s a nudge brings a line of courage and the offer to let go."""

_A = Answer
_BUNDLE, _OWN, _SILENT = Travel.BUNDLE, Travel.OWN, Travel.SILENT
_MEETING_ANSWERS = (_A.QUESTIONS, _A.MOVED, _A.CANCELLED)

RULES: dict[NudgeKind, NudgeRule] = {
    rule.kind: rule
    for rule in (
        NudgeRule(
            NudgeKind.IDEA,
            _BUNDLE,
            Rank.IDEA,
            1,
            (_A.DRAFT_IT, _A.FIND_INTRODUCTION, _A.PARK, _A.LET_GO),
        ),
        NudgeRule(
            NudgeKind.DRAFTED,
            _BUNDLE,
            Rank.IDEA,
            1,
            (_A.SENT, _A.SHORTER, _A.SOMEONE_EASIER, _A.NOT_NOW),
        ),
        NudgeRule(
            NudgeKind.INTRODUCTION,
            _BUNDLE,
            Rank.IDEA,
            1,
            (_A.INTRODUCED, _A.INTRODUCTION_REFUSED, _A.GO_DIRECT),
        ),
        NudgeRule(NudgeKind.SECOND_PERSON, _BUNDLE, Rank.IDEA, 1, (_A.ADD_PERSON, _A.NOT_NOW)),
        NudgeRule(
            NudgeKind.FOLLOW_UP,
            _BUNDLE,
            Rank.FOLLOW_UP,
            2,
            (_A.SHOW_IT, _A.FOLLOWED_UP, _A.REPLIED, _A.NEVER_SENT, _A.LATER, _A.LET_GO),
        ),
        NudgeRule(
            NudgeKind.LET_GO,
            _BUNDLE,
            Rank.FOLLOW_UP,
            1,
            (_A.REPLIED, _A.LET_GO, _A.SOMEONE_ELSE),
        ),
        NudgeRule(NudgeKind.REPLIED, _BUNDLE, Rank.REPLIED, 1, (_A.PLAN_IT, _A.LATER, _A.DECLINED)),
        NudgeRule(NudgeKind.QUESTIONS, _OWN, Rank.MEETING, 1, _MEETING_ANSWERS),
        NudgeRule(
            NudgeKind.MEETING_DAY, _OWN, Rank.MEETING, 1, _MEETING_ANSWERS, in_quiet_hours=True
        ),
        NudgeRule(
            NudgeKind.MEETING_HOUR, _OWN, Rank.MEETING, 1, _MEETING_ANSWERS, in_quiet_hours=True
        ),
        NudgeRule(
            NudgeKind.DID_IT_HAPPEN,
            _OWN,
            Rank.MEETING,
            2,
            (_A.HAPPENED, _A.MOVED, _A.NO_SHOW, _A.CANCELLED),
        ),
        NudgeRule(
            NudgeKind.THANK_YOU,
            _OWN,
            Rank.THANKS,
            3,
            (_A.SHOW_IT, _A.THANKED, _A.TOMORROW, _A.SKIP),
            first=2,
        ),
        NudgeRule(
            NudgeKind.THANK_INTRODUCER,
            _BUNDLE,
            Rank.THANKS,
            1,
            (_A.DONE, _A.LATER, _A.DROP),
            whatever_stage=True,
        ),
        NudgeRule(
            NudgeKind.REPORT_BACK,
            _BUNDLE,
            Rank.KEEPING,
            1,
            (_A.DONE, _A.LATER, _A.DROP),
            whatever_stage=True,
        ),
        NudgeRule(
            NudgeKind.KEEP_IN_TOUCH,
            _BUNDLE,
            Rank.KEEPING,
            2,
            (_A.LOGGED, _A.LATER, _A.OFF),
            whatever_stage=True,
        ),
        NudgeRule(
            NudgeKind.COME_BACK,
            _BUNDLE,
            Rank.IDEA,
            1,
            (_A.DRAFT_IT, _A.PLAN_IT, _A.LATER, _A.LET_GO),
        ),
        NudgeRule(NudgeKind.RETENTION_NOTICE, _BUNDLE, Rank.HOUSEKEEPING, 1, (_A.KEEP, _A.FORGET)),
        NudgeRule(NudgeKind.CLOSE_BY_SILENCE, _SILENT, Rank.HOUSEKEEPING, 1),
        NudgeRule(NudgeKind.RETENTION_PURGE, _SILENT, Rank.HOUSEKEEPING, 1),
    )
}
