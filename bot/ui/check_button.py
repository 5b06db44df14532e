"""The button that opens a draft in the form whose answer says what is good and what to mend."""

import discord

from bot.i18n import _
from bot.ui.buttons import ActionButton

CHECK = "check_form"


def check_button(
    person_id: str,
    kind: str,
    rounds: int = 0,
    *,
    label: str | None = None,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
) -> ActionButton:
    """For a draft of this kind, which went through so many rounds already."""
    return ActionButton.make(
        CHECK, person_id, kind, rounds, label=label or _("Check it"), style=style
    )
