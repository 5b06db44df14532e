"""/privacy, as a member sees it."""

import csv
import io
import json

import discord
import pytest
import sqlalchemy as sa

from bot.delivery.sender import Arrival, Sender
from bot.services import people, privacy
from bot.services.coach import Caller
from bot.services.outgoing import Message
from bot.storage.tables import metadata
from tests.e2e.stage import Stage, labels, raw_click, raw_slash, texts
from tests.services.test_privacy import OWN_ID_STAYS, PRIVATE, seed


@pytest.fixture
async def seeded(stage: Stage) -> Stage:
    """Alice has one of everything."""
    await seed(stage.app.coach, stage.alice.id)
    return stage


async def rows_left(stage: Stage) -> int:
    """How many rows of Alice there are, in all tables."""
    total = 0
    async with stage.app.database.read() as connection:
        for table in metadata.sorted_tables:
            column = table.c.get("member_id", table.c.id if table.name == "member" else None)
            if column is not None and table.name not in OWN_ID_STAYS:
                query = sa.select(sa.func.count()).select_from(table)
                query = query.where(column == stage.alice.id)
                total += (await connection.execute(query)).scalar_one()
    return total


async def test_view_says_what_where_and_how_much(seeded: Stage) -> None:
    result = await seeded.alice.slash(seeded.careers, "privacy view")
    what, now = texts(result)
    assert "Who sees it" in what
    assert result.ephemeral
    assert result.followups[0].ephemeral
    for words in (
        "What you hope to learn: to learn about boats",
        "1 person, 2 steps, 1 note with a step, 1 draft or note, 1 question",
        "1 name not to be contacted (only a fingerprint of it)",
        "Europe/Berlin",
        "It lies in one file on the computer of whoever runs me.",
    ):
        assert words in now


@pytest.mark.parametrize("command", ["privacy view", "privacy export"])
async def test_somebody_new_has_nothing(stage: Stage, command: str) -> None:
    result = await stage.alice.user.slash(command)
    assert "I have nothing stored about you" in texts(result)[0]
    assert await rows_left(stage) == 0


async def test_json_has_everything(seeded: Stage) -> None:
    result = await seeded.alice.slash(seeded.careers, "privacy export", format="json")
    assert result.ephemeral
    (file,) = result.response.attachments
    content = await file.read()
    for word in PRIVATE:
        assert word in content.decode()
    document = json.loads(content)
    assert document["people"][0]["history"][1]["kind"] == "asked"
    assert document["you"]["settings"]["working_days"] == [0, 1, 2, 3, 4]


async def test_markdown_has_everything_in_words(seeded: Stage) -> None:
    result = await seeded.alice.user.slash("privacy export")
    (file,) = result.response.attachments
    assert file.filename == "rapport.md"
    content = (await file.read()).decode()
    for word in PRIVATE:
        assert word in content.replace("\\", "")
    assert "asked Sam Okafor-Lindqvist" in content
    assert "Mon 5 Jan 2026, 11:00" in content


async def test_csv_opens_in_a_spreadsheet_and_runs_nothing(seeded: Stage) -> None:
    caller = Caller(seeded.alice.id, 77)
    evil = '=HYPERLINK("http://x","y")'
    await people.add(seeded.app.coach, caller, name=evil, why="@SUM(1)", organisation="+49 x")
    result = await seeded.alice.user.slash("privacy export", format="csv")
    files = {file.filename: await file.read() for file in result.response.attachments}
    assert set(files) == {
        f"rapport-{name}.csv"
        for name in (
            *("you", "people", "history", "texts", "questions", "talks", "reminders"),
            *("messages", "servers"),
        )
    }
    everything = b"".join(files.values()).decode()
    for word in PRIVATE:
        assert word in everything
    for content in files.values():
        assert content.startswith(b"\xef\xbb\xbf")
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    people_table = csv.DictReader(io.StringIO(files["rapport-people.csv"].decode("utf-8-sig")))
    found = {(row["name"], row["why"], row["organisation"]) for row in people_table}
    assert (f"'{evil}", "'@SUM(1)", "'+49 x") in found


async def test_erasing_takes_one_confirmation_and_leaves_nothing(seeded: Stage) -> None:
    await seeded.alice.user.slash("reminders show")
    await seeded.alice.user.slash("privacy view")
    asked = await seeded.alice.user.slash("privacy erase")
    assert "can't be undone" in asked.response.content
    assert labels(asked.response) == ["Erase everything", "Keep it"]
    assert await rows_left(seeded) > 0
    done = await seeded.alice.user.click(asked.response, label="Erase everything")
    assert await rows_left(seeded) == 0
    assert "Erased: 1 person" in done.response.content
    assert "3 messages of mine are gone" in done.response.content
    assert labels(done.response) == []
    assert [message.id for message in seeded.seen()] == [done.response.id]
    assert not any(word in done.response.content for word in PRIVATE)
    begun = await seeded.alice.user.slash("coach")
    assert begun.acknowledged
    assert "Sam" not in texts(begun)[0]


