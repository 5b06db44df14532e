"""Introductions among three members: to the thread, and to each way they can end."""

from datetime import timedelta
from typing import Any

import pytest
import simcord
import sqlalchemy as sa
from simcord import interactions as hand_made
from simcord.backend import serializers
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.results import InteractionResult

from bot.coaching.careers import Feature
from bot.coaching.introducing import MOST_ASKED, Role
from bot.delivery.sender import Sender
from bot.feedback import BadInput
from bot.services.careers import reports
from bot.services.careers.introductions import NotNow
from bot.services.careers.reports import Reason, ReportedAlready
from bot.services.coach import Caller
from bot.storage.tables import careers_block, introduction, notice
from tests.e2e.community import Community
from tests.e2e.introductions import ABOUT, GOAL, TOPIC, Trio
from tests.e2e.stage import labels, raw_click, texts

ENDED = "hasn't come about"


@pytest.fixture
def trio(community: Community) -> Trio:
    return Trio(community)


def mentions(trio: Trio) -> list[list[str]]:
    """The members that each message of the coach's own accord notified."""
    sent = [
        one.json["allowed_mentions"]
        for one in trio.stage.env.http_requests
        if one.method == "POST" and one.path.endswith("/messages") and one.json
    ]
    assert all(one["parse"] == [] for one in sent)
    return [sorted(map(str, one["users"])) for one in sent if one.get("users")]


# To the thread


async def test_two_yeses_open_a_private_thread(trio: Trio) -> None:
    await trio.prepare()
    thread = await trio.agreed("name", "goal")
    (message,) = [one for one in thread.history() if one.content]
    assert all(f"<@{one.id}>" in message.content for one in (trio.alice, trio.bob, trio.carol))
    assert "What to expect" in message.content
    assert "20 minutes" in message.content
    assert GOAL in message.content
    assert ABOUT not in message.content
    assert labels(message) == ["Propose times", "Report"]
    assert mentions(trio) == [sorted(str(one.id) for one in (trio.alice, trio.bob, trio.carol))]
    made = [one for one in trio.stage.env.http_requests if one.path.endswith("/threads")]
    assert [(one.json["type"], one.json["invitable"]) for one in made] == [(12, False)]
    assert set(thread._channel.thread_members) >= {trio.alice.id, trio.bob.id, trio.carol.id}
    assert "Alice" not in thread.name
    assert await trio.states() == ["open"]
    await trio.stage.pass_time(days=400)
    assert await trio.states() == []
    assert ENDED not in trio.told(trio.alice)


async def test_everybody_reads_only_what_was_agreed_to(trio: Trio) -> None:
    await trio.prepare()
    asked = await trio.ask("two_sentences")
    assert "Done: Bob gets it from me" in asked.response.content
    friend = trio.told(trio.bob)
    assert "Alice" in friend
    assert "Carol" in friend
    assert ABOUT in friend
    assert GOAL not in friend
    assert "Alice" not in trio.told(trio.carol)
    await trio.press(trio.bob, "Pass it on")
    target = trio.told(trio.carol)
    assert "Bob" in target
    assert TOPIC in target
    assert ABOUT in target
    assert "Alice" not in target
    assert str(trio.alice.id) not in target
    assert GOAL not in target
    assert trio.stage.seen(trio.alice.user) == []
    await trio.press(trio.carol, "Yes")
    thread = trio.thread()
    (message,) = [one for one in thread.history() if one.content]
    assert "Alice" in message.content
    assert GOAL not in message.content


async def test_times_are_proposed_in_the_thread(trio: Trio) -> None:
    await trio.prepare()
    thread = await trio.agreed()
    (message,) = [one for one in thread.history() if one.content]
    form = await trio.carol.click(message, label="Propose times")
    said = await trio.carol.submit_modal(form, {"times": "Mon 10:00\nTue @everyone 14:00"})
    assert not said.ephemeral
    assert said.response.content.startswith("Carol could do:\n- Mon 10:00\n- Tue")
    form = await trio.alice.click(message, label="Propose times")
    refused = await trio.alice.submit_modal(form, {"times": "a\nb\nc\nd"})
    assert "each on a line of its own" in refused.response.content
    assert refused.ephemeral
    simcord.assert_error(trio.stage.env, BadInput)


# The consent screen


async def test_nothing_is_sent_before_the_asker_agrees(trio: Trio) -> None:
    await trio.prepare()
    asked = await trio.command()
    screen = asked.response
    assert asked.ephemeral
    assert "People who may manage threads in this server can read private threads" in screen.content
    assert "You show: **nothing**" in screen.content
    await trio.alice.select(screen, custom_id="shows", values=["goal"])
    await trio.alice.click(screen, label="I'm 18 or over")
    refused = await trio.alice.click(screen, label="Ask Bob")
    assert "isn't written yet" in refused.response.content
    simcord.assert_error(trio.stage.env, BadInput)
    await trio.alice.select(screen, custom_id="minutes", values=["45"])
    await trio.alice.click(screen, label="Leave it")
    assert "Nothing was sent" in screen.content
    await trio.stage.sweep()
    assert await trio.states() == []
    again = await trio.command()
    assert "I'm 18 or over" not in labels(again.response)


