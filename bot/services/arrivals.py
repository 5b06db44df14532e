"""What the arrival of a message changes: its nudges are sent, and what follows is planned."""

from collections.abc import Iterable, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.planner import BEFORE_THE_REPORT
from bot.coaching.rules import NudgeKind, Travel
from bot.services import history
from bot.services.coach import Caller, Coach
from bot.storage import deliveries, events, members, nudges
from bot.storage.deliveries import Delivery, Place
from bot.storage.nudges import InMessage
from bot.storage.records import StoredNudge
from bot.storage.tables import NudgeState

_REPLAN_ONCE_DELIVERED = BEFORE_THE_REPORT | {NudgeKind.LET_GO, NudgeKind.RETENTION_NOTICE}
"""Their delivery starts a wait of its own, or uses up one of the messages about a meeting."""


async def note(
    coach: Coach, connection: AsyncConnection, arrived: Sequence[tuple[Delivery, Place]]
) -> None:
    """Settle deliveries that arrived. Their members are locked."""
    if not arrived:
        return
    now = coach.clock.now()
    await deliveries.sent(connection, [place for _, place in arrived], now)
    messages = [InMessage(one.id, one.items, one.first_attempt or now) for one, _ in arrived]
    await nudges.mark_sent(connection, messages, now)
    bundles = {one.member_id for one, _ in arrived if one.travel is Travel.BUNDLE}
    await members.bundle_sent(connection, bundles)
    in_them = [nudge_id for one, _ in arrived for nudge_id in one.items]
    await _replan(coach, connection, await nudges.by_id(connection, in_them))


async def _replan(
    coach: Coach, connection: AsyncConnection, in_them: Iterable[StoredNudge]
) -> None:
    changed = {one.person_id for one in in_them if _changes_the_plan(one)}
    if not changed:
        return
    cases = await events.load_cases_of(connection, coach.keyring, changed)
    stored = await nudges.of_people(connection, changed)
    for person_id, case in cases.items():
        await history.replan(connection, case, stored[person_id])


def _changes_the_plan(nudge: StoredNudge) -> bool:
    as_planned = nudge.state is NudgeState.SENT
    return not as_planned or nudge.key.kind in _REPLAN_ONCE_DELIVERED


async def pressed(
    coach: Coach, caller: Caller, delivery_id: int, channel_id: int, message_id: int
) -> bool:
    """A button of a delivery was pressed, so it arrived; whether that was news.

    It is where the coach's process ended, or Discord's answer was lost, after the message was
    accepted: nobody has to look for it any more.
    """
    async with coach.database.read() as connection:
        doubtful = await deliveries.attempted(connection, delivery_id, caller.member_id)
    if doubtful is None:
        return False
    async with coach.database.write() as connection:
        await members.load(connection, coach.keyring, caller.member_id, lock=True)
        doubtful = await deliveries.attempted(connection, delivery_id, caller.member_id, lock=True)
        if doubtful is None:
            return False
        await note(coach, connection, [(doubtful, Place(delivery_id, channel_id, message_id))])
    return True
