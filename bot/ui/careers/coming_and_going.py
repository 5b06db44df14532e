"""What Discord says of the servers that the bot is in, told to the services."""

from typing import TYPE_CHECKING, Any, TypeAlias

from bot.services.careers import lifecycle

if TYPE_CHECKING:
    from bot.client import RapportBot

    Rapport: TypeAlias = RapportBot
else:
    Rapport = Any

SHARD_SHIFT = 22
"""Discord lists a server to the shard of this part of its id."""


async def compare(bot: Rapport) -> None:
    """Everything that Discord lists to this process is known now; notice what was missed."""
    count = bot.shard_count or 1
    own = getattr(bot, "shard_ids", None) or range(count)
    listed = {guild.id for guild in bot.guilds}
    await lifecycle.compare(bot.coach, listed, lambda one: (one >> SHARD_SHIFT) % count in own)


async def there(bot: Rapport, guild_id: int) -> None:
    """The bot was invited (again)."""
    await lifecycle.there(bot.coach, guild_id)


async def removed(bot: Rapport, guild_id: int) -> None:
    """The bot was removed; a server that is only unavailable is not told of here."""
    await lifecycle.removed(bot.coach, guild_id)
