"""Histories that nobody planned for, and clocks that jump."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.coaching.calendar import after_quiet, is_quiet, next_working_day
from bot.coaching.events import EventKind as K
from bot.coaching.packing import Pending, Recipient, pack
from bot.coaching.preferences import Preferences
from bot.coaching.rules import NudgeKind
from bot.coaching.stages import NudgeKey, Stage, fold, may
from tests.coaching.histories import LONDON, MONDAY, history, local_words, planned

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
STARTS = datetime(2026, 1, 21, 15, 0, tzinfo=UTC)
MEETING = {"starts": STARTS.isoformat(), "minutes": 30, "zone": "Europe/London"}


def after(*steps):
    return history((MONDAY, K.ADDED), *steps)


def dues(events, sent=None):
    return {key: local_words(one.due) for key, one in planned(events, sent).items()}


def test_a_talk_held_before_its_planned_day_is_thanked_for_from_the_report():
    plan = dues(after((MONDAY, K.SCHEDULED, MEETING), (MONDAY + DAY, K.MET)))
    assert plan["thank_you", 1, 2] == "Wed 07 Jan 10:00"
    assert plan["thank_you", 1, 3] == "Fri 09 Jan 10:00"


def test_a_talk_noted_after_its_end_is_asked_about_all_the_same():
    late = STARTS + 3 * HOUR
    plan = dues(after((late, K.SCHEDULED, MEETING)))
    assert plan["did_it_happen", 1, 1] == "Thu 22 Jan 09:00"


def test_the_last_thank_you_keeps_a_day_from_one_that_was_moved():
    snooze = {"nudge": "thank_you", "cycle": 1, "n": 2, "until": "2026-01-24"}
    ended = STARTS + HOUR / 2
    sent = {NudgeKey(NudgeKind.THANK_YOU, 1, 2): ended + DAY}
    events = after(
        (MONDAY, K.SCHEDULED, MEETING), (ended, K.MET), (ended + DAY + HOUR, K.SNOOZED, snooze)
    )
    plan = dues(events, sent)
    assert plan["thank_you", 1, 2] == "Sat 24 Jan 09:30"
    assert plan["thank_you", 1, 3] == "Sun 25 Jan 09:30"


def test_reporting_back_before_the_thank_you_still_thanks_the_introducer():
    events = history(
        (MONDAY, K.ADDED, {"introducer": True}),
        (MONDAY, K.MET),
        (MONDAY, K.PROMISED),
        (MONDAY + DAY, K.REPORTED_BACK),
    )
    plan = dues(events)
    assert plan["thank_introducer", 1, 1] == "Wed 07 Jan 09:30"
    assert not [key for key in plan if key[0] in {"thank_you", "report_back"}]


def test_a_refused_introducer_is_not_thanked():
    events = after(
        (MONDAY, K.INTRODUCTION_ASKED),
        (MONDAY, K.INTRODUCTION_REFUSED),
        (MONDAY, K.ASKED),
        (MONDAY, K.MET),
        (MONDAY, K.THANKED),
    )
    assert not [key for key in planned(events) if key[0] == "thank_introducer"]


def test_somebody_parked_after_a_talk_is_kept_in_touch_with_again_at_the_next_contact():
    talk = ((MONDAY, K.MET), (MONDAY, K.THANKED), (MONDAY, K.PARKED, {"until": "2026-03-02"}))
    assert {key[0] for key in planned(after(*talk))} == {"come_back"}
    again = after(*talk, (MONDAY + DAY, K.TOUCHED))
    assert fold(again).stage is Stage.KEEPING
    assert {key[0] for key in planned(again)} == {"keep_in_touch"}


def test_an_idea_parked_and_touched_stays_parked():
    events = after((MONDAY, K.PARKED, {"until": "2026-03-02"}), (MONDAY + DAY, K.TOUCHED))
    assert fold(events).stage is Stage.PARKED


def test_a_contact_noted_late_does_not_turn_the_clock_back():
    events = after((MONDAY, K.MET), (MONDAY, K.THANKED), (MONDAY - 30 * DAY, K.TOUCHED))
    assert fold(events).last_contact == MONDAY


def test_a_reply_opens_what_was_let_go_or_closed_by_silence_but_not_what_was_declined():
    for closing, opens in ((K.LET_GO, True), (K.DECLINED, False)):
        events = after((MONDAY, K.ASKED), (MONDAY, closing))
        assert may(fold(events), K.REPLIED) is opens


def test_once_the_second_follow_up_went_the_first_never_comes_again():
    sent = {NudgeKey(NudgeKind.FOLLOW_UP, 1, 2): MONDAY + 20 * DAY}
    assert not planned(after((MONDAY, K.ASKED)), sent)


def test_a_plan_over_the_years_end_counts_both_years_holidays():
    wishes = Preferences(zone="Europe/London", country="GB", region="ENG")
    asked = datetime(2026, 12, 22, 10, 0, tzinfo=UTC)
    plan = planned(history((asked, K.ADDED), (asked, K.ASKED)), preferences=wishes)
    assert plan["follow_up", 1, 1].due.date() == date(2027, 1, 5)


def test_a_week_without_working_days_holds_nothing_up():
    never = Preferences(zone="Europe/London", working_days=frozenset())
    assert next_working_day(date(2026, 1, 5), never) == date(2026, 1, 5)
    plan = planned(after((MONDAY, K.ASKED)), preferences=never)
    assert plan["follow_up", 1, 1].due.date() == date(2026, 1, 12)
    nudge = Pending(1, "sam", NudgeKey(NudgeKind.IDEA, 1, 1), MONDAY)
    assert len(pack([nudge], Recipient(never), MONDAY).parcels) == 1


@pytest.mark.parametrize(
    ("zone", "around"),
    [
        ("Europe/London", datetime(2026, 3, 29, tzinfo=UTC)),
        ("Europe/London", datetime(2026, 10, 25, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 12, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2026, 10, 3, 12, tzinfo=UTC)),
        ("America/Santiago", datetime(2026, 4, 5, tzinfo=UTC)),
        ("America/Santiago", datetime(2026, 9, 6, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize("ends", [time(0, 30), time(1, 30), time(1, 45), time(2, 15), time(2, 30)])
def test_quiet_hours_end_within_a_day_and_never_inside_themselves(zone, around, ends):
    wishes = Preferences(zone=zone, quiet_from=time(20), quiet_to=ends)
    for minutes in range(-6 * 60, 6 * 60, 7):
        instant = around + timedelta(minutes=minutes)
        end = after_quiet(instant, wishes)
        assert not is_quiet(end, wishes)
        assert timedelta() <= end - instant < timedelta(hours=10)


def test_a_bundle_does_not_go_before_its_time_of_day():
    early = datetime(2026, 1, 14, 9, 5, tzinfo=UTC)
    nudge = Pending(1, "sam", NudgeKey(NudgeKind.IDEA, 1, 1), early - DAY)
    packing = pack([nudge], Recipient(LONDON), early)
    assert packing.waiting == {1: early.replace(minute=30)}


def test_what_comes_after_something_taken_back_has_a_number_of_its_own():
    """A reminder of the talk that was taken back must not pass for the new one's."""
    other = {**MEETING, "starts": (STARTS + 3 * DAY).isoformat()}
    first = [(MONDAY, K.SCHEDULED, MEETING), (MONDAY, K.UNDONE, {"seq": 2})]
    sent = NudgeKey(NudgeKind.MEETING_DAY, 1, 1)
    plan = dues(after(*first, (MONDAY, K.SCHEDULED, other)), {sent: STARTS - DAY})
    assert plan["meeting_day", 2, 1] == "Fri 23 Jan 15:00"
    back = [*first, (MONDAY, K.SCHEDULED, other), (MONDAY, K.MOVED, MEETING)]
    plan = dues(after(*back, (MONDAY, K.UNDONE, {"seq": 5})))
    assert plan["meeting_day", 2, 1] == "Fri 23 Jan 15:00", "the same again as before the move"
