"""The careers channel under attack: forged presses, poisoned rows, crashes and refusals at the
worst moments, words made to break out, many at once."""

import asyncio
import contextlib
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import discord
import pytest
import sqlalchemy as sa
from simcord import interactions as hand_made
from simcord.backend import serializers
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.results import InteractionResult

from bot.coaching.calendar import local_day
from bot.coaching.careers import Careers, Feature, Weekly
from bot.coaching.introducing import MOST_ASKED, Role
from bot.coaching.posts import following
from bot.delivery.sender import NoAccess, Sender
from bot.feedback import Feedback
from bot.services import privacy, starting
from bot.services.careers import (
    introductions,
    notices,
    open_doors,
    reachable,
    reports,
    servers,
    wins,
)
from bot.services.careers.introductions import Consent, Wanted
from bot.services.coach import Caller
from bot.storage.errors import Conflict, StorageBusy
from bot.storage.tables import (
    NoticeState,
    careers,
    careers_block,
    introduction,
    notice,
    report,
    retraction,
    win,
)
from bot.ui import buttons
from tests.e2e.community import Community
from tests.e2e.introductions import GOAL, Trio
from tests.e2e.stage import Stage, labels, texts
from tests.e2e.test_careers_lifecycle import come_back, leave
from tests.e2e.test_careers_setup import bot_role
from tests.e2e.test_share import hand_in, last, posts, written


@pytest.fixture
def trio(community: Community) -> Trio:
    return Trio(community)


@pytest.fixture
async def sharing(community: Community) -> Community:
    """A server where wins are shared."""
    await community.set_up(Feature.WINS)
    return community


EVERY = sa.true()


class Killed(RuntimeError):
    """The process ends here."""


@contextlib.contextmanager
def killed_after(name: str) -> Iterator[list[int]]:
    """The process dies each time after the sender has done that; how often."""
    times: list[int] = []
    original = getattr(Sender, name)

    async def and_die(self: Sender, *given: Any, **named: Any) -> None:
        await original(self, *given, **named)
        times.append(1)
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sender, name, and_die)
        yield times


async def spoil(stage: Stage, table: sa.Table, where: Any = EVERY, **values: Any) -> None:
    """Change rows behind the coach's back, as a fault of the disk or of a version would."""
    async with stage.app.database.write() as connection:
        await connection.execute(sa.update(table).where(where).values(**values))


async def rows(stage: Stage, table: sa.Table) -> list[Any]:
    async with stage.app.database.read() as connection:
        return list((await connection.execute(sa.select(table))).mappings())


async def is_quiet(stage: Stage) -> bool:
    """Whether nothing is due at this moment any more: else the alarm would ring each second."""
    due = await stage.app.deliveries.next_due()
    return due is None or due > stage.now()


async def press_in_server(
    stage: Stage, who: Any, message: Any, custom_id: str, channel: Any = None
) -> Any:
    """A press with any custom id in a channel of a server, as only a forged client could make."""
    place = channel or stage.careers
    backend = stage.env.backend
    record, payload = hand_made.base_payload(
        backend,
        type=3,
        channel_id=place.id,
        guild_id=who.guild.id,
        user_id=who.id,
        data={"custom_id": custom_id, "component_type": 2},
    )
    stored = backend.get_message(place.id, message.id)
    payload["message"] = dict(serializers.message_payload(backend, stored))
    button = {"type": 2, "id": 2, "style": 1, "label": "x", "custom_id": custom_id}
    payload["message"]["components"] = [{"type": 1, "id": 1, "components": [button]}]
    record.source_message_id = message.id
    backend.emit("INTERACTION_CREATE", payload)
    await stage.env.settle()
    return InteractionResult(stage.env, record)


# Forged presses


OURS = ("intro_", "report_", "share_", "queue_", "door_", "reach", "prompt_", "panel_")
ENDINGS = (":", ":x", ":x:y", ":x:7", ":" + "9" * 40, ":²", ":x:" + "9" * 80)


