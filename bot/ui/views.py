"""The ways of answering a member, and the views and forms that are bound to one.

Every interaction begins with `begin` (the tree, `OwnedView`, `OwnedModal` and the persistent
buttons do it), which sets the language. Every answer goes through `reply`, `replace` or
`send_draft`, which know whether the interaction was deferred or answered already, keep answers
to the member alone (ephemeral) except in their own direct messages with the coach, let no
mention fire, split what is too long and never exceed Discord's five follow-ups.
"""

import asyncio
import io
import logging
from collections.abc import Callable, Sequence
from typing import Any

import discord
from discord import AllowedMentions, InteractionResponseType

from bot.feedback import NotYours
from bot.i18n import _, language_of, set_language
from bot.ui.text import MESSAGE_LIMIT, cut, pieces

log = logging.getLogger(__name__)

MOST_FOLLOW_UPS = 5
"""Discord's limit for one interaction where the app is installed for the user only."""

VIEW_SECONDS = 14 * 60
"""Just inside the 15 minutes for which Discord lets an ephemeral message be changed."""

MODAL_SECONDS = 60 * 60
"""A form may lie open on a phone for long; what comes later still is given back."""

DEFER_AFTER = 1.0
"""Seconds after which Discord is told that the answer takes longer; it waits for three."""

LONGEST_TITLE = 45
NOBODY = AllowedMentions.none()

_UPDATES = frozenset(
    {
        None,
        InteractionResponseType.deferred_message_update,
        InteractionResponseType.message_update,
    }
)
"""Answers after which the pressed message can be changed (again)."""

_FOLLOW_UPS = "rapport.follow_ups"
_CLAIMED = "rapport.claimed"
_HANDLER = "rapport.handler"
_SHOWN = "rapport.shown"
_PROMISE = "rapport.promise"


def begin(interaction: discord.Interaction) -> None:
    """The start of every interaction: sets the language, and marks it as somebody's to answer."""
    interaction.extras[_CLAIMED] = True
    interaction.extras.setdefault(_HANDLER, asyncio.current_task())
    set_language(language_of(interaction.locale))


def is_claimed(interaction: discord.Interaction) -> bool:
    """Whether a command, a view, a form or a persistent button has taken it on."""
    return _CLAIMED in interaction.extras


async def handled(interaction: discord.Interaction) -> None:
    """Wait until whoever took the interaction on (`begin`) is done with it, come what may."""
    handler: asyncio.Task[Any] | None = interaction.extras.get(_HANDLER)
    if handler is not None and handler is not asyncio.current_task():
        await asyncio.wait({handler}, timeout=VIEW_SECONDS)


def may_go_on(interaction: discord.Interaction) -> bool:
    """Whether it was answered by a message that another one may follow."""
    response = interaction.response
    is_form = response.type is InteractionResponseType.modal
    return response.is_done() and not is_form and _room(interaction) > 0


def has_shown(interaction: discord.Interaction, identifier: str) -> bool:
    """Whether a button with that custom id stands in what the interaction was answered with."""
    return identifier in interaction.extras.get(_SHOWN, ())


def in_own_dm(interaction: discord.Interaction) -> bool:
    """Whether this is the member's own direct-message channel with the coach."""
    return interaction.guild_id is None and interaction.context.dm_channel


async def defer(interaction: discord.Interaction, *, update: bool = False) -> None:
    """Promise an answer, for whatever may take longer than the three seconds that Discord waits.

    Most answers are there in milliseconds and are given at once, with one request instead of
    two. Discord is told to wait where one takes longer than `DEFER_AFTER`. With `update` the
    message that the pressed button sits on is going to be changed (`replace`); else a new
    message is announced. Twice is once.
    """
    if interaction.response.is_done() or _PROMISE in interaction.extras:
        return
    interaction.extras[_PROMISE] = _Promise(interaction, update=update)


