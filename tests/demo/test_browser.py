"""The demo as a visitor sees it: Debian's chromium walks through the first three minutes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytest.importorskip("markdown_it", reason="the demo extra is not installed")

from playwright.sync_api import expect

from tests.demo.visitor import CHROMIUM, Visitor, visit

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no chromium here (Debian: apt-get install chromium)"
)

SLIPS = " Could you get me a job in your team? I need your answer by Friday."


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    """Somebody who has just opened the demo as a member."""
    with visit(tmp_path) as opened:
        yield opened


def test_the_first_three_minutes_and_the_nudge_after_two_weeks(visitor: Visitor) -> None:
    visitor.see("Welcome to the demo")

    visitor.run("/coach")
    visitor.see("Is there someone you'd like to ask")
    visitor.press("Yes")
    visitor.fill(name="Sam Rivera", why="Her talk on small power plants at the town hall.")
    visitor.see("Does anyone you know also know Sam Rivera")
    visitor.press("No, nobody")
    visitor.see("what do you hope to learn")
    visitor.press("Answer")
    visitor.fill(goal="How one gets from physics into planning power plants.")
    visitor.see("Who are you, in two sentences?")
    visitor.press("Answer")
    visitor.fill(two_sentences="I am in my last year of physics. I have built two small turbines.")
    visitor.see("How long, and when could you talk?")
    visitor.press("20 minutes, any time")
    draft = visitor.see("small power plants").lower()
    assert "sam" in draft
    visitor.press("I sent it")
    visitor.see("Is it 10:00 for you")
    visitor.press("Yes")
    visitor.see("America/New_York")

    check_the_flawed_message(visitor)

    visitor.run("/demo skip", "14")
    visitor.see("since you wrote to Sam Rivera")
    expect(visitor.button("They replied")).to_be_in_viewport(ratio=1)
    visitor.press("They replied")
    visitor.see("Sam Rivera answered")


def check_the_flawed_message(visitor: Visitor) -> None:
    """Step 4: by pressing alone; who likes mends it, and reads that it is ready."""
    visitor.press("Check the message to Noor")
    assert visitor.typed("text").startswith("Dear [Name],")
    visitor.fill()
    read = visitor.see("Mend before it goes")
    assert read.index("What is good") < read.index("Mend before it goes")
    for slip in ("[Name]", "Could you get me a job", "need your answer"):
        assert slip in read
    expect(visitor.button("Fix these")).to_be_in_viewport(ratio=1)
    visitor.press("Fix these")
    flawed = visitor.typed("text")
    mended = flawed.replace("[Name]", "Noor").replace(SLIPS, "")
    assert len(mended) < len(flawed) - len(SLIPS)
    visitor.fill(text=mended)
    visitor.see("Ready to send")
