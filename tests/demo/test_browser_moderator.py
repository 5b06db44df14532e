"""The demo as a visiting moderator sees it: Debian's chromium, from setup to the thread."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

from playwright.sync_api import expect

from tests.demo.test_browser import pytestmark as needs_chromium
from tests.demo.visitor import Visitor, visit

pytestmark = needs_chromium


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    """Somebody who has just opened the demo as a moderator."""
    with visit(tmp_path, "moderator") as opened:
        yield opened


def test_from_setup_to_the_thread_and_the_log(visitor: Visitor) -> None:
    visitor.see("Welcome to the demo")
    visitor.set_up()
    visitor.press("Preview the panel")
    visitor.see("That is the panel as members will see it in #careers")
    visitor.press("Post it")
    visitor.message("Kept. The panel stands in #careers")

    visitor.switch_on("Digest", "Introductions")
    visitor.see("Alex, Sam and Noor have each pressed")
    visitor.ask("/careers digest")
    assert "4 thank-yous within a day of the talk" in visitor.see("As it would look now")

    visitor.ask("/intro ask", person="Noor", via="Alex", **{"for": "their way into forestry"})
    visitor.see("Ask Alex to introduce you to Noor")
    visitor.press("I'm 18 or over")
    visitor.press("Ask Alex")
    visitor.see("Noor was asked, and has pressed Yes")
    visitor.press("Look at the thread")
    visitor.see("What to expect")
    visitor.see("Hello Robin!")
    expect(visitor.page.locator("#channel-name")).to_contain_text("Introduction")

    visitor.ask("/demo go", where="#careers-log")
    visitor.see("this is #careers-log")
    visitor.press("Back to #careers")
    visitor.message("Welcome to the demo")
    assert visitor.messages.filter(has_text="Those buttons have gone to sleep").count() == 0
