"""/share and /careers-team queue: a win from the form to the channel and away again."""

import asyncio
from dataclasses import replace
from typing import Any

import discord
import pytest
import simcord
import sqlalchemy as sa

from bot.coaching.careers import Feature
from bot.delivery.sender import Sender
from bot.services import people
from bot.services.careers import servers
from bot.services.coach import Caller
from bot.storage.tables import careers_block, careers_change, retraction, win
from tests.e2e.community import Community
from tests.e2e.stage import Stage, labels, prefilled, raw_click, raw_slash, texts
from tests.e2e.test_meet import acknowledge

WORDS = "I asked somebody for 20 minutes, and they said yes."


@pytest.fixture
async def sharing(community: Community) -> Community:
    """A server where wins are shared."""
    await community.set_up(Feature.WINS)
    return community


async def written(stage: Stage, who: Any, words: str = WORDS) -> Any:
    """/share preview with these words."""
    form = await who.slash(stage.careers, "share preview")
    return await who.submit_modal(form, {"words": words})


def last(result: Any) -> Any:
    return [result.response, *result.followups][-1]


async def hand_in(stage: Stage, words: str = WORDS, who: Any = None) -> None:
    """A win that waits to be posted; Alice's unless said."""
    author = who or stage.alice
    shown = await written(stage, author, words)
    await author.click(last(shown), label="Post it")


def posts(stage: Stage, channel: Any = None) -> list[discord.Message]:
    """What everybody sees in the careers channel."""
    seen = stage.seen(stage.bob, channel or stage.careers)
    return [one for one in seen if "A win" in one.content and not one.flags.ephemeral]


async def rows(stage: Stage, table: sa.Table = win) -> list[Any]:
    async with stage.app.database.read() as connection:
        return list((await connection.execute(sa.select(table))).mappings())


async def know(stage: Stage, who: Any, *names: str) -> None:
    for number, name in enumerate(names):
        await people.add(stage.app.coach, Caller(who.id, 900 + number), name=name)


async def test_a_win_is_previewed_posted_once_and_taken_back(sharing: Community) -> None:
    stage = sharing.stage
    shown = await written(stage, stage.alice)
    exact, said = texts(shown)
    assert "share post" in said
    assert "The team" not in said
    assert exact == f"**A win, shared by one of us**\n> {WORDS}"
    assert shown.ephemeral
    assert shown.followups[0].ephemeral
    assert labels(last(shown)) == ["Post it", "With my name", "Change the words", "Don't share it"]
    assert posts(stage) == []
    posted = await stage.alice.slash(stage.careers, "share post")
    assert "in a moment" in posted.response.content
    await stage.sweep()
    await stage.sweep()
    (post,) = posts(stage)
    assert post.content == exact
    assert labels(post) == labels(shown.response) == ["Share a win of yours"]
    again = await stage.alice.slash(stage.careers, "share post")
    assert "no preview" in again.response.content
    twice = await stage.alice.click(last(shown), label="Post it")
    assert "It stands in the careers channel." in texts(twice)[0]
    gone = await stage.alice.user.slash("share undo")
    assert "goes from the careers channel" in gone.response.content
    await stage.sweep()
    assert posts(stage) == []
    assert await rows(stage, retraction) == []
    nothing = await stage.alice.slash(stage.careers, "share undo")
    assert "gone already" in nothing.response.content
    stale = await stage.alice.click(posted.response, label="Take it back")
    assert "gone already" in stale.response.content


