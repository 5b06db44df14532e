"""Users, DM channels and messages as the server knows them."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from tests.discord_server.options import APPLICATION, Options

_EPOCH_MS = 1_420_070_400_000
EPHEMERAL = 64
BOT: dict[str, Any] = {
    "id": str(APPLICATION),
    "username": "Rapport",
    "discriminator": "0",
    "global_name": None,
    "avatar": None,
    "bot": True,
    "public_flags": 0,
}


class Clock(Protocol):
    """Tells the present instant."""

    def now(self) -> datetime: ...


class Refusal(Exception):
    """An error answer."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status, self.code, self.message = status, code, message


def unknown_channel() -> Refusal:
    return Refusal(404, 10003, "Unknown Channel")


def unknown_message() -> Refusal:
    return Refusal(404, 10008, "Unknown Message")


CLOSED = (50007, "Cannot send messages to this user")
NO_MUTUAL_SERVER = (50278, "Cannot send messages to this user due to having no mutual guilds")


@dataclass
class Message:
    """A message that stands in a channel, or was shown to one member only."""

    id: int
    channel: int
    at: datetime
    content: str = ""
    components: list[Any] = field(default_factory=list)
    embeds: list[Any] = field(default_factory=list)
    attachments: list[Any] = field(default_factory=list)
    flags: int = 0
    nonce: str | int | None = None
    edited: datetime | None = None

    @property
    def buttons(self) -> dict[str, str]:
        """Custom ids by label, whatever they stand in."""
        return {one["label"]: one["custom_id"] for one in _inside(self.components) if _is(one)}

    def change(self, body: dict[str, Any], now: datetime) -> None:
        """An edit: only what `body` names."""
        for part in ("components", "embeds", "attachments"):
            if part in body:
                setattr(self, part, body[part] or [])
        if "content" in body:
            self.content = body["content"] or ""
        self.flags = body.get("flags") or self.flags
        self.edited = now

    def payload(self) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "id": str(self.id),
            "channel_id": str(self.channel),
            "type": 0,
            "author": BOT,
            "content": self.content,
            "timestamp": self.at.isoformat(),
            "edited_timestamp": None if self.edited is None else self.edited.isoformat(),
            "components": self.components,
            "embeds": self.embeds,
            "attachments": self.attachments,
            "flags": self.flags,
            "tts": False,
            "pinned": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
        }
        return shown if self.nonce is None else {**shown, "nonce": self.nonce}


@dataclass
class Channel:
    """A DM channel. `locked` is 50001; a channel that is gone is in no dictionary any more."""

    id: int
    member: int
    locked: bool = False
    messages: list[Message] = field(default_factory=list)

    def find(self, message_id: int) -> Message:
        place = bisect_left(self.messages, message_id, key=_id)
        if place == len(self.messages) or self.messages[place].id != message_id:
            raise unknown_message()
        return self.messages[place]

    def page(self, before: int | None, after: int | None, limit: int) -> list[Message]:
        """As Discord pages: the `limit` nearest to the given message, the newest first."""
        if after is not None and before is None:
            first = bisect_right(self.messages, after, key=_id)
            return self.messages[first : first + limit][::-1]
        last = len(self.messages) if before is None else bisect_left(self.messages, before, key=_id)
        return self.messages[max(last - limit, 0) : last][::-1]

    def payload(self) -> dict[str, Any]:
        newest = str(self.messages[-1].id) if self.messages else None
        recipients = [user(self.member)]
        kind = {"id": str(self.id), "type": 1, "flags": 0}
        return {**kind, "last_message_id": newest, "recipients": recipients}


