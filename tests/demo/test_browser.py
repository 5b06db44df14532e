"""The demo as a visitor sees it: Debian's chromium walks through the first three minutes."""

import contextlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.demo.test_host import process, wait_for_address

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytest.importorskip("markdown_it", reason="the demo extra is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no chromium here (Debian: apt-get install chromium)"
)


class Visitor:
    """Somebody at the page."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.messages = page.locator("article.channel-message")

    def run(self, command: str, *values: str) -> None:
        """Type a command, choose it in the list, fill in its options, send it."""
        chip = self.page.locator(".command-chip")
        self.page.locator("#channel-composer-input").click()
        self.page.keyboard.type(command)
        self.page.get_by_role("option", name=command).first.wait_for()
        self.page.keyboard.press("Enter")
        chip.wait_for()
        for value in values:
            self.page.keyboard.type(value)
        self.page.keyboard.press("Enter")
        chip.wait_for(state="hidden")

    def press(self, label: str) -> None:
        """Press the newest button of that name."""
        self.button(label).click()

    def button(self, label: str) -> Any:
        return self.messages.get_by_role("button", name=label, exact=True).last

    def fill(self, **fields: str) -> None:
        """Fill in the form that is open, and send it."""
        form = self.page.locator("#modal-root")
        for name, text in fields.items():
            form.locator(f"[name={name}]").fill(text)
        form.get_by_role("button", name="Submit").click()
        form.wait_for(state="hidden")

    def see(self, text: str) -> str:
        """Wait until a message in sight says so; the newest that does."""
        found = self.messages.filter(has_text=re.compile(text)).last
        found.wait_for()
        playwright.expect(found).to_be_in_viewport()
        return str(found.inner_text())


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    """Somebody who has just opened the demo as a member."""
    with (
        process(folder=tmp_path) as playing,
        playwright.sync_playwright() as driver,
        contextlib.closing(driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)) as browser,
    ):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(20_000)
        page.goto(wait_for_address(playing)[0])
        yield Visitor(page)


def test_the_first_three_minutes_and_the_nudge_after_two_weeks(visitor: Visitor) -> None:
    visitor.see("Welcome to the demo")

    visitor.run("/coach")
    visitor.see("Is there someone you'd like to ask")
    visitor.press("Yes")
    visitor.fill(name="Sam Rivera", why="Her talk on small power plants at the town hall.")
    visitor.see("Does anyone you know also know Sam Rivera")
    visitor.press("No, nobody")
    visitor.see("Now you")
    visitor.press("Answer")
    visitor.fill(
        goal="How one gets from physics into planning power plants.",
        two_sentences="I am in my last year of physics. I have built two small turbines.",
    )
    draft = visitor.see("small power plants").lower()
    assert "sam" in draft
    visitor.press("I sent it")
    visitor.see("Is it 10:00 for you")
    visitor.press("Yes")
    visitor.see("America/New_York")

    visitor.run("/demo skip", "14")
    visitor.see("since you wrote to Sam Rivera")
    playwright.expect(visitor.button("They replied")).to_be_in_viewport(ratio=1)
    visitor.press("They replied")
    visitor.see("Sam Rivera answered")
