"""Seeing, exporting and erasing what is stored, on both databases."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.careers import Careers
from bot.coaching.events import EventKind
from bot.coaching.live import Became, Press, Talk
from bot.coaching.packing import Parcel, Pending
from bot.coaching.rules import Travel
from bot.keys import DataKey
from bot.services import history, people, privacy, reminders, starting
from bot.services.coach import Caller, Coach
from bot.services.history import Report
from bot.services.labels import Label
from bot.services.outgoing import Message
from bot.storage import careers, deliveries, members, nudges, talks
from bot.storage.engine import count_statements
from bot.storage.records import Writing
from bot.storage.tables import metadata
from tests.clock import FakeClock

ALICE, BOB = 1_000_000_000_000_000_001, 1_000_000_000_000_000_002
CAREERS = (900_000_000_000_000_001, "Careers")
PRIVATE = (
    "Okafor-Lindqvist",
    "Pelican Robotics",
    "Head of Rudders",
    "that talk on tillers",
    "Grandmother Ilse",
    "a note nobody may read",
    "Dear Sam, may I ask",
    "Subject of tillers",
    "What does a rudder cost?",
    "Rudders are dear.",
    "to learn about boats",
    "I build small boats. I like wood.",
    "Alice Example",
    "I dared to ask a rudder maker",
    "varnish",
    "the asker's goal",
)
OWN_ID_STAYS = {"careers_block"}
"""What a server's team decided; erasing oneself is no way around it."""


async def seed(coach: Coach, member_id: int = ALICE, server: tuple[int, str] = CAREERS) -> str:
    """One of everything that can be stored about a member; the person's id."""

    def caller(interaction: int) -> Caller:
        return Caller(member_id, interaction, guild=server)

    await starting.tell_about(
        coach,
        caller(1),
        name="Alice Example",
        goal="to learn about boats",
        two_sentences="I build small boats. I like wood.",
    )
    added = await people.add(
        coach,
        caller(2),
        name="Sam Okafor-Lindqvist",
        organisation="Pelican Robotics",
        role="Head of Rudders",
        why="that talk on tillers",
        via="Grandmother Ilse",
    )
    sam = added.standing.person.id
    draft = Writing("request_email", "Dear Sam, may I ask", "Subject of tillers")
    words = Report(EventKind.ASKED, words="a note nobody may read")
    await history.record(coach, caller(3), sam, words, drafts=[draft])
    await reminders.change(coach, caller(4), zone="Europe/Berlin", home=server)
    key = coach.keyring.open(added.standing.member.data_key)
    async with coach.database.write() as connection:
        await connection.execute(
            sa.insert(metadata.tables["question"]).values(
                person_id=sam,
                id="q1",
                member_id=member_id,
                position=0,
                phase="opening",
                text=key.seal("What does a rudder cost?"),
            )
        )
        press = Press(Became.NOTED, "q1", "Rudders are dear.", "What does a rudder cost?")
        live = Talk(coach.clock.now(), 20, presses=(press,))
        await talks.save(connection, key, member_id, sam, live)
        stored = (await nudges.of_person(connection, sam))[0]
        pending = Pending(stored.id, sam, stored.key, stored.due)
        parcel = Parcel("bundle:2026-01-14", Travel.BUNDLE, (pending,))
        now = coach.clock.now()
        new = deliveries.New(member_id, now.date(), parcel)
        await deliveries.create(connection, [new], now)
        await connection.execute(
            sa.update(metadata.tables["delivery"])
            .where(metadata.tables["delivery"].c.member_id == member_id)
            .values(body=key.seal(Message("A word about Okafor-Lindqvist").frozen()))
        )
        await connection.execute(
            sa.insert(metadata.tables["do_not_contact"]).values(
                member_id=member_id, name_mac=key.mac("kim"), created=now
            )
        )
        await seed_in_server(coach, connection, key, member_id, server[0])
    return sam


