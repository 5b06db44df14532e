"""The one place where every error is answered."""

import logging
from collections.abc import Iterator
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_codes import ALREADY_ANSWERED, CANNOT_MESSAGE, UNKNOWN_INTERACTION
from bot.feedback import N_, Feedback
from bot.i18n import _, fill
from bot.logs import bare_traceback, error_reference
from bot.ui.text import sentence
from bot.ui.views import answer_forgotten, begin, give_back, is_claimed, reply, typed_values

log = logging.getLogger(__name__)

PERSISTENT = "r:"
"""Custom ids of the buttons that work for months begin so; `bot.ui.buttons` answers them."""

WORTH_GIVING_BACK = 30
"""Characters; a shorter text is typed again in no time."""


def install(bot: commands.Bot) -> None:
    """Make `answer_error` the answer to every error, and set the language of every command.

    Also answers presses and forms that nothing remembers (after a restart, say).
    """
    bot.tree.error(answer_error)
    bot.tree.interaction_check = _begin_command  # type: ignore[method-assign]
    bot.add_listener(_answer_unclaimed, "on_interaction")


async def answer_error(interaction: discord.Interaction, error: Exception) -> None:
    """Answer `error` with one kind sentence. Never raises.

    The ladder, from the top:

    1. `Feedback`: its sentence, translated, the values escaped; its `give_back` follows.
    2. The interaction is gone (expired, or answered twice): there is nobody to tell; logged.
    3. discord.py refused the command (outdated, moderators only, servers only): a sentence.
    4. Discord refused a message (closed direct messages, a missing permission, an outage).
    5. A fault of the database, known by a text of its own that is safe (`safe_text`, or the
       `sentence` of the storage's errors): a sentence that nothing was changed.
    6. Anything else: "Something went wrong on my side", with a reference.

    Longer texts typed into a form are given back after any error. An answer that fails itself
    is logged and must not fail anything else.

    From 5 on a reference such as ABCD23 stands in the answer and in the log, the log having
    the traceback without the errors' own words, which could quote a member.
    """
    try:
        cause = _cause(error)
        begin(interaction)
        if _is_gone(cause):
            log.info("An interaction had expired or been answered before it could be.")
            return
        text = _sentence(cause, interaction)
        returned = cause.give_back if isinstance(cause, Feedback) else None
        others = _typed_beside(interaction, returned)
        if others and returned is None:
            text += "\n" + _("Here is what you typed, so that nothing is lost:")
        await reply(interaction, text)
        for typed in filter(None, [returned, *others]):
            await give_back(interaction, typed)
    except Exception as failure:
        log.warning("An error could not be answered:\n%s", bare_traceback(failure))


async def _begin_command(interaction: discord.Interaction) -> bool:
    begin(interaction)
    return True


async def _answer_unclaimed(interaction: discord.Interaction) -> None:
    """Runs after whatever claims an interaction, which happens without waiting for anything."""
    pressed = {discord.InteractionType.component, discord.InteractionType.modal_submit}
    if interaction.type not in pressed or is_claimed(interaction):
        return
    if custom_id(interaction).startswith(PERSISTENT):
        return
    try:
        await answer_forgotten(interaction)
    except Exception as error:
        await answer_error(interaction, error)


def custom_id(interaction: discord.Interaction) -> str:
    """The custom id of what was pressed or sent; empty for a command."""
    data: Any = interaction.data or {}
    return str(data.get("custom_id", ""))


def _typed_beside(interaction: discord.Interaction, returned: str | None) -> list[str]:
    """What was typed into a form and would hurt to type again, beside what is `returned`."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return []
    known = (returned or "").strip()
    return [
        typed
        for typed in typed_values(interaction)
        if len(typed) > WORTH_GIVING_BACK and typed.strip() != known
    ]


def _cause(error: Exception) -> BaseException:
    """The error that matters inside those that discord.py wraps around it."""
    cause: BaseException = error
    while isinstance(cause, app_commands.CommandInvokeError | app_commands.TransformerError):
        inner = getattr(cause, "original", None) or cause.__cause__
        if inner is None:
            break
        cause = inner
    return cause


def _is_gone(error: BaseException) -> bool:
    if isinstance(error, discord.InteractionResponded):
        return False
    codes = {UNKNOWN_INTERACTION, ALREADY_ANSWERED}
    return isinstance(error, discord.HTTPException) and error.code in codes


def _sentence(error: BaseException, interaction: discord.Interaction) -> str:
    if isinstance(error, Feedback):
        return sentence(error)
    if isinstance(error, app_commands.AppCommandError):
        text = _refused_command(error)
        if text is not None:
            return _(text)
    if isinstance(error, discord.HTTPException):
        _log(error_reference(), error, interaction)
        return _(_refused_by_discord(error))
    return _with_reference(error, interaction)


def _refused_command(error: app_commands.AppCommandError) -> str | None:
    match error:
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return N_(
                "That command has just changed. Wait a minute or restart Discord, then try again."
            )
        case app_commands.MissingPermissions() | app_commands.MissingRole():
            return N_("That command is for the moderators of this server.")
        case app_commands.BotMissingPermissions():
            return N_("I don't have the permission to do that in this channel.")
        case app_commands.NoPrivateMessage():
            return N_("That command works in a server only.")
        case app_commands.TransformerError():
            return N_("I could not read one of the fields. Please choose from the list.")
        case app_commands.CheckFailure():
            return N_("You can't use that command here.")
        case _:
            return None


def _refused_by_discord(error: discord.HTTPException) -> str:
    if error.code == CANNOT_MESSAGE:
        return N_(
            "Discord doesn't let me write to you directly: your direct messages are closed to "
            "me. Everything is in /coach as well. To open them: the server's name, "
            "Privacy Settings, Direct Messages."
        )
    if isinstance(error, discord.Forbidden):
        return N_("Discord doesn't let me do that here. /coach works in direct messages too.")
    if error.status >= 500:
        return N_("Discord has trouble at the moment. Please try again in a few minutes.")
    return N_("Discord refused that message. What was saved is safe; /coach shows it.")


def _with_reference(error: BaseException, interaction: discord.Interaction) -> str:
    mark = error_reference()
    _log(mark, error, interaction)
    safe = getattr(error, "safe_text", None)
    if isinstance(safe, str):
        text = _(safe) + " " + _("(Reference {reference}.)")
    elif isinstance(getattr(error, "sentence", None), str):
        text = _(
            "I can't reach my notes at the moment, so nothing was changed. Please try again in "
            "a minute. If it lasts, tell whoever runs me this reference: {reference}."
        )
    else:
        text = _(
            "Something went wrong on my side; nothing of yours is lost. Please try again. If it "
            "happens again, tell whoever runs me this reference: {reference}."
        )
    return fill(text, reference=mark)


def _log(mark: str, error: BaseException, interaction: discord.Interaction) -> None:
    log.error("%s in %s\n%s", mark, _place(interaction), bare_traceback(error))


def _place(interaction: discord.Interaction) -> str:
    """Which command or which kind of button, without anybody's id."""
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    pressed = custom_id(interaction)
    return ":".join(pressed.split(":")[:2]) if pressed.startswith(PERSISTENT) else "a view"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        hidden = error.__suppress_context__
        error = error.__cause__ or (None if hidden else error.__context__)
