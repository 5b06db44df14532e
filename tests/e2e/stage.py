"""A simulated Discord around the real bot: people, places, time, and what they see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import simcord
from simcord import interactions as hand_made
from simcord.backend import serializers
from simcord.components import walk_components
from simcord.results import InteractionResult

from bot.app import Application, build
from bot.delivery.pace import Tempo
from bot.settings import Settings
from tests.clock import MONDAY_MORNING


class StageClock:
    """The bot's clock: the simulated Discord's time."""

    env: simcord.Env | None = None

    def now(self) -> datetime:
        return self.env.now() if self.env else MONDAY_MORNING


@dataclass
class Stage:
    """What a test plays with. `alice` acts in the server, `alice.user` in her DM."""

    env: simcord.Env
    app: Application
    settings: Settings
    clock: StageClock
    guild: Any
    careers: Any
    alice: Any
    bob: Any

    @property
    def dm(self) -> Any:
        """Alice's direct messages with the coach."""
        return self.alice.user.dm_channel

    def now(self) -> datetime:
        return self.env.now()

    def seen(self, who: Any = None, channel: Any = None) -> list[discord.Message]:
        """The messages somebody sees (by default Alice in her DM), oldest first."""
        viewer = who or self.alice.user
        return list((channel or viewer.dm_channel).history(viewer=viewer))

    def last(self, who: Any = None) -> discord.Message:
        return self.seen(who)[-1]

    async def pass_time(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        """Let time pass, delivering whenever something is due, as the alarm would."""
        end = self.now() + timedelta(days=days, hours=hours, minutes=minutes)
        while self.now() < end:
            due = await self.app.deliveries.next_due() or end
            soon = max(due, self.now() + timedelta(seconds=1))
            step = min(soon, end, self.now() + timedelta(days=1)) - self.now()
            await self.env.advance_time(step.total_seconds())
            await self.sweep()

    async def sweep(self) -> None:
        """Deliver what is due now."""
        await self.app.deliveries.sweep()
        await self.env.settle()

    async def restart(self) -> None:
        """Kill the process and start another over the same database."""
        old = self.app
        self.app = build(self.settings, self.clock, Tempo.unhurried())
        await self.app.start_storage()
        await self.env.restart_bot(self.app.bot)
        await old.close()

    def close_dms(self, who: Any = None) -> None:
        """From now on the member takes no direct messages from the coach."""
        channel = (who or self.alice.user).dm_channel
        self.env.inject_error(
            "POST",
            f"/channels/{channel.id}/messages",
            status=403,
            code=50007,
            message="Cannot send messages to this user",
            times=None,
        )

    def open_dms(self) -> None:
        self.env.backend.faults.clear()


def labels(message: Any) -> list[str]:
    """What the buttons of a message or of an answer say, in order."""
    if isinstance(message, discord.Message):
        rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
        return [
            child.label or ""
            for row in rows
            for child in row.children
            if isinstance(child, discord.Button)
        ]
    return [one["label"] for one in walk_components(message.components) if one.get("type") == 2]


def ids(message: Any) -> list[str]:
    """The custom ids of the buttons of an answer, in order."""
    return [one["custom_id"] for one in walk_components(message.components) if one.get("type") == 2]


def prefilled(opened: InteractionResult) -> dict[str, str]:
    """What stands in the fields of a form that was opened; of a list, what is chosen."""
    assert opened.modal is not None
    found = {}
    for one in walk_components(opened.modal["components"]):
        if "custom_id" in one:
            chosen = [each["value"] for each in one.get("options", []) if each.get("default")]
            found[one["custom_id"]] = one.get("value") or "".join(chosen)
    return found


ANSWERS = {
    "goal": "how you moved into data",
    "two_sentences": "I teach maths. I code at night.",
    "link": "your talk at PyCon on rotas",
    "minutes": "20",
    "times": "",
}


async def answer_all(user: Any, asked: InteractionResult, **told: str) -> InteractionResult:
    """Answer the questions of a request, one after the other, to the draft."""
    while "Answer" in labels(last := [asked.response, *asked.followups][-1]):
        form = await user.click(last, label="Answer")
        fields = {name: (ANSWERS | told)[name] for name in form_fields(form)}
        asked = await user.submit_modal(form, fields)
    return asked


def form_fields(opened: InteractionResult) -> list[str]:
    """The names of the fields of a form that was opened."""
    assert opened.modal is not None
    return [
        one["custom_id"]
        for one in walk_components(opened.modal["components"])
        if "custom_id" in one
    ]


def texts(result: InteractionResult) -> list[str]:
    """The contents of an answer and of its follow-ups."""
    answers = [result.response, *result.followups]
    return [one.content for one in answers if one is not None]


def raw_slash(
    stage: Stage,
    user: Any,
    name: str,
    options: Sequence[dict[str, Any]] = (),
    *,
    locale: str = "en-US",
    context: int = 1,
    owners: dict[str, str] | None = None,
    channel: Any = None,
    guild: Any = None,
) -> InteractionResult:
    """A command made by hand: any locale, a user install (`owners` {"1": user id}), two at once.

    `context` is 0 for a server, 1 for the coach's DM, 2 for another private channel. Await
    `stage.env.settle()` before reading the result.
    """
    backend = stage.env.backend
    root = backend.find_command(name.split(maxsplit=1)[0], guild.id if guild else None)
    _leaf, nesting = hand_made.walk_to_subcommand(root, name.split()[1:])
    data = {
        "id": root["id"],
        "name": root["name"],
        "type": 1,
        "options": hand_made.nest_options(root, nesting, list(options)),
    }
    record, payload = hand_made.base_payload(
        backend,
        type=2,
        channel_id=(channel or user.dm_channel).id,
        guild_id=guild.id if guild else None,
        user_id=user.id,
        data=data,
    )
    payload.update(locale=locale, context=context, authorizing_integration_owners=owners or {})
    backend.emit("INTERACTION_CREATE", payload)
    return InteractionResult(stage.env, record)


def raw_click(
    stage: Stage, user: Any, message: discord.Message, custom_id: str
) -> InteractionResult:
    """A press with any custom id, as only a forged client could make it."""
    backend, channel_id = stage.env.backend, message.channel.id
    record, payload = hand_made.base_payload(
        backend,
        type=3,
        channel_id=channel_id,
        guild_id=None,
        user_id=user.id,
        data={"custom_id": custom_id, "component_type": 2},
    )
    stored = backend.get_message(channel_id, message.id)
    payload["message"] = dict(serializers.message_payload(backend, stored))
    button = {"type": 2, "id": 2, "style": 1, "label": "x", "custom_id": custom_id}
    payload["message"]["components"] = [{"type": 1, "id": 1, "components": [button]}]
    record.source_message_id = message.id
    backend.emit("INTERACTION_CREATE", payload)
    return InteractionResult(stage.env, record)


def to_monday(env: simcord.Env) -> None:
    """The simulation begins on Monday, 2026-01-05 at 10:00 UTC."""
    env.backend.clock.advance((MONDAY_MORNING - env.now()).total_seconds())
    assert env.now() == MONDAY_MORNING.astimezone(UTC)
