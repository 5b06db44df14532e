"""One member and one person, coached from the first question to a promise told.

What the member reads is looked at at every step, and the bot is started anew between most of
them: everything must stand in the database.
"""

from typing import Any

import discord
from simcord.results import InteractionResult

from tests.e2e.stage import Stage, form_fields, labels, prefilled, texts

ABOUT_BOTH = (
    "I hope you are well. I am a maths teacher and I write small programs at night. Sam Okafor's "
    "talk on school rotas at the town hall made me change my own."
)
FLAWED = (
    f"Hi [friend],\n\n{ABOUT_BOTH} Could you get me a job in Sam's team? I need your answer by "
    "Friday.\n\nThank you,\nAlice"
)
MENDED = (
    f"Hi Kim,\n\n{ABOUT_BOTH} I would love to learn how Sam moved from teaching to data work. "
    "Would you introduce me to Sam, for a talk of 20 minutes? A no is fine, too."
    "\n\nThank you,\nAlice"
)
LINK = "Your talk on school rotas at the town hall made me change my own"
SAID = "start with the data your own school throws away"


class Member:
    """Alice in her direct messages; after every step the bot is started anew."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.me = stage.alice.user

    async def command(self, name: str, /, **options: Any) -> InteractionResult:
        return await self._then_anew(await self.me.slash(name, **options))

    async def press(self, message: Any, label: str) -> InteractionResult:
        """Press a button of a message, or of the last message of an answer."""
        shown = last(message) if isinstance(message, InteractionResult) else message
        return await self._then_anew(await self.me.click(shown, label=label))

    async def answer(self, form: InteractionResult, **fields: Any) -> InteractionResult:
        return await self._then_anew(await self.me.submit_modal(form, fields))

    async def fill(self, message: Any, label: str, **fields: Any) -> InteractionResult:
        """Press a button that opens a form, and send the form."""
        form = await self.press(message, label)
        assert form_fields(form) == list(fields)
        return await self.answer(form, **fields)

    async def read(self, words: str, *, within: int = 40) -> discord.Message:
        """Wait for a message that the coach writes by itself, and that says so."""
        known = {one.id for one in self.stage.seen()}
        for _day in range(within):
            await self.stage.pass_time(days=1)
            for one in self.stage.seen():
                if one.id not in known and words in one.content:
                    await self.stage.restart()
                    return one
        raise AssertionError(f"nothing said “{words}” in {within} days")

    async def _then_anew(self, result: InteractionResult) -> InteractionResult:
        if not result.modal:  # an open form doesn't outlive the process; what is typed comes back
            await self.stage.restart()
        return result


def last(result: InteractionResult) -> Any:
    return [result.response, *result.followups][-1]


def whole(result: InteractionResult) -> str:
    return "\n".join(texts(result))


async def test_from_the_first_question_to_a_promise_told(stage: Stage) -> None:
    member = Member(stage)
    await build_a_request(member)
    await check_her_own_message(member)
    await ask_and_hear_back(member)
    await build_questions(member)
    await talk(member)
    await note_what_it_brought(member)
    await thank(member)
    await keep_the_promise(member)


async def build_a_request(member: Member) -> None:
    """One question a step, a form each, a button between."""
    added = await member.command("people add", name="Sam Okafor", via="Kim")
    assert "Sam Okafor is in your list" in whole(added)
    zone = await member.press(added, "Yes")
    assert "America/New_York" in whole(zone)
    asked = await member.command("ask draft")
    assert "what do you hope to learn from Sam Okafor?" in whole(asked)
    assert "Question 1 of 4" in whole(asked)
    asked = await member.fill(asked, "Answer", goal="how you moved into data work")
    assert "Who are you, in two sentences?" in whole(asked)
    assert "Question 2 of 4" in whole(asked)
    asked = await member.fill(
        asked, "Answer", two_sentences="I teach maths in Leeds. I write small programs at night."
    )
    assert "Question 3 of 4" in whole(asked)
    asked = await member.fill(asked, "Answer", link=LINK)
    assert "How long, and when could you talk?" in whole(asked)
    assert "Question 4 of 4" in whole(asked)
    drafted = await member.fill(asked, "Answer", minutes="20", times="any weekday after 4")
    draft = texts(drafted)[1]
    assert draft.startswith("Hi Kim,")
    assert "Would you introduce me to Sam" in draft
    assert "I teach maths in Leeds." in draft
    assert "talk on school rotas" in draft
    assert "This one goes to Kim, who could introduce you to Sam Okafor." in texts(drafted)[2]
    assert "People say yes" in texts(drafted)[2]
    assert "On Tue 6 Jan I'll ask you whether it went out." in texts(drafted)[2]
    later = await member.press(drafted, "The message for later")
    assert "Dear Sam and Alice," in whole(later)


async def check_her_own_message(member: Member) -> None:
    """Good things first, then what to mend; mended, it is ready."""
    form = await member.command("ask check")
    assert "Would you introduce me to Sam" in prefilled(form)["text"]
    first = await member.answer(form, text=FLAWED)
    said = whole(first)
    assert said.startswith("**What is good**")
    assert "Ready to send" not in said
    assert "**Mend before it goes**" in said
    assert "Could you get me a job" in said
    assert r"\[friend" in said
    assert "**Could mend" not in said.partition("**Mend before it goes**")[0]
    assert labels(first.response) == ["Fix these", "Send it as it is"]
    form = await member.press(first, "Fix these")
    assert prefilled(form) == {"text": FLAWED}
    second = await member.answer(form, text=MENDED)
    assert "**Ready to send.**" in whole(second)
    assert "Mend before it goes" not in whole(second)
    shown = await member.press(second, "Send it as it is")
    assert MENDED in texts(shown)
    sent = await member.press(shown, "I sent it")
    assert "you asked for an introduction to Sam Okafor" in whole(sent)
    assert "Nothing to do until Mon 12 Jan" in whole(sent)
    assert "Most silence is just busy people. Line up a second person?" in whole(sent)


async def ask_and_hear_back(member: Member) -> None:
    """Introduced, asked, replied, a time agreed on."""
    nudge = await member.read("asked Kim to introduce you")
    introduced = await member.press(nudge, "Introduced")
    assert "Thank you, Kim, for bringing us together" in whole(introduced)
    assert "How good! Now it is your turn to write." in whole(introduced)
    sent = await member.press(introduced, "I sent it")
    assert "your message to Sam Okafor is out" in whole(sent)
    replied = await member.command("reply", outcome="yes")
    assert "Sam Okafor answered" in whole(replied)
    asked = await member.command("meet plan", when="20 January 15:00", place="video", minutes=20)
    assert "Tue 20 Jan, 15:00" in whole(asked)
    saved = await member.press(asked.response, "Yes, save it")
    assert [one.filename for one in saved.response.attachments] == ["talk.ics"]


async def build_questions(member: Member) -> None:
    """A list that flows, fits its minutes, and is checked."""
    built = await member.command("questions build", goal="change", minutes=20)
    assert "Questions for Sam Okafor" in whole(built)
    assert "The list fits 20 minutes." in whole(built)
    assert "\n2. ↳ " in whole(built)
    form = await member.press(built, "Check it")
    checked = await member.answer(form, text=prefilled(form)["text"])
    assert "It begins broadly" in whole(checked)
    assert "**Ready to use.**" in whole(checked)
    assert "**How it flows** (20 minutes: 4 to open, 14 to talk, 2 to close)" in whole(checked)
    assert "\N{EM SPACE}↳ **2**" in whole(checked)
    used = await member.press(checked, "Use them as they are")
    assert "That is your list now." in whole(used)


async def talk(member: Member) -> None:
    """The card beforehand, and the talk followed live with a note."""
    reminder = await member.read("Your talk with Sam Okafor")
    assert labels(reminder) == ["Questions", "Moved", "Cancelled"]
    await member.stage.pass_time(days=1)
    card = await member.command("meet card")
    assert "Tue 20 Jan, 15:00 (America/New_York)" in whole(card)
    assert "What ties you" in whole(card)
    assert "talk on school rotas" in whole(card)
    assert "\n2. " in whole(card)
    assert len(card.response.content) < 2000, "on one screen"
    assert "Question 1 of" not in whole(card)
    began = await member.press(card, "Start the talk")
    assert "Question 1 of" in whole(began)
    assert "Next: " in whole(began)
    await member.press(member.stage.last(), "Asked")
    assert "Question 2 of" in member.stage.last().content
    await member.fill(member.stage.last(), "Note", words=SAID)
    assert f"Noted: “{SAID}”" in member.stage.last().content
    await member.press(member.stage.last(), "Went deeper")
    assert "Question 3 of" in member.stage.last().content
    again = await member.command("meet card")
    assert "Question 3 of" in whole(again), "it goes on where it stood"
    await member.press(again, "End the talk")
    summary = member.stage.last().content
    assert "Questions asked: 1" in summary
    assert "Went deeper in: 2" in summary
    assert f"For your thank-you I take “{SAID}”" in summary


async def note_what_it_brought(member: Member) -> None:
    """It happened; a promise with a date, a person named."""
    happened = await member.press(member.stage.last(), "It happened")
    assert SAID in whole(happened)
    form = await member.command("meet notes")
    assert prefilled(form) == {"words": SAID}
    noted = await member.answer(form, words=SAID)
    assert f"Kept about Sam Okafor: “{SAID}”" in whole(noted)
    assert "What else did the talk bring?" in whole(noted)
    promised = await member.fill(
        noted.response, "What I promised", words="read the report on open schools", due="in 2 weeks"
    )
    assert "I ask you on" in whole(promised)
    named = await member.fill(
        noted.response,
        "Somebody they named",
        name="Noor Haddad",
        why="runs the open data lab",
    )
    assert "Noor Haddad is in your list" in whole(named)
    shown = await member.command("people show", person="Noor Haddad")
    assert "an idea" in whole(shown)
    assert "Sam Okafor" in whole(shown), "who pointed to them"
    listed = await member.command("promises")
    assert "1 is open" in whole(listed)
    assert "“read the report on open schools”" in whole(listed)


async def thank(member: Member) -> None:
    """The thank-you from the note; then whoever brought them together."""
    drafted = await member.command("thanks draft", person="Sam Okafor")
    words = texts(drafted)[-1]
    assert words.startswith("Dear Sam")
    assert SAID in words
    assert "read the report on open schools" in words
    form = await member.command("thanks check", person="Sam Okafor")
    assert prefilled(form) == {"text": words}
    checked = await member.answer(form, text=words)
    assert "It names what helped you in the talk, and what you do next." in whole(checked)
    assert "**Ready to send.**" in whole(checked)
    shown = await member.press(checked, "Send it as it is")
    sent = await member.press(shown, "I sent it")
    assert "Well done. Sam Okafor will be glad of it." in whole(sent)
    assert "I remind you to thank Kim, too." in whole(sent)
    to_kim = await member.press(sent, "Thank Kim, too")
    assert texts(to_kim)[-1].startswith("Hi Kim")
    reminder = await member.read("Kim introduced you", within=5)
    thanked = await member.press(reminder, "Done")
    assert "an introduction was worth it" in whole(thanked)


async def keep_the_promise(member: Member) -> None:
    """On its day the coach asks; kept, it comes with the words that tell them so."""
    reminder = await member.read("read the report on open schools")
    assert labels(reminder) == ["Done", "Later", "Drop"]
    done = await member.press(reminder, "Done")
    assert "Tell Sam Okafor what you did" in whole(done)
    assert "read the report on open schools" in texts(done)[-1]
    told = await member.press(done, "I told them")
    assert "They know now what came of their time" in whole(told)
    listed = await member.command("promises")
    assert "No promise is open" in whole(listed)
