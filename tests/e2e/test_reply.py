"""/reply and its buttons, as a member sees them."""

import pytest

from tests.e2e.stage import Stage, labels, texts


async def asked(stage: Stage, name: str = "Sam") -> None:
    await stage.alice.user.slash("people add", name=name, organisation="Acme")
    await stage.alice.user.slash("ask sent", person=name, channel="email")


async def shown(stage: Stage, name: str = "Sam") -> str:
    return texts(await stage.alice.user.slash("people show", person=name))[0]


async def test_a_yes_leads_to_time_and_place(stage: Stage) -> None:
    await asked(stage)
    said = await stage.alice.user.slash("reply", outcome="yes")
    assert "how good" in texts(said)[0]
    assert "Wed 7 Jan" in texts(said)[0]
    assert labels(said.response)[:2] == ["Plan it", "Words to ask when and where"]
    draft = await stage.alice.user.click(said.response, label="Words to ask when and where")
    assert any("Thank you for saying yes" in words for words in texts(draft))


async def test_later_takes_four_weeks_another_time_or_a_day(stage: Stage) -> None:
    await asked(stage)
    said = await stage.alice.user.slash("reply", outcome="later", note="after the fair")
    assert "Mon 2 Feb" in texts(said)[0]
    assert labels(said.response)[:4] == ["In 2 weeks", "In 4 weeks", "In 3 months", "Another day"]
    sooner = await stage.alice.user.click(said.response, label="In 2 weeks")
    assert "Mon 19 Jan" in texts(sooner)[0]
    assert "after the fair" in await shown(stage)
    named = await stage.alice.user.slash("reply", outcome="later", person="Sam", when="3 March")
    assert "Tue 3 Mar" in texts(named)[0]


async def test_a_no_is_taken_kindly_and_closes(stage: Stage) -> None:
    await asked(stage)
    said = await stage.alice.user.slash("reply", outcome="no")
    assert "you asked well" in texts(said)[0]
    assert "closed" in await shown(stage)
    again = await stage.alice.user.slash("reply", outcome="yes", person="Sam")
    assert "Sam said no" in texts(again)[0]


async def test_somebody_they_named_is_linked_to_them(stage: Stage) -> None:
    await asked(stage)
    said = await stage.alice.user.slash("reply", outcome="referred")
    form = await stage.alice.user.click(said.response, label="Add them")
    added = await stage.alice.user.submit_modal(form, {"name": "Kim", "why": ""})
    assert "Sam could introduce you" in texts(added)[0]
    assert "Who could introduce you: Sam" in await shown(stage, "Kim")


async def test_a_bounce_goes_back_to_the_draft(stage: Stage) -> None:
    await asked(stage)
    said = await stage.alice.user.slash("reply", outcome="bounced")
    assert "nothing was asked yet" in texts(said)[0]
    question = await stage.alice.user.click(said.response, label="Draft it")
    assert "what do you hope to learn" in texts(question)[0]


async def test_a_bounce_of_what_was_never_sent_does_not_fit(stage: Stage) -> None:
    await stage.alice.user.slash("people add", name="Sam")
    said = await stage.alice.user.slash("reply", outcome="bounced")
    assert "doesn't fit" in texts(said)[0]


async def test_a_note_too_long_comes_back_and_nothing_is_reported(stage: Stage) -> None:
    await asked(stage)
    refused = await stage.alice.user.slash("reply", outcome="yes", note="n" * 1001)
    assert "1001 characters; 1000 fit" in texts(refused)[0]
    assert texts(refused)[1] == "n" * 1001
    assert "asked" in await shown(stage)


async def test_it_came_some_days_ago(stage: Stage) -> None:
    await asked(stage)
    await stage.pass_time(days=3)
    said = await stage.alice.user.slash("reply", outcome="yes", when="yesterday")
    assert "Fri 9 Jan" in texts(said)[0]


@pytest.mark.parametrize("when", ["32nd of March", "5/6", "tomorrow", ""])
async def test_a_date_that_will_not_do_changes_nothing(stage: Stage, when: str) -> None:
    await asked(stage)
    refused = await stage.alice.user.slash("reply", outcome="yes", when=when, note="so glad")
    assert texts(refused)[1] == "so glad"
    assert "asked" in await shown(stage)


async def test_they_replied_from_the_nudge(stage: Stage) -> None:
    await asked(stage)
    await stage.pass_time(days=10)
    nudge = stage.last()
    said = await stage.alice.user.click(nudge, label="They replied")
    assert "how good" in texts(said)[0]
    stale = await stage.alice.user.click(nudge, label="They replied")
    assert "Things have moved on" in texts(stale)[0]


async def test_they_declined_from_the_nudge(stage: Stage) -> None:
    await asked(stage)
    await stage.alice.user.slash("reply", outcome="yes")
    await stage.pass_time(days=3)
    said = await stage.alice.user.click(stage.last(), label="They declined")
    assert "Sam said no" in texts(said)[0]
