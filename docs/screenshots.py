"""The pictures of the documents, taken from the demo (`make screenshots`; needs chromium)."""

import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.demo.visitor import CHROMIUM, Visitor, visit

PICTURES = Path(__file__).parent / "pictures"
WIDTH, HEIGHT = 560, 1200
"""A window about as narrow as a phone held across, in CSS pixels."""
AIR = 8
PATIENCE = 60_000
"""Milliseconds that a page may take, since two weeks of simulated time are many sweeps."""
SETTLED = 700
"""Milliseconds until a page has scrolled to what arrived."""


def main() -> int:
    """Walk through both demos; a picture at each stop."""
    if CHROMIUM is None:
        print("There is no chromium here (Debian: apt-get install chromium).", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with _visit("member") as visitor:
        _first_draft(visitor)
        _follow_up(visitor)
        _coach(visitor)
    with _visit("moderator") as visitor:
        _set_up(visitor)
        _features(visitor)
        _introduction(visitor)
        _report(visitor)
    return 0


@contextlib.contextmanager
def _visit(role: str) -> Iterator[Visitor]:
    with (
        tempfile.TemporaryDirectory() as folder,
        visit(Path(folder), role, width=WIDTH, height=HEIGHT, scale=1.5) as visitor,
    ):
        visitor.page.set_default_timeout(PATIENCE)
        visitor.see("Welcome to the demo")
        yield visitor


def _first_draft(visitor: Visitor) -> None:
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
    visitor.see("Copy it, change what you like")
    _picture(visitor, "first-draft", "20 minutes about your work", "Copy it, change what you like")


def _follow_up(visitor: Visitor) -> None:
    visitor.press("I sent it")
    visitor.see("Is it 10:00 for you")
    visitor.press("Yes")
    visitor.see("America/New_York")
    visitor.run("/demo skip", "14")
    _picture(visitor, "follow-up", "since you wrote to Sam Rivera")


def _coach(visitor: Visitor) -> None:
    visitor.run("/coach")
    visitor.see("1 asked")
    visitor.press("Add a person")
    visitor.fill(name="Kim Okafor")
    visitor.see("Kim Okafor is in your list")
    visitor.run("/coach")
    _picture(visitor, "coach", "1 idea, 1 asked")


def _set_up(visitor: Visitor) -> None:
    visitor.set_up()
    _picture(visitor, "careers-setup", "nothing is posted before you say so")
    visitor.press("Preview the panel")
    visitor.see("That is the panel")
    visitor.press("Post it")
    visitor.message("Kept. The panel stands")
    visitor.message("pinned a message")
    _picture(visitor, "careers-panel", "A talk with somebody who does")


def _features(visitor: Visitor) -> None:
    visitor.switch_on("Weekly prompt", "Digest", "Introductions")
    _picture(visitor, "careers-features", "What I do here")
    visitor.see("have each pressed")


def _introduction(visitor: Visitor) -> None:
    visitor.ask("/intro ask", person="Noor", via="Alex", **{"for": "their way into forestry"})
    visitor.see("Ask Alex to introduce you")
    visitor.press("I'm 18 or over")
    visitor.press("Ask Alex")
    visitor.see("Noor was asked")
    _picture(visitor, "introduction-asked", "Alex has pressed")
    _picture(visitor, "introduction-target", "Noor was asked")
    visitor.press("Look at the thread")
    visitor.see("What to expect")
    _picture(visitor, "introduction-thread", "What to expect", "Hello Robin")


def _report(visitor: Visitor) -> None:
    visitor.press("Report")
    visitor.see("Report this introduction")
    visitor.choose("What is wrong?", "Rude")
    visitor.press("Send the report")
    visitor.see("The team sees it")
    visitor.press("Look at #careers-log")
    visitor.see("this is #careers-log")
    _picture(visitor, "introduction-report", "was reported")


def _picture(visitor: Visitor, name: str, first: str, last: str | None = None) -> None:
    """From the message that says `first` to the one that says `last`."""
    boxes = [visitor.message(text) for text in (first, last or first)]
    visitor.page.mouse.move(0, 0)
    visitor.page.evaluate("document.activeElement?.blur()")
    visitor.page.wait_for_timeout(SETTLED)
    top, bottom = (one.bounding_box() for one in boxes)
    above = top["y"] - AIR
    clip = {"x": 0, "y": above, "width": WIDTH}
    clip["height"] = bottom["y"] + bottom["height"] - above
    visitor.page.screenshot(path=PICTURES / f"{name}.png", clip=clip)


if __name__ == "__main__":
    sys.exit(main())