async def test_erasing_from_a_server_clears_the_direct_messages_too(seeded: Stage) -> None:
    channel = await seeded.env.bot.create_dm(discord.Object(seeded.alice.id))
    for number in range(130):
        await channel.send(f"A nudge about Sam, {number}")
    asked = await seeded.alice.slash(seeded.careers, "privacy erase")
    assert asked.ephemeral
    done = await seeded.alice.click(asked.response, label="Erase everything")
    assert "130 messages of mine are gone" in done.response.content
    assert seeded.seen() == []


async def test_erasing_survives_a_discord_that_refuses(seeded: Stage) -> None:
    channel = await seeded.env.bot.create_dm(discord.Object(seeded.alice.id))
    for _number in range(2):
        await channel.send("A nudge about Sam")
    seeded.env.inject_error(
        "DELETE", f"/channels/{seeded.dm.id}/messages/*", status=403, code=50003, times=1
    )
    asked = await seeded.alice.slash(seeded.careers, "privacy erase")
    done = await seeded.alice.click(asked.response, label="Erase everything")
    assert await rows_left(seeded) == 0
    assert "1 message of mine is gone" in done.response.content
    assert "tries again whenever you like" in done.response.content
    again = await seeded.alice.slash(seeded.careers, "privacy erase")
    assert "I have nothing stored about you" in again.response.content
    done = await seeded.alice.click(again.response, label="Erase everything")
    assert "1 message of mine is gone" in done.response.content
    assert seeded.seen() == []


async def test_erasing_survives_closed_direct_messages(seeded: Stage) -> None:
    seeded.env.inject_error(
        "POST", "/users/@me/channels", status=403, code=50007, message="no", times=None
    )
    asked = await seeded.alice.slash(seeded.careers, "privacy erase")
    done = await seeded.alice.click(asked.response, label="Erase everything")
    assert await rows_left(seeded) == 0
    assert "Discord didn't let me take all" in done.response.content


async def test_nothing_is_erased_without_the_press(seeded: Stage) -> None:
    before = await rows_left(seeded)
    asked = await seeded.alice.user.slash("privacy erase")
    kept = await seeded.alice.user.click(asked.response, label="Keep it")
    assert "Nothing was erased" in kept.response.content
    assert await rows_left(seeded) == before


async def test_nothing_goes_out_after_erasing(seeded: Stage) -> None:
    asked = await seeded.alice.slash(seeded.careers, "privacy erase")
    await seeded.alice.click(asked.response, label="Erase everything")
    await seeded.pass_time(days=30)
    assert seeded.seen() == []


async def test_another_open_confirmation_goes_with_the_rest(seeded: Stage) -> None:
    first = await seeded.alice.user.slash("privacy erase")
    second = await seeded.alice.user.slash("privacy erase")
    await seeded.alice.user.click(first.response, label="Erase everything")
    assert await rows_left(seeded) == 0
    assert [message.id for message in seeded.seen()] == [first.response.id]
    assert second.response is None


async def test_somebody_else_cannot_press_the_confirmation(seeded: Stage) -> None:
    before = await rows_left(seeded)
    asked = await seeded.alice.user.slash("privacy erase")
    assert asked.response is not None
    pressed = raw_click(seeded, seeded.bob.user, seeded.last(), "erase")
    await seeded.env.settle()
    assert "belongs to somebody else" in texts(pressed)[0]
    assert await rows_left(seeded) == before


async def test_a_user_install_may_see_and_take_along(seeded: Stage) -> None:
    owners = {"1": str(seeded.alice.id)}
    for name in ("privacy view", "privacy export", "privacy erase"):
        result = raw_slash(
            seeded,
            seeded.alice,
            name,
            context=0,
            owners=owners,
            channel=seeded.careers,
            guild=seeded.guild,
        )
        await seeded.env.settle()
        assert result.ephemeral
        assert len(result.followups) <= 5


async def test_a_nudge_on_its_way_while_everything_is_erased_does_not_stay(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    send, sent = Sender.send, []

    async def erased_meanwhile(
        self: Sender, channel_id: int, message: Message, nonce: str
    ) -> Arrival:
        sent.append(await send(self, channel_id, message, nonce))
        await privacy.erase(stage.app.coach, Caller(stage.alice.id))
        return sent[-1]

    monkeypatch.setattr(Sender, "send", erased_meanwhile)
    await stage.alice.user.slash("people add", name="Sam")
    before = [one.id for one in stage.seen()]
    await stage.pass_time(days=8)
    assert len(sent) == 1
    assert [one.id for one in stage.seen()] == before
