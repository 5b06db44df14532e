"""The digest in the channel, and what the team is told: figures about many, never about a few."""

from dataclasses import replace
from itertools import count
from typing import Any

import discord
import pytest
import simcord

from bot.coaching.careers import Feature
from bot.coaching.events import EventKind
from bot.services import history, people, privacy
from bot.services.coach import Caller
from bot.services.history import Report
from bot.storage import members
from tests.e2e.community import Community
from tests.e2e.stage import Stage, texts
from tests.e2e.test_careers_posts import kept, pause, posted, the_channel

SECRET = "Zebulon Quagmire"
_interactions = count(1)


async def contribute(stage: Stage, many: int, first: int = 0) -> list[Caller]:
    """So many members whose home is here thank somebody within a day."""
    callers = []
    for number in range(first, first + many):
        user = stage.env.create_user(f"member{number}")
        caller = Caller(user.id, next(_interactions), "en", (stage.guild.id, "Careers"))
        added = await people.add(stage.app.coach, caller, name=SECRET)
        person_id = added.standing.person.id
        for kind in (EventKind.MET, EventKind.THANKED):
            again = replace(caller, interaction=next(_interactions))
            await history.record(stage.app.coach, again, person_id, Report(kind))
        callers.append(caller)
    return callers


# The digest


async def test_the_digest_comes_when_enough_contributed(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.DIGEST, log_channel=None)
    await contribute(stage, 5)
    await stage.pass_time(days=5)
    (said,) = posted(stage)
    assert "- 5 thank-yous within a day of the talk" in said
    assert "introduction" not in said
    assert SECRET not in said
    assert [one["slot"] for one in await kept(stage)] == ["2026-01-09"]


async def test_below_the_minimum_nothing_is_posted_and_status_says_why(
    community: Community,
) -> None:
    stage = community.stage
    await community.set_up(Feature.DIGEST, log_channel=None)
    await contribute(stage, 4)
    await stage.pass_time(days=5)
    assert posted(stage) == []
    shown = await community.moderator.slash(stage.careers, "careers-team status")
    assert "Digest of Fri 9 Jan: fewer than 5 members contributed" in shown.response.content


async def test_what_is_kept_for_the_team_to_look_at_is_not_that_few_contributed(
    community: Community,
) -> None:
    stage = community.stage
    await community.set_up(Feature.DIGEST)
    await stage.pass_time(days=7)
    assert posted(stage, community.log) == ["All is well with me here this week."]


async def test_the_preview_obeys_the_minimum(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.DIGEST)
    await contribute(stage, 4)
    await stage.pass_time(minutes=5)
    shown = await community.moderator.slash(stage.careers, "careers digest")
    assert "Nothing would be posted: fewer than 5 members" in shown.response.content
    assert "thank-you" not in shown.response.content
    await contribute(stage, 1, first=4)
    await stage.pass_time(minutes=5)
    shown = await community.moderator.slash(stage.careers, "careers digest")
    assert "5 thank-yous within a day of the talk" in shown.response.content
    shown = await community.moderator.slash(stage.careers, "careers digest", minimum=6)
    assert "Nothing would be posted: fewer than 6 members" in shown.response.content
    assert posted(stage) == []


async def test_erasing_members_changes_nothing_that_was_told(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.DIGEST, log_channel=None)
    callers = await contribute(stage, 5)
    await stage.pass_time(days=5)
    before = await community.moderator.slash(stage.careers, "careers-team stats")
    assert "5 thank-yous" in before.response.content
    for caller in callers:
        await privacy.erase(stage.app.coach, caller)
    after = await community.moderator.slash(stage.careers, "careers-team stats")
    habits = before.response.content.split("\n\n")[1]
    assert after.response.content.split("\n\n")[1] == habits


# What the team is told


async def test_status_tells_what_runs(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT)
    await stage.sweep()
    shown = await community.helper.slash(stage.careers, "careers-team status")
    said = shown.response.content
    assert shown.ephemeral
    assert "Weekly prompt: next <t:" in said
    assert "Digest: switched off" in said
    assert f"<#{stage.careers.id}>: I may do all that I need." in said
    assert f"<#{community.log.id}>: I may do all that I need." in said
    assert "It runs: I last looked for what is due <t:" in said
    assert "Nothing was left out." in said
    await stage.env.advance_time(3600)
    shown = await community.helper.slash(stage.careers, "careers-team status")
    assert "It stands still" in shown.response.content


