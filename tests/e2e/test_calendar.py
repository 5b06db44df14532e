"""The calendar entry follows whatever ends, moves or brings back a planned talk."""

import pytest

from tests.e2e.stage import Stage
from tests.e2e.test_meet import calendar, planned


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("reply", {"outcome": "no"}),
        ("people park", {"until": "in 3 weeks"}),
        ("meet done", {"outcome": "cancelled"}),
    ],
)
async def test_what_ends_a_planned_talk_takes_it_out_of_the_calendar(
    stage: Stage, command: str, options: dict[str, str]
):
    await planned(stage)
    told = await stage.alice.user.slash(command, **options)
    assert "The file takes the talk out of your calendar." in told.response.content
    assert (await calendar(told))["STATUS"] == "CANCELLED"


async def test_so_does_letting_somebody_go(stage: Stage):
    await planned(stage)
    asked = await stage.alice.user.slash("people close", reason="let_go")
    assert (await calendar(asked))["STATUS"] == "CANCELLED"


async def test_an_undone_plan_leaves_the_calendar_and_an_undone_cancellation_comes_back(
    stage: Stage,
):
    person_id = await planned(stage)
    cancelled = await stage.alice.user.slash("meet done", outcome="cancelled")
    back = await stage.alice.user.click(cancelled.response, label="Undo")
    assert "The file puts the talk into your calendar again." in back.response.content
    restored = await calendar(back)
    gone = await calendar(cancelled)
    assert restored["STATUS"] == "CONFIRMED"
    assert restored["UID"] == gone["UID"] == f"{person_id}-0@rapport"
    assert restored["SEQUENCE"] > gone["SEQUENCE"]

    asked = await stage.alice.user.slash("undo")
    undone = await stage.alice.user.click(asked.response, label="Take it back")
    assert (await calendar(undone))["STATUS"] == "CANCELLED"
    assert undone.response.content.splitlines()[-1].startswith("I'll come back to it on")


async def test_an_undone_move_brings_the_old_time_back(stage: Stage):
    await planned(stage, "Friday 15:00")
    first = await calendar(await stage.alice.user.slash("meet card"))
    await stage.pass_time(minutes=1)
    asked = await stage.alice.user.slash("meet plan", when="Thursday 9:00")
    moved = await stage.alice.user.click(asked.response, label="Yes, save it")
    assert (await calendar(moved))["DTSTART"].dt != first["DTSTART"].dt
    back = await stage.alice.user.click(moved.response, label="Undo")
    restored = await calendar(back)
    assert restored["DTSTART"].dt == first["DTSTART"].dt
    assert restored["STATUS"] == "CONFIRMED"


async def test_a_talk_that_took_place_stays_in_the_calendar(stage: Stage):
    await planned(stage)
    await stage.pass_time(days=5)
    told = await stage.alice.user.slash("meet done", outcome="happened")
    assert told.response.attachments == []
    asked = await stage.alice.user.slash("undo")
    undone = await stage.alice.user.click(asked.response, label="Take it back")
    assert undone.response.attachments == []


async def test_a_second_talk_that_is_undone_leaves_the_calendar(stage: Stage):
    await planned(stage)
    await stage.pass_time(days=5)
    await stage.alice.user.slash("meet done", outcome="happened")
    await stage.pass_time(minutes=1)
    asked = await stage.alice.user.slash("meet plan", when="Friday 15:00")
    saved = await stage.alice.user.click(asked.response, label="Yes, save it")
    undone = await stage.alice.user.click(saved.response, label="Undo")
    assert (await calendar(undone))["STATUS"] == "CANCELLED"
    assert (await calendar(undone))["UID"] == (await calendar(saved))["UID"]


async def test_moving_to_a_time_that_nobody_knows_yet_takes_the_old_one_out(stage: Stage):
    await planned(stage)
    form = await stage.alice.user.slash("meet done", outcome="moved")
    told = await stage.alice.user.submit_modal(form, {"when": "", "where": ["their_choice"]})
    assert (await calendar(told))["STATUS"] == "CANCELLED"