async def test_names_must_go_or_be_kept_one_by_one(sharing: Community) -> None:
    stage = sharing.stage
    await know(stage, stage.alice, "Samuel Okafor-Lindqvist", "Katherine Byrne")
    asked = await written(
        stage, stage.alice, "Sammy and kate said yes. Thanks, Okafer! Kate's idea."
    )
    said = texts(asked)[0]
    assert "**__Sammy__** and **__kate__** said yes" in said
    assert "**__Okafer__**" in said
    assert "like Samuel Okafor-Lindqvist, whom you told me of" in said
    assert labels(asked.response)[:2] == ["Take out “Sammy”", "“Sammy” may stay"]
    early = await stage.alice.slash(stage.careers, "share post")
    assert "**Sammy** is like" in texts(early)[0]
    assert posts(stage) == []
    kept = await stage.alice.click(asked.response, label="“Sammy” may stay")
    assert labels(kept.response)[0] == "Take out “kate”"
    stale = await stage.alice.click(asked.response, label="Take out “Sammy”")
    assert labels(stale.response)[0] == "Take out “kate”"  # it was settled already
    out = await stage.alice.click(kept.response, label="Take out “kate”")
    assert labels(out.response)[0] == "Take out “Okafer”"
    free = await stage.alice.click(out.response, label="Take out “Okafer”")
    assert texts(free)[0].endswith("> Sammy and someone said yes. Thanks, someone! someone's idea.")
    await stage.alice.click(last(free), label="Post it")
    await stage.sweep()
    assert [one.content for one in posts(stage)] == [texts(free)[0]]


async def test_a_name_learned_between_preview_and_post_is_found(sharing: Community) -> None:
    stage = sharing.stage
    shown = await written(stage, stage.alice, "Thank you, Ines.")
    await know(stage, stage.alice, "Inés Ortega")
    asked = await stage.alice.click(last(shown), label="Post it")
    assert "**Ines** is like Inés Ortega" in texts(asked)[0]
    await stage.sweep()
    assert posts(stage) == []


async def test_with_ones_name_and_without(sharing: Community) -> None:
    stage = sharing.stage
    asked = await written(stage, stage.alice, "Alice did it.")
    assert "your own name, and this one is anonymous" in texts(asked)[0]
    kept = await stage.alice.click(asked.response, label="“Alice” may stay")
    named = await stage.alice.click(last(kept), label="With my name")
    assert texts(named)[0] == "**A win, shared by Alice**\n> Alice did it."
    back = await stage.alice.click(last(named), label="Without my name")
    assert texts(back)[0].startswith("**A win, shared by one of us**")
    named = await stage.alice.click(last(back), label="With my name")
    await stage.alice.click(last(named), label="Post it")
    await stage.sweep()
    assert posts(stage)[0].content == texts(named)[0]


async def test_nothing_in_a_post_is_markup_or_a_mention(sharing: Community) -> None:
    stage = sharing.stage
    evil = f"# big <@{stage.bob.id}> @everyone **x** [a](http://b.example)"
    asked = await written(stage, stage.alice, evil)
    assert "points to somebody on Discord" in texts(asked)[0]
    assert labels(asked.response)[0] == f"Take out “<@{stage.bob.id}>”"
    while "may stay" in labels(last(asked))[1]:
        asked = await stage.alice.click(last(asked), label=labels(last(asked))[1])
    await stage.alice.click(last(asked), label="Post it")
    await stage.sweep()
    (post,) = posts(stage)
    sent = [one for one in stage.env.http_requests if one.path.endswith("/messages")][-1]
    assert sent.json["allowed_mentions"]["parse"] == []
    assert sent.json["allowed_mentions"].get("users", []) == []
    assert "\\@everyone" in post.content
    assert f"\\<@{stage.bob.id}>" in post.content
    assert "\\*\\*x\\*\\*" in post.content


async def test_words_can_be_changed_and_thrown_away(sharing: Community) -> None:
    stage = sharing.stage
    shown = await written(stage, stage.alice)
    form = await stage.alice.click(last(shown), label="Change the words")
    assert prefilled(form) == {"words": WORDS}
    changed = await stage.alice.submit_modal(form, {"words": "Another."})
    assert texts(changed)[0].endswith("> Another.")
    old = await stage.alice.click(last(shown), label="Post it")
    assert "no preview" in old.response.content  # of the first words there is none any more
    gone = await stage.alice.click(last(changed), label="Don't share it")
    assert "nobody saw it" in gone.response.content
    nothing = await stage.alice.slash(stage.careers, "share post")
    assert "no preview" in nothing.response.content
    assert await rows(stage) == []


