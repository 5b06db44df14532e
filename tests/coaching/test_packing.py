"""What goes now, what waits, what is dropped."""

from datetime import UTC, date, datetime, timedelta

from bot.coaching.packing import FOR_NOW_NEVER, DropReason, Pending, Recipient, left_out, pack
from bot.coaching.preferences import Preferences
from bot.coaching.rules import NudgeKind
from bot.coaching.stages import NudgeKey

NOW = datetime(2026, 1, 14, 9, 30, tzinfo=UTC)
"""A Wednesday."""
MEMBER = Recipient(Preferences(zone="Europe/London"))
HOUR = timedelta(hours=1)


def due(nudge_id, kind, person=None, n=1, at=NOW, deadline=None):
    return Pending(nudge_id, person or f"person{nudge_id}", NudgeKey(kind, 1, n), at, deadline)


def ids(packing):
    return [[item.id for item in parcel.items] for parcel in packing.parcels]


def test_one_bundle_holds_four_people_the_most_important_first():
    kinds = [
        NudgeKind.KEEP_IN_TOUCH,
        NudgeKind.IDEA,
        NudgeKind.FOLLOW_UP,
        NudgeKind.REPLIED,
        NudgeKind.THANK_INTRODUCER,
    ]
    packing = pack([due(i, kind) for i, kind in enumerate(kinds)], MEMBER, NOW)
    assert ids(packing) == [[4, 3, 2, 1]]
    assert packing.waiting == {0: datetime(2026, 1, 15, 9, 30, tzinfo=UTC)}


def test_those_waiting_longest_go_first_within_a_kind():
    nudges = [due(i, NudgeKind.IDEA, at=NOW - i * HOUR) for i in range(3)]
    assert ids(pack(nudges, MEMBER, NOW)) == [[2, 1, 0]]


def test_a_person_stands_in_a_bundle_once():
    nudges = [
        due(1, NudgeKind.KEEP_IN_TOUCH, "sam"),
        due(2, NudgeKind.REPORT_BACK, "sam", at=NOW - HOUR),
    ]
    packing = pack(nudges, MEMBER, NOW)
    assert ids(packing) == [[2]]
    assert 1 in packing.waiting


def test_one_bundle_a_local_day():
    member = Recipient(MEMBER.preferences, bundle_days=[date(2026, 1, 14)])
    packing = pack([due(1, NudgeKind.IDEA)], member, NOW + HOUR)
    assert packing.waiting == {1: datetime(2026, 1, 15, 9, 30, tzinfo=UTC)}


def test_four_bundles_in_any_seven_days():
    days = [date(2026, 1, day) for day in (9, 12, 13)]
    assert ids(pack([due(1, NudgeKind.IDEA)], Recipient(MEMBER.preferences, days), NOW)) == [[1]]
    full = Recipient(MEMBER.preferences, [date(2026, 1, 8), *days])
    packing = pack([due(1, NudgeKind.IDEA)], full, NOW)
    assert packing.waiting == {1: datetime(2026, 1, 15, 9, 30, tzinfo=UTC)}


def test_bundles_wait_for_a_working_day_and_for_the_end_of_quiet_hours():
    saturday = datetime(2026, 1, 17, 9, 30, tzinfo=UTC)
    packing = pack([due(1, NudgeKind.IDEA)], MEMBER, saturday)
    assert packing.waiting == {1: datetime(2026, 1, 19, 9, 30, tzinfo=UTC)}
    night = datetime(2026, 1, 14, 22, 0, tzinfo=UTC)
    packing = pack([due(1, NudgeKind.IDEA)], MEMBER, night)
    assert packing.waiting == {1: datetime(2026, 1, 15, 9, 0, tzinfo=UTC)}


def test_only_meeting_reminders_go_in_quiet_hours():
    night = datetime(2026, 1, 14, 22, 0, tzinfo=UTC)
    packing = pack([due(1, NudgeKind.MEETING_DAY), due(2, NudgeKind.THANK_YOU, n=2)], MEMBER, night)
    assert ids(packing) == [[1]]
    assert packing.waiting == {2: datetime(2026, 1, 15, 9, 0, tzinfo=UTC)}


def test_messages_of_their_own_are_outside_the_caps():
    member = Recipient(MEMBER.preferences, bundle_days=[date(2026, 1, 14)])
    nudges = [due(1, NudgeKind.DID_IT_HAPPEN), due(2, NudgeKind.THANK_YOU, n=2)]
    assert ids(pack(nudges, member, NOW)) == [[1], [2]]


def test_what_missed_its_deadline_or_was_overtaken_is_dropped_for_a_reason():
    packing = pack(
        [
            due(1, NudgeKind.MEETING_DAY, deadline=NOW),
            due(2, NudgeKind.FOLLOW_UP, "sam", n=1),
            due(3, NudgeKind.FOLLOW_UP, "sam", n=2),
        ],
        MEMBER,
        NOW,
    )
    assert packing.dropped == {1: DropReason.TOO_LATE, 2: DropReason.SUPERSEDED}
    assert ids(packing) == [[3]]


def test_a_pause_holds_everything_but_what_is_silent():
    until = NOW + timedelta(days=3)
    member = Recipient(MEMBER.preferences, paused_until=until)
    nudges = [due(1, NudgeKind.MEETING_DAY), due(2, NudgeKind.CLOSE_BY_SILENCE)]
    packing = pack(nudges, member, NOW)
    assert packing.waiting == {1: until}
    assert [item.id for item in packing.silent] == [2]


def test_with_direct_messages_closed_everything_waits_for_the_member():
    member = Recipient(MEMBER.preferences, closed=True)
    assert pack([due(1, NudgeKind.IDEA)], member, NOW).waiting == {1: FOR_NOW_NEVER}


def test_the_third_bundle_in_a_row_without_an_answer_says_it_is_the_last():
    second = Recipient(MEMBER.preferences, unanswered=1)
    third = Recipient(MEMBER.preferences, unanswered=2)
    fourth = Recipient(MEMBER.preferences, unanswered=3)
    nudges = [due(1, NudgeKind.IDEA), due(2, NudgeKind.MEETING_DAY)]
    bundle = [pack(nudges, member, NOW).parcels[-1] for member in (second, third)]
    assert [parcel.last for parcel in bundle] == [False, True]
    silent = pack(nudges, fourth, NOW)
    assert silent.waiting == {1: FOR_NOW_NEVER}
    assert ids(silent) == [[2]]


def test_what_is_not_due_is_left_alone():
    packing = pack([due(1, NudgeKind.IDEA, at=NOW + HOUR)], MEMBER, NOW)
    assert not packing.parcels
    assert not packing.waiting


def test_people_for_whom_there_is_no_room_are_counted_once_each():
    nudges = [
        due(0, NudgeKind.IDEA, "Sam"),
        due(1, NudgeKind.IDEA, "Kim"),
        due(2, NudgeKind.REPLIED, "Kim"),
        due(3, NudgeKind.IDEA, "Ann"),
        due(4, NudgeKind.MEETING_DAY, "Bo"),
        due(5, NudgeKind.IDEA, "Cy", deadline=NOW),
    ]
    assert left_out(nudges, ["Sam"], NOW) == 2
