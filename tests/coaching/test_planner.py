"""Which nudges should exist, stage by stage, against the method's table."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.coaching.events import EventKind as K
from bot.coaching.preferences import NO_HOLIDAYS, Bounds, Preferences
from bot.coaching.rules import NudgeKind
from bot.coaching.stages import NudgeKey
from tests.coaching.histories import MONDAY, history, local_words, planned

DAY = timedelta(days=1)
STARTS = datetime(2026, 1, 21, 15, 0, tzinfo=UTC)
"""A Wednesday afternoon."""


def added(*more):
    return history((MONDAY, K.ADDED), *more)


def words(plan):
    return {key: local_words(one.due) for key, one in plan.items()}


def scheduled(*more, **facts):
    meeting = {"starts": STARTS.isoformat(), "minutes": 30, "zone": "Europe/London"} | facts
    return added((MONDAY, K.ASKED), (MONDAY, K.REPLIED), (MONDAY, K.SCHEDULED, meeting), *more)


def test_an_idea_is_asked_about_after_five_working_days():
    assert words(planned(added())) == {("idea", 1, 1): "Mon 12 Jan 09:30"}


def test_a_draft_is_asked_about_on_the_next_working_day():
    assert words(planned(added((MONDAY + 4 * DAY, K.DRAFTED)))) == {
        ("drafted", 1, 1): "Mon 12 Jan 09:30"
    }


def test_an_introduction_is_asked_about_after_five_working_days():
    plan = planned(added((MONDAY, K.INTRODUCTION_ASKED)))
    assert words(plan) == {("introduction", 1, 1): "Mon 12 Jan 09:30"}


def test_the_follow_up_is_due_after_seven_working_days_and_once_more_after_four():
    assert words(planned(added((MONDAY, K.ASKED)))) == {
        ("follow_up", 1, 1): "Wed 14 Jan 09:30",
        ("follow_up", 1, 2): "Tue 20 Jan 09:30",
    }


def test_a_second_person_is_suggested_only_to_those_who_opted_in():
    wishes = Preferences(zone="Europe/London", second_person=True)
    plan = words(planned(added((MONDAY, K.ASKED)), preferences=wishes))
    assert plan["second_person", 1, 1] == "Thu 08 Jan 09:30"


def test_public_holidays_count_only_for_a_chosen_country():
    good_friday_week = datetime(2026, 3, 30, 10, 0, tzinfo=UTC)
    events = history((good_friday_week, K.ADDED), (good_friday_week, K.ASKED))
    british = Preferences(zone="Europe/London", country="GB", region="ENG")
    first = ("follow_up", 1, 1)
    assert planned(events)[first].due.date() == date(2026, 4, 8)
    assert planned(events, preferences=british)[first].due.date() == date(2026, 4, 10)


def test_a_home_server_keeps_the_follow_up_inside_its_bounds():
    wishes = Preferences(zone="Europe/London", follow_up_days=10)
    bounds = Bounds(follow_up_days=(5, 6))
    plan = planned(added((MONDAY, K.ASKED)), preferences=wishes, bounds=bounds)
    assert words(plan)["follow_up", 1, 1] == "Tue 13 Jan 09:30"


def test_after_the_follow_up_one_offer_to_let_go_and_a_silent_close_two_weeks_after_it():
    events = added((MONDAY, K.ASKED), (MONDAY + 9 * DAY, K.FOLLOWED_UP))
    offer = NudgeKey(NudgeKind.LET_GO, 1, 1)
    assert words(planned(events)) == {("let_go", 1, 1): "Fri 23 Jan 09:30"}
    delivered = datetime(2026, 1, 26, 9, 30, tzinfo=UTC)
    assert words(planned(events, {offer: delivered})) == {
        ("close_by_silence", 1, 1): "Mon 09 Feb 09:30"
    }


def test_an_offer_never_delivered_closes_nothing():
    events = added((MONDAY, K.ASKED), (MONDAY + 9 * DAY, K.FOLLOWED_UP))
    assert ("close_by_silence", 1, 1) not in planned(events)


def test_a_reply_asks_for_time_and_place_after_two_working_days():
    plan = planned(added((MONDAY, K.ASKED), (MONDAY + 3 * DAY, K.REPLIED)))
    assert words(plan) == {("replied", 1, 1): "Mon 12 Jan 09:30"}


def test_a_meeting_brings_its_reminders_and_asks_twice_whether_it_happened():
    assert words(planned(scheduled())) == {
        ("questions", 1, 1): "Mon 19 Jan 15:00",
        ("meeting_day", 1, 1): "Tue 20 Jan 15:00",
        ("did_it_happen", 1, 1): "Wed 21 Jan 17:30",
        ("did_it_happen", 1, 2): "Thu 22 Jan 17:30",
    }


def test_with_questions_ready_nobody_asks_for_them():
    assert ("questions", 1, 1) not in planned(scheduled(), has_questions=True)


def test_the_hour_before_is_for_those_who_want_it():
    wishes = Preferences(zone="Europe/London", hour_reminder=True)
    plan = words(planned(scheduled(), preferences=wishes))
    assert plan["meeting_hour", 1, 1] == "Wed 21 Jan 14:00"


def test_a_reminder_whose_time_had_passed_when_the_meeting_was_planned_is_not_sent():
    late = STARTS - timedelta(hours=20)
    meeting = {"starts": STARTS.isoformat(), "minutes": 30, "zone": "Europe/London"}
    plan = planned(added((late, K.SCHEDULED, meeting)))
    assert {key[0] for key in plan} == {"did_it_happen"}


def test_a_meeting_that_moved_brings_fresh_reminders():
    later = (STARTS + 7 * DAY).isoformat()
    plan = planned(scheduled((MONDAY + DAY, K.MOVED, {"starts": later, "minutes": 30})))
    assert words(plan)["meeting_day", 2, 1] == "Tue 27 Jan 15:00"
    assert {key[1] for key in plan} == {2}


def test_early_meetings_may_be_reminded_of_in_quiet_hours_but_questions_may_not():
    at_dawn = datetime(2026, 1, 21, 7, 0, tzinfo=UTC)
    plan = words(planned(scheduled(starts=at_dawn.isoformat())))
    assert plan["meeting_day", 1, 1] == "Tue 20 Jan 07:00"
    assert plan["questions", 1, 1] == "Mon 19 Jan 09:00"


def test_did_it_happen_waits_for_the_morning():
    evening = datetime(2026, 1, 21, 18, 30, tzinfo=UTC)
    plan = words(planned(scheduled(starts=evening.isoformat())))
    assert plan["did_it_happen", 1, 1] == "Thu 22 Jan 09:00"
    assert plan["did_it_happen", 1, 2] == "Fri 23 Jan 09:00"


def test_thank_yous_count_from_the_planned_end():
    reported = STARTS + timedelta(hours=3)
    plan = planned(scheduled((reported, K.MET)))
    thanks = {key: due for key, due in words(plan).items() if key[0] == "thank_you"}
    assert thanks == {
        ("thank_you", 1, 2): "Thu 22 Jan 15:30",
        ("thank_you", 1, 3): "Sat 24 Jan 15:30",
    }


def test_a_talk_without_a_plan_counts_from_the_report():
    plan = words(planned(added((STARTS, K.MET))))
    assert plan["thank_you", 1, 2] == "Thu 22 Jan 15:00"


def test_a_thank_you_whose_time_had_passed_at_the_report_is_not_sent_as_well():
    reported = STARTS + 4 * DAY
    assert not [key for key in planned(scheduled((reported, K.MET))) if key[0] == "thank_you"]


def test_thank_you_hours_are_the_members_within_the_method():
    wishes = Preferences(zone="Europe/London", thank_you_hours=1)
    plan = words(planned(scheduled((STARTS + timedelta(hours=1), K.MET)), preferences=wishes))
    assert plan["thank_you", 1, 2] == "Thu 22 Jan 09:00"  # 12 h is the least; quiet hours end


def test_at_most_five_messages_of_their_own_for_one_meeting():
    before = [
        NudgeKey(NudgeKind.QUESTIONS, 1, 1),
        NudgeKey(NudgeKind.MEETING_DAY, 1, 1),
        NudgeKey(NudgeKind.MEETING_HOUR, 1, 1),
        NudgeKey(NudgeKind.DID_IT_HAPPEN, 1, 1),
    ]
    sent = dict.fromkeys(before, STARTS)
    wishes = Preferences(zone="Europe/London", hour_reminder=True)
    asked_again = planned(scheduled(), sent, wishes)
    assert not [key for key in asked_again if key[0] == "did_it_happen"]
    plan = planned(scheduled((STARTS + timedelta(hours=3), K.MET)), sent, wishes)
    assert [key for key in plan if key[0] == "thank_you"] == [("thank_you", 1, 2)]


def test_the_introducer_is_thanked_and_a_promise_reported_back_on():
    met = STARTS + timedelta(hours=3)
    events = scheduled((met, K.MET), (met, K.PROMISED, {}), (met + DAY, K.THANKED))
    introduced = [
        event if event.kind is not K.ADDED else history((MONDAY, K.ADDED, {"introducer": True}))[0]
        for event in events
    ]
    plan = words(planned(introduced))
    assert plan["thank_introducer", 1, 1] == "Fri 23 Jan 09:30"
    assert plan["report_back", 1, 1] == "Wed 11 Feb 09:30"
    assert ("thank_introducer", 1, 1) not in planned(events)


def test_keeping_in_touch_ninety_days_after_the_last_contact_twice_at_most():
    events = scheduled((STARTS, K.MET), (STARTS + DAY, K.THANKED))
    plan = planned(events)
    assert [key for key in plan if key[0] == "keep_in_touch"] == [
        ("keep_in_touch", 2, 1),
        ("keep_in_touch", 2, 2),
    ]
    assert plan["keep_in_touch", 2, 1].due.date() == date(2026, 4, 22)


def test_a_logged_contact_starts_the_keep_in_touch_clock_again():
    contact = STARTS + 30 * DAY
    plan = planned(scheduled((STARTS, K.MET), (STARTS, K.THANKED), (contact, K.TOUCHED)))
    assert plan["keep_in_touch", 3, 1].due.date() == date(2026, 5, 21)
    assert ("keep_in_touch", 2, 1) not in plan


def test_keep_in_touch_can_be_off_for_one_person():
    events = scheduled(
        (STARTS, K.MET), (STARTS, K.THANKED), (STARTS, K.CADENCE_CHANGED, {"days": 0})
    )
    assert not planned(events)


def test_later_moves_the_same_nudge_even_after_it_was_sent():
    first = NudgeKey(NudgeKind.FOLLOW_UP, 1, 1)
    sent_at = datetime(2026, 1, 14, 9, 30, tzinfo=UTC)
    snooze = {"nudge": "follow_up", "cycle": 1, "n": 1, "until": "2026-01-20"}
    events = added((MONDAY, K.ASKED), (sent_at + DAY, K.SNOOZED, snooze))
    plan = words(planned(events, {first: sent_at}))
    assert plan == {
        ("follow_up", 1, 1): "Tue 20 Jan 09:30",
        ("follow_up", 1, 2): "Mon 26 Jan 09:30",
    }
    assert ("follow_up", 1, 1) not in planned(events, {first: sent_at + 6 * DAY})


def test_not_now_silences_that_nudge_until_the_stage_is_entered_again():
    quiet = {"nudge": "drafted", "cycle": 1}
    events = added((MONDAY, K.DRAFTED), (MONDAY, K.NOT_NOW, quiet))
    assert not planned(events)


def test_a_parked_person_comes_back_on_the_chosen_day():
    plan = planned(added((MONDAY, K.PARKED, {"until": "2026-02-07"})))
    assert words(plan) == {("come_back", 1, 1): "Mon 09 Feb 09:30"}


def test_an_undone_event_leaves_no_trace_in_the_plan():
    before = planned(added((MONDAY, K.DRAFTED)))
    undone = added((MONDAY, K.DRAFTED), (MONDAY, K.ASKED), (MONDAY, K.UNDONE, {"seq": 3}))
    assert planned(undone) == before


def test_undoing_what_followed_gives_the_same_key_so_nothing_is_sent_twice():
    back = added((MONDAY, K.ASKED), (MONDAY, K.REPLIED), (MONDAY + DAY, K.UNDONE, {"seq": 3}))
    assert ("follow_up", 1, 1) in planned(back)
    sent = {NudgeKey(NudgeKind.FOLLOW_UP, 1, 1): MONDAY + 9 * DAY}
    assert ("follow_up", 1, 1) not in planned(back, sent)


def test_doing_again_what_was_undone_has_a_key_of_its_own_so_nothing_is_forgotten():
    again = added((MONDAY, K.DRAFTED), (MONDAY, K.UNDONE, {"seq": 2}), (MONDAY, K.DRAFTED))
    sent = {NudgeKey(NudgeKind.DRAFTED, 1, 1): MONDAY + DAY}
    assert words(planned(again, sent)) == {("drafted", 2, 1): "Tue 06 Jan 09:30"}


def test_a_draft_after_a_request_that_bounced_is_not_taken_for_the_introductions():
    happened = [(MONDAY, K.INTRODUCED), (MONDAY, K.ASKED), (MONDAY, K.BOUNCED)]
    introduction = {NudgeKey(NudgeKind.DRAFTED, 1, 1): MONDAY}
    assert ("drafted", 2, 1) in planned(added(*happened), introduction)
    drafted = added(happened[0], (MONDAY, K.DRAFTED))
    assert not planned(drafted, introduction)


def test_closed_people_are_erased_a_month_after_a_notice():
    events = added((MONDAY, K.LET_GO))
    assert [key[0] for key in planned(events)] == ["retention_notice"]
    notice = NudgeKey(NudgeKind.RETENTION_NOTICE, 1, 1)
    delivered = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)
    purge = planned(events, {notice: delivered})["retention_purge", 1, 1]
    assert purge.due - delivered == 30 * DAY


@pytest.mark.parametrize("bundle_at", [time(8, 0), time(21, 0)])
def test_a_bundle_time_inside_quiet_hours_waits_for_their_end(bundle_at):
    wishes = Preferences(zone="Europe/London", bundle_at=bundle_at)
    due = planned(added(), preferences=wishes)["idea", 1, 1].due
    assert due.time() == time(9, 0)


def test_wall_clock_nudges_keep_their_hour_over_a_clock_change():
    asked = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
    plan = planned(history((asked, K.ADDED), (asked, K.ASKED)))
    assert plan["follow_up", 1, 1].due == datetime(2026, 3, 31, 8, 30, tzinfo=UTC)


def test_no_holidays_of_ones_own_wins_over_the_home_servers():
    british = Bounds(country="GB", region="ENG")
    unset = Preferences(zone="Europe/London")
    none = Preferences(zone="Europe/London", country=NO_HOLIDAYS)
    good_friday_week = datetime(2026, 3, 30, 10, 0, tzinfo=UTC)
    events = history((good_friday_week, K.ADDED), (good_friday_week, K.ASKED))
    first = ("follow_up", 1, 1)
    assert planned(events, preferences=unset, bounds=british)[first].due.date().day == 10
    assert planned(events, preferences=none, bounds=british)[first].due.date().day == 8
