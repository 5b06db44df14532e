"""The panel's buttons: for whoever presses, for months, ephemerally."""

from typing import Any

from tests.e2e.community import Community
from tests.e2e.stage import labels
from tests.e2e.test_careers_setup import panels, posted


async def panel(community: Community) -> Any:
    await posted(community)
    [found] = panels(community.stage.careers)
    return found


async def test_start_begins_the_first_three_minutes(community: Community) -> None:
    message = await panel(community)
    for who in (community.carol, community.helper, community.moderator, community.owner):
        started = await who.click(message, label="Start, 3 minutes")
        assert started.ephemeral
        assert "Is there someone you'd like to ask?" in started.response.content


async def test_how_it_works_is_one_short_page(community: Community) -> None:
    message = await panel(community)
    shown = await community.carol.click(message, label="How it works")
    assert shown.ephemeral
    assert "**Say thank you**" in shown.response.content
    assert labels(shown.response) == ["Start, 3 minutes"]
    started = await community.carol.click(shown.response, label="Start, 3 minutes")
    assert "Is there someone" in started.response.content


async def test_the_buttons_work_after_a_restart_and_months_later(community: Community) -> None:
    message, stage = await panel(community), community.stage
    await stage.pass_time(days=150)
    await stage.restart()
    shown = await community.carol.click(message, label="How it works")
    assert "**How it works**" in shown.response.content


async def test_start_works_after_a_reset_as_well(community: Community) -> None:
    message, stage = await panel(community), community.stage
    opened = await community.moderator.slash(stage.careers, "careers reset")
    form = await community.moderator.click(opened.response, label="Delete it all …")
    await community.moderator.submit_modal(form, {"name": "Careers"})
    started = await community.carol.click(message, label="Start, 3 minutes")
    assert "Is there someone" in started.response.content
