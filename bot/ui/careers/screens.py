"""Screens and forms of those who may manage a server: the permission is checked at every step."""

from collections.abc import Awaitable, Callable

from discord import ButtonStyle

from bot.ui.careers.allowed import as_manager
from bot.ui.forms import Form
from bot.ui.settings_panel import PanelButton
from bot.ui.talk import Interaction
from bot.ui.views import OwnedView

Press = Callable[[Interaction], Awaitable[None]]


class Screen(OwnedView):
    """Buttons and lists for the moderator who asked for them, while they may manage the server."""

    def __init__(self, interaction: Interaction) -> None:
        super().__init__(interaction.user.id)

    async def interaction_check(self, interaction: Interaction, /) -> bool:  # type: ignore[override]
        if not await super().interaction_check(interaction):
            return False
        as_manager(interaction)
        return True

    def button(
        self,
        custom_id: str,
        label: str,
        row: int,
        then: Press,
        style: ButtonStyle = ButtonStyle.secondary,
    ) -> None:
        """Add a button that does `then`."""
        made = PanelButton(label, custom_id, row, then)
        made.style = style
        self.add_item(made)


class ManagerForm(Form):
    """A form for the moderator who asked for it, while they may manage the server."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:  # type: ignore[override]
        if not await super().interaction_check(interaction):
            return False
        as_manager(interaction)
        return True
