"""/learn as a member sees it."""

import pytest
import simcord

from bot import content
from tests.e2e.stage import Stage, labels, raw_slash, texts


async def test_a_guide_says_what_and_names_its_sources(stage: Stage) -> None:
    choices = await stage.alice.autocomplete(stage.careers, "learn", "topic", "thank")
    assert "thanks" in [one["value"] for one in choices]
    result = await stage.alice.slash(stage.careers, "learn", topic="thanks")
    simcord.assert_responded(result, ephemeral=True)
    assert texts(result) == [content.guide("thanks", "en")]


@pytest.mark.parametrize("topic", [topic for topic, _title in content.guide_topics("en")])
async def test_every_guide_fits_one_message(stage: Stage, topic: str) -> None:
    result = await stage.alice.user.slash("learn", topic=topic)
    assert len(texts(result)) == 1
    assert not result.ephemeral


async def test_neighbours_are_a_press_away_even_after_a_restart(stage: Stage) -> None:
    first, second = content.guide_topics("en")[:2]
    result = await stage.alice.user.slash("learn", topic=first[0])
    assert labels(result.response) == [f"→ {second[1]}", "All topics"]
    await stage.restart()
    turned = await stage.alice.user.click(stage.last(), label=f"→ {second[1]}")
    assert turned.response.content == content.guide(second[0], "en")
    assert labels(turned.response)[0] == f"← {first[1]}"
    everything = await stage.alice.user.click(stage.last(), label="All topics")
    assert first[1] in labels(everything.response)
    assert len(stage.seen()) == 1


async def test_without_a_topic_all_are_offered(stage: Stage) -> None:
    result = await stage.alice.user.slash("learn")
    assert labels(result.response) == [title for _topic, title in content.guide_topics("en")]
    opened = await stage.alice.user.click(result.response, label=labels(result.response)[-1])
    assert opened.response.content == content.guide(content.guide_topics("en")[-1][0], "en")


async def test_a_title_will_do_and_anything_else_is_answered_kindly(stage: Stage) -> None:
    topic, title = content.guide_topics("en")[0]
    result = await stage.alice.user.slash("learn", topic=title.upper())
    assert texts(result) == [content.guide(topic, "en")]
    for odd in ("@everyone `x`", "{{ 7 * 7 }}", "ل" * 5000):
        result = await stage.alice.user.slash("learn", topic=odd)
        simcord.assert_responded(result, contains="no guide called")


async def test_a_language_without_guides_gets_the_english_ones(stage: Stage) -> None:
    option = {"name": "topic", "type": 3, "value": "idea"}
    result = raw_slash(stage, stage.alice.user, "learn", [option], locale="ja")
    await stage.env.settle()
    assert texts(result) == [content.guide("idea", "en")]