async def test_who_is_no_adult_by_their_own_word_can_not_ask(trio: Trio) -> None:
    await trio.prepare()
    asked = await trio.command()
    button = next(one for one in components(asked.response) if one.get("label") == "Ask Bob")
    assert button["disabled"]


def components(message: Any) -> list[dict[str, Any]]:
    return [one for row in message.components for one in row["components"]]


async def test_only_members_can_be_named(trio: Trio) -> None:
    await trio.prepare()
    outsider = trio.community.outsider.user
    for person, via in [(outsider, trio.bob), (trio.carol, outsider)]:
        refused = await trio.command(person=person, via=via)
        assert "isn't a member of this server" in refused.response.content
    for person, via in [(trio.bob, trio.bob), (trio.alice, trio.bob), (trio.carol, trio.alice)]:
        refused = await trio.command(person=person, via=via)
        assert "takes three" in refused.response.content


# The coach writes only to who switched it on


async def test_a_friend_who_may_not_be_reached_is_written_to_by_the_asker(trio: Trio) -> None:
    await trio.prepare(reachable=[trio.carol])
    asked = await trio.command()
    said, text = texts(asked)
    assert "nothing to Bob" in said
    assert text.startswith("Hi Bob")
    assert "Carol" in text
    await trio.stage.sweep()
    assert trio.stage.seen(trio.bob.user) == []
    assert await trio.states() == []


async def test_a_target_who_may_not_be_reached_is_written_to_by_the_friend(trio: Trio) -> None:
    await trio.prepare(reachable=[trio.bob])
    await trio.ask("name")
    passed = await trio.press(trio.bob, "Pass it on")
    assert "I may not write to Carol" in passed.response.content
    (text,) = [one.content for one in passed.followups]
    assert text.startswith("Hi Carol, Alice would like to talk")
    assert trio.stage.seen(trio.carol.user) == []
    await trio.stage.pass_time(days=8)
    assert ENDED in trio.told(trio.alice)
    assert ENDED not in trio.told(trio.bob)


async def test_words_in_a_text_to_copy_are_escaped_once(trio: Trio) -> None:
    await trio.prepare(reachable=[trio.bob])
    options = {"person": trio.carol, "via": trio.bob, "for": "my_code and [a](https://b.example)"}
    screen = (await trio.alice.slash(trio.stage.careers, "intro ask", **options)).response
    await trio.alice.click(screen, label="I'm 18 or over")
    await trio.alice.click(screen, label="Ask Bob")
    await trio.stage.sweep()
    passed = await trio.press(trio.bob, "Pass it on")
    (text,) = [one.content for one in passed.followups]
    assert "my\\_code and \\[a\\](https" in text


