"""A member is here: whatever waited for that goes on."""

from bot.services.coach import Caller, Coach
from bot.storage import members


async def noticed(coach: Coach, caller: Caller, *, in_own_dm: bool) -> bool:
    """A press, a form or a command arrived; whether to tell of closed direct messages with it.

    The bundles before it count as answered, and the language is kept for what comes later. In
    their own direct messages it also shows that messages reach them again. What is to be told
    is so once, to one caller, until messages are refused anew. Three statements at most;
    where nothing is new, which is nearly always, one that reads.
    """
    member_id, language = caller.member_id, caller.language
    async with coach.database.read() as connection:
        if not await members.is_news(connection, member_id, language, in_own_dm=in_own_dm):
            return False
    now = coach.clock.now()
    async with coach.database.write() as connection:
        found = await members.noticed(connection, member_id, language, now, in_own_dm=in_own_dm)
    if found.goes_on:
        coach.wake(now)
    return found.to_tell


async def tell_later(coach: Coach, caller: Caller) -> None:
    """It could not be told with this interaction: the next one may."""
    async with coach.database.write() as connection:
        await members.dm_untold(connection, caller.member_id)
