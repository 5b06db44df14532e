"""What the tests of this folder tried out: every command that answered, every button that did."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.coaching.rules import Answer
from bot.ui import buttons


@dataclass
class Tried:
    """Names of commands ("/people add") and of what buttons do ("sent", "see_all")."""

    there: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)

    def know(self, tree: app_commands.CommandTree[Any]) -> None:
        """All that a started bot can be asked for."""
        every = tree.walk_commands()
        self.there |= {
            f"/{one.qualified_name}" for one in every if isinstance(one, app_commands.Command)
        }
        self.there |= {*map(str, Answer), *buttons.action_handlers}

    @property
    def missing(self) -> list[str]:
        """What nobody tried."""
        return sorted(self.there - self.done)


so_far = Tried()
"""What this process tried, or, where several share the tests, what all of them did."""


@contextmanager
def watched(patch: pytest.MonkeyPatch) -> Iterator[Tried]:
    """Note meanwhile what bots do without an error."""
    tried = so_far
    press, dispatch = buttons._dispatch, discord.Client.dispatch

    async def pressed(interaction: discord.Interaction[Any], identifier: str) -> None:
        await press(interaction, identifier)
        tried.done.add(identifier.removeprefix(buttons.PERSISTENT).partition(":")[0])

    def dispatched(self: discord.Client, event: str, /, *args: Any, **more: Any) -> None:
        if event == "app_command_completion":
            tried.done.add(f"/{args[1].qualified_name}")
        dispatch(self, event, *args, **more)

    patch.setattr(buttons, "_dispatch", pressed)
    patch.setattr(discord.Client, "dispatch", dispatched)
    yield tried
