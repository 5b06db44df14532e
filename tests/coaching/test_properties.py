"""What holds for every history, settings and hour."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.calendar import (
    at_wall_clock,
    bundle_instant,
    is_quiet,
    is_working_day,
    local_day,
)
from bot.coaching.events import Event, EventKind, standing
from bot.coaching.packing import Pending, Recipient, pack
from bot.coaching.planner import Planned, Timeline, plan_person
from bot.coaching.preferences import METHOD, Preferences
from bot.coaching.rules import RULES, NudgeKind, Travel
from bot.coaching.stages import MOVES, NudgeKey, fold, may
from bot.storage.nudges import changes
from bot.storage.records import StoredNudge
from bot.storage.tables import NudgeState

START = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
ZONES = (
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "America/Santiago",
    "Pacific/Apia",
    "UTC",
)

preferences = st.builds(
    Preferences,
    zone=st.sampled_from(ZONES),
    bundle_at=st.times(time(6), time(22)).map(lambda one: one.replace(second=0, microsecond=0)),
    bundle_offset=st.integers(0, 20),
    working_days=st.sets(st.integers(0, 6), min_size=1).map(frozenset),
    follow_up_days=st.integers(1, 20),
    thank_you_hours=st.integers(1, 100),
    cadence_days=st.sampled_from([0, 30, 60, 90, 180]),
    second_person=st.booleans(),
    hour_reminder=st.booleans(),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """A history in which every event fits, with some taken back."""
    events = [Event(1, EventKind.ADDED, START, {"introducer": draw(st.booleans())})]
    at = START
    for seq in range(2, 2 + draw(st.integers(0, 14))):
        at += timedelta(minutes=draw(st.integers(0, 20 * 24 * 60)))
        state = fold(events)
        fitting = [kind for kind in MOVES if may(state, kind)]
        undoable = standing(events)[1:]
        if undoable and draw(st.integers(0, 5)) == 0:
            facts = {"seq": undoable[-1].seq}
            events.append(Event(seq, EventKind.UNDONE, at, facts, recorded=at))
            continue
        kind = draw(st.sampled_from(fitting))
        events.append(Event(seq, kind, at, _facts(draw, kind, at), recorded=at))
    return events


def _facts(draw: st.DrawFn, kind: EventKind, at: datetime) -> dict[str, str | int]:
    day = (at + timedelta(days=draw(st.integers(1, 40)))).date().isoformat()
    match kind:
        case EventKind.SCHEDULED | EventKind.MOVED:
            starts = at + timedelta(minutes=draw(st.integers(1, 30 * 24 * 60)))
            return {"starts": starts.isoformat(), "minutes": 20, "zone": "UTC"}
        case EventKind.PARKED | EventKind.LATER:
            return {"until": day}
        case EventKind.PROMISED:
            return draw(st.sampled_from([{}, {"due": day, "beside": True}]))
        case EventKind.PROMISE_KEPT | EventKind.REPORTED_BACK:
            return draw(st.sampled_from([{}, {"promise": 1}, {"promise": 2}]))
        case EventKind.CADENCE_CHANGED:
            return {"days": draw(st.sampled_from([0, 30, 90]))}
        case EventKind.NOT_NOW:
            return {"nudge": draw(st.sampled_from(NudgeKind)).value, "cycle": 1}
        case EventKind.SNOOZED:
            nudge = draw(st.sampled_from(NudgeKind)).value
            return {"nudge": nudge, "cycle": 1, "n": 1, "until": day}
        case _:
            return {}


def plan(events: list[Event], wishes: Preferences) -> tuple[Planned, ...]:
    return plan_person(Timeline(events), {}, wishes, METHOD)


@given(histories(), preferences)
def test_nothing_is_planned_into_quiet_hours_but_the_two_reminders_that_may(events, wishes):
    for one in plan(events, wishes):
        if one.travel is not Travel.SILENT and not RULES[one.key.kind].in_quiet_hours:
            assert not is_quiet(one.due, wishes)


@given(histories(), preferences)
def test_bundles_are_planned_for_working_days_at_the_members_time(events, wishes):
    for one in plan(events, wishes):
        if one.travel is Travel.BUNDLE:
            day = local_day(one.due, wishes.zone)
            evening = is_quiet(at_wall_clock(day, wishes.bundle_at, wishes.zone), wishes)
            assert is_working_day(day, wishes) or evening or wishes.bundle_at.hour >= 19
            assert one.due in {bundle_instant(day - timedelta(days=n), wishes) for n in (0, 1)}


@given(histories(), preferences)
def test_each_nudge_is_planned_once_and_no_more_often_than_its_rule_says(events, wishes):
    keys = [one.key for one in plan(events, wishes)]
    assert len(keys) == len(set(keys))
    assert all(key.n <= RULES[key.kind].most for key in keys)


@given(histories(), preferences)
def test_what_was_sent_is_not_planned_again(events, wishes):
    last = max(event.at for event in events)
    sent = {one.key: last + timedelta(days=1) for one in plan(events, wishes)}
    again = plan_person(Timeline(events), sent, wishes, METHOD)
    assert not {one.key for one in again} & set(sent)


@given(histories(), preferences)
def test_planning_twice_changes_nothing_in_what_is_stored(events, wishes):
    planned = plan(events, wishes)
    rows = list(changes({"sam": planned}, []))
    stored = [
        StoredNudge(
            id=number,
            person_id="sam",
            key=NudgeKey(NudgeKind(row["kind"]), row["cycle"], row["n"]),
            due=row["due"],
            deadline=row["deadline"],
            state=NudgeState(row["state"]),
        )
        for number, row in enumerate(rows)
    ]
    assert len(stored) == len(planned)
    assert list(changes({"sam": plan(events, wishes)}, stored)) == []


@given(histories())
def test_undoing_the_last_event_gives_the_state_before_it(events):
    counted = standing(events)
    last = counted[-1]
    undone = Event(len(events) + 1, EventKind.UNDONE, last.at, {"seq": last.seq})
    without = [event for event in events if event is not last]
    before, after = fold(without), fold([*events, undone])
    planned = plan([*events, undone], Preferences())
    if len(counted) > 1:
        assert planned == plan(without, Preferences())
    else:  # nobody is left; in two days nothing is kept of them
        assert [one.key.kind for one in planned] == [NudgeKind.RETENTION_PURGE]
    assert (before.stage, before.cycles) == (after.stage, after.cycles)


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(NudgeKind)), st.integers(0, 3), st.integers(0, 9000)),
        max_size=20,
    ),
    preferences,
    st.integers(0, 60 * 24 * 20),
)
def test_packing_forgets_nobody_and_keeps_the_caps(drawn, wishes, minutes):
    nudges = [
        Pending(number, f"person{who}", NudgeKey(kind, 1, 1), START + timedelta(minutes=offset))
        for number, (kind, who, offset) in enumerate(drawn)
    ]
    now = START + timedelta(minutes=minutes)
    packing = pack(nudges, Recipient(wishes), now)
    gone = [item for parcel in packing.parcels for item in parcel.items]
    verdicts = [
        *(item.id for item in gone),
        *(item.id for item in packing.silent),
        *packing.waiting,
        *packing.dropped,
    ]
    assert sorted(verdicts) == [one.id for one in nudges if one.due <= now]
    bundles = [parcel for parcel in packing.parcels if parcel.travel is Travel.BUNDLE]
    assert len(bundles) <= 1
    assert all(len(parcel.items) <= 4 for parcel in bundles)
    assert all(until > now for until in packing.waiting.values())
    if is_quiet(now, wishes):
        assert all(item.rule.in_quiet_hours for item in gone)


@given(
    st.sampled_from(ZONES),
    st.dates(datetime(2026, 1, 1).date(), datetime(2027, 12, 31).date()),
    st.times().map(lambda one: one.replace(second=0, microsecond=0)),
)
def test_a_wall_clock_time_is_met_or_is_the_first_instant_after_the_gap(zone, day, clock_time):
    instant = at_wall_clock(day, clock_time, zone)
    shown = instant.astimezone(ZoneInfo(zone))
    wanted = datetime.combine(day, clock_time)
    if shown.replace(tzinfo=None) != wanted:
        just_before = (instant - timedelta(seconds=1)).astimezone(ZoneInfo(zone))
        assert just_before.replace(tzinfo=None) < wanted < shown.replace(tzinfo=None)
    else:
        assert shown.fold == 0
