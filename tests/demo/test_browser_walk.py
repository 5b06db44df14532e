"""The whole path in the demo, in Debian's chromium: every stage, its nudge, its buttons."""

import os
import re

import pytest
from playwright.sync_api import expect

from tests.demo.test_browser import check_the_flawed_message, visitor
from tests.demo.test_browser import pytestmark as needs_chromium
from tests.demo.visitor import Visitor

DAY = re.compile(r"it is .+ now")

__all__ = ["visitor"]

pytestmark = [
    needs_chromium,
    pytest.mark.skipif(
        "RAPPORT_DEMO_WALK" not in os.environ,
        reason="takes most of a minute: RAPPORT_DEMO_WALK=1 walks the demo to its end",
    ),
]


def skip(visitor: Visitor, days: int, until: str) -> None:
    """Skip days to their end, and see the nudge that they bring."""
    arrivals = visitor.messages.filter(has_text="Demo: it is")
    day = DAY.search(arrivals.last.inner_text()) if arrivals.count() else None
    visitor.run("/demo skip", str(days))
    expect(arrivals.last).not_to_contain_text(day[0] if day else "nothing yet", timeout=20_000)
    visitor.message(until)


def test_from_a_first_idea_to_a_relationship_kept_up(visitor: Visitor) -> None:
    visitor.see("Welcome to the demo")

    # The first three minutes, with a friend who could introduce; put off for a day.
    visitor.run("/coach")
    visitor.see("Is there someone you'd like to ask")
    visitor.press("Yes")
    visitor.fill(name="Sam Rivera", why="I liked her talk on small power plants at the town hall.")
    visitor.see("Does anyone you know also know Sam Rivera")
    visitor.press("Yes")
    visitor.fill(friend="Kim")
    visitor.see("what do you hope to learn")
    visitor.press("Answer")
    visitor.fill(goal="How one gets from physics into planning power plants.")
    visitor.see("Who are you, in two sentences?")
    visitor.press("Answer")
    visitor.fill(two_sentences="I am in my last year of physics. I have built two small turbines.")
    visitor.see("How long, and when could you talk?")
    visitor.press("20 minutes, any time")
    visitor.see("Would you introduce me to Sam Rivera")
    visitor.press("Not today")

    # Did it go out? Introduced; the member's own message; the one follow-up.
    skip(visitor, 1, "Did it go out")
    visitor.press("I sent it")
    visitor.message("you asked for an introduction")
    visitor.message("Is it 10:00 for you")
    visitor.press("Yes")
    visitor.message("America/New_York")
    skip(visitor, 8, "asked Kim to introduce you")
    visitor.press("Introduced")
    visitor.see("Thank you, Kim, for bringing us together")
    visitor.press("I sent it")
    visitor.see("your message to Sam Rivera is out")
    skip(visitor, 10, "1 of 2")
    skip(visitor, 7, "2 of 2: after this I stay quiet")
    visitor.press("Show it")
    visitor.see("one short follow-up")
    visitor.press("Follow-up sent")
    visitor.see("your follow-up to Sam Rivera is out")
    skip(visitor, 13, "Shall we let it go")
    visitor.press("They replied")
    visitor.see("Sam Rivera answered")

    # Time and place; the talk.
    skip(visitor, 5, "agree on a time")
    visitor.press("Plan it")
    visitor.fill(when="12 November 3pm")
    visitor.see("Thu 12 Nov")
    visitor.press("Yes, save it")
    visitor.message("The file puts it into your calendar")
    skip(visitor, 16, "Did it happen")
    visitor.press("It happened")
    visitor.message("Tell me one thing Sam Rivera said")
    visitor.press("One thing they said")
    visitor.fill(words="start with the local energy co-op")
    visitor.see("energy co-op")

    # Thanks; whoever introduced them.
    skip(visitor, 1, "A short thank-you is still welcome")
    visitor.press("I sent it")
    visitor.message("Sam Rivera will be glad of it")
    skip(visitor, 4, "Kim introduced you")
    visitor.press("Done")
    visitor.message("an introduction was worth it")

    # A message of one's own, read by the coach; the page has to reach back to the greeting.
    visitor.page.locator("#history-older").click()
    visitor.message("Welcome to the demo")
    check_the_flawed_message(visitor)

    # Keeping in touch.
    skip(visitor, 60, "Demo: it is")
    skip(visitor, 40, "since you were last in touch")
    visitor.press("Logged")
    visitor.see("Sam Rivera")
