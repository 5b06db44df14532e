"""What the coach posts in a server by itself: on time, once each, and never where it shouldn't."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot import content
from bot.coaching.careers import Careers, Feature, Weekly
from bot.services.careers import pausing, posts, servers
from bot.services.careers.servers import Place
from bot.storage.tables import PostState, careers_post
from tests.e2e.community import Community
from tests.e2e.stage import Stage

MONDAY_TEN = Weekly(0, time(10))


def posted(stage: Stage, channel: Any = None) -> list[str]:
    """What stands in the careers channel, the oldest first."""
    where = channel or stage.careers
    return [one.content for one in stage.seen(stage.alice.user, where)]


async def kept(stage: Stage) -> list[Any]:
    """What is stored of the posts, the oldest first."""
    query = sa.select(careers_post).order_by(careers_post.c.due, careers_post.c.id)
    async with stage.app.coach.database.read() as connection:
        return list((await connection.execute(query)).mappings())


async def change(community: Community, **settings: Any) -> None:
    """Change settings as a moderator's command would."""
    guild = community.stage.guild
    place = Place(guild.id, "Careers", community.moderator.id)
    await servers.change(
        community.stage.app.coach, place, "test", lambda before: replace(before, **settings)
    )


async def pause(community: Community) -> None:
    """Stop everything, or let it go on."""
    coach, guild = community.stage.app.coach, community.stage.guild
    place = Place(guild.id, "Careers", community.moderator.id)
    paused = (await servers.required(coach, guild.id)).paused
    await (pausing.go_on if paused else pausing.pause)(coach, place)


async def test_a_question_a_week_without_a_repeat(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, log_channel=None)
    await stage.pass_time(days=21)
    shipped = content.prompts("en")
    assert [one.splitlines()[1] for one in posted(stage)] == [one.text for one in shipped[:3]]
    assert [one["slot"] for one in await kept(stage)] == ["2026-01-12", "2026-01-19", "2026-01-26"]
    assert all(one["text"] is None for one in await kept(stage))


async def test_after_all_were_asked_the_first_comes_again(community: Community) -> None:
    stage = community.stage
    few = content.prompts("en")[:2]
    rest = frozenset(one.id for one in content.prompts("en")[2:])
    await community.set_up(Feature.PROMPT, log_channel=None, removed_prompts=rest)
    await stage.pass_time(days=21)
    asked = [one.splitlines()[1] for one in posted(stage)]
    assert asked == [few[0].text, few[1].text, few[0].text]


async def test_the_servers_clock_counts_through_a_clock_change(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, log_channel=None, prompt=Weekly(6, time(2, 30)))
    await stage.pass_time(days=90)
    due = {one["slot"]: one["due"] for one in await kept(stage)}
    assert due["2026-03-22"] == datetime(2026, 3, 22, 1, 30, tzinfo=UTC)
    assert due["2026-03-29"] == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)  # no 02:30 on that day
    assert due["2026-04-05"] == datetime(2026, 4, 5, 0, 30, tzinfo=UTC)


async def test_nothing_is_posted_because_of_a_change(community: Community) -> None:
    """Switched on an hour after its moment, it begins with the next one."""
    stage = community.stage
    await community.set_up(log_channel=None, prompt=MONDAY_TEN)
    await change(community, features=frozenset({Feature.PROMPT}))
    await stage.sweep()
    assert posted(stage) == []
    await change(community, prompt=Weekly(0, time(10, 30)))
    await stage.pass_time(days=1)
    assert posted(stage) == []
    await stage.pass_time(days=6)
    assert len(posted(stage)) == 1


async def test_switched_off_or_paused_nothing_is_posted(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, log_channel=None)
    await pause(community)
    await stage.pass_time(days=7)
    (one,) = await kept(stage)
    assert one["reason"] == "paused"
    await pause(community)
    await stage.sweep()
    await change(community, features=frozenset())
    await stage.pass_time(days=14)
    assert posted(stage) == []
    assert len(await kept(stage)) == 1


async def test_what_was_missed_for_more_than_a_day_is_left_out(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, log_channel=None)
    await stage.env.advance_time(timedelta(days=9).total_seconds())
    await stage.sweep()
    assert posted(stage) == []
    assert [one["reason"] for one in await kept(stage)] == ["missed"]
    await stage.pass_time(days=5)
    assert len(posted(stage)) == 1


