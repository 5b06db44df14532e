"""A first message with a few slips, ready for a visitor who would rather press than type."""

from dataclasses import replace
from typing import Any

import discord

from bot import content
from bot.i18n import _, current_language
from bot.services import checking, people
from bot.services.checking import What
from bot.services.coach import Caller, Coach
from bot.ui import checking as checks
from bot.ui.talk import caller_of, coach_of
from bot.ui.views import OwnedView

NAME = "Noor Haddad"
WHY = "her article on heat pumps in old houses"
KIND = "request_email"


class ExampleView(OwnedView):
    """The button under the greeting; it lives as long as the demo does."""

    def __init__(self, owner_id: int) -> None:
        super().__init__(owner_id, timeout=None)
        self.add_item(_CheckExample())


class _CheckExample(discord.ui.Button[Any]):
    def __init__(self) -> None:
        super().__init__(label=_("Check the message to Noor"), style=discord.ButtonStyle.primary)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """The form of `/ask check`, the message standing in it."""
        person_id = await prepared(coach_of(interaction), caller_of(interaction))
        await checks.open_form(interaction, person_id, What.REQUEST)


async def prepared(coach: Coach, caller: Caller) -> str:
    """Noor, with the message as the visitor's draft; pressed again, as they left it."""
    try:
        added = await people.add(coach, caller, name=NAME, why=WHY)
    except people.AlreadyThere as known:
        return known.person_id
    person_id = added.standing.person.id
    words = content.greeting("demo_message", current_language())
    await checking.check(coach, replace(caller, interaction=None), person_id, KIND, words)
    return person_id