async def test_no_forged_press_in_a_server_alarms_anybody(
    trio: Trio, caplog: pytest.LogCaptureFixture
) -> None:
    await trio.prepare(*Feature)
    stage = trio.stage
    who = trio.community.helper
    ours = sorted(one for one in buttons.action_handlers if one.startswith(OURS))
    assert len(ours) > 20
    with caplog.at_level(logging.WARNING):
        message = last(await who.slash(stage.careers, "intro settings"))
        for action in ours:
            for ending in ENDINGS:
                pressed = await press_in_server(stage, who, message, f"r:{action}{ending}")
                said = " ".join(texts(pressed))
                assert pressed.modal is not None or said, (action, ending)
                assert "reference" not in said, (action, ending)
    assert [one.getMessage() for one in caplog.records if one.name.startswith("bot")] == []


# Poisoned rows: what can't be read stops nobody else, and isn't tried each second


async def test_a_win_that_can_not_be_read_stops_no_other(
    sharing: Community, caplog: pytest.LogCaptureFixture
) -> None:
    stage = sharing.stage
    for who in (stage.alice, stage.bob):
        shown = await written(stage, who)
        await who.click(last(shown), label="Post it")
    await spoil(stage, win, win.c.member_id == stage.alice.id, text=b"spoilt")
    await stage.sweep()
    assert len(posts(stage)) == 1
    assert await is_quiet(stage)
    caplog.clear()
    await stage.pass_time(days=1)
    assert len(caplog.records) < 40
    assert await is_quiet(stage)


async def test_many_wins_that_can_not_be_read_stop_no_other(sharing: Community) -> None:
    stage = sharing.stage
    await hand_in(stage)
    (row,) = await rows(stage, win)
    async with stage.app.database.write() as connection:
        many = [dict(row) | {"id": f"bad{n}", "text": b"spoilt"} for n in range(60)]
        await connection.execute(sa.insert(win), many)
        later = sa.update(win).where(win.c.id == row["id"])
        await connection.execute(later.values(due=stage.now()))
    await stage.pass_time(minutes=10)
    assert len(posts(stage)) == 1


async def test_an_introduction_that_can_not_be_read_stops_no_other(
    trio: Trio, caplog: pytest.LogCaptureFixture
) -> None:
    await trio.prepare(reachable=(trio.bob, trio.carol, trio.alice))
    stage = trio.stage
    await trio.ask("goal", "two_sentences")
    await trio.ask("goal", "two_sentences", asker=trio.bob, person=trio.carol, via=trio.alice)
    mine = introduction.c.asker_id == trio.alice.id
    await spoil(stage, introduction, mine, state="of another version")
    caplog.clear()
    await stage.pass_time(days=9)
    assert "hasn't come about" in trio.told(trio.bob)
    assert await is_quiet(stage)
    assert len(caplog.records) < 200


async def test_words_that_can_not_be_read_stop_no_notice(trio: Trio) -> None:
    await trio.prepare(reachable=(trio.bob, trio.carol, trio.alice))
    stage = trio.stage
    await trio.ask("goal", "two_sentences")
    mine = introduction.c.asker_id == trio.alice.id
    await spoil(stage, introduction, mine, words=b"spoilt")
    await trio.press(trio.bob, "Pass it on")
    await trio.ask("goal", "two_sentences", asker=trio.bob, person=trio.carol, via=trio.alice)
    assert "asks you for an introduction" in trio.told(trio.alice)
    await stage.pass_time(days=20)
    assert "hasn't come about" in trio.told(trio.alice)
    assert [one for one in await rows(stage, notice) if one["state"] == NoticeState.WAITING] == []
    assert max(one["attempts"] for one in await rows(stage, notice)) < 250


async def test_a_notice_of_another_version_stops_no_other(trio: Trio) -> None:
    await trio.prepare()
    stage = trio.stage
    asked = await trio.command()
    await trio.alice.click(asked.response, label="I'm 18 or over")
    await trio.alice.click(asked.response, label="Ask Bob")
    (row,) = await rows(stage, notice)
    async with stage.app.database.write() as connection:
        other = dict(row) | {"id": 900, "kind": "of another version", "due": row["created"]}
        await connection.execute(sa.insert(notice).values(other))
    await stage.sweep()
    assert "asks you for an introduction" in trio.told(trio.bob)
    assert await is_quiet(stage)


