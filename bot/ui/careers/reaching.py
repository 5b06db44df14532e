"""Whether introductions may reach a member here: off until they say otherwise, and off again."""

import discord

from bot.coaching import introducing
from bot.i18n import _, fill
from bot.services.careers import introductions, reachable
from bot.services.careers.introductions import Introduction
from bot.services.careers.reachable import Reach
from bot.ui import dms
from bot.ui.buttons import ActionButton, actions, rows
from bot.ui.careers import introduction_words as words_of
from bot.ui.careers.allowed import place_of
from bot.ui.dates import timestamp
from bot.ui.talk import Interaction, caller_of, coach_of
from bot.ui.views import defer, replace, reply

REACH, ON, OFF = "reach", "reach_on", "reach_off"
MOST_SHOWN = 5


@actions(REACH)
async def open_reach(interaction: Interaction, arguments: tuple[()]) -> None:
    """The panel's button."""
    place = place_of(interaction)
    await defer(interaction)
    coach, caller = coach_of(interaction), caller_of(interaction)
    found = await reachable.look(coach, caller, place.guild_id)
    await reply(interaction, _words(found), view=_view(found, []))


async def settings(interaction: Interaction) -> None:
    """The same, with what the member asked for."""
    place = place_of(interaction)
    await defer(interaction)
    coach, caller = coach_of(interaction), caller_of(interaction)
    found = await reachable.look(coach, caller, place.guild_id)
    own = await introductions.own(coach, caller, place.guild_id)
    lines = [_words(found)]
    if own:
        lines += ["", _("**You asked for:**"), *map(_line, range(1, MOST_SHOWN + 1), own)]
    await reply(interaction, "\n".join(lines), view=_view(found, own[:MOST_SHOWN]))


@actions(ON)
async def switch_on(interaction: Interaction, arguments: tuple[()]) -> None:
    """They are 18 or over, and introductions may reach them."""
    place = place_of(interaction)
    await defer(interaction, update=True)
    coach, caller = coach_of(interaction), caller_of(interaction)
    member = await reachable.switch_on(coach, caller, place.guild_id)
    said = _(
        "Switched on: introductions may reach you in this server. They come as direct messages "
        "from me, each with a no that nobody has to explain."
    )
    await replace(interaction, said, view=rows([_off_button()]))
    if member.dm_tested is None and member.dm_closed is None:
        open_to_us = await _try(interaction)
    else:
        open_to_us = member.dm_closed is None
    if not open_to_us:
        await dms.say_closed(interaction, dms.closed_sentence())


async def _try(interaction: Interaction) -> bool:
    try:
        return await dms.send_test(interaction)
    except discord.HTTPException:  # an outage, say: the first message will show
        return True


@actions(OFF)
async def switch_off(interaction: Interaction, arguments: tuple[()]) -> None:
    """No introductions any more."""
    place = place_of(interaction)
    await defer(interaction, update=True)
    await reachable.switch_off(coach_of(interaction), caller_of(interaction), place.guild_id)
    said = _("Switched off: nobody is sent to you in this server. What you have agreed to stays.")
    await replace(interaction, said, view=rows([_on_button()]))


def _words(found: Reach) -> str:
    if found.allowance.may_be_asked and found.allowance.reachable is not None:
        said = _("Introductions may reach you in this server, since {day}.")
        return fill(said, day=timestamp(found.allowance.reachable, "D"))
    if not found.offered:
        return _("Introductions are switched off in this server at the moment.")
    return _(
        "**May introductions reach you here?**\n"
        "Members of this server can then ask through somebody you know, or through your open door, "
        "whether you'd have some minutes for a conversation. I send you that as a direct message, "
        "with a no that nobody has to explain. Your name is told to nobody who didn't name you. "
        "You can switch it off at any time.\n"
        "It is for members who are 18 or over."
    )


def _view(found: Reach, own: list[Introduction]) -> discord.ui.View | None:
    groups: list[list[ActionButton]] = []
    if found.allowance.reachable is not None:
        groups.append([_off_button()])
    elif found.offered:
        groups.append([_on_button()])
    if own:
        groups.append([_withdraw_button(number, one) for number, one in enumerate(own, 1)])
    return rows(*groups) if groups else None


def _withdraw_button(number: int, one: Introduction) -> ActionButton:
    return words_of.withdraw_button(one.id, fill(_("Take back {number}"), number=number))


def _line(number: int, one: Introduction) -> str:
    said = _("{number}. to meet {target}, asked on {day}; it rests by itself on {end}")
    return fill(
        said,
        number=number,
        target=_("somebody") if one.target_id is None else f"<@{one.target_id}>",
        day=timestamp(one.created, "D"),
        end=timestamp(introducing.lapses_at(one.created), "D"),
    )


def _on_button() -> ActionButton:
    label = _("I'm 18 or over: switch it on")
    return ActionButton.make(ON, label=label, style=discord.ButtonStyle.primary)


def _off_button() -> ActionButton:
    return ActionButton.make(OFF, label=_("Switch it off"))