@dataclass
class Model:
    """Everything that outlives a request."""

    clock: Clock
    options: Options
    channels: dict[int, Channel] = field(default_factory=dict)
    channel_of: dict[int, int] = field(default_factory=dict)
    doors: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Members who take no messages, with Discord's code and sentence."""
    commands: dict[str, int] = field(default_factory=dict)
    lost: list[Message] = field(default_factory=list)
    """Messages whose channel is gone: they arrived all the same."""
    _nonces: dict[str | int, Message] = field(default_factory=dict)
    _last_id: int = 0

    def new_id(self) -> int:
        """A snowflake of the present instant, larger than every one before."""
        milliseconds = int(self.clock.now().timestamp() * 1000) - _EPOCH_MS
        self._last_id = max(self._last_id + 1, milliseconds << 22)
        return self._last_id

    def channel(self, channel_id: int) -> Channel:
        """Raises `Refusal` where it is unknown or locked."""
        found = self.channels.get(channel_id)
        if found is None:
            raise unknown_channel()
        if found.locked:
            raise Refusal(403, 50001, "Missing Access")
        return found

    def open(self, member: int) -> Channel:
        """The DM channel with a member, made where there is none; a locked one opens."""
        known = self.channel_of.get(member)
        if known is None:
            known = self.channel_of[member] = self.new_id()
            self.channels[known] = Channel(known, member)
        self.channels[known].locked = False
        return self.channels[known]

    def forget_channel(self, member: int) -> None:
        """10003 from now on; opening it again makes another one."""
        gone = self.channels.pop(self.channel_of.pop(member))
        self.lost += gone.messages

    def post(self, channel: Channel, body: dict[str, Any]) -> Message:
        """Send, or give back the message that has the same nonce already."""
        nonce = body.get("nonce")
        if nonce is not None and body.get("enforce_nonce"):
            known = self._known(nonce)
            if known is not None:
                self._must_stand(known)
                return known
        if channel.member in self.doors:
            raise Refusal(403, *self.doors[channel.member])
        message = self.compose(channel.id, body)
        message.nonce = nonce
        channel.messages.append(message)
        if nonce is not None:
            self._nonces[nonce] = message
        return message

    def take_nonce(self, nonce: str, channel_id: int) -> Message:
        """Another message of the bot's has this nonce already, in another channel."""
        other = Message(self.new_id(), channel_id, self.clock.now(), "another", nonce=nonce)
        self._nonces[nonce] = other
        self.channels[channel_id].messages.append(other)
        return other

    def compose(self, channel_id: int, body: dict[str, Any]) -> Message:
        """A message in no channel yet. Raises `Refusal` for what Discord would not take."""
        check(body)
        message = Message(self.new_id(), channel_id, self.clock.now())
        message.change(body, message.at)
        message.edited = None
        return message

    def messages(self, member: int | None = None) -> list[Message]:
        """Everything that stands in DM channels, or stood in one that is gone."""
        if member is not None:
            known = self.channel_of.get(member)
            return list(self.channels[known].messages) if known is not None else []
        return self.lost + [one for each in self.channels.values() for one in each.messages]

    def _must_stand(self, message: Message) -> None:
        """The nonce of a message that was deleted since: Unknown Message."""
        if message.channel in self.channels:
            self.channels[message.channel].find(message.id)

    def _known(self, nonce: str | int) -> Message | None:
        """Unique per author over all channels, for as long as the window is open."""
        found = self._nonces.get(nonce)
        if found is None:
            return None
        age = (self.clock.now() - found.at).total_seconds()
        return found if age < self.options.nonce_window else None


def check(body: dict[str, Any]) -> None:
    """The rules about a message that our own code could break."""
    content, nonce = body.get("content") or "", body.get("nonce")
    named = [
        one["custom_id"] for one in _inside(body.get("components") or []) if "custom_id" in one
    ]
    if not any(body.get(part) for part in ("content", "embeds", "components", "attachments")):
        raise Refusal(400, 50006, "Cannot send an empty message")
    wrong = (
        len(content) > 2000
        or (isinstance(nonce, str) and len(nonce) > 25)
        or len(set(named)) < len(named)
        or any(not 1 <= len(one) <= 100 for one in named)
    )
    if wrong:
        raise Refusal(400, 50035, "Invalid Form Body")


def user(member: int) -> dict[str, Any]:
    """A member's own account."""
    name = f"member{member % 100_000}"
    return {**BOT, "id": str(member), "username": name, "global_name": name, "bot": False}


def snowflake_time(snowflake: int) -> datetime:
    return datetime.fromtimestamp(((snowflake >> 22) + _EPOCH_MS) / 1000, UTC)


def _inside(components: list[Any]) -> list[dict[str, Any]]:
    found = []
    for one in components:
        found.append(one)
        found += _inside(one.get("components") or [])
        accessory = one.get("accessory")
        found += [accessory] if accessory else []
    return found


def _is(component: dict[str, Any]) -> bool:
    return "label" in component and "custom_id" in component


def _id(message: Message) -> int:
    return message.id
