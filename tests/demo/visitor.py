"""A visitor of the demo: Debian's chromium, driven through Playwright."""

import contextlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import expect, sync_playwright

from tests.demo.test_host import process, wait_for_address

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
LISTED = 700
"""Milliseconds until a list that has opened takes a choice."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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

    def ask(self, command: str, **options: str) -> None:
        """As `run`, with options that are chosen from the list that typing brings up."""
        self.page.locator("#channel-composer-input").click()
        self.page.keyboard.type(command)
        self.page.get_by_role("option", name=command).first.wait_for()
        self.page.keyboard.press("Enter")
        chip = self.page.locator(".command-chip")
        chip.wait_for()
        for name, value in options.items():
            field = self.page.locator(f".command-pill[data-option='{name}']").locator(
                "input, textarea"
            )
            field.fill(value)
            if field.get_attribute("role") == "combobox":
                self.page.locator(".command-suggestion", has_text=value).first.click()
        self.page.locator("#send-message").click()
        chip.wait_for(state="hidden")

    def choose(self, placeholder: str, option: str) -> None:
        """Choose in the newest list of that name."""
        self.messages.get_by_role("combobox", name=placeholder).last.click()
        self.page.locator(".select-options[aria-busy=false]:visible").wait_for()
        self.page.wait_for_timeout(LISTED)
        entry = self.page.get_by_role("option").filter(has_text=re.compile(rf"^\W*{option}(?!-)"))
        entry.first.click()
        entry.first.wait_for(state="hidden")

    def set_up(self) -> None:
        """A moderator's /careers setup, up to the choices."""
        self.run("/careers setup")
        self.see("nothing is posted before you")
        self.choose("The careers channel", "careers")
        self.message(r"Channel: #careers")
        self.choose("The careers team's role", "Careers team")
        self.message(r"Team role: @Careers team")
        self.choose("The team's log channel", "careers-log")
        self.message(r"Log channel: #careers-log")

    def switch_on(self, *features: str) -> None:
        """A moderator's /careers features."""
        self.run("/careers features")
        self.see("What I do here")
        for feature in features:
            self.press(f"{feature}: off")
            self.message(f"{feature}: on")

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

    def typed(self, name: str) -> str:
        """What stands in a field of the form that is open."""
        return str(self.page.locator(f"#modal-root [name={name}]").input_value())

    def message(self, text: str) -> Any:
        """The newest message that says so, waited for."""
        found = self.messages.filter(has_text=re.compile(text)).last
        found.wait_for()
        return found

    def see(self, text: str) -> str:
        """Wait until a message in sight says so; the newest that does."""
        found = self.message(text)
        expect(found).to_be_in_viewport()
        return str(found.inner_text())


@contextlib.contextmanager
def visit(
    folder: Path,
    role: str = "member",
    *,
    width: int = 1280,
    height: int = 900,
    scale: float = 1,
) -> Iterator[Visitor]:
    """Somebody who has just opened the demo; its files lie in `folder`."""
    with (
        process(role, folder=folder) as playing,
        sync_playwright() as driver,
        contextlib.closing(driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)) as browser,
    ):
        viewport = {"width": width, "height": height}
        page = browser.new_page(viewport=viewport, device_scale_factor=scale)
        page.set_default_timeout(20_000)
        page.goto(wait_for_address(playing)[0])
        yield Visitor(page)
