"""What stands in a button's custom id behind its action, read as its handler declares it.

A handler says in its annotation what it takes: `arguments: tuple[str, Stage, int]` gets exactly
a text, a stage and a number; `tuple[str, ...]` any number of texts; a `Snowflake` is an id of
Discord's. A custom id that says
anything else was cut short, forged, or made by a version long gone: `Unreadable`.
"""

import inspect
import re
from collections.abc import Callable
from enum import Enum
from typing import Any, NewType, get_args

from bot.feedback import N_, BadInput

Reader = Callable[[str], Any]

Snowflake = NewType("Snowflake", int)
"""An id of Discord's: of a member, say."""


_LARGEST_ID = 2**63 - 1


class Unreadable(BadInput):
    """A custom id that nobody can read."""

    def __init__(self) -> None:
        super().__init__(
            N_("I no longer know what that button was for, so nothing was changed. Try /coach.")
        )


def reading(function: Callable[..., Any]) -> Callable[[tuple[str, ...]], tuple[Any, ...]]:
    """How the arguments of the handler `function` are read, by its last parameter's annotation."""
    *_others, last = inspect.signature(function).parameters.values()
    wanted = get_args(last.annotation)
    if not wanted or wanted[-1] is Ellipsis:
        return lambda words: _read([word] * len(words), words)
    readers = [_reader(kind) for kind in wanted]
    return lambda words: _read(readers, words)


def word(text: str) -> str:
    """An argument as a custom id may hold it, several to an id. Raises `ValueError`."""
    if not re.fullmatch(r"[0-9A-Za-z._-]{1,40}", text):
        raise ValueError("no argument of a custom id")
    return text


def number(text: str) -> int:
    """A number of at most six digits. Raises `ValueError`."""
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        raise ValueError("no number")
    return int(text)


def snowflake(text: str) -> Snowflake:
    """An id of Discord's, as databases and Discord take it. Raises `ValueError`."""
    if not re.fullmatch(r"\d{1,19}", text, re.ASCII) or int(text) > _LARGEST_ID:
        raise ValueError("no id")
    return Snowflake(int(text))


def _reader(kind: Any) -> Reader:
    if kind is str:
        return word
    if kind is int:
        return number
    if kind is Snowflake:
        return snowflake
    if issubclass(kind, Enum):
        made: Reader = kind
        return made
    raise TypeError(f"{kind!r} can't stand in a custom id")


def _read(readers: list[Reader], words: tuple[str, ...]) -> tuple[Any, ...]:
    try:
        return tuple(read(text) for read, text in zip(readers, words, strict=True))
    except ValueError:
        raise Unreadable from None