async def test_status_tells_what_is_missing(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, log_channel=None)
    me = the_channel(stage).guild.me
    await the_channel(stage).set_permissions(me, send_messages=False, read_message_history=False)
    await stage.pass_time(days=7)
    said = (await community.moderator.slash(stage.careers, "careers-team status")).response.content
    assert f"In <#{stage.careers.id}> I lack: Send Messages, " in said
    assert "Read Message History." in said
    assert "No log channel is chosen" in said
    assert "Weekly prompt of Mon 12 Jan: I may not write there." in said
    await the_channel(stage).delete()
    said = (await community.moderator.slash(community.log, "careers-team status")).response.content
    assert "The careers channel is gone" in said
    await community.set_up(Feature.PROMPT, channel=None, log_channel=stage.careers.id)
    said = (await community.moderator.slash(community.log, "careers-team status")).response.content
    assert "No careers channel is chosen" in said
    assert "The log channel is gone" in said


async def test_status_says_that_all_is_paused(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT)
    await pause(community)
    said = (await community.moderator.slash(stage.careers, "careers-team status")).response.content
    assert "Everything is paused" in said
    shown = await community.moderator.slash(stage.careers, "careers prompt schedule")
    assert "Everything is paused" in shown.response.content


async def test_closed_messages_are_counted_from_the_minimum_on(community: Community) -> None:
    stage = community.stage
    await community.set_up(log_channel=community.log.id)
    callers = await contribute(stage, 5)
    for caller in callers[:4]:
        await close(stage, caller)
    said = (await community.moderator.slash(stage.careers, "careers-team status")).response.content
    assert "Direct messages closed to me: fewer than 5" in said
    await close(stage, callers[4])
    said = (await community.moderator.slash(stage.careers, "careers-team status")).response.content
    assert "Direct messages closed to me: 5" in said
    await stage.pass_time(days=7)
    (line,) = posted(stage, community.log)
    assert "Closed direct messages: 5 members" in line


async def close(stage: Stage, caller: Caller) -> None:
    async with stage.app.coach.database.write() as connection:
        await members.dm_refused(connection, caller.member_id, stage.now())


async def test_stats_tell_nothing_about_a_few(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.DIGEST)
    await contribute(stage, 4)
    said = (await community.moderator.slash(stage.careers, "careers-team stats")).response.content
    assert "Home is here: fewer than 5" in said
    assert "No week had 5 members who contributed" in said
    await contribute(stage, 2, first=4)
    said = (await community.helper.slash(stage.careers, "careers-team stats")).response.content
    assert "Home is here: 6" in said
    assert "Open doors: fewer than 5" in said


async def test_no_answer_and_no_post_holds_anybodys_words(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.DIGEST, Feature.PROMPT)
    await contribute(stage, 6)
    await stage.pass_time(days=8)
    said = posted(stage) + posted(stage, community.log)
    for name in ("careers-team status", "careers-team stats", "careers digest", "careers log"):
        said += texts(await community.moderator.slash(stage.careers, name))
    assert len(said) >= 7
    assert not [one for one in said if SECRET in one or "Zebulon" in one or "member1" in one]


# Who may


@pytest.mark.parametrize("name", ["careers-team status", "careers-team stats"])
async def test_for_the_team_only(community: Community, name: str) -> None:
    await community.set_up()
    stage = community.stage
    for who in (community.owner, community.moderator, community.helper):
        answered = await who.slash(stage.careers, name)
        assert "careers team" not in answered.response.content
        assert answered.ephemeral
    with pytest.raises(simcord.SetupError, match="default-member-permissions"):
        await community.carol.slash(stage.careers, name)
    guild = stage.app.bot.get_guild(stage.guild.id)
    await guild.default_role.edit(permissions=manage_messages())
    refused = await community.carol.slash(stage.careers, name)
    assert "for this server's careers team" in texts(refused)[0]
    list(stage.env.errors)


def manage_messages() -> Any:

    return discord.Permissions(
        manage_messages=True, view_channel=True, use_application_commands=True
    )


@pytest.mark.parametrize("name", ["careers-team status", "careers-team stats"])
async def test_before_the_setup_it_says_how_to_begin(community: Community, name: str) -> None:
    refused = await community.moderator.slash(community.stage.careers, name)
    assert "/careers setup" in texts(refused)[0]
    list(community.stage.env.errors)


async def test_status_says_what_lacking_threads_means(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT)
    me = the_channel(stage).guild.me
    await the_channel(stage).set_permissions(me, create_private_threads=False)
    said = (await community.moderator.slash(stage.careers, "careers-team status")).response.content
    assert "private thread" not in said
    await community.set_up(Feature.INTRODUCTIONS)
    said = (await community.moderator.slash(stage.careers, "careers-team status")).response.content
    assert f"in place of a private thread: in <#{stage.careers.id}> I lack Create Private" in said
