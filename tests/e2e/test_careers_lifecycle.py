"""The bot is removed and invited again, also while it was offline."""

import dataclasses
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from simcord.backend import serializers

from bot.coaching.careers import Feature
from bot.services import reminders
from bot.services.careers import lifecycle, servers
from bot.services.careers.servers import SwitchedOff
from bot.services.coach import Caller
from bot.storage.tables import careers, careers_change, careers_member, guild
from bot.ui.careers import coming_and_going
from tests.e2e.community import Community
from tests.e2e.stage import Stage
from tests.e2e.test_careers_leaving import count
from tests.e2e.test_careers_limits import asked, filled, follow_up_day


async def removed(community: Community) -> bool:
    stage = community.stage
    server = await servers.known(stage.app.coach, stage.guild.id)
    assert server is not None
    return server.removed is not None


def leave(stage: Stage, *, unavailable: bool = False) -> None:
    """Discord says that the bot is no longer in the server, or that there is an outage."""
    gone = {"id": str(stage.guild.id)} | ({"unavailable": True} if unavailable else {})
    stage.env.backend.emit("GUILD_DELETE", gone)


async def test_a_removed_server_is_stopped_and_kept(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.WINS)
    leave(stage)
    await stage.env.settle()
    assert await removed(community)
    server = await servers.known(stage.app.coach, stage.guild.id)
    with pytest.raises(SwitchedOff):
        servers.require_open(server, Feature.WINS)
    await stage.pass_time(days=29)
    server = await servers.required(stage.app.coach, stage.guild.id)
    assert server.settings.has(Feature.WINS)


async def test_an_outage_removes_nothing(community: Community) -> None:
    stage = community.stage
    await community.set_up()
    leave(stage, unavailable=True)
    await stage.env.settle()
    assert not await removed(community)


async def test_invited_again_everything_goes_on(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.WINS)
    leave(stage)
    await stage.env.settle()
    await stage.pass_time(days=10)
    come_back(stage)
    await stage.env.settle()
    assert not await removed(community)
    server = await servers.known(stage.app.coach, stage.guild.id)
    assert servers.require_open(server, Feature.WINS).settings.channel == stage.careers.id


def come_back(stage: Stage) -> None:
    """Discord says that somebody invited the bot (it says nothing about outages then)."""
    backend = stage.env.backend
    payload = dict(serializers.guild_create_payload(backend, backend.get_guild(stage.guild.id)))
    payload.pop("unavailable", None)
    backend.emit("GUILD_CREATE", payload)


async def test_removed_while_offline_is_noticed_at_the_next_start(community: Community) -> None:
    stage = community.stage
    await community.set_up()
    kept = stage.env.backend.guilds.pop(stage.guild.id)
    await stage.restart()
    await stage.env.settle()
    assert await removed(community)
    stage.env.backend.guilds[stage.guild.id] = kept
    await stage.restart()
    await stage.env.settle()
    assert not await removed(community)


async def test_only_the_shard_that_would_list_it_may_miss_it(community: Community) -> None:
    stage, coach = community.stage, community.stage.app.coach
    await community.set_up()
    await lifecycle.compare(coach, [], lambda _guild: False)
    assert not await removed(community)
    await lifecycle.compare(coach, [], lambda one: one == stage.guild.id)
    assert await removed(community)
    await lifecycle.compare(coach, [stage.guild.id], lambda _guild: True)
    assert not await removed(community)


async def test_each_process_answers_for_its_own_shards(community: Community) -> None:
    stage = community.stage
    await community.set_up()
    shard = (stage.guild.id >> 22) % 2
    for shards, is_gone in (([1 - shard], False), ([shard], True)):
        process = SimpleNamespace(coach=stage.app.coach, shard_count=2, shard_ids=shards, guilds=[])
        await coming_and_going.compare(process)
        assert await removed(community) == is_gone


async def test_after_thirty_days_the_settings_go_and_members_stay(community: Community) -> None:
    stage = community.stage
    await community.set_up()
    await asked(stage)
    before = await follow_up_day(stage)
    await filled(community, "Follow-ups and thanks", days="10", hours="12 to 48")
    await stage.sweep()
    leave(stage)
    await stage.env.settle()
    await stage.pass_time(days=30, minutes=1)
    assert await count(stage, careers) == 0
    assert await count(stage, careers_change) == 0
    assert await count(stage, guild) == 1  # Alice calls it home
    schedule = await reminders.schedule(stage.app.coach, Caller(stage.alice.id))
    assert schedule.member.home == stage.guild.id
    assert schedule.member.preferences.follow_up_days == 7
    assert before is not None


async def test_a_server_that_nobody_calls_home_goes_altogether(community: Community) -> None:
    stage = community.stage
    await community.set_up()
    leave(stage)
    await stage.env.settle()
    await stage.pass_time(days=30, minutes=1)
    assert await count(stage, guild) == 0
    assert await stage.app.deliveries.next_due() is None


async def test_what_is_a_member_s_keeps_the_server(community: Community) -> None:
    stage = community.stage
    await community.set_up()
    await asked(stage)
    await reminders.change(stage.app.coach, Caller(stage.alice.id), home=None)
    async with stage.app.database.write() as connection:
        values = {"guild_id": stage.guild.id, "member_id": stage.alice.id}
        await connection.execute(sa.insert(careers_member).values(**values))
    leave(stage)
    await stage.env.settle()
    await stage.pass_time(days=30, minutes=1)
    assert await count(stage, careers) == 0
    assert await count(stage, careers_member) == 1


async def test_removed_after_a_reset_the_log_goes_at_once(community: Community) -> None:
    stage = community.stage
    await community.set_up()
    opened = await community.moderator.slash(stage.careers, "careers reset")
    form = await community.moderator.click(opened.response, label="Delete it all …")
    await community.moderator.submit_modal(form, {"name": "Careers"})
    leave(stage)
    await stage.env.settle()
    assert await count(stage, careers_change) == 0
    assert await count(stage, guild) == 0


async def test_a_purge_that_comes_too_late_does_nothing(community: Community) -> None:
    stage, coach = community.stage, community.stage.app.coach
    server: Any = await community.set_up()
    await lifecycle.purge(coach, stage.guild.id)
    again = await servers.required(coach, stage.guild.id)
    assert dataclasses.replace(again, bounds=server.bounds) == server
