"""Forms that several rooms open: their fields, and what is read from them."""

from typing import Any, TypeAlias

import discord

from bot.coaching.preferences import LIMITS
from bot.i18n import _
from bot.services.knowing import Known
from bot.ui import text
from bot.ui.talk import Interaction
from bot.ui.views import OwnedModal

LONGEST_FIELD_LABEL = 45
TextField: TypeAlias = discord.ui.TextInput[Any]


class Form(OwnedModal):
    """A form with at most two text fields."""

    def field(
        self, name: str, label: str, limit: int, known: str = "", *, needed: bool = True
    ) -> TextField:
        """A field for so many characters, filled with what is known."""
        long = limit > LIMITS.name
        made: TextField = discord.ui.TextInput(
            label=text.cut(label, LONGEST_FIELD_LABEL),
            custom_id=name,
            default=known or None,
            max_length=limit,
            style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
            required=needed,
        )
        self.add_item(made)
        return made

    def about_fields(self, known: Known) -> tuple[TextField, TextField]:
        """What the member hopes to learn, and the two sentences about them."""
        about = known.member.about
        return (
            self.field("goal", _("What do you hope to learn?"), LIMITS.goal, about.goal),
            self.field(
                "two_sentences",
                _("You, in two sentences"),
                LIMITS.two_sentences,
                about.two_sentences,
            ),
        )


def read_goal(field: TextField) -> str:
    """What the member hopes to learn. Raises `TooLong`."""
    return text.within(field.value, LIMITS.goal, _("What you hope to learn"))


def read_two_sentences(field: TextField) -> str:
    """The member in two sentences. Raises `TooLong`."""
    return text.within(field.value, LIMITS.two_sentences, _("Your two sentences"))


def read_name(field: TextField) -> str:
    """Somebody's name. Raises `TooLong`."""
    return text.within(field.value, LIMITS.name, _("Name"))


def read_why(field: TextField) -> str:
    """What made the member think of somebody. Raises `TooLong`."""
    return text.within(field.value, LIMITS.why, _("Why"))


class NameForm(Form):
    """The name that the member's drafts are signed with; by default the one on Discord."""

    def __init__(self, interaction: Interaction, known: str = "") -> None:
        super().__init__(interaction.user.id, _("How shall I sign for you?"))
        shown = text.cut(text.clean(interaction.user.display_name), LIMITS.name)
        label = _("Your name, as they should read it")
        self.name = self.field("name", label, LIMITS.name, known or shown)
