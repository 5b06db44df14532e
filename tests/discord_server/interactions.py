"""Commands and presses sent to the bot, and its answers awaited."""

import secrets
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from tests.discord_server.model import EPHEMERAL, Message, Model, Refusal, unknown_message, user
from tests.discord_server.options import APPLICATION

_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE, _CHOICES, _MODAL = 4, 5, 6, 7, 8, 9

Until = Callable[[Callable[[], object], float], Coroutine[Any, Any, None]]


@dataclass
class Talk:
    """One interaction. `sent` is `time.perf_counter()`; the other instants are after it."""

    id: int
    token: str
    member: int
    kind: int
    until: Until
    message: Message | None = None
    """What was pressed."""
    sent: float = field(default_factory=time.perf_counter)
    acknowledged: float | None = None
    answered: float | None = None
    callback: dict[str, Any] | None = None
    original: Message | None = None
    follow_ups: list[Message] = field(default_factory=list)

    async def acknowledgement(self, seconds: float = 3.0) -> dict[str, Any]:
        """The callback, which Discord waits three seconds for."""
        await self.until(lambda: self.callback is not None, seconds)
        assert self.callback is not None
        return self.callback

    async def answer(self, seconds: float = 10.0) -> Message:
        """The first message that the member sees: the reply, what a deferral turned into, or
        the pressed message as it was changed."""
        await self.until(lambda: self.answered is not None, seconds)
        return self.original or self.follow_ups[0]

    def note_answer(self) -> None:
        if self.answered is None:
            self.answered = time.perf_counter() - self.sent


class Interactions:
    """The interactions that were sent, and what REST does with them."""

    def __init__(self, model: Model, until: Until, changed: Callable[[], None]) -> None:
        self._model = model
        self._until = until
        self._changed = changed
        self._talks: dict[str, Talk] = {}

    def slash(
        self, member: int, name: str, options: list[dict[str, Any]] | None = None
    ) -> tuple[Talk, dict[str, Any]]:
        """A command in the direct messages with the coach; with the event to dispatch.

        `options` as Discord sends them, say [{"name": "person", "type": 3, "value": "Sam"}].
        """
        command = self._model.commands.get(name)
        if command is None:
            raise RuntimeError(f"/{name} was never registered")
        data = {"id": str(command), "name": name, "type": 1, "options": options or []}
        return self.send(2, member, data)

    def press(self, member: int, message: Message, label: str) -> tuple[Talk, dict[str, Any]]:
        """A press on the button with this label."""
        data = {"component_type": 2, "custom_id": message.buttons[label]}
        return self.send(3, member, data, message)

    def send(
        self, kind: int, member: int, data: dict[str, Any], message: Message | None = None
    ) -> tuple[Talk, dict[str, Any]]:
        """Any interaction: 2 a command, 3 a component, 4 autocompletion, 5 a form."""
        talk = Talk(
            self._model.new_id(), secrets.token_urlsafe(60), member, kind, self._until, message
        )
        self._talks[talk.token] = talk
        channel = self._model.open(member)
        event = {
            "id": str(talk.id),
            "application_id": str(APPLICATION),
            "type": kind,
            "token": talk.token,
            "version": 1,
            "data": data,
            "channel_id": str(channel.id),
            "channel": channel.payload(),
            "user": user(member),
            "locale": "en-US",
            "context": 1,
            "authorizing_integration_owners": {"1": str(member)},
            "app_permissions": "274877975552",
            "entitlements": [],
            "attachment_size_limit": 10_485_760,
        }
        return talk, event if message is None else {**event, "message": message.payload()}

    def of(self, token: str) -> Talk:
        """The interaction with this token. Raises `Refusal`."""
        talk = self._talks.get(token)
        if talk is None:
            raise Refusal(404, 10015, "Unknown Webhook")
        return talk

    def callback(self, talk: Talk, body: dict[str, Any]) -> dict[str, Any]:
        """The first answer; what REST says to it."""
        if talk.callback is not None:
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        kind, data = body["type"], body.get("data") or {}
        shown = self._show(talk, kind, data)
        talk.callback, talk.acknowledged = body, time.perf_counter() - talk.sent
        said: dict[str, Any] = {"id": str(talk.id), "type": talk.kind}
        resource: dict[str, Any] = {"type": kind}
        if shown is not None:
            said["response_message_id"] = str(shown.id)
            resource["message"] = shown.payload()
        if kind == _DEFERRED:
            said["response_message_loading"] = True
        if data.get("flags", 0) & EPHEMERAL:
            said["response_message_ephemeral"] = True
        self._changed()
        return {"interaction": said, "resource": resource}

    def _show(self, talk: Talk, kind: int, data: dict[str, Any]) -> Message | None:
        match kind:
            case 4:
                talk.original = self._new(talk, data)
            case 5:
                talk.original = None
                return self._placeholder(talk, data)
            case 6:
                talk.original = None
                return talk.message
            case 7:
                talk.original = talk.message
                if talk.message is not None:
                    talk.message.change(data, self._model.clock.now())
        if kind != _DEFERRED_UPDATE:
            talk.note_answer()
        return talk.original

    def _placeholder(self, talk: Talk, data: dict[str, Any]) -> Message:
        """ "Rapport is thinking …": turns into the answer when it is edited."""
        channel = self._model.open(talk.member).id
        flags = data.get("flags", 0)
        waiting = Message(self._model.new_id(), channel, self._model.clock.now(), flags=flags)
        talk.message = waiting
        return waiting

    def _new(self, talk: Talk, data: dict[str, Any]) -> Message:
        channel = self._model.open(talk.member)
        message = self._model.compose(channel.id, data)
        if not message.flags & EPHEMERAL:
            channel.messages.append(message)
        return message

    def follow_up(self, talk: Talk, body: dict[str, Any]) -> dict[str, Any]:
        """A further message; the first one after a deferral takes its place."""
        if talk.callback is None:
            raise Refusal(404, 10015, "Unknown Webhook")
        if talk.callback["type"] == _DEFERRED and talk.answered is None:
            return self.edit(talk, "@original", body)
        message = self._new(talk, body)
        talk.follow_ups.append(message)
        talk.note_answer()
        self._changed()
        return message.payload()

    def edit(self, talk: Talk, which: str, body: dict[str, Any]) -> dict[str, Any]:
        """Change a message of this interaction."""
        message = self.find(talk, which)
        message.change(body, self._model.clock.now())
        if which == "@original":
            talk.original = message
            stays = self._model.open(talk.member).messages
            if not message.flags & EPHEMERAL and (not stays or stays[-1].id < message.id):
                stays.append(message)
        talk.note_answer()
        self._changed()
        return message.payload()

    def find(self, talk: Talk, which: str) -> Message:
        """Raises `Refusal` where there is none."""
        if which == "@original":
            found = talk.original or talk.message
            if found is not None:
                return found
        for one in talk.follow_ups:
            if str(one.id) == which:
                return one
        raise unknown_message()

    def delete(self, talk: Talk, which: str) -> None:
        gone = self.find(talk, which)
        stays = self._model.open(talk.member).messages
        if gone in stays:
            stays.remove(gone)
        talk.note_answer()
        self._changed()
