"""/privacy erase and view, for what a member left in servers."""

from typing import Any

import pytest
import sqlalchemy as sa

from bot.coaching.careers import Feature
from bot.storage.tables import (
    careers_block,
    careers_member,
    introduction,
    notice,
    open_door,
    report,
    retraction,
    win,
)
from tests.e2e.community import Community
from tests.e2e.introductions import ABOUT, GOAL, Trio
from tests.e2e.stage import Stage, labels, texts
from tests.e2e.test_opendoor import set_door
from tests.e2e.test_share import post_one, posts, queue_one, rows


@pytest.fixture
async def trio(community: Community) -> Trio:
    """Three members where everything is switched on."""
    made = Trio(community)
    await made.prepare(*Feature)
    return made


async def erase(stage: Stage, who: Any) -> Any:
    asked = await who.user.slash("privacy erase")
    done = await who.user.click(asked.response, label="Erase everything")
    await stage.pass_time(minutes=5)
    return done


async def left_of(stage: Stage, who: Any) -> set[str]:
    """The tables of issue 5 in which the member's id still stands."""
    tables = (careers_member, careers_block, introduction, notice, open_door, report, win)
    found = set()
    for table in (*tables, retraction):
        held = await rows(stage, table)
        if any(who.id in dict(row).values() for row in held):
            found.add(table.name)
    return found


async def test_posts_go_and_the_queue_is_emptied(trio: Trio) -> None:
    stage = trio.stage
    await post_one(stage)
    await trio.community.set_up(*Feature, approve_wins=True, min_days_in_server=0)
    await queue_one(stage, stage.alice, "Another.")
    queue = await trio.community.moderator.slash(stage.careers, "careers-team queue")
    await erase(stage, stage.alice)
    assert posts(stage) == []
    late = await trio.community.moderator.click(queue.response, label="Post")
    assert "decided already, or was taken back" in late.response.content
    await stage.sweep()
    assert posts(stage) == []
    assert await left_of(stage, stage.alice) == set()
    assert await rows(stage, retraction) == []


async def test_an_open_door_closes_and_consents_go(trio: Trio) -> None:
    stage = trio.stage
    await set_door(stage, stage.bob, "boats")
    view = await stage.bob.user.slash("privacy view")
    now = "\n".join(texts(view))
    assert "Careers: your open door; 2 a month for boats" in now
    assert "introductions may reach you since" in now
    assert "confirmed being 18 or over" in now
    await erase(stage, stage.bob)
    assert await left_of(stage, stage.bob) == set()
    found = await stage.alice.slash(stage.careers, "opendoor find", topic="boats")
    assert "Nobody has an open door" in found.response.content


@pytest.mark.parametrize("whom", ["alice", "bob", "carol"])
async def test_an_introduction_under_way_ends_neutrally_and_its_messages_go(
    trio: Trio, whom: str
) -> None:
    stage = trio.stage
    await trio.ask("goal", "two_sentences")
    await trio.press(trio.bob, "Pass it on")
    gone = getattr(trio, whom)
    others = [one for one in (trio.alice, trio.bob, trio.carol) if one is not gone]
    await erase(stage, gone)
    assert await left_of(stage, gone) == set()
    for one in others:
        said = trio.told(one)
        assert whom.title() not in said
        if whom == "alice":
            assert GOAL not in said
            assert ABOUT not in said
        assert not any("Yes" in labels(each) for each in stage.seen(one.user))
    await stage.pass_time(days=8)
    for one in others:
        assert whom.title() not in trio.told(one)
        assert "erased" not in trio.told(one)


async def test_what_the_coach_wrote_into_the_thread_goes(trio: Trio) -> None:
    stage = trio.stage
    thread = await trio.agreed("goal", "two_sentences")
    assert any(GOAL in one.content for one in stage.seen(trio.bob, thread))
    await erase(stage, trio.alice)
    assert not any(GOAL in one.content for one in stage.seen(trio.bob, thread))
    assert await left_of(stage, trio.alice) == set()


async def test_a_block_outlives_its_member(trio: Trio) -> None:
    stage = trio.stage
    await trio.community.moderator.slash(
        stage.careers, "careers-team block", member=stage.alice, reason="rude", days=7
    )
    await stage.alice.user.slash("coach")
    await stage.alice.user.slash("people add", name="Sam")
    await erase(stage, stage.alice)
    assert await left_of(stage, stage.alice) == {"careers_block"}
    form = await stage.alice.slash(stage.careers, "share preview")
    refused = await stage.alice.submit_modal(form, {"words": "I am back."})
    assert "isn't open to you" in texts(refused)[0]
    list(stage.env.errors)


async def test_view_and_export_tell_of_wins_and_introductions(trio: Trio) -> None:
    stage = trio.stage
    await trio.ask("goal")
    await post_one(stage)
    view = "\n".join(texts(await stage.alice.user.slash("privacy view")))
    assert "a win that you shared on" in view
    assert "without your name" in view
    assert "an introduction that you asked for on" in view
    exported = await stage.alice.user.slash("privacy export")
    content = (await exported.response.attachments[0].read()).decode()
    assert "## In servers" in content
    assert "> I asked somebody for 20 minutes" in content
    carol = await trio.carol.user.slash("privacy view")
    assert "introduction of" not in "\n".join(texts(carol))  # nobody has asked her yet


async def test_a_server_that_is_unreachable_keeps_nobody_from_erasing(trio: Trio) -> None:
    stage = trio.stage
    await post_one(stage)
    path = f"/channels/{stage.careers.id}/messages/{posts(stage)[0].id}"
    stage.env.inject_error("DELETE", path, status=500, code=0, message="no", times=3)
    await erase(stage, stage.alice)
    assert len(posts(stage)) == 1
    await stage.pass_time(hours=1)
    assert posts(stage) == []
    async with stage.app.database.read() as connection:
        assert (await connection.execute(sa.select(retraction))).first() is None
