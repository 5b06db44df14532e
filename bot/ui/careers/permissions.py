"""What the coach may do in a channel, what it needs there, and where that is mended."""

from collections.abc import Iterable

import discord

from bot.feedback import N_, Message
from bot.i18n import _, fill
from bot.ui.talk import Interaction

NEEDED: dict[str, Message] = {
    "view_channel": N_("View Channel"),
    "send_messages": N_("Send Messages"),
    "embed_links": N_("Embed Links"),
    "attach_files": N_("Attach Files"),
    "read_message_history": N_("Read Message History"),
}
"""By the names of `discord.Permissions`, as Discord calls them."""

FOR_THE_LOG = ("view_channel", "send_messages")

PIN = ("pin_messages",)
THREADS = ("create_private_threads", "send_messages_in_threads")
LOCK = ("manage_threads",)
_OPTIONAL: dict[str, Message] = {
    "pin_messages": N_("Pin Messages"),
    "create_private_threads": N_("Create Private Threads"),
    "send_messages_in_threads": N_("Send Messages in Threads"),
    "manage_threads": N_("Manage Threads"),
}
_NAMES = NEEDED | _OPTIONAL

Channel = discord.TextChannel


def text_channel(interaction: Interaction, channel_id: int | None) -> Channel | None:
    """A text channel of the server it happens in; None where there is no such channel (now)."""
    guild = interaction.guild
    found = guild.get_channel(channel_id) if guild and channel_id is not None else None
    return found if isinstance(found, discord.TextChannel) else None


async def own(interaction: Interaction, channel: Channel) -> discord.Permissions:
    """What the coach may do in a channel."""
    guild = channel.guild
    bot_user = interaction.client.user
    me: discord.Member | None = guild.me
    if me is None and bot_user is not None:
        me = await guild.fetch_member(bot_user.id)
    return channel.permissions_for(me) if me is not None else discord.Permissions.none()


def missing(has: discord.Permissions, wanted: Iterable[str]) -> list[str]:
    """Those of `wanted` that the coach doesn't have."""
    return [name for name in wanted if not getattr(has, name)]


def in_words(channel: Channel, has: discord.Permissions) -> str:
    """What is needed, a line each where something is to be mended, and what is optional."""
    lacking = missing(has, NEEDED)
    lines = [fill(_("**What I need in {channel}**"), channel=channel.mention)]
    allowed = [name for name in NEEDED if name not in lacking]
    if allowed:
        lines.append("✓ " + names(allowed))
    lines += [fill(_("✗ **{permission}**"), permission=_(NEEDED[name])) for name in lacking]
    if lacking:
        lines.append(where_to_mend(channel))
    lines += _optional(channel, has)
    return "\n".join(lines)


def _optional(channel: Channel, has: discord.Permissions) -> list[str]:
    lines = ["", "**" + _("Optional") + "**"]
    for wanted, purpose in (
        (PIN, _("keeps the panel easy to find; without it I post it unpinned")),
        (THREADS, _("a private place for each introduction; without it I give a text to copy")),
        (LOCK, _("locks the thread of an introduction that was reported; else I only close it")),
    ):
        mark = "–" if missing(has, wanted) else "✓"
        lines.append(f"{mark} {names(wanted)}: {purpose}")
    if missing(has, (*PIN, *THREADS, *LOCK)) and not missing(has, NEEDED):
        lines.append(where_to_mend(channel))
    return lines


def names(of: Iterable[str]) -> str:
    """Permissions as Discord calls them."""
    return ", ".join(_(_NAMES[name]) for name in of)


def where_to_mend(channel: Channel) -> str:
    """Where the coach is given what it lacks."""
    said = _("-# To mend: {channel} → Edit Channel → Permissions → add my role → switch it on.")
    return fill(said, channel=channel.mention)


def log_in_words(channel: Channel, has: discord.Permissions) -> list[str]:
    """What should be different about the log channel; nothing where all is well."""
    lines = []
    lacking = missing(has, FOR_THE_LOG)
    if lacking:
        said = fill(_("✗ I also need: {permissions}"), permissions=names(lacking))
        lines += [said, where_to_mend(channel)]
    if channel.permissions_for(channel.guild.default_role).view_channel:
        lines.append(_("✗ Everybody can read it. Reports go there: make it the team's alone."))
    heading = fill(_("**The log in {channel}**"), channel=channel.mention)
    return [heading, *lines] if lines else []
