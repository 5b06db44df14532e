"""/opendoor: conversations that members offer their server."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from simcord.results import InteractionResult

from bot.coaching.careers import Feature
from bot.services import people
from bot.services.coach import Caller
from bot.storage import open_doors
from bot.storage.tables import careers_block, introduction, open_door
from tests.e2e.community import Community
from tests.e2e.stage import Stage, labels, raw_slash, texts


@pytest.fixture
async def doors(community: Community) -> Community:
    """A server with open doors; Bob and Carol may be reached."""
    await community.stage.pass_time(hours=4)
    await community.set_up(Feature.OPEN_DOOR, min_days_in_server=0)
    for one in (community.stage.bob, community.carol):
        await reach(community.stage, one)
    return community


async def reach(stage: Stage, who: Any) -> None:
    shown = await who.slash(stage.careers, "intro settings")
    await who.click(shown.response, label="I'm 18 or over: switch it on")


async def set_door(stage: Stage, who: Any, topics: str, per_month: int = 2) -> InteractionResult:
    return await who.slash(stage.careers, "opendoor set", topics=topics, per_month=per_month)


async def find(stage: Stage, who: Any, topic: str) -> InteractionResult:
    return await who.slash(stage.careers, "opendoor find", topic=topic)


async def row(stage: Stage) -> Any:
    async with stage.app.database.read() as connection:
        return (await connection.execute(sa.select(open_door))).mappings().one()


async def block(community: Community, member_id: int, until: datetime | None = None) -> None:
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


async def ask(stage: Stage, who: Any, found: InteractionResult, name: str) -> None:
    """Ask somebody through their door, to the end."""
    screen = (await who.click(found.response, label=f"Ask {name}")).response
    form = await who.click(screen, label="Goal and two sentences")
    await who.submit_modal(form, {"goal": "boats", "two_sentences": "I row. I sail."})
    if "I'm 18 or over" in labels(screen):
        await who.click(screen, label="I'm 18 or over")
    asking = [one for one in labels(screen) if f"sk {name}" in one]
    assert asking, (screen.content, labels(screen))
    await who.click(screen, label=asking[0])
    await stage.sweep()


async def press(stage: Stage, who: Any, label: str) -> None:
    message = next(one for one in reversed(stage.seen(who.user)) if label in labels(one))
    await who.user.click(message, label=label)
    await stage.sweep()


async def test_set_find_ask_yes_and_the_cap(doors: Community) -> None:
    stage = doors.stage
    opened = await set_door(stage, stage.bob, " Data , #boats;data, the first job", 1)
    said = opened.response.content
    assert "open for data, boats, the first job: 1 conversation a month" in said
    assert opened.ephemeral
    found = await find(stage, stage.alice, "boats")
    assert found.ephemeral
    assert "**Bob**: data, boats, the first job" in found.response.content
    assert labels(found.response) == ["Ask Bob"]
    await ask(stage, stage.alice, found, "Bob")
    assert (await row(stage))["held"] == 0  # asking alone counts nothing
    await press(stage, stage.bob, "Yes")
    assert (await row(stage))["held"] == 1
    (thread,) = stage.careers.threads
    assert thread is not None
    closed = await find(stage, doors.carol, "boats")
    assert "Nobody has an open door for that" in closed.response.content
    late = await stage.alice.click(found.response, label="Ask Bob")
    assert "closed for the moment" in late.response.content


async def test_a_door_opens_again_in_the_servers_next_month(doors: Community) -> None:
    stage = doors.stage
    await set_door(stage, stage.bob, "boats", 1)
    async with stage.app.database.write() as connection:
        await open_doors.count_one(connection, stage.guild.id, stage.bob.id, "2026-01")
    assert "Nobody" in (await find(stage, stage.alice, "boats")).response.content
    end = datetime(2026, 1, 31, 22, 59, tzinfo=stage.now().tzinfo)  # Berlin's January ends at 23
    await stage.env.advance_time((end - stage.now()).total_seconds())
    assert "Nobody" in (await find(stage, stage.alice, "boats")).response.content
    await stage.env.advance_time(120)
    assert "**Bob**" in (await find(stage, stage.alice, "boats")).response.content
    async with stage.app.database.write() as connection:
        await open_doors.count_one(connection, stage.guild.id, stage.bob.id, "2026-02")
    assert (await row(stage))["held"] == 1
    assert "Nobody" in (await find(stage, stage.alice, "boats")).response.content


async def test_changing_a_door_forgets_no_conversation(doors: Community) -> None:
    stage = doors.stage
    await set_door(stage, stage.bob, "boats", 1)
    async with stage.app.database.write() as connection:
        await open_doors.count_one(connection, stage.guild.id, stage.bob.id, "2026-01")
    await stage.bob.slash(stage.careers, "opendoor close")
    await set_door(stage, stage.bob, "ships", 1)
    assert "Nobody" in (await find(stage, stage.alice, "ships")).response.content
    await set_door(stage, stage.bob, "ships", 2)
    assert "**Bob**" in (await find(stage, stage.alice, "ships")).response.content


async def test_it_needs_the_switch_and_18(doors: Community) -> None:
    stage = doors.stage
    refused = await set_door(stage, stage.alice, "boats, *knots*", 3)
    assert "introductions may reach you here" in texts(refused)[0]
    assert "topics: boats, \\*knots\\* per_month: 3" in texts(refused)[1]
    assert labels(refused.response) == ["Introductions may reach me here"]
    await stage.alice.click(refused.response, label="Introductions may reach me here")
    await reach(stage, stage.alice)
    assert "is open for boats" in (await set_door(stage, stage.alice, "boats", 3)).response.content
    assert "**Alice**" in (await find(stage, stage.bob, "boats")).response.content
    settings = await stage.alice.slash(stage.careers, "intro settings")
    off = next(one for one in labels(settings.response) if "off" in one.lower())
    await stage.alice.click(settings.response, label=off)
    assert "Nobody" in (await find(stage, stage.bob, "boats")).response.content


async def test_fair_rotation_shows_first_who_was_not_shown_for_longest(
    doors: Community,
) -> None:
    stage = doors.stage
    crowd = []
    for number in range(7):
        one = stage.guild.add_member(stage.env.create_user(f"m{number}", global_name=f"M{number}"))
        await reach(stage, one)
        await set_door(stage, one, "boats")
        crowd.append(f"M{number}")
    seen: list[str] = []
    for _time in range(3):
        await stage.env.advance_time(60)
        found = await find(stage, stage.alice, "boats")
        names = [one.removeprefix("Ask ") for one in labels(found.response)]
        assert len(names) == 5
        seen += names
    assert set(seen[:7]) == set(crowd)
    assert {name: seen.count(name) for name in crowd} == {
        name: 3 if name == seen[14] else 2 for name in crowd
    }


async def test_only_others_who_are_here_and_not_blocked(doors: Community) -> None:
    stage = doors.stage
    await set_door(stage, stage.bob, "boats")
    await set_door(stage, doors.carol, "boats and knots")
    assert "Bob" not in (await find(stage, stage.bob, "boats")).response.content
    await block(doors, stage.bob.id, stage.now() + timedelta(days=7))
    found = await find(stage, stage.alice, "boats")
    assert labels(found.response) == ["Ask Carol"]
    suggested = await stage.alice.autocomplete(stage.careers, "opendoor find", "topic", "")
    assert [one["value"] for one in suggested] == ["boats and knots"]
    refused = await find(stage, stage.bob, "boats")
    assert "team has switched introductions off for you" in refused.response.content
    assert "switched" in (await set_door(stage, stage.bob, "boats")).response.content
    await stage.env.advance_time(timedelta(days=7, seconds=1).total_seconds())
    assert len(labels((await find(stage, stage.alice, "boats")).response)) == 2


async def test_who_has_left_is_not_shown_and_their_door_closes(doors: Community) -> None:
    stage = doors.stage
    await set_door(stage, stage.bob, "boats")
    path = f"/guilds/{stage.guild.id}/members/{stage.bob.id}"
    stage.env.inject_error("GET", path, status=404, code=10007, message="Unknown Member")
    assert "Nobody" in (await find(stage, stage.alice, "boats")).response.content
    assert (await row(stage))["closed"]


async def test_topics_are_short_and_name_nobody(doors: Community) -> None:
    stage = doors.stage
    await people.add(stage.app.coach, Caller(stage.bob.id, 5), name="Sam Okafor")
    for typed, said in (
        (" , ;# ", "What may people ask you about?"),
        ("a" * 41, "40 characters fit"),
        ("a,b,c,d,e,f", "5 topics are plenty"),
        ("working with sammy", "is like Sam Okafor"),
        (f"ask <@{stage.alice.id}>", "Please say it without the name"),
    ):
        refused = await set_door(stage, stage.bob, typed)
        assert said in texts(refused)[0], typed
    assert "per month" not in texts(refused)[0]


async def test_nothing_typed_is_markup(doors: Community) -> None:
    stage = doors.stage
    await set_door(stage, stage.bob, "**bold** [x](http://y.example)")
    found = await find(stage, stage.alice, "bold")
    assert "\\*\\*bold\\*\\*" in found.response.content


async def test_what_is_offered_is_told_where_nothing_fits(doors: Community) -> None:
    stage = doors.stage
    await set_door(stage, stage.bob, "boats, knots")
    nothing = await find(stage, stage.alice, "law")
    assert "There are open doors for: boats, knots." in nothing.response.content
    found = await stage.alice.autocomplete(stage.careers, "opendoor find", "topic", "KNO")
    assert [one["value"] for one in found] == ["knots"]


async def test_close_at_any_time(doors: Community) -> None:
    stage = doors.stage
    none = await stage.bob.slash(stage.careers, "opendoor close")
    assert "no open door here" in none.response.content
    await set_door(stage, stage.bob, "boats")
    await doors.set_up()
    off = await set_door(stage, stage.bob, "boats")
    assert "switched off" in off.response.content
    assert "switched off" in (await find(stage, stage.alice, "boats")).response.content
    empty = await stage.alice.autocomplete(stage.careers, "opendoor find", "topic", "")
    assert list(empty) == []
    closed = await stage.bob.slash(stage.careers, "opendoor close")
    assert "Your door is closed" in closed.response.content
    again = await stage.bob.slash(stage.careers, "opendoor close")
    assert "no open door here" in again.response.content


async def test_outside_a_server_there_are_no_doors(doors: Community) -> None:
    stage = doors.stage
    topics = {"name": "topics", "type": 3, "value": "boats"}
    for name, options in (
        ("opendoor set", [topics, {"name": "per_month", "type": 4, "value": 1}]),
        ("opendoor find", [{"name": "topic", "type": 3, "value": "boats"}]),
        ("opendoor close", []),
    ):
        refused = raw_slash(stage, stage.alice.user, name, options)
        await stage.env.settle()
        assert texts(refused)[0], name
    async with stage.app.database.read() as connection:
        assert (await connection.execute(sa.select(open_door))).first() is None


async def test_two_yeses_at_once_count_once_each(doors: Community) -> None:
    stage = doors.stage
    await set_door(stage, stage.bob, "boats", 1)
    both = [
        raw_slash(
            stage,
            who,
            "opendoor find",
            [{"name": "topic", "type": 3, "value": "boats"}],
            context=0,
            channel=stage.careers,
            guild=stage.guild,
        )
        for who in (stage.alice, doors.carol)
    ]
    await stage.env.settle()
    assert all("**Bob**" in texts(one)[0] for one in both)
    for who, found in zip((stage.alice, doors.carol), both, strict=True):
        await ask(stage, who, found, "Bob")
    while any("Yes" in labels(one) for one in stage.seen(stage.bob.user)):
        await press(stage, stage.bob, "Yes")
        if (await row(stage))["held"] == 2:
            break
    assert (await row(stage))["held"] == 2  # a yes is a yes; nobody else finds the door
    async with stage.app.database.read() as connection:
        query = sa.select(sa.func.count()).select_from(introduction)
        assert (await connection.execute(query)).scalar_one() == 2


async def test_a_button_works_after_a_restart(doors: Community) -> None:
    stage = doors.stage
    await set_door(stage, stage.bob, "boats")
    found = await find(stage, stage.alice, "boats")
    await stage.restart()
    await ask(stage, stage.alice, found, "Bob")
    await press(stage, stage.bob, "Yes")
    assert (await row(stage))["held"] == 1


async def test_a_door_that_closed_meanwhile_is_not_asked(doors: Community) -> None:
    stage = doors.stage
    await set_door(stage, stage.bob, "boats")
    found = await find(stage, stage.alice, "boats")
    screen = (await stage.alice.click(found.response, label="Ask Bob")).response
    await stage.bob.slash(stage.careers, "opendoor close")
    await stage.alice.click(screen, label="I'm 18 or over")
    await stage.alice.click(screen, label="Ask Bob")
    await stage.sweep()
    assert "open door" not in "".join(one.content for one in stage.seen(stage.bob.user))
    assert "so nothing was sent" in stage.last(stage.alice.user).content
