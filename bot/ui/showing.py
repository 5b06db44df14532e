"""One button, "Show it", for whichever draft belongs to the stage it was made for.

    class Ask(commands.Cog):
        async def cog_load(self) -> None:
            listen(self)
            shows(Stage.ASKED, self.show_follow_up)

One registration a stage; the last one counts.
"""

from typing import Any

import discord

from bot.coaching.rules import Answer
from bot.coaching.stages import Stage
from bot.i18n import _
from bot.ui.buttons import Handler, Pressed, answers
from bot.ui.views import reply

_shown_at: dict[Stage, Handler] = {}


def shows(stage: Stage, handler: Handler) -> None:
    """Let `handler` answer "Show it" where the button was made at `stage`."""
    _shown_at[stage] = handler


@answers(Answer.SHOW_IT)
async def show(interaction: discord.Interaction[Any], pressed: Pressed) -> None:
    """Hand a press over to whoever has the draft."""
    handler = _shown_at.get(pressed.stage)
    if handler is None:
        await reply(interaction, _("There is nothing to show here any more. Try /coach."))
        return
    await handler(interaction, pressed)