async def test_who_switches_it_off_meanwhile_is_not_asked(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    shown = await trio.carol.slash(trio.stage.careers, "intro settings")
    off = await trio.carol.click(shown.response, label="Switch it off")
    assert "Switched off" in off.response.content
    await trio.press(trio.bob, "Pass it on")
    assert "introduce somebody to you" not in trio.told(trio.carol)


async def test_closed_direct_messages_of_the_friend(trio: Trio) -> None:
    await trio.prepare()
    trio.stage.close_dms(trio.bob.user)
    await trio.ask()
    assert "I may not write to Bob" in trio.told(trio.alice)
    assert "Hi Bob" in trio.told(trio.alice)
    assert await trio.states() == ["ended"]


async def test_closed_direct_messages_of_the_target(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    trio.stage.close_dms(trio.carol.user)
    await trio.press(trio.bob, "Pass it on")
    assert "I may not write to Carol" in trio.told(trio.bob)
    assert trio.stage.seen(trio.alice.user) == []
    await trio.stage.pass_time(days=8)
    assert ENDED in trio.told(trio.alice)
    assert ENDED not in trio.told(trio.bob)


async def test_reach_is_off_at_first_and_goes_off_again(trio: Trio) -> None:
    await trio.prepare(reachable=[])
    shown = await trio.bob.slash(trio.stage.careers, "intro settings")
    assert "18 or over" in shown.response.content
    assert shown.ephemeral
    on = await trio.reach(trio.bob)
    assert "Switched on" in on.response.content
    shown = await trio.bob.slash(trio.stage.careers, "intro settings")
    assert "may reach you in this server, since" in shown.response.content
    await trio.bob.click(shown.response, label="Switch it off")
    asked = await trio.command()
    assert "I write nothing to" in texts(asked)[0]


async def test_the_button_of_the_panel(trio: Trio) -> None:
    await trio.prepare(reachable=[])
    shown = await trio.bob.slash(trio.stage.careers, "intro settings")
    pressed = raw_press(trio, trio.bob, shown.response, "r:reach")
    await trio.stage.env.settle()
    assert "May introductions reach you here" in pressed.response.content
    assert pressed.ephemeral


def raw_press(trio: Trio, who: Any, message: Any, custom_id: str) -> InteractionResult:
    """A press in the server, of a button that stands there no more."""
    backend = trio.stage.env.backend
    record, payload = hand_made.base_payload(
        backend,
        type=3,
        channel_id=message.channel_id if hasattr(message, "channel_id") else message.channel.id,
        guild_id=trio.stage.guild.id,
        user_id=who.id,
        data={"custom_id": custom_id, "component_type": 2},
    )
    stored = backend.get_message(int(payload["channel_id"]), message.id)
    payload["message"] = dict(serializers.message_payload(backend, stored))
    record.source_message_id = message.id
    backend.emit("INTERACTION_CREATE", payload)
    return InteractionResult(trio.stage.env, record)


async def test_switching_on_with_closed_direct_messages(trio: Trio) -> None:
    await trio.prepare(reachable=[])
    trio.stage.close_dms(trio.bob.user)
    on = await trio.reach(trio.bob)
    assert "Send a test message" in labels(on.followups[-1])


# Each way it can end


async def what_the_asker_sees(trio: Trio) -> tuple[list[str], list[float]]:
    """All that Alice has been told, and when, in seconds since the request."""
    messages = trio.stage.seen(trio.alice.user)
    async with trio.stage.app.database.read() as connection:
        created = (await connection.execute(sa.select(introduction.c.created))).scalar_one()
    return (
        [one.content.replace(str(int(created.timestamp())), "then") for one in messages],
        [(one.created_at - created).total_seconds() for one in messages],
    )


ENDINGS = {
    "silence of the friend": [],
    "the friend's no": [("bob", "No")],
    "the friend's not now": [("bob", "Not now")],
    "silence of the target": [("bob", "Pass it on")],
    "the target's no": [("bob", "Pass it on"), ("carol", "No")],
    "the target's not now": [("bob", "Pass it on"), ("carol", "Not now")],
    "the target's never": [("bob", "Pass it on"), ("carol", "Never ask me")],
    "the friend left": [("bob", "leaves")],
    "the target left": [("bob", "Pass it on"), ("carol", "leaves"), ("carol", "Yes")],
    "the target left before": [("carol", "leaves"), ("bob", "Pass it on")],
    "the team blocked the friend": [("bob", "blocked"), ("bob", "Pass it on")],
    "the team blocked the target": [("carol", "blocked"), ("bob", "Pass it on")],
}
SEEN: dict[str, tuple[list[str], list[float]]] = {}


@pytest.mark.parametrize("ending", ENDINGS)
async def test_the_asker_can_tell_no_end_from_another(trio: Trio, ending: str) -> None:
    await trio.prepare()
    people = {"bob": trio.bob, "carol": trio.carol}
    await trio.ask("name", "goal", "two_sentences")
    for who, does in ENDINGS[ending]:
        await trio.stage.pass_time(hours=3)
        if does == "leaves":
            trio.stage.guild.remove_member(people[who])
        elif does == "blocked":
            await blocked(trio, people[who])
        else:
            await trio.press(people[who], does)
        assert trio.stage.seen(trio.alice.user) == []
        listed = await trio.alice.slash(trio.stage.careers, "intro settings")
        assert f"to meet <@{trio.carol.id}>" in listed.response.content
        if all_here(trio):
            again = await trio.command()
            assert "already asked" in again.response.content
    await trio.stage.pass_time(days=8)
    SEEN[ending] = await what_the_asker_sees(trio)
    (told,), (after,) = SEEN[ending]
    assert ENDED in told
    assert all(word not in told for word in ("Bob", "Carol", "said", "declined", " left"))
    assert len({one[0][0] for one in SEEN.values()}) == 1
    assert max(one[1][0] for one in SEEN.values()) - min(one[1][0] for one in SEEN.values()) < 2
    assert abs(after - timedelta(days=7).total_seconds()) < 2
    assert await trio.states() == ["ended"]
    if all_here(trio):
        again = await trio.command()
        assert "not long ago" in again.response.content


def all_here(trio: Trio) -> bool:
    return {trio.bob.id, trio.carol.id} <= set(trio.stage.guild.member_ids())


async def blocked(trio: Trio, who: Any, **options: Any) -> Any:
    return await trio.community.helper.slash(
        trio.stage.careers, "careers-team block", member=who, reason="spam", **options
    )


async def test_the_friend_who_passed_it_on_hears_the_same_end_and_the_silent_do_not(
    trio: Trio,
) -> None:
    await trio.prepare()
    await trio.ask()
    await trio.press(trio.bob, "Pass it on")
    await trio.press(trio.carol, "No")
    assert ENDED not in trio.told(trio.bob)
    await trio.stage.pass_time(days=8)
    assert trio.told(trio.bob).count(ENDED) == 1
    assert ENDED not in trio.told(trio.carol)


async def test_not_now_keeps_the_buttons(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    later = await trio.press(trio.bob, "Not now")
    assert "stay good until" in later.response.content
    await trio.stage.pass_time(days=2)
    await trio.press(trio.bob, "Pass it on")
    await trio.press(trio.carol, "Not now")
    await trio.press(trio.carol, "Yes")
    assert trio.thread() is not None


async def test_the_friend_has_less_time_than_there_is(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    await trio.stage.pass_time(days=5, hours=1)
    late = await trio.press(trio.bob, "Pass it on")
    assert "has ended" in late.response.content
    assert trio.stage.seen(trio.alice.user) == []


async def test_never_ask_me_holds(trio: Trio) -> None:
    await trio.prepare(cool_down_days=0)
    await trio.ask()
    await trio.press(trio.bob, "Pass it on")
    await trio.press(trio.carol, "Never ask me")
    mo = trio.community.moderator
    await trio.ask(asker=mo, about=False)
    passed = await trio.press(trio.bob, "Pass it on")
    assert "I may not write to Carol" in passed.response.content
    on = await trio.reach(trio.carol)
    assert "Switched on" in on.response.content


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
async def test_the_asker_takes_it_back(trio: Trio, steps: int) -> None:
    await trio.prepare()
    asked = await trio.ask()
    for who, label in [(trio.bob, "Pass it on"), (trio.carol, "No")][:steps]:
        await trio.press(who, label)
    if steps == 3:
        listed = await trio.alice.slash(trio.stage.careers, "intro settings")
        back = await trio.alice.click(listed.response, label="Take back 1")
    else:
        back = await trio.alice.click(asked.response, label="Take it back")
    assert back.response.content == "Taken back. Nothing more comes of it."
    again = await trio.alice.slash(trio.stage.careers, "intro settings")
    assert "You asked for" not in again.response.content
    if steps < 2:
        late = await trio.press([trio.bob, trio.carol][steps], "No")
        assert "has ended" in late.response.content
    await trio.stage.pass_time(days=8)
    assert ENDED not in trio.told(trio.alice)
    assert (ENDED in trio.told(trio.bob)) == (steps > 0)


async def test_somebody_leaves_when_all_have_agreed(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    await trio.press(trio.bob, "Pass it on")
    message = trio.stage.last(trio.carol.user)
    await trio.carol.user.click(message, label="Yes")
    trio.stage.guild.remove_member(trio.alice)
    await trio.stage.sweep()
    assert trio.stage.careers.threads == []
    assert "can't take place after all" in trio.told(trio.carol)
    await trio.stage.pass_time(days=8)
    assert ENDED in trio.told(trio.bob)
    assert trio.stage.seen(trio.alice.user) == []


async def test_the_asker_left(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    trio.stage.guild.remove_member(trio.alice)
    pressed = await trio.press(trio.bob, "Pass it on")
    assert "has ended" in pressed.response.content
    assert "introduce somebody" not in trio.told(trio.carol)
    await trio.stage.pass_time(days=8)
    assert trio.stage.seen(trio.alice.user) == []


# Where there can be no thread


@pytest.mark.parametrize("code", [50013, 160006, 30033])
async def test_a_text_to_copy_where_no_thread_can_be(trio: Trio, code: int) -> None:
    await trio.prepare()
    status = 403 if code == 50013 else 400
    path = f"/channels/{trio.stage.careers.id}/threads"
    trio.stage.env.inject_error("POST", path, status=status, code=code, message="no")
    await trio.ask("goal")
    await trio.press(trio.bob, "Pass it on")
    await trio.press(trio.carol, "Yes")
    for who in (trio.alice, trio.bob, trio.carol):
        told = trio.told(who)
        assert "I can't open a thread there" in told
        assert f"<@{trio.alice.id}>" in told
        assert GOAL in told
    assert mentions(trio) == []
    assert await trio.states() == ["open"]


async def test_the_channel_is_gone(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    await trio.press(trio.bob, "Pass it on")
    trio.stage.env.backend.delete_channel(trio.stage.careers.id)
    await trio.press(trio.carol, "Yes")
    assert "I can't open a thread there" in trio.told(trio.alice)


async def test_whoever_can_not_see_the_channel_gets_a_text(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    await trio.press(trio.bob, "Pass it on")
    await trio.stage.env.settle()
    deny(trio)
    await trio.press(trio.carol, "Yes")
    assert "I can't open a thread there" in trio.told(trio.carol)
    assert trio.stage.careers.threads == []


def deny(trio: Trio) -> None:
    """Carol may not see the careers channel any more."""
    backend = trio.stage.env.backend
    overwrite = Overwrite(trio.carol.id, OverwriteType.MEMBER, deny=1 << 10)
    backend.edit_channel(trio.stage.careers.id, {}, overwrites=[overwrite])


async def test_discord_has_trouble_when_the_thread_is_to_be_opened(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    await trio.press(trio.bob, "Pass it on")
    path = f"/channels/{trio.stage.careers.id}/threads"
    trio.stage.env.inject_error("POST", path, status=503, code=0, message="x", times=2)
    await trio.press(trio.carol, "Yes")
    assert trio.stage.careers.threads == []
    await trio.stage.pass_time(hours=2)
    assert trio.thread() is not None
    assert len(mentions(trio)) == 1


async def test_discord_has_trouble_for_a_week(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    await trio.press(trio.bob, "Pass it on")
    path = f"/channels/{trio.stage.careers.id}/threads"
    trio.stage.env.inject_error("POST", path, status=503, code=0, message="x", times=None)
    await trio.press(trio.carol, "Yes")
    await trio.stage.pass_time(days=8)
    assert await trio.states() == ["ended"]
    for who in (trio.alice, trio.bob, trio.carol):
        assert ENDED in trio.told(who)


# Once, and only by those whose it is


async def test_buttons_pressed_again_and_months_later(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    asked = trio.stage.last(trio.bob.user)
    await trio.press(trio.bob, "Pass it on")
    again = raw_click(trio.stage, trio.bob.user, asked, custom_ids(asked)[0])
    await trio.stage.env.settle()
    assert "answered that one already" in again.response.content
    await trio.press(trio.carol, "Yes")
    await trio.stage.pass_time(days=500)
    for index in range(4):
        late = raw_click(trio.stage, trio.bob.user, asked, custom_ids(asked)[index])
        await trio.stage.env.settle()
        assert "has ended" in late.response.content


def buttons_of(message: Any) -> list[str]:
    return [child.custom_id for row in message.components for child in row.children]


def custom_ids(message: Any) -> list[str]:
    """The buttons of a question to the friend, as they were made, whatever is left of them."""
    identifier = buttons_of(message)[0].split(":")[2]
    names = ("intro_forward", "intro_no", "intro_later")
    report = f"r:intro_report:{identifier}:ask_friend"
    return [*(f"r:{name}:{identifier}" for name in names), report]


async def test_two_presses_at_once(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    asked = trio.stage.last(trio.bob.user)
    forward, refuse, *_ = custom_ids(asked)
    both = [raw_click(trio.stage, trio.bob.user, asked, one) for one in (forward, refuse)]
    await trio.stage.env.settle()
    answers = [one.response.content for one in both]
    assert sum("already" in one or "has ended" in one for one in answers) == 1
    yes = [raw_click(trio.stage, trio.bob.user, asked, forward) for _ in range(2)]
    await trio.stage.env.settle()
    assert all("already" in one.response.content for one in yes)


async def test_nobody_else_can_press(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    asked = trio.stage.last(trio.bob.user)
    stranger = trio.community.outsider.user
    await trio.reach(trio.community.moderator)
    for who in (stranger, trio.community.moderator.user, trio.carol.user, trio.alice.user):
        await who.slash("coach")
        for custom_id in custom_ids(asked)[:3]:
            pressed = raw_click(trio.stage, who, trio.stage.last(who), custom_id)
            await trio.stage.env.settle()
            said = pressed.response.content
            assert any(word in said for word in ("somebody else", "already", "ended"))
    assert await trio.states() == ["friend"]


async def test_a_request_sent_twice_at_once_is_one(trio: Trio) -> None:
    await trio.prepare()
    screens = [(await trio.command()).response for _ in range(2)]
    await trio.alice.click(screens[0], label="I'm 18 or over")
    await trio.alice.click(screens[0], label="Ask Bob")
    await trio.alice.click(screens[1], label="I'm 18 or over")
    refused = await trio.alice.click(screens[1], label="Ask Bob")
    assert "already asked" in refused.response.content
    simcord.assert_error(trio.stage.env, NotNow)
    assert await trio.states() == ["friend"]


# Limits


async def test_a_thousand_requests_by_one_member(trio: Trio) -> None:
    await trio.prepare()
    crowd = [
        trio.stage.guild.add_member(trio.stage.env.create_user(f"u{number}"))
        for number in range(20)
    ]
    for number in range(60):
        asked = await trio.command(person=crowd[number % 20])
        if "Ask Bob" not in labels(asked.response):
            assert "this server allows in a week" in asked.response.content or (
                "already asked" in asked.response.content
            )
            continue
        if "I'm 18 or over" in labels(asked.response):
            await trio.alice.click(asked.response, label="I'm 18 or over")
        await trio.alice.click(asked.response, label="Ask Bob")
    await trio.stage.sweep()
    assert len(await trio.states()) == 3
    assert trio.told(trio.bob).count("asks you for an introduction") == 3


async def test_new_members_wait(trio: Trio) -> None:
    await trio.prepare(min_days_in_server=7)
    asked = await trio.command()
    assert "You joined this server a short while ago" in asked.response.content
    await trio.stage.pass_time(days=7)
    asked = await trio.command()
    assert "Ask Bob" in labels(asked.response)


async def test_off_at_first_and_while_the_team_has_stopped_everything(trio: Trio) -> None:
    refused = await trio.command()
    assert "not set up" in refused.response.content
    await trio.prepare(Feature.WINS, reachable=[])
    refused = await trio.command()
    assert "switched off" in refused.response.content
    shown = await trio.bob.slash(trio.stage.careers, "intro settings")
    assert "switched off in this server" in shown.response.content


async def test_switched_off_while_it_is_under_way(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    await trio.community.set_up(Feature.WINS, min_days_in_server=0)
    refused = await trio.press(trio.bob, "Pass it on")
    assert "switched off" in refused.response.content
    await trio.community.set_up(Feature.INTRODUCTIONS, min_days_in_server=0)
    await trio.press(trio.bob, "Pass it on")
    assert "introduce somebody to you" in trio.told(trio.carol)
    await trio.community.set_up(Feature.WINS, min_days_in_server=0)
    await trio.stage.pass_time(days=8)
    assert ENDED in trio.told(trio.alice)


async def test_quiet_hours_are_kept(trio: Trio) -> None:
    await trio.prepare()
    await trio.stage.pass_time(hours=9)  # 20:00 in New York
    await trio.ask()
    assert "asks you for an introduction" not in trio.told(trio.bob)
    await trio.stage.pass_time(hours=14)
    assert "asks you for an introduction" in trio.told(trio.bob)


# Blocks


async def test_a_blocked_member_can_not_ask(trio: Trio) -> None:
    await trio.prepare()
    said = await blocked(trio, trio.alice, days=7)
    assert "until" in said.response.content
    refused = await trio.command()
    assert "switched introductions off for you until" in refused.response.content
    await trio.stage.pass_time(days=8)
    asked = await trio.command()
    assert "Ask Bob" in labels(asked.response)
    await blocked(trio, trio.alice)
    refused = await trio.command()
    assert "switched introductions off for you." in refused.response.content
    lifted = await trio.community.helper.slash(
        trio.stage.careers, "careers-team unblock", member=trio.alice
    )
    assert "The reason was: spam" in lifted.response.content
    again = await trio.community.helper.slash(
        trio.stage.careers, "careers-team unblock", member=trio.alice
    )
    assert "aren't blocked" in again.response.content


async def test_a_blocked_friend_is_as_one_who_may_not_be_reached(trio: Trio) -> None:
    await trio.prepare()
    await blocked(trio, trio.bob)
    asked = await trio.command()
    assert "I write nothing to" in texts(asked)[0]
    refused = await trio.reach_again(trio.bob)
    assert "switched introductions off for you" in refused.response.content


async def test_a_block_between_the_second_yes_and_the_thread(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    await trio.press(trio.bob, "Pass it on")
    await trio.carol.user.click(trio.stage.last(trio.carol.user), label="Yes")
    await blocked(trio, trio.alice)
    await trio.stage.sweep()
    assert trio.stage.careers.threads == []
    assert "can't take place" in trio.told(trio.carol)


async def test_the_reason_of_a_block_is_sealed(trio: Trio) -> None:
    await trio.prepare()
    await trio.community.helper.slash(
        trio.stage.careers, "careers-team block", member=trio.alice, reason="wrote nonsense"
    )
    content = trio.stage.app.database.file.read_bytes()
    assert b"nonsense" not in content
    log = await trio.community.moderator.slash(trio.stage.careers, "careers log")
    assert "nonsense" not in log.response.content


# Restarts


@pytest.mark.parametrize("at", range(6))
async def test_a_restart_between_any_two_steps(trio: Trio, at: int) -> None:
    await trio.prepare()
    steps = [
        lambda: trio.ask("goal"),
        lambda: click_only(trio, trio.bob, "Pass it on"),
        trio.stage.sweep,
        lambda: click_only(trio, trio.carol, "Yes"),
        trio.stage.sweep,
        trio.stage.sweep,
    ]
    for number, step in enumerate(steps):
        if number == at:
            await trio.stage.restart()
        await step()
    thread = trio.thread()
    assert len([one for one in thread.history() if one.content]) == 1
    for who in (trio.bob, trio.carol):
        assert sum("Report" in labels(one) for one in trio.stage.seen(who.user)) == 1
    assert await trio.states() == ["open"]


async def click_only(trio: Trio, who: Any, label: str) -> None:
    message = trio.stage.last(who.user)
    await who.user.click(message, label=label)


async def again(trio: Trio) -> None:
    """As if the process had died before it could note that the last notices were done."""
    async with trio.stage.app.database.write() as connection:
        await connection.execute(
            sa.update(notice).values(state=0, due=trio.stage.now(), message_id=None)
        )


async def test_a_process_that_dies_after_sending_sends_nothing_twice(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    await again(trio)
    await trio.stage.pass_time(minutes=10)
    assert trio.told(trio.bob).count("asks you for an introduction") == 1
    await trio.press(trio.bob, "Pass it on")
    await again(trio)
    await trio.stage.pass_time(minutes=10)
    assert trio.told(trio.carol).count("introduce somebody to you") == 1


async def test_a_process_that_dies_after_opening_the_thread_opens_no_other(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    await trio.press(trio.bob, "Pass it on")
    await trio.press(trio.carol, "Yes")
    for known in (True, False):
        values: dict[str, Any] = {"state": "agreed"} | ({} if known else {"thread_id": None})
        async with trio.stage.app.database.write() as connection:
            await connection.execute(sa.update(introduction).values(**values))
        await again(trio)
        await trio.stage.pass_time(minutes=10)
        thread = trio.thread()
        assert len([one for one in thread.history() if one.content]) == 1
        assert await trio.states() == ["open"]


# Reports


async def test_a_report_reaches_the_team_without_anybodys_words(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask("name", "goal", "two_sentences")
    await trio.press(trio.bob, "Pass it on")
    await report(trio, trio.carol.user, trio.stage.last(trio.carol.user))
    (post,) = trio.community.log.history()
    assert f"Reported by: <@{trio.carol.id}>" in post.content
    assert f"About: <@{trio.alice.id}>" in post.content
    assert "Rude or hurtful" in post.content
    assert all(word not in post.content for word in (GOAL, ABOUT, TOPIC))
    assert "Read the text" not in labels(post)
    assert mentions(trio) == []
    late = await trio.press(trio.carol, "Yes")
    assert "has ended" in late.response.content
    assert trio.stage.seen(trio.alice.user) == []
    await trio.stage.pass_time(days=8)
    assert ENDED in trio.told(trio.alice)


async def report(trio: Trio, who: Any, message: Any, *, attach: bool = False) -> Any:
    opened = await who.click(message, label="Report")
    screen = opened.response
    await who.select(screen, custom_id="reason", values=["rude"])
    if attach:
        await who.click(screen, label="Attach what I received")
    sent = await who.click(screen, label="Send the report")
    await trio.stage.sweep()
    return sent


async def test_the_thread_is_locked_and_the_team_acts(trio: Trio) -> None:
    await trio.prepare()
    thread = await trio.agreed("goal")
    (message,) = [one for one in thread.history() if one.content]
    sent = await report(trio, trio.carol, message, attach=True)
    assert "hear from me when it was handled" in sent.response.content
    assert thread._channel.thread_metadata.locked
    (post,) = trio.community.log.history()
    helper, alice = trio.community.helper, trio.alice
    read = await helper.click(post, label="Read the text")
    assert read.ephemeral
    assert GOAL in read.followups[-1].content
    blocked = await helper.click(post, label="Block for 7 days")
    assert f"<@{alice.id}> is kept from" in blocked.response.content
    await helper.click(post, label="Block for good")
    paused = await helper.click(post, label="Pause introductions")
    assert "are stopped" in paused.response.content
    closed = await helper.click(post, label="Close")
    assert "Closed by" in closed.response.content
    assert labels(closed.response) == []
    await trio.stage.sweep()
    assert trio.told(trio.carol).count("was handled") == 1
    assert "handled" not in trio.told(alice)
    refused = await trio.command()
    assert "switched off" in refused.response.content


async def test_every_press_of_the_team_is_checked(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    await report(trio, trio.bob.user, trio.stage.last(trio.bob.user), attach=True)
    (post,) = trio.community.log.history()
    for label in ("Read the text", "Pause introductions", "Block for 7 days", "Close"):
        pressed = await trio.alice.click(post, label=label)
        assert "careers team" in pressed.response.content
        assert TOPIC not in "".join(texts(pressed))
    demoted = trio.community.helper
    trio.stage.guild.remove_member(demoted)
    trio.stage.guild.add_member(demoted.user)
    pressed = await demoted.click(post, label="Close")
    assert "careers team" in pressed.response.content
    close = next(one for one in buttons_of(post) if one.startswith("r:report_close"))
    await trio.community.owner.click(post, label="Close")
    again = raw_press(trio, trio.community.moderator, post, close)
    await trio.stage.env.settle()
    assert "isn't there any more" in again.response.content


async def test_a_report_comes_once(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    asked = trio.stage.last(trio.bob.user)
    await report(trio, trio.bob.user, asked)
    again = await report(trio, trio.bob.user, asked)
    assert "already" in again.response.content
    simcord.assert_error(trio.stage.env, ReportedAlready)
    assert len(trio.community.log.history()) == 1


async def test_a_server_without_a_log_channel(trio: Trio) -> None:
    await trio.prepare(log_channel=None)
    await trio.ask()
    sent = await report(trio, trio.bob.user, trio.stage.last(trio.bob.user))
    assert "write to a moderator yourself" in sent.response.content


async def test_moderators_see_nothing_of_what_members_wrote(trio: Trio) -> None:
    await trio.prepare()
    await trio.agreed("goal", "two_sentences")
    seen = []
    for command in ("careers log",):
        shown = await trio.community.moderator.slash(trio.stage.careers, command)
        seen += texts(shown)
    seen += [one.content for one in trio.stage.careers.history(viewer=trio.community.helper)]
    seen += [one.content for one in trio.community.log.history()]
    for word in (GOAL, ABOUT, TOPIC):
        assert word not in "\n".join(seen)


async def test_nothing_of_it_is_readable_in_the_database(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask("goal", "two_sentences")
    async with trio.stage.app.database.read() as connection:
        rows = (await connection.execute(sa.select(introduction))).mappings().all()
    assert rows[0]["words"] is not None
    for word in (GOAL, ABOUT, TOPIC, "Alice", "Carol"):
        assert word not in str(dict(rows[0]))
    await trio.press(trio.bob, "No")
    async with trio.stage.app.database.read() as connection:
        rows = (await connection.execute(sa.select(introduction))).mappings().all()
    assert rows[0]["words"] is None


# What many ask of one


async def test_so_many_requests_reach_one_person_in_a_week(trio: Trio) -> None:
    await trio.prepare()
    stage, join = trio.stage, trio.stage.env.create_user
    for number in range(MOST_ASKED + 1):
        asker = stage.guild.add_member(join(f"asker{number}", global_name=f"Asker {number}"))
        if number < MOST_ASKED:
            assert "Done: Bob gets it" in (await trio.ask(asker=asker)).response.content
    asked = await trio.command(asker)
    assert "nothing to Bob" in texts(asked)[0]
    assert "Could you introduce me to Carol?" in texts(asked)[1]
    await stage.pass_time(days=8)
    assert "Ask Bob" in labels((await trio.command(asker)).response)


async def test_whoever_is_asked_often_is_written_to_by_the_friend(trio: Trio) -> None:
    await trio.prepare(reachable=[])
    stage, join = trio.stage, trio.stage.env.create_user
    await trio.reach(trio.carol)
    for number in range(MOST_ASKED + 1):
        friend = stage.guild.add_member(join(f"friend{number}", global_name=f"Friend {number}"))
        asker = stage.guild.add_member(join(f"asker{number}", global_name=f"Asker {number}"))
        await trio.reach(friend)
        await trio.ask(asker=asker, via=friend)
        passed = await trio.press(friend, "Pass it on")
    assert "I may not write to Carol here" in passed.response.content
    assert trio.told(trio.carol).count("would like to introduce somebody") == MOST_ASKED


# What is left of a request that ends


async def test_who_said_yes_hears_of_a_report_by_another(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    await trio.press(trio.bob, "Pass it on")
    await trio.carol.user.click(trio.stage.last(trio.carol.user), label="Yes")
    await report(trio, trio.bob.user, trio.stage.last(trio.bob.user))
    assert trio.stage.careers.threads == []
    assert "can't take place after all" in trio.told(trio.carol)


async def test_a_thread_that_not_everybody_came_into_is_put_away(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    await trio.press(trio.bob, "Pass it on")
    path = f"/channels/*/thread-members/{trio.carol.id}"
    trio.stage.env.inject_error("PUT", path, status=403, code=50001, message="no", times=None)
    await trio.press(trio.carol, "Yes")
    assert "I can't open a thread there" in trio.told(trio.alice)
    assert trio.thread()._channel.thread_metadata.locked


async def test_the_asker_learns_nothing_from_the_buttons_of_others(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    forward, *_others = custom_ids(trio.stage.last(trio.bob.user))
    said = set()
    for answer in (None, "No"):
        if answer:
            await trio.press(trio.bob, answer)
        pressed = raw_click(trio.stage, trio.alice.user, await a_message(trio), forward)
        await trio.stage.env.settle()
        said.add(pressed.response.content)
    assert len(said) == 1


async def a_message(trio: Trio) -> Any:
    """Some message of the coach's to Alice."""
    await trio.alice.user.slash("coach")
    return trio.stage.last()


async def test_a_block_that_is_over_is_forgotten_though_nothing_else_is(trio: Trio) -> None:
    await trio.prepare(reachable=[])
    await blocked(trio, trio.alice, days=7)
    await trio.stage.pass_time(days=38)
    async with trio.stage.app.database.read() as connection:
        assert (await connection.execute(sa.select(careers_block))).first() is None


async def test_a_report_while_the_thread_is_being_opened(
    trio: Trio, monkeypatch: pytest.MonkeyPatch
) -> None:
    await trio.prepare()
    await trio.ask()
    await trio.press(trio.bob, "Pass it on")
    open_thread = Sender.open_thread

    async def slowly(sender: Sender, channel_id: int, name: str) -> int:
        opened = await open_thread(sender, channel_id, name)
        coach, caller = trio.stage.app.coach, Caller(trio.bob.id, 1)
        await reports.file(coach, caller, await the_id(trio), Role.ASKER, Reason.RUDE, None)
        return opened

    monkeypatch.setattr(Sender, "open_thread", slowly)
    await trio.press(trio.carol, "Yes")
    assert trio.thread()._channel.thread_metadata.locked
    assert trio.thread().history() == []
    assert mentions(trio) == []
    assert "can't take place after all" in trio.told(trio.carol)


async def the_id(trio: Trio) -> str:
    async with trio.stage.app.database.read() as connection:
        return str((await connection.execute(sa.select(introduction.c.id))).scalar_one())


async def test_no_thread_of_somebody_elses_is_taken_for_the_coachs_own(trio: Trio) -> None:
    await trio.prepare()
    await trio.ask()
    await trio.press(trio.bob, "Pass it on")
    careers = trio.stage.careers
    path = f"/channels/{careers.id}/threads"
    trio.stage.env.inject_error("POST", path, status=503, code=0, message="x", times=1)
    await trio.press(trio.carol, "Yes")
    name = f"Introduction {(await the_id(trio))[:6]}"
    theirs = await trio.stage.app.bot.get_channel(careers.id).create_thread(name=name, type=None)
    trio.stage.env.backend.get_channel(theirs.id).owner_id = trio.community.carol.id
    await trio.stage.pass_time(hours=1)
    assert len(careers.threads) == 2
    (empty,) = [one for one in careers.threads if one.id == theirs.id]
    assert [one for one in empty.history() if one.content] == []
