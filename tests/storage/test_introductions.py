"""Introductions, their outbox, allowances, blocks and reports, as both databases keep them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.careers import Careers
from bot.coaching.introducing import Consents, Detail, State, Tell
from bot.keys import Keyring
from bot.storage import (
    allowances,
    blocks,
    careers,
    introductions,
    members,
    notices,
    reports,
)
from bot.storage.allowances import Allowance
from bot.storage.blocks import Block
from bot.storage.engine import Database
from bot.storage.introductions import Introduction, Words
from bot.storage.notices import Due
from bot.storage.reports import Report, ReportState
from bot.storage.tables import NoticeState
from tests.clock import MONDAY_MORNING

NOW = MONDAY_MORNING
WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)
ALICE, BOB, CAROL, HOME = 1, 2, 3, 5


async def people(connection: AsyncConnection, keyring: Keyring) -> None:
    await members.upsert_home(connection, HOME, "Home", NOW)
    await careers.insert(connection, keyring, HOME, Careers(), NOW)
    for one in (ALICE, BOB, CAROL):
        await members.insert(connection, keyring, one, "en", NOW)


def asked(identifier: str = "0aaaaaaaaaaa", **changes: object) -> Introduction:
    made = Introduction(
        id=identifier,
        guild_id=HOME,
        asker_id=ALICE,
        friend_id=BOB,
        target_id=CAROL,
        state=State.FRIEND,
        created=NOW,
        changed=NOW,
        expires=NOW + WEEK,
        minutes=20,
        consents=Consents(frozenset({Detail.GOAL})),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


async def test_a_request_comes_back_as_it_was(database: Database, keyring: Keyring) -> None:
    words = Words("Alice", "Carol", "Bob", "data", "to learn", "")
    async with database.write() as connection:
        await people(connection, keyring)
        alice = await members.load(connection, keyring, ALICE)
        assert alice is not None
        key = keyring.open(alice.data_key)
        made = asked(words=introductions.sealed(words, key))
        await introductions.insert(connection, made)
        changed = replace(
            made,
            state=State.OPEN,
            expires=None,
            consents=Consents(frozenset(), friend=True, target=True),
            thread_id=9,
            version=2,
        )
        assert await introductions.load(connection, made.id) == made
        await introductions.change(connection, changed)
        found = await introductions.load(connection, made.id, lock=True)
        assert found == changed
        assert found.opened(key) == words
        assert await introductions.load(connection, "0nobody") is None
        door = asked("0bbbbbbbbbbb", friend_id=None, has_friend=False)
        await introductions.insert(connection, door)
        assert await introductions.load(connection, door.id) == door


async def test_limits_see_what_is_pending_and_what_is_recent(
    database: Database, keyring: Keyring
) -> None:
    async with database.write() as connection:
        await people(connection, keyring)
        old = NOW - timedelta(days=40)
        await introductions.insert(connection, asked("0a", created=old, changed=old))
        await introductions.insert(
            connection, asked("0b", created=old, changed=old, state=State.ENDED)
        )
        await introductions.insert(connection, asked("0c", state=State.ENDED))
        found = await introductions.earlier(connection, HOME, ALICE, NOW - timedelta(days=30))
        assert sorted(one.state for one in found) == ["ended", "friend"]
        assert await introductions.earlier(connection, HOME, BOB, old) == []
        listed = await introductions.asked_by(connection, HOME, ALICE, [State.FRIEND])
        assert [one.id for one in listed] == ["0a"]


async def test_what_lapses(database: Database, keyring: Keyring) -> None:
    async with database.write() as connection:
        await people(connection, keyring)
        assert await introductions.next_lapse(connection) is None
        await introductions.insert(connection, asked("0a", expires=NOW + HOUR))
        await introductions.insert(connection, asked("0b", expires=NOW))
        await introductions.insert(connection, asked("0c", expires=None, state=State.ENDED))
        assert await introductions.next_lapse(connection) == NOW
        assert await introductions.lapsing(connection, NOW, 9) == ["0b"]
        assert await introductions.lapsing(connection, NOW + HOUR, 1) == ["0b"]


async def test_a_member_is_kept_away_in_one_server(database: Database, keyring: Keyring) -> None:
    async with database.write() as connection:
        await people(connection, keyring)
        await members.upsert_home(connection, 6, "Other", NOW)
        for number, one in enumerate(
            [
                asked(state=State.FRIEND),
                asked(state=State.TARGET),
                asked(state=State.AGREED),
                asked(state=State.FRIEND, guild_id=6),
            ]
        ):
            await introductions.insert(connection, replace(one, id=f"0{number}", words=b"w"))
        await introductions.quieten(connection, HOME, CAROL, NOW + HOUR)
        found = [await introductions.load(connection, f"0{number}") for number in range(4)]
        states = [one.state for one in found if one]
        assert states == [State.QUIET, State.QUIET, State.AGREED, State.FRIEND]
        assert [one.words for one in found if one] == [None, None, b"w", b"w"]
        assert found[0] is not None
        assert found[0].changed == NOW + HOUR
        assert found[0].expires == NOW + WEEK


async def test_a_member_is_forgotten(database: Database, keyring: Keyring) -> None:
    async with database.write() as connection:
        await people(connection, keyring)
        await introductions.insert(connection, asked("0a", words=b"w"))
        await introductions.insert(connection, asked("0b", state=State.OPEN, words=b"w"))
        assert len(await introductions.of_member(connection, BOB)) == 2
        await introductions.forget(connection, BOB, NOW + HOUR)
        first = await introductions.load(connection, "0a")
        second = await introductions.load(connection, "0b")
        assert first is not None
        assert second is not None
        assert (first.state, first.friend_id, first.target_id) == (State.QUIET, None, CAROL)
        assert first.changed == NOW + HOUR
        assert (second.state, second.changed, second.words) == (State.OPEN, NOW, None)
        await members.delete(connection, ALICE)
        assert await introductions.load(connection, "0a") is None


async def test_what_is_old_goes(database: Database, keyring: Keyring) -> None:
    async with database.write() as connection:
        await people(connection, keyring)
        assert await introductions.oldest_settled(connection) is None
        await introductions.insert(connection, asked("0a", words=b"w"))
        await introductions.insert(connection, asked("0b", state=State.ENDED, words=b"w"))
        assert await introductions.oldest_settled(connection, with_words=True) == NOW
        await introductions.forget_words(connection, NOW)
        assert await introductions.oldest_settled(connection, with_words=True) is None
        pending = await introductions.load(connection, "0a")
        assert pending is not None
        assert pending.words == b"w"
        assert await introductions.oldest_settled(connection) == NOW
        await introductions.purge(connection, NOW)
        assert await introductions.load(connection, "0b") is None
        assert await introductions.load(connection, "0a") is not None


async def test_the_outbox(database: Database, keyring: Keyring) -> None:
    async with database.write() as connection:
        assert await notices.next_due(connection) is None
        await notices.add(connection, [], NOW)
        wanted = [
            Due(HOME, BOB, "0a", Tell.ASK_FRIEND, NOW, NOW + WEEK),
            Due(HOME, CAROL, "0a", Tell.ENDED, NOW + HOUR, NOW + WEEK),
        ]
        await notices.add(connection, wanted, NOW)
        (first,) = await notices.waiting(connection, NOW, 9)
        assert (first.tell, first.member_id, first.attempts) == (Tell.ASK_FRIEND, BOB, 1)
        await notices.try_until(connection, [first], NOW + HOUR)
        assert await notices.waiting(connection, NOW, 9) == []
        again, second = await notices.waiting(connection, NOW + HOUR, 9)
        assert (again.nonce, again.attempts) == (first.nonce, 2)
        assert second.nonce != first.nonce
        await notices.put_off(connection, again, NOW, None, tried=False)
        (again,) = await notices.waiting(connection, NOW, 9)
        assert again.attempts == 2
        await notices.settle(connection, first.id, NoticeState.DONE, channel_id=1, message_id=2)
        assert await notices.waiting(connection, NOW, 9) == []
        assert await notices.next_due(connection) == NOW + HOUR
        assert await notices.oldest(connection) == NOW + WEEK
        await notices.forget(connection, CAROL)
        assert await notices.next_due(connection) is None
        await notices.purge(connection, NOW + WEEK)
        assert await notices.oldest(connection) is None


async def test_what_members_allow_and_whom_the_team_keeps_away(
    database: Database, keyring: Keyring
) -> None:
    async with database.write() as connection:
        await people(connection, keyring)
        server = await careers.load(connection, HOME)
        assert server is not None
        key = keyring.open(server.data_key)
        found = await allowances.of(connection, HOME, [ALICE, BOB], NOW)
        assert found == {ALICE: Allowance(), BOB: Allowance()}
        await allowances.allow(connection, HOME, BOB, reachable=NOW, adult=NOW, never=None)
        await blocks.put(connection, key, HOME, Block(ALICE, NOW, NOW + HOUR, 9, "spam"))
        await blocks.put(connection, key, HOME, Block(BOB, NOW, None, 9, "rude"))
        found = await allowances.of(connection, HOME, [ALICE, BOB, CAROL], NOW)
        assert found[ALICE] == Allowance(blocked=True, until=NOW + HOUR)
        assert found[BOB] == Allowance(reachable=NOW, adult=NOW, blocked=True)
        assert not found[BOB].may_be_asked
        assert await blocks.load(connection, key, HOME, BOB) == Block(BOB, NOW, None, 9, "rude")
        later = await allowances.of(connection, HOME, [ALICE], NOW + HOUR)
        assert not later[ALICE].blocked
        assert await blocks.lift(connection, HOME, BOB)
        assert not await blocks.lift(connection, HOME, BOB)
        found = await allowances.of(connection, HOME, [BOB], NOW)
        assert found[BOB].may_be_asked
        await allowances.allow(connection, HOME, BOB, never=NOW, reachable=None)
        found = await allowances.of(connection, HOME, [BOB], NOW)
        assert found[BOB] == Allowance(adult=NOW, never=NOW)
        await allowances.allow(connection, HOME, BOB, reachable=NOW, adult=NOW, never=None)
        await allowances.withdraw(connection, HOME, BOB)
        found = await allowances.of(connection, HOME, [BOB], NOW)
        assert found[BOB] == Allowance(adult=NOW)
        await blocks.purge(connection, NOW + HOUR)
        assert await blocks.load(connection, key, HOME, ALICE) is None


@pytest.mark.parametrize("text", [None, b"sealed"])
async def test_reports(database: Database, keyring: Keyring, text: bytes | None) -> None:
    async with database.write() as connection:
        await people(connection, keyring)
        made = Report("0r", HOME, "0a", BOB, ALICE, "rude", text, ReportState.OPEN, NOW, NOW + WEEK)
        await reports.insert(connection, made)
        assert await reports.load(connection, "0r", lock=True) == made
        assert await reports.by(connection, "0a", BOB) == made
        assert await reports.by(connection, "0a", CAROL) is None
        await reports.posted(connection, "0r", 7, 8)
        await reports.close(connection, "0r")
        closed = await reports.load(connection, "0r")
        assert closed == replace(made, text=None, state=ReportState.CLOSED)
        assert await reports.oldest(connection) == NOW + WEEK
        await reports.purge(connection, NOW + WEEK)
        assert await reports.load(connection, "0r") is None


async def test_how_many_requests_reach_somebody_in_a_week(
    database: Database, keyring: Keyring
) -> None:
    def due(member: int, tell: Tell, guild_id: int = HOME) -> Due:
        return Due(guild_id, member, "0aaaaaaaaaaa", tell, NOW, NOW + WEEK)

    async with database.write() as connection:
        await people(connection, keyring)
        await members.upsert_home(connection, HOME + 1, "Elsewhere", NOW)
        await allowances.allow(connection, HOME, BOB, reachable=NOW, adult=NOW)
        wanted = [due(BOB, Tell.ASK_FRIEND)] * 2 + [due(BOB, Tell.ASK_TARGET)] * 2
        others = [due(BOB, Tell.ENDED), due(CAROL, Tell.ASK_TARGET, HOME + 1)]
        await notices.add(connection, wanted + others, NOW)
        (dropped, *_rest) = await notices.waiting(connection, NOW, 20)
        await notices.settle(connection, dropped.id, NoticeState.DROPPED)
        found = await allowances.of(connection, HOME, [BOB, CAROL], NOW + HOUR)
        assert (found[BOB].asked, found[CAROL].asked) == (3, 0)
        assert found[BOB].may_be_asked_now
        await notices.add(connection, wanted, NOW + HOUR)
        found = await allowances.of(connection, HOME, [BOB], NOW + HOUR)
        assert found[BOB].asked == 7
        assert found[BOB].may_be_asked
        assert not found[BOB].may_be_asked_now
        later = await allowances.of(connection, HOME, [BOB], NOW + WEEK)
        assert later[BOB].asked == 4
        assert later[BOB].may_be_asked_now
        assert await blocks.first_end(connection) is None
