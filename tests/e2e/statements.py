"""How many SQL statements each interaction costs, held against what was promised.

At most six a command, press, form or suggestion, whatever it does; and at most one before a form
opens, which Discord wants within three seconds. BEGIN and COMMIT don't count. Noticing a sign of
life (`bot.ui.presence`) runs in a task of its own beside every interaction, and is counted for
itself. `docs/architecture.md` tells how a use case keeps to it.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import discord
import pytest
import sqlalchemy as sa
from discord.state import ConnectionState

MOST = 6
MOST_AT_FIRST_CONTACT = 7
"""Where a member becomes known: looking for them, their home server, themself, the first person,
their history, its plan, and that the test message arrived lie in six tables."""

MOST_AT_ERASING = 12
"""Once in a member's life: what they are on the screens of others lies in six tables more, and all
of it goes in the one transaction that deletes them."""

MOST_BEFORE_A_FORM = 1
MOST_OF_PRESENCE = 4
"""One that reads where nothing is news, which is nearly always; else it is written, what waited
is looked at, and a press on a nudge looks for its delivery."""

_PRESENCE = "discord.py: on_interaction"
_COMMAND, _COMPONENT, _AUTOCOMPLETE, _FORM = 2, 3, 4, 5


@dataclass
class Spent:
    """What one interaction cost; `forms` is how much of it before each form that it opened."""

    name: str
    statements: list[str] = field(default_factory=list)
    noticing: list[str] = field(default_factory=list)
    forms: dict[str, int] = field(default_factory=dict)

    def problems(self) -> Iterator[str]:
        """Where it is more than was promised."""
        is_first = any(one.startswith("INSERT INTO member ") for one in self.statements)
        is_last = any(one.startswith("DELETE FROM member ") for one in self.statements)
        most = MOST_AT_ERASING if is_last else MOST_AT_FIRST_CONTACT if is_first else MOST
        yield from _too_many(self.name, self.statements, most)
        yield from _too_many(f"{self.name}, noticing", self.noticing, MOST_OF_PRESENCE)
        for form, count in self.forms.items():
            yield from _too_many(
                f"{self.name}, before {form}", self.statements[:count], MOST_BEFORE_A_FORM
            )


def _too_many(what: str, statements: list[str], most: int) -> Iterator[str]:
    if len(statements) > most:
        yield "\n  ".join([f"{what}: {len(statements)} statements, not {most}", *statements])


@dataclass
class Ledger:
    """What every interaction cost."""

    spent: list[Spent] = field(default_factory=list)
    _tasks: WeakKeyDictionary[asyncio.Task[Any], Spent] = field(default_factory=WeakKeyDictionary)
    _forms: dict[str, str] = field(default_factory=dict)

    def problems(self) -> list[str]:
        """All that cost more than was promised."""
        return [problem for one in self.spent for problem in one.problems()]

    def began(self, data: Any, tasks: set[asyncio.Task[Any]]) -> None:
        """An interaction was dispatched to these tasks."""
        spent = Spent(self._name(data["type"], data["data"]))
        self.spent.append(spent)
        self._tasks.update(dict.fromkeys(tasks, spent))

    def ran(self, statement: str) -> None:
        """A statement was sent by the task that runs now."""
        task = asyncio.current_task()
        spent = self._tasks.get(task) if task else None
        if spent is None or statement.startswith("BEGIN"):
            return
        is_presence = task is not None and task.get_name() == _PRESENCE
        (spent.noticing if is_presence else spent.statements).append(" ".join(statement.split()))

    def opens(self, form: discord.ui.Modal) -> None:
        """The task that runs now answers with a form."""
        self._forms[form.custom_id] = type(form).__name__
        task = asyncio.current_task()
        if task is not None and task in self._tasks:
            self._tasks[task].forms[type(form).__name__] = len(self._tasks[task].statements)

    def _name(self, kind: int, data: Any) -> str:
        if kind == _COMPONENT:
            return f"the button {data['custom_id']}"
        if kind == _FORM:
            return f"the form {self._forms.get(data['custom_id'], 'forgotten')}"
        path = "/" + " ".join(_path(data))
        return f"{path}, suggesting" if kind == _AUTOCOMPLETE else path


def _path(data: Any) -> Iterator[str]:
    yield data["name"]
    for option in data.get("options", []):
        if option["type"] in {1, 2}:
            yield from _path(option)


@contextmanager
def kept(patch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """Keep the books of every interaction meanwhile; bots must be made inside."""
    ledger = Ledger()
    dispatch = ConnectionState.parse_interaction_create
    send_modal = discord.InteractionResponse.send_modal

    def parse_interaction_create(self: Any, data: Any) -> None:
        before = asyncio.all_tasks()
        dispatch(self, data)
        ledger.began(data, asyncio.all_tasks() - before)

    async def opening(self: Any, modal: discord.ui.Modal, /) -> Any:
        ledger.opens(modal)
        return await send_modal(self, modal)

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        ledger.ran(statement)

    patch.setattr(ConnectionState, "parse_interaction_create", parse_interaction_create)
    patch.setattr(discord.InteractionResponse, "send_modal", opening)
    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield ledger
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