@pytest.mark.parametrize(
    "stored",
    [
        {"zone": "Mars/Olympus_Mons"},
        {"features": ["prompt", "open_door", "of another version"]},
        {"of another version": 3},
        {"prompt": {"weekday": "Monday"}},
    ],
)
async def test_settings_of_another_version_stop_nobody(
    community: Community, stored: dict[str, Any]
) -> None:
    stage = community.stage
    await community.set_up(Feature.PROMPT, Feature.OPEN_DOOR)
    (row,) = await rows(stage, careers)
    await spoil(stage, careers, settings=row["settings"] | stored, prompt_due=stage.now())
    await stage.sweep()
    assert await is_quiet(stage)
    assert len(stage.seen(stage.bob, stage.careers)) == 1
    for command in ("careers setup", "careers features", "careers limits", "careers export"):
        answered = await community.moderator.slash(stage.careers, command)
        assert "went wrong" not in " ".join(texts(answered)), command
    found = await stage.alice.slash(stage.careers, "opendoor find", topic="data")
    assert "Nobody has an open door" in texts(found)[0]


# Crashes and refusals at the worst moment


def blind(stage: Stage, *, sees: bool = False) -> None:
    """The coach may not read the channel's history, or may again."""
    allow, deny = discord.PermissionOverwrite(read_message_history=sees).pair()
    overwrite = Overwrite(
        bot_role(stage).id, OverwriteType.ROLE, allow=allow.value, deny=deny.value
    )
    stage.env.backend.set_overwrite(stage.careers.id, overwrite)


def see_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Discord answers where the history may not be read: with no messages at all."""

    async def nothing(*_given: Any, **_named: Any) -> list[Any]:
        return []

    monkeypatch.setattr(discord.http.HTTPClient, "logs_from", nothing)


def forget_nonces(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Discord remembers a nonce for a minute or so only."""
    send = Sender.send
    count = [0]

    async def with_another(
        self: Sender, channel: int, message: Any, nonce: str, **named: Any
    ) -> Any:
        count[0] += 1
        return await send(self, channel, message, f"{nonce[:18]}{count[0]}", **named)

    monkeypatch.setattr(Sender, "send", with_another)


