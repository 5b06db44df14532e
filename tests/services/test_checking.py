"""What a check keeps, reads and costs; on both databases."""

import subprocess
import sys

import pytest

from bot.coaching.channels import Channel
from bot.coaching.checks.findings import FindingId
from bot.coaching.events import EventKind
from bot.coaching.stages import Stage
from bot.feedback import BadInput
from bot.services import asking, checking, history, meetings, people, questions, thanks
from bot.services.checking import QUESTIONS, What
from bot.services.choosing import WhichPerson
from bot.services.coach import Caller, Coach
from bot.services.history import NoSuchPerson, Report
from bot.services.meetings import Agreed
from bot.services.parts import Told
from bot.storage.engine import count_statements
from tests.clock import FakeClock

ALICE, BOB = Caller(1_000_000_000_000_000_001), Caller(1_000_000_000_000_000_002)
WORDS = "Dear Sam, would you have time for a call? Thank you, Alice"
LIST = "What is a typical week like?\nHow did you start?\nWhat is new?\nWhat is hard?\nWho else?"


@pytest.fixture
async def sam(coach: Coach) -> str:
    return (await people.add(coach, ALICE, name="Sam Rivera")).standing.person.id


async def test_the_form_costs_one_statement_however_the_person_is_named(
    coach: Coach, sam: str
) -> None:
    await checking.check(coach, ALICE, sam, "request_email", WORDS)
    await checking.check(coach, ALICE, sam, QUESTIONS, LIST)
    for what, text in ((What.REQUEST, WORDS), (What.QUESTIONS, LIST), (What.THANKS, "")):
        for given in (sam, "sam rivera", None):
            coach.labels.forget(ALICE.member_id)
            with count_statements(coach.database) as count:
                found = await checking.to_check(coach, ALICE, given, what)
            assert count.total == 1
            assert (found.person.id, found.text) == (sam, text)


@pytest.mark.parametrize("kind", checking.KINDS)
async def test_a_check_keeps_the_text_in_at_most_six_statements(
    coach: Coach, sam: str, kind: str
) -> None:
    await questions.build(coach, ALICE, sam)
    text = LIST if kind == QUESTIONS else WORDS
    with count_statements(coach.database) as count:
        found = await checking.check(coach, ALICE, sam, kind, text)
    assert count.total <= 6
    assert found.text == text
    kept = await checking.to_check(coach, ALICE, sam, found.what, kind=kind)
    assert (kept.kind, kept.text) == (kind, text)


async def test_using_a_list_costs_at_most_six_statements(coach: Coach, sam: str) -> None:
    for _turn in ("first", "again"):
        await checking.check(coach, ALICE, sam, QUESTIONS, LIST)
        with count_statements(coach.database) as count:
            used = await checking.use_questions(coach, ALICE, sam)
        assert count.total <= 6
        assert [one.text for one in used.list.items] == LIST.splitlines()


async def test_numbers_and_dashes_before_questions_go_and_none_comes_twice(
    coach: Coach, sam: str
) -> None:
    typed = "1. What is new?\n- what is NEW\n\n(2) How did you start?\n• 3D printing: why?\n---"
    await checking.check(coach, ALICE, sam, QUESTIONS, typed)
    used = await checking.use_questions(coach, ALICE, sam)
    assert [one.text for one in used.list.items] == [
        "What is new?",
        "How did you start?",
        "3D printing: why?",
    ]


async def test_a_question_too_long_changes_nothing(coach: Coach, sam: str) -> None:
    await questions.add(coach, ALICE, sam, "What is new?")
    await checking.check(coach, ALICE, sam, QUESTIONS, "How?\nWhy " + "o" * 400)
    with pytest.raises(BadInput):
        await checking.use_questions(coach, ALICE, sam)
    assert [one.text for one in (await questions.show(coach, ALICE, sam)).items] == ["What is new?"]


async def test_nobody_elses(coach: Coach, sam: str) -> None:
    await people.add(coach, BOB, name="Kim")
    await checking.check(coach, ALICE, sam, "request_email", WORDS)
    for what in What:
        with pytest.raises(NoSuchPerson):
            await checking.to_check(coach, BOB, sam, what)
    for kind in checking.KINDS:
        with pytest.raises(NoSuchPerson):
            await checking.check(coach, BOB, sam, kind, WORDS)
    with pytest.raises(NoSuchPerson):
        await checking.check(coach, BOB, sam, "request_email", "…")


async def test_several_people_are_told_apart(coach: Coach, sam: str) -> None:
    await people.add(coach, ALICE, name="Kim")
    with pytest.raises(WhichPerson):
        await checking.to_check(coach, ALICE, None, What.REQUEST)
    await checking.check(coach, ALICE, sam, "request_email", WORDS)
    assert (await checking.to_check(coach, ALICE, "Kim", What.REQUEST)).text == ""


