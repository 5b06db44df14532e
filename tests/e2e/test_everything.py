"""Comes last: nothing that a member can do is left untried by the tests of this folder."""

from pathlib import Path

import pytest

from tests.e2e.everything import Tried


def test_every_command_and_every_button_was_tried(
    tried: Tried, request: pytest.FixtureRequest
) -> None:
    here = Path(__file__).parent
    asked_for = {item.path for item in request.session.items}
    in_part = hasattr(request.config, "workerinput") or bool(request.config.option.keyword)
    if in_part or not asked_for.issuperset(here.glob("test_*.py")):
        pytest.skip("only part of the folder ran")
    if request.session.testsfailed:
        pytest.skip("something failed before")
    assert tried.there
    assert tried.missing == []
