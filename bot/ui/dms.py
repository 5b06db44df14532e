"""Direct messages: opened and tried out when the coach first has something to send."""

import logging
from dataclasses import replace

import discord

from bot import content
from bot.discord_codes import CLOSED_DIRECT_MESSAGES
from bot.i18n import _, current_language
from bot.services import starting
from bot.services.history import Standing
from bot.ui.buttons import ActionButton, actions, rows
from bot.ui.talk import Interaction, caller_of, coach_of
from bot.ui.views import NOBODY, defer, has_shown, in_own_dm, may_go_on, reply

_TRIED = "rapport.dms_tried"

log = logging.getLogger(__name__)


async def tried(interaction: Interaction, standing: Standing) -> tuple[Standing, str]:
    """Try the member's direct messages out, unless that was done before; call it first.

    The standing comes back as it is then, so that an answer says truly where the next message
    will be. The second is what to change, for `say_closed`: empty where direct messages
    are open or known to be closed (then every answer names `/coach` instead of a message).
    """
    member = standing.member
    if member.dm_tested is not None or member.dm_closed is not None:
        return standing, ""
    try:
        if await send_test(interaction):
            return standing, ""
    except discord.HTTPException as error:  # an outage, say: the next report tries again
        log.info("A test message could not be sent: HTTP %d", error.status)
        return standing, ""
    closed = replace(member, dm_closed=coach_of(interaction).clock.now())
    return replace(standing, member=closed), closed_sentence()


async def say_closed(interaction: Interaction, closed: str) -> None:
    """What to change, after the answer; nothing where `closed` is empty."""
    if closed:
        await reply(interaction, closed, view=rows([test_button()]))


async def tell(interaction: Interaction) -> bool:
    """Say, after the answer, that direct messages are closed; False where nothing can follow.

    Nothing is said where the answer spoke of it, or the member just tried it out.
    """
    if interaction.extras.get(_TRIED) or has_shown(interaction, test_button().custom_id):
        return True
    if not may_go_on(interaction):
        return False
    lines = [closed_sentence()]
    if in_own_dm(interaction):
        lines.append(
            _(
                "Here we are, though, so I take it that my messages reach you again, and write "
                "when the next one is due."
            )
        )
    await reply(interaction, "\n\n".join(lines), view=rows([test_button()]))
    return True


async def send_test(interaction: Interaction) -> bool:
    """Send the test message; whether it arrived."""
    return await deliver(interaction, content.trial_message(current_language()))


async def deliver(interaction: Interaction, *words: str) -> bool:
    """Send messages the member asked for to their direct messages; whether that is possible.

    Stored either way. Raises `discord.HTTPException` where Discord refuses for another reason
    than closed direct messages.
    """
    coach, caller = coach_of(interaction), caller_of(interaction)
    interaction.extras[_TRIED] = True
    try:
        channel = await interaction.user.create_dm()
        for message in words:
            await channel.send(message, allowed_mentions=NOBODY, suppress_embeds=True)
    except discord.HTTPException as error:
        if error.code not in CLOSED_DIRECT_MESSAGES:
            raise
        await starting.dm_refused(coach, caller)
        return False
    await starting.dm_reached(coach, caller, channel.id)
    return True


def closed_sentence() -> str:
    """What to change where direct messages are closed."""
    return content.greeting("dm_closed", current_language())


def test_button() -> ActionButton:
    """Tries direct messages out once more."""
    return ActionButton.make("test_dm", label=_("Send a test message"))


@actions("test_dm")
async def test_again(interaction: Interaction, arguments: tuple[str, ...]) -> None:
    """The button under what to change."""
    await defer(interaction)
    if await send_test(interaction):
        await reply(
            interaction,
            _("It arrived: look at our direct messages. From now on I write to you there."),
        )
    else:
        await reply(interaction, closed_sentence(), view=rows([test_button()]))
