"""/careers features: one page of switches, all off at first."""

from bot.coaching.careers import Feature
from bot.services.careers import features, servers
from tests.e2e.community import Community
from tests.e2e.stage import labels, texts


async def on(community: Community) -> frozenset[Feature]:
    stage = community.stage
    return (await servers.required(stage.app.coach, stage.guild.id)).settings.features


async def test_all_is_off_at_first_and_every_switch_works(community: Community) -> None:
    await community.set_up()
    moderator, careers = community.moderator, community.stage.careers
    page = await moderator.slash(careers, "careers features")
    assert page.ephemeral
    names = ["Weekly prompt", "Digest", "Wins", "Introductions", "Open door"]
    assert labels(page.response) == [
        *(f"{name}: off" for name in names),
        "Leave all off for two weeks",
    ]
    for name, feature in zip(names, Feature, strict=True):
        page = await moderator.click(page.response, label=f"{name}: off")
        assert f"{name}: on" in labels(page.response)
        assert feature in await on(community)
    for name, feature in zip(names, Feature, strict=True):
        page = await moderator.click(page.response, label=f"{name}: on")
        assert feature not in await on(community)


async def test_each_says_what_how_often_and_who_sees_it(community: Community) -> None:
    await community.set_up()
    page = await community.moderator.slash(community.stage.careers, "careers features")
    said = page.response.content
    assert "every Monday at 10:00" in said
    assert "every Friday at 16:00" in said
    assert "unless 5 members contributed" in said
    assert "18 or over" in said
    assert "Manage Threads can read it" in said
    assert "I post nothing" in said
    assert len(said) < 1700


async def test_leaving_all_off_is_an_answer_that_is_kept(community: Community) -> None:
    stage = community.stage
    await community.set_up(Feature.WINS)
    page = await community.moderator.slash(stage.careers, "careers features")
    left = await community.moderator.click(page.response, label="Leave all off for two weeks")
    assert "I won't bring it up before Mon 19 Jan" in left.response.content
    assert await on(community) == frozenset()
    server = await servers.required(stage.app.coach, stage.guild.id)
    assert features.is_left_off(stage.app.coach, server.settings)
    await stage.pass_time(days=14)
    assert not features.is_left_off(stage.app.coach, server.settings)
    page = await community.moderator.slash(stage.careers, "careers features")
    assert "bring it up" not in page.response.content


async def test_switching_on_ends_being_left_off(community: Community) -> None:
    await community.set_up()
    page = await community.moderator.slash(community.stage.careers, "careers features")
    page = await community.moderator.click(page.response, label="Leave all off for two weeks")
    page = await community.moderator.click(page.response, label="Wins: off")
    assert "bring it up" not in page.response.content


async def test_two_moderators_at_once_don_t_undo_each_other(community: Community) -> None:
    await community.set_up()
    careers = community.stage.careers
    mine = await community.moderator.slash(careers, "careers features")
    theirs = await community.owner.slash(careers, "careers features")
    await community.owner.click(theirs.response, label="Wins: off")
    page = await community.moderator.click(mine.response, label="Wins: off")
    assert "Wins: on" in labels(page.response)
    assert await on(community) == {Feature.WINS}


async def test_the_team_may_read_wins_first(community: Community) -> None:
    await community.set_up(Feature.WINS)
    careers = community.stage.careers
    mine = await community.moderator.slash(careers, "careers features")
    theirs = await community.owner.slash(careers, "careers features")
    await community.moderator.click(mine.response, label="Team reads wins first: off")
    page = await community.owner.click(theirs.response, label="Team reads wins first: off")
    assert "Team reads wins first: on" in labels(page.response)
    page = await community.owner.click(page.response, label="Team reads wins first: on")
    assert "Team reads wins first: off" in labels(page.response)


async def test_without_a_setup_it_says_what_begins(community: Community) -> None:
    refused = await community.moderator.slash(community.stage.careers, "careers features")
    assert "/careers setup" in texts(refused)[0]