async def test_what_is_empty_or_too_long_is_given_back(sharing: Community) -> None:
    stage = sharing.stage
    blank = await written(stage, stage.alice, "   \u200b ")
    assert "nothing in it yet" in texts(blank)[0]
    stars = await written(stage, stage.alice, "*" * 900)
    assert "doesn't fit" in texts(stars)[0]
    assert texts(stars)[-1] == "*" * 900
    acknowledge(stage)


async def test_previews_end_after_a_day(sharing: Community) -> None:
    stage = sharing.stage
    shown = await written(stage, stage.alice)
    await stage.pass_time(hours=25)
    assert await rows(stage) == []
    late = await stage.alice.click(last(shown), label="Post it")
    assert "no preview" in late.response.content


async def test_switched_off_paused_elsewhere_and_not_set_up(community: Community) -> None:
    stage = community.stage
    unknown = await stage.alice.slash(stage.careers, "share preview")
    assert "not set up" in unknown.response.content
    await community.set_up()
    off = await stage.alice.slash(stage.careers, "share preview")
    assert "switched off" in off.response.content
    dm = await stage.alice.user.slash("share preview")
    assert "in a server only" in dm.response.content
    await community.set_up(Feature.WINS)
    shown = await written(stage, stage.alice)
    await community.set_up()
    refused = await stage.alice.slash(stage.careers, "share post")
    assert "switched off" in refused.response.content
    pressed = await stage.alice.click(last(shown), label="Post it")
    assert "switched off" in pressed.response.content
    gone = await stage.alice.click(last(shown), label="Don't share it")
    assert "nobody saw it" in gone.response.content


async def test_nobody_else_may_press_ones_buttons(sharing: Community) -> None:
    stage = sharing.stage
    shown = await written(stage, stage.alice)
    (row,) = await rows(stage)
    await stage.bob.user.slash("coach")
    for action in ("share_post", "share_undo", "share_change", "share_named"):
        arguments = f":{row['id']}" + (":1" if action == "share_named" else "")
        pressed = raw_click(
            stage, stage.bob.user, stage.last(stage.bob.user), f"r:{action}{arguments}"
        )
        await stage.env.settle()
        assert texts(pressed)[0], action
    assert await rows(stage) == [row]
    assert labels(last(shown))


async def test_two_presses_at_once_post_once(sharing: Community) -> None:
    stage = sharing.stage
    await written(stage, stage.alice)
    (row,) = await rows(stage)
    guild = stage.guild
    both = [
        raw_slash(stage, stage.alice, "share post", context=0, channel=stage.careers, guild=guild)
        for _time in range(2)
    ]
    await stage.env.settle()
    assert all(one.response is not None for one in both)
    await asyncio.gather(stage.app.deliveries.sweep(), stage.app.deliveries.sweep())
    await stage.env.settle()
    assert len(posts(stage)) == 1
    assert [one["id"] for one in await rows(stage)] == [row["id"]]


async def test_three_a_day_and_no_more(sharing: Community) -> None:
    stage = sharing.stage
    for number in range(3):
        shown = await written(stage, stage.alice, f"Win {number}.")
        await stage.alice.click(last(shown), label="Post it")
    await stage.sweep()
    taken = await stage.alice.slash(stage.careers, "share undo")
    assert labels(taken.response) == ["Take back 1", "Take back 2", "Take back 3"]
    await stage.alice.click(taken.response, label="Take back 2")
    await stage.sweep()
    assert len(posts(stage)) == 2
    refused = await written(stage, stage.alice, "Win 4.")
    assert "Keep this one for tomorrow" in texts(refused)[0]
    assert texts(refused)[-1] == "Win 4."
    acknowledge(stage)
    await stage.pass_time(hours=25)
    assert len(await rows(stage)) == 2  # what was taken back is forgotten
    assert "Win 4." in texts(await written(stage, stage.alice, "Win 4."))[0]