async def seed_in_server(
    coach: Coach, connection: AsyncConnection, key: DataKey, member_id: int, guild_id: int
) -> None:
    """One of everything that can be stored about a member in a server."""
    now, tables = coach.clock.now(), metadata.tables
    mine = {"guild_id": guild_id, "member_id": member_id}
    introduced = f"i{member_id % 1000}"
    win = json.dumps({"words": "I dared to ask a rudder maker", "author": "Al", "kept": []})
    words = json.dumps({"asker": "Al", "target": "Ti", "goal": "the asker's goal"})
    if await careers.load(connection, guild_id) is None:
        await careers.insert(connection, coach.keyring, guild_id, Careers(), now)
    for name, values in {
        "careers_member": {**mine, "reachable": now, "adult": now},
        "careers_block": {**mine, "at": now, "by_id": 7, "reason": b"r"},
        "open_door": {
            **mine,
            "topics": key.seal('["varnish"]'),
            "per_month": 2,
            "month": "2026-01",
        },
        "win": {
            **mine,
            "id": f"w{member_id % 1000}",
            "text": key.seal(win),
            "named": True,
            "state": "posted",
            "nonce": "n",
            "created": now,
            "channel_id": 70,
            "message_id": 700 + member_id % 1000,
        },
        "introduction": {
            "id": introduced,
            "guild_id": guild_id,
            "asker_id": member_id,
            "friend_id": 21,
            "target_id": 22,
            "state": "target",
            "created": now,
            "changed": now,
            "expires": now + timedelta(days=7),
            "minutes": 20,
            "shows": {"asker": ["name"], "friend": ["name"]},
            "words": key.seal(words),
        },
        "notice": {
            **mine,
            "introduction_id": introduced,
            "kind": "ended",
            "nonce": "n",
            "created": now,
            "due": now,
            "expires": now,
        },
        "report": {
            "id": f"r{member_id % 1000}",
            "guild_id": guild_id,
            "introduction_id": introduced,
            "reporter_id": member_id,
            "reported_id": 22,
            "reason": "rude",
            "state": "open",
            "created": now,
            "expires": now,
        },
    }.items():
        await connection.execute(sa.insert(tables[name]).values(**values))
    await connection.execute(
        sa.insert(tables["notice"]).values(
            guild_id=guild_id,
            member_id=22,
            introduction_id=introduced,
            kind="ask_target",
            nonce="n",
            created=now,
            due=now,
            expires=now,
            state=1,
            channel_id=71,
            message_id=720 + member_id % 1000,
        )
    )


async def rows_of(coach: Coach, member_id: int) -> dict[str, int]:
    """How many rows of a member each table has."""
    found = {}
    async with coach.database.read() as connection:
        for table in metadata.sorted_tables:
            column = table.c.get("member_id", table.c.id if table.name == "member" else None)
            if column is None:
                continue
            query = sa.select(sa.func.count()).select_from(table).where(column == member_id)
            found[table.name] = (await connection.execute(query)).scalar_one()
    return found


def contents_of(coach: Coach) -> bytes:
    """Every byte of the database's files on SQLite."""
    file = coach.database.file
    assert file is not None
    return b"".join(
        one.read_bytes() for one in sorted(file.parent.glob(f"{file.name}*")) if one.is_file()
    )


async def test_nobody_has_nothing_stored(coach: Coach) -> None:
    for use_case in (privacy.view, privacy.everything, privacy.erase):
        with pytest.raises(privacy.NothingStored):
            await use_case(coach, Caller(ALICE))


async def test_view_counts_everything(coach: Coach) -> None:
    await seed(coach)
    with count_statements(coach.database) as count:
        holdings = await privacy.view(coach, Caller(ALICE))
    assert count.total <= 6
    counts = holdings.counts
    assert (counts.people, counts.steps, counts.noted) == (1, 2, 1)
    assert (counts.drafts, counts.questions, counts.messages, counts.off_limits) == (1, 1, 1, 1)
    assert counts.talks == 1
    assert counts.nudges > 0
    assert {one.kind for one in holdings.in_servers} == set(privacy.Kind) - {privacy.Kind.CHANGE}


async def test_everything_is_read_in_six_statements(coach: Coach, clock: FakeClock) -> None:
    sam = await seed(coach)
    with count_statements(coach.database) as count:
        everything = await privacy.everything(coach, Caller(ALICE))
    assert count.total <= 6
    assert everything.member.about.goal == "to learn about boats"
    person = everything.people[0]
    assert person.person.details.via == "Grandmother Ilse"
    assert [step.words for step in person.steps] == [None, "a note nobody may read"]
    assert everything.drafts[sam][0][1].subject == "Subject of tillers"
    assert everything.questions[sam][0].text == "What does a rudder cost?"
    talk = everything.people[0].talk
    assert talk is not None
    assert [one.words for one in talk.notes] == ["Rudders are dear."]
    assert everything.nudges[sam]
    assert [one.text for one in everything.messages] == ["A word about Okafor-Lindqvist"]
    assert everything.kept_away == (clock.now(),)
    words = {one.kind: one.words for one in everything.in_servers if one.words}
    assert words == {
        privacy.Kind.DOOR: "varnish",
        privacy.Kind.WIN: "I dared to ask a rudder maker",
        privacy.Kind.INTRODUCTION: "the asker's goal",
    }


async def test_only_ones_own_is_read(coach: Coach) -> None:
    await seed(coach)
    await people.add(coach, Caller(BOB, 9), name="Kim")
    everything = await privacy.everything(coach, Caller(BOB))
    assert [one.person.name for one in everything.people] == ["Kim"]
    assert (everything.drafts, everything.questions) == ({}, {})
    assert (everything.messages, everything.kept_away) == ((), ())