async def test_what_was_missed_by_hours_is_made_up_for(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, log_channel=None)
    await stage.env.advance_time(timedelta(days=7, hours=10).total_seconds())
    await stage.sweep()
    await stage.sweep()
    assert len(posted(stage)) == 1


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [
        (403, 50013, "no_permission"),
        (403, 50001, "no_access"),
        (404, 10003, "channel_gone"),
        (400, 50035, "refused"),
    ],
)
async def test_a_refusal_is_noted_once_and_left(
    community: Community, status: int, code: int, reason: str
) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, log_channel=None)
    path = f"/channels/{stage.careers.id}/messages"
    stage.env.inject_error("POST", path, status=status, code=code, message="no", times=None)
    await stage.pass_time(days=7.5)
    tried = [one for one in stage.env.http_requests if one.path == path and one.method == "POST"]
    assert len(tried) == 1
    assert [one["reason"] for one in await kept(stage)] == [reason]
    stage.env.backend.faults.clear()
    await stage.pass_time(days=7)
    assert len(posted(stage)) == 1


async def test_a_passing_fault_is_tried_again(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, log_channel=None)
    path = f"/channels/{stage.careers.id}/messages"
    stage.env.inject_error("POST", path, status=503, code=0, message="later", times=3)
    await stage.pass_time(days=7.5)
    assert len(posted(stage)) == 1
    (one,) = await kept(stage)
    assert (one["state"], one["attempts"]) == (PostState.POSTED, 4)


async def test_an_outage_of_a_day_ends_it(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, log_channel=None)
    path = f"/channels/{stage.careers.id}/messages"
    stage.env.inject_error("POST", path, status=503, code=0, message="later", times=None)
    await stage.pass_time(days=9)
    assert [one["reason"] for one in await kept(stage)] == ["unreachable"]


class Killed(BaseException):
    """The process is gone."""


