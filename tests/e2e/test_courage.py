"""Courage and the advice that comes once, as a member sees them."""

import pytest

from tests.e2e.stage import Stage, answer_all, labels, texts
from tests.e2e.test_ask import add, drafted

FLYNN = "(Flynn & Lake 2008)"
SECOND = "Most silence is just busy people. Line up a second person?"


async def test_a_first_draft_comes_with_a_cited_line_and_an_easier_step(stage: Stage) -> None:
    shown = await drafted(stage)
    assert FLYNN in texts(shown)[-1]
    assert "let a friend read it first" in texts(shown)[-1]
    easier = await stage.alice.user.click(shown.followups[-1], label="Someone easier")
    assert "Add somebody easier" in labels(easier.response)


async def test_that_line_comes_once_a_person(stage: Stage) -> None:
    await drafted(stage)
    await stage.restart()
    for channel in ("email", "call", "linkedin300"):
        again = await stage.alice.user.slash("ask draft", channel=channel)
        assert FLYNN not in "".join(texts(again))
        assert "Someone easier" not in labels(again.followups[-1])
    await add(stage, "Kim")
    asked = await stage.alice.user.slash("ask draft", person="Kim")
    other = await answer_all(stage.alice.user, asked)
    assert FLYNN in texts(other)[-1]


async def test_after_the_first_sent_ever_a_second_person_is_advised_once(stage: Stage) -> None:
    shown = await drafted(stage)
    sent = await stage.alice.user.click(shown.followups[-1], label="I sent it")
    assert SECOND in texts(sent)[0]
    assert labels(sent.response) == ["Add a second person", "Undo"]
    await stage.restart()
    form = await stage.alice.user.click(sent.response, label="Add a second person")
    added = await stage.alice.user.submit_modal(form, {"name": "Kim", "why": "her book"})
    assert "Kim is in your list" in texts(added)[0]
    await stage.alice.user.click(sent.response, label="Undo")
    for name in ("Sam", "Kim"):
        again = await stage.alice.user.slash("ask sent", person=name, channel="email")
        assert SECOND not in "".join(texts(again))


async def test_an_introduction_asked_for_is_a_first_sent_too(stage: Stage) -> None:
    shown = await drafted(stage, via="Kim")
    sent = await stage.alice.user.click(shown.followups[-1], label="I sent it")
    assert SECOND in texts(sent)[0]


async def test_forgetting_them_does_not_bring_the_advice_back(stage: Stage) -> None:
    await add(stage)
    await stage.alice.user.slash("ask sent", channel="email")
    sure = await stage.alice.user.slash("people forget", person="Sam")
    await stage.alice.user.click(sure.response, label="Yes, forget Sam")
    await add(stage, "Kim")
    sent = await stage.alice.user.slash("ask sent", person="Kim", channel="email")
    assert SECOND not in "".join(texts(sent))


@pytest.mark.parametrize("command", ["people add", "people edit", "questions build"])
async def test_after_three_in_ones_own_field_comes_one_outside_it(
    stage: Stage, command: str
) -> None:
    """Whose field nobody said is one of their own field too."""
    for name in ("Sam", "Kim"):
        said = await stage.alice.user.slash("people add", name=name)
        assert "Rajkumar" not in "".join(texts(said))
    if command == "people add":
        said = await stage.alice.user.slash(command, name="Noor")
    else:
        await stage.alice.user.slash("people add", name="Noor", field="outside")
        said = await stage.alice.user.slash(command, person="Noor", field="mine")
    assert "(Rajkumar et al. 2022)" in texts(said)[0]
    await stage.restart()
    form = await stage.alice.user.click(said.response, label="Add somebody outside it")
    await stage.alice.user.submit_modal(form, {"name": "Ana", "why": ""})
    shown = await stage.alice.user.slash("people show", person="Ana")
    assert "Outside your field." in texts(shown)[0]
    await stage.alice.user.slash("people forget", person="Ana")
    again = await stage.alice.user.slash("people add", name="Lee", field="mine")
    assert "Rajkumar" not in "".join(texts(again))