class _Promise:
    """An answer that is not there yet; Discord is told to wait for it after `DEFER_AFTER`."""

    def __init__(self, interaction: discord.Interaction, *, update: bool) -> None:
        self.is_update = update and interaction.message is not None
        self._interaction = interaction
        self._asking: asyncio.Task[None] | None = None
        self._timer = _after(DEFER_AFTER, self._begin)

    async def settle(self) -> None:
        """The answer is there: Discord is not asked to wait, or has been asked to when this
        returns."""
        self._timer.cancel()
        if self._asking is not None:
            await asyncio.wait({self._asking})

    def _begin(self) -> None:
        self._asking = asyncio.create_task(self._ask())

    async def _ask(self) -> None:
        response = self._interaction.response
        if response.is_done():
            return
        try:
            if self.is_update:
                await response.defer()
            else:
                quiet = not in_own_dm(self._interaction)
                await response.defer(ephemeral=quiet, thinking=True)
        except (discord.HTTPException, OSError) as error:
            log.info("Discord could not be asked to wait: %s", type(error).__name__)


def _after(seconds: float, action: Callable[[], None]) -> asyncio.Handle:
    loop = asyncio.get_running_loop()
    return loop.call_later(seconds, action) if seconds > 0 else loop.call_soon(action)


async def _settle(interaction: discord.Interaction) -> None:
    """Before anything is sent: whether it is the first answer must be known."""
    promise: _Promise | None = interaction.extras.get(_PROMISE)
    if promise is not None:
        await promise.settle()


def _announced_new(interaction: discord.Interaction) -> bool:
    """Whether a new message was promised, not a change of the pressed one."""
    promise: _Promise | None = interaction.extras.get(_PROMISE)
    return promise is not None and not promise.is_update


async def reply(
    interaction: discord.Interaction,
    text: str,
    *,
    view: discord.ui.View | None = None,
    file: discord.File | None = None,
    files: Sequence[discord.File] = (),
    embed: discord.Embed | None = None,
    keep: bool = False,
) -> discord.Message:
    """Answer with a new message, or several where the text is longer than one holds.

    View, files and embed go with the last. Only the member sees the answer, and it goes when
    they restart Discord, except in their own direct messages; with `keep` it stays, for
    everybody in the channel (for what moderators post). Text that doesn't fit into the
    follow-ups that are left goes along as a file. Raises `discord.HTTPException` where Discord
    refuses, `RuntimeError` where no follow-up is left.
    """
    await _settle(interaction)
    parts = pieces(text) or [""]
    attached = [file] if file else [*files]
    room = _room(interaction)
    if len(parts) > room > 0:
        attached.append(as_file(text))
        parts = [*parts[: room - 1], cut(parts[room - 1], MESSAGE_LIMIT)]
    for part in parts[:-1]:
        await _send(interaction, part, keep=keep)
    message = await _send(interaction, parts[-1], view=view, files=attached, embed=embed, keep=keep)
    _remember(interaction, view, message, parts[-1])
    return message


async def replace(
    interaction: discord.Interaction,
    text: str,
    *,
    view: discord.ui.View | None = None,
    embed: discord.Embed | None = None,
) -> None:
    """Show another screen in the message that the pressed button sits on.

    Buttons that were there go, unless `view` brings some. After a command, where there is no
    such message, and for a text that is too long for one, it is a new answer.
    """
    await _settle(interaction)
    response = interaction.response
    is_update = response.type in _UPDATES and not _announced_new(interaction)
    if interaction.message is None or not is_update or len(text) > MESSAGE_LIMIT:
        await reply(interaction, text, view=view, embed=embed)
        return
    embeds = [embed] if embed else []
    _note_shown(interaction, view)
    if response.is_done():
        await interaction.edit_original_response(
            content=text, embeds=embeds, view=view, allowed_mentions=NOBODY
        )
    else:
        await response.edit_message(content=text, embeds=embeds, view=view, allowed_mentions=NOBODY)
    _remember(interaction, view, interaction.message, text)


