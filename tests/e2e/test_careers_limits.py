"""/careers limits: what a server narrows, and that its members follow."""

from datetime import time
from typing import Any

import pytest
import simcord

from bot.coaching.preferences import METHOD
from bot.feedback import BadInput
from bot.services import reminders
from bot.services.careers import servers
from bot.services.coach import Caller
from tests.e2e.community import Community
from tests.e2e.stage import Stage, answer_all, prefilled, texts


async def filled(community: Community, label: str, **values: str) -> Any:
    """A form of the page, filled in."""
    moderator = community.moderator
    page = await moderator.slash(community.stage.careers, "careers limits")
    form = await moderator.click(page.response, label=label)
    return await moderator.submit_modal(form, values)


async def test_everything_can_be_set(community: Community) -> None:
    await community.set_up()
    await filled(community, "Follow-ups and thanks", days="6 to 8", hours="24")
    await filled(community, "Quiet hours", quiet="21:00 to 8:00", count="3")
    await filled(community, "Public holidays", country="Germany", region="Berlin")
    await filled(community, "Introductions", count="2", days="60")
    page = await filled(community, "Days in the server", days="14")
    said = page.response.content
    assert "Follow-up after **6 to 8 working days**" in said
    assert "Thank-you within **24 hours**" in said
    assert "Quiet hours: **21:00 to 08:00**" in said
    assert "New people a week: **3**" in said
    assert "Public holidays: **Germany, Berlin**" in said
    assert "Requests a week, each member: **2**" in said
    assert "The same two again after **60 days**" in said
    assert "Members here for **14 days** or more" in said
    assert len(said) < 1200
    server = await servers.required(community.stage.app.coach, community.stage.guild.id)
    assert server.bounds.follow_up_days == (6, 8)
    assert server.bounds.quiet == (time(21), time(8))
    assert (server.bounds.country, server.bounds.region) == ("DE", "BE")
    page = await filled(community, "Quiet hours", quiet="none", count="5")
    page = await filled(community, "Public holidays", country="", region="")
    assert "Public holidays: **none**" in page.response.content


@pytest.mark.parametrize(
    ("label", "values"),
    [
        ("Follow-ups and thanks", {"days": "1", "hours": "24"}),
        ("Follow-ups and thanks", {"days": "1 to 10", "hours": "24"}),
        ("Follow-ups and thanks", {"days": "5 to 30", "hours": "24"}),
        ("Follow-ups and thanks", {"days": "8 to 6", "hours": "24"}),
        ("Follow-ups and thanks", {"days": "daily", "hours": "24"}),
        ("Follow-ups and thanks", {"days": "7", "hours": "1 to 48"}),
        ("Quiet hours", {"quiet": "at night", "count": "5"}),
        ("Quiet hours", {"quiet": "none", "count": "50"}),
        ("Public holidays", {"country": "Atlantis", "region": ""}),
        ("Introductions", {"count": "0", "days": "30"}),
        ("Introductions", {"count": "3", "days": "1"}),
        ("Days in the server", {"days": "many"}),
        ("Days in the server", {"days": "500"}),
    ],
)
async def test_nobody_can_go_beyond_the_method(
    community: Community, label: str, values: dict[str, str]
) -> None:
    await community.set_up()
    refused = await filled(community, label, **values)
    assert len(texts(refused)) == 1
    simcord.assert_error(community.stage.env, BadInput)
    server = await servers.required(community.stage.app.coach, community.stage.guild.id)
    assert server.bounds == METHOD
    assert server.settings.requests_a_week == 3


async def test_forms_hold_what_is_set(community: Community) -> None:
    await community.set_up()
    await filled(community, "Follow-ups and thanks", days="6 - 8", hours="12 to 24 hours")
    page = await community.moderator.slash(community.stage.careers, "careers limits")
    form = await community.moderator.click(page.response, label="Follow-ups and thanks")
    assert prefilled(form) == {"days": "6 to 8", "hours": "12 to 24"}


async def asked(stage: Stage) -> None:
    """Alice, whose home this is, has asked Sam."""
    await stage.alice.slash(stage.careers, "people add", name="Sam")
    draft = await stage.alice.slash(stage.careers, "ask draft", person="Sam")
    await answer_all(stage.alice, draft)
    await stage.alice.slash(stage.careers, "ask sent", person="Sam")


async def follow_up_day(stage: Stage) -> Any:
    schedule = await reminders.schedule(stage.app.coach, Caller(stage.alice.id))
    return min(one.at for one in schedule.coming if one.kind == "follow_up").date()


async def test_pending_reminders_of_its_members_follow(community: Community) -> None:
    stage = community.stage
    await community.set_up()
    await asked(stage)
    before = await follow_up_day(stage)
    await filled(community, "Follow-ups and thanks", days="9 to 10", hours="12 to 48")
    await stage.sweep()
    after = await follow_up_day(stage)
    assert (after - before).days == 2
    assert await stage.app.deliveries.next_due() != stage.now()


async def test_quiet_hours_add_to_a_member_s_own(community: Community) -> None:
    stage = community.stage
    await community.set_up()
    await asked(stage)
    await filled(community, "Quiet hours", quiet="19:00 to 11:00", count="5")
    await stage.sweep()
    caller = Caller(stage.alice.id)
    member = (await reminders.schedule(stage.app.coach, caller)).member
    assert member.wishes.bundle_at == time(9, 30)
    assert member.preferences.bundle_at == time(11)
    assert member.preferences.home_quiet == (time(19), time(11))
    shown = await stage.alice.slash(stage.careers, "reminders settings")
    assert "19:00–11:00" in shown.response.content


async def test_a_reset_ends_the_limits(community: Community) -> None:
    stage = community.stage
    await community.set_up()
    await asked(stage)
    before = await follow_up_day(stage)
    await filled(community, "Follow-ups and thanks", days="10", hours="12 to 48")
    await stage.sweep()
    opened = await community.moderator.slash(stage.careers, "careers reset")
    form = await community.moderator.click(opened.response, label="Delete it all …")
    await community.moderator.submit_modal(form, {"name": "careers"})
    await stage.sweep()
    assert await follow_up_day(stage) == before