async def test_the_latest_draft_is_opened_whatever_its_channel(
    coach: Coach, clock: FakeClock, sam: str
) -> None:
    await checking.check(coach, ALICE, sam, "request_email", WORDS)
    clock.advance(minutes=1)
    await checking.check(coach, ALICE, sam, "request_call", "Hello, is now a good moment?")
    assert (await checking.to_check(coach, ALICE, sam, What.REQUEST)).kind == "request_call"
    email = await checking.to_check(coach, ALICE, sam, What.REQUEST, Channel.EMAIL)
    assert (email.kind, email.text) == ("request_email", WORDS)


async def test_somebody_with_an_introducer_begins_with_the_introduction(coach: Coach) -> None:
    kim = (await people.add(coach, ALICE, name="Kim", via="Lee")).standing.person.id
    found = await checking.to_check(coach, ALICE, kim, What.REQUEST)
    assert found.kind == "introduction_request"


async def test_the_subject_stays_and_the_joint_message_is_there(coach: Coach, sam: str) -> None:
    told = Told(goal="how rotas are planned", two_sentences="I teach.", link="your book on rotas")
    before = await asking.draft(coach, ALICE, sam, Channel.EMAIL, told=told, as_it_is=True)
    await checking.check(coach, ALICE, sam, "request_email", WORDS)
    after = await asking.draft(coach, ALICE, sam, Channel.EMAIL)
    assert (after.drafts[0].subject, after.drafts[0].body) == (before.drafts[0].subject, WORDS)
    await checking.check(coach, ALICE, sam, "introduction_request", "Hi Lee")
    both = await asking.draft(coach, ALICE, sam, Channel.INTRODUCTION)
    assert [one.kind for one in both.drafts] == ["introduction_request", "introduction_joint"]
    assert both.drafts[0].body == "Hi Lee"


async def test_a_first_request_is_a_step_and_a_second_none(coach: Coach, sam: str) -> None:
    first = await checking.check(coach, ALICE, sam, "request_email", WORDS)
    again = await checking.check(coach, ALICE, sam, "request_email", WORDS + "!")
    assert first.standing.state.stage is Stage.DRAFTED
    assert again.standing.state.last_seq == first.standing.state.last_seq


async def test_the_minutes_are_those_of_the_talk_that_is_planned(
    coach: Coach, clock: FakeClock, sam: str
) -> None:
    await history.record(coach, ALICE, sam, Report(EventKind.REPLIED))
    ten = "\n".join(f"What about topic {number}?" for number in range(11, 21))
    found = await checking.check(coach, ALICE, sam, QUESTIONS, ten)
    assert FindingId.TOO_MANY not in {one.id for one in found.findings}
    start = clock.now().replace(hour=15)
    await meetings.agree(coach, ALICE, sam, Agreed(start, 15))
    found = await checking.check(coach, ALICE, sam, QUESTIONS, ten)
    assert FindingId.TOO_MANY in {one.id for one in found.findings}


async def test_ones_own_thank_you_stays_until_it_is_written_anew(coach: Coach, sam: str) -> None:
    await history.record(coach, ALICE, sam, Report(EventKind.MET))
    await checking.check(coach, ALICE, sam, "thanks_email", WORDS)
    shown = await thanks.draft(coach, ALICE, sam)
    assert shown.is_own
    assert shown.draft is not None
    assert shown.draft.body == WORDS
    assert shown.draft.subject
    anew = await thanks.draft(coach, ALICE, sam, anew=True, as_it_is=True)
    assert not anew.is_own
    later = await thanks.draft(coach, ALICE, sam, as_it_is=True)
    assert not later.is_own
    assert later.draft == anew.draft


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "🎉 …", "***"])
async def test_a_text_without_a_word_is_not_kept(coach: Coach, sam: str, text: str) -> None:
    await checking.check(coach, ALICE, sam, "request_email", WORDS)
    found = await checking.check(coach, ALICE, sam, "request_email", text)
    assert found.is_empty
    assert not found.is_ready
    assert found.good == ()
    assert (await checking.to_check(coach, ALICE, sam, What.REQUEST)).text == WORDS


async def test_nothing_is_praised_and_found_missing_at_once(coach: Coach, sam: str) -> None:
    found = await checking.check(coach, ALICE, sam, "request_email", "Hello there")
    assert found.good == ()
    german = "Liebe Frau Rao, ich bin Lehrerin und möchte mehr über Ihre Arbeit wissen. [Name]"
    found = await checking.check(coach, ALICE, sam, "request_email", german)
    assert not found.is_english
    assert [one.id for one in found.findings] == [FindingId.PLACEHOLDER]
    assert found.good == ()


def test_the_rules_are_imported_by_the_first_check_only() -> None:
    code = (
        "import sys, bot.ui.checking, cogs.ask, cogs.questions, cogs.thanks\n"
        "rules = ('requests', 'questions', 'thanks', 'text', 'spelling', 'strengths')\n"
        "names = [f'bot.coaching.checks.{one}' for one in rules]\n"
        "print([one for one in (*names, 'numpy') if one in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