async def send_draft(
    interaction: discord.Interaction,
    subject: str | None,
    body: str,
    *,
    view: discord.ui.View | None = None,
) -> None:
    """Send a draft for copying: the subject a message, the body another, no other word in them.

    The body goes out raw, exactly as stored. Discord's "Copy text" gives back what was sent:
    escapes would be copied along, a code block would add its marks and can't be wrapped on a
    phone, invisible characters would end up in somebody's e-mail. So an asterisk may look
    like emphasis here and still is an asterisk in the copy. No mention fires (Discord is told
    to allow none) and no preview of a link is added.
    """
    if subject and subject.strip():
        await _send(interaction, cut(subject, MESSAGE_LIMIT))
    parts = [body] if len(body) <= MESSAGE_LIMIT else pieces(body)
    for part in parts[:-1]:
        await _send(interaction, part)
    message = await _send(interaction, parts[-1], view=view)
    _remember(interaction, view, message, parts[-1], changeable=False)


async def give_back(interaction: discord.Interaction, typed: str) -> None:
    """Send what a member typed back to them unchanged, as a file where it is long."""
    if not typed.strip():
        return
    if len(typed) <= MESSAGE_LIMIT:
        await _send(interaction, typed)
    else:
        await _send(interaction, "", files=[as_file(typed)])


def as_file(text: str, name: str = "text.txt") -> discord.File:
    """`text` as a file to attach."""
    return discord.File(io.BytesIO(text.encode("utf-8", "replace")), filename=name)


class OwnedView(discord.ui.View):
    """Buttons for one member, as long as they are at it; others get a kind sentence.

    After `timeout` seconds without a press the buttons are disabled and the message says that
    /coach opens everything again. A restart ends it too: then a press is answered the same way
    (`answer_forgotten`). For buttons that must work for months: `bot.ui.buttons`; keep the two
    sorts in separate views.
    """

    def __init__(self, owner_id: int, *, timeout: float | None = VIEW_SECONDS) -> None:
        super().__init__(timeout=timeout)
        self.owner_id = owner_id
        self.message: discord.Message | discord.PartialMessage | None = None
        self.text: str | None = None

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        begin(interaction)
        return await _is_owner(interaction, self.owner_id)

    async def on_error(
        self,
        interaction: discord.Interaction,
        error: Exception,
        item: discord.ui.Item[Any],
        /,
    ) -> None:
        await _answer_error(interaction, error)

    async def on_timeout(self) -> None:
        if self.message is None:
            return
        self.disable()
        changes: dict[str, Any] = {"view": self}
        if self.text is not None:
            changes["content"] = _with_last_line(self.text)
            changes["allowed_mentions"] = NOBODY
        try:
            await self.message.edit(**changes)
        except discord.HTTPException as error:
            log.debug("A message could no longer be changed: %s", error.code)

    def disable(self) -> None:
        """Grey out everything that can be pressed here."""
        for child in self.children:
            if isinstance(child, discord.ui.Button | discord.ui.Select):
                child.disabled = True


class OwnedModal(discord.ui.Modal):
    """A form for one member; by convention it has at most two fields.

    Give every field a `custom_id`. What is typed into a form that has been forgotten since (a
    restart, an hour gone by) is given back (`answer_forgotten`).
    """

    def __init__(self, owner_id: int, title: str, *, timeout: float = MODAL_SECONDS) -> None:
        super().__init__(title=cut(title, LONGEST_TITLE), timeout=timeout)
        self.owner_id = owner_id

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        begin(interaction)
        return await _is_owner(interaction, self.owner_id)

    async def on_error(  # type: ignore[override]  # as discord.py's own form: no item
        self, interaction: discord.Interaction, error: Exception, /
    ) -> None:
        await _answer_error(interaction, error)


