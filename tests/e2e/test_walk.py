"""The whole path of one person, by what a member presses and types, on both databases.

The bot is killed and started anew between any two steps: nothing may live in the process.
"""

import discord
import pytest

from tests.e2e.stage import Stage, labels

LONGEST_WAIT_DAYS = 120


@pytest.fixture
def address(database_url: str) -> str:
    """This walk is taken on both databases."""
    return database_url


class Walker:
    """Alice in her direct messages, with a coach that dies after every step."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.me = stage.alice.user

    async def command(self, name: str, /, **options: str) -> object:
        result = await self.me.slash(name, **options)
        await self.stage.restart()
        return result

    async def press(self, message: object, label: str) -> object:
        result = await self.me.click(message, label=label)
        assert result.acknowledged, label
        if not result.modal:
            await self.stage.restart()
        return result

    async def fill(self, form: object, **fields: object) -> object:
        result = await self.me.submit_modal(form, fields)
        await self.stage.restart()
        return result

    async def nudge(self, words: str, *answers: str) -> discord.Message:
        """Wait for the next nudge, which holds `words` and these answers."""
        known = {message.id for message in self.stage.seen()}
        for _day in range(LONGEST_WAIT_DAYS):
            await self.stage.pass_time(days=1)
            new = [message for message in self.stage.seen() if message.id not in known]
            if new:
                assert len(new) == 1, [message.content for message in new]
                assert words in new[0].content, new[0].content
                assert labels(new[0]) == list(answers)
                await self.stage.restart()
                return new[0]
        raise AssertionError(f"nothing came in {LONGEST_WAIT_DAYS} days, wanted: {words}")

    async def silence(self, days: int) -> None:
        known = len(self.stage.seen())
        await self.stage.pass_time(days=days)
        assert len(self.stage.seen()) == known


async def test_from_a_first_idea_to_a_relationship_kept_up(stage: Stage) -> None:
    walk = Walker(stage)

    # An idea, and an introduction asked for.
    added = await walk.command(
        "people add", name="Sam Okafor", organisation="Acme", via="Kim", why="her talk on rotas"
    )
    assert "I'll come back to it on Mon 12 Jan." in added.response.content
    idea = await walk.nudge(
        "Kim could introduce you", "Draft it", "Find an introduction", "Park", "Let it go"
    )
    form = await walk.press(idea, "Find an introduction")
    asked = await walk.fill(form, via="Kim")
    form = await walk.press(asked.response, "Answer")
    asked = await walk.fill(form, goal="how rotas are built with data")
    form = await walk.press(asked.response, "Answer")
    asked = await walk.fill(form, two_sentences="I am a nurse. I learn SQL.")
    form = await walk.press(asked.response, "Answer")
    await walk.fill(form, minutes="25", times="any weekday after 4")
    assert any("Would you introduce me to Sam" in one.content for one in stage.seen())
    drafted = await walk.nudge(
        "Did it go out?", "I sent it", "Make it shorter", "Someone easier", "Not now"
    )
    sent = await walk.press(drafted, "I sent it")
    await walk.press(sent.followups[-1], "Yes")

    # Introduced; the member's own message; the one follow-up.
    introduction = await walk.nudge(
        "asked Kim to introduce you", "Introduced", "They said no", "Go direct"
    )
    await walk.press(introduction, "Introduced")
    drafted = await walk.nudge(
        "Did it go out?", "I sent it", "Make it shorter", "Someone easier", "Not now"
    )
    await walk.press(drafted, "I sent it")
    follow_up = (
        "Show it",
        "Follow-up sent",
        "They replied",
        "I never sent the first",
        "Later",
        "Let it go",
    )
    await walk.nudge("1 of 2", *follow_up)
    second = await walk.nudge("2 of 2: after this I stay quiet about", *follow_up)
    await walk.press(second, "Show it")
    await walk.press(second, "Follow-up sent")
    refused = await walk.command("ask followup")
    assert "a third message" in refused.response.content
    offer = await walk.nudge("Shall we let it go", "They replied", "Let it go", "Someone else")
    await walk.press(offer, "They replied")

    # Time and place; the talk.
    replied = await walk.nudge("agree on a time", "Plan it", "Later", "They declined")
    form = await walk.press(replied, "Plan it")
    asked_back = await walk.fill(form, when="10 March 3pm", where=["coffee"])
    assert "March" in asked_back.response.content or "10 Mar" in asked_back.response.content
    saved = await walk.press(asked_back.response, labels(asked_back.response)[0])
    assert [one.filename for one in saved.response.attachments]
    meeting = ("Questions", "Moved", "Cancelled")
    questions = await walk.nudge("no questions on your list", *meeting)
    await walk.press(questions, "Questions")
    await walk.nudge("Your talk with", *meeting)
    after = await walk.nudge("Did it happen?", "It happened", "Moved", "No-show", "Cancelled")
    happened = await walk.press(after, "It happened")
    form = await walk.press(happened.followups[-1], "One thing they said")
    noted = await walk.fill(form, **{form_fields(form)[0]: "start with the open-source meetup"})
    form = await walk.press(noted.response, "What I promised")
    promised = await walk.fill(form, words="read the book on rotas", due="")
    form = await walk.press(promised.response, "Another promise")
    await walk.fill(form, words="go to the meetup", due="in 5 weeks")

    # Thanks; the introducer; what was promised; keeping in touch.
    thanks = await walk.nudge(
        "A short thank-you is still welcome", "Show it", "I sent it", "Tomorrow", "Skip it"
    )
    shown = await walk.press(thanks, "Show it")
    thank_you = shown.followups[-1].content
    assert "open-source meetup" in thank_you
    assert "read the book on rotas" in thank_you
    await walk.press(thanks, "I sent it")
    introducer = await walk.nudge("Kim introduced you", "Done", "Later", "Drop")
    await walk.press(introducer, "Done")
    reminder = await walk.nudge("read the book on rotas", "Done", "Later", "Drop")
    done = await walk.press(reminder, "Done")
    assert "read the book on rotas" in done.followups[-1].content
    await walk.press(done.followups[-1], "I told them")
    listed = await walk.command("promises")
    assert "1 is open" in listed.response.content
    dropped = await walk.press(listed.response, "1: Drop")
    assert "Dropped" in dropped.response.content
    keeping = await walk.nudge("since you were last in touch", "Logged", "Later", "Off")
    await walk.press(keeping, "Logged")
    keeping = await walk.nudge("since you were last in touch", "Logged", "Later", "Off")
    await walk.press(keeping, "Off")
    await walk.silence(days=200)

    listed = await walk.command("people list")
    assert "Sam Okafor" in listed.response.content


def form_fields(form: object) -> list[str]:
    parts = form.modal["components"]
    return [(part.get("component") or part["components"][0])["custom_id"] for part in parts]