async def test_a_win_that_may_have_arrived_is_not_posted_blindly(
    sharing: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = sharing.stage
    await hand_in(stage)
    forget_nonces(stage, monkeypatch)
    with killed_after("send"):
        await stage.sweep()
    assert len(posts(stage)) == 1
    blind(stage)
    with monkeypatch.context() as patch:
        see_nothing(patch)
        await stage.pass_time(hours=3)
    assert len(posts(stage)) == 1


async def test_a_win_taken_back_is_not_given_up_blindly(
    sharing: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = sharing.stage
    shown = await written(stage, stage.alice)
    posted = await stage.alice.click(last(shown), label="Post it")
    with killed_after("send"):
        await stage.sweep()
    blind(stage)
    await stage.alice.click(posted.response, label="Take it back")
    with monkeypatch.context() as patch:
        see_nothing(patch)
        await stage.pass_time(hours=3)
    assert len(posts(stage)) == 1
    assert len(await rows(stage, retraction)) == 1
    blind(stage, sees=True)
    await stage.pass_time(days=2)
    assert posts(stage) == []


async def test_the_news_about_a_win_comes_once(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    await community.set_up(Feature.WINS, approve_wins=True)
    stage = community.stage
    shown = await written(stage, stage.alice)
    await stage.alice.click(last(shown), label="Send it to the team")
    await stage.pass_time(hours=1)
    queue = await community.helper.slash(stage.careers, "careers-team queue")
    forget_nonces(stage, monkeypatch)
    with killed_after("send"):
        await community.helper.click(queue.response, label="Leave out")
        await stage.sweep()
    await stage.pass_time(hours=12)
    said = [one for one in stage.seen() if "chose not to post" in one.content]
    assert len(said) == 1
    assert await rows(stage, win) == []


async def test_news_about_the_longest_win_arrives(community: Community) -> None:
    await community.set_up(Feature.WINS, approve_wins=True)
    stage = community.stage
    words = "*" * 883
    shown = await written(stage, stage.alice, words)
    await stage.alice.click(last(shown), label="Send it to the team")
    await stage.pass_time(days=16)
    said = "\n".join(one.content for one in stage.seen())
    assert "didn't get to your win" in said
    assert said.count("\\*") == 883
    assert await rows(stage, win) == []


async def test_handled_is_said_once(trio: Trio, monkeypatch: pytest.MonkeyPatch) -> None:
    await trio.prepare()
    stage = trio.stage
    await trio.ask()
    pressed = await trio.press(trio.bob, "Report")
    await trio.bob.user.select(last(pressed), custom_id="reason", values=["rude"])
    await trio.bob.user.click(last(pressed), label="Send the report")
    await stage.sweep()
    report = stage.seen(trio.community.helper, trio.community.log)[-1]
    forget_nonces(stage, monkeypatch)
    with killed_after("send"):
        await trio.community.helper.click(report, label="Close")
        await stage.sweep()
    await stage.pass_time(days=1)
    assert trio.told(trio.bob).count("was handled by") == 1


async def test_who_stood_still_sends_nothing_that_others_sent_since(trio: Trio) -> None:
    """A process is stopped after its claim, and goes on when another one has done the work."""
    await trio.prepare()
    stage, coach = trio.stage, trio.stage.app.coach
    asked = await trio.command()
    await trio.alice.click(asked.response, label="I'm 18 or over")
    await trio.alice.click(asked.response, label="Ask Bob")
    (stale,) = await notices.claim(coach)
    await stage.pass_time(minutes=10)
    assert trio.told(trio.bob).count("asks you for an introduction") == 1
    assert await notices.opened(coach, stale) is None


async def test_a_thread_of_somebody_else_is_not_taken_for_the_coachs(
    trio: Trio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The asker knows the number of the introduction, and makes a thread of that name that
    anybody can read."""
    await trio.prepare()
    stage = trio.stage
    await trio.ask("goal", "two_sentences")
    await trio.press(trio.bob, "Pass it on")
    (row,) = await rows(stage, introduction)
    name = f"Introduction {row['id'][:6]}"
    trap = stage.env.backend.create_thread(
        parent_id=stage.careers.id, owner_id=trio.alice.id, name=name, type=11
    )
    path = f"/channels/{stage.careers.id}/threads"
    stage.env.inject_error("POST", path, status=503, code=0, message="later", times=1)
    await trio.press(trio.carol, "Yes")
    await stage.pass_time(hours=1)
    (row,) = await rows(stage, introduction)
    assert row["state"] == "open"
    assert row["thread_id"] != trap.id


# In the middle of opening the thread


@pytest.mark.parametrize("who", ["alice", "bob", "carol"])
async def test_erased_while_the_thread_is_being_opened(trio: Trio, who: str) -> None:
    """The thread that comes too late has nothing in it, and nobody can write there."""
    await trio.prepare()
    stage = trio.stage
    await trio.ask("goal", "two_sentences")
    await trio.press(trio.bob, "Pass it on")
    send = Sender.send

    async def erase_first(self: Sender, channel: int, *given: Any, **named: Any) -> Any:
        sent = await send(self, channel, *given, **named)
        if named.get("mentions"):
            gone = getattr(trio, who)
            await privacy.erase(stage.app.coach, Caller(gone.id, 999))
        return sent

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sender, "send", erase_first)
        await trio.press(trio.carol, "Yes")
    await stage.pass_time(days=8)
    seen = stage.seen(trio.community.owner, trio.thread())
    assert [one.content for one in seen if GOAL in one.content] == []
    assert trio.thread()._channel.thread_metadata.archived


@pytest.mark.parametrize(("who", "told"), [("alice", "bob"), ("carol", "bob")])
async def test_erased_while_the_friend_is_being_asked(trio: Trio, who: str, told: str) -> None:
    """The message that comes too late goes again."""
    await trio.prepare()
    stage = trio.stage
    send = Sender.send

    async def erase_first(self: Sender, channel: int, *given: Any, **named: Any) -> Any:
        sent = await send(self, channel, *given, **named)
        gone = getattr(trio, who)
        with contextlib.suppress(privacy.NothingStored):
            await privacy.erase(stage.app.coach, Caller(gone.id, 999))
        return sent

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sender, "send", erase_first)
        await trio.ask("goal", "two_sentences")
    await stage.pass_time(minutes=5)
    assert GOAL not in trio.told(getattr(trio, told))
    assert who.title() not in trio.told(getattr(trio, told))


async def test_reported_while_the_thread_is_being_opened(trio: Trio) -> None:
    await trio.prepare()
    stage = trio.stage
    await trio.ask("goal", "two_sentences")
    await trio.press(trio.bob, "Pass it on")
    (row,) = await rows(stage, introduction)
    send = Sender.send

    async def report_first(self: Sender, channel: int, *given: Any, **named: Any) -> Any:
        if named.get("mentions"):
            caller = Caller(trio.bob.id, 999)
            await reports.file(
                stage.app.coach, caller, row["id"], Role.ASKER, reports.Reason.RUDE, None
            )
        return await send(self, channel, *given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sender, "send", report_first)
        await trio.press(trio.carol, "Yes")
    await stage.pass_time(days=1)
    assert trio.thread()._channel.thread_metadata.locked
    assert (await trio.states()) in (["quiet"], ["ended"])


async def test_a_thread_that_can_not_be_filled_is_put_away(trio: Trio) -> None:
    """Somebody can't be let in: everybody has a text, and no empty thread is left open."""
    await trio.prepare()
    stage = trio.stage
    await trio.ask("goal", "two_sentences")
    await trio.press(trio.bob, "Pass it on")
    refuse = NoAccess("HTTP 403, code 50001", forbidden=True)

    async def refused(*_given: Any) -> None:
        raise refuse

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sender, "add_to_thread", refused)
        await trio.press(trio.carol, "Yes")
    await stage.pass_time(days=1)
    assert trio.thread()._channel.thread_metadata.archived
    for one in (trio.alice, trio.bob, trio.carol):
        assert "I can't open a thread there" in trio.told(one)


# Many at once


async def test_many_askers_do_not_flood_one_member(community: Community) -> None:
    """A door through which 30 members ask: a few requests arrive, and whoever closes the door is
    asked no more."""
    stage = community.stage
    trio = Trio(community)
    await trio.prepare(Feature.OPEN_DOOR, reachable=(trio.carol,))
    await trio.carol.slash(stage.careers, "opendoor set", topics="data", per_month=2)
    for number in range(30):
        with contextlib.suppress(introductions.Over):
            await ask_through_door(trio, number)
    await stage.sweep()
    asked = "would like to come through your open door"
    assert trio.told(trio.carol).count(asked) == MOST_ASKED
    await stage.pass_time(days=8)
    await ask_through_door(trio, 31)
    await trio.carol.slash(stage.careers, "opendoor close")
    await stage.pass_time(days=9)
    assert trio.told(trio.carol).count(asked) == MOST_ASKED
    assert await is_quiet(stage)
    assert {one for one in await trio.states() if one != "ended"} == set()


async def ask_through_door(trio: Trio, number: int) -> None:
    """One more member asks Carol through her door."""
    stage, coach = trio.stage, trio.stage.app.coach
    asker = stage.guild.add_member(stage.env.create_user(f"asker{number}"))
    caller = Caller(asker.id, 5000 + number)
    async with coach.database.write() as connection:
        await starting.ensure_in(connection, coach, caller)
    await reachable.confirm_adult(coach, caller, stage.guild.id)
    wanted = Wanted(trio.carol.id, None, "data")
    consent = Consent(frozenset(), 20, asker.name, "Carol")
    joined = stage.now() - timedelta(days=30)
    await introductions.ask(coach, caller, stage.guild.id, wanted, consent, joined)


# What was put away


async def test_words_in_a_thread_put_away_for_its_age_go_all_the_same(trio: Trio) -> None:
    await trio.prepare()
    stage = trio.stage
    thread = await trio.agreed("goal", "two_sentences")
    await stage.pass_time(days=40)
    thread._channel.thread_metadata.archived = True
    (message,) = [one for one in thread.history() if GOAL in one.content]
    path = f"/channels/{thread.id}/messages/{message.id}"
    stage.env.inject_error("DELETE", path, status=400, code=50083, message="archived", times=1)
    await privacy.erase(stage.app.coach, Caller(trio.alice.id, 999))
    await stage.sweep()
    assert [one for one in thread.history() if GOAL in one.content] == []
    assert thread._channel.thread_metadata.archived
    assert await rows(stage, retraction) == []


# Words made to break out


EVIL = (
    "@everyone @here <@&1> <@2> [free](https://evil.example) </careers reset:1> \u202egnp.exe "
    "\u200b\u200b<b>x</b> ||spoiler|| ```code"
)
BROKEN_OUT = re.compile(
    r"(?<!\\)(\[free\]|\|\||```|<@&|<@2>|</careers|@(?=everyone|here))|[\u202e]"
)


@pytest.mark.parametrize("sign", ["*", "_", "<", "`", "\u05d0", "\U0001f600", "x"])
async def test_the_longest_words_fit_every_message(trio: Trio, sign: str) -> None:
    stage = trio.stage
    await trio.prepare()
    for one, name in ((trio.alice, "Al"), (trio.bob, "Bo"), (trio.carol, "Ca")):
        stage.env.backend.edit_member(stage.guild.id, one.id, {"nick": name + sign * 30})
    options = {"person": trio.carol, "via": trio.bob, "for": sign * 200}
    asked = await trio.alice.slash(stage.careers, "intro ask", **options)
    screen = asked.response
    form = await trio.alice.click(screen, label="Goal and two sentences")
    about = {"goal": sign * 300, "two_sentences": sign * 400}
    await trio.alice.submit_modal(form, about)
    await trio.alice.select(screen, custom_id="shows", values=["name", "goal", "two_sentences"])
    await trio.alice.click(screen, label="I'm 18 or over")
    label = next(one for one in labels(screen) if one.startswith("Ask "))
    await trio.alice.click(screen, label=label)
    await stage.sweep()
    await trio.press(trio.bob, "Pass it on")
    await trio.press(trio.carol, "Yes")
    assert await trio.states() == ["open"]
    (message,) = [one for one in trio.thread().history() if "What to expect" in one.content]
    assert max(map(len, [one.content for one in stage.seen(trio.carol.user)])) <= 2000
    assert len(message.content) <= 2000


@pytest.mark.parametrize("closed", ["nobody", "friend", "target", "thread"])
async def test_no_word_of_a_member_breaks_out(trio: Trio, closed: str) -> None:
    """Nor their names: in what the coach sends to others, or gives to copy."""
    stage = trio.stage
    await trio.prepare(reachable=(trio.bob, trio.carol))
    for one in (trio.alice, trio.bob, trio.carol):
        nick = "[free](https://evil.example)"
        stage.env.backend.edit_member(stage.guild.id, one.id, {"nick": nick})
    if closed == "friend":
        stage.close_dms(trio.bob.user)
    if closed == "thread":
        path = f"/channels/{stage.careers.id}/threads"
        stage.env.inject_error("POST", path, status=403, code=50013, message="no", times=None)
    options = {"person": trio.carol, "via": trio.bob, "for": EVIL[:200]}
    asked = await trio.alice.slash(stage.careers, "intro ask", **options)
    screen = asked.response
    form = await trio.alice.click(screen, label="Goal and two sentences")
    await trio.alice.submit_modal(form, {"goal": EVIL, "two_sentences": EVIL})
    await trio.alice.select(screen, custom_id="shows", values=["name", "goal", "two_sentences"])
    await trio.alice.click(screen, label="I'm 18 or over")
    label = next(one for one in labels(screen) if one.startswith("Ask "))
    await trio.alice.click(screen, label=label)
    if closed == "target":
        stage.close_dms(trio.carol.user)
    await stage.sweep()
    if closed != "friend":
        await trio.press(trio.bob, "Pass it on")
    if closed in {"nobody", "thread"}:
        await trio.press(trio.carol, "Yes")
    await stage.pass_time(days=8)
    three = (trio.alice, trio.bob, trio.carol)
    seen = [one for who in three for one in stage.seen(who.user)]
    if closed == "nobody":
        seen += list(trio.thread().history())
    assert any("evil" in one.content for one in seen)
    for one in seen:
        assert BROKEN_OUT.search(one.content) is None, one.content


# Removed and invited again while something is pending


async def test_removed_with_everything_pending_and_invited_again(
    trio: Trio, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is posted meanwhile, nothing rings each second, nothing is doubled afterwards."""
    await trio.prepare(Feature.INTRODUCTIONS, Feature.WINS, Feature.PROMPT)
    stage, backend = trio.stage, trio.stage.env.backend
    await trio.ask("goal")
    await trio.press(trio.bob, "Pass it on")
    shown = await written(stage, trio.bob)
    await trio.bob.click(last(shown), label="Post it")
    carols = next(one for one in stage.seen(trio.carol.user) if "Yes" in labels(one))
    await trio.carol.user.click(carols, label="Yes")
    leave(stage)
    await stage.env.settle()
    channels = f"/channels/{stage.careers.id}"
    refused: dict[str, Any] = {"status": 403, "code": 50001, "message": "no", "times": None}
    for method in ("POST", "GET", "DELETE"):
        stage.env.inject_error(method, f"{channels}/messages", **refused)
    stage.env.inject_error("POST", f"{channels}/threads", **refused)
    caplog.clear()
    await stage.pass_time(days=2)
    assert await is_quiet(stage)
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []
    assert posts(stage) == []
    assert list(stage.careers.threads) == []
    backend.faults.clear()
    come_back(stage)
    await stage.env.settle()
    await stage.pass_time(hours=3)
    assert len(posts(stage)) == 1
    assert await trio.states() == ["open"]
    assert len(list(stage.careers.threads)) == 1


async def test_removed_for_good_with_everything_pending(trio: Trio) -> None:
    """After the thirty days nothing of it is pending any more."""
    await trio.prepare(Feature.INTRODUCTIONS, Feature.WINS, Feature.PROMPT)
    stage = trio.stage
    await trio.ask("goal")
    await trio.press(trio.bob, "Pass it on")
    shown = await written(stage, trio.bob)
    await trio.bob.click(last(shown), label="Post it")
    leave(stage)
    await stage.env.settle()
    await stage.pass_time(days=32)
    assert await rows(stage, careers) == []
    assert await rows(stage, win) == []
    assert await trio.states() == ["ended"]
    waiting = [one for one in await rows(stage, notice) if one["state"] == NoticeState.WAITING]
    assert waiting == []
    assert await is_quiet(stage)


# The database is busy


@pytest.mark.parametrize("error", [StorageBusy, Conflict])
async def test_a_busy_database_loses_nothing_and_delays_nothing_for_hours(
    sharing: Community, error: type[Exception]
) -> None:
    stage = sharing.stage
    await hand_in(stage)

    async def busy(*_given: Any) -> None:
        raise error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.services.careers.wins.claim", busy)
        await stage.sweep()
    assert posts(stage) == []
    await stage.pass_time(minutes=2)
    assert len(posts(stage)) == 1


# What belongs to another server


async def test_ids_of_another_server_do_nothing(trio: Trio) -> None:
    """A report and a queued win, pressed by the owner of a server of their own."""
    await trio.prepare(Feature.INTRODUCTIONS, Feature.WINS, approve_wins=True)
    stage = trio.stage
    shown = await written(stage, trio.bob)
    await trio.bob.click(last(shown), label="Send it to the team")
    await trio.ask("goal")
    (asked,) = await rows(stage, introduction)
    caller = Caller(trio.bob.id, 999)
    rude = reports.Reason.RUDE
    filed = await reports.file(stage.app.coach, caller, asked["id"], Role.ASKER, rude, GOAL)
    (queued,) = await rows(stage, win)
    before = [await rows(stage, table) for table in (win, careers_block, report, careers)]
    theirs = trio.community.elsewhere
    room = theirs.create_text_channel("room")
    boss = theirs.add_member(theirs.owner)
    place = servers.Place(theirs.id, "Elsewhere", boss.id)
    features = Careers(channel=room.id, features=frozenset(Feature))
    await servers.set_up(stage.app.coach, place, features)
    before[3] = await rows(stage, careers)
    message = last(await boss.slash(room, "intro settings"))
    forged = [
        *(f"r:report_{one}:{filed.report.id}" for one in ("read", "pause", "close")),
        f"r:report_block:{filed.report.id}:0",
        *(f"r:queue_{one}:{queued['id']}" for one in ("post", "leave_out")),
        *(f"r:share_{one}:{queued['id']}" for one in ("post", "undo", "change")),
        *(f"r:intro_{one}:{asked['id']}" for one in ("yes", "no", "forward", "withdraw")),
        f"r:intro_report:{asked['id']}:ask_target",
    ]
    for custom_id in forged:
        pressed = await press_in_server(stage, boss, message, custom_id, room)
        said = " ".join(texts(pressed))
        assert GOAL not in said, custom_id
        assert said, custom_id
    tables = (win, careers_block, report, careers)
    assert [await rows(stage, table) for table in tables] == before
    list(stage.env.errors)


# Two clicks at once, and the edges of the calendar


async def test_the_team_and_the_author_press_at_once(community: Community) -> None:
    """Whoever comes first, the win is posted and goes again, or never is."""
    await community.set_up(Feature.WINS, approve_wins=True)
    stage = community.stage
    shown = await written(stage, stage.alice)
    await stage.alice.click(last(shown), label="Send it to the team")
    (queued,) = await rows(stage, win)
    coach, place = stage.app.coach, servers.Place(stage.guild.id, "Careers", community.helper.id)
    server = await servers.required(coach, stage.guild.id)
    results = await asyncio.gather(
        wins.decide(coach, place, server, queued["id"], is_posted=True),
        wins.undo(coach, stage.alice.id, queued["id"]),
        wins.decide(coach, place, server, queued["id"], is_posted=False),
        stage.app.deliveries.sweep(),
        return_exceptions=True,
    )
    refusals = [one for one in results if one is not None and not isinstance(one, wins.Win)]
    assert all(isinstance(one, Feedback) for one in refusals), refusals
    await stage.pass_time(days=2)
    assert posts(stage) == []
    assert await rows(stage, retraction) == []


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Pacific/Kiritimati", "2026-01-31T09:59+00:00", "2026-01-31T10:01+00:00"),
        ("America/New_York", "2026-04-01T03:59+00:00", "2026-04-01T04:01+00:00"),
        ("Europe/Berlin", "2026-10-31T22:59+00:00", "2026-10-31T23:01+00:00"),
        ("Asia/Kathmandu", "2026-02-28T18:14+00:00", "2026-02-28T18:16+00:00"),
    ],
)
def test_an_open_doors_month_turns_at_the_servers_midnight(
    zone: str, before: str, after: str
) -> None:
    settings = Careers(zone=zone)
    first, second = map(datetime.fromisoformat, (before, after))
    month = settings.month(first)
    door = open_doors.Door(1, 2, ("data",), 1, month, held=1)
    assert not open_doors.takes_more(door, settings, first)
    assert open_doors.takes_more(door, settings, second)
    assert not open_doors.takes_more(replace(door, closed=True), settings, second)


@pytest.mark.parametrize(
    ("zone", "at"),
    [("Europe/Berlin", time(2, 30)), ("America/New_York", time(2, 30)), ("Asia/Tehran", time(0))],
)
def test_a_post_comes_once_a_week_whatever_the_clocks_do(zone: str, at: time) -> None:
    for weekday in range(7):
        now, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
        dues = []
        while now < end:
            now = following(Weekly(weekday, at), zone, now)
            dues.append(now)
        gaps = {later - earlier for earlier, later in pairwise(dues)}
        assert all(abs(gap - timedelta(days=7)) <= timedelta(hours=1) for gap in gaps)
        assert len({local_day(one, zone) for one in dues}) == len(dues)


# Discord refuses for long


@pytest.mark.parametrize(
    ("status", "code"), [(403, 50001), (403, 50013), (404, 10003), (500, 0), (429, 0), (400, 20026)]
)
async def test_refusals_of_everything_hang_nothing(trio: Trio, status: int, code: int) -> None:
    """Every request to Discord fails for ten days: each pending thing has ended after that, and
    nothing of it comes later."""
    await trio.prepare(*Feature, reachable=(trio.bob, trio.carol))
    stage = trio.stage
    await trio.ask("goal")
    await trio.press(trio.bob, "Pass it on")
    shown = await written(stage, trio.bob)
    await trio.bob.click(last(shown), label="Post it")
    await trio.carol.user.click(stage.seen(trio.carol.user)[-1], label="Yes")
    for method in ("POST", "PATCH", "DELETE"):
        for place in (stage.careers.id, trio.community.log.id):
            for part in ("messages", "threads"):
                refused: dict[str, Any] = {
                    "status": status,
                    "code": code,
                    "message": "no",
                    "times": None,
                }
                stage.env.inject_error(method, f"/channels/{place}/{part}", **refused)
    await stage.pass_time(days=10)
    stage.env.backend.faults.clear()
    await stage.pass_time(days=5)
    assert posts(stage) == []
    assert "let me post your win" in trio.told(trio.bob)
    assert (await trio.states())[0] in {"open", "ended"}
    waiting = [one for one in await rows(stage, notice) if one["state"] == NoticeState.WAITING]
    assert waiting == []
    assert await is_quiet(stage)
