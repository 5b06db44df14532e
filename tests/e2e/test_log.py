"""/log and its button, as a member sees them."""

import pytest

from bot.services import history
from bot.services.coach import Caller
from tests.e2e.stage import Stage, labels, texts
from tests.e2e.test_meet import acknowledge, met, replied, stage_of


@pytest.mark.parametrize("kind", ["message", "call", "met", "shared", "other"])
async def test_any_contact_counts(stage: Stage, kind: str):
    person_id = await met(stage)
    await stage.alice.user.slash("thanks sent")
    told = await stage.alice.user.slash("log", kind=kind, note="@everyone **new job**")
    assert "in touch" in told.response.content
    assert "Undo" in labels(told.response)
    assert await stage_of(stage, person_id) == "keeping"
    standing = await history.look(stage.app.coach, Caller(stage.alice.id), person_id)
    assert standing.next is not None
    assert 89 <= (standing.next.at - stage.now()).days <= 92


async def test_before_the_talk_the_stage_stays(stage: Stage):
    person_id = await replied(stage)
    told = await stage.alice.user.slash("log", kind="met")
    assert "/meet done" in told.response.content
    assert await stage_of(stage, person_id) == "replied"


async def test_a_note_that_is_too_long_comes_back(stage: Stage):
    await met(stage)
    told = await stage.alice.user.slash("log", note="z" * 1001)
    assert "1001" in texts(told)[0]
    assert texts(told)[1] == "z" * 1001
    acknowledge(stage)


async def test_the_reminder_to_keep_in_touch(stage: Stage):
    await met(stage)
    await stage.alice.user.slash("thanks sent")
    await stage.pass_time(days=95)
    reminder = next(one for one in stage.seen() if "Logged" in labels(one))
    told = await stage.alice.user.click(reminder, label="Logged")
    assert "Nothing to do until" in told.response.content
    again = await stage.alice.user.click(reminder, label="Logged")
    assert "moved on" in again.response.content
    acknowledge(stage)
