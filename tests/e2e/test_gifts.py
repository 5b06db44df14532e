"""Wherever a member types of a gift, the method answers, once."""

from typing import Any

import pytest

from tests.e2e.stage import Stage, prefilled, texts
from tests.e2e.test_meet import met, modal

GIFT = "I will bring them a bottle of wine."
ANSWER = "A simple thank-you is worth more"


def answers(result: Any) -> int:
    return "\n".join(texts(result)).count(ANSWER)


async def notes(stage: Stage) -> Any:
    return await modal(stage, await stage.alice.user.slash("meet notes"), words=GIFT)


async def second_step(stage: Stage, label: str, **fields: str) -> Any:
    form = await stage.alice.user.slash("meet notes")
    noted = await modal(stage, form, words="start with the meetup")
    return await modal(stage, await stage.alice.user.click(noted.response, label=label), **fields)


async def promised(stage: Stage) -> Any:
    return await second_step(stage, "What I promised", words=GIFT, due="")


async def more_notes(stage: Stage) -> Any:
    return await second_step(stage, "More notes", words=GIFT)


async def somebody_named(stage: Stage) -> Any:
    return await second_step(stage, "Somebody they named", name="Kim", why=GIFT)


async def checked_thanks(stage: Stage) -> Any:
    words = f"Dear Sam, thank you for the tip about the meetup; I will go. {GIFT}"
    words = words.replace("them", "you")
    return await modal(stage, await stage.alice.user.slash("thanks check"), text=words)


async def checked_request(stage: Stage) -> Any:
    words = f"Dear Sam, could we talk for 20 minutes? {GIFT}"
    return await modal(stage, await stage.alice.user.slash("ask check"), text=words)


async def logged(stage: Stage) -> Any:
    return await stage.alice.user.slash("log", note=GIFT)


async def edited(stage: Stage) -> Any:
    return await stage.alice.user.slash("people edit", why=GIFT)


DOORS = [
    notes,
    promised,
    more_notes,
    somebody_named,
    checked_thanks,
    checked_request,
    logged,
    edited,
]


@pytest.mark.parametrize("door", DOORS)
async def test_a_gift_is_answered_once_at_every_door(stage: Stage, door: Any) -> None:
    await met(stage)
    result = await door(stage)
    assert answers(result) == 1
    assert len(texts(result)) > 1 or door is checked_thanks


async def test_what_was_typed_is_kept_all_the_same(stage: Stage) -> None:
    await met(stage)
    await promised(stage)
    shown = await stage.alice.user.slash("promises")
    assert "a bottle of wine" in shown.response.content
    await notes(stage)
    assert prefilled(await stage.alice.user.slash("meet notes")) == {"words": GIFT}


async def test_a_draft_leaves_the_gift_out(stage: Stage) -> None:
    await met(stage)
    form = await stage.alice.user.slash("meet notes")
    noted = await modal(stage, form, words=f"start with the meetup. {GIFT}")
    assert "start with the meetup." in texts(noted)[-1]
    assert "wine" not in texts(noted)[-1]
    only = await notes(stage)
    assert "What did Sam say" in texts(only)[-1]


@pytest.mark.parametrize(
    "words",
    ["She has a gift for teaching.", "I'll buy her a coffee.", "A thank-you card for them.", "🎁"],
)
async def test_what_is_none_gets_no_answer(stage: Stage, words: str) -> None:
    await met(stage)
    assert answers(await stage.alice.user.slash("log", note=words)) == 0


async def test_in_a_server_only_the_member_sees_it(stage: Stage) -> None:
    await met(stage)
    told = await stage.alice.slash(stage.careers, "log", note=GIFT)
    assert answers(told) == 1
    assert told.ephemeral
