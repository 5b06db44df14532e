"""/careers log: who changed what."""

import re
from datetime import date, time
from pathlib import Path
from typing import Any

from bot.coaching.careers import Feature, Weekly
from bot.storage import careers
from bot.ui.careers import changes
from tests.e2e.community import Community
from tests.e2e.test_careers_limits import filled


async def test_every_change_is_in_the_log(community: Community) -> None:
    channel = community.stage.careers
    empty = await community.moderator.slash(channel, "careers log")
    assert "/careers setup begins" in empty.response.content
    await community.set_up(Feature.WINS)
    shown = await community.moderator.slash(channel, "careers log")
    assert f"<@{community.moderator.id}>" in shown.response.content
    assert shown.ephemeral


async def test_it_is_in_readable_words(community: Community) -> None:
    channel, moderator = community.stage.careers, community.moderator
    await community.set_up(
        Feature.WINS,
        digest=Weekly(2, time(9, 30)),
        digest_minimum=7,
        prompt=Weekly(1, time(8)),
        approve_wins=True,
        left_off_until=date(2026, 2, 2),
    )
    page = await moderator.slash(channel, "careers features")
    await moderator.click(page.response, label="Wins: on")
    page = await moderator.slash(channel, "careers features")
    await moderator.click(page.response, label="Leave all off for two weeks")
    await filled(community, "Follow-ups and thanks", days="6 to 8", hours="24")
    await filled(community, "Quiet hours", quiet="21-8", count="2")
    await filled(community, "Public holidays", country="DE", region="Berlin")
    await filled(community, "Introductions", count="2", days="60")
    await filled(community, "Follow-ups and thanks", days="5 to 10", hours="24")
    log = await moderator.slash(channel, "careers log")
    lines = [line.split("> ", 2)[-1] for line in log.response.content.splitlines()]
    assert lines == [
        "changed the limits (follow-up, working days as at first)",
        "changed the limits (days until the same two again 60; introductions a week 2)",
        "changed the limits (holidays of DE; region BE)",
        "changed the limits (new people a week 2; quiet hours 21:00 to 08:00)",
        "changed the limits (follow-up, working days 6 to 8; thank-you, hours 24)",
        "left all off for two weeks (off until Mon 19 Jan)",
        "switched features (on: nothing)",
        (
            "set up the channel (approve wins first: on; channel "
            f"<#{channel.id}>; digest every Wednesday at 09:30; digest from so many members: 7; "
            f"on: Wins; off until Mon 2 Feb; log channel <#{community.log.id}>; weekly prompt "
            f"every Tuesday at 08:00; team role <@&{community.team_role.id}>; time zone "
            "Europe/Berlin)"
        ),
    ]


async def test_whatever_others_note_is_worded(community: Community) -> None:
    stage = community.stage
    await community.set_up()
    noted: list[tuple[str, dict[str, Any]]] = [
        ("prompt_add", {"prompt_id": "0abc"}),
        ("block", {"member": 7, "until": None}),
        ("block", {"member": 7, "until": "2026-02-02T10:00:00+00:00"}),
        ("win_posted", {}),
        ("something_new", {"digest": "of another version", "unknown": 1}),
    ]
    async with stage.app.database.write() as connection:
        for what, facts in noted:
            entry = careers.Entry(stage.now(), community.helper.id, what, facts)
            await careers.note(connection, stage.guild.id, entry)
    log = await community.moderator.slash(stage.careers, "careers log")
    lines = [line.split("> ", 2)[-1] for line in log.response.content.splitlines()]
    assert lines[:5] == [
        "something new (digest of another version)",
        "let a win be posted",
        "blocked a member (member <@7>; until <t:1770026400:f>)",
        "blocked a member (member <@7>; until further notice)",
        "added a weekly prompt",
    ]


def test_everything_that_is_noted_has_words() -> None:
    """Looks for what services and screens note in the log."""
    sources = [*Path("bot/services/careers").glob("*.py"), *Path("bot/ui/careers").glob("*.py")]
    text = "\n".join(path.read_text() for path in sources)
    noted = {
        *re.findall(r'Entry\([^()]*, "([a-z_ ]+)", ', text),
        *re.findall(r'change(?:_server)?\([^()]*(?:\(\w+\))?, place, "([a-z_ ]+)"', text),
        *re.findall(r'what = "([a-z_ ]+)"', text),
        *re.findall(r'what = "[a-z_ ]+" if \w+ else "([a-z_ ]+)"', text),
    }
    assert noted >= {"setup", "limits", "prompt_add", "win_left_out", "block"}
    assert noted - changes.WHAT.keys() == set()