async def test_blocked_members_share_nothing_but_may_take_back(sharing: Community) -> None:
    stage = sharing.stage
    await hand_in(stage)
    await stage.sweep()
    await written(stage, stage.alice, "Another.")
    await block(sharing, stage.alice.id)
    refused = await stage.alice.slash(stage.careers, "share post")
    assert "isn't open to you" in refused.response.content
    new = await written(stage, stage.alice, "A third.")
    assert "isn't open to you" in texts(new)[0]
    assert texts(new)[-1] == "A third."
    acknowledge(stage)
    await stage.alice.slash(stage.careers, "share undo")
    await stage.sweep()
    assert posts(stage) == []


async def block(community: Community, member_id: int, until: Any = None) -> None:
    stage = community.stage
    async with stage.app.database.write() as connection:
        await connection.execute(
            sa.insert(careers_block).values(
                guild_id=stage.guild.id,
                member_id=member_id,
                at=stage.now(),
                until=until,
                by_id=community.moderator.id,
                reason=b"",
            )
        )


# Faults


async def test_a_passing_fault_is_tried_again_and_posts_once(sharing: Community) -> None:
    stage = sharing.stage
    await hand_in(stage)
    path = f"/channels/{stage.careers.id}/messages"
    stage.env.inject_error("POST", path, status=500, code=0, message="later", times=1)
    await stage.sweep()
    assert posts(stage) == []
    await stage.pass_time(minutes=2)
    assert len(posts(stage)) == 1