async def test_erasing_leaves_no_row_and_no_key_and_nobody_else_is_touched(coach: Coach) -> None:
    await seed(coach)
    await seed(coach, BOB)
    before = await rows_of(coach, BOB)
    assert all(count for count in (await rows_of(coach, ALICE)).values())
    member = (await privacy.view(coach, Caller(ALICE))).member
    opened = coach.keyring.open(member.data_key)
    coach.labels.put(ALICE, [Label("x", "Sam", "", history.Stage.IDEA)])
    with count_statements(coach.database) as count:
        erased = await privacy.erase(coach, Caller(ALICE))
    assert count.total <= 12
    assert erased.counts.people == 1
    left = {name for name, count in (await rows_of(coach, ALICE)).items() if count}
    assert left == OWN_ID_STAYS
    assert await rows_of(coach, BOB) == before
    assert coach.labels.get(ALICE) is None
    assert coach.keyring.open(member.data_key) is not opened  # it was forgotten


async def test_the_file_holds_no_private_word_before_and_no_key_after(
    sqlite_coach: Coach,
) -> None:
    coach = sqlite_coach
    await seed(coach)
    member = (await privacy.view(coach, Caller(ALICE))).member
    before = contents_of(coach)
    for word in PRIVATE:
        for encoded in (word.encode(), word.encode("utf-16-le")):
            assert encoded not in before, word
    assert member.data_key in before
    async with coach.database.write() as connection:  # which stays, and names them
        await connection.execute(sa.delete(metadata.tables["careers_block"]))
    await privacy.erase(coach, Caller(ALICE))
    after = contents_of(coach)
    assert member.data_key not in after
    assert str(ALICE).encode() not in after
    for word in PRIVATE:
        assert word.encode() not in after


async def test_what_others_see_of_an_erased_member_is_to_be_deleted(coach: Coach) -> None:
    await seed(coach)
    tables = metadata.tables
    async with coach.database.write() as connection:
        key = coach.keyring.open((await members.load(connection, coach.keyring, ALICE)).data_key)
        now = coach.clock.now()
        for number, state, tried in ((1, "posting", now), (2, "queued", None)):
            await connection.execute(
                sa.insert(tables["win"]).values(
                    guild_id=CAREERS[0],
                    member_id=ALICE,
                    id=f"x{number}",
                    text=key.seal('{"words": "w", "author": "a", "kept": []}'),
                    named=True,
                    state=state,
                    nonce="n",
                    created=now,
                    tried=tried,
                    channel_id=72 if tried else None,
                )
            )
    await privacy.erase(coach, Caller(ALICE))
    async with coach.database.read() as connection:
        rows = (await connection.execute(sa.select(tables["retraction"]))).mappings().all()
        reports = (await connection.execute(sa.select(tables["report"]))).mappings().all()
        notices = (await connection.execute(sa.select(tables["notice"]))).mappings().all()
    found = {(one["channel_id"], one["message_id"], one["marker"]) for one in rows}
    assert found == {(70, 701, None), (71, 721, None), (72, None, "r:share_own:x1")}
    assert str(ALICE) not in repr([dict(one) for one in [*rows, *reports, *notices]])
    assert [one["reporter_id"] for one in reports] == [0]


@pytest.mark.parametrize("state", ["open", "closed"])
async def test_an_open_report_about_somebody_outlives_them_without_their_words(
    coach: Coach, state: str
) -> None:
    await seed(coach, BOB)
    await seed(coach)
    report = metadata.tables["report"]
    async with coach.database.write() as connection:
        await connection.execute(
            sa.update(report)
            .where(report.c.reporter_id == BOB)
            .values(reported_id=ALICE, text=b"sealed", state=state)
        )
    await privacy.erase(coach, Caller(ALICE))
    async with coach.database.read() as connection:
        query = sa.select(report).where(report.c.reporter_id == BOB)
        rows = (await connection.execute(query)).mappings().all()
    left = [(one["reported_id"], one["text"]) for one in rows]
    assert left == ([(ALICE, None)] if state == "open" else [])


async def test_an_introduction_that_has_not_come_to_somebody_isnt_told_of(coach: Coach) -> None:
    await seed(coach)
    await people.add(coach, Caller(BOB, 9, guild=CAREERS), name="Kim")
    introduction = metadata.tables["introduction"]
    for shows, seen in (({"asker": []}, 0), ({"asker": [], "friend": ["name"]}, 1)):
        async with coach.database.write() as connection:
            await connection.execute(
                sa.update(introduction).values(target_id=BOB, shows=shows, state="quiet")
            )
        held = (await privacy.view(coach, Caller(BOB))).in_servers
        assert [one.kind for one in held] == [privacy.Kind.INTRODUCTION] * seen
        assert not any(one.words for one in held)


async def test_after_erasing_one_may_begin_anew(coach: Coach, clock: FakeClock) -> None:
    await seed(coach)
    await privacy.erase(coach, Caller(ALICE))
    clock.advance(days=1)
    again = await people.add(coach, Caller(ALICE, 50), name="Sam")
    assert again.standing.member.created == clock.now()
    assert again.standing.member.about.goal == ""


async def test_what_was_due_is_gone_as_well(coach: Coach, clock: FakeClock) -> None:
    await seed(coach)
    await privacy.erase(coach, Caller(ALICE))
    later = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(days=400)
    async with coach.database.read() as connection:
        assert await nudges.members_with_due(connection, later, 10) == []
        assert await deliveries.earliest_attempt(connection) is None