async def test_soon_after_a_crash_discord_is_given_the_same_message_again(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of which it makes one, as the nonce is the same; the simulated one doesn't know nonces."""
    stage = community.stage
    await community.set_up(Feature.PROMPT, log_channel=None)
    await kill_before_noting(stage, monkeypatch)
    await stage.env.advance_time(30)
    await stage.restart()
    await stage.sweep()
    first, again = by_itself(stage)
    assert first == again
    assert first["enforce_nonce"]


async def test_long_after_a_crash_the_channel_is_looked_at(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, log_channel=None)
    await kill_before_noting(stage, monkeypatch)
    await stage.env.advance_time(600)
    await stage.restart()
    await stage.sweep()
    assert len(posted(stage)) == 1
    (one,) = await kept(stage)
    assert one["state"] == PostState.POSTED
    assert one["message_id"] == stage.seen(stage.alice.user, stage.careers)[0].id


def by_itself(stage: Stage) -> list[Any]:
    """What the coach sent into channels by itself."""
    sent = [one.json for one in stage.env.http_requests if one.method == "POST" and one.json]
    return [one for one in sent if "nonce" in one]


async def kill_before_noting(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a post go out whose arrival nobody notes."""

    async def die(*_given: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(posts, "arrived", die)
        due = await stage.app.deliveries.next_due()
        assert due is not None
        await stage.env.advance_time((due - stage.now()).total_seconds())
        with pytest.raises(Killed):
            await stage.sweep()


async def test_where_the_channel_cant_be_read_it_is_left_out(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, log_channel=None)
    await kill_before_noting(stage, monkeypatch)
    monkeypatch.setattr("bot.ui.careers.access.may_read_history", lambda *_given: False)
    await stage.pass_time(minutes=10)
    assert len(posted(stage)) == 1
    assert [one["reason"] for one in await kept(stage)] == ["unsure"]


async def test_before_the_gateway_has_told_of_the_server_nothing_is_decided(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, log_channel=None)
    await kill_before_noting(stage, monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr("bot.ui.careers.access.may_read_history", lambda *_given: None)
        await stage.pass_time(minutes=10)
    await stage.pass_time(minutes=30)
    assert len(posted(stage)) == 1
    assert [one["state"] for one in await kept(stage)] == [PostState.POSTED]


async def test_a_crash_before_sending_loses_nothing(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, log_channel=None)

    async def die(*_given: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("bot.delivery.sender.Sender.send", die)
        with pytest.raises(Killed):
            await stage.pass_time(days=7)
    await stage.restart()
    await stage.pass_time(minutes=30)
    assert len(posted(stage)) == 1


async def test_two_sweeps_at_once_post_once(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, log_channel=None)
    coach = stage.app.coach
    await stage.env.advance_time(timedelta(days=7).total_seconds())
    (due,) = await posts.due(coach)
    await posts.claim(coach, due, posts.Draft("One", "dream-job"))
    await posts.claim(coach, due, posts.Draft("Two", "dream-job"))
    await stage.sweep()
    assert posted(stage) == ["One"]


async def test_the_channel_chosen_anew_gets_no_second_post(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, log_channel=None)
    path = f"/channels/{stage.careers.id}/messages"
    stage.env.inject_error("POST", path, status=503, code=0, message="later", times=None)
    await stage.pass_time(days=7)
    await change(community, channel=community.log.id)
    await stage.pass_time(hours=2)
    assert posted(stage) == []
    assert posted(stage, community.log) == []
    assert [one["reason"] for one in await kept(stage)] == ["unsure"]


async def test_a_server_that_was_left_hears_nothing(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, log_channel=None)
    place = Place(stage.guild.id, "Careers", community.moderator.id)

    async def left(_connection: Any, server: servers.Server) -> servers.Server:
        return replace(server, removed=stage.now())

    await servers.change_server(stage.app.coach, place, "left", left)
    await stage.pass_time(days=14)
    assert posted(stage) == []
    await community.set_up(Feature.PROMPT, log_channel=None)
    await stage.sweep()
    assert posted(stage) == []
    await stage.pass_time(days=7)
    assert len(posted(stage)) == 1


async def test_nobody_is_mentioned(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT)
    await community.moderator.slash(
        stage.careers, "careers prompt add", text=f"@everyone <@{stage.bob.id}> <@&1> why?"
    )
    rest = frozenset(one.id for one in content.prompts("en"))
    await change(community, removed_prompts=rest)
    await stage.pass_time(days=7)
    (said,) = posted(stage)
    assert f"\\<@{stage.bob.id}>" in said
    assert by_itself(stage)
    allowed = [one["allowed_mentions"] for one in by_itself(stage)]
    assert not [one for one in allowed if any(one.values())], allowed


async def test_without_any_prompt_the_reason_is_kept(community: Community) -> None:
    stage = community.stage
    everyone = frozenset(one.id for one in content.prompts("en"))
    await community.set_up(Feature.PROMPT, log_channel=None, removed_prompts=everyone)
    await stage.pass_time(days=7)
    assert [one["reason"] for one in await kept(stage)] == ["no_prompts"]


async def test_one_bad_server_stops_no_other(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, log_channel=None)
    channel = community.elsewhere.create_text_channel("careers-too")
    settings = {"channel": channel.id, "features": frozenset({Feature.PROMPT})}
    place = Place(community.elsewhere.id, "Elsewhere", community.outsider.id)
    await servers.set_up(stage.app.coach, place, Careers(**settings, prompt=MONDAY_TEN))
    claim = posts.claim

    async def sometimes(coach: Any, due: posts.Due, draft: posts.Draft) -> None:
        if due.server.id == stage.guild.id:
            raise RuntimeError
        await claim(coach, due, draft)

    monkeypatch.setattr(posts, "claim", sometimes)
    await stage.pass_time(days=7.02)
    assert posted(stage) == []
    assert len(list(channel.history(viewer=community.outsider.user))) == 1


# The line for the team


def the_channel(stage: Stage) -> Any:
    """The careers channel, as the bot may change it in the simulated server."""
    return stage.app.bot.get_channel(stage.careers.id)


async def test_on_day_seven_and_weekly_the_team_hears_that_all_is_well(
    community: Community,
) -> None:
    stage = community.stage
    await community.set_up()
    await stage.pass_time(days=6.9)
    assert posted(stage, community.log) == []
    await stage.pass_time(days=8)
    assert posted(stage, community.log) == ["All is well with me here this week."] * 2
    days = [one["slot"] for one in await kept(stage)]
    assert days == ["2026-01-12", "2026-01-19"]


async def test_the_team_hears_what_needs_a_look(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, prompt=Weekly(2, time(10)))
    path = f"/channels/{stage.careers.id}/messages"
    stage.env.inject_error("POST", path, status=403, code=50013, message="no", times=None)
    await stage.pass_time(days=7)
    (said,) = posted(stage, community.log)
    assert "needs a look" in said
    assert "I may not write there" in said


async def test_the_team_hears_of_permissions_that_are_missing(community: Community) -> None:
    stage = community.stage
    await community.set_up()
    await the_channel(stage).set_permissions(the_channel(stage).guild.me, embed_links=False)
    await stage.pass_time(days=7)
    (said,) = posted(stage, community.log)
    assert f"In <#{stage.careers.id}> I lack: Embed Links." in said


async def test_the_team_hears_that_the_channel_is_gone(community: Community) -> None:
    stage = community.stage
    await community.set_up()
    await the_channel(stage).delete()
    await stage.pass_time(days=7)
    (said,) = posted(stage, community.log)
    assert "The careers channel is gone" in said