async def test_a_crash_after_sending_doubles_nothing(
    sharing: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = sharing.stage
    await hand_in(stage)
    send = Sender.send

    async def and_die(self: Sender, *arguments: Any) -> None:
        await send(self, *arguments)
        raise RuntimeError("pulled the plug")

    with monkeypatch.context() as patch:
        patch.setattr(Sender, "send", and_die)
        await stage.sweep()
    await stage.restart()
    await stage.pass_time(minutes=5)
    assert len(posts(stage)) == 1
    (row,) = await rows(stage)
    assert row["message_id"] == posts(stage)[0].id


async def test_taken_back_while_nobody_knows_whether_it_arrived(
    sharing: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = sharing.stage
    shown = await written(stage, stage.alice)
    posted = await stage.alice.click(last(shown), label="Post it")
    send = Sender.send

    async def and_die(self: Sender, *arguments: Any) -> None:
        await send(self, *arguments)
        raise RuntimeError("pulled the plug")

    with monkeypatch.context() as patch:
        patch.setattr(Sender, "send", and_die)
        await stage.sweep()
    assert len(posts(stage)) == 1
    gone = await stage.alice.click(posted.response, label="Take it back")
    assert "on its way out" in gone.response.content
    await stage.pass_time(minutes=5)
    assert posts(stage) == []
    assert await rows(stage, retraction) == []


async def test_without_permission_the_author_hears_in_three_days(sharing: Community) -> None:
    stage = sharing.stage
    await hand_in(stage)
    path = f"/channels/{stage.careers.id}/messages"
    stage.env.inject_error("POST", path, status=403, code=50013, message="no", times=None)
    await stage.pass_time(days=4)
    assert posts(stage) == []
    assert "Discord didn't let me post your win" in stage.last().content
    assert WORDS in stage.last().content
    assert await rows(stage) == []


async def test_a_channel_that_is_gone_is_left_for_the_new_one(sharing: Community) -> None:
    stage = sharing.stage
    await hand_in(stage)
    path = f"/channels/{stage.careers.id}/messages"
    stage.env.inject_error("POST", path, status=404, code=10003, message="gone", times=None)
    await stage.sweep()
    new = stage.guild.create_text_channel("careers-2")
    await sharing.set_up(Feature.WINS, channel=new.id)
    await stage.pass_time(minutes=5)
    assert len(posts(stage, new)) == 1


async def test_a_paused_server_posts_when_it_goes_on(sharing: Community) -> None:
    stage = sharing.stage
    await hand_in(stage)
    await sharing.set_up()
    await stage.sweep()
    assert posts(stage) == []
    await sharing.set_up(Feature.WINS)
    await stage.pass_time(hours=2)
    assert len(posts(stage)) == 1


@pytest.mark.parametrize(("status", "code"), [(404, 10008), (404, 10003)])
async def test_a_post_that_is_gone_already_is_fine(
    sharing: Community, status: int, code: int
) -> None:
    stage = sharing.stage
    await post_one(stage)
    path = f"/channels/{stage.careers.id}/messages/{posts(stage)[0].id}"
    stage.env.inject_error("DELETE", path, status=status, code=code, message="gone", times=None)
    await stage.alice.slash(stage.careers, "share undo")
    await stage.sweep()
    assert await rows(stage, retraction) == []


async def test_a_post_that_may_not_be_deleted_is_tried_for_30_days(sharing: Community) -> None:
    stage = sharing.stage
    await post_one(stage)
    path = f"/channels/{stage.careers.id}/messages/{posts(stage)[0].id}"
    stage.env.inject_error("DELETE", path, status=403, code=50001, message="no", times=None)
    await stage.alice.slash(stage.careers, "share undo")
    await stage.sweep()
    await stage.pass_time(days=20)
    (row,) = await rows(stage, retraction)
    assert row["due"] > stage.now()
    assert row["attempts"] < 40
    await stage.pass_time(days=11)
    assert await rows(stage, retraction) == []


async def test_permission_that_comes_back_lets_it_go(sharing: Community) -> None:
    stage = sharing.stage
    await post_one(stage)
    path = f"/channels/{stage.careers.id}/messages/{posts(stage)[0].id}"
    stage.env.inject_error("DELETE", path, status=403, code=50001, message="no", times=3)
    await stage.alice.slash(stage.careers, "share undo")
    await stage.pass_time(hours=1)
    assert posts(stage) == []


async def post_one(stage: Stage, words: str = WORDS, who: Any = None) -> None:
    await hand_in(stage, words, who)
    await stage.sweep()


async def test_months_later_undo_still_works_and_others_share_by_the_button(
    sharing: Community,
) -> None:
    stage = sharing.stage
    await post_one(stage)
    await stage.pass_time(days=100)
    await stage.restart()
    form = await stage.bob.click(posts(stage)[0], label="Share a win of yours")
    shown = await stage.bob.submit_modal(form, {"words": "Mine."})
    assert "> Mine." in texts(shown)[0]
    await sharing.set_up()  # switched off since
    await stage.alice.slash(stage.careers, "share undo")
    await stage.sweep()
    assert posts(stage) == []


# The team's queue


@pytest.fixture
async def approving(community: Community) -> Community:
    """A server where the team sees wins first."""
    await community.set_up(Feature.WINS, approve_wins=True)
    return community


async def queue_one(stage: Stage, who: Any, words: str = WORDS) -> Any:
    shown = await written(stage, who, words)
    assert "The team sees it first" in texts(shown)[1]
    return await who.click(last(shown), label="Send it to the team")


async def test_the_team_sees_the_post_and_never_whose_it_is(approving: Community) -> None:
    stage = approving.stage
    sent = await queue_one(stage, stage.alice)
    assert "The team has it now" in texts(sent)[0]
    await stage.sweep()
    assert posts(stage) == []
    shown = await approving.helper.slash(stage.careers, "careers-team queue")
    assert shown.ephemeral
    assert f"**A win, shared by one of us**\n> {WORDS}" in shown.response.content
    everything = repr(shown.response.components) + shown.response.content
    assert "Alice" not in everything
    assert str(stage.alice.id) not in everything
    assert labels(shown.response) == ["Post", "Leave out"]
    other = await approving.moderator.slash(stage.careers, "careers-team queue")
    done = await approving.helper.click(shown.response, label="Post")
    assert "It goes into the channel.\nNo win waits for you." in done.response.content
    await stage.sweep()
    assert len(posts(stage)) == 1
    late = await approving.moderator.click(other.response, label="Leave out")
    assert "decided already" in late.response.content
    assert len(posts(stage)) == 1
    async with stage.app.database.read() as connection:
        facts = list((await connection.execute(sa.select(careers_change))).mappings())
    assert [(one["what"], one["facts"]) for one in facts][-1] == ("win_posted", {})


async def test_managers_say_whether_the_team_reads_wins_first(sharing: Community) -> None:
    stage, moderator = sharing.stage, sharing.moderator
    page = await moderator.slash(stage.careers, "careers features")
    on = await moderator.click(page.response, label="Team reads wins first: off")
    assert "/careers-team queue" in on.response.content
    await queue_one(stage, stage.alice)
    off = await moderator.click(on.response, label="Team reads wins first: on")
    assert "Team reads wins first: off" in labels(off.response)
    shown = await moderator.slash(stage.careers, "careers-team queue")  # it waits all the same
    await moderator.click(shown.response, label="Post")
    log = await moderator.slash(stage.careers, "careers log")
    assert "let a win be posted" in log.response.content
    assert "approve wins first: on" in log.response.content


async def test_what_is_left_out_is_heard_of_kindly(approving: Community) -> None:
    stage = approving.stage
    await queue_one(stage, stage.alice, "One.")
    await stage.pass_time(minutes=1)
    await queue_one(stage, stage.bob, "Two.")
    shown = await approving.moderator.slash(stage.careers, "careers-team queue")
    assert "1 of 2 that wait" in shown.response.content
    assert "> One." in shown.response.content
    turned = await approving.moderator.click(shown.response, label="Another one first")
    assert "2 of 2 that wait" in turned.response.content
    assert "> Two." in turned.response.content
    back = await approving.moderator.click(turned.response, label="Another one first")
    left = await approving.moderator.click(back.response, label="Leave out")
    assert "> Two." in left.response.content
    await stage.sweep()
    assert not any("chose not to post" in one.content for one in stage.seen())  # 5:00 at home
    await stage.pass_time(hours=6)
    heard = [one.content for one in stage.seen() if "chose not to post" in one.content]
    assert len(heard) == 1
    assert "> One." in heard[0]
    assert posts(stage) == []
    assert len(await rows(stage)) == 1


async def test_somebody_with_closed_messages_finds_it_in_undo(approving: Community) -> None:
    stage = approving.stage
    await stage.alice.user.slash("coach")
    stage.close_dms()
    await queue_one(stage, stage.alice)
    shown = await approving.moderator.slash(stage.careers, "careers-team queue")
    await approving.moderator.click(shown.response, label="Leave out")
    await stage.pass_time(days=1)
    await queue_one(stage, stage.alice, "Another.")
    asked = await stage.alice.slash(stage.careers, "share undo")
    assert "not posted: “I asked somebody" in asked.response.content
    await stage.pass_time(days=15)
    assert [one["state"] for one in await rows(stage)] == ["unanswered"]
    await stage.pass_time(days=15)
    assert await rows(stage) == []


async def test_taken_back_it_leaves_the_queue(approving: Community) -> None:
    stage = approving.stage
    sent = await queue_one(stage, stage.alice)
    shown = await approving.moderator.slash(stage.careers, "careers-team queue")
    gone = await stage.alice.click(last(sent), label="Take it back")
    assert "out of the team's queue" in gone.response.content
    late = await approving.moderator.click(shown.response, label="Post")
    assert "decided already, or was taken back" in late.response.content
    await stage.sweep()
    assert posts(stage) == []


async def test_a_queue_nobody_looks_into_ends_after_two_weeks(approving: Community) -> None:
    stage = approving.stage
    await queue_one(stage, stage.alice)
    await stage.pass_time(days=15)
    assert "didn't get to your win in two weeks" in stage.last().content
    assert await rows(stage) == []
    empty = await approving.moderator.slash(stage.careers, "careers-team queue")
    assert "No win waits" in empty.response.content


async def test_only_the_team_sees_the_queue(approving: Community) -> None:
    stage = approving.stage
    await queue_one(stage, stage.alice)
    shown = await approving.helper.slash(stage.careers, "careers-team queue")
    with pytest.raises(simcord.SetupError):
        await approving.carol.slash(stage.careers, "careers-team queue")
    (row,) = await rows(stage)
    await approving.carol.user.slash("coach")
    for action in ("queue_post", "queue_leave_out"):
        pressed = raw_click(
            stage, approving.carol.user, stage.last(approving.carol.user), f"r:{action}:{row['id']}"
        )
        await stage.env.settle()
        assert texts(pressed)[0]
    assert (await rows(stage))[0]["state"] == "queued"
    assert labels(shown.response)


async def test_a_demoted_helper_can_press_nothing(approving: Community) -> None:
    stage = approving.stage
    await queue_one(stage, stage.alice)
    shown = await approving.helper.slash(stage.careers, "careers-team queue")
    await servers.change(
        stage.app.coach,
        servers.Place(stage.guild.id, "Careers", 1),
        "team role",
        lambda settings: replace(settings, team_role=None),
    )
    pressed = await approving.helper.click(shown.response, label="Post")
    assert "careers team" in pressed.response.content
    assert (await rows(stage))[0]["state"] == "queued"


async def test_everything_waits_where_posting_is_stopped(approving: Community) -> None:
    stage = approving.stage
    await queue_one(stage, stage.alice)
    shown = await approving.helper.slash(stage.careers, "careers-team queue")
    await approving.set_up()
    refused = await approving.helper.click(shown.response, label="Post")
    assert "switched off" in refused.response.content
    await approving.set_up(Feature.WINS, approve_wins=True)
    await approving.helper.click(shown.response, label="Post")
    await stage.sweep()
    assert len(posts(stage)) == 1


async def test_a_win_goes_into_no_channel_that_was_left_meanwhile(sharing: Community) -> None:
    stage = sharing.stage
    path = f"/channels/{stage.careers.id}/messages"
    stage.env.inject_error("POST", path, status=500, code=0, message="later", times=1)
    await post_one(stage)
    other = stage.guild.create_text_channel("wins")
    await sharing.set_up(Feature.WINS, channel=other.id)
    await stage.pass_time(hours=1)
    assert posts(stage) == []
    assert len(posts(stage, other)) == 1


async def test_the_team_hears_that_wins_wait(approving: Community) -> None:
    stage = approving.stage
    shown = await approving.helper.slash(stage.careers, "careers-team status")
    assert "for the team: " not in shown.response.content
    await queue_one(stage, stage.alice)
    shown = await approving.helper.slash(stage.careers, "careers-team status")
    assert "1 win waits for the team: " in shown.response.content
    await stage.pass_time(days=7)
    (line,) = [one.content for one in approving.log.history()]
    assert "- 1 win waits for the team: " in line
    assert "careers-team queue" in line


async def test_stats_count_who_shared_from_the_minimum_on(sharing: Community) -> None:
    stage = sharing.stage
    crowd = [stage.alice, stage.bob, sharing.carol, sharing.helper]
    for who in crowd:
        await post_one(stage, who=who)
    await post_one(stage, "Another.")
    shown = await sharing.helper.slash(stage.careers, "careers-team stats")
    assert "Have shared a win: fewer than 5" in shown.response.content
    await post_one(stage, who=sharing.moderator)
    shown = await sharing.helper.slash(stage.careers, "careers-team stats")
    assert "Have shared a win: 5" in shown.response.content
