"""What must be true of everything stored, whatever happened before.

`verify` works everything out anew from the histories and compares it with what is stored.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.stages import NudgeKey, fold
from bot.keys import Keyring
from bot.services import history
from bot.services.outgoing import Message
from bot.storage import belongings, events, members, nudges
from bot.storage.engine import Database
from bot.storage.records import Case, Member, StoredNudge
from bot.storage.tables import DeliveryState as D
from bot.storage.tables import NudgeState as N
from bot.storage.tables import delivery, member, nudge

UNDER_WAY = {D.QUEUED, D.LEASED}


async def verify(database: Database, keyring: Keyring) -> None:
    """Histories are whole, nudges are as planned, deliveries fit them, all that is sealed opens."""
    async with database.read() as connection:
        for member_id in (await connection.execute(sa.select(member.c.id))).scalars():
            owner = await members.load(connection, keyring, member_id)
            assert owner is not None
            await _verify_histories(connection, keyring, owner)
            stored = await _verify_nudges(connection, keyring, owner)
            await _verify_deliveries(connection, keyring, owner, stored)


async def _verify_histories(connection: AsyncConnection, keyring: Keyring, owner: Member) -> None:
    key = keyring.open(owner.data_key)
    for one in await belongings.histories(connection, key, owner.id):
        happened = [step.event for step in one.steps]
        assert [event.seq for event in happened] == list(range(1, len(happened) + 1))
        for number, step in enumerate(one.steps, start=1):
            assert step.stage is fold(happened[:number]).stage, (step, one.person.name)
    await belongings.written(connection, key, owner.id)
    await belongings.messages(connection, key, owner.id)


async def _verify_nudges(
    connection: AsyncConnection, keyring: Keyring, owner: Member
) -> list[StoredNudge]:
    everything: list[StoredNudge] = []
    key = keyring.open(owner.data_key)
    for person, happened in await events.load_all(connection, key, owner.id):
        stored = await nudges.of_person(connection, person.id)
        planned = history.plan(Case(owner, person, happened), stored)
        kept = {one.key: one for one in stored}
        for plan in planned:
            one = kept.get(plan.key)
            assert one is not None, f"{plan} is not stored"
            if one.state is N.DROPPED:
                assert plan.due <= one.due, f"{plan} was dropped for another instant"
                continue
            assert one.state in {N.PENDING, N.CLAIMED}, f"{plan} is stored as {one}"
            assert (one.due, one.deadline) == (plan.due, plan.deadline), f"{plan}, not {one}"
        _nothing_else(stored, {plan.key for plan in planned})
        everything += stored
    return everything


def _nothing_else(stored: Iterable[StoredNudge], planned: set[NudgeKey]) -> None:
    for one in stored:
        if one.state in {N.PENDING, N.CLAIMED}:
            assert one.key in planned, f"{one} has no reason"
        if one.state is N.SENT:
            assert one.sent is not None


async def _verify_deliveries(
    connection: AsyncConnection, keyring: Keyring, owner: Member, stored: list[StoredNudge]
) -> None:
    key = keyring.open(owner.data_key)
    query = sa.select(delivery).where(delivery.c.member_id == owner.id)
    rows = {row["id"]: row for row in (await connection.execute(query)).mappings()}
    for row in rows.values():
        under_way = row["state"] in UNDER_WAY
        assert under_way or row["body"] is None, "no words are kept once it is settled"
        assert (row["body"] is None) or row["first_attempt"] is not None
        assert (row["state"] == D.SENT) == (row["message_id"] is not None)
        if row["body"] is not None:
            Message.thawed(key.unseal(row["body"]))
    query = sa.select(nudge).where(nudge.c.member_id == owner.id)
    for row in (await connection.execute(query)).mappings():
        assert (row["state"] == N.DROPPED) == (row["reason"] is not None), "dropped for a reason"
        assert row["wake"] >= row["due"]
        if row["state"] == N.CLAIMED:
            claimed = rows[row["delivery_id"]]
            assert claimed["state"] in UNDER_WAY, f"{row} waits for a delivery that won't go"
            assert row["id"] in claimed["nudge_ids"]
