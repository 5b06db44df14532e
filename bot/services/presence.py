"""A member is here: whatever waited for that goes on."""

from bot.services.coach import Caller, Coach
from bot.storage import members


async def noticed(coach: Coach, caller: Caller, *, in_own_dm: bool) -> None:
    """A press, a form or a command arrived.

    The bundles before it count as answered, and the language is kept for what comes later. In
    their own direct messages it also shows that messages reach them again. Two statements at
    most, one where nothing is new.
    """
    now = coach.clock.now()
    async with coach.database.write() as connection:
        news = await members.noticed(
            connection, caller.member_id, caller.language, now, in_own_dm=in_own_dm
        )
    if news:
        coach.wake(now)
