"""Forms that several rooms open: their fields, and what is read from them."""

import re
from typing import Any, TypeAlias

import discord

from bot.coaching.checks.findings import LEAST_MINUTES
from bot.coaching.preferences import LIMITS
from bot.feedback import N_, BadInput
from bot.i18n import _
from bot.ui import text
from bot.ui.talk import Interaction
from bot.ui.views import OwnedModal

LONGEST_FIELD_LABEL = 45
LONGEST_MINUTES = 20
"""Characters of a number of minutes, or of "half an hour"."""

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


def read_goal(field: TextField) -> str:
    """What the member hopes to learn. Raises `TooLong`."""
    return text.within(field.value, LIMITS.goal, _("What you hope to learn"))


def read_two_sentences(field: TextField) -> str:
    """The member in two sentences. Raises `TooLong`."""
    return text.within(field.value, LIMITS.two_sentences, _("Your two sentences"))


def read_name(field: TextField) -> str:
    """Somebody's name. Raises `TooLong`."""
    return text.within(field.value, LIMITS.name, _("Name"))


def read_link(field: TextField) -> str:
    """What ties the member to somebody. Raises `TooLong`."""
    return text.within(field.value, LIMITS.why, _("What ties you"))


def read_times(field: TextField) -> str:
    """When the member could talk, on one line. Raises `TooLong`."""
    return " ".join(text.within(field.value, LIMITS.times, _("Times")).split())


def read_minutes(field: TextField) -> int:
    """How many minutes were typed: "20", "15 to 20 min", "half an hour". Raises `BadInput`."""
    typed = text.clean(field.value).casefold()
    numbers = [int(one) for one in re.findall(r"\d{1,3}", typed)]
    in_hours = next((minutes for word, minutes in _HOURS if word in typed), None)
    if numbers:
        return numbers[-1] * 60 if in_hours and numbers[-1] < LEAST_MINUTES else numbers[-1]
    if in_hours is None:
        raise BadInput(N_("How many minutes? A number from 10 to 60 is enough, such as 20."))
    return in_hours


_HOURS = (("quarter", 15), ("half", 30), ("hour", 60))


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
