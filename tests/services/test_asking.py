"""Drafts of a request, what went out, the one follow-up; on both databases."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.coaching.channels import Channel
from bot.coaching.preferences import Advice
from bot.coaching.stages import Stage
from bot.feedback import BadInput
from bot.services import asking, people, undoing
from bot.services.coach import Caller, Coach
from bot.services.history import DoesNotFit, Expected, MovedOn, NoSuchPerson, Outcome
from bot.services.parts import ASKED, Part, Told
from bot.services.replies import Answered, reply
from bot.storage.engine import count_statements
from tests.clock import FakeClock

ALICE, BOB = 1_000_000_000_000_000_001, 1_000_000_000_000_000_002
ABOUT = Told(
    goal="how you moved into data", two_sentences="I teach maths. I code at night.", minutes=20
)
TALK = "your talk at PyCon on rotas"


def alice(interaction: int | None = None) -> Caller:
    return Caller(ALICE, interaction)


async def added(coach: Coach, name: str = "Sam", **more: str) -> str:
    outcome = await people.add(coach, alice(), name=name, **{"why": TALK, **more})
    return outcome.standing.person.id


def stage(outcome: Outcome) -> Stage:
    return outcome.standing.state.stage


async def test_first_it_asks_for_what_is_missing(coach: Coach) -> None:
    sam = await added(coach, why="")
    asked = await asking.draft(coach, alice(1), sam)
    assert asked.missing == ASKED
    assert not asked.drafts
    assert stage(asked.outcome) is Stage.IDEA


async def test_what_was_told_is_in_the_draft_and_stays(coach: Coach) -> None:
    sam = await added(coach)
    asked = await asking.draft(coach, alice(5), sam, told=replace(ABOUT, minutes=None))
    assert asked.missing == (Part.TIME,)
    with count_statements(coach.database) as count:
        drafted = await asking.draft(coach, alice(1), sam, told=Told(minutes=20))
    assert count.total <= 6
    assert drafted.channel is Channel.EMAIL
    assert drafted.someone_might_introduce
    assert "how you moved into data" in drafted.drafts[0].body
    assert stage(drafted.outcome) is Stage.DRAFTED
    kim = await asking.draft(coach, alice(2), await added(coach, "Kim"), as_it_is=True)
    assert "I teach maths." in kim.drafts[0].body


async def test_a_name_is_put_under_the_draft_at_hand(coach: Coach) -> None:
    sam = await added(coach)
    first = (await asking.draft(coach, alice(1), sam, told=ABOUT)).drafts[0]
    with count_statements(coach.database) as count:
        signed = await asking.sign(coach, alice(2), sam, "Alice")
    assert count.total <= 6
    assert signed.drafts[0].body == first.body.removesuffix(".") + ",\nAlice"
    assert signed.outcome.seqs == ()
    again = await asking.draft(coach, alice(3), sam)
    assert again.drafts == signed.drafts


async def test_a_name_lengthens_no_draft_that_was_shortened(coach: Coach) -> None:
    sam = await added(coach)
    await asking.draft(coach, alice(1), sam, told=ABOUT)
    short = (await asking.shorten(coach, alice(2), sam)).drafts[0]
    signed = (await asking.sign(coach, alice(3), sam, "Alice")).drafts[0]
    assert signed.body == short.body.removesuffix(".") + ",\nAlice"
    renamed = (await asking.sign(coach, alice(4), sam, "Al")).drafts[0]
    assert renamed.body == short.body.removesuffix(".") + ",\nAl"


async def test_a_name_goes_to_the_end_of_a_draft_from_before_an_edit(coach: Coach) -> None:
    sam = await added(coach)
    first = (await asking.draft(coach, alice(1), sam, told=ABOUT)).drafts[0]
    await people.edit(coach, alice(2), sam, {"why": "your book on maps"}, None)
    signed = (await asking.sign(coach, alice(3), sam, "Alice")).drafts[0]
    assert "Your talk at PyCon on rotas" in signed.body
    assert signed.body == first.body.removesuffix(".") + ",\nAlice"


async def test_a_name_stands_in_both_messages_of_an_introduction(coach: Coach) -> None:
    sam = await added(coach, via="Kim")
    await asking.draft(coach, alice(1), sam, told=ABOUT)
    request, joint = (await asking.sign(coach, alice(2), sam, "Alice")).drafts
    assert "I am Alice." in request.body
    assert request.body.endswith("Alice")
    assert joint.body.startswith("Dear Sam and Alice,")
    assert joint.subject == "Introduction: Sam and Alice"
    assert "my friend" not in joint.body


@pytest.mark.parametrize("via", ["", "Kim"])
async def test_another_name_takes_the_place_of_the_one_before_and_the_times_stay(
    coach: Coach, via: str
) -> None:
    sam = await added(coach, via=via)
    told = replace(ABOUT, times="Tuesday or Thursday afternoon", name="Maya Lind")
    await asking.draft(coach, alice(1), sam, told=told)
    for drafted in (
        await asking.sign(coach, alice(2), sam, "Alice"),
        await asking.shorten(coach, alice(3), sam),
        await asking.sign(coach, alice(4), sam, "Al"),
    ):
        assert "Maya" not in drafted.drafts[0].body
        assert "Tuesday or Thursday afternoon" in drafted.drafts[0].body
    assert "Alice" not in drafted.drafts[0].body


async def test_a_draft_is_shown_again_unchanged_until_written_anew(coach: Coach) -> None:
    sam = await added(coach)
    first = await asking.draft(coach, alice(1), sam, told=ABOUT)
    await people.edit(coach, alice(2), sam, {"why": "your book on maps"}, None)
    with count_statements(coach.database) as count:
        again = await asking.draft(coach, alice(3), sam)
    assert count.total <= 6
    assert again.drafts == first.drafts
    anew = await asking.draft(coach, alice(4), sam, anew=True)
    assert "Your book on maps" in anew.drafts[0].body


async def test_somebody_who_could_introduce_comes_first(coach: Coach) -> None:
    sam = await added(coach, via="Kim")
    drafted = await asking.draft(coach, alice(1), sam, told=ABOUT)
    assert [one.kind for one in drafted.drafts] == ["introduction_request", "introduction_joint"]
    sent = await asking.sent(coach, alice(2), sam)
    assert stage(sent.outcome) is Stage.INTRODUCTION_ASKED


async def test_an_introduction_brings_the_reply_to_both(coach: Coach) -> None:
    sam = await added(coach, via="Kim")
    await asking.draft(coach, alice(1), sam, told=ABOUT)
    await asking.sent(coach, alice(2), sam)
    with count_statements(coach.database) as count:
        done = await asking.introduced(coach, alice(3), sam)
    assert count.total <= 6
    assert [one.kind for one in done.drafts] == ["introduced_reply"]
    assert stage(done.outcome) is Stage.DRAFTED
    assert done.outcome.standing.state.introducer
    again = await asking.draft(coach, alice(4), sam)
    assert again.drafts == done.drafts
    sent = await asking.sent(coach, alice(5), sam)
    assert stage(sent.outcome) is Stage.ASKED


async def test_after_a_no_from_the_friend_it_goes_direct(coach: Coach) -> None:
    sam = await added(coach, via="Kim")
    await asking.draft(coach, alice(1), sam, told=ABOUT)
    await asking.sent(coach, alice(2), sam)
    refused = await asking.introduction_refused(coach, alice(3), sam)
    assert stage(refused) is Stage.IDEA
    direct = await asking.go_direct(coach, alice(4), sam)
    assert [one.kind for one in direct.drafts] == ["request_email"]
    assert not direct.outcome.standing.state.introducer
    assert (await asking.draft(coach, alice(5), sam)).drafts == direct.drafts


async def test_shorter_is_kept(coach: Coach) -> None:
    sam = await added(coach)
    long = await asking.draft(coach, alice(1), sam, told=ABOUT)
    with count_statements(coach.database) as count:
        short = await asking.shorten(coach, alice(2), sam)
    assert count.total <= 6
    assert len(short.drafts[0].body) < len(long.drafts[0].body)
    assert (await asking.draft(coach, alice(3), sam)).drafts == short.drafts
    for interaction in range(4, 20):
        short = await asking.shorten(coach, alice(interaction), sam)
    assert short.as_short_as_it_gets


async def test_linkedin_says_by_how_much_it_is_too_long(coach: Coach) -> None:
    sam = await added(coach)
    told = replace(ABOUT, goal="how to " + "learn " * 40)
    drafted = await asking.draft(coach, alice(1), sam, Channel.LINKEDIN200, told=told)
    assert drafted.drafts == ()
    assert drafted.objection is not None
    assert (drafted.objection.part, drafted.objection.room) == (Part.GOAL, 200)
    assert drafted.objection.too_long_by > 0
    assert stage(drafted.outcome) is Stage.IDEA
    fits = await asking.draft(coach, alice(2), sam, Channel.LINKEDIN200, told=ABOUT)
    assert fits.objection is None
    assert len(fits.drafts[0].body) <= 200


async def test_what_is_told_is_kept_even_where_the_draft_is_not_offered(coach: Coach) -> None:
    sam = await added(coach, why="")
    told = replace(ABOUT, link="your impressive profile", times="Tuesdays")
    with count_statements(coach.database) as count:
        drafted = await asking.draft(coach, alice(1), sam, told=told)
    assert count.total <= 6
    assert drafted.objection is not None
    assert drafted.objection.part is Part.LINK
    details = drafted.outcome.standing.person.details
    assert (details.link, details.minutes, details.times) == (
        "your impressive profile",
        20,
        "Tuesdays",
    )


@pytest.mark.parametrize("minutes", [0, 9, 61, 240])
def test_minutes_that_nobody_asks_for_are_refused(minutes: int) -> None:
    with pytest.raises(BadInput):
        Told(minutes=minutes)


async def test_courage_comes_with_the_first_draft_to_each_person_and_never_again(
    coach: Coach,
) -> None:
    sam = await added(coach)
    first = await asking.draft(coach, alice(1), sam, told=ABOUT)
    assert first.encourages
    await undoing.take_back(coach, alice(2), sam, first.outcome.seqs[-1])
    for interaction, more in enumerate(({"anew": True}, {"told": ABOUT}, {}), start=3):
        again = await asking.draft(coach, alice(interaction), sam, **more)
        assert again.drafts
        assert not again.encourages
    other = await asking.draft(coach, alice(9), await added(coach, "Kim"), as_it_is=True)
    assert other.encourages


async def test_a_second_person_is_advised_after_the_first_sent_ever(coach: Coach) -> None:
    sam, kim = await added(coach), await added(coach, "Kim")
    first = await asking.sent(coach, alice(1), sam, Channel.EMAIL)
    assert first.outcome.advice is Advice.SECOND_PERSON
    assert (await asking.sent(coach, alice(2), kim, Channel.EMAIL)).outcome.advice is None


async def test_taking_it_back_or_forgetting_brings_that_advice_back_to_nobody(
    coach: Coach,
) -> None:
    sam, kim = await added(coach), await added(coach, "Kim")
    first = await asking.sent(coach, alice(1), sam, Channel.EMAIL)
    await undoing.take_back(coach, alice(2), sam, first.outcome.seqs[-1])
    assert (await asking.sent(coach, alice(3), sam, Channel.EMAIL)).outcome.advice is None
    with count_statements(coach.database) as count:
        await people.forget(coach, alice(4), sam, do_not_contact=True)
    assert count.total <= 6
    assert (await asking.sent(coach, alice(5), kim, Channel.EMAIL)).outcome.advice is None


async def test_the_channel_drafted_last_is_the_one_that_was_sent(coach: Coach) -> None:
    sam = await added(coach)
    await asking.draft(coach, alice(1), sam, told=ABOUT)
    await asking.draft(coach, alice(2), sam, Channel.LINKEDIN300)
    await asking.sent(coach, alice(3), sam)
    followed = await asking.follow_up(coach, alice(4), sam, insist=True)
    assert followed.draft is not None
    assert followed.draft.kind == "followup_linkedin300"


async def test_the_sixth_request_in_a_week_is_recorded_kindly(coach: Coach) -> None:
    busy = []
    for number in range(6):
        sam = await added(coach, f"Person {number}")
        with count_statements(coach.database) as count:
            sent = await asking.sent(coach, alice(number + 1), sam, Channel.EMAIL)
        assert count.total <= 6
        assert stage(sent.outcome) is Stage.ASKED
        busy.append(sent.busy_week)
    assert busy == [False] * 5 + [True]


async def test_sent_twice_says_since_when(coach: Coach) -> None:
    sam = await added(coach)
    await asking.sent(coach, alice(1), sam)
    with pytest.raises(DoesNotFit) as refused:
        await asking.sent(coach, alice(2), sam)
    assert refused.value.values["day"] == date(2026, 1, 5)


async def test_sent_two_at_once_counts_once(coach: Coach) -> None:
    sam = await added(coach)
    both = await asyncio.gather(
        asking.sent(coach, alice(1), sam), asking.sent(coach, alice(2), sam), return_exceptions=True
    )
    assert sum(isinstance(one, DoesNotFit) for one in both) == 1


async def test_the_same_interaction_twice_changes_nothing(coach: Coach) -> None:
    sam = await added(coach)
    first = await asking.draft(coach, alice(1), sam, told=ABOUT)
    again = await asking.draft(coach, alice(1), sam, told=ABOUT)
    assert again.outcome.repeated
    assert again.drafts == first.drafts
    await asking.sent(coach, alice(2), sam)
    assert (await asking.sent(coach, alice(2), sam)).outcome.repeated


async def test_a_follow_up_before_its_day_says_when(coach: Coach, clock: FakeClock) -> None:
    sam = await added(coach)
    await asking.sent(coach, alice(1), sam, Channel.EMAIL)
    early = await asking.follow_up(coach, alice(2), sam)
    assert early.draft is None
    assert (early.asked_on, early.due_on) == (date(2026, 1, 5), date(2026, 1, 14))
    assert (await asking.follow_up(coach, alice(3), sam, insist=True)).draft is not None
    clock.advance(days=9)
    assert (await asking.follow_up(coach, alice(4), sam)).draft is not None


async def test_a_third_message_is_refused(coach: Coach) -> None:
    sam = await added(coach)
    await asking.sent(coach, alice(1), sam, Channel.EMAIL)
    await asking.followed_up(coach, alice(2), sam)
    for attempt in (asking.followed_up, asking.follow_up):
        with pytest.raises(DoesNotFit, match="third message"):
            await attempt(coach, alice(3), sam)


@pytest.mark.parametrize("answered", [Answered.YES, Answered.NO])
async def test_after_an_answer_no_request_and_no_follow_up(
    coach: Coach, answered: Answered
) -> None:
    sam = await added(coach)
    await asking.sent(coach, alice(1), sam, Channel.EMAIL)
    await reply(coach, alice(2), sam, answered)
    for attempt in (asking.draft, asking.follow_up, asking.sent):
        with pytest.raises(DoesNotFit):
            await attempt(coach, alice(3), sam)


async def test_an_old_button_changes_nothing(coach: Coach) -> None:
    sam = await added(coach)
    expected = Expected(Stage.IDEA, 1)
    await asking.sent(coach, alice(1), sam, Channel.EMAIL)
    with pytest.raises(MovedOn):
        await asking.draft(coach, alice(2), sam, expected=expected)


async def test_nobody_drafts_for_another_members_person(coach: Coach) -> None:
    sam = await added(coach)
    for attempt in (asking.draft, asking.sent, asking.follow_up, asking.shorten):
        with pytest.raises(NoSuchPerson):
            await attempt(coach, Caller(BOB, 1), sam)


async def test_a_bounce_lets_it_be_drafted_and_sent_again(coach: Coach, clock: FakeClock) -> None:
    sam = await added(coach)
    await asking.draft(coach, alice(1), sam, Channel.EMAIL, told=ABOUT)
    await asking.sent(coach, alice(2), sam)
    bounced = await reply(coach, alice(3), sam, Answered.BOUNCED)
    assert stage(bounced) is Stage.DRAFTED
    clock.advance(days=1)
    sent = await asking.sent(coach, alice(4), sam, at=lambda now, _: now - timedelta(hours=2))
    assert stage(sent.outcome) is Stage.ASKED


@pytest.mark.parametrize("via", ["", "Kim"])
async def test_shortening_keeps_what_makes_it_a_request(coach: Coach, via: str) -> None:
    sam = await added(coach, via=via)
    short = await asking.draft(coach, alice(1), sam, told=ABOUT)
    for interaction in range(2, 20):
        short = await asking.shorten(coach, alice(interaction), sam)
    kept = (
        "how you moved into data",
        "teach maths",
        "talk at PyCon on rotas",
        "20 minutes",
        "Thank you",
    )
    for words in kept:
        assert words in short.drafts[0].body