async def answer_forgotten(interaction: discord.Interaction) -> None:
    """Answer a press or a form that nothing here remembers, and give back what was typed."""
    begin(interaction)
    typed = [value for value in typed_values(interaction) if value.strip()]
    if typed:
        await reply(
            interaction,
            _(
                "That form had been open for a while and I lost track of it, so nothing was "
                "saved. /coach opens it again; here is what you typed:"
            ),
        )
        for value in typed[:MOST_FOLLOW_UPS]:
            await give_back(interaction, value)
    else:
        await reply(
            interaction,
            _("Those buttons have gone to sleep. /coach opens everything again."),
        )


def typed_values(interaction: discord.Interaction) -> list[str]:
    """Everything typed into a form, in its order; nothing for another interaction."""
    data: Any = interaction.data or {}
    found: list[str] = []
    waiting: list[Any] = list(data.get("components", []))
    while waiting:
        component = waiting.pop(0)
        if isinstance(component.get("value"), str):
            found.append(component["value"])
        inner = component.get("component")
        waiting = [*component.get("components", []), *([inner] if inner else []), *waiting]
    return found


async def _is_owner(interaction: discord.Interaction, owner_id: int) -> bool:
    if interaction.user.id == owner_id:
        return True
    await _answer_error(interaction, NotYours())
    return False


async def _answer_error(interaction: discord.Interaction, error: Exception) -> None:
    from bot.ui.errors import answer_error  # noqa: PLC0415  (which answers through this module)

    await answer_error(interaction, error)


def _room(interaction: discord.Interaction) -> int:
    """How many more messages this interaction may bring."""
    follow_ups = MOST_FOLLOW_UPS - int(interaction.extras.get(_FOLLOW_UPS, 0))
    return follow_ups if interaction.response.is_done() else follow_ups + 1


async def _send(
    interaction: discord.Interaction,
    text: str,
    *,
    view: discord.ui.View | None = None,
    files: list[discord.File] | None = None,
    embed: discord.Embed | None = None,
    keep: bool = False,
) -> discord.Message:
    """One message: the response, or a follow-up where there was one (a deferral is filled)."""
    await _settle(interaction)
    if _room(interaction) <= 0:
        raise RuntimeError("an interaction may bring no more than five follow-ups")
    extras: dict[str, Any] = {
        "ephemeral": not (keep or in_own_dm(interaction)),
        "allowed_mentions": NOBODY,
        "suppress_embeds": embed is None,
    }
    given = {"view": view, "files": files or None, "embed": embed}
    extras.update((name, value) for name, value in given.items() if value is not None)
    _note_shown(interaction, view)
    if interaction.response.is_done():
        interaction.extras[_FOLLOW_UPS] = int(interaction.extras.get(_FOLLOW_UPS, 0)) + 1
        sent: discord.Message = await interaction.followup.send(text, wait=True, **extras)
        return sent
    answered = await interaction.response.send_message(text, **extras)
    if isinstance(answered.resource, discord.InteractionMessage):
        return answered.resource
    return await interaction.original_response()


def _note_shown(interaction: discord.Interaction, view: discord.ui.View | None) -> None:
    shown: set[str] = interaction.extras.setdefault(_SHOWN, set())
    children = view.children if view is not None else []
    shown.update(str(getattr(child, "custom_id", "")) for child in children)


def _remember(
    interaction: discord.Interaction,
    view: discord.ui.View | None,
    message: discord.Message,
    text: str,
    *,
    changeable: bool = True,
) -> None:
    """Let a view know its message, so that it can say when it goes to sleep.

    In direct messages it is changed with the bot's own rights, which don't end after 15
    minutes as an interaction's do.
    """
    if not isinstance(view, OwnedView):
        return
    view.text = text if changeable else None
    view.message = message
    if in_own_dm(interaction) and interaction.channel_id is not None:
        channel = interaction.client.get_partial_messageable(interaction.channel_id)
        view.message = channel.get_partial_message(message.id)


def _with_last_line(text: str) -> str:
    longer = text + "\n-# " + _("These buttons have gone to sleep. /coach opens everything again.")
    return longer if len(longer) <= MESSAGE_LIMIT else text
