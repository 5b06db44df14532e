"""/careers export and reset: what moderators take along, and how they begin again."""

import json
from typing import Any

import simcord
import sqlalchemy as sa

from bot.coaching.careers import Feature
from bot.services.careers import servers
from bot.storage.tables import careers, careers_change, careers_prompt, member, person
from bot.ui.careers.leaving import OtherName
from tests.e2e.community import Community
from tests.e2e.stage import Stage, texts
from tests.e2e.test_careers_setup import panels, posted


async def count(stage: Stage, table: sa.Table) -> int:
    async with stage.app.database.read() as connection:
        found: int = await connection.scalar(sa.select(sa.func.count()).select_from(table))
    return found


async def own_prompt(stage: Stage) -> None:
    async with stage.app.database.write() as connection:
        values = {"guild_id": stage.guild.id, "id": "own1", "created": stage.now()}
        await connection.execute(sa.insert(careers_prompt).values(**values, text="Why here?"))


async def test_the_export_holds_settings_prompts_and_log(community: Community) -> None:
    stage = community.stage
    await posted(community)
    await community.set_up(Feature.WINS)
    await own_prompt(stage)
    await stage.alice.slash(stage.careers, "people add", name="Sam Secret")
    exported = await community.moderator.slash(stage.careers, "careers export")
    assert exported.ephemeral
    [upload] = exported.response.attachments
    content = json.loads(await upload.read())
    assert content["settings"]["features"] == ["wins"]
    assert content["settings"]["channel"] == str(stage.careers.id)
    assert content["prompts"] == {"own1": "Why here?"}
    assert [one["what"] for one in content["log"]] == ["setup", "setup"]
    assert content["log"][0]["by"] == str(community.moderator.id)
    assert "Secret" not in json.dumps(content)


async def reset(community: Community, typed: str, who: Any = None) -> Any:
    moderator = who or community.moderator
    opened = await moderator.slash(community.stage.careers, "careers reset")
    form = await moderator.click(opened.response, label="Delete it all …")
    return await moderator.submit_modal(form, {"name": typed})


async def test_a_reset_wants_the_server_s_name(community: Community) -> None:
    stage = community.stage
    await community.set_up()
    refused = await reset(community, "carers")
    assert "isn't this server's name, Careers" in texts(refused)[0]
    simcord.assert_error(stage.env, OtherName)
    assert await servers.known(stage.app.coach, stage.guild.id) is not None


async def test_a_reset_deletes_settings_and_keeps_what_is_members(community: Community) -> None:
    stage = community.stage
    await posted(community)
    await own_prompt(stage)
    await stage.alice.slash(stage.careers, "people add", name="Sam")
    done = await reset(community, " careers ")
    assert "deleted" in done.response.content
    await stage.sweep()
    assert await count(stage, careers) == 0
    assert await count(stage, careers_prompt) == 0
    assert panels(stage.careers) == []
    assert await count(stage, member) == 1
    assert await count(stage, person) == 1
    assert await count(stage, careers_change) == 2
    log = await community.moderator.slash(stage.careers, "careers log")
    assert "deleted all settings" in log.response.content
    refused = await community.moderator.slash(stage.careers, "careers limits")
    assert "/careers setup" in texts(refused)[0]


async def test_after_a_reset_it_begins_anew(community: Community) -> None:
    stage = community.stage
    await posted(community)
    await reset(community, "Careers", community.owner)
    await posted(community)
    assert len(panels(stage.careers)) == 1
    assert await count(stage, careers) == 1


async def test_two_resets_at_once_are_one(community: Community) -> None:
    stage, moderator, owner = community.stage, community.moderator, community.owner
    await community.set_up()
    mine = await moderator.slash(stage.careers, "careers reset")
    form = await moderator.click(mine.response, label="Delete it all …")
    await reset(community, "Careers", owner)
    late = await moderator.submit_modal(form, {"name": "Careers"})
    assert "/careers setup" in texts(late)[0]
    simcord.assert_error(stage.env, servers.NotSetUp)
