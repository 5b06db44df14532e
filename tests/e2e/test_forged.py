"""Custom ids cut short, made up or of a version long gone: answered kindly, nothing logged."""

import logging
from typing import Any

import pytest

from bot.coaching.rules import Answer
from bot.ui import buttons
from tests.e2e.stage import Stage, labels, raw_click, texts

ENDINGS = ("", ":", ":x", ":-:-", ":x:1:2:3:4", ":" + "9" * 80)


async def test_no_forged_button_alarms_anybody(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.alice.user.slash("people add", name="Sam")
    message = stage.last()
    known = sorted({*buttons.action_handlers, *Answer} - {"test_dm"})
    assert len(known) > 60
    with caplog.at_level(logging.WARNING):
        for action in known:
            for ending in ENDINGS:
                await _press(stage, message, f"r:{action}{ending}")
    assert [one.getMessage() for one in caplog.records if one.name.startswith("bot")] == []


async def _press(stage: Stage, message: Any, custom_id: str) -> None:
    pressed = raw_click(stage, stage.alice.user, message, custom_id)
    await stage.env.settle()
    assert pressed.modal is not None or texts(pressed), custom_id
    assert not any("reference" in text for text in texts(pressed)), custom_id


@pytest.mark.parametrize(
    "custom_id", ["r:person_draft", "r:thanks_bare:x:flowers", "r:people_page:-:²"]
)
async def test_what_can_not_be_read_is_said_and_nothing_is_done(
    stage: Stage, custom_id: str
) -> None:
    await stage.alice.user.slash("people add", name="Sam")
    pressed = raw_click(stage, stage.alice.user, stage.last(), custom_id)
    await stage.env.settle()
    assert texts(pressed)[0].startswith("I no longer know what that button was for")
    assert labels(pressed.response) == []
