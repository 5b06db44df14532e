"""The talk on both databases: agreed, moved, held, noted, thanked for."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.coaching.events import EventKind
from bot.coaching.stages import Stage
from bot.feedback import BadInput
from bot.services import contact, history, meetings, people, promises, starting, thanks
from bot.services.coach import Caller, Coach
from bot.services.contact import Contact
from bot.services.history import DoesNotFit, Expected, MovedOn, NoSuchPerson, Report
from bot.services.meetings import NOTE, NOTES, Agreed, Place
from bot.services.moments import in_days
from bot.services.thanks import Format
from bot.storage.engine import Database, count_statements
from tests.clock import FakeClock

ALICE, BOB = 1_000_000_000_000_000_001, 1_000_000_000_000_000_002
THURSDAY = datetime(2026, 1, 8, 15, tzinfo=UTC)
MOST_STATEMENTS = 6


def alice(interaction: int | None = None) -> Caller:
    return Caller(ALICE, interaction)


@pytest.fixture
async def sam(coach: Coach) -> str:
    """Somebody who said yes."""
    added = await people.add(coach, alice(1), name="Sam", organisation="Acme", via="Kim")
    person_id = added.standing.person.id
    await history.record(coach, alice(2), person_id, Report(EventKind.REPLIED))
    return person_id


@pytest.fixture
async def met(coach: Coach, sam: str) -> str:
    """Sam, after a talk."""
    await thanks.happened(coach, alice(3), sam)
    return sam


async def test_a_talk_is_planned_and_moved(coach: Coach, sam: str) -> None:
    planned = await meetings.agree(coach, alice(10), sam, Agreed(THURSDAY, 30, Place.COFFEE))
    meeting = planned.standing.state.meeting
    assert meeting is not None
    assert (meeting.starts, meeting.minutes, meeting.place) == (THURSDAY, 30, "coffee")
    later = THURSDAY + timedelta(days=1)
    moved = await meetings.agree(coach, alice(11), sam, Agreed(later))
    assert moved.standing.state.meeting is not None
    assert moved.standing.state.meeting.starts == later
    assert moved.standing.state.cycle() == 2


async def test_the_zone_is_the_members_own(coach: Coach, sam: str) -> None:
    await starting.set_zone(coach, alice(9), "Asia/Tokyo")
    planned = await meetings.agree(coach, alice(10), sam, Agreed(THURSDAY))
    assert planned.standing.state.meeting is not None
    assert planned.standing.state.meeting.zone == "Asia/Tokyo"


@pytest.mark.parametrize(
    "agreed",
    [
        Agreed(datetime(2026, 1, 5, 9, tzinfo=UTC)),
        Agreed(datetime(2027, 6, 1, 9, tzinfo=UTC)),
        Agreed(THURSDAY, minutes=5),
        Agreed(THURSDAY, minutes=300),
    ],
)
async def test_what_nobody_can_have_agreed_on_is_refused(
    coach: Coach, sam: str, agreed: Agreed
) -> None:
    with pytest.raises(BadInput):
        await meetings.agree(coach, alice(10), sam, agreed)
    assert (await history.look(coach, alice(), sam)).state.stage is Stage.REPLIED


async def test_an_old_button_changes_nothing(coach: Coach, sam: str) -> None:
    with pytest.raises(MovedOn):
        await meetings.agree(coach, alice(10), sam, Agreed(THURSDAY), Expected(Stage.SCHEDULED, 1))


async def test_nobody_plans_with_another_members_person(coach: Coach, sam: str) -> None:
    for attempt in (
        meetings.agree(coach, Caller(BOB, 20), sam, Agreed(THURSDAY)),
        meetings.card(coach, Caller(BOB, 21), sam),
        meetings.note_down(coach, Caller(BOB, 22), sam, NOTE, "hm"),
        thanks.draft(coach, Caller(BOB, 23), sam),
        contact.log(coach, Caller(BOB, 24), sam),
    ):
        with pytest.raises(NoSuchPerson):
            await attempt
    assert await meetings.notes(coach, Caller(BOB, 25), sam) == {}


async def test_a_no_show_goes_back_to_finding_a_time(coach: Coach, sam: str) -> None:
    await meetings.agree(coach, alice(10), sam, Agreed(THURSDAY))
    outcome, draft = await meetings.no_show(coach, alice(11), sam)
    assert outcome.standing.state.stage is Stage.REPLIED
    assert "another time" in draft.body


async def test_moved_to_nobody_knows_when(coach: Coach, sam: str) -> None:
    await meetings.agree(coach, alice(10), sam, Agreed(THURSDAY))
    outcome = await meetings.moved(coach, alice(11), sam)
    assert outcome.standing.state.stage is Stage.REPLIED
    assert outcome.standing.state.meeting is None


async def test_the_thank_you_comes_with_the_talk_where_a_note_is_there(
    coach: Coach, sam: str
) -> None:
    await meetings.note_down(coach, alice(10), sam, NOTE, "start with the meetup")
    _outcome, found = await thanks.happened(coach, alice(11), sam)
    assert found is not None
    assert found.draft is not None
    assert "start with the meetup" in found.draft.body.lower()


async def test_without_a_note_there_is_no_draft_yet(coach: Coach, met: str) -> None:
    assert (await thanks.draft(coach, alice(10), met)).draft is None
    bare = await thanks.draft(coach, alice(11), met, as_it_is=True)
    assert bare.draft is not None


async def test_after_five_days_the_thanks_are_belated(
    coach: Coach, met: str, clock: FakeClock
) -> None:
    await meetings.note_down(coach, alice(10), met, NOTE, "patience")
    clock.advance(days=4, hours=23)
    assert not (await thanks.draft(coach, alice(11), met)).belated
    clock.advance(hours=2)
    late = await thanks.draft(coach, alice(12), met)
    assert late.belated
    assert late.draft is not None
    assert "later than I wished" in late.draft.body


async def test_a_long_note_gives_its_first_sentences_only(coach: Coach, met: str) -> None:
    words = "Start with the meetup. " + "Then read on and on. " * 40
    await meetings.note_down(coach, alice(10), met, NOTE, words.strip())
    draft = (await thanks.draft(coach, alice(11), met)).draft
    assert draft is not None
    assert "tart with the meetup." in draft.body
    assert len(draft.body) < 700


async def test_the_same_draft_is_shown_unchanged(coach: Coach, met: str) -> None:
    await meetings.note_down(coach, alice(10), met, NOTE, "patience")
    first = await thanks.draft(coach, alice(11), met)
    assert (await thanks.draft(coach, alice(12), met)).draft == first.draft


async def test_thanking_twice_says_so(coach: Coach, met: str) -> None:
    sent = await thanks.sent(coach, alice(10), met)
    assert sent.standing.state.stage is Stage.THANKED
    with pytest.raises(DoesNotFit, match="already"):
        await thanks.sent(coach, alice(11), met)


async def test_thanks_before_the_talk_say_what_to_do(coach: Coach, sam: str) -> None:
    with pytest.raises(DoesNotFit, match="/meet done"):
        await thanks.sent(coach, alice(10), sam)


async def test_the_introducer_is_thanked_once(coach: Coach, met: str) -> None:
    await thanks.sent(coach, alice(10), met)
    draft = (await thanks.draft(coach, alice(11), met, Format.INTRODUCER)).draft
    assert draft is not None
    assert "Kim" in draft.body
    await thanks.introducer_thanked(coach, alice(12), met)
    with pytest.raises(MovedOn):
        await thanks.introducer_thanked(coach, alice(13), met)


async def test_a_gift_is_noticed(coach: Coach, met: str) -> None:
    await meetings.note_down(coach, alice(10), met, NOTE, "patience")
    assert not (await thanks.draft(coach, alice(11), met)).gift
    await promises.make(coach, alice(12), met, "bring her a bottle of wine")
    assert (await thanks.draft(coach, alice(13), met)).gift


async def test_any_contact_resets_the_clock(coach: Coach, met: str, clock: FakeClock) -> None:
    await thanks.sent(coach, alice(10), met)
    clock.advance(days=80)
    outcome = await contact.log(coach, alice(11), met, Contact.CALL, "their new job")
    assert outcome.standing.state.stage is Stage.KEEPING
    assert outcome.standing.next is not None
    assert outcome.standing.next.at > clock.now() + timedelta(days=89)


async def test_a_button_for_an_earlier_contact_changes_nothing(coach: Coach, met: str) -> None:
    contacts = (await history.look(coach, alice(), met)).state.contacts
    await contact.log(coach, alice(10), met, contacts=contacts)
    with pytest.raises(MovedOn):
        await contact.log(coach, alice(11), met, contacts=contacts)


async def test_an_empty_note_is_refused_and_notes_may_be_emptied(coach: Coach, met: str) -> None:
    with pytest.raises(BadInput):
        await meetings.note_down(coach, alice(10), met, NOTE, "")
    await meetings.note_down(coach, alice(11), met, NOTES, "a\nb")
    assert (await meetings.notes(coach, alice(), met))[NOTES] == "a\nb"
    await meetings.note_down(coach, alice(12), met, NOTES, "")
    assert (await meetings.notes(coach, alice(), met))[NOTES] == ""


async def test_no_use_case_needs_more_than_six_statements(
    coach: Coach, sam: str, database: Database
) -> None:
    person = sam
    uses = [
        lambda: meetings.asking_where(coach, alice(30), person),
        lambda: meetings.agree(coach, alice(31), person, Agreed(THURSDAY)),
        lambda: meetings.agree(coach, alice(32), person, Agreed(THURSDAY, 60)),
        lambda: meetings.confirming(coach, alice(33), person, lambda _meeting: "Thursday"),
        lambda: meetings.card(coach, alice(34), person),
        lambda: meetings.no_show(coach, alice(35), person),
        lambda: meetings.agree(coach, alice(36), person, Agreed(THURSDAY)),
        lambda: meetings.note_down(coach, alice(37), person, NOTE, "patience"),
        lambda: meetings.notes(coach, alice(38), person),
        lambda: thanks.happened(coach, alice(39), person),
        lambda: thanks.draft(coach, alice(40), person),
        lambda: promises.make(coach, alice(41), person, "read"),
        lambda: thanks.sent(coach, alice(42), person),
        lambda: thanks.introducer_thanked(coach, alice(43), person),
        lambda: promises.put_off(coach, alice(46), person, 1, in_days(9)),
        lambda: promises.kept(coach, alice(47), person, 1),
        lambda: thanks.draft(coach, alice(48), person, Format.REPORT_BACK),
        lambda: promises.listed(coach, alice(49)),
        lambda: promises.told(coach, alice(44), person, 1),
        lambda: contact.log(coach, alice(45), person, note="hello"),
    ]
    for number, use in enumerate(uses):
        with count_statements(database) as count:
            await use()
        assert count.total <= MOST_STATEMENTS, (number, count.statements)
