"""/careers log: who changed what."""

from bot.coaching.careers import Feature
from tests.e2e.community import Community


async def test_every_change_is_in_the_log(community: Community) -> None:
    careers = community.stage.careers
    empty = await community.moderator.slash(careers, "careers log")
    assert "/careers setup begins" in empty.response.content
    await community.set_up(Feature.WINS)
    shown = await community.moderator.slash(careers, "careers log")
    assert f"<@{community.moderator.id}>" in shown.response.content
    assert shown.ephemeral
