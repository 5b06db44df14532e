"""Naming commands so that a press opens them."""

from collections.abc import Mapping

_ids: dict[str, int] = {}
"""The ids that Discord gave the commands, by name. `bot.sync` keeps them."""


def mention(command: str) -> str:
    """A clickable mention of `command` ("people add"), or "/people add" where its id is unknown."""
    command_id = _ids.get(command.partition(" ")[0])
    return f"/{command}" if command_id is None else f"</{command}:{command_id}>"


def remember(ids: Mapping[str, int]) -> None:
    """From here on mention the commands by these ids, and by no others."""
    _ids.clear()
    _ids.update(ids)
