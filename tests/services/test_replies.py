"""What came back, on both databases."""

from datetime import date

import pytest

from bot.coaching.channels import Channel
from bot.coaching.stages import Closing, Stage
from bot.services import asking, people, replies
from bot.services.coach import Caller, Coach
from bot.services.replies import Answered
from bot.storage.engine import count_statements
from tests.clock import FakeClock

ALICE = 1_000_000_000_000_000_001


def alice(interaction: int | None = None) -> Caller:
    return Caller(ALICE, interaction)


async def asked(coach: Coach) -> str:
    outcome = await people.add(coach, alice(), name="Sam")
    person_id = outcome.standing.person.id
    await asking.sent(coach, alice(), person_id, Channel.EMAIL)
    return person_id


@pytest.mark.parametrize(
    ("answered", "stage", "closing"),
    [
        (Answered.YES, Stage.REPLIED, None),
        (Answered.LATER, Stage.PARKED, None),
        (Answered.NO, Stage.CLOSED, Closing.DECLINED),
        (Answered.REFERRED, Stage.CLOSED, Closing.REFERRED),
        (Answered.BOUNCED, Stage.DRAFTED, None),
    ],
)
async def test_each_answer_leads_somewhere(
    coach: Coach, answered: Answered, stage: Stage, closing: Closing | None
) -> None:
    sam = await asked(coach)
    with count_statements(coach.database) as count:
        outcome = await replies.reply(coach, alice(1), sam, answered, note="said so")
    assert count.total <= 6
    assert outcome.standing.state.stage is stage
    assert outcome.standing.state.closing is closing
    notes = (await people.show(coach, alice(2), sam)).notes
    assert [words for _event, words in notes] == ["said so"]


async def test_later_comes_back_in_four_weeks_or_on_the_day_they_named(
    coach: Coach, clock: FakeClock
) -> None:
    sam = await asked(coach)
    soon = await replies.reply(coach, alice(1), sam, Answered.LATER)
    assert soon.standing.next is not None
    assert soon.standing.next.at.date() == date(2026, 2, 2)
    named = await people.park(coach, alice(2), sam, lambda *_: date(2026, 3, 4))
    assert named.standing.next is not None
    assert named.standing.next.at.date() == date(2026, 3, 4)
